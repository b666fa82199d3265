# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""An animation played from the pages of a sheet, as a game would play it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.models.export_preview import ShownAnimation
from studio.views.kit import theme
from studio.views.kit.checker import paint_checker
from studio.views.kit.tokens import SPACE_4, SPACE_8
from studio.views.kit.widgets import Card, ComboBox, IconButton

_SIDE = 176
_REST_MS = 700
"""How long the last frame of an animation that ends is held before it is shown again."""


class _Stage(QWidget):
    """One frame, put together from its page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(theme.px(_SIDE), theme.px(_SIDE)))
        self._pages: Sequence[QImage] = ()
        self._animation: ShownAnimation | None = None
        self._index = 0

    def put(self, pages: Sequence[QImage], animation: ShownAnimation | None, index: int) -> None:
        self._pages, self._animation, self._index = pages, animation, index
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        paint_checker(painter, QRectF(self.rect()))
        if self._animation is None:
            return
        frame = self._animation.frames[self._index]
        area = frame.area
        scale = min(self.width() / area.source_width, self.height() / area.source_height)
        left = (self.width() - area.source_width * scale) / 2
        top = (self.height() - area.source_height * scale) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(
            left + area.offset_x * scale, top + area.offset_y * scale, area.width * scale, area.height * scale
        )
        painter.drawImage(place, self._pages[frame.page], QRectF(area.x, area.y, area.width, area.height))


class CornerPlayer(Card):
    """Chooses one of the animations and plays it."""

    animation_shown = Signal(object)
    """`ShownAnimation` or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=SPACE_8)
        self._animations: tuple[ShownAnimation, ...] = ()
        self._pages: tuple[QImage, ...] = ()
        self._index, self._is_playing = 0, True
        self.stage = _Stage()
        self.chooser = ComboBox()
        self.chooser.setAccessibleName(self.tr("Animation"))
        self.play = IconButton("pause", self.tr("Pause"))
        self.play.clicked.connect(lambda: self.set_playing(not self._is_playing))
        row = QHBoxLayout()
        row.setSpacing(SPACE_4)
        row.addWidget(self.chooser, 1)
        row.addWidget(self.play)
        self.body.setSpacing(SPACE_4)
        self.body.addWidget(self.stage)
        self.body.addLayout(row)
        self.chooser.setMaximumWidth(theme.px(_SIDE - 30))
        self.chooser.chosen.connect(self.choose)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def animation(self) -> ShownAnimation | None:
        """The chosen one."""
        return next((one for one in self._animations if one.id == self.chooser.value()), None)

    @property
    def frame(self) -> int:
        """Which frame is shown."""
        return self._index

    def set_animations(self, animations: tuple[ShownAnimation, ...], pages: tuple[QImage, ...]) -> None:
        """What can be played; the chosen one stays if it is still there, else the first that moves is taken."""
        moving = tuple(one for one in animations if len(one.frames) > 1) or animations
        kept = self.chooser.value()
        self._animations, self._pages = animations, pages
        self.chooser.set_options([(one.id, one.title) for one in animations])
        ids = {one.id for one in animations}
        self.choose(kept if kept in ids else (moving[0].id if moving else ""))

    def choose(self, animation_id: str) -> None:
        """Play one from its start."""
        self.chooser.set_value(animation_id)
        self._index = 0
        self._show()
        self.animation_shown.emit(self.animation)

    def set_playing(self, is_playing: bool) -> None:
        """Move, or hold the frame."""
        from studio.views.kit.icons import icon

        self._is_playing = is_playing
        self.play.setIcon(icon("pause" if is_playing else "play"))
        self.play.setToolTip(self.tr("Pause") if is_playing else self.tr("Play"))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()

    def _show(self) -> None:
        animation = self.animation
        self.stage.put(self._pages, animation, self._index)
        self._timer.stop()
        if animation is not None and len(animation.frames) > 1 and self._is_playing and self.isVisible():
            is_last = self._index == len(animation.frames) - 1
            rest = 0 if animation.is_endless or not is_last else _REST_MS
            self._timer.start(animation.frames[self._index].duration_ms + rest)

    def _go_on(self) -> None:
        animation = self.animation
        if animation is not None:
            self._index = (self._index + 1) % len(animation.frames)
            self._show()
