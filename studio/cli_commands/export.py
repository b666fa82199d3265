"""`avatar-studio export`: expressions and clips for game engines."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption, QuietOption
from studio.cli_commands.draw import open_subject
from studio.core.errors import InputError
from studio.models.project import Crop, ExportSettings
from studio.models.sheet import Layout, SheetOptions, SizeRule, Trim

if TYPE_CHECKING:
    from studio.export.report import ExportReport
    from studio.pipelines.subject import Subject

SHEET, WHAT = "Sheet", "What leaves"
DEFAULTS = SheetOptions()
_NEXT = (
    ("godot4", ".tscn", "Godot 4", "copy the folder into your project and put {} into a scene"),
    ("godot3", ".tscn", "Godot 3", "copy the folder into your project and put {} into a scene"),
    ("unity", ".unitypackage", "Unity", "import {} (Assets, Import Package), or copy the folder into Assets"),
)
"""Target, what to open, for whom, what to do with it."""
_LISTED = 24
"""Files that are listed one by one for people."""

Targets = Annotated[
    list[str],
    typer.Option(
        "--target",
        "-t",
        help="godot4, godot3, unity, aseprite, aseprite-array, texturepacker, texturepacker-array, phaser, "
        "png-sequence, apng, webp, gif, livelink, gltf, vrma; repeatable; `all` for all.",
    ),
]
Words = Annotated[
    list[str],
    typer.Option("--expression", "-e", help="joy, anger:0.5, sample, words, all; repeatable.", rich_help_panel=WHAT),
]
Clips = Annotated[
    list[str],
    typer.Option(
        "--clip",
        help="blink, nod, talk:hello, joy..anger, `all`, `none`; see `clips`; repeatable.",
        rich_help_panel=WHAT,
    ),
]
Settings = Annotated[
    list[str], typer.Option("--set", help="FORMAT.SETTING=VALUE, for what only one format knows; repeatable.")
]


def export(
    subject: arguments.Subject,
    target: Targets = [],  # noqa: B006 (typer makes a new list for each call)
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Folder; by default `export`.")] = None,
    expression: Words = [],  # noqa: B006
    clip: Clips = [],  # noqa: B006
    fps: Annotated[
        float, typer.Option("--fps", min=0, help="Frames a second; 0: each clip's own.", rich_help_panel=WHAT)
    ] = 0.0,
    repeat: Annotated[bool, typer.Option("--repeat", help="The project's last export again.")] = False,
    base_name: Annotated[str, typer.Option("--base-name", help="What files are called; the character's name.")] = "",
    setting: Settings = [],  # noqa: B006
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files in the way that no export made, or that were changed.")
    ] = False,
    size: arguments.Size = 0,
    crop: arguments.CropOption = Crop.NONE,
    pivot: arguments.Pivot = "0.5,1",
    pixel_art: arguments.PixelArt = False,
    layout: Annotated[
        Layout, typer.Option("--layout", help="How sprites lie.", rich_help_panel=SHEET)
    ] = DEFAULTS.layout,
    trim: Annotated[
        Trim, typer.Option("--trim", help="How transparent borders are cut.", rich_help_panel=SHEET)
    ] = DEFAULTS.trim,
    alpha_threshold: Annotated[
        int,
        typer.Option("--alpha-threshold", min=0, max=255, help="Alpha that counts as empty.", rich_help_panel=SHEET),
    ] = DEFAULTS.alpha_threshold,
    extrude: Annotated[
        int, typer.Option("--extrude", min=0, help="Repeated edge pixels against seams.", rich_help_panel=SHEET)
    ] = DEFAULTS.extrude_px,
    padding: Annotated[
        int, typer.Option("--padding", min=0, help="Pixels between sprites.", rich_help_panel=SHEET)
    ] = DEFAULTS.padding_px,
    border: Annotated[
        int, typer.Option("--border", min=0, help="Pixels at the page's edge.", rich_help_panel=SHEET)
    ] = DEFAULTS.border_px,
    max_size: Annotated[
        int, typer.Option("--max-size", min=16, help="Largest side of a page.", rich_help_panel=SHEET)
    ] = DEFAULTS.max_size_px,
    size_rule: Annotated[
        SizeRule, typer.Option("--size-rule", help="Which page sizes are allowed.", rich_help_panel=SHEET)
    ] = DEFAULTS.size_rule,
    square: Annotated[bool, typer.Option("--square", help="Square pages.", rich_help_panel=SHEET)] = DEFAULTS.is_square,
    merge: Annotated[
        bool, typer.Option("--merge/--no-merge", help="Equal sprites share a place.", rich_help_panel=SHEET)
    ] = DEFAULTS.merge_duplicates,
    bleed: Annotated[
        bool, typer.Option("--bleed/--no-bleed", help="Colour under transparent edges.", rich_help_panel=SHEET)
    ] = DEFAULTS.bleed_colour,
    scale: Annotated[
        list[float], typer.Option("--scale", help="Sizes of one layout: 1, 0.5, 2; repeatable.", rich_help_panel=SHEET)
    ] = [],  # noqa: B006
    character: arguments.CharacterName = "",
    face: arguments.Face = None,
    anchors: arguments.AnchorsFile = None,
    keep_background: arguments.KeepBackground = False,
    engine: arguments.EngineName = "puppet",
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Draw expressions and clips and write them for game engines.

    Exporting again keeps all ids and what you added by hand in the engine, and touches only what changed.
    A project remembers its last export: `export cast.avatar --repeat`.
    """
    if not target and not repeat:
        raise InputError("No target was named.", "Add --target godot4, --target unity, or --repeat.", "usage.target")
    sheet = SheetOptions(
        layout, trim, alpha_threshold, extrude, padding, border, max_size, size_rule, square, merge, bleed,
        tuple(scale) or DEFAULTS.scales,
    )  # fmt: skip
    settings = ExportSettings(
        _targets(target), str(output or "export"), tuple(expression), tuple(clip), fps,
        arguments.frame_options(size, crop, pivot, pixel_art), sheet, _settings(setting), base_name=base_name,
    )  # fmt: skip
    _check_words(subject, settings)
    if not repeat and not is_dry_run:
        arguments.check_folder(Path(settings.folder))
    if repeat and not character:
        character = _last_character(subject)
    who = open_subject(subject, face, anchors, keep_background, character, quiet)
    if repeat:
        settings = _last(who, subject)
    report = _run(who, settings, engine, base_name, is_dry_run, overwrite, quiet)
    if who.content is not None and not is_dry_run and not repeat:
        _remember(who, settings, subject)
    console.warn((*who.warnings, *report.warnings))
    _show(report, settings, as_json)
    return ExitCode.OK


