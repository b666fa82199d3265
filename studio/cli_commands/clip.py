"""`avatar-studio clip`: one animation as a moving picture."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption, QuietOption
from studio.cli_commands.draw import open_subject
from studio.core.errors import InputError
from studio.models.project import Crop, ExportSettings
from studio.models.sheet import LoopMode

if TYPE_CHECKING:
    from studio.models.clip import Clip
    from studio.models.expression import Expression
    from studio.pipelines.export_clip import ClipResult
    from studio.pipelines.subject import Subject


class ClipKind(StrEnum):
    """Ready-made clips."""

    BLINK = "blink"
    IDLE = "idle"
    TALK = "talk"
    TRANSITION = "transition"


CLIP = "What happens"


def clip(
    subject: arguments.Subject,
    word: Annotated[
        str, typer.Argument(help="nod, laughing, talk:hello, joy..anger, …; see `clips`.", show_default=False)
    ] = "",
    kind: Annotated[
        ClipKind | None, typer.Option("--kind", "-k", help="Ready-made clip.", rich_help_panel=CLIP)
    ] = None,
    name: Annotated[
        str,
        typer.Option("--clip", help="The same as the word after the picture.", rich_help_panel=CLIP),
    ] = "",
    text: Annotated[
        str, typer.Option("--text", help="For talk: words, A I U E O, or viseme names.", rich_help_panel=CLIP)
    ] = "",
    start: Annotated[str, typer.Option("--from", help="For a transition.", rich_help_panel=CLIP)] = "neutral",
    end: Annotated[str, typer.Option("--to", help="For a transition.", rich_help_panel=CLIP)] = "",
    duration_ms: Annotated[
        int, typer.Option("--duration", min=0, help="Milliseconds, for idle and transition.", rich_help_panel=CLIP)
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="For idle: another rhythm.", rich_help_panel=CLIP)] = 0,
    over: Annotated[
        str, typer.Option("--over", help="Expression that the clip is laid over.", rich_help_panel=CLIP)
    ] = "",
    loop: Annotated[
        LoopMode | None, typer.Option("--loop", help="What happens at the end.", rich_help_panel=CLIP)
    ] = None,
    fps: Annotated[
        float, typer.Option("--fps", min=0, help="Frames a second; 0: the clip's own.", rich_help_panel=CLIP)
    ] = 0.0,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=".apng, .png (animated), .webp, .gif, or a folder for single PNG files."),
    ] = None,
    size: arguments.Size = 0,
    crop: arguments.CropOption = Crop.NONE,
    pixel_art: arguments.PixelArt = False,
    character: arguments.CharacterName = "",
    face: arguments.Face = None,
    anchors: arguments.AnchorsFile = None,
    keep_background: arguments.KeepBackground = False,
    engine: arguments.EngineName = "puppet",
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Make one moving picture: a blink, an idle loop, speech, or the way from one expression to another."""
    from studio.models.library import find
    from studio.pipelines.export_character import ExportJob
    from studio.pipelines.export_clip import MOVING_PICTURES, export_clip
    from studio.pipelines.names import safe_name

    frame = arguments.frame_options(size, crop, is_pixel_art=pixel_art)
    name = _one_name(word, name)
    _check_choice(kind, name, text, end)
    _check_words(subject, kind, name, over, start, end, duration_ms, seed)
    if output is not None and output.suffix and not output.is_dir():
        arguments.check_output(output, [subject], tuple(MOVING_PICTURES))
    who = open_subject(subject, face, anchors, keep_background, character, quiet)
    base = find(who.library, over) if over else None
    made = _named(_chosen(who, kind, name, text, start, end, duration_ms, seed), base, loop)
    target = output or Path(f"{safe_name(who.name)}_{safe_name(made.id)}.apng")
    arguments.check_output(target, [subject])
    settings = ExportSettings((), "", fps=fps, frame=frame)
    job = ExportJob((), (made,), settings, target.parent, engine, is_dry_run=is_dry_run)
    result = console.run_job(export_clip(who, job, target, base.pose if base else None), "Clip", quiet)
    console.warn((*who.warnings, *result.warnings))
    _show(result, who, made, target, is_dry_run, as_json)
    return ExitCode.OK


def _one_name(word: str, name: str) -> str:
    if word and name and word != name:
        raise InputError(f"Both “{word}” and “{name}” were named.", "Make one clip at a time.", "usage.clip")
    return word or name


def _check_words(
    subject: Path, kind: ClipKind | None, name: str, over: str, start: str, end: str, duration_ms: int, seed: int
) -> None:
    """Typing errors are told before a picture is looked at, which takes seconds."""
    from studio.models.library import find
    from studio.pipelines.clips import timed_clip, transition
    from studio.pipelines.subject import is_project
    from studio.pipelines.wardrobe import builtin_expressions

    if is_project(subject):
        return
    library = builtin_expressions()
    if over:
        find(library, over)
    if kind is ClipKind.TRANSITION:
        transition(start, end, library)
    if name:
        timed_clip(name, library, None, duration_ms, seed)


def _check_choice(kind: ClipKind | None, name: str, text: str, end: str) -> None:
    if (kind is None) == (not name):
        hint = "Name one after the picture, such as nod or joy..anger (see `clips`), or give --kind."
        raise InputError("Which clip is not clear.", hint, "usage.clip")
    if kind is ClipKind.TRANSITION and not end:
        raise InputError("A transition needs an end.", "Add --to anger, for example.", "usage.clip")
    if text and kind is not ClipKind.TALK:
        raise InputError("Only talk has a text.", "Use --kind talk --text …", "usage.clip")


def _chosen(
    who: Subject, kind: ClipKind | None, name: str, text: str, start: str, end: str, duration_ms: int, seed: int
) -> Clip:
    from studio.pipelines.clips import timed_clip, transition

    if kind is ClipKind.TRANSITION:
        return transition(start, end, who.library, duration_ms)
    word = name or (f"talk:{text}" if text else str(kind))
    project = who.content.project if who.content else None
    return timed_clip(word, who.library, project, duration_ms, seed)


def _named(clip: Clip, base: Expression | None, loop: LoopMode | None) -> Clip:
    if base is not None:
        clip = replace(clip, id=f"{clip.id}-{base.id}", name=f"{clip.name} ({base.name})")
    return replace(clip, loop=loop) if loop else clip


def _show(result: ClipResult, who: Subject, clip: Clip, target: Path, is_dry_run: bool, as_json: bool) -> None:
    shown = result.animation.unrolled()
    if as_json:
        console.say_json(
            {
                "output": str(target), "written": not is_dry_run, "files": [str(path) for path in result.files],
                "changed": [str(path) for path in result.changed], "clip": clip.id, "loop": clip.loop.value,
                "size": list(result.size), "frames": len(shown), "pictures": result.sprite_count,
                "durations_ms": [frame.duration_ms for frame in shown],
                "warnings": [*who.warnings, *result.warnings],
            }
        )  # fmt: skip
        return
    seconds = sum(frame.duration_ms for frame in shown) / 1000
    pictures = f"{len(shown)} frames ({result.sprite_count} different), {seconds:.2f} s, {clip.loop.value}"
    size = f"{result.size[0]} x {result.size[1]} px"
    console.say(f"{'Would write' if is_dry_run else 'Wrote'} {target} ({clip.name}: {pictures}, {size})")
