"""The plugins page by mouse and keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.plugin_rows import PluginRow
from studio.views.plugins import PluginsDialog
from tests.views.clipping import clipped_texts

ROW = PluginRow("swap", "Swap", "1.0", "Ada", "Swaps.", "", ("Action: Swap",), False, True, False, "/plugins/swap")


def _open(qtbot: QtBot, *rows: PluginRow) -> PluginsDialog:
    dialog = PluginsDialog()
    qtbot.addWidget(dialog)
    dialog.set_rows(rows, False, "/home/ada/plugins")
    dialog.show()
    QApplication.processEvents()
    return dialog


def test_trust_is_ticked_before_code_runs(qtbot: QtBot) -> None:
    dialog = _open(qtbot, ROW)
    card, asked, given = dialog.cards["swap"], list[str](), list[str]()
    dialog.enable_requested.connect(asked.append)
    dialog.consent_given.connect(given.append)
    qtbot.mouseClick(card.toggle, Qt.MouseButton.LeftButton)
    assert asked == ["swap"]
    assert not card.toggle.isChecked(), "on only when it is"
    dialog.ask_consent("swap")
    qtbot.mouseClick(card.consent.agree, Qt.MouseButton.LeftButton)
    assert not given
    qtbot.keyClick(card.consent.box, Qt.Key.Key_Space)
    qtbot.mouseClick(card.consent.agree, Qt.MouseButton.LeftButton)
    assert given == ["swap"]


def test_states_are_told_in_words(qtbot: QtBot) -> None:
    broken = replace(ROW, id="torn", problem="It is torn.", hint="Mend it.")
    dialog = _open(qtbot, ROW, replace(ROW, id="on", is_enabled=True), broken)
    assert [card.state.text() for card in dialog.cards.values()] == ["Off", "On", "Cannot be used"]
    assert not dialog.cards["torn"].toggle.isEnabled()
    assert "Mend it." in dialog.cards["torn"].problem.text()
    dialog.set_rows([ROW], True, "/x")
    assert set(dialog.cards) == {"swap"}
    assert dialog.safe.isVisible()


def test_no_text_is_cut(qtbot: QtBot) -> None:
    dialog = _open(qtbot, ROW, replace(ROW, id="torn", problem="It is torn.", hint="Mend it."))
    dialog.ask_consent("swap")
    QApplication.processEvents()
    assert clipped_texts(dialog) == []
