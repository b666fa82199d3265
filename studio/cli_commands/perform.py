"""`avatar-studio perform`: recorded performances in and out."""

from __future__ import annotations

import json
import math
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption, QuietOption
from studio.cli_commands.perform_report import show_imported, take_data, take_line
from studio.core.errors import InputError
from studio.models.sheet import LoopMode

if TYPE_CHECKING:
    from studio.models.performance import Take
    from studio.models.performance_calibration import Calibration
    from studio.models.performance_clip import ClipRecipe

app = typer.Typer(help="Recorded performances: Live Link Face and films in; Live Link Face, glTF and VRM out.",
                  no_args_is_help=True)  # fmt: skip
READING, FITTING, KEYS = "Reading", "Fitting to the character", "Keys"


class Tracks(StrEnum):
    """How a performance is divided."""

    REGIONS = "regions"
    ONE = "one"


class Format(StrEnum):
    """What a clip is written as."""

    LIVELINK = "livelink"
    GLTF = "gltf"
    VRMA = "vrma"


class Reader(StrEnum):
    """What reads a face."""

    AUTO = "auto"
    NETWORK = "network"
    SOLVER = "solver"


class Units(StrEnum):
    """Units of the head's angles."""

    AUTO = "auto"
    RADIANS = "radians"
    DEGREES = "degrees"


ProjectFile = Annotated[Path, typer.Argument(help="The project (.avatar) that the clip goes into.")]
ClipName = Annotated[str, typer.Option("--clip", help="Name of the clip; the file's name if left out.")]
Tolerant = Annotated[
    bool, typer.Option("--tolerant", help="Import what can be read of a damaged file.", rich_help_panel=READING)
]
Neutral = Annotated[
    str, typer.Option("--neutral", help="Part in which the face rests, seconds: 0..0.5.", rich_help_panel=FITTING)
]
Gain = Annotated[
    list[str], typer.Option("--gain", help="Stronger or weaker: jawOpen=1.3; repeatable.", rich_help_panel=FITTING)
]
Offset = Annotated[
    list[str], typer.Option("--offset", help="Added to a control: browInnerUp=-0.1.", rich_help_panel=FITTING)
]
CalibrationFile = Annotated[
    Path | None, typer.Option("--calibration", help="Calibration file (JSON) to start from.", rich_help_panel=FITTING)
]
SaveCalibration = Annotated[
    Path | None, typer.Option("--save-calibration", help="Keep what was applied.", rich_help_panel=FITTING)
]
Smooth = Annotated[
    float,
    typer.Option(
        "--smooth", min=0, help="Cutoff of a face at rest in Hz: smaller is smoother, 0 is none.", rich_help_panel=KEYS
    ),
]
LargestError = Annotated[
    float, typer.Option("--error", min=0, max=1, help="Largest error of the fewer keys.", rich_help_panel=KEYS)
]
Fps = Annotated[float, typer.Option("--fps", min=0, help="Frames a second; 0: as recorded.", rich_help_panel=KEYS)]
OnFrames = Annotated[bool, typer.Option("--on-frames", help="Keys on the clip's frames only.", rich_help_panel=KEYS)]
Part = Annotated[str, typer.Option("--part", help="Only this part, seconds: 2..7.5 or 2..", rich_help_panel=KEYS)]
Speed = Annotated[float, typer.Option("--speed", help="2 is twice as fast.", rich_help_panel=KEYS)]
TrackOption = Annotated[Tracks, typer.Option("--tracks", help="A track for each region, or one.", rich_help_panel=KEYS)]
Loop = Annotated[LoopMode, typer.Option("--loop", help="What happens at the end.", rich_help_panel=KEYS)]
Replace = Annotated[bool, typer.Option("--replace", help="Replace a clip of the same name.")]
HeadUnits = Annotated[Units, typer.Option("--head-units", help="Of the head's angles.", rich_help_panel=READING)]


