"""Times and sizes as people say them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from studio.controllers import words

NOON_S = time.mktime((2026, 3, 10, 12, 0, 0, 0, 0, -1))
HOUR_S, DAY_S = 3600, 24 * 3600


@pytest.mark.parametrize(
    ("ago_s", "text"),
    [
        (0, "Today 12:00"),
        (11 * HOUR_S, "Today 01:00"),
        (13 * HOUR_S, "Yesterday 23:00"),
        (5 * DAY_S, "5 Mar"),
        (100 * DAY_S, "30 Nov 2025"),
    ],
)
def test_when(ago_s: float, text: str) -> None:
    assert words.when(NOON_S - ago_s, NOON_S) == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "1 KB"), (340_400, "340 KB"), (2_340_000, "2.3 MB"), (5_000_000_000, "5.0 GB")]
)
def test_size(count: float, text: str) -> None:
    assert words.size(count) == text


@pytest.mark.parametrize(("seconds", "text"), [(-3, "0:00"), (20.4, "0:20"), (75, "1:15"), (3723, "1:02:03")])
def test_span(seconds: float, text: str) -> None:
    assert words.span(seconds) == text


def test_folders_begin_at_home() -> None:
    assert words.folder(Path.home() / "art" / "x") == str(Path("~/art/x"))
    assert words.folder(Path("/media/usb")) == str(Path("/media/usb"))
