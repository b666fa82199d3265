"""The UNet of Arc2Face with its adapters put in, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from studio.engines.arc2face.adapters import ExpressionAdapter, ExpressionProjector
from studio.engines.arc2face.attention import AttentionState, Bank, CrossAttention, LowRank, SelfAttention

_BANK_ORDER = ("down_blocks", "mid_block", "up_blocks")
_SUFFIX = ".processor"


class Arc2FaceNetwork(nn.Module):
    """One UNet; references, expression, LoRA and sharing are processors on it, each of which can be off.

    Args:
        unet: diffusers' `UNet2DConditionModel`.
        expression: The expression adapter; None without.
        lora: Layer -> part -> (down, up) of the reference adapter; None without.
    """

    def __init__(
        self, unet: Any, expression: ExpressionAdapter | None = None,
        lora: Mapping[str, Mapping[str, tuple[Tensor, Tensor]]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.unet = unet
        self.state = AttentionState()
        self.projector: ExpressionProjector | None = expression.projector if expression is not None else None
        self.has_lora = lora is not None
        order = {name: index for index, name in enumerate(self_attention_names(unet))}
        processors: dict[str, nn.Module] = {}
        pairs = iter(expression.layers if expression is not None else ())
        for full_name in unet.attn_processors:
            name = full_name.removesuffix(_SUFFIX)
            if name.endswith("attn2"):
                processors[full_name] = CrossAttention(self.state, *(next(pairs, (None, None))))
                continue
            parts = {part: LowRank(*pair) for part, pair in (lora or {}).get(name, {}).items()}
            processors[full_name] = SelfAttention(order[name], self.state, name.startswith("up_blocks"), parts)
        unet.set_attn_processor(processors)

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return next(self.unet.parameters()).device

    @property
    def dtype(self) -> torch.dtype:
        """What it computes with."""
        return next(self.unet.parameters()).dtype

    @property
    def sample_size(self) -> int:
        """Side of the latents that it was trained with."""
        return int(self.unet.config["sample_size"])

    @property
    def in_channels(self) -> int:
        """Channels of the latents."""
        return int(self.unet.config["in_channels"])

    def expression_tokens(self, vectors: Tensor) -> Tensor | None:
        """(N, 55) to tokens; None without an expression adapter."""
        if self.projector is None:
            return None
        weights = next(self.projector.parameters())
        tokens: Tensor = self.projector(vectors.to(weights))
        return tokens

    def forward(self, latents: Tensor, timestep: Tensor | int, prompt: Tensor) -> Tensor:
        """Predicted noise, float32, by what `state` says."""
        result: Tensor = self.unet(
            latents.to(self.dtype), timestep, encoder_hidden_states=prompt.to(self.dtype), return_dict=False
        )[0]
        return result.float()

    @torch.no_grad()
    def write_bank(self, latents: Tensor, prompt: Tensor) -> Bank:
        """The reference pass: timestep 0, plain UNet, what enters each self-attention is kept.

        Args:
            latents: (R, C, h, w) of the references, without noise.
            prompt: (R or 1, 77, width) of the same person.

        Returns:
            Layer -> (1, R x T, C): several references lie one behind the other.
        """
        before = self.state_values()
        written: Bank = {}
        self.set_state(AttentionState(written=written))
        try:
            self(latents, 0, prompt.expand(len(latents), -1, -1))
        finally:
            self.set_state(before)
        return {index: tokens.flatten(0, 1)[None] for index, tokens in written.items()}

    def state_values(self) -> AttentionState:
        """A copy of what the layers go by."""
        return AttentionState(**{name: getattr(self.state, name) for name in AttentionState.__slots__})

    def set_state(self, values: AttentionState) -> None:
        """Have the layers go by something else; the object they share stays the same."""
        for name in AttentionState.__slots__:
            setattr(self.state, name, getattr(values, name))


def self_attention_names(unet: Any) -> list[str]:
    """Every self-attention in the order of the bank: down, mid, up."""
    names = [one.removesuffix(_SUFFIX) for one in unet.attn_processors if one.endswith("attn1.processor")]
    return sorted(names, key=lambda name: _BANK_ORDER.index(name.split(".")[0]))


def layer_widths(unet: Any, kind: str) -> dict[str, int]:
    """Name -> width of each attention of a kind ("attn1", "attn2"), in the order of the UNet's processors."""
    names = [one.removesuffix(_SUFFIX) for one in unet.attn_processors if one.endswith(f"{kind}{_SUFFIX}")]
    return {name: int(unet.get_submodule(name).to_q.weight.shape[0]) for name in names}


__all__ = ["Arc2FaceNetwork", "layer_widths", "self_attention_names"]