@app.command("check")
def check(
    recording: Annotated[Path, typer.Argument(help="A Live Link Face recording (.csv), or a film.")],
    head_units: HeadUnits = Units.AUTO,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Say what a recording holds and what is wrong with it; of a film, who is in it."""
    from studio.models.performance_review import RecordingKind, kind_of_file
    from studio.pipelines.performance_import import read_recording

    if kind_of_file(recording.name, has_chosen=True) is RecordingKind.VIDEO:
        return _check_film(recording, as_json, quiet)
    take = console.run_job(read_recording(recording, _head(head_units)), "Reading", quiet)
    if as_json:
        console.say_json(take_data(take))
    else:
        console.say(take_line(take))
        for note in take.notes:
            console.say(f"  {note.kind.value}: {note.told()}")
    return ExitCode.PARTIAL if take.problems else ExitCode.OK


def _check_film(film: Path, as_json: bool, quiet: bool) -> int:
    from studio.pipelines.performance_look import look_at_film

    look = console.run_job(look_at_film(film), "Looking", quiet)
    reader = Reader.NETWORK if look.has_network else Reader.SOLVER
    if as_json:
        faces = [[round(one, 1) for one in (box.x, box.y, box.width, box.height)] for box in look.faces]
        console.say_json({"name": film.stem, "faces": faces, "reader": reader.value})
        return ExitCode.OK
    count = len(look.faces)
    console.say(
        f"{film.name}: {count} {'face' if count == 1 else 'faces'} at its beginning, read by the {reader.value}"
    )
    for index, box in enumerate(look.faces):
        place = f"{box.x + box.width / 2:.0f}, {box.y + box.height / 2:.0f}"
        console.say(f"  --face {index}: {max(box.width, box.height):.0f} pixels large, its middle at {place}")
    return ExitCode.OK


@app.command("import")
def import_(
    recording: Annotated[Path, typer.Argument(help="A Live Link Face recording (.csv).")],
    project: ProjectFile,
    name: ClipName = "",
    is_tolerant: Tolerant = False,
    head_units: HeadUnits = Units.AUTO,
    neutral: Neutral = "",
    gain: Gain = [],  # noqa: B006 (typer makes a new list for each call)
    offset: Offset = [],  # noqa: B006
    calibration: CalibrationFile = None,
    save_calibration: SaveCalibration = None,
    smooth: Smooth = 0.0,
    largest_error: LargestError = 0.01,
    fps: Fps = 0.0,
    is_on_frames: OnFrames = False,
    part: Part = "",
    speed: Speed = 1.0,
    tracks: TrackOption = Tracks.REGIONS,
    loop: Loop = LoopMode.ONCE,
    replaces: Replace = False,
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Make a clip of a Live Link Face recording."""
    from studio.pipelines.performance_import import read_recording, require_whole

    fitted = _calibration(calibration, gain, offset)
    rest = _range(neutral)
    recipe = _recipe(
        name or recording.stem, fitted, smooth, largest_error, fps, is_on_frames, part, speed, tracks, loop
    )
    _check_clip(project, recipe, replaces)
    take = console.run_job(read_recording(recording, _head(head_units)), "Reading", quiet)
    if not is_tolerant:
        require_whole(take)
    return _keep(take, recipe, rest, project, save_calibration, as_json, is_dry_run, quiet)


@app.command("video")
def video(
    film: Annotated[Path, typer.Argument(help="A film of a face (.mp4, .webm, .gif, …).")],
    project: ProjectFile,
    name: ClipName = "",
    reader: Annotated[
        Reader, typer.Option("--reader", help="What reads the face; auto: the network if installed.",
                             rich_help_panel=READING),
    ] = Reader.AUTO,
    face: arguments.Face = None,
    is_tolerant: Tolerant = False,
    neutral: Neutral = "",
    gain: Gain = [],  # noqa: B006 (typer makes a new list for each call)
    offset: Offset = [],  # noqa: B006
    calibration: CalibrationFile = None,
    save_calibration: SaveCalibration = None,
    smooth: Smooth = 3.0,
    largest_error: LargestError = 0.02,
    fps: Fps = 0.0,
    is_on_frames: OnFrames = False,
    part: Part = "",
    speed: Speed = 1.0,
    tracks: TrackOption = Tracks.REGIONS,
    loop: Loop = LoopMode.ONCE,
    replaces: Replace = False,
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:  # fmt: skip
    """Make a clip of a film of a face."""
    from studio.models.performance_review import FaceReader
    from studio.pipelines.performance_import import require_whole
    from studio.pipelines.performance_video import VideoOptions, read_video

    fitted = _calibration(calibration, gain, offset)
    rest = _range(neutral)
    recipe = _recipe(name or film.stem, fitted, smooth, largest_error, fps, is_on_frames, part, speed, tracks, loop)
    _check_clip(project, recipe, replaces)
    # The film's own resting face is taken away while it is read.
    options = VideoOptions(FaceReader(reader.value), rest, face)
    reading = console.run_job(read_video(film, options), "Watching", quiet)
    if any(note.code == "face.several" for note in reading.take.notes):
        console.note("  choose another face with --face; `perform check` tells who is in a film")
    if not is_tolerant:
        require_whole(reading.take)
    return _keep(reading.take, recipe, None, project, save_calibration, as_json, is_dry_run, quiet)


@app.command("export")
def export(
    subject: arguments.Subject,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file: .csv, .glb, .gltf or .vrma.")],
    name: Annotated[str, typer.Option("--clip", help="A clip of the project, or a ready-made one (see `clips`).")],
    target: Annotated[Format, typer.Option("--target", "-t", help="As what.")] = Format.LIVELINK,
    over: Annotated[str, typer.Option("--over", help="Expression that the clip is laid over.")] = "",
    fps: Annotated[float, typer.Option("--fps", min=0, help="Frames a second; 0: the clip's, 30 at least.")] = 0.0,
    has_presets: Annotated[
        bool, typer.Option("--presets", help="VRM's vowels and blinks, for models without ARKit's names.")
    ] = False,
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Write a clip as a Live Link Face recording, a glTF face that acts, or a VRM animation."""
    from studio.models.library import find
    from studio.pipelines.clips import meant_clip
    from studio.pipelines.performance_export import (
        SUFFIXES,
        PerformanceFormat,
        PerformanceJob,
        export_performance,
    )
    from studio.pipelines.subject import is_project
    from studio.pipelines.wardrobe import library_of
    from studio.storage.project_file import read_project

    form = PerformanceFormat(target.value)
    arguments.check_output(output, [subject], SUFFIXES[form])
    content = read_project(subject).project if is_project(subject) else None
    library = library_of(content)
    clip = meant_clip(name, library, content)
    base = find(library, over).pose if over else None
    job = PerformanceJob(form, fps, base, has_presets, is_dry_run=is_dry_run)
    made = console.run_job(export_performance(clip, library, job, output), "Export", quiet)
    if as_json:
        console.say_json(
            {
                "output": str(output), "written": made.is_written, "bytes": made.size_bytes, "clip": clip.id,
                "frames": made.take.frame_count, "fps": round(made.take.fps, 4), "format": form.value,
            }
        )  # fmt: skip
        return ExitCode.OK
    verb = "Would write" if is_dry_run else "Wrote" if made.is_written else "Already there:"
    console.say(f"{verb} {output} ({made.take.frame_count} frames, {made.take.fps:g} a second, {form.value})")
    return ExitCode.OK


def _head(units: Units) -> Any:
    from studio.models.performance_columns import HeadReading

    return HeadReading(None if units is Units.AUTO else units is Units.DEGREES)


def _range(text: str) -> tuple[float, float] | None:
    """`0.5..2` in seconds as milliseconds; an open end is endless.

    Raises:
        InputError: If it is none.
    """
    if not text:
        return None
    first, sign, second = text.partition("..")
    try:
        start, end = float(first or 0) * 1000, float(second) * 1000 if second else math.inf
    except ValueError as error:
        raise InputError(f"“{text}” is no part.", "Write seconds, for example 0..0.5.", "usage.range") from error
    if not sign or not 0 <= start < end:
        raise InputError(f"“{text}” is no part.", "Write start..end in seconds, for example 0..0.5.", "usage.range")
    return start, end


def _calibration(path: Path | None, gain: list[str], offset: list[str]) -> Calibration:
    from dataclasses import replace

    from studio.models.performance_calibration import Calibration
    from studio.pipelines.performance_import import read_calibration

    base = read_calibration(path) if path else Calibration()
    gains, offsets = _numbers(gain), _numbers(offset)
    return replace(base, gain={**base.gain, **gains}, offset={**base.offset, **offsets})


def _numbers(texts: list[str]) -> dict[str, float]:
    values = {}
    for text in (part.strip() for item in texts for part in item.split(",")):
        name, sign, number = text.partition("=")
        try:
            values[name.strip()] = float(number)
        except ValueError as error:
            hint = "Write it as name=value, for example jawOpen=1.3."
            raise InputError(f"“{text}” is no control value.", hint, "usage.control") from error
        if not sign:
            raise InputError(f"“{text}” has no value.", "Write name=value.", "usage.control")
    return values


def _recipe(
    name: str, calibration: Calibration, smooth: float, error: float, fps: float, is_on_frames: bool, part: str,
    speed: float, tracks: Tracks, loop: LoopMode,
) -> ClipRecipe:  # fmt: skip
    from studio.models.performance_clip import ClipRecipe, TrackLayout
    from studio.models.performance_smoothing import OneEuro
    from studio.pipelines.performance_import import clip_id_of

    start, end = _range(part) or (0.0, math.inf)
    return ClipRecipe(
        clip_id_of(name), name, TrackLayout(tracks.value), calibration,
        OneEuro(smooth, beta=2 * smooth) if smooth else None, error, start, None if math.isinf(end) else end, speed,
        fps, is_on_frames, loop,
    )  # fmt: skip


def _check_clip(path: Path, recipe: ClipRecipe, replaces: bool) -> None:
    """Mistakes are told before minutes are spent on reading.

    Raises:
        InputError, ProjectError: If the clip is there already, or the project cannot be read.
    """
    from studio.storage.project_file import read_project

    taken = {clip.id for clip in read_project(path).project.clips}
    if recipe.clip_id in taken and not replaces:
        hint = "Choose another name with --clip, or replace it with --replace."
        raise InputError(f"The project has a clip “{recipe.clip_id}” already.", hint, "usage.clip")


def _keep(
    take: Take, recipe: ClipRecipe, rest: tuple[float, float] | None, path: Path, calibration_path: Path | None,
    as_json: bool, is_dry_run: bool, quiet: bool,
) -> int:  # fmt: skip
    from dataclasses import replace

    from studio.core.files import write_atomic
    from studio.models.performance_calibration_json import calibration_to_json
    from studio.pipelines.performance_import import take_to_clip, with_clip
    from studio.storage.project_file import read_project, write_project

    imported = console.run_job(take_to_clip(take, recipe, rest), "Making the clip", quiet)
    if not is_dry_run:
        content = read_project(path)
        write_project(path, replace(content, project=with_clip(content.project, imported.clip)))
        if calibration_path is not None:
            text = json.dumps(calibration_to_json(imported.calibration), indent=2)
            write_atomic(calibration_path, text.encode("utf-8"))
    show_imported(imported, path, as_json, is_dry_run)
    return ExitCode.PARTIAL if take.problems else ExitCode.OK
