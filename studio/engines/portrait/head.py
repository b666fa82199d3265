"""Head, neck, ears: their outlines, and how the jaw moves them."""

from __future__ import annotations

import torch
from torch import Tensor

from studio.engines.portrait.curves import closed_curve, ellipse, grown, open_curve, stroke, taper
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.painter import Painter
from studio.engines.portrait.raster import Cover

OUTLINE_SAMPLES = 84
EAR_DEPTH = -0.12


class HeadShape:
    """The outline of one batch's heads in units.

    Attributes:
        chin: (B, 2) the chin's tip, moved by the jaw.
        half_jaw: (B,) half width at the jaw's corner.
        outline: (B, N, 2) skull, cheeks, jaw; clockwise from the top.
    """

    def __init__(self, space: FaceSpace) -> None:
        self.space = space
        wide = space.spread("head_width", 0.92, 1.07)
        long = space.spread("head_length", 0.94, 1.08)
        cheek = space.spread("cheek_width", 0.92, 1.0) * wide
        full = space.spread("cheek_fullness", -0.05, 0.06)
        self.half_jaw = space.spread("jaw_width", 0.58, 0.77) * wide + full * 0.5
        jaw_y = space.spread("jaw_height", 0.76, 0.88) * long
        chin_wide = space.spread("chin_width", 0.25, 0.41) * wide
        chin_y = space.spread("chin_length", 1.10, 1.23) * long
        self.neutral_chin_y = chin_y
        drop, shift, push = self._jaw()
        puff, squint = space.control("cheekPuff") * 0.10, space.pair("cheekSquint") * 0.02
        self.chin = torch.stack((shift, chin_y + drop), -1)
        rows = (  # half width, height, share of the jaw's fall and shift, share of the puff
            (0.60 * wide, torch.full_like(wide, -1.06), 0.0, 0.0),
            (0.93 * wide, torch.full_like(wide, -0.62), 0.0, 0.0),
            (cheek, torch.full_like(wide, -0.10), 0.0, 0.0),
            (cheek * 0.93 + full, 0.36 * long, 0.10, 0.35),
            (self.half_jaw, jaw_y, 0.5, 0.9),
            (chin_wide + push * 0.04, (chin_y + jaw_y) * 0.5 + 0.11 * long, 0.95, 0.3),
        )
        right: list[Tensor] = []
        left: list[Tensor] = []
        for half, y, share, blown in rows:
            for side, points, which in ((-1, right, 0), (1, left, 1)):
                x = side * (half + puff * blown + squint[:, which] * (blown + 0.2 > 0.5)) + shift * share
                points.append(torch.stack((x, y + drop * share), -1))
        top = torch.stack((torch.zeros_like(wide), torch.full_like(wide, -1.19)), -1)
        points = torch.stack([top, *left, self.chin, *reversed(right)], 1)
        self.outline = closed_curve(points, OUTLINE_SAMPLES)
        self.wide, self.long = wide, long

    def _jaw(self) -> tuple[Tensor, Tensor, Tensor]:
        space = self.space
        push = space.control("jawForward")
        drop = 0.25 * space.control("jawOpen") + 0.045 * push
        shift = 0.13 * (space.control("jawLeft") - space.control("jawRight"))
        return drop, shift, push

    def pixels(self, outline: Tensor | None = None) -> Tensor:
        """(B, N, 2) the head's outline in pixels; the chin is nearer than the skull's rim."""
        points = self.outline if outline is None else outline
        depth = (
            0.62 * ((points[..., 1] - 0.1) / 1.1).clamp(0, 1) * (1 - (points[..., 0].abs() / 1.05).clamp(0, 1).square())
        )
        return self.space.at_depth(points, depth)


