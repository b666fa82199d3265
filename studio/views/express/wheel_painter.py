"""Draws the emotion wheel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from studio.models.emotion_wheel import (
    INNER_RADIUS,
    RIM_RADIUS,
    RING_SPAN_DEG,
    RING_START_DEG,
    Sector,
    WheelLayout,
    WheelWord,
    ring_angle,
)
from studio.models.express_rows import WheelState
from studio.models.look_edits import MAX_RING
from studio.models.wheel_labels import Box, LabelWish, placed_labels
from studio.views.express.shapes import FAMILY_TITLES, family_shape
from studio.views.express.wheel_geometry import RING_PX, WheelGeometry, around, curved, haloed, rect
from studio.views.kit import theme
from studio.views.kit.tokens import LABEL_PX


@dataclass(slots=True)
class WheelScene:
    """What is drawn.

    Attributes:
        words: With their places.
        sectors: The families' parts; used by the families' layout.
        layout: Which layout.
        state: What the layer was made from.
        hovered: The word under the pointer or the one that the arrow keys stand on.
        matches: Words that a search has found; empty for no search.
        family: A family to be brought out; empty for all.
        is_focused: Whether keys go here.
        is_ring_hot: Whether the pointer is on the ring.
        point: Where two words are being mixed, on the disc; None unless dragging.
    """

    words: Sequence[WheelWord] = ()
    sectors: Sequence[Sector] = ()
    layout: WheelLayout = WheelLayout.FAMILIES
    state: WheelState = field(default_factory=WheelState)
    hovered: str = ""
    matches: frozenset[str] = frozenset()
    family: str = ""
    is_focused: bool = False
    is_ring_hot: bool = False
    point: tuple[float, float] | None = None


class WheelPainter:
    """Draws a scene; labels are placed once and kept until something that moves them changes."""

    def __init__(self) -> None:
        self._labels: dict[str, Box] = {}
        self._kept = QPixmap()
        self._kept_key: object = None

    def paint(self, painter: QPainter, scene: WheelScene, geometry: WheelGeometry) -> None:
        """Draw everything: what rests comes from a kept picture, what moves is drawn over it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(QPointF(0, 0), self._resting(scene, geometry, ratio))
        self._paint_ring(painter, scene, geometry)
        if scene.layout is WheelLayout.FAMILIES:
            self._paint_middle(painter, scene, geometry)
        self._paint_blend(painter, scene, geometry)
        # While blending, the words change all the time: they are named on top of a picture that stays.
        taken: list[Box] = []
        for word in (*(scene.state.words if scene.point is not None else ()), scene.hovered):
            self._paint_named(painter, scene, geometry, word, taken)

    def _resting(self, scene: WheelScene, geometry: WheelGeometry, ratio: float) -> QPixmap:
        """Disc, dots and labels; drawn anew only when one of them is another."""
        size = (geometry.radius, geometry.centre.x(), geometry.centre.y(), theme.scale(), ratio)
        words = scene.state.words if scene.point is None else ()
        looks = (scene.layout, words, scene.matches, scene.family, theme.current().name)
        key = (id(scene.words), looks, size)
        if key != self._kept_key:
            self._kept_key = key
            self._labels = self._place(scene, geometry, words)
            across, down = 2 * geometry.centre.x(), 2 * geometry.centre.y()
            self._kept = QPixmap(math.ceil(across * ratio), math.ceil(down * ratio))
            self._kept.setDevicePixelRatio(ratio)
            self._kept.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._kept)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_disc(painter, scene, geometry)
            self._paint_words(painter, scene, geometry, words)
            self._paint_labels(painter, scene, words)
            painter.end()
        return self._kept

    # --- ground

    def _paint_disc(self, painter: QPainter, scene: WheelScene, geometry: WheelGeometry) -> None:
        tones = theme.current()
        disc = QRectF(0, 0, 2 * geometry.radius, 2 * geometry.radius)
        disc.moveCenter(geometry.centre)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.surface2))
        painter.drawEllipse(disc)
        if scene.layout is WheelLayout.FAMILIES:
            for sector in scene.sectors:
                self._paint_sector(painter, scene, sector, disc)
            self._paint_rim(painter, geometry)
            for sector in scene.sectors:
                colour = QColor(tones.family(sector.family))
                curved(painter, geometry, sector.middle, _tr(FAMILY_TITLES[sector.family]), colour)
        else:
            self._paint_axes(painter, geometry)
            self._paint_rim(painter, geometry)
            for index, text in enumerate((_tr("excited"), _tr("pleasant"), _tr("calm"), _tr("unpleasant"))):
                curved(painter, geometry, index * math.pi / 2, text, QColor(tones.text_dim))

    def _paint_rim(self, painter: QPainter, geometry: WheelGeometry) -> None:
        """A hairline where the words end."""
        line = QColor(theme.current().text)
        line.setAlphaF(0.1)
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        reach = RIM_RADIUS * geometry.radius
        painter.drawEllipse(geometry.centre, reach, reach)

    def _paint_sector(self, painter: QPainter, scene: WheelScene, sector: Sector, disc: QRectF) -> None:
        tones = theme.current()
        colour = QColor(tones.family(sector.family))
        is_out = scene.family not in ("", sector.family)
        colour.setAlphaF((0.06 if is_out else 0.17) if tones.is_dark else (0.04 if is_out else 0.12))
        shape = QPainterPath(disc.center())
        start = 90.0 - math.degrees(sector.start)
        shape.arcTo(disc, start, -math.degrees(sector.span))
        shape.closeSubpath()
        painter.setPen(QPen(QColor(tones.surface1), theme.px(2)))
        painter.setBrush(colour)
        painter.drawPath(shape)

    def _paint_middle(self, painter: QPainter, scene: WheelScene, geometry: WheelGeometry) -> None:
        tones = theme.current()
        radius = INNER_RADIUS * geometry.radius
        is_hot = scene.hovered == NEUTRAL
        painter.setPen(QPen(QColor(tones.accent if is_hot else tones.surface1), theme.px(2)))
        painter.setBrush(QColor(tones.surface3 if is_hot else tones.surface2))
        painter.drawEllipse(geometry.centre, radius, radius)
        painter.setFont(theme.text_font(10))
        is_neutral = not scene.state.words and not scene.state.changed
        painter.setPen(QColor(tones.accent if is_neutral else tones.text_dim))
        area = QRectF(0, 0, 2 * radius, 2 * radius)
        area.moveCenter(geometry.centre)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _tr("Neutral"))

    def _paint_axes(self, painter: QPainter, geometry: WheelGeometry) -> None:
        tones = theme.current()
        painter.setPen(QPen(QColor(tones.line), 1))
        r, c = RIM_RADIUS * geometry.radius, geometry.centre
        painter.drawLine(QPointF(c.x() - r, c.y()), QPointF(c.x() + r, c.y()))
        painter.drawLine(QPointF(c.x(), c.y() - r), QPointF(c.x(), c.y() + r))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(c, r / 2, r / 2)

    # --- ring

    def _paint_ring(self, painter: QPainter, scene: WheelScene, geometry: WheelGeometry) -> None:
        tones = theme.current()
        middle = (geometry.ring_outer + geometry.ring_inner) / 2
        area = QRectF(0, 0, 2 * middle, 2 * middle)
        area.moveCenter(geometry.centre)
        width = theme.px(RING_PX) * (0.6 if not scene.is_ring_hot else 0.8)
        track = QColor(tones.text)
        track.setAlphaF(0.14)
        cap = Qt.PenCapStyle.RoundCap
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(track, width, Qt.PenStyle.SolidLine, cap))
        start = round((90 - RING_START_DEG) * 16)
        painter.drawArc(area, start, round(-RING_SPAN_DEG * 16))
        state = scene.state
        families = {word.id: word.family for word in scene.words}
        colour = QColor(tones.family(families.get(state.words[0], "")) if state.words else tones.text_dim)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, cap))
        turned = ring_angle(state.intensity) - RING_START_DEG
        if state.words and turned > 0.5:
            painter.drawArc(area, start, round(-turned * 16))
        self._paint_ticks(painter, geometry)
        at = around(geometry.centre, middle, ring_angle(state.intensity))
        knob = theme.px(RING_PX) * 0.62
        painter.setPen(QPen(QColor(tones.accent if scene.is_focused else tones.surface1), theme.px(2)))
        painter.setBrush(QColor(tones.text if state.words else tones.text_dim))
        painter.drawEllipse(at, knob, knob)

    def _paint_ticks(self, painter: QPainter, geometry: WheelGeometry) -> None:
        tones = theme.current()
        painter.setFont(theme.numeric_font(9))
        metrics = QFontMetricsF(painter.font())
        for share in (0.0, 0.5, 1.0, MAX_RING):
            angle = ring_angle(share)
            inner, outer = geometry.ring_inner - theme.px(2), geometry.ring_outer + theme.px(2)
            painter.setPen(QPen(QColor(tones.text_dim), 1))
            painter.drawLine(around(geometry.centre, inner, angle), around(geometry.centre, outer, angle))
            if share in (0.0, MAX_RING):
                text = f"{share * 100:.0f} %"
                box = metrics.boundingRect(text)
                at = around(geometry.centre, geometry.ring_outer + theme.px(15), angle)
                painter.drawText(QPointF(at.x() - box.width() / 2, at.y() + box.height() / 2), text)

    # --- words

    def _paint_words(
        self, painter: QPainter, scene: WheelScene, geometry: WheelGeometry, chosen: Sequence[str]
    ) -> None:
        tones = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        for word in scene.words:
            at = geometry.to_pixels(word.x, word.y)
            is_out = self._is_out(scene, word)
            colour = QColor(tones.family(word.family))
            colour.setAlphaF(0.25 if is_out else 0.95)
            radius = theme.px(3)
            if word.id in chosen:
                radius = theme.px(5)
                colour.setAlphaF(1.0)
            painter.setBrush(colour)
            painter.drawPath(family_shape(word.family, at, radius))

    def _is_out(self, scene: WheelScene, word: WheelWord) -> bool:
        if scene.matches:
            return word.id not in scene.matches
        return scene.family not in ("", word.family)

    def _paint_blend(self, painter: QPainter, scene: WheelScene, geometry: WheelGeometry) -> None:
        """Rings around the chosen words, a line between two, and where on it the blend stands."""
        tones = theme.current()
        places = {word.id: geometry.to_pixels(word.x, word.y) for word in scene.words}
        chosen = [places[word] for word in scene.state.words if word in places]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(chosen) == 2:
            painter.setPen(QPen(QColor(tones.text), 1.5))
            painter.drawLine(chosen[0], chosen[1])
        for index, at in enumerate(chosen):
            style = Qt.PenStyle.SolidLine if index == 0 else Qt.PenStyle.DotLine
            painter.setPen(QPen(QColor(tones.text), 1.75, style))
            painter.drawEllipse(at, theme.px(8.5), theme.px(8.5))
        if len(chosen) == 2:
            share = scene.state.balance
            knob = chosen[0] * (1 - share) + chosen[1] * share
            painter.setPen(QPen(QColor(tones.surface1), 1.5))
            painter.setBrush(QColor(tones.accent))
            painter.drawEllipse(knob, theme.px(4), theme.px(4))
        if scene.point is not None:
            painter.setPen(QPen(QColor(tones.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(geometry.to_pixels(*scene.point), theme.px(4), theme.px(4))

    # --- labels

    def _paint_labels(self, painter: QPainter, scene: WheelScene, chosen: Sequence[str]) -> None:
        tones = theme.current()
        words = {word.id: word for word in scene.words}
        for key, box in self._labels.items():
            is_strong = key in chosen or key in scene.matches
            colour = QColor(tones.text if is_strong else tones.text_dim)
            haloed(painter, box, words[key].name, _word_font(key in chosen), colour)

    def _paint_named(
        self, painter: QPainter, scene: WheelScene, geometry: WheelGeometry, word_id: str, taken: list[Box]
    ) -> None:
        """Draw one word large, its name on a ground of its own; `taken` keeps two of them apart."""
        word = next((word for word in scene.words if word.id == word_id), None)
        if word is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().family(word.family)))
        painter.drawPath(family_shape(word.family, geometry.to_pixels(word.x, word.y), theme.px(5)))
        wish = _wish(word, geometry, QFontMetricsF(_word_font(True)), theme.px(12))
        known = self._labels.get(word.id)
        box: Box | None = None
        if known is not None and scene.point is None:  # over its own label, wherever that stands
            box = Box(known.x + (known.width - wish.width) / 2, known.y, wish.width, known.height)
        else:
            reach = geometry.ring_outer
            bounds = Box(geometry.centre.x() - reach, geometry.centre.y() - reach, 2 * reach, 2 * reach)
            box = placed_labels([wish], bounds, taken).get(word.id)
        if box is not None:
            self._paint_pill(painter, word, box)
            margin = theme.px(6)
            taken.append(Box(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin))

    def _paint_pill(self, painter: QPainter, word: WheelWord, box: Box) -> None:
        tones = theme.current()
        area = rect(box).adjusted(-theme.px(5), -theme.px(2), theme.px(5), theme.px(2))
        painter.setPen(QPen(QColor(tones.line_strong), 1))
        painter.setBrush(QColor(tones.surface3))
        painter.drawRoundedRect(area, theme.px(4), theme.px(4))
        painter.setFont(_word_font(True))
        painter.setPen(QColor(tones.text))
        painter.drawText(rect(box), Qt.AlignmentFlag.AlignCenter, word.name)

    def _place(self, scene: WheelScene, geometry: WheelGeometry, chosen_ids: Sequence[str]) -> dict[str, Box]:
        """Chosen words first, then headings, then what stands for much, then lively faces."""
        chosen = [word for word in scene.words if word.id in chosen_ids]
        heads = {word.family for word in scene.words} | {word.cluster for word in scene.words}
        others = sorted(
            (word for word in scene.words if word not in chosen and not self._is_out(scene, word)),
            key=lambda word: (
                word.id != word.family, word.id not in heads, -word.arousal,
            ),
        )  # fmt: skip
        strong, plain = QFontMetricsF(_word_font(True)), QFontMetricsF(_word_font(False))
        reach = RIM_RADIUS * geometry.radius
        bounds = Box(geometry.centre.x() - reach, geometry.centre.y() - reach, 2 * reach, 2 * reach)
        taken = [_dot(word, geometry) for word in chosen]
        if scene.layout is WheelLayout.FAMILIES:
            half = INNER_RADIUS * geometry.radius
            taken.append(Box(geometry.centre.x() - half, geometry.centre.y() - half * 0.7, 2 * half, half * 1.4))
        result = placed_labels(
            [_wish(word, geometry, strong, theme.px(12)) for word in chosen], bounds, taken,
            lambda box: _in_disc(box, geometry),
        )  # fmt: skip
        dots = [_dot(word, geometry) for word in scene.words if not self._is_out(scene, word)]
        # What stands for a cluster may lie over a dot (it has a halo); the others take what room is left.
        for is_leading in (True, False):
            for word in (one for one in others if (one.id in heads) is is_leading):
                sector = next((one for one in scene.sectors if one.family == word.family), None)
                covered = _DOTS_COVERED if is_leading else 0

                def fits(box: Box, sector: Sector | None = sector, covered: int = covered) -> bool:
                    is_own = scene.layout is not WheelLayout.FAMILIES or _in_sector(box, sector, geometry)
                    return is_own and _in_disc(box, geometry) and _is_free(box, dots, covered)

                wish = _wish(word, geometry, plain, theme.px(6))
                result |= placed_labels([wish], bounds, [*taken, *result.values()], fits)
        return result


_DOTS_COVERED = 2
"""So many dots a label may lie over; in a small wheel the rest are named under the pointer."""
NEUTRAL = "·neutral"
"""Stands for the middle of the families' layout where a word's id is expected."""


def _wish(word: WheelWord, geometry: WheelGeometry, metrics: QFontMetricsF, gap: float) -> LabelWish:
    at = geometry.to_pixels(word.x, word.y)
    return LabelWish(word.id, at.x(), at.y(), metrics.horizontalAdvance(word.name) + 2, metrics.height(), gap)


def _dot(word: WheelWord, geometry: WheelGeometry) -> Box:
    at, radius = geometry.to_pixels(word.x, word.y), theme.px(2.5)
    return Box(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)


def _is_free(box: Box, dots: Sequence[Box], covered: int) -> bool:
    """Whether no more than so many dots lie under it; hundreds of boxes are tried, so it ends at the first too many."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    for dot in dots:
        x, y = dot.x, dot.y
        if x < right and left < x + dot.width and y < bottom and top < y + dot.height:
            covered -= 1
            if covered < 0:
                return False
    return True


def _in_disc(box: Box, geometry: WheelGeometry) -> bool:
    """Whether all corners lie inside the ring."""
    corners = [(box.x, box.y), (box.x + box.width, box.y), (box.x, box.y + box.height)]
    corners.append((box.x + box.width, box.y + box.height))
    reach = (RIM_RADIUS + 0.01) * geometry.radius
    return all(math.hypot(x - geometry.centre.x(), y - geometry.centre.y()) <= reach for x, y in corners)


def _in_sector(box: Box, sector: Sector | None, geometry: WheelGeometry) -> bool:
    """Whether most of it lies in the part of its family: a name among strangers would be read as one of them."""
    if sector is None:
        return True
    for share in (0.2, 0.8):
        x, y = geometry.to_disc(QPointF(box.x + share * box.width, box.y + box.height / 2))
        if (math.atan2(x, y) - sector.start) % (2 * math.pi) > sector.span:
            return False
    return True


def _word_font(is_strong: bool) -> QFont:
    return theme.text_font(LABEL_PX if is_strong else 10, theme.SEMIBOLD if is_strong else theme.MEDIUM)


def _tr(text: str) -> str:
    return QCoreApplication.translate("WheelPainter", text)
