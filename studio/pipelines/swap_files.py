"""Swaps from files to files: who is meant, what is worn, moving pictures, and what is written."""

from __future__ import annotations

import io
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from studio.core.errors import InputError, StudioError
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.export.content_notes import read_note, with_note
from studio.export.formats.base import ExportRequest
from studio.export.formats.registry import format_by_name
from studio.models.character import Character
from studio.models.clip import Clip
from studio.models.content_note import ContentNote
from studio.models.expression import ExpressionLibrary
from studio.models.sheet import Animation, AnimationFrame, ExportSet, LoopMode, Sprite
from studio.pipelines.cast import drawable
from studio.pipelines.export_clip import MOVING_PICTURES
from studio.pipelines.progress import part_of
from studio.pipelines.render_clip import render_clip
from studio.pipelines.seeing import SeeOptions, see_data
from studio.pipelines.stage import Stage
from studio.pipelines.swap import (
    OpenSwap,
    SwapExpression,
    SwapPicture,
    SwapPlan,
    SwapStage,
    open_swap,
    see_scene,
    seen_picture,
)
from studio.storage.blobs import BlobStore
from studio.storage.pictures import encode_png

STILL_SUFFIXES = (".png", ".webp", ".jpg", ".jpeg")
MOVING_SUFFIXES = tuple(MOVING_PICTURES)
MAX_FRAMES = 2000
_SHORTEST_MS = 10


def identity_of_character(character: Character, blobs: BlobStore) -> tuple[SwapPicture, ...]:
    """The included pictures of a character, without background where that was cut away.

    Raises:
        InputError: If it has none.
    """
    used = [one for one in character.references if one.is_included] or list(character.references)
    if not used:
        raise InputError(f"“{character.name}” has no picture.", "Add one first.", "swap.identity")
    return tuple(
        SwapPicture(
            character.name, drawable(one, blobs), one.picture, read_note(blobs[one.picture]),
            getattr(one, "portrait", None) is not None,
        )
        for one in used
    )  # fmt: skip


def see_identity(
    data: bytes, name: str, options: SeeOptions | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, SwapPicture]:
    """Look at a picture of who is put in; the background is cut away.

    Raises:
        InputError: If it is no picture or holds no face.
    """
    seen = yield from see_data(data, name, options, cancel)
    return seen_picture(seen, name)


def encoded(pixels: NDArray[np.uint8], suffix: str, note: ContentNote) -> bytes:
    """A picture file of the suffix' kind, with its note.

    Raises:
        InputError: If the kind is not written, or cannot hold what is transparent.
    """
    kind = suffix.lower()
    if kind == ".png":
        return with_note(encode_png(pixels), note)
    if kind not in STILL_SUFFIXES:
        raise InputError(
            f"“{suffix}” is no kind of picture that is written here.", f"End it in {', '.join(STILL_SUFFIXES)}.",
            "usage.output",
        )  # fmt: skip
    buffer = io.BytesIO()
    image = Image.fromarray(pixels)
    if kind == ".webp":
        image.save(buffer, "WEBP", lossless=True, exact=True)
    elif (pixels[..., 3] < 255).any():
        raise InputError("A JPEG cannot be transparent.", "Write a PNG or WebP.", "usage.output")
    else:
        image.convert("RGB").save(buffer, "JPEG", quality=95, subsampling=0)
    return with_note(buffer.getvalue(), note)


def swap_clip(
    scene: SwapPicture,
    identity: Sequence[SwapPicture],
    clip: Clip,
    library: ExpressionLibrary,
    plan: SwapPlan,
    fps: float | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, tuple[ExportSet, tuple[str, ...]]]:
    """A character acts in a still picture: every frame of a clip with one seed.

    Returns:
        What a format can write, and what the user should know.

    Raises:
        InputError, ModelError, JobCancelled: As `studio.pipelines.swap.swap`.
    """
    yield Progress(0.0, "getting ready")
    opened = open_swap(scene, identity, plan, cancel)
    try:
        stage = cast(Stage, SwapStage(opened, cancel))
        rendered = yield from part_of(render_clip(stage, clip, library, fps), 0.05, 1.0)
    finally:
        opened.close()
    note = opened.note(SwapExpression(clip.id))
    return _set(scene.name, rendered.sprites, rendered.animation, note), opened.warnings


