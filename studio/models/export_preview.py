"""The sheet as it would be written, for looking at: its pages, the animations on them, what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from studio.models.sheet import PackedSheet, Sprite


@dataclass(frozen=True, slots=True)
class SpriteArea:
    """A sprite on its page.

    Attributes:
        names: Of all sprites that share the place.
        x, y, width, height: The rectangle, without extrusion.
        offset_x, offset_y: Where it lies in the untrimmed frame.
        source_width, source_height: Of the untrimmed frame.
    """

    names: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int
    offset_x: int
    offset_y: int
    source_width: int
    source_height: int


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page of a packed sheet.

    Attributes:
        title: For people ("Aria, 2 of 3").
        scale: 1.0 is the drawn size.
        width, height: Pixels.
        areas: What lies on it.
        extrude_px: Ring around each area.
    """

    title: str
    scale: float
    width: int
    height: int
    areas: tuple[SpriteArea, ...]
    extrude_px: int = 0


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """One frame of a playing animation: index of a page, what is cut from it, how long it stays."""

    page: int
    area: SpriteArea
    duration_ms: int


@dataclass(frozen=True, slots=True)
class ShownAnimation:
    """An animation as it will leave, ready to be played from the pages.

    Attributes:
        id: Unique among those shown.
        title: For people.
        frames: One pass, there and back written out.
        is_endless: Whether it starts anew at its end.
    """

    id: str
    title: str
    frames: tuple[ShownFrame, ...]
    is_endless: bool = True

    @property
    def duration_ms(self) -> int:
        """Length of a pass."""
        return sum(frame.duration_ms for frame in self.frames)


@dataclass(frozen=True, slots=True)
class SheetNumbers:
    """What a sheet costs.

    Attributes:
        pages: How many pages, all scales.
        largest: (width, height) of the largest page.
        sprites: How many sprites.
        merged: How many of them share the place of another.
        memory_bytes: All pages in a graphics card's memory.
        file_bytes: All pages as PNG.
        waste_ratio: Share of the pages' area without a sprite.
        longest: Title of the longest animation; empty without one.
        longest_ms: Its length.
    """

    pages: int = 0
    largest: tuple[int, int] = (0, 0)
    sprites: int = 0
    merged: int = 0
    memory_bytes: int = 0
    file_bytes: int = 0
    waste_ratio: float = 0.0
    longest: str = ""
    longest_ms: int = 0


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """The sheet as it would be written.

    Attributes:
        pages: Of all characters and scales.
        animations: Played from the pages of the first scale.
        numbers: What it costs.
        is_written: Whether a chosen format writes sheets at all.
    """

    pages: tuple[SheetPage, ...] = ()
    animations: tuple[ShownAnimation, ...] = ()
    numbers: SheetNumbers = field(default_factory=SheetNumbers)
    is_written: bool = True


def areas_of(sheet: PackedSheet, page: int, names: Mapping[str, str]) -> tuple[SpriteArea, ...]:
    """The places of a page, each once.

    Args:
        sheet: The packed sheet.
        page: Index of the page.
        names: Sprite id -> name.
    """
    found: dict[tuple[int, int, int, int], SpriteArea] = {}
    for place in sheet.placements.values():
        if place.page != page:
            continue
        rect = (place.x, place.y, place.width, place.height)
        name = names.get(place.sprite_id, place.sprite_id)
        known = found.get(rect)
        if known is not None:
            found[rect] = replace(known, names=(*known.names, name))
        else:
            offset = (place.offset_x, place.offset_y, place.source_width, place.source_height)
            found[rect] = SpriteArea((name,), *rect, *offset)
    return tuple(found.values())


def merged_count(sheet: PackedSheet, sprites: Sequence[Sprite]) -> int:
    """How many sprites share the place of another."""
    unique = {(place.page, place.x, place.y, place.width, place.height) for place in sheet.placements.values()}
    return len(sprites) - len(unique)
