"""What `avatar-studio lab evaluate` can run."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import cast

from studio.core.errors import InputError
from studio.core.jobs import Progress
from studio.lab.evaluation.measures import Judging
from studio.lab.evaluation.report import Report
from studio.lab.synth.corpus import Split

METHODS: Mapping[str, str] = {
    "genaffect": "studio.lab.evaluation.genaffect:evaluate",
    "networks": "studio.lab.evaluation.networks:evaluate",
    "diffsfsr": "studio.lab.evaluation.diffsfsr:evaluate",
}
"""Name on the command line -> what runs it."""


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """What is measured.

    Attributes:
        characters: How many are drawn.
        expressions: Of each, where a method draws sets.
        gallery: Among how many each is looked up.
        references: Pictures that a character is known by.
        split: Whose characters.
        weights: Folder of the method's weights; the shipped ones if None.
        autoencoder, identity, reader: Folders of the networks it stands on; the shipped ones if None.
        baselines: Name -> folder of other weights of the method to compare with.
        steps: Of drawing; 0 for the usual number.
        turned_share: Share of pictures with a turned head.
        motion: Folder of the network that moves references; the shipped one if None.
    """

    characters: int = 50
    expressions: int = 12
    gallery: int = 200
    references: int = 1
    split: Split = Split.HELD_OUT
    weights: Path | None = None
    autoencoder: Path | None = None
    identity: Path | None = None
    reader: Path | None = None
    baselines: Mapping[str, Path] = field(default_factory=dict)
    steps: int = 0
    turned_share: float = 0.5
    motion: Path | None = None

    def facts(self) -> dict[str, object]:
        """For the record."""
        return {"options": {name: value for name, value in asdict(self).items() if value not in (None, {})}}


Run = Generator[Progress, None, Report]


def evaluation_of(method: str, options: EvaluationOptions, judges: Judging) -> Run:
    """The evaluation of a method, ready to be run.

    Args:
        method: A name of `METHODS`.
        options: What is measured.
        judges: Who looks.

    Raises:
        InputError: If there is no such method.
        ModelError: While it runs, if weights are missing.
    """
    place = METHODS.get(method)
    if place is None:
        raise InputError(
            f"There is no method {method!r} to evaluate.", f"There are: {', '.join(METHODS)}.", "lab.evaluate"
        )
    module, _, name = place.partition(":")
    run = cast(Callable[[EvaluationOptions, Judging], Run], getattr(import_module(module), name))
    return run(options, judges)


__all__ = ["METHODS", "EvaluationOptions", "Run", "evaluation_of"]
