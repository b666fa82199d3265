"""A recording before it becomes a clip: what it is, what was found in it, what is set, what would come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath


class RecordingKind(StrEnum):
    """What a recording is."""

    LIVE_LINK = "live-link"
    VIDEO = "video"
    SOUND = "sound"
    LIP_SYNC = "lip-sync"
    LINE = "line"
    LIVE = "live"


SUFFIXES: Mapping[RecordingKind, tuple[str, ...]] = {
    RecordingKind.LIVE_LINK: (".csv",),
    RecordingKind.VIDEO: (".mp4", ".mov", ".webm", ".mkv", ".avi", ".m4v"),
    RecordingKind.SOUND: (".wav",),
    RecordingKind.LIP_SYNC: (".json", ".tsv", ".xml", ".pgo", ".dat"),
}
"""Endings of files that are taken for recordings."""
ALSO_FILMS = (".gif", ".webp", ".png", ".apng")
"""Pictures that may move: a film only where the user says so."""
SPEECH = (RecordingKind.SOUND, RecordingKind.LIP_SYNC, RecordingKind.LINE)
"""Kinds that move the mouth alone."""


def kind_of_file(name: str, has_chosen: bool = False) -> RecordingKind | None:
    """What a file is by its ending; None for no recording.

    Args:
        name: With or without folders.
        has_chosen: Whether the user said that it is a recording: then moving pictures are films.
    """
    suffix = PurePath(name).suffix.lower()
    if has_chosen and suffix in ALSO_FILMS:
        return RecordingKind.VIDEO
    return next((kind for kind, suffixes in SUFFIXES.items() if suffix in suffixes), None)


class FaceReader(StrEnum):
    """What turns a film's face into controls."""

    AUTO = "auto"
    NETWORK = "network"
    SOLVER = "solver"


@dataclass(frozen=True, slots=True)
class FilmSight:
    """One frame of a film, and who is in it.

    Attributes:
        title: The film's name.
        width, height: Of the frame in pixels.
        rgb: Its pixels, row by row, three bytes each.
        faces: (x, y, width, height) in pixels, the largest first.
        has_network: Whether the network that reads expressions is installed.
    """

    title: str
    width: int
    height: int
    rgb: bytes = field(repr=False)
    faces: tuple[tuple[float, float, float, float], ...] = ()
    has_network: bool = False


class Neutral(StrEnum):
    """Where the resting face comes from."""

    KEPT = "kept"
    HERE = "here"
    NONE = "none"


class Place(StrEnum):
    """Where the clip goes."""

    NEW = "new"
    LAYER = "layer"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth knowing about a recording.

    Attributes:
        where: "line 7", "at 3.40 s"; empty for all of it.
        text: What.
        is_problem: Whether something was repaired or left out.
        times_ms: Moments to mark.
    """

    where: str
    text: str
    is_problem: bool = False
    times_ms: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """What the user sets.

    Attributes:
        name: Of the clip.
        place: A clip of its own, or a layer of the one on the timeline, at the playhead.
        neutral: Where the resting face comes from.
        neutral_ms: The part in which the face rests, for HERE.
        gain: Control -> how strongly it acts; absent is 1.
        cutoff_hz: Of the one-euro filter for a face at rest; 0 for none.
        largest_error: How far the clip may be from the recording, in parts of a control's range.
        start_ms, end_ms: Which part is used; an end of 0 is the recording's.
        keeps_calibration: Whether resting face and gains are kept with the character.
        text: What is said, for sound.
        intensity: Of speech; below 1 mumbles.
        owns_mouth: Whether speech takes the mouth over, instead of leaving a smile.
        has_blinks: Whether speech gets blinks.
        face: Which face of a film is read, 0 is the largest.
        reader: What reads it.
    """

    name: str = ""
    place: Place = Place.NEW
    neutral: Neutral = Neutral.NONE
    neutral_ms: tuple[float, float] = (0.0, 500.0)
    gain: Mapping[str, float] = field(default_factory=dict)
    cutoff_hz: float = 0.0
    largest_error: float = 0.01
    start_ms: float = 0.0
    end_ms: float = 0.0
    keeps_calibration: bool = True
    text: str = ""
    intensity: float = 1.0
    owns_mouth: bool = False
    has_blinks: bool = False
    face: int = 0
    reader: FaceReader = FaceReader.AUTO


@dataclass(frozen=True, slots=True)
class ReviewSight:
    """What a recording is.

    Attributes:
        title: Its file's name.
        kind: What it is.
        duration_ms: Its length.
        frame_count, fps: Of what was recorded; 0 for speech.
        word_count: Of speech.
        findings: Problems first.
        controls: Those that move, the strongest first.
        has_kept: Whether the character has a calibration from before.
        character: Who gets it; empty for nobody.
        can_layer: Whether there is a clip that it can be laid over.
        film: Who is in it, for films.
        whole_ms: How long it would be if it did not break off; 0 if it is whole.
    """

    title: str
    kind: RecordingKind
    duration_ms: float
    frame_count: int = 0
    fps: float = 0.0
    word_count: int = 0
    findings: tuple[Finding, ...] = ()
    controls: tuple[str, ...] = ()
    has_kept: bool = False
    character: str = ""
    can_layer: bool = False
    film: FilmSight | None = None
    whole_ms: float = 0.0

    @property
    def problem_count(self) -> int:
        """How many findings are problems."""
        return sum(one.is_problem for one in self.findings)


@dataclass(frozen=True, slots=True)
class ReviewCurve:
    """One control over time.

    Attributes:
        control: Which.
        low, high: Its range.
        times_ms: Of the points.
        recorded: As recorded.
        clip: As the clip shows it.
        key_times_ms: Of the keys that act on it.
    """

    control: str
    low: float
    high: float
    times_ms: tuple[float, ...]
    recorded: tuple[float, ...]
    clip: tuple[float, ...]
    key_times_ms: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """What would come of it.

    Attributes:
        key_count: Keys of all tracks.
        frame_count: Recorded moments that they stand for.
        largest_error: Measured, in parts of a control's range.
        duration_ms: Of the clip.
        findings: What was limited.
    """

    key_count: int
    frame_count: int
    largest_error: float
    duration_ms: int
    findings: tuple[Finding, ...] = ()


def thinned(count: int, most: int) -> Sequence[int]:
    """Indices of at most so many of `count` points, the first and the last among them."""
    if count <= most:
        return range(count)
    step = (count - 1) / (most - 1)
    return [round(index * step) for index in range(most)]
