"""The avatar engine: a drawn character is drawn anew, transparent around, in any expression.

What it gives back has the reference's own size, as every engine does. The figure itself is drawn at the size that the
model has learned (128 px with the shipped weights), put where the reference has its square, and made larger with a
cubic filter: soft in a large picture, so draw small avatars with it, or train the model at a larger size. Outside the
square everything is transparent; the reference's background is not kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken
from studio.engines.base import EngineInfo
from studio.engines.diffsfsr.region import PORTRAIT_PLACING
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_premultiplied
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.motion import PortraitMotion
from studio.engines.diffusion.reader import ExpressionReader
from studio.engines.diffusion.weights import (
    AUTOENCODER,
    IDENTITY,
    MOTION,
    READER,
    has_weights,
    weights_folder,
    weights_root,
)
from studio.engines.genaffect.attention import ConsistencyBank
from studio.engines.genaffect.domain import FAR, Domain
from studio.engines.genaffect.options import GenAffectOptions
from studio.engines.genaffect.pipeline import GenAffectPipeline, load_parts, new_scheduler
from studio.engines.swap_square import Square, cut, square_of
from studio.models.controls import Pose, clamped
from studio.models.face import FaceReference

WEIGHTS = "genaffect"
MAX_REFERENCES = 4
_BANKS_KEPT = 3
_LARGEST_FACTOR = 8
_ANCHORS: tuple[Pose, ...] = ({}, {"jawOpen": 0.5, "mouthSmileLeft": 0.7, "mouthSmileRight": 0.7})
"""Expressions that every other picture of a character looks at; they belong to the set, whether they are asked for or
not, so that a picture is the same drawn alone, in a set, or a year later."""
Pixels = NDArray[np.uint8]


@lru_cache(maxsize=1)
def _loaded(root: Path) -> tuple[GenAffectPipeline, Domain]:
    representation, transformer = load_parts(root / WEIGHTS)
    autoencoder = PortraitAutoencoder.load(root / AUTOENCODER)
    needs_identity = bool(representation.config["identity_width"])
    reader = ExpressionReader.from_pretrained(root / READER) if (root / READER).is_dir() else None
    pipeline = GenAffectPipeline(
        representation, transformer, new_scheduler(), autoencoder,
        PortraitIdentity.from_pretrained(root / IDENTITY) if needs_identity else None, reader,
        PortraitMotion.load(root / MOTION) if representation.config["has_motion"] else None,
    )  # fmt: skip
    pipeline.set_progress_bar_config(disable=True)
    return pipeline, Domain.load(root / WEIGHTS) or Domain.drawn(autoencoder.size_px)


def load_pipeline() -> tuple[GenAffectPipeline, Domain]:
    """The shipped pipeline with what it is meant for; kept after the first time.

    Raises:
        ModelError: If weights are missing or damaged.
    """
    for name in (WEIGHTS, AUTOENCODER):
        weights_folder(name)  # says what is missing
    if not has_weights(IDENTITY):
        weights_folder(IDENTITY)
    return _loaded(weights_root())


class GenAffectEngine:
    """Draws a character's avatar in any expression.

    Args:
        options: How it draws.
        load: Gives the pipeline; the shipped one if None.
    """

    info = EngineInfo(
        "genaffect", "Avatar (Gen-AFFECT)", keeps_pixels=False, is_deterministic=True, needs_download=False,
        summary="draws small drawn avatars anew, a whole set alike; not for photographs",
    )  # fmt: skip

    def __init__(
        self,
        options: GenAffectOptions | None = None,
        load: Callable[[], tuple[GenAffectPipeline, Domain]] | None = None,
    ) -> None:
        self.options = options or GenAffectOptions()
        self._load = load or load_pipeline

    def with_options(self, texts: Mapping[str, str]) -> GenAffectEngine:
        """The engine with options as typed: "genaffect:steps=20,expression=1.5".

        Raises:
            InputError: If one is unknown or out of its range.
        """
        return type(self)(self.options.changed(texts), self._load)

    def open(self, reference: FaceReference, cancel: CancelToken | None = None) -> GenAffectSession:
        """Prepare a character; see `Engine.open`."""
        return self.open_session([reference], cancel)

    def open_session(self, references: Sequence[FaceReference], cancel: CancelToken | None = None) -> GenAffectSession:
        """Prepare a character from one or several pictures; the results have the size of the first.

        Raises:
            InputError: If a picture cannot be used.
            ModelError: If weights are missing.
            JobCancelled: If `cancel` was set.
        """
        token = cancel or CancelToken()
        token.check()
        if not references:
            raise InputError("There is no picture to draw from.", "Give at least one.", "face.none")
        pipeline, domain = self._load()
        token.check()
        return GenAffectSession(pipeline, domain, references[:MAX_REFERENCES], self.options)


class GenAffectSession:
    """One character, ready to be drawn; see `studio.engines.base.EngineSession`.

    Attributes:
        distance: How far the farthest reference lies from drawn portraits; they lie about 1 away.
        notes: What the user should know; empty if all is well.
    """

    def __init__(
        self,
        pipeline: GenAffectPipeline,
        domain: Domain,
        references: Sequence[FaceReference],
        options: GenAffectOptions,
    ) -> None:
        self._pipeline: GenAffectPipeline | None = pipeline
        self._options = options
        self._square = portrait_square(references[0])
        self._size = (references[0].picture.width, references[0].picture.height)
        assert pipeline.autoencoder is not None
        known_px = pipeline.autoencoder.size_px
        factor = 1 if pipeline.motion is None else useful_factor(self._square.side_px / known_px)
        seen = [cut(one.picture.pixels, portrait_square(one), known_px * factor) for one in references]
        portraits = to_premultiplied(np.stack(seen))
        self.distance = max(domain.distance(one) for one in portraits)
        self.notes: tuple[str, ...] = (far_note(self.distance),) if self.distance > FAR else ()
        self._references = portraits if pipeline.motion is not None else pipeline.encode_references(portraits)[0]
        self._banks: OrderedDict[int, ConsistencyBank | None] = OrderedDict()

    def draw(self, pose: Pose, seed: int = 0, cancel: CancelToken | None = None) -> Pixels:
        """Draw one pose; see `EngineSession.draw`."""
        return self._placed(self._drawn(clamped(pose), seed, cancel))

    def draw_many(self, poses: Sequence[Pose], seed: int = 0, cancel: CancelToken | None = None) -> list[Pixels]:
        """Draw several poses; see `EngineSession.draw_many`."""
        drawn = []
        for pose in [clamped(one) for one in poses]:
            if cancel is not None:
                cancel.check()
            drawn.append(self.draw(pose, seed, cancel))
        return drawn

    def close(self) -> None:
        """Forget the character; the networks stay for the next one."""
        self._pipeline = None
        self._banks.clear()

    def _opened(self) -> GenAffectPipeline:
        if self._pipeline is None:
            raise RuntimeError("the session is closed")
        return self._pipeline

    def _call(self, poses: Sequence[Pose], seed: int, cancel: CancelToken | None, **more: Any) -> Any:
        pipeline, options = self._opened(), self._options
        # One noise for every expression of a seed: what the noise decides is then the same in all of them.
        noise = pipeline.prepare_latents(1, torch.Generator().manual_seed(seed % 2**63))

        def stop_if_asked(_: Any, __: int, ___: Any, given: dict[str, Any]) -> dict[str, Any]:
            if cancel is not None:
                cancel.check()
            return given

        return pipeline(
            self._references, list(poses), options.steps, options.identity, options.expression, options.chance,
            options.consistency, latents=noise.expand(len(poses), -1, -1, -1), callback_on_step_end=stop_if_asked,
            **more,
        )  # fmt: skip

    def _bank(self, seed: int, cancel: CancelToken | None) -> ConsistencyBank | None:
        if not self._options.share:
            return None
        if seed not in self._banks:
            made = self._call(_ANCHORS, seed, cancel, keep_bank=True, output_type="latent")
            self._banks[seed] = made.bank
            while len(self._banks) > _BANKS_KEPT:
                self._banks.popitem(last=False)
        return self._banks[seed]

    def _drawn(self, pose: Pose, seed: int, cancel: CancelToken | None) -> Pixels:
        pictures: Pixels = self._call([pose], seed, cancel, bank=self._bank(seed, cancel), output_type="np").images
        first: Pixels = pictures[0]
        return first

    def _placed(self, drawn: Pixels) -> Pixels:
        """The drawn square where the reference has it, in a transparent picture of the reference's size."""
        matrix = self._square.to_picture[:, :2] / len(drawn)
        shift = self._square.to_picture[:, 2] + matrix @ [0.5, 0.5] - 0.5
        values = drawn.astype(np.float32) / 255
        values[..., :3] *= values[..., 3:]
        large = cv2.warpAffine(
            values, np.column_stack([matrix, shift]), self._size, flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT, borderValue=(0, 0, 0, 0),
        )  # fmt: skip
        coverage = np.clip(large[..., 3:], 0, 1)
        colour = np.where(coverage > 1e-3, large[..., :3] / np.maximum(coverage, 1e-3), 0)
        joined = np.concatenate([np.clip(colour, 0, 1), coverage], axis=2)
        placed: Pixels = np.ascontiguousarray((joined * 255 + 0.5).astype(np.uint8))
        return placed


