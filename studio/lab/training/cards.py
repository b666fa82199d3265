"""The README of a folder of weights, from what its training wrote down."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import InputError
from studio.lab.training.loop import LOG
from studio.lab.training.settings import TrainingSettings, read_settings

SETTINGS, HARDWARE = "settings.json", "hardware.json"


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of a network.

    Attributes:
        title: Its name.
        purpose: What it is for.
        limits: What it is not for.
    """

    title: str
    purpose: str
    limits: tuple[str, ...]


_COMMON = (
    "It has seen portraits of the studio's own renderer only. Photographs, paintings and other styles are outside of "
    "what it knows; the program says so where somebody tries.",
)
_WORDS: Mapping[str, _Words] = {
    "autoencoder": _Words(
        "Portrait autoencoder", "Turns drawn portraits (premultiplied RGBA) into small latents and back.",
        (*_COMMON, "Single pixels and the finest strokes come back a little softer."),
    ),
    "identity": _Words(
        "Portrait identity encoder",
        "Tells who is drawn, whatever the face does: a unit vector, and tokens for conditioning.",
        (*_COMMON, "It cannot tell real people apart and is not made for it."),
    ),
    "reader": _Words(
        "Expression reader", "Reads the 52 ARKit controls and the head's angles from a drawn portrait's latents.",
        (*_COMMON, "Controls that leave no trace in the picture (a tongue behind closed lips) cannot be read."),
    ),
    "judges": _Words(
        "Judges",
        "An identity encoder and an expression reader that give the reported numbers and are used for nothing else. "
        "They look at pixels, and learn from characters that no other network learns from.",
        (*_COMMON, "Their own errors on true pictures are the ceiling of every number they give."),
    ),
    "motion": _Words(
        "Portrait motion",
        "Moves a drawn portrait into another expression: where each pixel comes from, and paint for what the reference "
        "does not show. What the avatar model begins with.",
        (*_COMMON, "What appears with a strongly turned head, or deep in an open mouth, is painted and softer than the "
         "rest."),
    ),
    "genaffect": _Words(
        "Gen-AFFECT for drawn portraits",
        "Draws a consistent set of expressions of one drawn character. The architecture follows the paper's published "
        "description; the weights are the studio's own.",
        _COMMON,
    ),
    "arc2face": _Words(
        "Arc2Face mini, for drawn portraits",
        "Draws a drawn character from its identity with an exact expression, or edits its picture: Arc2Face with its "
        "expression and reference adapters in small, in the published layout; the weights are the studio's own.",
        _COMMON,
    ),
    "diffsfsr": _Words(
        "DiffSFSR for drawn portraits",
        "Puts a drawn character with an expression into a drawn picture, in one call. The architecture follows the "
        "paper's published description; the weights are the studio's own.",
        _COMMON,
    ),
}  # fmt: skip
_OTHERS = _Words("Weights", "Trained by `avatar-studio lab train`.", _COMMON)


