"""A reader of Unity exports that shares no code with the writer: unityparser, Pillow and Unity's own rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from unityparser import UnityDocument

from studio.export.formats.base import ExportRequest, OutputFile
from studio.export.formats.unity import FORMAT
from studio.export.sheet import pack_sheet
from studio.models.sheet import (
    Animation,
    AnimationEvent,
    AnimationFrame,
    ExportSet,
    LoopMode,
    SheetOptions,
    Sprite,
)

Files = dict[PurePosixPath, bytes]


@dataclass(frozen=True)
class UnitySprite:
    name: str
    internal_id: int
    sprite_id: str
    rect: tuple[float, float, float, float]
    pivot: tuple[float, float]
    fields: Mapping[str, Any]
    page: Path


@dataclass(frozen=True)
class UnityClip:
    keys: tuple[tuple[float, str, int], ...]
    rate: float
    stop: float
    is_looping: bool
    events: tuple[Mapping[str, Any], ...]
    fields: Any

    def shown_at(self, seconds: float) -> tuple[str, int]:
        """Unity holds a sprite until the next key."""
        shown = [key for key in self.keys if key[0] <= seconds + 1e-9][-1]
        return shown[1], shown[2]


class UnityFolder:
    """An export on disk, as Unity's importers would see it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: dict[str, Path] = {}
        self.sprites: dict[tuple[str, int], UnitySprite] = {}
        for meta in sorted(folder.rglob("*.meta")):
            entry = document(meta)
            assert entry["fileFormatVersion"] == "2"
            assert entry["guid"] not in self.paths, "a guid twice"
            self.paths[entry["guid"]] = meta.with_suffix("")
            if "TextureImporter" in entry:
                self._read_texture(meta, entry)

    def _read_texture(self, meta: Path, entry: Mapping[str, Any]) -> None:
        for fields in entry["TextureImporter"]["spriteSheet"]["sprites"]:
            rect = tuple(float(fields["rect"][key]) for key in ("x", "y", "width", "height"))
            assert fields["alignment"] == "9", "only then Unity reads the pivot"
            pivot = (float(fields["pivot"]["x"]), float(fields["pivot"]["y"]))
            key = (entry["guid"], int(fields["internalID"]))
            assert key not in self.sprites, "an id twice on one page"
            self.sprites[key] = UnitySprite(
                fields["name"], key[1], fields["spriteID"], rect, pivot, fields, meta.with_suffix("")
            )

    def named(self, name: str) -> UnitySprite:
        (found,) = [one for one in self.sprites.values() if one.name == name]
        return found

    def clip(self, path: str) -> UnityClip:
        (entry,) = UnityDocument.load_yaml(str(self.folder / path)).entries
        assert (entry.__class__.__name__, entry.anchor) == ("AnimationClip", "7400000")
        (curve,) = [one for one in entry.m_PPtrCurves if one["attribute"] == "m_Sprite"]
        keys = tuple((float(k["time"]), k["value"]["guid"], int(k["value"]["fileID"])) for k in curve["curve"])
        settings = entry.m_AnimationClipSettings
        return UnityClip(
            keys,
            float(entry.m_SampleRate),
            float(settings["m_StopTime"]),
            settings["m_LoopTime"] == "1",
            tuple(entry.m_Events),
            entry,
        )

    def drawn(self, reference: tuple[str, int], canvas: tuple[int, int], pivot_px: tuple[float, float]) -> NDArray[Any]:
        """What the sprite shows on a canvas whose pivot lies at the object's position."""
        sprite = self.sprites[reference]
        page = np.asarray(Image.open(sprite.page).convert("RGBA"))
        x, y, width, height = (round(value) for value in sprite.rect)
        top = page.shape[0] - y - height
        part = page[top : top + height, x : x + width]
        assert part.shape == (height, width, 4), "the rectangle leaves its page"
        left = pivot_px[0] - sprite.pivot[0] * width
        bottom = pivot_px[1] + sprite.pivot[1] * height
        assert abs(left - round(left)) < 1e-3, "half pixels would blur"
        assert abs(bottom - round(bottom)) < 1e-3, "half pixels would blur"
        result = np.zeros((canvas[1], canvas[0], 4), np.uint8)
        row, column = round(bottom) - height, round(left)
        result[row : row + height, column : column + width] = part
        result[result[..., 3] == 0] = 0
        return result


def document(path: Path) -> Any:
    """A `.meta` as a parsed tree, all scalars as text."""
    (entry,) = UnityDocument.load_yaml(str(path)).entries
    return entry


def visible(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pixels without the colour that hides under full transparency."""
    result = pixels.copy()
    result[result[..., 3] == 0] = 0
    return result


def sprite(identifier: str, name: str, seed: int, size: tuple[int, int] = (60, 44)) -> Sprite:
    """Noise in a box of its own inside an empty canvas."""
    rng = np.random.default_rng(seed)
    width, height = size
    left, top = (int(value) for value in rng.integers(0, 12, 2))
    right, bottom = width - int(rng.integers(0, 20)), height - int(rng.integers(0, 12))
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[top:bottom, left:right] = rng.integers(1, 256, (bottom - top, right - left, 4))
    return Sprite(identifier, name, pixels)


def scene_of(**changes: Any) -> ExportSet:
    """Three expressions, a looping ping-pong clip with odd times and an event, and a clip that plays once."""
    sprites = (
        sprite("expression/neutral", "neutral", 1),
        sprite("expression/joy", "joy", 2),
        sprite("expression/anger", "anger", 3),
        *(sprite(f"clip/blink/{number}", f"blink_{number}", 10 + number) for number in range(3)),
    )
    blink = tuple(
        AnimationFrame(key, ms)
        for key, ms in (("clip/blink/0", 80), ("clip/blink/1", 83), ("clip/blink/2", 250), ("expression/neutral", 1))
    )
    nod = (AnimationFrame("expression/neutral", 120), AnimationFrame("expression/joy", 350))
    clips = (
        Animation("clip/blink", "blink", blink, LoopMode.PING_PONG, (AnimationEvent(163, "Lid shut", "left"),)),
        Animation("clip/nod", "nod", nod, LoopMode.ONCE),
    )
    scene = ExportSet("project-1", "Aria", sprites, clips, (31.5, 40.0), default_animation="neutral")
    return dataclasses.replace(scene, **changes)


def export(
    scene: ExportSet,
    existing: Mapping[PurePosixPath, bytes] | None = None,
    options: SheetOptions | None = None,
    settings: Mapping[str, str] | None = None,
) -> list[OutputFile]:
    """All files of a Unity export named "aria"."""
    sheets = pack_sheet(scene.sprites, options or SheetOptions(), scene.pivot_px, is_pixel_art=scene.is_pixel_art)
    return list(FORMAT.files(ExportRequest(scene, sheets, "aria", existing or {}, settings or {})))


def as_files(outputs: Sequence[OutputFile]) -> Files:
    """Path -> bytes."""
    assert len({one.path for one in outputs}) == len(outputs)
    return {one.path: one.data for one in outputs}


def written(folder: Path, outputs: Sequence[OutputFile]) -> UnityFolder:
    """The export on disk and its reader."""
    for one in outputs:
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)
    return UnityFolder(folder)
