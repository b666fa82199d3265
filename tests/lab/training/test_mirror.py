"""The mirror: pictures, latents and controls are turned alike."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from studio.core.errors import InputError
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.portrait.renderer import render_portraits
from studio.lab.synth.corpus import genome_of
from studio.lab.training.cache import LatentCache
from studio.lab.training.cached import latent_mirror
from studio.lab.training.mirror import LatentMirror, mirrored_controls
from studio.lab.training.settings import TrainingSettings
from studio.models.controls import CONTROL_INDEX, mirrored, to_vector


def test_controls_are_mirrored_as_poses_are() -> None:
    pose = {"eyeBlinkLeft": 0.7, "jawRight": 0.4, "jawOpen": 0.2, "headYaw": 10.0, "headPitch": 5.0, "headRoll": -3.0}
    turned = mirrored_controls(torch.from_numpy(to_vector(pose))[None])
    assert torch.equal(turned[0], torch.from_numpy(to_vector(mirrored(pose))))
    assert turned[0, CONTROL_INDEX["eyeBlinkRight"]] == pytest.approx(0.7)
    assert torch.equal(mirrored_controls(turned)[0], torch.from_numpy(to_vector(pose)))


def test_latents_are_mirrored_as_pictures_are(encoder: Path) -> None:
    network = PortraitAutoencoder.load(encoder)
    drawn = render_portraits(
        [genome_of(seed) for seed in range(4)], [{"eyeBlinkLeft": 1.0, "headYaw": 18.0}] * 4, 128, with_background=False
    )
    with torch.no_grad():
        latents, wanted = network.encode(drawn.rgba), network.encode(drawn.rgba.flip(3))
    found = LatentMirror(network)(latents)
    difference = (latents - wanted).square().mean()
    assert difference > 0.05, "mirroring changes a picture"
    assert (found - wanted).square().mean() < 0.2 * difference


def test_a_foreign_autoencoder_is_refused(encoder: Path, caches: Path, tmp_path: Path) -> None:
    cache = LatentCache(caches / "latents")
    assert latent_mirror(TrainingSettings(task="reader"), cache) is None
    assert latent_mirror(TrainingSettings(task="reader", pieces={"autoencoder": str(encoder)}), cache) is not None
    torch.manual_seed(2)
    PortraitAutoencoder(128, 16, width=8, blocks=(1, 1)).save_pretrained(tmp_path)
    with pytest.raises(InputError, match="autoencoder"):
        latent_mirror(TrainingSettings(task="reader", pieces={"autoencoder": str(tmp_path)}), cache)
