"""What must look the same after an edit does: inserting, splitting, merging, reducing, looping, linking."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.easing import CubicBezier
from studio.core.errors import InputError
from studio.models.clip import Clip, Key, Track
from studio.models.controls import ALL_CONTROLS, HEAD_LIMIT_DEG, Region
from studio.models.expression import BlendMode, Expression
from studio.models.sheet import LoopMode
from studio.models.timeline import Extrapolation, frames, sample
from studio.models.timeline_frames import FrameGrid
from studio.models.timeline_inbetween import (
    auto_key,
    bake_keys,
    blend_to_neighbour,
    breakdown_keys,
    insert_breakdown,
    insert_keys,
)
from studio.models.timeline_links import (
    changed_ranges,
    clips_using,
    link_keys,
    linked_keys,
    make_unique,
    stale_clips,
    stale_keys,
)
from studio.models.timeline_loop import make_loop, seam_of
from studio.models.timeline_reduce import reduce_keys
from studio.models.timeline_selection import KeyRef, Selection, all_keys, keys_in, track_of
from studio.models.timeline_tracks import (
    merge_tracks,
    moved_track,
    renamed_track,
    set_track,
    split_by_control,
    split_by_region,
    with_track,
    without_tracks,
)
from tests.models.clip_cases import LIBRARY, again, clip_of, clips, edits, jaw, ramp, ref, when

RELAXED = settings(deadline=None, max_examples=25)
WAY = CubicBezier(0.3, 0.1, 0.6, 1.2)


def same_motion(first: Clip, second: Clip, tolerance: float = 1e-6, step: int = 37) -> None:
    for time_ms in range(0, first.duration_ms + 1, step):
        one, two = sample(first, time_ms, LIBRARY), sample(second, time_ms, LIBRARY)
        for name in {*one, *two}:
            gap = abs(one.get(name, 0) - two.get(name, 0)) / HEAD_LIMIT_DEG.get(name, 1)
            assert gap <= tolerance, (time_ms, name)


class TestInserting:
    @RELAXED
    @given(st.integers(0, 1000), st.sampled_from(["linear", "hold", WAY, "in-out-sine", "in-quad"]))
    def test_the_motion_stays(self, time_ms: int, easing: str) -> None:
        for loop in LoopMode:
            keys = (Key(100, {"jawOpen": 0.1}, easing=easing), Key(700, {"jawOpen": 0.9}, easing=easing))
            clip = clip_of(Track("jaw", keys), loop=loop)
            after = insert_keys(clip, ["jaw"], time_ms, LIBRARY)
            assert after.selection == ref("jaw", time_ms)
            assert time_ms in when(after.clip)
            same_motion(clip, after.clip, 0.01)

    def test_held_links_stay_links(self) -> None:
        clip = clip_of(Track("face", (Key(500, expression="joy"),)))
        assert insert_keys(clip, ["face"], 900, LIBRARY).clip.tracks[0].keys[1].expression == "joy"

    def test_outside(self) -> None:
        with pytest.raises(InputError, match="no moment 1001 ms"):
            insert_keys(clip_of(ramp()), ["jaw"], 1001, LIBRARY)


class TestAutoKey:
    @pytest.mark.parametrize("mode", list(BlendMode))
    @pytest.mark.parametrize("weight", [1.0, 0.5])
    def test_the_face_shows_what_was_asked(self, mode: BlendMode, weight: float) -> None:
        start = {"jawOpen": 0.5, "mouthSmileLeft": 0.4}
        clip = clip_of(Track("face", (Key(0, start), Key(1000, start)), mode, weight=weight))
        base = {"jawOpen": 0.5, "mouthSmileLeft": 0.5}
        before = sample(clip, 300, LIBRARY, base)
        wanted = {"jawOpen": before["jawOpen"] * 0.9}
        edited = auto_key(clip, "face", 300, wanted, LIBRARY, base)
        assert sample(edited.clip, 300, LIBRARY, base) == pytest.approx({**before, **wanted})
        assert edited.selection == ref("face", 300)

    def test_adds_or_updates(self) -> None:
        clip = auto_key(clip_of(), "new", 100, {"jawOpen": 0.4}, LIBRARY).clip
        clip = auto_key(clip, "new", 100, {"cheekPuff": 0.2}, LIBRARY).clip
        assert sample(clip, 100, LIBRARY) == pytest.approx({"jawOpen": 0.4, "cheekPuff": 0.2})
        assert when(clip, "new") == [100]

    def test_a_link_gets_its_own_pose(self) -> None:
        clip = auto_key(clip_of(Track("f", (Key(0, expression="joy"),))), "f", 0, {"jawOpen": 0.6}, LIBRARY).clip
        assert sample(clip, 0, LIBRARY) == pytest.approx(
            {"jawOpen": 0.6, "mouthSmileLeft": 0.8, "mouthSmileRight": 0.8}
        )

    def test_not_there(self) -> None:
        for track in (ramp(is_locked=True), ramp(regions=(Region.EYES,))):
            with pytest.raises(InputError, match=r"locked|does not act"):
                auto_key(clip_of(track), "jaw", 0, {"jawOpen": 1.0}, LIBRARY)


class TestInbetweens:
    def test_breakdown_at_the_playhead(self) -> None:
        made = insert_breakdown(clip_of(ramp()), ["jaw"], 500, 0.25, LIBRARY).clip
        key = track_of(made, "jaw").keys[3]
        assert (key.time_ms, key.is_breakdown, key.pose["jawOpen"]) == (500, True, pytest.approx(0.5 + 0.25 * 0.25))
        assert insert_breakdown(clip_of(ramp()), ["jaw"], 900, 0.5, LIBRARY).clip == clip_of(ramp())

    def test_runs_move_between_their_neighbours(self) -> None:
        made = breakdown_keys(clip_of(ramp()), ref("jaw", 200, 400), 0.0, LIBRARY).clip
        assert [key.pose["jawOpen"] for key in made.tracks[0].keys] == pytest.approx([0, 0, 0, 0.75, 1])

    @pytest.mark.parametrize(("factor", "expected"), [(0, 0.5), (1, 0.75), (-1, 0.25), (0.5, 0.625), (-0.2, 0.45)])
    def test_blend_to_neighbour(self, factor: float, expected: float) -> None:
        made = blend_to_neighbour(clip_of(ramp()), ref("jaw", 400), factor, LIBRARY).clip
        assert jaw(made, 400) == pytest.approx(expected)

    def test_ends_have_one_neighbour(self) -> None:
        made = blend_to_neighbour(clip_of(ramp()), ref("jaw", 0), -1, LIBRARY).clip
        assert jaw(made, 0) == 0

    def test_baking(self) -> None:
        clip = clip_of(Track("jaw", (Key(100, {}, easing="in-out-sine"), Key(700, expression="gape"))), fps=20.0)
        baked = bake_keys(clip, ["jaw"], LIBRARY)
        assert when(baked.clip) == list(range(100, 701, 50))
        assert not linked_keys(baked.clip)
        same_motion(clip, baked.clip, 0.01)
        for time_ms in range(100, 701, 50):
            assert jaw(baked.clip, time_ms) == pytest.approx(jaw(clip, time_ms))


class TestTracks:
    @RELAXED
    @given(clips)
    def test_taken_apart_and_put_together_the_clip_plays_on(self, clip: Clip) -> None:
        for track in clip.tracks:
            for split in (split_by_region, split_by_control):
                parts = split(clip, track.name, LIBRARY)
                assert again(parts) == parts
                same_motion(clip, parts, 1e-9, 211)
                names = [one.name for one in parts.tracks if one.name not in {t.name for t in clip.tracks}]
                if len(names) < 2 or any(key.weight != 1 for key in track.keys):
                    continue
                whole = merge_tracks(parts, names, LIBRARY)
                assert again(whole) == whole
                same_motion(clip, whole, 1e-6, 211)

    def test_links_come_back(self) -> None:
        clip = clip_of(Track("face", (Key(0, expression="joy"), Key(900, expression="wink"))))
        parts = split_by_region(clip, "face", LIBRARY)
        assert [track.name for track in parts.tracks] == ["face eyes", "face jaw", "face mouth"]
        assert {track.group for track in parts.tracks} == {"face"}
        merged = merge_tracks(parts, [track.name for track in parts.tracks], LIBRARY)
        assert merged.tracks[0].name == "face"
        assert merged.tracks[0].keys == clip.tracks[0].keys

    @pytest.mark.parametrize("loop", list(LoopMode))
    def test_keys_at_other_times(self, loop: LoopMode) -> None:
        first = Track("a", (Key(0, {"jawOpen": 0.1}, easing=WAY), Key(800, {"jawOpen": 1.0}, easing="linear")))
        second = Track("b", (Key(300, {"cheekPuff": 1.0}, easing="hold"), Key(500, {"cheekPuff": 0.2}, easing=WAY)))
        clip = clip_of(first, second, loop=loop)
        merged = merge_tracks(clip, ["a", "b"], LIBRARY)
        assert when(merged, "a") == [0, 300, 500, 800]
        same_motion(clip, merged, 2e-3, 23)

    def test_what_does_not_go_together(self) -> None:
        with pytest.raises(InputError, match="different ways"):
            merge_tracks(clip_of(ramp("a"), ramp("b", mode=BlendMode.MULTIPLY)), ["a", "b"], LIBRARY)
        with pytest.raises(InputError, match="move jawOpen"):
            merge_tracks(clip_of(ramp("a"), ramp("b")), ["a", "b"], LIBRARY)
        with pytest.raises(InputError, match="no two tracks"):
            merge_tracks(clip_of(ramp("a")), ["a"], LIBRARY)

    def test_order_names_and_settings(self) -> None:
        clip = clip_of(ramp("a"), ramp("b"))
        assert [t.name for t in moved_track(clip, "a", 9).tracks] == ["b", "a"]
        assert [t.name for t in with_track(clip, Track("c", ()), 1).tracks] == ["a", "c", "b"]
        assert without_tracks(clip, ["a"]).tracks == (clip.tracks[1],)
        assert renamed_track(clip, "a", "z").tracks[0].name == "z"
        with pytest.raises(InputError, match='named "b"'):
            renamed_track(clip, "a", "b")
        made = set_track(clip, "a", is_solo=True, weight=0.5)
        assert jaw(made, 800) == 0.5
        assert made.tracks[0].keys is clip.tracks[0].keys
        with pytest.raises(InputError, match="weight"):
            set_track(clip, "a", weight=2.0)

    def test_weight_of_keys_travels(self) -> None:
        clip = clip_of(Track("jaw", (Key(0, {"jawOpen": 1.0}, weight=0.0), Key(1000, {"jawOpen": 1.0}))))
        assert [jaw(clip, t) for t in (0, 250, 1000)] == pytest.approx([0, 0.25, 1])


class TestReducing:
    @RELAXED
    @given(edits(), st.sampled_from([0.0, 0.01, 0.1]))
    def test_the_error_is_what_is_said(self, case: tuple[Clip, Selection], tolerance: float) -> None:
        clip, selection = case
        made = reduce_keys(clip, selection, LIBRARY, tolerance)
        assert again(made.clip) == made.clip
        assert made.max_error <= tolerance
        assert len(all_keys(clip)) - len(all_keys(made.clip)) == made.removed
        assert made.selection <= all_keys(made.clip)

    def test_a_recording(self) -> None:
        keys = tuple(
            Key(i * 17, {"jawOpen": 0.5 + 0.5 * math.sin(i / 20), "headYaw": 10 * math.cos(i / 35)}, is_accent=i == 7)
            for i in range(600)
        )
        clip = clip_of(Track("take", keys), duration_ms=12_000)
        made = reduce_keys(clip, all_keys(clip), LIBRARY, 0.01)
        assert made.removed > 500
        assert 0 < made.max_error <= 0.01
        same_motion(clip, made.clip, 0.0101, 17)
        assert 7 * 17 in when(made.clip, "take")
        rough = reduce_keys(clip, all_keys(clip), LIBRARY, 0.05)
        assert rough.removed > made.removed

    def test_only_what_is_selected(self) -> None:
        clip = clip_of(ramp(count=9, step_ms=100))
        made = reduce_keys(clip, keys_in(clip, 300, 700), LIBRARY)
        assert when(made.clip) == [0, 100, 200, 300, 700, 800]
        with pytest.raises(InputError, match="tolerance"):
            reduce_keys(clip, all_keys(clip), LIBRARY, -1)


class TestLoops:
    def test_a_seam_is_seen_and_closed(self) -> None:
        clip = clip_of(ramp(), Track("yaw", (Key(0, {"headYaw": -5.0}), Key(900, {"headYaw": 5.0}))))
        seam = seam_of(clip, LIBRARY, picture_difference=lambda one, two: float(len(one) - len(two)))
        assert (seam.control, seam.difference, seam.pixels) == ("jawOpen", 1.0, 1.0)
        assert seam.differences["headYaw"] == pytest.approx(0.5)
        assert not seam.is_seamless
        for blend_ms in (0, 300):
            closed = make_loop(clip, LIBRARY, blend_ms)
            assert again(closed) == closed
            assert closed.loop is LoopMode.LOOP
            assert seam_of(closed, LIBRARY).is_seamless
            assert jaw(closed, 400) == pytest.approx(jaw(clip, 400))

    def test_the_way_back_takes_as_long_as_asked(self) -> None:
        closed = make_loop(clip_of(ramp(step_ms=250)), LIBRARY, 300)
        assert when(closed) == [0, 250, 500, 700, 1000]
        assert jaw(closed, 850) == pytest.approx(0.7 / 2)
        with pytest.raises(InputError, match="does not fit"):
            make_loop(clip_of(ramp()), LIBRARY, 1000)

    @RELAXED
    @given(clips)
    def test_any_clip(self, clip: Clip) -> None:
        opened = clip
        for track in clip.tracks:
            opened = set_track(opened, track.name, is_locked=False)
        closed = make_loop(opened, LIBRARY)
        assert again(closed) == closed
        assert seam_of(closed, LIBRARY).difference < 0.02


class TestLinks:
    CLIP = clip_of(
        Track("face", (Key(0, expression="joy"), Key(500, expression="joy:0.5+wink"), Key(900, {"jawOpen": 1.0})))
    )

    def test_what_links_where(self) -> None:
        assert linked_keys(self.CLIP) == {"joy": ref("face", 0), "joy:0.5+wink": ref("face", 500)}

    def test_stale(self) -> None:
        after = {**LIBRARY, "wink": Expression("wink", "Wink", {"eyeBlinkRight": 1.0})}
        assert stale_keys(self.CLIP, LIBRARY, after) == ref("face", 500)
        assert stale_clips([self.CLIP, Clip("other", "Other", (ramp(),), 900)], LIBRARY, after) == {
            "clip": ref("face", 500)
        }
        assert stale_keys(self.CLIP, LIBRARY, dict(LIBRARY)) == frozenset()
        assert clips_using([self.CLIP], "joy", LIBRARY) == {"clip": ref("face", 0, 500)}

    def test_unique_and_linked(self) -> None:
        free = make_unique(self.CLIP, all_keys(self.CLIP), LIBRARY).clip
        assert not linked_keys(free)
        same_motion(self.CLIP, free)
        linked = link_keys(free, ref("face", 900), "gape:0.5", LIBRARY).clip
        assert jaw(linked, 900) == 0.5
        with pytest.raises(InputError, match="no expression"):
            link_keys(free, ref("face", 900), "nobody", LIBRARY)


class TestChangedRanges:
    @RELAXED
    @given(clips, st.integers(0, 2000))
    def test_outside_them_nothing_changed(self, clip: Clip, time_ms: int) -> None:
        changes: list[Clip] = [
            set_track(clip, track.name, weight=0.3) for track in clip.tracks
        ]  # fmt: skip
        for track in clip.tracks:
            if not track.is_locked:
                changes.append(insert_keys(clip, [track.name], time_ms, LIBRARY).clip)
                changes.append(with_track(clip, Track(track.name, track.keys[1:], track.mode)))
        for after in changes:
            ranges = changed_ranges(clip, after)
            for moment in range(0, 2000, 97):
                if not any(start <= moment <= end for start, end in ranges):
                    assert sample(clip, moment, LIBRARY) == pytest.approx(sample(after, moment, LIBRARY))

    def test_one_key_of_many(self) -> None:
        clip = clip_of(ramp())
        after = blend_to_neighbour(clip, ref("jaw", 400), 1, LIBRARY).clip
        assert changed_ranges(clip, after) == ((200, 600),)
        assert changed_ranges(clip, clip) == ()
        assert changed_ranges(clip, set_track(clip, "jaw", colour="#112233", is_locked=True)) == ()


class TestRanges:
    @RELAXED
    @given(clips, st.integers(0, 60), st.integers(0, 60), st.sampled_from([None, 7, 30]))
    def test_frames_of_a_range_are_those_of_the_whole(
        self, clip: Clip, start: int, count: int, fps: float | None
    ) -> None:
        whole = list(frames(clip, LIBRARY, fps))
        assert list(frames(clip, LIBRARY, fps, indices=range(start, start + count))) == whole[start : start + count]

    @RELAXED
    @given(clips, st.floats(0, 2000), st.sampled_from([None, 23.976, 60]))
    def test_the_frame_at_a_moment(self, clip: Clip, time_ms: float, fps: float | None) -> None:
        grid = FrameGrid.of(clip, fps)
        index = grid.index_at(time_ms)
        assert grid.start_ms(index) <= time_ms
        assert time_ms < grid.start_ms(index + 1) or index == grid.count - 1

    def test_extrapolation_beats_wrapping(self) -> None:
        keys = (Key(0), Key(500, {"jawOpen": 1.0}))
        clip = clip_of(Track("jaw", keys, after=Extrapolation.NONE), loop=LoopMode.LOOP)
        assert jaw(clip, 750) == 0

    def test_solo(self) -> None:
        clip = clip_of(ramp("a"), Track("b", (Key(0, {"cheekPuff": 1.0}),), is_solo=True))
        assert sample(clip, 500, LIBRARY) == {"cheekPuff": 1.0}
        assert KeyRef("b", 0) in all_keys(clip)
        assert set(sample(clip, 0, LIBRARY)) <= set(ALL_CONTROLS)
