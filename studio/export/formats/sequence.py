"""Numbered PNG files: a folder for each animation, and one file for each sprite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from studio import __version__
from studio.export.formats.base import ExportRequest, OutputFile
from studio.export.naming import safe_names
from studio.export.png import encode_png
from studio.export.trim import without_hidden_colour
from studio.models.sheet import Animation

_FEWEST_DIGITS = 3


class SequenceFormat:
    """PNG sequences.

    `sprites/` holds every sprite once; `animations/NAME/` holds the frames of an animation in order, there and back
    written out. A list beside them has the exact milliseconds, which file names cannot hold.
    """

    name = "png-sequence"
    title = "PNG sequence"
    needs_sheet = False

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield the sprites, then the animations, then the list.

        Raises:
            ExportError: If two names become one file name.
        """
        scene, base = request.scene, request.base_name
        sprite_stems = safe_names((sprite.name for sprite in scene.sprites), "sprite")
        animation_stems = safe_names((animation.name for animation in scene.animations), "animation")
        encoded = {}
        for sprite in scene.sprites:
            encoded[sprite.id] = encode_png(without_hidden_colour(sprite.pixels))
            path = PurePosixPath("sprites") / f"{base}_{sprite_stems[sprite.name]}.png"
            yield OutputFile(path, encoded[sprite.id])
        listed = []
        for animation in scene.animations:
            paths = _frame_paths(animation, base, animation_stems[animation.name])
            for path, frame in zip(paths, animation.unrolled(), strict=True):
                yield OutputFile(path, encoded[frame.sprite_id])
            listed.append(_listed(animation, paths))
        names = {sprite.name: f"sprites/{base}_{sprite_stems[sprite.name]}.png" for sprite in scene.sprites}
        document = {
            "app": "Avatar Studio", "version": __version__, "pivot_px": list(scene.pivot_px), "sprites": names,
            "animations": listed,
        }  # fmt: skip
        data = (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()
        yield OutputFile(PurePosixPath(f"{base}_sequence.json"), data)


def _frame_paths(animation: Animation, base: str, stem: str) -> list[PurePosixPath]:
    count = len(animation.unrolled())
    digits = max(_FEWEST_DIGITS, len(str(count - 1)))
    return [PurePosixPath("animations") / stem / f"{base}_{stem}_{number:0{digits}}.png" for number in range(count)]


def _listed(animation: Animation, paths: list[PurePosixPath]) -> dict[str, object]:
    return {
        "name": animation.name,
        "loop": str(animation.loop),
        "frames": [
            {"file": str(path), "duration_ms": frame.duration_ms}
            for path, frame in zip(paths, animation.unrolled(), strict=True)
        ],
        "events": [
            {"time_ms": event.time_ms, "name": event.name, "argument": event.argument} for event in animation.events
        ],
    }


FORMAT = SequenceFormat()
