"""Icons: one drawing each, tinted when painted, so they follow the theme by themselves."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from studio.core.folders import resources_folder
from studio.views.kit import theme

_DISABLED_OPACITY = 0.4
_MISSING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="2.75" y="2.75" width="10.5" height="10.5" '
    'fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 2"/></svg>'
)


def icon(name: str, tone: str = "text") -> QIcon:
    """An icon that takes its colour from the theme whenever it is painted.

    Args:
        name: File name in resources/icons, without its ending; empty for no icon.
        tone: A tone of the theme: "text", "dim", "accent", "on-accent", "good", "warn", "bad".
    """
    return QIcon(_TintedEngine(name, tone)) if name else QIcon()


def pixmap(name: str, size: int = 16, tone: str = "text", ratio: float = 1.0) -> QPixmap:
    """A picture of an icon in the colours of now, `size` logical pixels wide, for `ratio` device pixels each."""
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    paint_icon(painter, QRectF(0, 0, size, size), name, tone)
    painter.end()
    return picture


def paint_icon(painter: QPainter, target: QRectF, name: str, tone: str = "text") -> None:
    """Paint an icon into a rectangle with the colours of now."""
    _render(painter, target, name, theme.current().tone(tone))


def has_icon(name: str) -> bool:
    """Whether there is a drawing of that name."""
    return bool(name) and (resources_folder() / "icons" / f"{name}.svg").is_file()


def icon_names() -> tuple[str, ...]:
    """The names of all drawings."""
    return tuple(sorted(path.stem for path in (resources_folder() / "icons").glob("*.svg")))


def svg_text(name: str, colour: str) -> str:
    """An icon's drawing with its colour put in; a dashed square for a name without a drawing."""
    return _drawing(name).replace("currentColor", colour)


@lru_cache(maxsize=512)
def _drawing(name: str) -> str:
    path = resources_folder() / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else _MISSING


@lru_cache(maxsize=512)
def _bytes(name: str, colour: str) -> QByteArray:
    return QByteArray(svg_text(name, colour).encode())


def _render(painter: QPainter, target: QRectF, name: str, colour: str) -> None:
    QSvgRenderer(_bytes(name, QColor(colour).name())).render(painter, target)


class _TintedEngine(QIconEngine):
    """Renders the drawing in the colour that the theme has at that moment."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        target = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        is_accented = state == QIcon.State.On and self._tone in {"text", "dim"} and mode != QIcon.Mode.Disabled
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * _DISABLED_OPACITY)
        tone = "accent" if is_accented else self._tone
        if mode == QIcon.Mode.Disabled and tone == "on-accent":  # what it lies on has no accent then
            tone = "text"
        paint_icon(painter, target, self._name, tone)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        if size.isEmpty():
            return QPixmap()  # of a button that is squeezed to nothing
        kept_as = (
            f"{self._name}/{theme.current().name}/{self._tone}/{size.toTuple()}/{scale}/{mode.value}/{state.value}"
        )
        picture = QPixmap()
        if QPixmapCache.find(kept_as, picture):
            return picture
        # The size is in logical pixels; a picture of one device pixel each would be stretched and blurred.
        picture = QPixmap(size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        QPixmapCache.insert(kept_as, picture)
        return picture

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._tone)

    def isNull(self) -> bool:  # noqa: N802
        return False
