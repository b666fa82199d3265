"""Godot 4: SpriteFrames, AnimationLibrary, state machine and a scene that holds all three."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from studio.export.formats.base import ExportRequest, OutputFile
from studio.export.formats.godot_cast import Cast, cast_of, page_names, pivot_of, variant_names
from studio.export.formats.godot_existing import REMARKS, unless_changed
from studio.export.formats.godot_frames import frames_file
from studio.export.formats.godot_import import import_file
from studio.export.formats.godot_player import library_file, missing_states, states_file
from studio.export.formats.godot_reader import existing_uid, read_document
from studio.export.formats.godot_scene import scene_file
from studio.export.formats.godot_text import stable_uid
from studio.models.sheet import PackedSheet


class Godot4:
    """Godot 4.0 and later."""

    name = "godot4"
    title = "Godot 4"
    needs_sheet = True

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield pages, import settings, sprite frames, animations, state machine and scenes.

        Raises:
            ExportError: If the set is empty or a clip cannot be shown.
        """
        stems = variant_names(request)
        cast = cast_of(request.scene)
        for stem, sheet in zip(stems, request.sheets, strict=True):
            yield from self._pages(request, sheet, stem)
        for index, (stem, sheet) in enumerate(zip(stems, request.sheets, strict=True)):
            yield self._frames(request, cast, sheet, stem, cast.warnings if index == 0 else ())
        yield from self._shared(request, cast)
        for stem, sheet in zip(stems, request.sheets, strict=True):
            yield self._scene(request, cast, sheet, stem)

    def _pages(self, request: ExportRequest, sheet: PackedSheet, stem: str) -> Iterator[OutputFile]:
        for name, png in zip(page_names(stem, sheet), sheet.pages_png, strict=True):
            path = PurePosixPath(f"{name}.import")
            yield OutputFile(PurePosixPath(name), png)
            settings = import_file(_uid(request, path), sheet.options.bleed_colour, request.existing.get(path))
            yield OutputFile(path, settings)

    def _frames(
        self, request: ExportRequest, cast: Cast, sheet: PackedSheet, stem: str, warnings: Sequence[str]
    ) -> OutputFile:
        path = PurePosixPath(f"{stem}_frames.tres")
        existing = read_document(request.existing.get(path))
        data, more = frames_file(request.scene, cast, sheet, stem=stem, uid=_uid(request, path), existing=existing)
        return OutputFile(path, data, "\n".join([*warnings, *more]))

    def _shared(self, request: ExportRequest, cast: Cast) -> Iterator[OutputFile]:
        path = PurePosixPath(f"{request.base_name}_animations.tres")
        data, warnings = library_file(cast, _uid(request, path), read_document(request.existing.get(path)))
        yield OutputFile(path, data, "\n".join(warnings))
        yield _states(request, cast)

    def _scene(self, request: ExportRequest, cast: Cast, sheet: PackedSheet, stem: str) -> OutputFile:
        base = request.base_name
        paths = (f"{stem}_frames.tres", f"{base}_animations.tres", f"{base}_states.tres")
        pivot = pivot_of(request.scene, sheet)
        path = PurePosixPath(f"{stem}.tscn")
        uid = _uid(request, path)
        return unless_changed(
            request,
            path,
            lambda: scene_file(request.scene, cast, pivot, paths=paths, uid=uid, remarks=REMARKS),
        )


def _states(request: ExportRequest, cast: Cast) -> OutputFile:
    path = PurePosixPath(f"{request.base_name}_states.tres")
    file = unless_changed(request, path, lambda: states_file(cast, _uid(request, path), REMARKS))
    missing = missing_states(cast, read_document(file.data))
    if not missing:
        return file
    return dataclasses.replace(file, warning=f"{file.warning} It has no state for: {', '.join(missing)}.")


def _uid(request: ExportRequest, path: PurePosixPath) -> str:
    """The uid that lies in the folder, else one that only this project's file of this name has."""
    return existing_uid(request.existing.get(path)) or stable_uid("godot4", request.scene.project_id, str(path))


FORMAT = Godot4()
