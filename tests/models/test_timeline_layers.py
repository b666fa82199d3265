"""One clip over another: as if played on its own over the face below, and gone before and after."""

from __future__ import annotations

import pytest

from studio.core.errors import InputError
from studio.models.acting import blink_clip, idle_clip, talk_clip
from studio.models.clip import Clip, Key, Track, TrackRole
from studio.models.library import load_library
from studio.models.timeline import sample
from studio.models.timeline_layers import laid_over, tracks_of_role
from tests.models.clip_cases import again

LIBRARY = load_library()
MOOD = Clip("mood", "Mood", (Track("base", (Key(0, expression="joy"),), role=TrackRole.BASE),), 4000)
JOY = dict(LIBRARY["joy"].pose)


@pytest.mark.parametrize("layer", [blink_clip(), talk_clip("Hello there."), idle_clip(3, 3000)])
def test_as_if_played_over_the_face(layer: Clip) -> None:
    made = laid_over(MOOD, layer, LIBRARY, 500)
    assert again(made) == made
    assert made.duration_ms == 4000
    for time_ms in range(0, layer.duration_ms, 20):
        assert sample(made, 500 + time_ms, LIBRARY) == pytest.approx(sample(layer, time_ms, LIBRARY, JOY), abs=0.02)
    assert sample(made, 400, LIBRARY) == pytest.approx(JOY)
    assert sample(made, 3990, LIBRARY) == pytest.approx(JOY)


def test_layers_stack_and_keep_their_roles() -> None:
    made = laid_over(laid_over(MOOD, idle_clip(), LIBRARY), blink_clip(), LIBRARY, 1000, repeats=3)
    roles = {track.role for track in made.tracks}
    assert roles == {TrackRole.BASE, TrackRole.BREATH, TrackRole.HEAD, TrackRole.GAZE, TrackRole.BLINK}
    assert [track.name for track in tracks_of_role(made, [TrackRole.BLINK])] == [
        "lids", "lid tension", "lids 2", "lid tension 2",
    ]  # fmt: skip
    blink = blink_clip().duration_ms
    assert all(sample(made, 1000 + 115 + index * blink, LIBRARY)["eyeBlinkLeft"] == 1 for index in range(3))


def test_to_the_end_and_beyond() -> None:
    filled = laid_over(MOOD, blink_clip(), LIBRARY, 100, repeats=0)
    assert filled.duration_ms == 4000
    assert filled.tracks[1].keys[-1].time_ms > 3600
    longer = laid_over(MOOD, talk_clip("Hello there."), LIBRARY, 3900)
    assert longer.duration_ms == 3900 + talk_clip("Hello there.").duration_ms
    assert longer.events[0].time_ms == 3980


def test_refused() -> None:
    with pytest.raises(InputError, match="cannot begin"):
        laid_over(MOOD, blink_clip(), LIBRARY, -1)
    with pytest.raises(InputError, match="repeated"):
        laid_over(MOOD, blink_clip(), LIBRARY, repeats=-1)
