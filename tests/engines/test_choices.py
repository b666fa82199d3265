"""What the window offers of an engine is what the engine takes."""

from __future__ import annotations

from enum import Enum

import pytest

from studio.core.errors import InputError
from studio.engines.arc2face.options import Arc2FaceOptions
from studio.engines.choices import CHOICES
from studio.engines.genaffect.options import GenAffectOptions
from studio.engines.registry import engine_offer, own_names
from studio.models.engine_choices import EngineChoice, NumberChoice

OPTIONS = {"genaffect": GenAffectOptions(), "arc2face": Arc2FaceOptions()}
EACH = [(name, choice) for name, choices in CHOICES.items() for choice in choices]


def usual(options: object, name: str) -> object:
    value = getattr(options, name)
    if isinstance(value, tuple):
        return "+".join(str(one.value) for one in value)
    return value.value if isinstance(value, Enum) else value


def test_every_engine_with_choices_is_known() -> None:
    assert set(CHOICES) == set(OPTIONS) <= set(own_names())
    assert engine_offer("genaffect:steps=3").choices == CHOICES["genaffect"]
    assert engine_offer("puppet").choices == ()


@pytest.mark.parametrize(("engine", "choice"), EACH)
def test_a_choice_is_an_option_with_the_same_usual_value(engine: str, choice: EngineChoice) -> None:
    options = OPTIONS[engine]
    assert usual(options, choice.name) == choice.default
    texts = (
        [f"{choice.low:g}", f"{choice.high:g}"] if isinstance(choice, NumberChoice) else [w for w, _ in choice.words]
    )
    for text in texts:
        assert options.changed({choice.name: text}) is not None
    if isinstance(choice, NumberChoice):
        with pytest.raises(InputError):
            options.changed({choice.name: f"{choice.high + 1:g}"})