def _check_words(subject: Path, settings: ExportSettings) -> None:
    """Typing errors are told before a picture is looked at, which takes seconds."""
    from studio.cli_commands.draw import known_library
    from studio.pipelines.clips import clip_words, meant_clips
    from studio.pipelines.wardrobe import resolved

    known = known_library(subject)
    if known is None:
        return
    if settings.expressions != ("none",):
        resolved(settings.expressions, known)
    if settings.clips != ("none",):
        meant_clips(clip_words(settings.clips), known)


def _targets(names: list[str]) -> tuple[str, ...]:
    from studio.export.formats.registry import format_by_name, format_names

    if names == ["all"]:
        return format_names()
    parts = tuple(dict.fromkeys(part.strip() for name in names for part in name.split(",") if part.strip()))
    for name in parts:
        format_by_name(name)  # a typing error is told before anything is drawn
    return parts


def _settings(texts: list[str]) -> dict[str, str]:
    values = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not key.strip():
            raise InputError(f"“{text}” is no setting.", "Write FORMAT.SETTING=VALUE.", "usage.setting")
        values[key.strip()] = value.strip()
    return values


def _run(
    who: Subject, settings: ExportSettings, engine: str, base_name: str, is_dry_run: bool, overwrite: bool, quiet: bool
) -> ExportReport:
    from studio.pipelines.export_character import ExportJob, export_character, what_leaves

    expressions, clips = what_leaves(settings, who)
    name = base_name or settings.base_name
    job = ExportJob(expressions, clips, settings, Path(settings.folder), engine, name, is_dry_run, overwrite)
    return console.run_job(export_character(who, job), "Export", quiet)


