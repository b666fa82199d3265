"""`avatar-studio lab evaluate`: how good a method is, by judges that nothing else uses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli_commands import console
from studio.cli_commands.console import ExitCode, JsonOption, QuietOption
from studio.core.errors import InputError

_SPLITS = ("held_out", "validation")


def add_commands(app: typer.Typer) -> None:
    """Put the command into the `lab` group."""
    app.command("evaluate")(evaluate)


def evaluate(
    method: Annotated[str, typer.Argument(help="genaffect, diffsfsr or networks.")] = "genaffect",
    weights: Annotated[
        Path | None, typer.Option("--weights", help="Folder of its weights; the shipped ones if left out.")
    ] = None,
    judges: Annotated[
        Path | None, typer.Option("--judges", help="Folder of the judges; else the shipped ones.")
    ] = None,
    autoencoder: Annotated[Path | None, typer.Option("--autoencoder", help="Likewise.")] = None,
    identity: Annotated[Path | None, typer.Option("--identity", help="Likewise.")] = None,
    reader: Annotated[Path | None, typer.Option("--reader", help="Likewise.")] = None,
    motion: Annotated[Path | None, typer.Option("--motion", help="Likewise.")] = None,
    baseline: Annotated[
        list[str], typer.Option("--baseline", help="name=FOLDER of other weights to compare with; repeatable.")
    ] = [],  # noqa: B006
    characters: Annotated[int, typer.Option("--characters", min=1, help="How many are drawn.")] = 50,
    expressions: Annotated[int, typer.Option("--expressions", min=1, max=60, help="Of each.")] = 12,
    gallery: Annotated[int, typer.Option("--gallery", min=2, help="Among how many each is looked up.")] = 200,
    references: Annotated[int, typer.Option("--references", min=1, max=4, help="Pictures it is known by.")] = 1,
    steps: Annotated[int, typer.Option("--steps", min=0, help="Of drawing; 0: the usual number.")] = 0,
    turned: Annotated[float, typer.Option("--turned", min=0, max=1, help="Share of turned heads.")] = 0.5,
    split: Annotated[str, typer.Option("--split", help="Whose characters: held_out or validation.")] = "held_out",
    threads: Annotated[int, typer.Option("--threads", min=0, help="CPU threads; 0: as many as it has.")] = 0,
    output: Annotated[Path, typer.Option("--out", "-o", help="Folder for evaluation.json and sheet.png.")] = Path(
        "evaluation"
    ),
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Measure a method on characters it has never seen: likeness, expression, consistency, against baselines."""
    if split not in _SPLITS:
        raise InputError(f"There is no split {split!r}.", f"Take one of {', '.join(_SPLITS)}.", "usage.split")
    import torch

    from studio.engines.diffusion.weights import JUDGES, weights_folder
    from studio.lab.evaluation.judges import Judges
    from studio.lab.evaluation.report import SHEET_FILE, TABLE_FILE
    from studio.lab.evaluation.runs import EvaluationOptions, evaluation_of
    from studio.lab.synth.corpus import Split

    if threads:
        torch.set_num_threads(threads)
    options = EvaluationOptions(
        characters, expressions, gallery, references, Split(split), weights, autoencoder, identity, reader,
        _folders(baseline), steps, turned, motion,
    )  # fmt: skip
    seeing = Judges.from_pretrained(judges or weights_folder(JUDGES))
    report = console.run_job(evaluation_of(method, options, seeing), f"Evaluating {method}", quiet)
    report.write(output)
    if as_json:
        console.say(report.to_json())
        return ExitCode.OK
    console.table(*report.table())
    for title, lines in report.changes():
        console.say("")
        console.table((title, "change", "95 % of repetitions", "p"), lines)
    console.say(f"Written: {output / TABLE_FILE}, {output / SHEET_FILE}")
    return ExitCode.OK


def _folders(words: list[str]) -> dict[str, Path]:
    found = {}
    for word in words:
        name, sign, folder = word.partition("=")
        if not sign or not name or not folder:
            raise InputError(f"{word!r} names no folder.", "Write, for example, plain=runs/plain.", "usage.baseline")
        found[name] = Path(folder)
    return found
