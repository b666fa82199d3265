"""`avatar-studio lab fit-expression` and `lab scales`: tools around the Arc2Face engine."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import ExitCode, JsonOption, QuietOption
from studio.core.errors import InputError, StudioError

if TYPE_CHECKING:
    from studio.core.jobs import Progress

_PICTURES = (".png", ".jpg", ".jpeg", ".webp")


def add_commands(app: typer.Typer) -> None:
    """Put the commands into `lab`."""
    app.command("fit-expression")(fit_expression)
    app.command("read-expression")(read_expression)
    app.command("scales")(scales)


def fit_expression(
    source: Annotated[
        Path, typer.Argument(help="Folder of pictures of many expressions, or .npz with controls and expressions.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The map that lies beside the weights.")] = Path(
        "controls_to_expression.npz"
    ),
    is_free: Annotated[bool, typer.Option("--free", help="Fit lids and jaw too, instead of setting them.")] = False,
    save_pairs: Annotated[
        Path | None, typer.Option("--save-pairs", help="Keep what was measured in the pictures, as .npz.")
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Fit the map from sliders to Arc2Face's 55 numbers, and tell how far it is off on pictures it did not see."""
    import numpy as np

    from studio.engines.arc2face.control_fit import fit_map

    arguments.check_output(output, [source], (".npz",))
    if source.is_dir():
        controls, vectors = console.run_job(_measured(source), "Measuring", quiet)
        if save_pairs is not None:
            np.savez(save_pairs, controls=controls, expressions=vectors)
    else:
        controls, vectors = _read_pairs(source)
    fitted, report = fit_map(controls, vectors, is_direct=not is_free, source=source.name)
    fitted.save(output)
    if as_json:
        console.say_json({"output": str(output), "pairs": report.pairs, "ridge": report.strength,
                          "error": report.error, "explained": report.explained,
                          "never_seen": list(report.never_seen)})  # fmt: skip
        return ExitCode.OK
    rows = [(part, f"{report.error[part]:.4f}", f"{report.explained[part]:.1%}") for part in report.error]
    console.table(("part", "error (rms)", "explained"), rows)
    if report.never_seen:
        console.warn([f"No picture moves {', '.join(report.never_seen)}: the map says nothing about them."])
    console.say(f"Wrote {output} ({report.pairs} pictures, ridge {report.strength:g})")
    return ExitCode.OK


def _read_pairs(path: Path) -> tuple[Any, Any]:
    import zipfile

    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as content:
            return content["controls"], content["expressions"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        hint = "Give a folder of pictures, or .npz with the arrays “controls” and “expressions”."
        raise InputError(f"“{path}” holds no pairs.", hint, "lab.pairs") from error


def _measured(folder: Path) -> Generator[Progress, None, tuple[Any, Any]]:
    """Controls and expression numbers of every picture in which exactly that can be measured."""
    import numpy as np

    from studio.core.errors import ModelError
    from studio.core.folders import models_folder
    from studio.core.jobs import ProgressClock
    from studio.engines.arc2face.smirk import ExpressionReading
    from studio.models.controls import ARKIT_CONTROLS
    from studio.storage.pictures import load_picture
    from studio.vision.detect import find_faces
    from studio.vision.landmarks import TASK_FILE_NAME, find_mesh

    if not (models_folder() / TASK_FILE_NAME).is_file():
        message = "The reader of the 52 controls is not installed."
        raise ModelError(message, "`avatar-studio models download face-landmarker` brings it.", "model.missing")
    reading = ExpressionReading()
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _PICTURES)
    clock = ProgressClock(len(paths))
    controls, vectors, left_out = list[Any](), list[Any](), 0
    for index, path in enumerate(paths):
        yield clock.at(index, path.name)
        try:
            picture = load_picture(path)
            faces = find_faces(picture)
            mesh = find_mesh(picture, faces[0]) if len(faces) == 1 else None
            if mesh is None or not mesh.blendshapes:
                left_out += 1
                continue
            vectors.append(reading.read(picture.rgb, mesh.points))
            controls.append([mesh.blendshapes.get(name, 0.0) for name in ARKIT_CONTROLS])
        except StudioError:
            left_out += 1
    if left_out:
        console.note(f"{left_out} pictures were left out: no face, several, or none that can be read.")
    return np.array(controls, np.float32).reshape(-1, len(ARKIT_CONTROLS)), np.array(vectors, np.float32)


def read_expression(
    picture: Annotated[Path, typer.Argument(help="A picture of one face.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="JSON file.")] = Path("expression.json"),
) -> int:
    """Read the 55 numbers of a face (SMIRK), to draw with `--engine arc2face -E like=expression.json`."""
    from studio.engines.arc2face.control import write_vector
    from studio.engines.arc2face.smirk import ExpressionReading
    from studio.storage.pictures import load_picture
    from studio.vision.detect import find_faces
    from studio.vision.landmarks import find_mesh

    arguments.check_output(output, [picture], (".json",))
    reading, seen = ExpressionReading(), load_picture(picture)
    faces = find_faces(seen)
    if len(faces) != 1:
        raise InputError(f"The picture shows {len(faces)} faces.", "Use a picture of one face.", "face.several")
    write_vector(output, reading.read(seen.rgb, find_mesh(seen, faces[0]).points))
    console.say(f"Wrote {output}")
    return ExitCode.OK


def scales(
    subject: arguments.Subject,
    words: Annotated[list[str], typer.Argument(help="joy, joy:0.7, joy+surprise:0.5, …", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="PNG file.")] = Path("scales.png"),
    scale: Annotated[list[float], typer.Option("--scale", help="Strength of the reference; repeatable.")] = [],  # noqa: B006
    seed: Annotated[int, typer.Option("--seed", min=0)] = 0,
    character: arguments.CharacterName = "",
    face: arguments.Face = None,
    anchors: arguments.AnchorsFile = None,
    keep_background: arguments.KeepBackground = False,
    engine_option: arguments.EngineOptions = [],  # noqa: B006
    quiet: QuietOption = False,
) -> int:
    """Draw one expression with several strengths of the reference side by side, to choose from (Arc2Face)."""
    from studio.cli_commands.draw import open_subject, worn_expression
    from studio.core.files import write_atomic
    from studio.engines.arc2face.engine import Arc2FaceEngine
    from studio.engines.arc2face.paste import side_by_side
    from studio.models.engine_choices import split_engine
    from studio.storage.pictures import encode_png

    arguments.check_output(output, [subject], (".png",))
    engine = Arc2FaceEngine().with_options(split_engine(f"arc2face:{','.join(engine_option)}")[1])
    who = open_subject(subject, face, anchors, keep_background, character, quiet)
    worn = worn_expression(words, {}, who.library)
    chosen = tuple(scale) or (0.2, 0.4, 0.6, 0.8, 1.0)
    session = engine.open_session([who.reference])
    write_atomic(output, encode_png(side_by_side(session.scale_strip(worn.pose, chosen, seed))))
    session.close()
    console.say(f"Wrote {output}: reference {', '.join(f'{one:g}' for one in chosen)} from left to right")
    return ExitCode.OK
