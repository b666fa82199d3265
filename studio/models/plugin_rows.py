"""What the plugins page shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PluginRow:
    """One plugin.

    Attributes:
        id: Unique.
        title, version, author, description, homepage: For people; some may be empty.
        brings: What it brings, one thing each.
        is_enabled: Whether it is allowed.
        has_code: Whether anything of it is run; else it is only read.
        is_bundled: Whether it came with the program.
        folder: Where it lies.
        problem: Why it cannot be used; empty if it can.
        hint: What to do about it; may be empty.
    """

    id: str
    title: str
    version: str
    author: str
    description: str
    homepage: str
    brings: tuple[str, ...]
    is_enabled: bool
    has_code: bool
    is_bundled: bool
    folder: str
    problem: str = ""
    hint: str = ""
