"""Where the words of the vocabulary lie on the emotion wheel, and what a place on it means. Pure geometry.

The wheel is a disc of radius 1 around (0, 0), x to the right, y up. There are two layouts:

* *Families*: six sectors, wide as the root of their number of words, so that small families stay usable. Clusters
  follow each other inside a sector; words with a more active face lie farther out.
* *Valence–arousal*: x is how pleasant the word is rated (`Word.valence`, 1…9 around 5), y how active its face is.

Arousal is not in the word list. It is derived from the recipe as the *activation* of its pose: the root of the sum
of squares of the controls that take effort, weighted by how much they wake a face up (wide eyes, open jaw, stretched
or sneering muscles) against those that put it to rest (closing lids, lowered gaze). It ranks faces by what an observer
sees of them, not by how the word is felt: quiet despair lies low, panic high. The ranks are then spread evenly, so
that the whole height of the disc is used.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from studio.models.controls import Pose
from studio.models.vocabulary import Cluster, Word

FAMILIES = ("joy", "love", "surprise", "fear", "sadness", "anger")
"""Around the wheel, clockwise from the top right; neighbours are related."""
INNER_RADIUS = 0.2
"""Of the families' layout: inside lies the reference's own face."""
OUTER_RADIUS = 0.83
"""No word lies farther out; the rim beyond it carries the names of families or axes."""
RIM_RADIUS = 0.87
"""Where the rim begins."""
NEAR_DISTANCE = 0.06
"""So close to a word, a place on the wheel means that word alone."""
DOT_DISTANCE = 0.078
"""Words keep this far apart where they can."""
_VALENCE_MIDDLE, _VALENCE_REACH = 5.0, 3.8
_RELAX_STEPS = 60

_AROUSAL_WEIGHTS: Mapping[str, float] = {
    "eyeWide": 1.3, "browOuterUp": 0.7, "browInnerUp": 0.45, "browDown": 0.8, "eyeSquint": 0.5, "cheekSquint": 0.5,
    "noseSneer": 0.9, "jawOpen": 1.5, "mouthSmile": 0.6, "mouthStretch": 1.0, "mouthUpperUp": 0.9,
    "mouthLowerDown": 0.9, "mouthFunnel": 0.7, "mouthPress": 0.6, "mouthFrown": 0.35, "tongueOut": 0.6,
    "mouthShrugLower": 0.3,
}  # fmt: skip
_CALM_WEIGHTS: Mapping[str, float] = {"eyeBlink": 0.8, "eyeLookDown": 0.5}


class WheelLayout(StrEnum):
    """How words are placed."""

    FAMILIES = "families"
    VALENCE = "valence"


@dataclass(frozen=True, slots=True)
class WheelWord:
    """A word and its place.

    Attributes:
        id: The word.
        name: For people.
        family: One of `FAMILIES`.
        cluster: For people.
        x, y: On the disc.
        valence: As rated, 1…9; None where not rated.
        arousal: 0 (calm) … 1 (excited), derived from the face.
        synonyms: Other words that find it.
    """

    id: str
    name: str
    family: str
    cluster: str
    x: float
    y: float
    valence: float | None
    arousal: float
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sector:
    """A family's part of the disc, for the families' layout; angles in radians, clockwise from the top.

    Attributes:
        family: Its name.
        start, span: Where it begins and how wide it is.
    """

    family: str
    start: float
    span: float

    @property
    def middle(self) -> float:
        """Its middle angle."""
        return self.start + self.span / 2


@dataclass(frozen=True, slots=True)
class Mix:
    """What a place on the wheel means: a word, or two of which the second makes up `balance`."""

    words: tuple[str, ...]
    balance: float = 0.0


def activation(pose: Pose) -> float:
    """How awake a pose looks; 0 for the reference's own face, not bounded above."""
    effort = sum(_weighted(pose, _AROUSAL_WEIGHTS))
    calm = sum(_weighted(pose, _CALM_WEIGHTS))
    tilt = sum((pose.get(name, 0.0) / 30.0) ** 2 for name in ("headYaw", "headPitch", "headRoll"))
    return math.sqrt(effort + tilt) - 0.6 * math.sqrt(calm)


def _weighted(pose: Pose, weights: Mapping[str, float]) -> Iterable[float]:
    for name, weight in weights.items():
        sides = [pose[key] for key in (name, f"{name}Left", f"{name}Right") if key in pose]
        if sides:
            yield (weight * sum(sides) / (1 if name in pose else 2)) ** 2


def sectors(clusters: Sequence[Cluster]) -> tuple[Sector, ...]:
    """The families' parts of the circle, in the order of `FAMILIES`."""
    counts = {family: sum(len(c.words) for c in clusters if c.family == family) for family in FAMILIES}
    widths = {family: math.sqrt(count) + 1.2 for family, count in counts.items() if count}
    total = sum(widths.values())
    result, start = [], 0.0
    for family, width in widths.items():
        span = 2 * math.pi * width / total
        result.append(Sector(family, start, span))
        start += span
    return tuple(result)


