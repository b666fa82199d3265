"""What came with the start is never looked at again; what comes later still is."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from studio.services.collector import Collector


@pytest.fixture(autouse=True)
def own_state() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def test_what_is_there_is_left_alone_from_then_on() -> None:
    collector, before = Collector(), gc.get_freeze_count()
    collector.pause()
    assert not gc.isenabled()
    collector.keep()
    assert gc.isenabled()
    assert gc.get_freeze_count() > before + 1000


def test_with_pictures_open_everything_is_still_looked_at() -> None:
    collector, before = Collector(), gc.get_freeze_count()
    collector.pause()
    collector.keep(lambda: False)
    assert gc.isenabled()
    assert gc.get_freeze_count() == before


def test_who_never_paused_leaves_python_as_it_is() -> None:
    before = gc.get_freeze_count()
    Collector().keep()
    assert gc.get_freeze_count() == before
