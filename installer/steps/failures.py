"""From pip's complaints to one sentence about what happened and one about what to do."""

from __future__ import annotations

import re
from pathlib import Path

from installer.steps.console import SetupFailed

_AGAIN = "then type the same command again: it goes on where it stopped."

_CASES: tuple[tuple[str, str, str], ...] = (
    (
        r"No space left on device|Errno 28|WinError 112|not enough space",
        "the disk is full.",
        "Free some space (4 GB, or 8 GB with CUDA), " + _AGAIN,
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError",
        "the package index was reached, but its certificate is not trusted here.",
        "Behind a company's proxy, point pip to its certificate (`pip config set global.cert FILE`), " + _AGAIN,
    ),
    (
        r"NewConnectionError|NameResolutionError|Temporary failure in name resolution|getaddrinfo failed"
        r"|Network is unreachable|ConnectTimeout|ReadTimeout|ProxyError|Connection refused|Max retries exceeded",
        "the package index cannot be reached.",
        "The first start needs the internet. Check the connection (and pip's proxy or index settings), " + _AGAIN,
    ),
    (
        r"Permission denied|Errno 13|WinError 5\b|Read-only file system",
        "a file in {folder} may not be written.",
        "Put the project into a folder of your own, or close programs that use {folder}; " + _AGAIN,
    ),
    (
        r"ensurepip is not available|No module named ['\"]?(?:ensurepip|venv)",
        "this Python cannot make virtual environments.",
        "Install its venv module (Debian and Ubuntu: apt-get install python3-venv), " + _AGAIN,
    ),
)


def explain(complaints: str, folder: Path) -> SetupFailed:
    """The failure behind what pip or venv wrote.

    Args:
        complaints: Everything it wrote to standard error.
        folder: The environment's folder, for the text.
    """
    for pattern, what, next_step in _CASES:
        if re.search(pattern, complaints):
            return SetupFailed(what.format(folder=folder), next_step.format(folder=folder))
    if hit := re.search(r"No matching distribution found for (\S+)", complaints):
        nothing_at_all = "from versions: none" in complaints
        doubt = "cannot be reached, or it " if nothing_at_all else ""
        what = f"the package index that pip uses here {doubt}has no {hit[1]} for this system and Python."
        return SetupFailed(what, "Check the connection and pip's index settings (`pip config list`), " + _AGAIN)
    last = [line.strip() for line in complaints.splitlines() if line.strip()][-1:]
    reason = last[0] if last else "it gave no reason"
    return SetupFailed(f"a package could not be installed ({reason}).", "See pip's lines above; when mended, " + _AGAIN)
