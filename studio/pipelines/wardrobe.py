"""Which expressions there are to wear: ready-made, the user's files, the project's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from studio.core.errors import InputError
from studio.core.folders import resources_folder, settings_folder
from studio.models.controls import Pose, clamped
from studio.models.expression import BlendMode, Expression, ExpressionLibrary, combine
from studio.models.library import find, load_library, sample_set
from studio.models.project import Project
from studio.models.vocabulary import Cluster, load_vocabulary


@cache
def builtin_vocabulary() -> tuple[Cluster, ...]:
    """All words that travel with the program, read once."""
    return load_vocabulary()


@cache
def builtin_expressions() -> ExpressionLibrary:
    """Everything that travels with the program, and `expressions/*.json` of the user's settings folder.

    Raises:
        InputError: With file, line and entry, if one of the files cannot be used.
    """
    folder = settings_folder() / "expressions"
    own_files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return load_library(resources_folder(), [*_preset_files, *own_files])


def builtin_poses(names: tuple[str, ...]) -> tuple[Pose, ...]:
    """Poses of ready expressions by name; at rest where there is none of that name.

    A file of the user's own that cannot be used counts for nothing here; it is told where it is used.
    """
    try:
        library = builtin_expressions()
    except InputError:
        library = load_library()
    return tuple(library[name].pose if name in library else {} for name in names)


_preset_files: list[Path] = []


def use_preset_files(files: Iterable[Path]) -> None:
    """Offer the expressions of these files as well; the user's own win over them."""
    new = list(files)
    if new != _preset_files:
        _preset_files[:] = new
        builtin_expressions.cache_clear()


def library_of(project: Project | None) -> ExpressionLibrary:
    """All expressions that a project can wear; its own win."""
    own = {expression.id: expression for expression in project.expressions} if project is not None else {}
    return {**builtin_expressions(), **own}


def resolved(words: Iterable[str], library: ExpressionLibrary) -> tuple[Expression, ...]:
    """The expressions that somebody typed, each once, in their order.

    Args:
        words: "joy", "joy:0.7", "joy+surprise:0.5"; several may stand in one word, parted by commas.
            "all", "words", "basic", "visemes", "sample", … stand for whole groups.
        library: Where to look.

    Raises:
        InputError: If one is unknown; with the nearest known ones.
    """
    found: dict[str, Expression] = {}
    for word in (part.strip() for text in words for part in text.split(",")):
        if word:
            found.update({expression.id: expression for expression in _meant(word, library)})
    return tuple(found.values())


def _meant(word: str, library: ExpressionLibrary) -> Iterable[Expression]:
    if word == "all":
        return library.values()
    if word == "sample":
        return (find(library, name) for name in sample_set())
    groups = {expression.group for expression in library.values()}
    group = next((name for name in (word, word.removesuffix("s")) if name in groups), None)
    if group is None or word in library:
        return (find(library, word),)
    return (expression for expression in library.values() if expression.group == group)


def custom_expression(base: Expression | None, controls: dict[str, float]) -> Expression:
    """An expression with single controls set on top.

    Raises:
        InputError: If a control is unknown or a value is no number.
    """
    pose = combine(base.pose if base else {}, clamped_exactly(controls), BlendMode.OVERWRITE)
    name = f"{base.name} (changed)" if base else "Custom"
    return Expression(f"{base.id}-custom" if base else "custom", name, pose)


def named_expression(name: str, base: Expression | None, controls: dict[str, float]) -> Expression:
    """An expression of the user's own.

    Raises:
        InputError: If the name gives no id, or nothing would move.
    """
    expression_id = re.sub(r"[^\w]+|_+", "-", name.strip().casefold()).strip("-")
    if not expression_id:
        raise InputError(f"“{name}” is no name.", "Use letters or digits.", "usage.name")
    made = custom_expression(base, controls)
    if not made.pose:
        raise InputError("This expression moves nothing.", "Start --from one, or set a --control.", "usage.empty")
    return Expression(expression_id, name.strip(), made.pose, "custom", base.family if base else "")


def with_expression(project: Project, expression: Expression) -> Project:
    """The project with an expression added, or put in the place of the one with the same id."""
    present = {one.id: one for one in project.expressions} | {expression.id: expression}
    return replace(project, expressions=tuple(present.values()))


def clamped_exactly(controls: dict[str, float]) -> dict[str, float]:
    """As `clamped`, but zeros stay, so that they can overwrite.

    Raises:
        InputError: If a control is unknown or a value is no number.
    """
    limited = clamped(controls)
    return {name: limited.get(name, 0.0) for name in controls}


def groups_of(library: ExpressionLibrary) -> dict[str, int]:
    """Group -> how many expressions are in it."""
    counts: dict[str, int] = {}
    for expression in library.values():
        counts[expression.group] = counts.get(expression.group, 0) + 1
    return counts


def searched(library: ExpressionLibrary, text: str = "", family: str = "", group: str = "") -> tuple[Expression, ...]:
    """The expressions that a search leaves.

    Args:
        library: Where to look.
        text: Part of an id, a name, a cluster or a synonym.
        family: Basic emotion.
        group: Group.

    Raises:
        InputError: If the family or group does not exist.
    """
    _check_one_of("family", family, {expression.family for expression in library.values()} - {""})
    _check_one_of("group", group, set(groups_of(library)))
    return tuple(
        expression
        for expression in library.values()
        if _has(expression, text.casefold())
        and family.casefold() in ("", expression.family.casefold())
        and group in ("", expression.group)
    )


def _check_one_of(kind: str, value: str, known: set[str]) -> None:
    if value and value.casefold() not in {name.casefold() for name in known}:
        raise InputError(f"There is no {kind} “{value}”.", f"There are: {', '.join(sorted(known))}.", f"usage.{kind}")


def _has(expression: Expression, text: str) -> bool:
    fields = (expression.id, expression.name, expression.family, expression.cluster, *expression.tags)
    return any(text in field.casefold() for field in fields)
