"""All expressions of a character on one labelled picture, to look at."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from studio.core.errors import InputError

BACKGROUND, TEXT, QUIET_TEXT = (21, 22, 26), (232, 233, 236), (150, 154, 163)
CELL_TOP, CELL_BOTTOM = (62, 66, 76), (34, 36, 43)
"""The ground of a cell, from its upper to its lower edge: dark and light hair both stand out from it."""
GAP_PX, MARGIN_PX, LABEL_PX, TITLE_PX = 14, 32, 32, 58
STRIP_GAP_PX, STRIP_SPACE_PX = 4, 8
STRIP_FRAMES_A_CELL = 2
MAX_SIDE_PX = 16_000
CORNER_PX = 8


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One labelled picture: (H, W, 4) uint8, sRGB, straight alpha."""

    label: str
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One labelled row of small pictures: a clip's frames, each (H, W, 4) uint8, sRGB, straight alpha."""

    label: str
    frames: tuple[NDArray[np.uint8], ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things lie: the grid above, the strips below."""

    columns: int
    rows: int
    cell: tuple[int, int]
    strip_cell: tuple[int, int]
    strips: int
    top: int

    @property
    def size(self) -> tuple[int, int]:
        width = 2 * MARGIN_PX + self.columns * self.cell[0] + (self.columns - 1) * GAP_PX
        height = self.strips_top + self.strips * (self.strip_cell[1] + LABEL_PX + STRIP_SPACE_PX) + MARGIN_PX
        return width, height

    @property
    def strips_top(self) -> int:
        grid = self.rows * (self.cell[1] + LABEL_PX + GAP_PX) - GAP_PX
        return self.top + grid + (STRIP_SPACE_PX if self.strips else 0)


def contact_sheet(
    cells: Sequence[Cell],
    title: str = "",
    subtitle: str = "",
    columns: int = 0,
    cell_px: int = 256,
    strips: Sequence[Strip] = (),
    is_pixel_art: bool = False,
) -> NDArray[np.uint8]:
    """Lay pictures in a grid on a dark ground, each with its name below, and clips as strips under the grid.

    Args:
        cells: At least one.
        title: Large, above the grid.
        subtitle: Small, beside the title.
        columns: How many pictures a row has; 0 for a sheet a little wider than high.
        cell_px: Longer side of a picture on the sheet.
        strips: Clips; each shows as many frames as fit, see `strip_length`.
        is_pixel_art: Never smooth.

    Returns:
        (H, W, 3) uint8, sRGB.

    Raises:
        InputError: If there are no pictures or too many for one sheet.
    """
    if not cells:
        raise InputError("There is nothing to show.", "Choose at least one expression.", "usage.empty")
    plan = _planned(cells, columns or _columns(len(cells)), cell_px, len(strips), bool(title))
    sheet = _empty_sheet(len(cells), plan)
    draw = ImageDraw.Draw(sheet)
    if title:
        _title(draw, title, subtitle)
    for index, cell in enumerate(cells):
        x = MARGIN_PX + (index % plan.columns) * (plan.cell[0] + GAP_PX)
        y = plan.top + (index // plan.columns) * (plan.cell[1] + LABEL_PX + GAP_PX)
        _paste(sheet, cell.pixels, (x, y, *plan.cell), is_pixel_art)
        font = label_font(15)
        middle = (x + plan.cell[0] / 2, y + plan.cell[1] + LABEL_PX / 2)
        draw.text(middle, _fitted(cell.label, font, plan.cell[0]), TEXT, font, "mm")
    for index, strip in enumerate(strips):
        _paste_strip(sheet, draw, strip, plan, index, is_pixel_art)
    return np.asarray(sheet)


def strip_length(columns: int) -> int:
    """How many frames a strip has below a grid of that many columns."""
    return STRIP_FRAMES_A_CELL * columns


def _planned(cells: Sequence[Cell], columns: int, cell_px: int, strips: int, has_title: bool) -> _Plan:
    cell = _cell_size(cells, cell_px)
    count = strip_length(columns)
    inside = columns * cell[0] + (columns - 1) * GAP_PX
    width = max(1, (inside - (count - 1) * STRIP_GAP_PX) // count)
    strip_cell = (width, max(1, round(width * cell[1] / cell[0])))
    top = MARGIN_PX + (TITLE_PX if has_title else 0)
    return _Plan(columns, math.ceil(len(cells) / columns), cell, strip_cell, strips, top)


def _columns(count: int) -> int:
    """A sheet a little wider than high, if possible without a gap in the last row."""
    about = math.ceil(math.sqrt(count * 1.5))
    near = range(max(1, about - 2), min(count, about + 2) + 1)
    return min(near, key=lambda columns: (-count % columns, abs(columns - about), -columns))


def _cell_size(cells: Sequence[Cell], cell_px: int) -> tuple[int, int]:
    width = max(cell.pixels.shape[1] for cell in cells)
    height = max(cell.pixels.shape[0] for cell in cells)
    factor = cell_px / max(width, height)
    return max(1, round(width * factor)), max(1, round(height * factor))


def _empty_sheet(count: int, plan: _Plan) -> Image.Image:
    width, height = plan.size
    if max(width, height) > MAX_SIDE_PX:
        message = f"A contact sheet of {count} pictures would be {width} x {height} pixels."
        raise InputError(message, "Show fewer, or make the cells smaller.", "usage.sheet_too_large")
    return Image.new("RGB", (width, height), BACKGROUND)


def _title(draw: ImageDraw.ImageDraw, title: str, subtitle: str) -> None:
    font, small = label_font(28, is_bold=True), label_font(15)
    draw.text((MARGIN_PX, MARGIN_PX - 4), title, TEXT, font, "la")
    if subtitle:
        x = MARGIN_PX + draw.textlength(title, font) + 18
        draw.text((x, MARGIN_PX - 4 + font.getmetrics()[0]), subtitle, QUIET_TEXT, small, "ls")


def _paste_strip(
    sheet: Image.Image, draw: ImageDraw.ImageDraw, strip: Strip, plan: _Plan, index: int, is_pixel_art: bool
) -> None:
    width, height = plan.strip_cell
    y = plan.strips_top + index * (height + LABEL_PX + STRIP_SPACE_PX)
    draw.text((MARGIN_PX, y + LABEL_PX / 2), strip.label, TEXT, label_font(15), "lm")
    for number, frame in enumerate(strip.frames[: strip_length(plan.columns)]):
        x = MARGIN_PX + number * (width + STRIP_GAP_PX)
        _paste(sheet, frame, (x, y + LABEL_PX, width, height), is_pixel_art)


def _paste(sheet: Image.Image, pixels: NDArray[np.uint8], place: tuple[int, int, int, int], is_pixel_art: bool) -> None:
    """The picture, whole, in the middle of its cell, on the cell's ground and with its round corners."""
    x, y, width, height = place
    image = Image.fromarray(np.ascontiguousarray(pixels)).convert("RGBa")
    factor = min(width / image.width, height / image.height)
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    filter_ = Image.Resampling.NEAREST if is_pixel_art else Image.Resampling.LANCZOS
    small = image.resize(size, filter_).convert("RGBA")
    ground, corners = _cell_ground(width, height)
    ground = ground.copy()
    ground.alpha_composite(small, ((width - size[0]) // 2, (height - size[1]) // 2))
    sheet.paste(ground, (x, y), corners)


@cache
def _cell_ground(width: int, height: int) -> tuple[Image.Image, Image.Image]:
    """The ground of a cell and the mask of its round corners, drawn large and made smaller to be smooth."""
    share = np.linspace(0, 1, height)[:, None, None]
    rows = np.asarray(CELL_TOP) * (1 - share) + np.asarray(CELL_BOTTOM) * share
    ground = Image.fromarray(np.broadcast_to(np.rint(rows), (height, width, 3)).astype(np.uint8)).convert("RGBA")
    large = Image.new("L", (4 * width, 4 * height))
    ImageDraw.Draw(large).rounded_rectangle((0, 0, 4 * width - 1, 4 * height - 1), 4 * CORNER_PX, 255)
    return ground, large.resize((width, height), Image.Resampling.BOX)


def _fitted(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """The text, cut with an ellipsis where it is wider than its cell."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


@cache
def label_font(size_px: int, is_bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which travels with matplotlib: the same letters on every machine."""
    from importlib.util import find_spec

    spec = find_spec("matplotlib")
    name = "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"
    path = Path(spec.origin).parent / "mpl-data/fonts/ttf" / name if spec and spec.origin else Path(name)
    if path.is_file():
        return ImageFont.truetype(path, size_px)
    return ImageFont.load_default(size_px)  # type: ignore[return-value]
