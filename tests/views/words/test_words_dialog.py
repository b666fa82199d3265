"""The page of all emotion words by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.expression_text import EXPRESSIONS_MIME
from studio.models.vocabulary import load_vocabulary
from studio.models.word_rows import ALL_WORDS, found_words, word_groups, word_rows
from studio.views.words.dialog import WordsDialog

CLUSTERS = load_vocabulary()
ROWS = word_rows(CLUSTERS)


def test_all_words_families_and_clusters_are_there() -> None:
    assert len(ROWS) == len({row.id for row in ROWS}) == 135
    groups = word_groups(CLUSTERS, "All words")
    families = [group for group in groups if group.family and not group.is_cluster]
    assert [(group.id, group.count) for group in families] == [
        ("love", 16), ("joy", 33), ("surprise", 3), ("anger", 29), ("sadness", 37), ("fear", 17),
    ]  # fmt: skip
    assert sum(group.is_cluster for group in groups) == 25
    assert groups[0].count == 135
    assert len({group.id for group in groups}) == 32


def test_search_finds_words_synonyms_and_near_spellings() -> None:
    assert found_words(ROWS, ALL_WORDS, "") == ROWS
    assert len(found_words(ROWS, "joy", "")) == 33
    assert {row.cluster for row in found_words(ROWS, "joy/pride", "")} == {"pride"}
    synonym = next((row, row.synonyms[0]) for row in ROWS if row.synonyms)
    assert synonym[0] in found_words(ROWS, ALL_WORDS, synonym[1].upper())
    assert [row.id for row in found_words(ROWS, ALL_WORDS, "mlnchly")][:1] == ["melancholy"]
    assert not found_words(ROWS, ALL_WORDS, "zzzz")


def _open(qtbot: QtBot) -> WordsDialog:
    dialog = WordsDialog()
    qtbot.addWidget(dialog)
    dialog.show_groups(word_groups(CLUSTERS, "All words"))
    dialog.show_travel([(row.id, row.name) for row in ROWS], "grief", "relief")
    dialog.set_character("Aria")
    dialog.show_words(ROWS, {}, {row.id: f"text of {row.id}" for row in ROWS})
    dialog.show()
    QApplication.processEvents()
    return dialog


def test_a_click_wears_a_hover_tries_and_a_drag_carries(qtbot: QtBot) -> None:
    dialog, worn = _open(qtbot), list[str]()
    dialog.applied.connect(worn.append)
    view = dialog.grid.view
    place = view.visualRect(view.model().index(3, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert worn == [ROWS[3].id]
    data = view.model().mimeData([view.model().index(3, 0)])
    assert bytes(data.data(EXPRESSIONS_MIME).data()).decode() == f"text of {ROWS[3].id}"
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert worn[-1] == ROWS[4].id


def test_only_words_in_view_are_asked_for_and_nothing_once_hidden(qtbot: QtBot) -> None:
    dialog, asked = _open(qtbot), list[list[str]]()
    dialog.visible_changed.connect(asked.append)
    qtbot.waitUntil(lambda: bool(asked))
    assert 0 < len(asked[-1]) < 135
    assert asked[-1][0] == ROWS[0].id
    dialog.hide()
    assert asked[-1] == []


def test_groups_travel_set_and_intensity_are_told(qtbot: QtBot) -> None:
    dialog = _open(qtbot)
    groups, travels, added, strengths = list[str](), list[tuple[str, str]](), list[str](), list[float]()
    dialog.group_chosen.connect(groups.append)
    dialog.travel_requested.connect(lambda start, end: travels.append((start, end)))
    dialog.add_to_set_requested.connect(added.append)
    dialog.intensity_changed.connect(strengths.append)
    dialog.groups.setFocus()
    qtbot.keyClick(dialog.groups, Qt.Key.Key_Down)
    assert groups == ["love"]
    qtbot.mouseClick(dialog.travel, Qt.MouseButton.LeftButton)
    assert travels == [("grief", "relief")]
    assert not dialog.add.isEnabled()
    dialog.set_worn("joy")
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert added == ["joy"]
    dialog.intensity.selectAll()
    qtbot.keyClicks(dialog.intensity, "50")
    qtbot.keyClick(dialog.intensity, Qt.Key.Key_Return)
    assert strengths[-1] == 0.5


def test_pictures_come_one_by_one_and_nobody_is_told_kindly(qtbot: QtBot) -> None:
    dialog = _open(qtbot)
    dialog.set_picture("joy", QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied))
    item = dialog.grid.item("joy")
    assert item is not None
    assert item.image is not None
    assert item.tone == "joy"
    dialog.set_character("")
    assert dialog.middle.currentWidget() is dialog.empty
    assert not dialog.travel.isEnabled()
