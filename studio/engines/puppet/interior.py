"""What shows between parted lips: the reference's own teeth where it has some, painted ones elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect
from studio.engines.puppet import contour
from studio.engines.puppet.contour import SlitFrame, Table
from studio.engines.puppet.eyeball import fill_smoothly
from studio.models.face import ArtStyle

# Sizes in half widths of the mouth.
TEETH_HALF_WIDTH = 0.80
UPPER_TEETH_BELOW_LINE = 0.04
LOWER_TEETH_BELOW_LINE = 0.10
TEETH_FREQUENCY = 7.2
"""Sets the width of a front tooth to a third of half the mouth."""
OWN_TEETH_GROW = 0.16
"""How far above the lip line the teeth of the picture are continued."""
TONGUE_HALF_WIDTH, TONGUE_RISE = 0.66, 0.26

TONGUE_OUT_HALF_WIDTH = 0.46


@dataclass(frozen=True, slots=True)
class MouthPalette:
    """Colours of the inside of a mouth in the picture's own light; RGB 0…255."""

    cavity: tuple[float, float, float]
    deep: tuple[float, float, float]
    teeth: tuple[float, float, float]
    tongue: tuple[float, float, float]
    line: tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Interior:
    """Layers in the pixels of the mouth's box.

    Attributes:
        box: Where the box lies in the region of interest.
        skull: (h, w, 4) uint8, premultiplied colour and cover of what stays with the skull: upper teeth.
        jaw: (h, w, 4) uint8, the same for what goes with the jaw: lower teeth and tongue.
        palette: Colours.
        depth_px: How far below the upper lip its shadow reaches.
        is_flat: Flat art has no shadows.
        has_own_teeth: Whether the teeth are those of the reference.
        holds_reference: Whether anything between the lips is the reference's own.
    """

    box: Rect
    skull: NDArray[np.uint8]
    jaw: NDArray[np.uint8]
    palette: MouthPalette
    depth_px: float
    is_flat: bool
    has_own_teeth: bool
    holds_reference: bool

    def sample(
        self,
        map_x: NDArray[np.float32],
        map_y: NDArray[np.float32],
        v: NDArray[np.float32],
        upper_now: NDArray[np.float32],
        lower_now: NDArray[np.float32],
        own_gap: NDArray[np.float32],
        jaw_shift: tuple[float, float],
    ) -> NDArray[np.float32]:
        """Colours at given places of the region of interest, (…, 4) float32 0…255, opaque.

        Args:
            map_x: Columns of the places on the skull.
            map_y: Their rows.
            v: Their place across the mouth, pixels.
            upper_now: Where the upper lip's edge lies there.
            lower_now: Where the lower lip's edge lies there.
            own_gap: How far the lips are apart there in the reference.
            jaw_shift: Pixels by which the jaw has left the skull.
        """
        x, y = map_x - np.float32(self.box.x), map_y - np.float32(self.box.y)
        opening = np.maximum(lower_now - upper_now, 1.0)
        below_lip = v - upper_now
        height = np.clip(below_lip / opening, 0.0, 1.0)
        # Plane by plane: whole rows of one channel are what the processor is quick at.
        planes = [
            np.float32(deep) + np.float32(cavity - deep) * height
            for deep, cavity in zip(self.palette.deep, self.palette.cavity, strict=True)
        ]
        _over(planes, self.jaw, x - np.float32(jaw_shift[0]), y - np.float32(jaw_shift[1]))
        reach = np.minimum(np.float32(self.depth_px), 0.6 * opening)
        lit = np.clip(below_lip / reach, 0.0, 1.0)
        shadow = 0.70 + 0.30 * lit * (2.0 - lit)
        if self.holds_reference and not self.is_flat:
            # What is in the picture has its shadows already; only what is painted behind it gets ours.
            _darken(planes, shadow)
        _over(planes, self.skull, x, y)
        if not self.is_flat:
            if not self.holds_reference:
                _darken(planes, shadow)
            # Teeth behind lips that have almost closed over them lie in the dark.
            narrow = np.clip(2.0 * opening / np.maximum(own_gap, 1.0), 0.0, 1.0)
            _darken(planes, np.where(own_gap > 1.0, 0.25 + 0.75 * narrow, 1.0))
        return np.asarray(cv2.merge([*planes, np.full_like(planes[0], 255.0)]), np.float32)

    def lay_tongue(
        self,
        colours: NDArray[np.float32],
        u: NDArray[np.float32],
        v: NDArray[np.float32],
        upper_now: NDArray[np.float32],
        lower_now: NDArray[np.float32],
        reach_px: float,
        half_width_px: float,
    ) -> None:
        """Lay a stuck-out tongue over the lower lip, in place.

        Args:
            colours: (h, w, 4) float32 0…255, the mouth drawn so far.
            u: Place along the mouth of its pixels, see `SlitFrame`.
            v: Place across it, pixels.
            upper_now: Where the upper lip's edge lies there.
            lower_now: Where the lower lip's edge lies there.
            reach_px: How far the tip hangs below the lower lip's edge.
            half_width_px: Half the mouth's width.
        """
        across = u / np.float32(TONGUE_OUT_HALF_WIDTH)
        # The root comes from between the lips, the tip is round.
        round_off = np.sqrt(np.clip(1.0 - across * across, 0.0, 1.0))
        tip = lower_now + reach_px * (round_off - 0.30 * (1.0 - round_off))
        top = upper_now + 0.35 * np.maximum(lower_now - upper_now, 0.0)
        side = (1.0 - np.abs(across)) * np.float32(TONGUE_OUT_HALF_WIDTH * half_width_px)
        inside = np.minimum(np.minimum(tip - v, v - top), side)
        cover = contour.coverage(inside.astype(np.float32), 1.2)
        colour = np.broadcast_to(np.array(self.palette.tongue, np.float32) * 1.12, (*u.shape, 3)).copy()
        if self.is_flat:
            edge = contour.coverage((0.09 * half_width_px - inside).astype(np.float32), 1.2)
            colour += (np.array(self.palette.cavity, np.float32) - colour) * (edge * 0.9)[..., None]
        else:
            rounding = np.clip(inside / (0.30 * half_width_px), 0.0, 1.0)
            groove = 1.0 - 0.15 * np.exp(-((u / 0.05) ** 2)) * np.clip((tip - v) / (0.3 * half_width_px), 0.0, 1.0)
            # The root lies in the shadow of the upper teeth.
            root = np.clip((v - top) / max(0.32 * reach_px, 1.0), 0.0, 1.0)
            colour *= ((0.66 + 0.34 * rounding) * groove * (0.30 + 0.70 * root * (2.0 - root)))[..., None]
            shadow = contour.coverage((inside + 0.10 * half_width_px).astype(np.float32), 0.16 * half_width_px)
            colours[..., :3] *= (1.0 - 0.22 * shadow * (v > lower_now))[..., None]
        np.clip(colour, 0.0, 255.0, out=colour)
        colours[..., :3] += (colour - colours[..., :3]) * cover[..., None]


