from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models.engine_choices import (
    NumberChoice,
    WordChoice,
    chosen,
    split_engine,
    with_choice,
    with_engine_options,
)

STRENGTH = NumberChoice("expression", "Expression", "", 1.0, 0.0, 5.0)
MODE = WordChoice("mode", "Mode", "", "edit", (("edit", "Edit"), ("new", "New")))


def test_a_choice_is_kept_in_the_text_and_the_usual_one_leaves_no_trace() -> None:
    text = with_choice("genaffect", STRENGTH, 1.3)
    assert text == "genaffect:expression=1.3"
    assert chosen(text, STRENGTH) == pytest.approx(1.3)
    assert with_choice(text, STRENGTH, 1.0) == "genaffect"
    both = with_choice(with_choice("a", MODE, "new"), STRENGTH, 2)
    assert both == "a:expression=2,mode=new", "the order is not that of choosing"
    assert with_choice("a:steps=9", MODE, "edit") == "a:steps=9", "what has no field here stays"


@given(st.floats(-100, 100))
def test_numbers_come_back_inside_their_range(value: float) -> None:
    found = chosen(with_choice("a", STRENGTH, value), STRENGTH)
    assert isinstance(found, float)
    assert found == pytest.approx(min(max(value, 0.0), 5.0), abs=0.0051)


def test_nonsense_counts_as_nothing_said() -> None:
    assert chosen("a:expression=loud,mode=sideways", STRENGTH) == 1.0
    assert chosen("a:expression=loud,mode=sideways", MODE) == "edit"
    assert chosen("a:expression=99", STRENGTH) == 5.0
    with pytest.raises(InputError):
        split_engine("a:loud")
    assert with_engine_options("a:x=1", {"b": "2"}) == "a:b=2,x=1"
