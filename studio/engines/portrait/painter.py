"""A batch of canvases on which shapes are laid one over the other."""

from __future__ import annotations

import torch
from torch import Tensor

from studio.engines.portrait.raster import Cover, cover, soft_cover

PARTS: tuple[str, ...] = ("background", "skin", "hair", "eyes", "mouth", "clothes", "brows", "glasses")
"""The part masks, in the order of their channels; they sum to 1 in every pixel."""


class Painter:
    """Canvases of one batch.

    Attributes:
        canvas: (B, 4, S, S) float 0…1, premultiplied sRGB and alpha.
        is_opaque: Whether a background fills every pixel.
        masks: (B, 8, S, S) float in the order of `PARTS`, or None if nobody wants them.
    """

    def __init__(self, batch: int, size: int, device: torch.device, want_masks: bool) -> None:
        self.size = size
        self.canvas = torch.zeros(batch, 4, size, size, device=device)
        self.masks: Tensor | None = None
        self.is_opaque = False
        if want_masks:
            self.masks = torch.zeros(batch, len(PARTS), size, size, device=device)
            self.masks[:, 0] = 1.0

    def cover(self, outlines: Tensor, alpha: Tensor | None = None) -> Cover | None:
        """Coverage of closed outlines, (B, K, N, 2) or (B, N, 2), pixels; samples of alpha 0 draw nothing."""
        outlines = outlines[:, None] if outlines.dim() == 3 else outlines
        return cover(outlines, self.size, None if alpha is None else alpha > 0)

    def fill(
        self,
        shape: Tensor | Cover | None,
        colour: Tensor,
        alpha: Tensor | None = None,
        clip: Cover | None = None,
        part: str = "",
        ramp: tuple[Tensor, Tensor] | None = None,
    ) -> Cover | None:
        """Lay a colour over the canvas.

        Args:
            shape: Outlines in pixels, or a coverage made before.
            colour: (B, 3) sRGB 0…1.
            alpha: (B,) opacity; None is 1.
            clip: Only inside this coverage.
            part: Which part mask now owns these pixels; "" leaves the masks.
            ramp: Two (B,) heights in pixels: opacity rises from 0 at the first to 1 at the second.

        Returns:
            The coverage of the shape itself, clipped but before alpha and ramp.
        """
        covered = self.cover(shape, alpha) if isinstance(shape, Tensor) else shape
        return self._lay(covered, colour, alpha, clip, part, ramp)

    def soft(
        self,
        outlines: Tensor,
        colour: Tensor,
        alpha: Tensor | None = None,
        clip: Cover | None = None,
        ramp: tuple[Tensor, Tensor] | None = None,
        blurs: int = 1,
    ) -> None:
        """As `fill`, with a soft edge; the masks stay."""
        outlines = outlines[:, None] if outlines.dim() == 3 else outlines
        covered = soft_cover(outlines, self.size, None if alpha is None else alpha > 0, blurs)
        self._lay(covered, colour, alpha, clip, "", ramp)

    def everywhere(self, colour: Tensor) -> None:
        """Fill the canvas: `colour` is (B, 3, S, S) or (B, 3, 1, 1)."""
        self.canvas[:, :3] = colour
        self.canvas[:, 3] = 1.0
        self.is_opaque = True

    def _lay(
        self, covered: Cover | None, colour: Tensor, alpha: Tensor | None, clip: Cover | None, part: str,
        ramp: tuple[Tensor, Tensor] | None,
    ) -> Cover | None:  # fmt: skip
        if covered is not None and clip is not None:
            covered = covered.clipped(clip)
        if covered is None:
            return None
        x, y, values = covered.x, covered.y, covered.values
        weight = values
        if ramp is not None:
            weight = weight * self._ramped(ramp, y, values.shape[1])
        if alpha is not None:
            weight = weight * alpha[:, None, None]
        target = self.canvas[:, :, y : y + values.shape[1], x : x + values.shape[2]]
        if part:
            opaque = torch.cat((colour, torch.ones_like(colour[:, :1])), 1)[:, :, None, None]
        else:  # shading and marks colour what is there and never widen it
            target, beneath = target[:, :3], target[:, 3:]
            opaque = colour[:, :, None, None]
            opaque = opaque if self.is_opaque else opaque * beneath
        target.lerp_(opaque.expand_as(target), weight[:, None].expand_as(target))
        if part and self.masks is not None:
            goal = torch.zeros(len(PARTS), device=values.device)
            goal[PARTS.index(part)] = 1.0
            owners = self.masks[:, :, y : y + values.shape[1], x : x + values.shape[2]]
            owners.lerp_(goal[None, :, None, None].expand_as(owners), weight[:, None].expand_as(owners))
        return covered

    def _ramped(self, ramp: tuple[Tensor, Tensor], y: int, height: int) -> Tensor:
        rows = torch.arange(y, y + height, device=self.canvas.device) + 0.5
        start, end = ramp[0][:, None], ramp[1][:, None]
        share = ((rows[None] - start) / (end - start)).clamp(0, 1)
        return (share * share * (3 - 2 * share))[:, :, None]
