"""A face at a common size, told apart into skin, ink, white and the rest: what the refining of drawings looks at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceMesh
from studio.models.picture import Picture

UNIT_PX = 128
"""Pixels per eye distance of the mesh in the view."""
VIEW_UNITS = (3.2, 3.0)
"""Width and height of the view, eye distances; the eyes' middle lies at (1.6, 1.2)."""
EYE_LINE_UNITS = 1.2
SKIN_DISTANCE = 7.0
"""Lab distance from the skin's colour, lightness counted for 0.6, above which a pixel is not skin."""
LIGHTNESS_WEIGHT = 0.6
INK_SHARE = 0.5
"""Lightness, as a share of the skin's, below which a pixel is ink."""
MAX_HOLE_UNITS = 0.06
"""Islands of skin colour up to this area (square eye distances) inside other things belong to them."""

Mask = NDArray[np.bool_]
Points = NDArray[np.float64]

_FACE_MIDDLE = (105, 334, 345, 425, 405, 17, 181, 205, 116)
"""Outline of a region that is mostly skin in nearly every face."""


@dataclass(frozen=True, slots=True, eq=False)
class FaceView:
    """The face, scaled to `UNIT_PX` per eye distance.

    Attributes:
        lab: (h, w, 3) float32 CIE Lab.
        skin: (3,) the commonest Lab colour of the face's middle.
        away: (h, w) float32 distance from the skin's colour.
        is_other: (h, w) neither skin nor a small island of skin colour inside something else.
        is_ink: (h, w) much darker than skin.
        is_white: (h, w) as light as skin, but with hardly any colour.
        points: (478, 2) the mesh in the view.
        matrix: (2, 3) from pixels of the picture to the view.
    """

    lab: NDArray[np.float32]
    skin: NDArray[np.float32]
    away: NDArray[np.float32]
    is_other: Mask
    is_ink: Mask
    is_white: Mask
    points: Points
    matrix: Points

    def to_picture(self, points: Points) -> Points:
        """(N, 2) view coordinates in pixels of the picture."""
        result: Points = np.linalg.solve(self.matrix[:, :2], (points - self.matrix[:, 2]).T).T
        return result


def look_at(picture: Picture, mesh: FaceMesh, tilt_rad: float = 0.0) -> FaceView:
    """Scale the face of a mesh and tell its colours apart.

    Args:
        picture: The picture.
        mesh: Its face.
        tilt_rad: By how much the face is tilted, clockwise positive; the view is turned back by it.
    """
    import cv2

    xy = mesh.points[:, :2].astype(np.float64)
    right, left = xy[[33, 133]].mean(axis=0), xy[[362, 263]].mean(axis=0)
    scale = UNIT_PX / max(float(np.linalg.norm(left - right)), 1.0)
    size = (int(VIEW_UNITS[0] * UNIT_PX), int(VIEW_UNITS[1] * UNIT_PX))
    cos, sin = scale * np.cos(tilt_rad), scale * np.sin(tilt_rad)
    turn = np.array([[cos, sin], [-sin, cos]])
    origin = np.array([size[0] / 2, EYE_LINE_UNITS * UNIT_PX]) - turn @ (left + right) / 2
    matrix = np.concatenate([turn, origin[:, None]], axis=1)
    rgb = picture.rgb
    if scale < 1:
        rgb = cv2.GaussianBlur(rgb, (0, 0), 0.4 / scale)
    flags = cv2.INTER_LINEAR if scale < 1 else cv2.INTER_CUBIC
    patch = cv2.warpAffine(rgb, matrix, size, flags=flags, borderValue=(255, 255, 255))
    points = xy @ turn.T + origin
    lab = np.asarray(cv2.cvtColor(patch.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
    return _told_apart(lab, points, matrix)


def _told_apart(lab: NDArray[np.float32], points: Points, matrix: Points) -> FaceView:
    skin = skin_colour(lab, points)
    away = np.linalg.norm((lab - skin) * np.array([LIGHTNESS_WEIGHT, 1, 1], np.float32), axis=-1).astype(np.float32)
    chroma, skin_chroma = np.hypot(lab[..., 1], lab[..., 2]), float(np.hypot(skin[1], skin[2]))
    is_white = (chroma < 0.6 * skin_chroma) & (lab[..., 0] > skin[0] - 8) & (away > 0.55 * SKIN_DISTANCE)
    is_ink = lab[..., 0] < INK_SHARE * skin[0]
    is_other = without_islands((away > SKIN_DISTANCE) | is_white)
    return FaceView(lab, skin, away, is_other, is_ink, is_white, points, matrix)


def calm_share(view: FaceView) -> float:
    """Share of the face's middle that has one even skin colour."""
    inside = filled(view.lab.shape, view.points[list(_FACE_MIDDLE)])
    return float((view.away[inside] < SKIN_DISTANCE / 2).mean()) if inside.any() else 0.0


def skin_colour(lab: NDArray[np.float32], points: Points) -> NDArray[np.float32]:
    """The commonest colour of the middle of the face that is not ink; hair over it does not count."""
    inside = filled(lab.shape[:2], points[list(_FACE_MIDDLE)])
    colours = lab[inside]
    if len(colours) < 16:
        colours = lab.reshape(-1, 3)
    light = colours[colours[:, 0] > 0.5 * np.quantile(colours[:, 0], 0.9)]
    codes = np.rint(light / np.array([5.0, 4.0, 4.0])).astype(np.int64) @ np.array([1, 1000, 1000000])
    values, counts = np.unique(codes, return_counts=True)
    near = light[codes == values[np.argmax(counts)]].mean(axis=0)
    for _ in range(3):
        close = np.linalg.norm(light - near, axis=1) < 6.0
        near = np.median(light[close], axis=0) if close.any() else near
    return np.asarray(near, np.float32)


def without_islands(mask: Mask, limit_px: float = MAX_HOLE_UNITS * UNIT_PX**2) -> Mask:
    """A mask with its small holes filled."""
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    is_small = stats[:, cv2.CC_STAT_AREA] < limit_px
    is_small[0] = False
    result: Mask = mask | is_small[labels]
    return result


def filled(shape: tuple[int, ...], outline: Points) -> Mask:
    """A filled polygon."""
    import cv2

    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.rint(outline).astype(np.int32)], 1)
    return mask.astype(bool)


def disc(radius_px: float) -> NDArray[np.uint8]:
    """A round structuring element."""
    import cv2

    side = 2 * max(1, round(radius_px)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)
