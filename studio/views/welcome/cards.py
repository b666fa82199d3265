"""The cards of the welcome page: ways to begin, recent projects, recovered work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.models.recent import RecentProject, RecoveredWork
from studio.views.kit import theme
from studio.views.kit.icons import icon, paint_icon
from studio.views.kit.tokens import LABEL_PX, RADIUS, SPACE_4, SPACE_8, SPACE_12, SPACE_16, TITLE_PX
from studio.views.kit.widgets import Card, IconButton, label, primary

CARD_PX = (176, 176)
_PICTURE_PX = 124
_START_PX = 104
_WORK_PICTURE_PX = 56


_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class _PageCard(QAbstractButton):
    """A card that is pressed like a button; arrow keys are left to the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return presses it too."""
        if event.key() in _ARROWS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class StartCard(_PageCard):
    """A large button with an icon, a title and a line of text."""

    def __init__(self, icon_name: str, title: str, text: str, is_main: bool = False) -> None:
        super().__init__()
        self._icon, self._title, self._text, self._is_main = icon_name, title, text, is_main
        self._is_target = False
        self._progress: tuple[float, str] | None = None
        self.setText(title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)

    def set_target(self, is_target: bool) -> None:
        """Show that what is being dragged would land here."""
        self._is_target = is_target
        self.update()

    def set_progress(self, fraction: float | None, text: str) -> None:
        """Show how far it is instead of what it is about, 0…1; None when nothing is under way."""
        self._progress = None if fraction is None else (min(1.0, max(0.0, fraction)), text)
        self.setAccessibleDescription(self._text if fraction is None else text)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(200), theme.px(_START_PX))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The least that its text can do with."""
        return QSize(theme.px(150), theme.px(_START_PX))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it with the colours of now."""
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, self, self._is_target)
        if self._is_target:
            painter.setPen(QPen(QColor(now.accent), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), RADIUS, RADIUS)
        margin, side = theme.px(SPACE_16), theme.px(20)
        paint_icon(painter, QRectF(margin, margin, side, side), self._icon, "accent" if self._is_main else "text")
        left, width = margin + side + theme.px(SPACE_12), self.width() - 2 * margin - side - theme.px(SPACE_12)
        painter.setPen(QColor(now.text))
        painter.setFont(theme.text_font(TITLE_PX, theme.SEMIBOLD))
        title = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, margin, width, side), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(QColor(now.text_dim))
        painter.setFont(theme.text_font())
        rest = QRect(left, margin + side + theme.px(SPACE_8), width, self.height() - 2 * margin - side)
        text = self._text if self._progress is None else self._progress[1]
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap), text)
        if self._progress is not None:
            self._paint_bar(painter, self._progress[0])

    def _paint_bar(self, painter: QPainter, fraction: float) -> None:
        margin, height = theme.px(SPACE_16), theme.px(4)
        bar = QRectF(margin, self.height() - theme.px(SPACE_12) - height, self.width() - 2 * margin, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().line))
        painter.drawRoundedRect(bar, height / 2, height / 2)
        bar.setWidth(max(bar.width() * fraction, height))
        painter.setBrush(QColor(theme.current().accent))
        painter.drawRoundedRect(bar, height / 2, height / 2)


class ProjectCard(_PageCard):
    """A recent project: its main character, name, folder and date."""

    open_requested = Signal(str)
    pin_requested = Signal(str, bool)
    forget_requested = Signal(str)
    locate_requested = Signal(str)

    def __init__(self, project: RecentProject) -> None:
        super().__init__()
        self.project = project
        self._image: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.pin_button = IconButton("pin", self.tr("Keep at the front"), parent=self)
        self.pin_button.setCheckable(True)
        self.pin_button.clicked.connect(lambda is_on: self.pin_requested.emit(self.project.path, is_on))
        self.more_button = IconButton("more", self.tr("More"), parent=self)
        self.more_button.clicked.connect(lambda: self._menu(self.more_button.rect().bottomLeft(), self.more_button))
        self._locate = QPushButton(self.tr("Locate…"), self)
        self._locate.clicked.connect(lambda: self.locate_requested.emit(self.project.path))
        self._forget = QPushButton(self.tr("Remove from list"), self)
        self._forget.setFlat(True)
        self._forget.clicked.connect(lambda: self.forget_requested.emit(self.project.path))
        for button in (self.pin_button, self.more_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the menu key and the menu reach the same
        self.clicked.connect(self._on_clicked)
        self.show_project(project)
        theme.notifier().changed.connect(self._dress)

    def show_project(self, project: RecentProject) -> None:
        """Say something else about the same file."""
        self.project = project
        state = self.tr("not found") if project.is_missing else project.when
        self.setAccessibleName(", ".join(filter(None, (project.name, project.folder, state))))
        self.setToolTip(project.path)
        self.pin_button.setChecked(project.is_pinned)
        tip = self.tr("No longer keep at the front") if project.is_pinned else self.tr("Keep at the front")
        self.pin_button.setToolTip(tip)
        self.setCursor(Qt.CursorShape.ArrowCursor if project.is_missing else Qt.CursorShape.PointingHandCursor)
        self._locate.setVisible(project.is_missing)
        self._forget.setVisible(project.is_missing)
        self._dress()

    def set_image(self, image: QImage) -> None:
        """Show a picture."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(CARD_PX[0]), theme.px(CARD_PX[1]))

    def _dress(self) -> None:
        self.setFixedSize(self.sizeHint())
        self._place()
        self._show_buttons()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Place the small buttons."""
        self._place()

    def _place(self) -> None:
        gap, right = theme.px(SPACE_8), self.width() - theme.px(SPACE_8)
        for button in (self.pin_button, self.more_button):
            button.resize(button.sizeHint())
            button.move(right - button.width(), gap)
            right -= button.width() + theme.px(SPACE_4)
        middle = theme.px(_PICTURE_PX) // 2 - theme.px(2)
        for choice, top in ((self._locate, middle), (self._forget, middle + theme.px(32))):
            choice.resize(choice.sizeHint())
            choice.move((self.width() - choice.width()) // 2, top)

    def _show_buttons(self) -> None:
        is_near = self.underMouse() or self.hasFocus()
        self.more_button.setVisible(is_near and not self.project.is_missing)
        self.pin_button.setVisible((is_near or self.project.is_pinned) and not self.project.is_missing)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Show what can be done."""
        super().enterEvent(event)
        self._show_buttons()

    def event(self, event: QEvent) -> bool:
        """Small buttons come with the pointer and with focus."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_buttons()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete takes it off the list, P pins."""
        key = event.key()
        if key == Qt.Key.Key_Delete:
            self.forget_requested.emit(self.project.path)
        elif key == Qt.Key.Key_P and not event.modifiers():
            self.pin_requested.emit(self.project.path, not self.project.is_pinned)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The same as the button with the dots."""
        self._menu(event.pos(), self)

    def _menu(self, at: QPoint, where: QWidget) -> None:
        path, is_pinned, menu = self.project.path, self.project.is_pinned, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.project.is_missing:
            menu.addAction(icon("search"), self.tr("Locate…"), lambda: self.locate_requested.emit(path))
        else:
            menu.addAction(icon("folder-open"), self.tr("Open"), lambda: self.open_requested.emit(path))
        pin_text = self.tr("No longer keep at the front") if is_pinned else self.tr("Keep at the front")
        menu.addAction(icon("pin"), pin_text, lambda: self.pin_requested.emit(path, not is_pinned))
        menu.addSeparator()
        menu.addAction(icon("remove"), self.tr("Remove from list"), lambda: self.forget_requested.emit(path))
        menu.popup(where.mapToGlobal(at))

    def _on_clicked(self) -> None:
        wish = self.locate_requested if self.project.is_missing else self.open_requested
        wish.emit(self.project.path)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it with the colours of now."""
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _ground(painter, self)
        area = QRectF(1, 1, self.width() - 2, theme.px(_PICTURE_PX))
        self._draw_picture(painter, area)
        left, width = theme.px(SPACE_12), self.width() - theme.px(2 * SPACE_12)
        line = theme.px(18)
        top = int(area.bottom()) + theme.px(6)
        painter.setPen(QColor(now.text_dim if self.project.is_missing else now.text))
        painter.setFont(theme.text_font(weight=theme.MEDIUM))
        cut = Qt.TextElideMode.ElideRight
        name = painter.fontMetrics().elidedText(self.project.name, cut, width)
        painter.drawText(QRect(left, top, width, line), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(theme.text_font(LABEL_PX))
        painter.setPen(QColor(now.text_dim))
        when = self.project.when
        when_px = painter.fontMetrics().horizontalAdvance(when) + theme.px(SPACE_8) if when else 0
        lower = QRect(left, top + line, width, line)
        folder = painter.fontMetrics().elidedText(self.project.folder, Qt.TextElideMode.ElideMiddle, width - when_px)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, folder)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, when)
        _focus(painter, self)

    def _draw_picture(self, painter: QPainter, area: QRectF) -> None:
        now, path = theme.current(), QPainterPath()
        path.addRoundedRect(area.adjusted(0, 0, 0, RADIUS), RADIUS - 1, RADIUS - 1)
        painter.save()
        painter.setClipPath(path)
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.fillRect(area, QColor(now.surface0))
        if self.project.is_missing:
            painter.setPen(QColor(now.warn))
            painter.setFont(theme.text_font(weight=theme.MEDIUM))
            words = QRectF(area.left(), area.top(), area.width(), theme.px(_PICTURE_PX) // 2)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.tr("File not found"))
        elif self._image is not None and not self._image.isNull():
            size = self._image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            painter.drawImage(QRectF(area.center() - QPointF(size.width() / 2, size.height() / 2), size), self._image)
        else:
            side = theme.px(28)
            centre = area.center()
            paint_icon(painter, QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), "picture", "dim")
        chip = QColor(now.surface1)
        chip.setAlphaF(0.86)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(chip)
        for button in (self.pin_button, self.more_button):
            if button.isVisibleTo(self):
                painter.drawRoundedRect(QRectF(button.geometry()), RADIUS - 2, RADIUS - 2)
        painter.restore()


