"""Displacement fields of all controls on the grid of one face, and the head's turning."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator

from studio.engines.puppet import muscles
from studio.engines.puppet import topology as topo
from studio.engines.puppet.frame import FaceFrame

HEAD_FIELDS = ("yaw_sin", "yaw_cos", "pitch_sin", "pitch_cos", "roll_sin", "roll_cos")
PIVOT_DEPTH = 0.30
"""Depth about which the head turns; between nose and ear, so that the face stays in its place."""
SIDE_FADE = 1.1
"""Over which distance from such a side the head's motion grows to its full size, eye distances."""
SolidSides = tuple[bool, bool, bool, bool]
"""Left, top, right, bottom: whether the picture's side cuts through something visible."""
NECK = (0.0, 2.3)
"""Where the head tilts, canonical."""


@dataclass(frozen=True, slots=True, eq=False)
class FieldBank:
    """All fields of one face.

    Attributes:
        names: Field names in order.
        index: Name -> position.
        fields: (n, gh, gw, 2) float32, pixels at weight 1.
    """

    names: tuple[str, ...]
    index: dict[str, int]
    fields: NDArray[np.float32]

    def combined(self, weights: dict[str, float]) -> NDArray[np.float32]:
        """The weighted sum, (gh, gw, 2) float32 pixels."""
        total = np.zeros(self.fields.shape[1:], np.float32)
        for name, weight in weights.items():
            position = self.index.get(name)
            if position is not None and weight:
                total += self.fields[position] * np.float32(weight)
        return total


def build_fields(frame: FaceFrame, is_cut_out: bool, solid_sides: SolidSides) -> FieldBank:
    """Compute every field once for a face.

    Args:
        frame: Its coordinates.
        is_cut_out: Whether the background is transparent.
        solid_sides: Sides of the picture that cut through something visible.
    """
    q = frame.canonical
    canonical_fields: dict[str, NDArray[np.float32]] = {
        name: muscles.displacement(q, pulls) * muscles.side_mask(name, q)[..., None]
        for name, pulls in muscles.PULLS.items()
        if pulls
    }
    share = muscles.jaw_share(q)
    zero = np.zeros_like(share)
    narrowing = muscles.pull_weight(q, muscles.Pull(0.0, 1.2, 0.95, 0.62, 0.0, 0.0, 0.2)) * muscles.JAW_NARROWING
    canonical_fields["jawOpen"] = np.stack([-narrowing * q[..., 0], share * muscles.JAW_OPEN_CHIN], -1)
    canonical_fields["jawLeft"] = np.stack([share * muscles.JAW_SIDE_CHIN, zero], -1)
    canonical_fields["jawRight"] = -canonical_fields["jawLeft"]
    canonical_fields["jawForward"] = np.stack([share * q[..., 0] * 0.06, share * muscles.JAW_FORWARD_CHIN], -1).astype(
        np.float32
    )
    head_fields = _head_fields(frame, is_cut_out, solid_sides)
    edge = _fade_at_inner_edges(frame, is_cut_out)[..., None]
    placed = {name: np.einsum("hwij,hwj->hwi", frame.jacobian, field) for name, field in canonical_fields.items()}
    placed |= head_fields
    names = tuple(placed)
    fields = np.stack([placed[name] * edge for name in names]).astype(np.float32)
    return FieldBank(names, {name: i for i, name in enumerate(names)}, np.ascontiguousarray(fields))