def _darken(planes: list[NDArray[np.float32]], light: NDArray[np.floating[Any]]) -> None:
    """Scale three planes, in place."""
    for plane in planes:
        np.multiply(plane, light, out=plane, casting="same_kind")


def _over(
    planes: list[NDArray[np.float32]], layer: NDArray[np.uint8], x: NDArray[np.float32], y: NDArray[np.float32]
) -> None:
    """Lay a premultiplied layer over three opaque planes, in place."""
    *colours, cover = cv2.split(cv2.remap(layer, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT))
    if cover.any():
        shows_through = 1.0 - cover * np.float32(1.0 / 255.0)
        for plane, colour in zip(planes, colours, strict=True):
            np.multiply(plane, shows_through, out=plane)
            np.add(plane, colour, out=plane)


def _as_bytes(layer: NDArray[np.float32]) -> NDArray[np.uint8]:
    """A premultiplied layer with cover 0…1 as bytes."""
    result = layer.copy()
    result[..., 3] *= 255.0
    return np.clip(result + 0.5, 0, 255).astype(np.uint8)


def build_interior(
    roi_pixels: NDArray[np.uint8],
    box: Rect,
    frame: SlitFrame,
    upper: Table,
    lower: Table,
    points: NDArray[np.floating[Any]],
    eye_distance_px: float,
    style: ArtStyle,
) -> Interior:
    """Paint the inside of a mouth for one face. Layers carry colour premultiplied by cover."""
    palette = mouth_palette(roi_pixels, points, style)
    yy, xx = np.mgrid[0 : box.height, 0 : box.width].astype(np.float32)
    u, v = frame.to_local(xx + box.x, yy + box.y)
    index = contour.table_index(u)
    half = frame.half_width_px
    line_upper, line_lower = upper[index], lower[index]
    # Half a pixel beyond the lips' edges, so that at rest the picture comes out as it went in.
    depth = np.minimum(v - line_upper, line_lower - v)
    own = contour.coverage(depth + 0.6) * (np.abs(u) < 0.97)
    # The rim is covered, but coloured from within: a lip that leaves it must not leave a line of itself behind.
    sure = (contour.coverage(depth, 1.5) * (np.abs(u) < 0.97) > 0.9).astype(np.float32)
    crop = roi_pixels[box.y : box.bottom, box.x : box.right].astype(np.float32)
    has_own_teeth = _shows_teeth(crop, own, lower - upper, eye_distance_px)
    jaw = _jaw_layer(u, v, line_lower, half, palette, style)
    if has_own_teeth:
        skull = _own_layer(crop, own, sure, v - line_upper, half)
    else:
        skull = _upper_teeth(u, v, line_upper, half, palette, style)
        if own.max() > 0.5:
            skull = _stack(skull, _own_layer(crop, own, sure, v - line_upper, 0.0))
    return Interior(
        box,
        _as_bytes(skull),
        _as_bytes(jaw),
        palette,
        0.30 * half,
        style is ArtStyle.FLAT,
        has_own_teeth,
        bool(own.max() > 0.5),
    )


