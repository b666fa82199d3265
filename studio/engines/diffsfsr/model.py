"""The network: a small UNet that sees the picture with a hole, and is told who and what belongs in it."""

from __future__ import annotations

from typing import Any

import torch
from diffusers import ConfigMixin, ModelMixin, UNet2DConditionModel
from diffusers.configuration_utils import register_to_config
from torch import Tensor, nn
from torch.nn.functional import layer_norm

from studio.engines.diffsfsr.attention import BalancedAttention, use_balanced_attention
from studio.engines.diffsfsr.beginning import Beginning
from studio.engines.diffsfsr.branches import Conditions, ExpressionBranch, IdentityBranch
from studio.engines.diffsfsr.levels import NoiseLevels

HEAD_WIDTH = 32


class SwapModel(ModelMixin, ConfigMixin):
    """Velocity of noisy latents, given the background with a hole, an identity and an expression.

    Args:
        latent_channels: Channels of the latents.
        widths: Channels of the UNet on its grids, the first is 16 × 16.
        layers: Residual blocks on each grid.
        width: Numbers of a condition token.
        identity_width: Numbers of a token of the identity encoder.
        identity_size: Numbers of its unit vector.
        reader_features: Numbers of the expression reader's features.
        controls: How many controls there are.
        recogniser_tokens: Tokens that the recogniser's are boiled down to.
        expression_tokens: Tokens of the expression.
        is_balanced: Whether the two branches are kept apart, each normalised and gated; else all tokens go side by
            side into one attention, as they come. For the comparison of the two.
        has_motion: Whether a head begins with the reference moved into the expression.
    """

    @register_to_config
    def __init__(
        self,
        latent_channels: int = 16,
        widths: tuple[int, ...] = (48, 96, 160),
        layers: int = 1,
        width: int = 128,
        identity_width: int = 240,
        identity_size: int = 512,
        reader_features: int = 256,
        controls: int = 55,
        recogniser_tokens: int = 12,
        expression_tokens: int = 8,
        is_balanced: bool = True,
        has_motion: bool = False,
    ) -> None:
        super().__init__()
        count = len(widths)
        seen = (3 if has_motion else 2) * latent_channels + 1
        self.unet = UNet2DConditionModel(
            sample_size=16, in_channels=seen, out_channels=latent_channels,
            block_out_channels=tuple(widths), layers_per_block=layers,
            down_block_types=("CrossAttnDownBlock2D",) * count, up_block_types=("CrossAttnUpBlock2D",) * count,
            mid_block_type="UNetMidBlock2DCrossAttn", cross_attention_dim=width,
            attention_head_dim=tuple(max(1, channels // HEAD_WIDTH) for channels in widths),  # diffusers means heads
            norm_num_groups=8, class_embed_type="projection", projection_class_embeddings_input_dim=2 * width,
        )  # fmt: skip
        if is_balanced:
            use_balanced_attention(self.unet, expression_tokens)
        self.identity = IdentityBranch(identity_width, identity_size, latent_channels, width, recogniser_tokens)
        self.expression = ExpressionBranch(controls, reader_features, width, expression_tokens)
        self.levels = NoiseLevels()
        self.beginning = Beginning(latent_channels) if has_motion else None
        if has_motion:  # at first nothing is added to what the draft says
            nn.init.zeros_(self.unet.conv_out.weight)
            nn.init.zeros_(self.unet.conv_out.bias)

    def begun(self, told: Conditions, begun: Tensor, background: Tensor, mask: Tensor) -> Conditions:
        """Conditions that know what the head begins with.

        Args:
            told: Of `conditions`.
            begun: (B, C, 16, 16) latents of the picture with the moved head in its hole.
            background: As in `denoise`.
            mask: As in `denoise`.
        """
        assert self.beginning is not None
        draft, deviation = self.beginning(begun, background, mask)
        return told._replace(draft=draft, deviation=deviation)

    def conditions(
        self,
        identity: tuple[Tensor, Tensor, Tensor],
        controls: Tensor,
        features: Tensor | None = None,
        from_features: Tensor | None = None,
        keeps_identity: Tensor | None = None,
        keeps_expression: Tensor | None = None,
    ) -> Conditions:
        """What `denoise` is told.

        Args:
            identity: Of the reference: (B, T, identity_width) and (B, identity_size) of the identity encoder, and
                its (B, C, 16, 16) latents.
            controls: (B, 55) in network units.
            features: (B, reader_features), where a picture says what is worn.
            from_features: (B,) bool which rows take their expression from `features`; all if None.
            keeps_identity: (B,) bool; False leaves the identity out of that row. Kept if None.
            keeps_expression: (B,) bool, likewise.
        """
        who, who_pooled = self.identity(*identity)
        what, what_pooled = self.expression(controls, features, from_features)
        if self.config["is_balanced"]:
            who, what = _normalised(who), _normalised(what)
            who_pooled, what_pooled = _normalised(who_pooled), _normalised(what_pooled)
        who, who_pooled = _dropped(who, who_pooled, keeps_identity, self.identity.nothing)
        what, what_pooled = _dropped(what, what_pooled, keeps_expression, self.expression.nothing)
        return Conditions(torch.cat([who, what], dim=1), torch.cat([who_pooled, what_pooled], dim=1))

    def denoise(self, noisy: Tensor, times: Tensor, background: Tensor, mask: Tensor, told: Conditions) -> Tensor:
        """The velocity.

        Args:
            noisy: (B, C, 16, 16).
            times: (B,).
            background: (B, C, 16, 16) latents of the picture; what lies in the hole is not looked at.
            mask: (B, 1, 16, 16): 1 in the hole.
            told: Of `conditions`.
        """
        given = [noisy, background * (1 - mask), mask]
        if told.draft is None or told.deviation is None:
            found: Tensor = self.unet(torch.cat(given, dim=1), times, told.tokens, class_labels=told.pooled).sample
            return found
        # The velocity's error does not reach the draft: that learns from its own error, which is less noisy.
        draft, deviation = told.draft.detach(), told.deviation.detach()
        plain, scale = self.levels.draft_velocity(noisy, draft, times, deviation)
        added: Tensor = self.unet(
            torch.cat([*given, draft], dim=1), times, told.tokens, class_labels=told.pooled
        ).sample
        return plain + scale * added

    def forward(
        self,
        noisy: Tensor,
        times: Tensor,
        background: Tensor,
        mask: Tensor,
        identity: tuple[Tensor, Tensor, Tensor],
        controls: Tensor,
        begun: Tensor | None = None,
        **choices: Any,
    ) -> tuple[Tensor, Conditions]:
        """`denoise` with the conditions made on the way, and those; `choices` are those of `conditions`."""
        told = self.conditions(identity, controls, **choices)
        if begun is not None:
            told = self.begun(told, begun, background, mask)
        return self.denoise(noisy, times, background, mask, told), told

    def gates(self) -> dict[str, tuple[float, float]]:
        """Layer -> the gates of identity and expression, as they were learned; empty if it is not balanced."""
        return {
            name: (float(layer.identity_gate), float(layer.expression_gate))
            for name, layer in self.unet.named_modules()
            if isinstance(layer, BalancedAttention)
        }


def _normalised(values: Tensor) -> Tensor:
    return layer_norm(values, values.shape[-1:])


def _dropped(tokens: Tensor, pooled: Tensor, keeps: Tensor | None, nothing: Tensor) -> tuple[Tensor, Tensor]:
    if keeps is None:
        return tokens, pooled
    return (
        torch.where(keeps[:, None, None], tokens, nothing.expand_as(tokens)),
        torch.where(keeps[:, None], pooled, nothing[:, 0].expand_as(pooled)),
    )


__all__ = ["SwapModel"]
