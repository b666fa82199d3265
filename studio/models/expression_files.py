"""Reading expression files: JSON that people edit, with errors that name file, line and entry."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.core.errors import InputError
from studio.models.expression import Expression
from studio.models.recipes import expand

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

EXPRESSIONS_FORMAT = "avatar-studio-expressions"


class StrictModel(BaseModel):
    """Outside data: unknown fields are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class ExpressionEntry(StrictModel):
    """One expression in a file."""

    id: str = Field(pattern=ID_PATTERN)
    name: str = ""
    group: str = "custom"
    family: str = ""
    cluster: str = ""
    tags: tuple[str, ...] = ()
    pose: dict[str, float]


class ExpressionFile(StrictModel):
    """A file of expressions."""

    format: str = Field(pattern=f"^{EXPRESSIONS_FORMAT}$")
    version: int = Field(ge=1, le=1)
    about: str = ""
    expressions: tuple[ExpressionEntry, ...]


FileModel = TypeVar("FileModel", bound=StrictModel)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file.

    Raises:
        InputError: If it cannot be read.
    """
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unusable(path, "it is not UTF-8 text", "Save it as UTF-8.") from error
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise _unusable(path, reason, "Check the path and its permissions.") from error


def read_json(path: Path, text: str | None = None) -> Any:
    """The value of a JSON file; a repeated name inside an object is an error, not silently dropped.

    Raises:
        InputError: With the line, if it is not JSON.
    """
    text = read_text(path) if text is None else text
    try:
        return json.loads(text, object_pairs_hook=_unique_names, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        reason = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise _unusable(path, reason, "Correct that line; a comma or quote is often missing.") from error
    except (ValueError, RecursionError) as error:
        raise _unusable(path, str(error), "Correct the file.") from error


def parse_file(path: Path, model: type[FileModel]) -> tuple[FileModel, str]:
    """Read and check a JSON file.

    Returns:
        The checked content, and the text it came from (for `line_of`).

    Raises:
        InputError: With line and entry.
    """
    text = read_text(path)
    value = read_json(path, text)
    try:
        return model.model_validate(value), text
    except ValidationError as error:
        raise _unusable(path, _explain(error, value, text), "Correct that entry.") from error


def load_expressions(path: Path) -> tuple[Expression, ...]:
    """The expressions of one file.

    Raises:
        InputError: With line and entry, if anything in it cannot be used.
    """
    content, text = parse_file(path, ExpressionFile)
    seen: set[str] = set()
    result = []
    for entry in content.expressions:
        if entry.id in seen:
            raise entry_error(path, text, entry.id, "the id is used twice", "Give each expression its own id.")
        seen.add(entry.id)
        pose = entry_pose(path, text, entry.id, entry.pose)
        name = entry.name or entry.id.replace("-", " ").capitalize()
        result.append(Expression(entry.id, name, pose, entry.group, entry.family, entry.cluster, entry.tags))
    return tuple(result)


def entry_pose(path: Path, text: str, entry_id: str, recipe: Mapping[str, float]) -> dict[str, float]:
    """The pose of an entry.

    Raises:
        InputError: With line and entry, if a control is unknown or out of range.
    """
    try:
        return expand(recipe)
    except InputError as error:
        raise entry_error(path, text, entry_id, error.user_message.rstrip("."), error.hint) from error


def entry_error(path: Path, text: str, entry_id: str, reason: str, hint: str) -> InputError:
    """An error about one entry of a file."""
    return _unusable(path, f'line {line_of(text, entry_id)}, entry "{entry_id}": {reason}', hint)


def line_of(text: str, entry_id: str) -> int:
    """The line (from 1) where an entry names itself; the last one if it does so twice, 1 if never."""
    hits = list(re.finditer(rf'"(?:id|word)"\s*:\s*"{re.escape(entry_id)}"', text))
    return text.count("\n", 0, hits[-1].start()) + 1 if hits else 1


def _explain(error: ValidationError, value: Any, text: str) -> str:
    first = error.errors()[0]
    place = value
    name = ""
    for step in first["loc"]:
        try:
            place = place[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(place, dict):
            name = str(place.get("id") or place.get("word") or name)
    where = f'line {line_of(text, name)}, entry "{name}", ' if name else ""
    return f"{where}{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"


def _unusable(path: Path, reason: str, hint: str) -> InputError:
    return InputError(f"The file {path.name} cannot be used: {reason}.", hint, "expressions.file")


def _unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f'"{twice[0]}" is given twice in one place')
    return dict(pairs)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")