def swap_moving(
    data: bytes,
    name: str,
    identity: Sequence[SwapPicture],
    worn: SwapExpression,
    plan: SwapPlan,
    options: SeeOptions | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, tuple[ExportSet, tuple[str, ...]]]:
    """Put somebody into every frame of a moving picture, with one seed; frames without a face stay as they are.

    The face of a frame is the one that lies nearest to that of the frame before.

    Raises:
        InputError: If no frame shows a face, and as `studio.pipelines.swap.swap`.
    """
    token, frames = cancel or CancelToken(), moving_frames(data, name)
    chosen, clock = options or SeeOptions(), ProgressClock(len(frames))
    pictures, skipped, last, warnings = list[NDArray[np.uint8]](), 0, None, tuple[str, ...]()
    opened: OpenSwap | None = None
    for index, (pixels, _) in enumerate(frames):
        token.check()
        yield clock.at(index, f"{name}: frame {index + 1}")
        at = chosen if last is None else replace(chosen, face=None, point=last)
        try:
            scene = yield from _without_end(see_scene(encode_png(pixels, compress_level=1), name, at, token))
        except StudioError as error:
            if error.code not in ("face.not_found", "face.implausible") or (last is None and index == len(frames) - 1):
                raise
            pictures.append(pixels)
            skipped += 1
            continue
        if not identity:
            raise InputError("Nobody was named to be put in.", "Choose a character with a picture.", "swap.identity")
        # What has to be confirmed is the file, not each of its frames.
        scene = replace(scene, sha256=_sha(data))
        opened = open_swap(scene, identity, plan, token)
        try:
            pictures.append(opened.draw(worn, token))
        finally:
            opened.close()
        last, warnings = opened.square.eye, opened.warnings
    if opened is None:
        raise InputError(f"No frame of “{name}” shows a face.", "Choose another one.", "face.not_found")
    if skipped:
        warnings += (f"{skipped} of {len(frames)} frames show no face and stay as they are.",)
    sprites = tuple(Sprite(f"frame/{k:04}", f"frame_{k:04}", one) for k, one in enumerate(pictures))
    shown = tuple(AnimationFrame(one.id, length) for one, (_, length) in zip(sprites, frames, strict=True))
    return _set(name, sprites, Animation("swap", "swap", shown, LoopMode.LOOP), opened.note(worn)), warnings


def _sha(data: bytes) -> str:
    from studio.core.files import sha256_hex

    return sha256_hex(data)


def _without_end(job: Generator[Progress, None, SwapPicture]) -> Generator[Progress, None, SwapPicture]:
    """A part whose own progress says nothing about the whole."""
    try:
        while True:
            report = next(job)
            yield Progress(None, report.message)
    except StopIteration as done:
        picture: SwapPicture = done.value
        return picture


def moving_frames(data: bytes, name: str) -> list[tuple[NDArray[np.uint8], int]]:
    """The frames of a moving picture: (H, W, 4) uint8 each, and how many milliseconds it is shown.

    Raises:
        InputError: If it cannot be read or is too long.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            if getattr(image, "n_frames", 1) > MAX_FRAMES:
                raise InputError(f"“{name}” has more than {MAX_FRAMES} frames.", "Cut it first.", "swap.long")
            return [
                (np.array(frame.convert("RGBA")), max(_SHORTEST_MS, round(float(frame.info.get("duration", 100)))))
                for frame in ImageSequence.Iterator(image)
            ]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError(
            f"“{name}” is no moving picture that can be read.", "GIF, APNG and moving WebP can be.",
            "picture.unknown_format",
        ) from error  # fmt: skip


def is_moving(data: bytes) -> bool:
    """Whether a picture file has several frames."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return int(getattr(image, "n_frames", 1)) > 1 and image.format in ("GIF", "PNG", "WEBP")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False  # what is wrong with it is told where it is read


def moving_file(scene: ExportSet, output: Path) -> tuple[bytes, tuple[str, ...]]:
    """A moving picture as the bytes of a file, with its note, and what the format could not hold.

    Raises:
        InputError: If the kind is not written.
    """
    if output.suffix.lower() not in MOVING_PICTURES:
        hint = f"End it in {', '.join(MOVING_PICTURES)}."
        raise InputError(f"“{output.name}” is no kind of moving picture that is written here.", hint, "usage.output")
    request = ExportRequest(scene, (), output.stem)
    files = list(format_by_name(MOVING_PICTURES[output.suffix.lower()]).files(request))
    return with_note(files[0].data, scene.note), tuple(file.warning for file in files if file.warning)


def _set(name: str, sprites: Sequence[Sprite], animation: Animation, note: ContentNote) -> ExportSet:
    height, width = sprites[0].pixels.shape[:2]
    pivot = (width / 2, float(height))
    return ExportSet("swap", name, tuple(sprites), (animation,), pivot, note=note)


__all__ = [
    "MOVING_SUFFIXES", "STILL_SUFFIXES", "encoded", "identity_of_character", "is_moving", "moving_file",
    "moving_frames", "see_identity", "swap_clip", "swap_moving",
]  # fmt: skip
