"""`avatar-studio cells`: the set matrix of a project, drawn where it is missing or out of date."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption, QuietOption
from studio.core.errors import InputError

if TYPE_CHECKING:
    from studio.core.jobs import Partial, Progress
    from studio.models.project import Project
    from studio.models.results import Variant
    from studio.models.set_plan import CellPlace, PlannedCell
    from studio.pipelines.draw_cells import DrawnCell, DrawResult
    from studio.storage.project_file import OpenProject


def cells(
    project: Annotated[Path, typer.Argument(help="A project (.avatar).")],
    words: Annotated[
        list[str], typer.Argument(help="Only these expressions of the set: joy anger:0.5 …", show_default=False)
    ] = [],  # noqa: B006 (typer makes a new list for each call)
    character: Annotated[str, typer.Option("--character", help="Only this character.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Draw also what is up to date.")] = False,
    variant: Annotated[
        int, typer.Option("--variant", min=0, help="Draw this variant: 1 as written, others a little differently.")
    ] = 0,
    variants: Annotated[int, typer.Option("--variants", min=0, help="Draw so many further variants of each.")] = 0,
    only_list: Annotated[bool, typer.Option("--list", help="Draw nothing; show how each cell is.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the shown drawings as PNG files.")
    ] = None,
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Draw what is missing or out of date in a project's set, and keep it there with its recipe."""
    from studio.models.set_plan import SetPlanner
    from studio.pipelines.wardrobe import library_of
    from studio.storage.project_file import read_project, write_project

    content = read_project(project)
    library = library_of(content.project)
    places = _chosen(content.project, words, character)
    if output is not None and not is_dry_run:
        arguments.check_folder(output)
    failed = 0
    if not only_list:
        slots = _slots(content.project, places, again, variant, variants)

        def keep(made: OpenProject) -> None:
            if not is_dry_run:
                write_project(project, made)

        failed, content = _drawn(content, slots, keep, quiet)
    plan = SetPlanner().plan(content.project, library)
    shown = [plan[place] for place in places]
    files = _write(content, shown, output) if output is not None and not is_dry_run else {}
    if as_json:
        console.say_json(_data(content.project, shown, files))
    else:
        _show(content.project, shown, files)
    done = sum(one.cell is not None and one.cell.shown is not None for one in shown)
    return ExitCode.OK if not failed else ExitCode.PARTIAL if done > 0 else ExitCode.FAILED


def _chosen(project: Project, words: list[str], character: str) -> list[CellPlace]:
    """The cells that are meant.

    Raises:
        InputError: If somebody or an expression is not in the set.
    """
    from studio.models.set_plan import CellPlace, words_of

    people = (project.character(character),) if character else project.characters
    if not people:
        raise InputError("The project holds nobody.", "Capture a picture first.", "usage.character")
    found = [CellPlace(who.id, word) for who in people for word in words_of(who) if not words or word in words]
    strange = [word for word in words if word not in {place.expression for place in found}]
    if strange:
        hint = "`avatar-studio cells PROJECT --list` shows what is in the set; the window adds to it."
        raise InputError(f"Not in the set: {', '.join(strange)}.", hint, "usage.set")
    return found


def _slots(
    project: Project, places: list[CellPlace], again: bool, variant: int, variants: int
) -> tuple[tuple[CellPlace, int], ...]:
    from studio.models.set_plan import SetPlanner
    from studio.pipelines.draw_cells import slots_again, slots_more
    from studio.pipelines.wardrobe import library_of

    if variants:
        return slots_more(project, places, variants)
    if variant:
        return tuple((place, variant - 1) for place in places)
    plan = SetPlanner().plan(project, library_of(project))
    return slots_again(project, [place for place in places if again or plan[place].state.needs_drawing])


def _drawn(
    content: OpenProject,
    slots: tuple[tuple[CellPlace, int], ...],
    keep: Callable[[OpenProject], None],
    quiet: bool,
) -> tuple[int, OpenProject]:
    """Draw, and put what comes into the project, also where the user stops it half-way.

    Returns:
        How many failed, and the project.
    """
    from studio.pipelines.draw_cells import draw_cells, requests_for, with_drawn
    from studio.pipelines.wardrobe import library_of

    requests, refused = requests_for(content.project, library_of(content.project), slots)
    kept: list[DrawnCell] = []
    try:
        result = console.run_job(_reports(draw_cells(requests, content.blobs), kept), "Cells", quiet)
        failed = result.failed + len(refused)
    finally:
        made = content.project
        for drawn in kept:
            made = with_drawn(made, drawn)
        content = replace(content, project=made)
        keep(content)
    return failed, content


def _reports(
    job: Generator[Progress | Partial, None, DrawResult], kept: list[DrawnCell]
) -> Generator[Progress, None, DrawResult]:
    """The job's progress alone; its pieces are kept."""
    from studio.core.jobs import Progress
    from studio.pipelines.draw_cells import DrawnCell

    while True:
        try:
            report = next(job)
        except StopIteration as end:
            result: DrawResult = end.value
            return result
        if isinstance(report, Progress):
            yield report
        elif isinstance(report.value, DrawnCell):
            kept.append(report.value)


def _write(content: OpenProject, shown: list[PlannedCell], folder: Path) -> dict[CellPlace, Path]:
    """The shown drawings as files named after character and expression."""
    from studio.pipelines.names import safe_name
    from studio.pipelines.render_set import write_output

    names = {one.id: safe_name(one.name) for one in content.project.characters}
    files = {}
    for one in shown:
        variant = _variant(one)
        if variant is not None:
            word = safe_name(one.place.expression.replace(":", "-").replace("+", "-"))
            path = folder / f"{names[one.place.character]}_{word}.png"
            write_output(path, content.blobs[variant.picture])
            files[one.place] = path
    return files


def _variant(one: PlannedCell) -> Variant | None:
    return one.cell.shown if one.cell is not None else None


def _data(project: Project, shown: list[PlannedCell], files: dict[CellPlace, Path]) -> dict[str, Any]:
    names = {one.id: one.name for one in project.characters}
    rows = []
    for one in shown:
        variant = _variant(one)
        row: dict[str, Any] = {
            "character": names[one.place.character], "expression": one.place.expression, "state": one.state.value,
            "failure": one.failure, "variants": len(one.cell.variants) if one.cell is not None else 0,
        }  # fmt: skip
        if variant is not None:
            row["recipe"] = asdict(variant.recipe) | {"key": variant.recipe.key, "picture": variant.picture}
            row |= {"likeness": variant.likeness, "measured": dict(variant.measured)}
        if one.place in files:
            row["path"] = str(files[one.place])
        rows.append(row)
    return {"count": len(rows), "cells": rows}


def _show(project: Project, shown: list[PlannedCell], files: dict[CellPlace, Path]) -> None:
    names = {one.id: one.name for one in project.characters}
    rows = []
    for one in shown:
        variant = _variant(one)
        key = variant.recipe.key[:12] if variant is not None else "–"
        likeness = f"{variant.likeness:.2f}" if variant is not None and variant.likeness is not None else "–"
        note = one.failure or str(files.get(one.place, ""))
        rows.append((names[one.place.character], one.place.expression, one.state.value, key, likeness, note))
    console.table(("character", "expression", "state", "recipe", "likeness", ""), rows)
    console.note(f"{len(rows)} cells")
