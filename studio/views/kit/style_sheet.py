"""The one style sheet, made from the tokens."""

from __future__ import annotations

from studio.views.kit import icons
from studio.views.kit.tokens import CONTROL_HEIGHT, LABEL_PX, RADIUS, RADIUS_SMALL, TITLE_PX, Theme

_GLYPHS = {
    "down": ("chevron-down", "text_dim"), "up": ("chevron-up", "text_dim"), "right": ("chevron-right", "text_dim"),
    "left": ("chevron-left", "text_dim"), "check": ("check", "on_accent"), "minus": ("minus", "on_accent"),
    "check-text": ("check", "text"), "dot": ("dot", "on_accent"), "close": ("close", "text_dim"),
    "float": ("float", "text_dim"),
}  # fmt: skip


def glyphs(theme: Theme) -> dict[str, str]:
    """The drawings that the style sheet names, tinted: file name → SVG."""
    return {key: icons.svg_text(name, theme.tone(tone)) for key, (name, tone) in _GLYPHS.items()}


def style_sheet(theme: Theme, scale: float, glyph_folder: str) -> str:
    """The style sheet of a theme at a scale.

    Args:
        theme: The colours.
        scale: Of the user interface.
        glyph_folder: Where the files of `glyphs` lie.
    """
    values = {field: getattr(theme, field) for field in Theme.__dataclass_fields__}
    for length in range(1, 65):
        values[f"px{length}"] = f"{max(1, round(length * scale))}px"
    values |= {
        "radius": f"{round(RADIUS * scale)}px",
        "small": f"{round(RADIUS_SMALL * scale)}px",
        "control": f"{round((CONTROL_HEIGHT - 8) * scale)}px",
        "label": f"{round(LABEL_PX * scale)}px",
        "title": f"{round(TITLE_PX * scale)}px",
        "glyphs": glyph_folder,
        # Solid, because Qt paints the ground of some selected rows twice.
        "accent_faint": theme.accent_faint,
        "hover": _with_alpha(theme.text, 0.07),
        "press": _with_alpha(theme.text, 0.13),
        "text_off": _with_alpha(theme.text_dim, 0.55),
        "knob_edge": theme.knob_edge,
        "bar": _with_alpha(theme.text, 0.18),
        "bar_hover": _with_alpha(theme.text, 0.36),
    }
    sheet = "".join((_BASE, _BUTTONS, _FIELDS, _VIEWS, _FRAME, _KIT))
    for key in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"${key}", str(values[key]))
    return sheet


def _with_alpha(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {round(alpha * 255)})"


_BASE = """
QWidget { color: $text; selection-background-color: $accent; selection-color: $on_accent; }
QWidget:disabled { color: $text_off; }
QMainWindow, QDialog { background: $surface1; }
QMainWindow::separator { background: $surface0; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $surface3; color: $text; border: 1px solid $line; padding: $px4 $px6; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: $title; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="dim"] { color: $text_dim; }
QLabel[role="label"] { color: $text_dim; font-size: $label; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="accent"] { color: $accent; }
QScrollArea, QScrollArea > QWidget > QWidget[plain="true"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: $px10; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $px10; margin: 0; }
QScrollBar::handle { background: $bar; border-radius: $px3; margin: $px2; }
QScrollBar::handle:vertical { min-height: $px24; }
QScrollBar::handle:horizontal { min-width: $px24; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $bar_hover; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page, QAbstractScrollArea::corner { background: transparent; }
QSplitter::handle { background: $surface0; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
"""