def placed(clusters: Sequence[Cluster], layout: WheelLayout) -> tuple[WheelWord, ...]:
    """All words with their places; words that would lie on one another are pushed apart a little."""
    words = [(cluster, word) for cluster in clusters for word in cluster.words]
    arousal = _ranks([activation(word.expression.pose) for _, word in words])
    if layout is WheelLayout.FAMILIES:
        places = _in_families(clusters, words, arousal)
    else:
        places = [_by_rating(cluster, word, aroused) for (cluster, word), aroused in zip(words, arousal, strict=True)]
        places = _apart(places, DOT_DISTANCE, [None] * len(places))
    return tuple(
        WheelWord(
            word.expression.id, word.expression.name, cluster.family, cluster.id, x, y, word.valence, aroused,
            word.synonyms,
        )
        for (cluster, word), aroused, (x, y) in zip(words, arousal, places, strict=True)
    )  # fmt: skip


def _ranks(values: Sequence[float]) -> list[float]:
    """Half rank, half value, both 0…1: spread out, yet true to gaps."""
    low, high = min(values), max(values)
    order = sorted(values)
    last = max(1, len(values) - 1)
    reach = (high - low) or 1.0
    return [0.5 * order.index(value) / last + 0.5 * (value - low) / reach for value in values]


def _by_rating(cluster: Cluster, word: Word, arousal: float) -> tuple[float, float]:
    """Valence to the right, arousal upwards, drawn into the disc without changing the direction."""
    x = (_rated(cluster, word) - _VALENCE_MIDDLE) / _VALENCE_REACH
    y = 2.0 * arousal - 1.0
    largest = max(abs(x), abs(y))
    if largest == 0:
        return 0.0, 0.0
    squeeze = OUTER_RADIUS * largest / math.hypot(x, y)  # a square's edge becomes the circle
    return x * squeeze, y * squeeze


def _rated(cluster: Cluster, word: Word) -> float:
    """The word's rating; its cluster's mean where it has none, 7 or 3 by family where nobody in it has one."""
    if word.valence is not None:
        return word.valence
    rated = [other.valence for other in cluster.words if other.valence is not None]
    if rated:
        return sum(rated) / len(rated)
    return 7.0 if cluster.family in ("joy", "love", "surprise") else 3.0


def _in_families(
    clusters: Sequence[Cluster], words: Sequence[tuple[Cluster, Word]], arousal: Sequence[float]
) -> list[tuple[float, float]]:
    """Clusters side by side in their family's sector; inside a cluster, words by arousal from the middle outwards."""
    by_family = {sector.family: sector for sector in sectors(clusters)}
    order = {id(word): aroused for (_, word), aroused in zip(words, arousal, strict=True)}
    angles: dict[int, float] = {}
    radii: dict[int, float] = {}
    for family, sector in by_family.items():
        own = [cluster for cluster in clusters if cluster.family == family]
        margin = 0.06
        start, free = sector.start + margin, sector.span - 2 * margin
        share = free / sum(math.sqrt(len(cluster.words)) for cluster in own)
        for cluster in own:
            width = share * math.sqrt(len(cluster.words))
            _fill(cluster, start, width, order, angles, radii)
            start += width
    polar = [(radii[id(word)], angles[id(word)]) for _, word in words]
    places = [(radius * math.sin(angle), radius * math.cos(angle)) for radius, angle in polar]
    return _apart(places, DOT_DISTANCE, [by_family[cluster.family] for cluster, _ in words])


def _fill(
    cluster: Cluster,
    start: float,
    width: float,
    order: Mapping[int, float],
    angles: dict[int, float],
    radii: dict[int, float],
) -> None:
    """Spread a cluster's words over its wedge: the golden section sideways, the rank outwards."""
    ranked = sorted(cluster.words, key=lambda word: order[id(word)])
    for index, word in enumerate(ranked):
        side = (0.5 + index * 0.6180339887) % 1.0 if len(ranked) > 1 else 0.5
        angles[id(word)] = start + width * (0.1 + 0.8 * side)
        rank = (index + 0.5) / len(ranked)
        mixed = 0.65 * rank + 0.35 * order[id(word)]
        area = INNER_RADIUS**2 + mixed * (OUTER_RADIUS**2 - INNER_RADIUS**2)
        radii[id(word)] = math.sqrt(area) * 0.96 + 0.02


def _apart(
    places: Sequence[tuple[float, float]], distance: float, homes: Sequence[Sector | None]
) -> list[tuple[float, float]]:
    """Push points apart that are closer than `distance`; each stays on the disc and in its sector."""
    points = np.array(places, dtype=float).reshape(-1, 2)
    spiral = np.stack([np.cos(np.arange(len(points))), np.sin(np.arange(len(points)))], axis=1) * 1e-6
    for _ in range(_RELAX_STEPS):
        between = (points + spiral)[:, None] - (points + spiral)[None]
        gaps = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(gaps, np.inf)
        if gaps.min() >= 0.85 * distance:
            break
        push = np.clip(distance - gaps, 0.0, None) * 0.5 / np.maximum(gaps, 1e-9)
        points = points + (between * push[..., None]).sum(axis=1)
        points = np.array([_home(x, y, home) for (x, y), home in zip(points, homes, strict=True)])
    return [(float(x), float(y)) for x, y in points]


