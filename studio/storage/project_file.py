"""The `.avatar` project file: a zip with `project.json` and `blobs/<sha256>`.

Nothing is compressed, dated or left to chance, so that equal projects are equal files. The file is read completely
and checked before anything is handed out; it is written beside the old one and swapped.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from studio.core.errors import InputError, ProjectError
from studio.core.files import sha256_hex, write_atomic
from studio.models.project import Project
from studio.storage.blobs import BlobStore

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SUFFIX = ".avatar"
FORMAT_VERSION = 4
KIND = "avatar-studio project"

MAX_ENTRIES = 100_000
MAX_TOTAL_BYTES = 4 << 30
"""Largest sum of the unpacked entries."""
MAX_JSON_BYTES = 256 << 20

_JSON_NAME = "project.json"
_NO_CLIPS = '\n  "clips": []'
"""How the project's own empty list is written; others lie deeper."""
_NOT_ONE = "project.not_a_project"
_BLOB_NAME = re.compile(r"blobs/([0-9a-f]{64})")
_CELLS_AT_ONCE = 100
_NO_PROJECT = Project("", "")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BACKUP_HINT = "The backup beside it (.avatar.bak) holds the version before the last save."

Migration = Callable[[dict[str, Any]], dict[str, Any]]


def _with_usual_clips(body: dict[str, Any]) -> dict[str, Any]:
    """Up to version 3 an export without a choice of clips was one of three; from then on the project's own join in."""
    export = body.get("export")
    if not body.get("clips") or not isinstance(export, dict) or export.get("clips"):
        return body
    return body | {"export": export | {"clips": ["blink", "idle", "talk"]}}


MIGRATIONS: Mapping[int, Migration] = {1: lambda body: body, 2: lambda body: body, 3: _with_usual_clips}
"""Version -> what turns the JSON of that version into the next one's. 2 added looks, cells and how they are drawn,
3 how a picture was drawn from a genome."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenProject:
    """A project and the blobs that its hashes name."""

    project: Project
    blobs: BlobStore


def read_project(path: Path) -> OpenProject:
    """Read and check a project file.

    Raises:
        ProjectError: With one of the codes ``project.missing``, ``project.unreadable``, ``project.not_a_project``,
            ``project.newer``, ``project.damaged``, ``project.missing_blob``, ``project.too_large``.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ProjectError(f"There is no project “{path}”.", "Check the path.", "project.missing") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "Check that it is still there and that you may open it."
        raise ProjectError(f"“{path.name}” cannot be read: {reason}.", hint, "project.unreadable") from error
    return unpack_project(data, path.name)


