"""Painting the hair that `hair` lays out."""

from __future__ import annotations

import functools

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.engines.portrait.curves import closed_curve, grown
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.hair import BLOB_POINTS, LEAF_POINTS, plan_hair
from studio.engines.portrait.painter import Painter
from studio.engines.portrait.raster import Cover
from studio.models.genome import PortraitGenome

_SLOTS = {
    "back": BLOB_POINTS,
    "back_locks": LEAF_POINTS,
    "back_strands": LEAF_POINTS,
    "cap": BLOB_POINTS,
    "under": LEAF_POINTS,
    "over": LEAF_POINTS,
    "strands": LEAF_POINTS,
    "shine": BLOB_POINTS,
    "gleams": LEAF_POINTS,
    "ties": LEAF_POINTS,
    "cloth_back": BLOB_POINTS,
    "cloth": BLOB_POINTS,
    "cloth_lines": LEAF_POINTS,
}
BACK_DEPTH = -0.34
_HAIR_SHADE = (
    (0.50, -1.62),
    (0.66, -1.18),
    (0.86, -0.80),
    (0.93, -0.30),
    (0.92, 0.6),
    (0.9, 2.2),
    (1.9, 2.2),
    (1.9, -1.8),
)
"""The side of the hair that lies away from the light."""
_SMOOTH_FROM_PX = 200
"""From this size on outlines are rounded between their points."""


@functools.lru_cache(maxsize=4096)
def _arrays(genome: PortraitGenome) -> tuple[dict[str, NDArray[np.float32]], float, float]:
    plan = plan_hair(genome)
    arrays = {}
    for slot, points in _SLOTS.items():
        shapes = getattr(plan, slot)
        arrays[slot] = np.stack(shapes).astype(np.float32) if shapes else np.zeros((0, points, 2), np.float32)
    return arrays, plan.cap_alpha, 0.0 if plan.is_cap_soft else 1.0


