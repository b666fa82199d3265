"""Consistent attention: the pictures of one set look at each other while they are drawn.

Image tokens of a picture attend to their own tokens, to the context, and to a sample of the image tokens of the other
pictures of their set: never to the others' context, which carries another expression, and never across the branches of
guidance. What finished pictures showed can be kept in a bank, so that another picture joins the set later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from studio.core.errors import InputError


@dataclass(frozen=True, slots=True)
class ConsistencySettings:
    """How much the pictures of a set share.

    Attributes:
        share_rate: Share of each other picture's image tokens that is looked at, 0…1. 0 draws each picture alone.
        first_step: Steps before it are not shared (0 is the first).
        layers: Which blocks share; None for all.
    """

    share_rate: float = 0.5
    first_step: int = 1
    layers: tuple[int, ...] | None = None

    def check(self, layer_count: int) -> None:
        """Refuse what cannot be.

        Raises:
            InputError: If a number is out of its range.
        """
        if not 0 <= self.share_rate <= 1:
            raise InputError("The share rate must lie between 0 and 1.", "Take 0.5.", "genaffect.share")
        if self.first_step < 0:
            raise InputError("The first shared step cannot be below 0.", "Take 1.", "genaffect.share")
        if self.layers is not None and any(not 0 <= layer < layer_count for layer in self.layers):
            raise InputError(
                f"There are only layers 0 to {layer_count - 1}.", "Leave the layers out for all.", "genaffect.share"
            )

    def shares(self, layer: int, step: int) -> bool:
        """Whether a block shares at a step."""
        return self.share_rate > 0 and step >= self.first_step and (self.layers is None or layer in self.layers)


@dataclass(slots=True)
class ConsistencyBank:
    """Keys and values that finished pictures of a set showed, by step and layer.

    Attributes:
        key: What it was drawn with (settings, steps, guidance); another picture must be drawn with the same.
        tokens: (step, layer) -> keys and values, each (branches, heads, tokens, head width), in half precision.
        pictures: How many pictures wrote it.
    """

    key: tuple[object, ...] = ()
    tokens: dict[tuple[int, int], tuple[Tensor, Tensor]] = field(default_factory=dict)
    pictures: int = 0

    @property
    def size_bytes(self) -> int:
        """Memory that it takes."""
        return sum(part.numel() * part.element_size() for pair in self.tokens.values() for part in pair)


@dataclass(slots=True, eq=False)
class _Call:
    """One pass of the transformer."""

    settings: ConsistencySettings
    branches: int
    step: int
    chosen: Tensor
    others: bool
    read: ConsistencyBank | None
    write: ConsistencyBank | None
    writers: int


class ConsistentAttention:
    """Attention processor of one block; draws alone unless a pass is announced by `SharedPass`.

    Args:
        layer: Which block.
        shared: Where the pass is announced; one for all blocks.
    """

    def __init__(self, layer: int, shared: SharedPass) -> None:
        self.layer, self.shared = layer, shared

    def __call__(
        self, attn: Any, hidden_states: Tensor, encoder_hidden_states: Tensor | None = None, *_: Any, **__: Any
    ) -> Any:
        """Joint attention as in diffusers' SD3 blocks (image first, context second), with the others' tokens."""
        heads, count = attn.heads, hidden_states.shape[1]
        query, key, value = _projected(attn, hidden_states, ("to_q", "to_k", "to_v"), ("norm_q", "norm_k"))
        call = self.shared.call
        others, mask = None, None
        if call is not None and call.settings.shares(self.layer, call.step):
            others = self._others(call, key, value)
        if encoder_hidden_states is not None:
            added = _projected(
                attn, encoder_hidden_states, ("add_q_proj", "add_k_proj", "add_v_proj"),
                ("norm_added_q", "norm_added_k"),
            )  # fmt: skip
            query, key, value = (torch.cat(pair, dim=2) for pair in zip((query, key, value), added, strict=True))
        if others is not None:
            other_key, other_value, seen = others
            mask = _mask(query.shape[2], count, key.shape[2], seen)
            key, value = torch.cat([key, other_key], dim=2), torch.cat([value, other_value], dim=2)
        found = scaled_dot_product_attention(query, key, value, attn_mask=mask)
        found = found.transpose(1, 2).reshape(len(hidden_states), -1, heads * found.shape[-1])
        image = attn.to_out[1](attn.to_out[0](found[:, :count]))
        if encoder_hidden_states is None:
            return image
        context = found[:, count:]
        return image, context if attn.context_pre_only else attn.to_add_out(context)

    def _others(self, call: _Call, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor, Tensor] | None:
        """Keys and values of the other pictures, and (B, tokens) which of them each picture looks at."""
        pictures = len(key) // call.branches
        chosen = call.chosen.to(key.device)
        sampled = [_by_branch(part[:, :, chosen], call.branches) for part in (key, value)]
        if call.write is not None:
            kept = slice(0, call.writers * len(chosen))
            pair = tuple(part[:, :, kept].to(torch.float16) for part in sampled)
            call.write.tokens[call.step, self.layer] = (pair[0], pair[1])
        parts, seen = [], []
        if call.others and pictures > 1:
            parts.append((sampled[0], sampled[1]))
            own = torch.eye(pictures, dtype=torch.bool, device=key.device)
            seen.append((~own).repeat_interleave(len(chosen), dim=1))
        if call.read is not None and (call.step, self.layer) in call.read.tokens:
            first, second = call.read.tokens[call.step, self.layer]
            parts.append((first.to(key), second.to(value)))
            seen.append(torch.ones(pictures, first.shape[2], dtype=torch.bool, device=key.device))
        if not parts:
            return None
        joined = [
            torch.cat([part[side] for part in parts], dim=2).repeat_interleave(pictures, dim=0) for side in (0, 1)
        ]
        return joined[0], joined[1], torch.cat(seen, dim=1).repeat(call.branches, 1)


def _projected(
    attn: Any, states: Tensor, names: tuple[str, str, str], norms: tuple[str, str]
) -> tuple[Tensor, Tensor, Tensor]:
    query, key, value = (getattr(attn, name)(states).unflatten(-1, (attn.heads, -1)).transpose(1, 2) for name in names)
    for_query, for_key = getattr(attn, norms[0], None), getattr(attn, norms[1], None)
    return query if for_query is None else for_query(query), key if for_key is None else for_key(key), value


def _by_branch(tokens: Tensor, branches: int) -> Tensor:
    """(branches · N, heads, S, width) to (branches, heads, N · S, width)."""
    apart = tokens.unflatten(0, (branches, -1))
    return apart.transpose(1, 2).flatten(2, 3)


def _mask(queries: int, image: int, own: int, seen: Tensor) -> Tensor:
    """(B, 1, queries, keys): everything own; of the others only what the image tokens may see."""
    batch, others = seen.shape
    mask = torch.zeros(batch, queries, own + others, dtype=torch.bool, device=seen.device)
    mask[:, :, :own] = True
    mask[:, :image, own:] = seen[:, None]
    return mask[:, None]


class SharedPass:
    """Announces to the blocks of one transformer that pictures of a pass belong together.

    Args:
        transformer: diffusers' SD3 transformer; its attention processors are set.
    """

    def __init__(self, transformer: Any) -> None:
        self.call: _Call | None = None
        config = transformer.config
        self.tokens = (int(config["sample_size"]) // int(config["patch_size"])) ** 2
        for layer, block in enumerate(transformer.transformer_blocks):
            block.attn.set_processor(ConsistentAttention(layer, self))

    @contextmanager
    def together(
        self,
        settings: ConsistencySettings,
        step: int,
        chance: torch.Generator,
        branches: int = 1,
        others: bool = True,
        read: ConsistencyBank | None = None,
        write: ConsistencyBank | None = None,
        writers: int = 0,
    ) -> Iterator[None]:
        """While it is open, the pictures of a pass share.

        Args:
            settings: How much.
            step: Which step of drawing it is.
            chance: Draws the positions that are looked at; a CPU generator. Drawn anew at each step.
            branches: Branches of guidance that lie one after the other in the batch.
            others: Whether the pictures of the pass look at each other.
            read: A bank that they look at.
            write: A bank that the first `writers` pictures are kept in.
            writers: See there.
        """
        count = round(settings.share_rate * self.tokens)
        chosen = torch.randperm(self.tokens, generator=chance)[:count].sort().values
        if count:
            self.call = _Call(settings, branches, step, chosen, others, read, write, writers)
        try:
            yield
        finally:
            self.call = None


__all__ = ["ConsistencyBank", "ConsistencySettings", "ConsistentAttention", "SharedPass"]
