"""The hairstyles: each lays out shapes on a `HairCut`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from studio.lab.synth.hair import HairCut, blob, curl, leaf, line, panel
from studio.models.genome import HAIR_STYLES


def _bald(cut: HairCut) -> None:
    cut.plan.cap_alpha = 0.0


def _buzz(cut: HairCut) -> None:
    cut.volume = 0.0
    cut.cap(side_y=0.06)
    cut.plan.cap_alpha = 0.82
    cut.plan.is_cap_soft = True


def _crop(cut: HairCut) -> None:
    cut.volume *= 0.7
    cut.cap(side_y=0.12)
    cut.crown_strands(7)
    w = cut.wide
    for index in range(8):
        t = index / 7 * 2 - 1
        tip = (t * 0.74 * w + cut.sweep * 0.09, cut.line_y + 0.17 + 0.16 * t * t + cut.jitter(0.03))
        cut.plan.over.append(leaf((t * 0.62 * w - cut.sweep * 0.06, -1.05), (t * 0.76 * w, -0.88), tip, 0.13))
    cut.ring_of_light(-0.98, 0.6, 0.06)


def _side_part(cut: HairCut) -> None:
    cut.cap(lift=0.03, side_y=0.14)
    w, s, v = cut.wide, cut.sweep, cut.volume
    start = (cut.part_x, -1.08 - v)
    for reach, low, width in ((0.30, -0.86, 0.24), (0.62, -0.74, 0.26), (0.92, -0.40, 0.24)):
        tip = (cut.part_x * 0.4 + s * reach * w, low + cut.jitter(0.03))
        bend = (cut.part_x + s * reach * 0.80 * w, -1.34 - v * 0.9)
        cut.plan.over.append(leaf(start, bend, tip, width))
        cut.plan.strands.append(line([start, (bend[0], bend[1] + 0.12), (tip[0], tip[1] - 0.06)], 0.011))
    cut.plan.over.append(leaf(start, (cut.part_x - s * 0.25, -1.08), (-s * 0.88 * w, -0.45), 0.12))
    cut.plan.strands.append(line([start, (cut.part_x * 1.02, -0.95), (cut.part_x * 1.05, cut.line_y + 0.04)], 0.014))
    cut.ring_of_light(-1.0, 0.62, 0.065)


def _quiff(cut: HairCut) -> None:
    cut.volume *= 0.55
    cut.cap(lift=0.05, side_y=0.08)
    w, s = cut.wide, cut.sweep
    high = 0.16 + 0.22 * cut.genome.hair_volume
    for index in range(6):
        t = index / 5 * 2 - 1
        root = (t * 0.55 * w, cut.line_y + 0.04 + 0.1 * t * t)
        tip = (t * 0.42 * w + s * (0.28 + 0.12 * t), -1.30 - high * (1 - 0.5 * t * t) + cut.jitter(0.03))
        cut.plan.over.append(leaf(root, (t * 0.72 * w - s * 0.06, -1.20 - high * 0.6), tip, 0.20, 0.8))
        cut.plan.strands.append(
            line([root, (t * 0.66 * w - s * 0.02, -1.12 - high * 0.4), (tip[0] * 0.95, tip[1] + 0.12)], 0.011)
        )
    for side in (-1, 1):
        for index in range(3):
            x = side * (0.86 + 0.06 * index) * w
            cut.plan.strands.append(
                line([(x * 0.96, -0.66 + 0.06 * index), (x * 1.02, -0.4), (x * 1.02, -0.12)], 0.008)
            )


def _slick(cut: HairCut) -> None:
    cut.volume *= 0.6
    cut.cap(lift=0.04, side_y=0.12)
    cut.fringe("none")
    cut.ring_of_light(-1.0, 0.62, 0.075)
    if cut.long > 0.55:
        cut.mass(0.55 + 0.3 * cut.long, 0.72)


def _spiky(cut: HairCut) -> None:
    cut.cap(lift=0.05)
    w, v = cut.wide, cut.volume
    for index in range(11):
        angle = (index / 10 - 0.5) * 1.42 * math.pi
        reach = 1.30 + v * 1.6 + 0.16 * (index % 2) + cut.jitter(0.07)
        x, y = math.sin(angle), -math.cos(angle)
        root = (x * 0.55 * w, y * 0.60 - 0.30)
        tip = (x * reach * w + cut.sweep * 0.08, y * reach * 1.02 - 0.16)
        bend = (x * 1.12 * w - cut.sweep * 0.10, y * 1.15 - 0.22)
        cut.plan.back_locks.append(leaf(root, bend, tip, 0.36))
        if index % 2 and abs(angle) < 1.3:
            cut.plan.under.append(leaf((x * 0.6 * w, y * 0.62 - 0.36), bend, (tip[0] * 0.93, tip[1] * 0.95), 0.20))
    cut.fringe("jagged" if cut.genome.fringe in ("none", "blunt") else "")
    cut.side_locks(0.12, 0.10)
    cut.ring_of_light(-0.98, 0.6, 0.07)


def _messy(cut: HairCut) -> None:
    cut.cap(lift=0.04)
    w, v = cut.wide, cut.volume
    for index in range(13):
        angle = (index / 12 - 0.5) * 1.5 * math.pi
        x, y = math.sin(angle), -math.cos(angle)
        reach = 1.20 + v * 0.9 + cut.jitter(0.07)
        turn = 0.16 * (1 if index % 3 else -1)
        tip = (x * reach * w + turn * abs(y), y * reach * 1.02 - 0.13 + 0.12 * abs(x))
        cut.plan.back_locks.append(leaf((x * 0.78 * w, y * 0.85 - 0.25), (x * 1.22 * w, y * 1.22 - 0.15), tip, 0.20))
    cut.plan.over.append(leaf((cut.part_x, -1.2), (cut.part_x - 0.14, -1.42 - v), (cut.part_x + 0.16, -1.52 - v), 0.07))
    cut.fringe("jagged" if cut.genome.fringe in ("none", "blunt", "curtain") else "")
    cut.side_locks(0.24, 0.11)
    cut.crown_strands(6)
    cut.ring_of_light(-0.97, 0.66, 0.07)


def _mohawk(cut: HairCut) -> None:
    saved = cut.volume
    cut.volume = 0.0
    cut.cap(side_y=0.04)
    cut.plan.cap_alpha = 0.55
    cut.plan.is_cap_soft = True
    high = 0.30 + 1.6 * saved
    for index in range(7):
        t = index / 6 * 2 - 1
        tip = (t * (0.28 + 0.25 * cut.wave) + cut.jitter(0.03), -1.28 - high * (1 - 0.45 * t * t))
        cut.plan.over.append(leaf((t * 0.16, cut.line_y - 0.02), (t * 0.26, -1.15 - high * 0.3), tip, 0.15, 0.7))
        cut.plan.strands.append(
            line([(t * 0.13, cut.line_y - 0.06), (t * 0.2, -1.12), (tip[0] * 0.9, tip[1] + 0.14)], 0.012)
        )


def _pixie(cut: HairCut) -> None:
    cut.cap(lift=0.02)
    w = cut.wide
    for side in (-1, 1):
        for low, out in ((0.52, 0.12), (0.36, 0.02), (0.22, 0.10)):
            cut.plan.back_locks.append(
                leaf((side * 0.8 * w, -0.5), (side * 1.2 * w, -0.05), (side * (0.82 + out) * w, low), 0.20)
            )
    cut.fringe("swept" if cut.genome.fringe in ("none", "blunt") else "")
    cut.side_locks(0.30, 0.10)
    cut.crown_strands(6)
    cut.ring_of_light()


def _bob(cut: HairCut) -> None:
    bottom = 0.62 + 0.42 * cut.long
    cut.mass(bottom, 1.02 * cut.wide + cut.volume * 0.9, flip=0.02 + 0.10 * cut.wave)
    cut.cap()
    cut.fringe("blunt" if cut.genome.fringe == "none" else "")
    cut.side_locks(bottom * 0.92, 0.15, 0.03)
    cut.crown_strands(5)
    cut.ring_of_light()


def _medium(cut: HairCut) -> None:
    bottom = 0.95 + 0.45 * cut.long
    cut.mass(bottom, 0.98 * cut.wide + cut.volume, flip=0.16 * cut.wave, wave=0.07 * cut.wave)
    cut.cap()
    cut.fringe("curtain" if cut.genome.fringe == "none" else "")
    cut.side_locks(0.75 + 0.3 * cut.long, 0.14, 0.02)
    cut.crown_strands(5)
    cut.ring_of_light()


def _long_straight(cut: HairCut) -> None:
    cut.mass(1.75 + 0.6 * cut.long, 1.05 * cut.wide + cut.volume * 0.8)
    cut.cap()
    cut.fringe("blunt" if cut.genome.fringe == "none" else "")
    cut.side_locks(1.1 + 0.5 * cut.long, 0.13, 0.02)
    cut.crown_strands(5)
    cut.ring_of_light()


def _long_wavy(cut: HairCut) -> None:
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


def _ponytail(cut: HairCut) -> None:
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


def _twin_tails(cut: HairCut) -> None:
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


def _bun(cut: HairCut) -> None:
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


def _space_buns(cut: HairCut) -> None:
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


def _braids(cut: HairCut) -> None:
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


def _afro(cut: HairCut) -> None:
    w, v = cut.wide, cut.volume
    half, top = 1.34 * w + v * 1.3, 1.42 + v * 1.3
    points = []
    for index in range(26):
        angle = index / 26 * 2 * math.pi
        bump = 1 + 0.022 * math.cos(index * math.pi)
        points.append((math.sin(angle) * half * bump, -math.cos(angle) * top * bump - 0.24))
    cut.plan.back.append(blob(points))
    front = [(x * 0.985, (y + 0.24) * 0.985 - 0.24) for x, y in points if y < 0.45]
    front.sort(key=lambda point: math.atan2(point[0], -(point[1] + 0.24)))
    edge = [
        (t * 0.90 * w, cut.line_y - 0.06 + 0.62 * abs(t) ** 2.4 + 0.03 * (index % 2))
        for index, t in enumerate((0.8, 0.6, 0.4, 0.2, 0.0, -0.2, -0.4, -0.6, -0.8))
    ]
    edge = [(1.02 * w, 0.42), (0.95 * w, 0.05), *edge, (-0.95 * w, 0.05), (-1.02 * w, 0.42)]
    cut.plan.cap.append(blob(front + edge))
    cut.plan.is_cap_soft = True
    for index in range(13):
        t = index / 12 * 2 - 1
        x, y = t * 0.86 * w, cut.line_y - 0.03 + 0.50 * abs(t) ** 2.2
        cut.plan.strands.append(line([(x - 0.07, y - 0.02), (x, y - 0.10), (x + 0.07, y - 0.03)], 0.013))
    for _ in range(26):
        angle, reach = cut.chance.uniform(-1.6, 1.6), cut.chance.uniform(0.72, 0.95)
        x, y = math.sin(angle) * half * reach * 0.95, -math.cos(angle) * top * reach * 0.95 - 0.24
        cut.plan.strands.append(line([(x - 0.08, y + 0.03), (x, y - 0.06), (x + 0.08, y + 0.02)], 0.014))
    for index in range(7):
        x = (index / 6 - 0.5) * 1.2
        cut.plan.gleams.append(
            line([(x - 0.08, -1.12 + 0.3 * x * x), (x, -1.20 + 0.3 * x * x), (x + 0.08, -1.13 + 0.3 * x * x)], 0.016)
        )


def _curly_short(cut: HairCut) -> None:
    w, v = cut.wide, cut.volume
    cut.volume *= 0.5
    cut.cap(lift=-0.02)
    cut.plan.is_cap_soft = True
    cut.curls(0.05, 1.04 * w + v * 0.7, 1.16 + v * 0.8, 0.21 + 0.05 * cut.wave, 2)
    for index in range(8):
        t = index / 7 * 2 - 1
        x, y = t * 0.70 * w, cut.line_y + 0.05 + 0.26 * t * t + cut.jitter(0.03)
        cut.plan.over.append(curl(x, y, 0.135 + cut.jitter(0.02)))
        cut.plan.strands.append(line([(x - 0.07, y + 0.05), (x - 0.05, y - 0.07), (x + 0.07, y - 0.02)], 0.012))
    _curl_gleams(cut)


def _curly_long(cut: HairCut) -> None:
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
    cut.cap(lift=-0.02)
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
    _curl_gleams(cut)


def _curl_gleams(cut: HairCut) -> None:
    for index in range(8):
        t = index / 7 * 2 - 1
        x, y = t * 0.72 * cut.wide, -1.08 - cut.volume * 0.6 + 0.30 * t * t
        cut.plan.gleams.append(line([(x - 0.09, y + 0.02), (x, y - 0.07), (x + 0.09, y)], 0.018))


def _locs(cut: HairCut) -> None:
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


def _rope(root: tuple[float, float], bend: tuple[float, float], tip: tuple[float, float], width: float) -> object:
    import numpy as np

    from studio.lab.synth.curves import stroke_array
    from studio.lab.synth.hair import LEAF_POINTS

    t = np.linspace(0, 1, LEAF_POINTS // 2, dtype=np.float32)[:, None]
    r, b, p = (np.asarray(point, np.float32) for point in (root, bend, tip))
    spine = (1 - t) ** 2 * r + 2 * t * (1 - t) * b + t**2 * p
    half = np.full(len(t), width, np.float32)
    half[-1] *= 0.5
    return stroke_array(spine.astype(np.float32), half)


def _headscarf(cut: HairCut) -> None:
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


def _ring_shape(outer: list[tuple[float, float]], hole: list[tuple[float, float]]) -> object:
    """A mirrored ring, open at nothing: outer half outlines joined through a cut at the top."""
    import numpy as np

    from studio.lab.synth.curves import open_array

    right = open_array(outer, 17)
    left = right[::-1] * np.array([-1, 1], np.float32)
    inner = open_array([(abs(x), y) for x, y in hole], 15)
    inner_left = inner * np.array([-1, 1], np.float32)
    path = np.concatenate((right, left[1:-1], right[:1], inner_left, inner[::-1][1:]))
    return np.concatenate((path, np.repeat(path[-1:], 64 - len(path), 0))).astype(np.float32)


def _beanie(cut: HairCut) -> None:
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


def _brim(w: float) -> object:
    import numpy as np

    from studio.lab.synth.curves import open_array, stroke_array

    middle = open_array([(-1.05 * w, -0.55), (-0.6 * w, -0.72), (0.0, -0.78), (0.6 * w, -0.72), (1.05 * w, -0.55)], 11)
    return stroke_array(middle, np.full(11, 0.125, np.float32))


def _hood(cut: HairCut) -> None:
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


STYLES_BY_NAME: Mapping[str, Callable[[HairCut], None]] = {
    "bald": _bald, "buzz": _buzz, "crop": _crop, "side_part": _side_part, "quiff": _quiff, "slick": _slick,
    "spiky": _spiky, "messy": _messy, "mohawk": _mohawk, "pixie": _pixie, "bob": _bob, "medium": _medium,
    "long_straight": _long_straight, "long_wavy": _long_wavy, "ponytail": _ponytail, "twin_tails": _twin_tails,
    "bun": _bun, "space_buns": _space_buns, "braids": _braids, "afro": _afro, "curly_short": _curly_short,
    "curly_long": _curly_long, "locs": _locs, "headscarf": _headscarf, "beanie": _beanie, "hood": _hood,
}  # fmt: skip

COVERED = ("headscarf", "beanie", "hood")
SHORN = ("bald", "buzz", "mohawk")


def add_ornament(cut: HairCut) -> None:
    """A band, pin, flower or bow, where the hairstyle leaves room for it."""
    kind, style = cut.genome.ornament, cut.genome.hair_style
    if kind == "none" or style in COVERED or style in SHORN:
        return
    w, v, s = cut.wide, cut.volume, cut.sweep
    x, y = -s * 0.72 * w, -0.80 - v * 0.4
    if kind == "band":
        import numpy as np

        from studio.lab.synth.curves import open_array, stroke_array

        arc = open_array(
            [
                (-1.06 * w - v * 0.4, -0.42),
                (-0.66 * w, -1.02 - v * 0.5),
                (0, -1.16 - v * 0.8),
                (0.66 * w, -1.02 - v * 0.5),
                (1.06 * w + v * 0.4, -0.42),
            ],
            11,
        )
        cut.plan.ties.append(stroke_array(arc, np.full(11, 0.055, np.float32)))
    elif kind == "pin":
        for lean in (-0.05, 0.05):
            cut.plan.ties.append(
                leaf((x - 0.14, y + 0.10 + lean), (x, y + lean), (x + 0.16, y - 0.10 + lean), 0.035, 0.2)
            )
    elif kind == "flower":
        for index in range(5):
            angle = index / 5 * 2 * math.pi
            cut.plan.ties.append(curl(x + 0.11 * math.cos(angle), y + 0.11 * math.sin(angle), 0.085))
    else:
        for side in (-1, 1):
            cut.plan.ties.append(leaf((x + side * 0.30, y - 0.10), (x + side * 0.25, y + 0.1), (x, y), 0.13, 0.9))
        cut.plan.ties.append(curl(x, y, 0.055))


assert set(STYLES_BY_NAME) == set(HAIR_STYLES)
_ = panel
