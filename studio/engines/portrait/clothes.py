"""What is worn below the neck: shapes with colours, one list per character. The body does not turn with the head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from studio.engines.portrait.curves import Array, open_array, stroke_array
from studio.engines.portrait.hair import BLOB_POINTS, blob, panel
from studio.models.genome import CLOTHES, PortraitGenome

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Patch:
    """Shapes of one colour.

    Attributes:
        shapes: (64, 2) closed outlines, units.
        colour: Name in the palette.
        line: Name of the outline's colour, "" for none.
        kind: "fill", or "fold" (only inside the garment, fainter where lines are faint).
    """

    shapes: tuple[Array, ...]
    colour: str
    line: str = ""
    kind: str = "fill"


def _thread(points: list[Point], width: float, end: float = 0.15) -> Array:
    """(64, 2) a line with a width: a seam, fold or strap."""
    t = np.linspace(0, 1, BLOB_POINTS // 2)
    half = width * np.clip(np.minimum(t, 1 - t) * 5, end, 1)
    return stroke_array(open_array(points, BLOB_POINTS // 2), half.astype(np.float32))


def _strap(points: list[Point], width: float) -> Array:
    return _thread(points, width, 1.0)


def _mirrored(points: list[Point]) -> list[Point]:
    return [(-x, y) for x, y in points]


class Body:
    """Measures of one character's body."""

    def __init__(self, genome: PortraitGenome) -> None:
        self.neck = 0.34 + 0.16 * genome.neck_width
        self.shoulder = 1.45 + 0.5 * genome.shoulder_width

    def torso(self, neckline: list[Point], puff: float = 0.04) -> Array:
        """(64, 2) a garment from one side of its neckline (given from left to right) down to the picture's edge."""
        s = self.shoulder + puff
        right = [(s * 0.62, 1.66 - puff), (s * 0.90, 1.80 - puff), (s * 1.02, 2.08), (s * 1.10, 2.75)]
        curve = open_array([neckline[-1], *right], 20)
        left = curve[::-1] * np.array([-1, 1], np.float32)
        path = np.concatenate((open_array(neckline, BLOB_POINTS - 40), curve, left))
        outline: Array = path.astype(np.float32)
        return outline

    def folds(self) -> Patch:
        """Soft creases at the arms."""
        s = self.shoulder
        lines: list[Point] = [(s * 0.80, 2.55), (s * 0.76, 2.25), (s * 0.80, 2.02)]
        more: list[Point] = [(s * 0.42, 2.5), (s * 0.5, 2.2), (s * 0.66, 1.98)]
        shapes = [_thread(one, 0.016) for pair in ((lines, more),) for one in (*pair, *map(_mirrored, pair))]
        return Patch(tuple(shapes), "cloth_line", kind="fold")

    def shade(self) -> Patch:
        """The shaded side of the garment."""
        s = self.shoulder
        side: list[Point] = [
            (s * 0.72, 1.70),
            (s * 0.98, 1.82),
            (s * 1.2, 2.2),
            (s * 1.2, 2.8),
            (s * 0.70, 2.8),
            (s * 0.84, 2.3),
        ]
        return Patch(
            (blob(side), blob([(s * 0.30, 2.45), (s * 0.45, 2.3), (s * 0.62, 2.4), (s * 0.6, 2.8), (s * 0.3, 2.8)])),
            "cloth_shade",
            kind="shade",
        )


def _round(body: Body, half: float, top: float, low: float) -> list[Point]:
    return [
        (-half, top),
        (-half * 0.72, (top + low) / 2 + 0.04),
        (0.0, low),
        (half * 0.72, (top + low) / 2 + 0.04),
        (half, top),
    ]


def _tee(body: Body) -> list[Patch]:
    half = body.neck * 1.25
    neck = _round(body, half, 1.47, 1.74)
    band = [(x * 1.03, y + 0.03) for x, y in neck]
    return [
        Patch((body.torso(neck),), "cloth", "cloth_line"), body.shade(), body.folds(),
        Patch((_strap(band, 0.045),), "accent", "accent_line"),
    ]  # fmt: skip


def _v_neck(body: Body) -> list[Patch]:
    half = body.neck * 1.2
    neck: list[Point] = [(-half, 1.46), (-half * 0.5, 1.75), (0.0, 2.08), (half * 0.5, 1.75), (half, 1.46)]
    under: list[Point] = _round(body, half * 0.96, 1.5, 1.78)
    band = [(x * 1.05, y + 0.035) for x, y in neck]
    return [
        Patch((body.torso(under, 0.0),), "inner", "inner_shade"), Patch((body.torso(neck),), "cloth", "cloth_line"),
        body.shade(), body.folds(), Patch((_strap(band[:3], 0.05), _strap(band[2:], 0.05)), "accent", "accent_line"),
    ]  # fmt: skip


