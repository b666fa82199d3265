"""From sprites to pages: trim, merge, place, paint, encode; one layout for all scales."""

from __future__ import annotations

import hashlib
import math
import os
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ExportError
from studio.core.geometry import Rect
from studio.core.jobs import CancelToken
from studio.export.compose import bleed, extrude
from studio.export.grid import lay_cells
from studio.export.pack import PackedPage, PageRule, pack
from studio.export.png import encode_png
from studio.export.scaling import exact_scale, layout_grid, resampled
from studio.export.trim import aligned, common_box, content_box, without_hidden_colour
from studio.models.sheet import Layout, PackedSheet, Placement, SheetOptions, SizeRule, Sprite, Trim


@dataclass(frozen=True, slots=True)
class _Cut:
    """One sprite's visible part: its box on the drawn canvas and its pixels at each scale."""

    sprite: Sprite
    box: Rect
    parts: tuple[NDArray[np.uint8], ...]


def pack_sheet(
    sprites: Sequence[Sprite],
    options: SheetOptions,
    pivot_px: tuple[float, float] | None = None,
    cancel: CancelToken | None = None,
    *,
    is_pixel_art: bool = False,
) -> tuple[PackedSheet, ...]:
    """Lay sprites on pages.

    All scales share one layout: a rectangle of a variant is the drawn rectangle times the scale, in whole pixels.
    Padding, extrusion and border hold on every variant. Grid, row and column lay equal cells in the given order,
    one for each sprite: they trim by the common box at most and never merge.

    Args:
        sprites: Unique ids; sizes may differ.
        options: How to lay them.
        pivot_px: (x, y) on the canvas; equal cells are cut so that they hold it.
        cancel: Checked for each sprite and page.
        is_pixel_art: Scale by the nearest pixel.

    Returns:
        One sheet per scale, in the order of `options.scales`. Equal input gives equal bytes.

    Raises:
        ExportError: If an option makes no sense, a scale cannot be exact, or a sprite is larger than a page.
        JobCancelled: If `cancel` was set.
    """
    token = cancel or CancelToken()
    _check(sprites, options)
    scales = tuple(exact_scale(scale) for scale in options.scales)
    cuts = _cut_all(sprites, options, scales, pivot_px, is_pixel_art, token)
    rule = _page_rule(options, scales)
    owners = _owners(cuts, options)
    unique = sorted(set(owners))
    sizes = [(cuts[index].box.width, cuts[index].box.height) for index in unique]
    for index, size in zip(unique, sizes, strict=True):
        _check_fits(cuts[index].sprite, size, rule, options)
    token.check()
    pages = pack(sizes, rule, token) if options.layout is Layout.PACKED else lay_cells(sizes, rule, options.layout)
    corner = {unique[i]: (n, *place) for n, page in enumerate(pages) for i, place in page.corners.items()}
    places = [corner[owner] for owner in owners]
    sheets = []
    for number, scale in enumerate(scales):
        sheets.append(_sheet(cuts, unique, places, pages, options, scale, number, token))
    return tuple(sheets)


def _check(sprites: Sequence[Sprite], options: SheetOptions) -> None:
    if not sprites:
        raise ExportError("There is nothing to export.", "Add at least one expression or clip.", "export.empty")
    if len({sprite.id for sprite in sprites}) != len(sprites):
        raise ExportError("Two sprites have the same id.", "Give each sprite its own.", "export.ids")
    for sprite in sprites:
        if sprite.pixels.ndim != 3 or sprite.pixels.shape[2] != 4 or sprite.pixels.dtype != np.uint8:
            raise ExportError(f'The sprite "{sprite.name}" is not an RGBA picture.', "", "export.sprite")
        if 0 in sprite.pixels.shape:
            raise ExportError(f'The sprite "{sprite.name}" has no pixels.', "", "export.sprite")
    numbers = {
        "padding": options.padding_px, "extrusion": options.extrude_px, "border": options.border_px,
    }  # fmt: skip
    for word, value in numbers.items():
        if value < 0:
            raise ExportError(f"The {word} is {value} px.", "Give 0 or more.", "export.options")
    if not 0 <= options.alpha_threshold <= 254:
        raise ExportError(f"The alpha threshold is {options.alpha_threshold}.", "Give 0 to 254.", "export.options")
    if options.max_size_px < 1:
        raise ExportError(f"The largest page side is {options.max_size_px} px.", "Give 1 or more.", "export.options")
    if not options.scales or len(set(options.scales)) != len(options.scales):
        raise ExportError("The list of scales is empty or names one twice.", "Give 1 or 1, 0.5.", "export.scale")


