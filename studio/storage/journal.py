"""Unsaved work, kept on disk while it is being made: what is left behind after a crash can be opened again.

One folder a document below the recovery folder:

    state.json      the project, where it lies, the jobs that were waiting, and which program is at work on it
    previous.json   the state before, in case the newest cannot be read
    blobs/<sha256>  what the project names and the user's own file does not hold, and its drawn cells in pieces
    cover.png       a small picture of the main character

Everything is written beside its place and swapped in; nothing here ever touches the user's own file.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio import __version__
from studio.core.errors import ProjectError
from studio.core.files import write_atomic
from studio.core.folders import recovery_folder
from studio.models.project import Project, new_id
from studio.storage.journal_pieces import PieceCutter, joined
from studio.storage.journal_salvage import kept_blob, whole_part
from studio.storage.programs import is_running, this_program
from studio.storage.project_file import OpenProject, project_from_json, project_json

KIND = "avatar-studio journal"
VERSION = 1
STATE_NAME, PREVIOUS_NAME, COVER_NAME, BLOBS_NAME = "state.json", "previous.json", "cover.png", "blobs"
DISCARDED_SUFFIX = ".discarded"
MAX_STATE_BYTES = 256 << 20
DAY_S = 24 * 3600

_FOLDER_NAME = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class JournalState:
    """What is written after an edit.

    Attributes:
        project: As it is now.
        title: For the list of left-behind work.
        path: The user's own file; None if it was never saved.
        jobs: How to queue again what was waiting; plain JSON values.
    """

    project: Project
    title: str
    path: Path | None = None
    jobs: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Work that a program left behind when it ended without closing it.

    Attributes:
        folder: Where it lies.
        title: What the document was called.
        path: The user's own file; None if it was never saved.
        time_s: When it was last written, seconds since 1970.
        size_bytes: Of its folder.
        characters: How many are in its cast.
        jobs: How many jobs were waiting.
        cover: A small PNG; None if there is none.
        is_damaged: Whether its state cannot be read.
    """

    folder: Path
    title: str
    path: Path | None
    time_s: float
    size_bytes: int
    characters: int = 0
    jobs: int = 0
    cover: Path | None = None
    is_damaged: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    """Left-behind work, read.

    Attributes:
        content: The project and its blobs; whatever could not be read is left out.
        state: The rest of what was written.
        losses: What was left out, in words.
    """

    content: OpenProject
    state: JournalState
    losses: tuple[str, ...] = ()


class Journal:
    """Writes one document's folder; used by one thread at a time."""

    def __init__(self, folder: Path, held_elsewhere: Iterable[str] = ()) -> None:
        """Begin a journal; nothing is written yet.

        Args:
            folder: Its own folder.
            held_elsewhere: Blobs that the user's own file holds. They are copied too, but after the state, so that
                the first edit of a large project is safe at once.
        """
        self.folder = folder
        self._held_elsewhere = frozenset(held_elsewhere)
        self._written = set[str]()
        self._unsynced: list[Path] = []
        self._cutter = PieceCutter()
        self._has_cover = False

    def write(self, state: JournalState, blobs: Mapping[str, bytes], cover: Callable[[], bytes] | None = None) -> None:
        """Write what is needed to have `state` again.

        Args:
            state: The newest state.
            blobs: Holds every blob that its project names.
            cover: Makes the small picture, as PNG; called once, empty if there is none.

        Raises:
            OSError: If the folder cannot be written; the state before can still be read.
            ProjectError: If a blob is missing.
        """
        needed = dict.fromkeys(state.project.blobs())
        self._write_blobs((name for name in needed if name not in self._held_elsewhere), blobs)
        data = _packed(state, self._cutter.cut(state.project.cells, self._keep))
        self.folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            os.replace(self.folder / STATE_NAME, self.folder / PREVIOUS_NAME)
        write_atomic(self.folder / STATE_NAME, data)
        if cover is not None and not self._has_cover:
            picture = cover()
            if picture:
                write_atomic(self.folder / COVER_NAME, picture)
            self._has_cover = bool(picture)

    def copy_next(self, project: Project, blobs: Mapping[str, bytes]) -> bool:
        """Do one more of the chores that a killed program does without, but a cut power line does not.

        First what was written is pressed through to the disk, then what only the user's own file holds is copied.

        Returns:
            True if there may be more.
        """
        if self._unsynced:
            _press_through(self._unsynced.pop())
            return True
        rest = next((name for name in project.blobs() if name not in self._written), None)
        if rest is not None:
            self._write_blobs([rest], blobs)
        return rest is not None

    def clear(self) -> None:
        """Remove the folder: the work is saved, or not wanted."""
        self._written.clear()
        self._unsynced.clear()
        self._cutter = PieceCutter()
        self._has_cover = False
        discard(self.folder)

    def _write_blobs(self, names: Iterable[str], blobs: Mapping[str, bytes]) -> None:
        for name in names:
            if name not in self._written:
                self._keep(name, blobs[name])

    def _keep(self, name: str, data: bytes) -> None:
        place = self.folder / BLOBS_NAME / name
        if not place.is_file() or place.stat().st_size != len(data):
            _write_quickly(place, data)
            self._unsynced.append(place)
        self._written.add(name)


def new_folder(root: Path | None = None) -> Path:
    """The path of a folder for another document; not made yet."""
    return (root or recovery_folder()) / new_id()


def left_behind(root: Path | None = None) -> tuple[LeftBehind, ...]:
    """What programs that no longer run have left, newest first. Damaged folders are in the list as such."""
    found = [_described(folder) for folder in _folders(root or recovery_folder())]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: -one.time_s))


