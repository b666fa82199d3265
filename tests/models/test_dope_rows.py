"""Rows of the dope sheet."""

from __future__ import annotations

import pytest

from studio.core.easing import CubicBezier
from studio.models.clip import Clip, Key, Track
from studio.models.dope_rows import KeyShape, RowKind, keys_at, keys_in_box, rows_of, shape_of

LIDS = Track("lids", (Key(0, {"eyeBlinkLeft": 0.0}), Key(100, {"eyeBlinkLeft": 1.0, "jawOpen": 0.2}), Key(300, {})))
BASE = Track("base", (Key(100, expression="joy", is_accent=True), Key(400, expression="fear")))
CLIP = Clip("c", "Clip", (BASE, LIDS), 500)


def test_a_summary_then_the_tracks_and_parts_only_where_open() -> None:
    rows = rows_of(CLIP, frozenset())
    assert [(row.kind, row.track, row.times_ms) for row in rows] == [
        (RowKind.SUMMARY, "", (0, 100, 300, 400)),
        (RowKind.TRACK, "base", (100, 400)),
        (RowKind.TRACK, "lids", (0, 100, 300)),
    ]
    assert rows[1].is_open is None, "expressions have no parts here"
    assert rows[2].is_open is False
    opened = rows_of(CLIP, frozenset({"lids", "lids/eyes"}))
    assert [row.id for row in opened[2:]] == ["lids", "lids/eyes", "lids/eyes/eyeBlinkLeft", "lids/jaw"]
    assert opened[4].times_ms == (0, 100)
    assert opened[5].times_ms == (100,)


def test_accents_links_and_ways_are_told() -> None:
    base = rows_of(CLIP, frozenset())[1]
    assert base.accents == {100}
    assert base.linked == {100, 400}
    easings = ("linear", "hold", "in-out-sine", CubicBezier(0.4, 0, 1, 1))
    shapes = [shape_of(Key(0, easing=easing)) for easing in easings]
    assert shapes == [KeyShape.LINEAR, KeyShape.HOLD, KeyShape.CURVE, KeyShape.CURVE]


@pytest.mark.parametrize(("time_ms", "reach_ms", "found"), [(90, 20, 1), (260, 60, 2), (200, 20, None), (5, 10, 0)])
def test_the_nearest_key_within_reach(time_ms: float, reach_ms: float, found: int | None) -> None:
    assert rows_of(CLIP, frozenset())[2].near(time_ms, reach_ms) == found


def test_a_mark_of_the_summary_means_the_keys_of_all_tracks_but_locked_ones() -> None:
    rows = rows_of(CLIP, frozenset())
    assert keys_at(rows, CLIP, rows[0], 100) == {("base", 100), ("lids", 100)}
    assert keys_at(rows, CLIP, rows[2], 100) == {("lids", 100)}
    locked = rows_of(CLIP, frozenset(), frozenset({"base"}))
    assert keys_at(locked, CLIP, locked[0], 100) == {("lids", 100)}


def test_a_box_takes_the_keys_of_its_rows_and_times() -> None:
    rows = rows_of(CLIP, frozenset())
    assert keys_in_box(rows, CLIP, 1, 2, 90, 300) == {("base", 100), ("lids", 100), ("lids", 300)}
    assert keys_in_box(rows, CLIP, 2, 2, 0, 50) == {("lids", 0)}
    assert keys_in_box(rows, CLIP, 0, 0, 390, 410) == {("base", 400)}
    locked = rows_of(CLIP, frozenset(), frozenset({"lids"}))
    assert keys_in_box(locked, CLIP, 0, 9, 0, 500) == {("base", 100), ("base", 400)}
