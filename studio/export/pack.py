"""Placing rectangles on as few and as small pages as possible; no rotation.

Several orders are filled greedily into several widths; then the best page is set a smaller goal again and again,
and what did not fit moves forward in the order. All chance is seeded and the number of tries is fixed, so equal
input gives equal pages on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from studio.core.jobs import CancelToken
from studio.export.skyline import Corner, Skyline

_FILL_BUDGET = 120_000
"""Rectangles placed in all tries together; about half a second."""
_FEWEST_TRIES, _MOST_TRIES = 24, 700
_FIRST_WIDTHS = 14
_TRIES_PER_GOAL = 100
_FORWARD_RATIO = 0.6
_SEED = 20


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
            side = 1 << (self.max_size.bit_length() - 1) if self.max_size >= 1 else 0
            return side if side % self.multiple == 0 else 0
        return self.max_size // self.multiple * self.multiple

    def side(self, needed: int) -> int:
        """The smallest allowed side that is at least `needed`; it may be larger than `largest_side`."""
        if self.is_power_of_two:
            return max(self.multiple, 1 << max(0, needed - 1).bit_length())
        return -(-needed // self.multiple) * self.multiple

    def side_below(self, limit: int) -> int:
        """The largest allowed side that is at most `limit`; 0 where there is none."""
        if self.is_power_of_two:
            side = 1 << (limit.bit_length() - 1) if limit >= 1 else 0
            return side if side >= self.multiple else 0
        return limit // self.multiple * self.multiple

    def page(self, width: int, height: int) -> tuple[int, int]:
        """The smallest allowed page that holds `width` x `height`."""
        if self.is_square:
            width = height = max(width, height)
        return self.side(width), self.side(height)

    def room(self, side: int) -> int:
        """What a page's side holds when each rectangle carries its gap with it."""
        return side - 2 * self.edge + self.gap


@dataclass(frozen=True, slots=True)
class PackedPage:
    """One page: its size and the top-left corner of each rectangle that lies on it, by index."""

    width: int
    height: int
    corners: dict[int, Corner]


@dataclass(frozen=True, slots=True)
class _Try:
    """An order, and what filling a page in that order gave."""

    order: tuple[int, ...]
    page: PackedPage
    left_area: int

    @property
    def cost(self) -> tuple[int, int, int]:
        """What is left out first, then the page's area, then its longer side."""
        return self.left_area, self.page.width * self.page.height, max(self.page.width, self.page.height)


def pack(sizes: Sequence[tuple[int, int]], rule: PageRule, cancel: CancelToken | None = None) -> list[PackedPage]:
    """Place all rectangles.

    Args:
        sizes: (width, height) of each, pixels, at least 1; each must fit an empty page of the largest size.
        rule: What pages may look like.
        cancel: Checked for each try.

    Returns:
        Pages in order; the same input always gives the same pages.

    Raises:
        JobCancelled: If `cancel` was set.
    """
    token = cancel or CancelToken()
    pages = []
    left = list(range(len(sizes)))
    while left:
        search = _Search([(sizes[i][0] + rule.gap, sizes[i][1] + rule.gap) for i in left], rule, token)
        page = search.best_page()
        pages.append(PackedPage(page.width, page.height, {left[i]: c for i, c in page.corners.items()}))
        left = [index for position, index in enumerate(left) if position not in page.corners]
    return pages


_ORDERS: tuple[Callable[[int, int], float], ...] = (
    lambda width, height: width * height,
    lambda width, height: height * width**1.3,
    lambda width, height: width * height**1.3,
    lambda width, height: width + height,
    lambda width, height: height,
    lambda width, height: width,
)


