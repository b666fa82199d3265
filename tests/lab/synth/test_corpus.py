"""The corpus: the same batch for the same number, characters of one split only."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from studio.core.errors import InputError
from studio.lab.synth.corpus import SEED_RANGES, Corpus, CorpusOptions, Split, contact_sheet, genome_of, split_of
from studio.models.controls import ALL_CONTROLS, CONTROL_INDEX, limits_of


def test_batches_repeat_by_number() -> None:
    corpus = Corpus(CorpusOptions(size=48), batch_size=8)
    first = corpus.batch(5)
    again = next(Corpus(CorpusOptions(size=48), batch_size=8).batches(start=5))
    assert torch.equal(first.portraits.rgba, again.portraits.rgba)
    assert torch.equal(first.portraits.controls, again.portraits.controls)
    assert first.expressions == again.expressions
    assert not torch.equal(first.portraits.rgba, corpus.batch(6).portraits.rgba)


def test_identities_lie_in_their_split() -> None:
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(sorted(SEED_RANGES.values())))
    for split in Split:
        batch = Corpus(CorpusOptions(split, size=32, poses_per_identity=2), batch_size=6).batch(3)
        assert {split_of(int(seed)) for seed in batch.seeds} == {split}
        assert len(set(batch.seeds.tolist())) == 3
        assert batch.portraits.genomes[0] == genome_of(int(batch.seeds[0]))
    assert split_of(7) is None


def test_few_identities_come_again() -> None:
    corpus = Corpus(CorpusOptions(identities=3, size=32, poses_per_identity=1), batch_size=6)
    assert len(set(corpus.batch(0).seeds.tolist())) == 3
    assert corpus.seed_of(1) == corpus.seed_of(4)


def test_poses_are_varied_and_inside_their_limits() -> None:
    corpus = Corpus()
    worn = [corpus.pose_of(number) for number in range(2000)]
    names = [name for name, _ in worn]
    assert 0.06 < names.count("neutral") / len(names) < 0.14
    assert 0.3 < names.count("random") / len(names) < 0.5
    assert len(set(names)) > 150
    used = {control for _, pose in worn for control in pose}
    assert used == set(ALL_CONTROLS)
    for _, pose in worn:
        for control, value in pose.items():
            low, high = limits_of(control)
            assert low <= value <= high
    turned = np.mean([any(control.startswith("head") for control in pose) for _, pose in worn])
    assert 0.4 < turned < 0.75


def test_truth_is_beside_the_picture() -> None:
    batch = Corpus(CorpusOptions(size=32, with_masks=True, with_background=False), batch_size=4).batch(0)
    name, pose = Corpus(CorpusOptions(size=32)).pose_of(2)
    assert batch.expressions[2] == name
    for control, value in pose.items():
        assert float(batch.portraits.controls[2, CONTROL_INDEX[control]]) == pytest.approx(value)
    assert batch.portraits.masks is not None
    assert float(batch.portraits.rgba[:, 3].min()) == 0


def test_uneven_batches_are_refused() -> None:
    with pytest.raises(InputError):
        Corpus(CorpusOptions(poses_per_identity=5), batch_size=32)
    with pytest.raises(InputError):
        Corpus(CorpusOptions(identities=-1))


def test_contact_sheet_places_pictures_row_by_row() -> None:
    pictures = np.arange(1, 6, dtype=np.uint8)[:, None, None, None] * np.ones((1, 2, 2, 4), np.uint8)
    sheet = contact_sheet(pictures, 3)
    assert sheet.shape == (4, 6, 4)
    assert sheet[0, 4, 0] == 3
    assert sheet[2, 2, 0] == 5
    assert sheet[3, 5].sum() == 0
