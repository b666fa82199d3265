"""The judges: they give the numbers that are reported, and are used for nothing else.

They share nothing with what they judge: they look at pixels instead of latents, are built otherwise (depthwise
convolutions and layer norms), start from other seeds, and learn from characters that nothing else learns from.

What a face does can be told from a picture alone only roughly: some people's brows are always high. So the judge of
expressions sees the character's resting face too, which every question of an evaluation knows.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, gelu, normalize, pixel_unshuffle

from studio.engines.diffusion.weights import load_network, save_network
from studio.models.controls import ALL_CONTROLS

SIZE_PX = 64
"""What the judge of identity sees; larger pictures are averaged down."""
FACE_SIZE_PX = 128
"""What the judge of expressions sees."""
_FACE = slice(24, 104)
"""Rows and columns of the face there."""
_FOLD = 4
"""Pixels a side that become channels at once."""


class _Norm(nn.Module):  # type: ignore[misc,unused-ignore]
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(channels)

    def forward(self, values: Tensor) -> Tensor:
        normed: Tensor = self.norm(values.permute(0, 2, 3, 1))
        return normed.permute(0, 3, 1, 2)


class _Block(nn.Module):  # type: ignore[misc,unused-ignore]
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.around = nn.Conv2d(channels, channels, 5, padding=2, groups=channels)
        self.norm = nn.LayerNorm(channels)
        self.widen = nn.Linear(channels, 2 * channels)
        self.narrow = nn.Linear(2 * channels, channels)
        self.strength = nn.Parameter(torch.full((channels,), 0.1))

    def forward(self, values: Tensor) -> Tensor:
        seen = self.norm(self.around(values).permute(0, 2, 3, 1))
        changed: Tensor = self.strength * self.narrow(gelu(self.widen(seen)))
        return values + changed.permute(0, 3, 1, 2)


class _Eye(nn.Module):  # type: ignore[misc,unused-ignore]
    """(B, channels, S, S) to (B, 4 · width, S / 16, S / 16)."""

    def __init__(self, channels: int, width: int, depths: tuple[int, ...]) -> None:
        super().__init__()
        parts: list[nn.Module] = [nn.Conv2d(channels * _FOLD**2, width, 3, padding=1), _Norm(width)]
        for level, depth in enumerate(depths):
            wide = width * 2**level
            if level:
                parts += [_Norm(wide // 2), nn.Conv2d(wide // 2, wide, 2, stride=2)]
            parts += [_Block(wide) for _ in range(depth)]
        self.layers = nn.Sequential(*parts, _Norm(width * 2 ** (len(depths) - 1)))
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload,unused-ignore]

    def forward(self, given: Tensor) -> Tensor:
        folded = pixel_unshuffle(given, _FOLD).contiguous(memory_format=torch.channels_last)
        seen: Tensor = self.layers(folded)
        return seen


class _Judge(nn.Module):  # type: ignore[misc,unused-ignore]
    def __init__(self, width: int, depths: list[int], channels: int, cells: int, outputs: int) -> None:
        super().__init__()
        self.settings = {"width": width, "depths": list(depths)}
        self.eye = _Eye(channels, width, tuple(depths))
        self.head = nn.Linear(width * 4 * cells**2, outputs)

    def seen(self, given: Tensor) -> Tensor:
        answer: Tensor = self.head(self.eye(given).flatten(1))
        return answer

    def save_pretrained(self, folder: Path) -> None:
        save_network(self, dict(self.settings), folder)


class IdentityJudge(_Judge):
    """Who is in a picture.

    Args:
        width: Channels on the finest grid.
        depths: Blocks on each of three grids.
    """

    def __init__(self, width: int = 32, depths: list[int] | None = None) -> None:
        super().__init__(width, depths or [1, 1, 1], 4, SIZE_PX // 16, 256)

    def forward(self, pictures: Tensor) -> Tensor:
        """(B, 4, S, S) premultiplied in 0…1 to (B, 256) unit vectors; S a multiple of 64."""
        return normalize(self.seen(at_judged_size(pictures) * 2 - 1), dim=1)


class ExpressionJudge(_Judge):
    """What the face in a picture does.

    Args:
        width: Channels on the finest grid.
        depths: Blocks on each of three grids.
    """

    def __init__(self, width: int = 48, depths: list[int] | None = None) -> None:
        super().__init__(width, depths or [1, 2, 2], 8, (_FACE.stop - _FACE.start) // 16, len(ALL_CONTROLS))

    def forward(self, pictures: Tensor, resting: Tensor) -> Tensor:
        """Controls (B, 55) in network units.

        Args:
            pictures: (B, 4, S, S) premultiplied in 0…1; S a multiple of 128.
            resting: (B, 4, S, S) the same characters at rest.
        """
        worn, rest = (at_judged_size(given, FACE_SIZE_PX)[:, :, _FACE, _FACE] for given in (pictures, resting))
        # The change is small beside the picture: told apart and louder, it is heard from the first step on.
        return self.seen(torch.cat([worn * 2 - 1, 3 * (worn - rest)], dim=1))


class Judges(nn.Module):  # type: ignore[misc,unused-ignore]
    """Both, trained and kept together.

    Args:
        identity: Settings of the identity judge.
        expression: Settings of the expression judge.
    """

    def __init__(self, identity: IdentityJudge | None = None, expression: ExpressionJudge | None = None) -> None:
        super().__init__()
        self.identity = identity or IdentityJudge()
        self.expression = expression or ExpressionJudge()

    def forward(self, pictures: Tensor, resting: Tensor) -> tuple[Tensor, Tensor]:
        """Unit vectors and controls in network units.

        Args:
            pictures: (B, 4, S, S) premultiplied in 0…1; S a multiple of 128.
            resting: (B, 4, S, S) the same characters at rest.
        """
        return self.identity(pictures), self.expression(pictures, resting)

    def save_pretrained(self, folder: Path) -> None:
        """Write a folder for each."""
        self.identity.save_pretrained(folder / "identity")
        self.expression.save_pretrained(folder / "expression")

    @classmethod
    def from_pretrained(cls, folder: Path) -> Judges:
        """Read what `save_pretrained` wrote.

        Raises:
            ModelError: If the folder holds no whole judges.
        """
        identity = load_network(IdentityJudge, folder / "identity", "identity judge")
        judges = cls(identity, load_network(ExpressionJudge, folder / "expression", "expression judge"))
        judges.eval()
        return judges


def at_judged_size(pictures: Tensor, size_px: int = SIZE_PX) -> Tensor:
    """(B, 4, S, S) averaged down; S a multiple of the size."""
    factor = pictures.shape[-1] // size_px
    if factor < 1 or pictures.shape[-1] % size_px:
        raise ValueError(f"judges see multiples of {size_px} px")
    return avg_pool2d(pictures, factor) if factor > 1 else pictures


__all__ = ["FACE_SIZE_PX", "SIZE_PX", "ExpressionJudge", "IdentityJudge", "Judges", "at_judged_size"]
