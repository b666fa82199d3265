"""Which clips there are, and which one somebody means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from studio.core.errors import InputError
from studio.core.folders import resources_folder, settings_folder
from studio.models.acting import IDLE_MS, blink_clip, idle_clip, passing_clip, talk_clip, transition_clip
from studio.models.acting_layers import alive_clip
from studio.models.clip import Clip
from studio.models.clip_library import load_clips
from studio.models.expression import ExpressionLibrary
from studio.models.library import find
from studio.models.project import Project
from studio.pipelines.names import safe_name

ARROWS = ("..", ">", "→")
"""Between two expressions: a transition."""
DEFAULT_TEXT = "hello there"
USUAL_CLIPS = ("blink", "idle", "talk")
"""What every character of a game needs."""
_HINT = "`avatar-studio clips` lists all; talk:hello speaks, joy..anger goes from one expression to another."


@cache
def builtin_clips() -> dict[str, Clip]:
    """Clip id -> clip: those that travel with the program, and `clips/*.json` of the user's settings folder.

    Raises:
        InputError: With file, line and clip, if one of the files cannot be used.
    """
    folder = settings_folder() / "clips"
    own_files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return load_clips(resources_folder(), own_files)


def clips_of(project: Project | None) -> dict[str, Clip]:
    """All clips that a project can play by name; its own win."""
    own = {clip.id: clip for clip in project.clips} if project else {}
    return {**builtin_clips(), **own}


def meant_clip(word: str, library: ExpressionLibrary, project: Project | None = None) -> Clip:
    """The clip that somebody typed.

    Args:
        word: The id or name of a ready-made clip or of one of the project's; "blink:left", "idle:7" (another
            rhythm), "alive:7" (longer), "talk:some words", "joy..anger", "passing:joy" (comes and goes again).
        library: For transitions.
        project: For its own clips.

    Raises:
        InputError: If there is no such clip.
    """
    known = clips_of(project)
    named = known.get(word) or _by_key(known).get(_key(word))
    if named is not None:
        return named
    ends = _ends(word)
    if ends is not None:
        return transition(*ends, library)
    kind, _, detail = (part.strip() for part in word.partition(":"))
    made = _made_to_order(kind, detail, library)
    if made is not None:
        return made
    near = difflib.get_close_matches(_key(word), list(_by_key(known)), 3, 0.5)
    guess = f"Did you mean {' or '.join(near)}? " if near else ""
    raise InputError(f"There is no clip “{word}”.", f"{guess}{_HINT}", "usage.clip")


def _made_to_order(kind: str, detail: str, library: ExpressionLibrary) -> Clip | None:
    made: Clip | None = None
    if kind == "blink":
        made = blink_clip(sides=detail or "both")
    elif kind == "idle":
        made = idle_clip(_seed(detail))
    elif kind == "alive":
        made = replace(alive_clip(_seed(detail)), id=f"alive-{_seed(detail)}" if detail else "alive")
    elif kind == "passing" and detail:
        feeling = find(library, detail)
        made = passing_clip(feeling, clip_id=f"{feeling.id}-passing")
    elif kind == "talk":
        made = talk_clip(detail or DEFAULT_TEXT, clip_id=_talk_id(detail))
    return made


def _by_key(clips: dict[str, Clip]) -> dict[str, Clip]:
    return {_key(text): clip for clip in clips.values() for text in (clip.name, clip.id)}


def _key(text: str) -> str:
    """Upper case, blanks and lines between words do not matter."""
    return "-".join(text.casefold().replace("_", " ").replace("-", " ").split())


def timed_clip(
    word: str, library: ExpressionLibrary, project: Project | None = None, duration_ms: int = 0, seed: int = 0
) -> Clip:
    """As `meant_clip`, in another length or rhythm.

    Args:
        word: As for `meant_clip`; a transition where a duration is given, "idle" for either.
        library: For transitions.
        project: For its own clips.
        duration_ms: 0 for the clip's own.
        seed: 0 for the clip's own.

    Raises:
        InputError: If there is no such clip, or it has one length and rhythm only.
    """
    if not duration_ms and not seed:
        return meant_clip(word, library, project)
    if _key(word) == "idle":
        return idle_clip(seed, duration_ms or IDLE_MS)
    ends = _ends(word)
    if ends is not None and not seed:
        return transition(*ends, library, duration_ms)
    what = "--seed" if seed else "--duration"
    hint = "Use it with idle." if seed else "Use it with idle, or with a transition such as joy..anger."
    raise InputError(f"“{word}” cannot be changed with {what}.", hint, "usage.clip")


def _ends(word: str) -> tuple[str, str] | None:
    """The two expressions of a transition; None if it is none."""
    arrow = next((sign for sign in ARROWS if sign in word), None)
    if arrow is None:
        return None
    start, _, end = (part.strip() for part in word.partition(arrow))
    return start, end


def clip_words(words: Iterable[str]) -> tuple[str, ...]:
    """Clips may be parted by commas, as expressions are; the text of a talk keeps its own."""
    return tuple(part.strip() for word in words for part in ((word,) if word.startswith("talk:") else word.split(",")))


def meant_clips(words: Iterable[str], library: ExpressionLibrary, project: Project | None = None) -> tuple[Clip, ...]:
    """Several clips, each once; "all" stands for the ready-made ones and the project's own.

    Raises:
        InputError: If there is no such clip.
    """
    found: dict[str, Clip] = {}
    for word in words:
        if word == "all":
            found.update(clips_of(project))
        elif word:
            clip = meant_clip(word, library, project)
            found[clip.id] = clip
    return tuple(found.values())


def usual_clips(library: ExpressionLibrary, project: Project | None = None) -> tuple[Clip, ...]:
    """What leaves where nobody chose: the project's own clips, then the ready-made ones that most games need."""
    own = project.clips if project else ()
    ids = {clip.id for clip in own}
    return (*own, *(clip for clip in meant_clips(USUAL_CLIPS, library, project) if clip.id not in ids))


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
