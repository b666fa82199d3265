"""The canvas: zoom and place, comparing, drops, keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent, qGray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.actions import action
from studio.views.canvas import Canvas
from studio.views.canvas.difference import difference, ramp_color
from studio.views.canvas.drag_out import PictureMimeData

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

RED, BLUE = QColor(200, 30, 30), QColor(30, 40, 200)


def picture(color: QColor = RED, width: int = 200, height: int = 100) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(color)
    return image


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    made = Canvas()
    made.resize(700, 500)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def seen(canvas: Canvas, x: float, y: float) -> QColor:
    """The colour on screen at a pixel of the picture."""
    return canvas.view.viewport().grab().toImage().pixelColor(canvas.to_screen(QPointF(x, y)).toPoint())


def wheel(canvas: Canvas, at: QPointF, notches: int, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(canvas.view.viewport(), event)


# --- zoom and place


def test_the_whole_picture_is_shown_and_stays_so(canvas: Canvas) -> None:
    canvas.set_reference(picture())
    assert canvas.view.is_fitted
    assert canvas.zoom == 3.0, "small pictures are enlarged to whole pixels"
    canvas.resize(300, 240)
    assert canvas.view.is_fitted
    assert canvas.zoom < 1.6
    corner = canvas.to_screen(QPointF(0, 0))
    assert corner.x() > 0
    assert corner.y() > 0


def test_the_wheel_zooms_at_the_pointer_with_ctrl_and_moves_without(canvas: Canvas) -> None:
    canvas.set_reference(picture())
    at = QPointF(420, 180)
    before, zoom = canvas.to_picture(at), canvas.zoom
    wheel(canvas, at, 2, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == pytest.approx(zoom * 1.44)
    after = canvas.to_picture(at)
    assert (before - after).manhattanLength() * canvas.scale < 2
    wheel(canvas, at, 1, Qt.KeyboardModifier.NoModifier)
    assert canvas.zoom == pytest.approx(zoom * 1.44)
    assert canvas.to_screen(before).y() > at.y() + 20


def test_the_view_is_kept_for_pictures_of_the_same_size(canvas: Canvas) -> None:
    canvas.set_reference(picture())
    canvas.zoom_to(7.0)
    canvas.view.center_on(QPointF(20, 80))
    place = canvas.to_screen(QPointF(0, 0))
    canvas.set_reference(picture(BLUE))
    assert canvas.zoom == 7.0
    assert canvas.to_screen(QPointF(0, 0)) == place
    canvas.set_reference(picture(BLUE, 90, 90))
    assert canvas.view.is_fitted


def test_a_draft_fills_the_references_place(canvas: Canvas) -> None:
    canvas.set_reference(picture(RED, 400, 200), (400, 200))
    canvas.set_result(picture(BLUE, 100, 50))
    assert canvas.picture_size == (400, 200)
    assert seen(canvas, 398, 198).blue() > 190


def test_a_result_of_another_shape_is_not_distorted(canvas: Canvas) -> None:
    canvas.set_reference(picture(RED, 200, 100))
    canvas.set_backdrop("light")
    canvas.set_result(picture(BLUE, 50, 50))
    assert seen(canvas, 100, 50).blue() > 190
    assert seen(canvas, 60, 50).blue() > 190
    assert seen(canvas, 40, 50).name() == "#f4f4f2"


def test_pixels_are_crisp_from_200_percent(canvas: Canvas) -> None:
    image = picture(QColor("white"), 40, 40)
    painter = QPainter(image)
    painter.fillRect(20, 0, 20, 40, QColor("black"))
    painter.end()
    canvas.set_reference(image)
    for zoom, is_crisp in ((5.0, True), (1.7, False)):
        canvas.zoom_to(zoom)
        row = canvas.view.viewport().grab().toImage()
        y = round(canvas.to_screen(QPointF(0, 20)).y())
        left, right = (round(canvas.to_screen(QPointF(x, 0)).x()) for x in (10, 30))
        levels = {row.pixelColor(x, y).red() for x in range(left, right)}
        assert (levels == {0, 255}) == is_crisp


def test_space_drag_and_middle_drag_move_the_picture_and_a_tap_is_told(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_reference(picture())
    port, taps = canvas.view.viewport(), list[int]()
    canvas.space_tapped.connect(lambda: taps.append(1))
    for button, held in ((Qt.MouseButton.MiddleButton, False), (Qt.MouseButton.LeftButton, True)):
        before = canvas.to_screen(QPointF(0, 0))
        if held:
            qtbot.keyPress(canvas.view, Qt.Key.Key_Space)
        qtbot.mousePress(port, button, pos=QPoint(300, 200))
        qtbot.mouseMove(port, QPoint(340, 230))
        qtbot.mouseRelease(port, button, pos=QPoint(340, 230))
        if held:
            qtbot.keyRelease(canvas.view, Qt.Key.Key_Space)
        moved = canvas.to_screen(QPointF(0, 0)) - before
        assert (round(moved.x()), round(moved.y())) == (40, 30)
    assert taps == []
    qtbot.keyClick(canvas.view, Qt.Key.Key_Space)
    assert taps == [1]


def test_keys_zoom_and_move(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_reference(picture())
    zoom = canvas.zoom
    qtbot.keyClicks(canvas.view, "+")
    assert canvas.zoom > zoom
    qtbot.keyClicks(canvas.view, "-")
    assert canvas.zoom == pytest.approx(zoom)
    before = canvas.to_screen(QPointF(0, 0)).x()
    qtbot.keyClick(canvas.view, Qt.Key.Key_Right)
    assert canvas.to_screen(QPointF(0, 0)).x() < before


# --- comparing


def test_split_shows_the_picture_left_and_the_result_right(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_reference(picture())
    canvas.set_result(picture(BLUE))
    canvas.set_compare("split")
    assert seen(canvas, 50, 20).red() > 190
    assert seen(canvas, 150, 20).blue() > 190
    bar = canvas.split_bar
    assert bar.isVisible()
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=bar.rect().center())
    target = canvas.to_screen(QPointF(20, 50)).toPoint()
    qtbot.mouseMove(bar, bar.mapFrom(canvas.view.viewport(), target))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton)
    assert canvas.split == pytest.approx(0.1, abs=0.01)
    assert seen(canvas, 50, 20).blue() > 190
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.split == pytest.approx(0.2, abs=0.01)


def test_flicker_shows_each_in_turn_and_ends_with_the_result(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_reference(picture())
    canvas.set_result(picture(BLUE))
    canvas.set_compare("flicker")
    qtbot.waitUntil(lambda: seen(canvas, 100, 50).red() > 190, timeout=2000)
    qtbot.waitUntil(lambda: seen(canvas, 100, 50).blue() > 190, timeout=2000)
    qtbot.waitUntil(lambda: seen(canvas, 100, 50).red() > 190, timeout=2000)
    canvas.set_compare("off")
    assert seen(canvas, 100, 50).blue() > 190


def test_the_reference_is_seen_while_a_key_or_the_button_is_held(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_reference(picture())
    canvas.set_result(picture(BLUE))
    canvas.peek()
    assert seen(canvas, 100, 50).red() > 190
    qtbot.keyRelease(canvas, Qt.Key.Key_Backslash)
    assert seen(canvas, 100, 50).blue() > 190
    canvas.peek()  # as from a menu, with no key held
    qtbot.mouseClick(canvas.view.viewport(), Qt.MouseButton.RightButton)
    assert seen(canvas, 100, 50).blue() > 190
    qtbot.mousePress(canvas.bar.peek_button, Qt.MouseButton.LeftButton)
    assert seen(canvas, 100, 50).red() > 190
    qtbot.mouseRelease(canvas.bar.peek_button, Qt.MouseButton.LeftButton)
    assert seen(canvas, 100, 50).blue() > 190


def test_difference_is_the_largest_of_the_channels_amplified() -> None:
    one, other = picture(QColor(100, 100, 100), 5, 3), picture(QColor(100, 100, 100), 5, 3)
    other.setPixelColor(3, 1, QColor(100, 90, 102))
    other.setPixelColor(4, 2, QColor(0, 100, 100))
    shown = difference(one, other)
    assert shown.pixelColor(0, 0).getRgb()[:3] == ramp_color(0.0)
    assert shown.pixelColor(3, 1).getRgb()[:3] == ramp_color(10 * 4 / 255)
    assert shown.pixelColor(4, 2).getRgb()[:3] == ramp_color(1.0)
    lightness = [qGray(*ramp_color(share)) for share in np.linspace(0, 1, 30)]
    assert lightness == sorted(lightness)


def test_difference_of_unlike_sizes(canvas: Canvas) -> None:
    canvas.set_reference(picture(RED, 301, 200))
    canvas.set_result(picture(RED, 150, 100))
    canvas.set_compare("difference")
    assert seen(canvas, 150, 100).getRgb()[:3] == ramp_color(0.0)
    assert canvas.legend.isVisible()


def test_nothing_to_compare_with_shows_what_there_is(canvas: Canvas) -> None:
    canvas.set_reference(picture())
    for mode in ("split", "difference", "flicker"):
        canvas.set_compare(mode)
        assert seen(canvas, 30, 30).red() > 190


# --- ground


@pytest.mark.parametrize(("name", "color"), [("dark", "#17181b"), ("light", "#f4f4f2"), ("own", "#336699")])
def test_the_ground_shows_through(canvas: Canvas, name: str, color: str) -> None:
    canvas.set_reference(picture(QColor(0, 0, 0, 0)))
    canvas.set_backdrop(name, "#336699")
    assert seen(canvas, 100, 50).name() == color
    assert canvas.backdrop == name


def test_backdrops_go_round_and_the_mockup_is_fitted(canvas: Canvas) -> None:
    canvas.set_reference(picture(RED, 100, 300))
    names = []
    for _ in range(6):
        canvas.next_backdrop()
        names.append(canvas.backdrop)
    assert names == ["dark", "light", "grey", "own", "mockup", "checker"]
    canvas.set_mockup("Aria", "Hello.")
    canvas.set_backdrop("mockup")
    content = canvas.view.content()
    assert canvas.to_screen(content.topLeft()).x() >= 0
    assert content.width() == pytest.approx(content.height() * 16 / 9)
    assert content.bottom() == 300


# --- empty, in and out


def test_an_empty_canvas_offers_the_next_step(canvas: Canvas, qtbot: QtBot) -> None:
    assert canvas.empty.isVisible()
    assert not canvas.bar.isVisible()
    with qtbot.waitSignal(canvas.open_requested):
        canvas.empty.open_button.click()
    with qtbot.waitSignal(canvas.sample_requested):
        canvas.empty.sample_button.click()
    canvas.set_reference(picture())
    assert not canvas.empty.isVisible()
    canvas.set_reference(None)
    assert canvas.empty.isVisible()


def test_drops_are_told_by_what_they_hold(canvas: Canvas, tmp_path: Path) -> None:
    got: list[object] = []
    canvas.files_dropped.connect(got.append)
    canvas.image_dropped.connect(lambda image: got.append((image.width(), image.height())))
    canvas.urls_dropped.connect(got.append)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "ä b.png")), QUrl("https://example.org/x.png")])
    pixels = QMimeData()
    pixels.setImageData(picture())
    pixels.setUrls([QUrl("https://example.org/x.png")])
    address = QMimeData()
    address.setUrls([QUrl("https://example.org/x.png")])
    for data in (files, pixels, address, QMimeData()):
        canvas.take_dropped(data)
    assert got == [[str(tmp_path / "ä b.png")], (200, 100), ["https://example.org/x.png"]]


def test_the_picture_that_is_dragged_out_is_a_file_written_when_asked_for() -> None:
    image = picture(QColor(10, 200, 30, 128), 20, 10)
    data = PictureMimeData(image, "Ärla: joy/0.5")
    assert data.hasUrls()
    assert data._file is None, "nothing was encoded yet"
    path = Path(QUrl(bytes(data.data("text/uri-list").data()).decode().strip()).toLocalFile())
    assert path.name == "Ärla_joy_0.5.png"
    back = QImage(str(path))
    assert back.size() == image.size()
    assert back.pixelColor(3, 3).alpha() == 128
    assert QImage.fromData(QByteArray(data.data("image/png"))).size() == image.size()
    path.unlink()
    path.parent.rmdir()


# --- actions


class FakeActions:
    def __init__(self) -> None:
        self.slots: dict[str, Callable[..., object]] = {}
        self.checked: dict[str, bool] = {}

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        assert action(action_id)
        self.slots[action_id] = slot

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        self.checked[action_id] = is_checked


def test_actions_steer_it_and_show_what_is_on(canvas: Canvas) -> None:
    canvas.set_reference(picture())
    actions = FakeActions()
    canvas.bind_actions(actions)
    actions.slots["view.compare-difference"](True)
    actions.slots["view.compare-difference"](False)
    assert canvas.compare == "difference"
    assert [name for name, on in actions.checked.items() if on] == ["view.compare-difference"]
    canvas.bar.compare_requested.emit("split")
    assert [name for name, on in actions.checked.items() if on] == ["view.compare-split"]
    actions.slots["view.zoom-100"]()
    assert canvas.zoom == 1.0
    actions.slots["view.zoom-fit"]()
    assert canvas.view.is_fitted
