"""The wheel's geometry: places, blends, the ring, labels, search."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.models.emotion_wheel import (
    FAMILIES,
    INNER_RADIUS,
    OUTER_RADIUS,
    WheelLayout,
    WheelWord,
    activation,
    mix_at,
    nearest_names,
    nearest_word,
    placed,
    ring_angle,
    ring_intensity,
    search_words,
    sectors,
    stepped,
)
from studio.models.vocabulary import load_vocabulary
from studio.models.wheel_labels import Box, LabelWish, placed_labels

CLUSTERS = load_vocabulary()
LAYOUTS = {layout: placed(CLUSTERS, layout) for layout in WheelLayout}
BY_FAMILY = LAYOUTS[WheelLayout.FAMILIES]
BY_RATING = LAYOUTS[WheelLayout.VALENCE]


@pytest.mark.parametrize("words", LAYOUTS.values(), ids=LAYOUTS)
def test_all_words_lie_on_the_disc_and_apart(words: tuple[WheelWord, ...]) -> None:
    assert len({word.id for word in words}) == 135
    assert all(math.hypot(word.x, word.y) <= OUTER_RADIUS + 1e-6 for word in words)
    gaps = [math.hypot(a.x - b.x, a.y - b.y) for a, b in itertools.combinations(words, 2)]
    assert min(gaps) > 0.05


def test_families_stay_in_their_sectors_outside_the_middle() -> None:
    parts = {sector.family: sector for sector in sectors(CLUSTERS)}
    assert tuple(parts) == FAMILIES
    assert sum(sector.span for sector in parts.values()) == pytest.approx(2 * math.pi)
    for word in BY_FAMILY:
        sector = parts[word.family]
        off = math.remainder(math.atan2(word.x, word.y) - sector.middle, 2 * math.pi)
        assert abs(off) <= sector.span / 2
        assert math.hypot(word.x, word.y) > INNER_RADIUS


def test_pleasant_is_right_and_lively_is_up() -> None:
    place = {word.id: word for word in BY_RATING}
    assert place["joy"].x > 0.2 > -0.2 > place["misery"].x
    assert place["terror"].y > place["sadness"].y
    assert place["ecstasy"].y > place["contentment"].y


def test_activation_rises_with_effort_and_falls_with_closing_lids() -> None:
    assert activation({}) == 0
    assert activation({"jawOpen": 1.0}) > activation({"jawOpen": 0.3}) > 0
    assert activation({"eyeBlinkLeft": 0.5, "eyeBlinkRight": 0.5}) < 0


@given(st.sampled_from(BY_FAMILY))
def test_a_word_met_exactly_is_that_word_alone(word: WheelWord) -> None:
    assert mix_at(BY_FAMILY, word.x, word.y).words == (word.id,)
    assert nearest_word(BY_FAMILY, word.x, word.y, 0.01) == word


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_place_between_blends_the_two_nearest_by_distance(x: float, y: float) -> None:
    mix = mix_at(BY_FAMILY, x, y)
    assert len(mix.words) in (1, 2)
    assert 0 <= mix.balance <= 0.5
    first = nearest_word(BY_FAMILY, x, y)
    assert first is not None
    distances = {word.id: math.hypot(word.x - x, word.y - y) for word in BY_FAMILY}
    assert distances[mix.words[0]] == min(distances.values())


@given(st.floats(0, 1.5))
def test_the_ring_is_read_as_it_is_drawn(intensity: float) -> None:
    angle = math.radians(ring_angle(intensity))
    assert ring_intensity(math.sin(angle), math.cos(angle)) == pytest.approx(intensity, abs=1e-6)


def test_the_gap_below_the_ring_belongs_to_the_nearer_end() -> None:
    assert ring_intensity(-0.1, -1.0) == 0.0
    assert ring_intensity(0.1, -1.0) == 1.5


@pytest.mark.parametrize("words", LAYOUTS.values(), ids=LAYOUTS)
def test_arrow_keys_reach_every_word_and_go_where_they_point(words: tuple[WheelWord, ...]) -> None:
    place = {word.id: word for word in words}
    start = stepped(words, "", 1, 0)
    assert start is not None
    seen, open_ids = {start.id}, [start.id]
    while open_ids:
        here = place[open_ids.pop()]
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = stepped(words, here.id, dx, dy)
            if there is not None:
                assert (there.x - here.x) * dx + (there.y - here.y) * dy > 0
                if there.id not in seen:
                    seen.add(there.id)
                    open_ids.append(there.id)
    assert len(seen) >= 130


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(0, 200), st.floats(5, 60)), max_size=40))
def test_labels_never_overlap_and_the_first_one_wins(dots: list[tuple[float, float, float]]) -> None:
    wishes = [LabelWish(str(index), x, y, width, 10) for index, (x, y, width) in enumerate(dots)]
    bounds, taken = Box(-100, -100, 400, 400), Box(90, 90, 20, 20)
    boxes = placed_labels(wishes, bounds, [taken])
    for one, other in itertools.combinations([*boxes.values(), taken], 2):
        assert not one.overlaps(other)
    assert all(box.inside(bounds) for box in boxes.values())


def test_search_finds_words_synonyms_families_and_what_was_meant() -> None:
    assert next(word.id for word, _ in search_words(BY_FAMILY, "joy")) == "joy"
    assert ("gladness", "glad") in [(word.id, synonym) for word, synonym in search_words(BY_FAMILY, "glad")]
    assert not search_words(BY_FAMILY, "xyzzy")
    assert "happiness" in [word.id for word in nearest_names(BY_FAMILY, "hapiness")]
    assert not search_words(BY_FAMILY, "  ")
