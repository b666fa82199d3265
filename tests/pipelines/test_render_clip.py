"""A clip as an animation: tags become animations of their own, skipped frames and their events go."""

from __future__ import annotations

import pytest

from studio.core.errors import InputError
from studio.models.clip import Clip, Key, Tag, TagDirection, Track
from studio.models.framing import FrameOptions
from studio.models.sheet import Animation, AnimationEvent, LoopMode
from studio.pipelines.clips import meant_clip
from studio.pipelines.render_clip import RenderedClip, render_clip
from studio.pipelines.stage import Stage
from studio.pipelines.subject import Subject


def rendered(subject: Subject, *tags: Tag, events: tuple[AnimationEvent, ...] = (), **options: float) -> RenderedClip:
    jaw = Track("jaw", (Key(0, {"jawOpen": 0.0}), Key(1000, {"jawOpen": 1.0})), is_wrapping=False)
    clip = Clip("open", "Open", (jaw,), 1000, LoopMode.LOOP, fps=10.0, tags=tags, events=events, **options)  # type: ignore[arg-type]
    with Stage(subject.reference, FrameOptions(64), "fake") as stage:
        work = render_clip(stage, clip, subject.library)
        while True:
            try:
                next(work)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]


def shown(animation: Animation) -> list[int]:
    return [int(frame.sprite_id[-3:]) for frame in animation.frames]


@pytest.mark.parametrize(
    ("direction", "repeat", "expected", "loop"),
    [
        (TagDirection.FORWARD, 0, [2, 3, 4], LoopMode.LOOP),
        (TagDirection.REVERSE, 0, [4, 3, 2], LoopMode.LOOP),
        (TagDirection.PING_PONG, 0, [2, 3, 4], LoopMode.PING_PONG),
        (TagDirection.FORWARD, 1, [2, 3, 4], LoopMode.ONCE),
        (TagDirection.FORWARD, 2, [2, 3, 4, 2, 3, 4], LoopMode.ONCE),
        (TagDirection.PING_PONG, 1, [2, 3, 4, 3], LoopMode.ONCE),
    ],
)
def test_tags_are_animations(
    subject: Subject, direction: TagDirection, repeat: int, expected: list[int], loop: LoopMode
) -> None:
    made = rendered(subject, Tag("the middle", 200, 500, direction, repeat))
    (tag,) = made.tags
    assert (tag.name, tag.id) == ("open_the_middle", "clip/open/the middle")
    assert (shown(tag), tag.loop) == (expected, loop)
    assert shown(made.animation) == list(range(10))
    assert {frame.sprite_id for frame in tag.frames} <= {sprite.id for sprite in made.sprites}


def test_events_come_along(subject: Subject) -> None:
    events = tuple(AnimationEvent(time_ms, str(time_ms)) for time_ms in (0, 250, 500, 1000))
    made = rendered(subject, Tag("middle", 200, 500), events=events)
    assert made.animation.events == events
    assert made.tags[0].events == (AnimationEvent(50, "250"),)


def test_skipped_frames_go_with_their_events(subject: Subject) -> None:
    events = tuple(AnimationEvent(time_ms, str(time_ms)) for time_ms in (50, 250, 550, 1000))
    made = rendered(subject, Tag("out", 200, 500, is_skipped=True), Tag("all", 0, 1000), events=events)
    assert shown(made.animation) == [0, 1, 5, 6, 7, 8, 9]
    assert made.animation.duration_ms == 700
    assert [(event.name, event.time_ms) for event in made.animation.events] == [("50", 50), ("550", 250), ("1000", 700)]
    assert [tag.name for tag in made.tags] == ["open_all"]
    assert shown(made.tags[0]) == shown(made.animation)


def test_a_tag_with_its_own_frame_rate(subject: Subject) -> None:
    (tag,) = rendered(subject, Tag("slow", 200, 700, fps=4.0)).tags
    assert [frame.duration_ms for frame in tag.frames] == [250, 250]


def test_nothing_left(subject: Subject) -> None:
    with pytest.raises(InputError, match="no frame"):
        rendered(subject, Tag("out", 0, 1000, is_skipped=True))


@pytest.mark.parametrize(
    ("word", "clip_id"), [("alive", "alive"), ("alive:3", "alive-3"), ("passing:joy", "joy-passing")]
)
def test_words_for_acting(subject: Subject, word: str, clip_id: str) -> None:
    assert meant_clip(word, subject.library).id == clip_id
