# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""What the keys of a clip point to: editing an expression changes all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from studio.models.export_edits import Choice
from studio.models.link_rows import MOUTH_SHAPES, LinkRow
from studio.views.express.layer_line import ElidedLabel
from studio.views.kit import theme
from studio.views.kit.icons import icon, pixmap
from studio.views.kit.tokens import RADIUS_SMALL, SPACE_4, SPACE_8
from studio.views.kit.widgets import Badge, Card, IconButton, label, primary
from studio.views.timeline.acting_parts import Notice, PartPage, expression_box, fill_expressions

_ROW_PX = 40


class LinkLine(QWidget):
    """One expression and how many keys point to it."""

    selected = Signal()
    unique_wanted = Signal()
    edit_wanted = Signal()
    update_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = LinkRow("", "", "", frozenset())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(theme.px(_ROW_PX))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda _: self._open_menu())
        self._sign, self._name, self._note = QLabel(), ElidedLabel("body"), ElidedLabel("label")
        self.badge = Badge("")
        self.edit = IconButton("rename", self.tr("Edit this expression on the face"))
        self.unique = IconButton("unlink", self.tr("Make unique: give these keys a face of their own (U)"))
        self.more = IconButton("more", self.tr("More"))
        self.edit.clicked.connect(self.edit_wanted)
        self.unique.clicked.connect(self.unique_wanted)
        self.more.clicked.connect(self._open_menu)
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        texts.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_8, 0, 0, 0)
        line.setSpacing(SPACE_4)
        line.addWidget(self._sign)
        line.addSpacing(SPACE_4)
        line.addLayout(texts, 1)
        for widget in (self.badge, self.edit, self.unique, self.more):
            line.addWidget(widget)
        theme.notifier().changed.connect(self._dress)

    def show_row(self, row: LinkRow) -> None:
        """Show another state."""
        self.row = row
        count = len(row.keys)
        keys = self.tr("1 key") if count == 1 else self.tr("{count} keys").format(count=QLocale().toString(count))
        text = f"{keys} · {row.text}" if row.text.casefold() != row.title.casefold() else keys
        title = self.tr("Mouth shapes of the talk") if row.text == MOUTH_SHAPES else row.title
        self._name.show_text(title)
        self._note.show_text(text)
        if row.is_missing:
            self.badge.set(self.tr("missing"), "bad", "error")
        elif row.is_changed:
            self.badge.set(self.tr("changed"), "warn", "stale")
        self.badge.setVisible(row.is_missing or row.is_changed)
        self.edit.setEnabled(bool(row.expression))
        self.unique.setEnabled(not row.is_missing)
        self.setAccessibleName(" ".join(one for one in (title, keys, self.badge.text()) if one))
        self._dress()

    def _dress(self) -> None:
        name = "unlink" if self.row.is_missing else "link"
        tone = "bad" if self.row.is_missing else "accent" if self.row.is_selected else "text"
        self._sign.setPixmap(pixmap(name, theme.px(16), tone, self.devicePixelRatioF()))
        self.update()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("pointer"), self.tr("Select its keys"), self.selected.emit)
        edit = menu.addAction(icon("rename"), self.tr("Edit on the face"), self.edit_wanted.emit)
        update = menu.addAction(
            icon("preset-add"), self.tr("Let it be what the character wears"), self.update_wanted.emit
        )  # fmt: skip
        for action in (edit, update):
            action.setEnabled(bool(self.row.expression))
        unique = menu.addAction(icon("unlink"), self.tr("Make unique\tU"), self.unique_wanted.emit)
        unique.setEnabled(not self.row.is_missing)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selected.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._wish(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self._wish(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_U:
            self.unique_wanted.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            self.selected.emit()

    def _wish(self, event: QKeyEvent) -> bool:
        keys = (Qt.Key.Key_U, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        return event.key() in keys and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(tones.accent if self.row.is_selected else tones.text)
        ground.setAlphaF(0.16 if self.row.is_selected else 0.05 if self.underMouse() else 0.0)
        painter.setPen(QColor(tones.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        area = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawRoundedRect(area, theme.px(RADIUS_SMALL), theme.px(RADIUS_SMALL))


class LinksPanel(PartPage):
    """The links of the clip; selected keys are linked to another expression here."""

    row_selected = Signal(str)
    link_requested = Signal(str)
    """Id of an expression for the selected keys."""
    key_requested = Signal(str)
    """Id of an expression for a new key at the playhead."""
    unique_requested = Signal(str)
    """(text of the link, or "" for the selected keys)"""
    edit_requested = Signal(str)
    update_requested = Signal(str)
    seen_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, LinkLine] = {}
        self.changes = Notice()
        self.seen = QPushButton(self.tr("Seen"))
        self.seen.setToolTip(self.tr("Take the marks of changed expressions away"))
        self.seen.clicked.connect(self.seen_requested)
        row = QHBoxLayout()
        row.addWidget(self.changes, 1)
        row.addWidget(self.seen)
        self.column.addLayout(row)
        self.nothing = label("", "dim")
        self.nothing.setWordWrap(True)
        self.column.addWidget(self.nothing)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self.column.addLayout(self._list)
        self._make_chosen()
        self.column.addStretch(1)
        self.show_rows((), 0, 0)

    def _make_chosen(self) -> None:
        self.card = Card()
        self.heading = label("", "heading")
        self.box = expression_box(self.tr("Expression for the selected keys"))
        self.link = QPushButton(icon("link"), self.tr("Link"))
        self.link.setToolTip(self.tr("The selected keys show this expression from now on, whatever becomes of it"))
        self.key = primary(QPushButton(icon("key-add", "on-accent"), self.tr("Key")))
        self.key.setToolTip(self.tr("A key at the playhead that shows this expression, whatever becomes of it"))
        self.unique = QPushButton(icon("unlink"), self.tr("Make unique"))
        self.unique.setToolTip(self.tr("The selected keys keep what they show, and follow nothing (U)"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addWidget(self.box, 1)
        row.addWidget(self.link)
        row.addWidget(self.key)
        self.card.body.addWidget(self.heading)
        self.card.body.addLayout(row)
        self.card.body.addWidget(self.unique)
        self.column.addSpacing(SPACE_4)
        self.column.addWidget(self.card)
        self.key.clicked.connect(lambda: self.key_requested.emit(self.box.value()))
        self.link.clicked.connect(lambda: self.link_requested.emit(self.box.value()))
        self.unique.clicked.connect(lambda: self.unique_requested.emit(""))

    def show_expressions(self, choices: Sequence[Choice]) -> None:
        """What keys can be linked to."""
        fill_expressions(self.box, choices)

    def show_rows(self, rows: Sequence[LinkRow], selected_count: int, linked_count: int) -> None:
        """Show the links.

        Args:
            rows: In order.
            selected_count: How many keys are selected.
            linked_count: How many of those are linked.
        """
        texts = [row.text for row in rows]
        if texts != list(self.lines):
            self._remake(texts)
        for row in rows:
            self.lines[row.text].show_row(row)
        self.nothing.setVisible(not rows)
        self.nothing.setText(
            self.tr("No key points to an expression. Key one, or link selected keys: they follow it when it is edited.")
        )
        changed = sum(len(row.keys) for row in rows if row.is_changed)
        self.changes.say(self._change_text(changed), "warn", "stale")
        self.seen.setVisible(bool(changed))
        self.link.setVisible(bool(selected_count))
        self.key.setVisible(not selected_count)
        counted = QLocale().toString(selected_count)
        text = self.tr("1 selected key") if selected_count == 1 else self.tr("{count} selected keys")
        self.heading.setText(text.format(count=counted) if selected_count else self.tr("At the playhead"))
        self.unique.setVisible(bool(linked_count))

    def _change_text(self, count: int) -> str:
        if not count:
            return ""
        if count == 1:
            return self.tr("1 key shows another face since an expression was edited.")
        return self.tr("{count} keys show another face since expressions were edited.").format(
            count=QLocale().toString(count)
        )

    def _remake(self, texts: Sequence[str]) -> None:
        for line in self.lines.values():
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = {}
        for text in texts:
            line = LinkLine()
            line.selected.connect(partial(self.row_selected.emit, text))
            line.unique_wanted.connect(partial(self.unique_requested.emit, text))
            line.edit_wanted.connect(partial(self.edit_requested.emit, text))
            line.update_wanted.connect(partial(self.update_requested.emit, text))
            self._list.addWidget(line)
            self.lines[text] = line

    def focus_choice(self) -> None:
        """Put the keyboard where the expression is chosen."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
