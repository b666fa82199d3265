"""Receives poses of face trackers over UDP from programs on this machine, in a thread of its own; free of Qt.

Nothing listens until `open` is called, and then on 127.0.0.1 only. What arrives is untrusted: packets that are not
understood are counted and forgotten, a flood is thrown away unread.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from studio.core.errors import InputError
from studio.models.expression import ExpressionLibrary
from studio.models.live_packets import LIVE_LINK_PORT, VMC_PORT, OneEuro, VmcReader, parse_live_link
from studio.models.osc import MAX_PACKET_BYTES, PacketError, parse_packet

LOOPBACK = "127.0.0.1"
STALE_S = 1.0
"""So long without a pose, and the sender is taken as gone."""
BYTES_PER_S = 1_000_000
"""More than any tracker sends, bundled or not; what comes beyond is dropped."""
_LEAST_COST = 120
"""Bytes that even the smallest packet counts as: reading it is work too."""
_DRAINED_AT_ONCE = 256
_WAIT_S = 0.25
TAKE_LIMIT = 60 * 60 * 60
"""Poses of an hour at 60 a second."""

Take = tuple[tuple[int, dict[str, float]], ...]
"""(milliseconds since its start, pose), in order of time."""


class Protocol(StrEnum):
    """What is spoken on a port."""

    VMC = "vmc"
    LIVE_LINK = "live-link"


DEFAULT_PORTS: Mapping[Protocol, int] = {Protocol.VMC: VMC_PORT, Protocol.LIVE_LINK: LIVE_LINK_PORT}


@dataclass(frozen=True, slots=True)
class LiveStatistics:
    """What has arrived since opening.

    Attributes:
        packets: All.
        poses: Complete poses in them.
        malformed: Packets that are none.
        dropped: Packets beyond the rate limit.
        refused: Packets that came from elsewhere.
        unknown: Names that mean nothing here, in order of the alphabet.
        sender: Name of the last Live Link subject, or empty.
        last_problem: Why the last malformed packet was one.
    """

    packets: int = 0
    poses: int = 0
    malformed: int = 0
    dropped: int = 0
    refused: int = 0
    unknown: tuple[str, ...] = ()
    sender: str = ""
    last_problem: str = ""


@dataclass(slots=True)
class _Allowance:
    """A bucket of bytes: a second's worth may come at once, more only as time passes."""

    per_s: float
    left: float = field(init=False)
    time_s: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.left = self.per_s

    def takes(self, now_s: float, cost: int) -> bool:
        self.left = min(self.per_s, self.left + (now_s - self.time_s) * self.per_s)
        self.time_s = now_s
        if self.left < cost:
            return False
        self.left -= cost
        return True


