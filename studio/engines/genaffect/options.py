"""How the avatar engine draws, as kept in recipes and typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from studio.core.errors import InputError
from studio.engines.genaffect.attention import ConsistencySettings


@dataclass(frozen=True, slots=True)
class GenAffectOptions:
    """Settings of the engine.

    Attributes:
        steps: From noise to picture, 1…100.
        identity: How strongly the character is followed, 0…5; 1 is as learned.
        expression: How strongly the expression is followed, 0…5.
        chance: How much is left to chance, 0…1: less is calmer and softer.
        share: Share of the other pictures' tokens that is looked at, 0…1; 0 draws each picture by itself.
        first_step: First step that is shared.
    """

    steps: int = 12
    identity: float = 1.0
    expression: float = 1.0
    chance: float = 0.1
    share: float = 0.5
    first_step: int = 1

    @property
    def consistency(self) -> ConsistencySettings:
        """For the pipeline."""
        return ConsistencySettings(self.share, self.first_step)

    def changed(self, texts: Mapping[str, str]) -> GenAffectOptions:
        """The same with options as typed.

        Raises:
            InputError: If one is unknown, no number, or out of its range.
        """
        changes: dict[str, Any] = {name: _number(name, text) for name, text in texts.items()}
        return replace(self, **changes)


_LIMITS: Mapping[str, tuple[float, float]] = {
    "steps": (1, 100), "identity": (0, 5), "expression": (0, 5), "chance": (0, 1), "share": (0, 1),
    "first_step": (0, 100),
}  # fmt: skip


def _number(name: str, text: str) -> float | int:
    if name not in _LIMITS:
        known = ", ".join(one.name for one in fields(GenAffectOptions))
        raise InputError(f"The avatar engine has no option “{name}”.", f"There are: {known}.", "usage.engine")
    low, high = _LIMITS[name]
    is_whole = name in ("steps", "first_step")
    try:
        value: float | int = int(text) if is_whole else float(text)
    except ValueError as error:
        raise InputError(f"“{text}” is no number for {name}.", f"Take {low} to {high}.", "usage.engine") from error
    if not low <= value <= high:
        raise InputError(f"{name} = {text} is out of range.", f"Take {low} to {high}.", "usage.engine")
    return value


__all__ = ["GenAffectOptions"]
