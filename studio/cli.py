"""The command line: puts the commands together and turns outcomes into exit codes.

Exit codes: 0 done, 1 wrong use, 2 failed, 3 partly done, 130 cancelled.
"""

from __future__ import annotations

import io
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import Annotated

import typer
from typer.exceptions import Abort

from studio import __version__
from studio.cli_commands import (
    capture,
    cells,
    clip,
    clips,
    console,
    doctor,
    draw,
    export,
    expressions,
    inspect,
    lab,
    lab_evaluate,
    lab_expression,
    lab_train,
    live,
    models,
    perform,
    plugins,
    sample,
    speech,
    swap,
)
from studio.cli_commands.console import ExitCode
from studio.core.errors import JobCancelled, StudioError
from studio.core.folders import use_models_folder
from studio.engines.diffusion.placement import Wishes, use_wishes
from studio.storage.settings import load_settings

app = typer.Typer(
    name="avatar-studio",
    help="One picture of a character in, a whole acting cast of expressions out, ready for Godot and Unity.",
    epilog=(
        "avatar-studio sample\n\n"
        "avatar-studio draw portrait.png joy:0.7 -o happy.png\n\n"
        "avatar-studio clip portrait.png nod\n\n"
        "avatar-studio capture portrait.png -o cast.avatar\n\n"
        "avatar-studio export cast.avatar -t godot4 -t unity -o game/art"
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
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
    settings = load_settings()  # as chosen in the window
    use_models_folder(settings.models_folder)
    use_wishes(Wishes(settings.device, settings.precision, settings.memory))
    if settings.enabled_plugins and not settings.is_safe_mode:
        _use_plugins(settings.enabled_plugins)


def _use_plugins(enabled: Sequence[str]) -> None:
    from studio.pipelines.plugins import find_plugins, use_plugins

    for status in use_plugins(find_plugins(), enabled):
        if status.problem is not None and status.plugin.id in enabled:
            console.note(f"warning: {status.problem}")


def _add_commands() -> None:
    start, make, look = "Start here", "Make", "Look"
    app.command("sample", rich_help_panel=start)(sample.sample)
    app.command("doctor", rich_help_panel=start)(doctor.doctor)
    app.command("capture", rich_help_panel=make)(capture.capture)
    app.command("draw", rich_help_panel=make)(draw.draw)
    app.command("set", rich_help_panel=make)(draw.draw_set)
    app.command("cells", rich_help_panel=make)(cells.cells)
    app.command("clip", rich_help_panel=make)(clip.clip)
    app.command("speak", rich_help_panel=make)(speech.speak)
    app.command("swap", rich_help_panel=make)(swap.swap)
    app.command("note", rich_help_panel=look)(swap.note)
    app.command("live", rich_help_panel=look)(live.live)
    app.command("export", rich_help_panel=make)(export.export)
    app.add_typer(perform.app, name="perform", rich_help_panel=make)
    app.command("inspect", rich_help_panel=look)(inspect.inspect)
    app.command("clips", rich_help_panel=look)(clips.clips)
    app.add_typer(expressions.app, name="expressions", rich_help_panel=look)
    lab_train.add_commands(lab.app)
    lab_expression.add_commands(lab.app)
    lab_evaluate.add_commands(lab.app)
    app.add_typer(lab.app, name="lab", rich_help_panel=look)
    app.add_typer(models.app, name="models", rich_help_panel=look)
    app.add_typer(plugins.app, name="plugins", rich_help_panel=look)


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
        return _cancelled(as_json)
    except BrokenPipeError:
        return _end_of_pipe()
    except Exception as error:
        return _typing_error(error, as_json) or _bug(error, as_json)
    if outcome == ExitCode.CANCELLED:  # typer turns an interrupt into this
        return _cancelled(as_json)
    return int(outcome or 0)


def _end_on_terminate() -> None:
    """Being asked to end by the system is handled as Ctrl+C: clean up, leave nothing half-written."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, interrupt)


def _cancelled(as_json: bool) -> int:
    text = "Cancelled; nothing half-written was left behind."
    if as_json:
        console.say_json({"error": {"code": "cancelled", "message": text, "hint": ""}})
    console.note(text)
    return ExitCode.CANCELLED


def _typing_error(error: Exception, as_json: bool) -> int:
    """Show an error of the argument parser; 0 if it is another kind of error."""
    from typer import rich_utils

    if not hasattr(error, "format_message"):
        return 0
    if as_json:
        hint = "See the command with --help."
        console.say_json({"error": {"code": "usage", "message": error.format_message(), "hint": hint}})
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
    _end_on_terminate()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old console without “ and █ shows ? instead of failing
    sys.exit(run())


if __name__ == "__main__":
    main()
