"""One eye: lids that travel over the eyeball, an iris that moves under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect
from studio.engines.puppet import contour
from studio.engines.puppet.contour import SlitFrame, Table
from studio.engines.puppet.drawn_lids import DrawnLids
from studio.engines.puppet.eyeball import Eyeball, build_eyeball
from studio.engines.puppet.warp import Sampler
from studio.models.face import ArtStyle

# Shares of the opening by which the lids travel at full weight.
BLINK_UPPER, BLINK_LOWER = 0.90, 0.10
FLAT_BLINK = (0.72, 0.28)
"""Drawn eyes close on a line across their middle, not on the lower lid."""
SQUINT_UPPER, SQUINT_LOWER = 0.14, 0.30
CHEEK_LOWER = 0.14
WIDE_UPPER, WIDE_LOWER = 0.20, 0.06
LOOK_DOWN_UPPER, LOOK_DOWN_LOWER = 0.42, -0.06
LOOK_UP_UPPER, LOOK_UP_LOWER = -0.14, 0.05
# The iris travels at most this share of the eye's half width sideways, of its opening up and down.
GAZE_SIDE, GAZE_UP, GAZE_DOWN = 0.40, 0.30, 0.42
LID_RIGID = 0.24
"""Share of the skin above the lid that travels with it unstretched: lashes, lash shadow and crease."""
SQUEEZE_LIMIT = 0.93
"""How much of its height the skin above a lowered lid may lose at the most."""
LOWER_RIGID = 0.08
"""The same share below the lower lid."""
LID_MARGIN = 0.06
"""By which share of the opening the upper lid's edge is taken above the landmarks."""
LID_LIGHT_LIMIT = 1.45
FLAT_GAZE = 0.65
CLOSED_OPENING = 0.10
"""Opening over half width below which the eye counts as closed in the reference."""


@dataclass(frozen=True, slots=True)
class EyeMotion:
    """What one eye is asked to do; weights 0…1, gaze -1…1 in the picture's directions."""

    blink: float = 0.0
    squint: float = 0.0
    wide: float = 0.0
    cheek: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0

    @property
    def is_still(self) -> bool:
        """Whether nothing moves."""
        return not any((self.blink, self.squint, self.wide, self.cheek, self.gaze_x, self.gaze_y))


