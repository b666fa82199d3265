"""What is set on the Animate page goes into the settings' file and comes back; what cannot be is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.models.animate_options import AnimateOptions, options_from_texts, options_to_texts
from studio.models.onion import MOST, TRAIL_LANDMARKS, OnionOptions
from studio.models.playhead import PlayMode

onions = st.builds(
    OnionOptions, st.integers(0, MOST), st.integers(0, MOST), st.booleans(), st.integers(1, 12),
    st.sampled_from((0.1, 0.35, 0.6, 1.0)), st.sampled_from(sorted(TRAIL_LANDMARKS)),
)  # fmt: skip
options = st.builds(
    AnimateOptions, onions, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.sampled_from(PlayMode),
    st.sampled_from((0.1, 0.25, 1.0, 4.0)), st.dictionaries(st.text(max_size=12), st.integers(0, 10**8), max_size=5),
)  # fmt: skip


@given(options)
def test_there_and_back(wanted: AnimateOptions) -> None:
    assert options_from_texts(options_to_texts(wanted)) == wanted


def test_nothing_is_the_usual() -> None:
    assert options_from_texts({}) == AnimateOptions()


@pytest.mark.parametrize(
    "texts",
    [
        {"speed": "nan"}, {"speed": "fast"}, {"speed": "900"}, {"mode": "backwards"}, {"onion before": "many"},
        {"onion trail": "elbow"}, {"onion opacity": "nan"}, {"ghost p/c": "²"}, {"unknown": "x"},
    ],
)  # fmt: skip
def test_what_was_written_by_hand_and_cannot_be_is_left_out(texts: dict[str, str]) -> None:
    assert options_from_texts(texts) == AnimateOptions()


@given(st.dictionaries(st.sampled_from(sorted(options_to_texts(AnimateOptions()))), st.text(max_size=6)))
def test_any_text_gives_something_possible(texts: dict[str, str]) -> None:
    made = options_from_texts(texts)
    assert 0 <= made.onion.before <= MOST
    assert made.onion.step >= 1
    assert 0 < made.speed <= 8


def test_only_the_newest_ghosts_are_kept() -> None:
    many = AnimateOptions(ghosts={f"p/{index}": index for index in range(60)})
    kept = options_from_texts(options_to_texts(many)).ghosts
    assert len(kept) == 40
    assert "p/59" in kept
