"""What a training run is: one JSON file of settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.core.errors import InputError


class TrainingSettings(BaseModel):
    """Settings of a run; the rest is the task's own (`network`).

    Attributes:
        task: What is trained: a name of `studio.lab.training.tasks`.
        size_px: Side of the pictures.
        steps: Optimiser steps in all.
        batch_size: Pictures of one step on one process.
        poses_per_identity: Pictures of one character that lie together in a batch.
        learning_rate, warmup_steps, weight_decay, gradient_limit: Of AdamW; the rate falls as a cosine to a twentieth.
        average_decay: Of the running average of the weights; 0 for none.
        precision: "no", "bf16" or "fp16" (on a CPU without bf16 units "no" is by far the fastest).
        seed: Of weights and noise.
        threads: Of a CPU; 0 leaves torch's own choice.
        checkpoint_every, sheet_every, log_every: Steps.
        folder: A folder of pictures to learn from instead of the procedural corpus, if not empty.
        pieces: Name -> folder of networks that are used as they are ("autoencoder", "identity", "reader").
        network: What the task's network looks like.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    task: str
    size_px: int = Field(128, ge=64, le=1024, multiple_of=32)
    steps: int = Field(2000, ge=1)
    batch_size: int = Field(32, ge=1)
    poses_per_identity: int = Field(4, ge=1)
    learning_rate: float = Field(1e-3, gt=0)
    warmup_steps: int = Field(200, ge=0)
    weight_decay: float = Field(0.01, ge=0)
    gradient_limit: float = Field(1.0, gt=0)
    average_decay: float = Field(0.999, ge=0, lt=1)
    precision: str = Field("no", pattern="^(no|bf16|fp16)$")
    seed: int = 1
    threads: int = Field(0, ge=0)
    checkpoint_every: int = Field(250, ge=1)
    sheet_every: int = Field(500, ge=1)
    log_every: int = Field(25, ge=1)
    folder: str = ""
    pieces: dict[str, str] = Field(default_factory=dict)
    network: dict[str, Any] = Field(default_factory=dict)


def read_settings(path: Path, **changes: Any) -> TrainingSettings:
    """Settings from a JSON file, some of them changed.

    Raises:
        InputError: If the file cannot be read or a setting is wrong.
    """
    import json

    try:
        values = json.loads(path.read_text(encoding="utf-8")) | {k: v for k, v in changes.items() if v is not None}
        return TrainingSettings.model_validate(values)
    except (OSError, json.JSONDecodeError) as error:
        raise InputError(
            f"The training settings {path} cannot be read: {error}.", "Give a JSON file.", "lab.settings"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "file"
        raise InputError(
            f"In {path.name}, {place}: {first['msg']}.", "Correct it and start again.", "lab.settings"
        ) from error
