"""Puts one of the themes on the whole program: style, palette, style sheet, font.

The colours are set by hand on Fusion and not asked of the system, so that the window looks the same everywhere and
without a screen.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from studio.core.folders import resources_folder
from studio.views.kit.tokens import DARK, LIGHT, TEXT_PX, Theme

FONT_FAMILY = "Inter"
THEME_NAMES = ("dark", "light", "system")
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold


class Notifier(QObject):
    """Tells that the theme or the scale has changed; painters repaint."""

    changed = Signal()


class _State:
    """What is worn now."""

    def __init__(self) -> None:
        self.theme = DARK
        self.scale = 1.0
        self.asked = "dark"
        self.notifier: Notifier | None = None
        self.glyphs: Path | None = None
        self.is_listening = False


_state = _State()


def current() -> Theme:
    """The colours of now."""
    return _state.theme


def scale() -> float:
    """The scale of the user interface, 1 as drawn."""
    return _state.scale


def px(length: float) -> int:
    """A length of the design in pixels of now, at least 1."""
    return max(1, round(length * _state.scale))


def notifier() -> Notifier:
    """Tells about changes by its signal `changed`."""
    if _state.notifier is None:
        _state.notifier = Notifier()
    return _state.notifier


LEAST_SCALE, LARGEST_SCALE = 0.5, 4.0
"""Whatever a settings file says."""


def apply_theme(app: QApplication, name: str = "dark", scale: float = 1.0) -> None:
    """Dress the program.

    Args:
        app: The program.
        name: "dark", "light" or "system"; the last follows the system where it says what it likes, else it is dark.
        scale: Size of text and controls, 1 as drawn.
    """
    _state.asked = name
    _state.scale = min(max(scale, LEAST_SCALE), LARGEST_SCALE)
    _state.theme = _theme_of(name)
    _load_fonts()
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(text_font())
    app.setPalette(_palette(_state.theme))
    app.setStyleSheet(_style_sheet())
    if not _state.is_listening:
        _state.is_listening = True
        QGuiApplication.styleHints().colorSchemeChanged.connect(_follow_system)
    notifier().changed.emit()


def text_font(size_px: int = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's font at a size of the design."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(px(size_px))
    font.setWeight(weight)
    return font


def numeric_font(size_px: int = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's font with figures of one width, so that numbers do not dance while they change."""
    font = text_font(size_px, weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def settle(widget: QWidget) -> None:
    """Lay the rows of all lists, trees and tables in `widget` out again.

    Qt measures rows without the style sheet where something is selected or scrolled to before the first show; call
    this after filling such a view, or `ensurePolished()` on the view before filling it.
    """
    for view in widget.findChildren(QAbstractItemView):
        view.ensurePolished()
        view.scheduleDelayedItemsLayout()


def _theme_of(name: str) -> Theme:
    if name == "system":
        return LIGHT if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light else DARK
    return LIGHT if name == "light" else DARK


def _follow_system() -> None:
    app = QApplication.instance()
    if _state.asked == "system" and isinstance(app, QApplication) and _theme_of("system") is not _state.theme:
        apply_theme(app, "system", _state.scale)


def _load_fonts() -> None:
    if FONT_FAMILY in QFontDatabase.families():
        return
    for path in sorted((resources_folder() / "fonts").rglob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.surface1,
        role.WindowText: theme.text,
        role.Base: theme.surface2,
        role.AlternateBase: theme.surface1,
        role.Text: theme.text,
        role.PlaceholderText: theme.text_dim,
        role.Button: theme.surface2,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.surface3,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.surface3,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Shadow: theme.surface0,
    }
    palette = QPalette()
    for key, colour in colours.items():
        palette.setColor(key, QColor(colour))
    faint = QColor(theme.text_dim)
    faint.setAlphaF(0.55)
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, faint)
    return palette


def _style_sheet() -> str:
    from studio.views.kit.style_sheet import glyphs, style_sheet

    folder = _glyph_folder() / f"{_state.theme.name}"
    if not folder.is_dir():
        folder.mkdir(parents=True)
        for name, text in glyphs(_state.theme).items():
            (folder / f"{name}.svg").write_text(text, encoding="utf-8")
    return style_sheet(_state.theme, _state.scale, folder.as_posix())


def _glyph_folder() -> Path:
    """Where the few tinted drawings lie that style sheets can only take from files; gone when the program ends."""
    if _state.glyphs is None:
        _state.glyphs = Path(tempfile.mkdtemp(prefix="avatar-studio-"))
        weakref.finalize(_state, shutil.rmtree, _state.glyphs, ignore_errors=True)
    return _state.glyphs
