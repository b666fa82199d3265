"""One moving picture for each animation: APNG and WebP without loss, GIF with a plain account of what it loses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ExportError
from studio.export.apng import encode_apng
from studio.export.formats.base import ExportRequest, OutputFile
from studio.export.gif import encode_gif
from studio.export.naming import safe_names
from studio.export.trim import without_hidden_colour
from studio.models.sheet import Animation, LoopMode

_WEBP_LARGEST_PX = 16_383
_WEBP_LONGEST_MS = (1 << 24) - 1


@dataclass(frozen=True, slots=True)
class Movie:
    """One animation as plain frames, there and back written out.

    Attributes:
        name: For people.
        frames: (H, W, 4) uint8 each, straight alpha, no colour under full transparency.
        durations_ms: One for each frame.
        plays: How often it runs, 0 for endless.
    """

    name: str
    frames: tuple[NDArray[np.uint8], ...]
    durations_ms: tuple[int, ...]
    plays: int


class AnimatedFormat:
    """A moving picture format.

    Args:
        name: For the command line.
        title: For people.
        suffix: Of the files.
        encode: Gives the bytes of a movie, and a warning or "".
    """

    needs_sheet = False

    def __init__(self, name: str, title: str, suffix: str, encode: Callable[[Movie], tuple[bytes, str]]) -> None:
        self.name = name
        self.title = title
        self._suffix = suffix
        self._encode = encode

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield one file for each animation.

        Raises:
            ExportError: If there is no animation, or the format cannot hold one.
        """
        scene = request.scene
        if not scene.animations:
            raise ExportError(
                f"{self.title} shows animations, and there are none.", "Add a clip, or choose a sheet.", "export.empty"
            )
        stems = safe_names((animation.name for animation in scene.animations), "animation")
        pixels = {sprite.id: sprite.pixels for sprite in scene.sprites}
        for animation in scene.animations:
            data, warning = self._encode(_movie(animation, pixels))
            yield OutputFile(PurePosixPath(f"{request.base_name}_{stems[animation.name]}{self._suffix}"), data, warning)


def _movie(animation: Animation, pixels: Mapping[str, NDArray[np.uint8]]) -> Movie:
    shown = animation.unrolled()
    cleaned = {sprite_id: without_hidden_colour(pixels[sprite_id]) for sprite_id in {f.sprite_id for f in shown}}
    plays = 1 if animation.loop is LoopMode.ONCE else 0
    frames = tuple(cleaned[frame.sprite_id] for frame in shown)
    return Movie(animation.name, frames, tuple(frame.duration_ms for frame in shown), plays)


def _apng(movie: Movie) -> tuple[bytes, str]:
    return encode_apng(movie.frames, movie.durations_ms, movie.plays), ""


def _webp(movie: Movie) -> tuple[bytes, str]:
    import io

    from PIL import Image

    height, width = movie.frames[0].shape[:2]
    if max(width, height) > _WEBP_LARGEST_PX:
        raise ExportError(
            f'WebP holds at most {_WEBP_LARGEST_PX} px; "{movie.name}" is {width} x {height} px.',
            "Scale down, or choose APNG.",
            "export.too-large",
        )
    if max(movie.durations_ms) > _WEBP_LONGEST_MS:
        raise ExportError(
            f'A frame of "{movie.name}" is longer than WebP can hold.', "Shorten it, or choose APNG.", "export.duration"
        )
    images = [Image.fromarray(frame) for frame in movie.frames]
    target = io.BytesIO()
    images[0].save(
        target, format="WEBP", save_all=True, append_images=images[1:], duration=list(movie.durations_ms),
        loop=movie.plays, lossless=True, exact=True, quality=75, method=4,
    )  # fmt: skip
    return target.getvalue(), ""


def _gif(movie: Movie) -> tuple[bytes, str]:
    result = encode_gif(movie.frames, movie.durations_ms, movie.plays)
    return result.data, _gif_note(movie.name, result.losses)


def _gif_note(name: str, losses: Sequence[str]) -> str:
    return f'GIF cannot hold "{name}" exactly: {"; ".join(losses)}. APNG and WebP can.' if losses else ""


FORMAT = AnimatedFormat("apng", "APNG", ".apng", _apng)
WEBP_FORMAT = AnimatedFormat("webp", "WebP", ".webp", _webp)
GIF_FORMAT = AnimatedFormat("gif", "GIF", ".gif", _gif)
