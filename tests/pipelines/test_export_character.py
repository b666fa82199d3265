from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image

from studio.core.errors import ExportError, InputError
from studio.core.jobs import CancelToken, JobCancelled, Progress
from studio.models.clip import Clip, Key, Track
from studio.models.project import ExportSettings, FrameOptions, Project
from studio.models.sheet import LoopMode
from studio.pipelines.clips import meant_clips
from studio.pipelines.export_character import ExportJob, build_scene, export_character, what_leaves
from studio.pipelines.export_clip import ClipResult, export_clip
from studio.pipelines.subject import Subject
from studio.pipelines.wardrobe import resolved
from studio.storage.blobs import BlobStore
from studio.storage.project_file import OpenProject

Result = TypeVar("Result")


def finished(job: Generator[Progress, None, Result]) -> tuple[Result, list[float]]:
    fractions = []
    while True:
        try:
            fractions.append(next(job).fraction or 0.0)
        except StopIteration as end:
            return end.value, fractions


def make_job(subject: Subject, folder: Path, *targets: str, **changes: object) -> ExportJob:
    job = ExportJob(
        resolved(["neutral", "joy", "anger:0.5"], subject.library),
        meant_clips(["blink", "neutral..joy"], subject.library),
        ExportSettings(targets or ("godot4", "unity"), ""),
        folder,
        "fake",
    )
    return replace(job, **changes)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_scene_holds_everything_once(subject: Subject, tmp_path: Path) -> None:
    scene, fractions = finished(build_scene(subject, make_job(subject, tmp_path)))
    assert fractions == sorted(fractions)
    names = [animation.name for animation in scene.animations]
    assert names == ["neutral", "joy", "anger_50", "blink", "neutral_to_joy"]
    assert scene.default_animation == "neutral"
    assert scene.canvas_size == (120, 160)
    assert scene.pivot_px == (60.0, 160.0)
    assert np.array_equal(scene.sprites[0].pixels, subject.reference.picture.pixels)
    blink = scene.animations[3]
    assert blink.duration_ms == 340
    ids = [sprite.id for sprite in scene.sprites]
    assert len(set(ids)) == len(ids)
    assert {frame.sprite_id for animation in scene.animations for frame in animation.frames} == set(ids)


def test_without_a_choice_the_projects_own_clips_leave_first(subject: Subject) -> None:
    keys = (Key(0, {"jawOpen": 1.0}),)
    wave, idle = (Clip(name, name, (Track("jaw", keys),), 100) for name in ("wave", "idle"))
    content = OpenProject(Project("p", "Cast", clips=(wave, idle)), BlobStore())
    whose = replace(subject, content=content)
    usual = what_leaves(ExportSettings((), ""), whose)[1]
    assert [clip.id for clip in usual] == ["wave", "idle", "blink", "talk"]
    assert usual[1] is idle, "its own wins"
    assert [clip.id for clip in what_leaves(ExportSettings((), ""), subject)[1]] == ["blink", "idle", "talk"]
    chosen = what_leaves(ExportSettings((), "", clips=("blink", "idle", "talk")), whose)[1]
    assert [clip.id for clip in chosen] == ["blink", "idle", "talk"], "as somebody has chosen"
    assert what_leaves(ExportSettings((), "", clips=("none",)), whose)[1] == ()


def test_still_stretches_become_one_long_frame(subject: Subject, tmp_path: Path) -> None:
    keys = (
        Key(0, {"jawOpen": 0.0}, easing="hold"),
        Key(400, {"jawOpen": 1.0}, easing="hold"),
        Key(800, {}, easing="hold"),
    )
    clip = Clip("nod", "Nod", (Track("jaw", keys),), 1200, LoopMode.LOOP, 10.0)
    job = make_job(subject, tmp_path, expressions=(), clips=(clip,))
    scene, _ = finished(build_scene(subject, job))
    shown = [(frame.sprite_id, frame.duration_ms) for frame in scene.animations[0].frames]
    assert shown == [("clip/nod/000", 400), ("clip/nod/004", 400), ("clip/nod/000", 400)]
    assert len(scene.sprites) == 2


def test_ids_of_a_clip_do_not_depend_on_the_rest(subject: Subject, tmp_path: Path) -> None:
    whole, _ = finished(build_scene(subject, make_job(subject, tmp_path)))
    alone, _ = finished(build_scene(subject, make_job(subject, tmp_path, expressions=())))
    assert whole.animations[3:] == alone.animations


