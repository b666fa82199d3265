"""`avatar-studio lab cache` and `lab train`: how the embedded models are made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import console
from studio.cli_commands.console import DryRunOption, ExitCode, JsonOption, QuietOption
from studio.core.errors import InputError
from studio.core.files import write_atomic

if TYPE_CHECKING:
    from studio.lab.training.settings import TrainingSettings

_SPLITS = ("train", "validation", "held_out", "judges")


def add_commands(app: typer.Typer) -> None:
    """Put these commands into the `lab` group."""
    app.command("cache")(cache)
    app.command("train")(train)
    app.command("card")(card)


def cache(
    output: Annotated[Path, typer.Option("--out", "-o", help="Folder; an unfinished one is gone on with.")],
    pictures: Annotated[int, typer.Option("--pictures", min=8, help="How many in all.")] = 20_000,
    split: Annotated[
        str, typer.Option("--split", help="Whose characters: train, validation, held_out, judges.")
    ] = "train",
    autoencoder: Annotated[
        Path | None, typer.Option("--autoencoder", help="Folder of its weights; the shipped ones if left out.")
    ] = None,
    pixels: Annotated[
        bool, typer.Option("--pixels", help="Keep pictures instead of latents, for judges and motion.")
    ] = False,
    size: Annotated[int, typer.Option("--size", min=1, help="Side of kept pictures, 128 or a whole part of it.")] = 128,
    poses: Annotated[int, typer.Option("--poses", min=2, max=64, help="Pictures of a character; the first rests.")] = 8,
    batch_size: Annotated[int, typer.Option("--batch", min=1, max=1024, help="Pictures drawn together.")] = 128,
    threads: Annotated[int, typer.Option("--threads", min=0, help="CPU threads; 0: as many as it has.")] = 1,
    device: Annotated[str, typer.Option("--device", help="cpu or cuda.")] = "cpu",
    turned: Annotated[
        float, typer.Option("--turned", min=0, max=1, help="Share of pictures with a turned head.")
    ] = 0.5,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Draw characters once and keep them for training. May be stopped at any time."""
    if split not in _SPLITS:
        raise InputError(f"There is no split {split!r}.", f"Take one of {', '.join(_SPLITS)}.", "usage.split")
    if pixels and autoencoder is not None:
        raise InputError("Pixels need no autoencoder.", "Leave one of both out.", "usage.cache")
    import torch

    from studio.engines.diffusion.weights import AUTOENCODER, weights_folder
    from studio.lab.synth.corpus import Split
    from studio.lab.training.cache import fill_cache

    if threads:
        torch.set_num_threads(threads)
    weights = None if pixels else autoencoder or weights_folder(AUTOENCODER)
    job = fill_cache(output, pictures, Split(split), weights, poses, batch_size, device, turned, size)
    rows = console.run_job(job, "Drawing characters", quiet)
    if as_json:
        console.say_json({"path": str(output), "pictures": rows, "characters": rows // poses, "split": split})
    else:
        console.say(f"{output}: {rows} pictures of {-(-rows // poses)} characters")
    return ExitCode.OK


def train(
    settings: Annotated[Path, typer.Argument(help="JSON file; see resources/training for one of each.")],
    output: Annotated[Path, typer.Option("--out", "-o", help="Folder of the run; an unfinished one is gone on with.")],
    piece: Annotated[list[str], typer.Option("--piece", help="name=FOLDER of what is used as it is; repeatable.")] = [],  # noqa: B006
    steps: Annotated[int | None, typer.Option("--steps", min=1, help="Instead of the file's.")] = None,
    batch_size: Annotated[int | None, typer.Option("--batch", min=1, help="Instead of the file's.")] = None,
    threads: Annotated[int | None, typer.Option("--threads", min=0, help="Of the CPU, instead of the file's.")] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Train a network. Stop it with Ctrl+C at any time; the same command goes on."""
    from studio.lab.training.settings import read_settings

    chosen = read_settings(settings, steps=steps, batch_size=batch_size, threads=threads)
    chosen = _with_pieces(chosen, piece)
    import torch

    from studio.lab.training.cards import SETTINGS, note_hardware
    from studio.lab.training.loop import train as run
    from studio.lab.training.tasks import task_of

    if chosen.threads:
        torch.set_num_threads(chosen.threads)
    output.mkdir(parents=True, exist_ok=True)
    (output / SETTINGS).write_text(chosen.model_dump_json(indent=2) + "\n", encoding="utf-8")
    note_hardware(output)
    console.run_job(_without_result(run(task_of(chosen), chosen, output)), f"Training {chosen.task}", quiet)
    numbers = last_validation(output)
    if as_json:
        console.say_json({"path": str(output / "weights"), "validation": numbers})
        return ExitCode.OK
    console.table(("measured", "value"), [(name, f"{value:.4g}") for name, value in numbers.items()])
    console.say(f"Weights: {output / 'weights'}")
    return ExitCode.OK


def card(
    run: Annotated[Path, typer.Argument(help="Folder of a training.")],
    evaluation: Annotated[
        Path | None, typer.Option("--evaluation", help="evaluation.json of these weights, by `lab evaluate`.")
    ] = None,
    notes: Annotated[Path | None, typer.Option("--notes", help="Markdown file with further words.")] = None,
    output: Annotated[
        Path | None, typer.Option("--out", "-o", help="File; weights/README.md of the run if left out.")
    ] = None,
    is_dry_run: DryRunOption = False,
) -> int:
    """Write the README of trained weights: data, steps, hardware, numbers, limits."""
    from studio.lab.training.cards import card_of

    try:
        words = "" if notes is None else notes.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The notes {notes} cannot be read.", "Give a text file.", "lab.card") from error
    text = card_of(run, evaluation, words)
    path = output or run / "weights" / "README.md"
    if not is_dry_run:
        write_atomic(path, text.encode())
    console.say(f"{'Would write' if is_dry_run else 'Wrote'} {path}")
    return ExitCode.OK


def _without_result(job: Any) -> Any:
    try:
        yield from job
    finally:
        job.close()


def _with_pieces(settings: TrainingSettings, words: list[str]) -> TrainingSettings:
    pieces = dict(settings.pieces)
    for word in words:
        name, sign, folder = word.partition("=")
        if not sign or not name or not folder:
            raise InputError(f"{word!r} names no folder.", "Write, for example, latents=cache/train.", "usage.piece")
        pieces[name] = folder
    return settings.model_copy(update={"pieces": pieces})


def last_validation(output: Path) -> dict[str, float]:
    """The numbers that a run measured last on held-back characters."""
    from studio.lab.training.loop import LOG

    path = output / LOG
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line in reversed(lines):
        found = json.loads(line).get("validation")
        if found:
            return dict(found)
    return {}
