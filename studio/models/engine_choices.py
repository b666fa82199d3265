"""What an artist may choose of an engine, and how the choice is kept and typed: "genaffect:expression=1.3,steps=20"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from studio.core.errors import InputError


@dataclass(frozen=True, slots=True)
class NumberChoice:
    """A number.

    Attributes:
        name: As it is typed.
        title: For people.
        hint: What it does, in a sentence.
        default: What is taken if nothing is said.
        low, high: Its range.
        step: Of one click.
        decimals: Shown.
    """

    name: str
    title: str
    hint: str
    default: float
    low: float
    high: float
    step: float = 0.1
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class WordChoice:
    """One of a few words.

    Attributes:
        name: As it is typed.
        title: For people.
        hint: What it does, in a sentence.
        default: What is taken if nothing is said.
        words: (as typed, for people) of each.
    """

    name: str
    title: str
    hint: str
    default: str
    words: tuple[tuple[str, str], ...]


EngineChoice: TypeAlias = NumberChoice | WordChoice


@dataclass(frozen=True, slots=True)
class EngineOffer:
    """An engine as it is offered.

    Attributes:
        name: As it is typed.
        title: For people.
        choices: What may be chosen of it.
    """

    name: str
    title: str
    choices: tuple[EngineChoice, ...] = ()


def split_engine(text: str) -> tuple[str, dict[str, str]]:
    """An engine with its options, as kept in recipes and typed: "arc2face:steps=12,region=mouth+eyes".

    Returns:
        The name, and option -> value as typed.

    Raises:
        InputError: If an option has no value.
    """
    name, _, rest = text.partition(":")
    options: dict[str, str] = {}
    for part in (one.strip() for one in rest.split(",") if one.strip()):
        key, sign, value = part.partition("=")
        if not sign or not key.strip():
            raise InputError(f"“{part}” is no option of an engine.", "Write option=value.", "usage.engine")
        options[key.strip()] = value.strip()
    return name.strip(), options


def with_engine_options(text: str, options: Mapping[str, str]) -> str:
    """An engine with further options; the text is the same however they were ordered."""
    name, present = split_engine(text)
    return _joined(name, {**present, **options})


def with_choice(text: str, choice: EngineChoice, value: float | str) -> str:
    """An engine with something chosen; what is usual is left out, so that equal engines have equal texts."""
    name, options = split_engine(text)
    if isinstance(choice, NumberChoice):
        number = min(max(float(value), choice.low), choice.high)
        is_usual, typed = abs(number - choice.default) < 1e-9, f"{round(number, choice.decimals):g}"
    else:
        is_usual, typed = value == choice.default, str(value)
    options.pop(choice.name, None)
    return _joined(name, options if is_usual else {**options, choice.name: typed})


def chosen(text: str, choice: EngineChoice) -> float | str:
    """What an engine's text says of a choice; what is usual where it says nothing, or nonsense."""
    typed = split_engine(text)[1].get(choice.name)
    if typed is None:
        return choice.default
    if isinstance(choice, WordChoice):
        return typed if typed in dict(choice.words) else choice.default
    try:
        return min(max(float(typed), choice.low), choice.high)
    except ValueError:
        return choice.default


def _joined(name: str, options: Mapping[str, str]) -> str:
    return name if not options else f"{name}:{','.join(f'{key}={options[key]}' for key in sorted(options))}"


__all__ = [
    "EngineChoice", "EngineOffer", "NumberChoice", "WordChoice", "chosen", "split_engine", "with_choice",
    "with_engine_options",
]  # fmt: skip
