"""Draws the loop range, markers, events and tags, and says where each of them lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from studio.models.clip import Clip, Tag, TagDirection
from studio.models.mark_refs import MarkKind, MarkRef, span_of
from studio.models.timeline_frames import FrameGrid, frame_in_tag
from studio.models.timeline_marks import tag_rows
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_8
from studio.views.timeline.time_scale import NAMES_PX, TimeScale

LINE_PX = 20
_BAR_PX = 16
_RANGE_PX = 6
_DIRECTIONS = {TagDirection.FORWARD: "→", TagDirection.REVERSE: "←", TagDirection.PING_PONG: "⇄"}
_SPOKEN = ("viseme", "word")


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """Where one of them lies.

    Attributes:
        ref: Which.
        area: Its bar, or the flag of a moment.
        is_moment: Whether it has no length.
        text_px: How much room its name has behind a flag; 0 for none.
    """

    ref: MarkRef
    area: QRectF
    is_moment: bool = False
    text_px: float = 0.0


def places_of(
    clip: Clip | None, scale: TimeScale, font: QFont, max_lines: int
) -> tuple[tuple[MarkPlace, ...], int]:  # fmt: skip
    """Everything that lies along the time, in the order of drawing, and how many lines it takes."""
    if clip is None:
        return (), 1
    line = theme.px(LINE_PX)
    found: list[MarkPlace] = []
    if clip.loop_range is not None:
        left, right = (scale.x(time_ms) for time_ms in clip.loop_range)
        found.append(MarkPlace(MarkRef(MarkKind.RANGE), QRectF(left, theme.px(2), right - left, theme.px(_RANGE_PX))))
    rows = tag_rows(clip)
    indices = {tag.name: index for index, tag in enumerate(clip.tags)}
    for number, row in enumerate(rows):
        top = line * min(1 + number, max_lines - 1) + (line - theme.px(_BAR_PX)) / 2
        for tag in row:
            left, right = scale.x(tag.start_ms), scale.x(tag.end_ms)
            area = QRectF(left, top, max(3.0, right - left), theme.px(_BAR_PX))
            found.append(MarkPlace(MarkRef(MarkKind.TAG, indices[tag.name]), area))
    found += _moments(clip, scale)
    return tuple(found), min(max_lines, 1 + len(rows))


def _moments(clip: Clip, scale: TimeScale) -> list[MarkPlace]:
    refs = [MarkRef(MarkKind.MARKER, index) for index in range(len(clip.markers))]
    refs += [MarkRef(MarkKind.EVENT, index) for index in range(len(clip.events))]
    spots = sorted(((span_of(clip, ref) or (0, 0))[0], ref) for ref in refs)
    half, found = theme.px(5), []
    for place, (time_ms, ref) in enumerate(spots):
        x = scale.x(time_ms)
        following = scale.x(spots[place + 1][0]) if place + 1 < len(spots) else x + theme.px(400)
        area = QRectF(x - half, theme.px(7), 2 * half, theme.px(LINE_PX - 8))
        found.append(MarkPlace(ref, area, True, max(0.0, following - x - 3 * half)))
    return found


def paint_marks(
    painter: QPainter,
    clip: Clip | None,
    places: Sequence[MarkPlace],
    scale: TimeScale,
    selected: MarkRef | None,
    hovered: MarkRef | None,
    time_ms: float,
    whole: QRectF,
    first_title: str,
    tags_title: str,
) -> None:
    """Draw all of them."""
    tones, names_px = theme.current(), theme.px(NAMES_PX)
    painter.fillRect(whole, QColor(tones.surface1))
    painter.setFont(theme.text_font(11))
    painter.setPen(QColor(tones.text_dim))
    line = theme.px(LINE_PX)
    for number, title in enumerate((first_title, tags_title) if clip is not None and clip.tags else (first_title,)):
        room = QRectF(theme.px(SPACE_8), number * line, names_px - 2 * theme.px(SPACE_8), line)
        text = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
    painter.setPen(QPen(QColor(tones.line), 1))
    painter.drawLine(QPointF(0, whole.bottom() - 0.5), QPointF(whole.right(), whole.bottom() - 0.5))
    painter.setClipRect(QRectF(names_px, 0, whole.width() - names_px, whole.height()))
    if clip is not None:
        for place in places:
            if place.area.right() + place.text_px < names_px or place.area.left() > whole.right():
                continue
            is_selected, is_lit = place.ref == selected, place.ref in (selected, hovered)
            if place.ref.kind is MarkKind.RANGE:
                _paint_range(painter, place.area, is_selected, is_lit)
            elif place.ref.kind is MarkKind.TAG:
                tag = clip.tags[place.ref.place]
                _paint_tag(painter, tag, place.area, is_selected, is_lit, tag_text(clip, tag, time_ms))
            else:
                _paint_moment(painter, clip, place, is_selected, is_lit)
    x = round(scale.x(time_ms)) + 0.5
    painter.setPen(QPen(QColor(tones.accent), 1.5))
    painter.drawLine(QPointF(x, 0), QPointF(x, whole.bottom()))


def _washed(colour: QColor, share: float) -> QColor:
    wash = QColor(colour)
    wash.setAlphaF(share)
    return wash


def _paint_range(painter: QPainter, area: QRectF, is_selected: bool, is_lit: bool) -> None:
    tones = theme.current()
    colour = QColor(tones.accent)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_washed(colour, 0.75 if is_lit else 0.45))
    painter.drawRoundedRect(area, 2, 2)
    painter.setBrush(colour if not is_selected else QColor(tones.text))
    foot = theme.px(3)
    for x, way in ((area.left(), 1), (area.right(), -1)):  # brackets
        painter.drawRect(QRectF(min(x, x + way * foot), area.top(), foot, area.height() + theme.px(4)))


def tag_text(clip: Clip, tag: Tag, time_ms: float) -> str:
    """Its name; under the playhead the number of the frame as well, counted from the tag's start."""
    number = frame_in_tag(FrameGrid.of(clip), tag, time_ms)
    return tag.name if number is None else f"{tag.name}  {number[0]}/{number[1]}"


