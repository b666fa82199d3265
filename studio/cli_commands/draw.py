"""`avatar-studio draw` and `avatar-studio set`: pictures of one character wearing expressions."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption, QuietOption
from studio.cli_commands.expressions import expression_data
from studio.core.errors import InputError
from studio.models.project import Crop
from studio.pipelines.names import DEFAULT_TEMPLATE, safe_name

if TYPE_CHECKING:
    from studio.models.expression import Expression, ExpressionLibrary
    from studio.pipelines.render_set import SetResult
    from studio.pipelines.subject import Subject

ExpressionWords = Annotated[
    list[str],
    typer.Option("--expression", "-e", help="The same as the words after the picture; repeatable."),
]
Controls = Annotated[list[str], typer.Option("--control", "-c", help="jawOpen=0.5; set on top of the expression.")]


def draw(
    subject: arguments.Subject,
    words: Annotated[
        list[str], typer.Argument(help="joy, joy:0.7, joy+surprise:0.5, …; several are added up.", show_default=False)
    ] = [],  # noqa: B006 (typer makes a new list for each call)
    expression: ExpressionWords = [],  # noqa: B006
    control: Controls = [],  # noqa: B006
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="PNG file; by default named after the expression.")
    ] = None,
    size: arguments.Size = 0,
    crop: arguments.CropOption = Crop.NONE,
    character: arguments.CharacterName = "",
    face: arguments.Face = None,
    anchors: arguments.AnchorsFile = None,
    keep_background: arguments.KeepBackground = False,
    engine: arguments.EngineName = "puppet",
    engine_option: arguments.EngineOptions = [],  # noqa: B006
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Draw one picture: a character wearing an expression, at the picture's full size."""
    from studio.pipelines.render_set import draw_one

    started_s = time.monotonic()
    frame = arguments.frame_options(size, crop)
    engine = arguments.engine_text(engine, engine_option)
    expression, values = [*words, *expression], arguments.control_values(control)
    if (known := known_library(subject)) is not None:
        worn_expression(expression, values, known)
    if output is not None:
        arguments.check_output(output, [subject], (".png",))
    who = open_subject(subject, face, anchors, keep_background, character, quiet)
    worn = worn_expression(expression, values, who.library)
    target = output or Path(f"{safe_name(who.name)}_{safe_name(worn.id)}.png")
    arguments.check_output(target, [subject], (".png",))
    result = console.run_job(draw_one(who, worn, target, frame, engine, is_dry_run), "Draw", quiet)
    warnings = (*who.warnings, *result.notes)
    console.warn(warnings)
    if as_json:
        data = {"output": str(target), "written": not is_dry_run, "size": list(result.size)}
        seconds = round(time.monotonic() - started_s, 2)
        console.say_json(data | expression_data(worn) | {"seconds": seconds, "warnings": list(warnings)})
    else:
        size_text = f"{result.size[0]} x {result.size[1]} px"
        console.say(f"{'Would write' if is_dry_run else 'Wrote'} {target} ({worn.name}, {size_text})")
    return ExitCode.OK


