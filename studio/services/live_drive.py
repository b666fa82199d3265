"""Live drive in the window: poses of a face tracker as signals, and the studio's own pose sent to others."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from studio.models.controls import Pose
from studio.models.expression import ExpressionLibrary
from studio.models.live_packets import VMC_PORT, OneEuro, encode_live_link, vmc_packets
from studio.services.live_receiver import (
    DEFAULT_PORTS,
    LOOPBACK,
    STALE_S,
    LiveReceiver,
    LiveStatistics,
    Protocol,
    Take,
)

_LOOK_MS = 250


class LiveDrive(QObject):
    """Face trackers on this machine drive the character. Off until `start`; lives in the window's thread.

    Poses are latest-wins: while the window is busy, older ones are forgotten; a take keeps them all.
    """

    pose_received = Signal(dict)
    """Control name -> value"""
    stale_changed = Signal(bool)
    """True when nothing has come for a second, False when it comes again"""
    statistics_changed = Signal(object)
    """`LiveStatistics`, four times a second while it changes"""
    running_changed = Signal(bool)
    _arrived = Signal()

    def __init__(self, library: ExpressionLibrary | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._latest: dict[str, float] | None = None
        self._last_s = 0.0
        self._is_stale = True
        self._told = LiveStatistics()
        self._library = library
        self._receiver: LiveReceiver | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether it listens."""
        return self._receiver is not None

    @property
    def is_stale(self) -> bool:
        """Whether the last pose is older than a second, or there is none."""
        return self._is_stale

    @property
    def ports(self) -> dict[Protocol, int]:
        """Where it listens."""
        return self._receiver.ports if self._receiver else {}

    def start(self, ports: Mapping[Protocol, int] | None = None, is_smoothed: bool = True) -> None:
        """Begin to listen on 127.0.0.1.

        Args:
            ports: Of each protocol; the usual ones if None.
            is_smoothed: Whether the one-euro filter calms the poses.

        Raises:
            InputError: If a port cannot be had; it is off then.
        """
        self.stop()
        receiver = LiveReceiver(self._take_in, self._library, OneEuro() if is_smoothed else None)
        receiver.open(DEFAULT_PORTS if ports is None else ports)
        self._receiver = receiver
        self._told = LiveStatistics()
        self._timer.start()
        self.running_changed.emit(True)

    def stop(self) -> Take:
        """Stop listening; no pose follows.

        Returns:
            What a running take has recorded.
        """
        if self._receiver is None:
            return ()
        self._timer.stop()
        take = self._receiver.end_take()
        self._receiver.close()
        self._receiver = None
        with self._lock:
            self._latest = None
        self._set_stale(True)
        self.running_changed.emit(False)
        return take

    def start_take(self) -> None:
        """Begin to record what arrives; nothing happens while it is off."""
        if self._receiver:
            self._receiver.start_take()

    def end_take(self) -> Take:
        """Stop recording: (ms, pose) in order of time."""
        return self._receiver.end_take() if self._receiver else ()

    @property
    def is_recording(self) -> bool:
        """Whether a take runs."""
        return bool(self._receiver and self._receiver.is_recording)

    def statistics(self) -> LiveStatistics:
        """What has arrived since `start`."""
        return self._receiver.statistics() if self._receiver else LiveStatistics()

    def _take_in(self, pose: dict[str, float], time_s: float) -> None:
        """In the receiver's thread: one event is on its way at most."""
        with self._lock:
            is_first = self._latest is None
            self._latest, self._last_s = pose, time_s
        if is_first:
            self._arrived.emit()

    @Slot()
    def _hand_over(self) -> None:
        with self._lock:
            pose, self._latest = self._latest, None
        if pose is not None and self._receiver is not None:
            self._set_stale(False)
            self.pose_received.emit(pose)

    @Slot()
    def _look(self) -> None:
        if not self._is_stale and time.monotonic() - self._last_s > STALE_S:
            self._set_stale(True)
        now = self.statistics()
        if now != self._told:
            self._told = now
            self.statistics_changed.emit(now)

    def _set_stale(self, is_stale: bool) -> None:
        if is_stale != self._is_stale:
            self._is_stale = is_stale
            self.stale_changed.emit(is_stale)


class LiveSender:
    """Sends the studio's pose to a program on this machine that draws an avatar. Never blocks.

    Args:
        protocol: What that program understands.
        port: Where it listens.
    """

    def __init__(self, protocol: Protocol = Protocol.VMC, port: int = VMC_PORT) -> None:
        self._protocol = protocol
        self._target = (LOOPBACK, port)
        self._start_s = time.monotonic()
        self._frame = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def send(self, pose: Pose) -> None:
        """Send a pose; one that cannot be sent now is dropped."""
        self._frame += 1
        if self._protocol is Protocol.VMC:
            packets = vmc_packets(pose, time.monotonic() - self._start_s)
        else:
            packets = [encode_live_link(pose, self._frame)]
        for packet in packets:
            with contextlib.suppress(OSError):
                self._socket.sendto(packet, self._target)

    def close(self) -> None:
        """Let go of the socket."""
        self._socket.close()
