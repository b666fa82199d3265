"""An APNG writer: exact milliseconds, all alpha levels, only the changed part of each frame.

Source: "Portable Network Graphics (PNG) Specification (Third Edition)", W3C, animation chunks.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect
from studio.export.png import PNG_SIGNATURE, chunk, head_chunks, image_stream
from studio.export.trim import as_words

_LONGEST_MS = 65_535
_PER_SECOND = 1000
_KEEP, _REPLACE = 0, 0


def encode_apng(frames: Sequence[NDArray[np.uint8]], durations_ms: Sequence[int], plays: int) -> bytes:
    """Encode an animation.

    Args:
        frames: (H, W, 4) uint8 each, sRGB, straight alpha, one size.
        durations_ms: One for each frame, at least 1. A frame longer than 65.5 s is written as several.
        plays: How often it runs, 0 for endless.
    """
    shown = [(frame, part) for frame, duration in zip(frames, durations_ms, strict=True) for part in _parts(duration)]
    chunks = [PNG_SIGNATURE, *head_chunks(frames[0]), chunk(b"acTL", struct.pack(">II", len(shown), plays))]
    number, before = 0, None
    for frame, duration in shown:
        box = Rect(0, 0, frame.shape[1], frame.shape[0]) if before is None else _changed(before, frame)
        control = struct.pack(
            ">IIIIIHHBB", number, box.width, box.height, box.x, box.y, duration, _PER_SECOND, _KEEP, _REPLACE
        )
        chunks.append(chunk(b"fcTL", control))
        number += 1
        stream = image_stream(frame[box.y : box.bottom, box.x : box.right])
        if before is None:
            chunks.append(chunk(b"IDAT", stream))
        else:
            chunks.append(chunk(b"fdAT", struct.pack(">I", number) + stream))
            number += 1
        before = frame
    return b"".join((*chunks, chunk(b"IEND", b"")))


def _parts(duration_ms: int) -> list[int]:
    count, rest = divmod(duration_ms, _LONGEST_MS)
    return [_LONGEST_MS] * count + ([rest] if rest else [])


def _changed(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Rect:
    """The box around all pixels that differ; one pixel where none does, because a frame cannot be empty."""
    differs = as_words(before) != as_words(after)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if rows.size == 0:
        return Rect(0, 0, 1, 1)
    top, left = int(rows[0]), int(columns[0])
    return Rect(left, top, int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top)
