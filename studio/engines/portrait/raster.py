"""Filling outlines with exact area coverage, batched, on any device.

A closed outline is cut into pieces of at most one pixel; each adds its height to the two rows and two columns it
touches, and a running sum along the rows turns that into how much of every pixel is inside. That is the analytic
answer for straight pieces (no supersampling), its cost grows with the outline's length and not with its area, and
rows stay balanced to rounding, so nothing leaks. Pieces depend on their own outline alone: a portrait has the same
pixels in every batch.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

__all__ = ["Cover", "cover", "soft_cover"]

_SOFT_CELLS = 40
"""Soft shapes are filled on a grid of about so many cells a side and enlarged smoothly."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of each pixel a shape covers, inside a window of the picture; 0 outside.

    Attributes:
        x, y: The window's top left corner, pixels.
        values: (B, h, w) float, 0…1.
    """

    x: int
    y: int
    values: Tensor

    def clipped(self, other: Cover) -> Cover | None:
        """The product of both, where both have pixels; None if nowhere."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.values.shape[2], other.x + other.values.shape[2])
        bottom = min(self.y + self.values.shape[1], other.y + other.values.shape[1])
        if right <= x or bottom <= y:
            return None
        return Cover(x, y, self.window(x, y, right, bottom) * other.window(x, y, right, bottom))

    def window(self, x: int, y: int, right: int, bottom: int) -> Tensor:
        """(B, bottom - y, right - x) a part of the values."""
        return self.values[:, y - self.y : bottom - self.y, x - self.x : right - self.x]


def cover(outlines: Tensor, size: int, active: Tensor | None = None) -> Cover | None:
    """Fill outlines.

    Args:
        outlines: (B, K, N, 2) K closed outlines of N points each, x and y in pixels; overlaps are filled.
        size: Width and height of the picture in pixels.
        active: (B,) which samples draw anything; None for all.

    Returns:
        The coverage, or None if nothing is inside the picture.
    """
    batch, count, points = outlines.shape[:3]
    following = outlines.roll(-1, 2)
    x0, y0 = outlines.unbind(-1)
    x1, y1 = following.unbind(-1)
    sign = -torch.sign((x0 * y1 - x1 * y0).sum(-1, keepdim=True)).expand(batch, count, points)
    keep = (y0 != y1) & (torch.maximum(y0, y1) > 0) & (torch.minimum(y0, y1) < size)
    if active is not None:
        keep &= active[:, None, None]
    chosen = keep.reshape(-1).nonzero().squeeze(1)
    if chosen.numel() == 0:
        return None
    x0, y0, x1, y1, sign = (part.reshape(-1)[chosen] for part in (x0, y0, x1, y1, sign))
    owner = chosen // (count * points)
    box = torch.stack((x0.min(), y0.min(), x0.max(), y0.max(), x1.min(), y1.min(), x1.max(), y1.max())).tolist()
    left, top = max(0, int(min(box[0], box[4]) // 1)), max(0, int(min(box[1], box[5]) // 1))
    right, bottom = min(size, int(max(box[2], box[6])) + 2), min(size, int(max(box[3], box[7])) + 2)
    if right <= left or bottom <= top:
        return None
    values = _filled((x0, y0, x1, y1), sign, owner, (left, top, right - left, bottom - top), batch)
    return Cover(left, top, values)


def _filled(
    ends: tuple[Tensor, Tensor, Tensor, Tensor],
    sign: Tensor,
    owner: Tensor,
    window: tuple[int, int, int, int],
    batch: int,
) -> Tensor:
    """(B, h, w) coverage of segments with the given ends (each (M,)), windings and owning samples."""
    x0, y0, x1, y1 = ends
    left, top, width, height = window
    step_x, step_y = x1 - x0, y1 - y0
    pieces = torch.maximum(step_x.abs(), step_y.abs()).ceil().clamp(1, 8192).long()
    if int(pieces.max()) > 1:
        which = torch.repeat_interleave(torch.arange(len(pieces), device=pieces.device), pieces)
        first = pieces.cumsum(0) - pieces
        number = (torch.arange(len(which), device=which.device) - first[which]).to(x0.dtype)
        total = pieces.to(x0.dtype)
        step_x, step_y = step_x / total, step_y / total
        x0, y0, step_x, step_y, sign, owner = (part[which] for part in (x0, y0, step_x, step_y, sign, owner))
        begin = y0 + step_y * number
        end = y0 + step_y * (number + 1)
        middle = x0 + step_x * (number + 0.5)
    else:
        begin, end, middle = y0, y1, x0 + 0.5 * step_x
    row = torch.minimum(begin, end).floor()
    above = (end.minimum(row + 1) - begin.minimum(row + 1)) * sign
    below = (end - begin) * sign - above
    middle = middle.clamp(left, left + width)
    column = middle.floor()
    right_share = middle - column
    row, column = row.long() - top, column.long() - left
    stride = width + 2
    buffer = torch.zeros(batch * height * stride, dtype=x0.dtype, device=x0.device)
    for rise, line in ((above, row), (below, row + 1)):
        inside = (line >= 0) & (line < height)
        amount = rise * inside
        cell = (owner * height + line.clamp(0, height - 1)) * stride + column
        shifted = amount * right_share
        buffer.index_add_(0, cell, amount - shifted)
        buffer.index_add_(0, cell + 1, shifted)
    return buffer.view(batch, height, stride).cumsum(2)[:, :, :width].clamp_(0, 1)


def soft_cover(outlines: Tensor, size: int, active: Tensor | None = None, blurs: int = 1) -> Cover | None:
    """As `cover`, with an edge about a twentieth of the picture wide, for shadows and blush; smoothed `blurs` times."""
    factor = max(1, round(size / _SOFT_CELLS))
    cells = -(-size // factor)
    coarse = cover(outlines / factor, cells, active)
    if coarse is None:
        return None
    margin = blurs + 1
    height, width = coarse.values.shape[1:]
    left, top = max(0, coarse.x - margin), max(0, coarse.y - margin)
    right, bottom = min(cells, coarse.x + width + margin), min(cells, coarse.y + height + margin)
    padding = (coarse.x - left, right - coarse.x - width, coarse.y - top, bottom - coarse.y - height)
    values = torch.nn.functional.pad(coarse.values[:, None], padding)
    for _ in range(blurs):
        values = torch.nn.functional.avg_pool2d(values, 3, 1, 1, count_include_pad=False)
    if factor > 1:
        values = torch.nn.functional.interpolate(values, scale_factor=factor, mode="bilinear", align_corners=False)
    x, y = left * factor, top * factor
    return Cover(x, y, values[:, 0, : size - y, : size - x])
