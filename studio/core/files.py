"""Writing files so that a crash leaves the old one or the new one, never half of one; and whether one can be."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from studio.core.errors import InputError


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file in the same folder.

    Raises:
        OSError: If the folder cannot be written; `path` is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write `data` unless `path` already holds exactly it; an untouched file keeps its time.

    Returns:
        True if the file was written.
    """
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return False
    write_atomic(path, data)
    return True


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of `data`, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be written to before a minute is spent on drawing.

    Raises:
        InputError: If it, or the folder in which it would be made, cannot be written to.
    """
    place = next((path for path in (folder.absolute(), *folder.absolute().parents) if path.exists()), None)
    if place is None:
        reason = "the drive is not there"
    elif not place.is_dir():
        reason = f"“{place.name}” is a file"
    elif not os.access(place, os.W_OK | os.X_OK):
        reason = f"“{place}” may not be written to"
    else:
        return
    raise InputError(
        f"Nothing can be written into “{folder}”: {reason}.", "Choose another folder.", "output.unwritable"
    )