class WorkCard(Card):
    """Work that was left behind, with what can be done about it."""

    def __init__(self, work: RecoveredWork) -> None:
        super().__init__(margin=SPACE_8)
        self.work = work
        self.picture = QLabel()
        self.picture.setFixedSize(theme.px(_WORK_PICTURE_PX), theme.px(_WORK_PICTURE_PX))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setPixmap(icon("warning" if work.is_damaged else "history", "warn").pixmap(theme.px(24)))
        title = label(work.title, "heading")
        title.setProperty("elides", True)
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        details = label(" · ".join(filter(None, (work.when, work.details))), "dim")
        details.setProperty("elides", True)
        details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_4)
        texts.addStretch(1)
        texts.addWidget(title)
        texts.addWidget(details)
        texts.addStretch(1)
        self.open_button = primary(QPushButton(self.tr("Open")))
        self.open_button.setAccessibleName(self.tr("Open the recovered “{name}”").format(name=work.title))
        self.open_button.setVisible(not work.is_damaged)
        self.discard_button = QPushButton(self.tr("Discard"))
        self.discard_button.setAccessibleName(self.tr("Discard the recovered “{name}”").format(name=work.title))
        row = QHBoxLayout()
        row.setSpacing(SPACE_12)
        row.addWidget(self.picture)
        row.addLayout(texts, 1)
        row.addWidget(self.discard_button)
        row.addWidget(self.open_button)
        self.body.addLayout(row)

    def set_image(self, image: QImage) -> None:
        """Show a picture."""
        side, ratio = theme.px(_WORK_PICTURE_PX), self.devicePixelRatioF()
        scaled = image.scaled(
            QSize(round(side * ratio), round(side * ratio)), Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        scaled.setDevicePixelRatio(ratio)
        rounded = QImage(scaled.size(), QImage.Format.Format_ARGB32_Premultiplied)
        rounded.setDevicePixelRatio(ratio)
        rounded.fill(Qt.GlobalColor.transparent)
        painter, path = QPainter(rounded), QPainterPath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path.addRoundedRect(QRectF(0, 0, side, side), 4, 4)
        painter.setClipPath(path)
        painter.drawImage(QPointF(0, 0), scaled)
        painter.end()
        self.picture.setPixmap(QPixmap.fromImage(rounded))


def _ground(painter: QPainter, button: QAbstractButton, is_target: bool = False) -> None:
    """The surface of a card that can be pressed."""
    now = theme.current()
    is_hot = button.underMouse() or is_target
    painter.setPen(QPen(QColor(now.line_strong if is_hot else now.line), 1))
    painter.setBrush(QColor(now.line if button.isDown() else now.surface3 if is_hot else now.surface2))
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    _focus(painter, button)


def _focus(painter: QPainter, button: QAbstractButton) -> None:
    if button.hasFocus():
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
