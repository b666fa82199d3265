"""Pieces that hold others: folding sections, cards, flowing rows, empty states; labels, badges, icon buttons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.views.kit import motion, theme
from studio.views.kit.icons import icon, paint_icon, pixmap
from studio.views.kit.tokens import LABEL_PX, SPACE_4, SPACE_8, SPACE_12, SPACE_24

_UNBOUND = 16777215


def label(text: str, role: str = "body", tone: str = "") -> QLabel:
    """A text in one of the roles "title", "heading", "body", "dim", "label", optionally in a tone."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if tone:
        made.setProperty("tone", tone)
    return made


def primary(button: QPushButton) -> QPushButton:
    """Make a button the one main action of its place."""
    button.setProperty("primary", True)
    return button


class IconButton(QToolButton):
    """A small button with an icon; its tip is its name too."""

    def __init__(self, icon_name: str, tip: str, action: QAction | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dress()
        theme.notifier().changed.connect(self._dress)
        if action is not None:
            self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        if icon_name:
            self.setIcon(icon(icon_name))
        if tip:
            self.setToolTip(tip)
            self.setAccessibleName(tip)

    def _dress(self) -> None:
        self.setIconSize(QSize(theme.px(16), theme.px(16)))


class Badge(QWidget):
    """A short text on a faint ground of its tone, with a shape so that it does not speak by colour alone."""

    def __init__(self, text: str, tone: str = "dim", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._tone = tone
        self._icon = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.notifier().changed.connect(self.update)

    def text(self) -> str:
        """What it says."""
        return self._text

    def set(self, text: str, tone: str = "dim", icon_name: str = "") -> None:
        """Say something else."""
        self._text, self._tone, self._icon = text, tone, icon_name
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        metrics = QFontMetrics(theme.numeric_font(LABEL_PX))
        icon_room = theme.px(12 + 4) if self._icon else 0
        return QSize(metrics.horizontalAdvance(self._text) + icon_room + theme.px(12), theme.px(18))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it with the colours of now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.current().tone(self._tone))
        ground = QColor(colour)
        ground.setAlphaF(0.16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        left = theme.px(6)
        if self._icon:
            side = theme.px(12)
            paint_icon(painter, QRectF(left, (self.height() - side) / 2, side, side), self._icon, self._tone)
            left += side + theme.px(4)
        painter.setPen(QColor(theme.current().inked(self._tone)))
        painter.setFont(theme.numeric_font(LABEL_PX))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)


class Card(QFrame):
    """A raised surface; put things into `body`, a column."""

    def __init__(self, parent: QWidget | None = None, margin: int = SPACE_12) -> None:
        super().__init__(parent)
        self.setProperty("kit", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(SPACE_8)


class _SectionHeader(QAbstractButton):
    """The line that opens and closes a section."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        width = QFontMetrics(theme.text_font(weight=theme.SEMIBOLD)).horizontalAdvance(self.text())
        return QSize(width + theme.px(16 + 3 * SPACE_4), theme.px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Answer its own keys."""
        wanted = {
            Qt.Key.Key_Left: False, Qt.Key.Key_Right: True,
            Qt.Key.Key_Return: not self.isChecked(), Qt.Key.Key_Enter: not self.isChecked(),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if wanted is None:
            super().keyPressEvent(event)
        elif wanted != self.isChecked():
            self.click()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it with the colours of now."""
        tones = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        if self.underMouse() and self.isEnabled():
            wash = QColor(tones.text)
            wash.setAlphaF(0.05)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wash)
            painter.drawRoundedRect(ring, theme.px(4), theme.px(4))
        if self.hasFocus():
            painter.setPen(QColor(tones.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ring, theme.px(4), theme.px(4))
        side = theme.px(14)
        chevron = "chevron-down" if self.isChecked() else "chevron-right"
        paint_icon(painter, QRectF(theme.px(1), (self.height() - side) / 2, side, side), chevron, "dim")
        painter.setFont(theme.text_font(weight=theme.SEMIBOLD))
        painter.setPen(QColor(tones.text if self.isEnabled() else tones.text_dim))
        area = self.rect().adjusted(side + theme.px(6), 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class Section(QWidget):
    """A titled part that folds: click, Space or Enter turn it, Left closes, Right opens."""

    toggled = Signal(bool)

    def __init__(self, title: str, body: QWidget, is_open: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = body
        self._header = _SectionHeader(title, self)
        self._header.setChecked(is_open)
        self._header.setAccessibleName(title)
        self._corner = QHBoxLayout()
        self._corner.setSpacing(SPACE_4)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(SPACE_4)
        top.addWidget(self._header, 1)
        top.addLayout(self._corner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addLayout(top)
        column.addWidget(body)
        if not is_open:
            body.hide()
        self._claim_room(is_open)
        self._header.toggled.connect(self._turn)

    def is_open(self) -> bool:
        """Whether its body is shown."""
        return self._header.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or close it; `toggled` tells."""
        self._header.setChecked(is_open)

    def set_title(self, title: str) -> None:
        """Another title."""
        self._header.setText(title)
        self._header.setAccessibleName(title)
        self._header.updateGeometry()

    def add_corner(self, widget: QWidget) -> None:
        """Put a small widget at the right end of the title's line."""
        self._corner.addWidget(widget)

    @property
    def header(self) -> QAbstractButton:
        """The line that is clicked."""
        return self._header

    @property
    def body(self) -> QWidget:
        """What folds."""
        return self._body

    def _claim_room(self, is_open: bool) -> None:
        """Closed it is no taller than its line; open it takes more than it needs only if its body can use it."""
        vertical = QSizePolicy.Policy.Preferred if _can_grow(self._body) else QSizePolicy.Policy.Maximum
        vertical = vertical if is_open else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)

    def _turn(self, is_open: bool) -> None:
        full = max(self._body.sizeHint().height(), self._body.minimumHeight(), 0)
        self._body.setVisible(True)
        start, end = (0, full) if is_open else (self._body.height(), 0)

        self._claim_room(is_open)

        def step(height: float) -> None:
            self._body.setMaximumHeight(int(height))
            if height == end:
                self._body.setVisible(is_open)
                self._body.setMaximumHeight(_UNBOUND)

        motion.glide(self, start, end, step)
        self.toggled.emit(is_open)


def _can_grow(widget: QWidget) -> bool:
    """Whether it has a use for height, or its height follows its width; Qt would dress all that is in it to tell."""
    policy, layout = widget.sizePolicy(), widget.layout()
    if policy.hasHeightForWidth() or (layout is None and policy.expandingDirections() & Qt.Orientation.Vertical):
        return True
    return layout is not None and _has_growing(layout)


def _has_growing(layout: QLayout) -> bool:
    if isinstance(layout, FlowLayout):
        return True
    for item in (layout.itemAt(place) for place in range(layout.count())):
        widget, inner = (None, None) if item is None else (item.widget(), item.layout())
        if widget is not None and not widget.isHidden() and _can_grow(widget):
            return True
        if inner is not None and _has_growing(inner):
            return True
        spacer = None if item is None else item.spacerItem()
        if spacer is not None and spacer.expandingDirections() & Qt.Orientation.Vertical:
            return True
    return False


class EmptyState(QWidget):
    """What stands where nothing is yet: a drawing, what it is, and the one next step as a button."""

    clicked = Signal()

    def __init__(
        self, icon_name: str, title: str, text: str, button_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._picture = QLabel(self)
        self._title = label(title, "title")
        self._text = label(text, "dim")
        self._text.setWordWrap(True)
        self._button = primary(QPushButton(button_text))
        self._button.setVisible(bool(button_text))
        self._button.clicked.connect(self.clicked)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_8)
        column.addStretch(1)
        column.addWidget(self._picture, 0, centre)
        column.addSpacing(SPACE_4)
        column.addWidget(self._title, 0, centre)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._text, 100)
        row.addStretch(1)
        self._text.setMaximumWidth(theme.px(360))
        self._text.setAlignment(centre)
        column.addLayout(row)
        column.addSpacing(SPACE_8)
        column.addWidget(self._button, 0, centre)
        column.addStretch(1)
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def set_texts(self, title: str, text: str, button_text: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._button.setText(button_text)
        self._button.setVisible(bool(button_text))

    @property
    def button(self) -> QPushButton:
        """The next step."""
        return self._button

    def _dress(self) -> None:
        self._picture.setPixmap(pixmap(self._icon_name, theme.px(40), "dim", self.devicePixelRatioF()))


class FlowLayout(QLayout):
    """Lays widgets out in rows, like words."""

    def __init__(self, parent: QWidget | None = None, spacing: int = SPACE_8, margin: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(margin, margin, margin, margin)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """One of them; None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Give one back; None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height of its rows at a width."""
        return self._lay_out(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Lay all out."""
        super().setGeometry(rect)
        self._lay_out(rect, is_trial=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        """Room for the largest one."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay_out(self, rect: QRect, is_trial: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        x, y, row_height = area.x(), area.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > area.x() and x + size.width() > area.right() + 1:
                x, y, row_height = area.x(), y + row_height + self.spacing(), 0
            if not is_trial:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            row_height = max(row_height, size.height())
        return y + row_height - rect.y() + margins.bottom()


__all__ = [
    "Badge", "Card", "EmptyState", "FlowLayout", "IconButton", "Section", "label", "primary",
]  # fmt: skip
