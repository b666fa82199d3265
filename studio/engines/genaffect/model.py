"""The network of Gen-AFFECT: the identity-expression representation and diffusers' multimodal transformer."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from diffusers import SD3Transformer2DModel
from torch import Tensor, nn

from studio.engines.diffusion.flow import TIMESTEPS, draft_velocity
from studio.engines.genaffect.representation import (
    DRAFT_DEVIATION,
    Conditions,
    IdentityExpressionRepresentation,
    Representation,
)


def make_representation(
    latent_channels: int = 16, grid: int = 16, patch: int = 2, width: int = 256, layers: int = 4, heads: int = 4,
    identity_width: int = 0, context_width: int = 256, is_joint: bool = True, has_deviation: bool = False,
    has_motion: bool = False,
) -> IdentityExpressionRepresentation:  # fmt: skip
    """A new representation with random weights; see `IdentityExpressionRepresentation`."""
    made: IdentityExpressionRepresentation = IdentityExpressionRepresentation(
        latent_channels=latent_channels, grid=grid, patch=patch, width=width, layers=layers, heads=heads,
        identity_width=identity_width, context_width=context_width, pooled_width=context_width, is_joint=is_joint,
        has_deviation=has_deviation, has_motion=has_motion,
    )  # fmt: skip
    return made


def make_transformer(
    latent_channels: int = 16, grid: int = 16, patch: int = 2, layers: int = 4, heads: int = 4, head_width: int = 64,
    context_width: int = 256,
) -> SD3Transformer2DModel:  # fmt: skip
    """A new diffusion transformer that starts as the plain denoiser around the draft.

    Its input is the noisy latent and, on further channels, the draft. The last layer is zero; the gates of the blocks
    start half open, because a short training cannot wait until zero gates have opened.
    """
    width = heads * head_width
    transformer = SD3Transformer2DModel(
        sample_size=grid, patch_size=patch, in_channels=2 * latent_channels, out_channels=latent_channels,
        num_layers=layers, attention_head_dim=head_width, num_attention_heads=heads,
        joint_attention_dim=context_width, caption_projection_dim=width, pooled_projection_dim=context_width,
        pos_embed_max_size=grid // patch, qk_norm="rms_norm",
    )  # fmt: skip
    for block in transformer.transformer_blocks:
        for norm in (block.norm1, block.norm1_context):
            nn.init.zeros_(norm.linear.weight)
            nn.init.zeros_(norm.linear.bias)
            if norm.linear.bias.numel() == 6 * width:
                with torch.no_grad():
                    norm.linear.bias[2 * width : 3 * width] = 0.5
                    norm.linear.bias[5 * width :] = 0.5
    for layer in (transformer.norm_out.linear, transformer.proj_out):
        nn.init.zeros_(layer.weight)
        nn.init.zeros_(layer.bias)
    return transformer


def predict_velocity(transformer: Any, noisy: Tensor, times: Tensor, told: Representation) -> Tensor:
    """The velocity that the diffusion transformer finds.

    What the draft says by itself is not left to the transformer: its part is what is added, measured by how far the
    draft's own velocity usually is from the true one. Where the draft is sure, nothing can be added; so the empty
    part of a picture stays empty however short the training was.

    Args:
        transformer: As from `make_transformer`.
        noisy: (B, C, H, W) latents at `times`.
        times: (B,) in 0…1.
        told: The representation of what is to be drawn.
    """
    draft = told.draft.to(noisy.dtype)
    given = torch.cat([noisy, draft], dim=1)
    found: Tensor = transformer(given, told.context, told.pooled, times * TIMESTEPS, return_dict=False)[0]
    if told.deviation is None:
        return found + draft_velocity(noisy, draft, times, DRAFT_DEVIATION)[0]
    plain, scale = draft_velocity(noisy, draft, times, told.deviation.to(noisy.dtype))
    return plain + scale * found


class GenAffectModel(nn.Module):  # type: ignore[misc,unused-ignore]
    """Both parts as one module, for training.

    Args:
        representation: The small transformer with learned queries.
        transformer: The diffusion transformer.
    """

    def __init__(self, representation: IdentityExpressionRepresentation, transformer: SD3Transformer2DModel) -> None:
        super().__init__()
        self.representation, self.transformer = representation, transformer

    @classmethod
    def small(
        cls, latent_channels: int = 16, grid: int = 16, patch: int = 2, representation: Mapping[str, Any] | None = None,
        transformer: Mapping[str, Any] | None = None, context_width: int = 256, identity_width: int = 0,
        has_motion: bool = False,
    ) -> GenAffectModel:  # fmt: skip
        """A new one with random weights.

        Args:
            latent_channels: Of the latents.
            grid: Cells of their side.
            patch: Cells of a patch's side.
            representation: Further settings of `make_representation`.
            transformer: Further settings of `make_transformer`.
            context_width: Of the tokens between the two.
            identity_width: Of the identity network's tokens; 0 for none.
            has_motion: Whether drafts begin with moved references.
        """
        common: dict[str, Any] = {
            "latent_channels": latent_channels,
            "grid": grid,
            "patch": patch,
            "context_width": context_width,
        }
        return cls(
            make_representation(
                **common, identity_width=identity_width, has_motion=has_motion, **dict(representation or {})
            ),
            make_transformer(**common, **dict(transformer or {})),
        )

    def save_pretrained(self, folder: Path) -> None:
        """Write both parts as a diffusers pipeline, in half precision."""
        from studio.engines.genaffect.pipeline import GenAffectPipeline, new_scheduler

        halves = [copy.deepcopy(part).half() for part in (self.representation, self.transformer)]
        GenAffectPipeline(halves[0], halves[1], new_scheduler()).save_pretrained(folder)

    @classmethod
    def from_pretrained(cls, folder: Path) -> GenAffectModel:
        """Read what `save_pretrained` wrote, in single precision.

        Raises:
            ModelError: If the folder is not whole.
        """
        from studio.engines.genaffect.pipeline import load_parts

        return cls(*load_parts(folder))

    def forward(self, noisy: Tensor, times: Tensor, conditions: Conditions) -> tuple[Tensor, Tensor, Tensor | None]:
        """The velocity, and the draft that the representation tells with its deviation.

        The velocity's error does not reach the draft: that learns from its own error, which is less noisy.
        """
        told: Representation = self.representation(conditions)
        if told.deviation is None:
            return predict_velocity(self.transformer, noisy, times, told), told.draft, None
        fixed = Representation(told.context, told.pooled, told.draft.detach(), told.deviation.detach())
        return predict_velocity(self.transformer, noisy, times, fixed), told.draft, told.deviation


__all__ = ["GenAffectModel", "make_representation", "make_transformer", "predict_velocity"]
