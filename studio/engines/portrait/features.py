"""Nose, marks on the skin, signs of age, glasses and ear-rings."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from studio.engines.portrait.curves import closed_curve, ellipse, open_curve, stroke, taper
from studio.engines.portrait.eyes import EyeShape
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.head import HeadShape
from studio.engines.portrait.mouth import LIP_SAMPLES, MouthShape
from studio.engines.portrait.painter import Painter
from studio.engines.portrait.raster import Cover
from studio.models.genome_random import generator


class NoseShape:
    """The nose of one batch: `tip` (B, 2), `half` (B,) half width of the wings, units."""

    def __init__(self, space: FaceSpace) -> None:
        self.tip = torch.stack(
            (torch.zeros(space.count, device=space.device), space.spread("nose_length", 0.39, 0.50)), -1
        )
        self.half = space.spread("nose_width", 0.085, 0.155)
        self.sneer = space.pair("noseSneer")


def paint_nose(painter: Painter, space: FaceSpace, nose: NoseShape) -> None:
    """A nose made of shadow and light; its lower edge is all that is drawn."""
    zero, half, tip = torch.zeros(space.count, device=space.device), nose.half, nose.tip[:, 1]
    strong = space.gene("nose_bridge")
    up = nose.sneer * 0.032

    def shape(rows: list[tuple[Tensor, Tensor]]) -> Tensor:
        return torch.stack([torch.stack(row, -1) for row in rows], 1)

    side = shape([
        (zero + 0.055, zero + 0.02), (zero + 0.065, tip * 0.5), (half * 0.75, tip - 0.05), (half * 1.02, tip + 0.015),
        (half * 0.55, tip + 0.05), (zero + 0.01, tip + 0.03), (zero + 0.035, tip * 0.55)])  # fmt: skip
    lifted = 0.08 + 0.14 * strong
    painter.soft(
        space.on_face(closed_curve(side, 30), lifted[:, None]),
        space.colour("skin_deep"),
        space.by_style(0.0, 0.0, 0.35) * (0.5 + strong),
    )
    painter.fill(
        space.on_face(closed_curve(side, 30), lifted[:, None]),
        space.colour("skin_shade"),
        space.by_style(0.0, 0.62, 0.0) * (strong * 1.6).clamp(max=1),
    )
    under = shape(
        [
            (-half * 0.95, tip + 0.012 - up[:, 0]),
            (-half * 0.42, tip + 0.048 - up[:, 0] * 0.4),
            (zero, tip + 0.064),
            (half * 0.42, tip + 0.048 - up[:, 1] * 0.4),
            (half * 0.95, tip + 0.012 - up[:, 1]),
            (half * 0.4, tip + 0.030 - up[:, 1] * 0.4),
            (zero, tip + 0.036),
            (-half * 0.4, tip + 0.030 - up[:, 0] * 0.4),
        ]
    )
    edge = space.on_face(closed_curve(under, 40), lifted[:, None])
    painter.fill(edge, space.colour("skin_deep"), space.by_style(0.85, 0.9, 0.75))
    for which, sign in ((0, -1.0), (1, 1.0)):
        hole = torch.stack((sign * half * 0.46, tip + 0.037 - up[:, which] * 0.6), -1)
        radii = torch.stack((half * 0.23, zero + 0.013), -1)
        painter.fill(
            space.on_face(ellipse(hole, radii, 12), lifted[:, None]),
            space.colour("skin_line"),
            space.by_style(0.35, 0.8, 0.7) * (0.5 + 0.5 * strong),
        )
        _paint_wing(painter, space, nose, which, sign, up[:, which])
    light = torch.stack((zero - 0.022, tip - 0.035), -1)
    painter.fill(
        space.on_face(ellipse(light, torch.stack((zero + 0.022, zero + 0.028), -1), 14), lifted[:, None]),
        space.colour("skin_light"),
        space.by_style(0.0, 0.85, 0.8),
    )


def _paint_wing(painter: Painter, space: FaceSpace, nose: NoseShape, which: int, sign: float, up: Tensor) -> None:
    half, tip = nose.half, nose.tip[:, 1]
    wing = torch.stack(
        [
            torch.stack((sign * half * 0.98, tip - 0.055 - up), -1),
            torch.stack((sign * half * 1.16, tip - 0.005 - up), -1),
            torch.stack((sign * half * 0.92, tip + 0.036 - up * 0.6), -1),
        ],
        1,
    )
    amount = nose.sneer[:, which]
    alpha = (space.by_style(0.12, 0.5, 0.35) * (0.3 + space.gene("nose_width")) + 0.6 * amount).clamp(max=0.95)
    painter.fill(
        space.on_face(stroke(open_curve(wing, 10), taper(10, space.device) * 0.011), 0.06),
        space.colour("skin_deep"),
        alpha,
    )
    for y, x0, x1 in ((0.10, 0.035, 0.105), (0.165, 0.04, 0.125), (0.23, 0.05, 0.13)):
        fold = torch.tensor(
            [[sign * x0, y + 0.025], [sign * (x0 + x1) / 2, y + 0.012], [sign * x1, y - 0.03]], device=space.device
        )
        line = stroke(open_curve(fold.expand(space.count, 3, 2), 9), taper(9, space.device) * 0.0125)
        painter.fill(space.on_face(line, 0.08), space.colour("skin_deep"), 0.95 * amount)


def paint_skin_marks(painter: Painter, space: FaceSpace, face: Cover, mouth: MouthShape, nose: NoseShape) -> None:
    """Freckles, a mole, a scar, lines of age and of raised brows, folds beside the mouth."""
    _paint_dots(painter, space, face)
    _paint_scar(painter, space, face)
    age = ((space.gene("age") - 0.3) / 0.7).clamp_min(0)
    raised = space.control("browInnerUp")
    for y, reach, lift in ((-0.62, 0.36, 0.4), (-0.72, 0.30, 0.3), (-0.53, 0.28, 0.5)):
        line = torch.tensor(
            [[-reach, y], [-reach * 0.4, y - 0.022], [reach * 0.4, y - 0.022], [reach, y]], device=space.device
        )
        mark = stroke(open_curve(line.expand(space.count, 4, 2), 14), taper(14, space.device) * 0.010)
        painter.fill(space.on_face(mark), space.colour("skin_deep"), (0.45 * age + lift * raised).clamp(max=0.8), face)
    for which, sign, name in ((0, -1.0, "Right"), (1, 1.0, "Left")):
        corner = mouth.upper_inner[:, 0 if which == 0 else LIP_SAMPLES - 1]
        wing = torch.stack((sign * (nose.half + 0.05), nose.tip[:, 1] + 0.02), -1)
        end = corner + torch.tensor([sign * 0.085, 0.01], device=space.device)
        bow = (wing + end) * 0.5 + torch.tensor([sign * 0.035, -0.01], device=space.device)
        fold = stroke(open_curve(torch.stack((wing, bow, end), 1), 12), taper(12, space.device) * 0.013)
        pulled = 0.55 * space.control("mouthSmile" + name) + 0.5 * space.control("mouthUpperUp" + name)
        painter.fill(
            space.on_face(fold, 0.02), space.colour("skin_deep"), (0.6 * age + 0.5 * pulled).clamp(max=0.8), face
        )
    chin = torch.stack(
        (mouth.lower_outer[:, LIP_SAMPLES // 2, 0], mouth.lower_outer[:, LIP_SAMPLES // 2, 1] + 0.10), -1
    )
    boss = (
        torch.tensor([[-0.10, 0.03], [-0.04, -0.012], [0.04, -0.012], [0.10, 0.03]], device=space.device)
        + chin[:, None]
    )
    painter.fill(
        space.on_face(stroke(open_curve(boss, 12), taper(12, space.device) * 0.012)),
        space.colour("skin_deep"),
        0.8 * space.control("mouthShrugLower"),
        face,
    )
    tip = (
        torch.tensor([[-0.13, 0.04], [-0.05, 0.075], [0.05, 0.075], [0.13, 0.04]], device=space.device) + chin[:, None]
    )
    painter.fill(
        space.on_face(stroke(open_curve(tip, 12), taper(12, space.device) * 0.014)),
        space.colour("skin_deep"),
        0.8 * space.control("jawForward"),
        face,
    )


def _paint_dots(painter: Painter, space: FaceSpace, face: Cover) -> None:
    spots = torch.zeros(space.count, 34, 2)
    radii = torch.zeros(space.count, 34, 2)
    for row, genome in enumerate(space.genomes):
        if genome.freckles > 0:
            chance = generator(round(genome.hair_detail * 1e4), "freckles")
            many = int(10 + 22 * genome.freckles)
            x = chance.normal(0, 0.42, many)
            y = 0.36 + chance.normal(0, 0.07, many) - 0.05 * abs(x)
            spots[row, :many] = torch.from_numpy(np.stack((x, y), 1).astype(np.float32))
            radii[row, :many] = torch.from_numpy(chance.uniform(0.010, 0.019, (many, 1)).repeat(2, 1)).float()
        if genome.mole > 0:
            place = genome.mole
            left, down = ((-0.42, 0.62), (0.36, 0.86), (0.62, 0.36), (-0.56, 0.33))[min(3, int(place * 4))]
            spots[row, 33] = torch.tensor([left + 0.06 * (place - 0.5), down])
            radii[row, 33] = 0.030
    dots = ellipse(spots.to(space.device), radii.to(space.device), 8)
    painter.fill(space.on_face(dots[:, :33]), space.colour("freckle"), 0.55 * (space.gene("freckles") > 0), face)
    painter.fill(space.on_face(dots[:, 33:]), space.colour("skin_line"), 0.9 * (space.gene("mole") > 0), face)


def _paint_scar(painter: Painter, space: FaceSpace, face: Cover) -> None:
    lines = {
        "brow": [(-0.50, -0.52), (-0.44, -0.30), (-0.47, -0.12), (-0.42, 0.36)],
        "cheek": [(0.40, 0.40), (0.52, 0.52), (0.60, 0.66), (0.72, 0.72)],
        "nose": [(-0.26, 0.24), (-0.08, 0.20), (0.10, 0.23), (0.27, 0.19)],
    }
    for name, points in lines.items():
        curve = open_curve(torch.tensor(points, device=space.device).expand(space.count, 4, 2), 14)
        on = space.has("scar", name)
        painter.fill(
            space.on_face(stroke(curve, taper(14, space.device) * 0.026)), space.colour("skin_deep"), 0.7 * on, face
        )
        painter.fill(
            space.on_face(stroke(curve, taper(14, space.device) * 0.012)), space.colour("skin_light"), 0.85 * on, face
        )


def paint_glasses(painter: Painter, space: FaceSpace, eyes: EyeShape) -> None:
    """Frames in front of the eyes; their lenses are clear."""
    on = 1 - space.has("glasses", "none")
    if not bool((on > 0).any()):
        return
    boxy = space.has("glasses", "square")[:, None, None]
    angle = torch.linspace(0, 2 * torch.pi, 41, device=space.device)[:-1]
    circle = torch.stack((angle.cos(), angle.sin()), -1)
    power = 1 - 0.58 * boxy
    rounded = torch.sign(circle) * circle.abs() ** power[..., None]
    half_x = eyes.half_width[:, :1] + 0.085 + 0.02 * boxy[..., 0]
    half_y = eyes.half_width[:, :1] * 0.98 + 0.05 - 0.06 * boxy[..., 0]
    centre = torch.stack((eyes.side * (eyes.middle[:, :1] + 0.01), eyes.middle[:, 1:].expand(-1, 2) + 0.015), -1)
    rounded = rounded.reshape(space.count, 1, 40, 2)
    rim = centre[:, :, None] + rounded * torch.stack((half_x, half_y), -1)[:, :, None]
    lens = space.on_face(rim, 0.16)
    painter.fill(lens, space.colour("white"), on * space.by_style(0.10, 0.10, 0.14))
    width = 0.024 + 0.010 * boxy
    top = space.has("glasses", "half")[:, None]
    closed = torch.cat((rim, rim[:, :, :1]), 2)
    arc = torch.linspace(0, 1, 41, device=space.device)
    fade = torch.where((arc > 0.48) | (arc < 0.02), 1.0, 0.05)
    pressure = 1 - top * (1 - fade[None])
    frame = stroke(closed, (width[:, 0] * pressure)[:, None].expand(-1, 2, -1))
    painter.fill(space.on_face(frame, 0.16), space.colour("frame"), on, part="glasses")
    inner = half_x[:, 0]
    gap = (eyes.middle[:, 0] - inner) * 1.02 + 0.02
    y = eyes.middle[:, 1]
    bridge = torch.stack(
        (
            torch.stack((-gap, y - 0.02), -1),
            torch.stack((torch.zeros_like(gap), y - 0.065), -1),
            torch.stack((gap, y - 0.02), -1),
        ),
        1,
    )
    painter.fill(
        space.on_face(stroke(open_curve(bridge, 12), torch.full((12,), 0.018, device=space.device)), 0.16),
        space.colour("frame"),
        on,
        part="glasses",
    )
    reach = eyes.middle[:, :1] + half_x
    arm = torch.stack(
        (
            torch.stack((eyes.side * (reach - 0.01), (y - 0.06)[:, None].expand(-1, 2)), -1),
            torch.stack((eyes.side.expand(space.count, 2) * 1.03, (y - 0.03)[:, None].expand(-1, 2)), -1),
        ),
        2,
    )
    painter.fill(
        space.on_face(stroke(open_curve(arm, 8), torch.full((8,), 0.017, device=space.device)), 0.08),
        space.colour("frame"),
        on,
        part="glasses",
    )
    shine = (
        centre[:, :, None]
        + torch.tensor([[-0.55, -0.62], [-0.25, -0.78], [-0.62, 0.10], [-0.80, 0.0]], device=space.device)
        * torch.stack((half_x, half_y), -1)[:, :, None]
    )
    painter.fill(space.on_face(shine, 0.16), space.colour("white"), on * space.by_style(0.18, 0.22, 0.26))


def paint_earrings(painter: Painter, space: FaceSpace, head: HeadShape) -> None:
    """Studs, hoops or drops under the ears."""
    on = 1 - space.has("earrings", "none")
    if not bool((on > 0).any()):
        return
    side = torch.tensor([-1.0, 1.0], device=space.device)
    size = space.spread("ear_size", 0.8, 1.15)[:, None]
    lobe = torch.stack((side * (head.wide[:, None] * 0.985 + 0.02), (0.12 + 0.25 * size).expand(-1, 2)), -1)

    def draw(shape: Tensor, colour: str, alpha: Tensor) -> None:
        painter.fill(space.at_depth(shape, -0.05), space.colour(colour), alpha, part="clothes")

    def ring(drop: float, rx: float, ry: float) -> Tensor:
        shift = torch.tensor([0.0, drop], device=space.device)
        return ellipse(lobe + shift, torch.tensor([rx, ry], device=space.device).expand(space.count, 2, 2), 20)

    stud, hoop, drop = space.has("earrings", "stud"), space.has("earrings", "hoop"), space.has("earrings", "drop")
    outline = space.by_style(0.0, 0.9, 0.7)
    draw(ring(0.0, 0.052, 0.052), "metal_line", (stud + drop) * outline)
    draw(ring(0.0, 0.04, 0.04), "metal", stud + drop)
    loop = torch.cat((ring(0.11, 0.1, 0.12), ring(0.11, 0.1, 0.12)[..., :1, :]), -2)
    draw(stroke(loop, torch.full((21,), 0.026, device=space.device)), "metal_line", hoop * outline)
    draw(stroke(loop, torch.full((21,), 0.016, device=space.device)), "metal", hoop)
    draw(ring(0.16, 0.062, 0.105), "metal_line", drop * outline)
    draw(ring(0.16, 0.05, 0.092), "accent", drop)
    draw(ring(0.13, 0.016, 0.03), "white", drop * 0.8)
