"""Gen-AFFECT measured: with consistent attention, without, its draft alone, and other weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from studio.core.jobs import Progress
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.motion import PortraitMotion
from studio.engines.diffusion.pictures import shown
from studio.engines.diffusion.reader import to_network_units
from studio.engines.diffusion.weights import AUTOENCODER, IDENTITY, MOTION, weights_folder
from studio.engines.genaffect.attention import ConsistencySettings
from studio.engines.genaffect.options import GenAffectOptions
from studio.engines.genaffect.pipeline import GenAffectPipeline, load_parts, new_scheduler
from studio.lab.evaluation.comparison import Contestant, compare, report_of
from studio.lab.evaluation.measures import Judging
from studio.lab.evaluation.runs import EvaluationOptions, Run
from studio.lab.evaluation.sets import CONSISTENT, SetDrawer, copy_drawer, make_questions, truth_drawer

WEIGHTS = "genaffect"
TRUTH, CODED, COPY = "truth", "truth, autoencoded", "copy of reference"
TOGETHER, ALONE = "consistent attention", "each alone"


def evaluate(options: EvaluationOptions, judges: Judging) -> Run:
    """Measure Gen-AFFECT; see `evaluation_of`."""
    weights = options.weights or weights_folder(WEIGHTS)
    pipeline = load(weights, options)
    usual = pipeline_drawer(pipeline, options.steps)
    contestants = [
        Contestant(TOGETHER, usual, {CONSISTENT: True}), Contestant(ALONE, usual, {CONSISTENT: False}),
        Contestant("draft alone", draft_drawer(pipeline), {}),
    ]  # fmt: skip
    if pipeline.motion is not None:
        contestants.append(Contestant("moved alone", moved_drawer(pipeline), {}))
    for name, folder in options.baselines.items():
        other = pipeline_drawer(load(folder, options), options.steps)
        contestants.append(Contestant(name, other, {CONSISTENT: True}))
    return (yield from evaluate_sets(options, judges, contestants, pipeline.autoencoder))


def evaluate_sets(
    options: EvaluationOptions,
    judges: Judging,
    contestants: list[Contestant],
    autoencoder: PortraitAutoencoder | None = None,
) -> Run:
    """Ask, draw, judge; the right answers and a copy of the reference go along as the best and the idlest.

    Args:
        options: What is measured.
        judges: Who looks.
        contestants: Who draws.
        autoencoder: If given, what it leaves of the right answers is measured too: no latent drawer can do better.
    """
    yield Progress(None, "drawing the right answers")
    questions = make_questions(
        options.characters,
        options.expressions,
        options.gallery,
        options.references,
        split=options.split,
        turned_share=options.turned_share,
    )
    everybody = [Contestant(TRUTH, truth_drawer(questions), {}), Contestant(COPY, copy_drawer, {}), *contestants]
    if autoencoder is not None:
        coder = autoencoder
        limit = truth_drawer(questions, lambda pictures: coder.decode(coder.encode(pictures)))
        everybody.insert(1, Contestant(CODED, limit, {}))
    comparison = yield from compare(questions, judges, everybody)
    return report_of(comparison, {"with consistent attention": (TOGETHER, ALONE)}, options.facts())


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
    motion = None
    if representation.config["has_motion"]:
        motion = PortraitMotion.load(options.motion or weights_folder(MOTION))
    return GenAffectPipeline(representation, transformer, new_scheduler(), autoencoder, identity, motion=motion)


def pipeline_drawer(pipeline: GenAffectPipeline, steps: int = 0) -> SetDrawer:
    """Draws with a pipeline as the program does.

    Args:
        pipeline: Whole, with its autoencoder.
        steps: 0 for the usual number.
    """
    usual = GenAffectOptions()
    alone = ConsistencySettings(share_rate=0.0)

    def draw(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
        pictures: Tensor = pipeline(
            references, to_network_units(controls), steps or usual.steps, usual.identity, usual.expression,
            usual.chance, usual.consistency if options.get(CONSISTENT, True) else alone, output_type="pt",
            generator=[torch.Generator().manual_seed(seed) for seed in seeds],
        ).images  # fmt: skip
        return pictures

    return draw


def moved_drawer(pipeline: GenAffectPipeline) -> SetDrawer:
    """The references moved into the expression, before anything else."""

    def draw(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
        moved = pipeline.move_references(references, to_network_units(controls))
        assert moved is not None
        return moved

    return draw


def draft_drawer(pipeline: GenAffectPipeline) -> SetDrawer:
    """What the identity-expression representation tells before any diffusion."""

    def draw(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
        assert pipeline.autoencoder is not None
        asked = to_network_units(controls)
        moved = pipeline.move_references(references, asked)
        told = pipeline.representation(pipeline.conditions(references, asked, moved))
        return shown(pipeline.autoencoder, told.draft, moved)

    return draw


__all__ = [
    "ALONE", "CODED", "COPY", "TOGETHER", "TRUTH", "WEIGHTS", "draft_drawer", "evaluate", "evaluate_sets", "load",
    "moved_drawer", "pipeline_drawer",
]  # fmt: skip
