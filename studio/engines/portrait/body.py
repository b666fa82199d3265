"""Painting the clothes that `clothes` lays out, for a batch whose members wear different things."""

from __future__ import annotations

import functools

import numpy as np
import torch
from torch import Tensor

from studio.engines.portrait.clothes import Patch, plan_clothes
from studio.engines.portrait.curves import grown
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.hair import BLOB_POINTS
from studio.engines.portrait.painter import Painter
from studio.engines.portrait.raster import Cover
from studio.models.genome import PortraitGenome


@functools.lru_cache(maxsize=4096)
def _plan(clothes: str, neck_width: float, shoulder_width: float) -> list[Patch]:
    genome = PortraitGenome(clothes=clothes, neck_width=neck_width, shoulder_width=shoulder_width)
    return plan_clothes(genome)


def paint_clothes(painter: Painter, space: FaceSpace) -> None:
    """Lay the clothes, patch by patch."""
    plans = [_plan(genome.clothes, genome.neck_width, genome.shoulder_width) for genome in space.genomes]
    garment: Cover | None = None
    for level in range(max(len(plan) for plan in plans)):
        patches = [plan[level] if level < len(plan) else None for plan in plans]
        garment = _paint_level(painter, space, patches, garment)


def _paint_level(
    painter: Painter, space: FaceSpace, patches: list[Patch | None], garment: Cover | None
) -> Cover | None:
    outlines = space.flat(_stacked(patches, space.device))
    colours = torch.stack([space.colour(patch.colour if patch else "cloth")[row] for row, patch in enumerate(patches)])
    lines = torch.stack(
        [space.colour((patch.line if patch else "") or "cloth_line")[row] for row, patch in enumerate(patches)]
    )
    has_line = torch.tensor([float(bool(patch and patch.line)) for patch in patches], device=space.device)
    kinds = [patch.kind if patch else "" for patch in patches]
    is_fill, is_fold, is_shade = (
        torch.tensor([float(k == kind) for k in kinds], device=space.device) for kind in ("fill", "fold", "shade")
    )
    width = space.line_width() * 1.7 * space.unit_px
    painter.fill(grown(outlines, width), lines, has_line * space.by_style(0.0, 1.0, 0.6), part="clothes")
    covered = painter.fill(outlines, colours, is_fill, part="clothes")
    weight = is_fold * space.by_style(0.25, 0.85, 0.5) + is_shade * space.by_style(0.35, 0.8, 0.0)
    painter.fill(outlines, colours, weight, garment)
    painter.soft(outlines, colours, is_shade * space.by_style(0.0, 0.0, 0.9), garment)
    return _union(garment, covered, painter)


def _union(first: Cover | None, second: Cover | None, painter: Painter) -> Cover | None:
    if first is None or second is None:
        return first or second
    whole = torch.zeros(painter.canvas.shape[0], painter.size, painter.size, device=painter.canvas.device)
    for one in (first, second):
        height, width = one.values.shape[1:]
        target = whole[:, one.y : one.y + height, one.x : one.x + width]
        torch.maximum(target, one.values, out=target)
    return Cover(0, 0, whole)


def _stacked(patches: list[Patch | None], device: torch.device) -> Tensor:
    """(B, K, 64, 2) the shapes of one level; characters with fewer get shapes without area."""
    most = max((len(patch.shapes) for patch in patches if patch), default=1)
    stacked = np.zeros((len(patches), most, BLOB_POINTS, 2), np.float32)
    for row, patch in enumerate(patches):
        if patch:
            for index, shape in enumerate(patch.shapes):
                stacked[row, index] = shape
    return torch.from_numpy(stacked).to(device)
