"""Clips as text: every field comes back, old files are read, and an edit writes only its own track anew."""

from __future__ import annotations

import json

from hypothesis import given, settings

from studio.models import clip_json
from studio.models.clip import Clip, Key, Tag, Track
from studio.models.clip_json import clip_from_json, clip_text, clip_to_json
from studio.models.project import Project
from studio.models.timeline_edits import move_keys
from studio.storage.project_file import project_from_json, project_json
from tests.models.clip_cases import again, clip_of, clips, ramp, ref

RELAXED = settings(deadline=None, max_examples=40)


@RELAXED
@given(clips)
def test_every_way_of_writing_comes_back(clip: Clip) -> None:
    assert again(clip) == clip
    assert clip_from_json(json.loads(clip_text(clip))) == clip
    project = Project("p", "P", clips=(clip,))
    assert project_from_json(project_json(project), "test") == project


def test_what_is_usual_is_not_written() -> None:
    data = clip_to_json(Clip("a", "A", (Track("t", (Key(5),)),), 10, tags=(Tag("x", 0, 5),)))
    assert data == {
        "version": 3, "id": "a", "name": "A", "duration_ms": 10,
        "tracks": [{"name": "t", "keys": [{"time_ms": 5}]}], "tags": [{"name": "x", "start_ms": 0, "end_ms": 5}],
    }  # fmt: skip


def test_version_1_is_read() -> None:
    data = {"version": 1, "id": "a", "name": "A", "duration_ms": 10, "tracks": [{"name": "t", "keys": []}]}
    assert clip_from_json(data) == Clip("a", "A", (Track("t", ()),), 10)


def test_names_that_look_like_json_do_no_harm() -> None:
    clip = Clip('"tracks": []', '\n  "clips": []', (ramp('"tracks": []'),), 1000)
    project = Project("p", '\n  "clips": []', clips=(clip, Clip("b", "B", (), 5)))
    assert project_from_json(project_json(project), "test") == project
    assert project_json(project) == project_json(project)


def test_an_edit_writes_only_its_own_track_anew() -> None:
    clip = clip_of(ramp("a"), ramp("b"))
    clip_text(clip)
    moved = move_keys(clip, ref("a", 200), 50).clip
    known = {id(track) for track, _ in clip_json._texts.values()}
    assert id(moved.tracks[1]) in known
    assert id(moved.tracks[0]) not in known
    assert clip_from_json(json.loads(clip_text(moved))) == moved
