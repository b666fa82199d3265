"""Who and what expression, as one: the identity-expression representation.

Patches of the reference pictures' latents and tokens of the identity network go, together with the expression's
controls, through one small transformer with learned queries. It gives the context tokens and the pooled vector of the
diffusion transformer, and a *draft*: the picture that the representation already tells, as latents. The draft is what
makes a short training enough (it learns like a regression, and the diffusion only adds what it leaves open).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import torch
from diffusers import ConfigMixin, ModelMixin
from diffusers.configuration_utils import register_to_config
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention, silu

DRAFT_DEVIATION = 0.35
"""How far, in latents, the truth is taken to lie from a draft of which nothing more is known."""
_DEVIATION_LIMITS = (0.01, 4.0)


@dataclass(frozen=True, slots=True, eq=False)
class Conditions:
    """What B pictures are to show.

    Attributes:
        references: (B, R, C, H, W) latents of the reference pictures.
        present: (B, R) bool, which of them there are.
        controls: (B, 55) in network units.
        features: (B, R, T, D) tokens of the identity network, or None.
        has_identity, has_expression: (B,) bool; where false, that condition is not told. None: all are.
        moved: (B, C, H, W) latents of the references moved into the expression, the draft's beginning; or None.
    """

    references: Tensor
    present: Tensor
    controls: Tensor
    features: Tensor | None = None
    has_identity: Tensor | None = None
    has_expression: Tensor | None = None
    moved: Tensor | None = None

    def __len__(self) -> int:
        return len(self.controls)

    def without(self, identity: bool = False, expression: bool = False) -> Conditions:
        """The same with one or both conditions not told."""
        rows = torch.ones(len(self), dtype=torch.bool, device=self.controls.device)
        return Conditions(
            self.references, self.present, self.controls, self.features,
            rows & (not identity) if self.has_identity is None else self.has_identity & (not identity),
            rows & (not expression) if self.has_expression is None else self.has_expression & (not expression),
            self.moved,
        )  # fmt: skip

    def rows(self, chosen: slice) -> Conditions:
        """Some of the pictures."""
        return Conditions(*[None if part is None else part[chosen] for part in self._parts()])

    def to(self, device: torch.device | str) -> Conditions:
        """The same on a device."""
        return Conditions(*[None if part is None else part.to(device) for part in self._parts()])

    def _parts(self) -> list[Tensor | None]:
        return [getattr(self, one.name) for one in fields(self)]


def joined(parts: list[Conditions]) -> Conditions:
    """Several batches as one; all of them with, or all of them without features."""

    def together(name: str) -> Tensor | None:
        values = [getattr(part, name) for part in parts]
        if all(value is None for value in values):
            return None
        known = [
            torch.ones(len(part), dtype=torch.bool, device=part.controls.device) if value is None else value
            for part, value in zip(parts, values, strict=True)
        ]
        return torch.cat(known)

    return Conditions(*[together(one.name) for one in fields(Conditions)])


@dataclass(frozen=True, slots=True, eq=False)
class Representation:
    """What the diffusion transformer is told.

    Attributes:
        context: (B, K, W) tokens for joint attention.
        pooled: (B, P) for its modulation.
        draft: (B, C, H, W) latents.
        deviation: (B, C, H, W) how far the true latents usually are from the draft; None if that is not known.
    """

    context: Tensor
    pooled: Tensor
    draft: Tensor
    deviation: Tensor | None = None

    def calmed(self, temperature: float) -> Representation:
        """The same, more sure of its draft; 1 changes nothing, 0 leaves nothing to the diffusion."""
        if self.deviation is None or temperature == 1:
            return self
        return Representation(self.context, self.pooled, self.draft, self.deviation * max(temperature, 1e-3))

    def rows(self, chosen: slice) -> Representation:
        """Some of the pictures."""
        deviation = None if self.deviation is None else self.deviation[chosen]
        return Representation(self.context[chosen], self.pooled[chosen], self.draft[chosen], deviation)


class _Block(nn.Module):  # type: ignore[misc,unused-ignore]
    """Attention of the queries to themselves and to the references, then each alone; modulated by the expression."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width, elementwise_affine=False)
        self.norm_after = nn.LayerNorm(width, elementwise_affine=False)
        self.modulation = nn.Linear(width, 6 * width)
        self.to_qkv = nn.Linear(width, 3 * width)
        self.norm_query = nn.RMSNorm(width // heads, eps=1e-6)
        self.norm_key = nn.RMSNorm(width // heads, eps=1e-6)
        self.reference_to_kv = nn.Linear(width, 2 * width)
        self.to_out = nn.Linear(width, width)
        self.alone = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU("tanh"), nn.Linear(4 * width, width))
        nn.init.zeros_(self.modulation.weight)
        nn.init.zeros_(self.modulation.bias)
        # Gates at one half: a short training cannot wait until zero gates have opened.
        with torch.no_grad():
            self.modulation.bias[2 * width : 3 * width] = 0.5
            self.modulation.bias[5 * width :] = 0.5

    def _split(self, values: Tensor) -> Tensor:
        return values.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, tokens: Tensor, references: Tensor, seen: Tensor, condition: Tensor) -> Tensor:
        shift, scale, gate, shift_after, scale_after, gate_after = self.modulation(condition)[:, None].chunk(6, dim=-1)
        calm = self.norm(tokens) * (1 + scale) + shift
        query, key, value = (self._split(part) for part in self.to_qkv(calm).chunk(3, dim=-1))
        other_key, other_value = (self._split(part) for part in self.reference_to_kv(references).chunk(2, dim=-1))
        found = scaled_dot_product_attention(
            self.norm_query(query), self.norm_key(torch.cat([key, other_key], dim=2)),
            torch.cat([value, other_value], dim=2), attn_mask=seen,
        )  # fmt: skip
        tokens = tokens + gate * self.to_out(found.transpose(1, 2).flatten(2))
        calm = self.norm_after(tokens) * (1 + scale_after) + shift_after
        changed: Tensor = tokens + gate_after * self.alone(calm)
        return changed


