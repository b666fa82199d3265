"""What is on a head's face: eyes, lips, brows, beard, glasses, the skin's roughness."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studio.models import face_mesh as mesh
from studio.vision.head_frame import FRAME_PX, HeadFrame
from studio.vision.head_regions import CHEEKS, Floats, Mask, filled, middle_colour, polygon

GLASSES_GAIN, GLASSES_FLOOR = 14.0, 0.6
_INNER_LIP = (*mesh.LIP_UPPER_INNER, *mesh.LIP_LOWER_INNER[::-1])


def _eyes(frame: HeadFrame) -> Iterator[tuple[Floats, Mask]]:
    """Of each eye how far every pixel lies from the iris' middle, in its radius, and which lie between the lids."""
    for ring, upper, lower in (
        (mesh.IRIS_RIGHT, mesh.EYE_UPPER_RIGHT, mesh.EYE_LOWER_RIGHT),
        (mesh.IRIS_LEFT, mesh.EYE_UPPER_LEFT, mesh.EYE_LOWER_LEFT),
    ):
        centre = frame.points[ring[0]]
        reach = np.abs(frame.points[list(ring[1:])] - centre).max(0)
        rows, columns = np.mgrid[:FRAME_PX, :FRAME_PX]
        far = np.hypot((columns - centre[0]) / max(reach[0], 1), (rows - centre[1]) / max(reach[1], 1))
        yield far, polygon(frame.points[[*upper, *lower[::-1]]])


def eye_colour(lab: Floats, frame: HeadFrame) -> Floats | None:
    """Iris without pupil, lids and glints."""
    pixels = np.concatenate([lab[(far < 0.92) & (far > 0.4) & lids] for far, lids in _eyes(frame)])
    if len(pixels) < 8:
        return None
    light = pixels[:, 0]
    keep = (light >= np.quantile(light, 0.35)) & (light <= np.quantile(light, 0.85))
    return np.asarray(np.median(pixels[keep], axis=0).astype(np.float32))


def lip_colour(lab: Floats, frame: HeadFrame) -> Floats | None:
    """Both lips without what is between them."""
    outer = filled(frame, (*mesh.LIP_UPPER_OUTER, *mesh.LIP_LOWER_OUTER[::-1]))
    return middle_colour(lab, outer & ~filled(frame, _INNER_LIP))


def brow_colour(lab: Floats, frame: HeadFrame) -> Floats | None:
    """The darker part of the brows."""
    region = _brows(frame)
    if region.sum() < 12:
        return None
    light = lab[..., 0][region]
    dark = lab[region][light <= np.quantile(light, 0.4)]
    return np.asarray(np.median(dark, axis=0).astype(np.float32))


def _brows(frame: HeadFrame) -> Mask:
    right = filled(frame, (*mesh.BROW_UPPER_RIGHT, *mesh.BROW_LOWER_RIGHT[::-1]))
    return right | filled(frame, (*mesh.BROW_UPPER_LEFT, *mesh.BROW_LOWER_LEFT[::-1]))


def brow_thickness(light: Floats, frame: HeadFrame) -> float:
    """Rows about the brow's line that are darker than half way from skin to brow."""
    heights = []
    for upper, lower in (
        (mesh.BROW_UPPER_RIGHT, mesh.BROW_LOWER_RIGHT), (mesh.BROW_UPPER_LEFT, mesh.BROW_LOWER_LEFT)
    ):  # fmt: skip
        line = (frame.points[list(upper)] + frame.points[list(lower)]) / 2
        for share in np.linspace(0.2, 0.8, 9):
            x = float(np.interp(share, np.linspace(0, 1, len(line)), line[:, 0]))
            y = float(np.interp(share, np.linspace(0, 1, len(line)), line[:, 1]))
            column = light[max(0, round(y) - 10) : round(y) + 11, min(max(round(x), 0), FRAME_PX - 1)]
            if len(column) < 10:
                continue
            low, high = float(column.min()), float(np.quantile(column, 0.8))
            heights.append(float((column < (low + high) / 2).sum()) if high - low > 8 else 0.0)
    return float(np.median(heights)) if heights else 0.0