def paint_ears(painter: Painter, space: FaceSpace, head: HeadShape) -> None:
    """Ears, behind the face."""
    size = space.spread("ear_size", 0.8, 1.15)[:, None]
    flare = space.spread("ear_flare", 0.0, 0.09)[:, None]
    shape = torch.tensor(
        [
            [-0.10, -0.20],
            [0.03, -0.27],
            [0.13, -0.22],
            [0.15, -0.06],
            [0.10, 0.10],
            [0.05, 0.22],
            [-0.04, 0.24],
            [-0.12, 0.1],
        ],
        device=space.device,
    )
    bow = torch.tensor(
        [[0.02, -0.14], [0.08, -0.16], [0.095, -0.06], [0.045, 0.02], [0.055, 0.08], [0.0, 0.13]], device=space.device
    )
    side = torch.tensor([-1.0, 1.0], device=space.device)[None, :, None]
    root = (head.wide * 0.975)[:, None]

    def placed(local: Tensor) -> Tensor:
        x = side * (
            root[..., None]
            + local[None, None, :, 0] * size[..., None] * (1 + flare[..., None] * 5)
            + flare[..., None] * 0.4
        )
        y = 0.12 + local[None, None, :, 1] * size[..., None] * torch.ones_like(x)
        return space.at_depth(torch.stack((x, y), -1), EAR_DEPTH)

    ear = closed_curve(placed(shape), 32)
    line = grown(ear, space.line_width() * 2 * space.unit_px)
    painter.fill(line, space.colour("skin_line"), space.by_style(0.0, 1.0, 0.55), part="skin")
    clip = painter.fill(ear, space.colour("skin"), part="skin")
    inner = closed_curve(placed(shape * 0.62 + torch.tensor([0.0, -0.02], device=space.device)), 24)
    painter.fill(inner, space.colour("skin_shade"), space.by_style(0.75, 0.9, 0.7), clip)
    marks = stroke(open_curve(placed(bow), 16), taper(16, space.device) * 0.014 * space.unit_px)
    painter.fill(marks, space.colour("skin_deep"), space.by_style(0.0, 0.8, 0.45), clip)


def paint_neck(painter: Painter, space: FaceSpace, head: HeadShape) -> None:
    """Neck and the skin of chest and shoulders, with the head's shadow on it."""
    neck = space.spread("neck_width", 0.34, 0.50)
    shoulder = space.spread("shoulder_width", 1.45, 1.95)
    zero = torch.zeros_like(neck)
    half = [
        (neck * 0.98, zero + 0.55), (neck, zero + 1.2), (neck * 1.16, zero + 1.42), (neck * 1.9, zero + 1.58),
        (shoulder * 0.76, zero + 1.82), (shoulder * 0.88, zero + 2.1), (shoulder * 0.9, zero + 2.7),
    ]  # fmt: skip
    points = [torch.stack((x, y), -1) for x, y in half] + [torch.stack((-x, y), -1) for x, y in reversed(half)]
    outline = open_curve(torch.stack(points, 1), 72)
    body = space.flat(outline)
    painter.fill(
        grown(body, space.line_width() * 2 * space.unit_px), space.colour("skin_line"), space.by_style(0.0, 1.0, 0.55),
        part="skin",
    )  # fmt: skip
    clip = painter.fill(body, space.colour("skin"), part="skin")
    shadow = torch.stack(
        [torch.stack((x, y), -1) for x, y in (
            (-neck * 1.3, zero + 0.5), (neck * 1.3, zero + 0.5), (neck * 1.25, zero + 1.30), (neck * 0.55, zero + 1.50),
            (zero - neck * 0.1, zero + 1.56), (-neck * 0.6, zero + 1.42), (-neck * 1.25, zero + 1.22))], 1,
    )  # fmt: skip
    cast = space.flat(open_curve(shadow, 40)) + _sway(space)
    painter.fill(cast, space.colour("skin_shade"), space.by_style(0.85, 1.0, 0.0), clip)
    painter.soft(cast, space.colour("skin_deep"), space.by_style(0.0, 0.0, 0.85), clip)
    side = torch.tensor([-1.0, 1.0], device=space.device)[None, :, None, None]
    bone = torch.tensor([[0.10, 1.66], [0.3, 1.62], [0.62, 1.635]], device=space.device) * torch.stack(
        (side[..., 0], torch.ones_like(side[..., 0])), -1
    )
    bones = stroke(
        open_curve(space.flat(bone.expand(space.count, 2, 3, 2)), 12), taper(12, space.device) * 0.013 * space.unit_px
    )
    painter.fill(bones, space.colour("skin_shade"), space.by_style(0.5, 1.0, 0.8), clip)


