"""`avatar-studio speak`: a recording, a text or a lip-sync file becomes a talk clip."""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli_commands import console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption, QuietOption
from studio.core.errors import InputError

if TYPE_CHECKING:
    from studio.models.clip import Clip
    from studio.models.speech_clip import MadeTalk
    from studio.models.speech_cues import Speech

_PROJECT_ENDING = ".avatar"
SAID, CLIP = "What is said", "The clip"


class Layer(StrEnum):
    """How the mouth lies over an emotion."""

    ADD = "add"
    OVERWRITE = "overwrite"


def speak(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="A WAV file, and a project (.avatar) that gets the clip; either may be left out."),
    ] = None,
    text: Annotated[
        str, typer.Option("--text", help="What is said; alone, or laid over the WAV file.", rich_help_panel=SAID)
    ] = "",
    rhubarb: Annotated[
        Path | None, typer.Option("--rhubarb", help="JSON, TSV or XML of Rhubarb Lip Sync.", rich_help_panel=SAID)
    ] = None,
    papagayo: Annotated[
        Path | None, typer.Option("--papagayo", help=".pgo of Papagayo, .dat of Moho.", rich_help_panel=SAID)
    ] = None,
    alignment: Annotated[
        Path | None,
        typer.Option("--alignment", help="JSON of Gentle, Montreal Forced Aligner, or visemes.", rich_help_panel=SAID),
    ] = None,
    file_fps: Annotated[
        float, typer.Option("--file-fps", min=0, max=1000, help="Frame rate of a .dat.", rich_help_panel=SAID)
    ] = 0.0,
    voice: Annotated[str, typer.Option("--voice", help="Whose, in a .pgo of several.", rich_help_panel=SAID)] = "",
    is_tolerant: Annotated[
        bool, typer.Option("--tolerant", help="Leave out entries that make no sense.", rich_help_panel=SAID)
    ] = False,
    clip: Annotated[str, typer.Option("--clip", help="Id of the clip.", rich_help_panel=CLIP)] = "talk",
    layer: Annotated[
        Layer, typer.Option("--layer", help="Over an emotion: keep its smile, or own the mouth.", rich_help_panel=CLIP)
    ] = Layer.ADD,
    intensity: Annotated[float, typer.Option("--intensity", help="Below 1 mumbles.", rich_help_panel=CLIP)] = 1.0,
    error: Annotated[
        float, typer.Option("--error", help="Largest error of a viseme's weight.", rich_help_panel=CLIP)
    ] = 0.08,
    fps: Annotated[float, typer.Option("--fps", help="Frames a second.", rich_help_panel=CLIP)] = 24.0,
    blink_seed: Annotated[
        int | None, typer.Option("--blinks", help="Add blinks, of this seed.", rich_help_panel=CLIP)
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the clip to this JSON file as well.", dir_okay=False)
    ] = None,
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Make a talking mouth of a recording, a text, or another tool's lip-sync file."""
    from studio.models.expression import BlendMode
    from studio.models.speech_clip import TalkOptions, speech_clip

    sound, project = _sorted(paths or [])
    files = {"rhubarb": rhubarb, "papagayo": papagayo, "alignment": alignment}
    given = {kind: path for kind, path in files.items() if path is not None}
    _check(sound, text, given)
    options = TalkOptions(clip, _title(clip), BlendMode(layer.value), error, intensity, blink_seed, fps)
    speech = _speech(sound, text, given, is_tolerant, file_fps, voice, quiet)
    made = speech_clip(speech, options)
    console.warn(speech.notes)
    target = output if output or project else Path(f"{clip}.clips.json")
    if not is_dry_run:
        if project is not None:
            _add_to_project(project, made.clip)
        if target is not None:
            _write(target, made.clip)
    _show(made, speech, project, target, is_dry_run, as_json)
    return ExitCode.OK


def _sorted(paths: list[Path]) -> tuple[Path | None, Path | None]:
    """Which of the paths is the sound, which the project."""
    projects = [path for path in paths if path.suffix.lower() == _PROJECT_ENDING]
    sounds = [path for path in paths if path.suffix.lower() != _PROJECT_ENDING]
    if len(projects) > 1 or len(sounds) > 1:
        raise InputError("Too many files.", "Name one WAV file and one project at most.", "usage.speech")
    return (sounds[0] if sounds else None), (projects[0] if projects else None)


def _check(sound: Path | None, text: str, given: dict[str, Path]) -> None:
    if len(given) + bool(sound) > 1:
        hint = "Give a WAV file (with --text, if you have it), or --text alone, or one lip-sync file."
        raise InputError("It is not clear what is said.", hint, "usage.speech")
    if given and text:
        raise InputError("A lip-sync file has its own words.", "Leave out --text.", "usage.speech")
    if not given and not sound and not text.strip():
        hint = "Name a WAV file, or use --text, --rhubarb, --papagayo or --alignment."
        raise InputError("There is nothing to speak.", hint, "usage.speech")


def _speech(
    sound: Path | None, text: str, given: dict[str, Path], is_tolerant: bool, fps: float, voice: str, quiet: bool
) -> Speech:
    if given:
        from studio.pipelines.speech_import import LipSyncKind, read_lip_sync

        ((kind, path),) = given.items()
        return read_lip_sync(path, LipSyncKind(kind), is_tolerant, fps, voice)
    if sound is not None:
        from studio.pipelines.speech_job import speech_of_file

        return console.run_job(speech_of_file(sound, text), "Speech", quiet)
    from studio.models.speech_cues import speech_of_text

    return speech_of_text(text)


def _title(clip_id: str) -> str:
    words = clip_id.replace("-", " ").replace("_", " ").strip()
    if not words:
        raise InputError("The clip has no name.", "Write --clip hello, for example.", "usage.clip")
    return words[0].upper() + words[1:]


def _add_to_project(path: Path, clip: Clip) -> None:
    from studio.storage.project_file import read_project, write_project

    content = read_project(path)
    kept = tuple(one for one in content.project.clips if one.id != clip.id)
    write_project(path, replace(content, project=replace(content.project, clips=(*kept, clip))))


def _write(path: Path, clip: Clip) -> None:
    from studio.core.files import write_atomic
    from studio.models.clip_json import clip_to_json
    from studio.models.clip_library import CLIPS_FORMAT

    document = {"format": CLIPS_FORMAT, "version": 1, "clips": [clip_to_json(clip)]}
    try:
        write_atomic(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"“{path}” cannot be written: {reason}.", "Choose another place.", "usage.output") from error


def _show(
    made: MadeTalk, speech: Speech, project: Path | None, target: Path | None, is_dry_run: bool, as_json: bool
) -> None:
    places = [str(path) for path in (project, target) if path is not None]
    if as_json:
        console.say_json(
            {
                "clip": made.clip.id, "written": not is_dry_run, "files": places, "duration_ms": speech.duration_ms,
                "keys": made.key_count, "error": round(made.error, 4),
                "words": [[word.text, word.start_ms, word.end_ms] for word in speech.words],
                "visemes": [[cue.viseme, cue.start_ms, cue.end_ms] for cue in speech.cues],
                "warnings": list(speech.notes),
            }
        )  # fmt: skip
        return
    what = f"{speech.duration_ms / 1000:.2f} s, {len(speech.cues)} mouth shapes, {made.key_count} keys"
    words = f", {len(speech.words)} words" if speech.words else ""
    console.say(f"{'Would write' if is_dry_run else 'Wrote'} {' and '.join(places)} ({made.clip.name}: {what}{words})")
