"""The small model as a swapper: drawn portraits, the whole head, at the size of the portraits it has learned from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.errors import InputError, ModelError
from studio.core.files import sha256_hex
from studio.core.jobs import CancelToken
from studio.engines.diffsfsr.model import SwapModel
from studio.engines.diffsfsr.pipeline import DiffSFSRPipeline, GuidanceScales
from studio.engines.diffsfsr.region import PORTRAIT_PLACING
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_premultiplied, to_straight
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.motion import PortraitMotion
from studio.engines.diffusion.reader import ExpressionReader, from_network_units
from studio.engines.diffusion.weights import AUTOENCODER, IDENTITY, MOTION, READER, weights_folder, weights_root
from studio.engines.swap_square import cut, head_turn, square_of
from studio.engines.swapping import (
    Replaced,
    SwapOptions,
    SwapperInfo,
    SwapQuality,
    SwapScene,
    SwapSession,
    WornExpression,
)
from studio.models.controls import ARKIT_CONTROLS, CONTROL_INDEX, to_vector
from studio.models.face import FaceReference

WEIGHTS = "diffsfsr"
STEPS = 20
MAX_REFERENCES = 4


def load_pipeline(root: Path | None = None) -> DiffSFSRPipeline:
    """The shipped pipeline, ready to draw; kept after the first time.

    Args:
        root: Folder of all weights; the program's own if None.

    Raises:
        ModelError: If something is missing or damaged.
    """
    if root is None:
        for name in (WEIGHTS, AUTOENCODER, IDENTITY, READER):
            weights_folder(name)  # says what is missing
    return _loaded(root or weights_root())


@lru_cache(maxsize=1)
def _loaded(root: Path) -> DiffSFSRPipeline:
    folder = root / WEIGHTS
    try:
        model = SwapModel.from_pretrained(folder, torch_dtype=torch.float32, local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(
            f"The weights of {WEIGHTS} in {folder} cannot be read.", "Install the program again.", "model.broken"
        ) from error
    pipeline = DiffSFSRPipeline(
        PortraitAutoencoder.load(root / AUTOENCODER), PortraitIdentity.from_pretrained(root / IDENTITY),
        ExpressionReader.from_pretrained(root / READER), model.eval().requires_grad_(False),
        PortraitMotion.load(root / MOTION) if model.config["has_motion"] else None,
    )  # fmt: skip
    pipeline.fingerprint = _fingerprint(folder)
    return pipeline


def _fingerprint(folder: Path) -> str:
    files = sorted(folder.glob("*.safetensors"))
    return sha256_hex(b"".join(path.read_bytes() for path in files))[:16] if files else ""


class PortraitSwapper:
    """Puts drawn characters into drawn pictures.

    Args:
        load: Gives the pipeline; the shipped one if None.
    """

    info = SwapperInfo(
        WEIGHTS, "DiffSFSR", 128, PORTRAIT_PLACING, Replaced.HEAD,
        note="It has learned from drawn portraits and draws at 128 px: photographs and large faces come out soft.",
    )  # fmt: skip

    def __init__(self, load: Callable[[], DiffSFSRPipeline] | None = None) -> None:
        self._load = load or load_pipeline

    def open(self, references: Sequence[FaceReference], cancel: CancelToken | None = None) -> SwapSession:
        """Get a character ready; see `Swapper.open`."""
        token = cancel or CancelToken()
        token.check()
        if not references:
            raise InputError("Nobody was named to be put in.", "Choose a character with a picture.", "swap.identity")
        pipeline = self._load()
        token.check()
        seen = [
            cut(one.picture.pixels, square_of(one, self.info.placing), self.info.size_px)
            for one in references[:MAX_REFERENCES]
        ]
        return PortraitSwapSession(pipeline, to_premultiplied(np.stack(seen)))


class PortraitSwapSession:
    """One character, ready to be put into pictures."""

    def __init__(self, pipeline: DiffSFSRPipeline, references: Tensor) -> None:
        self._pipeline: DiffSFSRPipeline | None = pipeline
        self._references = references
        self._fingerprint = str(getattr(pipeline, "fingerprint", ""))

    def draw(
        self, scene: SwapScene, worn: WornExpression, options: SwapOptions, cancel: CancelToken | None = None
    ) -> NDArray[np.uint8]:
        """Draw the square anew; see `SwapSession.draw`."""
        if self._pipeline is None:
            raise RuntimeError("the session is closed")
        token = cancel or CancelToken()
        background = to_premultiplied(scene.pixels[None])
        drawn = self._pipeline(
            background,
            torch.from_numpy(scene.mask)[None, None],
            self._references[None],
            controls=self._controls(scene, worn),
            num_inference_steps=options.steps or STEPS,
            guidance=GuidanceScales(options.identity_scale, options.expression_scale),
            way="full" if options.quality is SwapQuality.FULL else "midpoint",
            generator=torch.Generator().manual_seed(options.seed),
            callback=lambda _step, _time, _latents: token.check(),
        )
        picture: NDArray[np.uint8] = to_straight(drawn.images)[0]
        return picture

    def _controls(self, scene: SwapScene, worn: WornExpression) -> Tensor:
        """(1, 55), angles in degrees: the pose, on top of what a picture shows, with the head as the scene has it."""
        vector = to_vector(worn.pose)
        if worn.picture is not None:
            read = self._read(to_premultiplied(worn.picture[None]))
            shapes = len(ARKIT_CONTROLS)
            vector[:shapes] = np.maximum(vector[:shapes], read[:shapes] * worn.picture_strength).clip(0, 1)
        if worn.keeps_head:
            for name, angle in head_turn(scene.landmarks).items():
                if name not in worn.pose:
                    vector[CONTROL_INDEX[name]] = angle
        return torch.from_numpy(vector)[None]

    def _read(self, pictures: Tensor) -> NDArray[np.float32]:
        assert self._pipeline is not None
        with torch.no_grad():
            controls = from_network_units(self._pipeline.reader(self._pipeline.autoencoder.encode(pictures)))
        values: NDArray[np.float32] = controls[0].numpy()
        return values

    def recipe(self) -> Mapping[str, str]:
        """What it draws with; see `SwapSession.recipe`."""
        return {WEIGHTS: self._fingerprint}

    def close(self) -> None:
        """Forget the character; the network stays for the next one."""
        self._pipeline = None


__all__ = ["MAX_REFERENCES", "STEPS", "WEIGHTS", "PortraitSwapSession", "PortraitSwapper", "load_pipeline"]
