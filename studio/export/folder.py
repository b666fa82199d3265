"""Bringing a folder to a new state: compare, refuse, swap; nothing that is not ours is lost."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath

from studio.core.errors import ExportError
from studio.core.files import sha256_hex
from studio.export.manifest import Manifest, WrittenFile, read_manifest
from studio.export.naming import check_collisions, check_path, folded


class ExistingFiles(Mapping[PurePosixPath, bytes]):
    """Files of a folder, read when asked for; remembers which were read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.read: set[PurePosixPath] = set()

    def __getitem__(self, path: PurePosixPath) -> bytes:
        file = self._folder / path
        if ".." in path.parts or path.is_absolute() or not file.is_file():
            raise KeyError(path)
        data = file.read_bytes()
        self.read.add(path)
        return data

    def __contains__(self, path: object) -> bool:
        return isinstance(path, PurePosixPath) and (self._folder / path).is_file()

    def __iter__(self) -> Iterator[PurePosixPath]:
        files = (file for file in self._folder.rglob("*") if file.is_file())
        return iter(sorted(PurePosixPath(file.relative_to(self._folder).as_posix()) for file in files))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(slots=True)
class Changes:
    """What would become of the folder. Paths are relative to it."""

    new: list[PurePosixPath] = field(default_factory=list)
    changed: list[PurePosixPath] = field(default_factory=list)
    unchanged: list[PurePosixPath] = field(default_factory=list)
    removed: list[PurePosixPath] = field(default_factory=list)
    skipped: list[PurePosixPath] = field(default_factory=list)
    in_the_way: list[PurePosixPath] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class FolderUpdate:
    """New files wait in a temporary folder until all are there; then they are swapped in one by one.

    Use as a context manager: whatever happens, the temporary folder is gone afterwards.

    Args:
        folder: The export folder; made when it is first needed.
        manifest_file: Relative to the folder.
        formats: Names of all formats of this export, whether they have files or not.
        is_dry_run: Compare only; the folder is never touched.
    """

    def __init__(self, folder: Path, manifest_file: PurePosixPath, formats: Iterable[str], is_dry_run: bool) -> None:
        self.folder = folder
        self._formats = frozenset(formats)
        self._manifest_file = manifest_file
        self._is_dry_run = is_dry_run
        self._waiting: Path | None = None
        self._made: list[Path] = []
        self._files: dict[PurePosixPath, WrittenFile] = {}
        self._merged: set[PurePosixPath] = set()
        self._origins = {folded(manifest_file): "the list of files"}
        self.old = Manifest()

    def __enter__(self) -> FolderUpdate:
        if self.folder.exists() and not self.folder.is_dir():
            raise ExportError(f'"{self.folder}" is a file, not a folder.', "Choose another folder.", "export.folder")
        self.old = read_manifest(self.folder / self._manifest_file)
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if self._waiting is not None:
            shutil.rmtree(self._waiting, ignore_errors=True)
        for made in reversed(self._made):
            with contextlib.suppress(OSError):
                made.rmdir()

    def add(self, path: PurePosixPath, data: bytes, format_name: str, is_merged: bool) -> None:
        """Take a file.

        Args:
            path: Relative to the folder.
            data: Its bytes.
            format_name: Which format it belongs to.
            is_merged: The format has read the file that lies there, so replacing it loses nothing.

        Raises:
            ExportError: If the name is impossible or taken by another file of this export.
        """
        check_path(path)
        check_collisions(self._origins, path, format_name)
        self._origins[folded(path)] = format_name
        self._files[path] = WrittenFile(format_name, sha256_hex(data))
        if is_merged:
            self._merged.add(path)
        if not self._is_dry_run:
            with _as_export_error(path):
                target = self._waiting_folder() / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)

    def changes(self) -> Changes:
        """Compare what was added with what lies in the folder."""
        result = Changes(warnings=[self.old.note] if self.old.note else [])
        for path, entry in self._files.items():
            self._compare(path, entry, result)
        for path, before in self.old.files.items():
            if path in self._files or before.format_name not in self._formats or folded(path) in self._origins:
                continue
            found = self._hash(path)
            if found == before.sha256 and before.is_ours:
                result.removed.append(path)
            elif found is not None:
                result.skipped.append(path)
        self._warn(result)
        return result

    def _compare(self, path: PurePosixPath, entry: WrittenFile, result: Changes) -> None:
        found, before = self._hash(path), self.old.files.get(path)
        if found is None:
            self._check_place(path)
            result.new.append(path)
            if (self.folder / path).is_symlink():
                result.in_the_way.append(path)
            return
        # What a format merged into somebody else's file, and what it left as the user changed it, is not ours.
        was_ours = before is not None and before.is_ours
        if found == entry.sha256:
            result.unchanged.append(path)
            is_ours = was_ours and before is not None and before.sha256 == found
            self._files[path] = WrittenFile(entry.format_name, entry.sha256, is_ours)
            return
        result.changed.append(path)
        if path in self._merged:
            self._files[path] = WrittenFile(entry.format_name, entry.sha256, was_ours)
        elif before is None or before.sha256 != found:
            result.in_the_way.append(path)
        if before is not None and before.format_name != entry.format_name:
            result.warnings.append(f"{path} belonged to an earlier {before.format_name} export; export that again too.")

    def _check_place(self, path: PurePosixPath) -> None:
        place = self.folder / path
        parents = [self.folder / parent for parent in path.parents]
        blocked = (
            [place] if place.is_dir() else [parent for parent in parents if parent.exists() and not parent.is_dir()]
        )
        if blocked:
            kind = "folder" if blocked[0] == place else "file"
            raise ExportError(
                f'{path} cannot be written: "{blocked[0].name}" is a {kind} already.',
                "Move it, or choose another folder. Nothing was written.",
                "export.in-the-way",
            )

    def _warn(self, result: Changes) -> None:
        if result.skipped:
            names = ", ".join(map(str, result.skipped))
            result.warnings.append(f"No longer part of the export, but changed by hand, so left alone: {names}")

    def _hash(self, path: PurePosixPath) -> str | None:
        file = self.folder / path
        with _as_export_error(path):
            return sha256_hex(file.read_bytes()) if file.is_file() else None

    def commit(self, changes: Changes, settings: Mapping[str, object]) -> None:
        """Swap the files in, remove what is no longer part of the export, and write the list of files."""
        waiting = self._waiting_folder()
        for path in (*changes.new, *changes.changed):
            with _as_export_error(path):
                (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(waiting / path, self.folder / path)
        for path in changes.removed:
            with _as_export_error(path):
                (self.folder / path).unlink(missing_ok=True)
                self._remove_empty((self.folder / path).parent)
        self._write_manifest(changes, settings, waiting)
        self._made.clear()

    def _write_manifest(self, changes: Changes, settings: Mapping[str, object], waiting: Path) -> None:
        gone = {*changes.removed, *changes.skipped}
        kept = {
            path: entry
            for path, entry in self.old.files.items()
            if path not in gone and entry.format_name not in self._formats and folded(path) not in self._origins
        }
        data = Manifest({**kept, **self._files}, settings).to_bytes()
        target = self.folder / self._manifest_file
        with _as_export_error(self._manifest_file):
            if not target.is_file() or target.read_bytes() != data:
                (waiting / "manifest").write_bytes(data)
                os.replace(waiting / "manifest", target)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.folder:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def _waiting_folder(self) -> Path:
        if self._waiting is None:
            with _as_export_error(self.folder):
                missing = [folder for folder in (self.folder, *self.folder.parents) if not folder.exists()]
                self._made = list(reversed(missing))
                self.folder.mkdir(parents=True, exist_ok=True)
                self._waiting = Path(tempfile.mkdtemp(prefix=".export-", suffix=".part", dir=self.folder))
        return self._waiting


@contextlib.contextmanager
def _as_export_error(path: PurePath) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            f"{path} cannot be written: {reason}.", "Check the folder's rights and free space.", "export.write"
        ) from error