_BUTTONS = """
QPushButton { background: $surface2; border: 1px solid $line; border-radius: $small; padding: $px3 $px12;
  min-height: $control; }
QPushButton:hover { background: $surface3; border-color: $line_strong; }
QPushButton:pressed { background: $line; }
QPushButton:checked { background: $accent_faint; border-color: $accent_faint; }
QPushButton:focus { border-color: $accent; outline: none; }
QPushButton:disabled { background: transparent; color: $text_off; }
QPushButton:flat { background: transparent; border-color: transparent; }
QPushButton:flat:hover { background: $hover; }
QPushButton:flat:focus { border-color: $accent; }
QPushButton[primary="true"], QPushButton:default { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[primary="true"]:hover, QPushButton:default:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:focus, QPushButton:default:focus { border: 2px solid $text; padding: $px2 $px11; }
QPushButton[primary="true"]:disabled, QPushButton:default:disabled { background: $surface2; color: $text_off;
  border-color: $line; }
QPushButton[danger="true"] { color: $bad; }
QPushButton::menu-indicator { image: url($glyphs/down.svg); width: $px12; height: $px12;
  subcontrol-position: right center; subcontrol-origin: padding; right: $px6; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: $small; padding: $px3; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:open { background: $press; }
QToolButton:checked { background: $accent_faint; }
QToolButton[quiet="true"]:checked { background: transparent; }
QToolButton[quiet="true"]:checked:hover { background: $hover; }
QToolButton:focus { border-color: $accent; outline: none; }
QToolButton:disabled { color: $text_off; }
QToolButton[popupMode="1"] { padding-right: $px16; }
QToolButton::menu-button { border: none; width: $px14; }
QToolButton::menu-arrow { image: url($glyphs/down.svg); width: $px10; height: $px10; }
QToolButton::menu-indicator { image: none; }
QCheckBox, QRadioButton { spacing: $px8; padding: $px2; border: 1px solid transparent; border-radius: $small; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; outline: none; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator { width: $px14;
  height: $px14; border: 1px solid $line_strong; background: $surface2; border-radius: $px3; }
QRadioButton::indicator { border-radius: $px8; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $text_dim; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url($glyphs/check.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { background: $accent;
  border-color: $accent; image: url($glyphs/minus.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url($glyphs/dot.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: transparent; border-color: $line; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled { background: $line; }
"""

_FIELDS = """
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit, QKeySequenceEdit > QLineEdit {
  background: $surface2; border: 1px solid $line; border-radius: $small; padding: $px3 $px6; min-height: $control; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover, QPlainTextEdit:hover, QTextEdit:hover {
  border-color: $line_strong; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
  border-color: $accent; }
QTextEdit[plain="true"], QTextEdit[plain="true"]:hover, QTextEdit[plain="true"]:focus { border: none;
  background: $surface1; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
  background: transparent; color: $text_off; }
QLineEdit:read-only { background: transparent; }
QLineEdit[wrong="true"] { border-color: $bad; }
QLineEdit[wrong="true"]:focus { border: 2px solid $bad; padding: $px2 $px5; }
QAbstractSpinBox { padding-left: $px4; padding-right: $px18; }
QAbstractSpinBox > QLineEdit { background: transparent; border: none; padding: 0 $px4; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { background: transparent; border: none; width: $px18;
  subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url($glyphs/up.svg); width: $px10; height: $px10; }
QAbstractSpinBox::down-arrow { image: url($glyphs/down.svg); width: $px10; height: $px10; }
QComboBox { padding-right: $px22; selection-background-color: $accent_faint; selection-color: $text; }
QComboBox QLineEdit { selection-background-color: $accent; selection-color: $on_accent; }
QComboBox::drop-down { border: none; width: $px22; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url($glyphs/down.svg); width: $px12; height: $px12; }
QComboBox QAbstractItemView { background: $surface2; border: 1px solid $line; padding: $px4; outline: none;
  selection-background-color: $accent_faint; selection-color: $text; }
QComboBox QAbstractItemView:focus { border-color: $line; }
QComboBox QAbstractItemView::item { min-height: $px24; padding: 0 $px6; border-radius: $small; }
QProgressBar { background: $press; border: none; border-radius: $px3; max-height: $px6; min-height: $px6;
  text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: $px3; }
QSlider::groove:horizontal { height: $px4; background: $press; border-radius: $px2; }
QSlider::sub-page:horizontal { background: $accent; border-radius: $px2; }
QSlider::handle { background: $knob; border: 1px solid $knob_edge; }
QSlider::handle:horizontal { width: $px12; height: $px12; margin: -$px4 0; border-radius: $px6; }
QSlider::groove:vertical { width: $px4; background: $press; border-radius: $px2; }
QSlider::handle:vertical { width: $px12; height: $px12; margin: 0 -$px4; border-radius: $px6; }
QSlider::handle:focus { border: 2px solid $accent; }
"""