def draw_set(
    subject: arguments.Subject,
    expressions: Annotated[
        list[str],
        typer.Argument(help="joy anger:0.5 …; whole groups: sample, basic, words, visemes, all.", show_default=False),
    ] = [],  # noqa: B006
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the pictures.")] = Path("expressions"),
    template: Annotated[
        str, typer.Option("--template", help="File names; fields: character, expression, index, group, family.")
    ] = DEFAULT_TEMPLATE,
    list_file: Annotated[
        Path | None, typer.Option("--list", help="Text file with one expression in each line; # starts a remark.")
    ] = None,
    sheet: Annotated[Path | None, typer.Option("--contact-sheet", help="PNG with all of them, labelled.")] = None,
    sheet_whole: Annotated[
        bool, typer.Option("--contact-sheet-whole", help="The contact sheet shows whole frames, not heads.")
    ] = False,
    likeness: Annotated[
        bool, typer.Option("--likeness", help="Measure how much each picture still looks like the character.")
    ] = False,
    size: arguments.Size = 0,
    crop: arguments.CropOption = Crop.NONE,
    pixel_art: arguments.PixelArt = False,
    character: arguments.CharacterName = "",
    face: arguments.Face = None,
    anchors: arguments.AnchorsFile = None,
    keep_background: arguments.KeepBackground = False,
    engine: arguments.EngineName = "puppet",
    engine_option: arguments.EngineOptions = [],  # noqa: B006
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Draw many expressions, one PNG each, and a contact sheet to look at. Without a list: the sample's thirty."""
    from studio.pipelines.render_set import SetRequest, render_set, set_paths
    from studio.pipelines.wardrobe import resolved

    frame = arguments.frame_options(size, crop, is_pixel_art=pixel_art)
    engine = arguments.engine_text(engine, engine_option)
    if sheet is not None:
        arguments.check_output(sheet, [subject], (".png",))
    words = [*expressions, *(_lines(list_file) if list_file else [])] or ["sample"]
    if (known := known_library(subject)) is not None:
        resolved(words, known)
    if not is_dry_run:
        arguments.check_folder(output)
    who = open_subject(subject, face, anchors, keep_background, character, quiet)
    worn = resolved(words, who.library)
    request = SetRequest(worn, output, template, frame, 512, sheet, sheet_whole, likeness, engine, is_dry_run)
    for path in set_paths(request, who.name):
        arguments.check_output(path, [subject])
    result = console.run_job(render_set(who, request), "Set", quiet)
    console.warn((*who.warnings, *result.notes))
    _show_set(result, who, is_dry_run, as_json)
    return console.batch_exit(len(result.pictures), result.failures)


def _show_set(result: SetResult, who: Subject, is_dry_run: bool, as_json: bool) -> None:
    if as_json:
        pictures = [
            {"path": str(one.path), "changed": one.is_changed, "likeness": one.likeness_score}
            | expression_data(one.expression)
            for one in result.pictures
        ]
        console.say_json(
            {
                "character": who.name, "size": list(result.size), "written": not is_dry_run, "pictures": pictures,
                "contact_sheet": str(result.sheet) if result.sheet else None,
                "failures": console.failures_data(result.failures), "warnings": [*who.warnings, *result.notes],
            }
        )  # fmt: skip
        return
    for picture in result.pictures:
        state = "would write" if is_dry_run else "wrote" if picture.is_changed else "unchanged"
        console.say(f"{state:>11}  {picture.path}" + (f"  likeness {picture.likeness}" if picture.likeness else ""))
    if result.sheet:
        console.say(f"{'would write' if is_dry_run else 'wrote':>11}  {result.sheet} (contact sheet)")
    console.show_failures(result.failures)
    console.note(f"{len(result.pictures)} expressions, {result.size[0]} x {result.size[1]} px each")


def open_subject(
    path: Path, face: int | None, anchors: Path | None, keep_background: bool, character: str, quiet: bool
) -> Subject:
    """A picture or project that a command works on."""
    from studio.pipelines.subject import open_subject as opening

    options = arguments.see_options(face, anchors, keep_background)
    return console.run_job(opening(path, options, character), "Looking", quiet)


def known_library(subject: Path) -> ExpressionLibrary | None:
    """What a picture can wear: typing errors are told before it is looked at, which takes seconds.

    None for a project, which has expressions of its own and is opened at once.
    """
    from studio.pipelines.subject import is_project
    from studio.pipelines.wardrobe import library_of

    return None if is_project(subject) else library_of(None)


def worn_expression(words: list[str], values: dict[str, float], library: ExpressionLibrary) -> Expression:
    """The one expression that --expression and --control describe together; several are added up.

    Raises:
        InputError: If something is unknown.
    """
    from studio.models.library import find
    from studio.pipelines.wardrobe import custom_expression

    base = find(library, "+".join(words)) if words else None
    if base is not None and not values:
        return base
    return custom_expression(base, values) if values else find(library, "neutral")


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The list “{path}” cannot be read.", "Give a plain text file.", "usage.list") from error
    return [word for line in text.splitlines() if (word := line.partition("#")[0].strip())]
