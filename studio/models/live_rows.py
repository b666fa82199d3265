"""What a panel shows of a face tracker that is heard."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN_RATES = 60
"""So many looks, four a second, are kept for the chart."""
SHOWN_UNKNOWN = 6


@dataclass(frozen=True, slots=True)
class LiveSight:
    """How it is.

    Attributes:
        is_running: Whether anything is listened to.
        is_stale: Whether nothing has come for a second.
        is_recording: Whether what comes is kept.
        ports: Where it listens, on this machine only.
        source: Who sends, as it calls itself, or by what it speaks.
        rate: Packets a second.
        rates: The last ones, the newest at the end.
        malformed: Packets that made no sense.
        last_problem: Why the last of them did not.
        dropped: Packets beyond what anybody sends.
        unknown: Names in packets that mean nothing here.
        recorded_ms: How long is recorded so far.
    """

    is_running: bool = False
    is_stale: bool = True
    is_recording: bool = False
    ports: tuple[int, ...] = ()
    source: str = ""
    rate: float = 0.0
    rates: tuple[float, ...] = ()
    malformed: int = 0
    last_problem: str = ""
    dropped: int = 0
    unknown: tuple[str, ...] = ()
    recorded_ms: int = 0
