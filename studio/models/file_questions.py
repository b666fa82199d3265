"""The decisions about files that only the user can make."""

from __future__ import annotations

from enum import StrEnum


class UnsavedAnswer(StrEnum):
    """What happens to changes before the document goes."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class ConflictAnswer(StrEnum):
    """What happens to a file that somebody else has changed."""

    OVERWRITE = "overwrite"
    SAVE_AS = "save-as"
    CANCEL = "cancel"
