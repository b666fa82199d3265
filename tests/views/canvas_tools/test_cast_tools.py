"""The tools of the cast page, with a real mouse on a real canvas."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.models.cast_rows import FaceOutline
from studio.models.face import REQUIRED_ANCHORS
from studio.models.framing import Crop
from studio.models.matte_strokes import Brush, MatteMode, MatteStroke, painted
from studio.services.images import to_qimage
from studio.views.canvas import Canvas
from studio.views.canvas_tools.face_picker import FacePicker
from studio.views.canvas_tools.guide_card import GuideCard
from studio.views.canvas_tools.guide_tool import AnchorGuideTool
from studio.views.canvas_tools.landmark_card import LandmarkCard
from studio.views.canvas_tools.landmark_tool import LandmarkTool
from studio.views.canvas_tools.magnifier import Magnifier
from studio.views.canvas_tools.matte_card import MatteCard
from studio.views.canvas_tools.matte_tool import MatteBrushTool
from studio.views.canvas_tools.overlays import CastOverlays
from tests.views.canvas_tools.conftest import Hand, anchors, mesh, picture, pixels
from tests.views.clipping import clipped_texts

FACES = [FaceOutline(180, 70, 100, 110, 0.9, True), FaceOutline(300, 80, 60, 60), FaceOutline(310, 90, 20, 20)]


# --- faces


def test_clicking_another_face_chooses_it(canvas: Canvas, hand: Hand, qtbot: QtBot) -> None:
    picker = FacePicker(canvas)
    picker.set_image(picture())
    picker.set_faces(FACES)
    canvas.set_tool(picker)
    with qtbot.waitSignal(picker.face_chosen) as heard:
        hand.click(350, 130)
    assert heard.args == [1]
    with qtbot.waitSignal(picker.face_chosen) as heard:
        hand.click(320, 100)  # the small one lies on the large one
    assert heard.args == [2]
    with qtbot.assertNotEmitted(picker.face_chosen):
        hand.click(200, 100)  # the drawn one
    with qtbot.waitSignal(picker.face_chosen) as heard:
        QTest.keyClick(canvas.view, Qt.Key.Key_2)
    assert heard.args == [1]


# --- landmarks


@pytest.fixture
def landmarks(canvas: Canvas) -> LandmarkTool:
    tool = LandmarkTool(canvas)
    tool.set_image(picture())
    tool.set_anchors(anchors())
    tool.set_found(anchors())
    tool.set_mesh(mesh())
    canvas.set_tool(tool)
    return tool


def card(tool: LandmarkTool) -> LandmarkCard:
    assert isinstance(tool.card, LandmarkCard)
    return tool.card


def test_dragging_a_point_shows_the_lens_and_tells_once(landmarks: LandmarkTool, hand: Hand, qtbot: QtBot) -> None:
    told: list[tuple[dict[str, tuple[float, float]], str]] = []
    landmarks.anchors_committed.connect(lambda points, word: told.append((points, word)))
    x, y = anchors()["mouthRight"]
    hand.press(x, y)
    hand.hover(x - 5, y + 4)
    lens = landmarks.canvas.findChild(Magnifier)
    assert lens is not None
    assert lens.isVisible()
    assert told == []
    hand.hover(x - 10, y + 6)
    hand.release(x - 10, y + 6)
    assert not lens.isVisible()
    assert len(told) == 1
    assert told[0][0]["mouthRight"] == pytest.approx((x - 10, y + 6), abs=0.6)
    assert "right corner" in told[0][1]
    unmoved = {name: place for name, place in told[0][0].items() if name != "mouthRight"}
    assert unmoved == {name: place for name, place in anchors().items() if name != "mouthRight"}
    assert card(landmarks).x_field.value() == pytest.approx(x - 10, abs=0.6)


def test_escape_puts_a_drag_back(landmarks: LandmarkTool, hand: Hand, qtbot: QtBot) -> None:
    x, y = anchors()["chin"]
    with qtbot.assertNotEmitted(landmarks.anchors_committed):
        hand.press(x, y)
        hand.hover(x + 20, y)
        QTest.keyClick(landmarks.canvas.view, Qt.Key.Key_Escape)
        hand.release(x + 20, y)
    assert landmarks.anchors == anchors()
    assert landmarks.is_active


def test_a_region_is_dragged_by_its_outline(landmarks: LandmarkTool, hand: Hand, qtbot: QtBot) -> None:
    x, y = (float(value) for value in mesh()[40, :2])  # on the upper lip, between two anchors
    with qtbot.waitSignal(landmarks.anchors_committed) as heard:
        hand.drag((x, y), (x + 4, y + 2), (x + 8, y + 4))
    points = heard.args[0]
    for name in ("mouthRight", "mouthLeft", "upperLipTop", "lowerLipBottom"):
        start = anchors()[name]
        assert points[name] == pytest.approx((start[0] + 8, start[1] + 4), abs=0.6)
    assert points["chin"] == anchors()["chin"]


def test_symmetry_moves_the_other_side(landmarks: LandmarkTool, hand: Hand, qtbot: QtBot) -> None:
    QTest.keyClick(landmarks.canvas.view, Qt.Key.Key_X)
    assert card(landmarks).symmetry.isChecked()
    x, y = anchors()["eyeRightOuter"]
    with qtbot.waitSignal(landmarks.anchors_committed) as heard:
        hand.drag((x, y), (x - 6, y), (x - 12, y))
    other, start = heard.args[0]["eyeLeftOuter"], anchors()["eyeLeftOuter"]
    assert other[0] - start[0] == pytest.approx(12, abs=1.5)


def test_the_keyboard_alone(landmarks: LandmarkTool, qtbot: QtBot) -> None:
    view = landmarks.canvas.view
    assert landmarks.selected == "eyeRightOuter"
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert landmarks.selected == "eyeRightInner"
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert landmarks.selected == "eyeRightOuter"
    x, y = anchors()["eyeRightOuter"]
    with qtbot.waitSignal(landmarks.anchors_committed) as heard:
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert heard.args[0]["eyeRightOuter"] == pytest.approx((x - 1, y))
    with qtbot.waitSignal(landmarks.anchors_committed) as heard:
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert heard.args[0]["eyeRightOuter"] == pytest.approx((x - 1, y + 10))
    with qtbot.waitSignal(landmarks.reset_requested) as heard:
        QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert heard.args == ["eyeRightOuter"]
    with qtbot.waitSignal(landmarks.done_requested):
        QTest.keyClick(view, Qt.Key.Key_Escape)


def test_a_position_can_be_typed(landmarks: LandmarkTool, qtbot: QtBot) -> None:
    field = card(landmarks).x_field
    with qtbot.waitSignal(landmarks.anchors_committed) as heard:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, "200*1")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.args[0]["eyeRightOuter"][0] == pytest.approx(200)


# --- by hand


def test_points_are_asked_for_one_after_the_other(canvas: Canvas, hand: Hand, qtbot: QtBot) -> None:
    tool = AnchorGuideTool(canvas)
    tool.set_image(picture())
    tool.begin({})
    canvas.set_tool(tool)
    assert isinstance(tool.card, GuideCard)
    assert not tool.card.done.isEnabled()
    for name in REQUIRED_ANCHORS:
        assert tool.wanted == name
        hand.click(*anchors()[name])
    assert set(tool.placed) == set(REQUIRED_ANCHORS)
    tool.set_mesh(mesh())
    assert tool.card.done.isEnabled()
    QTest.keyClick(canvas.view, Qt.Key.Key_S)
    assert tool.wanted == "upperLipBottom"
    QTest.keyClick(canvas.view, Qt.Key.Key_Backspace)
    assert tool.wanted == "chin"
    hand.click(*anchors()["chin"])
    x, y = anchors()["chin"]
    hand.drag((x, y), (x, y + 5), (x, y + 10))  # a placed point is dragged, none is added
    assert tool.placed["chin"] == pytest.approx((x, y + 10), abs=0.6)
    assert tool.wanted == "noseTip"
    tool.set_mesh(None, "Some anchors lie on one another.")
    with qtbot.assertNotEmitted(tool.done_requested):
        QTest.keyClick(canvas.view, Qt.Key.Key_Return)
    tool.set_mesh(mesh())
    with qtbot.waitSignal(tool.done_requested) as heard:
        QTest.keyClick(canvas.view, Qt.Key.Key_Return)
    assert set(heard.args[0]) == set(REQUIRED_ANCHORS)


def test_a_picture_of_another_size_is_lent_to_the_canvas(canvas: Canvas) -> None:
    tool = AnchorGuideTool(canvas)
    shown, reference = QImage(64, 48, QImage.Format.Format_ARGB32_Premultiplied), canvas.view.picture.reference
    shown.fill(0)
    tool.set_image(shown)
    tool.begin({})
    canvas.set_tool(tool)
    assert canvas.picture_size == (64, 48)
    canvas.set_tool(None)
    assert canvas.picture_size == (512, 512)
    assert canvas.view.picture.reference is reference


# --- cut-out


def test_a_stroke_is_shown_as_it_will_be_baked(canvas: Canvas, hand: Hand, qtbot: QtBot) -> None:
    tool = MatteBrushTool(canvas)
    tool.set_brush(Brush(MatteMode.REMOVE, 30, 0.5, 0.8))
    tool.set_pixels(pixels(), pixels())
    canvas.set_tool(tool)
    with qtbot.waitSignal(tool.stroke_drawn) as heard:
        hand.drag((200, 120), (215, 125), (230, 130))
    stroke = heard.args[0]
    assert isinstance(stroke, MatteStroke)
    assert len(stroke.points) >= 3
    assert tool.pixels is not None
    assert np.array_equal(tool.pixels, painted(pixels(), pixels(), [stroke]))
    assert tool.pixels[125, 215, 3] < 80
    before = tool.pixels.copy()
    with qtbot.assertNotEmitted(tool.stroke_drawn):
        hand.press(200, 160)
        hand.hover(230, 170)
        QTest.keyClick(canvas.view, Qt.Key.Key_Escape)
        hand.release(230, 170)
    assert np.array_equal(tool.pixels, before)


def test_the_brush_by_keys(canvas: Canvas, qtbot: QtBot) -> None:
    tool = MatteBrushTool(canvas)
    tool.set_brush(Brush(MatteMode.REMOVE, 30, 0.5, 1.0))
    tool.set_pixels(pixels(), pixels())
    canvas.set_tool(tool)
    QTest.keyClick(canvas.view, Qt.Key.Key_BracketRight)
    assert tool.brush.size_px > 30
    QTest.keyClick(canvas.view, Qt.Key.Key_BraceLeft, Qt.KeyboardModifier.ShiftModifier)
    assert tool.brush.softness == pytest.approx(0.4)
    QTest.keyClick(canvas.view, Qt.Key.Key_X)
    assert tool.brush.mode is MatteMode.KEEP
    assert isinstance(tool.card, MatteCard)
    assert tool.card.mode.value() == "keep"
    with qtbot.waitSignal(tool.brush_changed):
        QTest.keyClick(canvas.view, Qt.Key.Key_X)


# --- all of them


@pytest.mark.parametrize("kind", ["landmarks", "guide", "matte", "faces"])
def test_cards_fit_stay_in_place_and_go_away(canvas: Canvas, qtbot: QtBot, kind: str) -> None:
    tools = {"landmarks": LandmarkTool, "guide": AnchorGuideTool, "matte": MatteBrushTool, "faces": FacePicker}
    tool = tools[kind](canvas)
    if isinstance(tool, LandmarkTool):
        tool.set_anchors(anchors())
    if isinstance(tool, MatteBrushTool):
        tool.set_pixels(pixels(), pixels())
    elif isinstance(tool, FacePicker):
        tool.set_faces(FACES)
    else:
        tool.set_image(picture())
    canvas.set_tool(tool)
    shown = tool._card
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    assert clipped_texts(shown) == []
    place = shown.pos()
    canvas.view.center_on(QPointF(60, 400))
    assert shown.pos() == place
    assert canvas.view.rect().contains(shown.geometry())
    canvas.set_tool(None)
    assert not shown.isVisible()
    assert canvas.overlay_layer(tool.name).childItems() == []


def test_overlays_come_and_go(canvas: Canvas) -> None:
    overlays = CastOverlays(canvas)
    overlays.set_landmarks(mesh())
    overlays.set_mask(to_qimage(pixels()))
    overlays.set_crops({Crop.NONE: (0, 0, 512, 512), Crop.FACE: (150, 20, 150, 200)}, Crop.FACE)
    names = ("cast-landmarks", "cast-mask", "cast-crop")
    assert [len(canvas.overlay_layer(name).childItems()) for name in names] == [1, 1, 4]
    canvas.grab()
    overlays.set_landmarks(None)
    overlays.set_mask(None)
    overlays.set_crops({})
    assert [len(canvas.overlay_layer(name).childItems()) for name in names] == [0, 0, 0]


def test_a_small_face_is_looked_at_closely_and_left_again(canvas: Canvas) -> None:
    canvas.fit()
    fitted = canvas.zoom
    tool = LandmarkTool(canvas)
    tool.set_image(picture())
    tool.set_anchors(anchors())
    tool.set_mesh(mesh())
    canvas.set_tool(tool)
    assert canvas.zoom > 1.5 * fitted
    assert canvas.view.viewport().rect().contains(canvas.to_screen(QPointF(*anchors()["chin"])).toPoint())
    canvas.set_tool(None)
    assert canvas.zoom == pytest.approx(fitted)


def test_the_card_covers_nothing_of_a_picture_that_is_shown_whole(canvas: Canvas) -> None:
    canvas.fit()
    fitted = canvas.zoom
    tool = AnchorGuideTool(canvas)
    tool.set_image(picture())
    tool.begin({})
    canvas.set_tool(tool)
    assert tool.card is not None
    top_left, bottom_right = canvas.to_screen(QPointF(0, 0)), canvas.to_screen(QPointF(512, 512))
    assert top_left.y() >= tool.card.geometry().bottom()
    assert bottom_right.y() <= canvas.view.viewport().height()
    canvas.set_tool(None)
    assert canvas.zoom == pytest.approx(fitted)
