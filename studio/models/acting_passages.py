"""Ways between expressions as people go them: onset, apex, offset; the eyes lead, the mouth follows.

A passage lies over whatever the clip shows: its keys point to an expression, and their weights come and go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from studio.core.errors import InputError
from studio.models.acting import LEADS, LONGEST_LEAD
from studio.models.acting_rows import emotion_top
from studio.models.clip import Clip, Extrapolation, Key, Track, TrackRole
from studio.models.controls import Region
from studio.models.expression import BlendMode, ExpressionLibrary
from studio.models.library import find
from studio.models.timeline_selection import grown
from studio.models.timeline_tracks import free_track_name

MICRO_MS = (40, 500)
"""How long a micro-expression lasts, all in all."""
LONGEST_MS = 60_000
_COMES, _GOES, _STAYS = "in-out-cubic", "in-out-sine", "hold"


class PassageKind(StrEnum):
    """What happens after the apex.

    STAY keeps the expression, PASS goes back to what the clip shows, MICRO does so within half a second.
    """

    STAY = "stay"
    PASS = "pass"
    MICRO = "micro"


@dataclass(frozen=True, slots=True)
class Passage:
    """A way to an expression, and back if it goes back.

    Attributes:
        end: Where it goes to: what `library.find` understands ("joy", "joy+surprise:0.5").
        start: Where it begins; empty for what the clip shows there.
        kind: What happens after the apex.
        onset_ms: How long it takes to come.
        apex_ms: How long all of it stays; nothing for STAY.
        offset_ms: How long it takes to go; nothing for STAY.
        lead: How far the parts of the face are apart in time; 0 moves all of it at once.
        strength: 0 … 1, how much of the expression shows at the apex.
        is_linked: Whether keys point to the expressions, so that they follow them.
    """

    end: str
    start: str = ""
    kind: PassageKind = PassageKind.STAY
    onset_ms: int = 500
    apex_ms: int = 700
    offset_ms: int = 600
    lead: float = 1.0
    strength: float = 1.0
    is_linked: bool = True

    @property
    def duration_ms(self) -> int:
        """All of it; for STAY only the onset."""
        return self.onset_ms if self.kind is PassageKind.STAY else self.onset_ms + self.apex_ms + self.offset_ms


PRESETS: Mapping[str, Passage] = {
    "slow": Passage("", onset_ms=1200, lead=1.2),
    "usual": Passage("", onset_ms=500),
    "startled": Passage("", onset_ms=160, lead=0.6),
    "felt": Passage("", kind=PassageKind.PASS, onset_ms=450, apex_ms=1200, offset_ms=900),
    "polite": Passage("", kind=PassageKind.PASS, onset_ms=250, apex_ms=500, offset_ms=250, lead=0.3, strength=0.7),
    "leak": Passage("", kind=PassageKind.MICRO, onset_ms=80, apex_ms=60, offset_ms=100, lead=0.5),
    "flash": Passage("", kind=PassageKind.MICRO, onset_ms=15, apex_ms=10, offset_ms=15, lead=0.0),
    "half-second": Passage("", kind=PassageKind.MICRO, onset_ms=150, apex_ms=150, offset_ms=200, lead=0.8),
}
"""Name -> times, without expressions."""


@dataclass(frozen=True, slots=True)
class PartTimes:
    """When a part of the face moves, ms from the passage's start.

    Attributes:
        name: "eyes", "mouth", …
        regions: What it moves.
        leaves_ms, arrives_ms: The onset of this part.
        goes_ms, gone_ms: Its offset; both at the end for STAY.
    """

    name: str
    regions: tuple[Region, ...]
    leaves_ms: int
    arrives_ms: int
    goes_ms: int
    gone_ms: int


def part_times(passage: Passage) -> tuple[PartTimes, ...]:
    """When each part of the face moves; the eyes first both ways.

    Raises:
        InputError: If the times cannot be.
    """
    check_passage(passage)
    found = []
    going = passage.onset_ms + passage.apex_ms
    for name, regions, leaves, arrives in LEADS:
        begin, end = leaves * passage.lead, max(0.05, 1 - (1 - arrives) * passage.lead)
        first = round(begin * passage.onset_ms)
        second = max(first + 1, round(end * passage.onset_ms))
        if passage.kind is PassageKind.STAY:
            found.append(PartTimes(name, regions, first, second, passage.onset_ms, passage.onset_ms))
            continue
        third = max(second + 1, going + round(begin * passage.offset_ms))
        fourth = max(third + 1, going + round(end * passage.offset_ms))
        found.append(PartTimes(name, regions, first, second, third, fourth))
    return tuple(found)


def check_passage(passage: Passage) -> None:
    """Refuse times that no face can do.

    Raises:
        InputError: If a part is too short or too long, or the lead or strength cannot be.
    """
    parts = (passage.onset_ms,) if passage.kind is PassageKind.STAY else (
        passage.onset_ms, passage.apex_ms, passage.offset_ms,
    )  # fmt: skip
    if min(parts) < 5 or max(parts) > LONGEST_MS:
        raise _wrong(f"A passage of {' + '.join(map(str, parts))} ms cannot be acted.", "Give each part 5 ms to 60 s.")
    shortest, longest = MICRO_MS
    if passage.kind is PassageKind.MICRO and not shortest <= passage.duration_ms <= longest:
        text = f"A micro-expression lasts {shortest} to {longest} ms; this one {passage.duration_ms} ms."
        raise _wrong(text, "Change its times, or let it come and go.")
    if not 0.0 <= passage.lead <= LONGEST_LEAD:
        raise _wrong(f"A lead of {passage.lead:g} cannot be used.", f"Give 0 to {LONGEST_LEAD:g}.")
    if not 0.0 < passage.strength <= 1.0:
        raise _wrong(f"A strength of {passage.strength:g} cannot be used.", "Give more than 0, at most 1.")


def _wrong(message: str, hint: str) -> InputError:
    return InputError(message, hint, "clip.invalid")


def with_passage(clip: Clip, passage: Passage, library: ExpressionLibrary, at_ms: int = 0) -> Clip:
    """A clip with a passage over the feelings that it has there, below its talk, blinks, gaze, breath and head.

    Args:
        clip: It grows where the passage needs it.
        passage: The way.
        library: For the expressions.
        at_ms: Where the passage begins.

    Raises:
        InputError: If there is no such expression or the times cannot be.
    """
    if not passage.end:
        raise _wrong("No expression is chosen.", "Choose where the face goes to.")
    end = find(library, passage.end)
    start = find(library, passage.start) if passage.start else None
    parts = part_times(passage)
    whole = grown(clip, at_ms + max(part.gone_ms for part in parts))
    place = emotion_top(whole)
    title = f"{start.name} → {end.name}" if start is not None else f"→ {end.name}"
    group = _free_group(whole, title)
    made: list[Track] = []
    for part in parts:
        wanted = f"{group}: {part.name}"
        name = free_track_name(replace(whole, tracks=(*whole.tracks, *made)), wanted)
        made.append(_track(name, group, part, passage, library, at_ms))
    return replace(whole, tracks=(*whole.tracks[:place], *made, *whole.tracks[place:]))


def _free_group(clip: Clip, wanted: str) -> str:
    taken = {track.group for track in clip.tracks}
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted} {number}", number + 1
    return found


def _track(
    name: str, group: str, part: PartTimes, passage: Passage, library: ExpressionLibrary, at_ms: int
) -> Track:  # fmt: skip
    def key(word: str, time_ms: int, easing: str, weight: float) -> Key:
        pose = {} if passage.is_linked else dict(find(library, word).pose)
        linked = word if passage.is_linked else ""
        return Key(at_ms + time_ms, pose, linked, easing, weight=weight)

    end, strength = passage.end, passage.strength
    first = (
        key(passage.start, part.leaves_ms, _COMES, 1.0) if passage.start else key(end, part.leaves_ms, _COMES, 0.0)
    )  # fmt: skip
    apex = replace(key(end, part.arrives_ms, _STAYS, strength), is_accent=True)
    keys: list[Key] = [first, apex]
    if passage.start and part.leaves_ms > 0:
        keys.insert(0, key(passage.start, 0, _STAYS, 1.0))  # all of the face begins as that
    if passage.kind is not PassageKind.STAY:
        keys += [key(end, part.goes_ms, _GOES, strength), key(end, part.gone_ms, _STAYS, 0.0)]
    after = Extrapolation.HOLD if passage.kind is PassageKind.STAY else Extrapolation.NONE
    return Track(
        name, tuple(keys), BlendMode.OVERWRITE, regions=part.regions, is_wrapping=False, before=Extrapolation.NONE,
        after=after, role=TrackRole.BASE, group=group,
    )  # fmt: skip


def passage_clip(passage: Passage, library: ExpressionLibrary, tail_ms: int = 0) -> Clip:
    """A passage alone, for looking at it: from nothing, with a rest after it.

    Raises:
        InputError: As `with_passage`.
    """
    check_passage(passage)
    empty = Clip("passage", "Passage", (), passage.duration_ms + max(1, tail_ms), fps=60.0)
    return with_passage(empty, passage, library)
