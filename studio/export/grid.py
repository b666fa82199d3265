"""Equal cells in reading order: grid, row and column."""

from __future__ import annotations

from collections.abc import Sequence

from studio.export.pack import PackedPage, PageRule
from studio.models.sheet import Layout

_STRETCH_COST = 0.05
"""So much more area is accepted for a page that is shorter by its own short side."""


def lay_cells(sizes: Sequence[tuple[int, int]], rule: PageRule, layout: Layout) -> list[PackedPage]:
    """Lay cells of the size of the largest rectangle, left to right and top to bottom.

    Args:
        sizes: (width, height) of each; each fits an empty page.
        rule: What pages may look like.
        layout: GRID, ROW or COLUMN.

    Returns:
        Pages in order; further ones where the largest page is full.
    """
    cell = max(width for width, _ in sizes), max(height for _, height in sizes)
    most = _most(cell[0], rule), _most(cell[1], rule)
    count = len(sizes)
    if layout is Layout.ROW:
        columns, rows = min(count, most[0]), 1
    elif layout is Layout.COLUMN:
        columns, rows = 1, min(count, most[1])
    else:
        columns, rows = _best_grid(count, cell, most, rule)
    pages = []
    for first in range(0, count, columns * rows):
        number = min(columns * rows, count - first)
        corners = {
            first + k: (rule.edge + k % columns * (cell[0] + rule.gap), rule.edge + k // columns * (cell[1] + rule.gap))
            for k in range(number)
        }
        width, height = _page(min(columns, number), -(-number // columns), cell, rule)
        pages.append(PackedPage(width, height, corners))
    return pages


def _most(side: int, rule: PageRule) -> int:
    return max(1, (rule.largest_side - 2 * rule.edge + rule.gap) // (side + rule.gap))


def _page(columns: int, rows: int, cell: tuple[int, int], rule: PageRule) -> tuple[int, int]:
    width = columns * (cell[0] + rule.gap) - rule.gap + 2 * rule.edge
    height = rows * (cell[1] + rule.gap) - rule.gap + 2 * rule.edge
    return rule.page(width, height)


def _best_grid(count: int, cell: tuple[int, int], most: tuple[int, int], rule: PageRule) -> tuple[int, int]:
    """Columns and rows of a page: fewest pages, then little area and a handy shape."""
    choices = []
    for columns in range(1, min(count, most[0]) + 1):
        rows = min(-(-count // columns), most[1])
        pages = -(-count // (columns * rows))
        width, height = _page(columns, rows, cell, rule)
        stretch = max(width, height) / min(width, height) - 1
        choices.append((pages, width * height * pages * (1 + _STRETCH_COST * stretch), columns, rows))
    return min(choices)[2:]
