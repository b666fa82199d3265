"""The mouth: lips that keep their thickness, a cavity with teeth and tongue, and all that moves them."""

from __future__ import annotations

import torch
from torch import Tensor

from studio.engines.portrait.curves import ellipse, open_curve, stroke, taper
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.painter import Painter

LIP_SAMPLES = 25
_ABOVE_CHIN = 0.42


class MouthShape:
    """The lips of one batch, as lines from the corner left in the picture to the one on the right.

    Attributes:
        upper_outer, upper_inner, lower_inner, lower_outer: (B, N, 2) units.
        gap: (B, N) opening between the lips.
        chin_fall: (B,) how far the jaw carries the lower lip.
    """

    def __init__(self, space: FaceSpace, chin_y: Tensor) -> None:
        self.space = space
        self.place = torch.linspace(-1, 1, LIP_SAMPLES, device=space.device)
        steep = (self.place.abs() / 0.62).clamp(0, 1)
        ease = steep * steep * (3 - 2 * steep)
        self._left, self._right = ease * (self.place > 0), ease * (self.place < 0)
        self._middle = 1 - ease
        self.bell = (1 - self.place.square()).clamp_min(0)
        self.middle_y = chin_y - _ABOVE_CHIN + space.spread("mouth_height", 0.035, -0.035)
        self.half = space.spread("mouth_width", 0.235, 0.35)
        self._shape()

    def sided(self, name: str) -> Tensor:
        """(B, N) a paired control along the lips: each side moves its own half, both together the middle."""
        pair = self.space.pair(name)
        right, left = pair[:, :1], pair[:, 1:]
        return right * self._right + left * self._left + torch.minimum(right, left) * self._middle

    def single(self, name: str) -> Tensor:
        """(B, 1) a control of the whole mouth."""
        return self.space.control(name)[:, None]

    def _shape(self) -> None:
        pucker, funnel, jaw = self.single("mouthPucker"), self.single("mouthFunnel"), self.single("jawOpen")
        smile, frown, stretch = self.sided("mouthSmile"), self.sided("mouthFrown"), self.sided("mouthStretch")
        dimple, press = self.sided("mouthDimple"), self.sided("mouthPress")
        reach = 1 + 0.24 * smile + 0.30 * stretch + 0.20 * dimple - 0.03 * frown + 0.04 * press
        reach = reach * (1 - 0.52 * pucker) * (1 - 0.36 * funnel) * (1 - 0.10 * jaw)
        shift = 0.15 * (self.single("mouthLeft") - self.single("mouthRight"))
        swing = 0.09 * (self.single("jawLeft") - self.single("jawRight"))
        x = self.place * self.half[:, None] * reach + shift
        edge = self.place.abs().pow(1.85)
        rest = self.space.spread("mouth_curve", 0.02, -0.10)[:, None] * self.place.square()
        corner = rest + edge * (-0.135 * smile + 0.135 * frown + 0.035 * stretch - 0.018 * dimple + 0.10 * jaw)
        turn = (self.single("mouthLeft") - self.single("mouthRight")) * self.place * -0.03
        line = self.middle_y[:, None] + corner + turn - 0.03 * self.single("mouthShrugLower") * self.bell
        self._lips(x, swing, line, pucker, funnel, press)

    def _lips(self, x: Tensor, swing: Tensor, line: Tensor, pucker: Tensor, funnel: Tensor, press: Tensor) -> None:
        opening_up, opening_down = self._opening(pucker, funnel)
        shrug_up, shrug_low = self.single("mouthShrugUpper"), self.single("mouthShrugLower")
        puff = 1 + 0.5 * pucker + 0.35 * funnel
        upper = (
            self.space.spread("upper_lip", 0.026, 0.075)[:, None]
            * puff
            * (1 - 0.9 * self.single("mouthRollUpper"))
            * (1 - 0.45 * press)
            * (1 + 0.35 * shrug_up)
        )
        lower = (
            self.space.spread("lower_lip", 0.040, 0.098)[:, None]
            * puff
            * (1 - 0.88 * self.single("mouthRollLower"))
            * (1 - 0.45 * press)
            * (1 + 0.25 * shrug_low)
        )
        bow = 1 - 0.34 * torch.exp(-(self.place / 0.16).square()) - 0.12 * self.place.abs()
        pout = 0.045 * shrug_up * self.bell
        self.upper_inner = torch.stack((x, line - opening_up - pout - 0.006 * bow * self.bell), -1)
        self.upper_outer = torch.stack((x, self.upper_inner[..., 1] - upper * self.bell.pow(0.75) * bow * 1.25), -1)
        low_x = x + swing * self.bell
        self.lower_inner = torch.stack((low_x, line + opening_down - 0.006 * bow * self.bell - pout * 0.5), -1)
        self.lower_outer = torch.stack((low_x, self.lower_inner[..., 1] + lower * self.bell.pow(0.8)), -1)
        self.gap = self.lower_inner[..., 1] - self.upper_inner[..., 1]

    def _opening(self, pucker: Tensor, funnel: Tensor) -> tuple[Tensor, Tensor]:
        """How far the lips' inner edges are from the line of the closed mouth, up and down, (B, N)."""
        jaw, tongue = self.single("jawOpen"), self.single("tongueOut")
        close = torch.minimum(self.single("mouthClose"), jaw)
        up, down = self.sided("mouthUpperUp"), self.sided("mouthLowerDown")
        smile = self.sided("mouthSmile")
        round_share = (0.55 * funnel + 0.5 * pucker).clamp(max=1)
        arch = self.bell.pow(0.62) * (1 - round_share) + self.bell.pow(0.5) * round_share
        ends = self.bell.pow(0.45)
        freed = 1 - 0.6 * pucker * (1 - jaw)
        self.chin_fall = (0.25 * jaw)[:, 0]
        upward = (
            0.030 * jaw * arch * (1 + 0.8 * smile)
            + 0.050 * funnel * arch * freed
            + 0.095 * up * ends
            + 0.02 * tongue * arch
        )
        downward = 0.255 * jaw * arch + 0.075 * funnel * arch * freed + 0.105 * down * ends + 0.07 * tongue * arch
        shut = (close / jaw.clamp_min(1e-3)) * (jaw > 0)
        carried = 0.10 * close * self.bell  # lips that close over an open jaw meet lower
        up_open, low_open = upward * (1 - shut) - carried, downward * (1 - shut) + carried
        return up_open, low_open

    def cavity(self) -> Tensor:
        """(B, 2N, 2) the outline between the lips."""
        return torch.cat((self.upper_inner, self.lower_inner.flip(-2)), -2)


