"""Which clips there are, and which one somebody means."""

from __future__ import annotations

from collections.abc import Iterable

from studio.core.errors import InputError
from studio.models.acting import blink_clip, idle_clip, talk_clip, transition_clip
from studio.models.clip import Clip
from studio.models.expression import ExpressionLibrary
from studio.models.library import find
from studio.models.project import Project
from studio.pipelines.names import safe_name

ARROWS = ("..", ">", "→")
"""Between two expressions: a transition."""
DEFAULT_TEXT = "hello there"
_HINT = "Write blink, idle, talk:hello, or joy..anger for a transition."


def meant_clip(word: str, library: ExpressionLibrary, project: Project | None = None) -> Clip:
    """The clip that somebody typed.

    Args:
        word: The id of one of the project's clips; "blink", "blink:left", "idle", "idle:7" (another rhythm),
            "talk", "talk:some words", "joy..anger".
        library: For transitions.
        project: For its own clips.

    Raises:
        InputError: If there is no such clip.
    """
    own = {clip.id: clip for clip in project.clips} if project else {}
    if word in own:
        return own[word]
    arrow = next((sign for sign in ARROWS if sign in word), None)
    if arrow is not None:
        start, _, end = (part.strip() for part in word.partition(arrow))
        return transition(start, end, library)
    kind, _, detail = (part.strip() for part in word.partition(":"))
    if kind == "blink":
        return blink_clip(sides=detail or "both")
    if kind == "idle":
        return idle_clip(_seed(detail))
    if kind == "talk":
        return talk_clip(detail or DEFAULT_TEXT, clip_id=_talk_id(detail))
    known = f" The project has: {', '.join(own)}." if own else ""
    raise InputError(f"There is no clip “{word}”.", f"{_HINT}{known}", "usage.clip")


def meant_clips(words: Iterable[str], library: ExpressionLibrary, project: Project | None = None) -> tuple[Clip, ...]:
    """Several clips, each once; "all" stands for all of the project's own.

    Raises:
        InputError: If there is no such clip.
    """
    found: dict[str, Clip] = {}
    for word in words:
        if word == "all" and project is not None:
            found.update({clip.id: clip for clip in project.clips})
        elif word:
            clip = meant_clip(word, library, project)
            found[clip.id] = clip
    return tuple(found.values())


def transition(start: str, end: str, library: ExpressionLibrary, duration_ms: int = 0) -> Clip:
    """From one expression to another; both are looked up at once, so that a typing error is told before drawing.

    Raises:
        InputError: If one is unknown.
    """
    first, last = find(library, start or "neutral"), find(library, end or "neutral")
    clip_id = f"{first.id}-to-{last.id}"
    if duration_ms:
        return transition_clip(first, last, duration_ms, clip_id)
    return transition_clip(first, last, clip_id=clip_id)


def _seed(text: str) -> int:
    if not text:
        return 0
    try:
        return int(text)
    except ValueError as error:
        raise InputError(f"“{text}” is no whole number.", "Write idle or idle:7.", "usage.clip") from error


def _talk_id(text: str) -> str:
    return f"talk-{safe_name(text, lower=True).replace('_', '-')[:24].strip('-')}" if text else "talk"
