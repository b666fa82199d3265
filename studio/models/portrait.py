"""A picture that was drawn from a genome: which one, and where in the picture it lies."""

from __future__ import annotations

from dataclasses import dataclass

from studio.models.genome import PortraitGenome


@dataclass(frozen=True, slots=True)
class DrawnPortrait:
    """How a picture was drawn, so that it can be drawn again, and changed.

    Attributes:
        genome: Who it shows.
        size_px: Side of the square that was drawn, pixels of the picture; it need not be whole once cropped or scaled.
        has_background: Whether the genome's background is part of it.
        x, y: Top left corner of the square in the picture.
    """

    genome: PortraitGenome
    size_px: float = 1024.0
    has_background: bool = True
    x: float = 0.0
    y: float = 0.0

    def placed(self, x: float, y: float, factor: float) -> DrawnPortrait:
        """The same after its picture was cropped at (x, y) and scaled."""
        left, top = (self.x - x) * factor, (self.y - y) * factor
        return DrawnPortrait(self.genome, self.size_px * factor, self.has_background, left, top)
