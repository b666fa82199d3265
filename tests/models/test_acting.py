"""Ready-made clips: blink, idle, talk, transition."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models.acting import blink_clip, idle_clip, talk_clip, transition_clip
from studio.models.clip_library import load_clips
from studio.models.controls import ALL_CONTROLS, Region, limits_of, region_of
from studio.models.library import find, load_library
from studio.models.recipes import recipe_problems
from studio.models.sheet import LoopMode
from studio.models.speech import VISEMES, VOWELS, parse_sounds
from studio.models.timeline import Clip, clip_from_json, clip_to_json, frames, sample

LIBRARY = load_library()
RATES = [8, 10, 12, 15, 24, 30, 60]
MOODS = ["neutral", "terror", "sleepy", "laugh", "kiss", "cheeky", "rage"]


def ready_made() -> list[Clip]:
    return [
        blink_clip(),
        idle_clip(3),
        talk_clip("Hello there, my friend!"),
        talk_clip("AIUEO", LoopMode.ONCE),
        transition_clip("joy", "anger"),
    ]


@pytest.mark.parametrize("clip", ready_made(), ids=lambda clip: clip.id)
class TestAll:
    def test_json_round_trip(self, clip: Clip) -> None:
        assert clip_from_json(clip_to_json(clip)) == clip

    def test_lasts_exactly_as_long_as_it_says(self, clip: Clip) -> None:
        for fps in (None, *RATES):
            assert sum(frame.duration_ms for frame in frames(clip, LIBRARY, fps)) == clip.duration_ms

    @pytest.mark.parametrize("mood", MOODS)
    def test_stays_inside_the_limits_over_any_mood(self, clip: Clip, mood: str) -> None:
        for frame in frames(clip, LIBRARY, 24, LIBRARY[mood].pose):
            for name, value in frame.pose.items():
                low, high = limits_of(name)
                assert low <= value <= high


class TestBlink:
    @pytest.mark.parametrize("mood", MOODS)
    @pytest.mark.parametrize("fps", RATES)
    def test_closes_over_any_mood_at_any_rate_and_gives_it_back(self, mood: str, fps: float) -> None:
        base = dict(LIBRARY[mood].pose)
        played = list(frames(blink_clip(), LIBRARY, fps, base))
        shut = [f for f in played if f.pose.get("eyeBlinkLeft", 0) == f.pose.get("eyeBlinkRight", 0) == 1]
        assert any("eyeWideLeft" not in frame.pose for frame in shut)
        assert played[0].pose == pytest.approx(base)
        assert played[-1].pose == pytest.approx(base)

    def test_closes_faster_than_it_opens(self) -> None:
        clip = blink_clip()
        values = [sample(clip, t, LIBRARY).get("eyeBlinkLeft", 0.0) for t in range(clip.duration_ms + 1)]
        falling, shut = values.index(max(values)), values.count(1.0)
        rising = max(t for t, value in enumerate(values) if value > 0) - falling - shut
        closing = falling - next(t for t, value in enumerate(values) if value > 0)
        assert closing == pytest.approx(70, abs=2)
        assert rising == pytest.approx(150, abs=3)
        assert shut == pytest.approx(41, abs=2)

    def test_one_side(self) -> None:
        pose = sample(blink_clip(sides="left"), 120, LIBRARY)
        assert pose["eyeBlinkLeft"] == 1
        assert not any(name.endswith("Right") for name in pose)

    @pytest.mark.parametrize("options", [{"sides": "upper"}, {"hold_ms": 0}, {"close_ms": -5}])
    def test_impossible_blinks(self, options: dict[str, object]) -> None:
        with pytest.raises(InputError):
            blink_clip(**options)  # type: ignore[arg-type]


class TestIdle:
    @settings(deadline=None, max_examples=25)
    @given(st.integers(0, 10**6), st.integers(2000, 20_000))
    def test_loops_without_a_seam_and_blinks(self, seed: int, duration_ms: int) -> None:
        clip = idle_clip(seed, duration_ms)
        assert clip.loop is LoopMode.LOOP
        before, after = sample(clip, duration_ms - 1e-4, {}), sample(clip, 0, {})
        assert all(before.get(name, 0) == pytest.approx(after.get(name, 0), abs=1e-3) for name in ALL_CONTROLS)
        poses = [frame.pose for frame in frames(clip, {}, 12)]
        assert max(pose.get("eyeBlinkLeft", 0) for pose in poses) == 1
        assert max(abs(pose.get(name, 0)) for pose in poses for name in ("headPitch", "headRoll", "headYaw")) < 1.5

    def test_gaze_is_that_of_a_living_pair_of_eyes(self) -> None:
        for frame in frames(idle_clip(5, 10_000), {}, 24):
            assert [p for p in recipe_problems(frame.pose) if "look at two things" in p] == []

    def test_seeds(self) -> None:
        assert idle_clip(1) == idle_clip(1)
        assert idle_clip(1) != idle_clip(2)

    def test_the_head_never_stands_still_and_never_jumps(self) -> None:
        pitches = [frame.pose.get("headPitch", 0) for frame in frames(idle_clip(), {}, 24)]
        steps = [abs(b - a) for a, b in itertools.pairwise([*pitches, pitches[0]])]
        assert max(steps) < 0.15
        assert max(pitches) - min(pitches) > 1

    def test_too_short(self) -> None:
        with pytest.raises(InputError, match="too short"):
            idle_clip(0, 1000)


class TestTalk:
    @pytest.mark.parametrize("loop", list(LoopMode))
    def test_ends_closed_and_moves_only_the_mouth(self, loop: LoopMode) -> None:
        clip = talk_clip("What a fine day!", loop)
        played = list(frames(clip, LIBRARY, 24))
        assert played[0].pose == {}
        assert sample(clip, clip.duration_ms - 1, LIBRARY) == {}
        regions = {region_of(name) for frame in played for name in frame.pose}
        assert regions <= {Region.MOUTH, Region.JAW, Region.TONGUE}

    @pytest.mark.parametrize("fps", [8, 10, 12, 15, 24])
    @pytest.mark.parametrize("mood", MOODS)
    def test_lips_meet_at_any_rate_over_any_mood(self, fps: float, mood: str) -> None:
        clip = talk_clip("aa PP aa PP aa")
        base = LIBRARY[mood].pose
        closures = [
            f.time_ms for f in frames(clip, LIBRARY, fps, base)
            if f.pose.get("jawOpen", 0.0) <= 0.12 and f.pose.get("mouthRollUpper", 0) >= 0.3
        ]  # fmt: skip
        assert len(closures) >= 2

    def test_vowels_open_more_than_consonants(self) -> None:
        clip = talk_clip("aa DD aa")
        at = {event.argument: event.time_ms for event in clip.events}
        jaws = [sample(clip, t, LIBRARY).get("jawOpen", 0) for t in (clip.events[0].time_ms + 65, at["DD"] + 40)]
        assert jaws[0] == pytest.approx(LIBRARY["viseme-aa"].pose["jawOpen"], abs=0.02)
        assert jaws[1] < jaws[0]

    def test_lips_round_before_the_vowel(self) -> None:
        def rounding(text: str) -> float:
            clip = talk_clip(text)
            return sample(clip, clip.events[0].time_ms + 40, LIBRARY).get("mouthPucker", 0.0)

        assert rounding("DD ou") > rounding("DD ih") + 0.2

    def test_events_name_the_visemes(self) -> None:
        clip = talk_clip("PP aa:200 nn")
        assert [(event.argument, event.time_ms) for event in clip.events][:3] == [("PP", 80), ("aa", 160), ("nn", 360)]
        assert clip.events[-1].argument == "sil"

    def test_linked_to_the_users_own_visemes(self) -> None:
        library = {**LIBRARY, "viseme-aa": find(LIBRARY, "jawOpen:0.9")}
        clip = talk_clip("aa")
        assert sample(clip, 145, library) == pytest.approx({"jawOpen": 0.9})


class TestSounds:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("PP aa nn", "PP aa nn"),
            (" ".join(VISEMES), " ".join(VISEMES)),
            ("A I U E O", "A I U E O"),
            ("AIUEO", "A I U E O"),
            ("pp AA sil", "PP aa sil"),
            ("E aa", "E aa"),
            ("Hello", "E nn oh"),
            ("there", "TH E RR"),
            ("ship", "CH ih PP"),
            ("phone", "FF oh nn"),
            ("I am", "I aa PP"),
            ("moon, bob.", "PP ou nn sil PP oh PP sil"),
            ("don't", "DD oh nn DD"),
            ("müssen", "PP ou SS E nn"),
        ],
    )
    def test_names_and_words(self, text: str, names: str) -> None:
        assert [sound.name for sound in parse_sounds(text)] == names.split()

    def test_every_sound_has_its_expression(self) -> None:
        sounds = [*parse_sounds(" ".join(VISEMES)), *parse_sounds(" ".join(VOWELS))]
        assert {sound.expression for sound in sounds} <= set(LIBRARY)
        assert len({sound.expression for sound in sounds}) == 20

    def test_lengths(self) -> None:
        assert [sound.duration_ms for sound in parse_sounds("aa:200 PP")] == [200, 80]
        assert [sound.duration_ms for sound in parse_sounds([("aa", 300), "PP", ("nn", 55)])] == [300, 80, 55]
        assert sum(sound.duration_ms for sound in parse_sounds([("bob", 300)])) == 300

    @pytest.mark.parametrize("text", ["", "   ", "...", "sil sil", "漢字", "h"])
    def test_nothing_to_speak(self, text: str) -> None:
        with pytest.raises(InputError, match="nothing to speak"):
            parse_sounds(text)

    @pytest.mark.parametrize("text", ["aa:x", "aa:5", "aa:99999", "aa:-3"])
    def test_bad_lengths(self, text: str) -> None:
        with pytest.raises(InputError, match="no length"):
            parse_sounds(text)

    @settings(deadline=None, max_examples=60)
    @given(st.text(max_size=30))
    def test_any_text_speaks_or_is_refused(self, text: str) -> None:
        try:
            clip = talk_clip(text)
        except InputError:
            return
        assert sum(frame.duration_ms for frame in frames(clip, LIBRARY, 12)) == clip.duration_ms


class TestTransition:
    def test_starts_and_ends_on_its_expressions(self) -> None:
        played = list(frames(transition_clip("joy", "anger:0.7"), LIBRARY))
        assert played[0].pose == pytest.approx(dict(LIBRARY["joy"].pose))
        assert played[-1].pose == pytest.approx(dict(find(LIBRARY, "anger:0.7").pose))

    @settings(deadline=None, max_examples=25)
    @given(st.sampled_from(sorted(LIBRARY)), st.sampled_from(sorted(LIBRARY)))
    def test_between_any_two(self, start: str, end: str) -> None:
        played = list(frames(transition_clip(LIBRARY[start], end), LIBRARY, 12))
        assert played[0].pose == pytest.approx(dict(LIBRARY[start].pose))
        assert played[-1].pose == pytest.approx(dict(LIBRARY[end].pose))

    def test_eyes_lead_and_the_mouth_follows(self) -> None:
        clip = transition_clip("neutral", "surprise")
        target = LIBRARY["surprise"].pose

        def done(control: str, time_ms: float) -> float:
            return sample(clip, time_ms, LIBRARY).get(control, 0.0) / target[control]

        for time_ms in (100, 150, 200, 250):
            assert done("eyeWideLeft", time_ms) > done("browInnerUp", time_ms) > done("jawOpen", time_ms)

    def test_names(self) -> None:
        clip = transition_clip("joy:0.5", "Anger, strong")
        assert clip.id == "joy-0-5-to-anger-strong"
        assert transition_clip("joy", "fear", clip_id="x").id == "x"

    def test_too_short(self) -> None:
        with pytest.raises(InputError, match="too short"):
            transition_clip("joy", "fear", 2)


class TestClipFile:
    CLIPS = load_clips()

    @pytest.mark.parametrize("name", list(CLIPS))
    def test_each_plays(self, name: str) -> None:
        clip = self.CLIPS[name]
        played = list(frames(clip, LIBRARY))
        assert len({tuple(sorted(frame.pose.items())) for frame in played}) > 2
        assert sum(frame.duration_ms for frame in played) == clip.duration_ms
        assert max(frame.duration_ms for frame in played) < 200

    @pytest.mark.parametrize("name", [name for name, clip in CLIPS.items() if clip.loop is LoopMode.LOOP])
    def test_loops_have_no_seam(self, name: str) -> None:
        clip = self.CLIPS[name]
        before, after = sample(clip, clip.duration_ms - 1e-4, LIBRARY), sample(clip, 0, LIBRARY)
        assert all(before.get(name, 0) == pytest.approx(after.get(name, 0), abs=1e-3) for name in ALL_CONTROLS)

    def test_blink_idle_and_talk_are_those_of_the_code(self) -> None:
        assert self.CLIPS["blink"] == blink_clip()
        assert self.CLIPS["idle"] == idle_clip()
        assert self.CLIPS["talk"].tracks[1].keys[0].expression == "viseme-sil"

    def test_the_users_clip_replaces_ours(self, tmp_path: Path) -> None:
        mine = clip_to_json(talk_clip("mine")) | {"id": "blink"}
        path = tmp_path / "mine.json"
        path.write_text(json.dumps({"format": "avatar-studio-clips", "version": 1, "clips": [mine]}), "utf-8")
        assert load_clips(user_files=[path])["blink"].name == "Talk"

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"duration_ms": 3}, 'line 7, entry "blink".*ends at 3 ms'),
            ({"colour": "red"}, 'entry "blink".*colour'),
        ],
    )
    def test_problems_name_the_clip(self, tmp_path: Path, change: dict[str, object], message: str) -> None:
        data = {"format": "avatar-studio-clips", "version": 1, "clips": [clip_to_json(blink_clip()) | change]}
        path = tmp_path / "mine.json"
        path.write_text(json.dumps(data, indent=1), "utf-8")
        with pytest.raises(InputError, match=f"(?s)mine.json.*{message}"):
            load_clips(user_files=[path])
