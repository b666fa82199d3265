"""From real pictures to characters in a project and back."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from studio.core.errors import InputError, ProjectError
from studio.core.jobs import CancelToken, JobCancelled, Progress
from studio.models.character import Background
from studio.pipelines.cast import CaptureResult, capture, drawable, new_project
from studio.pipelines.health import sample_picture
from studio.pipelines.seeing import SeenPicture, SeeOptions, read_anchors_file, see_picture
from studio.pipelines.subject import open_subject
from studio.storage.blobs import BlobStore
from studio.storage.project_file import read_project, write_project

Result = TypeVar("Result")


def finished(job: Generator[Progress, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


@pytest.fixture(scope="module")
def astronaut() -> Path:
    path = sample_picture()
    assert path is not None
    return path


@pytest.fixture(scope="module")
def seen(astronaut: Path) -> SeenPicture:
    return finished(see_picture(astronaut))


def test_a_picture_is_seen(seen: SeenPicture) -> None:
    assert seen.background is Background.CUT_OUT
    assert seen.reference.picture.has_alpha
    assert len(seen.faces) == 1
    assert seen.reference.mesh.points.shape == (478, 3)
    assert seen.warnings == ()


def test_keeping_the_background(astronaut: Path) -> None:
    kept = finished(see_picture(astronaut, SeeOptions(keep_background=True)))
    assert kept.background is Background.KEEP
    assert kept.reference.picture is kept.picture


def test_what_is_drawn_from_a_project_is_what_was_seen(astronaut: Path, seen: SeenPicture, tmp_path: Path) -> None:
    result: CaptureResult = finished(capture(new_project("cast"), [astronaut]))
    assert [character.name for character in result.captured] == ["astronaut"]
    identity = result.captured[0].identity
    assert identity is not None
    assert set(identity.palette) >= {"skin", "hair"}
    assert identity.recogniser == identity.embedding == ""
    path = tmp_path / "cast.avatar"
    write_project(path, result.content)
    again = read_project(path)
    reference = drawable(again.project.characters[0].main_reference, again.blobs)
    assert np.array_equal(reference.picture.pixels, seen.reference.picture.pixels)
    assert np.array_equal(reference.mesh.points, seen.reference.mesh.points)
    assert reference.style is seen.reference.style
    opened = finished(open_subject(path))
    assert opened.stable_id == f"{again.project.id}/{again.project.characters[0].id}"
    stored = again.project.characters[0].main_reference
    assert again.blobs[stored.picture] == astronaut.read_bytes()


def test_one_bad_picture_never_stops_the_rest(astronaut: Path, tmp_path: Path) -> None:
    bad, noise = tmp_path / "bad.png", tmp_path / "none.png"
    bad.write_bytes(astronaut.read_bytes()[:3000])
    result = finished(capture(new_project("cast"), [bad, astronaut, noise]))
    assert [character.name for character in result.captured] == ["astronaut"]
    assert [Path(failure.name).name for failure in result.failures] == ["bad.png", "none.png"]
    assert all(failure.error.hint for failure in result.failures)


def test_capturing_again_changes_the_character_and_adds_none(astronaut: Path) -> None:
    first = finished(capture(new_project("cast"), [astronaut], name="Eileen"))
    again = finished(capture(first.content, [astronaut], SeeOptions(keep_background=True), name="eileen"))
    assert len(again.content.project.characters) == 1
    character = again.content.project.characters[0]
    assert character.id == first.captured[0].id
    assert [reference.background for reference in character.references] == [Background.KEEP]


def test_two_pictures_of_one_character(astronaut: Path, shared_data: Path, shared_models: Path) -> None:
    folder = shared_data / "portraits" / "photo"
    pictures = [folder / "obama_official.jpg", folder / "obama_speech.jpg"]
    options = SeeOptions(models=shared_models)
    result = finished(capture(new_project("cast"), pictures, options, name="O"))
    identity = result.captured[0].identity
    assert identity is not None
    assert identity.recogniser
    assert len(identity.similarity) == 2
    assert identity.similarity[0][1] > identity.threshold
    assert result.content.blobs.array(identity.embedding).ndim == 1
    stranger = finished(capture(result.content, [astronaut], options, name="O"))
    assert any("astronaut" in text and "another character" in text for text in stranger.warnings)


def test_cancelling_between_steps(astronaut: Path) -> None:
    token = CancelToken()
    job = capture(new_project("cast"), [astronaut], cancel=token)
    next(job)
    token.cancel()
    with pytest.raises(JobCancelled):
        list(job)


def test_a_missing_anchors_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        read_anchors_file(tmp_path / "none.json")


def test_damaged_landmarks_are_told(astronaut: Path) -> None:
    result = finished(capture(new_project("cast"), [astronaut]))
    reference = result.captured[0].main_reference
    blobs = BlobStore({**result.content.blobs, reference.mesh.points: b"not an array"})
    with pytest.raises(ProjectError):
        drawable(reference, blobs)
