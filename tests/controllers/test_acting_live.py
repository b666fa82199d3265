"""A face tracker: off until asked for, heard on this machine alone, recorded, calibrated, closed at the end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from studio.controllers.acting_live import LiveController
from studio.models.performance import Take, TakeSource
from studio.models.performance_calibration import Calibration
from studio.services.live_drive import LiveDrive, LiveSender
from studio.services.live_receiver import Protocol
from tests.controllers.acting_desk import ActingDesk
from tests.controllers.made_project import FakeView


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Desk(ActingDesk):
    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.qtbot, self.port = qtbot, free_port()
        self.drive, self.view, self.takes = LiveDrive(), FakeView(), list[Take]()
        view: Any = self.view
        view.ask_start = lambda: self.live.start(self.port, 0, False)
        self.live = LiveController(self.workspace, self.drive, self.stage, view, self.actions)
        self.live.recorded.connect(self.takes.append)

    @property
    def sight(self) -> Any:
        return self.view.last("show_sight")

    def send(self, count: int, **pose: float) -> None:
        sender = LiveSender(Protocol.VMC, self.port)
        for _ in range(count):
            before = len(self.stage.poses)
            sender.send(pose)
            self.qtbot.waitUntil(lambda before=before: len(self.stage.poses) > before, timeout=30_000)
        sender.close()

    def close(self) -> None:
        self.live.close()
        super().close()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.close()


def test_nothing_listens_before_somebody_asks_and_then_on_this_machine_only(desk: Desk) -> None:
    assert not desk.drive.is_running
    assert not desk.sight.is_running
    desk.actions.slots["clip.live-start"](True)
    assert desk.sight.is_running
    assert desk.sight.ports == (desk.port,)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, pytest.raises(OSError, match="in use"):
        one.bind(("127.0.0.1", desk.port))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.2", desk.port))  # other addresses are not taken
    desk.actions.slots["clip.live-start"](False)
    assert not desk.drive.is_running
    assert desk.actions.checked["clip.live-start"] is False


def test_poses_move_the_character_and_rubbish_is_counted(desk: Desk) -> None:
    desk.live.start(desk.port, 0, False)
    desk.send(3, jawOpen=0.5)
    assert desk.stage.poses[-1]["jawOpen"] == pytest.approx(0.5, abs=0.01)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        for data in (b"rubbish", b"", b"/VMC" + bytes(3000), bytes(range(256))):
            one.sendto(data, ("127.0.0.1", desk.port))
    desk.qtbot.waitUntil(lambda: desk.drive.statistics().malformed >= 2, timeout=30_000)
    desk.live.look()
    assert desk.sight.malformed >= 2
    assert desk.sight.last_problem
    assert desk.sight.rate > 0
    assert desk.sight.source == "VMC"
    assert desk.steps == 0


def test_what_is_recorded_becomes_a_take_also_when_it_is_stopped(desk: Desk) -> None:
    desk.live.start(desk.port, 0, False)
    desk.actions.slots["clip.live-record"](True)
    desk.send(4, jawOpen=0.6)
    assert desk.sight.is_recording
    desk.view.record_toggled.emit(False)
    desk.view.record_toggled.emit(True)
    desk.send(4, jawOpen=0.3)
    desk.live.stop()
    assert [take.name for take in desk.takes] == ["Live take 1", "Live take 2"]
    assert desk.takes[0].source is TakeSource.LIVE
    assert desk.takes[0].times_ms[0] == 0
    assert desk.takes[1].column("jawOpen").max() == pytest.approx(0.3, abs=0.01)
    assert desk.stage.releases == 1


def test_nothing_recorded_is_said(desk: Desk) -> None:
    desk.live.start(desk.port, 0, False)
    desk.live.record(True)
    desk.send(1, jawOpen=0.6)
    desk.live.record(False)
    assert desk.told[-1].text == "Nothing was recorded."
    assert not desk.takes


def test_the_resting_face_is_kept_with_the_character_and_taken_away(desk: Desk) -> None:
    desk.live.start(desk.port, 0, False)
    desk.send(1, jawOpen=0.2)
    desk.view.neutral_requested.emit()
    assert desk.steps == 1
    assert desk.workspace.character is not None
    assert desk.workspace.character.calibration.neutral["jawOpen"] == pytest.approx(0.2, abs=0.01)
    desk.send(1, jawOpen=0.2)
    assert desk.stage.poses[-1].get("jawOpen", 0) == pytest.approx(0, abs=0.01)
    desk.send(1, jawOpen=1.0)
    assert desk.stage.poses[-1]["jawOpen"] == pytest.approx(1.0, abs=0.01)
    calibration = Calibration(gain={"jawOpen": 0.5})
    desk.workspace.edit_character("gain", lambda one: replace(one, calibration=calibration))
    assert desk.live.fitted({"jawOpen": 0.8})["jawOpen"] == pytest.approx(0.4)


def test_a_port_that_is_taken_is_told(desk: Desk) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", desk.port))
        desk.live.start(desk.port, 0, False)
    assert f"Port {desk.port}" in desk.told[-1].text
    assert not desk.sight.is_running
    desk.live.start(0, 0, False)
    assert "no port" in desk.told[-1].text


def test_another_project_ends_it(desk: Desk) -> None:
    desk.live.start(desk.port, 0, False)
    desk.workspace.document_replaced.emit()
    assert not desk.drive.is_running
