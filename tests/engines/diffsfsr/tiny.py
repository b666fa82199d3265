"""Small random networks in the layout of the shipped ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import torch

from studio.engines.diffsfsr.model import SwapModel
from studio.engines.diffsfsr.pipeline import DiffSFSRPipeline
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.reader import ExpressionReader
from studio.engines.diffusion.weights import AUTOENCODER, IDENTITY, READER
from studio.lab.synth.corpus import Corpus, CorpusOptions, Split
from studio.models.face import ArtStyle, FaceMesh, FaceReference, MeshSource
from studio.models.picture import Picture

CHANNELS = 16


def tiny_model(is_balanced: bool = True, seed: int = 0) -> SwapModel:
    torch.manual_seed(seed)
    model = SwapModel(
        CHANNELS, widths=(16, 32), width=32, identity_width=6 * 8, identity_size=64, recogniser_tokens=3,
        expression_tokens=2, is_balanced=is_balanced,
    )  # fmt: skip
    return model.eval().requires_grad_(False)


@cache
def tiny_pipeline() -> DiffSFSRPipeline:
    """The autoencoder knows its corpus, the rest is chance."""
    torch.manual_seed(1)
    autoencoder = PortraitAutoencoder(latent_channels=CHANNELS, width=8, blocks=(1, 1))
    autoencoder.fit_components(corpus().portraits.rgba)
    identity = PortraitIdentity(CHANNELS, width=8, embedding=64)
    reader = ExpressionReader(CHANNELS, width=8)
    parts = [part.eval().requires_grad_(False) for part in (autoencoder, identity, reader)]
    return DiffSFSRPipeline(*parts, tiny_model())


def write_tiny(root: Path) -> None:
    """The shipped folders, with these networks in them."""
    pipeline = tiny_pipeline()
    pipeline.autoencoder.save_pretrained(root / AUTOENCODER)
    pipeline.identity.save_pretrained(root / IDENTITY)
    pipeline.reader.save_pretrained(root / READER)
    pipeline.model.save_pretrained(root / "diffsfsr")


@cache
def corpus():
    options = CorpusOptions(Split.VALIDATION, poses_per_identity=2, with_background=True)
    return Corpus(options, 8).batch(0)


def portrait(row: int) -> FaceReference:
    """A drawn character with the landmarks that it was drawn with: rows 0 and 1 are one character, 2 and 3 another."""
    batch = corpus().portraits
    mesh = FaceMesh(batch.landmarks[row].numpy().copy(), MeshSource.ANCHORS)
    return FaceReference(Picture(batch.pixels()[row], False, f"portrait{row}.png", "PNG"), mesh, ArtStyle.FLAT)
