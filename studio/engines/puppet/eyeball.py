"""The eyeball behind the lids: white without the iris, iris without the lids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect
from studio.engines.puppet import contour
from studio.engines.puppet.contour import SlitFrame, Table
from studio.models.face import ArtStyle


@dataclass(frozen=True, slots=True, eq=False)
class Eyeball:
    """Layers in the pixels of an eye's box.

    Attributes:
        box: Where the box lies in the region of interest.
        white: (h, w, 4) float32 0…255: the eyeball without its iris, continued under the lids.
        iris: (h, w, 4) float32: colour 0…255 and, in the last channel, how much it covers, 0…1.
        residual: (h, w, 4) float32: the reference minus the layers at rest: reflections, shadows, lashes.
        inner: (h, w) float32 0…1: where the residual counts even when the lid is drawn up.
        outer: (h, w) float32 0…1: the opening in the reference.
        iris_radius_px: Mean radius.
    """

    box: Rect
    white: NDArray[np.float32]
    iris: NDArray[np.float32]
    residual: NDArray[np.float32]
    inner: NDArray[np.float32]
    outer: NDArray[np.float32]
    iris_radius_px: float

    def sample(
        self,
        map_x: NDArray[np.float32],
        map_y: NDArray[np.float32],
        shift: tuple[float, float],
        wide: float,
    ) -> NDArray[np.float32]:
        """The eyeball at given places of the region of interest, its iris moved by `shift` pixels; (…, 4) float32."""
        x, y = map_x - np.float32(self.box.x), map_y - np.float32(self.box.y)
        moved = float(np.hypot(*shift))
        ball = _remap(self.white, x, y)
        iris = _remap(self.iris, x - np.float32(shift[0]), y - np.float32(shift[1]))
        cover = iris[..., 3:]
        ball[..., :3] += (iris[..., :3] - ball[..., :3]) * cover
        stays = max(0.0, 1.0 - moved / (0.35 * self.iris_radius_px))
        if stays > 0.0:
            up = min(1.0, 4.0 * wide)
            weight = self.outer + (self.inner - self.outer) * np.float32(up)
            layer = self.residual * (weight * np.float32(stays))[..., None]
            ball += _remap(layer, x, y, cv2.BORDER_CONSTANT)
        np.clip(ball, 0.0, 255.0, out=ball)
        return ball


def _remap(
    layer: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32], border: int = cv2.BORDER_REPLICATE
) -> NDArray[np.float32]:
    return np.asarray(cv2.remap(layer, x, y, cv2.INTER_LINEAR, borderMode=border), np.float32)


def build_eyeball(
    roi_pixels: NDArray[np.uint8],
    box: Rect,
    frame: SlitFrame,
    upper: Table,
    lower: Table,
    iris_points: NDArray[np.floating[Any]],
    style: ArtStyle,
) -> Eyeball:
    """Take an eye apart."""
    crop = roi_pixels[box.y : box.bottom, box.x : box.right].astype(np.float32)
    yy, xx = np.mgrid[0 : box.height, 0 : box.width].astype(np.float32)
    u, v = frame.to_local(xx + box.x, yy + box.y)
    index = contour.table_index(u)
    depth = np.minimum(v - upper[index], lower[index] - v)
    opening_px = float((lower - upper).max())
    outer = contour.coverage(depth)
    outer[np.abs(u) >= 1.0] = 0.0
    # The first pixels below the lid are lash and shadow; they must not become the white of a widened eye.
    margin = max(1.0, 0.10 * opening_px)
    inner = contour.coverage(np.minimum(v - upper[index] - margin, lower[index] - v - 0.4 * margin), 1.5)
    inner[np.abs(u) >= 1.0] = 0.0
    cover, radius = _iris_cover(crop, inner, iris_points - np.array([box.x, box.y]), (xx, yy), frame, style)
    white = _white(crop, inner, cover)
    iris = _complete_iris(crop, inner, cover, white)
    at_rest = white.copy()
    at_rest[..., :3] += (iris[..., :3] - at_rest[..., :3]) * iris[..., 3:]
    return Eyeball(box, white, iris, crop - at_rest, inner, outer, radius)


def _iris_cover(
    crop: NDArray[np.float32],
    inner: NDArray[np.float32],
    points: NDArray[np.floating[Any]],
    grid: tuple[NDArray[np.float32], NDArray[np.float32]],
    frame: SlitFrame,
    style: ArtStyle,
) -> tuple[NDArray[np.float32], float]:
    """How much the iris covers each pixel, the parts under the lids included; and its radius."""
    centre = points[0]
    radius = float(np.median(np.hypot(*(points[1:] - centre).T)))
    half = frame.half_width_px
    if not 0.2 * half < radius < 0.8 * half:
        radius = 0.42 * half
    rx = ry = radius
    if style is ArtStyle.FLAT:
        centre, rx, ry = _drawn_iris(crop, inner, centre, radius, grid)
    dx, dy = grid[0] - np.float32(centre[0]), grid[1] - np.float32(centre[1])
    distance = (1.0 - np.sqrt((dx / rx) ** 2 + (dy / ry) ** 2)) * min(rx, ry)
    softness = max(1.0, 0.12 * radius)
    return contour.coverage(distance.astype(np.float32), softness), 0.5 * (rx + ry)


def _drawn_iris(
    crop: NDArray[np.float32],
    inner: NDArray[np.float32],
    centre: NDArray[np.floating[Any]],
    radius: float,
    grid: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> tuple[NDArray[np.floating[Any]], float, float]:
    """Centre and radii of a drawn iris: tall ellipses that no circle fits. Falls back to the circle."""
    is_open = inner > 0.5
    if is_open.sum() < 20:
        return centre, radius, radius
    light = crop[..., :3].mean(-1)
    bright = np.percentile(light[is_open], 90)
    dark = np.percentile(light[is_open], 10)
    if bright - dark < 30:
        return centre, radius, radius
    is_iris = (is_open & (light < 0.5 * (bright + dark))).astype(np.uint8)
    is_iris = cv2.morphologyEx(is_iris, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8), iterations=2)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(is_iris)
    if count < 2:
        return centre, radius, radius
    best = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    xs, ys = grid[0][labels == best], grid[1][labels == best]
    left, right = np.percentile(xs, [3, 97])
    top, bottom = np.percentile(ys, [2, 98])
    rx = float(np.clip(0.5 * (right - left) + 1, 0.6 * radius, 1.7 * radius))
    ry = float(np.clip(0.5 * (bottom - top) + 1, rx, 2.2 * radius))
    return np.array([0.5 * (left + right), 0.5 * (top + bottom)]), rx, ry


def _white(crop: NDArray[np.float32], inner: NDArray[np.float32], cover: NDArray[np.float32]) -> NDArray[np.float32]:
    """The white of the eye, continued behind the iris and under the lids."""
    known = inner * np.clip(1.0 - 1.8 * cover, 0.0, 1.0)
    # Shadow at the rim of the iris and lashes are darker than the white proper.
    light = crop[..., :3].mean(-1)
    is_known = known > 0.5
    if is_known.sum() >= 6:
        floor = np.percentile(light[is_known], 60)
        known = known * (light >= floor)
    clear = _fallback_white(crop, inner)
    filled = fill_smoothly(crop, known, clear)
    # What lies behind the iris is in nobody's shadow: nearly as light as the clearest white that shows.
    gain = np.clip(0.86 * float(clear[:3].mean()) / np.maximum(filled[..., :3].mean(-1), 1.0), 1.0, 1.4)
    filled[..., :3] = np.minimum(filled[..., :3] * gain[..., None], 255.0)
    return filled


def _fallback_white(crop: NDArray[np.float32], inner: NDArray[np.float32]) -> NDArray[np.float32]:
    is_open = inner > 0.5
    if not is_open.any():
        return np.array([225.0, 220.0, 215.0, 255.0], np.float32)
    colours = crop[is_open]
    light = colours[:, :3].mean(-1)
    return np.asarray(colours[light >= np.percentile(light, 85)].mean(0), np.float32)


def fill_smoothly(
    pixels: NDArray[np.float32], weight: NDArray[np.float32], fallback: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Keep pixels of weight 1 and continue them smoothly elsewhere (normalised convolution over growing scales).

    Args:
        pixels: (h, w, c) float32.
        weight: (h, w) float32 0…1, how far each pixel is known.
        fallback: (c,) colour where nothing is known at any scale.
    """
    filled = np.broadcast_to(fallback, pixels.shape).astype(np.float32)
    side = max(pixels.shape[:2])
    scales = [side * f for f in (0.5, 0.25, 0.12, 0.06, 0.03)]
    for sigma in [max(s, 0.8) for s in scales] + [0.8]:
        mass = _blurred(weight, sigma)
        colour = _blurred(pixels * weight[..., None], sigma)
        trust = np.clip(mass * 12.0, 0.0, 1.0)[..., None]
        filled = filled * (1.0 - trust) + colour / np.maximum(mass, 1e-4)[..., None] * trust
    sure = weight[..., None]
    return np.asarray(filled * (1.0 - sure) + pixels * sure, np.float32)


