"""Cutting a face out the way FFHQ pictures are cut, from the studio's landmarks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.models.face import FaceMesh
from studio.models.picture import Picture

EYE_RIGHT = (33, 160, 158, 133, 153, 144)
"""Landmarks that stand for points 36 to 41 of the usual 68: the eye that is left in the picture."""
EYE_LEFT = (362, 385, 387, 263, 373, 380)
MOUTH_RIGHT, MOUTH_LEFT = 61, 291
MIN_FACE_PX = 64
"""Smallest width of a face that is worth editing; below, the result has more detail than its surroundings."""
_FINE_FACTOR = 8
_LARGEST_FINE_PX = 4096
Array = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Where the square of a face lies in a picture.

    Attributes:
        quad: (4, 2) pixels of the picture: top left, bottom left, bottom right, top right.
        size_px: Side of the aligned picture.
    """

    quad: NDArray[np.float64]
    size_px: int

    @property
    def side(self) -> float:
        """Pixels of the picture along one side of the square."""
        return float(np.hypot(*(self.quad[3] - self.quad[0])))

    def to_aligned(self) -> NDArray[np.float64]:
        """(2, 3) from pixels of the picture to pixels of the aligned one."""
        origin, across, down = self.quad[0], self.quad[3] - self.quad[0], self.quad[1] - self.quad[0]
        inverse = np.linalg.inv(np.stack([across, down], axis=1)) * self.size_px
        return np.concatenate([inverse, (-inverse @ origin)[:, None]], axis=1)

    def to_picture(self) -> NDArray[np.float64]:
        """(2, 3) the other way."""
        origin, across, down = self.quad[0], self.quad[3] - self.quad[0], self.quad[1] - self.quad[0]
        return np.concatenate([np.stack([across, down], axis=1) / self.size_px, origin[:, None]], axis=1)


def align(mesh: FaceMesh, size_px: int) -> Alignment:
    """The square around a face: turned with the eyes, sized by eyes and mouth.

    Args:
        mesh: The face.
        size_px: Side of the aligned picture.

    Raises:
        InputError: If the face is too small or its landmarks are no numbers.
    """
    points = np.asarray(mesh.points[:, :2], np.float64)
    if not np.isfinite(points).all():
        raise InputError("The landmarks of the face are not numbers.", "Look at the picture again.", "face.nan")
    width = float(np.ptp(points[:, 0]))
    if width < MIN_FACE_PX:
        message = f"The face is {width:.0f} pixels wide, which is too small to be edited."
        raise InputError(message, f"Use a picture whose face is at least {MIN_FACE_PX} pixels wide.", "face.small")
    eye_right, eye_left = points[list(EYE_RIGHT)].mean(0), points[list(EYE_LEFT)].mean(0)
    return Alignment(_quad(eye_right, eye_left, points[MOUTH_RIGHT], points[MOUTH_LEFT]), size_px)


def _quad(eye_right: Array, eye_left: Array, mouth_right: Array, mouth_left: Array) -> NDArray[np.float64]:
    """Method of the FFHQ data set (Karras, Laine, Aila, CVPR 2019)."""
    eyes, across = (eye_right + eye_left) / 2, eye_left - eye_right
    to_mouth = (mouth_right + mouth_left) / 2 - eyes
    x = across - to_mouth[::-1] * [-1, 1]
    x = x / np.hypot(*x) * max(np.hypot(*across) * 2.0, np.hypot(*to_mouth) * 1.8)
    y, centre = x[::-1] * [-1, 1], eyes + to_mouth * 0.1
    return np.stack([centre - x - y, centre - x + y, centre + x + y, centre + x - y])


