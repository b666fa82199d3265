"""What the bootstrap says: progress to standard error, so that a command's own output stays clean, and one failure."""

from __future__ import annotations

import sys


class SetupFailed(Exception):  # noqa: N818 (an outcome that is told in words)
    """Set-up cannot go on.

    Args:
        what: What happened and why.
        next_step: What to do next.
    """

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"[setup] {text}", file=sys.stderr, flush=True)


def tell_failure(failure: SetupFailed) -> None:
    """Print why set-up stopped and what to do."""
    print(f"\nSet-up stopped: {failure.what}\n{failure.next_step}", file=sys.stderr, flush=True)
