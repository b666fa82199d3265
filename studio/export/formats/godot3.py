"""Godot 3: SpriteFrames and a scene with AnimatedSprite and AnimationPlayer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from studio.export.formats.base import ExportRequest, OutputFile
from studio.export.formats.godot3_frames import frames3_file
from studio.export.formats.godot3_scene import scene3_file
from studio.export.formats.godot_cast import Cast, cast_of, page_names, pivot_of, variant_names
from studio.export.formats.godot_existing import REMARKS, unless_changed
from studio.models.sheet import PackedSheet


class Godot3:
    """Godot 3.2 and later 3.x."""

    name = "godot3"
    title = "Godot 3"
    needs_sheet = True

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield, for each scale, the pages, the sprite frames and the scene.

        Raises:
            ExportError: If the set is empty or a clip cannot be shown.
        """
        stems = variant_names(request)
        cast = cast_of(request.scene)
        for index, (stem, sheet) in enumerate(zip(stems, request.sheets, strict=True)):
            for name, png in zip(page_names(stem, sheet), sheet.pages_png, strict=True):
                yield OutputFile(PurePosixPath(name), png)
            data, warnings = frames3_file(request.scene, cast, sheet, stem)
            told = [*cast.warnings, *warnings] if index == 0 else []
            yield OutputFile(PurePosixPath(f"{stem}_frames.tres"), data, "\n".join(told))
            yield _scene(request, cast, sheet, stem)


def _scene(request: ExportRequest, cast: Cast, sheet: PackedSheet, stem: str) -> OutputFile:
    pivot = pivot_of(request.scene, sheet)
    return unless_changed(
        request,
        PurePosixPath(f"{stem}.tscn"),
        lambda: scene3_file(request.scene, cast, pivot, f"{stem}_frames.tres", REMARKS),
    )


FORMAT = Godot3()
