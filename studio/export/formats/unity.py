"""Unity: textures with named sprites, clips, an animator controller, a prefab, a sprite library and a package.

All ids are derived from stable names, and whatever lies in the folder already is merged: ids, import settings and
hand edits stay the user's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from studio.core.errors import ExportError
from studio.core.files import sha256_hex
from studio.export.formats.base import ExportRequest, OutputFile
from studio.export.formats.unity_cast import Clip, clips_of, default_clip, pages_of, stills_of
from studio.export.formats.unity_clip import CLIP_FILE_ID, clip_text, is_clip
from studio.export.formats.unity_controller import (
    CONTROLLER_FILE_ID,
    ControllerPlan,
    controller_text,
    with_new_states,
)
from studio.export.formats.unity_ids import asset_guid
from studio.export.formats.unity_metas import (
    Note,
    folder_meta,
    library_meta,
    native_meta,
    note_of,
    prefab_meta,
)
from studio.export.formats.unity_package import PackageEntry, package_bytes
from studio.export.formats.unity_prefab import library_text, prefab_text
from studio.export.formats.unity_sprites import read_meta
from studio.export.formats.unity_texture import Texture, textures_of
from studio.export.formats.unity_yaml import normalised

OPTION_TRIGGERS = "triggers"
"""`1` gives the controller a trigger per state as well, with transitions from any state."""
OPTION_LIBRARY = "sprite_library"
"""`0` leaves the sprite library out, for projects without the 2D Animation package."""
_POINTER = re.compile(r"\{\s*fileID:\s*(-?\d+),\s*guid:\s*([0-9a-f]{32}),\s*type:\s*\d+\s*\}")


@dataclass(slots=True)
class _Export:
    """One run: what is asked, and the files and package entries so far."""

    request: ExportRequest
    entries: list[PackageEntry] = field(default_factory=list)

    def old(self, path: PurePosixPath) -> bytes | None:
        """A file that lies in the folder already."""
        return self.request.existing.get(path)

    def asset(
        self, path: PurePosixPath, guid: str, data: bytes | None, meta: str, warning: str = ""
    ) -> Iterator[OutputFile]:
        """An asset and its `.meta`, into the folder and the package; a folder has no bytes of its own."""
        meta_path = meta_of(path)
        meta_data = _in_line_style(meta, self.old(meta_path))
        self.entries.append(PackageEntry(guid, f"Assets/{self.request.base_name}/{path}", meta_data, data))
        if data is not None:
            yield OutputFile(path, data, "" if path.suffix == ".png" else warning)
        yield OutputFile(meta_path, meta_data, warning if path.suffix == ".png" else "")


class UnityFormat:
    """Unity 2021.2 and newer, written without Unity."""

    name = "unity"
    title = "Unity"
    needs_sheet = True

    def check_options(self, options: Mapping[str, str]) -> None:
        """Refuse settings that this format does not know.

        Raises:
            ExportError: If there is one.
        """
        for key, value in options.items():
            if key not in (OPTION_TRIGGERS, OPTION_LIBRARY) or value not in ("0", "1"):
                raise ExportError(
                    f"Unity export has no setting “{key}={value}”.",
                    f"Settings are {OPTION_TRIGGERS} and {OPTION_LIBRARY}, each 0 or 1.",
                    "export.option",
                )

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield the files, in a fixed order; the package comes last.

        Raises:
            ExportError: If there is nothing to write, or Unity cannot hold it.
        """
        self.check_options(request.options)
        export = _Export(request)
        pages = pages_of(request)
        clips, renamed = clips_of(request.scene, request.base_name)
        default = default_clip(request.scene, clips)
        textures = textures_of(request.scene, pages, request.existing)
        for texture in textures:
            yield from export.asset(texture.page.path, texture.guid, texture.page.png, texture.meta, texture.warning)
        sprites = _sprites_of(textures, request.base_name)
        guids, known = {}, set[str]()
        yield from _clips_folder(export)
        for clip in clips:
            path = _clip_path(request.base_name, clip)
            guid, files = _clip_files(export, clip, path, sprites)
            guids[clip.source.id] = guid
            known |= {guid} if export.old(path) is not None else set()
            yield from files
        plan = ControllerPlan(
            request.scene.project_id,
            request.base_name,
            [(clip, guids[clip.source.id]) for clip in clips],
            default,
            request.options.get(OPTION_TRIGGERS) == "1",
        )
        controller_guid, files = _controller_files(export, plan, known, renamed)
        yield from files
        yield from _prefab_files(export, textures, sprites[default.frames[0].sprite_id], controller_guid)
        if request.options.get(OPTION_LIBRARY, "1") == "1":
            yield from _library_files(export, textures, sprites)
        yield OutputFile(PurePosixPath(f"{request.base_name}.unitypackage"), _package(export))


FORMAT = UnityFormat()


def meta_of(path: PurePosixPath) -> PurePosixPath:
    """The `.meta` beside a file or folder."""
    return path.with_name(f"{path.name}.meta")


def _sprites_of(textures: tuple[Texture, ...], name: str) -> dict[str, tuple[int, str]]:
    """Sprite id -> (internal id, guid of its page), of one sheet."""
    return {
        sprite: (identifier, texture.guid)
        for texture in textures
        if texture.page.sheet_name == name
        for sprite, identifier in texture.ids.items()
    }


def _clip_path(base_name: str, clip: Clip) -> PurePosixPath:
    return PurePosixPath(f"{base_name}_clips") / f"{clip.stem}.anim"


