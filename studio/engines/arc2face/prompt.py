"""From a face's 512 numbers to the prompt that the UNet understands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.errors import InputError, ModelError

IDENTITY_WIDTH = 512
PROMPT = "photo of a id person"
"""The only sentence the encoder was trained with; its word “id” is replaced by the face."""
_LONGEST = 77


def checked_identity(vectors: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """(N, 512) float32 of length 1 each.

    Raises:
        InputError: If a vector has another length, is zero or holds something that is no number.
    """
    rows = np.atleast_2d(np.asarray(vectors, np.float32))
    if rows.ndim != 2 or rows.shape[1] != IDENTITY_WIDTH:
        text = " x ".join(str(size) for size in rows.shape)
        raise InputError(f"An identity has {IDENTITY_WIDTH} numbers; this one is {text}.",
                         "Capture it with the recogniser that belongs to Arc2Face.", "identity.size")  # fmt: skip
    lengths = np.linalg.norm(rows.astype(np.float64), axis=1, keepdims=True)
    if not np.isfinite(rows).all():
        raise InputError("The identity holds something that is not a number.", "Capture it again.", "identity.nan")
    if (lengths < 1e-6).any():
        raise InputError("The identity is all zeros: no face was recognised.", "Use a clearer picture of the face.",
                         "identity.zero")  # fmt: skip
    return np.asarray(rows / lengths, np.float32)


class IdentityPrompter:
    """The text encoder with the face in the place of one word.

    Args:
        encoder: CLIP text model of Arc2Face.
        tokenizer: Of Stable Diffusion 1.5.

    Raises:
        ModelError: If the tokenizer does not know the word as one token.
    """

    def __init__(self, encoder: Any, tokenizer: Any) -> None:
        self.encoder = encoder
        self.tokenizer = tokenizer
        self.length = min(int(tokenizer.model_max_length), _LONGEST)
        word = tokenizer.encode("id", add_special_tokens=False)
        positions = [index for index, token in enumerate(self.token_ids(PROMPT)[0].tolist()) if [token] == list(word)]
        if len(positions) != 1:
            raise ModelError("The tokenizer of Arc2Face does not know the word “id” as one token.",
                             "Put the tokenizer of Stable Diffusion 1.5 beside it.", "model.broken")  # fmt: skip
        self.position = positions[0]

    def token_ids(self, text: str) -> Tensor:
        """(1, length) token numbers, padded by the end token; the published length is 77."""
        found: Tensor = self.tokenizer(
            text, padding="max_length", max_length=self.length, truncation=True, return_tensors="pt"
        ).input_ids
        return found

    @torch.no_grad()
    def embeds(self, vectors: Tensor) -> Tensor:
        """(N, 512) unit vectors to (N, 77, width)."""
        return self.encoded(PROMPT, vectors)

    @torch.no_grad()
    def negative(self) -> Tensor:
        """(1, 77, width): the empty prompt through the same encoder."""
        return self.encoded("", None)

    def encoded(self, text: str, vectors: Tensor | None) -> Tensor:
        """A sentence with faces in the place of its word, (N, length, width); with gradients, for training."""
        device = next(self.encoder.parameters()).device
        ids = self.token_ids(text).expand(1 if vectors is None else len(vectors), -1)
        with self._replaced(vectors):
            result: Tensor = self.encoder(input_ids=ids.to(device))[0]
        return result

    @contextmanager
    def _replaced(self, vectors: Tensor | None) -> Iterator[None]:
        """While this lasts, the token embedding of “id” is the face, padded with zeros behind."""
        if vectors is None:
            yield
            return

        def replace(_module: Any, _inputs: Any, embedded: Tensor) -> Tensor:
            changed = embedded.clone()
            changed[:, self.position] = 0
            changed[:, self.position, : vectors.shape[1]] = vectors.to(embedded)
            return changed

        hook = self.encoder.get_input_embeddings().register_forward_hook(replace)
        try:
            yield
        finally:
            hook.remove()


__all__ = ["IDENTITY_WIDTH", "PROMPT", "IdentityPrompter", "checked_identity"]
