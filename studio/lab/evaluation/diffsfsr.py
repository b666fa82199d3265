"""DiffSFSR measured: all steps, two, one; at once against one after the other; balanced against not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from studio.core.errors import ModelError
from studio.core.jobs import Progress
from studio.engines.diffsfsr.model import SwapModel
from studio.engines.diffsfsr.pipeline import DiffSFSRPipeline
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.motion import PortraitMotion
from studio.engines.diffusion.reader import ExpressionReader
from studio.engines.diffusion.weights import AUTOENCODER, IDENTITY, MOTION, READER, weights_folder
from studio.lab.evaluation.measures import Judging
from studio.lab.evaluation.runs import EvaluationOptions, Run
from studio.lab.evaluation.swaps import SwapDrawer, SwapQuestion, compare_swaps, make_swaps

WEIGHTS = "diffsfsr"
TRUTH, NOTHING = "truth", "picture as it was"
FULL, MIDPOINT, JUMP = "full", "midpoint", "jump"
SWAP_FIRST, REENACT_FIRST = "swap, then re-enact", "re-enact, then swap"
PAIRS = {
    "at once, against swap then re-enact": (FULL, SWAP_FIRST),
    "at once, against re-enact then swap": (FULL, REENACT_FIRST),
    "midpoint, against one jump": (MIDPOINT, JUMP),
    "midpoint, against all steps": (MIDPOINT, FULL),
}


def evaluate(options: EvaluationOptions, judges: Judging) -> Run:
    """Measure DiffSFSR; see `evaluation_of`. `options.characters` counts pictures."""
    yield Progress(None, "reading the weights")
    weights = options.weights or weights_folder(WEIGHTS)
    pipeline = load(weights, options)
    steps = {"num_inference_steps": options.steps} if options.steps else {}
    contestants: dict[str, SwapDrawer] = {
        TRUTH: _truth, NOTHING: _nothing, FULL: _at_once(pipeline, **steps),
        MIDPOINT: _at_once(pipeline, way="midpoint"), JUMP: _at_once(pipeline, way="jump"),
        SWAP_FIRST: _in_turn(pipeline, is_swap_first=True, **steps),
        REENACT_FIRST: _in_turn(pipeline, is_swap_first=False, **steps),
    }  # fmt: skip
    pairs = dict(PAIRS)
    for name, folder in options.baselines.items():
        contestants[name] = _at_once(load(folder, options), **steps)
        pairs[f"at once, against {name}"] = (FULL, name)
    question = make_swaps(pipeline.autoencoder, options.characters, options.split)
    return (yield from compare_swaps(question, judges, contestants, pairs, options.facts()))


def load(folder: Path, options: EvaluationOptions) -> DiffSFSRPipeline:
    """A pipeline with what it stands on.

    Args:
        folder: Its weights.
        options: Where the other networks lie.

    Raises:
        ModelError: If something is missing or broken.
    """
    try:
        model = SwapModel.from_pretrained(folder, torch_dtype=torch.float32, local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(
            f"The swap weights in {folder} cannot be read.", "Install the program again.", "model.broken"
        ) from error
    return DiffSFSRPipeline(
        PortraitAutoencoder.load(options.autoencoder or weights_folder(AUTOENCODER)),
        PortraitIdentity.from_pretrained(options.identity or weights_folder(IDENTITY)),
        ExpressionReader.from_pretrained(options.reader or weights_folder(READER)),
        model.eval().requires_grad_(False),
        PortraitMotion.load(options.motion or weights_folder(MOTION)) if model.config["has_motion"] else None,
    )


def _truth(question: SwapQuestion, seeds: list[int]) -> Tensor:
    return question.truth


def _nothing(question: SwapQuestion, seeds: list[int]) -> Tensor:
    return question.background


def _at_once(pipeline: DiffSFSRPipeline, **further: Any) -> SwapDrawer:
    draw = _call(pipeline, **further)
    return lambda question, seeds: draw(question, question.background, seeds)


def _in_turn(pipeline: DiffSFSRPipeline, is_swap_first: bool, **further: Any) -> SwapDrawer:
    """The same networks in two calls: one changes who, the other changes what is worn."""
    draw = _call(pipeline, **further)

    def drawn(question: SwapQuestion, seeds: list[int]) -> Tensor:
        if is_swap_first:
            first = replace(question, controls=question.worn_before)
        else:
            first = replace(question, reference=question.before)
        between = draw(first, question.background, seeds)
        return draw(question, between, seeds)

    return drawn


def _call(pipeline: DiffSFSRPipeline, **further: Any) -> Callable[[SwapQuestion, Tensor, list[int]], Tensor]:
    def draw(question: SwapQuestion, background: Tensor, seeds: list[int]) -> Tensor:
        images: Tensor = pipeline(
            background, question.mask, question.reference[:, None], question.controls,
            generator=[torch.Generator().manual_seed(seed) for seed in seeds], **further,
        ).images  # fmt: skip
        # As the program pastes it: beside the mask the picture stays as it was.
        return question.mask * images + (1 - question.mask) * background

    return draw


__all__ = ["PAIRS", "WEIGHTS", "evaluate", "load"]
