"""Lip-sync files of other tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from studio.core.errors import InputError
from studio.models.speech_alignment import read_alignment
from studio.models.speech_cues import Speech
from studio.models.speech_papagayo import read_papagayo
from studio.models.speech_reading import LARGEST_BYTES
from studio.models.speech_rhubarb import read_rhubarb


class LipSyncKind(StrEnum):
    """Who wrote the file."""

    RHUBARB = "rhubarb"
    PAPAGAYO = "papagayo"
    ALIGNMENT = "alignment"


def read_lip_sync(
    path: Path, kind: LipSyncKind | None = None, is_tolerant: bool = False, fps: float = 0.0, voice: str = ""
) -> Speech:
    """A lip-sync file as speech.

    Args:
        path: The file.
        kind: Who wrote it; found by looking if None.
        is_tolerant: Leave out what makes no sense and say so in the notes, instead of refusing the file.
        fps: For Moho's .dat, which does not tell its rate.
        voice: Whose, in a .pgo of several.

    Raises:
        InputError: With file and line, if it cannot be read.
    """
    data = _read(path)
    found = kind or kind_of(path, data)
    if found is LipSyncKind.RHUBARB:
        return read_rhubarb(data, path.name, is_tolerant)
    if found is LipSyncKind.PAPAGAYO:
        return read_papagayo(data, path.name, is_tolerant, fps, voice)
    return read_alignment(data, path.name, is_tolerant)


def kind_of(path: Path, data: bytes) -> LipSyncKind:
    """Who wrote a file, by its name and its beginning."""
    if path.suffix.lower() in (".pgo", ".dat") or data[:40].lower().startswith((b"lipsync", b"mohoswitch")):
        return LipSyncKind.PAPAGAYO
    if path.suffix.lower() in (".tsv", ".xml") or b'"mouthCues"' in data:
        return LipSyncKind.RHUBARB
    return LipSyncKind.ALIGNMENT


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InputError(f"“{path.name}” is too large for a lip-sync file.", "Choose another file.", "lipsync.file")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file “{path}”.", "Check the path.", "lipsync.missing") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"“{path.name}” cannot be read: {reason}.", "", "lipsync.missing") from error