def _paint_tag(painter: QPainter, tag: Tag, area: QRectF, is_selected: bool, is_lit: bool, text: str) -> None:
    tones, colour = theme.current(), QColor(tag.colour)
    painter.setPen(QPen(QColor(tones.accent), 1.5) if is_selected else Qt.PenStyle.NoPen)
    painter.setBrush(_washed(colour, 0.45 if is_lit else 0.3))
    if tag.is_skipped:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tones.accent) if is_selected else colour, 1.5, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(area.left(), area.top(), min(theme.px(4), area.width()), area.height()), 2, 2)
    sign = _DIRECTIONS[tag.direction] + (f" ×{tag.repeat}" if tag.repeat else "")
    font = theme.text_font(11)
    metrics = QFontMetricsF(font)
    left = max(area.left(), float(theme.px(NAMES_PX)))
    room = QRectF(left + theme.px(9), area.top(), area.right() - left - theme.px(14), area.height())
    if room.width() < theme.px(12):
        return
    painter.setFont(font)
    sign_px = metrics.horizontalAdvance(sign) + theme.px(6)
    name = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room.width() - sign_px))
    painter.setPen(QColor(tones.text))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
    if room.width() > sign_px:
        painter.setPen(QColor(tones.text_dim))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, sign)


def _paint_moment(painter: QPainter, clip: Clip, place: MarkPlace, is_selected: bool, is_lit: bool) -> None:
    """A flag for a marker, a lozenge with a stem for an event."""
    tones, area, ref = theme.current(), place.area, place.ref
    is_marker = ref.kind is MarkKind.MARKER
    colour = QColor(clip.markers[ref.place].colour) if is_marker else QColor(tones.good)
    middle, reach = area.center(), theme.px(4.0 if is_lit else 3.5)
    painter.setPen(QPen(QColor(tones.accent), 1.5) if is_selected else QPen(QColor(tones.surface1), 1))
    painter.setBrush(colour)
    if is_marker:
        corners = [
            (middle.x() - reach, area.top()), (middle.x() + reach, area.top()),
            (middle.x() + reach, middle.y() + 1), (middle.x(), area.bottom()), (middle.x() - reach, middle.y() + 1),
        ]  # fmt: skip
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        name = clip.markers[ref.place].name
    else:
        painter.drawEllipse(middle, reach + 0.5, reach + 0.5)
        painter.setBrush(QColor(tones.surface1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(middle, 1.5, 1.5)
        event = clip.events[ref.place]
        # Of speech, what is said tells more than that something is.
        name = event.argument if event.name in _SPOKEN and event.argument else event.name
    if place.text_px < theme.px(14) or not name:
        return
    font = theme.text_font(11)
    painter.setFont(font)
    painter.setPen(QColor(tones.text if is_lit else tones.text_dim))
    room = QRectF(area.right() + theme.px(2), area.top() - 1, place.text_px, area.height() + 2)
    text = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