def paint_mouth(painter: Painter, space: FaceSpace, mouth: MouthShape) -> None:
    """Shadow, lips, what is between them, and the line where they meet."""
    _paint_surroundings(painter, space, mouth)
    _paint_cavity(painter, space, mouth)
    _paint_lips(painter, space, mouth)
    _paint_lines(painter, space, mouth)
    _paint_tongue_out(painter, space, mouth)


def _paint_surroundings(painter: Painter, space: FaceSpace, mouth: MouthShape) -> None:
    low = mouth.lower_outer[:, 7:-7]
    push = 1 + 1.2 * space.control("jawForward")[:, None, None]
    drop = torch.tensor([0.0, 1.0], device=space.device)
    shape = torch.cat((low + drop * 0.018, (low + drop * 0.018 + drop * 0.045 * push).flip(-2)), -2)
    painter.soft(space.on_face(shape, 0.04), space.colour("skin_deep"), space.by_style(0.0, 0.25, 0.55))
    painter.fill(space.on_face(shape, 0.04), space.colour("skin_shade"), space.by_style(0.75, 0.75, 0.0))


def _paint_cavity(painter: Painter, space: FaceSpace, mouth: MouthShape) -> None:
    cavity = painter.fill(space.on_face(mouth.cavity(), 0.05), space.colour("cavity"), part="mouth")
    if cavity is None:
        return
    tongue_y = mouth.lower_inner[..., 1].amax(1)
    middle = torch.stack((mouth.lower_inner[:, LIP_SAMPLES // 2, 0], tongue_y + 0.03), -1)
    radii = torch.stack((mouth.half * 0.72, 0.05 + 0.30 * mouth.gap.amax(1)), -1)
    tongue = space.on_face(ellipse(middle, radii), 0.0)
    painter.fill(tongue, space.colour("tongue"), None, cavity)
    inner = slice(2, -2)
    high = 0.042 + 0.25 * mouth.gap.amax(1)[:, None].clamp(max=0.15)
    arc = mouth.bell.pow(0.4)[None, :, None] * torch.tensor([0.0, 1.0], device=space.device)
    edge = mouth.upper_inner + high[..., None] * arc
    teeth = torch.cat((mouth.upper_inner[:, inner] - 0.02 * arc[:, inner], edge[:, inner].flip(-2)), -2)
    painter.fill(space.on_face(teeth, 0.03), space.colour("teeth"), None, cavity)
    low = space.pair("mouthLowerDown").amax(1)
    rows = torch.cat(
        (mouth.lower_inner[:, inner] + 0.02 * arc[:, inner], (mouth.lower_inner - 0.055 * arc)[:, inner].flip(-2)), -2
    )
    painter.fill(space.on_face(rows, 0.03), space.colour("teeth"), (low * 2.5).clamp(max=1), cavity)
    shade = torch.cat((mouth.upper_inner, (mouth.upper_inner + 0.030 * arc).flip(-2)), -2)
    painter.fill(space.on_face(shade, 0.05), space.colour("cavity"), space.by_style(0.0, 0.3, 0.35), cavity)


def _paint_lips(painter: Painter, space: FaceSpace, mouth: MouthShape) -> None:
    strength = 0.42 + 0.58 * space.gene("lip_colour")
    upper = space.on_face(torch.cat((mouth.upper_outer, mouth.upper_inner.flip(-2)), -2), 0.05)
    lower = space.on_face(torch.cat((mouth.lower_inner, mouth.lower_outer.flip(-2)), -2), 0.05)
    painter.fill(upper, space.colour("lip_dark"), strength, part="mouth")
    clip = painter.fill(lower, space.colour("lip"), strength, part="mouth")
    if clip is None:
        return
    middle = (mouth.lower_inner + mouth.lower_outer)[:, LIP_SAMPLES // 2] * 0.5
    thick = (mouth.lower_outer - mouth.lower_inner)[:, LIP_SAMPLES // 2, 1]
    centre = middle + torch.tensor([-0.025, -0.004], device=space.device)
    gloss = space.on_face(ellipse(centre, torch.stack((mouth.half * 0.30, thick * 0.26), -1), 16), 0.05)
    painter.fill(
        gloss,
        space.colour("lip_light"),
        space.by_style(0.0, 0.65, 0.7) * (0.35 + 0.65 * space.gene("lip_colour")),
        clip,
    )


def _paint_lines(painter: Painter, space: FaceSpace, mouth: MouthShape) -> None:
    pressure = taper(LIP_SAMPLES, space.device, 0.25, 0.25)
    tight = (
        1
        + 0.35 * mouth.sided("mouthPress")
        + 0.25 * mouth.single("mouthRollLower")
        + 0.25 * mouth.single("mouthRollUpper")
    )
    width = (0.0145 + 0.007 * space.gene("line_weight"))[:, None] * pressure * tight
    colour = space.colour("mouth_line")
    alpha = space.by_style(0.9, 0.95, 0.85)
    painter.fill(space.on_face(stroke(mouth.upper_inner, width), 0.05), colour, alpha, part="mouth")
    low_width = width * 0.6 * (mouth.gap * 14).clamp(0, 1)
    painter.fill(space.on_face(stroke(mouth.lower_inner, low_width), 0.05), colour, alpha, part="mouth")
    _paint_corners(painter, space, mouth)


def _paint_corners(painter: Painter, space: FaceSpace, mouth: MouthShape) -> None:
    """Small shadows at the corners; deeper where a corner is pulled; folds beside a pulled or pressed mouth."""
    for index, side, name in ((0, -1.0, "Right"), (-1, 1.0, "Left")):
        corner = mouth.upper_inner[:, index]
        dimple, smile = space.control("mouthDimple" + name), space.control("mouthSmile" + name)
        press, stretch = space.control("mouthPress" + name), space.control("mouthStretch" + name)
        arc = torch.tensor([[0.035, -0.070], [0.068, -0.005], [0.045, 0.065]], device=space.device) * torch.tensor(
            [side, 1.0], device=space.device
        )
        mark = stroke(open_curve(corner[:, None] + arc, 9), taper(9, space.device) * 0.016)
        strength = (0.95 * dimple + 0.35 * smile + 0.6 * press + 0.5 * stretch).clamp(0, 0.95)
        painter.fill(space.on_face(mark, 0.03), space.colour("skin_deep"), strength)
        shade = space.by_style(0.0, 0.5, 0.5)
        painter.fill(
            space.on_face(
                ellipse(
                    corner + torch.tensor([side * 0.012, 0.006], device=space.device),
                    torch.full((space.count, 2), 0.016, device=space.device),
                    10,
                ),
                0.05,
            ),
            space.colour("skin_deep"),
            shade,
        )


def _paint_tongue_out(painter: Painter, space: FaceSpace, mouth: MouthShape) -> None:
    out = space.control("tongueOut")
    active = (out > 0).float()
    root = mouth.lower_inner[:, LIP_SAMPLES // 2] - torch.tensor([0.0, 0.035], device=space.device)
    half = mouth.half * (0.40 + 0.12 * out)
    length = 0.045 + 0.21 * out
    points = torch.tensor(
        [[-0.95, 0.0], [-1.0, 0.5], [-0.62, 0.92], [0.0, 1.0], [0.62, 0.92], [1.0, 0.5], [0.95, 0.0]],
        device=space.device,
    )
    outline = root[:, None] + torch.stack((points[:, 0] * half[:, None], points[:, 1] * length[:, None]), -1)
    shape = open_curve(outline, 28)
    clip = painter.fill(space.on_face(shape, 0.12), space.colour("tongue"), active, part="mouth")
    if clip is None:
        return
    groove = root[:, None] + torch.stack(
        (
            torch.zeros(space.count, 2, device=space.device),
            torch.tensor([0.1, 0.72], device=space.device) * length[:, None],
        ),
        -1,
    )
    painter.fill(
        space.on_face(stroke(open_curve(groove, 8), taper(8, space.device) * 0.012), 0.12),
        space.colour("tongue_shade"),
        active,
        clip,
    )
    rim = stroke(shape, taper(28, space.device, 0.4, 0.4) * 0.011)
    painter.fill(
        space.on_face(rim, 0.12), space.colour("mouth_line"), active * space.by_style(0.6, 0.9, 0.7), part="mouth"
    )