def write_project(path: Path, content: OpenProject) -> bool:
    """Write a project file; the old one becomes `<name>.bak`.

    A file that holds exactly this already is left alone. An old file that cannot be read does not replace a
    backup that can.

    Returns:
        True if the file was written.

    Raises:
        ProjectError: If a blob is missing (nothing is written) or the folder cannot be written.
    """
    data = pack_project(content)
    try:
        old = path.read_bytes() if path.is_file() else b""
        if old == data:
            return False
        if old and _is_readable(old):
            write_atomic(path.with_name(path.name + ".bak"), old)
        write_atomic(path, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"The project cannot be written to “{path}”: {reason}."
        raise ProjectError(message, "Choose another folder or make room.", "project.unwritable") from error
    return True


def pack_project(content: OpenProject) -> bytes:
    """The bytes of a project file; equal content gives equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, _JSON_NAME, project_json(content.project))
        for name in sorted(set(content.project.blobs())):
            _add(archive, f"blobs/{name}", content.blobs[name])
    return buffer.getvalue()


def project_json(project: Project) -> bytes:
    """The project without its blobs, readable JSON, UTF-8."""
    body = _body(project)
    document = {"kind": KIND, "format_version": FORMAT_VERSION, "project": body}
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    if project.clips:  # put in as they write themselves: a hundred thousand keys would take seconds here
        from studio.models.clip_json import clip_text

        before, _, after = text.partition(_NO_CLIPS)
        clips = ",\n".join(map(clip_text, project.clips))
        text = f"{before}{_NO_CLIPS[:-1]}\n{clips}\n  ]{after}"
    return (text + "\n").encode()


def project_from_json(data: bytes, label: str) -> Project:
    """What `project_json` wrote, of this version or an older one; its blobs are not looked at.

    Raises:
        ProjectError: If it cannot be read.
    """
    return _validated(_read_json(data, label), label)


def _body(project: Project) -> dict[str, Any]:
    """In pieces: one call for thousands of cells would keep the window's thread waiting."""
    body: dict[str, Any] = _adapter().dump_python(replace(project, cells=(), clips=()), mode="json")
    for start in range(0, len(project.cells), _CELLS_AT_ONCE):
        piece = replace(_NO_PROJECT, cells=project.cells[start : start + _CELLS_AT_ONCE])
        body["cells"] += _adapter().dump_python(piece, mode="json")["cells"]
    return body


def unpack_project(data: bytes, label: str) -> OpenProject:
    """Read a project from the bytes of its file; see `read_project`."""
    if not data.startswith(b"PK"):
        message = f"“{label}” is not an Avatar Studio project."
        raise ProjectError(
            message, "Projects end in .avatar; a picture is added to a project instead of opened.", _NOT_ONE
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read_archive(archive, label)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _damaged(label, "the file is cut off or overwritten") from error


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3  # the same on every system
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def _is_readable(data: bytes) -> bool:
    try:
        unpack_project(data, "")
    except ProjectError:
        return False
    return True


def _damaged(label: str, reason: str) -> ProjectError:
    return ProjectError(f"The project “{label}” is damaged: {reason}.", _BACKUP_HINT, "project.damaged")


def _read_archive(archive: zipfile.ZipFile, label: str) -> OpenProject:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    _check_size(entries, label)
    if _JSON_NAME not in names:
        message = f"“{label}” is a zip file, but not an Avatar Studio project."
        raise ProjectError(message, "Choose a file that this program has saved.", _NOT_ONE)
    body = _read_json(archive.read(_JSON_NAME), label)
    stray = [name for name in names if name != _JSON_NAME and not _BLOB_NAME.fullmatch(name)]
    if stray or len(set(names)) != len(names):
        raise _damaged(label, f"it holds what does not belong there ({(stray or names)[0][:60]!r})")
    project = _validated(body, label)
    return OpenProject(project, _read_blobs(archive, names, project, label))


def _check_size(entries: list[zipfile.ZipInfo], label: str) -> None:
    """A few kilobytes can claim to be terabytes: add up the claims before anything is unpacked."""
    total = sum(entry.file_size for entry in entries)
    json_bytes = sum(entry.file_size for entry in entries if entry.filename == _JSON_NAME)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL_BYTES or json_bytes > MAX_JSON_BYTES:
        message = f"“{label}” would unpack to {total / 2**20:,.0f} MiB in {len(entries)} parts; it is refused."
        raise ProjectError(message, "No project is that large; the file may be harmful.", "project.too_large")


def _read_json(data: bytes, label: str) -> dict[str, Any]:
    """The document's body, migrated to the present version."""
    try:
        document = json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise _damaged(label, "its table of contents cannot be read") from error
    if not isinstance(document, dict) or document.get("kind") != KIND:
        message = f"“{label}” is a zip file, but not an Avatar Studio project."
        raise ProjectError(message, "Choose a file that this program has saved.", _NOT_ONE)
    version, body = document.get("format_version"), document.get("project")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1 or not isinstance(body, dict):
        raise _damaged(label, "it does not say which version it is")
    if version > FORMAT_VERSION:
        message = f"“{label}” was saved by a newer version of the program (format {version}; known: {FORMAT_VERSION})."
        raise ProjectError(message, "Update Avatar Studio to open it. The file was not touched.", "project.newer")
    return migrated(body, version)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def migrated(
    body: dict[str, Any],
    version: int,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    target: int = FORMAT_VERSION,
) -> dict[str, Any]:
    """Bring the JSON of an older version up to `target`, step by step."""
    for step in range(version, target):
        body = migrations[step](body)
    return body


def _validated(body: dict[str, Any], label: str) -> Project:
    from pydantic import ValidationError

    try:
        return _adapter().validate_python(body)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "project"
        raise _damaged(label, f"“{place}” is wrong ({first['msg']})") from error
    except InputError as error:  # clips check themselves
        raise _damaged(label, error.user_message) from error


def _read_blobs(archive: zipfile.ZipFile, names: list[str], project: Project, label: str) -> BlobStore:
    store = BlobStore()
    for name in names:
        match = _BLOB_NAME.fullmatch(name)
        if match is None:
            continue
        data = archive.read(name)
        if sha256_hex(data) != match[1]:
            raise _damaged(label, f"a picture in it has changed ({match[1][:12]})")
        store.put(data)
    missing = next((name for name in project.blobs() if name not in store), None)
    if missing is not None:
        message = f"The project “{label}” is incomplete: a picture in it is missing ({missing[:12]})."
        raise ProjectError(message, _BACKUP_HINT, "project.missing_blob")
    return store


@cache
def _adapter() -> TypeAdapter[Project]:
    """Pydantic's reader of the project; made at the first use, for it takes time."""
    from pydantic import TypeAdapter

    return TypeAdapter(Project)
