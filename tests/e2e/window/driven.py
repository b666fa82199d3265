"""The real program on a virtual display, driven by real mouse and keyboard events.

`Driven` starts Xvfb and the program in it. xdotool moves the mouse and types; what is asked of the program (where a
widget is, what the project holds) goes over its standard input and comes back as JSON. Nothing is changed that way.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

REPO = Path(__file__).resolve().parents[3]
SIZE = (1600, 1000)
ANSWER_S = 30.0


def need_display_tools() -> None:
    """Skip loudly where a window cannot be driven."""
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"MISSING: {', '.join(missing)}; the window is NOT driven by mouse and keyboard in this run")


@contextmanager
def display(size: tuple[int, int] = SIZE) -> Iterator[str]:
    """A virtual display of its own; its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp"],
        pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            name = f":{pipe.readline().strip()}"
        yield name
    finally:
        server.terminate()
        server.wait(10)


class Driven:
    """A running program.

    Args:
        screen: Name of the display.
        folders: Holds settings, models, recovery and caches of this program alone.
        arguments: Of the program.
    """

    def __init__(self, screen: str, folders: Path, *arguments: str) -> None:
        self.environment: dict[str, str] = os.environ | {
            "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8",
            "AVATAR_STUDIO_SETTINGS": str(folders / "settings"), "AVATAR_STUDIO_MODELS": str(folders / "models"),
            "AVATAR_STUDIO_RECOVERY": str(folders / "recovery"), "XDG_CACHE_HOME": str(folders / "cache"),
        }  # fmt: skip
        runner = Path(__file__).with_name("runner.py")
        self._log = folders / "log.txt"
        folders.mkdir(parents=True, exist_ok=True)
        self._log_file = self._log.open("a")
        self.process = subprocess.Popen(
            [sys.executable, str(runner), *arguments], cwd=REPO, env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log_file,
        )  # fmt: skip
        self.wait_for("studio.window.isVisible() and is_ready()", 60)
        self.focus()

    # --- asking

    def ask(self, expression: str) -> Any:
        """The value of a Python expression inside the program; `studio` and the helpers of the runner are known."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(expression) + "\n")
        self.process.stdin.flush()
        deadline = time.monotonic() + ANSWER_S
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.process.stdout], [], [], 0.2)
            if ready:
                line = self.process.stdout.readline()
                assert line, f"the program has ended:\n{self.log()}"
                answer = json.loads(line)
                assert "error" not in answer, f"{expression}: {answer['error']}"
                return answer["value"]
            assert self.process.poll() is None, f"the program has ended:\n{self.log()}"
        raise AssertionError(f"no answer to {expression}\n{self.log()}")

    def wait_for(self, expression: str, timeout_s: float = 20.0) -> Any:
        """Ask again and again until the answer is true; the answer."""
        deadline = time.monotonic() + timeout_s
        value = None
        while time.monotonic() < deadline:
            value = self.ask(expression)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"never true: {expression} (last: {value!r})\n{self.log()}")

    def log(self) -> str:
        """What the program has written to its error output."""
        return self._log.read_text()[-4000:]

    # --- doing

    def tool(self, *words: str | float) -> None:
        """One call of xdotool."""
        command = ["xdotool", *(str(word) for word in words)]
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL, timeout=30)

    def focus(self) -> None:
        """Give its window the keyboard, as a window manager would; there is none here."""
        self.tool("windowfocus", "--sync", self.ask("int(studio.window.winId())"))
        self.wait_for("studio.window.isActiveWindow()")

    def move(self, x: float, y: float) -> None:
        """Move the mouse there."""
        self.tool("mousemove", round(x), round(y))

    def click(self, where: str | tuple[float, float], button: int = 1, times: int = 1, keys: str = "") -> None:
        """Click on a widget (an expression that gives a widget or a point) or at a point of the screen."""
        x, y = self.where(where)
        self.move(x, y)
        time.sleep(0.05)
        if keys:
            self.tool("keydown", keys)
        self.tool("click", "--repeat", times, "--delay", 60, button)
        if keys:
            self.tool("keyup", keys)
        time.sleep(0.05)

    def where(self, where: str | tuple[float, float]) -> tuple[float, float]:
        """The middle of a widget, or a point, on the screen."""
        if not isinstance(where, str):
            return where
        x, y = self.ask(f"on_screen({where})")
        return float(x), float(y)

    def drag(
        self,
        start: str | tuple[float, float],
        end: str | tuple[float, float],
        steps: int = 12,
        check: Callable[[], None] | None = None,
    ) -> None:
        """Press at the start, move in steps, look (`check`), release at the end."""
        (x0, y0), (x1, y1) = self.where(start), self.where(end)
        self.move(x0, y0)
        self.tool("mousedown", 1)
        for step in range(1, steps + 1):
            self.move(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps)
            time.sleep(0.02)
        if check is not None:
            check()
        self.tool("mouseup", 1)
        time.sleep(0.05)

    def key(self, *keys: str) -> None:
        """Press keys, as xdotool names them ("ctrl+s", "Return")."""
        self.tool("key", "--clearmodifiers", "--delay", 30, *keys)
        time.sleep(0.05)

    def type(self, text: str) -> None:
        """Type a text."""
        self.tool("type", "--delay", 15, text)
        time.sleep(0.05)

    def screenshot(self, path: Path) -> None:
        """What the display shows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.ask(f"screenshot({str(path)!r})")

    # --- ending

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        self._forget()

    def close(self) -> int:
        """Close it without questions; its exit code."""
        if self.process.poll() is None:
            self.ask("leave()")
            self.process.wait(30)
        self._forget()
        return self.process.returncode

    def _forget(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout, self._log_file):
            if pipe is not None:
                pipe.close()
