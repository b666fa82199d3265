"""The small `.meta` files beside clips, controllers, prefabs and folders, and what we remember in them.

Unity keeps the `userData` line of a `.meta` for tools. There we note what we wrote, so that the next export can tell
the user's edits from our own work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.export.formats.unity_ids import asset_guid
from studio.export.formats.unity_sprites import OldMeta, read_meta
from studio.export.formats.unity_yaml import Value, as_text, normalised, plain, quoted, reference, write_mapping

NOTE_PREFIX = "avatar-studio"
SPRITE_LIBRARY_IMPORTER = "db2778f6d440c47ddacff25997d7c062"
"""Guid of the sprite library importer in the 2D Animation package."""

_NO_OBJECTS: dict[str, Value] = {"externalObjects": {}}


@dataclass(frozen=True, slots=True)
class Note:
    """What an earlier export wrote down beside a file."""

    facts: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """As it goes into `userData`."""
        return " ".join((NOTE_PREFIX, *(f"{key}={value}" for key, value in self.facts.items())))


def note_of(meta: OldMeta | None) -> Note | None:
    """The note in a `.meta`, None if there is none."""
    text = as_text(meta.fields.get("userData")) if meta else ""
    words = text.split(" ")
    if words[0] != NOTE_PREFIX:
        return None
    return Note(dict(word.split("=", 1) for word in words[1:] if "=" in word))


def native_meta(
    project_id: str, path: str, main_object: int, old_data: bytes | None, note: Note | None
) -> tuple[str, str]:
    """Guid and text of the `.meta` of a clip or controller."""
    fields: dict[str, Value] = {"externalObjects": {}, "mainObjectFileID": main_object}
    return _small_meta(project_id, path, "NativeFormatImporter", fields=fields, top={}, old_data=old_data, note=note)


def prefab_meta(project_id: str, path: str, old_data: bytes | None, note: Note | None) -> tuple[str, str]:
    """Guid and text of the `.meta` of a prefab."""
    return _small_meta(project_id, path, "PrefabImporter", fields=_NO_OBJECTS, top={}, old_data=old_data, note=note)


def folder_meta(project_id: str, path: str, old_data: bytes | None) -> tuple[str, str]:
    """Guid and text of the `.meta` of a folder."""
    top: dict[str, Value] = {"folderAsset": plain("yes")}
    return _small_meta(project_id, path, "DefaultImporter", fields=_NO_OBJECTS, top=top, old_data=old_data, note=None)


def library_meta(project_id: str, path: str, old_data: bytes | None, note: Note | None) -> tuple[str, str]:
    """Guid and text of the `.meta` of a sprite library."""
    fields: dict[str, Value] = {"internalIDToNameTable": [], "externalObjects": {}, "serializedVersion": 2}
    guid, text = _small_meta(project_id, path, "ScriptedImporter", fields=fields, top={}, old_data=old_data, note=note)
    if "\n  script:" not in text:
        script = write_mapping({"script": reference(11500000, SPRITE_LIBRARY_IMPORTER)})[0]
        text += f"  {script}\n"
    return guid, text


def _small_meta(
    project_id: str,
    path: str,
    importer: str,
    *,
    fields: Mapping[str, Value],
    top: Mapping[str, Value],
    old_data: bytes | None,
    note: Note | None,
) -> tuple[str, str]:
    old = read_meta(old_data)
    if old is not None and old.guid and old.importer == importer and old_data is not None:
        return old.guid, _with_note(normalised(old_data.decode("utf-8")), old, note)
    guid = (old.guid if old else "") or asset_guid(project_id, path)
    tail: dict[str, Value] = {
        "userData": note.text() if note else "",
        "assetBundleName": "",
        "assetBundleVariant": "",
    }
    lines = write_mapping({"fileFormatVersion": 2, "guid": plain(guid), **top, importer: {**fields, **tail}})
    return guid, "\n".join(lines) + "\n"


def _with_note(text: str, old: OldMeta, note: Note | None) -> str:
    """The same file with our note; `userData` of somebody else's is left alone."""
    current = old.fields.get("userData")
    if note is None or current is None or current.body or (as_text(current) and note_of(old) is None):
        return text
    return text.replace(f"  userData:{current.head}\n", f"  userData: {quoted(note.text())}\n", 1)
