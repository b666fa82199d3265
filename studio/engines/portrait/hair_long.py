"""Long and tied hairstyles: each lays out shapes on a `HairCut`."""

from __future__ import annotations

import math

import numpy as np

from studio.engines.portrait.curves import Array, stroke_array
from studio.engines.portrait.hair import LEAF_POINTS, HairCut, blob, curl, leaf, line
from studio.engines.portrait.hair_short import curl_gleams


def _rope(root: tuple[float, float], bend: tuple[float, float], tip: tuple[float, float], width: float) -> Array:
    t = np.linspace(0, 1, LEAF_POINTS // 2, dtype=np.float32)[:, None]
    r, b, p = (np.asarray(point, np.float32) for point in (root, bend, tip))
    spine = (1 - t) ** 2 * r + 2 * t * (1 - t) * b + t**2 * p
    half = np.full(len(t), width, np.float32)
    half[-1] *= 0.5
    return stroke_array(spine.astype(np.float32), half)


def bob(cut: HairCut) -> None:
    """To the chin."""
    bottom = 0.62 + 0.42 * cut.long
    cut.mass(bottom, 1.02 * cut.wide + cut.volume * 0.9, flip=0.02 + 0.10 * cut.wave)
    cut.cap()
    cut.fringe("blunt" if cut.genome.fringe == "none" else "")
    cut.side_locks(bottom * 0.92, 0.15, 0.03)
    cut.crown_strands(5)
    cut.ring_of_light()


def medium(cut: HairCut) -> None:
    """To the shoulders."""
    bottom = 0.95 + 0.45 * cut.long
    cut.mass(bottom, 0.98 * cut.wide + cut.volume, flip=0.16 * cut.wave, wave=0.07 * cut.wave)
    cut.cap()
    cut.fringe("curtain" if cut.genome.fringe == "none" else "")
    cut.side_locks(0.75 + 0.3 * cut.long, 0.14, 0.02)
    cut.crown_strands(5)
    cut.ring_of_light()


def long_straight(cut: HairCut) -> None:
    """Long and sleek."""
    cut.mass(1.75 + 0.6 * cut.long, 1.05 * cut.wide + cut.volume * 0.8)
    cut.cap()
    cut.fringe("blunt" if cut.genome.fringe == "none" else "")
    cut.side_locks(1.1 + 0.5 * cut.long, 0.13, 0.02)
    cut.crown_strands(5)
    cut.ring_of_light()


def long_wavy(cut: HairCut) -> None:
    """Long and wavy."""
    cut.mass(1.65 + 0.6 * cut.long, 1.22 * cut.wide + cut.volume, wave=0.06 + 0.09 * cut.wave)
    cut.cap(lift=0.02)
    cut.fringe("swept" if cut.genome.fringe in ("none", "blunt") else "")
    w = cut.wide
    for side in (-1, 1):
        for shift, low in ((0.0, 1.35), (0.14, 1.75)):
            x = side * (1.02 + shift) * w
            cut.plan.under.append(
                leaf(
                    (side * 0.86 * w, -0.7),
                    (x + side * 0.34, 0.35),
                    (x - side * 0.10, low + cut.jitter(0.1)),
                    0.19,
                    0.8,
                )
            )
        cut.plan.over.append(leaf((side * 0.84 * w, -0.75), (side * 1.34 * w, 0.1), (side * 0.84 * w, 1.02), 0.14, 0.8))
        cut.plan.strands.append(
            line(
                [(side * 0.95 * w, -0.4), (side * 1.2 * w, 0.3), (side * 1.02 * w, 0.9), (side * 1.14 * w, 1.4)], 0.012
            )
        )
    cut.crown_strands(5)
    cut.ring_of_light()


def ponytail(cut: HairCut) -> None:
    """A tail high at one side."""
    w, v, s = cut.wide, cut.volume, cut.sweep
    x, y = -s * 0.50 * w, -1.16 - v
    low = 0.75 + 0.8 * cut.long
    for bulge, end, drop, width in ((1.75, 1.30, 0.0, 0.36), (2.10, 1.52, -0.22, 0.30), (1.50, 1.14, -0.15, 0.26)):
        tip = (-s * (end + cut.jitter(0.04)) * w, low + drop)
        bend = (-s * (bulge + 0.2 * cut.wave) * w, -0.85)
        cut.plan.back_locks.append(leaf((x, y), bend, tip, width, 0.8))
        middle = (0.25 * x - s * (0.5 * bulge + 0.25 * end) * w, 0.25 * y - 0.425 + 0.25 * tip[1])
        cut.plan.back_strands.append(line([(x - s * 0.12, y + 0.02), middle, (tip[0], tip[1] - 0.2)], 0.014))
    cut.tie(x - s * 0.04, y - 0.02, 0.15)
    cut.cap()
    cut.fringe()
    if cut.genome.fringe != "none":
        cut.side_locks(0.45 + 0.3 * cut.long, 0.08)
    cut.crown_strands(6)
    cut.ring_of_light()


def twin_tails(cut: HairCut) -> None:
    """Two tails."""
    w, v = cut.wide, cut.volume
    for side in (-1, 1):
        x, y = side * (0.92 * w + v * 0.4), -0.82 - v * 0.5
        low = 1.15 + 0.8 * cut.long
        for bulge, end, drop, width in ((1.62, 1.28, 0.0, 0.30), (1.95, 1.48, -0.18, 0.26), (1.40, 1.12, -0.12, 0.22)):
            tip = (side * (end + cut.jitter(0.03)) * w, low + drop)
            bend = (side * (bulge + 0.3 * cut.wave) * w, -0.30)
            cut.plan.back_locks.append(leaf((x, y), bend, tip, width, 0.8))
            middle = (side * (0.25 * 0.92 + 0.5 * bulge + 0.25 * end) * w, 0.02)
            cut.plan.back_strands.append(line([(x + side * 0.1, y + 0.05), middle, (tip[0], tip[1] - 0.2)], 0.014))
        cut.tie(x + side * 0.04, y, 0.14)
    cut.cap()
    cut.fringe("blunt" if cut.genome.fringe == "none" else "")
    cut.side_locks(0.55, 0.09)
    cut.crown_strands(6)
    cut.ring_of_light()


def bun(cut: HairCut) -> None:
    """A bun on top."""
    v = cut.volume
    size = 0.34 + 0.6 * v
    x, y = cut.part_x * 0.15, -1.42 - v
    cut.plan.back.append(
        blob([(x + size * math.cos(a), y + size * 0.86 * math.sin(a)) for a in (0, 0.8, 1.6, 2.4, 3.2, 4.0, 4.8, 5.5)])
    )
    for lean in (-0.5, 0.0, 0.5):
        cut.plan.back_strands.append(
            line(
                [
                    (x + size * (lean - 0.5), y + 0.12),
                    (x + size * lean, y - size * 0.55),
                    (x + size * (lean + 0.45), y + 0.1),
                ],
                0.014,
            )
        )
    cut.tie(x, y + size * 0.72, 0.15)
    cut.cap()
    cut.fringe()
    if cut.genome.fringe != "none":
        cut.side_locks(0.40, 0.07)
    cut.crown_strands(7)
    cut.ring_of_light()


def space_buns(cut: HairCut) -> None:
    """Two buns."""
    w, v = cut.wide, cut.volume
    size = 0.30 + 0.5 * v
    for side in (-1, 1):
        x, y = side * 0.74 * w, -1.20 - v
        cut.plan.back.append(
            blob([(x + size * math.cos(a), y + size * math.sin(a)) for a in (0, 0.8, 1.6, 2.4, 3.2, 4.0, 4.8, 5.5)])
        )
        for lean in (-0.35, 0.25):
            cut.plan.back_strands.append(
                line(
                    [
                        (x + size * (lean - 0.4), y + 0.1),
                        (x + size * lean, y - size * 0.6),
                        (x + size * (lean + 0.5), y),
                    ],
                    0.014,
                )
            )
        cut.tie(x - side * 0.10, y + size * 0.74, 0.12)
    cut.cap()
    cut.fringe("wispy" if cut.genome.fringe == "none" else "")
    cut.side_locks(0.55, 0.09)
    cut.crown_strands(6)
    cut.ring_of_light()


def braids(cut: HairCut) -> None:
    """Two braids over the shoulders."""
    w = cut.wide
    cut.mass(0.62, 0.95 * w)
    for side in (-1, 1):
        for index in range(6):
            t = index / 5
            x = side * (1.10 + 0.06 * math.sin(t * 2.4)) * w - side * 0.12 * t
            y = 0.52 + t * (1.05 + 0.35 * cut.long)
            size = 0.185 * (1 - 0.25 * t)
            cut.plan.under.append(curl(x + side * 0.05, y + 0.05, size * 0.82, 0.85))
            cut.plan.over.append(
                leaf(
                    (x + side * 0.17, y - 0.16),
                    (x + side * 0.1, y + 0.10),
                    (x - side * 0.12, y + 0.20),
                    size * 0.72,
                    0.9,
                )
            )
        tail = (side * 1.0 * w, 1.72 + 0.35 * cut.long)
        cut.plan.over.append(
            leaf(tail, (tail[0] + side * 0.06, tail[1] + 0.2), (tail[0] - side * 0.04, tail[1] + 0.42), 0.12, 0.9)
        )
        cut.tie(tail[0], tail[1], 0.10)
    cut.cap()
    cut.fringe()
    cut.side_locks(0.62, 0.12, 0.04)
    cut.crown_strands(6)
    cut.ring_of_light()


def curly_long(cut: HairCut) -> None:
    """Long curls."""
    w, v = cut.wide, cut.volume
    bottom = 1.1 + 0.55 * cut.long
    half = 1.28 * w + v
    cut.mass(bottom, half)
    for side in (-1, 1):
        count = 9
        for index in range(count):
            t = index / (count - 1)
            x = side * (1.06 * w + v * 0.6 + 0.32 * math.sin(t * 2.2)) + cut.jitter(0.04)
            y = -0.72 + (bottom + 0.72) * t
            cut.plan.back_locks.append(curl(x, y, 0.25 + cut.jitter(0.03)))
            cut.plan.back_strands.append(
                line([(x - 0.15, y + 0.03), (x - 0.02, y - 0.16), (x + 0.16, y - 0.02)], 0.013)
            )
    cut.volume *= 0.5
    cut.line_y += 0.10  # the cap reaches under the curls
    cut.cap(lift=-0.02)
    cut.line_y -= 0.10
    for index in range(5):  # no gap between the crown's curls and those at the hairline
        t = index / 4 * 2 - 1
        cut.plan.over.append(curl(t * 0.58 * w, cut.line_y - 0.20 + 0.20 * t * t, 0.20))
    cut.plan.is_cap_soft = True
    cut.curls(0.0, 1.04 * w + v * 0.5, 1.16 + v * 0.8, 0.22, 2)
    for side in (-1, 1):
        for index in range(4):
            y = -0.35 + index * 0.30
            x = side * (1.06 + 0.06 * (index % 2)) * w
            cut.plan.over.append(curl(x, y, 0.175, 1.05))
            cut.plan.strands.append(line([(x - 0.10, y + 0.08), (x - 0.04, y - 0.11), (x + 0.11, y - 0.03)], 0.012))
    for index in range(9):
        t = index / 8 * 2 - 1
        x, y = t * 0.80 * w, cut.line_y + 0.06 + 0.34 * t * t + cut.jitter(0.03)
        cut.plan.over.append(curl(x, y, 0.16 + cut.jitter(0.02)))
        cut.plan.strands.append(line([(x - 0.08, y + 0.06), (x - 0.05, y - 0.09), (x + 0.09, y - 0.03)], 0.012))
    curl_gleams(cut)


def locs(cut: HairCut) -> None:
    """Ropes of hair."""
    w, v = cut.wide, cut.volume
    bottom = 0.75 + 0.95 * cut.long
    for index in range(13):
        t = index / 12 * 2 - 1
        x = t * (1.10 * w + v)
        cut.plan.back_locks.append(
            _rope((t * 0.7 * w, -0.95), (x * 1.12, -0.2), (x * 1.04, bottom + cut.jitter(0.12)), 0.115)
        )
        cut.plan.back_strands.append(line([(t * 0.75 * w, -0.8), (x * 1.06, -0.1), (x * 1.0, bottom - 0.1)], 0.012))
    cut.cap(lift=0.06)
    for side in (-1, 1):
        for reach, low in ((0.98, 0.75), (0.82, -0.05), (0.58, -0.30)):
            start = (cut.part_x * 0.5 + side * 0.08, -1.20 - v * 0.5)
            tip = (side * reach * w * 1.04, low * (0.6 + 0.5 * cut.long) + cut.jitter(0.06))
            bend = (side * reach * w * 1.02, -1.05)
            cut.plan.over.append(_rope(start, bend, tip, 0.085))
            cut.plan.strands.append(
                line(
                    [
                        (start[0] + side * 0.05, start[1] + 0.05),
                        (bend[0] * 0.9, bend[1] + 0.08),
                        (tip[0] - side * 0.05, tip[1] - 0.08),
                    ],
                    0.012,
                )
            )
    cut.crown_strands(8)
