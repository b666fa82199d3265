"""Pieces of the inspector: a pair of pictures, the strip of variants, requested and measured controls, the recipe."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QMenu, QSizePolicy, QWidget

from studio.models.express_rows import title_of
from studio.models.set_view import ControlBar, VariantSight
from studio.views.kit import theme
from studio.views.kit.checker import paint_checker
from studio.views.kit.icons import icon
from studio.views.kit.tokens import LABEL_PX, RADIUS, SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import FlowLayout, label
from studio.views.set.cell_painter import star_path

BAR_ROW = 34
TILE = 72


class PicturePair(QWidget):
    """The drawing beside the reference, at one scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images = [QImage(), QImage()]
        self._captions = [self.tr("Reference"), self.tr("Drawing")]
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Reference and drawing"))
        theme.notifier().changed.connect(self.update)

    def set_reference(self, image: QImage) -> None:
        """The left picture."""
        self._images[0] = image
        self.updateGeometry()
        self.update()

    def set_drawing(self, image: QImage) -> None:
        """The right picture; a null one for none."""
        self._images[1] = image
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """As high as its pictures are at that width."""
        side = (width - theme.px(SPACE_4)) / 2
        shapes = [image.height() / image.width() for image in self._images if not image.isNull()]
        return round(side * min(max(shapes, default=1.0), 1.5)) + theme.px(20)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(280), self.heightForWidth(theme.px(280)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint it."""
        tones, painter = theme.current(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        gap, foot = theme.px(SPACE_4), theme.px(20)
        side = (self.width() - gap) / 2
        for at, (image, caption) in enumerate(zip(self._images, self._captions, strict=True)):
            area = QRectF(at * (side + gap), 0, side, self.height() - foot)
            self._one(painter, area, image)
            painter.setFont(theme.text_font(LABEL_PX))
            painter.setPen(QColor(tones.text_dim))
            painter.drawText(QRectF(area.left(), area.bottom(), side, foot), Qt.AlignmentFlag.AlignCenter, caption)

    def _one(self, painter: QPainter, area: QRectF, image: QImage) -> None:
        tones, path = theme.current(), QPainterPath()
        path.addRoundedRect(area, theme.px(RADIUS), theme.px(RADIUS))
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(area, QColor(tones.surface0))
        if image.isNull():
            painter.setPen(QColor(tones.text_dim))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.tr("Not drawn yet"))
        else:
            paint_checker(painter, area)
            factor = min(area.width() / image.width(), area.height() / image.height())
            size = QPointF(image.width() * factor, image.height() * factor)
            corner = area.center() - size / 2
            painter.drawImage(QRectF(corner.x(), corner.y(), size.x(), size.y()), image)
        painter.restore()


class _Tile(QAbstractButton):
    """One variant: its picture; a star at the corner that is a button of its own."""

    star_clicked = Signal()
    removal_requested = Signal()

    def __init__(self, sight: VariantSight, image: QImage | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.sight, self.image = sight, image
        self.is_looked_at = False
        self.setFixedSize(theme.px(TILE), theme.px(TILE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self._name())
        self.setToolTip(self._name())

    def _name(self) -> str:
        parts = [self.tr("Variant {number}").format(number=self.sight.title)]
        if self.sight.is_starred:
            parts.append(self.tr("starred"))
        if self.sight.is_stale:
            parts.append(self.tr("out of date"))
        if self.sight.likeness is not None:
            parts.append(self.tr("likeness {score:.2f}").format(score=self.sight.likeness))
        return ", ".join(parts)

    def star_area(self) -> QRectF:
        """Where the star is."""
        side = theme.px(20)
        return QRectF(self.width() - side - theme.px(3), theme.px(3), side, side)

    def mousePressEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: N802
        if event.button() is Qt.MouseButton.LeftButton and self.star_area().contains(event.position()):
            self.star_clicked.emit()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: N802
        if event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: N802
        menu = QMenu(self)
        text = self.tr("Remove the star") if self.sight.is_starred else self.tr("Star this variant")
        menu.addAction(icon("star"), text).triggered.connect(lambda _on=False: self.star_clicked.emit())
        menu.addAction(icon("remove"), self.tr("Delete this variant")).triggered.connect(
            lambda _on=False: self.removal_requested.emit()
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones, painter = theme.current(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area, path = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), QPainterPath()
        path.addRoundedRect(area, theme.px(RADIUS), theme.px(RADIUS))
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(area, QColor(tones.surface0))
        if self.image is not None and not self.image.isNull():
            factor = max(area.width() / self.image.width(), area.height() / self.image.height())
            width, height = self.image.width() * factor, self.image.height() * factor
            top = area.top() + (area.height() - height) * 0.15  # heads are near the top
            painter.drawImage(QRectF(area.center().x() - width / 2, top, width, height), self.image)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = tones.accent if self.is_looked_at or self.hasFocus() else tones.line
        painter.setPen(QPen(QColor(edge), 2 if self.is_looked_at else 1))
        painter.drawRoundedRect(area, theme.px(RADIUS), theme.px(RADIUS))
        if self.sight.is_starred or self.underMouse() or self.hasFocus():
            self._star(painter)
        self._number(painter, area)

    def _star(self, painter: QPainter) -> None:
        tones, area = theme.current(), self.star_area()
        ground = QColor(tones.surface1)
        ground.setAlphaF(0.88)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(area)
        painter.setPen(QPen(QColor(tones.accent if self.sight.is_starred else tones.text), 1.2))
        painter.setBrush(QColor(tones.accent) if self.sight.is_starred else Qt.BrushStyle.NoBrush)
        painter.drawPath(star_path(area.center(), area.width() * 0.36))

    def _number(self, painter: QPainter, area: QRectF) -> None:
        tones = theme.current()
        text = self.sight.title + (" ↻" if self.sight.is_stale else "")
        painter.setFont(theme.numeric_font(LABEL_PX))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + theme.px(8)
        pill = QRectF(area.left() + theme.px(3), area.bottom() - theme.px(19), width, theme.px(16))
        ground = QColor(tones.surface1)
        ground.setAlphaF(0.88)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, theme.px(4), theme.px(4))
        painter.setPen(QColor(tones.warn if self.sight.is_stale else tones.text))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class VariantStrip(QWidget):
    """All drawings of a cell."""

    looked_at = Signal(str)
    star_requested = Signal(str, bool)
    removal_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = FlowLayout(self, SPACE_8)
        self._tiles: list[_Tile] = []
        self._images: dict[str, QImage] = {}

    def set_variants(self, variants: Sequence[VariantSight], looked_at: str) -> None:
        """Show drawings, and which one is looked at."""
        if [tile.sight for tile in self._tiles] != list(variants):
            focused = next((tile.sight.id for tile in self._tiles if tile.hasFocus()), "")
            self._clear()
            for sight in variants:
                self._add(sight)
            kept = {sight.picture for sight in variants}
            self._images = {name: image for name, image in self._images.items() if name in kept}
            for tile in self._tiles:
                if tile.sight.id == focused:
                    tile.setFocus()
        for tile in self._tiles:
            tile.is_looked_at = tile.sight.id == looked_at
            tile.update()

    def set_picture(self, picture: str, image: QImage) -> None:
        """A picture has come."""
        self._images[picture] = image
        for tile in self._tiles:
            if tile.sight.picture == picture:
                tile.image = image
                tile.update()

    @property
    def tiles(self) -> tuple[QAbstractButton, ...]:
        """The buttons."""
        return tuple(self._tiles)

    def _clear(self) -> None:
        for tile in self._tiles:
            self._layout.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = []

    def _add(self, sight: VariantSight) -> None:
        tile = _Tile(sight, self._images.get(sight.picture), self)
        tile.clicked.connect(lambda _on=False: self.looked_at.emit(sight.id))
        tile.star_clicked.connect(lambda: self.star_requested.emit(sight.id, not sight.is_starred))
        tile.removal_requested.connect(lambda: self.removal_requested.emit(sight.id))
        self._layout.addWidget(tile)
        tile.show()
        self._tiles.append(tile)


class ControlBars(QWidget):
    """Requested above measured, control by control."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[ControlBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Requested and measured controls"))
        theme.notifier().changed.connect(self.updateGeometry)

    def set_bars(self, bars: Sequence[ControlBar]) -> None:
        """Show these."""
        self._bars = tuple(bars)
        lines = [
            self.tr("{name}: asked {asked:.2f}, read {read}").format(
                name=title_of((bar.name,)),
                asked=bar.requested,
                read="–" if bar.measured is None else f"{bar.measured:.2f}",
            )
            for bar in self._bars
        ]
        self.setAccessibleDescription("; ".join(lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(240), theme.px(BAR_ROW) * len(self._bars))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The smallest useful size."""
        return QSize(theme.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.px(BAR_ROW)
        for at, bar in enumerate(self._bars):
            self._bar(painter, QRectF(0, at * height, self.width(), height), bar)

    def _bar(self, painter: QPainter, area: QRectF, bar: ControlBar) -> None:
        tones, line = theme.current(), theme.px(16)
        numbers = theme.px(84)
        top = QRectF(area.left(), area.top(), area.width(), line)
        painter.setFont(theme.text_font(LABEL_PX))
        painter.setPen(QColor(tones.text))
        metrics = QFontMetricsF(painter.font())
        name = title_of((bar.name,))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, name)
        left = metrics.horizontalAdvance(name) + theme.px(8)
        painter.setPen(QColor(tones.text_dim))
        room = top.width() - left - numbers
        note = metrics.elidedText(bar.note, Qt.TextElideMode.ElideRight, room) if room > theme.px(24) else ""
        painter.drawText(top.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, note)
        painter.setFont(theme.numeric_font(LABEL_PX))
        is_angle = bar.maximum > 1.0
        asked = f"{bar.requested:.1f}°" if is_angle else f"{bar.requested:.2f}"
        read = "–" if bar.measured is None else f"{bar.measured:.2f}"
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(top, right, f"{asked} → {read}")
        track = QRectF(area.left(), top.bottom() + theme.px(2), area.width(), theme.px(4))
        self._track(painter, track, abs(bar.requested) / bar.maximum, tones.accent)
        if bar.measured is not None:
            lower = track.translated(0, theme.px(6))
            self._track(painter, lower, bar.measured / bar.maximum, tones.text_dim)

    @staticmethod
    def _track(painter: QPainter, area: QRectF, share: float, colour: str) -> None:
        ground = QColor(theme.current().text)
        ground.setAlphaF(0.10)
        radius = area.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, radius, radius)
        width = area.width() * min(1.0, share)
        if width > 0:
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(
                QRectF(area.left(), area.top(), max(width, area.height()), area.height()), radius, radius
            )


class RecipeTable(QWidget):
    """Label and value, line by line; values can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_12)
        self._grid.setVerticalSpacing(SPACE_4)
        self._grid.setColumnStretch(1, 1)
        self._values: list[tuple[QLabel, QLabel]] = []

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these."""
        while len(self._values) < len(rows):
            at = len(self._values)
            pair = (label("", "dim"), label(""))
            pair[1].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            pair[1].setWordWrap(True)
            pair[1].setMinimumWidth(1)
            self._grid.addWidget(pair[0], at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(pair[1], at, 1)
            self._values.append(pair)
        for at, (name, value) in enumerate(self._values):
            is_used = at < len(rows)
            name.setVisible(is_used)
            value.setVisible(is_used)
            if is_used:
                name.setText(rows[at][0])
                value.setText(rows[at][1])
                value.setAccessibleName(rows[at][0])