def _sway(space: FaceSpace) -> Tensor:
    """(B, 1, 2) how far the chin's shadow follows the head, pixels."""
    chin = torch.zeros(space.count, 1, 2, device=space.device)
    chin[..., 1] = 1.1
    return (space.at_depth(chin, 0.5) - space.flat(chin)) * 0.6


def paint_face(painter: Painter, space: FaceSpace, head: HeadShape) -> Cover:
    """The bare face with its shading.

    Returns:
        Its coverage, to clip what lies on it.
    """
    outline = head.pixels()
    painter.fill(
        grown(outline, space.line_width() * 2 * space.unit_px),
        space.colour("skin_line"),
        space.by_style(0.0, 1.0, 0.6),
        part="skin",
    )
    clip = painter.fill(outline, space.colour("skin"), part="skin")
    if clip is None:
        raise ValueError("the picture is too small for a face")
    _shade_sides(painter, space, head, clip)
    _blush(painter, space, clip)
    return clip


def _shade_sides(painter: Painter, space: FaceSpace, head: HeadShape, clip: Cover) -> None:
    inner = head.outline * torch.tensor([0.90, 0.955], device=space.device) + torch.tensor(
        [-0.10, -0.03], device=space.device
    )
    light = painter.cover(head.pixels(inner))
    if light is not None:
        rim = Cover(clip.x, clip.y, _without(clip, light))
        painter.fill(rim, space.colour("skin_shade"), space.by_style(0.0, 0.75, 0.0))
    cheek = ellipse(_points(space, [(0.98, 0.55)]), _points(space, [(0.20, 0.62)]))
    painter.soft(space.on_face(cheek), space.colour("skin_shade"), space.by_style(0.0, 0.0, 0.6), clip)
    low = ellipse(_points(space, [(0.0, 1.28), (-0.98, 0.75)]), _points(space, [(0.55, 0.17), (0.15, 0.5)]))
    painter.soft(space.on_face(low), space.colour("skin_shade"), space.by_style(0.0, 0.0, 0.35), clip)
    glow = ellipse(_points(space, [(-0.28, -0.45), (-0.42, 0.32)]), _points(space, [(0.42, 0.2), (0.2, 0.12)]))
    painter.soft(space.on_face(glow), space.colour("skin_light"), space.by_style(0.0, 0.0, 0.55), clip, blurs=2)


def _without(clip: Cover, light: Cover) -> Tensor:
    rim = clip.values.clone()
    x, y = max(clip.x, light.x), max(clip.y, light.y)
    right = min(clip.x + rim.shape[2], light.x + light.values.shape[2])
    bottom = min(clip.y + rim.shape[1], light.y + light.values.shape[1])
    rim[:, y - clip.y : bottom - clip.y, x - clip.x : right - clip.x] *= 1 - light.window(x, y, right, bottom)
    return rim


def _points(space: FaceSpace, points: list[tuple[float, float]]) -> Tensor:
    return torch.tensor(points, device=space.device).expand(space.count, len(points), 2)


def _blush(painter: Painter, space: FaceSpace, clip: Cover) -> None:
    puff, raised = space.control("cheekPuff")[:, None], space.pair("cheekSquint")
    side = torch.tensor([-1.0, 1.0], device=space.device)
    x = side * (0.62 + 0.03 * puff).expand(-1, 2)
    y = 0.43 - 0.05 * raised - 0.02 * puff
    radii = torch.stack((0.23 + 0.05 * puff, 0.125 + 0.05 * puff), -1).expand(-1, 2, 2)
    spots = space.on_face(ellipse(torch.stack((x, y), -1), radii))
    strength = space.gene("blush")
    painter.soft(spots, space.colour("blush"), 0.10 + 0.5 * strength * space.by_style(0.0, 0.75, 1.0), clip, blurs=2)
    painter.fill(spots, space.colour("blush"), space.by_style(0.42, 0.0, 0.0) * (strength > 0.25) * strength, clip)
    for which, name in ((0, "Right"), (1, "Left")):  # raised or blown cheeks glow
        glow = (0.5 * space.control("cheekSquint" + name) + 0.3 * space.control("cheekPuff")).clamp(0, 0.6)
        painter.soft(spots[:, which], space.colour("blush"), glow, clip)
