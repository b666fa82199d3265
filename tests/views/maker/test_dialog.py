"""The editor of drawn characters: every gene is there, and what is touched is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from pytestqt.qtbot import QtBot

from studio.models.character_maker import STRIP_EXPRESSIONS, VARIANT_COUNT, MakerState
from studio.models.genome import GENES, PortraitGenome
from studio.views.maker.dialog import CharacterMakerDialog
from studio.views.maker.hue_bar import hue_colour


@pytest.fixture
def dialog(qtbot: QtBot) -> CharacterMakerDialog:
    made = CharacterMakerDialog()
    qtbot.addWidget(made)
    made.open_page("Ann", is_new=True)
    made.show_state(MakerState(PortraitGenome.random(4), 4), can_undo=False, can_redo=False)
    return made


def image(colour: str) -> QImage:
    made = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(QColor(colour))
    return made


def test_every_gene_can_be_reached_and_shows_its_value(dialog: CharacterMakerDialog) -> None:
    genome = PortraitGenome.random(4)
    rows = {name: row for section in dialog.genes.sections.values() for name, row in section.rows.items()}
    assert {*rows, "style"} == {gene.name for gene in GENES}
    for name, row in rows.items():
        value = getattr(genome, name)
        shown = row.choice.value() if row.choice is not None else row.slider and row.slider.value()
        assert shown == (value if isinstance(value, str) else pytest.approx(value)), name
        control = row.choice or row.slider
        assert control is not None
        assert control.accessibleName()
    assert dialog.style_choice.value() == genome.style
    assert not dialog.genes.undo.isEnabled()


def test_what_is_touched_is_told(dialog: CharacterMakerDialog, qtbot: QtBot) -> None:
    row = dialog.genes.sections["skin"].rows["skin_tone"]
    assert row.slider is not None
    row.slider.setFocus()
    with qtbot.waitSignal(dialog.gene_changed) as told:
        qtbot.keyClick(row.slider, Qt.Key.Key_Right)
    assert told.args is not None
    assert told.args[0] == "skin_tone"
    with qtbot.waitSignal(dialog.lock_requested) as locked:
        dialog.genes.sections["hair"].lock.click()
    assert locked.args == ["hair", True]
    with qtbot.waitSignal(dialog.mutate_requested):
        dialog.genes.mutate.click()
    dialog.genes.seed.setText("123")
    with qtbot.waitSignal(dialog.seed_entered) as seed:
        qtbot.keyClick(dialog.genes.seed, Qt.Key.Key_Return)
    assert seed.args == [123]
    with qtbot.waitSignal(dialog.use_requested) as used:
        dialog.use.click()
    assert used.args == ["Ann"]


def test_locks_are_shown(dialog: CharacterMakerDialog) -> None:
    state = (
        MakerState(PortraitGenome.random(4)).with_lock("nose", is_locked=True).with_lock("nose_width", is_locked=False)
    )
    dialog.show_state(state, can_undo=True, can_redo=True)
    section = dialog.genes.sections["nose"]
    assert not section.lock.isChecked()
    assert section.rows["nose_length"].lock.isChecked()
    dialog.show_state(state.with_lock("nose", is_locked=True), can_undo=True, can_redo=True)
    assert section.lock.isChecked()


def test_genes_are_found_by_their_words(dialog: CharacterMakerDialog) -> None:
    dialog.genes._filter("lens")
    assert dialog.genes.nothing.isVisibleTo(dialog)
    dialog.genes._filter("freckles")
    shown = [name for section in dialog.genes.sections.values() if not section.isHidden() for name in section.rows
             if not section.rows[name].isHidden()]  # fmt: skip
    assert shown == ["freckles"]
    dialog.genes._filter("")
    assert all(not section.isHidden() for section in dialog.genes.sections.values())


def test_strip_sheet_and_faces(dialog: CharacterMakerDialog, qtbot: QtBot) -> None:
    dialog.show_strip([image("red")] * len(STRIP_EXPRESSIONS), 0)
    with qtbot.waitSignal(dialog.expression_chosen) as worn:
        dialog.stage.portrait.strip[2].click()
    assert worn.args == [2]
    with qtbot.waitSignal(dialog.sheet_toggled) as sheet:
        dialog.mode.button("sheet").click()
    assert sheet.args == [True]
    dialog.show_variants([image("blue")] * VARIANT_COUNT)
    with qtbot.waitSignal(dialog.variant_chosen) as chosen:
        qtbot.keyClick(dialog.stage.sheet.buttons[5], Qt.Key.Key_Return)
    assert chosen.args == [5]
    dialog.show_faces([image("red"), image("blue")])
    assert dialog.stage.currentWidget() is dialog.stage.faces
    with qtbot.waitSignal(dialog.face_chosen) as face:
        dialog.stage.faces.buttons[1].click()
    assert face.args == [1]
    assert dialog.stage.currentWidget() is dialog.stage.portrait


def test_a_dropped_photo_and_problems(dialog: CharacterMakerDialog, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "me.jpg"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(dialog.photo_chosen) as photo:
        dialog.dropEvent(QDropEvent(QPoint(5, 5), copy, data, left, none))
    assert photo.args == [tmp_path / "me.jpg"]
    dialog.show_busy("Looking…")
    assert not dialog.use.isEnabled()
    dialog.show_busy("")
    dialog.show_problem("No face was found.", "Take another photo.")
    assert dialog.use.isEnabled()
    assert dialog.note.text() == "No face was found. Take another photo."


def test_closing_is_told_and_a_known_character_keeps_its_name(dialog: CharacterMakerDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.closed):
        dialog.cancel.click()
    dialog.open_page("Bo", is_new=False)
    assert not dialog.name.isEnabled()
    assert "Bo" in dialog.windowTitle()


def test_hues_go_round_and_are_colourful() -> None:
    assert hue_colour(0.0) == hue_colour(1.0)
    assert hue_colour(0.66).blue() > hue_colour(0.66).red()
    assert hue_colour(0.36).green() > hue_colour(0.36).red()
