"""The `.unitypackage`: all files of an export in one that Unity imports with a double click."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackageEntry:
    """One asset of a package.

    Attributes:
        guid: Its guid.
        path: Where it goes in the project ("Assets/aria/aria.png").
        meta: Its `.meta`.
        data: Its bytes; None for a folder.
    """

    guid: str
    path: str
    meta: bytes
    data: bytes | None


def package_bytes(entries: Iterable[PackageEntry]) -> bytes:
    """A package whose bytes depend on the entries alone."""
    stream = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=6) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for entry in sorted(entries, key=lambda entry: entry.guid):
            _add(archive, entry.guid, None)
            if entry.data is not None:
                _add(archive, f"{entry.guid}/asset", entry.data)
            _add(archive, f"{entry.guid}/asset.meta", entry.meta)
            _add(archive, f"{entry.guid}/pathname", entry.path.encode())
    return stream.getvalue()


def _add(archive: tarfile.TarFile, name: str, data: bytes | None) -> None:
    info = tarfile.TarInfo(name)
    info.type = tarfile.DIRTYPE if data is None else tarfile.REGTYPE
    info.mode = 0o755 if data is None else 0o644
    info.size = len(data or b"")
    archive.addfile(info, io.BytesIO(data or b""))
