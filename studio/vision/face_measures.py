"""Colours and proportions of a face, read off its mesh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceMesh
from studio.models.picture import Picture
from studio.vision import face_topology as topology
from studio.vision.plausibility import EYE_LEFT, EYE_RIGHT, eye_distance

SAME_SKIN = 14.0
"""Lab distance, lightness counted half, up to which a pixel above the forehead is skin."""
MIN_REGION_PX = 6
"""A region with fewer pixels says nothing about its colour."""

# Cheeks only: a forehead may lie under hair, a chin under a beard.
_SKIN_PATCHES = ((117, 118, 101, 36, 205, 187, 123), (346, 347, 330, 266, 425, 411, 352))
_CROWN = (54, 103, 67, 109, 10, 338, 297, 332, 284)


def measure_palette(picture: Picture, mesh: FaceMesh) -> Mapping[str, tuple[int, int, int]]:
    """Typical colours of the face's parts.

    Args:
        picture: The picture.
        mesh: Its face.

    Returns:
        "skin", "hair", "eye", "lips" -> sRGB 0…255; a part that is not to be seen is absent.
    """
    shape = (picture.height, picture.width)
    xy = mesh.points[:, :2].astype(np.float64)
    is_visible = picture.pixels[..., 3] > 127
    upper, lower = topology.LIP_UPPER_OUTER, topology.LIP_LOWER_OUTER
    inner = topology.LIP_UPPER_INNER + topology.LIP_LOWER_INNER[::-1]
    lips = _filled(shape, xy[list(upper + lower[::-1])]) & ~_filled(shape, xy[list(inner)])
    skin = np.zeros(shape, bool)
    for patch in _SKIN_PATCHES:
        skin |= _filled(shape, xy[list(patch)])
    regions = {"skin": skin, "hair": _hair(shape, xy), "eye": _iris(shape, xy), "lips": lips}
    if skin.any():
        hair = regions["hair"]
        hair[hair] = ~_is_near(picture.rgb_where(hair), _typical(picture.rgb_where(skin)[0], False))[0]
    return {
        name: _typical(picture.pixels[..., :3][region & is_visible], is_dark_wanted=name == "eye")
        for name, region in regions.items()
        if int((region & is_visible).sum()) >= MIN_REGION_PX
    }


def measure_geometry(mesh: FaceMesh) -> Mapping[str, float]:
    """Proportions of the face in eye distances; size and tilt cancel out, expressions and turns do not entirely."""
    xy = mesh.points[:, :2].astype(np.float64)
    unit = eye_distance(xy)

    def gap(first: Sequence[int], second: Sequence[int]) -> float:
        return float(np.linalg.norm(xy[list(first)].mean(axis=0) - xy[list(second)].mean(axis=0)) / unit)

    return {
        "faceWidth": gap([234], [454]),
        "faceHeight": gap([10], [152]),
        "jawWidth": gap([172], [397]),
        "eyeWidth": (gap([33], [133]) + gap([263], [362])) / 2,
        "eyeHeight": (gap([159], [145]) + gap([386], [374])) / 2,
        "browHeight": (gap([105, 52], EYE_RIGHT) + gap([334, 282], EYE_LEFT)) / 2,
        "noseLength": gap([168], [1]),
        "noseWidth": gap([64], [294]),
        "mouthWidth": gap([61], [291]),
        "lipHeight": gap([0], [13]) + gap([14], [17]),
        "noseToMouth": gap([1], [13, 14]),
        "mouthToChin": gap([13, 14], [152]),
        "eyesToMouth": gap(EYE_RIGHT + EYE_LEFT, [13, 14]),
    }


def _filled(shape: tuple[int, int], outline: NDArray[np.float64]) -> NDArray[np.bool_]:
    import cv2

    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(outline).astype(np.int32)], 1)
    return mask.astype(bool)


def _iris(shape: tuple[int, int], xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Both irises as far as the lids leave them free, a little inside their rim."""
    region = np.zeros(shape, bool)
    for centre, upper, lower in (
        (topology.IRIS_RIGHT, topology.EYE_RIGHT_UPPER, topology.EYE_RIGHT_LOWER),
        (topology.IRIS_LEFT, topology.EYE_LEFT_UPPER, topology.EYE_LEFT_LOWER),
    ):
        angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)[:, None]
        across, up = xy[centre + 1] - xy[centre], xy[centre + 2] - xy[centre]
        rim = xy[centre] + 0.85 * (np.cos(angles) * across + np.sin(angles) * up)
        region |= _filled(shape, rim) & _filled(shape, xy[list(upper + lower[::-1])])
    return region


def _hair(shape: tuple[int, int], xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """A strip above the forehead; on a bald or hooded head it shows what is there instead."""
    crown = xy[list(_CROWN)]
    up = (xy[10] - xy[152]) / np.linalg.norm(xy[10] - xy[152])
    unit = eye_distance(xy)
    return _filled(shape, np.concatenate([crown + 0.15 * unit * up, crown[::-1] + 0.65 * unit * up]))


def _is_near(rgb: NDArray[np.uint8], colour: tuple[int, int, int]) -> NDArray[np.bool_]:
    """Where the picture has nearly this colour, whatever the light: a high forehead is no hair."""
    import cv2

    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    wanted = cv2.cvtColor(np.array([[colour]], np.float32) / 255, cv2.COLOR_RGB2LAB)[0, 0]
    result: NDArray[np.bool_] = (
        np.linalg.norm((lab - wanted) * np.array([0.5, 1.0, 1.0], np.float32), axis=-1) < SAME_SKIN
    )
    return result


def _typical(colours: NDArray[np.uint8], is_dark_wanted: bool) -> tuple[int, int, int]:
    """The median colour; of an iris the middle of its range, without pupil and catchlight."""
    if is_dark_wanted:
        light = colours.astype(np.float64) @ [0.299, 0.587, 0.114]
        low, high = np.quantile(light, [0.25, 0.8])
        colours = colours[(light >= low) & (light <= high)]
    middle = np.median(colours, axis=0)
    return round(float(middle[0])), round(float(middle[1])), round(float(middle[2]))
