"""Where the labels of a crowded drawing stand, so that no two overlap. Pure geometry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the pixels of a view, y down."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def inside(self, other: Box) -> bool:
        """Whether it lies within another."""
        return (
            self.x >= other.x
            and self.y >= other.y
            and self.x + self.width <= other.x + other.width
            and self.y + self.height <= other.y + other.height
        )


@dataclass(frozen=True, slots=True)
class LabelWish:
    """A label that would like to be seen.

    Attributes:
        id: Whose it is.
        x, y: Its dot.
        width, height: Its text.
        gap: From the dot's middle to the text.
    """

    id: str
    x: float
    y: float
    width: float
    height: float
    gap: float = 7.0


def placed_labels(
    wishes: Iterable[LabelWish],
    bounds: Box,
    taken: Iterable[Box] = (),
    accepts: Callable[[Box], bool] = lambda _box: True,
) -> dict[str, Box]:
    """Labels that find room, the first ones first: right of the dot, left, above or below it.

    Args:
        wishes: The most important first.
        bounds: None reaches beyond.
        taken: Places that are to stay free.
        accepts: Further places that will not do, such as outside a disc.

    Returns:
        Label -> where it stands. No two overlap.
    """
    used = list(taken)
    result: dict[str, Box] = {}
    for wish in wishes:
        for box in _tries(wish):
            if box.inside(bounds) and accepts(box) and not any(box.overlaps(other) for other in used):
                result[wish.id] = box
                used.append(box)
                break
    return result


def _tries(wish: LabelWish) -> Iterable[Box]:
    half_width, half_height = wish.width / 2, wish.height / 2
    yield Box(wish.x + wish.gap, wish.y - half_height, wish.width, wish.height)
    yield Box(wish.x - wish.gap - wish.width, wish.y - half_height, wish.width, wish.height)
    yield Box(wish.x - half_width, wish.y - wish.gap - wish.height, wish.width, wish.height)
    yield Box(wish.x - half_width, wish.y + wish.gap, wish.width, wish.height)
