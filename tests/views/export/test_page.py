"""The export page by mouse and keys: what it asks for, what it shows, and that everything fits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.export_edits import (
    DEFAULT_EXPORT,
    EVERYBODY,
    NOTHING,
    Choice,
    ExportContext,
    ExportOutcome,
    ExportProblem,
    PlannedFiles,
)
from studio.models.export_preview import SheetNumbers, SheetPage, SheetPreview, ShownAnimation, ShownFrame, SpriteArea
from studio.models.framing import Crop
from studio.models.project import ExportSettings
from studio.models.sheet import Layout
from studio.views.export.page import ExportPage
from studio.views.kit import theme
from tests.views.clipping import clipped_texts

CONTEXT = ExportContext(
    characters=(Choice("a", "Aria"), Choice("b", "Bram")),
    expressions=(Choice("joy", "Joy", "basic", "joy"), Choice("anger", "Anger", "basic", "anger")),
    clips=(Choice("blink", "Blink", "Ready-made", "0.3 s"), Choice("nod", "Nod", "Ready-made", "0.9 s")),
    own_set=("neutral", "joy"),
    folder="/projects/cast/export",
    default_name="aria",
)
LEFT = SpriteArea(("joy", "blink_000"), 2, 2, 40, 60, 5, 3, 50, 64)
RIGHT = SpriteArea(("blink_001",), 46, 2, 40, 60, 5, 3, 50, 64)
PREVIEW = SheetPreview(
    (SheetPage("Aria", 1.0, 96, 64, (LEFT, RIGHT), 1),),
    (
        ShownAnimation("e/joy", "joy", (ShownFrame(0, LEFT, 1000),)),
        ShownAnimation("c/blink", "blink", (ShownFrame(0, LEFT, 30), ShownFrame(0, RIGHT, 30))),
    ),
    SheetNumbers(1, (96, 64), 3, 1, 96 * 64 * 4, 5_000, 0.219, "blink", 60),
)
PLAN = PlannedFiles("/projects/cast/export", ("new.png",), ("old.png",), (), ("gone.png",), (), ("old.png",))


def picture() -> QImage:
    image = QImage(96, 64, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#00000000"))
    for x, colour in ((2, "#ff0000"), (46, "#0000ff")):
        for row in range(2, 62):
            for column in range(x, x + 40):
                image.setPixelColor(column, row, QColor(colour))
    return image


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.page = ExportPage()
        self.asked: list[tuple[ExportSettings, str, str]] = []
        self.page.settings_requested.connect(lambda *values: self.asked.append(values))
        for widget in (self.page.inspector, self.page.centre):
            qtbot.addWidget(widget)
        self.page.inspector.resize(320, 2400)
        self.page.centre.resize(900, 640)
        self.page.show_settings(DEFAULT_EXPORT, CONTEXT)
        self.page.inspector.show()
        self.page.centre.show()

    @property
    def last(self) -> ExportSettings:
        return self.asked[-1][0]

    def preview(self) -> None:
        self.page.show_preview(PREVIEW, (picture(),), picture())


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def click(qtbot: QtBot, widget: Any) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_cards_turn_targets_on_and_keep_their_options_folded(shown: Shown, qtbot: QtBot) -> None:
    cards = shown.page.targets.cards
    qtbot.mouseClick(cards["unity"], Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    assert shown.last.targets == ("godot4", "unity")
    shown.page.show_settings(shown.last, CONTEXT)
    assert cards["unity"].switch.isChecked()
    assert len(shown.asked) == 1  # showing asks for nothing
    click(qtbot, cards["unity"].controls["triggers"])
    assert shown.last.format_options == {"unity.triggers": "1"}
    qtbot.keyClick(cards["godot4"].switch, Qt.Key.Key_Space)
    assert shown.last.targets == ("unity",)


def test_choosing_expressions_and_clips(shown: Shown, qtbot: QtBot) -> None:
    what = shown.page.what
    click(qtbot, what.expression_kind.button("chosen"))
    assert shown.last.expressions == ("neutral", "joy")
    shown.page.show_settings(shown.last, CONTEXT)
    assert what.expressions.words() == ("neutral", "joy")
    qtbot.keyClicks(what.expression_field.field, "anger:0.5, visemes")
    qtbot.keyClick(what.expression_field.field, Qt.Key.Key_Return)
    assert shown.last.expressions == ("neutral", "joy", "anger:0.5", "visemes")
    what.expressions.remove_requested.emit("neutral")
    assert shown.last.expressions == ("joy",)
    click(qtbot, what.clip_kind.button("none"))
    assert shown.last.clips == NOTHING
    what.who.chosen.emit(EVERYBODY)
    assert shown.last.character == EVERYBODY
    qtbot.keyClick(what.clip_kind.button("none"), Qt.Key.Key_Left)
    assert shown.last.clips == ("blink", "idle", "talk")


def test_the_projects_own_clips_are_among_the_usual_ones(shown: Shown, qtbot: QtBot) -> None:
    what = shown.page.what
    assert what.clip_note.text() == "Blink, idle and talk."
    wave = Choice("new-clip", "Wave", "This project", "1 s")
    own = replace(CONTEXT, clips=(wave, *CONTEXT.clips), usual_clips=("new-clip", "blink", "idle", "talk"))
    shown.page.show_settings(DEFAULT_EXPORT, own)
    assert what.clip_note.text() == "4: Wave, Blink, idle, talk."
    click(qtbot, what.clip_kind.button("chosen"))
    assert shown.last.clips == ("new-clip", "blink", "idle", "talk")
    shown.page.show_settings(DEFAULT_EXPORT, CONTEXT)
    assert what.clip_note.text() == "Blink, idle and talk.", "of another project"


def test_the_pivot_is_dragged_and_moved_by_keys(shown: Shown, qtbot: QtBot) -> None:
    shown.preview()
    pad, ended = shown.page.frame.pad, list[bool]()
    shown.page.gesture_ended.connect(lambda: ended.append(True))
    area = pad.area()
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=area.center().toPoint())
    assert shown.last.frame.pivot == (0.5, 0.5)  # snapped to the middle
    qtbot.mouseMove(pad, (area.topLeft() + QPointF(area.width() * 0.25, area.height() * 0.75)).toPoint())
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton)
    assert shown.last.frame.pivot == pytest.approx((0.25, 0.75), abs=0.02)
    assert {key for _, _, key in shown.asked} == {"pivot"}
    assert ended
    before = shown.last.frame.pivot
    qtbot.keyClick(pad, Qt.Key.Key_Left)
    assert shown.last.frame.pivot == pytest.approx((before[0] - 0.01, before[1]))
    click(qtbot, shown.page.frame.crop.button(Crop.FACE))
    assert shown.last.frame.crop is Crop.FACE
    assert "96 × 64" in shown.page.frame.size_note.text()


def test_sheet_options(shown: Shown, qtbot: QtBot) -> None:
    sheet = shown.page.sheet
    for group in sheet.groups.values():
        group.set_open(True)
    sheet.layout_kind.chosen.emit(Layout.GRID)
    assert shown.last.sheet.layout is Layout.GRID
    shown.page.show_settings(shown.last, CONTEXT)
    assert not sheet.toggles["merge_duplicates"].isEnabled()
    sheet.scales.setText("1; 0.5")
    qtbot.keyClick(sheet.scales, Qt.Key.Key_Return)
    assert shown.last.sheet.scales == (1.0, 0.5)
    count = len(shown.asked)
    sheet.scales.setText("half")
    qtbot.keyClick(sheet.scales, Qt.Key.Key_Return)
    assert len(shown.asked) == count
    assert sheet.scale_problem.isVisible()
    sheet.numbers["padding_px"].edited.emit(7.0)
    assert shown.last.sheet.padding_px == 7


def test_errors_stand_beside_their_cause_and_open_what_is_folded(shown: Shown) -> None:
    shown.page.sections["sheet"].set_open(False)
    shown.page.show_problems((ExportProblem("max_size", "Too large.", "Raise it."),))
    assert shown.page.sections["sheet"].is_open()
    assert shown.page.sheet.page_problem.text() == "Too large. Raise it."
    assert not shown.page.targets.problem.isVisible()
    shown.page.show_problems(())
    assert not shown.page.sheet.page_problem.isVisible()
    shown.page.show_problems((ExportProblem("folder", "It is a file."),))
    assert shown.page.destination.problem.isVisible()


def test_hovering_tells_what_lies_there_and_a_click_plays_it(shown: Shown, qtbot: QtBot) -> None:
    shown.preview()
    view, hovered = shown.page.centre.sheet, list[Any]()
    view.area_hovered.connect(hovered.append)
    place = view.to_widget(QRectF(RIGHT.x, RIGHT.y, RIGHT.width, RIGHT.height)).center().toPoint()
    qtbot.mouseMove(view, place)
    qtbot.waitUntil(lambda: bool(hovered))
    assert hovered[-1] is RIGHT
    assert view.note_of(LEFT) == ("joy, blink_000", "40 × 60 px at 2, 2  ·  offset 5, 3 of 50 × 64")
    shown.page.centre.player.choose("e/joy")
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    player = shown.page.centre.player
    assert player.animation is not None
    assert player.animation.title == "blink"
    qtbot.waitUntil(lambda: player.frame == 1)
    qtbot.waitUntil(lambda: player.frame == 0)
    player.set_playing(False)


def test_zoom_keeps_what_is_under_the_pointer(shown: Shown, qtbot: QtBot) -> None:
    shown.preview()
    view = shown.page.centre.sheet
    assert view.zoom == 1.0  # small pages are not blown up
    anchor = view.to_widget(QRectF(60, 40, 1, 1)).center()
    before = view.to_page(anchor)
    view.set_zoom(4.0, anchor)
    after = view.to_page(anchor)
    assert (after - before).manhattanLength() < 0.01
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == 1.0
    grabbed = view.grab().toImage()
    spot = view.to_widget(QRectF(20, 30, 1, 1)).center().toPoint()
    assert grabbed.pixelColor(spot).name() == "#ff0000"


def test_numbers_and_files(shown: Shown, qtbot: QtBot) -> None:
    shown.preview()
    numbers = shown.page.centre.numbers
    assert numbers.text_of("pages") == "1  ·  96 × 64"
    assert numbers.text_of("sprites") == "3  ·  1 merged"
    assert numbers.text_of("waste") == "22 %"
    assert numbers.text_of("longest") == "blink, 0.06 s"
    shown.page.show_plan(PLAN)
    files = shown.page.centre.files
    assert files.texts() == ["1 in the way", "1 new", "1 changed", "1 removed"]
    shown.page.show_outcome(ExportOutcome(PlannedFiles("/out", unchanged=("a.png",))))
    item = files.tree.topLevelItem(0)
    assert item is not None
    data = files.tree.mimeData([item.child(0)])
    assert [url.toLocalFile() for url in data.urls()] == ["/out/a.png"]


def test_the_report_stays_until_there_is_something_new(shown: Shown) -> None:
    files = shown.page.centre.files
    done = PlannedFiles("/out", new=("aria.tscn", "aria.png"), warnings=("Padded.",))
    shown.page.show_outcome(ExportOutcome(done, "aria.tscn"))
    assert files.section.is_open()
    assert files._note.text() == "Begin with aria.tscn.\nPadded."
    shown.page.show_plan(PlannedFiles("/out", unchanged=("aria.tscn", "aria.png")))
    assert files.texts() == ["2 new"]
    shown.page.show_plan(PLAN)
    assert files.texts() == ["1 in the way", "1 new", "1 changed", "1 removed"]


def test_files_in_the_way_are_a_question(shown: Shown, qtbot: QtBot) -> None:
    asked = []
    shown.page.replace_requested.connect(lambda: asked.append("replace"))
    conflict = shown.page.centre.conflict
    shown.page.show_conflict(PLAN)
    assert conflict.isVisible()
    click(qtbot, conflict.replace)
    assert asked == ["replace"]
    shown.page.show_conflict(None)
    assert not conflict.isVisible()


def test_the_button_becomes_progress_with_a_cancel(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    asked = []
    destination = shown.page.destination
    shown.page.export_requested.connect(lambda: asked.append("export"))
    shown.page.cancel_requested.connect(lambda: asked.append("cancel"))
    click(qtbot, destination.export_button)
    shown.page.show_exporting("Drawing", 0.4)
    assert destination.progress.value() == 400
    assert not destination.export_button.isVisible()
    click(qtbot, destination.cancel)
    shown.page.show_exporting("", None)
    assert destination.export_button.isVisible()
    assert asked == ["export", "cancel"]
    assert destination.folder.drag_data() is None  # it is not there yet
    destination.folder.show_folder(str(tmp_path), True)
    data = destination.folder.drag_data()
    assert data is not None
    assert [url.toLocalFile() for url in data.urls()] == [str(tmp_path)]


@pytest.mark.parametrize(("name", "scale"), [("dark", 1.0), ("light", 1.5)])
def test_no_text_is_cut(qtbot: QtBot, qapp: QApplication, name: str, scale: float) -> None:
    theme.apply_theme(qapp, name, scale)
    shown = Shown(qtbot)
    shown.page.inspector.resize(round(320 * scale), round(2600 * scale))
    shown.page.centre.resize(round(900 * scale), round(640 * scale))
    for group in shown.page.sheet.groups.values():
        group.set_open(True)
    shown.preview()
    shown.page.show_plan(PLAN)
    shown.page.show_conflict(PLAN)
    for widget in (shown.page.inspector, shown.page.centre):
        for _ in range(5):  # labels that wrap find their height in several steps
            qapp.processEvents()
        assert clipped_texts(widget) == []
