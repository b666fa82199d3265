"""Expressions as JSON text: on the clipboard, in a drag, in a file. All three read each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from pydantic import Field

from studio.core.errors import InputError
from studio.models.controls import check_names, clamped
from studio.models.expression import BlendMode, Expression, ExpressionLibrary
from studio.models.expression_files import EXPRESSIONS_FORMAT, ExpressionFile, FileModel, StrictModel
from studio.models.look import BASE_LAYER_ID, Layer, Look
from studio.models.recipes import expand

EXPRESSIONS_MIME = "application/x-avatar-expressions"
LOOK_FORMAT = "avatar-studio-look"
_NOT_OURS = "The clipboard holds no expression."


class _LayerEntry(StrictModel):
    name: str
    pose: dict[str, float]
    mode: BlendMode = BlendMode.ADD
    weight: float = Field(default=1.0, ge=0, le=1)
    is_enabled: bool = True
    source: str = ""


class _LookText(StrictModel):
    format: str = Field(pattern=f"^{LOOK_FORMAT}$")
    version: int = Field(ge=1, le=1)
    layers: tuple[_LayerEntry, ...] = Field(min_length=1)
    muted: tuple[str, ...] = ()
    soloed: tuple[str, ...] = ()


def text_of_look(look: Look) -> str:
    """A look with all its layers, for the clipboard."""
    layers = [
        {
            "name": layer.name, "pose": dict(layer.pose), "mode": layer.mode.value, "weight": layer.weight,
            "is_enabled": layer.is_enabled, "source": layer.source,
        }
        for layer in look.layers
    ]  # fmt: skip
    return _json({"format": LOOK_FORMAT, "version": 1, "layers": layers, "muted": look.muted, "soloed": look.soloed})


def text_of_expressions(expressions: Iterable[Expression]) -> str:
    """Expressions as the text of an expression file."""
    entries = []
    for one in expressions:
        entry: dict[str, object] = {"id": slug(one.id), "name": one.name, "group": one.group, "family": one.family}
        entry |= {"cluster": one.cluster, "tags": list(one.tags), "pose": dict(one.pose)}
        entries.append({key: value for key, value in entry.items() if value or key == "pose"})
    return _json({"format": EXPRESSIONS_FORMAT, "version": 1, "expressions": entries})


class ExpressionTexts(Mapping[str, str]):
    """The texts of a library's expressions, made when they are asked for."""

    def __init__(self, library: ExpressionLibrary) -> None:
        self._library = library

    def __getitem__(self, expression_id: str) -> str:
        return text_of_expressions([self._library[expression_id]])

    def __iter__(self) -> Iterator[str]:
        return iter(self._library)

    def __len__(self) -> int:
        return len(self._library)


def is_expression_text(text: str) -> bool:
    """Whether a text claims to be a look or expressions; cheap, for asking before pasting."""
    head = text[:400]
    return f'"{LOOK_FORMAT}"' in head or f'"{EXPRESSIONS_FORMAT}"' in head


def expressions_from(text: str) -> tuple[Expression, ...]:
    """The expressions of a text.

    Raises:
        InputError: If it holds none, or one cannot be used.
    """
    content = _checked(text, ExpressionFile)
    return tuple(
        Expression(e.id, e.name or e.id.capitalize(), expand(e.pose), e.group, e.family, e.cluster, e.tags)
        for e in content.expressions
    )


def look_from(text: str) -> Look:
    """The look of a text; a single expression becomes a look of one layer.

    Raises:
        InputError: If it holds neither, or something in it cannot be used.
    """
    if f'"{LOOK_FORMAT}"' not in text[:400]:
        expressions = expressions_from(text)
        if not expressions:
            raise InputError(_NOT_OURS, "Copy an expression first.", "expression.text")
        first = expressions[0]
        return Look((Layer(BASE_LAYER_ID, "Base", first.pose),))
    content = _checked(text, _LookText)
    layers = []
    for index, entry in enumerate(content.layers):
        check_names(entry.pose)
        pose = dict(entry.pose) if entry.mode is BlendMode.MULTIPLY else _kept_zeros(entry.pose)
        layer_id = BASE_LAYER_ID if index == 0 else f"layer-{index}"
        layers.append(Layer(layer_id, entry.name, pose, entry.mode, entry.weight, entry.is_enabled, entry.source))
    check_names((*content.muted, *content.soloed))
    return Look(tuple(layers), content.muted, content.soloed)


def slug(text: str) -> str:
    """An id for a name: lower-case letters, digits and hyphens; "expression" where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", text.strip().casefold()).strip("-") or "expression"


def _kept_zeros(pose: dict[str, float]) -> dict[str, float]:
    limited = clamped(pose)
    return {name: limited.get(name, 0.0) for name in pose}


def _checked(text: str, model: type[FileModel]) -> FileModel:
    try:
        return model.model_validate(json.loads(text))
    except (ValueError, RecursionError) as error:  # a ValidationError is a ValueError
        raise InputError(_NOT_OURS, "Copy an expression first.", "expression.text") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
