"""Finds texts that do not fit where they stand. For the tests of every page.

A widget whose text is cut with "…" on purpose says so by `setProperty("elides", True)`.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

_SLACK_PX = 1


def clipped_texts(widget: QWidget) -> list[str]:
    """The texts of visible labels, buttons, tabs, fields and boxes in `widget` that do not fit.

    The widget must be shown (offscreen will do). Each entry names the class and the text.
    """
    found = []
    for child in [widget, *widget.findChildren(QWidget)]:
        if child.isVisible() and not child.property("elides"):
            found += [f"{type(child).__name__}: {text}" for text in _cut(child, widget) if text.strip()]
    return found


def _cut(child: QWidget, top: QWidget) -> list[str]:
    if isinstance(child, QTabBar):
        return _cut_tabs(child)
    text = _text_of(child)
    if not text:
        return []
    is_cut = not _fits(child, text) or _is_cut_by_parents(child, top)
    return [text] if is_cut else []


def _text_of(child: QWidget) -> str:
    text = ""
    if isinstance(child, QAbstractButton):
        shows_text = getattr(child, "toolButtonStyle", lambda: None)() != Qt.ToolButtonStyle.ToolButtonIconOnly
        text = child.text() if shows_text else ""
    elif isinstance(child, QGroupBox):
        text = child.title()
    elif isinstance(child, QComboBox):
        text = child.currentText()
    elif isinstance(child, QLineEdit):
        text = "" if child.text() else child.placeholderText()
    elif isinstance(child, QLabel) or type(child).__module__.startswith("studio."):
        # The second kind paints itself and says what: badges, tags.
        said = getattr(child, "text", None)
        text = said() if callable(said) else ""
    return text if isinstance(text, str) else ""


def _fits(child: QWidget, text: str) -> bool:
    metrics = QFontMetrics(child.font())
    if isinstance(child, QLabel):
        return _label_fits(child)
    if isinstance(child, QCheckBox | QRadioButton):
        return child.width() + _SLACK_PX >= child.sizeHint().width()
    if isinstance(child, QAbstractButton):
        return child.width() + _SLACK_PX >= child.minimumSizeHint().width() and _tall_enough(child, metrics)
    if isinstance(child, QComboBox | QLineEdit | QGroupBox):
        return _room_for_text(child) + _SLACK_PX >= metrics.horizontalAdvance(text)
    return child.width() + _SLACK_PX >= child.sizeHint().width()


def _room_for_text(child: QComboBox | QLineEdit | QGroupBox) -> int:
    if isinstance(child, QComboBox):
        option = QStyleOptionComboBox()
        child.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        return child.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, child).width()
    if isinstance(child, QLineEdit):
        return child.contentsRect().width() - child.textMargins().left() - child.textMargins().right()
    return child.width()


def _label_fits(child: QLabel) -> bool:
    room = child.contentsRect()
    if child.wordWrap():
        return child.height() + _SLACK_PX >= child.heightForWidth(child.width())
    hint = child.sizeHint()
    margins = child.width() - room.width()
    return room.width() + margins + _SLACK_PX >= hint.width() and child.height() + _SLACK_PX >= hint.height()


def _tall_enough(child: QWidget, metrics: QFontMetrics) -> bool:
    return child.height() >= metrics.height()


def _is_cut_by_parents(child: QWidget, top: QWidget) -> bool:
    """Whether it sticks out of a parent; what scrolls may stick out along the way it scrolls."""
    area = QRect(QPoint(0, 0), child.size())
    parent, at = child.parentWidget(), child
    while parent is not None and at is not top:
        area.translate(at.pos())
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return False
        if not parent.rect().adjusted(-_SLACK_PX, -_SLACK_PX, _SLACK_PX, _SLACK_PX).contains(area):
            return True
        parent, at = parent.parentWidget(), parent
    return False


def _cut_tabs(bar: QTabBar) -> list[str]:
    shown = [index for index in range(bar.count()) if bar.isTabVisible(index)]
    metrics = QFontMetrics(bar.font())
    return [
        bar.tabText(index)
        for index in shown
        if metrics.horizontalAdvance(bar.tabText(index).replace("&", "")) > bar.tabRect(index).width()
        or bar.tabRect(index).right() > bar.width() + _SLACK_PX
    ]