def _cut_all(
    sprites: Sequence[Sprite],
    options: SheetOptions,
    scales: Sequence[Fraction],
    pivot_px: tuple[float, float] | None,
    is_pixel_art: bool,
    token: CancelToken,
) -> list[_Cut]:
    step = layout_grid(options.scales)
    trim = options.trim
    if options.layout is not Layout.PACKED and trim is Trim.FRAME:
        trim = Trim.SHEET
    canvases, boxes = [], []
    for sprite in sprites:
        token.check()
        _check_exact(sprite, scales)
        variants = tuple(resampled(sprite.pixels, scale, is_pixel_art) for scale in scales)
        canvases.append(variants)
        boxes.append(None if trim is Trim.NONE else _drawn_box(variants, scales, options.alpha_threshold, step))
    empty = Rect(0, 0, step, step)
    shared = common_box(boxes) or empty
    if options.layout is not Layout.PACKED and pivot_px is not None and trim is Trim.SHEET:
        shared = _holding(shared, pivot_px, sprites, step)
    cuts = []
    for sprite, variants, box in zip(sprites, canvases, boxes, strict=True):
        height, width = sprite.pixels.shape[:2]
        whole = Rect(0, 0, width, height)
        rect = {Trim.NONE: whole, Trim.SHEET: shared, Trim.FRAME: box or empty}[trim]
        is_empty = trim is Trim.FRAME and box is None
        parts = tuple(_part(v, rect, s, is_empty) for v, s in zip(variants, scales, strict=True))
        cuts.append(_Cut(sprite, rect, parts))
    return cuts


def _check_exact(sprite: Sprite, scales: Sequence[Fraction]) -> None:
    height, width = sprite.pixels.shape[:2]
    for scale in scales:
        if (width * scale).denominator != 1 or (height * scale).denominator != 1:
            step = scale.denominator
            size = f"{-(-width // step) * step} x {-(-height // step) * step}"
            raise ExportError(
                f'The sprite "{sprite.name}" is {width} x {height} px, which times {float(scale):g} is no whole size.',
                f"Pad the canvas to {size} px, or leave this scale out.",
                "export.scale",
            )


def _drawn_box(variants: Sequence[NDArray[np.uint8]], scales: Sequence[Fraction], limit: int, step: int) -> Rect | None:
    """The drawn rectangle that holds what is visible at every scale; smoothing may spread an edge by a pixel."""
    boxes: list[Rect | None] = []
    for pixels, scale in zip(variants, scales, strict=True):
        box = content_box(pixels, limit)
        if box is not None:
            x, y = math.floor(box.x / scale), math.floor(box.y / scale)
            right, bottom = math.ceil(box.right / scale), math.ceil(box.bottom / scale)
            boxes.append(aligned(Rect(x, y, right - x, bottom - y), step))
    return common_box(boxes)


def _holding(box: Rect, pivot_px: tuple[float, float], sprites: Sequence[Sprite], step: int) -> Rect:
    """The box grown so that the pivot lies in it, as far as the smallest canvas reaches."""
    width = min(sprite.pixels.shape[1] for sprite in sprites)
    height = min(sprite.pixels.shape[0] for sprite in sprites)
    x, y = math.floor(min(max(pivot_px[0], 0), width - 1)), math.floor(min(max(pivot_px[1], 0), height - 1))
    return aligned(box.union(Rect(x, y, 1, 1)), step)


def _part(pixels: NDArray[np.uint8], box: Rect, scale: Fraction, is_empty: bool) -> NDArray[np.uint8]:
    rect = _times(box, scale)
    part = np.zeros((rect.height, rect.width, 4), np.uint8)
    if not is_empty:
        inside = pixels[rect.y : rect.bottom, rect.x : rect.right]
        part[: inside.shape[0], : inside.shape[1]] = without_hidden_colour(inside)
    return part


def _times(rect: Rect, scale: Fraction) -> Rect:
    values = [value * scale for value in (rect.x, rect.y, rect.width, rect.height)]
    assert all(value.denominator == 1 for value in values)
    return Rect(*(int(value) for value in values))


def _owners(cuts: Sequence[_Cut], options: SheetOptions) -> list[int]:
    """For each sprite the index of the first one with the same visible pixels."""
    owners = list(range(len(cuts)))
    if not options.merge_duplicates or options.layout is not Layout.PACKED:
        return owners
    same_size: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, cut in enumerate(cuts):
        same_size[cut.box.width, cut.box.height].append(index)
    for group in same_size.values():
        if len(group) > 1:
            first: dict[bytes, int] = {}
            for index in group:
                owners[index] = first.setdefault(_digest(cuts[index]), index)
    return owners


