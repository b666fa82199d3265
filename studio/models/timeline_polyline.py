"""A curve as lines to paint, exact to a part of a pixel however it is zoomed."""

from __future__ import annotations

from studio.models.timeline_curves import Curve


def polyline(
    curve: Curve,
    start_ms: float,
    end_ms: float,
    px_per_ms: float,
    px_per_value: float,
    tolerance_px: float = 0.5,
) -> list[list[tuple[float, float]]]:
    """The curve as lines to paint, (ms, value), nowhere farther off than the tolerance; extrapolation included.

    Args:
        curve: Over at least the stretch in sight.
        start_ms: Where what is in sight begins.
        end_ms: Where it ends.
        px_per_ms: Scale across.
        px_per_value: Scale upwards.
        tolerance_px: How exact.

    Returns:
        One line, or several where the track leaves the control to others in between.
    """
    if not curve.points or end_ms <= start_ms:
        return []
    width_px = (end_ms - start_ms) * px_per_ms
    if len(curve.points) > 4 * max(width_px, 16):  # a crowd: one place for each half pixel
        count = max(2, int(2 * width_px))
        moments = [start_ms + (end_ms - start_ms) * index / count for index in range(count + 1)]
    else:
        moments = sorted({start_ms, end_ms, *(p.time_ms for p in curve.points if start_ms < p.time_ms < end_ms)})
    lines: list[list[tuple[float, float]]] = [[]]
    for index, moment in enumerate(moments):
        value = curve.value_at(moment)
        if value is None:
            lines.append([])
            continue
        if lines[-1] and index:
            _refined(curve, lines[-1], (moment, value), px_per_ms, px_per_value, tolerance_px)
        lines[-1].append((moment, value))
    return [line for line in lines if len(line) > 1]


_PROBES = (0.12, 0.31, 0.5, 0.69, 0.88)


def _refined(
    curve: Curve, line: list[tuple[float, float]], end: tuple[float, float], px_per_ms: float,
    px_per_value: float, tolerance_px: float, depth: int = 0,
) -> None:  # fmt: skip
    """Add what lies between the last point of a line and `end`, by halves, until straight is near enough."""
    start = line[-1]
    width = end[0] - start[0]
    if depth > 12 or width * px_per_ms < 1:
        just_before = curve.value_at(end[0] - width * 1e-6)
        if just_before is not None and abs(just_before - end[1]) * px_per_value > tolerance_px:
            line += [(end[0], start[1]), (end[0], just_before)]  # a step
        return
    worst = 0.0
    for share in _PROBES:
        value = curve.value_at(start[0] + share * width)
        if value is not None:
            worst = max(worst, abs(value - (start[1] + (end[1] - start[1]) * share)))
    if worst * px_per_value <= tolerance_px:
        return
    middle_ms = start[0] + width / 2
    middle = curve.value_at(middle_ms)
    if middle is None:
        return
    _refined(curve, line, (middle_ms, middle), px_per_ms, px_per_value, tolerance_px, depth + 1)
    line.append((middle_ms, middle))
    _refined(curve, line, end, px_per_ms, px_per_value, tolerance_px, depth + 1)
