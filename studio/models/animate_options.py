"""How the timeline shows and plays things, as texts that the program's settings keep between two starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from studio.models.onion import MOST, TRAIL_LANDMARKS, OnionOptions
from studio.models.playhead import PlayMode

MOST_GHOSTS = 40
LEAST_SPEED, MOST_SPEED = 0.05, 8.0
_GHOST = "ghost "


@dataclass(frozen=True, slots=True)
class AnimateOptions:
    """What is set on the page, beside the clips.

    Attributes:
        onion: How onion skins look.
        has_skins, has_trail: Whether skins and the trail are shown.
        is_snapping: Whether what is dragged is caught.
        is_normalised: Whether all curves are brought to one height.
        mode: What gives way when frames come late.
        speed: Of playing.
        ghosts: "project/clip" -> the moment in ms that is pinned; the newest last.
    """

    onion: OnionOptions = field(default_factory=OnionOptions)
    has_skins: bool = False
    has_trail: bool = False
    is_snapping: bool = True
    is_normalised: bool = False
    mode: PlayMode = PlayMode.REAL_TIME
    speed: float = 1.0
    ghosts: Mapping[str, int] = field(default_factory=dict)


def options_to_texts(options: AnimateOptions) -> dict[str, str]:
    """For the settings' file."""
    made = {name: _text(getattr(options, name)) for name in _PLAIN}
    made |= {f"onion {one.name}": _text(getattr(options.onion, one.name)) for one in fields(OnionOptions)}
    newest = list(options.ghosts.items())[-MOST_GHOSTS:]
    return made | {f"{_GHOST}{place}": str(time_ms) for place, time_ms in newest}


_PLAIN = ("has_skins", "has_trail", "is_snapping", "is_normalised", "mode", "speed")


def options_from_texts(texts: Mapping[str, str]) -> AnimateOptions:
    """What the settings' file says; the usual where it says nothing, or what cannot be."""
    usual = AnimateOptions()
    plain = _fitting(usual, {name: texts[name] for name in _PLAIN if name in texts})
    names = [one.name for one in fields(OnionOptions)]
    onion = _fitting(usual.onion, {name: texts[f"onion {name}"] for name in names if f"onion {name}" in texts})
    ghosts = {
        key.removeprefix(_GHOST): int(value)
        for key, value in texts.items()
        if key.startswith(_GHOST) and value.isascii() and value.isdigit()
    }
    made = replace(usual, **plain, onion=_possible(replace(usual.onion, **onion)), ghosts=ghosts)
    is_usable = LEAST_SPEED <= made.speed <= MOST_SPEED
    return made if is_usable else replace(made, speed=usual.speed)


def _possible(onion: OnionOptions) -> OnionOptions:
    """Numbers may have been written by hand."""
    return replace(
        onion,
        before=min(MOST, max(0, onion.before)),
        after=min(MOST, max(0, onion.after)),
        step=min(100, max(1, onion.step)),
        opacity=min(1.0, max(0.05, onion.opacity)) if onion.opacity == onion.opacity else OnionOptions().opacity,
        trail=onion.trail if onion.trail in TRAIL_LANDMARKS else OnionOptions().trail,
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _fitting(usual: object, texts: Mapping[str, str]) -> dict[str, Any]:
    """Each text in the type of its field; left out where it does not fit."""
    found: dict[str, Any] = {}
    for name, text in texts.items():
        kind = type(getattr(usual, name))
        try:
            found[name] = text == "yes" if kind is bool else kind(text)
        except ValueError:
            continue
    return found
