"""Hair as shapes: what hangs behind the head, the cap on the skull, locks in front, strands and shine.

Everything here is plain arrays for one character at rest; the renderer turns them with the head.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from studio.engines.portrait.curves import Array, closed_array, open_array, stroke_array
from studio.models.genome import PortraitGenome
from studio.models.genome_random import generator

BLOB_POINTS = 64
LEAF_POINTS = 22
_SPINE = LEAF_POINTS // 2
_LOCKS = ("swept", "curtain", "jagged", "wispy")
_BARE = ("side_part", "quiff", "slick")
_TIED = ("ponytail", "bun", "braids")


@dataclass(slots=True)
class HairPlan:
    """The shapes of one character's hair in units, painted in this order.

    Attributes:
        back: (64, 2) masses behind the head.
        back_locks: (22, 2) tips of these.
        back_strands: (22, 2) lines on them.
        cap: (64, 2) hair on the skull.
        under, over: (22, 2) locks in front, shaded and lit.
        strands: (22, 2) dark lines on the front.
        shine: (64, 2) the band of light.
        gleams: (22, 2) light lines.
        ties: (22, 2) bands and bows in the accent's colour.
        cloth_back, cloth: (64, 2) what covers the head, behind and in front.
        cloth_lines: (22, 2) folds on it.
        cap_alpha: Opacity of the cap (shorn hair lets the skin through).
        is_cap_soft: Whether the cap has no outline.
    """

    back: list[Array] = field(default_factory=list)
    back_locks: list[Array] = field(default_factory=list)
    back_strands: list[Array] = field(default_factory=list)
    cap: list[Array] = field(default_factory=list)
    under: list[Array] = field(default_factory=list)
    over: list[Array] = field(default_factory=list)
    strands: list[Array] = field(default_factory=list)
    shine: list[Array] = field(default_factory=list)
    gleams: list[Array] = field(default_factory=list)
    ties: list[Array] = field(default_factory=list)
    cloth_back: list[Array] = field(default_factory=list)
    cloth: list[Array] = field(default_factory=list)
    cloth_lines: list[Array] = field(default_factory=list)
    cap_alpha: float = 1.0
    is_cap_soft: bool = False


def leaf(
    root: tuple[float, float], bend: tuple[float, float], tip: tuple[float, float], width: float, belly: float = 0.5
) -> Array:
    """(22, 2) a lock: a bent spine, `width` half wide near its root, pointed at its tip."""
    t = (1 - (1 - np.linspace(0, 1, _SPINE)) ** 1.5).astype(np.float32)  # denser towards the tip
    r, b, p = (np.asarray(point, np.float32) for point in (root, bend, tip))
    spine = (1 - t[:, None]) ** 2 * r + 2 * t[:, None] * (1 - t[:, None]) * b + t[:, None] ** 2 * p
    half = 1.14 * width * (1 - t) ** 0.8 * (1 - belly * 0.5 + 1.25 * belly * np.sin(math.pi * t**0.85))
    return stroke_array(spine, half.astype(np.float32))


def line(points: list[tuple[float, float]], width: float) -> Array:
    """(22, 2) a strand of hair, thin at both ends."""
    t = np.linspace(0, 1, _SPINE)
    half = width * np.clip(np.sin(math.pi * (0.06 + 0.9 * t)), 0, 1)
    return stroke_array(open_array(points, _SPINE), half.astype(np.float32))


def blob(points: list[tuple[float, float]]) -> Array:
    """(64, 2) a smooth mass."""
    return closed_array(points, BLOB_POINTS)


def panel(points: list[tuple[float, float]]) -> Array:
    """(64, 2) a shape with corners, its points spread evenly over its outline."""
    ring = np.asarray([*points, points[0]], np.float32)
    steps = np.hypot(*np.diff(ring, axis=0).T)
    along = np.concatenate(([0], np.cumsum(steps)))
    corners = along[:-1]
    extra = np.linspace(0, along[-1], BLOB_POINTS - len(points), endpoint=False) + 1e-3
    places = np.sort(np.concatenate((corners, extra)))[:BLOB_POINTS]
    spread = (np.interp(places, along, ring[:, 0]), np.interp(places, along, ring[:, 1]))
    outline: Array = np.stack(spread, 1).astype(np.float32)
    return outline


def curl(x: float, y: float, radius: float, squash: float = 1.0) -> Array:
    """(22, 2) a round curl."""
    angle = np.linspace(0, 2 * math.pi, LEAF_POINTS, endpoint=False)
    ring: Array = np.stack((x + radius * np.cos(angle), y + radius * squash * np.sin(angle)), 1).astype(np.float32)
    return ring


class HairCut:
    """Measures that every style needs, of one character."""

    def __init__(self, genome: PortraitGenome) -> None:
        self.genome = genome
        self.chance: Generator = generator(round(genome.hair_detail * 1e4), "hair")
        self.wide = 0.92 + 0.15 * genome.head_width
        self.volume = 0.03 + 0.17 * genome.hair_volume
        self.line_y = -0.64 - 0.16 * genome.forehead
        self.part_x = (genome.parting - 0.5) * 1.1 * self.wide
        self.sweep = 1.0 if genome.parting < 0.5 else -1.0
        self.long = genome.hair_length
        self.wave = genome.hair_wave
        self.is_bare = genome.hair_style in _BARE or (genome.fringe == "none" and genome.hair_style in _TIED)
        self.plan = HairPlan()

    def jitter(self, amount: float) -> float:
        """A number within ±amount."""
        return float(self.chance.uniform(-amount, amount))

    # -- parts that styles share -------------------------------------------------------------------------------------
    def cap(self, lift: float = 0.0, side_y: float = 0.18, hug: float = 1.0) -> None:
        """Hair on the skull down to the temples; `lift` raises its top, `hug` widens its sides."""
        w, v, y = self.wide * hug, self.volume, self.line_y
        bare = 0.13 if self.is_bare else 0.0  # nothing hangs over this hairline: let it rise
        half = [
            (1.00 * w, side_y),
            (1.04 * w + v * 0.35, -0.22),
            (1.01 * w + v * 0.7, -0.70),
            (0.64 * w + v * 0.6, -1.15 - v * 0.7 - lift * 0.7),
        ]
        inner = [
            (0.945 * self.wide, side_y - 0.02),
            (0.885 * self.wide, -0.13),
            (0.80 * self.wide, -0.46 - bare * 0.8),
            (0.50 * self.wide, y + 0.02 - bare * 0.6),
        ]
        outer = [*half, (0.0, -1.34 - v - lift), *[(-x, h) for x, h in reversed(half)]]
        hairline = [*[(-x, h) for x, h in inner], (0.0, y - 0.08 - bare), *reversed(inner)]
        self.plan.cap.append(blob(outer + hairline))

    def crown_strands(self, count: int = 7, low: float = -0.45, width: float = 0.012) -> None:
        """Lines from the parting over the skull."""
        v = self.volume
        for index in range(count):
            angle = (index / (count - 1) - 0.5) * 2.0
            if self.genome.fringe in _LOCKS and abs(angle) < 0.6:  # locks bring their own lines
                continue
            x = angle * 0.98 * self.wide
            end = (x * (1.04 + v * 0.3), low - 0.35 * (1 - abs(angle)) + self.jitter(0.06))
            start = (self.part_x + (x - self.part_x) * 0.18, -1.17 - v * 0.7)
            bend = (self.part_x + (x - self.part_x) * 0.72, -1.04 - v * 0.3)
            self.plan.strands.append(line([start, bend, end], width * self.chance.uniform(0.6, 1.2)))

    def ring_of_light(self, y: float = -0.93, reach: float = 0.74, thick: float = 0.10) -> None:
        """The band of light across the cap, its lower edge in points."""
        v, top, low = self.volume, [], []
        count = 15
        for index in range(count):
            t = index / (count - 1) * 2 - 1
            x = t * reach * self.wide
            base = y - v * 0.6 + 0.30 * t * t * reach
            size = thick * (1 - abs(t) ** 2.5)
            top.append((x, base - size * (0.35 + 0.15 * (index % 2))))
            low.append((x, base + size * (0.85 if index % 2 else 0.15)))
        self.plan.shine.append(panel(top + low[::-1]))

    def side_locks(self, length: float, width: float = 0.12, out: float = 0.0) -> None:
        """A lock before each ear, down to `length`."""
        w = self.wide
        for side in (-1, 1):
            wave = 0.10 * self.wave * side
            self.plan.under.append(
                leaf(
                    (side * 0.86 * w, -0.80),
                    (side * (1.16 * w + out), -0.10 + 0.25 * length),
                    (side * (0.98 * w + out * 0.5) + wave, length),
                    width,
                )
            )
            self.plan.over.append(
                leaf(
                    (side * 0.80 * w, -0.86),
                    (side * (1.10 * w + out), -0.25 + 0.2 * length),
                    (side * 0.90 * w - wave * 0.6, length * 0.72 - 0.02),
                    width * 0.8,
                )
            )
            self.plan.strands.append(
                line(
                    [(side * 0.92 * w, -0.6), (side * (1.03 * w + out * 0.5), -0.1), (side * 0.96 * w, length * 0.75)],
                    0.010,
                )
            )

    def fringe(self, kind: str = "") -> None:
        """What hangs over the forehead."""
        makers: dict[str, Callable[[], None]] = {
            "blunt": self._blunt, "swept": self._swept, "curtain": self._curtain, "jagged": self._jagged,
            "wispy": self._wispy, "none": self._combed_back,
        }  # fmt: skip
        makers[kind or self.genome.fringe]()

    def _blunt(self) -> None:
        w, bottom = self.wide, -0.47 + 0.05 * self.long
        count, points = 9, []
        for index in range(count):
            t = index / (count - 1) * 2 - 1
            drop = bottom + 0.10 * t * t + self.jitter(0.012)
            points.append((t * 0.90 * w, drop + 0.02))
            if index < count - 1:
                points.append(((t + 1 / (count - 1)) * 0.90 * w, drop - 0.045))
        top = [(0.72 * w, -0.95), (0.35 * w, -1.12), (-0.35 * w, -1.12), (-0.72 * w, -0.95)]
        self.plan.cap.append(panel(points + top))
        for index in range(6):
            x = (index / 5 - 0.5) * 1.5 * w + self.jitter(0.03)
            self.plan.strands.append(
                line([(x * 0.72, -0.98), (x * 0.95, -0.75), (x, bottom - 0.02 + 0.1 * x * x)], 0.012)
            )

    def _swept(self) -> None:
        w, s, v = self.wide, self.sweep, self.volume
        start = (self.part_x * 0.9, -1.14 - v * 0.5)
        goals = ((0.18, -0.52, 0.15), (0.46, -0.42, 0.17), (0.72, -0.27, 0.17), (0.93, -0.02 + 0.15 * self.long, 0.15))
        for index, (reach, low, width) in enumerate(goals):
            tip = (self.part_x * 0.3 + s * reach * w, low + self.jitter(0.04))
            bend = (self.part_x * 0.5 + s * (reach + 0.06) * w * 0.82, -0.92 + 0.05 * index)
            (self.plan.over if index % 2 else self.plan.under).append(leaf(start, bend, tip, width * 1.15))
            self.plan.strands.append(line([start, bend, (tip[0] * 0.95, tip[1] - 0.08)], 0.011))
        for reach, low in ((0.50, -0.50), (0.80, -0.25)):
            tip = (self.part_x - s * reach * w * 0.85, low + self.jitter(0.04))
            self.plan.over.append(
                leaf(
                    start,
                    (self.part_x - s * reach * w * 0.75, -0.95),
                    (max(-0.97 * w, min(0.97 * w, tip[0])), tip[1]),
                    0.13,
                )
            )

    def _curtain(self) -> None:
        w, v = self.wide, self.volume
        start = (self.part_x * 0.6, -1.16 - v * 0.6)
        for side in (-1, 1):
            for reach, low, width, over in (
                (0.62, -0.50, 0.20, False),
                (0.98, 0.10 + 0.2 * self.long, 0.19, True),
                (0.86, -0.20, 0.22, True),
            ):
                tip = (side * reach * w, low + self.jitter(0.03))
                bend = (start[0] + (side * reach * w - start[0]) * 0.92, -0.92)
                (self.plan.over if over else self.plan.under).append(leaf(start, bend, tip, width))
                self.plan.strands.append(line([start, bend, (tip[0] * 0.98, tip[1] - 0.1)], 0.010))

    def _jagged(self) -> None:
        w, v = self.wide, self.volume
        count = 7
        for index in range(count):
            t = index / (count - 1) * 2 - 1
            lean = self.sweep * 0.10 + self.jitter(0.05)
            tip = (t * 0.86 * w + lean, -0.36 + 0.16 * t * t - 0.12 * (index % 2) + self.jitter(0.04))
            root = (t * 0.60 * w + self.part_x * 0.15, -1.06 - v * 0.5 + 0.12 * t * t)
            bend = (t * 0.88 * w - lean * 0.6, -0.78)
            (self.plan.under if index % 2 else self.plan.over).append(leaf(root, bend, tip, 0.19))
            self.plan.strands.append(line([root, (bend[0] + 0.02, bend[1]), (tip[0] + 0.01, tip[1] - 0.12)], 0.010))

    def _wispy(self) -> None:
        w = self.wide
        for index in range(5):
            t = index / 4 * 2 - 1
            tip = (t * 0.70 * w + self.jitter(0.06), -0.40 + 0.10 * t * t + self.jitter(0.05))
            root = (t * 0.58 * w + self.part_x * 0.2, -1.0)
            self.plan.over.append(leaf(root, (t * 0.80 * w + self.sweep * 0.05, -0.74), tip, 0.10))

    def _combed_back(self) -> None:
        w, v = self.wide, self.volume
        for index in range(9):
            t = index / 8 * 2 - 1
            low = (t * 0.72 * w, self.line_y - 0.16 + 0.34 * t * t)
            top = (t * 0.55 * w + self.part_x * 0.3, -1.16 - v * 0.7)
            self.plan.strands.append(
                line([low, ((low[0] + top[0]) * 0.56, (low[1] + top[1]) * 0.5 - 0.03), top], 0.011)
            )

    def mass(self, bottom: float, half: float, flip: float = 0.0, wave: float = 0.0) -> None:
        """Hair behind the head down to `bottom`, `half` wide there."""
        w, v = self.wide, self.volume
        side: list[tuple[float, float]] = [
            (0.62 * w + v, -1.06 - v),
            (1.02 * w + v, -0.62 - v * 0.3),
            (1.10 * w + v, 0.0),
        ]
        steps = max(2, round((bottom - 0.1) / 0.38))
        for index in range(1, steps + 1):
            t = index / steps
            swing = wave * math.sin(t * math.pi * (1.2 + bottom))
            side.append((1.10 * w + v + (half - 1.10 * w - v) * t + swing, 0.05 + (bottom - 0.05) * t * 0.94))
        side.append((half * 0.62 + flip, bottom))
        low = [(half * 0.2, bottom + 0.03), (-half * 0.2, bottom - 0.02)]
        self.plan.back.append(blob([(0.0, -1.22 - v), *side, *low, *[(-x, y) for x, y in reversed(side)]]))
        count = 7
        for index in range(count):
            t = index / (count - 1) * 2 - 1
            x = t * (half * 0.92 + flip)
            lean = self.jitter(0.10) + wave * 0.8 * math.copysign(1, t)
            self.plan.back_locks.append(
                leaf(
                    (x * 0.93, bottom - 0.55),
                    (x * 1.04, bottom - 0.15),
                    (x * 1.03 + lean + flip * t, bottom + 0.13 + self.jitter(0.05)),
                    half * 0.17,
                )
            )
        for index in range(8):
            t = index / 7 * 2 - 1
            x = t * half
            self.plan.back_strands.append(
                line([(t * 1.0 * w, -0.1), (x * 1.02 + wave * 0.5, bottom * 0.5), (x * 0.92, bottom - 0.04)], 0.014)
            )

    def curls(self, low: float, half: float, top: float, size: float, rows: int = 2, is_front: bool = True) -> None:
        """Round curls along an arc around the head, down to `low` on both sides."""
        count = max(9, int(7.5 / size * 0.36))
        for row in range(rows):
            for index in range(count):
                turn = index / (count - 1) * 2 - 1
                angle = turn * math.pi * 0.5
                x = math.sin(angle) * (half - row * size * 1.0)
                y = -math.cos(angle) * (top - row * size * 1.1) - 0.1
                if abs(turn) > 0.86:
                    y += (abs(turn) - 0.86) / 0.14 * (low * 0.5)
                radius = size * self.chance.uniform(0.82, 1.15)
                target = self.plan.over if is_front else self.plan.back_locks
                target.append(curl(x + self.jitter(0.03), y + self.jitter(0.03), radius))
                marks = self.plan.strands if is_front else self.plan.back_strands
                marks.append(
                    line(
                        [
                            (x - radius * 0.55, y + radius * 0.15),
                            (x - radius * 0.1, y - radius * 0.6),
                            (x + radius * 0.55, y - radius * 0.1),
                        ],
                        0.012,
                    )
                )

    def tie(self, x: float, y: float, radius: float) -> None:
        """A band around a tail or bun."""
        self.plan.ties.append(curl(x, y, radius, 0.7))


def plan_hair(genome: PortraitGenome) -> HairPlan:
    """The hair of a character."""
    from studio.engines.portrait.hair_styles import STYLES_BY_NAME, add_ornament

    cut = HairCut(genome)
    STYLES_BY_NAME[genome.hair_style](cut)
    add_ornament(cut)
    return cut.plan
