"""Portraits are handed out for the last request of a channel, and on the way where a channel flows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.genome import PortraitGenome
from studio.services import portraits
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.portraits import PortraitRequest, PortraitService

SOMEBODY = PortraitGenome()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Each drawing waits for one release, and draws a picture as wide as was asked for."""
    made = threading.Semaphore(0)

    def drawing(request: PortraitRequest) -> Callable[[], list[QImage]]:
        def draw() -> list[QImage]:
            assert made.acquire(timeout=20)
            if request.size_px == 13:
                raise ValueError("unlucky")
            return [QImage(request.size_px, 1, QImage.Format.Format_ARGB32_Premultiplied) for _ in request.genomes]

        return draw

    monkeypatch.setattr(portraits, "_drawing", drawing)
    return made


@pytest.fixture
def service(qapp: QApplication, gate: threading.Semaphore) -> Iterator[PortraitService]:
    inference = InferenceService()
    jobs = JobQueue(inference)
    made = PortraitService(inference)
    yield made
    for _ in range(20):
        gate.release()
    assert jobs.close()


def request(size_px: int, count: int = 1) -> PortraitRequest:
    return PortraitRequest((SOMEBODY,) * count, ({},) * count, size_px)


@pytest.mark.parametrize("is_flowing", [False, True])
def test_the_latest_wins_and_a_flowing_channel_shows_more(
    service: PortraitService, gate: threading.Semaphore, qtbot: QtBot, is_flowing: bool
) -> None:
    shown: list[tuple[str, int]] = []
    service.ready.connect(lambda channel, images: shown.append((channel, images[0].width())))
    for size in (10, 20, 30, 40):
        service.ask("one", request(size), is_flowing)
        qtbot.wait(20)  # the first is being drawn by now
    for _ in range(4):
        gate.release()
    qtbot.waitUntil(lambda: ("one", 40) in shown, timeout=20_000)
    assert ("one", 20) not in shown, "overtaken before it was begun"
    assert (("one", 10) in shown) is is_flowing


def test_channels_do_not_disturb_one_another(service: PortraitService, gate: threading.Semaphore, qtbot: QtBot) -> None:
    shown: dict[str, int] = {}
    failed: list[str] = []
    service.ready.connect(lambda channel, images: shown.update({channel: len(images)}))
    service.failed.connect(lambda channel, error: failed.append(f"{channel} {error}"))
    service.ask("one", request(10))
    service.ask("sheet", request(10, 9))
    service.ask("bad", request(13))
    for _ in range(3):
        gate.release()
    qtbot.waitUntil(lambda: len(shown) == 2 and bool(failed), timeout=20_000)
    assert shown == {"one": 1, "sheet": 9}
    assert failed == ["bad unlucky"]
    service.ask("one", request(10))
    service.forget()
    shown.clear()
    gate.release()
    qtbot.wait(200)
    assert shown == {}
