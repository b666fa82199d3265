"""Clips leave without pixels beside the sheets, and come back as they were."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest

from studio.core.errors import ExportError
from studio.models.controls import ALL_CONTROLS
from studio.models.project import ExportSettings
from studio.models.timeline import ClipSampler
from studio.pipelines.clips import meant_clips
from studio.pipelines.export_character import ExportJob, export_character
from studio.pipelines.performance_import import read_recording
from studio.pipelines.subject import Subject
from studio.pipelines.wardrobe import resolved

Result = TypeVar("Result")


def done(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def job_of(
    subject: Subject, folder: Path, *targets: str, clips: tuple[str, ...] = ("talk:hello", "alive:3")
) -> ExportJob:
    chosen = meant_clips(clips, subject.library)
    return ExportJob(resolved(["neutral"], subject.library), chosen, ExportSettings(targets, ""), folder, "fake")


def test_a_recording_comes_back_within_a_ten_thousandth(subject: Subject, tmp_path: Path) -> None:
    job = job_of(subject, tmp_path, "livelink", clips=("talk:hello",))
    report = done(export_character(subject, job))
    (path,) = tmp_path.rglob("*.csv")
    assert [one.name for one in report.written] == [path.name]
    take, sampler = done(read_recording(path)), ClipSampler(job.clips[0], subject.library)
    assert take.frame_count > 10
    for index, time_ms in enumerate(take.times_ms[:-1]):
        wanted, seen = sampler.pose(float(time_ms)), take.pose(index)
        for control in ALL_CONTROLS:
            assert seen.get(control, 0.0) == pytest.approx(wanted.get(control, 0.0), abs=1e-4), (index, control)


def test_they_leave_beside_the_sheets_and_a_second_export_changes_nothing(subject: Subject, tmp_path: Path) -> None:
    job = job_of(subject, tmp_path, "apng", "gltf", "vrma", "livelink", clips=("blink",))
    report = done(export_character(subject, job))
    names = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*.*") if path.is_file()}
    assert {"apng", "gltf", "vrma", "livelink"} <= names
    assert next((tmp_path / "gltf").glob("*.glb")).read_bytes()[:4] == b"glTF"
    assert next((tmp_path / "vrma").glob("*.vrma")).read_bytes()[:4] == b"glTF"
    again = done(export_character(subject, job))
    assert not again.written
    assert len(again.unchanged) == len(report.written)


def test_without_a_clip_it_says_so(subject: Subject, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no clip for glTF"):
        done(export_character(subject, job_of(subject, tmp_path, "gltf", clips=())))
    assert not list(tmp_path.iterdir())
