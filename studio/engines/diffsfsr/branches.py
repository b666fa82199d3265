"""The two conditions, each with a branch of its own: who (from two unlike encoders), and which expression."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention, silu

GROUPS = 8
GRID = 8
"""Side of the grid of colour-and-shape tokens."""


class Conditions(NamedTuple):
    """What the network is told besides the picture.

    Attributes:
        tokens: (B, N, width): identity tokens, then `expression_tokens` expression tokens.
        pooled: (B, 2 · width): identity, then expression.
        draft: (B, C, 16, 16) what the head begins with, and
        deviation: (B, C, 16, 16) how far that is usually off; None where nothing is begun with.
    """

    tokens: Tensor
    pooled: Tensor
    draft: Tensor | None = None
    deviation: Tensor | None = None


class Resampler(nn.Module):
    """Any number of tokens to a fixed number, by learned questions."""

    def __init__(self, source: int, width: int, count: int) -> None:
        super().__init__()
        self.questions = nn.Parameter(torch.randn(count, width) * 0.5)
        self.norm = nn.LayerNorm(source)
        self.key = nn.Linear(source, width)
        self.value = nn.Linear(source, width)
        self.out = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width))

    def forward(self, tokens: Tensor) -> Tensor:
        """(B, T, source) to (B, count, width)."""
        seen = self.norm(tokens)
        questions = self.questions.expand(len(tokens), -1, -1)
        found = scaled_dot_product_attention(questions, self.key(seen), self.value(seen))
        changed: Tensor = self.out(found)
        return found + changed


class DetailEncoder(nn.Module):
    """The second, unlike encoder: it does not recognise, it looks.

    A recogniser throws away what two pictures of one character do not share: the exact colour of an iris, where a
    strand lies. This small network keeps colours and shapes in place, on a grid, and is taught with the generator.
    """

    def __init__(self, latent_channels: int, width: int) -> None:
        super().__init__()
        self.stem = nn.Conv2d(latent_channels, width, 3, padding=1)
        self.down = nn.Conv2d(width, width, 3, stride=2, padding=1)
        self.block = nn.Sequential(
            nn.GroupNorm(GROUPS, width), nn.SiLU(), nn.Conv2d(width, width, 3, padding=1), nn.SiLU(),
            nn.Conv2d(width, width, 3, padding=1),
        )  # fmt: skip
        self.place = nn.Parameter(torch.randn(GRID * GRID, width) * 0.2)

    def forward(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16) latents of a reference to (B, 64, width) tokens."""
        values = self.down(silu(self.stem(latents)))
        values = values + self.block(values)
        tokens: Tensor = values.flatten(2).transpose(1, 2)
        return tokens + self.place


class IdentityBranch(nn.Module):
    """The compound identity: what a recogniser sees, and colours and shapes in their places.

    Args:
        feature_width: Numbers of a token of the recogniser.
        vector_size: Numbers of its unit vector.
        latent_channels: Channels of the latents.
        width: Numbers of a condition token.
        recogniser_tokens: How many tokens the recogniser's are boiled down to.
    """

    def __init__(
        self, feature_width: int, vector_size: int, latent_channels: int, width: int, recogniser_tokens: int
    ) -> None:
        super().__init__()
        self.recognised = Resampler(feature_width, width, recogniser_tokens)
        self.vector = nn.Linear(vector_size, width)
        self.detail = DetailEncoder(latent_channels, width)
        self.nothing = nn.Parameter(torch.randn(1, 1, width) * 0.2)

    def forward(self, features: Tensor, vector: Tensor, latents: Tensor) -> tuple[Tensor, Tensor]:
        """Tokens and a pooled vector.

        Args:
            features: (B, T, feature_width) of the recogniser.
            vector: (B, vector_size) unit length.
            latents: (B, C, 16, 16) of the same reference.
        """
        detail = self.detail(latents)
        # Unit vectors of hundreds of numbers are tiny in each: brought to the size of everything else.
        whole = self.vector(vector * vector.shape[-1] ** 0.5)
        tokens = torch.cat([whole[:, None], self.recognised(features), detail], dim=1)
        return tokens, whole + detail.mean(dim=1)


class ExpressionBranch(nn.Module):
    """The expression, from controls or from what the expression reader sees in a picture.

    Args:
        controls: How many controls there are.
        features: Numbers of the reader's features.
        width: Numbers of a condition token.
        tokens: How many tokens it gives.
    """

    def __init__(self, controls: int, features: int, width: int, tokens: int) -> None:
        super().__init__()
        self.tokens = tokens
        self.from_controls = nn.Sequential(nn.Linear(controls, 2 * width), nn.SiLU(), nn.Linear(2 * width, 2 * width))
        self.from_features = nn.Sequential(
            nn.LayerNorm(features), nn.Linear(features, 2 * width), nn.SiLU(), nn.Linear(2 * width, 2 * width)
        )
        self.spread = nn.Linear(2 * width, tokens * width)
        self.pool = nn.Linear(2 * width, width)
        self.nothing = nn.Parameter(torch.randn(1, 1, width) * 0.2)

    def forward(
        self, controls: Tensor, features: Tensor | None = None, from_features: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Tokens and a pooled vector.

        Args:
            controls: (B, controls) in network units.
            features: (B, features) of the reader, where a picture says what is worn.
            from_features: (B,) bool which rows take their expression from `features`; all if None.
        """
        found = self.from_controls(controls)
        if features is not None:
            seen = self.from_features(features)
            found = seen if from_features is None else torch.where(from_features[:, None], seen, found)
        found = silu(found)
        return self.spread(found).unflatten(1, (self.tokens, -1)), self.pool(found)


__all__ = ["Conditions", "DetailEncoder", "ExpressionBranch", "IdentityBranch", "Resampler"]
