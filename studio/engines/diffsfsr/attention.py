"""Cross-attention in which identity and expression never compete for the same softmax."""

from __future__ import annotations

import torch
from diffusers import UNet2DConditionModel
from diffusers.models.attention_processor import Attention
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention


class BalancedAttention(nn.Module):
    """Two attentions side by side, each over its own tokens and with its own gate; their sum goes on.

    In one attention over all tokens the branch with more, or louder, tokens takes the softmax, and the other fades:
    the identity with its many tokens drowns the expression. Apart, neither can.

    Args:
        hidden: Channels of the picture tokens.
        width: Numbers of a condition token.
        expression_tokens: How many of the last tokens are the expression's.
    """

    def __init__(self, hidden: int, width: int, expression_tokens: int) -> None:
        super().__init__()
        self.expression_tokens = expression_tokens
        self.key = nn.Linear(width, hidden, bias=False)
        self.value = nn.Linear(width, hidden, bias=False)
        self.identity_gate = nn.Parameter(torch.ones(()))
        self.expression_gate = nn.Parameter(torch.ones(()))

    def __call__(  # noqa: D102 (diffusers' own convention)
        self,
        attn: Attention,
        hidden_states: Tensor,
        encoder_hidden_states: Tensor | None = None,
        attention_mask: Tensor | None = None,
        temb: Tensor | None = None,
    ) -> Tensor:
        if encoder_hidden_states is None:
            raise ValueError("balanced attention needs condition tokens")
        identity = encoder_hidden_states[:, : -self.expression_tokens]
        expression = encoder_hidden_states[:, -self.expression_tokens :]
        query = _heads(attn.to_q(hidden_states), attn.heads)
        who = _attended(query, attn.to_k(identity), attn.to_v(identity), attn.heads)
        what = _attended(query, self.key(expression), self.value(expression), attn.heads)
        joined: Tensor = attn.to_out[0](self.identity_gate * who + self.expression_gate * what)
        return joined


def _heads(values: Tensor, heads: int) -> Tensor:
    return values.unflatten(2, (heads, -1)).transpose(1, 2)


def _attended(query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
    found = scaled_dot_product_attention(query, _heads(key, heads), _heads(value, heads))
    return found.transpose(1, 2).flatten(2)


def use_balanced_attention(unet: UNet2DConditionModel, expression_tokens: int) -> None:
    """Put balanced attention into every cross-attention of a UNet."""
    width = int(unet.config["cross_attention_dim"])
    processors = {
        name: BalancedAttention(_hidden_of(unet, name), width, expression_tokens)
        if name.endswith("attn2.processor")
        else present
        for name, present in unet.attn_processors.items()
    }
    unet.set_attn_processor(processors)


def _hidden_of(unet: UNet2DConditionModel, name: str) -> int:
    return int(unet.get_submodule(name.removesuffix(".processor")).to_q.out_features)


__all__ = ["BalancedAttention", "use_balanced_attention"]
