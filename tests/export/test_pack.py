"""Packing: nothing overlaps, everything is there, pages obey their rule, equal input gives equal pages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.jobs import CancelToken, JobCancelled
from studio.export.grid import lay_cells
from studio.export.pack import PackedPage, PageRule, pack
from studio.models.sheet import Layout

Sizes = list[tuple[int, int]]

sizes_strategy = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=24)
rules = st.builds(
    PageRule,
    max_size=st.integers(80, 200),
    multiple=st.sampled_from([1, 2, 4]),
    is_power_of_two=st.booleans(),
    is_square=st.booleans(),
    gap=st.integers(0, 6),
    edge=st.integers(0, 2),
)


def check(sizes: Sizes, rule: PageRule, pages: list[PackedPage]) -> None:
    placed = [index for page in pages for index in page.corners]
    assert sorted(placed) == list(range(len(sizes)))
    for page in pages:
        check_page(page, rule)
        boxes = [(x, y, x + sizes[i][0], y + sizes[i][1]) for i, (x, y) in page.corners.items()]
        for number, (left, top, right, bottom) in enumerate(boxes):
            assert left >= rule.edge
            assert top >= rule.edge
            assert right <= page.width - rule.edge
            assert bottom <= page.height - rule.edge
            for other_left, other_top, other_right, other_bottom in boxes[:number]:
                apart_x = max(other_left - right, left - other_right)
                apart_y = max(other_top - bottom, top - other_bottom)
                assert max(apart_x, apart_y) >= rule.gap


def check_page(page: PackedPage, rule: PageRule) -> None:
    for side in (page.width, page.height):
        assert 0 < side <= rule.max_size
        if rule.is_power_of_two:
            assert side.bit_count() == 1
        assert side % rule.multiple == 0
    if rule.is_square:
        assert page.width == page.height


@given(sizes_strategy, rules)
@settings(max_examples=60, deadline=None)
def test_nothing_overlaps_and_pages_obey(sizes: Sizes, rule: PageRule) -> None:
    pages = pack(sizes, rule)
    check(sizes, rule, pages)
    assert pack(sizes, rule) == pages


@given(sizes_strategy, rules, st.sampled_from([Layout.GRID, Layout.ROW, Layout.COLUMN]))
@settings(max_examples=60, deadline=None)
def test_cells_are_equal_and_in_order(sizes: Sizes, rule: PageRule, layout: Layout) -> None:
    pages = lay_cells(sizes, rule, layout)
    check(sizes, rule, pages)
    cell = max(w for w, _ in sizes) + rule.gap, max(h for _, h in sizes) + rule.gap
    order = []
    for page in pages:
        for index, (x, y) in page.corners.items():
            assert (x - rule.edge) % cell[0] == 0
            assert (y - rule.edge) % cell[1] == 0
            order.append((index, y, x))
        if layout is Layout.ROW:
            assert {y for _, y in page.corners.values()} == {rule.edge}
        if layout is Layout.COLUMN:
            assert {x for x, _ in page.corners.values()} == {rule.edge}
        corners = [(y, x) for _, (x, y) in sorted(page.corners.items())]
        assert corners == sorted(corners)
    assert [index for index, _, _ in order] == sorted(index for index, _, _ in order)


def test_equal_rectangles_fill_without_waste() -> None:
    pages = pack([(30, 30)] * 36, PageRule(max_size=1024, multiple=1))
    assert [(page.width * page.height) for page in pages] == [36 * 900]


def test_a_perfect_square_is_found_from_its_pieces() -> None:
    quarters = [(50, 50)] * 2 + [(100, 25)] * 2 + [(25, 100)] * 2
    area = sum(w * h for w, h in quarters)
    (page,) = pack(quarters, PageRule(max_size=400))
    assert page.width * page.height <= area * 1.13


def test_power_of_two_is_not_larger_than_needed() -> None:
    (page,) = pack([(60, 60)] * 8, PageRule(max_size=1024, is_power_of_two=True))
    assert page.width * page.height == 128 * 256


def test_a_full_page_leaves_few_holes_before_the_next_is_opened() -> None:
    sizes = [(20 + 7 * i % 41, 20 + 11 * i % 37) for i in range(120)]
    pages = pack(sizes, PageRule(max_size=200, gap=1))
    used = sum(w * h for w, h in sizes)
    assert len(pages) == -(-used // (200 * 200)) or used / sum(p.width * p.height for p in pages) > 0.88


def test_cancel_stops_the_search() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelled):
        pack([(10, 10)] * 5, PageRule(max_size=100), token)


def test_the_shared_workload_is_packed_at_least_091_dense(shared_data: Path, tmp_path: Path) -> None:
    tool = shared_data.parent / "tools" / "make_pack_workload.py"
    if not tool.exists():
        pytest.skip("MISSING TOOL: make_pack_workload.py; the packing density is NOT checked here")
    subprocess.run([sys.executable, str(tool), str(tmp_path)], check=True, capture_output=True)
    boxes = [entry["trimmed_box"] for entry in json.loads((tmp_path / "rects.json").read_text())]
    sizes = [(right - left, bottom - top) for left, top, right, bottom in boxes]
    rule = PageRule(max_size=4096, multiple=4, gap=4, edge=1)
    pages = pack(sizes, rule)
    check(sizes, rule, pages)
    density = sum(w * h for w, h in sizes) / sum(page.width * page.height for page in pages)
    assert len(pages) == 1
    assert density >= 0.93  # promised are 0.91; 0.941 was reached when this was written


@pytest.mark.parametrize(("count", "expected"), [(1, (1, 1)), (4, (2, 2)), (8, (4, 2)), (9, (3, 3)), (30, (6, 5))])
def test_grids_have_a_handy_shape(count: int, expected: tuple[int, int]) -> None:
    (page,) = lay_cells([(50, 50)] * count, PageRule(max_size=4096), Layout.GRID)
    assert tuple(sorted((page.width // 50, page.height // 50), reverse=True)) == expected
