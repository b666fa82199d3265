"""`avatar-studio lab portraits`, `portrait`, `from-photo`: characters drawn from genes, by chance or like somebody."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli_commands import arguments, console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption
from studio.core.errors import InputError

if TYPE_CHECKING:
    from studio.models.genome import PortraitGenome

app = typer.Typer(
    help="Where the embedded models come from: drawn characters that never existed.", no_args_is_help=True
)

MAX_COUNT = 1024
_BATCH = 32
_CHOICES_SHOWN = 6
_FACES_SHOWN = 12
_CONTACT_COLUMNS_MAX = 16

Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same characters.")]
Words = Annotated[list[str], typer.Option("--expression", "-e", help="joy, joy:0.7, joy+surprise:0.5, …; repeatable.")]
Transparent = Annotated[bool, typer.Option("--transparent", help="Without the background.")]


@app.command("portraits")
def portraits(
    count: Annotated[int, typer.Option("--count", min=1, max=MAX_COUNT, help="How many characters.")] = 64,
    seed: Seed = 1,
    size: Annotated[int, typer.Option("--size", min=32, max=1024, help="Pixels of one picture.")] = 256,
    expression: Words = [],  # noqa: B006 (typer makes a new list for each call)
    columns: Annotated[int, typer.Option("--columns", min=0, help="Pictures in a row; 0 makes a square.")] = 0,
    transparent: Transparent = False,
    output: Annotated[Path, typer.Option("--output", "-o", help="PNG file.")] = Path("portraits.png"),
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
) -> int:
    """Draw a sheet of chance characters."""
    import numpy as np

    arguments.check_output(output, [], (".png",))
    pose = _worn(expression)
    seeds = range(seed, seed + count)
    if not is_dry_run:
        from studio.engines.portrait.renderer import render_portraits
        from studio.lab.synth.corpus import contact_sheet, genome_of

        pictures = []
        for start in range(0, count, _BATCH):
            genomes = [genome_of(one) for one in seeds[start : start + _BATCH]]
            pictures.append(
                render_portraits(genomes, [pose] * len(genomes), size, with_background=not transparent).pixels()
            )
        wide = columns or min(_CONTACT_COLUMNS_MAX, math.ceil(math.sqrt(count)))
        _write(output, contact_sheet(np.concatenate(pictures), min(wide, count)))
    if as_json:
        console.say_json({"path": str(output), "count": count, "size": size, "seeds": [seeds[0], seeds[-1]]})
    else:
        console.say(
            f"{'Would write' if is_dry_run else 'Wrote'} {output}: {count} characters, seeds {seeds[0]} to {seeds[-1]}"
        )
    return ExitCode.OK


@app.command("portrait")
def portrait(
    seed: Seed = 1,
    expression: Words = [],  # noqa: B006
    control: Annotated[list[str], typer.Option("--control", "-c", help="jawOpen=0.5; set on top.")] = [],  # noqa: B006
    gene: Annotated[list[str], typer.Option("--gene", "-g", help="hair_style=bob, skin_tone=0.7, …; repeatable.")] = [],  # noqa: B006
    genome: Annotated[
        Path | None, typer.Option("--genome", help="JSON file of a character, instead of a seed.")
    ] = None,
    save_genome: Annotated[
        Path | None, typer.Option("--save-genome", help="Write the character's genome as JSON.")
    ] = None,
    size: Annotated[int, typer.Option("--size", min=32, max=2048, help="Pixels.")] = 512,
    transparent: Transparent = False,
    output: Annotated[Path, typer.Option("--output", "-o", help="PNG file.")] = Path("portrait.png"),
    as_json: JsonOption = False,
    is_dry_run: DryRunOption = False,
) -> int:
    """Draw one character, by seed, wearing an expression."""
    arguments.check_output(output, [], (".png",))
    character = _character(seed, genome, gene)
    pose = {**_worn(expression), **arguments.control_values(control)}
    if not is_dry_run:
        from studio.engines.portrait.renderer import render_portraits

        _write(output, render_portraits([character], [pose], size, with_background=not transparent).pixels()[0])
        if save_genome is not None:
            save_genome.write_text(character.to_json() + "\n", encoding="utf-8")
    if as_json:
        console.say_json({"path": str(output), "genes": character.values(), "pose": pose})
    else:
        console.say(f"{'Would write' if is_dry_run else 'Wrote'} {output}")
    return ExitCode.OK


@app.command("from-photo")
def from_photo(
    picture: Annotated[Path, typer.Argument(help="A photo, or any picture with a face.")],
    face: Annotated[int, typer.Option("--face", min=-1, help="Which face, 0 is the largest; needed for several.")] = -1,
    expression: Words = [],  # noqa: B006
    gene: Annotated[list[str], typer.Option("--gene", "-g", help="glasses=none, …: corrections; repeatable.")] = [],  # noqa: B006
    size: Annotated[int, typer.Option("--size", min=32, max=2048, help="Pixels.")] = 1024,
    transparent: Transparent = False,
    save_genome: Annotated[
        Path | None, typer.Option("--save-genome", help="Write the character's genome as JSON.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="PNG file.")] = Path("avatar.png"),
    as_json: JsonOption = False,
) -> int:
    """Draw a character like the person on a photo; nothing leaves this computer."""
    from studio.core.files import write_atomic
    from studio.pipelines.genome_from_photo import genome_of_face, look_at_photo

    arguments.check_output(output, [picture], (".png",))
    pose = _worn(expression)
    faces = console.run_job(look_at_photo(picture), "Photo", as_json)
    if face < 0 and len(faces.boxes) > 1:
        places = ", ".join(
            f"{index} at ({box.x + box.width / 2:.0f}, {box.y + box.height / 2:.0f})"
            for index, box in enumerate(faces.boxes[:_FACES_SHOWN])
        )
        raise InputError(
            f"The photo shows {len(faces.boxes)} faces.", f"Choose one with --face: {places}.", "face.several"
        )
    found = console.run_job(genome_of_face(faces, max(face, 0)), "Photo", as_json)
    character = _changed(found.genome.values(), gene)
    from studio.engines.portrait.renderer import draw_few

    _write(output, draw_few([character], [pose], size, with_background=not transparent).pixels()[0])
    if save_genome is not None:
        write_atomic(save_genome, (character.to_json() + "\n").encode())
    if as_json:
        measured = {name: value for name, value in character.values().items() if name in found.measured}
        console.say_json({"path": str(output), "measured": measured, "notes": list(found.notes)})
    else:
        console.say(f"Wrote {output}")
        for note in found.notes:
            console.say(note)
    return ExitCode.OK


@app.command("genes")
def genes(as_json: JsonOption = False) -> int:
    """List what makes a character: every gene, its range or choices."""
    from studio.models.genome import GENES

    if as_json:
        rows = [
            {"name": one.name, "group": one.group, "kind": one.kind, "title": one.title, "meaning": one.meaning,
             "range": [one.minimum, one.maximum], "choices": one.choices} for one in GENES
        ]  # fmt: skip
        console.say_json({"genes": rows})
        return ExitCode.OK
    text = [
        (one.name, one.group, _shortened(one.choices) or f"{one.minimum:g} to {one.maximum:g}", one.meaning)
        for one in GENES
    ]
    console.table(("gene", "group", "values", "meaning"), text)
    return ExitCode.OK


def _shortened(choices: tuple[str, ...]) -> str:
    more = ", …" if len(choices) > _CHOICES_SHOWN else ""
    return ", ".join(choices[:_CHOICES_SHOWN]) + more


def _worn(words: list[str]) -> dict[str, float]:
    from studio.models.expression import blend
    from studio.models.library import find, load_library

    if not words:
        return {}
    library = load_library()
    return dict(blend((find(library, word).pose, 1.0) for word in words))


def _character(seed: int, path: Path | None, changes: list[str]) -> PortraitGenome:
    from studio.models.genome import PortraitGenome

    if path is None:
        character = PortraitGenome.random(seed)
    else:
        try:
            character = PortraitGenome.from_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The file {path} cannot be read.", "Check its name and rights.", "genome.file") from error
    return _changed(character.values(), changes)


def _changed(values: dict[str, float | str], changes: list[str]) -> PortraitGenome:
    from studio.models.genome import GENE_BY_NAME, PortraitGenome

    for change in changes:
        name, _, text = change.partition("=")
        if name in GENE_BY_NAME and GENE_BY_NAME[name].choices:
            values[name] = text
            continue
        try:
            values[name] = float(text)
        except ValueError as error:
            raise InputError(
                f"{change!r} sets no gene.", "Write, for example, skin_tone=0.7.", "genome.range"
            ) from error
    return PortraitGenome.from_values(values)


def _write(path: Path, pixels: object) -> None:
    import numpy as np

    from studio.core.files import write_atomic
    from studio.storage.pictures import encode_png

    write_atomic(path, encode_png(np.asarray(pixels, np.uint8)))