def useful_factor(scale: float) -> int:
    """How many times larger than it learned the motion network draws, for a portrait that is so many times larger."""
    return int(np.clip(round(scale), 1, _LARGEST_FACTOR))


def portrait_square(reference: FaceReference) -> Square:
    """Where the picture has the square that a portrait of the corpus would be.

    Raises:
        InputError: If the face is too small, or too much of it lies outside the picture.
    """
    portrait = reference.portrait
    square = square_of(reference, PORTRAIT_PLACING)
    if portrait is None:
        return square
    matrix = np.array([[portrait.size_px, 0.0, portrait.x], [0.0, portrait.size_px, portrait.y]])
    return Square(matrix, portrait.size_px, square.eye, square.eye_distance_px)


def far_note(distance: float) -> str:
    """What to tell about a picture that is none of the corpus' kind."""
    return (
        f"This picture is unlike the drawn portraits that the avatar model knows (distance {distance:.1f}, theirs is "
        f"below {FAR:.0f}): it may come out as somebody else. For photographs and your own art take the puppet engine, "
        "which moves the picture itself, or Arc2Face for photographs."
    )


__all__ = [
    "MAX_REFERENCES",
    "WEIGHTS",
    "GenAffectEngine",
    "GenAffectSession",
    "far_note",
    "load_pipeline",
    "portrait_square",
]
