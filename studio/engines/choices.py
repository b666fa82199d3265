"""What may be chosen of each engine in the window; free of heavy libraries, so that a list can be shown at once.

The engines' own options are more (folders, devices, seeds): those are typed. A test holds that each choice is an option
of its engine, with the same usual value and inside its range.
"""

from __future__ import annotations

from collections.abc import Mapping

from studio.models.engine_choices import EngineChoice, NumberChoice, WordChoice

_STEPS = "From noise to picture: more take longer, few are a draft"
_IDENTITY = "How strongly the character is followed; 1 is as learned"
_EXPRESSION = "How strongly the expression is followed; above 1 exaggerates"

CHOICES: Mapping[str, tuple[EngineChoice, ...]] = {
    "genaffect": (
        NumberChoice("steps", "Steps", _STEPS, 12, 1, 100, 1, 0),
        NumberChoice("identity", "Likeness", _IDENTITY, 1.0, 0.0, 5.0),
        NumberChoice("expression", "Expression", _EXPRESSION, 1.0, 0.0, 5.0),
        NumberChoice("chance", "Chance", "How much is left to chance: less is calmer and softer", 0.1, 0.0, 1.0, 0.05),
        NumberChoice(
            "share", "Consistency", "Share of the set's other drawings that each one looks at; 0 draws each by itself",
            0.5, 0.0, 1.0, 0.05,
        ),
    ),
    "arc2face": (
        WordChoice(
            "mode", "The picture", "Change the face in the picture, or draw another portrait of the same person",
            "edit", (("edit", "Edit it"), ("new", "New portrait")),
        ),
        WordChoice(
            "region", "What changes", "The part of the picture that an edit may change", "face",
            (("face", "Face"), ("mouth", "Mouth"), ("eyes", "Eyes"), ("brows", "Brows"), ("upper", "Upper half")),
        ),
        NumberChoice("expression", "Expression", "Strength of the expression adapter", 1.0, 0.0, 1.0, 0.05),
        NumberChoice(
            "reference", "Hold to the picture", "High keeps the picture, low follows the expression", 0.8, 0.0, 1.0,
            0.05,
        ),
        NumberChoice("steps", "Steps", f"{_STEPS}; 0 as published", 0, 0, 100, 1, 0),
        NumberChoice("guidance", "Guidance", "0 as published; 1 draws the condition alone", 0.0, 0.0, 10.0, 0.5),
        NumberChoice(
            "share", "Consistency", "Share of the set's other drawings that each one looks at", 0.0, 0.0, 1.0, 0.05
        ),
    ),
}  # fmt: skip
"""Engine -> its choices; an engine that is not here has none."""

__all__ = ["CHOICES"]
