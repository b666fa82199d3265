"""Keys as text on the clipboard: JSON that goes between tracks, clips, projects and text editors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from studio.models.clip import MAX_DURATION_MS, Clip, Key, Track, changed, invalid
from studio.models.clip_json import track_from_json, track_to_json
from studio.models.timeline_edits import delete_keys, is_compatible
from studio.models.timeline_selection import Edited, KeyRef, chosen, grown, refs, track_of, with_keys

KEYS_FORMAT = "avatar-studio-keys"
KEYS_VERSION = 1
MAX_TEXT = 64 << 20


def copy_keys(clip: Clip, selection: Iterable[KeyRef]) -> str:
    """Some keys and what they need to know of their tracks, as JSON text; times count from the earliest of them.

    Raises:
        InputError: If nothing is selected.
    """
    unlocked = changed(clip, tracks=tuple(changed(track, is_locked=False) for track in clip.tracks))
    found = chosen(unlocked, selection)
    if not found:
        raise invalid("No key is selected.", "Select what to copy.")
    start = min(keys[0].time_ms for keys in found.values())
    tracks = []
    for name, keys in found.items():
        shifted = tuple(changed(key, time_ms=key.time_ms - start) for key in keys)
        plain = changed(track_of(clip, name), keys=shifted, is_locked=False, is_solo=False, is_muted=False)
        tracks.append(track_to_json(plain))
    data = {"format": KEYS_FORMAT, "version": KEYS_VERSION, "tracks": tracks}
    return json.dumps(data, ensure_ascii=False, indent=1)


def cut_keys(clip: Clip, selection: Iterable[KeyRef]) -> tuple[Clip, str]:
    """The clip without some keys, and their text; see `copy_keys`."""
    chosen_keys = frozenset(selection)
    return delete_keys(clip, chosen_keys), copy_keys(clip, chosen_keys)


def holds_keys(text: str) -> bool:
    """Whether a text looks like copied keys; quick, for enabling Paste."""
    return len(text) <= MAX_TEXT and text.lstrip().startswith("{") and f'"{KEYS_FORMAT}"' in text[:200]


def read_keys(text: str) -> tuple[Track, ...]:
    """The keys of a text, as tracks that hold only them.

    Raises:
        InputError: If the text holds no keys, or keys that cannot be.
    """
    if len(text) > MAX_TEXT:
        raise invalid("The copied text is too long to be keys.", "Copy the keys again.")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_keys() from error
    if not isinstance(data, dict) or data.get("format") != KEYS_FORMAT or not isinstance(data.get("tracks"), list):
        raise _no_keys()
    version = data.get("version")
    if not isinstance(version, int) or version > KEYS_VERSION:
        raise invalid("The keys were copied from a newer version of the program.", "Update the program to paste them.")
    tracks = tuple(track_from_json(value) for value in data["tracks"])
    if not any(track.keys for track in tracks) or len({track.name for track in tracks}) < len(tracks):
        raise _no_keys()
    if max(track.keys[-1].time_ms for track in tracks if track.keys) > MAX_DURATION_MS:
        raise invalid("The copied keys last longer than four hours.", "Copy fewer of them.")
    return tracks


def _no_keys() -> Any:
    return invalid("The clipboard holds no keys.", "Copy some keys of a timeline first.")


def paste_keys(clip: Clip, text: str, at_ms: int, tracks: Mapping[str, str] | None = None) -> Edited:
    """Copied keys put into a clip, the earliest at a moment; the clip grows where they need it.

    Tracks are found by name. One that the clip does not have, or that acts in another way or is locked, is made, with
    the settings that it had. Of ready-made tracks the settings stay.

    Args:
        clip: The clip.
        text: From `copy_keys`.
        at_ms: Where the earliest key comes to lie; the playhead.
        tracks: Name in the text -> name in the clip, to paste somewhere else.

    Returns:
        The clip, and the pasted keys as selection.

    Raises:
        InputError: If the text holds no keys, or the clip would be too long.
    """
    sources = read_keys(text)
    goals = tracks or {}
    start = max(0, at_ms)
    added: dict[str, list[Key]] = {}
    made: list[Track] = []
    for source in sources:
        name = _goal(clip, source, goals.get(source.name, source.name), made)
        added.setdefault(name, []).extend(changed(key, time_ms=key.time_ms + start) for key in source.keys)
    end = max(key.time_ms for keys in added.values() for key in keys)
    whole = changed(grown(clip, end), tracks=(*clip.tracks, *made))
    return Edited(with_keys(whole, added), refs(added))


def _goal(clip: Clip, source: Track, name: str, made: list[Track]) -> str:
    """The track that keys go to; a new one is put into `made`."""
    present = next((track for track in (*clip.tracks, *made) if track.name == name), None)
    if present is not None and is_compatible(replace(source, name=""), present, source.keys):
        return name
    taken = {track.name for track in (*clip.tracks, *made)}
    free, number = name, 2
    while free in taken:
        free, number = f"{name} {number}", number + 1
    made.append(changed(source, name=free, keys=()))
    return free
