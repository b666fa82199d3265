"""Training of `arc2face-mini` in the paper's three stages, each from the folder that the stage before wrote.

1. `base`: UNet and text encoder learn to draw a character from its identity alone.
2. `expression`: the base rests; the expression adapter learns what the controls do.
3. `reference`: base and expression rest; the reference adapter learns to keep a picture of the same character.

Every stage writes a folder in the published layout, which the Arc2Face engine reads.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.core.errors import InputError
from studio.engines.arc2face.codecs import PortraitCodec
from studio.engines.arc2face.layout import MAP_FILE, MemberSettings, WeightPaths, find_weights
from studio.engines.arc2face.loading import Arc2FaceParts
from studio.engines.arc2face.pipeline import Arc2FacePipeline, Sampling, Shot
from studio.engines.arc2face.prompt import IdentityPrompter
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_straight
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.schedules import SD15_SCHEDULE, SamplerName, make_scheduler
from studio.lab.synth.corpus import contact_sheet
from studio.lab.training.arc2face_parts import (
    LORA_RANK,
    MiniNetwork,
    adapter_content,
    lora_content,
    mini_map,
    new_network,
    old_network,
    write_tokenizer,
)
from studio.lab.training.cached import grown, latent_caches, piece, some_of_each
from studio.lab.training.settings import TrainingSettings

STAGES = ("base", "expression", "reference")
_DROP = 0.1
_SHEET_PEOPLE, _SHEET_FACES, _SHEET_STEPS = 4, 8, 20
_VALIDATION_ROWS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Arc2FaceBatch:
    """Pictures to learn from.

    Attributes:
        latents: (B, C, 16, 16) that are to be drawn.
        identities: (B, 512) of other pictures of the same characters.
        expressions: (B, 55) what they wear.
        references: (B, C, 16, 16) other pictures of the same characters.
    """

    latents: Tensor
    identities: Tensor
    expressions: Tensor
    references: Tensor


class Arc2FaceTask:
    """Predicts noise, as Stable Diffusion 1.5 does.

    The settings' `network` says `stage`, and for the first one what the network looks like; the pieces are `latents`,
    `validation_latents`, `autoencoder`, `identity`, and for the later stages `base`: the folder of the one before.
    """

    def __init__(self, settings: TrainingSettings) -> None:
        torch.manual_seed(settings.seed)
        shape = dict(settings.network)
        self.stage = str(shape.pop("stage", STAGES[0]))
        if self.stage not in STAGES:
            raise InputError(f"There is no stage {self.stage!r}.", f"There are: {', '.join(STAGES)}.", "lab.settings")
        self.settings = settings
        self.train, self.validation = latent_caches(settings)
        self.identity = PortraitIdentity.from_pretrained(piece(settings, "identity"))
        self.autoencoder = PortraitAutoencoder.load(piece(settings, "autoencoder")).requires_grad_(False)
        self.map = mini_map()
        channels = int(self.train.latents.shape[1])
        rank = int(shape.pop("rank", LORA_RANK))
        if self.stage == STAGES[0]:
            network = new_network(channels, **shape)
        else:
            network = old_network(find_weights(piece(settings, "base")), self.stage, rank)
        network.learn(self.stage)
        self.network: nn.Module = network
        self.alphas = make_scheduler(SamplerName.DDIM).alphas_cumprod

    def batch(self, index: int, device: torch.device) -> Arc2FaceBatch:
        """Pairs of pictures of chance characters: one is drawn, the other says who it is."""
        self.train = grown(self.train, index)
        rows = some_of_each(self.train, index, 2 * self.settings.batch_size, 2, self.settings.seed)
        return self._batch(self.train, rows, device)

    def _batch(self, cache: Any, rows: NDArray[np.int64], device: torch.device) -> Arc2FaceBatch:
        shown, other = cache.pictures_of(rows[0::2]).to(device), cache.pictures_of(rows[1::2]).to(device)
        with torch.no_grad():
            identities = self.identity.to(device)(other.float())
        return Arc2FaceBatch(shown.float(), identities, self._expressions(cache.controls_of(rows[0::2])).to(device),
                             other.float())  # fmt: skip

    def _expressions(self, controls: Tensor) -> Tensor:
        """(B, 55) controls with angles in degrees to the 55 numbers."""
        values = controls.clone()
        values[:, -3:] /= 20.0
        return values @ torch.from_numpy(self.map.matrix) + torch.from_numpy(self.map.bias)

    def loss(self, batch: Arc2FaceBatch, noise: torch.Generator) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Error of the predicted noise; a tenth of the conditions is left out, for guidance."""
        device, count = batch.latents.device, len(batch.latents)
        times = torch.randint(len(self.alphas), (count,), generator=noise, device=device)
        chance = torch.randn(batch.latents.shape, generator=noise, device=device)
        is_dropped = torch.rand(count, generator=noise, device=device) < _DROP
        error = (self._predicted(batch, times, chance, is_dropped) - chance).square().mean(dim=(1, 2, 3))
        late = error[times > len(self.alphas) // 2]
        return error.mean(), {"late": late.mean().detach() if len(late) else error.mean().detach()}

    def _predicted(self, batch: Arc2FaceBatch, times: Tensor, chance: Tensor, is_dropped: Tensor) -> Tensor:
        level = self.alphas.to(times.device)[times][:, None, None, None]
        noisy = level.sqrt() * batch.latents + (1 - level).sqrt() * chance
        worn = torch.where(is_dropped[:, None], torch.zeros_like(batch.expressions), batch.expressions)
        references = batch.references if self.stage == STAGES[2] else None
        result: Tensor = self.network(noisy, times, batch.identities, is_dropped, worn, references)
        return result

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        """Error of the noise on held-back characters, always with the same noise."""
        device = next(averaged.parameters()).device
        rows = some_of_each(self.validation, 0, min(2 * _VALIDATION_ROWS, 2 * self.validation.identities), 2, 0)
        batch = self._batch(self.validation, rows, device)
        noise = torch.Generator(device=device).manual_seed(0)
        trained, self.network = self.network, averaged
        try:
            loss, parts = self.loss(batch, noise)
        finally:
            self.network = trained
        return {"noise_error": float(loss), "late_error": float(parts["late"])}

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        """Held-back characters: their true faces, and the same drawn."""
        assert isinstance(averaged, MiniNetwork)
        device = next(averaged.parameters()).device
        pipeline = Arc2FacePipeline(self._parts(averaged))
        pictures = []
        for person in range(min(_SHEET_PEOPLE, self.validation.identities)):
            count = min(_SHEET_FACES, self.validation.poses_per_identity)
            rows = person * self.validation.poses_per_identity + np.arange(count, dtype=np.int64)
            latents = self.validation.pictures_of(rows).float().to(device)
            who = pipeline.person(self.identity.to(device)(latents[:1])[0].cpu().numpy())
            if self.stage == STAGES[2]:
                bank = averaged.core.write_bank(latents[:1], who.prompt)
                who = type(who)(who.prompt, who.negative, bank)
            vectors = self._expressions(self.validation.controls_of(rows)).numpy()
            shots = [Shot(vector, seed=1, guidance=2.0, reference_scale=1.0) for vector in vectors]
            drawn = [one for _, one in pipeline.draw(who, shots, Sampling(_SHEET_STEPS, batch=count))]
            true = self.autoencoder.to(device).decode(latents).cpu()
            pictures += [true, torch.stack(drawn)]
        return contact_sheet(to_straight(torch.cat(pictures)), count)

    def _parts(self, network: MiniNetwork) -> Arc2FaceParts:
        codec = PortraitCodec(self.autoencoder)
        paths = WeightPaths(Path(), Path(), Path(), Path(), None, None, None, None, None, None, None, MemberSettings())
        return Arc2FaceParts(paths, network.core, _prompter(network), codec, dict(SD15_SCHEDULE))

    def save(self, averaged: nn.Module, folder: Path) -> None:
        """Write the folder that the engine reads, as far as it has been trained."""
        assert isinstance(averaged, MiniNetwork)
        if self.stage == STAGES[0]:
            _save_base(averaged, folder)
        else:
            shutil.copytree(piece(self.settings, "base"), folder, dirs_exist_ok=True)
        if self.stage == STAGES[1]:
            from safetensors.torch import save_file

            (folder / "exp_adapter").mkdir(parents=True, exist_ok=True)
            save_file(adapter_content(averaged.core), folder / "exp_adapter" / "exp_adapter.safetensors")
            self.map.save(folder / "exp_adapter" / MAP_FILE)
        if self.stage == STAGES[2]:
            from safetensors.torch import save_file

            (folder / "ref_adapter").mkdir(parents=True, exist_ok=True)
            save_file(lora_content(averaged.core), folder / "ref_adapter" / "pytorch_lora_weights.safetensors")


def _prompter(network: nn.Module) -> IdentityPrompter:
    prompter = network.prompter
    assert isinstance(prompter, IdentityPrompter)
    return prompter


def _save_base(network: MiniNetwork, folder: Path) -> None:
    """UNet and encoder in half precision, as plain networks: adapters lie in files of their own."""
    from safetensors.torch import save_file

    for name, part in (("arc2face", network.core.unet), ("encoder", network.encoder)):
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        weights = {key: value.detach().half().cpu().contiguous() for key, value in part.state_dict().items()
                   if ".processor." not in key}  # fmt: skip
        if name == "arc2face":
            part.save_config(place)
            save_file(weights, place / "diffusion_pytorch_model.safetensors", {"format": "pt"})
        else:
            part.config.save_pretrained(place)
            save_file(weights, place / "model.safetensors", {"format": "pt"})
    write_tokenizer(folder / "sd15" / "tokenizer")
    settings = {"title": "Arc2Face mini", "steps": 20, "guidance": 2.0, "codec": "portrait", "identity": "portrait"}
    (folder / "avatar-studio.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


__all__ = ["STAGES", "Arc2FaceBatch", "Arc2FaceTask"]
