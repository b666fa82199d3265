"""How late the thread is."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from studio.services.watchdog import EDGES_MS, INTERVAL_MS, Lateness, Watchdog


def test_a_block_is_seen(qtbot: QtBot) -> None:
    watchdog = Watchdog()
    watchdog.start()
    QTimer.singleShot(30, lambda: time.sleep(0.12))
    qtbot.wait(250)
    seen = watchdog.stop()
    assert 100 <= seen.worst_ms < 1000
    assert seen.count > 3
    assert seen.share_within(100) < 1.0
    assert not watchdog.is_running


def test_each_tick_is_in_the_bin_of_its_lateness() -> None:
    now = [0.0]
    watchdog = Watchdog(clock=lambda: now[0])
    watchdog.start()
    for late_ms in (0.0, 1.0, 5.0, 20.0, 3000.0):
        now[0] += (INTERVAL_MS + late_ms) / 1000
        watchdog._tick()
    watchdog._timer.stop()
    seen = watchdog.lateness
    assert seen.worst_ms == pytest.approx(3000.0)
    assert seen.histogram[0] == 2
    assert seen.histogram[EDGES_MS.index(8)] == 1
    assert seen.histogram[EDGES_MS.index(33)] == 1
    assert seen.histogram[-1] == 1
    assert seen.share_within(33) == pytest.approx(0.8)
    watchdog.reset()
    assert watchdog.lateness == Lateness(0, 0.0, (0,) * (len(EDGES_MS) + 1))
    assert watchdog.lateness.share_within(8) == 1.0
