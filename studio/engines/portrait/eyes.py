"""Eyes and brows. Lids close over the ball: what they cover is simply not painted, so skin is what is seen."""

from __future__ import annotations

import torch
from torch import Tensor

from studio.engines.portrait.curves import ellipse, open_curve, stroke, taper
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.painter import Painter
from studio.engines.portrait.raster import Cover

LID_SAMPLES = 18


class EyeShape:
    """Both eyes of one batch; dimension 1 is the character's right eye (left in the picture), then the left.

    Attributes:
        upper, lower: (B, 2, N, 2) lid edges from the inner to the outer corner, units.
        crease: (B, 2, N, 2) the fold above the upper lid.
        iris: (B, 2, 2) its centre.
        iris_radii: (B, 2, 2).
        half_width, height: (B, 2) half width and height of the resting eye.
    """

    def __init__(self, space: FaceSpace) -> None:
        self.space = space
        self.side = torch.tensor([-1.0, 1.0], device=space.device)
        size = space.spread("eye_size", 0.94, 1.26)
        half = 0.268 * size
        up = half * space.spread("eye_roundness", 0.70, 1.0)
        down = half * space.spread("eye_roundness", 0.36, 0.58)
        self.half_width, self.up, self.down = (one[:, None].expand(-1, 2) for one in (half, up, down))
        self.height = self.up + self.down
        spacing = space.spread("eye_spacing", 0.415, 0.50) * (
            0.6 + 0.4 * space.spread("head_width", 0.92, 1.07)
        ) + 0.25 * (half - 0.25)
        self.middle = torch.stack((spacing, space.spread("eye_height", 0.15, 0.03)), -1)
        self._lids()
        self._iris(size)

    def _lids(self) -> None:
        space, a, up, down = self.space, self.half_width, self.up, self.down
        blink, squint, wide = space.pair("eyeBlink"), space.pair("eyeSquint"), space.pair("eyeWide")
        look_down, look_up = space.pair("eyeLookDown"), space.pair("eyeLookUp")
        raised = space.pair("cheekSquint")
        top = up * (1 + 0.24 * wide + 0.06 * look_up - 0.2 * squint - 0.26 * look_down)
        bottom = down * (1 + 0.10 * wide - 0.62 * squint - 0.30 * raised + 0.06 * look_down)
        arch = (squint * 0.55 + raised * 0.6).clamp(max=1.0)  # closed eyes of a smile bend upwards
        upper = self._curve(((-1, 0.10), (-0.72, -0.62), (-0.12, -1.0), (0.55, -0.80), (1, -0.08)), top)
        lower = self._curve(((-1, 0.14), (-0.55, 0.74), (0.08, 1.0), (0.62, 0.78), (1, -0.08)), bottom)
        closed_at = down * (0.78 - 1.9 * arch)
        closed = self._curve(((-1, 0.14), (-0.55, 0.72), (0.02, 1.0), (0.6, 0.66), (1, -0.02)), closed_at)
        share = blink[..., None, None]
        lower_now = lower + (closed - lower) * share
        upper_now = upper + (closed - upper) * share
        gap = (upper_now[..., 1] - lower_now[..., 1]).clamp_min(0)  # lids touch, they never cross
        upper_now = torch.stack((upper_now[..., 0], upper_now[..., 1] - gap), -1)
        self.upper, self.lower = self.placed(upper_now), self.placed(lower_now)
        fold = space.spread("lid_crease", 0.02, 0.085)[:, None, None]
        crease = self._curve(((-0.86, -0.18), (-0.62, -0.72), (-0.08, -1.0), (0.6, -0.80), (1.1, -0.22)), up)
        sunk = (crease[..., 1] - fold) * (1 - 0.22 * blink[..., None] - 0.12 * squint[..., None]) - 0.05 * wide[
            ..., None
        ] * self.up[..., None]
        self.crease = self.placed(torch.stack((crease[..., 0], sunk), -1))
        under = self._curve(((-0.8, 1.05), (-0.3, 1.45), (0.3, 1.5), (0.85, 1.05)), down * 1.15)
        self.under = self.placed(torch.stack((under[..., 0], under[..., 1] - 0.05 * (squint + raised)[..., None]), -1))
        tail = torch.stack((upper_now[..., -1, 0] + 0.24 * a, upper_now[..., -1, 1] - (0.10 - 0.10 * blink) * a), -1)
        self.tail = self.placed(tail[..., None, :])

    def _curve(self, points: tuple[tuple[float, float], ...], scale: Tensor) -> Tensor:
        """(B, 2, N, 2) a local curve through points given in half widths and in `scale`."""
        shape = torch.tensor(points, device=self.space.device)
        x = shape[:, 0] * self.half_width[..., None]
        y = shape[:, 1] * scale[..., None]
        corner = (shape[:, 0].abs() >= 1) & (shape[:, 1].abs() < 0.2)
        y = torch.where(corner, shape[:, 1] * 0.2, y)  # corners stay where they are, however the lids move
        return open_curve(torch.stack((x, y), -1), LID_SAMPLES)

    def placed(self, local: Tensor) -> Tensor:
        """(B, 2, N, 2) local points (outwards, down) to units: tilted, mirrored, moved to the eye's place."""
        tilt = self.space.spread("eye_tilt", 0.10, -0.20)[:, None, None]
        x, y = local.unbind(-1)
        y = y + tilt * x
        middle = self.middle[:, None, None, :]
        return torch.stack((self.side[:, None] * (x + middle[..., 0]), y + middle[..., 1]), -1)

    def _iris(self, size: Tensor) -> None:
        space = self.space
        out = space.pair("eyeLookOut") - space.pair("eyeLookIn")
        down = space.pair("eyeLookDown") - space.pair("eyeLookUp")
        x = out * self.half_width * 0.40 - 0.008
        y = (self.down - self.up) * 0.50 + down * self.height * 0.24
        self.iris = self.placed(torch.stack((x, y), -1)[..., None, :])[..., 0, :]
        radius = (
            space.spread("iris_size", 0.158, 0.20) * size * (0.72 + 0.28 * space.spread("eye_roundness", 0.75, 1.2))
        )
        self.iris_radii = torch.stack((radius, radius * 1.14), -1)[:, None].expand(-1, 2, -1)

    def opening(self) -> Tensor:
        """(B, 2, 2N, 2) the outline between the lids."""
        return torch.cat((self.upper, self.lower.flip(-2)), -2)


