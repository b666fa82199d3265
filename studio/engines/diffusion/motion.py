"""A first drawing of a portrait in another expression, made of the pixels that are there.

Most of an expression is movement: brows, lids, lips, the jaw, the whole head. So the network says for each pixel of the
new picture where in the reference it comes from, in two parts: where the head goes (smooth, over the whole picture)
and what the face does (fine, in a window around the face). In the face a pixel may come from two places, blended, so
that skin can cover an eye; and what the reference does not show at all (teeth, tongue, the white of a shut eye) the
network paints. What does not move keeps the artist's own pixels.

The idea of moving what is there and painting only what appears is that of the first order motion model (Siarohin et
al., 2019), with known controls in the place of found keypoints.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, grid_sample, interpolate, pixel_shuffle, pixel_unshuffle, silu

from studio.core.errors import ModelError
from studio.engines.diffusion.autoencoder import CHANNELS, GRID
from studio.engines.diffusion.weights import load_pretrained

_FACE = (24, 24, 80)
"""Top, left and side of the window around the face, in pixels of a picture of `SIZE_PX`."""
SIZE_PX = 128
"""What the network looks at; larger pictures are moved at their own size."""
_CELL = SIZE_PX // GRID
_FLOW_UNIT = 8.0 / SIZE_PX
"""A flow of 1 is eight pixels of 128."""
_BREATH = 2.5 / 255
_MAPS = 12
"""Maps of a face that an expression is spread into."""
_PARTS = 2 + 2 + 1 + 1 + CHANNELS + 1
"""Two flows, how much of the second, how much paint, the paint, trust."""


class _Block(nn.Module):  # type: ignore[misc,unused-ignore]
    """Two convolutions beside the way straight through, told what to do by a vector."""

    def __init__(self, channels: int, told: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.tell = nn.Linear(told, 2 * channels)
        nn.init.zeros_(self.tell.bias)
        self.strength = nn.Parameter(torch.full((channels, 1, 1), 0.3))

    def forward(self, values: Tensor, told: Tensor) -> Tensor:
        scale, shift = self.tell(told)[:, :, None, None].chunk(2, dim=1)
        changed: Tensor = self.second(silu(self.first(silu(values)) * (1 + scale) + shift))
        return values + self.strength * changed


class _Spread(nn.Module):  # type: ignore[misc,unused-ignore]
    """What is told, told differently in each place: faces stand where faces stand, so a lip can learn its own part."""

    def __init__(self, told: int, channels: int, side: int) -> None:
        super().__init__()
        self.side = side
        self.maps = nn.Linear(told, _MAPS * side**2)
        self.out = nn.Conv2d(_MAPS, channels, 1)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, told: Tensor) -> Tensor:
        maps = self.maps(told).unflatten(1, (_MAPS, self.side, self.side))
        spread: Tensor = self.out(maps)
        return spread


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """What the network draws.

    Attributes:
        picture: (B, 4, S, S) premultiplied, about 0…1.
        head: (B, 4, S, S) the same after the head's movement alone.
        trust: (B, 1, S, S) how well it could be drawn from this reference, as a logit.
    """

    picture: Tensor
    head: Tensor
    trust: Tensor


class PortraitMotion(ModelMixin, ConfigMixin):  # type: ignore[misc,unused-ignore]
    """One reference and the controls of another expression to a first drawing of it.

    Args:
        width: Channels on the face's finest grid (40 × 40); twice and four times as many on the coarser ones.
        head_width: Channels on the grid of the whole picture (16 × 16).
        told: Width of the vector that tells the expression.
        controls: Numbers of an expression.
    """

    @register_to_config  # type: ignore[untyped-decorator,unused-ignore]
    def __init__(self, width: int = 32, head_width: int = 64, told: int = 192, controls: int = 55) -> None:
        super().__init__()
        side = _FACE[2] // 2
        self.tell = nn.Sequential(nn.Linear(controls, told), nn.SiLU(), nn.Linear(told, told))
        self.look = nn.Conv2d(CHANNELS, head_width, _CELL, _CELL)
        self.place = nn.Parameter(torch.randn(head_width, GRID, GRID) * 0.02)
        self.head_first = nn.ModuleList([_Block(head_width, told) for _ in range(2)])
        self.head_down = nn.Conv2d(head_width, 2 * head_width, 3, stride=2, padding=1)
        self.head_whole = _Block(2 * head_width, told)
        self.head_up = nn.Conv2d(2 * head_width, head_width, 1)
        self.head_last = _Block(head_width, told)
        self.head_out = nn.Conv2d(head_width, 4 * 2 + 4, 3, padding=1)
        self.known = nn.Linear(2 * head_width, told)
        self.face_in = nn.Conv2d(4 * CHANNELS, width, 3, padding=1)
        self.face_place = nn.Parameter(torch.randn(width, side, side) * 0.02)
        widths = (width, 2 * width, 4 * width)
        self.face_down = nn.ModuleList([_Block(one, told) for one in widths])
        self.downs = nn.ModuleList([nn.Conv2d(one, 2 * one, 3, stride=2, padding=1) for one in widths[:2]])
        self.from_head = nn.Conv2d(head_width, 4 * width, 1)
        self.face_up = nn.ModuleList([_Block(one, told) for one in reversed(widths)])
        self.ups = nn.ModuleList([nn.Conv2d(2 * one, one, 1) for one in reversed(widths[:2])])
        self.face_last = _Block(width, told)
        self.spread = nn.ModuleList([_Spread(told, one, side >> level) for level, one in ((1, 2 * width), (0, width))])
        self.face_out = nn.Conv2d(width, 4 * _PARTS, 3, padding=1)
        for out in (self.head_out, self.face_out):
            nn.init.normal_(out.weight, std=0.002)
            nn.init.zeros_(out.bias)
        with torch.no_grad():  # at the start little comes from elsewhere and little is painted
            self.face_out.bias[4 * 4 : 6 * 4] = -2.0
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload,unused-ignore]

    def forward(self, reference: Tensor, controls: Tensor, sharp: Tensor | None = None) -> Moved:
        """Draw.

        Args:
            reference: (B, 4, 128, 128) premultiplied.
            controls: (B, 55) what is to be drawn, in network units.
            sharp: (B, 4, S, S) the reference at the size that is wanted, S a multiple of 128; the same if None.
        """
        source = reference if sharp is None else sharp
        told = self.tell(controls)
        features, head_flow, head_trust, told = self._head(reference, told)
        parts = self._face(reference, features, head_flow, told)
        return _composed(source, head_flow, head_trust, parts)

    def _head(self, reference: Tensor, told: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        told = silu(told)
        values = self.look(reference.contiguous(memory_format=torch.channels_last) * 2 - 1) + self.place
        for block in self.head_first:
            values = block(values, told)
        whole = self.head_whole(self.head_down(silu(values)), told)
        values = values + interpolate(self.head_up(whole), scale_factor=2.0, mode="nearest")
        values = self.head_last(values, told)
        out = pixel_shuffle(self.head_out(silu(values)), 2)
        known = silu(told + self.known(whole.mean(dim=(2, 3))))
        return values, out[:, :2] * _FLOW_UNIT, out[:, 2:], known

    def _face(self, reference: Tensor, features: Tensor, head_flow: Tensor, told: Tensor) -> Tensor:
        top, left, side = _FACE
        moved = _sampled(reference, _window(_sized(head_flow, SIZE_PX), 1), _FACE, SIZE_PX)
        values = pixel_unshuffle(moved * 2 - 1, 2).contiguous(memory_format=torch.channels_last)
        values = self.face_in(values) + self.face_place
        skips = []
        for level, block in enumerate(self.face_down):
            if level:
                values = self.downs[level - 1](silu(values))
            if level == len(self.face_down) - 1:
                rows, columns = (slice(first // _CELL, (first + side) // _CELL) for first in (top, left))
                values = values + self.from_head(features[:, :, rows, columns])
            values = block(values, told)
            skips.append(values)
        for level, block in enumerate(self.face_up):
            if level:
                values = interpolate(self.ups[level - 1](values), scale_factor=2.0, mode="nearest")
                values = values + skips[len(skips) - 1 - level]
                values = values + self.spread[level - 1](told)
            values = block(values, told)
        return pixel_shuffle(self.face_out(silu(self.face_last(values, told))), 2)

    @torch.no_grad()  # type: ignore[untyped-decorator,unused-ignore]
    def draw(self, references: Tensor, controls: Tensor) -> Tensor:
        """One character in several expressions.

        Args:
            references: (R, 4, S, S) premultiplied, S a multiple of 128.
            controls: (N, 55) in network units.

        Returns:
            (N, 4, S, S) premultiplied, valid.
        """
        small, count = made_smaller(references, SIZE_PX), len(references)
        sharp = references if references.shape[-1] > SIZE_PX else None
        drawn = []
        for told in controls:
            moved = self(small, told.expand(count, -1), sharp)
            drawn.append(valid(joined(moved, torch.ones(1, count, dtype=torch.bool, device=references.device))))
        return torch.cat(drawn)

    def begin_with(self, folder: Path) -> None:
        """Take what saved weights have of this network, perhaps of a smaller or an older one; the rest stays.

        Raises:
            ModelError: If there are none.
        """
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        try:
            found = load_file(folder / "diffusion_pytorch_model.safetensors")
        except (OSError, SafetensorError) as error:
            raise ModelError(f"There are no weights in {folder}.", "Name another folder.", "model.broken") from error
        own = self.state_dict()
        fitting = {
            name: value.float() for name, value in found.items() if name in own and own[name].shape == value.shape
        }
        self.load_state_dict(fitting, strict=False)

    @classmethod
    def load(cls, folder: Path) -> PortraitMotion:
        """Read what `save_pretrained` wrote.

        Raises:
            ModelError: If the folder has no whole network.
        """
        return load_pretrained(cls, folder, "portrait motion")


def _sized(flow: Tensor, side: int) -> Tensor:
    return interpolate(flow, size=(side, side), mode="bilinear", align_corners=False)


def _window(values: Tensor, scale: int) -> Tensor:
    top, left, side = (number * scale for number in _FACE)
    return values[:, :, top : top + side, left : left + side]


def _sampled(source: Tensor, flow: Tensor, place: tuple[int, int, int], size: int) -> Tensor:
    """Pixels of a picture, each from where its flow says: (B, 4, side, side).

    Args:
        source: (B, 4, S, S).
        flow: (B, 2, side, side) right and down, as a share of the picture's side.
        place: Top, left and side of what is wanted, in pixels of a picture of `size`.
        size: Likewise.
    """
    top, left, side = place
    steps = torch.arange(side, device=flow.device, dtype=flow.dtype) + 0.5
    own = torch.stack(torch.meshgrid((steps + top) / size, (steps + left) / size, indexing="ij")[::-1])
    where = (own + flow).permute(0, 2, 3, 1) * 2 - 1
    return grid_sample(source, where, mode="bilinear", padding_mode="border", align_corners=False)


def _composed(source: Tensor, head_flow: Tensor, head_trust: Tensor, parts: Tensor) -> Moved:
    size = source.shape[-1]
    scale = size // SIZE_PX
    place = (_FACE[0] * scale, _FACE[1] * scale, _FACE[2] * scale)
    top, left, side = place
    flow = _sized(head_flow, size)
    head = _sampled(source, flow, (0, 0, size), size)
    if scale > 1:
        parts = _sized(parts, side)
    own = _window(flow, scale)
    first = _sampled(source, own + parts[:, :2] * _FLOW_UNIT, place, size)
    second = _sampled(source, own + parts[:, 2:4] * _FLOW_UNIT, place, size)
    other, paint = parts[:, 4:5].sigmoid(), parts[:, 5:6].sigmoid()
    face = first + other * (second - first)
    face = face + paint * (0.5 + parts[:, 6 : 6 + CHANNELS] - face)
    right, bottom = size - left - side, size - top - side
    spread = (left, right, top, bottom)
    inside = nn.functional.pad(torch.ones_like(other), spread)
    picture = torch.where(inside > 0, nn.functional.pad(face, spread), head)
    trust = _sized(head_trust, size) + nn.functional.pad(parts[:, -1:], spread)
    return Moved(picture, head, trust)


def joined(moved: Moved, present: Tensor) -> Tensor:
    """One drawing of those from several references: each place from those that are trusted there.

    Args:
        moved: Of (B · R) references, those of one picture together.
        present: (B, R) which are there; at least one of each picture.

    Returns:
        (B, 4, S, S).
    """
    count = present.shape
    if count[1] == 1:
        return moved.picture
    trust = moved.trust.unflatten(0, count).masked_fill(~present[:, :, None, None, None], -torch.inf)
    return (moved.picture.unflatten(0, count) * trust.softmax(dim=1)).sum(dim=1)


def made_smaller(pictures: Tensor, size_px: int) -> Tensor:
    """(B, 4, S, S) averaged down to a size that S is a multiple of."""
    factor = pictures.shape[-1] // size_px
    return avg_pool2d(pictures, factor) if factor > 1 else pictures


def valid(pictures: Tensor) -> Tensor:
    """Premultiplied RGBA in 0…1, no more colour than coverage; a breath of coverage is none, nearly full is full."""
    kept = pictures.clamp(0, 1)
    coverage = kept[:, 3:]
    coverage = torch.where(coverage > 1 - _BREATH, torch.ones_like(coverage), coverage)
    coverage = torch.where(coverage < _BREATH, torch.zeros_like(coverage), coverage)
    return torch.cat([torch.minimum(kept[:, :3], coverage), coverage], dim=1)


__all__ = ["SIZE_PX", "Moved", "PortraitMotion", "joined", "made_smaller", "valid"]
