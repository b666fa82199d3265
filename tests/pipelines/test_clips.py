from __future__ import annotations

import pytest

from studio.core.errors import InputError
from studio.models.clip import Clip, Key, Track
from studio.models.project import Project
from studio.pipelines.clips import meant_clip, meant_clips, timed_clip, transition
from studio.pipelines.wardrobe import builtin_expressions


@pytest.mark.parametrize(
    ("word", "clip_id"),
    [
        ("blink", "blink"),
        ("blink:left", "blink-left"),
        ("idle", "idle"),
        ("idle:7", "idle"),
        ("talk", "talk"),
        ("talk:Hello there", "talk-hello-there"),
        ("joy..anger", "joy-to-anger"),
        ("joy > anger", "joy-to-anger"),
        ("joy:0.5..neutral", "joy-50-to-neutral"),
    ],
)
def test_what_is_meant(word: str, clip_id: str) -> None:
    assert meant_clip(word, builtin_expressions()).id == clip_id


@pytest.mark.parametrize("word", ["blnk", "joy..angr", "idle:x", "blink:up", "talk:...", ""])
def test_what_nobody_can_mean(word: str) -> None:
    with pytest.raises(InputError) as caught:
        meant_clip(word, builtin_expressions())
    assert caught.value.hint


def test_the_projects_own_clips_win() -> None:
    own = Clip("blink", "Own", (Track("a", (Key(0, {"jawOpen": 1.0}),)),), 100)
    project = Project("p", "P", clips=(own,))
    library = builtin_expressions()
    assert meant_clip("blink", library, project) is own
    assert meant_clips(["all", "blink", "idle"], library, project)[0] is own
    assert [clip.id for clip in meant_clips(["idle", "blink", "idle"], library)] == ["idle", "blink"]


def test_another_length_or_rhythm() -> None:
    library = builtin_expressions()
    assert timed_clip("joy..anger", library, None, 800).duration_ms == 800
    assert timed_clip("idle", library, None, 2000).duration_ms == 2000
    assert timed_clip("Idle", library, None, 0, 7) == meant_clip("idle:7", library)
    assert timed_clip("nod", library) == meant_clip("Nod", library)
    for word, duration_ms, seed in (("nod", 800, 0), ("joy..anger", 0, 3), ("nobody", 800, 0)):
        with pytest.raises(InputError):
            timed_clip(word, library, None, duration_ms, seed)


def test_a_transition_lasts_as_long_as_asked() -> None:
    assert transition("neutral", "joy", builtin_expressions(), 750).duration_ms == 750