class EyePart:
    """An eye of one face.

    Args:
        roi_pixels: (h, w, 4) uint8, the region of interest with hidden colours filled.
        upper, lower: (N, 2) lid contours in pixels of the region, from the left corner to the right one.
        iris: (5, 2) centre and rim.
        brow_lower: (M, 2) lower edge of the brow.
        style: What the pixels look like.
    """

    def __init__(
        self,
        roi_pixels: NDArray[np.uint8],
        upper: NDArray[np.floating[Any]],
        lower: NDArray[np.floating[Any]],
        iris: NDArray[np.floating[Any]],
        brow_lower: NDArray[np.floating[Any]],
        style: ArtStyle,
    ) -> None:
        corners = np.stack([upper[0], upper[-1]])
        self.frame = SlitFrame.from_corners(corners[0], corners[1])
        self.style = style
        half = self.frame.half_width_px
        self.upper = contour.contour_table(self.frame, upper)
        self.lower = np.maximum(contour.contour_table(self.frame, lower), self.upper)
        outside = np.abs(contour.TABLE_U) >= 1.0
        self.upper[outside] = self.lower[outside] = 0.0
        # A rim of eyeball left on the lid would travel with it as a bright line.
        self.upper = self.upper - LID_MARGIN * (self.lower - self.upper)
        self.opening_px = float((self.lower - self.upper).max())
        self.is_closed = self.opening_px < CLOSED_OPENING * half
        # Wide eyes open by a lens of their own, so that a narrow eye can open too.
        self.lens = contour.lens(1.0, 0.8) * np.float32(max(self.opening_px, 0.35 * half))
        self.strip_above_px, self.strip_below_px = self._strips(brow_lower)
        self.box = self._box(roi_pixels.shape)
        self.drawn: DrawnLids | None = None
        if style is ArtStyle.FLAT:
            self.drawn = DrawnLids(roi_pixels, self.frame, self.upper, self.lower, self.strip_above_px)
        self.eyeball: Eyeball = build_eyeball(roi_pixels, self.box, self.frame, self.upper, self.lower, iris, style)
        self.lid_light = self._lid_light(roi_pixels)

    def _strips(self, brow_lower: NDArray[np.floating[Any]]) -> tuple[Table, float]:
        """Height of skin above the upper lid that may stretch, over u; and of skin below the lower lid."""
        brow = contour.contour_table(self.frame, brow_lower)
        half = self.frame.half_width_px
        gap = np.clip(self.upper - brow, 0.30 * half, 1.3 * half) * np.float32(0.88)
        smooth = cv2.GaussianBlur(gap[None].astype(np.float32), (0, 0), contour.SMOOTHING)[0]
        return np.asarray(smooth, np.float32), 0.75 * half

    def _lid_light(self, pixels: NDArray[np.uint8]) -> Table:
        """How much brighter a closed lid is than the shaded skin above an open one, over u.

        The skin that comes down over the eyeball lies in the shadow of the socket when the eye is open.
        """
        if self.style is ArtStyle.FLAT:
            self.lid_ceiling = np.full(contour.TABLE_SIZE, 255.0, np.float32)
            return np.ones(contour.TABLE_SIZE, np.float32)
        half = self.frame.half_width_px
        above = self._mean_light(
            pixels, self.upper - 0.45 * self.strip_above_px, self.upper - 0.12 * self.strip_above_px
        )
        below = self._mean_light(pixels, self.lower + 0.22 * half, self.lower + 0.55 * half)
        self.lid_ceiling = np.asarray(cv2.GaussianBlur(below[None], (0, 0), 2.0 * contour.SMOOTHING)[0], np.float32)
        ratio = np.clip(0.92 * below / np.maximum(above, 8.0), 1.0, LID_LIGHT_LIMIT)
        return np.asarray(cv2.GaussianBlur(ratio[None], (0, 0), 2.0 * contour.SMOOTHING)[0], np.float32)

    def _mean_light(self, pixels: NDArray[np.uint8], top: Table, bottom: Table) -> Table:
        total = np.zeros(contour.TABLE_SIZE, np.float32)
        u = np.clip(contour.TABLE_U, -0.9, 0.9)
        for share in (0.0, 0.33, 0.67, 1.0):
            places = self.frame.to_picture(u, top + share * (bottom - top))
            sampled = cv2.remap(
                pixels, places[None, :, 0], places[None, :, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            )
            total += sampled[0, :, :3].mean(-1).astype(np.float32) / 4.0
        return total

    def _light_the_lid(
        self, skin: NDArray[np.uint8], v: NDArray[np.float32], index: NDArray[np.int32], now: NDArray[np.float32]
    ) -> None:
        """Brighten the part of the lid that lies over the eyeball, in place; the lash line stays dark."""
        travel = np.maximum(now - self.upper[index], 0.0)
        over = contour.gap_window(np.minimum(travel - 0.5, now - v))
        if over is None:
            return
        v, index, now, travel = v[over], index[over], now[over], travel[over]
        closed = np.minimum(travel / max(self.opening_px, 1.0), 1.0)
        over_ball = np.clip((v - self.upper[index]) / np.maximum(0.5 * travel, 1.0) + 0.9, 0.0, 1.0)
        from_lash = np.clip((now - v) / max(0.16 * self.opening_px, 1.5) - 0.5, 0.0, 1.0)
        gain = 1.0 + (self.lid_light[index] - 1.0) * closed * over_ball * from_lash
        # Never brighter than the skin below the eye: the lid is lit by the same light.
        colours = skin[over][..., :3].astype(np.float32)
        light = cv2.transform(colours, np.full((1, 3), 1.0 / 3.0))
        ceiling = np.maximum(0.94 * self.lid_ceiling[index], light)
        gain = np.minimum(gain, ceiling / np.maximum(light, 1.0))
        np.copyto(skin[over][..., :3], np.clip(colours * gain[..., None] + 0.5, 0, 255).astype(np.uint8))

    def _box(self, shape: tuple[int, ...]) -> Rect:
        top = float((self.upper - self.strip_above_px).min()) - 3.0
        bottom = float(self.lower.max()) + self.strip_below_px + 3.0
        # Beyond the corners nothing moves.
        u = np.array([-1.03, 1.03, -1.03, 1.03])
        v = np.array([top, top, bottom, bottom])
        places = self.frame.to_picture(u, v)
        low = np.floor(places.min(0)).astype(int)
        high = np.ceil(places.max(0)).astype(int) + 1
        wanted = Rect(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))
        return wanted.intersection(Rect(0, 0, shape[1], shape[0]))

    def lid_lines(self, motion: EyeMotion) -> tuple[Table, Table]:
        """Where the upper and the lower lid edge lie over u, pixels down from the corner line."""
        awake = 1.0 - motion.blink
        down, up = max(motion.gaze_y, 0.0), max(-motion.gaze_y, 0.0)
        meets = FLAT_BLINK if self.style is ArtStyle.FLAT else (BLINK_UPPER, BLINK_LOWER)
        upper = meets[0] * motion.blink + awake * (
            SQUINT_UPPER * motion.squint + LOOK_DOWN_UPPER * down + LOOK_UP_UPPER * up
        )
        lower = meets[1] * motion.blink + awake * (
            SQUINT_LOWER * motion.squint + CHEEK_LOWER * motion.cheek + LOOK_DOWN_LOWER * down + LOOK_UP_LOWER * up
        )
        total = upper + lower
        if total > 1.0:
            upper, lower = upper / total, lower / total
        opening = self.lower - self.upper
        wide = np.float32(motion.wide * awake)
        upper_line = self.upper + opening * np.float32(upper) - self.lens * (wide * np.float32(WIDE_UPPER))
        lower_line = self.lower - opening * np.float32(lower) + self.lens * (wide * np.float32(WIDE_LOWER))
        return upper_line.astype(np.float32), np.maximum(lower_line, upper_line).astype(np.float32)

    def draw(
        self, target: NDArray[np.uint8], sampler: Sampler, fine_map: NDArray[np.float32], motion: EyeMotion
    ) -> None:
        """Draw the moved eye into `target`.

        Args:
            target: (h, w, 4) uint8 patch to draw on.
            sampler: Reads the region of interest of the reference.
            fine_map: (h, w, 2) float32: where in the region each pixel of the patch comes from, lids apart; in the
                sampler's unit.
            motion: What the eye does.
        """
        if self.is_closed:
            motion = EyeMotion(squint=motion.squint, cheek=motion.cheek)
            if motion.is_still:
                return
        position, v = self.frame.to_local_fast(fine_map, sampler.SCALE)
        index = contour.clipped_index(position)
        upper_line, lower_line = self.lid_lines(motion)
        upper_now, lower_now = upper_line[index], lower_line[index]
        half = self.frame.half_width_px
        above = contour.coverage((upper_now - v) * contour.steepness(upper_line, half)[index])
        below = contour.coverage((v - lower_now) * contour.steepness(lower_line, half)[index])
        below = np.minimum(below, 1.0 - above)
        scale, across = np.float32(sampler.SCALE), self.frame.across
        shift_above, shift_below = self._shift_readers(upper_line, lower_line)

        def read_above(part: tuple[slice, slice]) -> NDArray[np.uint8]:
            skin = sampler.read(contour.shifted_map(fine_map[part], shift_above(v[part], index[part]) * scale, across))
            if self.drawn is not None:
                self.drawn.paint_upper(skin, v[part], index[part], upper_now[part], motion.blink)
            else:
                self._light_the_lid(skin, v[part], index[part], upper_now[part])
            return skin

        def read_below(part: tuple[slice, slice]) -> NDArray[np.uint8]:
            skin = sampler.read(contour.shifted_map(fine_map[part], shift_below(v[part], index[part]) * scale, across))
            if self.drawn is not None:
                self.drawn.paint_lower(skin, v[part], index[part], lower_now[part], motion.blink)
            return skin

        contour.draw_skins(target, read_above, read_below, above, below)
        between = 1.0 - above - below
        window = contour.gap_window(between)
        if window is not None:
            places = fine_map[window] * np.float32(1.0 / sampler.SCALE)
            if self.style is ArtStyle.FLAT and motion.wide:
                places = self._stretched(places, v[window], index[window], upper_now[window], lower_now[window])
            ball = self._ball(places[..., 0], places[..., 1], v[window], upper_now[window], motion)
            contour.paint_gap(target, window, ball, between)

    def _shift_readers(self, upper_line: Table, lower_line: Table) -> tuple[contour.ShiftReader, contour.ShiftReader]:
        """By how many pixels along v the skin above and below is read from elsewhere, at v and table positions."""
        upper_travel, lower_travel = upper_line - self.upper, lower_line - self.lower
        if self.style is ArtStyle.FLAT:
            # Drawn lines keep their weight: nothing beside a lid is stretched when it closes.
            upper_travel, lower_travel = np.minimum(upper_travel, 0.0), np.maximum(lower_travel, 0.0)
        lowered = np.maximum(upper_travel, 0.0)
        room_above = self.strip_above_px + lowered
        # Under a low brow there is little skin for a long way: then less of it may stay unstretched, or it would fold.
        rigid = np.clip(1.0 - contour.FALLOFF_SLOPE / SQUEEZE_LIMIT * lowered / room_above, 0.0, LID_RIGID)
        room_below = self.strip_below_px + np.maximum(-lower_travel, 0.0)
        above = contour.shift_reader(upper_line, upper_travel, room_above, rigid, is_above=True)
        below = contour.shift_reader(lower_line, lower_travel, room_below, LOWER_RIGID, is_above=False)
        return above, below

    def _stretched(
        self,
        places: NDArray[np.float32],
        v: NDArray[np.float32],
        index: NDArray[np.int32],
        upper_now: NDArray[np.float32],
        lower_now: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Places on the eyeball of a widened drawn eye: it grows with its opening, so that no bare white shows."""
        upper, lower = self.upper[index], self.lower[index]
        grown = np.maximum(lower_now - upper_now, 1.0)
        was = np.maximum(lower - upper, 1.0)
        share = np.clip((v - upper_now) / grown, 0.0, 1.0)
        shift = np.where(grown > was, upper + share * was - v, 0.0).astype(np.float32)
        return contour.shifted_map(np.ascontiguousarray(places), shift, self.frame.across)

    def _ball(
        self,
        map_x: NDArray[np.float32],
        map_y: NDArray[np.float32],
        v: NDArray[np.float32],
        upper_now: NDArray[np.float32],
        motion: EyeMotion,
    ) -> NDArray[np.float32]:
        # A drawn iris fills most of its eye and has less way to go.
        way = FLAT_GAZE if self.style is ArtStyle.FLAT else 1.0
        shift_x = way * motion.gaze_x * GAZE_SIDE * self.frame.half_width_px
        reach = max(self.opening_px, 0.3 * self.frame.half_width_px)
        shift_y = way * motion.gaze_y * (GAZE_DOWN if motion.gaze_y > 0 else GAZE_UP) * reach
        shift = shift_x * self.frame.along + shift_y * self.frame.across
        ball = self.eyeball.sample(map_x, map_y, (float(shift[0]), float(shift[1])), motion.wide)
        if self.style is ArtStyle.FLAT:
            return ball
        # A lowered lid throws its shadow on the eyeball.
        lowered = min(1.0, 1.6 * motion.blink + 0.6 * motion.squint)
        if lowered > 0.0:
            depth = np.clip((v - upper_now) * np.float32(1.0 / (0.22 * max(self.opening_px, 1.0))), 0.0, 1.0)
            ball[..., :3] *= (1.0 - np.float32(0.30 * lowered) * (1.0 - depth))[..., None]
        return ball
