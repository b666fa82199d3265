"""What a swapped head begins with: the character's own picture, moved into the expression and laid into the hole."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, interpolate

from studio.engines.diffusion.latent_backbone import ResidualBlock
from studio.engines.diffusion.motion import SIZE_PX, PortraitMotion, joined, made_smaller, valid
from studio.models.controls import ARKIT_CONTROLS

USUAL_DEVIATION = 0.35
"""How far, in latents, the truth lies from a beginning of which nothing more is known."""
_LIMITS = (0.02, 4.0)


class Beginning(nn.Module):
    """Corrects the latents that a head begins with, and says how far they are usually off.

    Args:
        latent_channels: Channels of the latents.
        width: Channels inside.
    """

    def __init__(self, latent_channels: int, width: int = 64) -> None:
        super().__init__()
        self.stem = nn.Conv2d(2 * latent_channels + 1, width, 3, padding=1)
        self.blocks = nn.Sequential(ResidualBlock(width), ResidualBlock(width))
        self.out = nn.Conv2d(width, 2 * latent_channels, 3, padding=1)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)
        with torch.no_grad():
            self.out.bias[latent_channels:] = math.log(USUAL_DEVIATION)

    def forward(self, begun: Tensor, background: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The draft and its deviation, both (B, C, 16, 16).

        Args:
            begun: (B, C, 16, 16) latents of the picture with the moved head.
            background: (B, C, 16, 16) of the picture; what lies in the hole is not looked at.
            mask: (B, 1, 16, 16): 1 in the hole.
        """
        values = self.stem(torch.cat([begun, background * (1 - mask), mask], dim=1))
        change, spread = self.out(self.blocks(values)).chunk(2, dim=1)
        low, high = (math.log(limit) for limit in _LIMITS)
        return begun + change, spread.clamp(low, high).exp()


def filled(pictures: Tensor, hole: Tensor) -> Tensor:
    """Pictures whose holes are filled smoothly from around: averages of ever larger squares, the finest that there are.

    Args:
        pictures: (B, 4, S, S) premultiplied, S a power of two.
        hole: (B, 1, S, S) of 0 and 1.
    """
    colour, weight = pictures * (1 - hole), 1 - hole
    levels = []
    while colour.shape[-1] > 1:
        levels.append((colour, weight))
        colour, weight = avg_pool2d(colour, 2), avg_pool2d(weight, 2)
    found = colour / weight.clamp(min=1e-6)
    for own, share in reversed(levels):
        wider = interpolate(found, scale_factor=2.0, mode="bilinear", align_corners=False)
        found = own + (1 - share) * wider
    return found


def head_in_hole(
    motion: PortraitMotion, background: Tensor, hole: Tensor, references: Tensor, controls: Tensor
) -> Tensor:
    """(B, 4, S, S) premultiplied: the character of the references in the hole, with the expression.

    Args:
        motion: Moves the references.
        background: (B, 4, S, S) premultiplied, S 128 or a multiple that is a power of two.
        hole: (B, 1, S, S) of 0 and 1.
        references: (B, R, 4, S, S) premultiplied, placed as the corpus places heads.
        controls: (B, 55) in network units.
    """
    count = references.shape[:2]
    rows = references.flatten(0, 1)
    moved = motion(made_smaller(rows, SIZE_PX), controls.repeat_interleave(count[1], dim=0), rows)
    head = valid(joined(moved, torch.ones(count, dtype=torch.bool, device=rows.device)))
    within = head + (1 - head[:, 3:]) * filled(background, hole)
    return valid(hole * within + (1 - hole) * background)


def beginning_of(
    motion: PortraitMotion, background: Tensor, hole: Tensor, references: Tensor, controls: Tensor,
    keeps_identity: Tensor, keeps_expression: Tensor,
) -> Tensor:  # fmt: skip
    """`head_in_hole` where conditions may be left out: without an expression the face rests, without a character
    the hole is filled from around.

    Args:
        motion: As in `head_in_hole`.
        background: Likewise.
        hole: Likewise.
        references: Likewise.
        controls: Likewise.
        keeps_identity: (B,) bool.
        keeps_expression: (B,) bool; the head's turn is kept.
    """
    resting = controls.clone()
    resting[:, : len(ARKIT_CONTROLS)] = 0
    worn = torch.where(keeps_expression[:, None], controls, resting)
    if not bool(keeps_identity.any()):
        return valid(hole * filled(background, hole) + (1 - hole) * background)
    made = head_in_hole(motion, background, hole, references, worn)
    if bool(keeps_identity.all()):
        return made
    empty = valid(hole * filled(background, hole) + (1 - hole) * background)
    return torch.where(keeps_identity[:, None, None, None], made, empty)


__all__ = ["USUAL_DEVIATION", "Beginning", "beginning_of", "filled", "head_in_hole"]
