"""The puppet engine: the reference's own pixels, moved."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect
from studio.core.jobs import CancelToken
from studio.engines.base import EngineInfo
from studio.engines.puppet import motion as motions
from studio.engines.puppet import topology as topo
from studio.engines.puppet import warp
from studio.engines.puppet.eyes import EyePart
from studio.engines.puppet.fields import HEAD_FIELDS, SolidSides, build_fields
from studio.engines.puppet.frame import build_frame
from studio.engines.puppet.mouth import MouthPart
from studio.engines.puppet.rest import measure_rest
from studio.engines.puppet.shading import Shading
from studio.models.controls import Pose, clamped
from studio.models.face import FaceReference

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
        self._eyes = {
            "Right": _eye(self._source, local, "Right", reference),
            "Left": _eye(self._source, local, "Left", reference),
        }
        self._mouth = MouthPart(self._source, local, self.frame.eye_distance_px, reference.style)
        self._jaw = self._mouth.learn_jaw(self.bank.fields[self.bank.index["jawOpen"]], self.frame.stride_px)
        self._shading = Shading(self.frame, reference.style)
        self.rest = measure_rest(points)

    def draw(self, pose: Pose, seed: int = 0) -> NDArray[np.uint8]:
        """Draw one pose; see `EngineSession.draw`."""
        del seed
        values = clamped(pose)
        result = self._pixels.copy()
        if values:
            self._draw_into(result, values)
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

    def forward_field(self, pose: Pose) -> NDArray[np.float32]:
        """The skin's displacement on the grid, (gh, gw, 2) float32 pixels, lids and lips apart."""
        weights = motions.field_weights(clamped(pose), self.rest)
        return warp.unfolded(self.bank.combined(weights), self.frame.stride_px)

    def _draw_into(self, result: NDArray[np.uint8], pose: dict[str, float]) -> None:
        roi, stride = self.frame.roi, self.frame.stride_px
        forward = self.forward_field(pose)
        backward = warp.inverted(forward, stride)
        patch = result[roi.y : roi.bottom, roi.x : roi.right]
        active = _active_rect(backward, stride, roi)
        if active.area:
            fine_map = self._sampler.map_of(backward, stride, active)
            np.copyto(patch[_slices(active)], self._sampler.read(fine_map))
        self._draw_parts(patch, backward, forward, pose)
        self._shading.apply(patch, backward, pose)
        if self._hidden is not None:
            self._restore_hidden(patch, active)

    def _restore_hidden(self, patch: NDArray[np.uint8], active: Rect) -> None:
        """Give pixels that were and are fully transparent their original hidden bytes back."""
        assert self._hidden is not None
        roi, window = self.frame.roi, _slices(active)
        still_hidden = self._hidden[window] & (patch[window][..., 3] == 0)
        original = self._pixels[roi.y : roi.bottom, roi.x : roi.right][window]
        rows, columns = np.nonzero(still_hidden)
        patch[window][rows, columns] = original[rows, columns]

    def _draw_parts(
        self, patch: NDArray[np.uint8], backward: NDArray[np.float32], forward: NDArray[np.float32], pose: Pose
    ) -> None:
        stride = self.frame.stride_px
        for side, eye in self._eyes.items():
            eye_motion = motions.eye_motion(pose, side)
            if not eye_motion.is_still:
                area = self._moved_box(eye.box, forward)
                eye.draw(patch[_slices(area)], self._sampler, self._sampler.map_of(backward, stride, area), eye_motion)
        mouth = self._mouth
        mouth_motion = motions.mouth_motion(pose, mouth, self._jaw)
        if not mouth_motion.is_still:
            area = self._moved_box(mouth.box_for(mouth_motion), forward)
            fine_map = self._sampler.map_of(backward, stride, area)
            mouth.draw(patch[_slices(area)], self._sampler, fine_map, mouth_motion)

    def _moved_box(self, box: Rect, forward: NDArray[np.float32]) -> Rect:
        """Where a part's box lands, with room for all its pixels."""
        stride = self.frame.stride_px
        window = forward[
            max(0, box.y // stride - 1) : box.bottom // stride + 2,
            max(0, box.x // stride - 1) : box.right // stride + 2,
        ].reshape(-1, 2)
        low, high = np.floor(window.min(0)).astype(int) - 1, np.ceil(window.max(0)).astype(int) + 1
        x, y = box.x + min(0, int(low[0])), box.y + min(0, int(low[1]))
        right, bottom = box.right + max(0, int(high[0])), box.bottom + max(0, int(high[1]))
        return Rect(x, y, right - x, bottom - y).intersection(Rect(0, 0, self.frame.roi.width, self.frame.roi.height))


class PuppetEngine:
    """The default engine; see `studio.engines.base.Engine`."""

    info = EngineInfo(
        id="puppet",
        title="Puppet (moves the picture's own pixels)",
        keeps_pixels=True,
        is_deterministic=True,
        needs_download=False,
    )

    def open(self, reference: FaceReference, cancel: CancelToken | None = None) -> PuppetSession:
        """Prepare a character; takes about a tenth of a second for a 512 px face."""
        if cancel is not None:
            cancel.check()
        return PuppetSession(reference)


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


def _slices(area: Rect) -> tuple[slice, slice]:
    return slice(area.y, area.bottom), slice(area.x, area.right)


def _active_rect(backward: NDArray[np.float32], stride: int, roi: Rect) -> Rect:
    """The part of the region that moves, pixels of the region."""
    moving = np.abs(backward).max(-1) > STILL_PX
    rows, columns = np.flatnonzero(moving.any(1)), np.flatnonzero(moving.any(0))
    if not len(rows):
        return Rect(0, 0, 0, 0)
    y, x = max(0, (rows[0] - 1) * stride), max(0, (columns[0] - 1) * stride)
    bottom, right = min(roi.height, (rows[-1] + 2) * stride), min(roi.width, (columns[-1] + 2) * stride)
    return Rect(int(x), int(y), int(right - x), int(bottom - y))
