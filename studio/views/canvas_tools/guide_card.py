"""The guided mode's hint: which point comes next, shown on a drawn face."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.models.face import ANCHOR_NAMES
from studio.models.face_mesh import ANCHOR_LANDMARKS, canonical_points
from studio.views.canvas_tools.anchor_words import anchor_help, anchor_word
from studio.views.canvas_tools.cards import FloatingCard
from studio.views.canvas_tools.mesh_item import LINES, line_path
from studio.views.kit import theme
from studio.views.kit.tokens import RADIUS, SPACE_4, SPACE_8, SPACE_12, SPACE_16
from studio.views.kit.widgets import label, primary

DIAGRAM_PX = QSize(124, 140)
TEXT_PX = 300


class FaceDiagram(QWidget):
    """A face in lines, with the point that is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""
        self._placed: frozenset[str] = frozenset()
        self.setFixedSize(DIAGRAM_PX)
        self.setAccessibleName(self.tr("Where the point goes"))
        theme.notifier().changed.connect(self.update)

    def show_point(self, wanted: str, placed: Iterable[str]) -> None:
        """Mark the wanted point, and those that are done."""
        self._wanted, self._placed = wanted, frozenset(placed)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Lines, dots, and a ring around the wanted point."""
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.surface2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colors.text_dim), 1.25))
        for _, indices, is_closed, _ in LINES:
            painter.drawPath(line_path(self._places(), indices, is_closed))
        painter.setPen(Qt.PenStyle.NoPen)
        for name in ANCHOR_NAMES:
            if name in self._placed:
                painter.setBrush(QColor(colors.good))
                painter.drawEllipse(self._anchor(name), 2.5, 2.5)
        if self._wanted:
            at = self._anchor(self._wanted)
            painter.setBrush(QColor(colors.accent))
            painter.drawEllipse(at, 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawEllipse(at, 9, 9)

    def _anchor(self, name: str) -> QPointF:
        places = [self._place(index) for index in ANCHOR_LANDMARKS[name]]
        total = places[0]
        for place in places[1:]:
            total = total + place
        return total / len(places)

    def _place(self, index: int) -> QPointF:
        x, y = self._places()[index]
        return QPointF(float(x), float(y))

    def _places(self) -> NDArray[np.float64]:
        """(478, 2) the canonical face in pixels of this widget."""
        points = canonical_points()[:, :2]
        low, high = points.min(0), points.max(0)
        factor = (self.height() - 24) / float(high[1] - low[1])
        middle = np.array([(low[0] + high[0]) / 2, low[1]])
        result: NDArray[np.float64] = (points - middle) * factor + (self.width() / 2, 12)
        return result


class GuideCard(FloatingCard):
    """Says what to click next, with a picture of it, and lets the user go back, skip, end or stop."""

    back_requested = Signal()
    skip_requested = Signal()
    done_requested = Signal()
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.diagram = FaceDiagram()
        self.count_label = label("", "label")
        self.name_label = label("", "title")
        self.help_label = label("", "dim")
        self.help_label.setWordWrap(True)
        self.problem_label = label("", "body", "warn")
        self.problem_label.setWordWrap(True)
        for text in (self.help_label, self.problem_label):
            text.setFixedWidth(TEXT_PX)
        self.back = QPushButton(self.tr("Back"))
        self.back.setToolTip(self.tr("Take the last point away (Backspace)"))
        self.skip = QPushButton(self.tr("Skip"))
        self.skip.setToolTip(self.tr("Leave this point to be worked out (S)"))
        self.stop = QPushButton(self.tr("Cancel"))
        self.done = primary(QPushButton(self.tr("Done")))
        self.back.clicked.connect(self.back_requested)
        self.skip.clicked.connect(self.skip_requested)
        self.done.clicked.connect(self.done_requested)
        self.stop.clicked.connect(self.stop_requested)
        self._lay_out()

    def show_step(self, wanted: str, placed: Iterable[str], number: tuple[int, int], is_needed: bool) -> None:
        """Ask for a point.

        Args:
            wanted: The anchor; empty when all are placed.
            placed: Those that are done.
            number: (which one this is, of how many needed ones).
            is_needed: Whether a face can be made without it.
        """
        done = frozenset(placed)
        self.diagram.show_point(wanted, done)
        if not wanted:
            self.count_label.setText(self.tr("All points are placed"))
            self.name_label.setText(self.tr("Drag points to correct them"))
            self.help_label.setText(self.tr("Then press Done."))
        else:
            needed = self.tr("Point {number} of {count}").format(number=number[0], count=number[1])
            self.count_label.setText(needed if is_needed else self.tr("Good to have; press Done at any time"))
            self.name_label.setText(self.tr("Click: {point}").format(point=anchor_word(wanted)))
            self.help_label.setText(anchor_help(wanted))
        self.skip.setVisible(bool(wanted) and not is_needed)
        self.back.setEnabled(bool(done))
        self.refit()

    def show_problem(self, text: str) -> None:
        """Say why no face can be made of the points; empty if it can."""
        self.problem_label.setText(text)
        self.problem_label.setVisible(bool(text))
        self.refit()

    def set_can_end(self, can_end: bool) -> None:
        """Whether a face can be made of what is placed."""
        self.done.setEnabled(can_end)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        words.addWidget(self.count_label)
        words.addWidget(self.name_label)
        words.addWidget(self.help_label)
        words.addWidget(self.problem_label)
        words.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        for button in (self.back, self.skip):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.stop)
        buttons.addWidget(self.done)
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_4, SPACE_4, SPACE_8, SPACE_4)
        row.setSpacing(SPACE_16)
        row.addWidget(self.diagram)
        row.addLayout(words)
        row.addSpacing(SPACE_12 - SPACE_8)
        self.problem_label.hide()
        for line in (self.count_label, self.name_label):
            line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
