# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""What the parts of the export page's inspector are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from studio.models.export_edits import DEFAULT_EXPORT, ExportContext, ExportProblem
from studio.models.project import ExportSettings
from studio.views.kit import theme
from studio.views.kit.icons import pixmap
from studio.views.kit.tokens import SPACE_4, SPACE_8
from studio.views.kit.widgets import ComboBox, label

LABEL_WIDTH = 96
_SHORTEST = 6
"""Letters that a box for choosing shows at least."""


class ProblemLine(QWidget):
    """An error beside its cause; takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._text = QLabel(), label("", "body", "bad")
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_4, 0, SPACE_4)
        row.setSpacing(SPACE_8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def text(self) -> str:
        """What is said; empty for nothing."""
        return self._text.text()

    def show_problems(self, problems: Sequence[ExportProblem]) -> None:
        """Say what is wrong; none hides it."""
        self._text.setText("\n".join(f"{problem.text} {problem.hint}".strip() for problem in problems))
        self.setVisible(bool(problems))

    def _dress(self) -> None:
        self._sign.setPixmap(pixmap("warning", theme.px(14), "bad", self.devicePixelRatioF()))


class SettingsPart(QWidget):
    """A part of the inspector: shows the settings and asks for changed ones."""

    settings_requested = Signal(object, str, str)
    """(settings, what changed, merge key)"""
    gesture_ended = Signal()
    places: tuple[str, ...] = ()
    """Which errors are shown here, see `studio.models.export_edits.place_of`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings: ExportSettings = DEFAULT_EXPORT
        self.context = ExportContext()
        self.problem = ProblemLine()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_8)

    def show_settings(self, settings: ExportSettings, context: ExportContext) -> None:
        """Show them, without asking for anything."""
        self.settings, self.context = settings, context

    def show_problems(self, problems: Sequence[ExportProblem]) -> bool:
        """Show those that belong here.

        Returns:
            Whether there are any.
        """
        own = [problem for problem in problems if problem.place in self.places]
        self.problem.show_problems(own)
        return bool(own)

    def ask(self, text: str, key: str = "", **changes: Any) -> None:
        """Ask for settings with some fields changed."""
        self.settings_requested.emit(replace(self.settings, **changes), text, key)

    def ask_sheet(self, text: str, key: str = "", **changes: Any) -> None:
        """Ask for changed sheet options."""
        self.ask(text, key, sheet=replace(self.settings.sheet, **changes))

    def ask_frame(self, text: str, key: str = "", **changes: Any) -> None:
        """Ask for changed frame options."""
        self.ask(text, key, frame=replace(self.settings.frame, **changes))


class Rows(QGridLayout):
    """Names on the left, what is chosen on the right, what it means below."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(SPACE_8)
        self.setVerticalSpacing(SPACE_8)
        self.setColumnMinimumWidth(0, theme.px(LABEL_WIDTH))
        self.setColumnStretch(1, 1)

    def add(self, title: str, widget: QWidget, tip: str = "", note: str = "") -> None:
        """One more row."""
        row, name = self.rowCount(), label(title, "dim")
        name.setBuddy(widget)
        for one in (name, widget):
            one.setToolTip(tip)
        if isinstance(widget, ComboBox):  # long entries must not make the inspector wider
            widget.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            widget.setMinimumContentsLength(_SHORTEST)
        if not widget.accessibleName():
            widget.setAccessibleName(title)
        self.addWidget(name, row, 0)
        self.addWidget(widget, row, 1)
        if note:
            self.add_wide(note_label(note))

    def add_wide(self, widget: QWidget) -> None:
        """Something over the whole width."""
        self.addWidget(widget, self.rowCount(), 0, 1, 2)


def note_label(text: str) -> QLabel:
    """An explanation in small dim type that wraps."""
    made = label(text, "label")
    made.setWordWrap(True)
    return made


class TextField(QLineEdit):
    """A line of text; `committed` comes with Enter or when the focus leaves, if it was changed."""

    committed = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self._shown = ""
        self.returnPressed.connect(self._commit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, text: str) -> None:
        """Show a text without telling anybody; what is being typed is left alone."""
        if text != self._shown or not self.hasFocus():
            self._shown = text
            self.setText(text)
            self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._commit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(72), super().minimumSizeHint().height())

    def _commit(self) -> None:
        text = self.text().strip()
        if text != self._shown:
            self._shown = text
            self.committed.emit(text)
