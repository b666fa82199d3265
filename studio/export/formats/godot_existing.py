"""Files that become the user's own as soon as they are changed by hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import PurePosixPath

from studio.export.formats.base import ExportRequest, OutputFile

_FINGERPRINT = re.compile(rb"^; fingerprint ([0-9a-f]{16})$", re.MULTILINE)
_EMPTY_FINGERPRINT = "0" * 16
REMARKS = (
    "Made by Avatar Studio. A later export replaces this file only while it is unchanged.",
    f"fingerprint {_EMPTY_FINGERPRINT}",
)
"""Comment lines of such a file; the editor drops them when it saves, which counts as a change."""


def unless_changed(request: ExportRequest, path: PurePosixPath, make: Callable[[], bytes]) -> OutputFile:
    """The file that `make` writes, or what lies in the folder if that was changed since it was written.

    Args:
        request: Whose existing files are looked at.
        path: The file.
        make: Gives the bytes, with `REMARKS` in them.
    """
    existing = request.existing.get(path)
    if existing is not None and not _is_as_written(existing):
        warning = f"{path} was changed by hand and is kept; delete it to get a new one."
        return OutputFile(path, existing, warning)
    return OutputFile(path, _signed(make()))


def _signed(data: bytes) -> bytes:
    return data.replace(_EMPTY_FINGERPRINT.encode(), _fingerprint(data).encode(), 1)


def _fingerprint(data: bytes) -> str:
    plain = _FINGERPRINT.sub(f"; fingerprint {_EMPTY_FINGERPRINT}".encode(), data.replace(b"\r\n", b"\n"), count=1)
    return hashlib.sha256(plain).hexdigest()[:16]


def _is_as_written(data: bytes) -> bool:
    found = _FINGERPRINT.search(data.replace(b"\r\n", b"\n"))
    return found is not None and found[1].decode() == _fingerprint(data)
