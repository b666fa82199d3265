"""Caches: what lies in a row, going on after a stop, refusing what does not fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import InputError
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_straight
from studio.engines.portrait.renderer import render_portraits
from studio.lab.synth.corpus import SEED_RANGES, Corpus, CorpusOptions, Split, genome_of, split_of
from studio.lab.training.cache import LatentCache, PixelCache, draw_rows, fill_cache, fingerprint


def _fill(folder: Path, rows: int, encoder: Path | None = None, split: Split = Split.TRAIN, size_px: int = 128) -> None:
    for _ in fill_cache(folder, rows, split, encoder, poses_per_identity=4, batch_size=4, size_px=size_px):
        pass


def test_rows_hold_what_the_corpus_draws(caches: Path, encoder: Path) -> None:
    cache = LatentCache(caches / "latents")
    assert len(cache) == 24
    assert cache.identities == 6
    assert cache.latents.shape == (24, 16, 16, 16)
    assert cache.latents.dtype == np.float16
    assert isinstance(cache.latents, np.memmap)
    assert (cache.controls[::4] == 0).all(), "the first of each rests"
    assert (np.abs(cache.controls).sum(axis=1) > 0).sum() == 18
    assert {split_of(int(seed)) for seed in cache.seeds} == {Split.TRAIN}
    row = 9
    genome = genome_of(int(cache.seeds[row]))
    drawn = render_portraits(
        [genome], torch.from_numpy(cache.controls[row : row + 1].copy()), 128, with_background=False
    )
    latents = PortraitAutoencoder.load(encoder).encode(drawn.rgba)
    assert torch.allclose(cache.pictures_of(np.array([row])), latents, atol=0.02)
    assert cache.facts.autoencoder == fingerprint(PortraitAutoencoder.load(encoder))


def test_pixels_are_the_same_pictures_whole_or_made_small(caches: Path, tmp_path: Path) -> None:
    cache = PixelCache(caches / "pixels")
    drawn, controls, seeds = draw_rows(cache.facts, 5, 2)
    assert np.abs(cache.pixels[5:7].astype(int) - to_straight(drawn)).max() <= 1
    assert np.array_equal(cache.controls[5:7], controls)
    assert np.array_equal(cache.seeds[5:7], seeds)
    _fill(tmp_path, 8, size_px=64)
    cache = PixelCache(tmp_path)
    drawn = draw_rows(cache.facts, 5, 1)[0]
    small = cache.pictures_of(np.array([5]))
    assert small.shape == (1, 4, 64, 64)
    assert (small - torch.nn.functional.avg_pool2d(drawn, 2)).abs().max() < 0.02
    assert (small[:, :3] <= small[:, 3:] + 1e-6).all(), "premultiplied"


def test_an_interrupted_cache_goes_on(tmp_path: Path) -> None:
    _fill(tmp_path / "whole", 12)
    job = fill_cache(tmp_path / "stopped", 12, poses_per_identity=4, batch_size=4)
    next(job)
    job.close()
    early = PixelCache(tmp_path / "stopped")
    assert len(early) == 4
    # What a crash may leave: rows that were written, but not counted.
    with (tmp_path / "stopped" / "seeds.npy").open("ab") as file:
        file.write(b"\x07" * 13)
    _fill(tmp_path / "stopped", 12)
    whole, again = PixelCache(tmp_path / "whole"), PixelCache(tmp_path / "stopped")
    assert len(again) == 12
    assert np.array_equal(whole.seeds, again.seeds)
    assert np.array_equal(whole.controls, again.controls)
    assert np.abs(whole.pixels.astype(int) - again.pixels).max() <= 1
    assert len(early.pixels) == 4, "who opened it before sees what was there"


def test_another_kind_is_refused(caches: Path, encoder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        _fill(caches / "latents", 28)
    with pytest.raises(InputError):
        _fill(caches / "latents", 28, encoder, Split.HELD_OUT)
    other = PortraitAutoencoder.load(encoder)
    with torch.no_grad():
        other.components.weight.mul_(2)
    other.save_pretrained(tmp_path)
    with pytest.raises(InputError, match="autoencoder"):
        _fill(caches / "latents", 28, tmp_path)
    with pytest.raises(InputError):
        PixelCache(caches / "latents")
    with pytest.raises(InputError):
        LatentCache(tmp_path / "nowhere")


def test_latents_stay_valid_while_the_decoder_learns(encoder: Path) -> None:
    network = PortraitAutoencoder.load(encoder)
    before = fingerprint(network)
    with torch.no_grad():
        network.decoder.layers[0].weight.mul_(2)
    assert fingerprint(network) == before


def test_judges_have_their_own_characters() -> None:
    low, high = SEED_RANGES[Split.JUDGES]
    others = [bounds for split, bounds in SEED_RANGES.items() if split is not Split.JUDGES]
    assert all(high <= first or last <= low for first, last in others)
    corpus = Corpus(CorpusOptions(Split.TRAIN, poses_per_identity=1), 1)
    assert split_of(corpus.seed_of(10**9)) is Split.TRAIN, "counting on never leads out of the split"