def _shows_teeth(crop: NDArray[np.float32], own: NDArray[np.float32], gap: Table, eye_distance_px: float) -> bool:
    """Whether the reference's mouth is open over bright teeth."""
    if float(gap.max()) < 0.045 * eye_distance_px or own.sum() < 12:
        return False
    inside = crop[own > 0.5][:, :3]
    light = inside.mean(-1)
    saturation = inside.max(-1) - inside.min(-1)
    around = np.median(crop[..., :3].mean(-1))
    return bool(np.mean((light > 0.8 * around) & (saturation < 90)) > 0.35)


def _own_layer(
    crop: NDArray[np.float32],
    own: NDArray[np.float32],
    sure: NDArray[np.float32],
    below_line: NDArray[np.float32],
    grow_px: float,
) -> NDArray[np.float32]:
    """The reference's own mouth interior, continued a little upwards under the lip."""
    colour = fill_smoothly(crop, sure, np.array([120.0, 60.0, 60.0, 255.0], np.float32))[..., :3]
    cover = own.copy()
    if grow_px > 0:
        # Above the line a raised lip uncovers the rest of the teeth, then gum.
        up = np.clip(-below_line / grow_px, 0.0, 1.0)
        beside = cv2.GaussianBlur(sure, (0, 0), max(1.0, 0.10 * grow_px))
        wide = (beside.max(axis=0, keepdims=True) > 0.15).astype(np.float32)
        grown = np.where((below_line < 1.0) & (up < OWN_TEETH_GROW), wide, 0.0)
        cover = np.maximum(cover, grown)
        gum = np.clip((up - 0.5 * OWN_TEETH_GROW) / (0.5 * OWN_TEETH_GROW), 0.0, 1.0) * (own < 0.5)
        colour = colour * (1.0 - gum[..., None] * np.array([0.22, 0.48, 0.46], np.float32))
    return np.asarray(np.concatenate([colour * cover[..., None], cover[..., None]], -1), np.float32)