def test_several_targets_get_a_folder_each_and_twice_is_the_same(subject: Subject, tmp_path: Path) -> None:
    report, fractions = finished(export_character(subject, make_job(subject, tmp_path)))
    assert fractions == sorted(fractions)
    files = files_of(tmp_path)
    assert {name.split("/")[0] for name in files} >= {"godot4", "unity"}
    assert report.written
    again, _ = finished(export_character(subject, make_job(subject, tmp_path)))
    assert again.written == ()
    assert files_of(tmp_path) == files


def test_equal_exports_in_two_folders_are_equal_files(subject: Subject, tmp_path: Path) -> None:
    finished(export_character(subject, make_job(subject, tmp_path / "a")))
    finished(export_character(subject, make_job(subject, tmp_path / "b")))
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")


def test_a_dry_run_writes_nothing(subject: Subject, tmp_path: Path) -> None:
    report, _ = finished(export_character(subject, make_job(subject, tmp_path / "new", is_dry_run=True)))
    assert report.is_dry_run
    assert report.written
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("is_interrupt", [True, False])
def test_stopping_at_any_step_leaves_the_folder_as_it_was(subject: Subject, tmp_path: Path, is_interrupt: bool) -> None:
    finished(export_character(subject, make_job(subject, tmp_path)))
    before = files_of(tmp_path)
    changed = make_job(subject, tmp_path, expressions=resolved(["neutral", "fear"], subject.library))
    steps = len(list(export_character(subject, replace(changed, is_dry_run=True))))
    assert steps > 20
    for step in range(1, steps):
        token = CancelToken()
        job = export_character(subject, changed, token)
        for _ in range(step):
            next(job)
        if is_interrupt:
            with pytest.raises(KeyboardInterrupt):
                job.throw(KeyboardInterrupt)
        else:
            token.cancel()
            with pytest.raises(JobCancelled):
                list(job)
        assert files_of(tmp_path) == before


def test_nothing_to_export_and_unknown_targets(subject: Subject, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to export"):
        finished(export_character(subject, make_job(subject, tmp_path, expressions=(), clips=())))
    with pytest.raises(ExportError, match="godott"):
        finished(export_character(subject, make_job(subject, tmp_path, "godott")))
    assert list(tmp_path.iterdir()) == []


def clip_job(subject: Subject, word: str = "blink") -> ExportJob:
    settings = ExportSettings((), "", frame=FrameOptions(64))
    return ExportJob((), meant_clips([word], subject.library), settings, Path(), "fake")


@pytest.mark.parametrize("name", ["x.apng", "x.png", "x.webp", "x.gif"])
def test_moving_pictures(subject: Subject, tmp_path: Path, name: str) -> None:
    result, _ = finished(export_clip(subject, clip_job(subject), tmp_path / name))
    assert result.files == result.changed == (tmp_path / name,)
    with Image.open(tmp_path / name) as image:
        assert image.size == result.size == (48, 64)
        assert image.n_frames == len(result.animation.unrolled())


def test_numbered_pictures_and_their_times(subject: Subject, tmp_path: Path) -> None:
    result: ClipResult
    result, _ = finished(export_clip(subject, clip_job(subject), tmp_path / "frames"))
    data = json.loads((tmp_path / "frames" / "blink.json").read_text(encoding="utf-8"))
    assert sum(frame["duration_ms"] for frame in data["frames"]) == 340
    assert [frame["file"] for frame in data["frames"]] == [f"blink_{n:03}.png" for n in range(len(data["frames"]))]
    for frame in data["frames"]:
        with Image.open(tmp_path / "frames" / frame["file"]) as image:
            assert image.size == (48, 64)
    assert len(result.files) == len(data["frames"]) + 1


def test_a_clip_over_an_expression_starts_in_it(subject: Subject, tmp_path: Path) -> None:
    joy = subject.library["joy"].pose
    scene, _ = finished(build_scene(subject, clip_job(subject), base=joy))
    alone = replace(clip_job(subject), expressions=(subject.library["joy"],), clips=())
    expected, _ = finished(build_scene(subject, alone))
    assert np.array_equal(scene.sprites[0].pixels, expected.sprites[0].pixels)


def test_other_files_are_refused_before_drawing(subject: Subject, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="moving picture"):
        finished(export_clip(subject, clip_job(subject), tmp_path / "x.mp4"))