def _shirt(body: Body) -> list[Patch]:
    n = body.neck
    neck: list[Point] = [(-n * 1.15, 1.40), (-n * 0.6, 1.62), (0.0, 1.84), (n * 0.6, 1.62), (n * 1.15, 1.40)]
    flap: list[Point] = [
        (n * 0.98, 1.26),
        (n * 1.34, 1.40),
        (n * 1.30, 1.72),
        (0.34, 1.98),
        (0.015, 1.80),
        (n * 0.7, 1.52),
    ]
    button = [blob([(0.035, y), (0, y + 0.035), (-0.035, y), (0, y - 0.035)]) for y in (2.02, 2.22)]
    return [
        Patch((body.torso(neck),), "cloth", "cloth_line"), body.shade(), body.folds(),
        Patch((_thread([(0.09, 1.9), (0.09, 2.3), (0.09, 2.8)], 0.010),), "cloth_line", kind="fold"),
        Patch((panel(flap), panel(_mirrored(flap))), "cloth_light", "cloth_line"), Patch(tuple(button), "cloth_line"),
    ]  # fmt: skip


def _hoodie(body: Body) -> list[Patch]:
    n = body.neck
    neck = _round(body, n * 1.3, 1.42, 1.80)
    roll: list[Point] = [
        (-n * 1.18, 1.26),
        (-n * 1.8, 1.52),
        (-n * 1.2, 1.80),
        (0.0, 2.0),
        (n * 1.2, 1.80),
        (n * 1.8, 1.52),
        (n * 1.18, 1.26),
        (n * 1.0, 1.60),
        (0.0, 1.80),
        (-n * 1.0, 1.60),
    ]
    cords = [_strap([(side * 0.24, 1.90), (side * 0.26, 2.1), (side * 0.23, 2.32)], 0.022) for side in (-1, 1)]
    return [
        Patch((body.torso(neck, 0.07),), "cloth", "cloth_line"),
        body.shade(),
        body.folds(),
        Patch((blob(roll),), "cloth_light", "cloth_line"),
        Patch(
            (
                _thread([(-n * 1.25, 1.42), (-n * 0.95, 1.74), (0.0, 1.92)], 0.012),
                _thread([(n * 1.25, 1.42), (n * 0.95, 1.74), (0.0, 1.92)], 0.012),
            ),
            "cloth_shade",
        ),
        Patch(tuple(cords), "accent", "accent_line"),
    ]


def _turtleneck(body: Body) -> list[Patch]:
    n = body.neck
    neck = _round(body, n * 1.3, 1.46, 1.60)
    roll: list[Point] = [
        (-n * 1.06, 1.08),
        (0.0, 1.24),
        (n * 1.06, 1.08),
        (n * 1.24, 1.34),
        (n * 1.3, 1.56),
        (0.0, 1.72),
        (-n * 1.3, 1.56),
        (-n * 1.24, 1.34),
    ]
    ribs = [_thread([(x * n, 1.25), (x * n * 1.12, 1.6)], 0.009) for x in (-0.75, -0.4, 0.0, 0.4, 0.75)]
    return [
        Patch((body.torso(neck),), "cloth", "cloth_line"), body.shade(), body.folds(),
        Patch((blob(roll),), "cloth_light", "cloth_line"), Patch(tuple(ribs), "cloth_shade"),
    ]  # fmt: skip


def _jacket(body: Body) -> list[Patch]:
    n = body.neck
    under = _round(body, n * 1.22, 1.46, 1.72)
    neck: list[Point] = [(-n * 1.3, 1.40), (-0.38, 1.9), (-0.16, 2.75), (0.16, 2.75), (0.38, 1.9), (n * 1.3, 1.40)]
    lapel: list[Point] = [
        (n * 1.18, 1.30),
        (n * 1.55, 1.44),
        (0.92, 1.82),
        (0.70, 1.88),
        (0.78, 2.02),
        (0.24, 2.62),
        (0.15, 2.55),
        (0.40, 1.86),
    ]
    return [
        Patch((body.torso(under, 0.0),), "inner", "inner_shade"),
        Patch((_strap([(x, y + 0.035) for x, y in under], 0.035),), "inner_shade"),
        Patch((body.torso(neck, 0.08),), "cloth", "cloth_line"),
        body.shade(),
        body.folds(),
        Patch((panel(lapel), panel(_mirrored(lapel))), "cloth_light", "cloth_line"),
        Patch((blob([(-1.0, 2.2), (-0.9, 2.1), (-0.8, 2.2), (-0.9, 2.3)]),), "accent", "accent_line"),
    ]


def _dress(body: Body) -> list[Patch]:
    s = body.shoulder
    neck: list[Point] = [
        (-s * 0.60, 1.66),
        (-s * 0.46, 2.0),
        (-0.18, 2.14),
        (0.0, 2.07),
        (0.18, 2.14),
        (s * 0.46, 2.0),
        (s * 0.60, 1.66),
    ]
    pearls = [
        blob([(x + 0.05, y), (x, y + 0.05), (x - 0.05, y), (x, y - 0.05)])
        for x, y in ((-0.42, 1.62), (-0.25, 1.74), (-0.08, 1.80), (0.10, 1.80), (0.27, 1.74), (0.43, 1.62))
    ]
    return [
        Patch((body.torso(neck, 0.05),), "cloth", "cloth_line"), body.shade(), body.folds(),
        Patch((_strap([(x, y + 0.04) for x, y in neck], 0.05),), "cloth_light", "cloth_line"),
        Patch(tuple(pearls), "metal", "metal_line"),
    ]  # fmt: skip


