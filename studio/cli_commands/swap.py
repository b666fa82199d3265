"""`avatar-studio swap`: a character, wearing an expression, in a given picture; and `avatar-studio note`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption, QuietOption
from studio.core.errors import InputError
from studio.engines.swapping import SwapOptions, SwapQuality
from studio.pipelines.names import safe_name

if TYPE_CHECKING:
    from studio.models.content_note import ContentNote
    from studio.models.expression import ExpressionLibrary
    from studio.pipelines.seeing import SeeOptions
    from studio.pipelines.swap import SwapExpression, SwapPicture, SwapPlan

WHO, WORN, HOW = "Who is put in", "What is worn", "How it is drawn"


def swap(
    scene: Annotated[
        Path, typer.Argument(help="The picture that somebody is put into: PNG, JPEG, …; GIF for all frames.")
    ],
    words: Annotated[
        list[str], typer.Argument(help="joy, joy:0.7, joy+surprise:0.5, …; several are added up.", show_default=False)
    ] = [],  # noqa: B006 (typer makes a new list for each call)
    identity: Annotated[
        Path | None,
        typer.Option(
            "--identity", "-i", help="A picture of the character, or a project (.avatar).", rich_help_panel=WHO
        ),
    ] = None,
    character: Annotated[
        str, typer.Option("--character", help="Who, in a project of several.", rich_help_panel=WHO)
    ] = "",
    identity_face: Annotated[
        int | None, typer.Option("--identity-face", min=0, help="Which face of that picture.", rich_help_panel=WHO)
    ] = None,
    right: Annotated[
        bool,
        typer.Option(
            "--i-have-the-right",
            help="Confirms that you may use the faces of the real people in these pictures.",
            rich_help_panel=WHO,
        ),
    ] = False,
    control: Annotated[
        list[str], typer.Option("--control", "-c", help="jawOpen=0.5; set on top.", rich_help_panel=WORN)
    ] = [],  # noqa: B006
    expression_picture: Annotated[
        Path | None, typer.Option("--expression-picture", help="A picture that shows it.", rich_help_panel=WORN)
    ] = None,
    expression_folder: Annotated[
        Path | None,
        typer.Option("--expression-folder", help="Your pictures by word: joy_1.png, joy/1.png.", rich_help_panel=WORN),
    ] = None,
    clip: Annotated[
        str, typer.Option("--clip", help="A clip instead: joy..anger, nod, talk:hello, …", rich_help_panel=WORN)
    ] = "",
    turn_head: Annotated[
        bool,
        typer.Option(
            "--turn-head", help="The head looks straight, or as the words say, not as before.", rich_help_panel=WORN
        ),
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="PNG, WebP or JPEG; a clip: APNG, WebP, GIF.")
    ] = None,
    face: arguments.Face = None,
    anchors: arguments.AnchorsFile = None,
    engine: Annotated[str, typer.Option("--engine", help="What draws.", rich_help_panel=HOW)] = "diffsfsr",
    draft: Annotated[
        bool, typer.Option("--draft", help="Two evaluations instead of twenty.", rich_help_panel=HOW)
    ] = False,
    steps: Annotated[int, typer.Option("--steps", min=0, max=250, help="0: as usual.", rich_help_panel=HOW)] = 0,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="The same seed, the same picture.", rich_help_panel=HOW)
    ] = 0,
    identity_scale: Annotated[
        float,
        typer.Option(
            "--identity-scale", min=0, max=10, help="How much the character is insisted on.", rich_help_panel=HOW
        ),
    ] = 1.0,
    expression_scale: Annotated[
        float,
        typer.Option("--expression-scale", min=0, max=10, help="How much the expression is.", rich_help_panel=HOW),
    ] = 1.0,
    grow: Annotated[
        float,
        typer.Option(
            "--grow", min=0.6, max=1.6, help="Size of what is replaced; more takes in wide hair.", rich_help_panel=HOW
        ),
    ] = 1.0,
    fps: Annotated[
        float, typer.Option("--fps", min=0, max=60, help="Of a clip; 0: its own.", rich_help_panel=HOW)
    ] = 0.0,
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Put a character, wearing an expression, into a picture. Outside the head every pixel stays as it is."""
    from studio.pipelines.swap import SwapPlan, check_rights
    from studio.pipelines.swap_files import MOVING_SUFFIXES, STILL_SUFFIXES, is_moving
    from studio.pipelines.wardrobe import builtin_expressions

    if identity is None:
        raise InputError("Nobody was named to be put in.", "Add --identity PICTURE or PROJECT.", "usage.identity")
    if clip and (words or control or expression_picture or expression_folder):
        raise InputError("A clip says what is worn.", "Give words, or --clip, not both.", "usage.clip")
    values = arguments.control_values(control)
    _check_words(words, clip, builtin_expressions() if identity.suffix.lower() != ".avatar" else None)
    data = _read(scene)
    moves = bool(clip) or is_moving(data)
    suffix = ".apng" if moves else ".png"
    target = output or Path(f"{safe_name(scene.stem)}_{safe_name(clip or '_'.join(words) or 'swap')}{suffix}")
    given = [path for path in (scene, identity, expression_picture) if path is not None]
    arguments.check_output(target, given, MOVING_SUFFIXES if moves else STILL_SUFFIXES)
    people = _people(identity, character, identity_face, quiet)
    options = SwapOptions(
        SwapQuality.DRAFT if draft else SwapQuality.FULL, steps, identity_scale, expression_scale, seed
    )
    plan = SwapPlan(engine, options, grow, not turn_head, people.rights)
    work = _Work(scene, data, people, plan, arguments.see_options(face, anchors, True), right, quiet)
    if clip:
        made = _clip(work, clip, fps or None, target)
    else:
        worn = _worn(words, values, people.library, expression_picture, expression_folder, seed, work)
        check_rights(people.pictures, work.allowed(people.pictures).rights)
        made = _moving(work, worn, target) if moves else _still(work, worn, target)
    return _finish(made, target, is_dry_run, as_json)


