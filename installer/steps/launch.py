"""What the two commands do once the environment stands."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from installer.steps import environment, system
from installer.steps.console import SetupFailed, say, tell_failure

USAGE = """usage: python installer/bootstrap.py run [arguments of avatar-studio]
       python installer/bootstrap.py test [arguments of pytest]

run   sets up what is missing, then opens the studio; with arguments, or without a display, it is the command line
      (no arguments and no display: the sample job). `run --help` lists the commands.
test  sets up what is missing, then checks style, types, import contracts and all tests;
      with arguments it runs pytest alone with these."""

CANCELLED = 130
_WINDOWS_CONTROL_C = 0xC000013A
MAX_TEST_WORKERS = 4


def has_display(platform: str, variables: Mapping[str, str]) -> bool:
    """Whether a window can be opened.

    Args:
        platform: `sys.platform`.
        variables: The process' environment.
    """
    if platform in {"win32", "darwin"}:
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def studio_arguments(arguments: Sequence[str], display: bool) -> list[str]:
    """What to start Python with for `run`."""
    if arguments:
        return ["-m", "studio", *arguments]
    return ["-m", "studio.app"] if display else ["-m", "studio", "sample"]


def check_steps(workers: int) -> list[tuple[str, list[str]]]:
    """Title and Python arguments of every step of a full `test`."""
    contracts = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    spread = ["-n", str(workers), "--dist", "loadfile", "--benchmark-disable"]
    return [
        ("style (ruff)", ["-m", "ruff", "check", "."]),
        ("types (mypy)", ["-m", "mypy"]),
        ("import contracts (lint-imports)", ["-c", contracts]),
        ("tests (pytest)", ["-m", "pytest", *spread]),
    ]


def child_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment of what is started: the project is importable from any working folder."""
    paths = [str(environment.ROOT), *filter(None, [variables.get("PYTHONPATH")])]
    return {**variables, "PYTHONPATH": os.pathsep.join(paths)}


def main(arguments: Sequence[str]) -> int:
    """Run one of the two commands; its exit code."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    if command in {"-h", "--help"}:
        print(USAGE)
        return 0
    if command not in {"run", "test"}:
        print(USAGE, file=sys.stderr)
        return 1
    try:
        return run(rest) if command == "run" else test(rest)
    except SetupFailed as failure:
        tell_failure(failure)
        return 2


def run(arguments: Sequence[str]) -> int:
    """Start the studio, its command line or the sample job."""
    own = environment.ensure(with_tests=False)
    display = has_display(sys.platform, os.environ)
    if not arguments and display:
        system.ensure(system.OFFSCREEN + system.WINDOW, "the studio's window")
    elif not arguments:
        say("No display here: running the sample job. `run --help` lists what else there is.")
    return _become([str(own.python), *studio_arguments(arguments, display)], child_variables(os.environ))


def test(arguments: Sequence[str]) -> int:
    """Run all checks, or pytest alone with the given arguments."""
    own = environment.ensure(with_tests=True)
    system.ensure(system.OFFSCREEN, "the test suite")
    variables = child_variables({"QT_QPA_PLATFORM": "offscreen", **os.environ})
    if arguments:
        return _become([str(own.python), "-m", "pytest", *arguments], variables)
    steps = check_steps(max(1, min(MAX_TEST_WORKERS, os.cpu_count() or 1)))
    return _run_all([(title, [str(own.python), *rest]) for title, rest in steps], variables)


def _run_all(steps: Sequence[tuple[str, Sequence[str]]], variables: Mapping[str, str]) -> int:
    """Run every step even after a failure; 0 if all went well, else 1. The last lines say which failed."""
    summary, failed = [], False
    for title, command in steps:
        say(title)
        started_s = time.monotonic()
        code = _wait(subprocess.Popen(command, cwd=environment.ROOT, env=dict(variables)))
        if code == CANCELLED:
            return CANCELLED
        failed |= code != 0
        summary.append(f"{'ok    ' if code == 0 else 'FAILED'}  {time.monotonic() - started_s:6.1f} s  {title}")
    for line in summary:
        say(line)
    return int(failed)


def _become(command: Sequence[str], variables: Mapping[str, str]) -> int:
    """Hand the process over to a command; the exit code where the system cannot replace a process."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":  # there, exec returns to the shell at once and spoils quoting
        os.execve(command[0], list(command), dict(variables))
    return _wait(subprocess.Popen(command, env=dict(variables)))


def _wait(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a child that gets Ctrl-C from the terminal itself."""
    interrupted = False
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            interrupted = True
            continue
        break
    was_cancelled = interrupted or code in {-2, CANCELLED, _WINDOWS_CONTROL_C}
    return CANCELLED if was_cancelled else code
