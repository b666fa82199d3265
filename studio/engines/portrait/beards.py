"""Beards and moustaches."""

from __future__ import annotations

import torch
from torch import Tensor

from studio.engines.portrait.curves import closed_curve, grown, open_curve, stroke, taper
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.head import HeadShape
from studio.engines.portrait.mouth import LIP_SAMPLES, MouthShape
from studio.engines.portrait.painter import Painter
from studio.engines.portrait.raster import Cover

_BESIDE = 0.25
"""How far beside the mouth a beard's upper edge turns down."""


def paint_beard(painter: Painter, space: FaceSpace, head: HeadShape, mouth: MouthShape, face: Cover) -> None:
    """Beard and moustache; they ride on jaw and lips."""
    grows = 1 - space.has("beard", "none")
    if not bool((grows > 0).any()) and not bool((1 - space.has("moustache", "none") > 0).any()):
        return
    points = head.outline.shape[1]
    first, last = int(points * 0.29), int(points * 0.71)
    jaw = head.outline[:, first : last + 1]
    full = space.has("beard", "full", "short", "stubble")
    home_r, home_l, heart = _mouth_at_rest(head, mouth)
    corner_r = home_r + torch.tensor([_BESIDE, 0.0], device=space.device)
    corner_l = home_l - torch.tensor([_BESIDE, 0.0], device=space.device)
    middle = heart + torch.tensor([0.0, 0.03], device=space.device)
    inner = torch.stack(
        (
            jaw[:, -1] * torch.tensor([0.93, 1.0], device=space.device),
            home_r,
            corner_r + torch.tensor([-0.09, -0.03], device=space.device),
            corner_r + torch.tensor([0.03, 0.06], device=space.device),
            middle + torch.tensor([0.0, 0.035], device=space.device),
            corner_l + torch.tensor([-0.03, 0.06], device=space.device),
            corner_l + torch.tensor([0.09, -0.03], device=space.device),
            home_l,
            jaw[:, 0] * torch.tensor([0.93, 1.0], device=space.device),
        ),
        1,
    )
    long = 0.20 * space.has("beard", "full") + 0.05 * space.has("beard", "short")
    low = ((jaw[..., 1] - 0.45) / 0.6).clamp(0, 1)
    outer = jaw + torch.stack(
        (torch.sign(jaw[..., 0]) * 0.03 * (long[:, None] > 0) * low.sqrt(), long[:, None] * low), -1
    )
    shape = torch.cat((outer, open_curve(inner, 40)), 1)
    pixels = space.at_depth(shape, _beard_depth(shape))
    line = space.by_style(0.0, 0.9, 0.5) * space.has("beard", "full", "short")
    painter.fill(_outlined(pixels, space), space.colour("hair_line"), line, part="hair")
    stubble = space.has("beard", "stubble")
    painter.soft(pixels, space.colour("stubble"), stubble * space.by_style(0.0, 0.08, 0.24), face)
    painter.fill(pixels, space.colour("stubble"), stubble * space.by_style(0.26, 0.22, 0.0), face)
    clip = painter.fill(pixels, space.colour("hair_shade"), space.has("beard", "full", "short") * 0.97, part="hair")
    _paint_strands(painter, space, outer, heart, clip, full)
    _paint_goatee(painter, space, head, mouth)
    _paint_moustache(painter, space, mouth)


def _mouth_at_rest(head: HeadShape, mouth: MouthShape) -> tuple[Tensor, Tensor, Tensor]:
    """(B, 2) beside the right and the left corner, and below the lips: carried by the jaw, not by the lips."""
    fall, shift = head.chin[:, 1] - head.neutral_chin_y, head.chin[:, 0]
    y = mouth.middle_y + 0.02 + 0.35 * fall
    reach = mouth.half + _BESIDE
    heart = torch.stack((shift * 0.7, mouth.middle_y + 0.08 + 0.8 * fall), -1)
    return torch.stack((shift * 0.3 - reach, y), -1), torch.stack((shift * 0.3 + reach, y), -1), heart


