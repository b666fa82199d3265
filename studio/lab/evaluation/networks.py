"""The identity encoder, the expression reader and the judges themselves, measured on true pictures."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from studio.core.jobs import Progress
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.reader import ExpressionReader
from studio.engines.diffusion.weights import AUTOENCODER, IDENTITY, READER, weights_folder
from studio.lab.evaluation.comparison import COLUMNS
from studio.lab.evaluation.measures import Judging, judge_sets
from studio.lab.evaluation.report import Report, labelled_row
from studio.lab.evaluation.runs import EvaluationOptions, Run
from studio.lab.evaluation.sets import make_questions

ENCODERS, JUDGES = "encoders", "judges"
_MEASURES = ("identity_top_one", "likeness", "set_consistency", "expression_correlation", "expression_active_error")
_SHOWN = 4


class Encoders:
    """The networks that look at latents, looking at pictures as judges do.

    Args:
        autoencoder: Makes the latents.
        identity: Says who.
        reader: Says what is worn.
    """

    def __init__(self, autoencoder: PortraitAutoencoder, identity: PortraitIdentity, reader: ExpressionReader) -> None:
        self.autoencoder, self._identity, self._reader = autoencoder, identity, reader

    def identity(self, pictures: Tensor) -> Tensor:
        """See `Judging`."""
        return self._identity.embed(self.autoencoder.encode(pictures))

    def expression(self, pictures: Tensor, resting: Tensor) -> Tensor:
        """See `Judging`; the reader needs no resting face."""
        read: Tensor = self._reader(self.autoencoder.encode(pictures))
        return read


def evaluate(options: EvaluationOptions, judges: Judging) -> Run:
    """Measure the encoders and the judges; see `evaluation_of`."""
    encoders = Encoders(
        PortraitAutoencoder.load(options.autoencoder or weights_folder(AUTOENCODER)),
        PortraitIdentity.from_pretrained(options.identity or weights_folder(IDENTITY)),
        ExpressionReader.from_pretrained(options.reader or weights_folder(READER)),
    )
    yield Progress(None, "drawing characters")
    questions = make_questions(
        options.characters, options.expressions, options.gallery, split=options.split, turned_share=options.turned_share
    )
    seconds = np.zeros(len(questions.identities))
    rows = {}
    for name, looking in ((ENCODERS, encoders), (JUDGES, judges)):
        yield Progress(None, f"{name} look")
        truth = questions.truth
        scores = judge_sets(looking, truth, truth, questions.controls, questions.gallery, seconds)
        found = scores.summary()
        rows[name] = {key: found[key] for key in _MEASURES}
    sheet = np.concatenate(
        [
            labelled_row(str(seed), torch.cat([questions.gallery[index : index + 1], questions.truth[index]]))
            for index, seed in enumerate(questions.identities[:_SHOWN])
        ]
    )
    facts = {**options.facts(), "characters": len(questions.identities), "gallery": len(questions.gallery)}
    return Report({key: COLUMNS[key] for key in _MEASURES}, rows, {}, sheet, facts)


__all__ = ["ENCODERS", "JUDGES", "Encoders", "evaluate"]
