"""The engine: a character's picture edited, or its person drawn anew, wearing a pose."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken
from studio.engines.arc2face.alignment import aligned_points, aligned_rgb
from studio.engines.arc2face.control import ExpressionMap, limited, read_map, read_vector
from studio.engines.arc2face.layout import WeightPaths, find_weights
from studio.engines.arc2face.options import Arc2FaceOptions, ReferenceMode
from studio.engines.arc2face.paste import edit_patch, paste
from studio.engines.arc2face.pipeline import Arc2FacePipeline, Person, Sampling, Shot
from studio.engines.arc2face.squares import Square, alignment_of, cut_out, identity_of, pixels_of, portrait_in_frame
from studio.engines.arc2face.transition import noise_path
from studio.engines.base import EngineInfo, EngineSession
from studio.engines.diffusion.placement import Placement, Preset, place, with_less_memory
from studio.engines.diffusion.schedules import SamplerName
from studio.models.controls import Pose, clamped, to_vector
from studio.models.face import FaceReference

Pixels = NDArray[np.uint8]
_WHOLE_SET = 256


@dataclass(frozen=True, slots=True, eq=False)
class CellOrder:
    """One picture of a set, with what differs from the engine's options.

    Attributes:
        pose: What is worn.
        seed: Of its noise.
        guidance, expression, reference: Strengths of this cell; None for the engine's.
        vector: (55,) numbers instead of the pose, read from another picture or set by hand.
        noise: (C, h, w) to begin with; None for the seed's.
    """

    pose: Pose
    seed: int = 0
    guidance: float | None = None
    expression: float | None = None
    reference: float | None = None
    vector: NDArray[np.float32] | None = None
    noise: NDArray[np.float32] | None = None


class Arc2FaceEngine:
    """Arc2Face with its expression and reference adapters.

    Args:
        options: How it draws.
    """

    info = EngineInfo(
        "arc2face", "Arc2Face", keeps_pixels=True, is_deterministic=True, needs_download=True,
        summary="Redraws the face of a photograph with an exact expression; wants large weights and a graphics card.",
    )  # fmt: skip

    def __init__(self, options: Arc2FaceOptions | None = None) -> None:
        self.options = options or Arc2FaceOptions()

    def with_options(self, texts: Mapping[str, str]) -> Arc2FaceEngine:
        """The engine with options as typed.

        Raises:
            InputError: If one is unknown or out of its range.
        """
        return type(self)(self.options.changed(texts))

    def open(self, reference: FaceReference, cancel: CancelToken | None = None) -> EngineSession:
        """Prepare a character: cut the face out, recognise it, look at it once with the network."""
        return self.open_session([reference], cancel)

    def open_session(self, references: Sequence[FaceReference], cancel: CancelToken | None = None) -> Arc2FaceSession:
        """Prepare a character from one or several pictures; the first is the one that is edited.

        Raises:
            InputError: If a picture cannot be used.
            ModelError: If weights are missing or wrong.
            JobCancelled: If `cancel` was set.
        """
        token = cancel or CancelToken()
        token.check()
        if not references:
            raise InputError("There is no picture to draw from.", "Give at least one.", "face.none")
        weights = find_weights(self.options.weights_folder)
        placement = place(self.options.wishes)
        loaded = load_pipeline(weights, placement, self.options.sampler is SamplerName.LCM)
        token.check()
        return Arc2FaceSession(loaded, weights, placement, self.options, references, token)


class Arc2FaceSession:
    """One character, ready; its identity, its bank and its mask are made once."""

    def __init__(
        self, pipeline: Arc2FacePipeline, weights: WeightPaths, placement: Placement, options: Arc2FaceOptions,
        references: Sequence[FaceReference], cancel: CancelToken,
    ) -> None:  # fmt: skip
        main = references[0]
        self.options = options
        self._pipeline: Arc2FacePipeline | None = pipeline
        self._placement = placement
        self._main = main
        self._settings = weights.settings
        alignments = [alignment_of(one, weights.settings, pipeline.size_px) for one in references]
        self._alignment = alignments[0]
        size = (main.picture.width, main.picture.height)
        self._patch = edit_patch(main.mesh, self._alignment, size, options.region)
        channels = pipeline.parts.codec.channels
        squares = [cut_out(one, where, channels) for one, where in zip(references, alignments, strict=True)]
        self._square: Square = squares[0]
        cancel.check()
        self.map: ExpressionMap = read_map(weights.expression_map)
        identities = np.stack([identity_of(square, weights, pipeline.parts.codec) for square in squares])
        cancel.check()
        self.identity: NDArray[np.float32] = _mean_identity(identities)
        self._person = self._looked_at(pipeline, squares)
        self._base = self._read_expression() if options.reads else None
        if options.like:
            self._base = read_vector(Path(options.like).expanduser())

    def _looked_at(self, pipeline: Arc2FacePipeline, squares: Sequence[Square]) -> Person:
        import torch

        person: Person = pipeline.person(self.identity)
        if self.options.mode is ReferenceMode.NEW:
            return person
        pictures = torch.from_numpy(np.stack([square.values for square in squares])).permute(0, 3, 1, 2)
        bank: Person = replace(person, bank=pipeline.bank(pictures, person))
        return bank

    def _read_expression(self) -> NDArray[np.float32]:
        from studio.engines.arc2face.smirk import ExpressionReading

        points = aligned_points(self._main.mesh, self._alignment)
        return ExpressionReading().read(aligned_rgb(self._main.picture, self._alignment), points)

    # --- the contract of every engine

    def draw(self, pose: Pose, seed: int = 0) -> Pixels:
        """Draw one pose; see `EngineSession.draw`. The pose of rest is the picture itself, where it is edited."""
        return self.draw_cells([CellOrder(pose, seed)])[0]

    def draw_many(self, poses: Sequence[Pose], seed: int = 0, cancel: CancelToken | None = None) -> list[Pixels]:
        """Draw several poses as a set; see `EngineSession.draw_many`."""
        return self.draw_cells([CellOrder(pose, seed) for pose in poses], cancel)

    def close(self) -> None:
        """Free what belongs to this character; the weights stay for the next."""
        self._pipeline = None

    @property
    def together(self) -> int:
        """How many pictures are drawn as cheaply as one; of a set that shares, all of it."""
        if self.options.share > 0:
            return _WHOLE_SET
        return self.options.batch or self._placement.preset.batch

    # --- more than the contract

    def draw_cells(self, cells: Sequence[CellOrder], cancel: CancelToken | None = None) -> list[Pixels]:
        """Draw cells, each with strengths and a seed of its own, in as few passes as fit.

        Raises:
            InputError: If a cell cannot be drawn; nothing is drawn then.
            DeviceError: If the memory of the card does not do.
            JobCancelled: If `cancel` was set.
        """
        shots = [self._shot(cell) for cell in cells]
        if cancel is not None:
            cancel.check()
        asked = [index for index, cell in enumerate(cells) if not self._is_at_rest(cell)]
        squares = self._squares([shots[index] for index in asked], cells[0].seed if cells else 0, cancel)
        drawn = dict(zip(asked, squares, strict=True))
        return [self._placed(drawn.get(index)) for index in range(len(cells))]

    def draw_clip(
        self, poses: Sequence[Pose], seeds: Sequence[int] = (0,), cancel: CancelToken | None = None
    ) -> list[Pixels]:
        """Draw the frames of a clip from shared noise, or along a soft path between several seeds."""
        shape = self._opened().start_noise(Shot(np.zeros(55, np.float32))).shape
        path = noise_path(seeds, tuple(shape), max(1, len(poses)))
        return self.draw_cells(
            [CellOrder(pose, seeds[0], noise=noise) for pose, noise in zip(poses, path, strict=False)], cancel
        )

    def scale_strip(
        self, pose: Pose, scales: Sequence[float] = (0.2, 0.4, 0.6, 0.8, 1.0), seed: int = 0,
        cancel: CancelToken | None = None,
    ) -> list[Pixels]:  # fmt: skip
        """The same expression with several strengths of the reference: high copies the picture, low the expression."""
        return self.draw_cells([CellOrder(pose, seed, reference=scale) for scale in scales], cancel)

    def vector(self, pose: Pose) -> NDArray[np.float32]:
        """The 55 numbers that a pose becomes."""
        vector = self.map.vector(pose, self.options.flame)
        return vector if self._base is None else limited(vector - self.map.bias + self._base)

    # --- parts of it

    def _opened(self) -> Arc2FacePipeline:
        if self._pipeline is None:
            raise RuntimeError("the session is closed")
        return self._pipeline

    def _is_at_rest(self, cell: CellOrder) -> bool:
        is_plain = (
            cell.vector is None and not self.options.flame and not self.options.like and not to_vector(cell.pose).any()
        )
        return is_plain and self.options.mode is ReferenceMode.EDIT

    def _shot(self, cell: CellOrder) -> Shot:
        self._opened()
        clamped(cell.pose)
        vector = limited(cell.vector) if cell.vector is not None else None
        if vector is None:
            vector = np.zeros(55, np.float32) if self._is_at_rest(cell) else self.vector(cell.pose)
        guidance = cell.guidance if cell.guidance is not None else self.options.guidance or self._settings.guidance
        expression = cell.expression if cell.expression is not None else self.options.expression
        reference = cell.reference if cell.reference is not None else self.options.reference
        return Shot(vector, cell.seed + self.options.seed, guidance, expression, reference, cell.noise)

    def _squares(self, shots: Sequence[Shot], seed: int, cancel: CancelToken | None) -> list[NDArray[np.float32]]:
        if not shots:
            return []
        pipeline, options = self._opened(), self.options

        def work(preset: Preset) -> list[NDArray[np.float32]]:
            if preset.is_tiled:
                pipeline.parts.codec.use_tiles()
            how = Sampling(
                options.steps or self._settings.steps, options.sampler, preset.batch,
                options.consistency(seed), None, options.smoothing,
            )  # fmt: skip
            drawn = pipeline.draw(self._person, shots, how, cancel)
            return [square.permute(1, 2, 0).numpy() for _, square in drawn]

        preset = self._placement.preset
        return with_less_memory(replace(preset, batch=options.batch or preset.batch), work)

    def _placed(self, square: NDArray[np.float32] | None) -> Pixels:
        """A drawn square in the frame of the picture; the picture itself where there is none."""
        picture = self._main.picture
        if square is None:
            return picture.pixels.copy()
        if self.options.mode is ReferenceMode.NEW:
            return portrait_in_frame(pixels_of(square), picture.width, picture.height)
        edited, before = pixels_of(square)[..., :3], pixels_of(self._square.values)[..., :3]
        return paste(picture.pixels, edited, before, self._alignment, self._patch)


_lock = threading.Lock()
_loaded: dict[tuple[Any, ...], Arc2FacePipeline] = {}


def load_pipeline(weights: WeightPaths, placement: Placement, has_few_steps: bool = False) -> Arc2FacePipeline:
    """The loaded weights; the last ones stay in memory for the next character.

    Raises:
        ModelError: If a file is wrong.
    """
    from studio.engines.arc2face.loading import load_parts

    stamps = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in weights.files)
    key = (
        stamps,
        placement.device,
        placement.precision,
        placement.preset.is_tiled,
        placement.preset.is_offloaded,
        has_few_steps,
    )
    with _lock:
        if key not in _loaded:
            _loaded.clear()
            parts = load_parts(weights, placement.device, placement.dtype, placement.preset.is_tiled, has_few_steps)
            _loaded[key] = Arc2FacePipeline(parts, placement.preset.is_offloaded)
        return _loaded[key]


def forget_weights() -> None:
    """Free the weights that are kept for the next character."""
    with _lock:
        _loaded.clear()


def _mean_identity(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of several pictures: the mean of their directions."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(vectors).all() or (lengths < 1e-6).any():
        return np.asarray(vectors.mean(0), np.float32)  # refused where it is used, with words
    return np.asarray((vectors / lengths).mean(0), np.float32)


__all__ = ["Arc2FaceEngine", "Arc2FaceSession", "CellOrder", "forget_weights", "load_pipeline"]