def _upper_teeth(
    u: NDArray[np.float32],
    v: NDArray[np.float32],
    line: NDArray[np.float32],
    half: float,
    palette: MouthPalette,
    style: ArtStyle,
) -> NDArray[np.float32]:
    arch = np.clip(1.0 - (u / TEETH_HALF_WIDTH) ** 2, 0.0, None)
    edge = line + half * (UPPER_TEETH_BELOW_LINE * arch**0.5 - 0.10 * (u / TEETH_HALF_WIDTH) ** 2)
    if style is not ArtStyle.FLAT:
        edge = edge + half * 0.022 * np.abs(np.sin(_tooth_phase(u) - np.pi / 2))
    cover = contour.coverage(edge - v, max(1.0, 0.03 * half)) * (arch > 0.02)
    colour = _teeth_colour(u, (edge - v) / half, palette, style)
    return np.asarray(np.concatenate([colour * cover[..., None], cover[..., None]], -1), np.float32)


def _jaw_layer(
    u: NDArray[np.float32],
    v: NDArray[np.float32],
    line: NDArray[np.float32],
    half: float,
    palette: MouthPalette,
    style: ArtStyle,
) -> NDArray[np.float32]:
    arch = np.clip(1.0 - (u / (0.92 * TEETH_HALF_WIDTH)) ** 2, 0.0, None)
    edge = line + half * (LOWER_TEETH_BELOW_LINE + 0.12 * (1.0 - arch))
    teeth_cover = contour.coverage(v - edge, max(1.0, 0.03 * half)) * (arch > 0.02)
    teeth = 0.86 * _teeth_colour(u, (v - edge) / half, palette, style)
    tongue_top = line - half * TONGUE_RISE * np.clip(1.0 - (u / TONGUE_HALF_WIDTH) ** 2, 0.0, None) ** 0.6
    inside = (v - tongue_top) * (np.abs(u) < TONGUE_HALF_WIDTH) - (np.abs(u) >= TONGUE_HALF_WIDTH)
    tongue_cover = contour.coverage(inside.astype(np.float32), max(1.0, 0.06 * half))
    tongue = np.broadcast_to(np.array(palette.tongue, np.float32), (*u.shape, 3)).copy()
    if style is not ArtStyle.FLAT:
        shade = 0.72 + 0.28 * np.clip((v - tongue_top) / (0.22 * half), 0.0, 1.0)
        groove = 1.0 - 0.16 * np.exp(-((u / 0.06) ** 2))
        tongue *= (shade * groove * (1.0 - 0.25 * np.abs(u)))[..., None]
    tongue_layer = np.concatenate([tongue * tongue_cover[..., None], tongue_cover[..., None]], -1)
    teeth_layer = np.concatenate([teeth * teeth_cover[..., None], teeth_cover[..., None]], -1)
    return _stack(tongue_layer.astype(np.float32), teeth_layer.astype(np.float32))


def _tooth_phase(u: NDArray[np.float32]) -> NDArray[np.float32]:
    """Teeth grow narrower towards the sides of the arch."""
    return np.asarray(np.arcsin(np.clip(u / TEETH_HALF_WIDTH, -0.98, 0.98)) * TEETH_FREQUENCY + np.pi / 2, np.float32)


def _teeth_colour(
    u: NDArray[np.float32], from_edge: NDArray[np.float32], palette: MouthPalette, style: ArtStyle
) -> NDArray[np.float32]:
    colour = np.broadcast_to(np.array(palette.teeth, np.float32), (*u.shape, 3)).copy()
    if style is ArtStyle.FLAT:
        return colour
    side = 1.0 - 0.50 * np.clip(np.abs(u) / TEETH_HALF_WIDTH, 0.0, 1.0) ** 2.5
    gaps = 1.0 - 0.15 * np.exp(-((np.sin(_tooth_phase(u) - np.pi / 2) / 0.20) ** 2))
    gum = 1.0 - 0.12 * np.clip(from_edge / 0.35, 0.0, 1.0)
    return np.asarray(colour * (side * gaps * gum)[..., None], np.float32)


def _stack(below: NDArray[np.float32], above: NDArray[np.float32]) -> NDArray[np.float32]:
    """Premultiplied layers, one over the other."""
    return np.asarray(above + below * (1.0 - above[..., 3:]), np.float32)


