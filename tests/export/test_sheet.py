"""Sheets: every sprite comes back from its page, at every scale, whatever the options."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.core.errors import ExportError
from studio.core.jobs import CancelToken, JobCancelled
from studio.export.compose import bleed
from studio.export.png import encode_png
from studio.export.scaling import padded_for_scales, resampled
from studio.export.sheet import pack_sheet
from studio.export.trim import content_box
from studio.models.sheet import Layout, PackedSheet, Placement, SheetOptions, SizeRule, Sprite, Trim
from tests.export.rebuild import blob, cast, decode, from_sheet, visible

options_strategy = st.builds(
    SheetOptions,
    layout=st.sampled_from(Layout),
    trim=st.sampled_from(Trim),
    extrude_px=st.integers(0, 3),
    padding_px=st.integers(0, 3),
    border_px=st.integers(0, 3),
    max_size_px=st.sampled_from([64, 100, 256, 4096]),
    size_rule=st.sampled_from(SizeRule),
    is_square=st.booleans(),
    merge_duplicates=st.booleans(),
    bleed_colour=st.booleans(),
)


def make(pictures: Sequence[NDArray[np.uint8]]) -> list[Sprite]:
    return [Sprite(f"id/{n}", f"name {n}", pixels) for n, pixels in enumerate(pictures)]


def rectangles(sheet: PackedSheet) -> list[Placement]:
    """One placement for each place that is taken."""
    unique = {(p.page, p.x, p.y): p for p in sheet.placements.values()}
    return list(unique.values())


def check_distances(sheet: PackedSheet) -> None:
    options = sheet.options
    gap, edge = 2 * options.extrude_px + options.padding_px, options.extrude_px + options.border_px
    places = rectangles(sheet)
    for number, place in enumerate(places):
        height, width = sheet.pages[place.page].shape[:2]
        assert edge <= place.x <= width - edge - place.width
        assert edge <= place.y <= height - edge - place.height
        for other in places[:number]:
            if other.page == place.page:
                apart_x = max(other.x - place.x - place.width, place.x - other.x - other.width)
                apart_y = max(other.y - place.y - place.height, place.y - other.y - other.height)
                assert max(apart_x, apart_y) >= gap


@given(options_strategy, st.lists(st.integers(0, 50), min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_every_sprite_comes_back(options: SheetOptions, seeds: list[int]) -> None:
    sprites = make([blob(seed) for seed in seeds])
    (sheet,) = pack_sheet(sprites, options, pivot_px=(20.0, 32.0))
    for sprite in sprites:
        assert np.array_equal(from_sheet(sheet, sprite.id), visible(sprite.pixels))
    check_distances(sheet)
    for page, data in zip(sheet.pages, sheet.pages_png, strict=True):
        assert np.array_equal(decode(data), page)
        assert max(page.shape[:2]) <= options.max_size_px
        if options.is_square:
            assert page.shape[0] == page.shape[1]
        for side in page.shape[:2]:
            assert options.size_rule is not SizeRule.MULTIPLE_OF_4 or side % 4 == 0
            assert options.size_rule is not SizeRule.POWER_OF_TWO or side.bit_count() == 1


@given(options_strategy)
@settings(max_examples=15, deadline=None)
def test_equal_input_gives_equal_bytes(options: SheetOptions) -> None:
    pictures = [blob(seed) for seed in range(5)]
    first = pack_sheet(make(pictures), options)
    second = pack_sheet(make([picture.copy() for picture in pictures]), options)
    assert [sheet.pages_png for sheet in first] == [sheet.pages_png for sheet in second]
    assert first[0].placements == second[0].placements


@pytest.mark.parametrize("scales", [(1.0, 0.5), (2.0, 1.0), (1.0, 0.75, 0.25), (0.5,), (1.0, 1.5)])
@pytest.mark.parametrize("size_rule", [SizeRule.ANY, SizeRule.MULTIPLE_OF_4])
@pytest.mark.parametrize("layout", [Layout.PACKED, Layout.GRID])
@pytest.mark.parametrize("is_pixel_art", [False, True])
def test_scales_share_one_layout(
    scales: tuple[float, ...], size_rule: SizeRule, layout: Layout, is_pixel_art: bool
) -> None:
    sprites = make([blob(seed) for seed in range(6)])
    options = SheetOptions(scales=scales, size_rule=size_rule, layout=layout, extrude_px=2)
    sheets = pack_sheet(sprites, options, is_pixel_art=is_pixel_art)
    assert [sheet.scale for sheet in sheets] == list(scales)
    first = sheets[0]
    for sheet in sheets:
        check_distances(sheet)
        ratio = Fraction(sheet.scale) / Fraction(first.scale)
        for sprite in sprites:
            place, main = sheet.placements[sprite.id], first.placements[sprite.id]
            for name in ("x", "y", "width", "height", "offset_x", "offset_y", "source_width", "source_height"):
                assert getattr(place, name) == getattr(main, name) * ratio, name
            drawn = resampled(visible(sprite.pixels), Fraction(sheet.scale), is_pixel_art)
            assert np.array_equal(from_sheet(sheet, sprite.id), visible(drawn))
        for page, main_page in zip(sheet.pages, first.pages, strict=True):
            assert page.shape[0] == main_page.shape[0] * ratio
            assert page.shape[1] == main_page.shape[1] * ratio
            assert size_rule is SizeRule.ANY or page.shape[0] % 4 == page.shape[1] % 4 == 0


def test_a_scale_that_is_not_exact_is_refused_and_padding_helps() -> None:
    scene = cast(41, 33)
    with pytest.raises(ExportError, match=r"41 x 33 px, which times 0\.5"):
        pack_sheet(scene.sprites, SheetOptions(scales=(1.0, 0.5)))
    padded = padded_for_scales(scene, (1.0, 0.5))
    assert padded.canvas_size == (42, 34)
    assert padded.pivot_px == scene.pivot_px
    assert np.array_equal(padded.sprites[0].pixels[:33, :41], scene.sprites[0].pixels)
    sheets = pack_sheet(padded.sprites, SheetOptions(scales=(1.0, 0.5)))
    assert sheets[1].placements["expression/joy"].source_width == 21
    assert padded_for_scales(padded, (1.0, 0.5)) is padded


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan"), 0.123456789, 3.14159265])
def test_impossible_scales_are_refused(scale: float) -> None:
    with pytest.raises(ExportError):
        pack_sheet(make([blob(1)]), SheetOptions(scales=(1.0, scale)))


def test_power_of_two_pages_refuse_scales_that_break_them() -> None:
    sprites = make([blob(1)])
    with pytest.raises(ExportError, match="powers of two"):
        pack_sheet(sprites, SheetOptions(scales=(1.0, 0.75), size_rule=SizeRule.POWER_OF_TWO))
    sheets = pack_sheet(sprites, SheetOptions(scales=(2.0, 1.0, 0.5), size_rule=SizeRule.POWER_OF_TWO))
    assert all(side.bit_count() == 1 for sheet in sheets for side in sheet.pages[0].shape[:2])


def test_smooth_scaling_lets_no_hidden_colour_in() -> None:
    pixels = np.zeros((16, 16, 4), np.uint8)
    pixels[:] = (255, 0, 255, 0)
    pixels[4:11, 4:11] = (0, 200, 0, 255)
    small = resampled(pixels, Fraction(1, 2), False)
    large = resampled(pixels, Fraction(2), False)
    for result in (small, large):
        seen = result[result[..., 3] > 8]
        assert seen[:, 0].max() <= 2
        assert seen[:, 2].max() <= 2
    assert abs(int(small[..., 3].sum()) * 4 - int(pixels[..., 3].sum())) < 255


@pytest.mark.parametrize("ring", [1, 2, 5])
def test_the_ring_repeats_the_edge(ring: int) -> None:
    noise = np.random.default_rng(3).integers(1, 256, (2, 32, 40, 4)).astype(np.uint8)
    sprites = make([blob(seed) for seed in range(6)] + list(noise))
    (sheet,) = pack_sheet(sprites, SheetOptions(extrude_px=ring, bleed_colour=False))
    for place in rectangles(sheet):
        page = sheet.pages[place.page]
        inner = page[place.y : place.y + place.height, place.x : place.x + place.width]
        outer = page[place.y - ring : place.y + place.height + ring, place.x - ring : place.x + place.width + ring]
        assert np.array_equal(outer, np.pad(inner, ((ring, ring), (ring, ring), (0, 0)), mode="edge"))


def bilinear(page: NDArray[np.uint8], x: float, y: float) -> NDArray[np.float64]:
    """Straight-alpha sampling, as game engines do; (x, y) is in pixels, centres at .5."""
    left, top = int(np.floor(x - 0.5)), int(np.floor(y - 0.5))
    fx, fy = x - 0.5 - left, y - 0.5 - top
    height, width = page.shape[:2]
    corner = page[np.clip([top, top + 1], 0, height - 1)][:, np.clip([left, left + 1], 0, width - 1)].astype(float)
    row = corner[0] * (1 - fy) + corner[1] * fy
    return row[0] * (1 - fx) + row[1] * fx


@pytest.mark.parametrize(("extrude", "padding"), [(1, 2), (1, 0), (0, 2), (2, 3)])
def test_sampling_half_a_pixel_outside_shows_no_foreign_colour(extrude: int, padding: int) -> None:
    colours = [(250, 10, 10), (10, 250, 10), (10, 10, 250), (240, 240, 10), (10, 240, 240), (240, 10, 240)]
    pictures = []
    for number, colour in enumerate(colours):
        pixels = blob(number, is_soft=False)
        pixels[pixels[..., 3] > 0, :3] = colour
        pictures.append(pixels)
    (sheet,) = pack_sheet(make(pictures), SheetOptions(extrude_px=extrude, padding_px=padding))
    for number, colour in enumerate(colours):
        place = sheet.placements[f"id/{number}"]
        page = sheet.pages[place.page]
        edges_x = [place.x - 0.5, place.x, place.x + place.width, place.x + place.width + 0.5]
        edges_y = [place.y - 0.5, place.y, place.y + place.height, place.y + place.height + 0.5]
        inner_x = [place.x + 0.25 * n for n in range(4 * place.width)]
        inner_y = [place.y + 0.25 * n for n in range(4 * place.height)]
        points = [(x, y) for x in edges_x for y in inner_y] + [(x, y) for x in inner_x for y in edges_y]
        points += [(x, y) for x in inner_x[::3] for y in inner_y[::3]]
        for x, y in points:
            sample = bilinear(page, x, y)
            if sample[3] > 0.5:
                assert np.abs(sample[:3] - colour).max() < 1.0


def test_bleeding_takes_the_nearest_colour_and_keeps_alpha() -> None:
    pixels = visible(blob(3, is_soft=False))
    before = pixels.copy()
    bleed(pixels, reach_px=4)
    assert np.array_equal(pixels[..., 3], before[..., 3])
    seen = before[..., 3] > 0
    assert np.array_equal(pixels[seen], before[seen])
    rows, columns = np.nonzero(seen)
    for row, column in np.ndindex(*seen.shape):
        if seen[row, column]:
            continue
        distance = np.hypot(rows - row, columns - column)
        if distance.min() > 4.5:
            assert not pixels[row, column].any()
        elif distance.min() < 3.5:
            # The transform is allowed to be a little off the true distance, never to invent a colour.
            near = distance <= distance.min() + 0.75
            allowed = {tuple(before[r, c, :3]) for r, c in zip(rows[near], columns[near], strict=True)}
            assert tuple(pixels[row, column, :3]) in allowed


def test_bleeding_does_not_pass_on_the_noise_of_faint_pixels() -> None:
    pixels = np.zeros((5, 12, 4), np.uint8)
    pixels[:, :4] = (90, 60, 30, 255)
    pixels[:, 4] = (255, 255, 0, 1)
    before = pixels.copy()
    bleed(pixels)
    assert np.array_equal(pixels[:, :5], before[:, :5])
    assert (pixels[:, 5:9, :3] == (90, 60, 30)).all()
    assert not pixels[:, 5:, 3].any()


def test_hidden_colours_never_show() -> None:
    sprites = make([blob(seed) for seed in range(6)])
    for bleed_colour in (True, False):
        (sheet,) = pack_sheet(sprites, SheetOptions(bleed_colour=bleed_colour, trim=Trim.NONE))
        for page in sheet.pages:
            assert not (page[..., :3] == (255, 0, 255)).all(axis=-1).any()


def test_equal_sprites_share_one_place() -> None:
    scene = cast()
    (sheet,) = pack_sheet(scene.sprites, SheetOptions())
    joy, shifted = sheet.placements["expression/joy"], sheet.placements["expression/joy_shifted"]
    assert (joy.page, joy.x, joy.y, joy.width, joy.height) == (
        shifted.page, shifted.x, shifted.y, shifted.width, shifted.height,
    )  # fmt: skip
    assert (shifted.offset_x, shifted.offset_y) == (joy.offset_x - 1, joy.offset_y - 1)
    (apart,) = pack_sheet(scene.sprites, SheetOptions(merge_duplicates=False))
    assert len(rectangles(sheet)) == 5
    assert len(rectangles(apart)) == 6


def test_hidden_colour_does_not_keep_equal_sprites_apart() -> None:
    one = blob(4)
    other = one.copy()
    other[other[..., 3] == 0] = (1, 2, 3, 0)
    (sheet,) = pack_sheet(make([one, other]), SheetOptions(trim=Trim.NONE))
    assert len(rectangles(sheet)) == 1


@pytest.mark.parametrize("trim", list(Trim))
def test_empty_sprites(trim: Trim) -> None:
    empty = np.zeros((32, 40, 4), np.uint8)
    empty[..., :3] = 77
    (sheet,) = pack_sheet(make([empty, blob(1), empty.copy()]), SheetOptions(trim=trim))
    place = sheet.placements["id/0"]
    if trim is Trim.FRAME:
        assert (place.width, place.height, place.offset_x, place.offset_y) == (1, 1, 0, 0)
    assert not from_sheet(sheet, "id/0").any()
    (alone,) = pack_sheet(make([empty]), SheetOptions(trim=trim))
    assert not from_sheet(alone, "id/0").any()


def test_trim_of_the_whole_sheet_uses_one_box() -> None:
    pictures = [blob(seed) for seed in range(4)]
    (sheet,) = pack_sheet(make(pictures), SheetOptions(trim=Trim.SHEET))
    boxes = {(p.offset_x, p.offset_y, p.width, p.height) for p in sheet.placements.values()}
    assert len(boxes) == 1
    together = np.maximum.reduce([picture[..., 3] for picture in pictures])
    rows, columns = np.nonzero(together)
    assert boxes == {
        (columns.min(), rows.min(), columns.max() - columns.min() + 1, rows.max() - rows.min() + 1),
    }


def test_equal_cells_hold_the_pivot() -> None:
    (sheet,) = pack_sheet(make([blob(1), blob(2)]), SheetOptions(layout=Layout.GRID), pivot_px=(3.0, 32.0))
    place = sheet.placements["id/0"]
    assert place.offset_x <= 3
    assert place.offset_y + place.height == 32


def test_the_threshold_cuts_faint_borders_only() -> None:
    pixels = np.zeros((20, 20, 4), np.uint8)
    pixels[2:18, 2:18] = (9, 9, 9, 5)
    pixels[6:10, 6:10] = (9, 9, 9, 200)
    box = content_box(pixels, 5)
    assert box is not None
    assert (box.x, box.y, box.width, box.height) == (6, 6, 4, 4)
    (sheet,) = pack_sheet(make([pixels]), SheetOptions(alpha_threshold=5))
    assert sheet.placements["id/0"].width == 4
    (kept,) = pack_sheet(make([pixels]), SheetOptions())
    assert kept.placements["id/0"].width == 16


def test_a_sprite_larger_than_a_page_is_named_with_its_size() -> None:
    picture = np.full((40, 300, 4), 255, np.uint8)
    sprites = [Sprite("a", "banner", picture)]
    with pytest.raises(ExportError, match=r'"banner" is 300 x 40 px.* needs 304 x 44 px.* 256 x 256 px'):
        pack_sheet(sprites, SheetOptions(max_size_px=256, border_px=1))
    with pytest.raises(ExportError, match="512"):
        pack_sheet(sprites, SheetOptions(max_size_px=512, scales=(1.0, 2.0)))
    with pytest.raises(ExportError, match="256 x 256"):
        pack_sheet(sprites, SheetOptions(max_size_px=300, size_rule=SizeRule.POWER_OF_TWO))


def test_many_pages_lose_nothing() -> None:
    sprites = make([blob(seed, 64, 64) for seed in range(30)])
    (sheet,) = pack_sheet(sprites, SheetOptions(max_size_px=100))
    assert len(sheet.pages) > 1
    for sprite in sprites:
        assert np.array_equal(from_sheet(sheet, sprite.id), visible(sprite.pixels))


@pytest.mark.parametrize(
    "change",
    [
        {"padding_px": -1}, {"extrude_px": -1}, {"border_px": -2}, {"alpha_threshold": 255}, {"scales": ()},
        {"scales": (1.0, 1.0)}, {"max_size_px": 0},
    ],
)  # fmt: skip
def test_senseless_options_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ExportError):
        pack_sheet(make([blob(1)]), dataclasses.replace(SheetOptions(), **change))  # type: ignore[arg-type]


def test_bad_sprites_are_refused() -> None:
    with pytest.raises(ExportError):
        pack_sheet([], SheetOptions())
    with pytest.raises(ExportError, match="same id"):
        pack_sheet([Sprite("a", "a", blob(1)), Sprite("a", "b", blob(2))], SheetOptions())
    with pytest.raises(ExportError, match="RGBA"):
        pack_sheet([Sprite("a", "a", np.zeros((4, 4, 3), np.uint8))], SheetOptions())


def test_cancel() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelled):
        pack_sheet(make([blob(1)]), SheetOptions(), cancel=token)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_png_holds_any_pixels(width: int, height: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4)).astype(np.uint8)
    assert np.array_equal(decode(encode_png(pixels)), pixels)


def test_png_of_several_strips() -> None:
    pixels = np.random.default_rng(1).integers(0, 4, (1500, 400, 4)).astype(np.uint8)
    assert np.array_equal(decode(encode_png(pixels)), pixels)


def test_sprites_that_are_views_are_taken_as_they_look() -> None:
    big = np.concatenate([blob(1), blob(2)], axis=1)
    left, right = big[:, :40], big[:, 40:][:, ::-1]
    (sheet,) = pack_sheet(make([left, right]), SheetOptions())
    assert np.array_equal(from_sheet(sheet, "id/0"), visible(left))
    assert np.array_equal(from_sheet(sheet, "id/1"), visible(right))


@given(st.lists(st.integers(0, 50), min_size=2, max_size=12), st.sampled_from([(1.0, 0.5, 2.0), (1.0, 0.75), (0.25,)]))
@settings(max_examples=40, deadline=None)
def test_any_set_is_exact_at_every_scale(seeds: list[int], scales: tuple[float, ...]) -> None:
    sprites = make([blob(seed) for seed in seeds])
    for sheet in pack_sheet(sprites, SheetOptions(scales=scales)):
        check_distances(sheet)
        for sprite in sprites:
            drawn = resampled(visible(sprite.pixels), Fraction(sheet.scale), False)
            assert np.array_equal(from_sheet(sheet, sprite.id), visible(drawn))
