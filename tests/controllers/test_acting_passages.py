"""Ways between expressions: the eyes lead, micro-expressions pass in time, keys are written below talk and blinks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from studio.controllers.acting_passages import PassageController
from studio.core.errors import InputError
from studio.models.acting_passages import PRESETS, Passage, PassageKind, part_times, passage_clip
from studio.models.acting_rows import LayerKind, LayerSettings, with_base, with_layer
from studio.models.clip import Clip, TrackRole
from studio.models.timeline import ClipSampler, frames
from studio.pipelines.wardrobe import library_of
from tests.controllers.acting_desk import EMPTY, ActingDesk
from tests.controllers.made_project import FakeView

LIBRARY = library_of(None)


class Desk(ActingDesk):
    def __init__(self, clip: Clip | None = EMPTY) -> None:
        super().__init__(clip)
        self.view: Any = FakeView()
        self.now = 0.0
        self.made: list[str] = []
        self.passages = PassageController(
            self.workspace, self.editor, self.place, self.stage, self.view, self.actions, lambda: self.now
        )  # fmt: skip
        self.passages.clip_made.connect(self.made.append)


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.passages.stop()
    made.close()


@pytest.mark.parametrize("name", PRESETS)
def test_the_eyes_lead_and_the_mouth_follows(name: str) -> None:
    passage = replace(PRESETS[name], end="joy")
    parts = {part.name: part for part in part_times(passage)}
    assert parts["eyes"].leaves_ms <= parts["mouth"].leaves_ms
    assert parts["eyes"].arrives_ms <= parts["mouth"].arrives_ms
    if passage.lead and passage.onset_ms > 50:
        assert parts["eyes"].arrives_ms < parts["mouth"].arrives_ms
    clip = passage_clip(passage, LIBRARY, 500)
    sampler, joy = ClipSampler(clip, LIBRARY), LIBRARY["joy"].pose
    apex = passage.onset_ms + passage.apex_ms // 2 if passage.kind is not PassageKind.STAY else passage.onset_ms + 100
    assert sampler.pose(apex)["mouthSmileLeft"] == pytest.approx(joy["mouthSmileLeft"] * passage.strength, abs=0.01)
    after = sampler.pose(clip.duration_ms - 1).get("mouthSmileLeft", 0)
    assert (after > 0.5) is (passage.kind is PassageKind.STAY)


def test_a_micro_expression_shows_even_at_eight_frames_a_second() -> None:
    flash = replace(PRESETS["flash"], end="disgust")
    assert flash.duration_ms == 40
    clip = replace(passage_clip(flash, LIBRARY, 960), fps=8.0)
    assert any(max(frame.pose.values(), default=0) > 0.5 for frame in frames(clip, LIBRARY))


@pytest.mark.parametrize("times", [(10, 10, 10), (200, 200, 200)])
def test_a_micro_expression_lasts_40_to_500_ms(times: tuple[int, int, int]) -> None:
    onset, apex, offset = times
    with pytest.raises(InputError, match="40 to 500 ms"):
        part_times(Passage("joy", "", PassageKind.MICRO, onset, apex, offset))


def test_it_is_written_below_what_lies_over_the_emotion(qapp: object) -> None:
    clip = with_layer(with_base(EMPTY, "sadness", LIBRARY), LayerKind.BLINKS, LayerSettings(seed=2))
    desk = Desk(clip)
    desk.place.time_changed.emit(1000.0)
    desk.passages.set_passage(Passage("joy", onset_ms=400))
    before, frown = desk.pose(900), desk.pose(0)
    desk.view.write_requested.emit()
    assert desk.steps == 1
    assert desk.pose(900) == before
    assert desk.pose(2000)["mouthSmileLeft"] == pytest.approx(LIBRARY["joy"].pose["mouthSmileLeft"], abs=0.02)
    assert "mouthFrownLeft" in frown
    assert desk.pose(2000).get("mouthFrownLeft", 0) == 0
    roles = [track.role for track in desk.clip.tracks]
    assert roles.index(TrackRole.BLINK) > max(i for i, role in enumerate(roles) if role is TrackRole.BASE)
    shut = next(key.time_ms for track in desk.clip.tracks if track.role is TrackRole.BLINK for key in track.keys
                if key.is_accent and key.time_ms > 2000)  # fmt: skip
    assert desk.pose(shut)["eyeBlinkLeft"] > 0.4
    assert len(desk.editor.selection) == 10  # the new keys are selected, to be moved on
    desk.undo()
    assert desk.clip == clip
    desk.close()


def test_keys_are_linked_or_copied(desk: Desk) -> None:
    desk.passages.write()
    assert {key.expression for track in desk.clip.tracks for key in track.keys} == {"joy"}
    desk.undo()
    desk.passages.set_passage(replace(desk.passages.passage, is_linked=False))
    desk.passages.write()
    assert {key.expression for track in desk.clip.tracks for key in track.keys} == {""}
    assert desk.pose(3000)["mouthSmileLeft"] > 0.9


def test_from_one_named_expression_to_another(desk: Desk) -> None:
    desk.passages.set_passage(Passage("joy", "anger", onset_ms=500))
    desk.passages.write()
    assert desk.pose(1)["browDownLeft"] == pytest.approx(LIBRARY["anger"].pose["browDownLeft"], abs=0.01)
    assert desk.pose(600)["mouthSmileLeft"] == pytest.approx(LIBRARY["joy"].pose["mouthSmileLeft"], abs=0.01)


def test_the_preview_goes_round_and_gives_the_canvas_back(desk: Desk) -> None:
    desk.view.preview_toggled.emit(True)
    assert desk.passages.is_previewing
    desk.now = 0.6
    desk.passages.step()
    assert desk.stage.poses[-1]["mouthSmileLeft"] > 0.9
    desk.now = (500 + 700) / 1000  # a round later
    desk.passages.step()
    assert not desk.stage.poses[-1].get("mouthSmileLeft")
    assert desk.steps == 0
    desk.view.preview_toggled.emit(False)
    assert desk.stage.releases == 1
    assert desk.view.last("show_moment") == -1.0


def test_what_cannot_be_acted_is_said_and_not_written(desk: Desk) -> None:
    desk.passages.set_passage(Passage("joy", "", PassageKind.MICRO, 300, 300, 300))
    assert "40 to 500 ms" in desk.view.shown["show_passage"][-1][2]
    desk.passages.write()
    assert desk.steps == 0
    assert desk.told


def test_without_a_clip_one_is_made(qapp: object) -> None:
    desk = Desk(None)
    desk.passages.write()
    assert desk.made == ["to-joy"]
    assert desk.workspace.project.clips[0].id == "to-joy"
    desk.close()
