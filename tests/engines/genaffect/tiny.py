"""Tiny random networks of the right shapes."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.motion import PortraitMotion
from studio.engines.diffusion.reader import ExpressionReader
from studio.engines.genaffect.domain import Domain
from studio.engines.genaffect.model import GenAffectModel
from studio.engines.genaffect.pipeline import GenAffectPipeline, new_scheduler
from studio.engines.genaffect.representation import Conditions

CHANNELS, GRID = 4, 16


def tiny_model(
    with_identity: bool = True,
    is_joint: bool = True,
    layers: int = 2,
    channels: int = CHANNELS,
    has_motion: bool = False,
) -> GenAffectModel:
    torch.manual_seed(11)
    model = GenAffectModel.small(
        channels, GRID, 2, {"layers": 1, "width": 32, "heads": 2, "is_joint": is_joint, "has_deviation": True},
        {"layers": layers, "heads": 2, "head_width": 16}, 32, 48 if with_identity else 0,
        has_motion,
    )  # fmt: skip
    stir(model)
    return model.eval()


def stir(network: nn.Module, strength: float = 0.05) -> None:
    """Zero weights hide mistakes."""
    noise = torch.Generator().manual_seed(5)
    with torch.no_grad():
        for value in network.parameters():
            value.add_(strength * torch.randn(value.shape, generator=noise))


def tiny_autoencoder(size_px: int = 128) -> PortraitAutoencoder:
    torch.manual_seed(12)
    autoencoder = PortraitAutoencoder(size_px, CHANNELS, 8, (1, 1))
    autoencoder.fit_components(torch.rand(2, 4, size_px, size_px, generator=torch.Generator().manual_seed(1)))
    return autoencoder.eval()


def tiny_motion() -> PortraitMotion:
    torch.manual_seed(15)
    motion = PortraitMotion(width=8, head_width=8, told=16)
    stir(motion)
    return motion.eval()


def tiny_pipeline(with_networks: bool = True, has_motion: bool = False) -> GenAffectPipeline:
    model = tiny_model(has_motion=has_motion)
    torch.manual_seed(13)
    extras = (tiny_autoencoder(), PortraitIdentity(CHANNELS, 8, 1, 16).eval(), ExpressionReader(CHANNELS, 8).eval())
    pipeline = GenAffectPipeline(
        model.representation, model.transformer, new_scheduler(), *(extras if with_networks else ()),
        motion=tiny_motion() if has_motion else None,
    )  # fmt: skip
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def some_conditions(count: int = 3, references: int = 2, with_features: bool = True, seed: int = 0) -> Conditions:
    noise = torch.Generator().manual_seed(seed)
    return Conditions(
        torch.randn(count, references, CHANNELS, GRID, GRID, generator=noise),
        torch.ones(count, references, dtype=torch.bool),
        torch.rand(count, 55, generator=noise),
        torch.randn(count, references, 64, 48, generator=noise) if with_features else None,
    )


def make_weights(root: Path, has_motion: bool = False) -> Path:
    """A folder as `resources/models` is, with tiny random networks."""
    tiny_model(has_motion=has_motion).save_pretrained(root / "genaffect")
    if has_motion:
        tiny_motion().save_pretrained(root / "portrait-motion")
    autoencoder = tiny_autoencoder()
    autoencoder.save_pretrained(root / "portrait-autoencoder")
    torch.manual_seed(14)
    PortraitIdentity(CHANNELS, 8, 1, 16).save_pretrained(root / "portrait-identity")
    ExpressionReader(CHANNELS, 8).save_pretrained(root / "expression-reader")
    smooth = torch.rand(4, 4, 4, 4, generator=torch.Generator().manual_seed(2))
    portraits = torch.nn.functional.interpolate(smooth, size=128, mode="bilinear")
    Domain.of(portraits).save(root / "genaffect")
    return root
