"""What covers the head: each lays out shapes on a `HairCut`."""

from __future__ import annotations

import numpy as np

from studio.engines.portrait.curves import Array, closed_array, open_array, stroke_array
from studio.engines.portrait.hair import HairCut, blob, leaf, line


def _ring_shape(outer: list[tuple[float, float]], hole: list[tuple[float, float]]) -> Array:
    """(64, 2) a mirrored ring: the outer outline one way round, the hole the other way, joined by a cut below.

    Args:
        outer: Half the outline, from the middle above to the middle below.
        hole: The same of the hole.
    """
    right = [*outer, *[(-x, y) for x, y in reversed(outer[1:-1])]]
    left = [(-abs(x), y) for x, y in hole]
    left += [(abs(x), y) for x, y in reversed(hole[1:-1])]
    rim, gap = np.roll(closed_array(right, 32), 16, 0), np.roll(closed_array(left, 30), 15, 0)
    ring: Array = np.concatenate((rim, rim[:1], gap, gap[:1]))
    return ring


def _brim(w: float) -> Array:
    middle = open_array([(-1.05 * w, -0.55), (-0.6 * w, -0.72), (0.0, -0.78), (0.6 * w, -0.72), (1.05 * w, -0.55)], 11)
    return stroke_array(middle, np.full(11, 0.125, np.float32))


def headscarf(cut: HairCut) -> None:
    """A scarf around head and neck."""
    w, v = cut.wide, 0.06 + 0.5 * cut.volume
    cut.plan.cap_alpha = 0.0
    outer = [
        (0.0, -1.24 - v),
        (0.66 * w, -1.08 - v),
        (1.02 * w + v, -0.62),
        (1.12 * w + v, 0.05),
        (1.05 * w + v, 0.75),
        (1.0 * w, 1.2),
        (1.25, 1.65),
        (0.9, 2.0),
        (0.0, 2.1),
    ]
    cut.plan.cloth_back.append(blob(outer + [(-x, y) for x, y in reversed(outer[1:-1])]))
    ring = [
        (0.0, -1.24 - v),
        (0.66 * w, -1.08 - v),
        (1.02 * w + v, -0.62),
        (1.13 * w + v, 0.05),
        (1.03 * w + v, 0.80),
        (0.62, 1.32),
        (0.0, 1.52),
    ]
    hole = [
        (0.0, -0.74),
        (-0.52 * w, -0.64),
        (-0.84 * w, -0.22),
        (-0.885 * w, 0.28),
        (-0.74 * w, 0.80),
        (-0.38 * w, 1.12),
        (0.0, 1.22),
    ]
    cut.plan.cloth.append(_ring_shape(ring, hole))
    for side in (-1, 1):
        cut.plan.cloth_lines.append(line([(side * 0.2, -1.2), (side * 0.78 * w, -0.88), (side * 1.0 * w, -0.1)], 0.014))
        cut.plan.cloth_lines.append(line([(side * 0.98 * w, 0.2), (side * 0.95 * w, 0.75), (side * 0.5, 1.26)], 0.014))
    cut.plan.cloth_lines.append(line([(0.55, 1.15), (0.1, 1.42), (-0.5, 1.44)], 0.016))
    cut.plan.cloth_lines.append(line([(-0.7, 1.2), (-0.95, 1.6), (-0.7, 1.95)], 0.016))
    cut.plan.cloth_lines.append(line([(0.3, 1.5), (0.75, 1.7), (0.9, 1.95)], 0.016))


def beanie(cut: HairCut) -> None:
    """A knitted cap."""
    w, v = cut.wide, 0.08 + 0.6 * cut.volume
    if cut.long > 0.4:
        cut.mass(0.4 + 0.9 * cut.long, 0.95 * w, flip=0.08 * cut.wave)
        cut.side_locks(0.35 + 0.6 * cut.long, 0.12)
    else:
        cut.plan.cap.append(
            blob(
                [
                    (0.99 * w, 0.12),
                    (1.03 * w, -0.5),
                    (0.0, -0.8),
                    (-1.03 * w, -0.5),
                    (-0.99 * w, 0.12),
                    (-0.92 * w, -0.2),
                    (-0.8 * w, -0.55),
                    (0.8 * w, -0.55),
                    (0.92 * w, -0.2),
                ]
            )
        )
    if cut.genome.fringe != "none":
        for index in range(5):
            t = index / 4 * 2 - 1
            tip = (t * 0.72 * w + cut.sweep * 0.12, -0.42 + 0.1 * t * t + cut.jitter(0.04))
            cut.plan.over.append(leaf((t * 0.62 * w, -0.85), (t * 0.8 * w, -0.62), tip, 0.14))
    cut.plan.cloth.append(
        blob(
            [
                (1.08 * w, -0.55),
                (1.06 * w + v, -0.85),
                (0.72 * w + v, -1.26 - v),
                (0.0, -1.46 - v),
                (-0.72 * w - v, -1.26 - v),
                (-1.06 * w - v, -0.85),
                (-1.08 * w, -0.55),
                (-0.55 * w, -0.68),
                (0.0, -0.72),
                (0.55 * w, -0.68),
            ]
        )
    )
    cut.plan.ties.append(_brim(w))
    for x in (-0.66, -0.33, 0.0, 0.33, 0.66):
        cut.plan.cloth_lines.append(
            line(
                [(x * 0.55, -1.34 - v + 0.1 * abs(x)), (x * 0.95 * w, -1.12), (x * 1.06 * w, -0.84 + 0.1 * x * x)],
                0.013,
            )
        )


def hood(cut: HairCut) -> None:
    """A hood over the hair."""
    w, v = cut.wide, 0.10 + 0.5 * cut.volume
    cut.cap(lift=-0.02)
    cut.fringe("jagged" if cut.genome.fringe in ("none", "blunt") else "")
    cut.side_locks(0.4 + 0.5 * cut.long, 0.11)
    outer = [
        (0.06, -1.62 - v),
        (0.70 * w, -1.38 - v),
        (1.20 * w + v, -0.80),
        (1.34 * w + v, 0.0),
        (1.25 * w + v, 0.85),
        (1.2, 1.45),
        (1.55, 1.95),
        (0.0, 2.2),
    ]
    cut.plan.cloth_back.append(blob(outer + [(-x, y) for x, y in reversed(outer[:-1])]))
    ring = [
        (0.0, -1.60 - v),
        (0.72 * w, -1.36 - v),
        (1.20 * w + v, -0.80),
        (1.34 * w + v, 0.0),
        (1.22 * w + v, 0.80),
        (0.86, 1.42),
        (0.0, 1.66),
    ]
    hole = [
        (0.0, -1.22 - v * 0.5),
        (-0.66 * w, -1.06),
        (-1.04 * w, -0.56),
        (-1.12 * w, 0.1),
        (-1.02 * w, 0.72),
        (-0.62 * w, 1.24),
        (0.0, 1.46),
    ]
    cut.plan.cloth.append(_ring_shape(ring, hole))
    for side in (-1, 1):
        cut.plan.cloth_lines.append(
            line([(side * 0.25, -1.45 - v), (side * 0.95 * w, -1.0), (side * 1.24 * w, 0.0)], 0.014)
        )