def paint_eyes(painter: Painter, space: FaceSpace, eyes: EyeShape) -> None:
    """Lids, balls, lashes."""
    _paint_lid_skin(painter, space, eyes)
    opening = painter.fill(space.on_face(eyes.opening()), space.colour("eye_white"), part="eyes")
    if opening is not None:
        _paint_ball(painter, space, eyes, opening)
    _paint_lashes(painter, space, eyes)


def _paint_lid_skin(painter: Painter, space: FaceSpace, eyes: EyeShape) -> None:
    lid = space.on_face(torch.cat((eyes.crease, eyes.upper.flip(-2)), -2))
    painter.fill(lid, space.colour("skin_shade"), space.by_style(0.35, 0.4, 0.5))
    painter.fill(lid, space.colour("makeup"), 0.75 * space.gene("eye_makeup"))
    width = taper(LID_SAMPLES, space.device, 0.0, 0.1) * 0.0105 * space.unit_px
    crease = stroke(space.on_face(eyes.crease), width)
    painter.fill(
        crease, space.colour("skin_line"), (0.25 + 0.6 * space.gene("lid_crease")) * space.by_style(0.5, 0.8, 0.7)
    )
    tight = (space.pair("eyeSquint") * 0.8).clamp(0, 1)
    tired = 0.55 * (space.gene("age") - 0.25).clamp_min(0)[:, None]
    line = stroke(space.on_face(eyes.under), taper(LID_SAMPLES, space.device) * 0.011 * space.unit_px)
    for which in (0, 1):
        painter.fill(line[:, which], space.colour("skin_deep"), (tight + tired)[:, which].clamp(0, 0.85))
    cheek = space.pair("cheekSquint")
    mark = stroke(
        space.on_face(eyes.under + torch.tensor([0.0, 0.075], device=space.device)),
        taper(LID_SAMPLES, space.device) * 0.014 * space.unit_px,
    )
    for which in (0, 1):
        painter.fill(mark[:, which], space.colour("skin_deep"), 0.7 * cheek[:, which])


