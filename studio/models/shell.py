"""What the frame of the window shows: jobs in the status bar, rows of the palette, of the settings and of the keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class JobsSummary:
    """All open jobs in one line.

    Attributes:
        count: Jobs that are queued or running.
        title: Of the one that runs.
        fraction: 0…1 over all of them; None while unknown.
        eta_s: Estimated seconds left; None while unknown.
        is_paused: Whether they rest.
    """

    count: int
    title: str = ""
    fraction: float | None = None
    eta_s: float | None = None
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that the command palette can run.

    Attributes:
        id: Unique in its provider.
        text: For people.
        group: Where it belongs ("File", "Expressions").
        keys: As shown; empty for none.
        icon: Name of an icon; empty for none.
        is_enabled: Whether it can be run now.
        words: More to be found by, never shown.
    """

    id: str
    text: str
    group: str = ""
    keys: str = ""
    icon: str = ""
    is_enabled: bool = True
    words: str = ""


class SettingKind(StrEnum):
    """How a setting is changed."""

    CHOICE = "choice"
    SWITCH = "switch"
    NUMBER = "number"
    FOLDER = "folder"
    NOTE = "note"
    """Nothing to change: a text to read."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One row of the settings dialog.

    Attributes:
        field: Name in `studio.storage.settings.Settings`; for notes any text of its own.
        section: Id of the section that it stands in.
        title: For people.
        text: What it does, in plain words.
        kind: How it is changed.
        options: (value, text) of a choice.
        minimum, maximum, step: Of a number.
        unit: Of a number.
        needs_restart: Whether it counts from the next start on.
    """

    field: str
    section: str
    title: str
    text: str = ""
    kind: SettingKind = SettingKind.CHOICE
    options: tuple[tuple[str, str], ...] = ()
    minimum: float = 0.0
    maximum: float = 1.0
    step: float = 0.1
    unit: str = ""
    needs_restart: bool = False


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One action in the list of keys.

    Attributes:
        id: Of the action.
        text: Of the action.
        group: Title of its menu.
        context: Where its key counts, for people; empty for everywhere.
        keys: Portable texts of its keys.
        is_own: Whether they differ from the default.
        clash: Text of another action that has one of the keys at the same place; empty for none.
    """

    id: str
    text: str
    group: str
    context: str = ""
    keys: tuple[str, ...] = ()
    is_own: bool = False
    clash: str = ""


@dataclass(frozen=True, slots=True)
class CrashReport:
    """A bug, ready to be passed on.

    Attributes:
        summary: Its last line.
        plugin: Id of the plugin it came through; empty for none.
        text: All of it, without the names of the user's folders.
    """

    summary: str
    plugin: str
    text: str


@dataclass(frozen=True, slots=True)
class TourStep:
    """One point of the tour.

    Attributes:
        part: The part of the window that it points at: "cast", "centre", "bottom", "search", …
        title: A few words.
        text: One or two sentences.
        page: The page that it speaks of; empty for all of them.
    """

    part: str
    title: str
    text: str
    page: str = ""