class IdentityExpressionRepresentation(ModelMixin, ConfigMixin):  # type: ignore[misc,unused-ignore]
    """The small transformer with learned queries.

    Args:
        latent_channels: Of the latents.
        grid: Cells of a latent's side.
        patch: Cells of a patch's side.
        width: Of its tokens.
        layers: Blocks.
        heads: Of its attention.
        controls: Numbers of an expression.
        identity_width: Width of the identity network's tokens; 0 where there is none.
        identity_queries, expression_queries: Learned tokens that become the context beside the spatial ones.
        context_width: Of the context tokens.
        pooled_width: Of the pooled vector.
        is_joint: Whether the two meet here. False gives the baseline where identity and expression tokens lie side by
            side in the context and only the diffusion transformer joins them.
        has_deviation: Whether it also tells how sure it is of each number of the draft.
        has_motion: Whether its draft begins with the references moved into the expression.
    """

    @register_to_config  # type: ignore[untyped-decorator,unused-ignore]
    def __init__(
        self, latent_channels: int = 16, grid: int = 16, patch: int = 2, width: int = 256, layers: int = 4,
        heads: int = 4, controls: int = 55, identity_width: int = 0, identity_queries: int = 8,
        expression_queries: int = 8, context_width: int = 256, pooled_width: int = 256, is_joint: bool = True,
        has_deviation: bool = False, has_motion: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.patch, self.side = patch, grid // patch
        places, content = self.side**2, latent_channels * patch**2
        self.places, self.expression_queries, self.is_joint = places, expression_queries, is_joint
        self.place = nn.Parameter(torch.randn(places, width) * 0.02)
        self.query = nn.Parameter(torch.randn(identity_queries, width) * 0.02)
        self.nothing = nn.Parameter(torch.randn(1, width) * 0.02)
        self.no_expression = nn.Parameter(torch.zeros(width))
        self.to_patch = nn.Linear(content, width)
        self.to_start = nn.Linear(content, width)
        self.reference_place = nn.Parameter(torch.randn(places, width) * 0.02)
        self.from_identity = nn.Linear(identity_width, width) if identity_width else None
        self.from_controls = nn.Sequential(nn.Linear(controls, 2 * width), nn.SiLU(), nn.Linear(2 * width, width))
        self.to_expression = nn.Linear(width, expression_queries * width)
        self.blocks = nn.ModuleList([_Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.to_draft = nn.Linear(width, content)
        self.to_context = nn.Linear(width, context_width)
        self.to_pooled = nn.Linear(2 * width, pooled_width)
        self.to_deviation = nn.Linear(width, content) if has_deviation else None
        if self.to_deviation is not None:
            nn.init.zeros_(self.to_deviation.weight)
            nn.init.constant_(self.to_deviation.bias, math.log(DRAFT_DEVIATION))
        nn.init.zeros_(self.to_draft.weight)
        nn.init.zeros_(self.to_draft.bias)

    def folded(self, latents: Tensor) -> Tensor:
        """(…, C, H, W) to (…, patches, C · patch²)."""
        patch, side = self.patch, self.side
        shape = latents.shape[:-3]
        cells = latents.reshape(*shape, -1, side, patch, side, patch)
        count = len(shape)
        order = [*range(count), count + 1, count + 3, count, count + 2, count + 4]
        return cells.permute(order).reshape(*shape, side * side, -1)

    def unfolded(self, patches: Tensor) -> Tensor:
        """(B, patches, C · patch²) to (B, C, H, W)."""
        patch, side = self.patch, self.side
        cells = patches.reshape(len(patches), side, side, -1, patch, patch).permute(0, 3, 1, 4, 2, 5)
        return cells.reshape(len(patches), -1, side * patch, side * patch)

    def _expression(self, conditions: Conditions) -> Tensor:
        found: Tensor = self.from_controls(conditions.controls.to(self.place.dtype))
        if conditions.has_expression is None:
            return found
        return torch.where(conditions.has_expression[:, None], found, self.no_expression.to(found.dtype))

    def _seen(self, conditions: Conditions) -> Tensor:
        if conditions.has_identity is None:
            return conditions.present
        return conditions.present & conditions.has_identity[:, None]

    def _references(self, patches: Tensor, conditions: Conditions, shown: Tensor) -> tuple[Tensor, Tensor]:
        """Tokens of the references and which of them each picture may look at; always at least one."""
        batch = len(shown)
        tokens = self.to_patch(patches) + self.reference_place
        seen = shown.repeat_interleave(self.places, dim=1)
        further: list[Tensor] = []
        if self.from_identity is not None and conditions.features is not None:
            found = self.from_identity(conditions.features.to(patches.dtype))
            if found.shape[2] == self.places:  # of the same grid: no tokens more
                tokens = tokens + found
            else:
                further = [found.flatten(1, 2)]
                seen = torch.cat([seen, shown.repeat_interleave(found.shape[2], dim=1)], dim=1)
        tokens = torch.cat([tokens.flatten(1, 2), *further], dim=1)
        tokens = torch.cat([self.nothing.expand(batch, -1, -1), tokens], dim=1)
        return tokens, torch.cat([seen.new_ones(batch, 1), seen], dim=1)

    def forward(self, conditions: Conditions) -> Representation:
        """Join what is told about each picture."""
        batch = len(conditions)
        latents = conditions.references.to(self.place.dtype)
        shown = self._seen(conditions)
        share = shown.to(latents.dtype) / shown.sum(dim=1, keepdim=True).clamp(min=1)
        mean = self._begun((latents * share[:, :, None, None, None]).sum(dim=1), conditions)
        patches = self.folded(latents)
        references, seen = self._references(patches, conditions, shown)
        expression = self._expression(conditions)
        start = self.to_start(self.folded(mean)) + self.place
        asked = self.to_expression(expression).unflatten(1, (self.expression_queries, -1))
        tokens = torch.cat([start, self.query.expand(batch, -1, -1), asked], dim=1)
        mask = self._mask(seen, tokens.shape[1])
        modulation = silu(expression if self.is_joint else torch.zeros_like(expression) + self.no_expression)
        for block in self.blocks:
            tokens = block(tokens, references, mask, modulation)
        tokens = self.norm(tokens)
        draft = mean + self.unfolded(self.to_draft(tokens[:, : self.places]))
        told = tokens[:, self.places :] if self.is_joint else tokens
        pooled = self.to_pooled(torch.cat([told.mean(dim=1), expression], dim=1))
        return Representation(self.to_context(told), pooled, draft, self._deviation(tokens[:, : self.places]))

    def _begun(self, mean: Tensor, conditions: Conditions) -> Tensor:
        """What the draft begins with: the moved references where they are told whole, else the references' mean."""
        if conditions.moved is None:
            return mean
        told = torch.ones(len(mean), dtype=torch.bool, device=mean.device)
        for known in (conditions.has_identity, conditions.has_expression):
            told = told if known is None else told & known
        return torch.where(told[:, None, None, None], conditions.moved.to(mean.dtype), mean)

    def _deviation(self, tokens: Tensor) -> Tensor | None:
        if self.to_deviation is None:
            return None
        low, high = (math.log(limit) for limit in _DEVIATION_LIMITS)
        return self.unfolded(self.to_deviation(tokens).clamp(low, high).exp())

    def _mask(self, seen: Tensor, own: int) -> Tensor:
        mask = torch.cat([seen.new_ones(len(seen), own), seen], dim=1)[:, None].repeat(1, own, 1)
        if not self.is_joint:
            mask[:, : own - self.expression_queries, own - self.expression_queries : own] = False
            mask[:, own - self.expression_queries :, : own - self.expression_queries] = False
            mask[:, own - self.expression_queries :, own:] = False
        return mask[:, None]


__all__ = ["DRAFT_DEVIATION", "Conditions", "IdentityExpressionRepresentation", "Representation", "joined"]
