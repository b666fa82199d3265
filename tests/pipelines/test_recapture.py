"""Bringing pictures into an open project, and looking at them again; with real pictures."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from skimage import data

from studio.core.errors import InputError
from studio.core.jobs import Partial
from studio.models.character import Background, Reference
from studio.models.face import ANCHOR_NAMES, REQUIRED_ANCHORS
from studio.models.matte_strokes import Brush, MatteMode, MatteStroke
from studio.pipelines import recapture
from studio.pipelines.cast import drawable, stored_mesh
from studio.pipelines.recapture import Arrival, PictureSource
from studio.storage.blobs import BlobStore
from studio.storage.pictures import decode_picture, encode_png

Result = TypeVar("Result")


def finished(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def png(pixels: np.ndarray) -> bytes:
    return encode_png(np.ascontiguousarray(pixels))


ASTRONAUT = png(data.astronaut())
TWO_FACES = png(np.hstack([data.astronaut()[:300, 100:400], data.astronaut()[:300:2, 100:400:2].repeat(2, 0)]))


@pytest.fixture(scope="module")
def blobs() -> BlobStore:
    return BlobStore()


@pytest.fixture(scope="module")
def arrival(blobs: BlobStore) -> Arrival:
    return finished(recapture.bring_in([PictureSource("astronaut.png", data=ASTRONAUT)], blobs))[0]


@pytest.fixture
def seen(arrival: Arrival) -> Reference:
    assert arrival.reference is not None
    return arrival.reference


def test_one_bad_picture_among_five(blobs: BlobStore, tmp_path: Path) -> None:
    good = [PictureSource(f"{name}.png", data=ASTRONAUT) for name in "abc"]
    bad, noise = PictureSource("bad.png", data=ASTRONAUT[:4000]), PictureSource("wall.png", data=png(data.brick()))
    job = recapture.bring_in([good[0], bad, good[1], noise, good[2]], blobs)
    arrivals = [report.value for report in job if isinstance(report, Partial)]
    assert [one.character is not None for one in arrivals] == [True, False, True, False, True]  # type: ignore[attr-defined]
    broken, waiting = arrivals[1], arrivals[3]
    assert isinstance(broken, Arrival)
    assert isinstance(waiting, Arrival)
    assert broken.problem is not None
    assert broken.problem.code == "picture.truncated"
    assert not broken.is_waiting
    assert waiting.is_waiting
    assert blobs[waiting.picture] == noise.data


def test_a_character_arrives_with_its_identity(arrival: Arrival) -> None:
    assert arrival.character is not None
    assert arrival.character.name == "astronaut"
    assert arrival.character.identity is not None
    assert arrival.size == (512, 512)
    assert len(arrival.faces) == 1


def test_another_face_of_the_same_picture(blobs: BlobStore) -> None:
    found = finished(recapture.bring_in([PictureSource("two.png", data=TWO_FACES)], blobs))[0]
    assert found.reference is not None
    assert len(found.faces) == 2
    again, faces = finished(recapture.see_again(found.reference, blobs, face=1))
    assert again.id == found.reference.id
    assert again.box is not None
    assert again.box.x == pytest.approx(faces[1].x)
    same, _ = finished(recapture.see_again(again, blobs))
    assert same == again  # the chosen face stays the chosen one


def test_an_edited_picture_without_a_face_takes_the_old_landmarks(seen: Reference, blobs: BlobStore) -> None:
    flat = png(np.full((512, 512, 3), 120, np.uint8))
    edited, _ = finished(recapture.replace_picture(seen, PictureSource("edited.png", data=flat), blobs))
    assert edited.id == seen.id
    assert set(edited.anchors) == set(ANCHOR_NAMES)
    moved = stored_mesh(edited, blobs).points - stored_mesh(seen, blobs).points
    assert np.abs(moved[:468, :2]).mean() < 2
    other = png(np.full((300, 512, 3), 120, np.uint8))
    with pytest.raises(InputError):
        finished(recapture.replace_picture(seen, PictureSource("other.png", data=other), blobs))


def test_correcting_an_anchor_moves_its_place_and_keeps_what_was_found(seen: Reference, blobs: BlobStore) -> None:
    base = stored_mesh(seen, blobs)
    before = recapture.anchors_of(seen, blobs)
    assert np.array_equal(recapture.corrected_mesh(base, before, before, (512, 512)).points, base.points)
    x, y = before["mouthRight"]
    after = {**before, "mouthRight": (x - 6, y + 3)}
    mesh = recapture.corrected_mesh(base, before, after, (512, 512))
    assert mesh.points[61, :2] - base.points[61, :2] == pytest.approx([-6, 3], abs=0.2)
    assert np.abs(mesh.points[33] - base.points[33]).max() < 0.5
    corrected = replace(seen, anchors=after, mesh=recapture.stored_landmarks(mesh, blobs))
    assert recapture.anchors_of(corrected, blobs) == after


def test_going_back_to_what_is_found(seen: Reference, blobs: BlobStore) -> None:
    before = recapture.anchors_of(seen, blobs)
    wrong = {name: (x + 9, y) for name, (x, y) in before.items()}
    mesh = recapture.corrected_mesh(stored_mesh(seen, blobs), before, wrong, (512, 512))
    corrected = replace(seen, anchors=wrong, mesh=recapture.stored_landmarks(mesh, blobs))
    found, anchors = finished(recapture.found_anchors(corrected, blobs))
    assert found == seen.mesh
    assert all(anchors[name] == pytest.approx(before[name]) for name in ANCHOR_NAMES)


def test_placing_by_hand_needs_the_required_points(seen: Reference, blobs: BlobStore) -> None:
    anchors = recapture.anchors_of(seen, blobs)
    required = {name: anchors[name] for name in REQUIRED_ANCHORS}
    assert recapture.placed_mesh(required, (512, 512)).points.shape == (478, 3)
    required.pop("chin")
    with pytest.raises(InputError, match="chin"):
        recapture.placed_mesh(required, (512, 512))


def test_strokes_are_baked_and_the_automatic_cut_out_comes_back(seen: Reference, blobs: BlobStore) -> None:
    stroke = MatteStroke(Brush(MatteMode.KEEP, 60, 0.0), ((20.0, 20.0),))
    name = finished(recapture.bake_strokes(seen, [stroke], blobs))
    pixels = drawable(replace(seen, cut_out=name), blobs).picture.pixels
    original = decode_picture(ASTRONAUT).pixels
    assert np.array_equal(pixels[20, 20], original[20, 20])
    assert finished(recapture.cut_again(replace(seen, cut_out=name), blobs)) == (Background.CUT_OUT, seen.cut_out)


def test_a_head_as_a_small_picture(seen: Reference, blobs: BlobStore) -> None:
    pixels = recapture.head_picture(seen, blobs, 96)
    assert pixels.shape == (96, 96, 4)
    assert pixels[48, 48, 3] == 255
