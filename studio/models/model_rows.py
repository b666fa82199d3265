"""What the models page shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ModelActivity(StrEnum):
    """What is going on with a model."""

    MISSING = "missing"
    PAUSED = "paused"
    QUEUED = "queued"
    WORKING = "working"
    INSTALLED = "installed"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model.

    Attributes:
        id: Of the catalogue.
        title, purpose: For people.
        size_text: "3.6 MB", or that it is not known.
        licence, licence_note, licence_url: Under which terms.
        is_non_commercial: Marked in words.
        is_accepted: Whether the user has accepted the terms.
        can_be_downloaded: Else it can only be brought along.
        homepage: Who made it.
        activity: What is going on.
        fraction: 0…1 of the running work; None while unknown.
        message: Of the running work, or what is wrong; may be empty.
    """

    id: str
    title: str
    purpose: str
    size_text: str
    licence: str
    licence_note: str
    licence_url: str
    is_non_commercial: bool
    is_accepted: bool
    can_be_downloaded: bool
    homepage: str
    activity: ModelActivity
    fraction: float | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class ModelsFolder:
    """Where models lie.

    Attributes:
        path: As text.
        is_own: Whether the user has chosen it.
        free_text: Room on its disk.
        used_text: What the models take.
    """

    path: str
    is_own: bool
    free_text: str
    used_text: str


def bytes_text(count: int) -> str:
    """A size for people: "3.6 MB"; decimal units, as shops and disks use."""
    value, units = float(count), ("bytes", "kB", "MB", "GB", "TB")
    for unit in units:
        if value < 1000 or unit == units[-1]:
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "bytes" or value >= 100 else f"{value:.1f} {unit}"
