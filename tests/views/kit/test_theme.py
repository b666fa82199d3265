from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.core.folders import resources_folder
from studio.views.kit import theme
from studio.views.kit.checker import checker_brush
from tests.views.clipping import clipped_texts
from tests.views.kit import gallery


@pytest.mark.parametrize("name", ["dark", "light"])
def test_a_theme_sets_palette_and_sheet(qapp: QApplication, name: str) -> None:
    theme.apply_theme(qapp, name)
    tones = theme.current()
    assert tones.name == name
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == tones.surface1
    assert qapp.palette().color(QPalette.ColorRole.Accent).name() == tones.accent
    sheet = qapp.styleSheet()
    assert "$" not in sheet
    assert tones.accent in sheet


def test_every_glyph_of_the_sheet_is_a_file(qapp: QApplication) -> None:
    from pathlib import Path

    files = re.findall(r"url\(([^)]+)\)", qapp.styleSheet())
    assert len(files) > 5
    assert all(Path(file).is_file() for file in files)


def test_without_a_word_of_the_system_it_is_dark(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light")
    theme.apply_theme(qapp, "system")
    assert theme.current().name == "dark"


def test_widgets_are_painted_in_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    QVBoxLayout(panel).addWidget(QPushButton("Go"))
    panel.resize(120, 60)
    dark = panel.grab().toImage().pixelColor(2, 2).name()
    theme.apply_theme(qapp, "light")
    assert dark == theme.DARK.surface1
    assert panel.grab().toImage().pixelColor(2, 2).name() == theme.LIGHT.surface1


def test_the_change_is_told(qtbot: QtBot, qapp: QApplication) -> None:
    with qtbot.waitSignal(theme.notifier().changed):
        theme.apply_theme(qapp, "light")


def test_scale_grows_text_and_controls(qtbot: QtBot, qapp: QApplication) -> None:
    button = QPushButton("Export")
    qtbot.addWidget(button)
    before = button.sizeHint()
    theme.apply_theme(qapp, "dark", 1.5)
    button.ensurePolished()
    assert theme.px(8) == 12
    assert qapp.font().pixelSize() == 18
    assert button.sizeHint().height() >= before.height() * 1.4
    assert button.sizeHint().width() > before.width() * 1.3


def test_the_shipped_font_is_worn_with_even_figures(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Inter"
    even = QFontMetrics(theme.numeric_font())
    assert even.horizontalAdvance("1111") == even.horizontalAdvance("0000")
    usual = QFontMetrics(theme.text_font())
    assert usual.horizontalAdvance("1111") < usual.horizontalAdvance("0000")
    semibold = QFontMetrics(theme.text_font(weight=theme.SEMIBOLD))
    assert semibold.horizontalAdvance("Expression") > usual.horizontalAdvance("Expression")


def test_the_font_travels_with_its_licence() -> None:
    folder = resources_folder() / "fonts" / "Inter"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "LICENSE").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 1_500_000


def test_the_checker_has_two_tones(qtbot: QtBot) -> None:
    tile = checker_brush(4).textureImage()
    assert {tile.pixelColor(1, 1).name(), tile.pixelColor(5, 1).name()} == {
        theme.current().checker_light,
        theme.current().checker_dark,
    }


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_no_text_of_the_gallery_is_cut(qtbot: QtBot, qapp: QApplication, name: str, scale: float) -> None:
    theme.apply_theme(qapp, name, scale)
    window = gallery.build()
    qtbot.addWidget(window)
    for pile in window.findChildren(QWidget, "pile"):
        pile.setFixedWidth(round(330 * scale))
    window.resize(window.sizeHint())
    window.show()
    qapp.processEvents()
    assert clipped_texts(window) == []


@pytest.mark.parametrize("name", ["dark", "light"])
def test_focus_is_seen_on_every_control_of_the_gallery(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    theme.apply_theme(qapp, name)
    window = gallery.build()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    blind = [child for child in window.findChildren(QWidget) if _can_focus(child) and not _shows_focus(child)]
    assert [f"{type(child).__name__} {child.accessibleName()}" for child in blind] == []


def _can_focus(child: QWidget) -> bool:
    from PySide6.QtCore import Qt

    if child.focusProxy() is not None:
        return False
    return bool(child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _shows_focus(child: QWidget) -> bool:
    child.clearFocus()
    before = child.grab().toImage()
    child.setFocus()
    assert child.hasFocus()
    rings = [QColor(theme.current().accent), QColor(theme.current().bad)]
    after = child.grab().toImage()
    child.clearFocus()
    changed = [
        (x, y)
        for x in range(after.width())
        for y in range(after.height())
        if after.pixelColor(x, y) != before.pixelColor(x, y)
    ]
    near = sum(min(_distance(after.pixelColor(*at), ring) for ring in rings) < 90 for at in changed)
    return len(changed) >= 8 and (near >= 8 or isinstance(child, QPushButton | QFrame))


def _distance(one: QColor, other: QColor) -> int:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())
