"""`avatar-studio expressions list`, `expressions show` and `expressions add`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import ExitCode, JsonOption

if TYPE_CHECKING:
    from studio.models.expression import Expression, ExpressionLibrary

app = typer.Typer(help="The expressions there are, and what they are made of.", no_args_is_help=True)

ProjectOption = Annotated[Path | None, typer.Option("--project", help="Show this project's own expressions as well.")]


@app.command("list")
def list_expressions(
    search: Annotated[str, typer.Option("--search", "-s", help="Part of a name or a synonym.")] = "",
    family: Annotated[str, typer.Option("--family", help="Words of one basic emotion, such as joy or fear.")] = "",
    group: Annotated[str, typer.Option("--group", help="basic, word, viseme, eyes, …")] = "",
    controls: Annotated[bool, typer.Option("--controls", help="List the face's controls instead.")] = False,
    project: ProjectOption = None,
    as_json: JsonOption = False,
) -> int:
    """List expressions, or with --controls what moves a face."""
    if controls:
        return _list_controls(search, as_json)
    from studio.pipelines.wardrobe import searched

    found = searched(_library(project), search, family, group)
    if as_json:
        console.say_json({"count": len(found), "expressions": [expression_data(one) for one in found]})
        return ExitCode.OK
    rows = [(one.id, one.name, one.group, one.family, one.cluster) for one in found]
    console.table(("id", "name", "group", "family", "cluster"), rows)
    console.note(f"{len(found)} expressions. Wear one with: avatar-studio draw PICTURE joy:0.7")
    return ExitCode.OK


@app.command("show")
def show_expressions(
    words: Annotated[list[str], typer.Argument(help="joy, joy:0.7, joy+surprise:0.5, …")],
    project: ProjectOption = None,
    as_json: JsonOption = False,
) -> int:
    """Show what an expression is made of."""
    from studio.pipelines.wardrobe import resolved

    found = resolved(words, _library(project))
    if as_json:
        console.say_json({"expressions": [expression_data(one) for one in found]})
        return ExitCode.OK
    for index, one in enumerate(found):
        console.say(("\n" if index else "") + typer.style(one.name, bold=True) + f"  ({one.id})")
        kin = " › ".join(part for part in (one.group, one.family, one.cluster) if part)
        console.say(f"  {kin}" + (f"; also: {', '.join(one.tags)}" if one.tags else ""))
        if not one.pose:
            console.say("  the picture as it is")
        for name, value in one.pose.items():
            console.say(f"  {name:<22} {value:6.2f}  {_bar(name, value)}")
    return ExitCode.OK


@app.command("add")
def add_expression(
    name: Annotated[str, typer.Argument(help="What it is called.")],
    project: Annotated[Path, typer.Option("--project", help="Project that keeps it.")],
    start: Annotated[str, typer.Option("--from", help="Expression to start from, such as joy:0.7.")] = "",
    control: Annotated[list[str], typer.Option("--control", "-c", help="jawOpen=0.5; set on top; repeatable.")] = [],  # noqa: B006 (typer makes a new list for each call)
    as_json: JsonOption = False,
) -> int:
    """Keep an expression of your own in a project; one of the same name is replaced."""
    from studio.models.library import find
    from studio.pipelines.wardrobe import library_of, named_expression, with_expression
    from studio.storage.project_file import read_project, write_project

    values = arguments.control_values(control)
    content = read_project(project)
    base = find(library_of(content.project), start) if start else None
    made = named_expression(name, base, values)
    write_project(project, replace(content, project=with_expression(content.project, made)))
    if as_json:
        console.say_json(expression_data(made))
    else:
        console.say(f"Saved {made.name} ({made.id}) in {project}")
    return ExitCode.OK


def _bar(name: str, value: float) -> str:
    from studio.models.controls import limits_of

    return "█" * max(1, round(20 * abs(value) / limits_of(name)[1]))


def _list_controls(search: str, as_json: bool) -> int:
    from studio.models.control_notes import controls_table

    wanted = search.casefold()
    rows = [row for row in controls_table() if wanted in row.name.casefold() or wanted in row.meaning.casefold()]
    if as_json:
        data = [
            {"name": row.name, "region": row.region.value, "from": row.minimum, "to": row.maximum,
             "unit": row.unit, "meaning": row.meaning}
            for row in rows
        ]  # fmt: skip
        console.say_json({"count": len(data), "controls": data})
        return ExitCode.OK
    table = [
        (row.name, row.region.value, f"{row.minimum:g} … {row.maximum:g}{'°' if row.unit else ''}", row.meaning)
        for row in rows
    ]
    console.table(("control", "region", "range", "what it does"), table)
    console.note("Left and right are the character's own. Set one with: --control jawOpen=0.5")
    return ExitCode.OK


def _library(project: Path | None) -> ExpressionLibrary:
    from studio.pipelines.wardrobe import library_of
    from studio.storage.project_file import read_project

    return library_of(read_project(project).project if project else None)


def expression_data(expression: Expression) -> dict[str, Any]:
    """An expression for JSON results."""
    return {
        "id": expression.id,
        "name": expression.name,
        "group": expression.group,
        "family": expression.family,
        "cluster": expression.cluster,
        "tags": list(expression.tags),
        "controls": dict(expression.pose),
    }
