"""Short messages to the user, shown beside the work without stopping it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """How serious a message is; each has a sign of its own besides its colour."""

    NOTE = "note"
    GOOD = "good"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell.

    Attributes:
        text: What happened and why.
        hint: What to do next; may be empty.
        tone: How serious it is.
        action_label: A button's text; empty for none.
        action: What the button does.
        details: For copying; may be empty.
    """

    text: str
    hint: str = ""
    tone: Tone = Tone.NOTE
    action_label: str = ""
    action: Callable[[], None] | None = field(default=None, compare=False)
    details: str = ""