def _blurred(layer: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Gaussian blur; wide ones on a smaller picture, where they cost little and look the same."""
    height, width = layer.shape[:2]
    factor = max(1, int(sigma / 3.0))
    if factor == 1:
        return np.asarray(cv2.GaussianBlur(layer, (0, 0), sigma), np.float32)
    small = cv2.resize(layer, (max(2, width // factor), max(2, height // factor)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / factor)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _complete_iris(
    crop: NDArray[np.float32],
    inner: NDArray[np.float32],
    cover: NDArray[np.float32],
    white: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Colour and cover of the whole iris; what a lid hides is continued from what shows."""
    known = inner * np.clip(cover * 1.2 - 0.2, 0.0, 1.0)
    fallback = white.reshape(-1, 4).mean(0) * np.array([0.35, 0.35, 0.35, 1.0], np.float32)
    is_known = known > 0.6
    if is_known.any():
        fallback = np.median(crop[is_known], axis=0).astype(np.float32)
    colour = fill_smoothly(crop, known, fallback)
    # Mirror the lower half upwards where the upper lid hides the iris: the pupil stays whole.
    rows = np.where(cover.max(axis=1) > 0.5)[0]
    if len(rows):
        middle = 0.5 * (rows[0] + rows[-1])
        source_row = np.clip(np.round(2 * middle - np.arange(crop.shape[0])), 0, crop.shape[0] - 1).astype(int)
        mirrored, mirrored_known = crop[source_row], known[source_row]
        use = (np.clip(mirrored_known, 0, 1) * (1.0 - np.clip(known, 0, 1)))[..., None]
        colour = colour * (1.0 - use) + mirrored * use
    result = colour.astype(np.float32)
    result[..., 3] = cover
    return result