def _home(x: float, y: float, sector: Sector | None) -> tuple[float, float]:
    radius = math.hypot(x, y)
    if sector is None:
        return (x, y) if radius <= OUTER_RADIUS else (x * OUTER_RADIUS / radius, y * OUTER_RADIUS / radius)
    radius = min(OUTER_RADIUS, max(INNER_RADIUS + 0.07, radius))
    margin = min(0.04 / max(radius, 0.1), sector.span * 0.4)
    half = sector.span / 2 - margin
    off = math.remainder(math.atan2(x, y) - sector.middle, 2 * math.pi)
    angle = sector.middle + min(half, max(-half, off))
    return radius * math.sin(angle), radius * math.cos(angle)


# --- what a place means


def nearest_word(words: Iterable[WheelWord], x: float, y: float, reach: float = math.inf) -> WheelWord | None:
    """The word closest to a place; None if none is within reach."""
    best = min(words, key=lambda word: math.hypot(word.x - x, word.y - y), default=None)
    return best if best is not None and math.hypot(best.x - x, best.y - y) <= reach else None


def mix_at(words: Sequence[WheelWord], x: float, y: float) -> Mix:
    """The two words nearest to a place, the closer one counting more; one word alone where it is (almost) met."""
    near = sorted(words, key=lambda word: math.hypot(word.x - x, word.y - y))[:2]
    if not near:
        return Mix(())
    distances = [math.hypot(word.x - x, word.y - y) for word in near]
    if len(near) == 1 or distances[0] <= NEAR_DISTANCE * 0.35:
        return Mix((near[0].id,))
    balance = distances[0] / (distances[0] + distances[1])
    return Mix((near[0].id, near[1].id), round(balance, 2))


def stepped(words: Sequence[WheelWord], word_id: str, dx: int, dy: int) -> WheelWord | None:
    """The word that an arrow key leads to: near, and in that direction rather than beside it.

    Args:
        words: All of them.
        word_id: Where the step begins; the word nearest to the middle if it is not among them.
        dx: -1, 0 or 1, to the right.
        dy: -1, 0 or 1, upwards.
    """
    here = next((word for word in words if word.id == word_id), None)
    if here is None:
        return nearest_word(words, 0.0, 0.0)
    best, best_cost = None, math.inf
    for word in words:
        along = (word.x - here.x) * dx + (word.y - here.y) * dy
        across = abs((word.x - here.x) * dy) + abs((word.y - here.y) * dx)
        if along > 1e-6 and along >= across * 0.4 and along + 2 * across < best_cost:
            best, best_cost = word, along + 2 * across
    return best


# --- the ring

RING_START_DEG = 225.0
"""Clockwise from the top: bottom left."""
RING_SPAN_DEG = 270.0


def ring_angle(intensity: float, most: float = 1.5) -> float:
    """Degrees, clockwise from the top, of an intensity on the ring."""
    return RING_START_DEG + RING_SPAN_DEG * min(1.0, max(0.0, intensity / most))


def ring_intensity(x: float, y: float, most: float = 1.5) -> float:
    """The intensity that a place on the ring means; the gap at the bottom belongs to the nearer end."""
    angle = (math.degrees(math.atan2(x, y)) - RING_START_DEG) % 360.0
    if angle > RING_SPAN_DEG:
        angle = RING_SPAN_DEG if angle < (360.0 + RING_SPAN_DEG) / 2 else 0.0
    return most * angle / RING_SPAN_DEG


# --- search


def search_words(words: Sequence[WheelWord], text: str) -> tuple[tuple[WheelWord, str], ...]:
    """Words that a typed text may mean, the best first, each with the synonym that was met ("" for itself)."""
    wanted = text.strip().casefold()
    if not wanted:
        return ()
    found: list[tuple[int, int, WheelWord, str]] = []
    for index, word in enumerate(words):
        names = ((word.name, ""), *((synonym, synonym) for synonym in word.synonyms))
        ranks = [(_rank(name.casefold(), wanted) + bool(synonym), synonym) for name, synonym in names]
        ranks += [(6, "") for name in (word.cluster, word.family) if name.startswith(wanted)]
        best = min(ranks, key=lambda pair: pair[0])
        if best[0] < 9:
            found.append((best[0], index, word, best[1]))
    return tuple((word, synonym) for _, _, word, synonym in sorted(found, key=lambda hit: hit[:2]))


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 2
    return 4 if wanted in name else 9


def nearest_names(words: Sequence[WheelWord], text: str, count: int = 4) -> tuple[WheelWord, ...]:
    """Words spelt like a text that finds nothing."""
    import difflib

    owners = {name.casefold(): word for word in words for name in (word.name, *word.synonyms)}
    hits = difflib.get_close_matches(text.strip().casefold(), owners, count * 2, 0.55)
    return tuple({owners[hit].id: owners[hit] for hit in hits}.values())[:count]
