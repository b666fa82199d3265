"""The question put to every generator of sets: characters it has never seen, and expressions to draw them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from studio.core.errors import InputError
from studio.engines.portrait.renderer import render_portraits
from studio.lab.synth.corpus import Corpus, CorpusOptions, Split, genome_of
from studio.models.controls import Pose

CONSISTENT = "consistent_attention"
"""The option that tells a drawer whether the pictures of a set may look at each other."""
_DRAWN_TOGETHER = 64


class SetDrawer(Protocol):
    """Draws the expressions of one character."""

    def __call__(
        self, references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]
    ) -> Tensor:
        """Draw.

        Args:
            references: (R, 4, S, S) premultiplied, what the character is known by.
            controls: (E, 55) what is to be drawn, angles in degrees.
            seeds: E seeds of the noise.
            options: What to do otherwise than usual: `CONSISTENT` true or false.

        Returns:
            (E, 4, S, S) premultiplied in 0…1.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class QuestionSet:
    """Characters and expressions.

    Attributes:
        identities: (I,) seeds of the characters.
        references: (I, R, 4, S, S) premultiplied; the first is the resting face.
        controls: (I, E, 55) what is asked for, angles in degrees.
        truth: (I, E, 4, S, S) the right answers.
        gallery: (G, 4, S, S) resting faces among which a character must be found again; those that are asked for first.
    """

    identities: tuple[int, ...]
    references: Tensor
    controls: Tensor
    truth: Tensor
    gallery: Tensor


def make_questions(
    characters: int = 50,
    expressions: int = 12,
    gallery: int = 200,
    references: int = 1,
    size_px: int = 128,
    split: Split = Split.HELD_OUT,
    turned_share: float = 0.5,
) -> QuestionSet:
    """The same questions whenever they are asked.

    Args:
        characters: How many are asked for.
        expressions: Of each.
        gallery: How many there are to be mistaken for.
        references: Pictures that a character is known by; the first rests.
        size_px: Side of the pictures.
        split: Whose characters.
        turned_share: Share of pictures with a turned head.

    Raises:
        InputError: If the numbers do not fit together.
    """
    if not 1 <= characters <= gallery:
        raise InputError(
            f"{characters} characters cannot be looked up among {gallery}.", "Take a larger gallery.", "lab.evaluate"
        )
    options = CorpusOptions(split, poses_per_identity=1, neutral_share=0.0, size=size_px, turned_share=turned_share)
    corpus = Corpus(options, 1)
    seeds = [corpus.seed_of(number) for number in range(gallery)]
    each = expressions + references - 1
    worn = [[corpus.pose_of(one * 64 + number)[1] for number in range(each)] for one in range(characters)]
    resting, _ = _drawn(seeds, [{}] * gallery, size_px)
    repeated = [seed for seed in seeds[:characters] for _ in range(each)]
    pictures, controls = _drawn(repeated, [pose for row in worn for pose in row], size_px)
    pictures, controls = pictures.unflatten(0, (characters, each)), controls.unflatten(0, (characters, each))
    known = torch.cat([resting[:characters, None], pictures[:, expressions:]], dim=1)
    return QuestionSet(tuple(seeds[:characters]), known, controls[:, :expressions], pictures[:, :expressions], resting)


def _drawn(seeds: Sequence[int], poses: Sequence[Pose], size_px: int) -> tuple[Tensor, Tensor]:
    parts = []
    for start in range(0, len(seeds), _DRAWN_TOGETHER):
        chosen = slice(start, start + _DRAWN_TOGETHER)
        genomes = [genome_of(seed) for seed in seeds[chosen]]
        parts.append(render_portraits(genomes, poses[chosen], size_px, with_background=False))
    return torch.cat([part.rgba for part in parts]), torch.cat([part.controls for part in parts])


def truth_drawer(questions: QuestionSet, through: Callable[[Tensor], Tensor] | None = None) -> SetDrawer:
    """Gives the right answers: what the judges say about them is the best that any drawer can reach.

    Args:
        questions: What is asked.
        through: What the answers go through first, for example an autoencoder there and back.
    """

    def draw(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
        for index, known in enumerate(questions.references):
            if known.shape == references.shape and torch.equal(known, references):
                return questions.truth[index] if through is None else through(questions.truth[index])
        raise ValueError("an unknown character")

    return draw


def copy_drawer(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
    """Answers with the first reference, whatever is asked: a perfect likeness without any expression."""
    return references[:1].expand(len(controls), -1, -1, -1)


__all__ = ["CONSISTENT", "QuestionSet", "SetDrawer", "copy_drawer", "make_questions", "truth_drawer"]
