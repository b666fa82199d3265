"""Reading exports back, written apart from the exporter: pictures from a page, frames from a time line."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.models.sheet import (
    Animation,
    AnimationEvent,
    AnimationFrame,
    ExportSet,
    LoopMode,
    PackedSheet,
    Performance,
    Sprite,
)


def visible(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture as it can be seen: colour under full transparency is not part of it."""
    return np.where(pixels[..., 3:] == 0, 0, pixels).astype(np.uint8)


def decode(data: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(data)) as image:
        return np.array(image.convert("RGBA"))


def from_sheet(sheet: PackedSheet, sprite_id: str) -> NDArray[np.uint8]:
    """A sprite put together from its encoded page and its placement."""
    place = sheet.placements[sprite_id]
    page = decode(sheet.pages_png[place.page])
    canvas = np.zeros((place.source_height, place.source_width, 4), np.uint8)
    cut = page[place.y : place.y + place.height, place.x : place.x + place.width]
    canvas[place.offset_y : place.offset_y + place.height, place.offset_x : place.offset_x + place.width] = cut
    return visible(canvas)


def from_entry(page: NDArray[np.uint8], entry: Mapping[str, Any]) -> NDArray[np.uint8]:
    """A sprite put together from a page and a frame entry in Aseprite's and TexturePacker's terms."""
    assert entry["rotated"] is False
    frame, inner, size = entry["frame"], entry["spriteSourceSize"], entry["sourceSize"]
    assert (frame["w"], frame["h"]) == (inner["w"], inner["h"])
    assert entry["trimmed"] == ((inner["w"], inner["h"]) != (size["w"], size["h"]))
    canvas = np.zeros((size["h"], size["w"], 4), np.uint8)
    cut = page[frame["y"] : frame["y"] + frame["h"], frame["x"] : frame["x"] + frame["w"]]
    canvas[inner["y"] : inner["y"] + inner["h"], inner["x"] : inner["x"] + inner["w"]] = cut
    return visible(canvas)


def time_line(frames: Sequence[tuple[NDArray[np.uint8], int]]) -> list[tuple[bytes, int]]:
    """Shown pictures with the milliseconds that each stays; equal neighbours count as one."""
    result: list[tuple[bytes, int]] = []
    for pixels, duration in frames:
        key = visible(pixels).tobytes()
        if result and result[-1][0] == key:
            result[-1] = (key, result[-1][1] + duration)
        else:
            result.append((key, duration))
    return result


def movie_frames(data: bytes) -> list[tuple[NDArray[np.uint8], int]]:
    """Every frame of a moving picture and its milliseconds, as Pillow reads them."""
    with Image.open(io.BytesIO(data)) as image:
        result = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            pixels = np.array(image.convert("RGBA"))
            result.append((pixels, round(float(image.info["duration"]))))
        return result


def blob(seed: int, width: int = 40, height: int = 32, is_soft: bool = True) -> NDArray[np.uint8]:
    """A textured ellipse somewhere on a canvas; hidden pixels are magenta, as careless tools leave them."""
    rng = np.random.default_rng(seed)
    half_width, half_height = rng.integers(4, max(5, width // 3)), rng.integers(4, max(5, height // 3))
    x, y = rng.integers(half_width, width - half_width), rng.integers(half_height, height - half_height)
    rows, columns = np.mgrid[:height, :width]
    inside = ((columns - x) / half_width) ** 2 + ((rows - y) / half_height) ** 2
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[..., :3] = rng.integers(0, 200, (height, width, 3))
    pixels[..., 1] = np.maximum(pixels[..., 1], 20)
    alpha = np.clip((1.15 - inside) * 900, 0, 255) if is_soft else np.where(inside <= 1, 255, 0)
    pixels[..., 3] = alpha.astype(np.uint8)
    pixels[pixels[..., 3] == 0] = (255, 0, 255, 0)
    return pixels


def cast(width: int = 40, height: int = 32) -> ExportSet:
    """Six sprites, of which two are equal but for their place, and three animations of every loop mode."""
    pictures = [blob(seed, width, height) for seed in range(5)]
    shifted = np.full_like(pictures[0], 0)
    shifted[:, :, 3] = 0
    shifted[:-1, :-1] = pictures[0][1:, 1:]
    pictures.append(shifted)
    names = ("joy", "sadness", "anger", "fear", "still", "joy_shifted")
    sprites = tuple(Sprite(f"expression/{name}", name, pixels) for name, pixels in zip(names, pictures, strict=True))
    first, second, third, fourth = (sprite.id for sprite in sprites[:4])

    def frames(*pairs: tuple[str, int]) -> tuple[AnimationFrame, ...]:
        return tuple(AnimationFrame(sprite_id, duration) for sprite_id, duration in pairs)

    animations = (
        Animation(
            "clip/talk", "talk", frames((first, 83), (second, 41), (third, 250), (fourth, 17)), LoopMode.PING_PONG,
            (AnimationEvent(83, "viseme", "aa"),),
        ),
        Animation("clip/nod", "nod", frames((second, 500), (third, 41), (second, 1)), LoopMode.ONCE),
        Animation("clip/idle", "idle", frames((first, 1000), (fourth, 33), (first, 34), (fourth, 33)), LoopMode.LOOP),
    )  # fmt: skip
    acted = tuple(
        Performance(one.name, {name: f"{name} {one.name}".encode() for name in ("livelink", "gltf", "vrma")})
        for one in animations
    )
    return ExportSet("project-1", "Aria", sprites, animations, (width / 2, float(height)), performances=acted)
