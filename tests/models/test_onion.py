"""Which frames are seen beside the one that shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.models.clip import Clip, Key, Track
from studio.models.onion import AFTER_TINT, BEFORE_TINT, TRAIL_FRAMES, OnionOptions, skin_places, trail_range
from studio.models.sheet import LoopMode
from studio.models.timeline import frame_starts_ms
from studio.models.timeline_lengths import frame_lengths, with_even_frames, with_frame_length, with_own_lengths

CLIP = Clip("c", "C", (Track("t", tuple(Key(time_ms) for time_ms in (0, 300, 800))),), 1000, fps=10)
STARTS = tuple(frame_starts_ms(CLIP))


def test_frames_around_the_playhead_the_nearest_strongest() -> None:
    found = skin_places(OnionOptions(2, 1, step=2, opacity=0.8), CLIP, STARTS, 5)
    assert {(one.frame, one.tint) for one in found} == {(1, BEFORE_TINT), (3, BEFORE_TINT), (7, AFTER_TINT)}
    strength = {one.frame: one.opacity for one in found}
    assert strength[3] == strength[7] == 0.8
    assert strength[1] < 0.8
    assert found[-1].opacity == 0.8, "the farthest lies lowest"


def test_a_loop_goes_round_its_end_and_nothing_else_does() -> None:
    options = OnionOptions(1, 1, step=1)
    assert {one.frame for one in skin_places(options, CLIP, STARTS, 0)} == {1}
    looped = replace(CLIP, loop=LoopMode.LOOP)
    assert {one.frame for one in skin_places(options, looped, STARTS, 0)} == {9, 1}


def test_keys_around_the_playhead() -> None:
    options = OnionOptions(2, 2, is_by_keys=True)
    assert {one.frame for one in skin_places(options, CLIP, STARTS, 5)} == {0, 3, 8}
    assert {one.frame for one in skin_places(options, CLIP, STARTS, 3)} == {0, 8}, "never the one that shows"


def test_long_trails_stay_around_the_playhead() -> None:
    assert trail_range(100, 50) == range(100)
    assert trail_range(10_000, 10) == range(2 * TRAIL_FRAMES)
    around = trail_range(10_000, 5000)
    assert 5000 in around
    assert len(around) == 2 * TRAIL_FRAMES


def test_frames_of_their_own_length() -> None:
    own = with_own_lengths(replace(CLIP, fps=12))
    assert sum(frame_lengths(own)) == 1000
    assert with_even_frames(own).frame_durations_ms == ()
    longer = with_frame_length(CLIP, 3, 250)
    assert longer.duration_ms == 1150
    assert [key.time_ms for key in longer.tracks[0].keys] == [0, 300, 950]
    assert with_frame_length(longer, 3, 100).tracks == CLIP.tracks
    shorter = with_frame_length(replace(CLIP, loop_range=(310, 390)), 3, 1)
    assert shorter.duration_ms == 901
    assert shorter.loop_range == (300, 301), "what lay inside is drawn together"
    with pytest.raises(Exception, match="no frame 11"):
        with_frame_length(CLIP, 10, 5)
