"""Attention of Arc2Face's UNet with everything that acts on it, as processors on one copy of the network.

Self-attention carries the reference bank, the reference LoRA and the attention that a set shares; cross-attention
carries the expression. With all of it off, both compute exactly what the plain UNet computes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from studio.engines.arc2face.consistency import SetAttention

Bank = dict[int, Tensor]
"""Index of a self-attention layer -> (1, T, C) tokens of the references, in front of that layer's projections."""

LORA_PARTS = ("to_q", "to_k", "to_v", "to_out")


@dataclass(slots=True)
class AttentionState:
    """What the layers go by in the next call of the UNet. Rows of a batch: the unconditional half, then the other.

    Attributes:
        has_unconditional: Whether the first half of the rows is the unconditional one.
        expression: (rows, T, D) tokens of the expression adapter.
        expression_scale: (rows,); None leaves the second attention out.
        lora_scale: (rows,); None leaves the LoRA out.
        bank: Read by the conditional rows; None for none.
        written: Where the layers put their tokens during the reference pass; None at all other times.
        shared: Attention over the set; None for none.
    """

    has_unconditional: bool = True
    expression: Tensor | None = None
    expression_scale: Tensor | None = None
    lora_scale: Tensor | None = None
    bank: Bank | None = None
    written: Bank | None = None
    shared: SetAttention | None = None

    def halves(self, rows: int) -> tuple[tuple[int, slice, bool], ...]:
        """Number, rows and whether it is the conditional one, of each half."""
        if not self.has_unconditional:
            return ((1, slice(0, rows), True),)
        return (0, slice(0, rows // 2), False), (1, slice(rows // 2, rows), True)


@dataclass(slots=True)
class _Part:
    """Rows of one half on their way through a self-attention layer."""

    tokens: Tensor
    key: Tensor
    value: Tensor
    extra: list[tuple[Tensor, Tensor]] = field(default_factory=list)

    def keys_and_values(self) -> tuple[Tensor, Tensor]:
        if not self.extra:
            return self.key, self.value
        return torch.cat([self.key, *(key for key, _ in self.extra)], 1), torch.cat(
            [self.value, *(value for _, value in self.extra)], 1
        )


class LowRank(nn.Module):
    """The addition of a LoRA to one linear layer.

    Args:
        down: (rank, inputs).
        up: (outputs, rank).
    """

    def __init__(self, down: Tensor, up: Tensor) -> None:
        super().__init__()
        self.down = nn.Parameter(down, requires_grad=False)
        self.up = nn.Parameter(up, requires_grad=False)

    def forward(self, tokens: Tensor) -> Tensor:
        """What is added at scale 1; the strength is up·down times the scale, without division by the rank."""
        return tokens @ self.down.T @ self.up.T


class SelfAttention(nn.Module):
    """Processor of one `attn1`.

    Args:
        index: Of the layer, in the order of the bank: down, mid, up.
        state: Shared by all layers.
        can_share: Whether the layer takes part in the attention over a set.
        lora: Part of the layer -> its LoRA; empty without one.
    """

    def __init__(
        self, index: int, state: AttentionState, can_share: bool, lora: dict[str, LowRank] | None = None
    ) -> None:
        super().__init__()
        self.index = index
        self.state = state
        self.can_share = can_share
        self.lora = nn.ModuleDict(dict(lora or {}))

    def forward(self, attn: Any, hidden_states: Tensor, *_: Any, **__: Any) -> Tensor:
        """Attention of the tokens to themselves and to what the state adds."""
        state, tokens = self.state, hidden_states
        if state.written is not None:
            state.written[self.index] = tokens
        query = self._projected("to_q", attn.to_q, tokens, state.lora_scale)
        key = self._projected("to_k", attn.to_k, tokens, state.lora_scale)
        value = self._projected("to_v", attn.to_v, tokens, state.lora_scale)
        if state.bank is None and (state.shared is None or not self.can_share):
            mixed = _attend(query, key, value, attn.heads)
        else:
            mixed = torch.cat([
                _attend(query[rows], *self._half(attn, number, is_conditional, rows, (tokens, key, value)), attn.heads)
                for number, rows, is_conditional in state.halves(len(tokens))
            ])  # fmt: skip
        mixed = self._projected("to_out", attn.to_out[0], mixed, state.lora_scale)
        return _finished(attn, mixed, hidden_states)

    def _half(
        self, attn: Any, number: int, is_conditional: bool, rows: slice, all_rows: tuple[Tensor, Tensor, Tensor]
    ) -> tuple[Tensor, Tensor]:
        """Keys and values that the rows of one half see."""
        state = self.state
        tokens, key, value = (one[rows] for one in all_rows)
        scale = state.lora_scale[rows] if state.lora_scale is not None else None
        part = _Part(tokens, key, value)
        if is_conditional and state.bank is not None:
            stored = state.bank[self.index].to(tokens.dtype)
            part.extra.append(self._keys_and_values(attn, stored, scale, len(tokens)))
        if self.can_share and state.shared is not None:
            state.shared.extend(part, self.index, number, scale, lambda stored, strength: self._keys_and_values(
                attn, stored, strength, len(stored)))  # fmt: skip
        return part.keys_and_values()

    def _keys_and_values(self, attn: Any, tokens: Tensor, scale: Tensor | None, rows: int) -> tuple[Tensor, Tensor]:
        key = self._projected("to_k", attn.to_k, tokens, scale)
        value = self._projected("to_v", attn.to_v, tokens, scale)
        return key.expand(rows, -1, -1), value.expand(rows, -1, -1)

    def _projected(self, part: str, layer: nn.Module, tokens: Tensor, scale: Tensor | None) -> Tensor:
        plain: Tensor = layer(tokens)
        if scale is None or part not in self.lora:
            return plain
        return plain + scale.to(plain.dtype)[:, None, None] * self.lora[part](tokens)


class CrossAttention(nn.Module):
    """Processor of one `attn2`: the prompt, and beside it the expression with keys and values of its own.

    Args:
        state: Shared by all layers.
        key: (hidden, width of the tokens) of the adapter; None without an adapter.
        value: Likewise.
    """

    def __init__(self, state: AttentionState, key: Tensor | None = None, value: Tensor | None = None) -> None:
        super().__init__()
        self.state = state
        self.to_k_ip = nn.Parameter(key, requires_grad=False) if key is not None else None
        self.to_v_ip = nn.Parameter(value, requires_grad=False) if value is not None else None

    def forward(
        self, attn: Any, hidden_states: Tensor, encoder_hidden_states: Tensor | None = None, *_: Any, **__: Any
    ) -> Tensor:
        """Attention to the prompt plus, scaled, attention to the expression."""
        source = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        query = attn.to_q(hidden_states)
        mixed = _attend(query, attn.to_k(source), attn.to_v(source), attn.heads)
        state = self.state
        strength = state.expression_scale
        if state.expression is not None and strength is not None and self.to_k_ip is not None:
            assert self.to_v_ip is not None
            tokens = state.expression.to(query.dtype)
            face = _attend(query, tokens @ self.to_k_ip.T, tokens @ self.to_v_ip.T, attn.heads)
            mixed = mixed + strength.to(query.dtype)[:, None, None] * face
        return _finished(attn, attn.to_out[0](mixed), hidden_states)


def _attend(query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
    """(B, T, C) queries over (B, S, C) keys and values."""
    batch, length, width = query.shape
    parts = [one.view(batch, -1, heads, width // heads).transpose(1, 2) for one in (query, key, value)]
    return scaled_dot_product_attention(*parts).transpose(1, 2).reshape(batch, length, width)


def _finished(attn: Any, mixed: Tensor, entered: Tensor) -> Tensor:
    """What the layer does after its output projection."""
    result: Tensor = attn.to_out[1](mixed)
    if attn.residual_connection:
        result = result + entered
    return result / attn.rescale_output_factor


__all__ = ["LORA_PARTS", "AttentionState", "Bank", "CrossAttention", "LowRank", "SelfAttention"]