class HairPainter:
    """The hair of one batch: painted in two goes, behind the body and in front of the face."""

    def __init__(self, painter: Painter, space: FaceSpace) -> None:
        self.painter, self.space = painter, space
        plans = [_arrays(genome) for genome in space.genomes]
        self.shapes: dict[str, Tensor] = {}
        for slot, points in _SLOTS.items():
            most = max(len(plan[0][slot]) for plan in plans)
            stacked = np.zeros((len(plans), most, points, 2), np.float32)
            for row, plan in enumerate(plans):
                stacked[row, : len(plan[0][slot])] = plan[0][slot]
            shapes = torch.from_numpy(stacked).to(space.device)
            is_large = space.size >= _SMOOTH_FROM_PX
            self.shapes[slot] = closed_curve(shapes, points * 3) if is_large and most else shapes
        self.cap_alpha = torch.tensor([plan[1] for plan in plans], device=space.device)
        self.cap_line = torch.tensor([plan[2] for plan in plans], device=space.device)
        self.full = (self.cap_alpha > 0.9).float()

    def _pixels(self, slot: str, lift: float = 0.10) -> Tensor:
        points = self.shapes[slot]
        if slot.startswith("back") or slot == "cloth_back":
            return self.space.at_depth(points, BACK_DEPTH)
        aside = ((points[..., 0].abs() - 0.62) / 0.42).clamp(0, 1)  # hair beside the face lies as deep as the ears
        return self.space.on_face(points, lift - 0.30 * aside.square() * (3 - 2 * aside), is_hair=True)

    def _line(self, factor: float = 2.0) -> Tensor:
        return self.space.line_width() * factor * self.space.unit_px

    def _shape(
        self, pixels: Tensor, colour: str, alpha: Tensor | None = None, line: str = "hair_line", part: str = "hair"
    ) -> Cover | None:
        """A shape with its outline behind it."""
        space = self.space
        ink = space.by_style(0.0, 1.0, 0.65)
        if pixels.shape[1] == 0:
            return None
        self.painter.fill(
            grown(pixels, self._line()), space.colour(line), ink if alpha is None else ink * alpha, part=part
        )
        return self.painter.fill(pixels, space.colour(colour), alpha, part=part)

    def paint_back(self) -> None:
        """What hangs behind head and body."""
        space, painter = self.space, self.painter
        self._shape(self._pixels("cloth_back"), "accent_shade", None, "accent_line", "clothes")
        locks, mass = self._pixels("back_locks"), self._pixels("back")
        width = self._line()
        ink = space.by_style(0.0, 1.0, 0.65)
        for one in (locks, mass):
            if one.shape[1]:
                painter.fill(grown(one, width), space.colour("hair_line"), ink, part="hair")
        covers = [
            painter.fill(one, space.colour("hair_shade"), None, part="hair") for one in (locks, mass) if one.shape[1]
        ]
        low, high = space.height_px(self._level(1.9)), space.height_px(self._level(0.3))
        for covered in covers:
            if covered is not None:
                painter.fill(
                    covered, space.colour("tips_shade"), (space.gene("hair_tips") > 0).float(), ramp=(high, low)
                )
        if self.shapes["back_strands"].shape[1]:
            clip = self._joined([(covered, None) for covered in covers])
            painter.fill(self._pixels("back_strands"), space.colour("hair_deep"), space.by_style(0.55, 0.9, 0.75), clip)
        shadow = torch.tensor(
            [[-0.98, -0.6], [0.98, -0.6], [0.92, 0.7], [0.5, 1.5], [-0.5, 1.5], [-0.92, 0.7]], device=space.device
        )
        for covered in covers:
            painter.soft(
                space.at_depth(shadow.expand(space.count, 6, 2), 0.0),
                space.colour("hair_deep"),
                space.by_style(0.7, 0.7, 0.85),
                covered,
                blurs=2,
            )

    def _level(self, y: float) -> Tensor:
        return torch.full((self.space.count,), y, device=self.space.device)

    def paint_shadow(self, face: Cover) -> None:
        """What fringe and cloth throw on the face."""
        space = self.space
        for slot in ("under", "over", "cap", "cloth"):
            shapes = self.shapes[slot]
            if shapes.shape[1] == 0:
                continue
            moved = shapes + torch.tensor([0.035, 0.075], device=space.device)
            pixels = space.on_face(moved, 0.0)
            strength = self.cap_alpha * self.full if slot == "cap" else torch.ones_like(self.cap_alpha)
            self.painter.fill(pixels, space.colour("skin_shade"), strength * space.by_style(0.8, 0.95, 0.6), face)

    def paint_front(self) -> None:
        """Cap, locks, strands, light; then what covers the head."""
        space, painter = self.space, self.painter
        cap = self._cap()
        under = self._shape(self._pixels("under"), "hair_shade")
        over = self._shape(self._pixels("over"), "hair")
        self._colour_tips(over)
        front = self._joined([(cap, self.full), (under, None), (over, None)])
        if front is not None:
            self._light(front)
        strands = self._pixels("strands", 0.11)
        if strands.shape[1]:
            painter.fill(strands, space.colour("hair_deep"), space.by_style(0.45, 0.8, 0.6), front)
        if self.shapes["gleams"].shape[1]:
            painter.fill(
                self._pixels("gleams", 0.11), space.colour("hair_light"), space.by_style(0.6, 0.95, 0.85), front
            )
        cloth = self._shape(self._pixels("cloth", 0.14), "accent", None, "accent_line", "clothes")
        if cloth is not None:
            painter.fill(self._pixels("cloth_lines", 0.14), space.colour("accent_shade"), None, cloth)
        self._shape(self._pixels("ties", 0.16), "accent", None, "accent_line", "clothes")

    def _cap(self) -> Cover | None:
        space, painter = self.space, self.painter
        pixels = self._pixels("cap")
        if pixels.shape[1] == 0:
            return None
        line = self.cap_line * (self.cap_alpha > 0) * space.by_style(0.0, 1.0, 0.65)
        painter.fill(grown(pixels, self._line()), space.colour("hair_line"), line, part="hair")
        return painter.fill(pixels, space.colour("hair"), self.cap_alpha, part="hair")

    def _colour_tips(self, over: Cover | None) -> None:
        if over is None:
            return
        space = self.space
        start, end = space.height_px(self._level(-0.75)), space.height_px(self._level(0.35))
        self.painter.fill(over, space.colour("tips"), (space.gene("hair_tips") > 0).float(), ramp=(start, end))

    def _joined(self, covers: list[tuple[Cover | None, Tensor | None]]) -> Cover:
        """The union of coverages, each with a weight for each sample."""
        size = self.painter.size
        whole = torch.zeros(self.space.count, size, size, device=self.space.device)
        for one, weight in covers:
            if one is None:
                continue
            height, width = one.values.shape[1:]
            values = one.values if weight is None else one.values * weight[:, None, None]
            target = whole[:, one.y : one.y + height, one.x : one.x + width]
            torch.maximum(target, values, out=target)
        return Cover(0, 0, whole)

    def _light(self, front: Cover) -> None:
        space, painter = self.space, self.painter
        top, low = space.height_px(self._level(-1.05)), space.height_px(self._level(-0.2))
        painter.fill(front, space.colour("hair_shade"), space.by_style(0.0, 0.25, 0.65), ramp=(top, low))
        crown = torch.tensor(
            [[-0.75, -1.0], [-0.3, -1.3], [0.3, -1.25], [0.45, -0.95], [0.0, -0.85], [-0.5, -0.8]], device=space.device
        )
        painter.soft(
            space.on_face(crown.expand(space.count, 6, 2), 0.1),
            space.colour("hair_light"),
            space.by_style(0.0, 0.3, 0.6),
            front,
            blurs=2,
        )
        if self.shapes["shine"].shape[1]:
            painter.fill(self._pixels("shine", 0.11), space.colour("hair_gloss"), space.by_style(0.4, 0.9, 0.65), front)
