"""The models page by mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.model_rows import ModelActivity, ModelRow, ModelsFolder
from studio.views.models import ModelsDialog
from tests.views.clipping import clipped_texts

ROW = ModelRow(
    "net", "A network", "Tells faces apart.", "3.6 MB", "Research only", "Not for games that you sell.",
    "https://example.org", True, False, True, "https://example.org", ModelActivity.MISSING,
)  # fmt: skip


def _open(qtbot: QtBot, *rows: ModelRow) -> ModelsDialog:
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    dialog.set_rows(rows)
    dialog.set_folder(ModelsFolder("/models", False, "10 GB", "0 bytes"))
    dialog.show()
    QApplication.processEvents()
    return dialog


def test_terms_must_be_ticked_before_anything_is_accepted(qtbot: QtBot) -> None:
    dialog = _open(qtbot, ROW)
    card, asked, given = dialog.cards.by_id["net"], list[str](), list[str]()
    dialog.download_requested.connect(asked.append)
    dialog.consent_given.connect(given.append)
    qtbot.mouseClick(card.download, Qt.MouseButton.LeftButton)
    assert asked == ["net"]
    dialog.ask_consent(ROW)
    assert card.terms.isVisible()
    assert "not commercial" in card.terms.box.text()
    qtbot.mouseClick(card.terms.agree, Qt.MouseButton.LeftButton)
    assert not given
    qtbot.keyClick(card.terms.box, Qt.Key.Key_Space)
    qtbot.mouseClick(card.terms.agree, Qt.MouseButton.LeftButton)
    assert given == ["net"]
    assert not card.terms.isVisible()
    dialog.ask_consent(ROW)
    assert not card.terms.box.isChecked(), "asked anew, ticked anew"


def test_buttons_fit_the_state_and_the_mark_is_in_words(qtbot: QtBot) -> None:
    dialog = _open(qtbot, ROW)
    card = dialog.cards.by_id["net"]
    assert card.licence.text() == "Non-commercial"

    def shown() -> set[str]:
        buttons = (card.download, card.pause, card.cancel, card.verify, card.remove)
        return {button.text() for button in buttons if button.isVisible()}

    assert shown() == {"Download…"}
    dialog.update_row(replace(ROW, activity=ModelActivity.WORKING, fraction=0.4))
    assert shown() == {"Pause", "Cancel"}
    assert card.bar.value() == 400
    dialog.update_row(replace(ROW, activity=ModelActivity.PAUSED, fraction=0.4))
    assert shown() == {"Go on", "Discard"}
    dialog.update_row(replace(ROW, activity=ModelActivity.INSTALLED))
    assert shown() == {"Check", "Remove"}
    dialog.update_row(replace(ROW, activity=ModelActivity.MISSING, can_be_downloaded=False))
    assert shown() == set()


def test_dropped_files_are_brought_along(qtbot: QtBot, tmp_path: Path) -> None:
    dialog, brought = _open(qtbot, ROW), list[object]()
    dialog.files_brought.connect(brought.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "net.onnx"))])
    common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(20, 20), *common)
    dialog.dragEnterEvent(enter)
    assert enter.isAccepted()
    dialog.dropEvent(QDropEvent(QPointF(20, 20), *common))
    assert brought == [[tmp_path / "net.onnx"]]


def test_no_text_is_cut(qtbot: QtBot) -> None:
    rows = [replace(ROW, id=state.value, activity=state, message="something to say") for state in ModelActivity]
    dialog = _open(qtbot, *rows)
    dialog.ask_consent(rows[0])
    QApplication.processEvents()
    assert clipped_texts(dialog) == []
