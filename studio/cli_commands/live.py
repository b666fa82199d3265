"""`avatar-studio live`: what a face tracker on this machine sends."""

from __future__ import annotations

import json
import queue
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import console
from studio.cli_commands.console import ExitCode, JsonOption, QuietOption
from studio.core.errors import InputError

if TYPE_CHECKING:
    from studio.services.live_receiver import LiveReceiver, LiveStatistics

_SHOWN_CONTROLS = 6
_SHOW_FROM = 0.02


def live(
    vmc_port: Annotated[
        int, typer.Option("--vmc-port", min=0, max=65535, help="Port for VMC, usually 39539; 0: not listened to.")
    ] = 0,
    live_link_port: Annotated[
        int,
        typer.Option("--live-link-port", min=0, max=65535, help="Port for Live Link Face, usually 11111; 0: not."),
    ] = 0,
    seconds: Annotated[float, typer.Option("--seconds", min=0, help="Stop after so long; 0: until Ctrl+C.")] = 0.0,
    take: Annotated[
        Path | None, typer.Option("--take", help="Write all received poses to this JSON file.", dir_okay=False)
    ] = None,
    is_raw: Annotated[bool, typer.Option("--raw", help="Do not smooth.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Listen to a face tracker on this machine and print the controls that it sends.

    Only programs on this machine are heard; nothing is reachable from the network.
    """
    from studio.models.live_packets import OneEuro
    from studio.pipelines.wardrobe import builtin_expressions
    from studio.services.live_receiver import LiveReceiver, Protocol

    ports = {Protocol.VMC: vmc_port, Protocol.LIVE_LINK: live_link_port}
    ports = {protocol: port for protocol, port in ports.items() if port}
    if not ports:
        hint = "Add --vmc-port 39539, or --live-link-port 11111."
        raise InputError("There is no port to listen on.", hint, "usage.port")
    arrived: queue.SimpleQueue[dict[str, float]] = queue.SimpleQueue()
    receiver = LiveReceiver(
        lambda pose, _time_s: arrived.put(pose), builtin_expressions(), None if is_raw else OneEuro()
    )
    receiver.open(ports)
    try:
        receiver.start_take()
        if not quiet:
            console.note(f"Listening on this machine: {', '.join(f'{name} {port}' for name, port in ports.items())}")
        _print(receiver, arrived, seconds, as_json, quiet)
    finally:
        recorded = receiver.end_take()
        receiver.close()
        if take is not None:
            _write_take(take, recorded)
    _tell(receiver.statistics(), as_json)
    return ExitCode.OK


def _print(
    receiver: LiveReceiver, arrived: queue.SimpleQueue[dict[str, float]], seconds: float, as_json: bool, quiet: bool
) -> None:
    end_s = time.monotonic() + seconds if seconds else float("inf")
    try:
        while time.monotonic() < end_s:
            try:
                pose = arrived.get(timeout=min(0.2, max(0.001, end_s - time.monotonic())))
            except queue.Empty:
                continue
            if not quiet and not as_json:
                console.say(_line(pose))
    except KeyboardInterrupt:
        if not seconds:
            return  # the usual way to end it
        raise


def _line(pose: dict[str, float]) -> str:
    strongest = sorted(pose.items(), key=lambda item: -abs(item[1]))
    shown = [f"{name} {value:.2f}" for name, value in strongest if abs(value) >= _SHOW_FROM][:_SHOWN_CONTROLS]
    rest = len(pose) - len(shown)
    return "  ".join(shown or ["neutral"]) + (f"  (+{rest})" if rest > 0 and shown else "")


def _write_take(path: Path, recorded: tuple[tuple[int, dict[str, float]], ...]) -> None:
    from studio.core.files import write_atomic

    frames = [{"time_ms": time_ms, "pose": {n: round(v, 5) for n, v in pose.items()}} for time_ms, pose in recorded]
    text = json.dumps({"format": "avatar-studio-take", "version": 1, "frames": frames}, indent=1)
    try:
        write_atomic(path, (text + "\n").encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"The take cannot be written to “{path}”: {reason}.", "Choose another place.") from error
    console.note(f"Wrote {path} ({len(frames)} poses)")


def _tell(counts: LiveStatistics, as_json: bool) -> None:
    if as_json:
        data: dict[str, Any] = {
            "packets": counts.packets, "poses": counts.poses, "malformed": counts.malformed,
            "dropped": counts.dropped, "refused": counts.refused, "unknown": list(counts.unknown),
            "sender": counts.sender, "last_problem": counts.last_problem,
        }  # fmt: skip
        console.say_json(data)
        return
    problem = f" ({counts.last_problem})" if counts.last_problem else ""
    console.note(
        f"{counts.packets} packets, {counts.poses} poses, {counts.malformed} malformed{problem}, "
        f"{counts.dropped} dropped, {counts.refused} refused"
    )
    if counts.unknown:
        console.note(f"Not understood: {', '.join(counts.unknown[:20])}")