def claim(folder: Path) -> Path:
    """Take left-behind work, so that no other program offers or opens it too.

    Returns:
        Its new folder. It is still offered after another crash.

    Raises:
        ProjectError: If somebody else was quicker.
    """
    taken = new_folder(folder.parent)
    try:
        if not is_left_behind(folder):
            raise FileNotFoundError
        os.rename(folder, taken)
    except OSError as error:
        message = "This work is open in another window already."
        raise ProjectError(message, "Look at the other windows of Avatar Studio.", "recovery.taken") from error
    return taken


def read_left_behind(folder: Path) -> Recovered:
    """Read everything; parts that are damaged are left out and named.

    Raises:
        ProjectError: If neither the newest state nor the one before can be read.
    """
    hint = "Open the project's own file, if it was ever saved."
    problem = ProjectError("This work cannot be recovered: nothing readable was left.", hint, "recovery.damaged")
    for name in (STATE_NAME, PREVIOUS_NAME):
        header = _header(folder / name)
        if header is None:
            continue
        try:
            project = project_from_json(json.dumps(header["project"]).encode(), str(header["title"]))
        except ProjectError as error:
            problem = error
            continue
        path = Path(header["path"]) if header["path"] else None
        names = [name for name in header["pieces"] if isinstance(name, str)]
        cells, lost = joined(names, lambda name: kept_blob(folder / BLOBS_NAME, name))
        project, blobs, losses = whole_part(replace(project, cells=cells), folder / BLOBS_NAME, path)
        losses = (*losses, *(("some drawings",) if lost else ()))
        state = JournalState(project, header["title"], path, tuple(header["jobs"]))
        return Recovered(OpenProject(project, blobs), state, losses)
    raise problem


def is_left_behind(folder: Path) -> bool:
    """Whether no running program is at work on it."""
    header = _header(folder / STATE_NAME) or _header(folder / PREVIOUS_NAME)
    return folder.is_dir() and (header is None or not is_running(header["program"], header["time_s"]))


def discard(folder: Path) -> None:
    """Remove a folder for good; what cannot be removed now goes with the next `sweep`."""
    with contextlib.suppress(OSError):
        for name in (STATE_NAME, PREVIOUS_NAME):  # first what makes it be offered
            (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def put_aside(folder: Path) -> Path:
    """Take it off the list; it can be taken back until the next `sweep`.

    Returns:
        Where it lies now.
    """
    aside = folder.with_name(folder.name + DISCARDED_SUFFIX)
    with contextlib.suppress(OSError):
        os.rename(folder, aside)
    return aside


def take_back(aside: Path) -> None:
    """Undo `put_aside`."""
    with contextlib.suppress(OSError):
        os.rename(aside, aside.with_name(aside.name.removesuffix(DISCARDED_SUFFIX)))


def sweep(days: int, root: Path | None = None, now_s: float | None = None) -> int:
    """Remove what was discarded, and what is older than `days`; running programs' folders stay.

    Returns:
        How many folders were removed.
    """
    place, now = root or recovery_folder(), time.time() if now_s is None else now_s
    aside = [path for path in _listed(place) if path.name.endswith(DISCARDED_SUFFIX)]
    old = [one.folder for one in left_behind(place) if now - one.time_s > max(1, days) * DAY_S]
    for folder in [*aside, *old]:
        shutil.rmtree(folder, ignore_errors=True)
    return len(aside) + len(old)


# --- inside


def _write_quickly(path: Path, data: bytes) -> None:
    """Whole or not at all for other programs; waiting for the disk comes later, for it may take long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)


def _press_through(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("rb+") as file:
        os.fsync(file.fileno())


def _packed(state: JournalState, pieces: list[str]) -> bytes:
    header = {
        "kind": KIND, "version": VERSION, "title": state.title, "path": str(state.path) if state.path else "",
        "time_s": time.time(), "written_by": __version__, "program": this_program(), "jobs": list(state.jobs),
        "pieces": pieces,
    }  # fmt: skip
    start = json.dumps(header, ensure_ascii=False)[:-1]
    return start.encode() + b',\n"project": ' + project_json(replace(state.project, cells=())) + b"}\n"


def _listed(root: Path) -> list[Path]:
    try:
        return [path for path in root.iterdir() if path.is_dir()]
    except OSError:
        return []


def _folders(root: Path) -> list[Path]:
    return [path for path in _listed(root) if _FOLDER_NAME.fullmatch(path.name)]


_SHAPE: dict[str, Any] = {
    "title": str,
    "path": str,
    "time_s": (int, float),
    "program": dict,
    "jobs": list,
    "pieces": list,
    "project": dict,
}


def _header(path: Path) -> dict[str, Any] | None:
    """The contents of a state file; None if they cannot be used."""
    try:
        if path.stat().st_size > MAX_STATE_BYTES:
            return None
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("kind") != KIND or found.get("version") != VERSION:
        return None
    if not all(isinstance(found.get(name), kind) for name, kind in _SHAPE.items()):
        return None
    found["jobs"] = [job for job in found["jobs"] if isinstance(job, dict)]
    return found


def _described(folder: Path) -> LeftBehind | None:
    header = _header(folder / STATE_NAME) or _header(folder / PREVIOUS_NAME)
    if header is not None and is_running(header["program"], header["time_s"]):
        return None
    try:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        if header is None:
            return LeftBehind(folder, "", None, folder.stat().st_mtime, size, is_damaged=True)
    except OSError:  # it is being removed
        return None
    body = header["project"].get("project")
    cast = body.get("characters") if isinstance(body, dict) else None
    cover = folder / COVER_NAME
    return LeftBehind(
        folder, header["title"], Path(header["path"]) if header["path"] else None, float(header["time_s"]), size,
        len(cast) if isinstance(cast, list) else 0, len(header["jobs"]), cover if cover.is_file() else None,
    )  # fmt: skip
