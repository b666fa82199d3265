from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models.clip import Track, TrackRole
from studio.models.clip_json import clip_from_json, clip_to_json
from studio.models.controls import Region, region_of
from studio.models.expression import BlendMode
from studio.models.sheet import LoopMode
from studio.models.speech import CLOSED_VISEMES, VISEMES
from studio.models.speech_clip import TalkOptions, speech_clip
from studio.models.speech_cues import Cue, Speech, speech_of_text, tidied, words_of
from studio.models.speech_curves import INDEX, sample_times, viseme_curves
from studio.models.timeline import ClipSampler, frames
from studio.pipelines.wardrobe import builtin_expressions

LIBRARY = builtin_expressions()
TEXT = "Hello there, my big brave friend. I'm Bob!"
SPEECHES = st.lists(
    st.tuples(st.sampled_from(VISEMES), st.integers(10, 400), st.sampled_from([0.6, 0.8, 1.0])), min_size=1, max_size=20
).filter(lambda row: any(name != "sil" for name, _, _ in row))


def made(row: list[tuple[str, int, float]]) -> Speech:
    cues, now = [], 100
    for name, ms, strength in row:
        cues.append(Cue(name, now, now + ms, strength))
        now += ms
    return tidied(cues, now + 120)


def mouth(tracks: tuple[Track, ...]) -> Track:
    return next(track for track in tracks if track.name == "mouth")


@settings(max_examples=60, deadline=None)
@given(SPEECHES)
def test_keys_stay_within_the_stated_error(row: list[tuple[str, int, float]]) -> None:
    speech = made(row)
    talk = speech_clip(speech)
    assert talk.error <= TalkOptions().largest_error
    weights, times = viseme_curves(speech), sample_times(speech)
    sampler = ClipSampler(speech_clip(speech, TalkOptions(mode=BlendMode.OVERWRITE)).clip, LIBRARY)
    for index in range(0, len(times), 7):
        want = sum(weights[index, INDEX[name]] * LIBRARY[f"viseme-{name.lower()}"].pose.get("jawOpen", 0.0)
                   for name in VISEMES)  # fmt: skip
        assert sampler.pose(times[index]).get("jawOpen", 0.0) == pytest.approx(want, abs=0.16)


@settings(max_examples=60, deadline=None)
@given(SPEECHES)
def test_lips_that_must_meet_do_so_for_forty_ms(row: list[tuple[str, int, float]]) -> None:
    speech = made(row)
    weights = viseme_curves(speech)
    assert weights.sum(axis=1) == pytest.approx(np.ones(len(weights)))
    closed = [cue for cue in speech.cues if cue.viseme in CLOSED_VISEMES]
    lonely = [
        cue for cue in closed if all(abs(cue.start_ms - other.start_ms) > 300 for other in closed if other != cue)
    ]
    for cue in lonely:
        middle = (cue.start_ms + cue.end_ms) // 20
        assert (weights[middle - 1 : middle + 2, INDEX[cue.viseme]] > 0.999).all()
    assert weights[0, INDEX["sil"]] == weights[-1, INDEX["sil"]] == 1.0


def test_what_the_clip_is() -> None:
    speech = speech_of_text(TEXT)
    clip = speech_clip(speech, TalkOptions("hello", "Hello", blink_seed=1)).clip
    assert (clip.id, clip.name, clip.duration_ms) == ("hello", "Hello", speech.duration_ms)
    assert [track.role for track in clip.tracks] == [TrackRole.TALK] * 2 + [TrackRole.BLINK] * 2
    assert clip_from_json(clip_to_json(clip)) == clip
    words = [(event.time_ms, event.argument) for event in clip.events if event.name == "word"]
    assert [word for _, word in words] == ["Hello", "there", "my", "big", "brave", "friend", "I'm", "Bob"]
    assert words == [(word.start_ms, word.text) for word in speech.words]
    quiet = speech_clip(speech, TalkOptions(has_viseme_events=False)).clip
    assert {event.name for event in quiet.events} == {"word"}


def test_few_keys_and_fewer_with_more_error() -> None:
    speech = speech_of_text(TEXT)
    counts = [speech_clip(speech, TalkOptions(largest_error=error)).key_count for error in (0.0, 0.04, 0.08, 0.15)]
    assert counts == sorted(counts, reverse=True)
    assert counts[2] < 3 * len(speech.cues)
    assert counts[2] < counts[0] / 3


