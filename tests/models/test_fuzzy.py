"""Finding by a few letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.models.actions import ACTIONS
from studio.models.fuzzy import fuzzy_places, fuzzy_score


def _first(query: str) -> str:
    scored = [(fuzzy_score(query, spec.text), spec.text) for spec in ACTIONS]
    return max((score, text) for score, text in scored if score is not None)[1]


def test_beginnings_of_words_win() -> None:
    assert _first("sav a") == "Save as…"
    assert _first("opsa") == "Open the sample"
    assert _first("undo") == "Undo"


def test_letters_in_another_order_do_not_fit() -> None:
    assert fuzzy_score("evas", "Save") is None
    assert fuzzy_places("evas", "Save") == ()


def test_nothing_typed_fits_everything_alike() -> None:
    assert fuzzy_score("  ", "Save") == 0


@given(st.text(max_size=30), st.text(max_size=8))
def test_meant_letters_are_those_that_were_typed(text: str, query: str) -> None:
    places = fuzzy_places(query, text)
    assert all(0 <= place < len(text) for place in places)
    if len(query.split()) == 1 and places:
        assert "".join(text[place] for place in places).casefold() == query.strip().casefold()
