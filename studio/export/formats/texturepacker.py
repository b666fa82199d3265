"""TexturePacker's JSON as a hash or an array, for Pixi, Phaser and others; and Phaser's multi-atlas.

Frames carry `pivot` (read by Phaser) and `anchor` (read by Pixi), both as fractions of the untrimmed sprite. The
frame lists of these files have no durations, so each also holds `meta.clips` with the exact milliseconds; for Phaser
a second file holds ready-made animations.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from studio import __version__
from studio.export.formats.aseprite import frame_fields
from studio.export.formats.base import ExportRequest, OutputFile
from studio.export.naming import page_names, sheet_stem
from studio.models.sheet import Animation, ExportSet, LoopMode, PackedSheet, Sprite


class TexturePackerFormat:
    """TexturePacker JSON; one file per page, each naming the others."""

    needs_sheet = True

    def __init__(self, name: str, title: str, is_array: bool) -> None:
        self.name = name
        self.title = title
        self._is_array = is_array

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield each sheet's pages, each followed by its JSON."""
        for number, sheet in enumerate(request.sheets):
            images = page_names(sheet_stem(request.base_name, sheet, number == 0), sheet)
            jsons = [str(PurePosixPath(image).with_suffix("")) + ".json" for image in images]
            split = _split_animations(request.scene, sheet) if len(images) > 1 else []
            for page, (image, png) in enumerate(zip(images, sheet.pages_png, strict=True)):
                yield OutputFile(PurePosixPath(image), png)
                document = self._document(request.scene, sheet, page, image)
                if len(images) > 1:
                    document["meta"]["related_multi_packs"] = [name for name in jsons if name != jsons[page]]
                warning = _split_note(split) if page == 0 else ""
                yield OutputFile(PurePosixPath(jsons[page]), _json(document), warning)

    def _document(self, scene: ExportSet, sheet: PackedSheet, page: int, image: str) -> dict[str, Any]:
        sprites = _sprites_on(scene, sheet, page)
        entries = {sprite.name: _frame(scene, sheet, sprite) for sprite in sprites}
        frames: object = entries
        if self._is_array:
            frames = [{"filename": name, **entry} for name, entry in entries.items()]
        height, width = sheet.pages[page].shape[:2]
        meta: dict[str, Any] = {
            "app": "Avatar Studio",
            "version": __version__,
            "image": image,
            "format": "RGBA8888",
            "size": {"w": int(width), "h": int(height)},
            "scale": f"{sheet.scale:g}",
        }
        if page == 0:
            meta["clips"] = _clips(scene)
        on_page = {sprite.id for sprite in sprites}
        name_of = _names(scene)
        animations = {
            animation.name: [name_of[frame.sprite_id] for frame in animation.unrolled()]
            for animation in scene.animations
            if all(frame.sprite_id in on_page for frame in animation.frames)
        }
        return {"frames": frames, "animations": animations, "meta": meta}


class PhaserFormat:
    """Phaser multi-atlas: one JSON for all pages, and one with the animations.

    A frame's `duration` replaces the animation's frame rate, as in Phaser 4 and late 3; early versions of 3 add it.
    """

    name = "phaser"
    title = "Phaser multi-atlas"
    needs_sheet = True

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield each sheet's pages and atlas, then the animations; those name the atlas by the base name."""
        for number, sheet in enumerate(request.sheets):
            stem = sheet_stem(request.base_name, sheet, number == 0)
            images = page_names(stem, sheet)
            for image, png in zip(images, sheet.pages_png, strict=True):
                yield OutputFile(PurePosixPath(image), png)
            yield OutputFile(PurePosixPath(f"{stem}.json"), _json(_multi_atlas(request.scene, sheet, images)))
        if request.scene.animations:
            animations = [_phaser_animation(request, animation) for animation in request.scene.animations]
            yield OutputFile(PurePosixPath(f"{request.base_name}_anims.json"), _json({"anims": animations}))


def _multi_atlas(scene: ExportSet, sheet: PackedSheet, images: Sequence[str]) -> dict[str, Any]:
    textures = []
    for page, image in enumerate(images):
        height, width = sheet.pages[page].shape[:2]
        frames = [
            {"filename": sprite.name, **_frame(scene, sheet, sprite)} for sprite in _sprites_on(scene, sheet, page)
        ]
        textures.append(
            {
                "image": image,
                "format": "RGBA8888",
                "size": {"w": int(width), "h": int(height)},
                "scale": sheet.scale,
                "frames": frames,
            }
        )
    return {"textures": textures, "meta": {"app": "Avatar Studio", "version": __version__, "clips": _clips(scene)}}


def _phaser_animation(request: ExportRequest, animation: Animation) -> dict[str, Any]:
    # How long Phaser rests at the turning points is not documented; written out, there and back is exact.
    shown, name_of = animation.unrolled(), _names(request.scene)
    return {
        "key": animation.name,
        "type": "frame",
        "frames": [
            {
                "key": request.base_name,
                "frame": name_of[frame.sprite_id],
                "duration": frame.duration_ms,
            }
            for frame in shown
        ],
        "frameRate": 1000 * len(shown) / sum(frame.duration_ms for frame in shown),
        "repeat": 0 if animation.loop is LoopMode.ONCE else -1,
        "yoyo": False,
    }


def _frame(scene: ExportSet, sheet: PackedSheet, sprite: Sprite) -> dict[str, Any]:
    width, height = scene.canvas_size
    point = {"x": scene.pivot_px[0] / width, "y": scene.pivot_px[1] / height}
    return {**frame_fields(sheet.placements[sprite.id]), "pivot": point, "anchor": dict(point)}


def _clips(scene: ExportSet) -> list[dict[str, Any]]:
    """Every animation as it was made: frames, exact milliseconds, loop and events."""
    name_of = _names(scene)
    return [
        {
            "name": animation.name,
            "loop": str(animation.loop),
            "frames": [name_of[frame.sprite_id] for frame in animation.frames],
            "durations_ms": [frame.duration_ms for frame in animation.frames],
            "events": [
                {"time_ms": event.time_ms, "name": event.name, "argument": event.argument} for event in animation.events
            ],
        }
        for animation in scene.animations
    ]


def _sprites_on(scene: ExportSet, sheet: PackedSheet, page: int) -> list[Sprite]:
    return [sprite for sprite in scene.sprites if sheet.placements[sprite.id].page == page]


def _names(scene: ExportSet) -> dict[str, str]:
    return {sprite.id: sprite.name for sprite in scene.sprites}


def _split_animations(scene: ExportSet, sheet: PackedSheet) -> list[str]:
    return [
        animation.name
        for animation in scene.animations
        if len({sheet.placements[frame.sprite_id].page for frame in animation.frames}) > 1
    ]


def _split_note(names: Sequence[str]) -> str:
    if not names:
        return ""
    return (
        f"Pixi's animation lists cannot span pages, so these are in meta.clips only: {', '.join(names)}. "
        "A larger page avoids it."
    )


def _json(document: object) -> bytes:
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


FORMAT = TexturePackerFormat("texturepacker", "TexturePacker JSON (Pixi, Phaser)", is_array=False)
ARRAY_FORMAT = TexturePackerFormat("texturepacker-array", "TexturePacker JSON (array)", is_array=True)
PHASER_FORMAT = PhaserFormat()
