"""Gen-AFFECT among the contestants: with consistent attention, without, its draft alone, and other weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.reader import to_network_units
from studio.engines.diffusion.weights import AUTOENCODER, IDENTITY, weights_folder
from studio.engines.genaffect.attention import ConsistencySettings
from studio.engines.genaffect.pipeline import GenAffectPipeline, load_parts, new_scheduler
from studio.lab.evaluation.comparison import Contestant
from studio.lab.evaluation.runs import ALONE, TOGETHER, EvaluationOptions
from studio.lab.evaluation.sets import CONSISTENT, SetDrawer

WEIGHTS = "genaffect"


def contestants(options: EvaluationOptions) -> list[Contestant]:
    """Who draws: the weights both ways, what the representation alone tells, and each baseline both ways.

    Args:
        options: What is measured.

    Raises:
        ModelError: If weights are missing or broken.
    """
    pipeline = load(options.weights or weights_folder(WEIGHTS), options)
    usual = pipeline_drawer(pipeline, options.steps)
    found = [
        Contestant(TOGETHER, usual, {CONSISTENT: True}), Contestant(ALONE, usual, {CONSISTENT: False}),
        Contestant("draft alone", draft_drawer(pipeline), {}),
    ]  # fmt: skip
    for name, folder in options.baselines.items():
        other = pipeline_drawer(load(folder, options), options.steps)
        found.append(Contestant(name, other, {CONSISTENT: True}))
    return found


def load(folder: Path, options: EvaluationOptions) -> GenAffectPipeline:
    """A pipeline with what it stands on.

    Args:
        folder: Its weights.
        options: Where the autoencoder and the identity encoder lie.

    Raises:
        ModelError: If something is missing or broken.
    """
    representation, transformer = load_parts(folder)
    autoencoder = PortraitAutoencoder.load(options.autoencoder or weights_folder(AUTOENCODER))
    identity = None
    if representation.config["identity_width"]:
        identity = PortraitIdentity.from_pretrained(options.identity or weights_folder(IDENTITY))
    return GenAffectPipeline(representation, transformer, new_scheduler(), autoencoder, identity)


def pipeline_drawer(pipeline: GenAffectPipeline, steps: int = 0) -> SetDrawer:
    """Draws with a pipeline as the program does.

    Args:
        pipeline: Whole, with its autoencoder.
        steps: 0 for the usual number.
    """
    further = {"num_inference_steps": steps} if steps else {}

    def draw(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
        sharing = None if options.get(CONSISTENT, True) else ConsistencySettings(share_rate=0.0)
        pictures: Tensor = pipeline(
            references, to_network_units(controls), consistency=sharing, output_type="pt",
            generator=[torch.Generator().manual_seed(seed) for seed in seeds], **further,
        ).images  # fmt: skip
        return pictures

    return draw


def draft_drawer(pipeline: GenAffectPipeline) -> SetDrawer:
    """What the identity-expression representation tells before any diffusion."""

    def draw(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
        assert pipeline.autoencoder is not None
        told = pipeline.representation(pipeline.conditions(references, to_network_units(controls)))
        return pipeline.autoencoder.decode(told.draft)

    return draw


__all__ = ["WEIGHTS", "contestants", "draft_drawer", "load", "pipeline_drawer"]
