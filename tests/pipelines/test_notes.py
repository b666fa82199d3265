"""Whatever leaves says how it was generated: pictures, sheets, clips, contact sheets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.engines.registry import engine_names, is_generative
from studio.export.content_notes import SUFFIXES, read_note
from studio.models.content_note import ContentNote
from studio.models.project import ExportSettings
from studio.pipelines.clips import meant_clips
from studio.pipelines.export_character import ExportJob, export_character
from studio.pipelines.export_clip import export_clip
from studio.pipelines.notes import note_for
from studio.pipelines.render_set import SetRequest, draw_one, render_set
from studio.pipelines.subject import Subject
from studio.pipelines.wardrobe import resolved

NOTE = ContentNote("diffsfsr", True, {"expression": "joy"})
TARGETS = ("godot4", "unity", "aseprite", "phaser", "png-sequence", "apng", "webp", "gif")


def _run(job):
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def _pictures(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES]


def test_engines_that_make_things_up_are_known():
    assert not any(is_generative(name) for name in ("puppet", "portrait", "fake", "nobody"))
    assert all(is_generative(name) for name in ("diffsfsr", "arc2face") if name in engine_names(with_hidden=True))
    assert note_for("puppet") is None
    assert note_for("puppet", NOTE) == NOTE, "moving a generated picture does not make it less generated"
    made = note_for("diffsfsr", NOTE, {"seed": "1"})
    assert made is not None
    assert made.earlier == (NOTE,)
    assert made.recipe == {"seed": "1"}


@pytest.mark.parametrize("earlier", [NOTE, None])
def test_every_picture_of_an_export_carries_the_note(subject: Subject, tmp_path: Path, earlier: ContentNote | None):
    who = replace(subject, note=earlier)
    expressions, clips = resolved(["joy"], who.library), meant_clips(["blink"], who.library)
    job = ExportJob(expressions, clips, ExportSettings(TARGETS, ""), tmp_path, "fake")
    _run(export_character(who, job))
    found = _pictures(tmp_path)
    assert {path.suffix for path in found} >= {".png", ".webp", ".gif"}
    for path in found:
        assert read_note(path.read_bytes()) == earlier, path.name
    report = _run(export_character(who, job))
    assert not report.written, "the note is the same every time"


def test_single_pictures_sets_and_clips_carry_it_too(subject: Subject, tmp_path: Path):
    who = replace(subject, note=NOTE)
    (joy,) = resolved(["joy"], who.library)
    _run(draw_one(who, joy, tmp_path / "joy.png", engine="fake"))
    request = SetRequest((joy,), tmp_path / "set", sheet=tmp_path / "sheet.png", engine="fake")
    _run(render_set(who, request))
    job = ExportJob((), meant_clips(["blink"], who.library), ExportSettings((), ""), tmp_path, "fake")
    for name in ("blink.apng", "blink.gif", "frames"):
        _run(export_clip(who, job, tmp_path / name))
    found = _pictures(tmp_path)
    assert len(found) > 5
    for path in found:
        assert read_note(path.read_bytes()) == NOTE, path.name
