"""The strip below the ruler, by mouse and keyboard; its menu; the inspector's parts."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from studio.models.clip import Clip, Marker, Tag, TagDirection
from studio.models.clip_sight import ClipSight
from studio.models.mark_refs import MarkEnd, MarkKind, MarkRef
from studio.models.onion import OnionOptions
from studio.models.sheet import AnimationEvent
from studio.models.timeline_loop import Seam
from studio.views.kit import theme
from studio.views.timeline.blend_popup import BlendPopup
from studio.views.timeline.clip_panel import ClipPanel
from studio.views.timeline.inspector import AnimateInspector
from studio.views.timeline.marks_menu import MarksMenu
from studio.views.timeline.marks_painter import tag_text
from studio.views.timeline.marks_strip import MarksStrip
from studio.views.timeline.onion_options import OnionOptionsPopup
from studio.views.timeline.pose_panel import PosePanel
from studio.views.timeline.ruler import runs_of
from studio.views.timeline.time_scale import NAMES_PX, TimeScale
from tests.views.clipping import clipped_texts

CLIP = Clip(
    "c", "Clip", (), 1000, fps=10.0, markers=(Marker(300, "look"),), events=(AnimationEvent(700, "step", "left"),),
    tags=(Tag("one", 0, 500), Tag("two", 500, 900, TagDirection.PING_PONG, 2)), loop_range=(200, 800),
)  # fmt: skip
ONE, TWO = MarkRef(MarkKind.TAG, 0), MarkRef(MarkKind.TAG, 1)
RANGE, MARKER, EVENT = MarkRef(MarkKind.RANGE), MarkRef(MarkKind.MARKER), MarkRef(MarkKind.EVENT)


@pytest.fixture
def strip(qtbot: QtBot) -> MarksStrip:
    made = MarksStrip()
    qtbot.addWidget(made)
    made.resize(1200, 60)
    made.set_scale(TimeScale(1000.0, theme.px(NAMES_PX) + 12.0, 1000.0, 0.0, 1000.0))
    made.show_marks(CLIP, None)
    made.show()
    return made


def _press(qtbot: QtBot, strip: MarksStrip, at: QPointF) -> None:
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=at.toPoint())


@pytest.mark.parametrize(
    ("ref", "place", "end"),
    [
        (ONE, "right", MarkEnd.END), (TWO, "left", MarkEnd.START), (TWO, "middle", MarkEnd.WHOLE),
        (RANGE, "left", MarkEnd.START), (MARKER, "middle", MarkEnd.WHOLE), (EVENT, "middle", MarkEnd.WHOLE),
    ],
)  # fmt: skip
def test_what_is_taken_hold_of(qtbot: QtBot, strip: MarksStrip, ref: MarkRef, place: str, end: MarkEnd) -> None:
    area, started, dragged = strip.place_of(ref), list[Any](), list[float]()
    strip.drag_started.connect(lambda *found: started.append(found))
    strip.dragged.connect(lambda ms, _is_free: dragged.append(ms))
    x = {"left": area.left() + 2, "right": area.right() - 2, "middle": area.center().x()}[place]
    at = QPointF(x, area.center().y())
    _press(qtbot, strip, at)
    qtbot.mouseMove(strip, (at + QPointF(50, 0)).toPoint())
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=(at + QPointF(50, 0)).toPoint())
    assert started == [(ref, end)]
    assert dragged[-1] == pytest.approx(50, abs=2)


def test_names_are_typed_where_they_stand(qtbot: QtBot, strip: MarksStrip) -> None:
    named, added = list[Any](), list[Any]()
    strip.rename_requested.connect(lambda *found: named.append(found))
    strip.add_requested.connect(lambda *found: added.append(found))
    qtbot.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=strip.place_of(TWO).center().toPoint())
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "wave")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert named == [(TWO, "wave")]
    empty = QPoint(round(strip.place_of(TWO).right() + 60), 5)
    qtbot.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=empty)
    assert added[0][0] is MarkKind.MARKER
    assert added[0][1] == pytest.approx(960, abs=3)


def test_the_keyboard_goes_through_all_of_them(qtbot: QtBot, strip: MarksStrip) -> None:
    picked, deleted, nudged = list[Any](), list[bool](), list[int]()
    strip.picked.connect(picked.append)
    strip.delete_requested.connect(lambda: deleted.append(True))
    strip.nudge_requested.connect(nudged.append)
    strip.show_marks(CLIP, ONE)
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert picked == [RANGE]
    qtbot.keyClick(strip, Qt.Key.Key_Delete)
    qtbot.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert (deleted, nudged) == ([True], [1])
    assert strip.text_of(TWO) == "Tag two, 0.50 to 0.90 s, to and fro, 2 times"
    assert strip.accessibleDescription().startswith("Tag one")


def _texts(menu: QMenu) -> dict[str, QAction]:
    found: dict[str, QAction] = {}
    for action in menu.actions():
        inner = action.menu()
        found |= _texts(inner) if isinstance(inner, QMenu) else {action.text(): action}
    return found


def test_the_menu_offers_what_fits(qtbot: QtBot, strip: MarksStrip) -> None:
    menu, changed, added = MarksMenu(strip, ["#112233"]), list[Any](), list[Any]()
    menu.set_clip(CLIP)
    menu.change_requested.connect(lambda *found: changed.append(found))
    menu.add_requested.connect(lambda *found: added.append(found))
    opened = menu.open(TWO, 600.0, QPoint())
    assert opened is not None
    actions = _texts(opened)
    assert actions["To and fro"].isChecked()
    assert actions["2 times"].isChecked()
    for text in ("Backward", "Over and over", "#112233", "Make it the loop range"):
        actions[text].trigger()
    assert changed == [
        (TWO, "direction", "reverse"), (TWO, "repeat", 0), (TWO, "colour", "#112233"), (TWO, "range", None)
    ]  # fmt: skip
    opened.close()
    opened = menu.open(None, 420.0, QPoint())
    assert opened is not None
    _texts(opened)["Add an event"].trigger()
    assert added == [(MarkKind.EVENT, 420.0)]
    opened.close()


def test_groups_and_arguments_are_typed(strip: MarksStrip, monkeypatch: pytest.MonkeyPatch) -> None:
    menu, changed, answers = MarksMenu(strip, []), list[Any](), [("mood ", True), ("right", True), ("left", False)]
    monkeypatch.setattr("studio.views.timeline.marks_menu.QInputDialog.getText", lambda *_, **__: answers.pop(0))
    menu.set_clip(CLIP)
    menu.change_requested.connect(lambda *found: changed.append(found))
    for ref, text in ((ONE, "Group…"), (EVENT, "Argument…"), (EVENT, "Argument…")):
        opened = menu.open(ref, 0.0, QPoint())
        assert opened is not None
        _texts(opened)[text].trigger()
        opened.close()
    assert changed == [(ONE, "group", "mood"), (EVENT, "argument", "right")]


def test_runs_of_frames() -> None:
    states = bytes([1, 1, 0, 2, 2, 1])
    assert list(runs_of(states, 0, 6, 100)) == [(0, 2, 1), (2, 3, 0), (3, 5, 2), (5, 6, 1)]
    assert list(runs_of(bytes([1] * 1000), 0, 1000, 10)) == [(0, 1000, 1)]
    assert list(runs_of(b"", 0, 5, 10)) == []


@pytest.mark.parametrize(("name", "scale"), [("dark", 1.0), ("light", 1.5)])
def test_no_text_is_cut_in_the_inspector(qtbot: QtBot, qapp: QApplication, name: str, scale: float) -> None:
    theme.apply_theme(qapp, name, scale)
    inspector, pose, clip = AnimateInspector(), PosePanel(), ClipPanel()
    qtbot.addWidget(inspector)
    inspector.add_part("pose", "Pose", pose)
    inspector.add_part("clip", "Clip", clip)
    assert inspector.part == "pose"
    inspector.resize(round(320 * scale), round(900 * scale))
    inspector.show()
    pose.show_pending(3)
    clip.show_clip(ClipSight(CLIP, 3, 10, 100, Seam("jawOpen", 0.4, {"jawOpen": 0.4}, 0.2), 0.12))
    inspector._pages.setCurrentIndex(1)
    for part in ("pose", "clip"):
        inspector.show_part(part)
        qapp.processEvents()
        assert clipped_texts(inspector) == []
    assert "40 %" in clip.seam_note.text()
    popup = OnionOptionsPopup()
    qtbot.addWidget(popup)
    popup.show_options(OnionOptions())
    popup.resize(round(300 * scale), popup.sizeHint().height())
    assert clipped_texts(popup) == []


def test_options_and_blends_are_told(qtbot: QtBot) -> None:
    options, told = OnionOptionsPopup(), list[OnionOptions]()
    qtbot.addWidget(options)
    options.show_options(OnionOptions())
    options.changed.connect(told.append)
    options.kind.button("keys").click()
    assert told[-1] == OnionOptions(is_by_keys=True)
    owner = PosePanel()
    qtbot.addWidget(owner)
    popup, moved, ended = BlendPopup(owner), list[float](), list[bool]()
    popup.moved.connect(moved.append)
    popup.ended.connect(ended.append)
    popup.open("Blend", False, 0.0, QPoint(200, 200))
    qtbot.keyClick(popup.slider, Qt.Key.Key_Right)
    assert moved[-1] > 0
    qtbot.keyClick(popup.slider, Qt.Key.Key_Escape)
    popup.open("Blend", False, 0.0, QPoint(200, 200))
    qtbot.keyClick(popup.slider, Qt.Key.Key_Return)
    assert ended == [False, True]


def test_a_tag_under_the_playhead_counts_its_frames_from_its_own_start() -> None:
    assert tag_text(CLIP, CLIP.tags[1], 720.0) == "two  3/4"
    assert tag_text(CLIP, CLIP.tags[0], 0.0) == "one  1/5"
    assert tag_text(CLIP, CLIP.tags[0], 500.0) == "one", "half-open"