_VIEWS = """
QAbstractItemView { background: $surface1; border: 1px solid $line; border-radius: $small; outline: none;
  alternate-background-color: $surface2; selection-background-color: transparent; selection-color: $text; }
QAbstractItemView:focus { border-color: $accent; }
QAbstractItemView[plain="true"] { border: none; background: transparent; }
QAbstractItemView::item { padding: $px2 $px4; border: none; }
QListView::item, QTreeView::item { min-height: $px22; }
QListView::item { border-radius: $small; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $accent_faint; color: $text; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url($glyphs/right.svg); }
QTreeView::branch:has-children:open { image: url($glyphs/down.svg); }
QTableView { gridline-color: $line; }
QHeaderView { background: $surface1; border: none; }
QHeaderView::section { background: $surface1; color: $text_dim; border: none; border-bottom: 1px solid $line;
  padding: $px4 $px8; font-size: $label; }
QHeaderView::section:hover { color: $text; }
QHeaderView::section:checked { font-weight: 400; }
QTableCornerButton::section { background: $surface1; border: none; border-bottom: 1px solid $line; }
QMenu { background: $surface2; border: 1px solid $line; border-radius: $radius; padding: $px4; }
QMenu::item { padding: $px5 $px24 $px5 $px8; border-radius: $small; }
QMenu::item:selected { background: $accent_faint; color: $text; }
QMenu::item:disabled { color: $text_off; background: transparent; }
QMenu::icon { padding-left: $px6; }
QMenu::separator { height: 1px; background: $line; margin: $px4 $px8; }
QMenu::indicator { width: $px14; height: $px14; left: $px6; }
QMenu::indicator:checked { image: url($glyphs/check-text.svg); }
QMenu::right-arrow { image: url($glyphs/right.svg); width: $px12; height: $px12; right: $px4; }
QMenuBar { background: $surface1; border-bottom: 1px solid $line; }
QMenuBar::item { padding: $px4 $px8; background: transparent; border-radius: $small; }
QMenuBar::item:selected { background: $hover; }
"""

_FRAME = """
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: $text_dim; padding: $px6 $px12; border: none;
  border-bottom: 2px solid transparent; }
QTabBar#bottomBar::tab { min-height: $px18; }
QWidget#dockTitle { background: $surface1; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tab:disabled { color: $text_off; }
QTabBar::close-button { image: url($glyphs/close.svg); }
QDockWidget { titlebar-close-icon: url($glyphs/close.svg); titlebar-normal-icon: url($glyphs/float.svg);
  color: $text_dim; font-size: $label; }
QDockWidget::title { background: $surface1; padding: $px6 $px8; text-align: left; }
QDockWidget::close-button, QDockWidget::float-button { border: none; border-radius: $small; padding: 0; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: $hover; }
QStatusBar { background: $surface1; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QSizeGrip { image: none; width: $px12; height: $px12; }
QToolBar { icon-size: $px16; background: $surface1; border: none; spacing: $px4; padding: $px4; }
QToolBar::separator:horizontal { background: $line; width: 1px; margin: $px4; }
QToolBar::separator:vertical { background: $line; height: 1px; margin: $px4; }
QGroupBox { border: 1px solid $line; border-radius: $radius; margin-top: $px8; padding: $px12 $px8 $px8 $px8; }
QGroupBox::title { subcontrol-origin: margin; left: $px8; padding: 0 $px4; color: $text_dim; }
QFrame[frameShape="4"], QFrame[frameShape="5"] { color: $line; background: $line; border: none; max-height: 1px; }
QFrame[frameShape="5"] { max-height: 16777215px; max-width: 1px; }
"""

_KIT = """
QFrame[kit="card"] { background: $surface2; border: 1px solid $line; border-radius: $radius; }
QFrame[kit="panel"] { background: $surface1; border: none; }
QFrame[kit="segmented"] { background: $surface2; border: 1px solid $line; border-radius: $small; }
QFrame[kit="segmented"] QToolButton { border: 1px solid transparent; border-radius: $px3; padding: $px2 $px8;
  color: $text_dim; min-height: $control; }
QFrame[kit="segmented"] QToolButton:checked { background: $accent_faint; color: $text; }
QFrame[kit="segmented"] QToolButton:focus { border-color: $accent; }
QToolButton[kit="chip"] { background: $surface2; border: 1px solid $line; border-radius: $px10; padding: $px2 $px8; }
QToolButton[kit="chip"]:hover { border-color: $line_strong; }
QToolButton[kit="chip"]:focus { border-color: $accent; }
QToolButton[kit="section"] { text-align: left; font-weight: 600; border-radius: $small; padding: $px4;
  min-height: $control; }
QListView[kit="grid"] { border: none; background: transparent; }
QListView[kit="grid"]::item, QListView[kit="grid"]::item:hover, QListView[kit="grid"]::item:selected {
  background: transparent; border: none; padding: 0; }
QLineEdit[kit="number"] { padding: $px3 $px6; }
"""
