"""The parts of the Animate page's inspector by mouse and keys, and the review of a recording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.models.acting_passages import PRESETS, Passage, PassageKind, part_times
from studio.models.acting_rows import ActingRow, LayerKind, LayerSettings, acting_rows, with_base, with_layer
from studio.models.clip import Clip
from studio.models.export_edits import Choice
from studio.models.link_rows import LinkRow
from studio.models.live_rows import LiveSight
from studio.models.performance_review import (
    Finding,
    Neutral,
    RecordingKind,
    ReviewCurve,
    ReviewResult,
    ReviewSettings,
    ReviewSight,
)
from studio.models.timeline_selection import KeyRef
from studio.pipelines.wardrobe import library_of
from studio.views.timeline.acting_panel import ActingPanel
from studio.views.timeline.links_panel import LinksPanel
from studio.views.timeline.live_panel import LivePanel
from studio.views.timeline.passage_panel import PassagePanel
from studio.views.timeline.performance_review import PerformanceReview
from studio.views.timeline.performance_settings import amount_of, cutoff_of
from tests.views.clipping import clipped_texts

LEFT = Qt.MouseButton.LeftButton
CHOICES = [Choice("joy", "Joy"), Choice("anger", "Anger")]


def rows() -> tuple[ActingRow, ...]:
    clip = with_base(Clip("c", "Clip", (), 8000), "joy", library_of(None))
    for kind in (LayerKind.BLINKS, LayerKind.NODS):
        clip = with_layer(clip, kind, LayerSettings(seed=3))
    return acting_rows(clip)


class Told:
    """Remembers what signals say."""

    def __init__(self) -> None:
        self.all: list[tuple[Any, ...]] = []

    def hear(self, **signals: Any) -> None:
        for name, signal in signals.items():
            signal.connect(lambda *values, name=name: self.all.append((name, *values)))


def shown(qtbot: QtBot, widget: QWidget, width: int = 344, height: int = 640) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()
    return widget


@pytest.fixture
def acting(qtbot: QtBot) -> Iterator[ActingPanel]:
    panel = ActingPanel()
    shown(qtbot, panel)
    panel.show_expressions(CHOICES, "joy")
    panel.show_rows(rows(), "blinks", {"blinks": 16})
    QApplication.processEvents()
    return panel


def test_layers_are_listed_from_the_highest_and_steered_by_keys(acting: ActingPanel, qtbot: QtBot) -> None:
    assert list(acting.lines) == ["nods", "blinks", "base:base"]
    told = Told()
    told.hear(mute=acting.mute_toggled, solo=acting.solo_toggled, move=acting.move_requested,
              gone=acting.remove_requested, roll=acting.reroll_requested, row=acting.row_selected)  # fmt: skip
    line = acting.lines["blinks"]
    qtbot.mouseClick(line, LEFT, pos=QPoint(60, 20))
    for key in (Qt.Key.Key_M, Qt.Key.Key_S, Qt.Key.Key_R, Qt.Key.Key_Delete):
        qtbot.keyClick(line, key)
    qtbot.keyClick(line, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert told.all == [
        ("row", "blinks"), ("mute", "blinks", True), ("solo", "blinks", True), ("roll", "blinks"), ("gone", "blinks"),
        ("move", "blinks", 1), ("row", "base:base"),
    ]  # fmt: skip
    assert "16 a minute" in line.accessibleName()
    assert not line.mode.isEnabled()  # it adds and multiplies
    assert acting.lines["base:base"].mode.isEnabled()


def test_the_settings_fit_the_layer(acting: ActingPanel, qtbot: QtBot) -> None:
    told = Told()
    told.hear(settings=acting.settings_edited, ended=acting.gesture_ended, roll=acting.reroll_requested)
    assert acting.rate.isVisible()
    assert not acting.beats.isVisible()
    qtbot.keyClick(acting.rate.slider, Qt.Key.Key_Right)
    (name, row, settings), *_ = told.all
    assert (name, row, settings.seed) == ("settings", "blinks", 3)
    assert settings.per_minute > 17
    qtbot.mouseClick(acting.dice, LEFT)
    assert told.all[-1] == ("roll", "blinks")
    acting.show_rows(rows(), "nods", {})
    assert acting.beats.isVisible()
    assert not acting.rate.isVisible()
    acting.show_rows(rows(), "base:base", {})
    assert not acting.card.isVisible()


def test_a_line_is_entered_and_an_emotion_chosen(acting: ActingPanel, qtbot: QtBot) -> None:
    told = Told()
    told.hear(line=acting.line_entered, base=acting.base_chosen, alive=acting.alive_requested, add=acting.add_requested)
    qtbot.keyClicks(acting.words, "  hello ")
    qtbot.keyClick(acting.words, Qt.Key.Key_Return)
    acting.show_said()
    assert acting.words.text() == ""
    assert acting.base.value() == "joy"
    acting.base.setCurrentIndex(0)
    acting.base.activated.emit(0)
    qtbot.mouseClick(acting.alive, LEFT)
    acting.add.menu().actions()[1].trigger()
    assert told.all[0] == ("line", "hello")
    assert told.all[-2:] == [("alive",), ("add", "gaze")]


def passage_panel(qtbot: QtBot) -> tuple[PassagePanel, Told]:
    panel, told = PassagePanel(), Told()
    shown(qtbot, panel)
    panel.show_expressions(CHOICES)
    told.hear(edited=panel.passage_edited, write=panel.write_requested, preview=panel.preview_toggled)
    return panel, told


def show_passage(panel: PassagePanel, passage: Passage) -> None:
    panel.show_passage(passage, part_times(passage), "")
    QApplication.processEvents()


def test_presets_fit_the_kind_and_keep_the_expressions(qtbot: QtBot) -> None:
    panel, told = passage_panel(qtbot)
    show_passage(panel, Passage("anger", "joy"))
    assert [name for name, chip in panel.presets.items() if chip.isVisible()] == ["usual", "slow", "startled"]
    assert not panel.apex.isVisible()
    qtbot.mouseClick(panel.presets["slow"], LEFT)
    assert told.all[-1] == ("edited", replace(PRESETS["slow"], end="anger", start="joy"))
    qtbot.mouseClick(panel.kind.button(PassageKind.MICRO), LEFT)
    micro = told.all[-1][1]
    assert (micro.kind, micro.end) == (PassageKind.MICRO, "anger")
    show_passage(panel, micro)
    assert panel.apex.isVisible()
    assert panel.presets["flash"].isVisible()
    qtbot.mouseClick(panel.swap, LEFT)
    assert (told.all[-1][1].start, told.all[-1][1].end) == ("anger", "joy")


def test_what_cannot_be_acted_stands_beside_and_cannot_be_written(qtbot: QtBot) -> None:
    panel, told = passage_panel(qtbot)
    panel.show_passage(Passage("joy"), (), "It is too short.")
    assert panel.problem.text() == "It is too short."
    assert not panel.write.isEnabled()
    show_passage(panel, Passage("joy"))
    assert panel.problem.isHidden()
    qtbot.mouseClick(panel.preview, LEFT)
    qtbot.mouseClick(panel.write, LEFT)
    assert told.all == [("preview", True), ("write",)]
    panel.show_previewing(True)
    panel.show_moment(120.0)
    assert panel.preview.isChecked()


def test_links_say_what_is_missing_and_changed(qtbot: QtBot) -> None:
    panel, told = LinksPanel(), Told()
    shown(qtbot, panel)
    panel.show_expressions(CHOICES)
    told.hear(row=panel.row_selected, unique=panel.unique_requested, link=panel.link_requested,
              seen=panel.seen_requested, edit=panel.edit_requested)  # fmt: skip
    keys = frozenset({KeyRef("face", 0), KeyRef("face", 500)})
    panel.show_rows(
        (LinkRow("gone", "gone", "", keys, is_missing=True), LinkRow("joy", "Joy", "joy", keys, is_changed=True)), 2, 1
    )
    QApplication.processEvents()
    gone, joy = panel.lines["gone"], panel.lines["joy"]
    assert gone.badge.text() == "missing"
    assert not gone.unique.isEnabled()
    assert joy.badge.text() == "changed"
    assert "2 keys" in panel.changes.text()
    qtbot.mouseClick(joy, LEFT, pos=QPoint(60, 20))
    qtbot.keyClick(joy, Qt.Key.Key_U)
    qtbot.mouseClick(joy.edit, LEFT)
    qtbot.mouseClick(panel.seen, LEFT)
    panel.box.set_value("anger")
    qtbot.mouseClick(panel.link, LEFT)
    assert told.all == [("row", "joy"), ("unique", "joy"), ("edit", "joy"), ("seen",), ("link", "anger")]
    panel.show_rows((), 0, 0)
    assert panel.nothing.isVisible()
    assert not panel.link.isVisible(), "nothing is selected"
    panel.key_requested.connect(lambda one: told.all.append(("key", one)))
    qtbot.mouseClick(panel.key, LEFT)
    assert told.all[-1] == ("key", "anger")


def test_live_is_off_until_asked_and_says_how_it_is(qtbot: QtBot) -> None:
    panel, told = LivePanel(), Told()
    shown(qtbot, panel)
    told.hear(start=panel.start_requested, stop=panel.stop_requested, record=panel.record_toggled)
    assert panel.state.text() == "off"
    assert not panel.record.isEnabled()
    panel.live_link.click()
    qtbot.mouseClick(panel.listen, LEFT)
    panel.show_sight(LiveSight(True, False, False, (39539,), "VMC", 59.6, (60.0, 59.0), 3, "no OSC", 2, ("Foo",)))
    assert panel.state.text() == "live"
    assert panel.rate.text() == "60"
    assert "3" in panel.malformed.text()
    assert "no OSC" in panel.malformed.text()
    assert "2 packets" in panel.notice.text()
    assert not panel.vmc_port.isEnabled()
    qtbot.mouseClick(panel.record, LEFT)
    qtbot.mouseClick(panel.listen, LEFT)
    assert told.all == [("start", 39539, 0, True), ("record", True), ("stop",)]


SIGHT = ReviewSight(
    "take.csv", RecordingKind.LIVE_LINK, 4000.0, 120, 30.0, 0,
    (Finding("line 9", "JawOpen holds no number", True, (300.0,)), Finding("", "the head was not recorded")),
    ("jawOpen", "eyeBlinkLeft"), True, "Aria", True,
)  # fmt: skip


@pytest.fixture
def review(qtbot: QtBot) -> Iterator[tuple[PerformanceReview, Told]]:
    dialog, told = PerformanceReview(), Told()
    qtbot.addWidget(dialog)
    told.hear(edited=dialog.settings_edited, seek=dialog.scrubbed, play=dialog.play_toggled, go=dialog.import_requested,
              left=dialog.closed, control=dialog.control_chosen)  # fmt: skip
    dialog.open_review(SIGHT, ReviewSettings("take", neutral=Neutral.HERE, gain={"jawOpen": 1.3}))
    dialog.show_curve(ReviewCurve("jawOpen", 0, 1, (0.0, 2000.0, 4000.0), (0, 1.2, 0), (0, 1, 0), (0.0, 4000.0)), 4000)
    dialog.show_result(ReviewResult(42, 120, 0.00987, 4000))
    QApplication.processEvents()
    yield dialog, told
    dialog.close()


def test_the_review_tells_problems_first_and_offers_the_rest(review: tuple[PerformanceReview, Told]) -> None:
    dialog, _ = review
    assert dialog.problems.text() == "1 problem"
    assert dialog.accept_button.text() == "Import the rest"
    assert dialog.outcome.text() == "42 keys for 120 frames  ·  at most 0.99 % off"
    assert list(dialog.settings.gains) == ["jawOpen"]
    assert dialog.settings.rest_line.isVisible()
    assert not dialog.settings.said.isVisible()
    dialog.show_result(None, "No frame lies in that part.")
    assert not dialog.accept_button.isEnabled()
    whole = replace(SIGHT, findings=(), kind=RecordingKind.SOUND, controls=("jawOpen",))
    dialog.open_review(whole, ReviewSettings("line"))
    assert dialog.accept_button.text() == "Import"
    assert dialog.settings.said.isVisible()
    assert not dialog.settings.rest.isVisible()


def test_the_review_is_steered_by_mouse_and_keys(review: tuple[PerformanceReview, Told], qtbot: QtBot) -> None:
    dialog, told = review
    plot = dialog.plot
    qtbot.mouseClick(plot, LEFT, pos=QPoint(plot.width() // 2, 40))
    assert told.all[-1][0] == "seek"
    assert told.all[-1][1] == pytest.approx(2000, abs=60)
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert told.all[-1] == ("seek", 4000.0)
    qtbot.keyClick(dialog, Qt.Key.Key_Space)
    assert told.all[-1] == ("play", True)
    qtbot.keyClick(dialog.settings.error.slider, Qt.Key.Key_Right)
    assert told.all[-1][1].largest_error > 0.01
    qtbot.mouseClick(dialog.settings.neutral.button(Neutral.KEPT), LEFT)
    assert told.all[-1][1].neutral is Neutral.KEPT
    dialog.settings.control.set_value("eyeBlinkLeft")
    dialog.settings.add_gain.click()
    assert told.all[-1][1].gain == {"jawOpen": 1.3, "eyeBlinkLeft": 1.2}
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert told.all[-1] == ("go",)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert told.all[-1] == ("left",)


def test_smoothing_is_a_percentage_of_a_cutoff() -> None:
    assert cutoff_of(0) == 0
    assert cutoff_of(100) == pytest.approx(0.5)
    for amount in (1, 25, 80):
        assert amount_of(cutoff_of(amount)) == pytest.approx(amount)


def test_no_text_is_cut(acting: ActingPanel, review: tuple[PerformanceReview, Told], qtbot: QtBot) -> None:
    panel, _ = passage_panel(qtbot)
    show_passage(panel, replace(PRESETS["leak"], end="anger"))
    live = LivePanel()
    shown(qtbot, live)
    for widget in (acting, panel, live, review[0]):
        assert not clipped_texts(widget), type(widget).__name__
