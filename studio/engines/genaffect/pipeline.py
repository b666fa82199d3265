"""Drawing with Gen-AFFECT, in diffusers' conventions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from diffusers import DiffusionPipeline, FlowMatchEulerDiscreteScheduler, SD3Transformer2DModel

from studio.core.errors import ModelError
from studio.engines.genaffect.representation import IdentityExpressionRepresentation


class GenAffectPipeline(DiffusionPipeline):  # type: ignore[misc,unused-ignore]
    """Draws sets of expressions of one character."""

    def __init__(
        self, representation: IdentityExpressionRepresentation, transformer: SD3Transformer2DModel,
        scheduler: FlowMatchEulerDiscreteScheduler | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.register_modules(
            representation=representation, transformer=transformer,
            scheduler=scheduler or FlowMatchEulerDiscreteScheduler(shift=1.0),
        )  # fmt: skip


def load_parts(folder: Path) -> tuple[IdentityExpressionRepresentation, SD3Transformer2DModel]:
    """Both networks of a saved pipeline, in single precision.

    Raises:
        ModelError: If the folder is not whole.
    """
    settings: dict[str, Any] = {"local_files_only": True, "torch_dtype": torch.float32}
    try:
        return (
            IdentityExpressionRepresentation.from_pretrained(folder / "representation", **settings).eval(),
            SD3Transformer2DModel.from_pretrained(folder / "transformer", **settings).eval(),
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"The weights of the avatar model in {folder} cannot be read.", "Install the program again.", "model.broken"
        ) from error