class LiveReceiver:
    """Listens to VMC and Live Link Face on this machine.

    Args:
        on_pose: Called in the receiver's thread with each pose and its moment (`time.monotonic`); must be quick.
        library: For the presets of VRM models.
        smoothing: Filters the poses; None for raw ones.
        bytes_per_s: Rate limit.
    """

    def __init__(
        self,
        on_pose: Callable[[dict[str, float], float], None],
        library: ExpressionLibrary | None = None,
        smoothing: OneEuro | None = None,
        bytes_per_s: float = BYTES_PER_S,
    ) -> None:
        self._on_pose = on_pose
        self._smoothing = smoothing
        self._library = library or {}
        self._bytes_per_s = bytes_per_s
        self._vmc = VmcReader(self._library)
        self._lock = threading.Lock()
        self._counts = LiveStatistics()
        self._take: list[tuple[int, dict[str, float]]] | None = None
        self._take_start_s = 0.0
        self._thread: threading.Thread | None = None
        self._sockets: dict[Protocol, socket.socket] = {}
        self._wake: tuple[socket.socket, socket.socket] | None = None
        self._is_closing = threading.Event()

    @property
    def is_open(self) -> bool:
        """Whether it listens."""
        return self._thread is not None

    @property
    def ports(self) -> dict[Protocol, int]:
        """Where it listens; a port of 0 has become a free one."""
        return {protocol: int(one.getsockname()[1]) for protocol, one in self._sockets.items()}

    def open(self, ports: Mapping[Protocol, int]) -> None:
        """Begin to listen; what was open before is closed.

        Raises:
            InputError: If a port cannot be had, or none was asked for.
        """
        self.close()
        if not ports:
            raise InputError("There is no port to listen on.", "Choose VMC, Live Link, or both.", "live.port")
        try:
            for protocol, port in ports.items():
                self._sockets[protocol] = _bound(port)
        except InputError:
            self._close_sockets()
            raise
        self._vmc = VmcReader(self._library)
        self._counts = LiveStatistics()
        self._is_closing.clear()
        self._wake = socket.socketpair()
        self._thread = threading.Thread(target=self._listen, name="live-receiver")
        self._thread.start()

    def close(self) -> None:
        """Stop listening and wait for the thread; safe to call twice, not from `on_pose`."""
        if self._thread is None or self._wake is None:
            return
        self._is_closing.set()
        with contextlib.suppress(OSError):
            self._wake[1].send(b"x")
        self._thread.join()
        self._thread = None
        self._close_sockets()

    def statistics(self) -> LiveStatistics:
        """What has arrived; may be asked from any thread."""
        with self._lock:
            return replace(self._counts, unknown=tuple(sorted(self._vmc.unknown)))

    def start_take(self) -> None:
        """Begin to record; a take that runs is begun anew."""
        with self._lock:
            self._take, self._take_start_s = [], time.monotonic()

    def end_take(self) -> Take:
        """Stop recording.

        Returns:
            What was recorded, at most an hour; empty if nothing was.
        """
        with self._lock:
            take, self._take = self._take, None
        return tuple(take or ())

    @property
    def is_recording(self) -> bool:
        """Whether a take runs."""
        return self._take is not None

    def _close_sockets(self) -> None:
        for one in (*self._sockets.values(), *(self._wake or ())):
            one.close()
        self._sockets, self._wake = {}, None

    def _listen(self) -> None:
        allowance = _Allowance(self._bytes_per_s)
        with selectors.DefaultSelector() as selector:
            for protocol, one in self._sockets.items():
                selector.register(one, selectors.EVENT_READ, protocol)
            if self._wake:
                selector.register(self._wake[0], selectors.EVENT_READ)
            while not self._is_closing.is_set():
                for key, _ in selector.select(_WAIT_S):
                    if key.data is not None and isinstance(key.fileobj, socket.socket):
                        self._drain(key.fileobj, key.data, allowance)

    def _drain(self, one: socket.socket, protocol: Protocol, allowance: _Allowance) -> None:
        """Read what waits; in pieces, so that closing and the other port get their turn in a flood."""
        for _ in range(_DRAINED_AT_ONCE):
            if self._is_closing.is_set():
                return
            try:
                data, sender = one.recvfrom(MAX_PACKET_BYTES + 1)
            except BlockingIOError:
                return
            except OSError:
                continue  # the other side's port is closed: some systems tell it here
            now = time.monotonic()
            if sender[0] != LOOPBACK:
                self._count(refused=1)
            elif not allowance.takes(now, max(len(data), _LEAST_COST)):
                self._count(dropped=1)
            else:
                self._take_in(protocol, data, now)

    def _count(self, refused: int = 0, dropped: int = 0, malformed: int = 0, poses: int = 0, problem: str = "") -> None:
        with self._lock:
            old = self._counts
            self._counts = replace(
                old, packets=old.packets + 1, refused=old.refused + refused, dropped=old.dropped + dropped,
                malformed=old.malformed + malformed, poses=old.poses + poses, last_problem=problem or old.last_problem,
            )  # fmt: skip

    def _take_in(self, protocol: Protocol, data: bytes, now_s: float) -> None:
        try:
            poses = self._poses(protocol, data)
        except PacketError as error:
            self._count(malformed=1, problem=str(error))
            return
        self._count(poses=len(poses))
        for pose in poses[-1:]:  # one packet is one moment
            shown = self._smoothing.filtered(pose, now_s) if self._smoothing else pose
            with self._lock:
                if self._take is not None and len(self._take) < TAKE_LIMIT:
                    self._take.append((round((now_s - self._take_start_s) * 1000), shown))
            self._on_pose(dict(shown), now_s)

    def _poses(self, protocol: Protocol, data: bytes) -> list[dict[str, float]]:
        if protocol is Protocol.VMC:
            messages = parse_packet(data)
            with self._lock:
                return self._vmc.feed(messages)
        frame = parse_live_link(data)
        with self._lock:
            self._counts = replace(self._counts, sender=frame.subject)
        return [frame.pose] if frame.has_face else []


def _bound(port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise InputError(f"There is no port {port}.", "Give a number from 1 to 65535.", "live.port")
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        one.setblocking(False)
        one.bind((LOOPBACK, port))
    except OSError as error:
        one.close()
        reason = error.strerror or type(error).__name__
        hint = "Another program may be using it: close that, or choose another port here and in the sender."
        raise InputError(f"Port {port} cannot be used: {reason}.", hint, "live.port") from error
    return one