def _paint_ball(painter: Painter, space: FaceSpace, eyes: EyeShape, opening: Cover) -> None:
    centre, radii = eyes.iris, eyes.iris_radii

    def disc(dx: float, dy: float, scale: float, stretch: float = 1.0, samples: int = 28) -> Tensor:
        shift = torch.tensor([dx, dy], device=space.device) * radii
        grow = torch.tensor([scale, scale * stretch], device=space.device)
        return space.on_face(ellipse(centre + shift, radii * grow, samples))

    ring, iris = disc(0, 0, 1.0), disc(0, 0, 0.87)
    painter.fill(ring, space.colour("iris_ring"), None, opening)
    inside = painter.fill(iris, space.colour("iris"), None, opening)
    if inside is not None:
        _shade_iris(painter, space, eyes, iris, opening)
        painter.fill(disc(0, 0.42, 0.66, 0.75), space.colour("iris_light"), space.by_style(0.0, 0.85, 0.7), inside)
        painter.fill(disc(0, 0.60, 0.40, 0.62), space.colour("iris_light"), space.by_style(0.75, 0.5, 0.5), inside)
        painter.fill(disc(0, -0.02, 0.43), space.colour("pupil"), None, inside)
    lash_shadow = space.on_face(torch.cat((eyes.upper, (eyes.upper + 0.30 * _fall(eyes)).flip(-2)), -2))
    painter.fill(lash_shadow, space.colour("eye_shade"), space.by_style(0.40, 0.5, 0.45), opening)
    painter.fill(disc(-0.36, -0.38, 0.30, 1.0, 16), space.colour("glint"), None, opening)
    painter.fill(disc(0.42, 0.44, 0.15, 1.0, 12), space.colour("glint"), space.by_style(0.0, 0.9, 0.85), opening)


def _shade_iris(painter: Painter, space: FaceSpace, eyes: EyeShape, iris: Tensor, opening: Cover) -> None:
    """Dark above, as under a brow; one eye at a time, because they may look at different heights."""
    height = space.on_face(eyes.iris)[..., 1]
    reach = eyes.iris_radii[:, 0, 1] * space.unit_px
    for which in (0, 1):
        y = height[:, which]
        ramp = (y + 0.45 * reach, y - 0.75 * reach)
        painter.fill(iris[:, which], space.colour("iris_dark"), space.by_style(0.85, 0.95, 0.95), opening, ramp=ramp)


def _fall(eyes: EyeShape) -> Tensor:
    down = torch.zeros_like(eyes.upper)
    down[..., 1] = eyes.height[..., None]
    return down


def _paint_lashes(painter: Painter, space: FaceSpace, eyes: EyeShape) -> None:
    lashes = space.gene("lashes")[:, None, None]
    line = open_curve(
        torch.cat(
            (
                eyes.upper[..., ::3, :],
                eyes.upper[..., -1:, :],
                eyes.upper[..., -1:, :] + (eyes.tail - eyes.upper[..., -1:, :]) * (0.25 + 0.75 * lashes[..., None]),
            ),
            -2,
        ),
        26,
    )
    place = torch.linspace(0, 1, 26, device=space.device)
    pressure = (0.30 + 0.70 * torch.sin(place * 2.6).clamp_min(0)) * (1 - (place - 0.80).clamp_min(0) * 4.9).clamp_min(
        0.0
    )
    width = (0.019 + 0.024 * lashes) * pressure * space.by_style(0.95, 1.0, 0.9)[:, None, None]
    lifted = line - torch.stack((torch.zeros_like(width), width * 0.55), -1).expand_as(line)
    painter.fill(space.on_face(stroke(lifted, width.expand(-1, 2, -1))), space.colour("lash"), part="eyes")
    low = open_curve(eyes.lower[..., 7:, :], 14)
    low_width = taper(14, space.device, 0.1, 0.6) * (0.007 + 0.006 * lashes)
    painter.fill(
        space.on_face(stroke(low, low_width.expand(space.count, 2, 14))),
        space.colour("lash"),
        0.35 + 0.4 * space.gene("lashes"),
        part="eyes",
    )
    _paint_spikes(painter, space, eyes, lifted)


