"""What goes into an export: sprites, animations, sheet options; and what packing makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from studio.models.content_note import ContentNote


class LoopMode(StrEnum):
    """What happens at the end of an animation."""

    ONCE = "once"
    LOOP = "loop"
    PING_PONG = "ping-pong"


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """One picture to be packed.

    Attributes:
        id: Stable over re-exports and independent of order and file name ("expression/joy", "clip/blink/003").
            Engine ids are derived from it.
        name: Name in the engine ("joy", "blink_003"); unique within its set.
        pixels: (H, W, 4) uint8, sRGB, straight alpha, RGBA; every sprite of a set has the set's canvas size.
    """

    id: str
    name: str
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class AnimationFrame:
    """One shown sprite and how long it stays."""

    sprite_id: str
    duration_ms: int


@dataclass(frozen=True, slots=True)
class AnimationEvent:
    """A named moment of an animation (foot step, sound, viseme)."""

    time_ms: int
    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Animation:
    """A sequence of sprites with exact durations.

    Attributes:
        id: Stable over re-exports ("clip/blink", "expression/joy").
        name: Name in the engine.
        frames: In order of time; at least one. A ping-pong animation lists its frames once, forward.
        loop: What happens at the end.
        events: In order of time.
    """

    id: str
    name: str
    frames: tuple[AnimationFrame, ...]
    loop: LoopMode = LoopMode.LOOP
    events: tuple[AnimationEvent, ...] = ()

    @property
    def duration_ms(self) -> int:
        """Length of one pass forward."""
        return sum(frame.duration_ms for frame in self.frames)

    def unrolled(self) -> tuple[AnimationFrame, ...]:
        """The frames as one plain pass; ping-pong appends the inner frames backwards."""
        if self.loop is LoopMode.PING_PONG and len(self.frames) > 2:
            return self.frames + self.frames[-2:0:-1]
        return self.frames


@dataclass(frozen=True, slots=True)
class Performance:
    """What a clip does, without pixels, as the files of formats that take such.

    Attributes:
        name: Of its animation.
        files: Name of the format -> bytes of the file.
    """

    name: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class ExportSet:
    """Everything that leaves together: one character's sprites and animations.

    Attributes:
        project_id: Stable random identifier of the project; ids in the engines are derived from it.
        name: Name of the character, for people ("Aria").
        sprites: All sprites, same canvas size, unique ids and names.
        animations: May be empty; refer to sprites by id.
        pivot_px: (x, y) from the canvas' top-left; the point that stays put in the engine.
        is_pixel_art: Nearest filtering in the engines instead of linear.
        default_animation: Name of the animation that plays first; empty for the first.
        performances: What the clips do, for formats without pixels; only those that were asked for.
        note: How its pictures were generated; None where they were not.
    """

    project_id: str
    name: str
    sprites: tuple[Sprite, ...]
    animations: tuple[Animation, ...]
    pivot_px: tuple[float, float]
    is_pixel_art: bool = False
    default_animation: str = ""
    performances: tuple[Performance, ...] = ()
    note: ContentNote | None = None

    @property
    def canvas_size(self) -> tuple[int, int]:
        """(width, height) of every sprite, pixels."""
        height, width = self.sprites[0].pixels.shape[:2]
        return int(width), int(height)


class Trim(StrEnum):
    """How transparent borders are cut."""

    NONE = "none"
    SHEET = "sheet"
    FRAME = "frame"


class Layout(StrEnum):
    """How sprites are laid on a page."""

    PACKED = "packed"
    GRID = "grid"
    ROW = "row"
    COLUMN = "column"


class SizeRule(StrEnum):
    """What page sizes are allowed."""

    ANY = "any"
    MULTIPLE_OF_4 = "multiple-of-4"
    POWER_OF_TWO = "power-of-two"


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How sprites become pages.

    Attributes:
        layout: Packed, or equal cells.
        trim: SHEET cuts all sprites by their common box, FRAME each by its own with the offset kept.
        alpha_threshold: Alpha at or below which a pixel counts as empty.
        extrude_px: Ring of repeated edge pixels around each sprite.
        padding_px: Free pixels between two sprites, extrusion not counted.
        border_px: Free pixels between a sprite and the page's edge.
        max_size_px: Largest page side; more pages are made when needed.
        size_rule, is_square: What page sizes are allowed.
        merge_duplicates: Equal sprites share one place.
        bleed_colour: Give fully transparent pixels the colour of the nearest visible one; alpha is unchanged.
        scales: Scale variants written from one layout; 1.0 is the drawn size.
    """

    layout: Layout = Layout.PACKED
    trim: Trim = Trim.FRAME
    alpha_threshold: int = 0
    extrude_px: int = 1
    padding_px: int = 2
    border_px: int = 0
    max_size_px: int = 4096
    size_rule: SizeRule = SizeRule.MULTIPLE_OF_4
    is_square: bool = False
    merge_duplicates: bool = True
    bleed_colour: bool = True
    scales: tuple[float, ...] = (1.0,)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a sprite lies on its page. The rectangle leaves extrusion out.

    The sprite is rebuilt by putting the page's rectangle at (`offset_x`, `offset_y`) of an empty canvas of
    `source_width` x `source_height`. A fully empty sprite is 1 x 1 at (0, 0).
    """

    sprite_id: str
    page: int
    x: int
    y: int
    width: int
    height: int
    offset_x: int
    offset_y: int
    source_width: int
    source_height: int


@dataclass(frozen=True, slots=True, eq=False)
class PackedSheet:
    """The pages of one scale and where each sprite lies.

    Attributes:
        scale: 1.0 for the drawn size.
        pages: (H, W, 4) uint8 each, sRGB, straight alpha.
        pages_png: The same, encoded once, deterministic; every format writes these very bytes.
        placements: Sprite id -> placement; merged duplicates have equal rectangles.
        options: What it was made with.
    """

    scale: float
    pages: tuple[NDArray[np.uint8], ...]
    pages_png: tuple[bytes, ...]
    placements: Mapping[str, Placement]
    options: SheetOptions = field(default_factory=SheetOptions)

    @property
    def waste_ratio(self) -> float:
        """Share of the pages' area that holds no sprite."""
        unique = {(p.page, p.x, p.y, p.width, p.height) for p in self.placements.values()}
        used = sum(width * height for _, _, _, width, height in unique)
        total = sum(page.shape[0] * page.shape[1] for page in self.pages)
        return 1.0 - used / total if total else 0.0