class _Search:
    """The search for one page; `sizes` carry the gap."""

    def __init__(self, sizes: Sequence[tuple[int, int]], rule: PageRule, token: CancelToken) -> None:
        self._sizes = sizes
        self._rule = rule
        self._token = token
        self._areas = [width * height for width, height in sizes]
        self._total = sum(self._areas)
        self._random = Random(_SEED)
        pages = 1 + self._total // max(1, rule.room(rule.largest_side) ** 2)
        tries = _FILL_BUDGET // (len(sizes) * pages)
        # Equal rectangles lie best in plain rows, which the first tries find: no order is better than another.
        self._are_equal = len(set(sizes)) == 1
        self._tries_left = 0 if self._are_equal else min(_MOST_TRIES, max(_FEWEST_TRIES, tries))

    def best_page(self) -> PackedPage:
        """The page with the least left out, and of those the smallest."""
        best = self._start()
        while self._tries_left > 0:
            goal = self._goal(best)
            if goal is None:
                break
            best = min(best, self._reach(goal, best), key=lambda found: found.cost)
        return best.page

    def _start(self) -> _Try:
        """Every order filled into several widths."""
        most = self._rule.room(self._rule.largest_side)
        found: _Try | None = None
        for key in _ORDERS:
            order = sorted(range(len(self._sizes)), key=lambda i: (-key(*self._sizes[i]), i))
            skyline = Skyline(self._sizes, order)
            for width in self._first_widths():
                attempt = self._fill(skyline, width, most)
                if found is None or attempt.cost < found.cost:
                    found = attempt
            if self._are_equal:
                break
        assert found is not None
        return found

    def _first_widths(self) -> list[int]:
        """Rooms of allowed pages: around the square one, whole columns of the widest rectangle, the largest."""
        rule, side = self._rule, math.sqrt(self._total)
        widest = max(width for width, _ in self._sizes)
        wanted = [side * (0.84 + 0.03 * step) for step in range(_FIRST_WIDTHS)]
        narrowest, broadest = (0.45, 2.2) if self._are_equal else (0.7, 1.4)
        columns = range(max(1, int(narrowest * side / widest)), int(broadest * side / widest) + 1)
        wanted += [float(widest * count) for count in columns]
        if rule.is_power_of_two:
            wanted += [rule.room(1 << bit) for bit in range(rule.largest_side.bit_length())]
        sides = {rule.side(max(widest, round(width)) + 2 * rule.edge - rule.gap) for width in wanted}
        # A page's side is a multiple of the layout's grid, and so is then every place on it.
        return sorted(rule.room(min(rule.largest_side, side)) for side in sides | {rule.largest_side})

    def _fill(self, skyline: Skyline, width: int, height: int) -> _Try:
        """Fill a room of this size and shrink the page to what is used."""
        self._token.check()
        rule = self._rule
        corners = skyline.fill(width, height)
        used_width = max(x + self._sizes[i][0] for i, (x, _) in corners.items()) - rule.gap + 2 * rule.edge
        used_height = max(y + self._sizes[i][1] for i, (_, y) in corners.items()) - rule.gap + 2 * rule.edge
        moved = {i: (x + rule.edge, y + rule.edge) for i, (x, y) in corners.items()}
        left_area = self._total - sum(self._areas[i] for i in corners)
        return _Try(skyline.order, PackedPage(*rule.page(used_width, used_height), moved), left_area)

    def _goal(self, best: _Try) -> tuple[int, int] | None:
        """A page that would be better than the best; None where there can be none."""
        rule, page = self._rule, best.page
        if best.left_area:
            return rule.largest_side, rule.largest_side
        area = page.width * page.height
        if rule.is_square:
            goals = [(rule.side_below(page.width - 1),) * 2]
        elif rule.is_power_of_two:
            sides = [1 << bit for bit in range(rule.largest_side.bit_length())]
            goals = [(width, min(rule.largest_side, area // width // 2)) for width in sides]
        else:
            middle = math.sqrt(area)
            goals = []
            for _ in range(8):
                width = rule.side_below(round(middle * (0.85 + 0.3 * self._random.random())))
                if width:
                    goals.append((width, rule.side_below(min(rule.largest_side, (area - 1) // width))))
        goals = [goal for goal in goals if self._is_possible(*goal)]
        return goals[int(self._random.random() * len(goals))] if goals else None

    def _is_possible(self, width: int, height: int) -> bool:
        if not 0 < width <= self._rule.largest_side or not 0 < height <= self._rule.largest_side:
            return False
        inner_width, inner_height = self._rule.room(width), self._rule.room(height)
        if max(w for w, _ in self._sizes) > inner_width or max(h for _, h in self._sizes) > inner_height:
            return False
        return self._total <= inner_width * inner_height

    def _reach(self, goal: tuple[int, int], best: _Try) -> _Try:
        """Change the order until all fits the goal, or the tries for it are used up."""
        room = self._rule.room(goal[0]), self._rule.room(goal[1])
        current = self._fill(Skyline(self._sizes, best.order), *room)
        for _ in range(_TRIES_PER_GOAL):
            self._tries_left -= 1
            if current.left_area == 0 or self._tries_left <= 0:
                break
            attempt = self._fill(Skyline(self._sizes, self._changed(current)), *room)
            if attempt.left_area <= current.left_area:
                current = attempt
        return current

    def _changed(self, current: _Try) -> list[int]:
        """The order with something that did not fit moved forward, or two near places exchanged."""
        order, rng = list(current.order), self._random
        for _ in range(1 + (rng.random() < 0.5)):
            outside = [place for place, index in enumerate(order) if index not in current.page.corners]
            if outside and rng.random() < _FORWARD_RATIO:
                place = outside[int(rng.random() * len(outside))]
                order.insert(int(rng.random() * place), order.pop(place))
            else:
                one = int(rng.random() * len(order))
                other = min(len(order) - 1, max(0, one + int(rng.random() * 61) - 30))
                order[one], order[other] = order[other], order[one]
        return order
