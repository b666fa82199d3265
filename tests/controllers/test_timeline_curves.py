"""Curves: keys and handles pulled, each pull one step, given up without a trace."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal

from studio.controllers.timeline_curves import MAX_CURVES, TimelineCurvesController
from studio.core.easing import CubicBezier
from studio.models.clip import Clip, Extrapolation, Key, Track
from studio.models.curve_view import CurveSight
from studio.models.timeline import sample
from tests.controllers.test_timeline_edit import CLIP, Desk


class FakeCurves(QObject):
    picked = Signal(object, str)
    drag_started = Signal()
    keys_dragged = Signal(str, float, float, bool)
    handle_dragged = Signal(str, str, int, str, float, float)
    drag_ended = Signal(bool)
    insert_requested = Signal(str, str, int, float)
    delete_requested = Signal()
    sight_changed = Signal()
    key_typed = Signal(str, str, int, int, float)
    handle_typed = Signal(str, str, int, str, float, float)
    outside_chosen = Signal(str, str, str)
    normalised_toggled = Signal(bool)
    typing_ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.curves: tuple[CurveSight, ...] = ()
        self.normalised: Any = None

    def show_curves(self, curves: tuple[CurveSight, ...]) -> None:
        self.curves = curves

    def set_normalised(self, is_normalised: bool) -> None:
        self.normalised = is_normalised

    def range_ms(self) -> tuple[float, float]:
        return 0.0, 1000.0


class CurveDesk(Desk):
    def __init__(self, clip: Clip = CLIP) -> None:
        super().__init__(clip)
        self.curves = FakeCurves()
        self.curve_controller = TimelineCurvesController(
            self.workspace, self.controller, self.curves, self.actions
        )  # fmt: skip
        self.actions.bound["clip.curves"](True)

    @property
    def steps(self) -> int:
        return self.workspace.undo_stack.count()


@pytest.fixture
def desk(qapp: QCoreApplication) -> CurveDesk:
    return CurveDesk()


def test_the_curves_of_what_is_selected_are_shown_with_their_handles(desk: CurveDesk) -> None:
    assert [curve.id for curve in desk.curves.curves] == ["base/jawOpen"], "the first track where nothing is selected"
    desk.pick(("lids", 250))
    (curve,) = desk.curves.curves
    assert curve.id == "lids/eyeBlinkLeft"
    assert [(key.time_ms, key.value, key.is_selected) for key in curve.keys] == [(0, 0.0, False), (250, 1.0, True)]
    assert curve.keys[0].handle_out is not None
    assert curve.keys[1].handle_out is None, "no way leads on from the last key"
    for point in curve.line:
        assert point.value == pytest.approx(sample(CLIP, point.time_ms, {}).get("eyeBlinkLeft", 0.0), abs=1e-6)


def test_keys_are_pulled_in_time_and_value_as_one_step(desk: CurveDesk) -> None:
    desk.pick(("base", 500))
    desk.curves.drag_started.emit()
    for ms, share in ((20.0, -0.1), (60.0, -0.2), (100.0, -0.4)):
        desk.curves.keys_dragged.emit("jawOpen", ms, share, True)
    desk.curves.drag_ended.emit(True)
    assert desk.times("base") == [0, 600, 900]
    assert desk.clip.tracks[0].keys[1].pose == pytest.approx({"jawOpen": 0.5})
    assert desk.steps == 1
    desk.workspace.undo_stack.undo()
    assert desk.clip == CLIP


def test_a_pull_that_is_given_up_leaves_no_step(desk: CurveDesk) -> None:
    desk.pick(("base", 500))
    desk.curves.drag_started.emit()
    desk.curves.keys_dragged.emit("jawOpen", 100.0, -0.2, True)
    assert desk.clip != CLIP
    desk.curves.drag_ended.emit(False)
    assert desk.clip == CLIP
    assert desk.steps == 0
    assert desk.view.selected == {("base", 500)}


def test_a_handle_bends_the_way_of_its_control_alone(desk: CurveDesk) -> None:
    desk.curves.drag_started.emit()
    for value in (0.3, 0.5, 0.1):
        desk.curves.handle_dragged.emit("base", "jawOpen", 0, "out", 250.0, value)
    desk.curves.drag_ended.emit(True)
    assert desk.steps == 1
    way = desk.clip.tracks[0].keys[0].easing_of("jawOpen")
    assert isinstance(way, CubicBezier)
    assert (way.x1, way.y1) == pytest.approx((0.5, 0.0))
    assert desk.clip.tracks[0].keys[0].easing_of("cheekPuff") == "linear"
    handle = desk.curves.curves[0].keys[0].handle_out
    assert handle is not None
    assert (handle.time_ms, handle.value) == pytest.approx((250.0, 0.1))


def test_a_key_is_made_on_a_curve(desk: CurveDesk) -> None:
    desk.curves.insert_requested.emit("base", "jawOpen", 250, 0.8)
    assert desk.times("base") == [0, 250, 500, 900]
    assert desk.clip.tracks[0].keys[1].pose == pytest.approx({"jawOpen": 0.8})
    assert desk.steps == 1


def test_handles_are_laid_anew(desk: CurveDesk) -> None:
    desk.pick(("base", 500))
    desk.actions.bound["clip.handles-flat"]()
    for index in (0, 1):
        assert isinstance(desk.clip.tracks[0].keys[index].easing_of("jawOpen"), CubicBezier)
    assert desk.steps == 1


def test_of_many_controls_those_that_move_most_are_shown(qapp: QCoreApplication) -> None:
    names = ("jawOpen", "cheekPuff", "tongueOut", "jawLeft", "jawRight", "mouthPucker", "mouthFunnel", "jawForward")
    keys = (
        Key(0, dict.fromkeys(names, 0.0)),
        Key(500, {name: 0.1 * (place + 1) for place, name in enumerate(names)}),
    )
    desk = CurveDesk(Clip("c", "Many", (Track("base", keys),), 1000))
    shown = [curve.control for curve in desk.curves.curves]
    assert len(shown) == MAX_CURVES
    assert "jawOpen" not in shown
    assert {"jawForward", "mouthFunnel"} <= set(shown)
    assert [curve.tone for curve in desk.curves.curves] == list(range(MAX_CURVES))


def test_nothing_is_worked_out_while_keys_are_shown(desk: CurveDesk) -> None:
    desk.actions.bound["clip.curves"](False)
    before = desk.curves.curves
    desk.pick(("lids", 250))
    assert desk.curves.curves is before
    desk.actions.bound["clip.normalised"](True)
    assert desk.curves.normalised is True


def test_a_key_is_set_by_numbers_inside_its_limits(desk: CurveDesk) -> None:
    desk.curves.picked.emit(frozenset({("base", 500)}), "replace")
    desk.curves.key_typed.emit("base", "jawOpen", 500, 500, 0.25)
    desk.curves.key_typed.emit("base", "jawOpen", 500, 640, 7.0)
    desk.curves.typing_ended.emit()
    assert desk.steps == 1
    assert [(key.time_ms, key.pose["jawOpen"]) for key in desk.clip.tracks[0].keys] == [
        (0, 0.1),
        (640, 1.0),
        (900, 0.3),
    ]
    assert desk.controller.selection == {("base", 640)}
    desk.workspace.undo_stack.undo()
    assert desk.clip == CLIP


def test_a_handle_is_set_by_numbers(desk: CurveDesk) -> None:
    desk.curves.handle_typed.emit("base", "jawOpen", 500, "out", 600.0, 0.6)
    desk.curves.typing_ended.emit()
    easing = desk.clip.tracks[0].keys[1].easing_of("jawOpen")
    assert isinstance(easing, CubicBezier)
    assert (easing.x1, easing.y1) == (pytest.approx(0.25), pytest.approx(0.5))
    assert desk.steps == 1


def test_what_lies_outside_the_keys_is_chosen(desk: CurveDesk) -> None:
    desk.curves.outside_chosen.emit("base", "after", "linear")
    assert desk.clip.tracks[0].after is Extrapolation.LINEAR
    assert desk.curves.curves[0].after is Extrapolation.LINEAR
    assert sample(desk.clip, 980, {})["jawOpen"] < 0.3
    desk.curves.outside_chosen.emit("base", "after", "none")
    assert "jawOpen" not in sample(desk.clip, 980, {})
    assert desk.steps == 2


def test_all_curves_at_one_height_by_button_or_action(desk: CurveDesk) -> None:
    desk.curves.normalised_toggled.emit(True)
    assert (desk.curves.normalised, desk.curve_controller.is_normalised) == (True, True)
    desk.actions.bound["clip.normalised"](False)
    assert desk.curves.normalised is False


def test_what_lies_outside_the_keys_of_all_selected_tracks_is_one_step(desk: CurveDesk) -> None:
    desk.controller.select_all()
    desk.curve_controller.set_outside_of_selected("before", "none")
    assert {track.before for track in desk.clip.tracks} == {Extrapolation.NONE}
    assert desk.steps == 1
