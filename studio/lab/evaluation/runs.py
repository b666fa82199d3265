"""What `avatar-studio lab evaluate` runs: questions, contestants, judges, and the files that come out."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import cast

from studio.core.errors import InputError
from studio.core.files import write_atomic
from studio.core.jobs import Progress
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.lab.evaluation.comparison import Comparison, Contestant, as_json, compare, sheet_of
from studio.lab.evaluation.measures import Judging
from studio.lab.evaluation.sets import copy_drawer, make_questions, truth_drawer
from studio.lab.evaluation.statistics import PairedDifference
from studio.lab.synth.corpus import Split

TRUTH, CODED, COPY = "truth", "truth, autoencoded", "copy of reference"
TOGETHER, ALONE = "consistent attention", "each alone"
METHODS: Mapping[str, str] = {"genaffect": "studio.lab.evaluation.genaffect:contestants"}
"""Name on the command line -> what makes its contestants; `TOGETHER` and `ALONE` among them are compared in pairs."""


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """What is measured.

    Attributes:
        method: A name of `METHODS`.
        characters, expressions, gallery, references: As in `make_questions`.
        split: Whose characters.
        weights: Folder of the method's weights; the shipped ones if None.
        autoencoder, identity: Folders of the networks it stands on; the shipped ones if None.
        baselines: Name -> folder of other weights of the method to compare with.
        steps: Of drawing; 0 for the usual number.
    """

    method: str = "genaffect"
    characters: int = 50
    expressions: int = 12
    gallery: int = 200
    references: int = 1
    split: Split = Split.HELD_OUT
    weights: Path | None = None
    autoencoder: Path | None = None
    identity: Path | None = None
    baselines: Mapping[str, Path] = field(default_factory=dict)
    steps: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """What came out.

    Attributes:
        comparison: All contestants.
        paired: What consistent attention changes, character by character; empty if nobody draws both ways.
    """

    comparison: Comparison
    paired: Mapping[str, PairedDifference]


def contestants_of(options: EvaluationOptions) -> list[Contestant]:
    """Who draws for a method.

    Raises:
        InputError: If there is no such method.
        ModelError: If weights are missing.
    """
    place = METHODS.get(options.method)
    if place is None:
        raise InputError(
            f"There is no method {options.method!r} to evaluate.", f"There are: {', '.join(METHODS)}.", "lab.evaluate"
        )
    module, _, name = place.partition(":")
    make = cast(Callable[[EvaluationOptions], list[Contestant]], getattr(import_module(module), name))
    return make(options)


def evaluate(
    options: EvaluationOptions,
    judges: Judging,
    contestants: list[Contestant],
    autoencoder: PortraitAutoencoder | None = None,
) -> Generator[Progress, None, Evaluation]:
    """Ask, draw, judge; the right answers and a copy of the reference go along as the best and the idlest.

    Args:
        options: What is measured.
        judges: Who looks.
        contestants: Who draws.
        autoencoder: If given, what it leaves of the right answers is measured too: no latent drawer can do better.
    """
    yield Progress(None, "drawing the right answers")
    questions = make_questions(
        options.characters, options.expressions, options.gallery, options.references, split=options.split
    )
    everybody = [Contestant(TRUTH, truth_drawer(questions), {}), Contestant(COPY, copy_drawer, {}), *contestants]
    if autoencoder is not None:
        coder = autoencoder
        limit = truth_drawer(questions, lambda pictures: coder.decode(coder.encode(pictures)))
        everybody.insert(1, Contestant(CODED, limit, {}))
    comparison = yield from compare(questions, judges, everybody)
    both = {TOGETHER, ALONE} <= set(comparison.scores)
    return Evaluation(comparison, comparison.paired(TOGETHER, ALONE) if both else {})


def write_evaluation(found: Evaluation, options: EvaluationOptions, out: Path, sheet_characters: int = 6) -> None:
    """Write `evaluation.json` and `sheet.png` into a folder."""
    import io

    from PIL import Image

    asked = {key: str(value) if isinstance(value, Path) else value for key, value in asdict(options).items()}
    asked["baselines"] = {name: str(folder) for name, folder in options.baselines.items()}
    text = as_json(found.comparison, found.paired, options=asked)
    write_atomic(out / "evaluation.json", text.encode())
    png = io.BytesIO()
    Image.fromarray(sheet_of(found.comparison, sheet_characters)).save(png, "PNG")
    write_atomic(out / "sheet.png", png.getvalue())


__all__ = [
    "ALONE", "CODED", "COPY", "METHODS", "TOGETHER", "TRUTH", "Evaluation", "EvaluationOptions", "contestants_of",
    "evaluate", "write_evaluation",
]  # fmt: skip