def _head_fields(frame: FaceFrame, is_cut_out: bool, solid_sides: SolidSides) -> dict[str, NDArray[np.float32]]:
    """Motion in pixels per sin(angle) and per 1 - cos(angle) of each head angle.

    The head turns as a rigid thing in the picture, so its coordinates are a plain turn and scale; only the depth
    follows the face's own features.
    """
    upright = frame.upright()
    mask = _head_mask(upright, is_cut_out) * _fade_at_solid_sides(frame, solid_sides)
    # Blurred by a quarter of the eye distance: at the far edge of a half-turned face depth falls off too steeply to
    # be drawn without waves in the outline.
    sigma = 0.25 * frame.eye_distance_px / frame.stride_px
    nearness = PIVOT_DEPTH - cv2.GaussianBlur(head_depth(frame.canonical), (0, 0), sigma)
    x, y = upright[..., 0], upright[..., 1]
    zero = np.zeros_like(x)
    rx, ry = x - NECK[0], y - NECK[1]
    plain = {
        "yaw_sin": (nearness, zero),
        "yaw_cos": (-x, zero),
        "pitch_sin": (zero, -nearness),
        "pitch_cos": (zero, -(y - 0.5)),
        "roll_sin": (-ry, rx),
        "roll_cos": (-rx, -ry),
    }
    return {
        name: frame.to_pixels((np.stack(vector, -1) * mask[..., None]).astype(np.float32))
        for name, vector in plain.items()
    }


def _fade_at_solid_sides(frame: FaceFrame, solid_sides: SolidSides) -> NDArray[np.float32]:
    """0 at sides of the picture that cut through hair or background, 1 well inside: nothing can be pulled in there."""
    width, height = frame.picture_size
    x, y = frame.nodes[..., 0], frame.nodes[..., 1]
    reach = np.float32(SIDE_FADE * frame.unit_px)
    fade = np.ones(x.shape, np.float32)
    distances = (x, y, width - 1 - x, height - 1 - y)
    for is_solid, distance in zip(solid_sides, distances, strict=True):
        if is_solid:
            fade *= muscles.smoothstep(distance / reach)
    return fade


def head_depth(q: NDArray[np.float32]) -> NDArray[np.float32]:
    """Depth of the head's surface at canonical points ``q`` (…, 2); smaller is nearer; beyond the face an ellipsoid."""
    points = topo.canonical_points()[:468]
    angle = np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False)
    rim = np.stack([1.75 * np.cos(angle), 0.2 + 2.1 * np.sin(angle)], -1)
    far = np.stack([3.2 * np.cos(angle), 0.2 + 3.6 * np.sin(angle)], -1)
    places = np.concatenate([points[:, :2], rim, far])
    depth = np.concatenate([points[:, 2], np.full(24, 0.75), np.full(24, 0.8)])
    interpolator = RBFInterpolator(places, depth, kernel="thin_plate_spline", smoothing=0.6)
    limited = np.clip(q.reshape(-1, 2).astype(np.float64), -3.6, 3.8)
    return np.asarray(np.clip(interpolator(limited), -0.7, 0.8).reshape(q.shape[:-1]), np.float32)


def _head_mask(q: NDArray[np.float32], is_cut_out: bool) -> NDArray[np.float32]:
    """1 on the head, 0 on the shoulders; with a background also 0 away from the head."""
    x, y = q[..., 0], q[..., 1]
    neck = 1.0 - muscles.smoothstep((y - 1.75) / 1.6)
    if is_cut_out:
        return np.asarray(neck, np.float32)
    radius = np.sqrt((x / 1.0) ** 2 + ((y - 0.2) / 1.15) ** 2)
    around = 1.0 - muscles.smoothstep((radius - 1.15) / 1.3)
    return np.asarray(neck * around, np.float32)


def _fade_at_inner_edges(frame: FaceFrame, is_cut_out: bool) -> NDArray[np.float32]:
    """1 inside, falling to 0 over two nodes at those sides of the grid that do not lie on the picture's edge."""
    rows, columns = frame.canonical.shape[:2]
    fade = np.ones((rows, columns), np.float32)
    ramp = np.array([0.0, 0.0, 0.25, 0.75], np.float32)
    # The lower side is always inside the body; the others only matter where the picture goes on beyond them.
    fade[-4:] *= ramp[::-1, None]
    if not is_cut_out:
        fade[:4] *= ramp[:, None]
        fade[:, :4] *= ramp[None]
        fade[:, -4:] *= ramp[None, ::-1]
    return fade