def _beard_regions(frame: HeadFrame) -> dict[str, Mask]:
    lips = filled(frame, (*mesh.LIP_UPPER_OUTER, *mesh.LIP_LOWER_OUTER[::-1]))
    lip = filled(frame, (216, 206, 203, 98, 2, 327, 423, 426, 436, 410, 267, 0, 37, 186)) & ~lips
    chin = filled(
        frame, (43, 106, 182, 83, 18, 313, 406, 335, 273, 394, 379, 378, 400, 377, 152, 148, 176, 149, 150, 169)
    )
    jaw = filled(frame, (58, 172, 136, 150, 169, 210, 212, 214)) | filled(
        frame, (288, 397, 365, 379, 394, 430, 432, 434)
    )
    return {"lip": lip, "chin": chin, "jaw": jaw}


def beard(lab: Floats, frame: HeadFrame, skin: Floats, dark: Floats) -> dict[str, float]:
    """How far lip, chin and jaw are from the cheeks' lightness towards the brows'."""
    reach = max(float(skin[0] - dark[0]), 12.0)
    found = {}
    for name, region in _beard_regions(frame).items():
        value = middle_colour(lab, region)
        found[name] = 0.0 if value is None else float(np.clip((skin[0] - value[0]) / reach, -0.5, 1.5))
    return found


def roughness(light: Floats, frame: HeadFrame) -> tuple[dict[str, float], float]:
    """Fine texture of the parts where beards grow, in that of the cheeks; and that of cheeks and forehead itself."""
    import cv2

    light = np.ascontiguousarray(light)
    fine = np.abs(cv2.GaussianBlur(light, (0, 0), 0.8) - cv2.GaussianBlur(light, (0, 0), 2.5))
    cheeks = filled(frame, CHEEKS[0]) | filled(frame, CHEEKS[1])
    forehead = filled(frame, (108, 151, 337, 336, 9, 107)) | filled(frame, (63, 105, 66, 69, 104, 68))
    own = float(np.median(fine[cheeks])) if cheeks.any() else 0.0
    rough = {
        name: float(np.median(fine[region]) / max(own, 0.25)) if region.any() else 0.0
        for name, region in _beard_regions(frame).items()
    }
    both = cheeks | forehead
    return rough, float(100 * fine[both].mean() / max(float(light[both].mean()), 5.0)) if both.any() else 0.0


def glasses(lab: Floats, frame: HeadFrame) -> float:
    """Edges where skin is smooth: over the bridge of the nose and under the eyes."""
    import cv2

    light = cv2.GaussianBlur(np.ascontiguousarray(lab[..., 0]), (0, 0), 1.0)
    down = np.abs(cv2.Sobel(light, cv2.CV_32F, 0, 1, ksize=3)) / 4
    points = frame.points
    bridge = polygon(np.array([points[i] for i in (193, 417, 465, 351, 122, 245)]))
    under = [
        polygon(np.array([points[i] for i in indices]))
        for indices in (
            (111, 117, 118, 119, 100, 120, 121, 47, 126, 142, 36, 50),
            (340, 346, 347, 348, 329, 349, 350, 277, 355, 371, 266, 280),
        )
    ]
    contrast = max(float(np.ptp(np.quantile(light[polygon(points[list(mesh.FACE_OVAL)])], [0.05, 0.95]))), 20.0)
    top = _strongest_row(down, bridge)
    low = min(_strongest_row(down, side) for side in under)
    return float(np.clip(min(top, 1.2 * low) / contrast * GLASSES_GAIN - GLASSES_FLOOR, 0, 1))


def _strongest_row(edges: Floats, region: Mask) -> float:
    """The mean edge along the row (or its neighbours) that has most of it."""
    if region.sum() < 10:
        return 0.0
    rows = np.where(region.any(1))[0]
    sums = np.array([edges[row][region[row]].mean() for row in rows])
    return float(sums.max() - np.median(sums) * 0.5)


def eye_white(lab: Floats, frame: HeadFrame) -> float:
    """Lightness of the whites of the eyes; 0 if unseen."""
    light = np.concatenate([lab[(far > 1.1) & lids][:, 0] for far, lids in _eyes(frame)])
    return float(np.quantile(light, 0.8)) if len(light) > 8 else 0.0
