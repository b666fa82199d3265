"""Talking to the terminal: results on stdout, everything else on stderr, exit codes, errors in words."""

from __future__ import annotations

import json
import math
import re
import sys
import time
import traceback
from collections.abc import Generator, Iterable, Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from studio.core.errors import StudioError
from studio.core.jobs import Progress

if TYPE_CHECKING:
    from studio.pipelines.cast import Failure

Result = TypeVar("Result")

_KIND_CHARACTERS = 8
"""A text that quotes a name earlier than this has its own kind."""
LINE_EVERY_S = 5.0
"""How often progress is told where it is not a terminal but a file or another program that listens."""


class ExitCode(IntEnum):
    """What the shell gets."""

    OK = 0
    USAGE = 1
    FAILED = 2
    PARTIAL = 3
    CANCELLED = 130


JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout, for scripts.")]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Do all the work but write nothing; say what would be written.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]

_USAGE_CODES = (
    "usage", "controls.", "expression.", "speech.", "face.no_such_index",
    "export.format", "export.option", "export.scale", "export.unknown_format",
)  # fmt: skip
_BY_HAND_CODES = ("face.not_found", "face.implausible")
_SAME_KIND_SHOWN = 2
"""So many warnings of one kind are shown one by one; of more, the first and how many there are."""


def run_job(job: Generator[Progress, None, Result], title: str, quiet: bool = False) -> Result:
    """Run a pipeline to its end while stderr shows how far it is: a bar on a terminal, now and then a line elsewhere.

    Interrupting closes the generator, so that it can clean up, before the interrupt goes on.
    """
    try:
        if quiet or not sys.stderr.isatty():
            return _drain(job, title, math.inf if quiet else LINE_EVERY_S)
        return _drain_with_bar(job, title)
    finally:
        job.close()


def _drain(job: Generator[Progress, None, Result], title: str, line_every_s: float) -> Result:
    last_s = time.monotonic()
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        if time.monotonic() - last_s >= line_every_s:
            last_s = time.monotonic()
            share = "" if report.fraction is None else f"{report.fraction:4.0%} "
            note(f"{title}: {share}{report.message}")


def _drain_with_bar(job: Generator[Progress, None, Result], title: str) -> Result:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("[bold]{task.fields[title]}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(), TimeRemainingColumn(), TextColumn("[dim]{task.description}"),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, title=title)
        while True:
            try:
                report = next(job)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            total = None if report.fraction is None else 1.0
            bar.update(task, total=total, completed=report.fraction or 0.0, description=_plain(report.message))


def _plain(text: str) -> str:
    return text.replace("[", "\\[")


def say(text: str = "") -> None:
    """A line of the result, on stdout."""
    typer.echo(text)


def note(text: str) -> None:
    """A line beside the result, on stderr."""
    typer.echo(text, err=True)


def warn(texts: Iterable[str]) -> None:
    """Warnings, on stderr; equal ones once, many that differ only in names and numbers as one."""
    kinds: dict[str, list[str]] = {}
    for text in dict.fromkeys(texts):
        kinds.setdefault(_kind_of(text), []).append(text)
    for same in kinds.values():
        shown = same if len(same) <= _SAME_KIND_SHOWN else same[:1]
        for text in shown:
            typer.secho(f"Warning: {text}", fg=typer.colors.YELLOW, err=True)
        if len(same) > len(shown):
            note(f"  … and {len(same) - len(shown)} more of this kind (all of them with --json)")


def _kind_of(text: str) -> str:
    """What warnings about several things have in common: the words before the first quoted name."""
    before = re.split(r"[\"“]", text, maxsplit=1)[0]
    return re.sub(r"\d+", "#", before if len(before) >= _KIND_CHARACTERS else text)


def say_json(data: Mapping[str, Any]) -> None:
    """The result as one JSON document on stdout."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    typer.echo(json.dumps(data, indent=2, ensure_ascii=not is_unicode))


def table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A plain aligned table on stdout; survives pipes and narrow windows."""
    cells = [list(headers), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    for index, row in enumerate(cells):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        typer.secho(line, bold=index == 0)


def exit_code_of(error: StudioError) -> ExitCode:
    """USAGE for what was typed wrongly, FAILED for the rest."""
    return ExitCode.USAGE if error.code.startswith(_USAGE_CODES) else ExitCode.FAILED


def show_error(error: StudioError, as_json: bool) -> None:
    """An expected failure: what happened, why, and what to do next."""
    if as_json:
        say_json({"error": error_data(error)})
    typer.secho(f"Error: {error.user_message}", fg=typer.colors.RED, err=True)
    _show_hints(error)


def _show_hints(error: StudioError) -> None:
    """What to do next; where a face must be placed by hand, also how to begin."""
    if error.hint:
        note(f"  {error.hint}")
    if error.code in _BY_HAND_CODES:
        note("  A file to begin with: avatar-studio inspect PICTURE --write-anchors points.json -o points.png")


def batch_exit(done: int, failures: Sequence[Failure]) -> ExitCode:
    """OK if all went well, PARTIAL if some, FAILED if none."""
    if not failures:
        return ExitCode.OK
    return ExitCode.PARTIAL if done else ExitCode.FAILED


def show_failures(failures: Sequence[Failure]) -> None:
    """One line per part of a batch that failed, on stderr."""
    for failure in failures:
        typer.secho(f"{failure.name}: failed: {failure.error.user_message}", fg=typer.colors.RED, err=True)
        _show_hints(failure.error)


def failures_data(failures: Sequence[Failure]) -> list[dict[str, str]]:
    """Failed parts of a batch for JSON results."""
    return [{"name": failure.name} | error_data(failure.error) for failure in failures]


def error_data(error: StudioError) -> dict[str, str]:
    """An expected failure for JSON results."""
    return {"code": error.code, "message": error.user_message, "hint": error.hint}


def show_bug(error: BaseException, as_json: bool) -> None:
    """An unexpected failure: one line and where the details lie."""
    path = _write_crash_log(error)
    where = f"The details are in {path}." if path else "The details could not be written to a file."
    message = f"Something went wrong inside the program ({type(error).__name__}: {error})."
    if as_json:
        say_json({"error": {"code": "bug", "message": message, "hint": where}})
    typer.secho(message, fg=typer.colors.RED, err=True)
    note(f"  This is a bug, not your mistake. {where}")


def _write_crash_log(error: BaseException) -> Path | None:
    from studio import __version__
    from studio.core.folders import cache_folder

    now = datetime.now().astimezone()
    path = cache_folder() / "logs" / f"crash-{now:%Y%m%d-%H%M%S}.log"
    text = f"avatar-studio {__version__}\n{now.isoformat()}\n{sys.argv}\n\n{''.join(traceback.format_exception(error))}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return path
