"""A small encoder and small caches, drawn once."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.lab.synth.corpus import Corpus, CorpusOptions, Split
from studio.lab.training.cache import fill_cache


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(1)
    network = PortraitAutoencoder(128, latent_channels=16, width=8, blocks=(1, 1))
    options = CorpusOptions(Split.TRAIN, poses_per_identity=1, with_background=False)
    network.fit_components(Corpus(options, 16).batch(0).portraits.rgba)
    network.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def caches(encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("caches")
    for name, split, autoencoder in (
        ("latents", Split.TRAIN, encoder), ("validation_latents", Split.VALIDATION, encoder),
        ("pixels", Split.JUDGES, None), ("validation_pixels", Split.VALIDATION, None),
    ):  # fmt: skip
        job = fill_cache(root / name, 24, split, autoencoder, poses_per_identity=4, batch_size=24)
        for _ in job:
            pass
    return root
