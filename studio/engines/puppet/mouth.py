"""The mouth: lips that part along their line, and what shows between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect
from studio.engines.puppet import contour
from studio.engines.puppet import topology as topo
from studio.engines.puppet.contour import SlitFrame, Table
from studio.engines.puppet.interior import Interior, build_interior
from studio.engines.puppet.muscles import JAW_LIP, JAW_OPEN_CHIN
from studio.engines.puppet.warp import Sampler
from studio.models.face import ArtStyle

INNER_CORNER = 0.96
"""u of the point where the lips meet."""
FLAT_OPEN_HALF_WIDTH = 0.24
"""Half width up to which a short drawn mouth grows when it opens, eye distances."""
USUAL_HALF_WIDTH = 0.40
"""Half the width of an ordinary mouth, eye distances."""
# Parting of the lips at weight 1, eye distances, for an ordinary mouth.
UPPER_UP, LOWER_DOWN = 0.085, 0.10
FUNNEL_UPPER, FUNNEL_LOWER = 0.045, 0.075
LIP_RIGID = 0.22
"""Share of the skin beside the lips that travels with them unstretched: the lips themselves."""
TONGUE_REACH = 0.95
"""How far the tongue hangs over the lower lip at tongueOut = 1, half widths of the mouth."""
TONGUE_PARTS = 0.05
"""How far it holds the lips apart, eye distances."""
UPPER_CLOSES = 0.24
"""Share of a gap that the upper lip closes; the lower lip comes up the rest, so that the line loses its smile."""
OUTLINE_WIDTH = 0.016
"""Width of the outline of an opened drawn mouth, eye distances."""
LINE_SHADOW = 0.46
LINE_LENS: Table = contour.lens(1.0, 0.35)
# Shares of a lip's height that turn inward at weight 1.
ROLL_SHARE, PRESS_SHARE = 0.80, 0.34


@dataclass(frozen=True, slots=True)
class JawReach:
    """What jawOpen = 1 does at the mouth of one face, pixels.

    Attributes:
        line_px: (x, y) motion of the skin at the mouth line.
        beyond_px: (x, y) by which the jaw itself runs ahead of that.
        lip_beyond_line_px: How much farther than the line the lower lip's edge drops.
    """

    line_px: tuple[float, float]
    beyond_px: tuple[float, float]
    lip_beyond_line_px: float


@dataclass(frozen=True, slots=True)
class MouthMotion:
    """What the mouth is asked to do, all in pixels or shares.

    Attributes:
        upper_up, lower_down: Tables over u: how far each lip's edge leaves its place, pixels.
        upper_in, lower_in: Tables: how much of each lip turns inward, pixels.
        closing: 0…1: how far a mouth that is open in the reference is brought together.
        stay: 0…1: how far the upper lip stays behind when the jaw opens.
        jaw_shift: (2,) pixels by which the jaw has left the skull.
        tongue: 0…1.
        skin_lag: (2,) pixels by which the skull lags behind the skin at the mouth line when the jaw opens.
        to_skull: (2, 3) affine matrix from drawn places to those of the reference as the head alone moves them:
            teeth are not skin.
    """

    upper_up: Table
    lower_down: Table
    upper_in: Table
    lower_in: Table
    closing: float
    stay: float
    jaw_shift: tuple[float, float]
    tongue: float
    skin_lag: tuple[float, float] = (0.0, 0.0)
    to_skull: NDArray[np.float64] = field(default_factory=lambda: np.eye(2, 3))

    @property
    def is_still(self) -> bool:
        """Whether the lips stay as they are."""
        if self.stay:
            return False
        moved = (self.upper_up, self.lower_down, self.upper_in, self.lower_in)
        return not (self.closing or self.tongue or any(table.any() for table in moved))


class MouthPart:
    """The mouth of one face.

    Args:
        roi_pixels: (h, w, 4) uint8, the region of interest with hidden colours filled.
        points: (478, 2) landmarks in pixels of the region.
        eye_distance_px: The face's size.
        style: What the pixels look like.
    """

    def __init__(
        self, roi_pixels: NDArray[np.uint8], points: NDArray[np.floating[Any]], eye_distance_px: float, style: ArtStyle
    ) -> None:
        def at(indices: tuple[int, ...]) -> NDArray[np.float32]:
            return np.asarray(points[list(indices)], np.float32)

        corners = at(topo.MOUTH_CORNERS)
        self.frame = SlitFrame.from_corners(corners[0], corners[1])
        self.style = style
        self.eye_distance_px = eye_distance_px
        self.upper, self.lower = self._inner(at(topo.LIP_UPPER_INNER), at(topo.LIP_LOWER_INNER))
        self.upper_lip, self.lower_lip = self._lip_heights(at(topo.LIP_UPPER_OUTER), at(topo.LIP_LOWER_OUTER))
        heights = self.frame.to_local(
            at((topo.NOSE_BASE, topo.CHIN_TIP))[:, 0], at((topo.NOSE_BASE, topo.CHIN_TIP))[:, 1]
        )[1]
        nose, chin = float(heights[0]), float(heights[1])
        self.room_above_px = float(max(0.95 * (self.upper.min() - nose), 0.12 * eye_distance_px))
        self.room_below_px = float(max(0.95 * (chin - self.lower.max()), 0.20 * eye_distance_px))
        self.gap_px = float((self.lower - self.upper).max())
        # A drawn mouth is often a short stroke; opened, it grows beyond the stroke's ends.
        self.reach = 1.0
        if style is ArtStyle.FLAT:
            self.reach = float(np.clip(FLAT_OPEN_HALF_WIDTH * eye_distance_px / self.frame.half_width_px, 1.0, 1.5))
        self.open_lens = contour.lens(INNER_CORNER * self.reach, 0.85)
        self.jaw_lens = contour.lens(INNER_CORNER * self.reach, 0.60)
        self.round_lens = contour.lens(0.92 * self.reach, 0.62)
        self.stay_lens = contour.lens(INNER_CORNER * self.reach, 0.5)
        self._region = Rect(0, 0, roi_pixels.shape[1], roi_pixels.shape[0])
        box = self._area(
            float(self.upper.min()) - self.room_above_px, float(self.lower.max()) + 1.3 * self.room_below_px
        )
        # A small drawn mouth parts less than a wide one.
        usual = USUAL_HALF_WIDTH * eye_distance_px
        self.size_px = float(np.clip(self.frame.half_width_px / usual, 0.45, 1.1)) * eye_distance_px
        self.jaw_across: Table = np.zeros(contour.TABLE_SIZE, np.float32)
        self.interior: Interior = build_interior(
            roi_pixels, box, self.frame, self.upper, self.lower, points, eye_distance_px, style
        )

    def _inner(self, upper: NDArray[np.float32], lower: NDArray[np.float32]) -> tuple[Table, Table]:
        top = contour.contour_table(self.frame, upper)
        bottom = contour.contour_table(self.frame, lower)
        # Contours that cross are a closed mouth: both take the line between them.
        middle = 0.5 * (top + bottom)
        is_shut = bottom - top < 0.012 * self.eye_distance_px
        top, bottom = np.where(is_shut, middle, top), np.where(is_shut, middle, bottom)
        beyond = np.abs(contour.TABLE_U) >= INNER_CORNER
        line = 0.5 * (top + bottom)
        return np.where(beyond, line, top).astype(np.float32), np.where(beyond, line, bottom).astype(np.float32)

    def _lip_heights(self, upper: NDArray[np.float32], lower: NDArray[np.float32]) -> tuple[Table, Table]:
        top = self.upper - contour.contour_table(self.frame, upper)
        bottom = contour.contour_table(self.frame, lower) - self.lower
        low = 0.03 * self.eye_distance_px
        profile = contour.lens(1.0, 0.5)
        return (np.maximum(top, low) * profile).astype(np.float32), (np.maximum(bottom, low) * profile).astype(
            np.float32
        )

    def box_for(self, motion: MouthMotion) -> Rect:
        """The part of the region that a motion may touch, before the skin around it moves."""
        upper_line, lower_line = self.lip_lines(motion)
        tongue = motion.tongue * 1.1 * TONGUE_REACH * self.frame.half_width_px
        top = float(upper_line.min()) - self.room_above_px
        return self._area(top, float(lower_line.max()) + max(1.15 * self.room_below_px, tongue))

    def _area(self, top: float, bottom: float) -> Rect:
        u = np.array([-1.04, 1.04, -1.04, 1.04]) * self.reach
        places = self.frame.to_picture(u, np.array([top - 2, top - 2, bottom + 2, bottom + 2]))
        low, high = np.floor(places.min(0)).astype(int), np.ceil(places.max(0)).astype(int) + 1
        wanted = Rect(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))
        return wanted.intersection(self._region)

    def learn_jaw(self, jaw_field: NDArray[np.float32], stride_px: int) -> JawReach:
        """Read off the jaw's field what opening does along this mouth, and keep it.

        Args:
            jaw_field: (gh, gw, 2) displacement of jawOpen = 1, pixels.
            stride_px: Distance of its nodes.
        """
        self.jaw_field, self.stride_px = jaw_field, stride_px
        line = self.frame.to_picture(contour.TABLE_U, 0.5 * (self.upper + self.lower))
        along_line = self.jaw_at(line[None, :, 0], line[None, :, 1])[0]
        self.jaw_across = (along_line @ self.frame.across).astype(np.float32)
        middle = along_line[contour.TABLE_SIZE // 2]
        # The lip's share beyond the line is scaled like the field itself: a small drawn mouth opens less.
        lip = (JAW_LIP / JAW_OPEN_CHIN) * float(self._chin_drop()) - float(np.hypot(*middle))
        lip = max(lip, 0.0)
        across = self.frame.across * lip
        return JawReach((float(middle[0]), float(middle[1])), (float(across[0]), float(across[1])), lip)

    def _chin_drop(self) -> float:
        return float(np.abs(self.jaw_field[..., 1]).max())

    def jaw_at(self, x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
        """The jaw's field at pixels of the region of interest, (…, 2)."""
        scale = np.float32(1.0 / self.stride_px)
        column, row = (x + np.float32(0.5)) * scale - np.float32(0.5), (y + np.float32(0.5)) * scale - np.float32(0.5)
        sampled = cv2.remap(self.jaw_field, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(sampled, np.float32)

    def lip_lines(self, motion: MouthMotion) -> tuple[Table, Table]:
        """Where the edges of the upper and the lower lip lie over u, pixels down from the corner line."""
        gap = self.lower - self.upper
        stays = self.stay_lens * self.jaw_across * np.float32(motion.stay)
        upper = self.upper - stays - motion.upper_up + gap * np.float32(UPPER_CLOSES * motion.closing)
        lower = self.lower + motion.lower_down - gap * np.float32((1.0 - UPPER_CLOSES) * motion.closing)
        middle = 0.5 * (upper + lower)
        return np.minimum(upper, middle).astype(np.float32), np.maximum(lower, middle).astype(np.float32)

    def draw(
        self,
        target: NDArray[np.uint8],
        sampler: Sampler,
        fine_map: NDArray[np.float32],
        motion: MouthMotion,
        origin: tuple[int, int],
    ) -> None:
        """Draw the moved mouth into `target`; arguments as in `EyePart.draw`.

        `origin` is where the patch lies in the region of interest, (column, row).
        """
        position, v = self.frame.to_local_fast(fine_map, sampler.SCALE)
        index = contour.clipped_index(position)
        upper_line, lower_line = self.lip_lines(motion)
        upper_now, lower_now = upper_line[index], lower_line[index]
        half = self.frame.half_width_px
        above = contour.coverage((upper_now - v) * contour.steepness(upper_line, half)[index])
        below = contour.coverage((v - lower_now) * contour.steepness(lower_line, half)[index])
        below = np.minimum(below, 1.0 - above)
        shift_above, shift_below = self._shift_readers(upper_line, lower_line, motion)
        scale, across = np.float32(sampler.SCALE), self.frame.across

        def read_above(part: tuple[slice, slice]) -> NDArray[np.uint8]:
            held = self._held(fine_map[part], index[part], motion, sampler.SCALE)
            return sampler.read(contour.shifted_map(held, shift_above(v[part], index[part]) * scale, across))

        def read_below(part: tuple[slice, slice]) -> NDArray[np.uint8]:
            return sampler.read(contour.shifted_map(fine_map[part], shift_below(v[part], index[part]) * scale, across))

        contour.draw_skins(target, read_above, read_below, above, below)
        self._shade_line(target, v, index, (upper_line, lower_line), motion.closing)
        between = 1.0 - above - below
        window = contour.gap_window(between)
        if window is not None:
            if self.style is ArtStyle.FLAT:
                self._draw_outline(target, v, (upper_now, lower_now), (above, below))
            if self.style is ArtStyle.FLAT:
                # Drawn teeth are a part of the mouth's shape and bend with it.
                places = fine_map[window] * np.float32(1.0 / sampler.SCALE) + np.array(motion.skin_lag, np.float32)
                x, y = places[..., 0], places[..., 1]
            else:
                x, y = self._skull_places(window, origin, motion.to_skull)
            inside = self.interior.sample(
                x, y, v[window], upper_now[window], lower_now[window], (self.lower - self.upper)[index[window]],
                motion.jaw_shift,
            )  # fmt: skip
            if self.interior.holds_reference:
                rim = self._resting_rim(v[window], index[window], (upper_line, lower_line))
                inside += (sampler.read(fine_map[window]) - inside) * rim[..., None]
            contour.paint_gap(target, window, inside, between)
        if motion.tongue:
            self._stick_out_tongue(target, position, v, (upper_now, lower_now), motion.tongue)

    def _resting_rim(
        self, v: NDArray[np.float32], index: NDArray[np.int32], lines: tuple[Table, Table]
    ) -> NDArray[np.float32]:
        """How far the pixel along each lip still is the picture's own mixture of lip and tooth: while the lip rests."""
        weights = []
        for now, rest, side in ((lines[0], self.upper, 1.0), (lines[1], self.lower, -1.0)):
            still = np.clip(1.0 - np.abs(now - rest), 0.0, 1.0).astype(np.float32)
            weights.append(still[index] * np.clip(1.8 - np.float32(side) * (v - now[index]), 0.0, 1.0))
        return np.asarray(np.maximum(*weights), np.float32)

    @staticmethod
    def _skull_places(
        window: tuple[slice, slice], origin: tuple[int, int], to_skull: NDArray[np.float64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where in the reference the pixels of a window of the patch lie on the skull."""
        rows, columns = window
        x = np.arange(columns.start, columns.stop, dtype=np.float64) + origin[0]
        y = (np.arange(rows.start, rows.stop, dtype=np.float64) + origin[1])[:, None]
        (a, b, c), (d, e, f) = to_skull
        return (a * x + b * y + c).astype(np.float32), (d * x + e * y + f).astype(np.float32)

    def _draw_outline(
        self,
        target: NDArray[np.uint8],
        v: NDArray[np.float32],
        lines: tuple[NDArray[np.float32], NDArray[np.float32]],
        skins: tuple[NDArray[np.float32], NDArray[np.float32]],
    ) -> None:
        """Give an opened drawn mouth its outline, in place: half of the stroke it was drawn with on either side."""
        upper_now, lower_now = lines
        opened = np.clip((lower_now - upper_now) * np.float32(0.5), 0.0, 1.0)
        width = max(1.0, OUTLINE_WIDTH * self.eye_distance_px)
        stroke = np.maximum(
            contour.coverage(width - (upper_now - v)) * skins[0], contour.coverage(width - (v - lower_now)) * skins[1]
        )
        stroke *= opened
        window = contour.gap_window(stroke)
        if window is not None:
            colour = np.array([*self.interior.palette.line, 255.0], np.float32)
            contour.paint_gap(target, window, np.broadcast_to(colour, (*stroke[window].shape, 4)), stroke)

    def _shade_line(
        self,
        target: NDArray[np.uint8],
        v: NDArray[np.float32],
        index: NDArray[np.int32],
        lines: tuple[Table, Table],
        closing: float,
    ) -> None:
        """Darken where lips meet that were apart in the reference: its picture holds no such shadow."""
        amount = closing * min(1.0, self.gap_px / (0.05 * self.eye_distance_px))
        if amount < 0.02:
            return
        opened = lines[1] - lines[0]
        middle = 0.5 * (lines[0] + lines[1])
        width = max(1.0, 0.020 * self.eye_distance_px)
        # The shadow goes where the lips part again; there the mouth's inside is dark by itself.
        strength = LINE_SHADOW * amount * LINE_LENS * np.exp(-opened / width)
        distance = (v - middle[index]) * np.float32(1.0 / width)
        window = contour.gap_window(np.float32(2.2) - np.abs(distance))
        if window is None:
            return
        near = distance[window]
        darkening = strength.astype(np.float32)[index[window]] * np.exp(-near * near)
        # Skin in shadow turns redder, not grey.
        red, other = (1.0 - np.float32(share) * darkening for share in (0.82, 1.06))
        layers = cv2.merge([red, other, other, np.ones_like(red)])
        np.copyto(target[window], cv2.multiply(target[window], layers, dtype=cv2.CV_8U))

    def _shift_readers(
        self, upper_line: Table, lower_line: Table, motion: MouthMotion
    ) -> tuple[contour.ShiftReader, contour.ShiftReader]:
        """By how many pixels along v the skin above and below is read from elsewhere, at v and table positions."""
        staying = self.stay_lens * np.float32(motion.stay)
        upper_travel = upper_line + staying * self.jaw_across - self.upper + motion.upper_in
        lower_travel = lower_line - self.lower - motion.lower_in
        room_above = self.room_above_px + np.maximum(upper_travel, 0.0)
        room_below = self.room_below_px + np.maximum(-lower_travel, 0.0)
        above = contour.shift_reader(upper_line, upper_travel, room_above, LIP_RIGID, is_above=True)
        below = contour.shift_reader(lower_line, lower_travel, room_below, LIP_RIGID, is_above=False)
        return above, below

    def _held(
        self, fine_map: NDArray[np.float32], index: NDArray[np.int32], motion: MouthMotion, scale: int
    ) -> NDArray[np.float32]:
        """The map of the skin above the lips: it holds its place while the jaw drops."""
        if not motion.stay:
            return fine_map
        held = self.jaw_at(fine_map[..., 0] / scale, fine_map[..., 1] / scale)
        held *= ((self.stay_lens * np.float32(motion.stay * scale))[index])[..., None]
        held += fine_map
        return held

    def _stick_out_tongue(
        self,
        target: NDArray[np.uint8],
        position: NDArray[np.float32],
        v: NDArray[np.float32],
        lines: tuple[NDArray[np.float32], NDArray[np.float32]],
        amount: float,
    ) -> None:
        u = contour.u_of(position)
        colours = target.astype(np.float32)
        reach = amount * TONGUE_REACH * self.frame.half_width_px
        self.interior.lay_tongue(colours, u, v, lines[0], lines[1], reach, self.frame.half_width_px)
        np.copyto(target, np.clip(colours + 0.5, 0, 255).astype(np.uint8))
