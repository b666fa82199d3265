"""What is behind the character."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from studio.engines.portrait.curves import ellipse
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.painter import Painter


def paint_background(painter: Painter, space: FaceSpace) -> None:
    """Fill the canvas with the genome's background."""
    size, device = painter.size, space.device
    light, middle, deep = (space.colour(name)[:, :, None, None] for name in ("back_light", "back", "back_deep"))
    rows = ((torch.arange(size, device=device) + 0.5) / size).view(1, 1, size, 1)
    graded = space.has("background", "gradient", "split", "rays").view(-1, 1, 1, 1)
    base = middle + graded * (light - middle) * (1 - rows) + graded * (deep - middle) * rows * 0.6
    painter.everywhere(base.expand(-1, -1, -1, size))
    glow = _glow(size, device)
    weight = glow * space.has("background", "glow")[:, None, None]
    painter.canvas[:, :3].lerp_(light.expand(-1, -1, size, size), weight[:, None].expand(-1, 3, -1, -1))
    centre = torch.tensor([[0.5 * size, 0.47 * size]], device=device).expand(space.count, 1, 2)
    radius = torch.full((space.count, 1, 2), 0.405 * size, device=device)
    painter.fill(ellipse(centre, radius, 72), space.colour("back_light"), space.has("background", "disc"))
    painter.fill(
        _half(size, device).expand(space.count, 1, 4, 2),
        space.colour("back_deep"),
        0.55 * space.has("background", "split"),
    )
    painter.fill(
        _rays(size, device).expand(space.count, -1, -1, -1),
        space.colour("back_light"),
        0.5 * space.has("background", "rays"),
    )


def _glow(size: int, device: torch.device) -> Tensor:
    axis = (torch.arange(size, device=device) + 0.5) / size - 0.5
    square = axis.square()[None, :] + (axis + 0.04).square()[:, None]
    return torch.exp(-square * 7.0)[None]


def _half(size: int, device: torch.device) -> Tensor:
    points = torch.tensor([[0.62, -0.1], [1.1, -0.1], [1.1, 1.1], [0.30, 1.1]], device=device)
    return (points * size)[None, None]


def _rays(size: int, device: torch.device) -> Tensor:
    rays = []
    for index in range(8):
        start, end = ((index + shift) / 8 * 2 * math.pi for shift in (0.0, 0.5))
        points = [
            (0.5, 0.5),
            (0.5 + math.cos(start), 0.5 + math.sin(start)),
            (0.5 + math.cos(end), 0.5 + math.sin(end)),
        ]
        rays.append(points)
    return torch.tensor(rays, device=device)[None] * size
