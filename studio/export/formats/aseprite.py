"""Aseprite's JSON beside a sheet, as a hash or an array of frames.

The file holds one time line: the frames of each animation in turn, then the sprites that no animation shows, one
frame each. A tag names each part. Source of the fields: aseprite/aseprite, src/app/doc_exporter.cpp.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from studio import __version__
from studio.core.errors import ExportError
from studio.export.formats.base import ExportRequest, OutputFile
from studio.export.naming import page_names, sheet_stem
from studio.models.sheet import Animation, ExportSet, LoopMode, PackedSheet, Placement

STILL_MS = 100
"""How long a sprite is shown that no animation shows; Aseprite's own value for a new frame."""
_NAME_OPTION = "frame_names"
_NAME_STYLES = ("aseprite", "number", "sprite")


@dataclass(frozen=True, slots=True)
class _Frame:
    sprite_id: str
    sprite_name: str
    duration_ms: int


class AsepriteFormat:
    """Aseprite JSON.

    Setting `frame_names`: what frames are called in the file: `aseprite` ("aria 0.aseprite"), `number` ("0", for
    Phaser's `createFromAseprite`), or `sprite` ("joy").
    """

    needs_sheet = True

    def __init__(self, name: str, title: str, is_array: bool) -> None:
        self.name = name
        self.title = title
        self._is_array = is_array

    def check_options(self, options: Mapping[str, str]) -> None:
        """Refuse unknown settings.

        Raises:
            ExportError: With what there is.
        """
        for key, value in options.items():
            if key != _NAME_OPTION or value not in _NAME_STYLES:
                hint = f"There is {_NAME_OPTION}, one of {', '.join(_NAME_STYLES)}."
                raise ExportError(f'{self.title} has no setting "{key}={value}".', hint, "export.option")

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield each sheet's page and JSON.

        Raises:
            ExportError: If a sheet has several pages.
        """
        self.check_options(request.options)
        for number, sheet in enumerate(request.sheets):
            stem = sheet_stem(request.base_name, sheet, number == 0)
            if len(sheet.pages) > 1:
                raise ExportError(
                    f"{self.title} holds one page, but the sprites need {len(sheet.pages)}.",
                    f"Raise the largest page side (now {sheet.options.max_size_px} px), or scale down.",
                    "export.pages",
                )
            image = page_names(stem, sheet)[0]
            yield OutputFile(PurePosixPath(image), sheet.pages_png[0])
            document = self._document(request, sheet, image)
            data = (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()
            yield OutputFile(PurePosixPath(f"{stem}.json"), data, _pivot_note(request.scene, sheet))

    def _document(self, request: ExportRequest, sheet: PackedSheet, image: str) -> dict[str, Any]:
        frames, tags = _time_line(request.scene)
        names = _frame_names(frames, request.options.get(_NAME_OPTION, _NAME_STYLES[0]), request.base_name)
        entries = [_entry(sheet.placements[frame.sprite_id], frame.duration_ms) for frame in frames]
        listed: object = dict(zip(names, entries, strict=True))
        if self._is_array:
            listed = [{"filename": name, **entry} for name, entry in zip(names, entries, strict=True)]
        height, width = sheet.pages[0].shape[:2]
        meta = {
            "app": "Avatar Studio",
            "version": __version__,
            "image": image,
            "format": "RGBA8888",
            "size": {"w": int(width), "h": int(height)},
            "scale": f"{sheet.scale:g}",
            "frameTags": tags,
            "layers": [{"name": request.scene.name, "opacity": 255, "blendMode": "normal"}],
            "slices": [_pivot_slice(request.scene, sheet)],
        }
        return {"frames": listed, "meta": meta}


def _time_line(scene: ExportSet) -> tuple[list[_Frame], list[dict[str, Any]]]:
    """All frames in a row, and the tags over them."""
    name_of = {sprite.id: sprite.name for sprite in scene.sprites}
    frames: list[_Frame] = []
    tags = []
    for animation in scene.animations:
        tags.append(_tag(animation, len(frames)))
        frames += [_Frame(f.sprite_id, name_of[f.sprite_id], f.duration_ms) for f in animation.frames]
    shown = {frame.sprite_id for frame in frames}
    taken = {animation.name for animation in scene.animations}
    for sprite in scene.sprites:
        if sprite.id not in shown:
            name = f"{sprite.name}_still" if sprite.name in taken else sprite.name
            tags.append(_plain_tag(name, len(frames), len(frames), "forward"))
            frames.append(_Frame(sprite.id, sprite.name, STILL_MS))
    return frames, tags


def _tag(animation: Animation, start: int) -> dict[str, Any]:
    direction = "pingpong" if animation.loop is LoopMode.PING_PONG else "forward"
    tag = _plain_tag(animation.name, start, start + len(animation.frames) - 1, direction)
    if animation.loop is LoopMode.ONCE:
        tag["repeat"] = "1"
    if animation.events:
        events = (f"{event.time_ms} {event.name} {event.argument}".strip() for event in animation.events)
        tag["data"] = "; ".join(events)
    return tag


def _plain_tag(name: str, first: int, last: int, direction: str) -> dict[str, Any]:
    return {"name": name, "from": first, "to": last, "direction": direction, "color": "#000000ff"}


def _frame_names(frames: Sequence[_Frame], style: str, base_name: str) -> list[str]:
    if style == "number":
        return [str(number) for number in range(len(frames))]
    if style == "aseprite":
        return [f"{base_name} {number}.aseprite" for number in range(len(frames))]
    seen: dict[str, int] = {}
    names: list[str] = []
    for frame in frames:
        name = frame.sprite_name
        while name in seen:
            seen[frame.sprite_name] += 1
            name = f"{frame.sprite_name} {seen[frame.sprite_name]}"
        seen[name] = 1
        names.append(name)
    return names


def _entry(place: Placement, duration_ms: int) -> dict[str, Any]:
    return {**frame_fields(place), "duration": duration_ms}


def frame_fields(place: Placement) -> dict[str, Any]:
    """The fields that Aseprite and TexturePacker share: where a frame lies and what was trimmed."""
    return {
        "frame": {"x": place.x, "y": place.y, "w": place.width, "h": place.height},
        "rotated": False,
        "trimmed": (place.width, place.height) != (place.source_width, place.source_height),
        "spriteSourceSize": {"x": place.offset_x, "y": place.offset_y, "w": place.width, "h": place.height},
        "sourceSize": {"w": place.source_width, "h": place.source_height},
    }


def _pivot_slice(scene: ExportSet, sheet: PackedSheet) -> dict[str, Any]:
    width, height = scene.canvas_size
    x, y = (round(value * sheet.scale) for value in scene.pivot_px)
    bounds = {"x": 0, "y": 0, "w": round(width * sheet.scale), "h": round(height * sheet.scale)}
    key = {"frame": 0, "bounds": bounds, "pivot": {"x": x, "y": y}}
    return {"name": "pivot", "color": "#0000ffff", "keys": [key]}


def _pivot_note(scene: ExportSet, sheet: PackedSheet) -> str:
    exact = [value * sheet.scale for value in scene.pivot_px]
    if all(abs(value - round(value)) < 1e-9 for value in exact):
        return ""
    return (
        f"Aseprite's pivots are whole pixels: ({exact[0]:g}, {exact[1]:g}) was written as "
        f"({round(exact[0])}, {round(exact[1])}) at scale {sheet.scale:g}."
    )


FORMAT = AsepriteFormat("aseprite", "Aseprite JSON", is_array=False)
ARRAY_FORMAT = AsepriteFormat("aseprite-array", "Aseprite JSON (array)", is_array=True)
