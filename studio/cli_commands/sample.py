"""`avatar-studio sample`: the whole job on a real picture, and what it costs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption, QuietOption

if TYPE_CHECKING:
    from studio.pipelines.sample import SampleResult


def sample(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the results.")] = Path(
        "avatar-studio-sample"
    ),
    engine: Annotated[str, typer.Option("--engine", hidden=True)] = "puppet",
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """See what the program does: one portrait becomes 30 expressions and 5 clips for Godot and Unity.

    The picture is NASA's public-domain portrait of Eileen Collins, which travels with scikit-image. No download.
    """
    from studio.pipelines.sample import run_sample

    if not is_dry_run:
        arguments.check_folder(output)
    result = console.run_job(run_sample(output, engine, is_dry_run), "Sample", quiet)
    console.warn(result.report.warnings)
    if as_json:
        console.say_json(_data(result))
    else:
        _say(result)
    return ExitCode.OK


def _data(result: SampleResult) -> dict[str, object]:
    from studio.cli_commands.export import report_data
    from studio.models.project import ExportSettings
    from studio.pipelines.sample import TARGETS

    return {
        "folder": str(result.folder), "project": str(result.project), "contact_sheet": str(result.contact_sheet),
        "expressions": result.expression_count, "animations": result.animation_count,
        "sprites": result.sprite_count, "frame_size": list(result.frame_size), "seconds": result.seconds,
        "parts": result.parts, "peak_memory_mb": round(result.peak_memory_mb),
        "export": report_data(result.report, ExportSettings(TARGETS, "")),
    }  # fmt: skip


def _say(result: SampleResult) -> None:
    report = result.report
    rows = [
        ("pictures", f"{result.sprite_count} of {result.frame_size[0]} x {result.frame_size[1]} px"),
        ("animations", f"{result.animation_count} ({result.expression_count} expressions, 5 clips)"),
    ]
    for sheet in report.sheets:
        pages = ", ".join(f"{width} x {height}" for width, height in sheet.page_sizes)
        rows.append(("pages", f"{len(sheet.page_sizes)} ({pages} px), {sheet.waste_ratio:.1%} wasted"))
    rows.append(("time", f"{result.seconds:.1f} s ({', '.join(f'{n} {s:.1f}' for n, s in result.parts.items())})"))
    if result.peak_memory_mb:
        rows.append(("peak memory", f"{result.peak_memory_mb:.0f} MB"))
    for name, text in rows:
        console.say(f"{name:<14}{text}")
    if report.is_dry_run:
        console.say(f"Would write {len(report.written)} files below {result.folder}")
        return
    console.say("")
    console.say(f"contact sheet {result.contact_sheet}")
    console.say(f"project       {result.project}")
    console.say(f"Godot         {report.folder / 'godot4'}   copy the folder into a project and open the scene")
    console.say(f"Unity         {report.folder / 'unity'}   import the .unitypackage, or copy the folder into Assets")