def _outlined(pixels: Tensor, space: FaceSpace) -> Tensor:
    return grown(pixels, space.line_width() * 2 * space.unit_px)


def _beard_depth(points: Tensor) -> Tensor:
    inside = (1 - (points[..., 0] / 1.05).square()).clamp_min(0)
    return 0.75 * inside


def _paint_strands(
    painter: Painter, space: FaceSpace, outer: Tensor, middle: Tensor, clip: Cover | None, full: Tensor
) -> None:
    if clip is None:
        return
    chosen = outer[:, 4:-4:3]
    top = chosen + (middle[:, None] - chosen) * 0.42
    bend = (chosen + top) * 0.5 + torch.tensor([0.02, 0.02], device=space.device)
    lines = open_curve(torch.stack((top, bend, chosen), 2), 8)
    marks = stroke(lines, taper(8, space.device) * 0.013)
    painter.fill(
        space.at_depth(marks, _beard_depth(marks)),
        space.colour("hair_deep"),
        0.75 * full * space.has("beard", "full", "short"),
        clip,
    )
    light = stroke(lines + torch.tensor([-0.035, 0.0], device=space.device), taper(8, space.device) * 0.011)
    painter.fill(
        space.at_depth(light, _beard_depth(light)),
        space.colour("hair"),
        0.8 * full * space.has("beard", "full", "short"),
        clip,
    )


def _paint_goatee(painter: Painter, space: FaceSpace, head: HeadShape, mouth: MouthShape) -> None:
    on = space.has("beard", "goatee")
    middle, chin = mouth.lower_outer[:, LIP_SAMPLES // 2], head.chin
    rows = [
        middle + torch.tensor([-0.10, 0.045], device=space.device),
        middle + torch.tensor([0.10, 0.045], device=space.device),
        torch.stack((chin[:, 0] + 0.19, chin[:, 1] - 0.13), -1),
        torch.stack((chin[:, 0] + 0.135, chin[:, 1] + 0.03), -1),
        torch.stack((chin[:, 0], chin[:, 1] + 0.075), -1),
        torch.stack((chin[:, 0] - 0.135, chin[:, 1] + 0.03), -1),
        torch.stack((chin[:, 0] - 0.19, chin[:, 1] - 0.13), -1),
    ]
    shape = closed_curve(torch.stack(rows, 1), 36)
    painter.fill(space.at_depth(shape, 0.72), space.colour("hair_shade"), on * 0.97, part="hair")


def _paint_moustache(painter: Painter, space: FaceSpace, mouth: MouthShape) -> None:
    on = 1 - space.has("moustache", "none")
    curled, thin = space.has("moustache", "curled")[:, None], space.has("moustache", "thin")[:, None]
    place = mouth.place
    line = mouth.upper_outer + torch.stack(
        (
            mouth.upper_outer[..., 0] * (0.18 + 0.15 * curled),
            -0.052 - 0.018 * thin + 0.03 * place.abs().pow(2) * (1 - 3.5 * curled),
        ),
        -1,
    )
    bulk = (
        (0.062 - 0.032 * thin)
        * (1 - place.abs().pow(2.2)).clamp_min(0.02)
        * (1 - 0.45 * torch.exp(-(place / 0.12).square()))
    )
    shape = stroke(line, bulk)
    painter.fill(space.on_face(shape, 0.08), space.colour("hair_shade"), on * 0.97, part="hair")
    gleam = stroke(
        line[:, 3:-3] + torch.tensor([0.0, -0.012], device=space.device), taper(LIP_SAMPLES - 6, space.device) * 0.008
    )
    painter.fill(
        space.on_face(gleam, 0.08), space.colour("hair"), on * space.by_style(0.0, 0.8, 0.8) * (1 - thin[:, 0])
    )
