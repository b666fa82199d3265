"""One greedy filling of a page along its skyline, fast enough to be tried hundreds of times.

The lowest step of the skyline is filled first. Among the rectangles that fit there, one that closes the step
exactly is taken before one that levels with a neighbour, and that before the first in the given order; it is put
against the taller neighbour.

Rectangles are bits of one long integer, in the given order. "The first that is left and fits" is then three table
look-ups and the lowest set bit, whatever the number of rectangles.

Source of the rule: S. Leung, D. Zhang, K. M. Sim, "A two-stage intelligent search algorithm for the
two-dimensional strip packing problem", European Journal of Operational Research 215(1), 2011.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import or_

Corner = tuple[int, int]

_WALL = 1 << 60


class Skyline:
    """Rectangles in one order, ready to be filled into pages of several sizes.

    Args:
        sizes: (width, height) of all rectangles.
        order: Indices into `sizes`, the most wanted first.
    """

    def __init__(self, sizes: Sequence[tuple[int, int]], order: Sequence[int]) -> None:
        self.order = tuple(order)
        self._sizes = [sizes[index] for index in self.order]
        self._widths, self._narrow, self._same_width = _tables([width for width, _ in self._sizes])
        self._heights, self._low, self._same_height = _tables([height for _, height in self._sizes])

    def fill(self, width: int, height: int) -> dict[int, Corner]:
        """Place what fits.

        Args:
            width: Of the page.
            height: Of the page.

        Returns:
            Top-left corner of each placed rectangle, by index into `sizes`.
        """
        starts, tops, spans = [0], [0], [width]
        left = (1 << len(self._sizes)) - 1
        corners: dict[int, Corner] = {}
        while left:
            y = min(tops)
            if y >= height:
                break
            k = tops.index(y)
            span = spans[k]
            before = tops[k - 1] if k else _WALL
            after = tops[k + 1] if k + 1 < len(tops) else _WALL
            rank = self._pick(left, span, height - y, before - y, after - y)
            if rank < 0:
                _raise_step(starts, tops, spans, k)
                continue
            left ^= 1 << rank
            size = self._sizes[rank]
            is_left = before >= after
            corners[self.order[rank]] = (starts[k] if is_left else starts[k] + span - size[0], y)
            _stand(starts, tops, spans, k, size, is_left)
        return corners

    def _pick(self, left: int, span: int, room: int, before: int, after: int) -> int:
        """The rank of the rectangle to place, or -1."""
        fitting = left & self._narrow[bisect_right(self._widths, span)]
        fitting &= self._low[bisect_right(self._heights, room)]
        if not fitting:
            return -1
        exact = fitting & self._same_width.get(span, 0)
        level = self._same_height.get(before, 0) | self._same_height.get(after, 0)
        best = (exact & level) or exact or (fitting & level) or fitting
        return (best & -best).bit_length() - 1


def _tables(values: Sequence[int]) -> tuple[list[int], list[int], dict[int, int]]:
    """Sorted values, bits of all ranks up to the n-th of them, bits of the ranks of one value."""
    ranks = sorted(range(len(values)), key=values.__getitem__)
    same: dict[int, int] = {}
    for rank, value in enumerate(values):
        same[value] = same.get(value, 0) | 1 << rank
    return [values[rank] for rank in ranks], list(accumulate((1 << rank for rank in ranks), or_, initial=0)), same


def _raise_step(starts: list[int], tops: list[int], spans: list[int], k: int) -> None:
    """Nothing fits on step `k`: lift it to its lower neighbour."""
    last = len(tops) - 1
    before = tops[k - 1] if k else _WALL
    after = tops[k + 1] if k < last else _WALL
    if before == after == _WALL:
        tops[k] = _WALL
    elif before < after:
        spans[k - 1] += spans[k]
        del starts[k], tops[k], spans[k]
    else:
        starts[k + 1] = starts[k]
        spans[k + 1] += spans[k]
        del starts[k], tops[k], spans[k]
        if before == after:
            _merge(starts, tops, spans, k)


def _stand(starts: list[int], tops: list[int], spans: list[int], k: int, size: tuple[int, int], is_left: bool) -> None:
    """Put a rectangle on step `k` against its left or right end."""
    width, top = size[0], tops[k] + size[1]
    rest = spans[k] - width
    if rest == 0:
        tops[k] = top
        _merge(starts, tops, spans, k + 1)
        _merge(starts, tops, spans, k)
    elif is_left:
        x = starts[k]
        starts[k], spans[k] = x + width, rest
        if k and tops[k - 1] == top:
            spans[k - 1] += width
        else:
            starts.insert(k, x)
            tops.insert(k, top)
            spans.insert(k, width)
    else:
        spans[k] = rest
        x = starts[k] + rest
        if k + 1 < len(tops) and tops[k + 1] == top:
            starts[k + 1] = x
            spans[k + 1] += width
        else:
            starts.insert(k + 1, x)
            tops.insert(k + 1, top)
            spans.insert(k + 1, width)


def _merge(starts: list[int], tops: list[int], spans: list[int], k: int) -> None:
    """Join step `k` to the one before it where both are equally high."""
    if 0 < k < len(tops) and tops[k - 1] == tops[k]:
        spans[k - 1] += spans[k]
        del starts[k], tops[k], spans[k]