@dataclass(frozen=True, slots=True)
class _People:
    pictures: tuple[SwapPicture, ...]
    library: ExpressionLibrary
    rights: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Work:
    path: Path
    data: bytes
    people: _People
    plan: SwapPlan
    seeing: SeeOptions
    has_right: bool
    quiet: bool

    def allowed(self, pictures: tuple[SwapPicture, ...]) -> SwapPlan:
        """The plan, with the right to these pictures where the flag says so."""
        more = {one.sha256 for one in pictures} if self.has_right else set()
        return replace(self.plan, rights=self.plan.rights | more)


@dataclass(frozen=True, slots=True)
class _Made:
    data: bytes
    size: tuple[int, int]
    note: ContentNote
    warnings: tuple[str, ...]
    frames: int = 1


def _check_words(words: list[str], clip: str, library: ExpressionLibrary | None) -> None:
    """Typing errors are told before a picture is looked at, which takes seconds."""
    from studio.models.library import find
    from studio.pipelines.clips import timed_clip

    if library is None:
        return
    if words:
        find(library, "+".join(words))
    if clip:
        timed_clip(clip, library, None, 0, 0)


def _read(path: Path) -> bytes:
    from studio.storage.pictures import load_picture

    try:
        return path.read_bytes()
    except OSError:
        load_picture(path)  # says what is wrong with the path
        raise


def _people(path: Path, character: str, face: int | None, quiet: bool) -> _People:
    from studio.pipelines.seeing import SeeOptions
    from studio.pipelines.subject import is_project
    from studio.pipelines.swap_files import identity_of_character, see_identity
    from studio.pipelines.wardrobe import library_of
    from studio.storage.project_file import read_project

    if is_project(path):
        content = read_project(path)
        pictures = identity_of_character(content.project.character(character), content.blobs)
        return _People(pictures, library_of(content.project), frozenset(content.project.rights))
    seen = console.run_job(see_identity(_read(path), path.name, SeeOptions(face)), "Looking", quiet)
    return _People((seen,), library_of(None), frozenset())


