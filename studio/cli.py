"""The command line: puts the commands together and turns outcomes into exit codes.

Exit codes: 0 done, 1 wrong use, 2 failed, 3 partly done, 130 cancelled.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import Abort

from studio import __version__
from studio.cli_commands import console
from studio.cli_commands.console import ExitCode
from studio.core.errors import JobCancelled, StudioError

app = typer.Typer(
    name="avatar-studio",
    help="One picture of a character in, a whole acting cast of expressions out, ready for Godot and Unity.",
    epilog="Start with: avatar-studio sample",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"avatar-studio {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options of the program itself."""


def _add_commands() -> None:
    from studio.cli_commands import capture, clip, doctor, draw, export, expressions, inspect, sample

    app.command("capture")(capture.capture)
    app.add_typer(expressions.app, name="expressions")
    app.command("draw")(draw.draw)
    app.command("set")(draw.draw_set)
    app.command("clip")(clip.clip)
    app.command("export")(export.export)
    app.command("sample")(sample.sample)
    app.command("inspect")(inspect.inspect)
    app.command("doctor")(doctor.doctor)


_add_commands()


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What follows the program's name; None takes the process' own.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in words
    try:
        outcome = app(words, prog_name="avatar-studio", standalone_mode=False)
    except StudioError as error:
        console.show_error(error, as_json)
        return console.exit_code_of(error)
    except (JobCancelled, KeyboardInterrupt, Abort):
        console.note("Cancelled; nothing half-written was left behind.")
        return ExitCode.CANCELLED
    except BrokenPipeError:
        return _end_of_pipe()
    except Exception as error:
        return _typing_error(error) or _bug(error, as_json)
    if outcome == ExitCode.CANCELLED:  # typer turns an interrupt into this
        console.note("Cancelled; nothing half-written was left behind.")
    return int(outcome or 0)


def _typing_error(error: Exception) -> int:
    """Show an error of the argument parser; 0 if it is another kind of error."""
    from typer import rich_utils

    if not hasattr(error, "format_message"):
        return 0
    rich_utils.rich_format_error(error)  # type: ignore[arg-type]
    return ExitCode.USAGE


def _bug(error: Exception, as_json: bool) -> int:
    console.show_bug(error, as_json)
    return ExitCode.FAILED


def _end_of_pipe() -> int:
    """The reader of a pipe (`| head`) went away: not our error, but Python must not complain at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.OK


def main() -> None:
    """Entry point of `avatar-studio`."""
    sys.exit(run())


if __name__ == "__main__":
    main()