def aligned_rgb(picture: Picture, alignment: Alignment) -> NDArray[np.uint8]:
    """The square cut out: (size, size, 3) uint8; what lies outside the picture is mirrored and blurred."""
    from PIL import Image

    size, quad, side = alignment.size_px, alignment.quad.copy(), alignment.side
    image = Image.fromarray(picture.rgb)
    shrink = math.floor(side / size * 0.5)
    if shrink > 1:
        smaller = (round(image.width / shrink), round(image.height / shrink))
        image = image.resize(smaller, Image.Resampling.LANCZOS)
        quad, side = quad / shrink, side / shrink
    border = max(round(side * 0.1), 3)
    low, high = np.floor(quad.min(0)).astype(int), np.ceil(quad.max(0)).astype(int)
    x0, y0 = max(low[0] - border, 0), max(low[1] - border, 0)
    x1, y1 = min(high[0] + border, image.width), min(high[1] + border, image.height)
    if x1 <= x0 or y1 <= y0:
        raise InputError("The face lies outside the picture.", "Choose another face.", "face.outside")
    if x1 - x0 < image.width or y1 - y0 < image.height:
        image, quad = image.crop((int(x0), int(y0), int(x1), int(y1))), quad - (x0, y0)
    image, quad = _padded(image, quad, side, border)
    fine = min(_LARGEST_FINE_PX, size * _FINE_FACTOR)
    image = image.transform((fine, fine), Image.Transform.QUAD, (quad + 0.5).flatten(), Image.Resampling.BILINEAR)
    return np.array(image.resize((size, size), Image.Resampling.LANCZOS))


def _padded(image: Any, quad: NDArray[np.float64], side: float, border: int) -> tuple[Any, NDArray[np.float64]]:
    """The picture continued beyond its edges by a mirror image that fades into its own blur."""
    import cv2
    from PIL import Image

    low, high = np.floor(quad.min(0)).astype(int), np.ceil(quad.max(0)).astype(int)
    left, top = max(-low[0] + border, 0), max(-low[1] + border, 0)
    right, bottom = max(high[0] - image.width + border, 0), max(high[1] - image.height + border, 0)
    if max(left, top, right, bottom) <= border - 4:
        return image, quad
    least = round(side * 0.3)
    left, top, right, bottom = (max(one, least) for one in (left, top, right, bottom))
    pixels = np.pad(np.float32(image), ((top, bottom), (left, right), (0, 0)), "reflect")
    height, width = pixels.shape[:2]
    ys, xs = np.ogrid[:height, :width]
    far = np.maximum(
        1.0 - np.minimum(xs / left, (width - 1 - xs) / right), 1.0 - np.minimum(ys / top, (height - 1 - ys) / bottom)
    )[..., None].astype(np.float32)
    sigma = side * 0.02
    blurred = cv2.GaussianBlur(pixels, (0, 0), sigma, borderType=cv2.BORDER_REFLECT)
    pixels += (blurred - pixels) * np.clip(far * 3.0 + 1.0, 0.0, 1.0)
    pixels += (np.median(pixels, axis=(0, 1)) - pixels) * np.clip(far, 0.0, 1.0)
    image = Image.fromarray(np.uint8(np.clip(np.rint(pixels), 0, 255)))
    return image, quad + np.array([left, top])


def aligned_rgba(picture: Picture, alignment: Alignment) -> NDArray[np.float32]:
    """The square cut out with its transparency: (size, size, 4) premultiplied 0…1; nothing lies outside the picture."""
    import cv2

    pixels = picture.pixels.astype(np.float32) / 255
    pixels[..., :3] *= pixels[..., 3:]
    matrix, factor = alignment.to_aligned(), alignment.size_px / alignment.side
    if factor < 0.5:  # averaged before it is sampled
        share = 2 * factor
        pixels = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        matrix = matrix.copy()
        matrix[:, :2] /= share
    size = (alignment.size_px, alignment.size_px)
    found: NDArray[np.float32] = cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(0, 0, 0, 0))
    return found


def aligned_points(mesh: FaceMesh, alignment: Alignment) -> NDArray[np.float32]:
    """(478, 2) landmarks in pixels of the aligned picture."""
    matrix = alignment.to_aligned()
    return np.asarray(mesh.points[:, :2] @ matrix[:, :2].T + matrix[:, 2], np.float32)


__all__ = ["MIN_FACE_PX", "Alignment", "align", "aligned_points", "aligned_rgb", "aligned_rgba"]