def _robe(body: Body) -> list[Patch]:
    n = body.neck
    under: list[Point] = [(-n * 1.1, 1.42), (-0.24, 1.72), (0.0, 1.92), (0.24, 1.72), (n * 1.1, 1.42)]
    neck: list[Point] = [(-n * 1.2, 1.38), (-0.30, 1.78), (0.02, 2.1), (0.30, 1.78), (n * 1.2, 1.38)]
    return [
        Patch((body.torso(under, 0.0),), "inner", "inner_shade"),
        Patch((body.torso(neck, 0.06),), "cloth", "cloth_line"),
        body.shade(),
        body.folds(),
        Patch((_strap([(-n * 1.16, 1.34), (-0.22, 1.86), (0.35, 2.45), (0.5, 2.8)], 0.085),), "accent", "accent_line"),
        Patch((_strap([(n * 1.16, 1.34), (0.24, 1.86), (-0.35, 2.45), (-0.5, 2.8)], 0.085),), "accent", "accent_line"),
    ]


def _sailor(body: Body) -> list[Patch]:
    n = body.neck
    neck: list[Point] = [(-n * 1.2, 1.42), (-0.3, 1.75), (0.0, 2.05), (0.3, 1.75), (n * 1.2, 1.42)]
    flap: list[Point] = [
        (n * 1.08, 1.32),
        (n * 2.0, 1.50),
        (1.0, 1.82),
        (0.72, 2.02),
        (0.06, 2.18),
        (0.0, 2.06),
        (0.30, 1.76),
    ]
    stripe = [_strap([(side * 0.90, 1.80), (side * 0.66, 1.94), (side * 0.14, 2.08)], 0.018) for side in (-1, 1)]
    bow: list[Point] = [(0.0, 2.12), (0.34, 2.02), (0.36, 2.32)]
    tail: list[Point] = [(0.0, 2.12), (0.22, 2.62), (0.06, 2.58)]
    return [
        Patch((body.torso(neck),), "inner", "cloth_line"), body.folds(),
        Patch((panel(flap), panel(_mirrored(flap))), "cloth", "cloth_line"), Patch(tuple(stripe), "inner"),
        Patch(tuple(panel(one) for one in (tail, _mirrored(tail), bow, _mirrored(bow))), "accent", "accent_line"),
        Patch((blob([(0.075, 2.13), (0, 2.2), (-0.075, 2.13), (0, 2.06)]),), "accent_shade", "accent_line"),
    ]  # fmt: skip


def _armour(body: Body) -> list[Patch]:
    n, s = body.neck, body.shoulder
    neck = _round(body, n * 1.3, 1.46, 1.66)
    gorget: list[Point] = [
        (-n * 1.12, 1.22),
        (0.0, 1.40),
        (n * 1.12, 1.22),
        (n * 1.45, 1.55),
        (0.42, 1.78),
        (0.0, 1.86),
        (-0.42, 1.78),
        (-n * 1.45, 1.55),
    ]
    plate: list[Point] = [
        (s * 0.52, 1.60),
        (s * 0.78, 1.50),
        (s * 1.08, 1.68),
        (s * 1.20, 2.05),
        (s * 1.08, 2.24),
        (s * 0.82, 2.02),
        (s * 0.60, 1.86),
    ]
    edge = [
        _strap([(side * s * 0.60, 1.86), (side * s * 0.84, 2.03), (side * s * 1.08, 2.23)], 0.035) for side in (-1, 1)
    ]
    glint = [
        _strap([(side * s * 0.68, 1.62), (side * s * 0.84, 1.60), (side * s * 1.02, 1.76)], 0.03) for side in (-1, 1)
    ]
    return [
        Patch((body.torso(neck),), "cloth", "cloth_line"), body.shade(), body.folds(),
        Patch((blob(plate), blob(_mirrored(plate))), "cloth_light", "cloth_line"), Patch(tuple(glint), "inner"),
        Patch(tuple(edge), "metal", "metal_line"), Patch((blob(gorget),), "cloth_light", "cloth_line"),
        Patch((_strap([(-n * 1.12, 1.24), (0.0, 1.42), (n * 1.12, 1.24)], 0.035),), "metal", "metal_line"),
        Patch((blob([(0.11, 1.62), (0, 1.75), (-0.11, 1.62), (0, 1.5)]),), "accent", "metal_line"),
    ]  # fmt: skip


_MAKERS: Mapping[str, Callable[[Body], list[Patch]]] = {
    "tee": _tee, "v_neck": _v_neck, "shirt": _shirt, "hoodie": _hoodie, "turtleneck": _turtleneck, "jacket": _jacket,
    "dress": _dress, "robe": _robe, "sailor": _sailor, "armour": _armour,
}  # fmt: skip
assert set(_MAKERS) == set(CLOTHES)


def plan_clothes(genome: PortraitGenome) -> list[Patch]:
    """The clothes of a character, from below to above."""
    return _MAKERS[genome.clothes](Body(genome))