def mouth_palette(roi_pixels: NDArray[np.uint8], points: NDArray[np.floating[Any]], style: ArtStyle) -> MouthPalette:
    """Take the light from skin, lips and eyes, so that the mouth belongs to the picture."""
    skin = _mean_at(roi_pixels, points[[50, 280, 205, 425]], 3)
    lip = _mean_at(roi_pixels, points[[17, 84, 314, 0]], 1)
    eye = _brightest_at(roi_pixels, points[[33, 133, 362, 263]])
    level = float(np.clip(skin.max() / 235.0, 0.25, 1.0))
    # How the light colours things: skin against an ordinary complexion, taken half-way.
    tint = np.clip(skin / np.maximum(skin.max(), 1.0) / np.array([1.0, 0.78, 0.68]), 0.35, 1.0) ** 0.8
    tint /= tint.max()
    if style is ArtStyle.FLAT:
        line = skin * np.array([0.52, 0.26, 0.28])
        teeth = np.minimum(255.0, np.array([252.0, 250.0, 246.0]) * (0.35 + 0.65 * level))
        tongue = 0.45 * lip + 0.55 * np.array([226.0, 112.0, 110.0]) * level
        outline = _darkest_at(roi_pixels, points[[61, 291, 13, 14, 0, 17]])
        tongue = 0.30 * skin + 0.70 * np.array([228.0, 120.0, 116.0]) * level
        return MouthPalette(_rgb(line), _rgb(line), _rgb(teeth), _rgb(tongue), _rgb(outline))
    teeth_level = float(np.clip(max(eye.max(), 0.92 * skin.max()) / 255.0, 0.3, 0.97))
    teeth = 255.0 * teeth_level * np.array([1.0, 0.945, 0.880]) * tint
    red = np.array([0.36, 0.13, 0.12]) * 255.0 * level
    cavity = 0.75 * red + 0.25 * 0.4 * lip
    deep = np.array([0.13, 0.045, 0.045]) * 255.0 * level
    tongue = (0.55 * np.array([196.0, 98.0, 92.0]) * level + 0.45 * lip) * tint * 0.92
    return MouthPalette(_rgb(cavity), _rgb(deep), _rgb(teeth), _rgb(tongue), _rgb(deep))


def _rgb(colour: NDArray[np.floating[Any]]) -> tuple[float, float, float]:
    r, g, b = (float(np.clip(c, 0, 255)) for c in colour)
    return r, g, b


def _mean_at(pixels: NDArray[np.uint8], places: NDArray[np.floating[Any]], radius: int) -> NDArray[np.float64]:
    found = []
    for x, y in np.round(places[:, :2]).astype(int):
        patch = pixels[max(0, y - radius) : y + radius + 1, max(0, x - radius) : x + radius + 1]
        if patch.size:
            found.append(patch.reshape(-1, 4)[:, :3].mean(0))
    return np.median(found, axis=0) if found else np.array([200.0, 160.0, 140.0])


def _darkest_at(pixels: NDArray[np.uint8], places: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """The colour of the line that a mouth is drawn with."""
    low = np.floor(places[:, :2].min(0)).astype(int)
    high = np.ceil(places[:, :2].max(0)).astype(int) + 1
    patch = pixels[max(0, low[1]) : high[1], max(0, low[0]) : high[0], :3].reshape(-1, 3)
    if not len(patch):
        return np.array([40.0, 20.0, 20.0])
    light = patch.mean(-1)
    return np.asarray(patch[light <= np.percentile(light, 4)].mean(0), np.float64)


def _brightest_at(pixels: NDArray[np.uint8], corners: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    low = np.floor(corners[:, :2].min(0)).astype(int) - 2
    high = np.ceil(corners[:, :2].max(0)).astype(int) + 3
    patch = pixels[max(0, low[1]) : high[1], max(0, low[0]) : high[0], :3].reshape(-1, 3)
    if not len(patch):
        return np.array([230.0, 230.0, 230.0])
    light = patch.mean(-1)
    return np.asarray(patch[light >= np.percentile(light, 97)].mean(0), np.float64)
