"""Where the playhead goes, whatever the clock does."""

from __future__ import annotations

import pytest

from studio.models.clip import Clip
from studio.models.playhead import (
    Playhead,
    frame_at,
    frames_inside,
    free_id,
    next_frame,
    until_next_frame_ms,
    with_clip,
)
from studio.models.sheet import LoopMode

STARTS = (0, 100, 200, 300)


@pytest.mark.parametrize(
    ("loop", "steps", "expected"),
    [
        (LoopMode.LOOP, (150, 150, 150), (150, 300, 50)),
        (LoopMode.ONCE, (150, 150, 150), (150, 300, 400)),
        (LoopMode.PING_PONG, (300, 200, 350), (300, 300, 50)),
    ],
)
def test_travelling(loop: LoopMode, steps: tuple[int, ...], expected: tuple[int, ...]) -> None:
    head, places = Playhead(400, loop=loop), list[float]()
    for step in steps:
        head = head.advanced(step)
        places.append(head.time_ms)
    assert tuple(places) == expected


def test_an_hour_late_is_still_inside() -> None:
    for loop in LoopMode:
        head = Playhead(400, 50, loop).advanced(3_600_123)
        assert 0 <= head.time_ms <= 400
        assert head.has_ended == (loop is LoopMode.ONCE)


def test_frames_and_how_long_they_show() -> None:
    assert [frame_at(STARTS, time) for time in (0, 99.9, 100, 350, 400)] == [0, 0, 1, 3, 3]
    assert until_next_frame_ms(Playhead(400, 130), STARTS) == 70
    assert until_next_frame_ms(Playhead(400, 130, LoopMode.PING_PONG, is_backwards=True), STARTS) == 30


@pytest.mark.parametrize(
    ("loop", "expected"),
    [
        (LoopMode.ONCE, [1, 2, 3, 3, 3, 3]),
        (LoopMode.LOOP, [1, 2, 3, 0, 1, 2]),
        (LoopMode.PING_PONG, [1, 2, 3, 2, 1, 0]),
    ],
)
def test_every_frame_in_turn(loop: LoopMode, expected: list[int]) -> None:
    head, index, seen = Playhead(400, loop=loop), 0, []
    for _ in range(6):
        index, is_backwards = next_frame(head, 4, index)
        head = Playhead(400, float(STARTS[index]), loop, is_backwards)
        seen.append(index)
    assert seen == expected


@pytest.mark.parametrize(
    ("loop", "start", "steps", "expected"),
    [
        (LoopMode.ONCE, 150, (100, 100, 100), (250, 150, 250)),
        (LoopMode.LOOP, 0, (10, 195, 10), (110, 105, 115)),
        (LoopMode.PING_PONG, 250, (100, 100, 150), (250, 150, 200)),
    ],
)
def test_a_range_is_gone_round(
    loop: LoopMode, start: float, steps: tuple[int, ...], expected: tuple[int, ...]
) -> None:  # fmt: skip
    head, places = Playhead(400, start, loop, range_ms=(100, 300)), list[float]()
    for step in steps:
        head = head.advanced(step)
        places.append(head.time_ms)
    assert tuple(places) == expected
    assert not head.has_ended


def test_the_frames_of_a_range_in_turn() -> None:
    head = Playhead(400, 100, LoopMode.ONCE, range_ms=(100, 300))
    assert frames_inside(head, STARTS) == (1, 2)
    assert frames_inside(Playhead(400), STARTS) == (0, 3)
    assert next_frame(head, 3, 2, 1) == (1, False)
    assert next_frame(head, 3, 0, 1) == (1, False), "from outside to its beginning"
    there = Playhead(400, 200, LoopMode.PING_PONG, range_ms=(100, 300))
    assert next_frame(there, 3, 2, 1) == (1, False)
    assert until_next_frame_ms(Playhead(400, 250, range_ms=(100, 280)), STARTS) == 30


def test_ids_and_places_of_clips() -> None:
    assert free_id("blink", ("blink", "blink-2")) == "blink-3"
    clips = tuple(Clip(name, name, (), 100) for name in "abc")
    added = with_clip(clips, Clip("d", "d", (), 100), after="a")
    assert [clip.id for clip in added] == ["a", "d", "b", "c"]
    assert [clip.name for clip in with_clip(clips, Clip("b", "new", (), 100))] == ["a", "new", "c"]
