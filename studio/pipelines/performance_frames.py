"""The frames of a film or moving picture, one at a time, each with its moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.vision.quiet import quiet_native

STILLS = (".gif", ".webp", ".png", ".apng")
"""Moving pictures, which Pillow reads with their exact times."""
_HINT = "Use a film that plays elsewhere: .mp4, .webm, .mkv, .mov, .avi, or a moving .gif, .webp, .png."
LEAST_SHORTFALL_MS = 150.0
"""A film whose frames end this much before what its head says was cut off; less is how programs round."""
USUAL_FPS, HIGHEST_FPS = 25.0, 1000.0
MAX_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True, eq=False)
class FilmFrame:
    """One frame.

    Attributes:
        time_ms: When it begins.
        rgb: (H, W, 3) uint8, sRGB.
    """

    time_ms: float
    rgb: NDArray[np.uint8]


class Film(AbstractContextManager["Film"]):
    """An open film; use it in a `with` statement, iterate it once.

    Attributes:
        frame_count: As the file says; 0 if it does not.
        fps: As the file says.
        duration_ms: As the file says; 0 if it does not.
    """

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            InputError: ``film.missing``, ``film.unreadable``.
        """
        if not path.is_file():
            raise InputError(f"There is no file “{path}”.", "Check the path.", "film.missing")
        self._path = path
        self._capture: Any = None
        self._image: Any = None
        self.frame_count, self.fps = 0, USUAL_FPS
        if path.suffix.lower() not in STILLS or not self._open_stills():
            self._open_film()
        self.duration_ms = self.frame_count * 1000.0 / self.fps

    def _open_stills(self) -> bool:
        from PIL import Image

        try:
            self._image = Image.open(self._path)
        except (OSError, ValueError, Image.DecompressionBombError):
            return False
        if self._image.width * self._image.height > MAX_PIXELS:
            raise InputError(f"“{self._path.name}” is too large.", "Scale it down.", "film.size")
        self.frame_count = getattr(self._image, "n_frames", 1)
        if self.frame_count < 2:
            raise InputError(f"“{self._path.name}” is a single picture, no film.", _HINT, "film.still")
        return True

    def _open_film(self) -> None:
        import cv2

        with quiet_native():
            self._capture = cv2.VideoCapture(str(self._path))
            is_open = self._capture.isOpened()
        if not is_open:
            self._capture.release()
            message = f"“{self._path.name}” cannot be read as a film; it may have been cut off while it was recorded."
            raise InputError(message, _HINT, "film.unreadable")
        width, height = (self._capture.get(what) for what in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        if width * height > MAX_PIXELS:
            raise InputError(f"“{self._path.name}” is too large.", "Scale it down.", "film.size")
        fps = float(self._capture.get(cv2.CAP_PROP_FPS))
        self.fps = fps if 0 < fps <= HIGHEST_FPS else USUAL_FPS
        self.frame_count = max(0, int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT)))

    def __iter__(self) -> Iterator[FilmFrame]:
        return self._stills() if self._image is not None else self._frames()

    def _frames(self) -> Iterator[FilmFrame]:
        import cv2

        index, last = 0, -1.0
        while True:
            with quiet_native():
                is_read, bgr = self._capture.read()
            if not is_read or bgr is None:
                return
            told = float(self._capture.get(cv2.CAP_PROP_POS_MSEC))
            # Some files tell no times, or the same one again.
            time = told if told > last else index * 1000.0 / self.fps
            time = time if time > last else last + 1000.0 / self.fps
            yield FilmFrame(time, np.ascontiguousarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8))
            index, last = index + 1, time

    def _stills(self) -> Iterator[FilmFrame]:
        time = 0.0
        for index in range(self.frame_count):
            try:
                self._image.seek(index)
                rgba = self._image.convert("RGBA")
            except (OSError, EOFError, ValueError, SyntaxError):
                return
            yield FilmFrame(time, _on_white(np.asarray(rgba, np.uint8)))
            time += max(1.0, float(self._image.info.get("duration") or 1000.0 / USUAL_FPS))

    def is_cut_short(self, read_ms: float) -> bool:
        """Whether frames are missing at the end, when those that were read last so long."""
        return self.frame_count > 0 and self.duration_ms - read_ms > LEAST_SHORTFALL_MS

    def close(self) -> None:
        """Let go of the file."""
        if self._capture is not None:
            self._capture.release()
        if self._image is not None:
            self._image.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _on_white(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    alpha = rgba[..., 3:].astype(np.uint16)
    mixed = (rgba[..., :3].astype(np.uint16) * alpha + 255 * (255 - alpha) + 127) // 255
    return np.ascontiguousarray(mixed, np.uint8)