def _digest(cut: _Cut) -> bytes:
    digest = hashlib.sha256()
    for part in cut.parts:
        digest.update(part.data)
    return digest.digest()


def _page_rule(options: SheetOptions, scales: Sequence[Fraction]) -> PageRule:
    """The options in drawn pixels, such that they hold at every scale."""
    step = layout_grid(options.scales)
    smallest, largest = min(scales), max(scales)

    def reaching(value_px: int) -> int:
        return math.ceil(value_px / smallest / step) * step

    is_power = options.size_rule is SizeRule.POWER_OF_TWO
    if is_power and any((s.numerator & (s.numerator - 1)) or (s.denominator & (s.denominator - 1)) for s in scales):
        raise ExportError(
            "Pages whose sides are powers of two cannot be scaled by " + ", ".join(f"{float(s):g}" for s in scales),
            "Use scales such as 0.5, 1 and 2, or another page size rule.",
            "export.scale",
        )
    multiple = step
    if options.size_rule is SizeRule.MULTIPLE_OF_4:
        multiple = math.lcm(*(4 * s.denominator // math.gcd(4, s.numerator) for s in scales), step)
    return PageRule(
        max_size=int(options.max_size_px / largest),
        multiple=multiple,
        is_power_of_two=is_power,
        is_square=options.is_square,
        gap=reaching(2 * options.extrude_px + options.padding_px),
        edge=reaching(options.border_px + options.extrude_px),
    )


def _check_fits(sprite: Sprite, size: tuple[int, int], rule: PageRule, options: SheetOptions) -> None:
    needed = max(size) + 2 * rule.edge
    if needed > rule.largest_side:
        raise ExportError(
            f'The sprite "{sprite.name}" is {size[0]} x {size[1]} px; with its border and extrusion it needs '
            f"{size[0] + 2 * rule.edge} x {size[1] + 2 * rule.edge} px, "
            f"but a page holds {rule.largest_side} x {rule.largest_side} px.",
            f"Raise the largest page side (now {options.max_size_px} px) or export at a smaller scale.",
            "export.too-large",
        )


def _sheet(
    cuts: Sequence[_Cut],
    unique: Sequence[int],
    places: Sequence[tuple[int, int, int]],
    pages: Sequence[PackedPage],
    options: SheetOptions,
    scale: Fraction,
    number: int,
    token: CancelToken,
) -> PackedSheet:
    placements = {
        cut.sprite.id: _placement(cut, page, _times(Rect(x, y, cut.box.width, cut.box.height), scale), scale)
        for cut, (page, x, y) in zip(cuts, places, strict=True)
    }
    canvases = []
    for page in pages:
        size = _times(Rect(0, 0, page.width, page.height), scale)
        canvases.append(np.zeros((size.height, size.width, 4), np.uint8))

    def paint(index: int) -> None:
        token.check()
        _paint(canvases, placements[cuts[index].sprite.id], cuts[index].parts[number], options)

    # Places do not overlap, so painting them side by side changes nothing but the time.
    with ThreadPoolExecutor(max_workers=min(8, os.cpu_count() or 1)) as pool:
        list(pool.map(paint, unique))
    encoded = []
    for canvas in canvases:
        token.check()
        encoded.append(encode_png(canvas))
        canvas.flags.writeable = False
    return PackedSheet(float(scale), tuple(canvases), tuple(encoded), placements, options)


def _placement(cut: _Cut, page: int, place: Rect, scale: Fraction) -> Placement:
    box = _times(cut.box, scale)
    height, width = cut.sprite.pixels.shape[:2]
    return Placement(
        cut.sprite.id, page, place.x, place.y, place.width, place.height, box.x, box.y,
        int(width * scale), int(height * scale),
    )  # fmt: skip


def _paint(
    canvases: Sequence[NDArray[np.uint8]], placement: Placement, part: NDArray[np.uint8], options: SheetOptions
) -> None:
    canvas = canvases[placement.page]
    rect = Rect(placement.x, placement.y, placement.width, placement.height)
    canvas[rect.y : rect.bottom, rect.x : rect.right] = part
    extrude(canvas, rect, options.extrude_px)
    if options.bleed_colour:
        before = options.extrude_px + options.padding_px // 2
        after = options.extrude_px + options.padding_px - options.padding_px // 2
        bleed(canvas[max(0, rect.y - before) : rect.bottom + after, max(0, rect.x - before) : rect.right + after])
