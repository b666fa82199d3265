"""A GIF for previews, and what was lost on the way: soft edges, colours and milliseconds."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_COLOURS = 255
_SHORTEST_CS = 2
"""Browsers slow frames below 20 ms down to 100 ms."""
_LONGEST_CS = 65_535
_OPAQUE_FROM = 128
_SAMPLE_PX = 1_000_000


@dataclass(frozen=True, slots=True)
class GifResult:
    """A GIF and what it lost.

    Attributes:
        data: The file.
        losses: For people, one clause each; empty if it is exact.
    """

    data: bytes
    losses: tuple[str, ...]


def encode_gif(frames: Sequence[NDArray[np.uint8]], durations_ms: Sequence[int], plays: int) -> GifResult:
    """Encode an animation with one palette for all frames, so that nothing flickers.

    Times are rounded on the running clock, so that the whole keeps its length to a hundredth of a second; frames
    that would last under 20 ms give way to a longer neighbour.

    Args:
        frames: (H, W, 4) uint8 each, straight alpha, one size.
        durations_ms: One for each frame.
        plays: How often it runs, 0 for endless.
    """
    kept = gif_times(durations_ms)
    chosen = [frames[index] for index, _ in kept]
    palette, table = _palette(chosen)
    images = [_indexed(frame, palette, table) for frame in chosen]
    settings: dict[str, Any] = {"loop": 0} if plays == 0 else {}
    target = io.BytesIO()
    images[0].save(
        target, format="GIF", save_all=True, append_images=images[1:], duration=[10 * cs for _, cs in kept],
        disposal=2, transparency=_COLOURS, background=_COLOURS, optimize=False, **settings,
    )  # fmt: skip
    return GifResult(target.getvalue(), tuple(_losses(frames, durations_ms, kept, table)))


def gif_times(durations_ms: Sequence[int]) -> list[tuple[int, int]]:
    """Which frames a GIF shows, and for how many hundredths of a second.

    Returns:
        (frame index, hundredths) in order; the sum is within half a hundredth of the true length, or 2.
    """
    ends = np.floor(np.cumsum(durations_ms) / 10 + 0.5).astype(int)
    starts = [0, *(int(end) for end in ends[:-1])]
    total = max(int(ends[-1]), _SHORTEST_CS)
    shown = [0]
    for index in range(1, len(starts)):
        if starts[index] - starts[shown[-1]] >= _SHORTEST_CS and total - starts[index] >= _SHORTEST_CS:
            shown.append(index)
    edges = [starts[index] for index in shown] + [total]
    groups = zip(shown, [*shown[1:], len(starts)], strict=True)
    longest = [max(range(first, end), key=lambda index: durations_ms[index]) for first, end in groups]
    return [(index, min(_LONGEST_CS, edges[k + 1] - edges[k])) for k, index in enumerate(longest)]


def _palette(frames: Sequence[NDArray[np.uint8]]) -> tuple[Any, NDArray[np.uint8]]:
    """A palette picture for the visible colours of all frames, and its colours, (255, 3) uint8."""
    from PIL import Image

    unique = {id(frame): frame for frame in frames}.values()
    visible = np.concatenate([frame[..., :3][frame[..., 3] >= _OPAQUE_FROM] for frame in unique])
    if len(visible) == 0:
        visible = np.zeros((1, 3), np.uint8)
    sample = visible[:: max(1, len(visible) // _SAMPLE_PX)]
    colours = np.unique(sample, axis=0)
    if len(colours) > _COLOURS:
        quantised = Image.fromarray(sample[None]).quantize(_COLOURS, Image.Quantize.MEDIANCUT)
        colours = np.array(quantised.getpalette(), np.uint8)[: 3 * _COLOURS].reshape(-1, 3)
    table = np.zeros((_COLOURS, 3), np.uint8)
    table[: len(colours)] = colours
    # Repeating the last colour keeps the unused entries from attracting black.
    table[len(colours) :] = colours[-1]
    palette = Image.new("P", (1, 1))
    palette.putpalette(table.tobytes() + table[-1].tobytes())
    return palette, table


def _indexed(frame: NDArray[np.uint8], palette: Any, table: NDArray[np.uint8]) -> Any:
    from PIL import Image

    indices = np.array(
        Image.fromarray(np.ascontiguousarray(frame[..., :3])).quantize(palette=palette, dither=Image.Dither.NONE)
    )
    indices = np.minimum(indices, _COLOURS - 1).astype(np.uint8)
    indices[frame[..., 3] < _OPAQUE_FROM] = _COLOURS
    image = Image.fromarray(indices, "P")
    image.putpalette(table.tobytes() + b"\0\0\0")
    return image


def _losses(
    frames: Sequence[NDArray[np.uint8]],
    durations_ms: Sequence[int],
    kept: Sequence[tuple[int, int]],
    table: NDArray[np.uint8],
) -> list[str]:
    losses = []
    alpha = np.stack([frame[..., 3] for frame in frames])
    soft = int(((alpha > 0) & (alpha < 255)).sum())
    if soft:
        losses.append(f"{soft / max(1, int((alpha > 0).sum())):.1%} of the visible pixels are half transparent")
    seen = np.unique(np.concatenate([_visible_words(frame) for frame in frames]))
    if len(seen) > len(table):
        losses.append(f"{len(seen)} colours become {_COLOURS}")
    if len(kept) < len(frames):
        losses.append(f"{len(frames) - len(kept)} of {len(frames)} frames are under 20 ms and fall out")
    changed = [(durations_ms[index], 10 * cs) for index, cs in kept if durations_ms[index] != 10 * cs]
    if changed:
        worst = max(changed, key=lambda pair: abs(pair[0] - pair[1]))
        losses.append(f"{len(changed)} frames change their time, the most {worst[0]} ms to {worst[1]} ms")
    return losses


def _visible_words(frame: NDArray[np.uint8]) -> NDArray[np.uint32]:
    words = np.ascontiguousarray(frame).view("<u4")[..., 0]
    colours: NDArray[np.uint32] = np.unique(words[frame[..., 3] >= _OPAQUE_FROM] & np.uint32(0xFFFFFF))
    return colours
