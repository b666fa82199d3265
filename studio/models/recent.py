"""What the welcome page shows: recent projects, and work that was left behind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A card.

    Attributes:
        path: Absolute; also its id.
        name: File name without its ending.
        folder: Where it lies, shortened for reading.
        when: When it was last written, in words; empty while unknown.
        is_pinned: Whether it stays at the front.
        is_missing: Whether the file is no longer there.
    """

    path: str
    name: str
    folder: str
    when: str = ""
    is_pinned: bool = False
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class RecoveredWork:
    """Work that a program left behind.

    Attributes:
        id: Of its folder.
        title: What the document was called.
        when: When it was last written, in words.
        details: Size, cast and waiting jobs, in words.
        is_damaged: Whether it can only be discarded.
    """

    id: str
    title: str
    when: str
    details: str
    is_damaged: bool = False