def _worn(
    words: list[str],
    values: dict[str, float],
    library: ExpressionLibrary,
    picture: Path | None,
    folder: Path | None,
    number: int,
    work: _Work,
) -> SwapExpression:
    from studio.pipelines.labelled_expressions import read_labelled, worn_expression

    labelled = read_labelled(folder, library) if folder else None
    job = worn_expression(words, values, library, labelled, picture, number)
    return console.run_job(job, "Expression", work.quiet)


def _scene(work: _Work) -> SwapPicture:
    from studio.pipelines.swap import see_scene

    return console.run_job(see_scene(work.data, work.path.name, work.seeing), "Looking", work.quiet)


def _still(work: _Work, worn: SwapExpression, target: Path) -> _Made:
    from studio.pipelines.swap import swap as swap_job
    from studio.pipelines.swap_files import encoded

    scene = _scene(work)
    plan = work.allowed((scene, *work.people.pictures))
    result = console.run_job(swap_job(scene, work.people.pictures, worn, plan), "Swap", work.quiet)
    height, width = result.pixels.shape[:2]
    data = encoded(result.pixels, target.suffix, result.note)
    return _Made(data, (width, height), result.note, result.warnings)


def _moving(work: _Work, worn: SwapExpression, target: Path) -> _Made:
    from studio.core.files import sha256_hex
    from studio.pipelines.swap_files import moving_file, swap_moving

    plan = work.allowed(work.people.pictures)
    if work.has_right:
        plan = replace(plan, rights=plan.rights | {sha256_hex(work.data)})
    job = swap_moving(work.data, work.path.name, work.people.pictures, worn, plan, work.seeing)
    scene, warnings = console.run_job(job, "Swap", work.quiet)
    data, lost = moving_file(scene, target)
    assert scene.note is not None
    return _Made(data, scene.canvas_size, scene.note, warnings + lost, len(scene.animations[0].frames))


def _clip(work: _Work, word: str, fps: float | None, target: Path) -> _Made:
    from studio.pipelines.clips import timed_clip
    from studio.pipelines.swap_files import moving_file, swap_clip

    clip = timed_clip(word, work.people.library, None, 0, 0)
    picture = _scene(work)
    plan = work.allowed((picture, *work.people.pictures))
    job = swap_clip(picture, work.people.pictures, clip, work.people.library, plan, fps)
    scene, warnings = console.run_job(job, "Swap", work.quiet)
    data, lost = moving_file(scene, target)
    assert scene.note is not None
    return _Made(data, scene.canvas_size, scene.note, warnings + lost, len(scene.animations[0].frames))


def _finish(made: _Made, target: Path, is_dry_run: bool, as_json: bool) -> int:
    from studio.pipelines.render_set import write_output

    if not is_dry_run:
        write_output(target, made.data)
    console.warn(made.warnings)
    if as_json:
        console.say_json(
            {
                "output": str(target), "written": not is_dry_run, "size": list(made.size), "frames": made.frames,
                "note": dict(made.note.lines()), "warnings": list(made.warnings),
            }
        )  # fmt: skip
    else:
        frames = f", {made.frames} frames" if made.frames > 1 else ""
        done = "Would write" if is_dry_run else "Wrote"
        console.say(f"{done} {target} ({made.size[0]} x {made.size[1]} px{frames}; it carries a content note)")
    return ExitCode.OK


def note(
    files: Annotated[list[Path], typer.Argument(help="PNG, WebP, JPEG or GIF files.")], as_json: JsonOption = False
) -> int:
    """Show how pictures were generated, as the note in them says."""
    from studio.export.content_notes import read_note

    found: list[tuple[Path, ContentNote | None]] = [(path, read_note(_bytes(path))) for path in files]
    if as_json:
        rows: list[dict[str, Any]] = [
            {"file": str(path), "note": None if one is None else dict(one.lines())} for path, one in found
        ]
        console.say_json({"files": rows})
        return ExitCode.OK
    for index, (path, one) in enumerate(found):
        console.say(("\n" if index else "") + typer.style(str(path), bold=True))
        if one is None:
            console.say("  no content note: not generated with Avatar Studio, or the note was taken out")
            continue
        for name, value in one.lines():
            console.say(f"  {name:<26} {value}")
    return ExitCode.OK


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"“{path}” cannot be read.", "Check the path.", "picture.missing") from error
