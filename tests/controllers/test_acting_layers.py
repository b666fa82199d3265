"""Layers of acting: every gesture one step, blinks work over any face, rolls keep what was set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from studio.controllers.acting_layers import ActingController
from studio.models.acting_rows import GENERATED, ActingRow, LayerKind, LayerSettings
from studio.models.clip import Clip
from studio.models.clip_json import clip_from_json, clip_to_json
from studio.models.expression import BlendMode
from tests.controllers.acting_desk import EMPTY, ActingDesk
from tests.controllers.made_project import FakeView


class Desk(ActingDesk):
    def __init__(self, clip: Clip | None = EMPTY) -> None:
        super().__init__(clip)
        self.view: Any = FakeView()
        self.acting = ActingController(self.workspace, self.editor, self.place, self.view, self.actions)

    def row(self, row_id: str) -> ActingRow:
        return next(row for row in self.acting.rows if row.id == row_id)

    @property
    def order(self) -> list[str]:
        return [row.id for row in self.acting.rows]


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


def test_bring_to_life_is_one_step_and_leaves_what_is_there(desk: Desk) -> None:
    desk.acting.add("gaze", LayerSettings(seed=7))
    gaze = [track for track in desk.clip.tracks if track.name == "gaze"]
    desk.view.alive_requested.emit()
    assert desk.steps == 2
    assert set(desk.order) == {"blinks", "gaze", "breath", "sway"}
    assert [track for track in desk.clip.tracks if track.name == "gaze"] == gaze
    desk.undo()
    assert desk.order == ["gaze"]


@pytest.mark.parametrize("kind", GENERATED)
def test_each_action_adds_its_layer(desk: Desk, kind: LayerKind) -> None:
    desk.actions.slots[f"clip.add-{kind.value}"]()
    assert desk.order == [kind.value]
    assert desk.row(kind.value).settings == LayerSettings()


def test_a_blink_shuts_the_eyes_in_any_emotion(desk: Desk) -> None:
    desk.acting.add("blinks", LayerSettings(seed=1))
    shut = next(key.time_ms for key in desk.clip.tracks[0].keys if key.is_accent and key.pose["eyeBlinkLeft"] == 1)
    for word in ("joy", "surprise", "fear", "anger"):
        desk.view.base_chosen.emit(word)
        pose = desk.pose(shut)
        assert (pose["eyeBlinkLeft"], pose["eyeBlinkRight"]) == (1, 1), word
        assert pose.get("eyeWideLeft", 0) == 0, word
    assert desk.order[0] == "base:base"  # below everything
    desk.view.base_chosen.emit("")
    assert desk.order == ["blinks"]


def test_rolling_again_keeps_weight_and_place(desk: Desk) -> None:
    desk.acting.bring_to_life()
    desk.view.weight_edited.emit("gaze", 0.5)
    desk.view.mute_toggled.emit("gaze", True)
    before, order = desk.row("gaze"), desk.order
    desk.view.reroll_requested.emit("gaze")
    after = desk.row("gaze")
    assert after.settings is not None
    assert before.settings is not None
    assert after.settings.seed != before.settings.seed
    assert (after.weight, after.is_muted, desk.order) == (0.5, True, order)
    desk.undo()
    assert desk.row("gaze") == before


def test_a_drag_of_a_setting_is_one_step(desk: Desk) -> None:
    desk.acting.add("blinks")
    keys = desk.row("blinks").key_count
    for rate in (20.0, 30.0, 40.0):
        desk.view.settings_edited.emit("blinks", LayerSettings(per_minute=rate))
    desk.view.gesture_ended.emit()
    assert desk.steps == 2
    assert desk.row("blinks").key_count > keys
    for weight in (0.8, 0.4):
        desk.view.weight_edited.emit("blinks", weight)
    assert desk.steps == 3
    desk.undo()
    assert desk.row("blinks").weight == 1.0


def test_settings_come_back_from_the_file(desk: Desk) -> None:
    wanted = LayerSettings(seed=42, strength=0.6, per_minute=9.5, is_on_beats=False)
    desk.acting.add("blinks", wanted)
    desk.acting.add("nods", replace(wanted, is_on_beats=True))
    again = clip_from_json(clip_to_json(desk.clip))
    assert again == desk.clip
    assert desk.row("blinks").settings == wanted
    assert desk.row("nods").settings == replace(wanted, is_on_beats=True)


def test_mute_solo_mode_move_and_remove(desk: Desk) -> None:
    desk.acting.bring_to_life()
    desk.view.solo_toggled.emit("breath", True)
    assert desk.row("gaze").is_left_out
    assert not desk.row("breath").is_left_out
    assert "eyeBlinkLeft" not in {name for time in range(0, 8000, 100) for name, v in desk.pose(time).items() if v}
    desk.view.solo_toggled.emit("breath", False)
    desk.view.mode_chosen.emit("breath", "overwrite")
    assert desk.row("breath").mode is BlendMode.OVERWRITE
    assert desk.row("blinks").mode is None  # it adds and multiplies
    first = desk.order[0]
    desk.view.move_requested.emit(first, 1)
    assert desk.order[1] == first
    desk.view.move_requested.emit(desk.order[-1], 1)  # nowhere to go
    desk.view.remove_requested.emit("blinks")
    assert "blinks" not in desk.order
    assert not any(track.name.startswith("blink") for track in desk.clip.tracks)


def test_a_line_is_said_at_the_playhead_and_nods_follow_its_vowels(desk: Desk) -> None:
    desk.place.time_changed.emit(2000.0)
    desk.view.line_entered.emit("hello my dear friend")
    talk = next(row for row in desk.acting.rows if row.kind is LayerKind.TALK)
    assert desk.steps == 1
    first = min(key.time_ms for track in desk.clip.tracks if track.name in talk.tracks for key in track.keys)
    assert first >= 2000
    assert any(desk.pose(time).get("jawOpen", 0) > 0.2 for time in range(2000, 4000, 40))
    assert not any(desk.pose(time) for time in range(0, 1900, 100))
    desk.acting.add("nods", LayerSettings(seed=3))
    nods = next(track for track in desk.clip.tracks if track.name == "nods")
    vowels = {event.time_ms for event in desk.clip.events if event.argument not in ("PP", "FF", "sil")}
    peaks = [key.time_ms for key in nods.keys if key.pose]
    assert peaks
    assert set(peaks) <= vowels


def test_what_cannot_be_made_is_told_and_nothing_changes(qapp: object) -> None:
    desk = Desk(Clip("c", "Clip", (), 400))
    desk.acting.add("blinks")
    assert "400 ms" in desk.told[-1].text
    assert desk.steps == 0
    desk.close()
    nobody = Desk(None)
    nobody.view.line_entered.emit("hello")
    assert nobody.told
    assert not nobody.workspace.project.clips
    assert nobody.actions.enabled["clip.alive"] is False
    nobody.close()
