"""The timeline's controller: clips as steps that can be undone, playing on the character as it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.controllers.playback import PlaybackController
from studio.controllers.workspace import Workspace
from studio.models.clip import Clip, Key, Track
from studio.models.document import Document
from studio.models.look import Layer, Look
from studio.models.messages import Message
from studio.models.playhead import ClipKind
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.playback import PlaybackService
from studio.services.stages import StageCache
from tests.controllers.made_project import FakeActions, FakeSignal, FakeView, make_project


class Stand:
    """The canvas."""

    def __init__(self) -> None:
        self.holders: list[str] = []
        self.holder_changed = FakeSignal()
        self.images: list[QImage] = []

    @property
    def holder(self) -> str:
        return self.holders[-1] if self.holders else ""

    def hold(self, owner: str) -> None:
        self.holders = [owner]
        self.holder_changed.emit(owner)

    def release(self, owner: str) -> None:
        self.holders.remove(owner)
        self.holder_changed.emit("")

    def show_frame(self, image: QImage) -> None:
        assert self.holders
        self.images.append(image)


class Timeline:
    def __init__(self, qtbot: QtBot) -> None:
        content = make_project()
        self.inference = InferenceService()
        self.jobs = JobQueue(self.inference)
        self.workspace = Workspace(Document(content.project, content.blobs))
        self.playback = PlaybackService(self.inference, StageCache())
        self.view: Any = FakeView()
        self.stand, self.actions, self.qtbot = Stand(), FakeActions(), qtbot
        self.told: list[Message] = []
        self.workspace.told.connect(self.told.append)
        self.controller = PlaybackController(self.workspace, self.playback, self.view, self.stand, self.actions)

    def names(self, kind: ClipKind) -> list[str]:
        return [row.name for row in self.view.last("show_clips") if row.kind is kind]

    def images(self, count: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.stand.images) >= count, timeout=10_000)


@pytest.fixture
def timeline(qapp: QCoreApplication, qtbot: QtBot) -> Iterator[Timeline]:
    made = Timeline(qtbot)
    yield made
    made.playback.clear()
    assert made.jobs.close()


def test_adding_renaming_duplicating_and_deleting_are_steps(timeline: Timeline) -> None:
    view, stack = timeline.view, timeline.workspace.undo_stack
    view.add_requested.emit("nod")
    assert timeline.names(ClipKind.PROJECT) == ["Nod"]
    assert "Nod" not in timeline.names(ClipKind.READY_MADE)
    view.rename_requested.emit("nod", " Yes ")
    view.duplicate_requested.emit("nod")
    assert timeline.names(ClipKind.PROJECT) == ["Yes", "Yes 2"]
    assert [clip.id for clip in timeline.workspace.project.clips] == ["nod", "nod-2"]
    assert view.last("show_clip").clip.id == "nod-2"
    view.delete_requested.emit("nod-2")
    assert view.last("show_clip") is None
    assert stack.count() == 4
    for _ in range(4):
        stack.undo()
    assert timeline.workspace.project.clips == ()
    assert "Nod" in timeline.names(ClipKind.READY_MADE)
    view.rename_requested.emit("blink", "Wink")  # not the project's: nothing to rename
    view.delete_requested.emit("blink")
    assert stack.count() == 4
    assert not stack.canUndo()


def test_typed_clips_are_tried_and_then_kept(timeline: Timeline) -> None:
    timeline.view.word_entered.emit("joy..anger")
    assert timeline.names(ClipKind.TYPED)
    shown = timeline.view.last("show_clip")
    assert shown.clip.id == "joy-to-anger"
    timeline.view.word_entered.emit("talk:hello, you")
    assert len(timeline.names(ClipKind.TYPED)) == 2
    timeline.view.add_requested.emit("joy-to-anger")
    assert timeline.workspace.project.clips[0].id == "joy-to-anger"
    timeline.view.word_entered.emit("no such thing")
    assert "no such thing" in timeline.view.last("show_word_problem")
    assert timeline.workspace.undo_stack.count() == 1


def test_space_plays_something_at_once_and_pauses(timeline: Timeline) -> None:
    timeline.actions.slots["clip.play"]()
    assert timeline.view.last("show_clip").clip.id == "idle"
    assert timeline.stand.holders == ["playback"]
    timeline.images(3)
    assert timeline.playback.is_playing
    assert timeline.view.last("show_playing") is True
    timeline.actions.slots["clip.play"]()
    assert timeline.view.last("show_playing") is False


def test_scrubbing_shows_the_look_under_the_clip(timeline: Timeline) -> None:
    timeline.workspace.show_page("animate")
    timeline.view.clip_chosen.emit("nod")
    timeline.view.scrubbed.emit(400.0)
    timeline.images(1)
    timeline.qtbot.wait(50)
    plain = timeline.stand.images[-1]
    look = Look((Layer("base", "Base", {"jawOpen": 0.7}),))
    timeline.workspace.edit_character("Open", lambda one: replace(one, look=look))
    timeline.qtbot.waitUntil(lambda: timeline.stand.images[-1] != plain, timeout=10_000)
    assert timeline.playback.time_ms == 400.0  # the same moment, the other look
    timeline.workspace.undo_stack.undo()
    timeline.qtbot.waitUntil(lambda: timeline.stand.images[-1] == plain, timeout=10_000)


def test_the_canvas_is_given_back(timeline: Timeline) -> None:
    timeline.workspace.show_page("animate")
    assert timeline.stand.holders == ["playback"]
    timeline.workspace.show_page("express")
    assert timeline.stand.holders == []
    timeline.view.step_requested.emit(1)
    assert timeline.stand.holders == ["playback"]
    look = Look((Layer("base", "Base", {"jawOpen": 0.7}),))
    timeline.workspace.edit_character("Open", lambda one: replace(one, look=look))  # somebody poses the face
    assert timeline.stand.holders == []


def test_whoever_takes_the_canvas_stops_the_clip(timeline: Timeline) -> None:
    timeline.actions.slots["clip.play"]()
    timeline.images(1)
    timeline.stand.hold("set")
    assert not timeline.playback.is_playing
    count = len(timeline.stand.images)
    timeline.qtbot.wait(100)
    assert len(timeline.stand.images) == count
    timeline.actions.slots["clip.play"]()
    assert timeline.stand.holder == "playback"
    timeline.images(count + 1)


def test_another_document_takes_everything_off(timeline: Timeline) -> None:
    timeline.view.word_entered.emit("joy..anger")
    content = make_project(("Bram",))
    timeline.workspace.open_document(Document(content.project, content.blobs))
    assert timeline.view.last("show_clip") is None
    assert timeline.names(ClipKind.TYPED) == []
    assert not timeline.playback.has_reel


def test_loop_is_a_way_of_looking_not_an_edit(timeline: Timeline) -> None:
    timeline.view.clip_chosen.emit("nod")
    assert timeline.actions.checked["clip.loop"] is False
    timeline.actions.slots["clip.loop"](True)
    assert timeline.view.last("show_loop").value == "loop"
    assert timeline.actions.checked["clip.loop"] is True
    assert timeline.workspace.undo_stack.count() == 0


def test_clips_of_hours_play_at_once(timeline: Timeline) -> None:
    keys = tuple(Key(time, {"jawOpen": (time // 1000) % 2}) for time in range(0, 7_200_000, 72))
    endless = Clip("endless", "Endless", (Track("jaw", keys),), 7_200_000, fps=30.0)
    project = timeline.workspace.project
    timeline.workspace.edit("Add", replace(project, clips=(endless,)))
    timeline.view.clip_chosen.emit("endless")
    assert timeline.playback.has_reel
    assert len(timeline.view.last("show_clip").starts_ms) == 216_000
    timeline.view.scrubbed.emit(3_600_000.0)
    timeline.images(1)
    assert timeline.playback.frame == 108_000
    timeline.qtbot.waitUntil(lambda: timeline.view.last("show_cache")[108_000] == 1, timeout=10_000)


def test_an_edit_keeps_the_moment_and_what_it_did_not_touch(timeline: Timeline) -> None:
    times = (0, 1000, 2000, 3000)
    clip = Clip(
        "c", "Clip", (Track("jaw", tuple(Key(time, {"jawOpen": time / 3000}) for time in times)),), 3000, fps=10
    )
    timeline.workspace.edit("Add", replace(timeline.workspace.project, clips=(clip,)))
    timeline.view.clip_chosen.emit("c")
    timeline.workspace.show_page("animate")
    timeline.actions.slots["clip.loop"](True)
    timeline.view.scrubbed.emit(500.0)
    timeline.qtbot.waitUntil(lambda: set(timeline.view.last("show_cache")) == {1}, timeout=10_000)
    keys = (*clip.tracks[0].keys[:3], Key(3000, {"jawOpen": 0.1}))
    moved = replace(clip, tracks=(Track("jaw", keys),))
    timeline.workspace.edit("Edit", replace(timeline.workspace.project, clips=(moved,)))
    told = timeline.view.last("show_cache")
    assert set(told[:18]) == {1}
    assert 2 in told[20:], "out of date, not forgotten"
    assert timeline.playback.time_ms == 500.0
    assert timeline.view.last("show_loop").value == "loop", "how it is looked at stays"
    timeline.qtbot.waitUntil(lambda: set(timeline.view.last("show_cache")) == {1}, timeout=10_000)
    ranged = replace(moved, loop_range=(1000, 1500))
    timeline.workspace.edit("Range", replace(timeline.workspace.project, clips=(ranged,)))
    assert set(timeline.view.last("show_cache")) == {1}
    timeline.actions.slots["clip.play"]()
    timeline.qtbot.waitUntil(lambda: timeline.playback.time_ms >= 1000, timeout=5000)
    assert timeline.playback.time_ms <= 1500


def test_nobody_to_play_on(qapp: QCoreApplication, qtbot: QtBot) -> None:
    timeline = Timeline(qtbot)
    timeline.workspace.edit("Remove", replace(timeline.workspace.project, characters=()))
    timeline.actions.slots["clip.play"]()
    timeline.view.clip_chosen.emit("nod")
    assert timeline.view.last("show_clip").clip.id == "nod"
    assert not timeline.playback.is_playing
    assert timeline.stand.holders == []
    assert timeline.jobs.close()


def test_a_new_clip_is_empty_chosen_and_waits_for_its_name(timeline: Timeline) -> None:
    timeline.actions.slots["clip.play"]()
    timeline.images(2)
    timeline.actions.slots["clip.new"]()
    assert not timeline.playback.is_playing
    assert timeline.playback.time_ms == 0
    timeline.view.new_requested.emit()
    assert timeline.names(ClipKind.PROJECT) == ["New clip", "New clip 2"]
    clip = timeline.view.last("show_clip").clip
    assert (clip.id, clip.tracks, clip.duration_ms) == ("new-clip-2", (), 2000)
    assert len(timeline.view.shown["show_naming"]) == 2
    assert timeline.workspace.page == "animate"
    timeline.workspace.undo_stack.undo()
    assert timeline.names(ClipKind.PROJECT) == ["New clip"]
