"""Telling whether another program is still running, even when its number was given to a newcomer."""

from __future__ import annotations

import os
import socket
import time
from functools import cache
from pathlib import Path
from typing import Any

START_TOLERANCE_S = 2.0
"""Systems round the time at which a process started, and shift it when the clock is set."""
FOREIGN_HOST_S = 12 * 3600
"""A program on another machine (the folder lies on a network) counts as running for this long after it wrote."""


@cache
def this_program() -> dict[str, Any]:
    """What tells this process from all others; plain JSON values."""
    pid = os.getpid()
    return {"pid": pid, "started": _started(pid), "boot": _boot(), "host": socket.gethostname()}


def is_running(program: dict[str, Any], written_s: float) -> bool:
    """Whether a process is still running.

    Args:
        program: What `this_program` gave in it.
        written_s: When it last wrote, seconds since 1970.
    """
    pid, started = program.get("pid"), program.get("started")
    if not isinstance(pid, int) or isinstance(pid, bool) or pid <= 0 or not isinstance(started, int | float):
        return False
    if program.get("host") != socket.gethostname():
        return time.time() - written_s < FOREIGN_HOST_S
    if program.get("boot") != _boot():
        return False
    now = _started(pid)
    return now is not None and abs(now - started) <= START_TOLERANCE_S


def _started(pid: int) -> float | None:
    """When a process started, on a clock of the system's; None if there is no such process (a zombie is none)."""
    if Path("/proc/self/stat").is_file():
        return _started_on_linux(pid)
    import psutil  # type: ignore[import-untyped, unused-ignore]

    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def _started_on_linux(pid: int) -> float | None:
    """Counted from the system's start, which no clock setting moves."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    words = text.rpartition(")")[2].split()  # the name before it may hold blanks
    if words[0] in "ZX":
        return None
    return int(words[19]) / float(os.sysconf("SC_CLK_TCK"))


@cache
def _boot() -> str:
    """Changes with each start of the system, where it tells."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