def test_a_smile_stays_while_it_talks_and_comes_back_in_a_pause() -> None:
    speech = tidied([Cue("aa", 200, 500), Cue("aa", 2500, 2800)], 3200)
    sampler = ClipSampler(speech_clip(speech).clip, LIBRARY)
    joy = LIBRARY["joy"].pose
    assert sampler.pose(350, joy)["mouthSmileLeft"] > 0.5 * joy["mouthSmileLeft"]
    laughing = {"jawOpen": 0.9, "mouthSmileLeft": 0.5}
    assert sampler.pose(1500, laughing)["jawOpen"] == pytest.approx(0.9)
    assert sampler.pose(0, laughing)["jawOpen"] == pytest.approx(0.9)
    assert sampler.pose(350, laughing)["jawOpen"] < 0.75


def test_overwriting_owns_the_mouth_and_nothing_else() -> None:
    speech = speech_of_text("papa")
    clip = speech_clip(speech, TalkOptions(mode=BlendMode.OVERWRITE)).clip
    assert len(clip.tracks) == 1
    angry = LIBRARY["anger"].pose
    for frame in frames(clip, LIBRARY, base=angry):
        for control, value in angry.items():
            if region_of(control) not in (Region.MOUTH, Region.JAW, Region.TONGUE):
                assert frame.pose[control] == pytest.approx(value)
    assert not any(region_of(control) is Region.MOUTH for control in ClipSampler(clip, LIBRARY).pose(0, angry))


@pytest.mark.parametrize("fps", [6.0, 8.0, 12.0, 24.0, 60.0])
def test_no_frame_rate_misses_a_closure(fps: float) -> None:
    speech = tidied([Cue("aa", 100, 300), Cue("PP", 300, 350), Cue("aa", 350, 700)], 900)
    shown = [frame.pose.get("mouthPressLeft", 0.0) for frame in frames(speech_clip(speech).clip, LIBRARY, fps)]
    assert max(shown) == pytest.approx(0.5)


def test_blinks_have_a_rhythm_of_their_own() -> None:
    speech = speech_of_text(TEXT * 4)
    one, same, other = (speech_clip(speech, TalkOptions(blink_seed=seed)).clip.tracks[2] for seed in (1, 1, 2))
    assert one == same != other
    assert len(one.keys) // 4 >= speech.duration_ms // 4200 - 1


def test_a_loop_keeps_the_mouth_quiet_throughout() -> None:
    clip = speech_clip(speech_of_text("papa"), TalkOptions(loop=LoopMode.LOOP)).clip
    assert len(clip.tracks[0].keys) == 1


@pytest.mark.parametrize(
    "options", [{"largest_error": -0.1}, {"largest_error": 0.9}, {"intensity": 0.0}, {"mode": BlendMode.MULTIPLY}]
)
def test_options_that_make_no_sense(options: dict[str, float]) -> None:
    with pytest.raises(InputError):
        TalkOptions(**options)  # type: ignore[arg-type]


def test_tidying() -> None:
    speech = tidied([Cue("aa", 300, 600), Cue("PP", 100, 400), Cue("oh", 900, 5000), Cue("E", 50, 50)], 1000)
    assert [(cue.viseme, cue.start_ms, cue.end_ms) for cue in speech.cues] == [
        ("sil", 0, 100), ("PP", 100, 300), ("aa", 300, 600), ("sil", 600, 900), ("oh", 900, 1000),
    ]  # fmt: skip
    with pytest.raises(InputError, match="Nothing is said"):
        tidied([Cue("sil", 0, 100)], 100)
    with pytest.raises(InputError, match="minutes"):
        tidied([Cue("aa", 0, 100)], 400_000_000)


@pytest.mark.parametrize(
    ("word", "visemes"),
    [("I", "aa ih"), ("you", "ih ou"), ("one", "ou aa nn"), ("PP", "PP"), ("Bob", "PP oh PP"), ("fish", "FF ih CH")],
)
def test_how_words_are_said(word: str, visemes: str) -> None:
    (found,) = words_of(word)
    assert [sound.name for sound in found.sounds] == visemes.split()


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_said_or_told(text: str) -> None:
    try:
        speech = speech_of_text(text)
    except InputError as error:
        assert error.hint  # noqa: PT017
        return
    assert speech.words
