"""Short hairstyles: each lays out shapes on a `HairCut`."""

from __future__ import annotations

import math

from studio.engines.portrait.hair import HairCut, blob, curl, leaf, line


def curl_gleams(cut: HairCut) -> None:
    """Light on curls."""
    for index in range(8):
        t = index / 7 * 2 - 1
        x, y = t * 0.72 * cut.wide, -1.08 - cut.volume * 0.6 + 0.30 * t * t
        cut.plan.gleams.append(line([(x - 0.09, y + 0.02), (x, y - 0.07), (x + 0.09, y)], 0.018))


def bald(cut: HairCut) -> None:
    """No hair at all."""
    cut.plan.cap_alpha = 0.0


def buzz(cut: HairCut) -> None:
    """Shorn close, the skin shines through."""
    cut.volume = 0.0
    cut.cap(side_y=0.06, hug=0.965)
    cut.plan.cap_alpha = 0.82
    cut.plan.is_cap_soft = True


def crop(cut: HairCut) -> None:
    """Short, combed forward."""
    cut.volume *= 0.7
    cut.cap(side_y=0.12)
    cut.crown_strands(7)
    w = cut.wide
    for index in range(8):
        t = index / 7 * 2 - 1
        tip = (t * 0.74 * w + cut.sweep * 0.09, cut.line_y + 0.17 + 0.16 * t * t + cut.jitter(0.03))
        cut.plan.over.append(leaf((t * 0.62 * w - cut.sweep * 0.06, -1.05), (t * 0.76 * w, -0.88), tip, 0.13))
    cut.ring_of_light(-0.98, 0.6, 0.06)


def side_part(cut: HairCut) -> None:
    """Short, parted, combed to one side."""
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


def quiff(cut: HairCut) -> None:
    """Short at the sides, swept up in front."""
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


def slick(cut: HairCut) -> None:
    """Combed back."""
    cut.volume *= 0.6
    cut.cap(lift=0.04, side_y=0.12)
    cut.fringe("none")
    cut.ring_of_light(-1.0, 0.62, 0.075)
    if cut.long > 0.55:
        cut.mass(0.55 + 0.3 * cut.long, 0.72)


def spiky(cut: HairCut) -> None:
    """Standing out in spikes."""
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
            cut.plan.over.append(leaf((x * 0.6 * w, y * 0.62 - 0.36), bend, (tip[0] * 0.93, tip[1] * 0.95), 0.20))
    cut.fringe("jagged" if cut.genome.fringe in ("none", "blunt") else "")
    cut.side_locks(0.12, 0.10)
    cut.ring_of_light(-0.98, 0.6, 0.07)


def messy(cut: HairCut) -> None:
    """Short and tousled."""
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


def mohawk(cut: HairCut) -> None:
    """A crest on a shorn head."""
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


def pixie(cut: HairCut) -> None:
    """Short with pointed sides."""
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


def afro(cut: HairCut) -> None:
    """A round cloud of small curls."""
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


def curly_short(cut: HairCut) -> None:
    """Short round curls."""
    w, v = cut.wide, cut.volume
    cut.volume *= 0.5
    cut.line_y += 0.10  # the cap reaches under the curls
    cut.cap(lift=-0.02)
    cut.line_y -= 0.10
    for index in range(5):  # no gap between the crown's curls and those at the hairline
        t = index / 4 * 2 - 1
        cut.plan.over.append(curl(t * 0.58 * w, cut.line_y - 0.20 + 0.20 * t * t, 0.20))
    cut.plan.is_cap_soft = True
    cut.curls(0.05, 1.04 * w + v * 0.7, 1.16 + v * 0.8, 0.21 + 0.05 * cut.wave, 2)
    for index in range(8):
        t = index / 7 * 2 - 1
        x, y = t * 0.70 * w, cut.line_y + 0.05 + 0.26 * t * t + cut.jitter(0.03)
        cut.plan.over.append(curl(x, y, 0.135 + cut.jitter(0.02)))
        cut.plan.strands.append(line([(x - 0.07, y + 0.05), (x - 0.05, y - 0.07), (x + 0.07, y - 0.02)], 0.012))
    curl_gleams(cut)
