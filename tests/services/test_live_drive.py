from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import InputError
from studio.models.live_packets import encode_live_link, vmc_packets
from studio.models.osc import encode_message, parse_packet
from studio.services.live_drive import LiveDrive, LiveSender
from studio.services.live_receiver import LiveReceiver, LiveStatistics, Protocol

POSE = {"jawOpen": 0.5, "eyeBlinkLeft": 1.0, "headYaw": 10.0}
ANY = {Protocol.VMC: 0, Protocol.LIVE_LINK: 0}


@pytest.fixture
def drive(qtbot: QtBot) -> Iterator[LiveDrive]:
    made = LiveDrive()
    yield made
    made.stop()
    assert not live_threads()


@pytest.fixture
def outside() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        yield one


def live_threads() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "live-receiver"]


def until(is_so: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def send_vmc(outside: socket.socket, port: int, pose: dict[str, float]) -> None:
    for packet in vmc_packets(pose):
        outside.sendto(packet, ("127.0.0.1", port))


def test_it_is_off_by_itself(drive: LiveDrive) -> None:
    assert not drive.is_running
    assert drive.is_stale
    assert not live_threads()
    assert drive.statistics() == LiveStatistics()
    assert drive.stop() == ()


@pytest.mark.parametrize("protocol", list(Protocol))
def test_a_pose_arrives(drive: LiveDrive, qtbot: QtBot, outside: socket.socket, protocol: Protocol) -> None:
    drive.start(ANY, is_smoothed=False)
    with qtbot.waitSignal(drive.pose_received) as got:
        if protocol is Protocol.VMC:
            send_vmc(outside, drive.ports[protocol], POSE)
        else:
            outside.sendto(encode_live_link(POSE), ("127.0.0.1", drive.ports[protocol]))
    assert got.args[0] == pytest.approx(POSE, abs=1e-4)
    assert not drive.is_stale


def test_what_the_studio_sends_the_studio_understands(drive: LiveDrive, qtbot: QtBot) -> None:
    drive.start(ANY, is_smoothed=False)
    for protocol in Protocol:
        sender = LiveSender(protocol, drive.ports[protocol])
        with qtbot.waitSignal(drive.pose_received) as got:
            sender.send({"mouthSmileLeft": 0.25})
        sender.close()
        assert got.args[0] == pytest.approx({"mouthSmileLeft": 0.25}, abs=1e-4)


def test_nothing_listens_beyond_this_machine(drive: LiveDrive) -> None:
    drive.start(ANY)
    assert drive._receiver is not None
    for one in drive._receiver._sockets.values():
        assert one.getsockname()[0] == "127.0.0.1"


def test_a_sender_from_elsewhere_is_refused() -> None:
    poses: list[dict[str, float]] = []
    receiver = LiveReceiver(lambda pose, _time: poses.append(pose))
    receiver.open({Protocol.VMC: 0})
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.2", 0))
        try:
            send_vmc(other, receiver.ports[Protocol.VMC], POSE)
            until(lambda: receiver.statistics().refused > 0)
        finally:
            receiver.close()
    assert poses == []


def test_the_latest_wins_while_the_window_is_busy(drive: LiveDrive, qtbot: QtBot, outside: socket.socket) -> None:
    drive.start({Protocol.LIVE_LINK: 0}, is_smoothed=False)
    drive.start_take()
    seen: list[dict[str, float]] = []
    drive.pose_received.connect(seen.append)
    for index in range(100):
        outside.sendto(encode_live_link({"jawOpen": index / 100}), ("127.0.0.1", drive.ports[Protocol.LIVE_LINK]))
    until(lambda: drive.statistics().poses == 100)  # no event was handled meanwhile
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert len(seen) == 1
    assert seen[0]["jawOpen"] == pytest.approx(0.99)
    take = drive.end_take()
    assert [round(pose.get("jawOpen", 0.0), 2) for _, pose in take] == [index / 100 for index in range(100)]
    times = [time_ms for time_ms, _ in take]
    assert times == sorted(times)


def test_it_becomes_stale_and_comes_back(drive: LiveDrive, qtbot: QtBot, outside: socket.socket) -> None:
    drive.start({Protocol.LIVE_LINK: 0})
    port = drive.ports[Protocol.LIVE_LINK]
    for _ in range(2):
        with qtbot.waitSignal(drive.stale_changed) as fresh:
            outside.sendto(encode_live_link(POSE), ("127.0.0.1", port))
        with qtbot.waitSignal(drive.stale_changed, timeout=3000) as stale:
            pass
        assert (fresh.args, stale.args) == ([False], [True])


def test_a_sender_that_does_not_bundle_loses_nothing(drive: LiveDrive, outside: socket.socket) -> None:
    """Every value a packet of its own, sixty times a second."""
    drive.start({Protocol.VMC: 0}, is_smoothed=False)
    single = [encode_message(message) for packet in vmc_packets(POSE) for message in parse_packet(packet)]
    for _ in range(45):
        for packet in single:
            outside.sendto(packet, ("127.0.0.1", drive.ports[Protocol.VMC]))
        time.sleep(1 / 60)
    until(lambda: drive.statistics().packets == 45 * len(single))
    counts = drive.statistics()
    assert (counts.poses, counts.dropped, counts.malformed) == (45, 0, 0)


def test_rubbish_is_counted_and_nothing_else(drive: LiveDrive, qtbot: QtBot, outside: socket.socket) -> None:
    drive.start({Protocol.VMC: 0})
    with qtbot.waitSignal(drive.statistics_changed):
        for size in (0, 1, 3, 4, 100, 1000, 9000):
            outside.sendto(os.urandom(size), ("127.0.0.1", drive.ports[Protocol.VMC]))
    until(lambda: drive.statistics().malformed == 7)
    assert drive.statistics().last_problem
    with qtbot.waitSignal(drive.pose_received):
        send_vmc(outside, drive.ports[Protocol.VMC], POSE)


def test_a_flood_is_survived_and_does_not_hold_up_closing(drive: LiveDrive, qtbot: QtBot) -> None:
    drive.start(ANY)
    ports = drive.ports
    is_over = threading.Event()

    def flood() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            noise = [os.urandom(64), *vmc_packets(POSE)]
            while not is_over.is_set():
                for data in noise:
                    one.sendto(data, ("127.0.0.1", ports[Protocol.VMC]))

    flooding = threading.Thread(target=flood)
    flooding.start()
    try:
        until(lambda: drive.statistics().dropped > 1000, 20)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.sendto(b"/a\0\0", ("127.0.0.1", ports[Protocol.LIVE_LINK]))
        start = time.monotonic()
        drive.stop()
        assert time.monotonic() - start < 1
    finally:
        is_over.set()
        flooding.join()
    assert not live_threads()
    qtbot.wait(20)  # what was on its way comes to nothing


def test_nothing_comes_after_stopping(drive: LiveDrive, qtbot: QtBot, outside: socket.socket) -> None:
    seen: list[dict[str, float]] = []
    drive.pose_received.connect(seen.append)
    drive.start({Protocol.LIVE_LINK: 0})
    outside.sendto(encode_live_link(POSE), ("127.0.0.1", drive.ports[Protocol.LIVE_LINK]))
    until(lambda: drive.statistics().poses == 1)
    drive.stop()
    qtbot.wait(30)
    assert seen == []


def test_opened_and_closed_many_times(drive: LiveDrive) -> None:
    for _ in range(30):
        drive.start(ANY)
    drive.stop()
    drive.stop()
    assert not live_threads()


def test_a_port_that_is_taken(drive: LiveDrive) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        with pytest.raises(InputError, match="cannot be used"):
            drive.start({Protocol.VMC: 0, Protocol.LIVE_LINK: other.getsockname()[1]})
    assert not drive.is_running
    assert drive.ports == {}
    with pytest.raises(InputError):
        drive.start({Protocol.VMC: 70_000})
    with pytest.raises(InputError):
        drive.start({})


def test_a_take_ends_with_stopping(drive: LiveDrive, outside: socket.socket) -> None:
    drive.start({Protocol.LIVE_LINK: 0})
    drive.start_take()
    assert drive.is_recording
    outside.sendto(encode_live_link(POSE), ("127.0.0.1", drive.ports[Protocol.LIVE_LINK]))
    until(lambda: drive.statistics().poses == 1)
    assert len(drive.stop()) == 1
    assert not drive.is_recording
