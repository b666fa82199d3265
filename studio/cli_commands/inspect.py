"""`avatar-studio inspect`: what is in a picture or a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.capture import character_data
from studio.cli_commands.console import ExitCode, JsonOption, QuietOption
from studio.core.errors import InputError

if TYPE_CHECKING:
    from studio.models.face import Anchors, MeshSource
    from studio.models.project import Project
    from studio.pipelines.inspection import PictureReport


def inspect(
    subject: arguments.Subject,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="PNG with the faces boxed and the landmarks drawn in.")
    ] = None,
    write_anchors: Annotated[
        Path | None,
        typer.Option("--write-anchors", help="JSON with the features' points, to correct by hand for --anchors."),
    ] = None,
    face: arguments.Face = None,
    anchors: arguments.AnchorsFile = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Show what is seen in a picture, or what a project holds. Changes nothing."""
    from studio.pipelines.subject import is_project

    if is_project(subject):
        return _inspect_project(subject, as_json)
    return _inspect_picture(subject, output, write_anchors, face, anchors, as_json, quiet)


def _inspect_picture(
    path: Path,
    output: Path | None,
    anchors_output: Path | None,
    face: int | None,
    anchors: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    from studio.pipelines.inspection import inspect_picture, overlay, starting_anchors
    from studio.pipelines.render_set import write_output
    from studio.storage.pictures import encode_png

    if output is not None:
        arguments.check_output(output, [path], (".png",))
    if anchors_output is not None:
        arguments.check_output(anchors_output, [path], (".json",))
    options = arguments.see_options(face, anchors, False)
    report = console.run_job(inspect_picture(path, options), "Inspect", quiet)
    if output is not None:
        write_output(output, encode_png(overlay(report)))
    if anchors_output is not None:
        _write_anchors(anchors_output, starting_anchors(report))
    if as_json:
        files = {"overlay": str(output) if output else None, "anchors": str(anchors_output) if anchors_output else None}
        console.say_json(_picture_data(report) | files)
    else:
        _say_picture(report)
        console.say(f"overlay:     {output}" if output else "See the landmarks with -o overlay.png")
        if anchors_output is not None:
            console.say(f"anchors:     {anchors_output}; move the points, then use it with --anchors")
        elif report.mesh is None:
            console.say("Place them by hand: --write-anchors points.json makes a file to begin with")
    return ExitCode.OK


def _write_anchors(path: Path, anchors: Anchors) -> None:
    """Never over a file that somebody may have corrected by hand.

    Raises:
        InputError: If the file is there already, or cannot be written.
    """
    from studio.pipelines.render_set import write_output
    from studio.vision.anchors import write_anchors

    if path.exists():
        raise InputError(f"“{path}” is there already.", "Choose another name, or delete it first.", "usage.output")
    write_output(path, write_anchors(anchors))


def _picture_data(report: PictureReport) -> dict[str, Any]:
    picture, mesh = report.picture, report.mesh
    faces = [
        {
            "x": round(float(face.x), 1), "y": round(float(face.y), 1), "width": round(float(face.width), 1),
            "height": round(float(face.height), 1), "score": round(float(face.score), 3), "detector": face.detector,
            "quarter_turns": face.quarter_turns,
        }
        for face in report.faces
    ]  # fmt: skip
    seen = None
    if mesh is not None:
        points = [[round(float(value), 2) for value in point] for point in mesh.points]
        seen = {
            "source": mesh.source.value, "plausibility": round(mesh.plausibility, 3),
            "blendshapes": dict(mesh.blendshapes), "points": points,
        }  # fmt: skip
    return {
        "picture": {
            "name": picture.source_name, "format": picture.source_format, "size": [picture.width, picture.height],
            "has_alpha": picture.has_alpha, "notes": list(picture.notes),
        },
        "faces": faces, "chosen": report.chosen, "landmarks": seen,
        "style": report.style.value if report.style else None,
        "problem": console.error_data(report.problem) if report.problem else None,
    }  # fmt: skip


def _say_picture(report: PictureReport) -> None:
    picture = report.picture
    alpha = "with transparency" if picture.has_alpha else "opaque"
    console.say(f"picture:     {picture.width} x {picture.height} px, {picture.source_format}, {alpha}")
    for text in picture.notes:
        console.say(f"             {text}")
    console.say(f"faces:       {len(report.faces)}")
    for index, face in enumerate(report.faces):
        place = f"{face.width:.0f} x {face.height:.0f} px at {face.x:.0f}, {face.y:.0f}"
        chosen = "  <- this one" if index == report.chosen else ""
        console.say(f"  {index:>2}         {place}, score {face.score:.2f} ({face.detector}){chosen}")
    if report.mesh is not None and report.style is not None:
        console.say(f"landmarks:   {_mesh_text(report.mesh.source, report.mesh.plausibility)}")
        console.say(f"style:       {report.style.value}")
    if report.problem is not None:
        console.say(f"landmarks:   none. {report.problem}")


def _mesh_text(source: MeshSource, plausibility: float) -> str:
    """How the features were found, and how sure that is."""
    from studio.models.face import MeshSource

    if source is MeshSource.ANCHORS:
        return "placed by hand"
    if source is MeshSource.DRAWN:
        return "known from its drawing"
    model = "face_landmarker.task" if source is MeshSource.TASKS else "bundled model"
    return f"found ({model}), {plausibility:.0%} plausible"


def _inspect_project(path: Path, as_json: bool) -> int:
    from studio.storage.project_file import FORMAT_VERSION, read_project

    content = read_project(path)
    project, total = content.project, sum(len(data) for data in content.blobs.values())
    if as_json:
        console.say_json(
            {
                "project": project.name, "id": project.id, "format_version": FORMAT_VERSION,
                "characters": [character_data(character) for character in project.characters],
                "expressions": [expression.id for expression in project.expressions],
                "clips": [clip.id for clip in project.clips],
                "blobs": len(content.blobs), "blob_bytes": total,
                "last_export": list(project.export.targets) if project.export else None,
            }
        )  # fmt: skip
        return ExitCode.OK
    _say_project(project)
    console.say(f"{len(content.blobs)} parts, {total / 2**20:.1f} MB")
    return ExitCode.OK


def _say_project(project: Project) -> None:
    count = len(project.characters)
    console.say(f"{project.name} ({count} character{'' if count == 1 else 's'})")
    for character in project.characters:
        console.say(f"  {character.name}")
        for reference in character.references:
            looks = f"{reference.style.value}, background {reference.background.value}"
            mesh = _mesh_text(reference.mesh.source, reference.mesh.plausibility)
            console.say(f"    {reference.source_name}: {looks}, features {mesh}")
        if character.identity is not None:
            colours = ", ".join(f"{part} {colour}" for part, colour in character.identity.palette.items())
            console.say(f"    colours {colours or 'not measured'}")
            console.say(f"    likeness {character.identity.recogniser or 'not measured: no recogniser installed'}")
    for title, items in (("expressions", project.expressions), ("clips", project.clips)):
        if items:
            console.say(f"  own {title}: {', '.join(item.id for item in items)}")
    if project.export is not None:
        console.say(f"  last export: {', '.join(project.export.targets)} to {project.export.folder}")
