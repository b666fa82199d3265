"""Edits of clips: nothing breaks a rule, nothing else is touched, and what can be taken back comes back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.easing import EASING_NAMES, CubicBezier
from studio.core.errors import InputError
from studio.models.clip import Clip, Key, Marker, Tag, Track
from studio.models.expression import BlendMode
from studio.models.library import find
from studio.models.sheet import AnimationEvent, LoopMode
from studio.models.timeline import Extrapolation, sample
from studio.models.timeline_clipboard import copy_keys, cut_keys, holds_keys, paste_keys
from studio.models.timeline_edits import (
    align_keys,
    delete_keys,
    distribute_keys,
    duplicate_keys,
    hold_keys,
    mark_keys,
    move_keys,
    reverse_keys,
    scale_time,
    set_easing,
    set_key_weight,
    shifted_tracks,
    span_ms,
)
from studio.models.timeline_marks import (
    moved_tag,
    tag_rows,
    with_event,
    with_length,
    with_loop_range,
    with_marker,
    with_tag,
    without_events,
    without_markers,
    without_tags,
)
from studio.models.timeline_selection import (
    Edited,
    KeyRef,
    Selection,
    all_keys,
    keys_in,
    nearest_key,
    next_key_ms,
    track_of,
)
from studio.models.timeline_snap import SnapKind, snap_targets
from studio.models.timeline_values import clear_controls, mirror_keys, nudge_values, scale_values, set_values
from tests.models.clip_cases import (
    DURATION,
    LIBRARY,
    again,
    clip_of,
    clips,
    edits,
    free_keys,
    jaw,
    ramp,
    ref,
    when,
)

RELAXED = settings(deadline=None, max_examples=25)

EVERY: dict[str, Callable[[Clip, Selection, int], Clip | Edited]] = {
    "delete": lambda clip, keys, _n: delete_keys(clip, keys),
    "move": lambda clip, keys, n: move_keys(clip, keys, n - 700),
    "move and grow": lambda clip, keys, n: move_keys(clip, keys, n, grows=True),
    "duplicate": duplicate_keys,
    "scale": lambda clip, keys, n: scale_time(clip, keys, n, 0.1 + n / 500),
    "scale and grow": lambda clip, keys, n: scale_time(clip, keys, n, 0.1 + n / 500, grows=True),
    "reverse": lambda clip, keys, _n: reverse_keys(clip, keys),
    "hold": lambda clip, keys, _n: hold_keys(clip, keys),
    "easing": lambda clip, keys, _n: set_easing(clip, keys, "easeInOutSine", ["jawOpen"]),
    "mark": lambda clip, keys, _n: mark_keys(clip, keys, True, False),
    "weight": lambda clip, keys, n: set_key_weight(clip, keys, n / 1000),
    "align": align_keys,
    "align ends": lambda clip, keys, _n: align_keys(clip, keys, to_last=True),
    "distribute": lambda clip, keys, _n: distribute_keys(clip, keys),
    "nudge": lambda clip, keys, n: nudge_values(clip, keys, n / 300 - 1, LIBRARY),
    "scale values": lambda clip, keys, n: scale_values(clip, keys, n / 100, LIBRARY, ["jawOpen"]),
    "set": lambda clip, keys, n: set_values(clip, keys, {"headYaw": n - 50.0}, LIBRARY),
    "clear": lambda clip, keys, _n: clear_controls(clip, keys, ["jawOpen"]),
    "mirror": lambda clip, keys, _n: mirror_keys(clip, keys, LIBRARY),
    "paste": lambda clip, keys, n: paste_keys(clip, copy_keys(clip, keys), n) if keys else clip,
}


@pytest.mark.parametrize("name", list(EVERY))
@settings(deadline=None, max_examples=10)
@given(edits(), st.integers(0, DURATION))
def test_no_edit_breaks_a_rule(name: str, case: tuple[Clip, Selection], number: int) -> None:
    clip, selection = case
    made = EVERY[name](clip, selection, number)
    after = made.clip if isinstance(made, Edited) else made
    assert again(after) == after
    if isinstance(made, Edited):
        assert made.selection <= all_keys(after)
    touched = {key.track for key in selection} | {key.track for key in (getattr(made, "selection", None) or ())}
    for track in clip.tracks:
        if track.name not in touched:
            assert any(track is other for other in after.tracks)


@RELAXED
@given(edits())
def test_reversing_twice_gives_the_clip_again(case: tuple[Clip, Selection]) -> None:
    clip, selection = case
    once = reverse_keys(clip, selection)
    if len(all_keys(once.clip)) < len(all_keys(clip)):
        return  # keys came to lie on others
    back = reverse_keys(once.clip, once.selection).clip
    for before, after in zip(clip.tracks, back.tracks, strict=True):
        assert [(k.time_ms, k.pose, k.expression) for k in before.keys] == [
            (k.time_ms, k.pose, k.expression) for k in after.keys
        ]


@RELAXED
@given(edits(), st.integers(-DURATION, DURATION))
def test_moving_back_gives_the_clip_again(case: tuple[Clip, Selection], delta: int) -> None:
    clip, _ = case
    free = free_keys(clip)
    there = move_keys(clip, free, delta, grows=True)
    moved, start = span_ms(there.selection), span_ms(free)
    if moved is not None and start is not None:
        back = move_keys(there.clip, there.selection, start[0] - moved[0]).clip
        assert back.tracks == clip.tracks


@RELAXED
@given(clips)
def test_mirroring_twice_gives_poses_again(clip: Clip) -> None:
    def poses(one: Clip) -> list[list[dict[str, float]]]:
        return [
            [dict(find(LIBRARY, key.expression).pose if key.expression else key.pose) for key in track.keys]
            for track in one.tracks
        ]

    once = mirror_keys(clip, free_keys(clip), LIBRARY)
    assert poses(mirror_keys(once.clip, once.selection, LIBRARY).clip) == poses(clip)


class TestSelecting:
    CLIP = clip_of(ramp(), ramp("lips", count=3, step_ms=450))

    def test_box(self) -> None:
        assert keys_in(self.CLIP, 200, 450) == ref("jaw", 200, 400) | ref("lips", 450)
        assert keys_in(self.CLIP, 200, 450, ["lips"]) == ref("lips", 450)

    def test_click(self) -> None:
        track = self.CLIP.tracks[0]
        assert nearest_key(track, 290, 100) == track.keys[1]
        assert nearest_key(track, 290, 80) is None

    def test_key_to_key(self) -> None:
        assert [next_key_ms(self.CLIP, t, 1) for t in (0, 199.5, 400, 900)] == [200, 200, 450, None]
        assert [next_key_ms(self.CLIP, t, -1) for t in (0, 1, 450)] == [None, 0, 400]
        assert next_key_ms(self.CLIP, 0, 1, ["lips"]) == 450

    def test_locked_tracks_are_left_alone(self) -> None:
        clip = clip_of(ramp(), ramp("safe", is_locked=True))
        assert move_keys(clip, keys_in(clip, 0, 0), 30).selection == ref("jaw", 30)
        with pytest.raises(InputError, match='"safe" is locked'):
            delete_keys(clip, ref("safe", 0))


class TestMoving:
    def test_a_key_replaces_the_one_it_lands_on(self) -> None:
        moved = move_keys(clip_of(ramp()), ref("jaw", 200), 200)
        assert when(moved.clip) == [0, 400, 600, 800]
        assert jaw(moved.clip, 400) == pytest.approx(0.25)
        assert moved.selection == ref("jaw", 400)

    def test_keys_stay_inside_unless_the_clip_grows(self) -> None:
        clip = clip_of(ramp())
        assert when(move_keys(clip, ref("jaw", 600, 800), 999).clip) == [0, 200, 400, 800, 1000]
        assert when(move_keys(clip, ref("jaw", 0, 200), -50).clip) == when(clip)
        longer = move_keys(clip, ref("jaw", 800), 999, grows=True).clip
        assert longer.duration_ms == 1799

    def test_own_frame_lengths_grow_too(self) -> None:
        clip = clip_of(ramp(), frame_durations_ms=(500, 500))
        assert move_keys(clip, ref("jaw", 800), 300, grows=True).clip.frame_durations_ms == (500, 600)

    def test_to_another_track(self) -> None:
        clip = clip_of(ramp(), Track("other", ()), Track("brows", (), controls=("browInnerUp",)))
        rows = shifted_tracks(clip, ref("jaw", 200), 1)
        moved = move_keys(clip, ref("jaw", 200), 0, rows)
        assert (when(moved.clip), when(moved.clip, "other")) == ([0, 400, 600, 800], [200])
        assert moved.selection == ref("other", 200)
        assert shifted_tracks(clip, ref("jaw", 200), 2) == shifted_tracks(clip, ref("jaw", 200), 9) == {}
        with pytest.raises(InputError, match="cannot take keys"):
            move_keys(clip, ref("jaw", 200), 0, {"jaw": "brows"})

    def test_multiplying_tracks_take_no_others(self) -> None:
        clip = clip_of(ramp(), Track("quiet", (), BlendMode.MULTIPLY))
        assert shifted_tracks(clip, ref("jaw", 0), 1) == {}

    def test_duplicates_are_selected_and_keep_easing(self) -> None:
        clip = clip_of(Track("jaw", (Key(0, {"jawOpen": 1.0}, easing="out-back"),)))
        copied = duplicate_keys(clip, ref("jaw", 0), 1500)
        assert copied.clip.duration_ms == 1500
        assert copied.selection == ref("jaw", 1500)
        assert copied.clip.tracks[0].keys[1].easing == "out-back"


class TestTime:
    def test_scaling_about_the_playhead(self) -> None:
        clip = clip_of(ramp())
        assert when(scale_time(clip, ref("jaw", 200, 400, 600), 400, 0.5).clip) == [0, 300, 400, 500, 800]
        assert when(scale_time(clip, all_keys(clip), 0, 5).clip) == [0, 250, 500, 750, 1000]
        assert scale_time(clip, all_keys(clip), 0, 5, grows=True).clip.duration_ms == 4000

    @pytest.mark.parametrize("factor", [0, -1, float("nan"), float("inf")])
    def test_impossible_factors(self, factor: float) -> None:
        with pytest.raises(InputError, match="cannot be scaled"):
            scale_time(clip_of(ramp()), ref("jaw", 0), 0, factor)

    @pytest.mark.parametrize("easing", [name for name in EASING_NAMES if name != "hold" and "expo" not in name])
    def test_reversed_motion_is_the_mirror_of_it(self, easing: str) -> None:
        clip = clip_of(Track("jaw", (Key(0, {}, easing=easing), Key(1000, {"jawOpen": 0.5}))))
        back = reverse_keys(clip, all_keys(clip)).clip
        for time_ms in range(0, 1001, 50):
            assert jaw(back, time_ms) == pytest.approx(jaw(clip, 1000 - time_ms), abs=1e-9)

    def test_reversed_bezier(self) -> None:
        way = CubicBezier(0.1, 0.2, 0.9, 0.4)
        clip = clip_of(Track("jaw", (Key(0, {}, easing=way), Key(1000, {"jawOpen": 1.0}))))
        back = reverse_keys(clip, all_keys(clip)).clip
        assert jaw(back, 300) == pytest.approx(jaw(clip, 700), abs=1e-9)

    def test_aligning(self) -> None:
        clip = clip_of(ramp(count=2), ramp("b", count=2, step_ms=300))
        moved = move_keys(clip, ref("b", 0, 300), 100).clip
        assert when(align_keys(moved, all_keys(moved)).clip, "b") == [0, 300]
        assert when(align_keys(moved, all_keys(moved), to_last=True).clip) == [200, 400]
        assert when(align_keys(moved, all_keys(moved), 500).clip, "b") == [500, 800]

    def test_distributing(self) -> None:
        track = Track("jaw", tuple(Key(t) for t in (0, 10, 20, 900)))
        assert when(distribute_keys(clip_of(track), all_keys(clip_of(track))).clip) == [0, 300, 600, 900]


class TestValues:
    def test_linked_keys_get_their_own_pose(self) -> None:
        clip = clip_of(Track("face", (Key(0, expression="joy"),)))
        key = nudge_values(clip, ref("face", 0), 0.1, LIBRARY).clip.tracks[0].keys[0]
        assert key.expression == ""
        assert key.pose == pytest.approx({"mouthSmileLeft": 0.9, "mouthSmileRight": 0.9, "jawOpen": 0.3})

    def test_values_stay_in_reach(self) -> None:
        for mode, low, high in ((BlendMode.ADD, -1, 1), (BlendMode.OVERWRITE, 0, 1), (BlendMode.MULTIPLY, 0, 2)):
            clip = clip_of(ramp(count=2, mode=mode))
            assert nudge_values(clip, ref("jaw", 0), 9, LIBRARY).clip.tracks[0].keys[0].pose == {"jawOpen": high}
            assert nudge_values(clip, ref("jaw", 0), -9, LIBRARY).clip.tracks[0].keys[0].pose == {"jawOpen": low}

    def test_only_what_the_track_moves(self) -> None:
        clip = clip_of(ramp(controls=("jawOpen",)))
        assert set_values(clip, ref("jaw", 0), {"cheekPuff": 1.0}, LIBRARY).clip == clip

    def test_mirror_goes_to_the_other_side(self) -> None:
        left = Track("left", (Key(0, {"mouthSmileLeft": 1.0}),), controls=("mouthSmileLeft",))
        right = Track("right", (), controls=("mouthSmileRight",))
        both = mirror_keys(clip_of(left, right), ref("left", 0), LIBRARY)
        assert sample(both.clip, 0, LIBRARY) == {"mouthSmileRight": 1.0}
        assert both.selection == ref("right", 0)
        alone = mirror_keys(clip_of(left), ref("left", 0), LIBRARY).clip
        assert sample(alone, 0, LIBRARY) == {"mouthSmileRight": 1.0}

    def test_a_symmetric_link_stays(self) -> None:
        clip = clip_of(Track("face", (Key(0, expression="joy"), Key(9, expression="wink"))))
        keys = mirror_keys(clip, all_keys(clip), LIBRARY).clip.tracks[0].keys
        assert keys[0].expression == "joy"
        assert keys[1].pose == {"eyeBlinkRight": 1.0}

    def test_one_control_may_travel_otherwise(self) -> None:
        pose = {"jawOpen": 1.0, "cheekPuff": 1.0}
        clip = clip_of(Track("t", (Key(0), Key(1000, pose))))
        held = set_easing(clip, ref("t", 0), "hold", ["cheekPuff"]).clip
        assert sample(held, 500, {}) == {"jawOpen": 0.5}
        assert sample(set_easing(held, ref("t", 0), "linear").clip, 500, {}) == {"jawOpen": 0.5, "cheekPuff": 0.5}


class TestClipboard:
    @RELAXED
    @given(edits(), st.integers(0, DURATION))
    def test_round_trip_into_an_empty_clip(self, case: tuple[Clip, Selection], at_ms: int) -> None:
        clip, selection = case
        if not selection:
            with pytest.raises(InputError, match="No key"):
                copy_keys(clip, selection)
            return
        text = copy_keys(clip, selection)
        assert holds_keys(text)
        pasted = paste_keys(Clip("empty", "Empty", (), 10), text, at_ms)
        assert len(pasted.selection) == len(selection)
        start = min(key.time_ms for key in selection)
        assert copy_keys(pasted.clip, pasted.selection) == text
        assert pasted.selection == frozenset(KeyRef(name, t - start + at_ms) for name, t in selection)

    def test_cut_and_paste_is_a_move(self) -> None:
        clip = clip_of(ramp())
        rest, text = cut_keys(clip, ref("jaw", 200, 400))
        assert when(rest) == [0, 600, 800]
        assert paste_keys(rest, text, 250).clip == move_keys(clip, ref("jaw", 200, 400), 50).clip

    def test_settings_of_unknown_tracks_come_along(self) -> None:
        source = clip_of(ramp("m", mode=BlendMode.MULTIPLY, weight=0.5, after=Extrapolation.CYCLE))
        pasted = paste_keys(clip_of(ramp()), copy_keys(source, ref("m", 0)), 0).clip
        made = track_of(pasted, "m")
        assert (made.mode, made.weight, made.after) == (BlendMode.MULTIPLY, 0.5, Extrapolation.CYCLE)

    def test_a_track_that_acts_otherwise_is_not_used(self) -> None:
        source = clip_of(ramp(mode=BlendMode.MULTIPLY))
        pasted = paste_keys(clip_of(ramp()), copy_keys(source, ref("jaw", 0)), 500)
        assert pasted.selection == ref("jaw 2", 500)

    def test_onto_another_track(self) -> None:
        clip = clip_of(ramp(), Track("other", ()))
        pasted = paste_keys(clip, copy_keys(clip, ref("jaw", 200)), 900, {"jaw": "other"})
        assert when(pasted.clip, "other") == [900]

    @pytest.mark.parametrize(
        "text",
        ["", "hello", "[]", "{", '{"format": "avatar-studio-keys"}', "[" * 9999,
         '{"format": "avatar-studio-keys", "version": 1, "tracks": []}'],
    )  # fmt: skip
    def test_other_texts(self, text: str) -> None:
        with pytest.raises(InputError, match="no keys"):
            paste_keys(clip_of(ramp()), text, 0)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"version": 2}, "newer version"),
            ({"tracks": [{"name": "t", "keys": [{"time_ms": -5}]}]}, "before the start"),
            ({"tracks": [{"name": "t", "keys": [{"time_ms": 10**12}]}]}, "four hours"),
            ({"tracks": [{"name": "t", "keys": [{"time_ms": 0, "pose": {"nose": 1}}]}]}, "Unknown control"),
            ({"tracks": [{"name": "t", "keys": 7}]}, "keys"),
        ],
    )
    def test_damaged_texts_say_what(self, change: dict[str, object], message: str) -> None:
        data = json.loads(copy_keys(clip_of(ramp()), ref("jaw", 0))) | change
        with pytest.raises(InputError, match=message):
            paste_keys(clip_of(ramp()), json.dumps(data), 0)


class TestSnapping:
    CLIP = clip_of(
        ramp(), ramp("b", count=2, step_ms=333), fps=10.0, markers=(Marker(555),), tags=(Tag("t", 40, 71),),
        events=(AnimationEvent(777, "e"),), loop=LoopMode.LOOP,
    )  # fmt: skip

    @pytest.mark.parametrize(
        ("time_ms", "expected"),
        [
            (195, (200, SnapKind.KEY)), (340, (333, SnapKind.KEY)), (551, (555, SnapKind.MARKER)),
            (74, (71, SnapKind.MARKER)), (771, (777, SnapKind.MARKER)), (130, (123, SnapKind.PLAYHEAD)),
            (270, (300, SnapKind.FRAME)), (996, (1000, SnapKind.MARKER)),
        ],
    )  # fmt: skip
    def test_the_nearest_wins(self, time_ms: int, expected: tuple[int, SnapKind]) -> None:
        snap = snap_targets(self.CLIP, playhead_ms=123.2).snapped(time_ms, 8)
        assert (snap.time_ms, snap.kind) == expected

    def test_only_what_is_asked_for(self) -> None:
        free = snap_targets(self.CLIP, []).snapped(198.4, 8)
        assert (free.time_ms, free.kind) == (198, None)
        assert snap_targets(self.CLIP, [SnapKind.MARKER]).snapped(198, 8).kind is None

    def test_dragged_keys_attract_nothing(self) -> None:
        targets = snap_targets(self.CLIP, [SnapKind.KEY], moving=ref("jaw", 200))
        assert targets.snapped(201, 8).kind is None

    def test_a_group_snaps_by_the_key_that_comes_nearest(self) -> None:
        targets = snap_targets(self.CLIP, moving=ref("jaw", 600, 800))
        delta, snap = targets.snapped_delta([600, 800], -262, 8)
        assert (delta, snap.time_ms) == (333 - 600, 333)
        delta, snap = targets.snapped_delta([600, 800], -339, 8)
        assert snap.kind is SnapKind.FRAME
        assert delta == -300


class TestMarks:
    def test_length(self) -> None:
        clip = clip_of(
            ramp(), tags=(Tag("a", 0, 900), Tag("b", 800, 900)), markers=(Marker(900),), loop_range=(100, 950),
            frame_durations_ms=(400, 400, 200), events=(AnimationEvent(10, "e"),),
        )  # fmt: skip
        with pytest.raises(InputError, match="ends at 500 ms"):
            with_length(clip, 500)
        short = with_length(clip, 500, trims=True)
        assert again(short) == short
        assert (when(short), short.tags, short.loop_range) == ([0, 200, 400], (Tag("a", 0, 500),), (100, 500))
        assert short.frame_durations_ms == (400, 100)
        assert with_length(clip, 1200).frame_durations_ms == (400, 400, 400)

    def test_loop_range(self) -> None:
        clip = with_loop_range(clip_of(ramp()), 200)
        assert clip.loop_range == (200, 1000)
        assert with_loop_range(clip, end_ms=600).loop_range == (200, 600)
        assert with_loop_range(clip, end_ms=100).loop_range == (0, 100)
        assert with_loop_range(clip).loop_range is None
        assert with_loop_range(clip, 900, 100).loop_range == (100, 900)

    def test_markers_and_events_stay_in_order(self) -> None:
        clip = with_marker(with_marker(clip_of(ramp()), Marker(500, "b")), Marker(100, "a"))
        assert [marker.name for marker in clip.markers] == ["a", "b"]
        moved = with_marker(clip, Marker(900, "a"), instead_of=clip.markers[0])
        assert [marker.name for marker in moved.markers] == ["b", "a"]
        assert without_markers(moved, moved.markers).markers == ()
        step = AnimationEvent(5, "step")
        evented = with_event(with_event(clip, step), AnimationEvent(1, "go"), instead_of=step)
        assert [event.name for event in evented.events] == ["go"]
        assert without_events(evented, evented.events).events == ()

    def test_tags(self) -> None:
        clip = with_tag(clip_of(ramp()), Tag("a", 100, 300))
        assert moved_tag(clip, "a", 900).tags[0] == Tag("a", 800, 1000)
        assert moved_tag(clip, "a", 900, "start").tags[0] == Tag("a", 299, 300)
        assert moved_tag(clip, "a", -900, "end").tags[0] == Tag("a", 100, 101)
        assert with_tag(clip, Tag("b", 0, 5), instead_of="a").tags == (Tag("b", 0, 5),)
        assert without_tags(clip, ["a"]).tags == ()
        with pytest.raises(InputError, match="no tag"):
            moved_tag(clip, "x", 5)

    def test_tags_that_overlap_lie_in_rows(self) -> None:
        tags = (Tag("a", 0, 500), Tag("b", 400, 900), Tag("c", 500, 700), Tag("d", 0, 9, group="steps"))
        rows = tag_rows(clip_of(ramp(), tags=tags))
        assert [[tag.name for tag in row] for row in rows] == [["a", "c"], ["b"], ["d"]]


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: Key(0, weight=1.5), "weight of the key"),
    (lambda: Key(0, easings={"nose": "linear"}), "Unknown control"),
    (lambda: Key(0, easings={"jawOpen": "wobble"}), "no easing"),
    (lambda: Track("t", (), colour="red"), "#rrggbb"),
    (lambda: Marker(-1), "before the start"),
    (lambda: Marker(1, colour="blue"), "#rrggbb"),
    (lambda: Tag("t", 0, 5, fps=-1), "frames a second"),
    (lambda: clip_of(colour="green"), "#rrggbb"),
    (lambda: clip_of(loop_range=(5, 5)), "loop range"),
    (lambda: clip_of(loop_range=(5, 1001)), "loop range"),
    (lambda: clip_of(markers=(Marker(5), Marker(1))), "markers.*order"),
    (lambda: clip_of(markers=(Marker(5000),)), "marker"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_what_cannot_be_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        make()