def _last_character(path: Path) -> str:
    """Whom the last export of a project showed."""
    from studio.pipelines.subject import is_project
    from studio.storage.project_file import read_project

    last = read_project(path).project.export if is_project(path) else None
    return last.character if last else ""


def _last(who: Subject, path: Path) -> ExportSettings:
    last = who.content.project.export if who.content else None
    if last is None:
        raise InputError("There is no export to repeat.", "Export with --target first.", "usage.repeat")
    return replace(last, folder=str(path.parent / last.folder))


def _remember(who: Subject, settings: ExportSettings, path: Path) -> None:
    """Keep the settings in the project, the folder relative to it, so that both can move together."""
    from studio.storage.project_file import write_project

    if who.content is None:
        return
    try:
        folder = Path(os.path.relpath(settings.folder, path.parent)).as_posix()
    except ValueError:  # another drive
        folder = str(Path(settings.folder).resolve())
    project = replace(
        who.content.project,
        export=replace(settings, folder=folder, character=who.character.id if who.character else ""),
    )
    write_project(path, replace(who.content, project=project))


def _show(report: ExportReport, settings: ExportSettings, as_json: bool) -> None:
    if as_json:
        console.say_json(report_data(report, settings))
        return
    verb = "would write" if report.is_dry_run else "wrote"
    for path in report.written[:_LISTED]:
        console.say(f"{verb:>11}  {path}")
    if len(report.written) > _LISTED:
        console.say(f"{'':>11}  … and {len(report.written) - _LISTED} more (all of them with --json)")
    in_the_way = "in the way" if report.is_dry_run else "replaced"
    for title, paths in (("removed", report.removed), ("kept", report.skipped), (in_the_way, report.will_replace)):
        for path in paths:
            console.say(f"{title:>11}  {path}")
    for sheet in report.sheets:
        pages = ", ".join(f"{width} x {height}" for width, height in sheet.page_sizes)
        memory = f"{sheet.memory_bytes / 2**20:.1f} MB in graphics memory"
        console.say(f"sheet x{sheet.scale:g}: {pages} px, {sheet.waste_ratio:.0%} empty, {memory}")
    files = "1 file" if len(report.written) == 1 else f"{len(report.written)} files"
    done = f"{files} {'would be ' if report.is_dry_run else ''}written"
    console.note(f"{done}, {len(report.unchanged)} unchanged, in {report.folder}")
    if not report.is_dry_run:
        _show_next(report, settings.targets)


def _show_next(report: ExportReport, targets: tuple[str, ...]) -> None:
    """Where to go on in the game engine."""
    files = sorted({*report.written, *report.unchanged})
    for target, suffix, title, text in _NEXT:
        own = [path for path in files if path.suffix == suffix and (len(targets) == 1 or path.parts[0] == target)]
        if target in targets and own:
            console.note(f"{title}: {text.format(report.folder / own[0])}")


def report_data(report: ExportReport, settings: ExportSettings) -> dict[str, Any]:
    """An export for JSON results."""
    lists = ("written", "new", "unchanged", "removed", "skipped", "will_replace")
    sheets = [
        {
            "scale": sheet.scale, "pages": [list(size) for size in sheet.page_sizes], "file_bytes": sheet.file_bytes,
            "memory_bytes": sheet.memory_bytes, "waste_ratio": round(sheet.waste_ratio, 4),
        }
        for sheet in report.sheets
    ]  # fmt: skip
    return {
        "folder": str(report.folder), "targets": list(settings.targets), "dry_run": report.is_dry_run,
        **{name: [str(path) for path in getattr(report, name)] for name in lists},
        "sheets": sheets, "warnings": list(report.warnings),
    }  # fmt: skip
