"""Placing rectangles on as few and as small pages as possible; no rotation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageRule:
    """What pages may look like.

    Attributes:
        max_size: Largest side.
        multiple: Sides are multiples of this.
        is_power_of_two: Sides are powers of two.
        is_square: Width equals height.
        gap: Free distance between two rectangles.
        edge: Free distance between a rectangle and the page's edge.
    """

    max_size: int
    multiple: int = 1
    is_power_of_two: bool = False
    is_square: bool = False
    gap: int = 0
    edge: int = 0

    @property
    def largest_side(self) -> int:
        """The largest side that the rule allows; 0 where there is none."""
        if self.is_power_of_two:
            return 1 << (self.max_size.bit_length() - 1) if self.max_size >= 1 else 0
        return self.max_size // self.multiple * self.multiple

    def side(self, needed: int) -> int:
        """The smallest allowed side that is at least `needed`; it may be larger than `largest_side`."""
        if self.is_power_of_two:
            return max(self.multiple, 1 << max(0, needed - 1).bit_length())
        return -(-needed // self.multiple) * self.multiple

    def page(self, width: int, height: int) -> tuple[int, int]:
        """The smallest allowed page that holds `width` x `height`."""
        if self.is_square:
            width = height = max(width, height)
        return self.side(width), self.side(height)


@dataclass(frozen=True, slots=True)
class PackedPage:
    """One page: its size and the top-left corner of each rectangle that lies on it, by index."""

    width: int
    height: int
    corners: dict[int, tuple[int, int]]


def pack(sizes: Sequence[tuple[int, int]], rule: PageRule) -> list[PackedPage]:
    """Place all rectangles.

    Args:
        sizes: (width, height) of each, pixels, at least 1; each must fit an empty page of the largest size.
        rule: What pages may look like.

    Returns:
        Pages in order; the same input always gives the same pages.
    """
    pages = []
    left = list(range(len(sizes)))
    while left:
        page = _best_page(sizes, left, rule)
        pages.append(page)
        left = [index for index in left if index not in page.corners]
    return pages


def _best_page(sizes: Sequence[tuple[int, int]], indices: Sequence[int], rule: PageRule) -> PackedPage:
    largest = rule.largest_side
    inner = largest - 2 * rule.edge + rule.gap
    grown = {index: (sizes[index][0] + rule.gap, sizes[index][1] + rule.gap) for index in indices}
    area = sum(w * h for w, h in grown.values())
    widest = max(w for w, _ in grown.values())
    best: tuple[tuple[float, ...], PackedPage] | None = None
    for step in range(24):
        width = min(inner, max(widest, math.ceil(math.sqrt(area) * (0.8 + step * 0.02))))
        corners = _fill(grown, indices, width, inner)
        used_w = max(x + grown[i][0] for i, (x, _) in corners.items()) - rule.gap + 2 * rule.edge
        used_h = max(y + grown[i][1] for i, (_, y) in corners.items()) - rule.gap + 2 * rule.edge
        page_w, page_h = rule.page(used_w, used_h)
        filled = sum(grown[i][0] * grown[i][1] for i in corners)
        key = (-filled, page_w * page_h, abs(page_w - page_h), page_w)
        if best is None or key < best[0]:
            moved = {i: (x + rule.edge, y + rule.edge) for i, (x, y) in corners.items()}
            best = (key, PackedPage(page_w, page_h, moved))
    assert best is not None
    return best[1]


def _fill(
    sizes: dict[int, tuple[int, int]], indices: Sequence[int], width: int, height: int
) -> dict[int, tuple[int, int]]:
    """Put the widest rectangle that fits on the lowest place of the skyline, again and again."""
    left = sorted(indices, key=lambda i: (-sizes[i][0], -sizes[i][1], i))
    starts, tops, spans = [0], [0], [width]
    corners: dict[int, tuple[int, int]] = {}
    while left:
        low = min(range(len(tops)), key=lambda k: (tops[k], starts[k]))
        x, y, span = starts[low], tops[low], spans[low]
        if y >= height:
            break
        pick = next((i for i in left if sizes[i][0] <= span and y + sizes[i][1] <= height), None)
        if pick is None:
            before = tops[low - 1] if low else height
            after = tops[low + 1] if low + 1 < len(tops) else height
            tops[low] = min(before, after)
        else:
            left.remove(pick)
            w, h = sizes[pick]
            corners[pick] = (x, y)
            starts[low : low + 1] = [x, x + w]
            tops[low : low + 1] = [y + h, y]
            spans[low : low + 1] = [w, span - w]
        _tidy(starts, tops, spans)
    return corners


def _tidy(starts: list[int], tops: list[int], spans: list[int]) -> None:
    k = 0
    while k < len(tops):
        if spans[k] == 0:
            del starts[k], tops[k], spans[k]
        elif k and tops[k - 1] == tops[k]:
            spans[k - 1] += spans[k]
            del starts[k], tops[k], spans[k]
        else:
            k += 1
