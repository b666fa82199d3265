"""`avatar-studio capture`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import DryRunOption, JsonOption, QuietOption

if TYPE_CHECKING:
    from studio.models.character import Character
    from studio.pipelines.cast import CaptureResult
    from studio.storage.project_file import OpenProject


def capture(
    pictures: Annotated[list[Path], typer.Argument(help="Pictures of your characters.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="Project file; characters are added if it is there.", show_default=True),
    ] = Path("cast.avatar"),
    name: Annotated[
        str, typer.Option("--name", help="All pictures show this one character. Without it each is one of its own.")
    ] = "",
    face: arguments.Face = None,
    anchors: arguments.AnchorsFile = None,
    keep_background: arguments.KeepBackground = False,
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Find the face in pictures and keep the characters in a project file.

    One bad picture never stops the others.
    """
    from studio.pipelines.cast import capture as capture_pictures
    from studio.storage.project_file import write_project

    output = output if output.suffix else output.with_suffix(".avatar")
    arguments.check_output(output, pictures, (".avatar",))
    content = _open_or_new(output)
    options = arguments.see_options(face, anchors, keep_background)
    result = console.run_job(capture_pictures(content, pictures, options, name), "Capture", quiet)
    if result.captured and not is_dry_run:
        write_project(output, result.content)
    console.warn(result.warnings)
    _show(result, output, as_json, is_dry_run)
    return console.batch_exit(len(result.captured), result.failures)


def _open_or_new(path: Path) -> OpenProject:
    from studio.pipelines.cast import new_project
    from studio.storage.project_file import read_project

    return read_project(path) if path.exists() else new_project(path.stem)


def _show(result: CaptureResult, output: Path, as_json: bool, is_dry_run: bool) -> None:
    if as_json:
        console.say_json(
            {
                "project": str(output),
                "written": bool(result.captured) and not is_dry_run,
                "characters": [character_data(character) for character in result.captured],
                "failures": console.failures_data(result.failures),
                "warnings": list(result.warnings),
            }
        )
        return
    for character in result.captured:
        pictures = len(character.references)
        style = character.main_reference.style.value
        background = character.main_reference.background.value
        console.say(f"{character.name}: {pictures} picture{'s' * (pictures > 1)}, {style}, background {background}")
    console.show_failures(result.failures)
    if result.captured:
        console.say(f"{'Would write' if is_dry_run else 'Saved'} {output}")


def character_data(character: Character) -> dict[str, Any]:
    """A character for JSON results."""
    identity = character.identity
    return {
        "id": character.id,
        "name": character.name,
        "references": [
            {
                "id": reference.id,
                "source": reference.source_name,
                "style": reference.style.value,
                "background": reference.background.value,
                "landmarks": reference.mesh.source.value,
                "plausibility": round(reference.mesh.plausibility, 3),
                "notes": list(reference.notes),
            }
            for reference in character.references
        ],
        "palette": dict(identity.palette) if identity else {},
        "recogniser": (identity.recogniser if identity else "") or None,
        "similarity": [list(row) for row in identity.similarity] if identity else [],
    }
