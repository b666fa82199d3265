"""Tools and overlays: events in pixels of the picture, items that keep their size, handles that are dragged."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.models.face_handles import HANDLES
from studio.views.canvas import Canvas, CanvasTool, DotItem, FaceHandlesTool, StrokeItem, ToolEvent

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


class Recorder(CanvasTool):
    name = "recorder"

    def __init__(self) -> None:
        super().__init__()
        self.log: list[tuple[str, float, float]] = []

    def _note(self, what: str, event: ToolEvent) -> None:
        self.log.append((what, round(event.position.x()), round(event.position.y())))

    def activated(self) -> None:
        self.layer.add(DotItem(QPointF(10, 10), QColor("red")))

    def pressed(self, event: ToolEvent) -> bool:
        self._note("press", event)
        return event.button == Qt.MouseButton.LeftButton

    def moved(self, event: ToolEvent) -> None:
        self._note("move", event)

    def released(self, event: ToolEvent) -> None:
        self._note("release", event)

    def cancelled(self) -> None:
        self.log.append(("cancel", 0, 0))


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    made = Canvas()
    made.resize(700, 560)
    qtbot.addWidget(made)
    image = QImage(200, 200, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#808080"))
    made.set_reference(image)
    made.show()
    qtbot.waitExposed(made)
    return made


def at(canvas: Canvas, x: float, y: float) -> QPoint:
    return canvas.to_screen(QPointF(x, y)).toPoint()


@pytest.mark.parametrize("zoom", [0.5, 1.0, 3.0])
def test_tools_work_in_pixels_of_the_picture(canvas: Canvas, qtbot: QtBot, zoom: float) -> None:
    tool, port = Recorder(), canvas.view.viewport()
    canvas.zoom_to(zoom)
    canvas.set_tool(tool)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=at(canvas, 60, 80))
    qtbot.mouseMove(port, at(canvas, 70, 90))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at(canvas, 70, 90))
    names, xs, ys = zip(*tool.log, strict=True)
    assert names == ("press", "move", "release")
    assert np_close(xs, (60, 70, 70), 2 / zoom)
    assert np_close(ys, (80, 90, 90), 2 / zoom)


def np_close(got: tuple[float, ...], expected: tuple[float, ...], limit: float) -> bool:
    return all(abs(one - other) <= limit for one, other in zip(got, expected, strict=True))


def test_escape_or_another_tool_cancels_a_drag(canvas: Canvas, qtbot: QtBot) -> None:
    tool, port = Recorder(), canvas.view.viewport()
    for end in (lambda: qtbot.keyClick(canvas.view, Qt.Key.Key_Escape), lambda: canvas.set_tool(None)):
        canvas.set_tool(tool)
        qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=at(canvas, 60, 80))
        end()
        assert tool.log[-1][0] == "cancel"
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at(canvas, 60, 80))
        assert tool.log[-1][0] == "cancel", "no release after that"


def test_a_tool_takes_its_items_along(canvas: Canvas) -> None:
    tool = Recorder()
    canvas.set_tool(tool)
    assert len(tool.layer.childItems()) == 1
    canvas.set_tool(None)
    assert canvas.overlay_layer("recorder").childItems() == []
    assert not tool.is_active


def red_width(canvas: Canvas, y: float) -> int:
    image = canvas.view.viewport().grab().toImage()
    row = at(canvas, 0, y).y()
    colors = [image.pixelColor(x, row) for x in range(image.width())]
    return sum(color.red() > 200 and color.blue() < 60 for color in colors)


def test_items_keep_their_size_at_every_zoom(canvas: Canvas) -> None:
    layer = canvas.overlay_layer("test")
    layer.add(DotItem(QPointF(100, 60), QColor("red"), 6))
    layer.add(StrokeItem([QPointF(100, 100), QPointF(100, 180)], QColor("red"), 3))
    for zoom in (0.5, 1.0, 8.0):
        canvas.zoom_to(zoom)
        canvas.view.center_on(QPointF(100, 60))
        assert red_width(canvas, 60) in (10, 11, 12)
        canvas.view.center_on(QPointF(100, 140))
        assert red_width(canvas, 140) in (2, 3, 4)
    layer.set_shown(False)
    assert red_width(canvas, 140) == 0


def test_the_loupe_stays_inside_and_off_the_point(canvas: Canvas) -> None:
    for x, y in ((5, 5), (195, 5), (195, 195), (100, 100)):
        canvas.show_magnifier(QPointF(x, y))
        loupe = canvas.magnifier.geometry()
        assert canvas.view.viewport().rect().contains(loupe)
        assert not loupe.contains(at(canvas, x, y))
    canvas.hide_magnifier()
    assert not canvas.magnifier.isVisible()


# --- handles of the face


@pytest.fixture
def handles(canvas: Canvas) -> FaceHandlesTool:
    tool = FaceHandlesTool()
    canvas.set_tool(tool)
    places = {handle.id: (60.0 + 20 * (i % 5), 50.0 + 20 * (i // 5)) for i, handle in enumerate(HANDLES)}
    tool.set_handles(places, 60.0)
    tool.told = []  # type: ignore[attr-defined]
    for name in ("drag_started", "drag_ended", "drag_cancelled", "reset_requested", "dragged"):
        getattr(tool, name).connect(lambda *args, name=name: tool.told.append((name, *args)))  # type: ignore[attr-defined]
    return tool


def test_handles_show_near_the_face_alone(canvas: Canvas, handles: FaceHandlesTool, qtbot: QtBot) -> None:
    port = canvas.view.viewport()
    assert handles.shown_handles == ()
    qtbot.mouseMove(port, at(canvas, 100, 100))
    assert len(handles.shown_handles) == len(HANDLES)
    qtbot.mouseMove(port, at(canvas, 2, 2))
    assert handles.shown_handles == ()


def test_small_faces_show_fewer_handles(canvas: Canvas, handles: FaceHandlesTool) -> None:
    handles.set_always_shown(True)
    canvas.zoom_to(1.0)
    few = set(handles.shown_handles)
    assert few == {handle.id for handle in HANDLES if not handle.id.startswith("lid-")}
    canvas.zoom_to(0.5)
    few = set(handles.shown_handles)
    assert {"mouth-corner-left", "chin", "iris-right", "head"} <= few
    assert not few & {"cheek-left", "nose-wing-right", "lip-upper"}
    canvas.zoom_to(0.3)
    assert handles.shown_handles == ()


def test_a_drag_tells_where_the_handle_shall_be(canvas: Canvas, handles: FaceHandlesTool, qtbot: QtBot) -> None:
    port, (x, y) = canvas.view.viewport(), handles._places["chin"]
    press = at(canvas, x, y) + QPoint(3, 2)  # beside its middle: it must not jump
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=press)
    qtbot.mouseMove(port, press + QPoint(24, 0))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=press + QPoint(24, 0))
    names = [told[0] for told in handles.told]
    assert names == ["drag_started", "dragged", "drag_ended"]
    _, handle_id, to_x, to_y, is_switched = handles.told[1]
    assert handle_id == "chin"
    assert not is_switched
    assert (to_x, to_y) == (pytest.approx(x + 24 / canvas.scale), pytest.approx(y))


def test_ctrl_is_fine_and_shift_switches_sides(canvas: Canvas, handles: FaceHandlesTool) -> None:
    x, y = handles._places["lip-lower"]
    start = QPointF(x, y)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    assert handles.pressed(ToolEvent(start, start, keys, Qt.MouseButton.LeftButton))
    handles.moved(ToolEvent(start + QPointF(10, 0), start, keys))
    handles.moved(ToolEvent(start + QPointF(20, 0), start, Qt.KeyboardModifier.NoModifier))
    dragged = [told for told in handles.told if told[0] == "dragged"]
    assert dragged[0][2:] == (pytest.approx(x + 2), y, True)
    assert dragged[1][2:] == (pytest.approx(x + 12), y, False)
    handles.cancelled()
    assert handles.told[-1] == ("drag_cancelled", "lip-lower")


def test_clicks_without_a_move_tell_nothing_and_double_clicks_reset(
    canvas: Canvas, handles: FaceHandlesTool, qtbot: QtBot
) -> None:
    port, place = canvas.view.viewport(), at(canvas, *handles._places["head"])
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    assert handles.told == []
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=place)
    assert handles.told == [("reset_requested", "head", False)]


def test_every_handle_has_a_title(handles: FaceHandlesTool) -> None:
    titles = {handles._title(handle.id) for handle in HANDLES}
    assert all(title[0].isupper() for title in titles)
    assert len(titles) == 13