def _paint_spikes(painter: Painter, space: FaceSpace, eyes: EyeShape, line: Tensor) -> None:
    length = (space.gene("lashes") - 0.45).clamp_min(0)[:, None, None] * 0.24
    fold = 1 - 1.25 * space.pair("eyeBlink")[..., None]
    spikes = []
    for index, lean, share in ((14, 0.55, 0.8), (17, 0.8, 1.0), (20, 1.0, 0.9)):
        root, after = line[..., index, :], line[..., index + 2, :]
        x = root[..., 0] + eyes.side * (0.015 + lean * length[..., 0] * share)
        y = root[..., 1] - 0.01 - (1.15 - 0.35 * lean) * length[..., 0] * share * fold[..., 0]
        spikes.append(torch.stack((root, torch.stack((x, y), -1), after), -2))
    outline = torch.cat(spikes, 1)
    painter.fill(space.on_face(outline), space.colour("lash"), (space.gene("lashes") > 0.45).float(), part="eyes")


class BrowShape:
    """Both brows; (B, 2, N, 2) `upper` and `lower` edges from the inner end to the outer one, units."""

    def __init__(self, space: FaceSpace, eyes: EyeShape) -> None:
        up_in = space.control("browInnerUp")[:, None].expand(-1, 2)
        up_out, down = space.pair("browOuterUp"), space.pair("browDown")
        middle_y = eyes.middle[:, 1:2] - eyes.up - space.spread("brow_height", 0.17, 0.29)[:, None]
        arch = space.spread("brow_arch", 0.0, 0.10)[:, None]
        tilt = space.spread("brow_tilt", 0.075, -0.040)[:, None]
        reach = space.spread("brow_length", 0.44, 0.60)[:, None]
        start = (eyes.middle[:, :1] - eyes.half_width * 0.98).clamp_min(0.13)
        rows = []  # place along the brow, arch, inner, outer, down weights
        for place, bend, inner, outer, low in (
            (0, 0.1, 1, 0, 1),
            (0.3, 0.55, 0.72, 0.12, 0.85),
            (0.65, 1.0, 0.18, 0.8, 0.45),
            (1, 0.0, 0, 1, 0.12),
        ):
            x = start + reach * place - 0.05 * down * (1 - place)
            y = (
                middle_y
                + 0.035
                - arch * bend
                - tilt * (1 - place * 2)
                - 0.135 * inner * up_in
                - 0.135 * outer * up_out
                + 0.105 * low * down
            )
            if place == 1:
                y = y + arch * 0.55
            rows.append(torch.stack((eyes.side * x, y), -1))
        self.middle = open_curve(torch.stack(rows, 2), 14)
        thick = space.spread("brow_thickness", 0.022, 0.054)[:, None]
        place = torch.linspace(0, 1, 14, device=space.device)
        profile = (
            (0.72 + 0.9 * place - 1.0 * place.square())
            * (1 - place.pow(5)).clamp_min(0.03)
            * (0.55 + 0.45 * (place * 9).clamp(max=1))
        )
        self.outline = stroke(self.middle, (thick * profile)[:, None].expand(-1, 2, -1))
        self.space = space

    def paint(self, painter: Painter, alpha: Tensor | None = None) -> None:
        """Lay the brows; a second time, thinly, over a fringe."""
        space = self.space
        painter.fill(
            space.on_face(self.outline, 0.03), space.colour("brow"), alpha, part="brows" if alpha is None else ""
        )

    def paint_furrows(self, painter: Painter) -> None:
        """Lines that lowered brows press into the forehead's middle, and raised ones above it."""
        space = self.space
        down = space.pair("browDown")
        inner = self.middle[:, :, 0]
        side = torch.tensor([-1.0, 1.0], device=space.device)
        for which in (0, 1):
            x, y = inner[:, which, 0], inner[:, which, 1]
            points = torch.stack(
                (
                    torch.stack((x - side[which] * 0.055, y - 0.10), -1),
                    torch.stack((x - side[which] * 0.07, y - 0.01), -1),
                    torch.stack((x - side[which] * 0.045, y + 0.08), -1),
                ),
                1,
            )
            mark = stroke(open_curve(points, 10), taper(10, space.device) * 0.013)
            painter.fill(space.on_face(mark), space.colour("skin_deep"), 0.85 * down[:, which])
