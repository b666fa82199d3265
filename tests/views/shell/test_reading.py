"""The window to read in: other pages of the guide open inside it, pictures fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from studio.views.shell.reading import ReadingDialog

GUIDE = Path(__file__).resolve().parents[3] / "resources" / "docs" / "guide.md"


@pytest.fixture
def dialog(qtbot: QtBot) -> ReadingDialog:
    made = ReadingDialog()
    qtbot.addWidget(made)
    return made


def test_pages_are_turned(dialog: ReadingDialog, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "page.md").write_text("# Second\n\nIts words.\n", encoding="utf-8")
    dialog.show_text("Guide", "# First\n\n[on](more/page.md)\n", str(tmp_path))
    assert dialog.back_button.isHidden()
    dialog.text.anchorClicked.emit(QUrl("more/page.md"))
    assert "Its words" in dialog.text.toPlainText()
    assert dialog.text.searchPaths() == [str(tmp_path / "more")]
    dialog.back_button.click()
    assert dialog.text.toPlainText().startswith("First")
    assert dialog.back_button.isHidden()


def test_pictures_are_as_wide_as_the_text_at_most(dialog: ReadingDialog, tmp_path: Path) -> None:
    for name, width in (("wide", 3000), ("small", 40)):
        image = QImage(width, 20, QImage.Format.Format_RGB32)
        image.fill(0)
        assert image.save(str(tmp_path / f"{name}.png"))
    dialog.show_text("Guide", "![w](wide.png)\n", str(tmp_path))
    kind = QTextDocument.ResourceType.ImageResource.value
    wide, small = (dialog.text.loadResource(kind, QUrl(f"{name}.png")) for name in ("wide", "small"))
    assert isinstance(wide, QImage)
    assert isinstance(small, QImage)
    assert 100 < wide.deviceIndependentSize().width() <= dialog.text.viewport().width()
    assert small.width() == 40


def test_the_guide_names_what_is_there() -> None:
    import re

    for page in (GUIDE, GUIDE.parent / "guide" / "window.md"):
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
            assert "://" in link or (page.parent / link).is_file(), f"{page.name}: {link}"
