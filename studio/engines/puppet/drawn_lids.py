"""Lids of flat art: a plain colour and a line, instead of skin that stretches."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engines.puppet import contour
from studio.engines.puppet.contour import SlitFrame, Table

BETWEEN_CORNERS: Table = np.clip(20.0 * (1.04 - np.abs(contour.TABLE_U)), 0.0, 1.0).astype(np.float32)
LASH_TAPER: Table = 0.85 * contour.lens(1.06, 0.8)
"""How the lash line runs out towards the corners."""


class DrawnLids:
    """How the lids of one drawn eye look when they move.

    Args:
        pixels: (h, w, 4) uint8, the region of interest.
        frame: The eye's frame.
        upper: The upper lid's edge, v over u.
        lower: The lower lid's edge.
        strip_above_px: Height of skin above the upper lid over u.
    """

    def __init__(
        self, pixels: NDArray[np.uint8], frame: SlitFrame, upper: Table, lower: Table, strip_above_px: Table
    ) -> None:
        self.frame, self.upper, self.lower = frame, upper, lower
        half = frame.half_width_px
        skin = self._colours(pixels, self.lower + 0.30 * half, self.lower + 0.75 * half, 8).reshape(-1, 4)
        light = skin[:, :3].mean(-1)
        self.plain = np.median(skin[light >= np.percentile(light, 40)], axis=0).astype(np.float32)
        steps = 24
        height_px = np.minimum(0.8 * strip_above_px, 0.5 * half)
        above = self._colours(pixels, self.upper, self.upper - height_px, steps)
        is_line = above[..., :3].mean(-1) < 0.80 * self.plain[:3].mean()
        # The lash line is the first dark run from the lid upwards; what is dark farther up is a crease, a brow or hair.
        starts = np.where(is_line[: steps // 3].any(0), np.argmax(is_line, axis=0), steps)
        is_past = np.arange(steps)[:, None] > starts[None]
        is_end = ~is_line & is_past
        run_ends = np.where(is_end.any(0), np.argmax(is_end, axis=0), 0) / (steps - 1)
        middle = np.abs(contour.TABLE_U) < 0.8
        found = run_ends[middle & (run_ends > 0)]
        usual = float(np.median(found)) if len(found) else 0.12
        # One hair that touches the lash must not make a tower of it.
        thickness = np.clip(np.where(run_ends > 0, run_ends, usual), 0.75 * usual, 1.25 * usual) * height_px
        calm = cv2.GaussianBlur(thickness[None].astype(np.float32), (0, 0), 1.5 * contour.SMOOTHING)[0]
        dark = above[is_line] if is_line.any() else above.reshape(-1, 4)
        self.line = np.percentile(dark, 25, axis=0).astype(np.float32)
        self.line[3] = 255.0
        self.lash_px: Table = np.asarray(calm, np.float32)

    def _colours(self, pixels: NDArray[np.uint8], start: Table, end: Table, steps: int) -> NDArray[np.float32]:
        """Colours along lines across the eye, (steps, TABLE_SIZE, 4)."""
        share = np.linspace(0.0, 1.0, steps, dtype=np.float32)[:, None]
        v = start[None] + share * (end - start)[None]
        u = np.broadcast_to(np.clip(contour.TABLE_U, -0.95, 0.95), v.shape)
        places = self.frame.to_picture(u, v)
        read = cv2.remap(pixels, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(read, np.float32)

    def paint_upper(
        self,
        skin: NDArray[np.uint8],
        v: NDArray[np.float32],
        index: NDArray[np.int32],
        now: NDArray[np.float32],
        blink: float,
    ) -> None:
        """Paint the lowered lid of flat art: plain where the lash line was, the lash line where it is now."""
        travel = now - self.upper[index]
        lash = self.lash_px[index]
        # As one over the whole width: the ends of the lash line go with it.
        shown = np.float32(np.clip(0.5 * float(travel.max(initial=0.0)), 0.0, 1.0)) * BETWEEN_CORNERS[index]
        cover = contour.coverage(v - (self.upper[index] - lash - 1.0)) * contour.coverage(now - v) * shown
        window = contour.gap_window(cover)
        if window is None:
            return
        lid = np.broadcast_to(self.plain, (*cover[window].shape, 4))
        contour.paint_gap(skin, window, lid, cover)
        # The line grows finer as the lids meet, and runs out towards the corners.
        taper = LASH_TAPER[index] * np.float32(1.15 - 0.25 * blink)
        stroke = contour.coverage(v - (now - np.maximum(lash * taper, 1.0))) * contour.coverage(now + 0.5 - v)
        self._paint_line(skin, np.asarray(stroke * shown * np.clip(taper * 4.0, 0.0, 1.0), np.float32))

    def paint_lower(
        self,
        skin: NDArray[np.uint8],
        v: NDArray[np.float32],
        index: NDArray[np.int32],
        now: NDArray[np.float32],
        blink: float,
    ) -> None:
        """Paint the raised lower lid of flat art, in place: plain over its old line, a fine new line at its edge."""
        travel = self.lower[index] - now
        line_px = 0.5 * self.lash_px[index] + 1.0
        shown = np.clip(travel * np.float32(0.5), 0.0, 1.0)
        cover = contour.coverage(v - now) * contour.coverage(self.lower[index] + line_px - v) * shown
        window = contour.gap_window(cover)
        if window is None:
            return
        lid = np.broadcast_to(self.plain, (*cover[window].shape, 4))
        contour.paint_gap(skin, window, lid, cover)
        fine = np.maximum(0.25 * self.lash_px[index] * LASH_TAPER[index], 0.8)
        stroke = contour.coverage(v - now + 0.5) * contour.coverage(now + fine - v)
        self._paint_line(skin, stroke * shown * np.float32(0.8 * (1.0 - blink)))

    def _paint_line(self, skin: NDArray[np.uint8], stroke: NDArray[np.float32]) -> None:
        """Lay the lash line's colour over `skin` by a stroke's cover, in place."""
        window = contour.gap_window(stroke)
        if window is not None:
            line = np.broadcast_to(self.line, (*stroke[window].shape, 4))
            contour.paint_gap(skin, window, line, stroke)