def note_hardware(run: Path) -> None:
    """Write down what a training runs on, beside it."""
    import torch

    has_gpu = torch.cuda.is_available()
    found = {
        "device": torch.cuda.get_device_name(0) if has_gpu else _processor(),
        "cores": os.cpu_count(), "torch": torch.__version__, "python": platform.python_version(),
    }  # fmt: skip
    (run / HARDWARE).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def card_of(run: Path, evaluation: Path | None = None, notes: str = "") -> str:
    """The README of what a training made.

    Args:
        run: Folder of the training.
        evaluation: An `evaluation.json` of these weights.
        notes: Further words, as Markdown.

    Raises:
        InputError: If the folder holds no training.
    """
    if not (run / LOG).exists() or not (run / SETTINGS).exists():
        raise InputError(f"There is no training in {run}.", "Give the folder of `lab train --out`.", "lab.card")
    settings = read_settings(run / SETTINGS)
    words = _WORDS.get(settings.task, _OTHERS)
    rows = _rows(run / LOG)
    parts = [
        f"# {words.title}", words.purpose, "## Data\n\n" + _data(settings),
        "## Training\n\n" + _training(settings, rows, run), "## Measured\n\n" + _measured(rows),
    ]  # fmt: skip
    if evaluation is not None:
        parts.append("## By the judges\n\n" + _judged(evaluation))
    parts.append("## Limits\n\n" + "\n".join(f"- {limit}" for limit in words.limits))
    if notes:
        parts.append(notes.strip())
    parts.append("## Licence\n\nThe licence of the program. No picture of a real person or artist was used.")
    return "\n\n".join(parts) + "\n"


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _data(settings: TrainingSettings) -> str:
    if settings.folder:
        return f"Pictures of a folder at {settings.size_px} px."
    whose = "characters kept for the judges" if settings.task == "judges" else "characters of the training split"
    return (
        f"Portraits at {settings.size_px} px that the studio's renderer draws from random genomes ({whose}), with the "
        "exact controls. Characters that are measured by have other seeds."
    )


def seconds_of(rows: list[dict[str, Any]]) -> float:
    """How long a training took, over all of its stops: each start counts from 0 again."""
    total = last = 0.0
    for row in rows:
        now = float(row.get("seconds", last))
        if now < last:
            total += last
        last = now
    return total + last


def _training(settings: TrainingSettings, rows: list[dict[str, Any]], run: Path) -> str:
    steps = max((int(row["step"]) for row in rows if "step" in row), default=0)
    losses = [float(row["loss"]) for row in rows if "loss" in row]
    lines = [
        f"- {steps:,} steps of {settings.batch_size} pictures ({steps * settings.batch_size:,} in all), "
        f"learning rate {settings.learning_rate:g}, precision {settings.precision.replace('no', 'fp32')}",
        f"- {seconds_of(rows) / 60:,.0f} minutes",
    ]
    path = run / HARDWARE
    if path.exists():
        found = json.loads(path.read_text(encoding="utf-8"))
        lines.append(f"- on {found['device']}, {settings.threads or found['cores']} of {found['cores']} cores used")
    if losses:
        lines.append(f"- loss {losses[0]:.4g} at first, {losses[-1]:.4g} at last")
    lines.append(f"- settings: `{SETTINGS}` of the run; again with `avatar-studio lab train {SETTINGS} --out FOLDER`")
    return "\n".join(lines)


def _measured(rows: list[dict[str, Any]]) -> str:
    last = next((row for row in reversed(rows) if "validation" in row), None)
    if last is None:
        return "Nothing was measured yet."
    numbers = "\n".join(f"| {name} | {value:.4g} |" for name, value in last["validation"].items())
    return f"On characters of the validation split, after step {last['step']:,}:\n\n| | |\n|---|---|\n{numbers}"


def _judged(path: Path) -> str:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        contestants: dict[str, dict[str, dict[str, float]]] = found["contestants"]
        measures = list(next(iter(contestants.values())))
        head = f"{found['characters']} held-out characters × {found['expressions']} expressions, looked up among "
        lines = [f"{head}{found['gallery']}; in brackets what 95 of 100 repetitions would give.", ""]
        lines += ["| measure | " + " | ".join(contestants) + " |", "|---|" + "---|" * len(contestants)]
        for measure in measures:
            cells = [contestants[name][measure] for name in contestants]
            text = " | ".join(f"{one['value']:.3g} ({one['low']:.3g}–{one['high']:.3g})" for one in cells)
            lines.append(f"| {measure.replace('_', ' ')} | {text} |")
    except (OSError, ValueError, KeyError, StopIteration) as error:
        raise InputError(f"{path} is no evaluation.", "Make one with `lab evaluate`.", "lab.card") from error
    return "\n".join(lines)


__all__ = ["HARDWARE", "SETTINGS", "card_of", "note_hardware", "seconds_of"]
