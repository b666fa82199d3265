"""The puppet engine: the reference's own pixels, moved."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.geometry import Rect, similarity
from studio.core.jobs import CancelToken
from studio.engines.base import EngineInfo
from studio.engines.puppet import contour, warp
from studio.engines.puppet import motion as motions
from studio.engines.puppet import topology as topo
from studio.engines.puppet.contour import SlitFrame
from studio.engines.puppet.eyes import EyePart
from studio.engines.puppet.fields import HEAD_FIELDS, SolidSides, build_fields
from studio.engines.puppet.frame import build_frame
from studio.engines.puppet.mouth import MouthMotion, MouthPart
from studio.engines.puppet.rest import measure_rest
from studio.engines.puppet.shading import Shading
from studio.models.controls import Pose, clamped
from studio.models.face import MESH_POINT_COUNT, ArtStyle, FaceReference

IN_SIGHT_PX = 4.0
"""An eye or a mouth of which less is in the picture does not move on its own."""
TEETH_FREE, OWN_TEETH_FREE = 0.12, 0.015
"""How far the upper lip may rise off painted teeth, and off those of the picture, eye distances."""
OPEN_GAP_PX = 0.5
"""Gap of the lips in the reference from which on something shows between them."""
STILL_PX = 0.01
"""Displacement below which a pixel stays exactly as it is."""


class PuppetSession:
    """One character on strings; see `studio.engines.base.EngineSession`."""

    def __init__(self, reference: FaceReference) -> None:
        picture, points = reference.picture, reference.mesh.points
        self._pixels = picture.pixels
        size = (picture.width, picture.height)
        self.frame = build_frame(points, size, picture.has_alpha)
        roi = self.frame.roi
        original = self._pixels[roi.y : roi.bottom, roi.x : roi.right]
        self._source = _with_filled_colours(original)
        self._sampler = warp.Sampler(self._source)
        # Fully transparent pixels keep their own hidden bytes wherever nothing visible comes to lie.
        self._hidden = original[..., 3] == 0 if picture.has_alpha else None
        self.bank = build_fields(self.frame, picture.has_alpha, _solid_sides(self._pixels))
        local = points[:, :2].astype(np.float64) - np.array([roi.x, roi.y])
        # What the picture's edge has cut off cannot be taken apart: there only the skin moves.
        self._eyes = {
            side: _eye(self._source, local, side, reference)
            for side, corners in (("Right", topo.EYE_CORNERS_RIGHT), ("Left", topo.EYE_CORNERS_LEFT))
            if _is_in_sight(local[list(corners)], roi)
        }
        self._mouth: MouthPart | None = None
        if _is_in_sight(local[[*topo.MOUTH_CORNERS, *topo.LIP_MIDDLES]], roi):
            self._mouth = MouthPart(self._source, local, self.frame.eye_distance_px, reference.style)
            self._jaw = self._mouth.learn_jaw(self.bank.fields[self.bank.index["jawOpen"]], self.frame.stride_px)
        self._shading = Shading(self.frame, reference.style)
        # Ends and middle of the mouth: there head and expression are told apart, see `_to_skull`.
        mouth_frame = SlitFrame.from_corners(*local[list(topo.MOUTH_CORNERS)])
        self._mouth_places = mouth_frame.to_picture(np.array([-0.9, 0.9, 0.0]), np.zeros(3)).astype(np.float64)
        stride = self.frame.stride_px
        self._mouth_fields = np.stack([_read_at(one, self._mouth_places, stride) for one in self.bank.fields])
        self._style = reference.style
        self._points = points
        self.rest = measure_rest(points)

    def draw(self, pose: Pose, seed: int = 0) -> NDArray[np.uint8]:
        """Draw one pose; see `EngineSession.draw`."""
        del seed
        values = clamped(pose)
        result = self._pixels.copy()
        if values:
            self._draw_into(result, motions.acted(values, self._style))
        return result

    def draw_many(
        self, poses: Sequence[Pose], seed: int = 0, cancel: CancelToken | None = None
    ) -> list[NDArray[np.uint8]]:
        """Draw several poses; see `EngineSession.draw_many`."""
        pictures = []
        for pose in poses:
            if cancel is not None:
                cancel.check()
            pictures.append(self.draw(pose, seed))
        return pictures

    def reach_mask(self, with_head: bool = True) -> NDArray[np.bool_]:
        """Where any pose may change the picture, (H, W) bool; outside, every byte is the reference's own.

        Args:
            with_head: Whether the head may turn; without, the mask holds the face alone.
        """
        stride, roi = self.frame.stride_px, self.frame.roi
        chosen = [i for name, i in self.bank.index.items() if with_head or name not in HEAD_FIELDS]
        moving = (np.abs(self.bank.fields[chosen]).max(axis=(0, -1)) > 0).astype(np.uint8)
        # Upsampling spreads a node's motion over its neighbours, and pixels travel by up to the largest motion.
        travel = int(np.ceil(np.abs(self.bank.fields[chosen]).max() / stride)) + 3
        moving = cv2.dilate(moving, np.ones((2 * travel + 1, 2 * travel + 1), np.uint8))
        full = cv2.resize(moving, (moving.shape[1] * stride, moving.shape[0] * stride), interpolation=cv2.INTER_NEAREST)
        mask = np.zeros(self._pixels.shape[:2], bool)
        mask[roi.y : roi.bottom, roi.x : roi.right] = full[: roi.height, : roi.width] > 0
        for eye in self._eyes.values():
            mask[roi.y + eye.box.y : roi.y + eye.box.bottom, roi.x + eye.box.x : roi.x + eye.box.right] = True
        return mask

    def close(self) -> None:
        """Nothing is held beyond this object."""

    def track(self, pose: Pose) -> NDArray[np.float32]:
        """Where the landmarks lie in a pose, (478, 2) float32 pixels; much cheaper than drawing it."""
        from studio.engines.puppet.tracking import tracked_points

        return tracked_points(self, self._points, pose)

    def forward_field(self, pose: Pose) -> NDArray[np.float32]:
        """The skin's displacement on the grid, (gh, gw, 2) float32 pixels, lids and lips apart."""
        return self._forward(motions.acted(clamped(pose), self._style))

    def _forward(self, acted: Pose) -> NDArray[np.float32]:
        weights = motions.field_weights(acted, self.rest)
        return warp.unfolded(self.bank.combined(weights), self.frame.stride_px)

    def _draw_into(self, result: NDArray[np.uint8], pose: dict[str, float]) -> None:
        roi, stride = self.frame.roi, self.frame.stride_px
        forward = self._forward(pose)
        backward = warp.inverted(forward, stride)
        patch = result[roi.y : roi.bottom, roi.x : roi.right]
        parts = self._moving_parts(forward, pose)
        # One map serves the skin and the parts that lie on it.
        active = _active_rect(backward, stride, roi)
        window = active
        for part in parts:
            window = window.union(part.area) if window.area else part.area
        if not window.area:
            return
        fine_map = self._sampler.map_of(backward, stride, window)
        if active.area:
            self._sampler.read_into(patch[_slices(active)], fine_map[_slices(_within(active, window))])
        self._draw_parts(patch, fine_map, window, parts)
        self._shading.apply(patch, backward, pose)
        if self._hidden is not None:
            self._restore_hidden(patch, window)

    def _restore_hidden(self, patch: NDArray[np.uint8], active: Rect) -> None:
        """Give pixels that were and are fully transparent their original hidden bytes back."""
        assert self._hidden is not None
        roi, window = self.frame.roi, _slices(active)
        still_hidden = self._hidden[window] & (patch[window][..., 3] == 0)
        original = self._pixels[roi.y : roi.bottom, roi.x : roi.right][window]
        rows, columns = np.nonzero(still_hidden)
        patch[window][rows, columns] = original[rows, columns]

    def _moving_parts(self, forward: NDArray[np.float32], pose: Pose) -> list[MovingPart]:
        """Eyes and mouth that move, each with the area it is drawn on."""
        parts: list[MovingPart] = []
        for side, eye in self._eyes.items():
            eye_motion = motions.eye_motion(pose, side)
            if eye_motion.is_still:
                continue
            area = self._moved_box(eye.box, forward)
            if area.area:
                parts.append(MovingPart(area, partial(eye.draw, motion=eye_motion), eye.frame, 1.03))
        mouth = self._mouth
        if mouth is None:
            return parts
        mouth_motion = motions.mouth_motion(pose, mouth, self._jaw)
        if not mouth_motion.is_still or self._shows_teeth_through_moving_lips(mouth, forward):
            lift = self._teeth_lift(mouth, mouth_motion, pose)
            follows_skin = mouth_motion.is_still and not lift.any()
            x, y = mouth_motion.jaw_shift
            mouth_motion = replace(
                mouth_motion, to_skull=self._to_skull(forward, pose, lift), jaw_shift=(x - lift[0], y - lift[1])
            )
            area = self._moved_box(mouth.box_for(mouth_motion), forward)
            painter = partial(mouth.draw, motion=mouth_motion, origin=(area.x, area.y))
            if area.area:
                parts.append(MovingPart(area, painter, mouth.frame, 1.03 * mouth.reach, follows_skin))
        return parts

    def _shows_teeth_through_moving_lips(self, mouth: MouthPart, forward: NDArray[np.float32]) -> bool:
        """Whether what lies between lips that are open in the reference must be kept from moving with the skin.

        Always, and not only once the lips themselves part: otherwise teeth would jump at the first such moment.
        """
        if mouth.gap_px < OPEN_GAP_PX:
            return False
        return bool(np.abs(_read_at(forward, self._mouth_places, self.frame.stride_px)).max() > STILL_PX)

    def _to_skull(self, forward: NDArray[np.float32], pose: Pose, lift: NDArray[np.float64]) -> NDArray[np.float64]:
        """From places of the drawn picture to those of the reference, as the head alone moves the mouth's surroundings.

        What the head does is what is left of the whole motion once the expression's own share is taken off.
        """
        weights = motions.field_weights(pose, self.rest)
        if not any(weights.get(name) for name in HEAD_FIELDS):
            return np.array([[1.0, 0.0, -lift[0]], [0.0, 1.0, -lift[1]]])
        moved = _read_at(forward, self._mouth_places, self.frame.stride_px)
        for name, weight in weights.items():
            if name not in HEAD_FIELDS and name in self.bank.index:
                moved = moved - weight * self._mouth_fields[self.bank.index[name]]
        return similarity((self._mouth_places + moved + lift)[:2], self._mouth_places[:2])

    def _teeth_lift(self, mouth: MouthPart, motion: MouthMotion, pose: Pose) -> NDArray[np.float64]:
        """(2,) pixels by which teeth are drawn along when the upper lip rises far.

        They are not in truth; but a lip that left them whole would bare gum that the picture does not hold.
        """
        if self._style is ArtStyle.FLAT:
            return np.zeros(2)
        across = mouth.frame.across.astype(np.float64)
        rises = np.zeros(3)
        for name, weight in motions.field_weights(pose, self.rest).items():
            if name not in HEAD_FIELDS and name != "jawOpen" and name in self.bank.index:
                rises -= weight * (self._mouth_fields[self.bank.index[name]] @ across)
        # What only one side does must not move the teeth of the other.
        common = min(rises[0], rises[1])
        rise = min(0.5 * (common + rises[2]), common) + float(motion.upper_up.max())
        free = (OWN_TEETH_FREE if mouth.interior.has_own_teeth else TEETH_FREE) * mouth.size_px
        return np.asarray(-across * max(0.0, rise - free))

    def _draw_parts(
        self, patch: NDArray[np.uint8], fine_map: NDArray[np.float32], window: Rect, parts: list[MovingPart]
    ) -> None:
        """Draw eyes and mouth on the moved skin."""
        areas = [part.area for part in parts]
        overlap = any(one.intersection(other).area for i, one in enumerate(areas) for other in areas[i + 1 :])

        def draw(part: MovingPart) -> None:
            target = patch[_slices(part.area)]
            part_map = fine_map[_slices(_within(part.area, window))]
            if not overlap and not part.follows_skin:
                part.paint(target, self._sampler, part_map)
                return
            # On a tilted face the upright areas overlap: each part then writes only along its own slit. And what
            # only goes along with the skin leaves alone what the skin leaves alone.
            drawn = target.copy()
            part.paint(drawn, self._sampler, part_map)
            position, _ = part.frame.to_local_fast(part_map, self._sampler.SCALE)
            is_its = contour.is_within(position, part.reach)
            if part.follows_skin:
                is_its &= self._sampler.is_moved(part_map, part.area)
            np.copyto(target, drawn, where=is_its[..., None])

        for part in parts:
            draw(part)

    def _moved_box(self, box: Rect, forward: NDArray[np.float32]) -> Rect:
        """Where a part's box lands, with room for all its pixels."""
        stride = self.frame.stride_px
        window = forward[
            max(0, box.y // stride - 1) : box.bottom // stride + 2,
            max(0, box.x // stride - 1) : box.right // stride + 2,
        ]
        along_x, along_y = cv2.split(window)
        left, right_most, _, _ = cv2.minMaxLoc(along_x)
        up, down, _, _ = cv2.minMaxLoc(along_y)
        x, y = box.x + min(0, math.floor(left) - 1), box.y + min(0, math.floor(up) - 1)
        right, bottom = box.right + max(0, math.ceil(right_most) + 1), box.bottom + max(0, math.ceil(down) + 1)
        return Rect(x, y, right - x, bottom - y).intersection(Rect(0, 0, self.frame.roi.width, self.frame.roi.height))


class PuppetEngine:
    """The default engine; see `studio.engines.base.Engine`."""

    info = EngineInfo(
        id="puppet",
        title="Puppet",
        keeps_pixels=True,
        is_deterministic=True,
        needs_download=False,
        summary="moves the picture's own pixels",
    )

    def open(self, reference: FaceReference, cancel: CancelToken | None = None) -> PuppetSession:
        """Prepare a character; takes about a tenth of a second for a 512 px face."""
        if cancel is not None:
            cancel.check()
        _check(reference)
        return PuppetSession(reference)


def _check(reference: FaceReference) -> None:
    """Refuse what is no picture with a whole mesh."""
    points, pixels = reference.mesh.points, reference.picture.pixels
    if points.shape != (MESH_POINT_COUNT, 3) or not np.isfinite(points).all():
        raise InputError(
            "The face's landmarks are incomplete: some of them are missing or no numbers.",
            "Find the face again, or place the anchors by hand.",
            "face.landmarks",
        )
    if pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype != np.uint8:
        raise InputError(
            "The picture is not made of red, green, blue and alpha bytes.", "Load it again.", "picture.kind"
        )


def _is_in_sight(points: NDArray[np.float64], roi: Rect) -> bool:
    """Whether the bounding box of a part's points, (N, 2) pixels of the region, shows in the region."""
    low, high = points.min(0), points.max(0)
    seen = np.minimum(high, (roi.width - 1, roi.height - 1)) - np.maximum(low, 0.0)
    # A part may be a straight line; its longer side counts, and the shorter one must not lie outside.
    return bool(seen.min() >= 0.0 and seen.max() >= IN_SIGHT_PX)


def _eye(source: NDArray[np.uint8], points: NDArray[np.float64], side: str, reference: FaceReference) -> EyePart:
    is_right = side == "Right"
    upper = topo.EYE_UPPER_RIGHT if is_right else topo.EYE_UPPER_LEFT
    lower = topo.EYE_LOWER_RIGHT if is_right else topo.EYE_LOWER_LEFT
    iris = topo.IRIS_RIGHT if is_right else topo.IRIS_LEFT
    brow = topo.BROW_LOWER_RIGHT if is_right else topo.BROW_LOWER_LEFT
    return EyePart(
        source, points[list(upper)], points[list(lower)], points[list(iris)], points[list(brow)], reference.style
    )


def _solid_sides(pixels: NDArray[np.uint8]) -> SolidSides:
    """Which sides of the picture cut through something visible: left, top, right, bottom."""
    alpha = pixels[..., 3] > 16
    left, top, right, bottom = (bool(line.mean() > 0.02) for line in (alpha[:, 0], alpha[0], alpha[:, -1], alpha[-1]))
    return left, top, right, bottom


def _with_filled_colours(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A copy whose fully transparent pixels carry a neighbouring colour, so that sampling never shows hidden ones."""
    source = np.ascontiguousarray(pixels).copy()
    hidden = source[..., 3] == 0
    if hidden.any() and not hidden.all():
        _, labels = cv2.distanceTransformWithLabels(
            hidden.astype(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL
        )
        nearest = np.zeros((int(labels.max()) + 1, 3), np.uint8)
        nearest[labels[~hidden]] = source[~hidden][:, :3]
        source[hidden, :3] = nearest[labels[hidden]]
    return source


@dataclass(frozen=True, slots=True)
class MovingPart:
    """An eye or the mouth in one picture.

    Attributes:
        area: Where it is drawn, pixels of the region of interest.
        paint: Draws it on a patch, given the sampler and the map of the patch's pixels.
        frame: Its slit.
        reach: Up to which ``|u|`` it changes anything.
        follows_skin: Whether it changes only what the skin around it moves.
    """

    area: Rect
    paint: Callable[[NDArray[np.uint8], warp.Sampler, NDArray[np.float32]], None]
    frame: SlitFrame
    reach: float
    follows_skin: bool = False


def _within(area: Rect, window: Rect) -> Rect:
    """An area in the coordinates of a window that holds it."""
    return Rect(area.x - window.x, area.y - window.y, area.width, area.height)


def _read_at(field_px: NDArray[np.float32], places: NDArray[np.float64], stride_px: int) -> NDArray[np.float64]:
    """A grid field at places (n, 2) of the region of interest, (n, 2) pixels."""
    column, row = ((places.astype(np.float32) + np.float32(0.5)) / np.float32(stride_px) - np.float32(0.5)).T
    read = cv2.remap(field_px, column[None], row[None], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(read[0], np.float64)


def _slices(area: Rect) -> tuple[slice, slice]:
    return slice(area.y, area.bottom), slice(area.x, area.right)


def _active_rect(backward: NDArray[np.float32], stride: int, roi: Rect) -> Rect:
    """The part of the region that moves, pixels of the region."""
    along_x, along_y = cv2.split(np.abs(backward))
    column, row, width, height = cv2.boundingRect((cv2.max(along_x, along_y) > STILL_PX).astype(np.uint8))
    if not width:
        return Rect(0, 0, 0, 0)
    y, x = max(0, (row - 1) * stride), max(0, (column - 1) * stride)
    bottom, right = min(roi.height, (row + height + 1) * stride), min(roi.width, (column + width + 1) * stride)
    return Rect(x, y, right - x, bottom - y)
