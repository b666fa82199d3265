"""The swap mode by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.swap_rows import SwapFace, SwapWish
from studio.views.swap.dialog import SwapDialog


def _image(colour: Qt.GlobalColor) -> QImage:
    image = QImage(300, 200, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(colour)
    return image


def _open(qtbot: QtBot) -> SwapDialog:
    dialog = SwapDialog()
    qtbot.addWidget(dialog)
    dialog.show_characters([("a", "Aria"), ("b", "Bram")], "b")
    dialog.show()
    QApplication.processEvents()
    return dialog


def test_the_form_is_what_is_asked_for(qtbot: QtBot) -> None:
    dialog, wishes = _open(qtbot), list[SwapWish]()
    dialog.draw_requested.connect(wishes.append)
    dialog.words.setText(" joy:0.7 ")
    qtbot.mouseClick(dialog.quality.button("draft"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.draw, Qt.MouseButton.LeftButton)
    assert wishes == [SwapWish("b", "joy:0.7", is_draft=True)]
    dialog.set_busy(True)
    assert not dialog.draw.isEnabled()
    dialog.set_busy(False)
    assert dialog.draw.isEnabled()


def test_faces_are_chosen_by_mouse_and_by_keys(qtbot: QtBot) -> None:
    dialog, chosen = _open(qtbot), list[int]()
    dialog.face_chosen.connect(chosen.append)
    dialog.show_scene(_image(Qt.GlobalColor.darkGray))
    faces = [SwapFace(20, 40, 60, 60), SwapFace(180, 40, 60, 60)]
    dialog.show_faces(faces)
    QApplication.processEvents()
    assert "Whose" in dialog.hint.text()
    place = dialog.preview.face_area(faces[1]).center().toPoint()
    qtbot.mouseClick(dialog.preview, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [1]
    qtbot.keyClick(dialog.preview, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.preview, Qt.Key.Key_Return)
    assert len(chosen) == 2
    dialog.show_scene(_image(Qt.GlobalColor.red))
    qtbot.mouseClick(dialog.preview, Qt.MouseButton.LeftButton, pos=place)
    assert len(chosen) == 2, "nothing is left to choose"


def test_the_right_is_asked_for_with_names_and_given_by_a_tick(qtbot: QtBot) -> None:
    dialog, given = _open(qtbot), list[bool]()
    dialog.right_confirmed.connect(lambda: given.append(True))
    assert not dialog.consent.isVisible()
    dialog.show_consent(["me.jpg"])
    assert dialog.consent.isVisible()
    assert "me.jpg" in dialog.consent_text.text()
    assert not given
    dialog.has_right.setFocus()
    qtbot.keyClick(dialog.has_right, Qt.Key.Key_Space)
    assert given == [True]
    dialog.show_consent(["other.jpg"])
    assert not dialog.has_right.isChecked(), "asked anew, ticked anew"
    dialog.show_consent(())
    assert not dialog.consent.isVisible()


def test_before_and_after_and_the_note(qtbot: QtBot) -> None:
    dialog = _open(qtbot)
    assert dialog.left.currentIndex() == 0
    dialog.show_scene(_image(Qt.GlobalColor.darkGray))
    assert not dialog.save.isEnabled()
    dialog.show_result(_image(Qt.GlobalColor.red), "engine: diffsfsr", ["soft"])
    assert dialog.save.isEnabled()
    assert "diffsfsr" in dialog.note.text()
    assert dialog.hint.text() == "soft"
    assert dialog.shown.value() == "after"
    dialog.show_scene(_image(Qt.GlobalColor.blue))
    assert not dialog.save.isEnabled(), "the result belonged to another picture"
    dialog.show_characters([], "")
    assert not dialog.draw.isEnabled()
