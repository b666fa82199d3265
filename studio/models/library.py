"""All expressions by name: presets, words, the user's own; and finding one from what somebody types."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from studio.core.errors import InputError
from studio.core.folders import resources_folder
from studio.models.control_notes import ControlRow, controls_table
from studio.models.controls import ALL_CONTROLS, limits_of
from studio.models.expression import Expression, ExpressionLibrary, blend
from studio.models.expression_files import load_expressions, read_json
from studio.models.recipes import SHORTHANDS, expand
from studio.models.vocabulary import load_vocabulary, vocabulary_path

__all__ = [
    "MAX_INTENSITY", "PRESET_FILES", "ControlRow", "controls_table", "find", "load_library", "nearest", "sample_set",
]  # fmt: skip

PRESET_FILES = ("basic.json", "eyes.json", "visemes.json", "game.json")
"""In `resources/presets`, in the order in which they are listed."""

SAMPLE_SET_FILE = "sample_set.json"

MAX_INTENSITY = 2.0

_CONTROLS_BY_KEY = {name.lower(): name for name in (*ALL_CONTROLS, *SHORTHANDS)}


def load_library(resources: Path | None = None, user_files: Sequence[Path] = ()) -> dict[str, Expression]:
    """Presets, then words, then the user's expressions; a user's expression replaces one with the same id.

    Args:
        resources: Folder with ``presets/`` and ``vocabulary.json``; the program's own if None.
        user_files: Further expression files, the last one wins.

    Raises:
        InputError: With file, line and entry, if something cannot be used.
    """
    folder = resources or resources_folder()
    library: dict[str, Expression] = {}
    for name in PRESET_FILES:
        library.update(_by_id(load_expressions(folder / "presets" / name)))
    for cluster in load_vocabulary(vocabulary_path(folder)):
        library.update(_by_id(tuple(word.expression for word in cluster.words)))
    for path in user_files:
        library.update(_by_id(load_expressions(path)))
    return library


def _by_id(expressions: Sequence[Expression]) -> dict[str, Expression]:
    return {expression.id: expression for expression in expressions}


def sample_set(resources: Path | None = None) -> tuple[str, ...]:
    """The ids of the expressions that make a first sheet for a game.

    Raises:
        InputError: If the file cannot be used.
    """
    path = (resources or resources_folder()) / "presets" / SAMPLE_SET_FILE
    ids = read_json(path)
    if not isinstance(ids, list) or not all(isinstance(item, str) for item in ids):
        raise InputError(f"The file {path.name} cannot be used: it is not a list of ids.", 'Write ["joy", …].')
    return tuple(ids)


def find(library: ExpressionLibrary, text: str) -> Expression:
    """The expression that somebody means.

    Args:
        library: Where to look.
        text: An id, a name or a synonym, in any case. ``joy:0.6`` or ``joy:60%`` sets the intensity,
            ``joy+surprise:0.5`` adds; a control counts as a term too (``joy+headRoll:8``).

    Raises:
        InputError: With the nearest known words, if one is unknown.
    """
    terms = [_term(library, part) for part in text.split("+")]
    if len(terms) == 1 and terms[0][1] == 1.0:
        return terms[0][0]
    pose = blend((expression.pose, intensity) for expression, intensity in terms)
    expression_id = "-".join(_suffixed(expression.id, intensity) for expression, intensity in terms)
    name = " + ".join(_titled(expression.name, intensity) for expression, intensity in terms)
    first = terms[0][0]
    if len(terms) == 1:
        return Expression(expression_id, name, pose, first.group, first.family, first.cluster, first.tags)
    return Expression(expression_id, name, pose, "blend")


def _suffixed(expression_id: str, intensity: float) -> str:
    return expression_id if intensity == 1.0 else f"{expression_id}-{_percent(intensity).replace('.', '-')}"


def _titled(name: str, intensity: float) -> str:
    return name if intensity == 1.0 else f"{name} {_percent(intensity)} %"


def _percent(intensity: float) -> str:
    return f"{intensity * 100:.6g}"


def _term(library: ExpressionLibrary, part: str) -> tuple[Expression, float]:
    name, _, suffix = part.strip().partition(":")
    name = name.strip()
    control = _CONTROLS_BY_KEY.get(name.lower())
    if control is not None and name not in library:
        return _control_term(control, suffix), 1.0
    return _lookup(library, name), _intensity(part, suffix)


def _control_term(name: str, suffix: str) -> Expression:
    low, high = (0.0, 1.0) if name in SHORTHANDS else limits_of(name)
    value = _number(suffix) if suffix.strip() else high
    if value is None or not low <= value <= high:
        raise InputError(
            f"\"{suffix.strip()}\" is no value for {name}, which goes from {low:g} to {high:g}.",
            f"Write, for example, {name}:{high / 2:g}.", "expression.intensity",
        )  # fmt: skip
    slug = re.sub(r"(?=[A-Z])", "-", name).lower()
    sign = "minus-" if value < 0 else ""
    label = f"{abs(value) * (1 if name.startswith('head') else 100):.6g}".replace(".", "-")
    return Expression(f"{slug}-{sign}{label}", f"{name} {value:g}", expand({name: value}), "control")


def _intensity(part: str, suffix: str) -> float:
    if ":" not in part:
        return 1.0
    value = _number(suffix)
    if value is None or not 0.0 <= value <= MAX_INTENSITY:
        raise InputError(
            f'"{suffix.strip()}" is no intensity.',
            f"Write a number from 0 to {MAX_INTENSITY:g} or a percentage, for example joy:0.6.",
            "expression.intensity",
        )
    return value


def _number(text: str) -> float | None:
    match = re.fullmatch(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*(%?)\s*", text)
    return None if match is None else float(match[1]) / (100.0 if match[2] else 1.0)


def _lookup(library: ExpressionLibrary, name: str) -> Expression:
    key = _key(name)
    if key in library:
        return library[key]
    for names_of in (_ids, _names, _tags):
        for expression in library.values():
            if key and key in names_of(expression):
                return expression
    raise _unknown(library, name)


def _key(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", text.strip().lower())


def _ids(expression: Expression) -> Iterator[str]:
    yield expression.id


def _names(expression: Expression) -> Iterator[str]:
    yield _key(expression.name)


def _tags(expression: Expression) -> Iterator[str]:
    yield from map(_key, expression.tags)


def nearest(library: ExpressionLibrary, text: str, count: int = 5) -> list[str]:
    """Ids of expressions whose id, name or synonym is spelt like `text`, the nearest first."""
    owners: dict[str, str] = {}
    for names_of in (_ids, _names, _tags):
        for expression in library.values():
            for name in names_of(expression):
                owners.setdefault(name, expression.id)
    hits = difflib.get_close_matches(_key(text), owners, count * 2, 0.6)
    return list(dict.fromkeys(owners[hit] for hit in hits))[:count]


def _unknown(library: ExpressionLibrary, name: str) -> InputError:
    near = nearest(library, name)
    hint = f"Did you mean {', '.join(near)}?" if near else "`avatar-studio expressions list` shows all of them."
    return InputError(f'There is no expression "{name}".', hint, "expression.unknown")