def _clips_folder(export: _Export) -> Iterator[OutputFile]:
    path = PurePosixPath(f"{export.request.base_name}_clips")
    guid, meta = folder_meta(export.request.scene.project_id, path.as_posix(), export.old(meta_of(path)))
    return export.asset(path, guid, None, meta)


def _clip_files(
    export: _Export, clip: Clip, path: PurePosixPath, sprites: Mapping[str, tuple[int, str]]
) -> tuple[str, Iterator[OutputFile]]:
    old, old_meta = export.old(path), export.old(meta_of(path))
    text, note = clip_text(clip, sprites, old, note_of(read_meta(old_meta)))
    warning = "" if old is None or is_clip(old) else f"{path.name} was no readable clip and is written anew."
    guid, meta = native_meta(export.request.scene.project_id, path.as_posix(), CLIP_FILE_ID, old_meta, note)
    return guid, export.asset(path, guid, _in_line_style(text, old), meta, warning)


def _controller_files(
    export: _Export, plan: ControllerPlan, known: set[str], renamed: tuple[str, ...]
) -> tuple[str, Iterator[OutputFile]]:
    path = PurePosixPath(f"{export.request.base_name}.controller")
    fresh = controller_text(plan)
    warnings = list(renamed)
    own = _edited(export, path, fresh, {guid for _, guid in plan.clips})
    text = fresh
    if own is not None:
        is_known = any(guid in own for _, guid in plan.clips)
        text, added = with_new_states(own, plan, known) if is_known else (own, [])
        more = f" Added the new states {', '.join(added)}." if added else ""
        what = "was edited in Unity" if is_known else "is not from this export"
        warnings.append(f"{path.name} {what} and is kept.{more}")
    old_meta = export.old(meta_of(path))
    note = _written_note(old_meta, fresh, is_kept=own is not None)
    guid, meta = native_meta(export.request.scene.project_id, path.as_posix(), CONTROLLER_FILE_ID, old_meta, note)
    return guid, export.asset(path, guid, _in_line_style(text, export.old(path)), meta, "\n".join(warnings))


def _prefab_files(
    export: _Export, textures: tuple[Texture, ...], sprite: tuple[int, str], controller_guid: str
) -> Iterator[OutputFile]:
    scene, name = export.request.scene, export.request.base_name
    path = PurePosixPath(f"{name}.prefab")
    fresh = prefab_text(scene, name, sprite, controller_guid)
    return _whole_file(export, path, fresh, {controller_guid, *(one.guid for one in textures)}, textures)


def _library_files(
    export: _Export, textures: tuple[Texture, ...], sprites: Mapping[str, tuple[int, str]]
) -> Iterator[OutputFile]:
    path = PurePosixPath(f"{export.request.base_name}.spriteLib")
    fresh = library_text([(one.name, *sprites[one.id]) for one in stills_of(export.request.scene)])
    return _whole_file(export, path, fresh, {one.guid for one in textures}, textures)


def _whole_file(
    export: _Export, path: PurePosixPath, fresh: str, guids: set[str], textures: tuple[Texture, ...]
) -> Iterator[OutputFile]:
    """A file that is either all ours or, once edited in Unity, all the user's."""
    own = _edited(export, path, fresh, guids)
    old_meta = export.old(meta_of(path))
    note = _written_note(old_meta, fresh, is_kept=own is not None)
    write_meta = prefab_meta if path.suffix == ".prefab" else library_meta
    guid, meta = write_meta(export.request.scene.project_id, path.as_posix(), old_meta, note)
    warning = ""
    if own is not None:
        warning = f"{path.name} was edited in Unity and is kept."
        if not any(guid in own for guid in guids):
            warning = f"{path.name} is not from this export and is kept; rename it to get ours."
        if _points_nowhere(own, textures):
            warning += " It shows a sprite that this export no longer holds."
    return export.asset(path, guid, _in_line_style(own or fresh, export.old(path)), meta, warning)


def _edited(export: _Export, path: PurePosixPath, fresh: str, guids: set[str]) -> str | None:
    """The existing file if it is not as we wrote it, else None.

    One that we wrote once but that refers to nothing of this export any more is broken and not kept.
    """
    data = export.old(path)
    if data is None:
        return None
    try:
        text = normalised(data.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    note = note_of(read_meta(export.old(meta_of(path))))
    is_untouched = text == fresh or (note is not None and note.facts.get("sha256") == _digest(text))
    is_broken = note is not None and not any(guid in text for guid in guids)
    return None if is_untouched or is_broken else text


def _written_note(old_meta: bytes | None, fresh: str, *, is_kept: bool) -> Note | None:
    """What we wrote last; for a kept file that is still what the last note says."""
    return note_of(read_meta(old_meta)) if is_kept else Note({"sha256": _digest(fresh)})


def _digest(text: str) -> str:
    return sha256_hex(text.encode())


def _points_nowhere(text: str, textures: tuple[Texture, ...]) -> bool:
    held = {texture.guid: set(texture.ids.values()) for texture in textures}
    pointers = ((int(one.group(1)), one.group(2)) for one in _POINTER.finditer(text))
    return any(guid in held and identifier not in held[guid] for identifier, guid in pointers)


def _in_line_style(text: str, old: bytes | None) -> bytes:
    """The text as bytes, with the line ends that the existing file has."""
    data = text.encode()
    return data.replace(b"\n", b"\r\n") if old is not None and b"\r\n" in old else data


def _package(export: _Export) -> bytes:
    scene, name = export.request.scene, export.request.base_name
    guid = asset_guid(scene.project_id, f"{name}/")
    _, meta = folder_meta(scene.project_id, f"{name}/", None)
    root = PackageEntry(guid, f"Assets/{name}", meta.encode(), None)
    return package_bytes([root, *export.entries])
