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

BACKGROUND, CELL, TEXT, QUIET_TEXT = (24, 25, 28), (38, 40, 45), (232, 233, 236), (150, 154, 163)
GAP_PX, MARGIN_PX, LABEL_PX, TITLE_PX = 14, 28, 30, 54
MAX_SIDE_PX = 16_000
CORNER_PX = 8


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One labelled picture: (H, W, 4) uint8, sRGB, straight alpha."""

    label: str
    pixels: NDArray[np.uint8]


def contact_sheet(
    cells: Sequence[Cell], title: str = "", subtitle: str = "", columns: int = 0, cell_px: int = 220
) -> NDArray[np.uint8]:
    """Lay pictures in a grid on a dark ground, each with its name below.

    Args:
        cells: At least one.
        title: Large, above the grid.
        subtitle: Small, beside the title.
        columns: How many pictures a row has; 0 for a sheet a little wider than high.
        cell_px: Longer side of a picture on the sheet.

    Returns:
        (H, W, 3) uint8, sRGB.

    Raises:
        InputError: If there are no pictures or too many for one sheet.
    """
    if not cells:
        raise InputError("There is nothing to show.", "Choose at least one expression.", "usage.empty")
    across = columns or _columns(len(cells))
    width, height = _cell_size(cells, cell_px)
    sheet = _empty_sheet(len(cells), across, (width, height), bool(title))
    draw = ImageDraw.Draw(sheet)
    top = MARGIN_PX + (TITLE_PX if title else 0)
    if title:
        _title(draw, title, subtitle)
    for index, cell in enumerate(cells):
        x = MARGIN_PX + (index % across) * (width + GAP_PX)
        y = top + (index // across) * (height + LABEL_PX + GAP_PX)
        draw.rounded_rectangle((x, y, x + width - 1, y + height - 1), CORNER_PX, CELL)
        _paste(sheet, cell.pixels, (x, y, width, height))
        font = label_font(14)
        draw.text((x + width / 2, y + height + LABEL_PX / 2), _fitted(cell.label, font, width), TEXT, font, "mm")
    return np.asarray(sheet)


def _columns(count: int) -> int:
    return min(count, max(1, math.ceil(math.sqrt(count * 1.5))))


def _cell_size(cells: Sequence[Cell], cell_px: int) -> tuple[int, int]:
    width = max(cell.pixels.shape[1] for cell in cells)
    height = max(cell.pixels.shape[0] for cell in cells)
    factor = cell_px / max(width, height)
    return max(1, round(width * factor)), max(1, round(height * factor))


def _empty_sheet(count: int, columns: int, cell: tuple[int, int], has_title: bool) -> Image.Image:
    rows = math.ceil(count / columns)
    width = 2 * MARGIN_PX + columns * cell[0] + (columns - 1) * GAP_PX
    height = 2 * MARGIN_PX + rows * (cell[1] + LABEL_PX) + (rows - 1) * GAP_PX + (TITLE_PX if has_title else 0)
    if max(width, height) > MAX_SIDE_PX:
        message = f"A contact sheet of {count} pictures would be {width} x {height} pixels."
        raise InputError(message, "Show fewer, or make the cells smaller.", "usage.sheet_too_large")
    return Image.new("RGB", (width, height), BACKGROUND)


def _title(draw: ImageDraw.ImageDraw, title: str, subtitle: str) -> None:
    font, small = label_font(24, is_bold=True), label_font(14)
    draw.text((MARGIN_PX, MARGIN_PX), title, TEXT, font, "la")
    if subtitle:
        x = MARGIN_PX + draw.textlength(title, font) + 16
        draw.text((x, MARGIN_PX + font.getmetrics()[0]), subtitle, QUIET_TEXT, small, "ls")


def _paste(sheet: Image.Image, pixels: NDArray[np.uint8], place: tuple[int, int, int, int]) -> None:
    """The picture, whole, in the middle of its cell, with the cell's round corners."""
    x, y, width, height = place
    image = Image.fromarray(np.ascontiguousarray(pixels)).convert("RGBa")
    factor = min(width / image.width, height / image.height)
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    small = image.resize(size, Image.Resampling.LANCZOS).convert("RGBA")
    layer = Image.new("RGBA", (width, height))
    layer.paste(small, ((width - size[0]) // 2, (height - size[1]) // 2))
    corners = Image.new("L", (width, height))
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, width - 1, height - 1), CORNER_PX, 255)
    layer.putalpha(Image.fromarray(np.minimum(np.asarray(layer)[..., 3], np.asarray(corners))))
    sheet.paste(layer, (x, y), layer)


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
