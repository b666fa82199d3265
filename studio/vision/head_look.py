"""What a head looks like, for drawing it: colours, where the hair is, beard and glasses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.models import face_mesh as mesh
from studio.vision.head_frame import FRAME_PX, HeadFrame, place

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]

SKIN_LIKE = 15.0
"""Lab distance, lightness counted a third, up to which a pixel is skin."""
HAIR_LIKE = 22.0
GLASSES_GAIN, GLASSES_FLOOR = 14.0, 0.6
_CHEEKS = ((117, 118, 101, 36, 205, 187, 123), (346, 347, 330, 266, 425, 411, 352))
_INNER_LIP = (*mesh.LIP_UPPER_INNER, *mesh.LIP_LOWER_INNER[::-1])


@dataclass(frozen=True, slots=True, eq=False)
class HeadLook:
    """What was seen in the frame.

    Attributes:
        colours: "skin", "hair", "eye", "lips", "clothes", "front" (of them), "brows" -> Lab; what is not seen
            is absent.
        hair: (256, 256) hair without beard.
        seen: (256, 256) where hair could have been seen: inside the picture.
        curl: 0 straight … 1 curly.
        crown: Share of the strip above the forehead that is hair: about 0 on a bald head.
        beard: Part ("lip", "chin", "jaw") -> 0 as light as the cheeks … 1 as dark as the hair.
        glasses: 0 none … 1 sure.
        brow_thickness: Height of the brows in frame pixels.
        rough: How rough the skin of each part is against the cheeks: "lip", "chin", "jaw"; hair makes it rough, shadow
            does not.
        lines: Roughness of the face, which age brings, per cent of its lightness.
        eye_white: Lightness of the whites of the eyes, which tells how bright the picture is; 0 if unseen.
    """

    colours: Mapping[str, Floats]
    hair: Mask
    seen: Mask
    curl: float
    crown: float
    beard: Mapping[str, float] = field(default_factory=dict)
    glasses: float = 0.0
    brow_thickness: float = 0.0
    eye_white: float = 0.0
    rough: Mapping[str, float] = field(default_factory=dict)
    lines: float = 0.0


def look_at_head(frame: HeadFrame) -> HeadLook:
    """Measure colours, hair, beard, brows and glasses.

    Args:
        frame: The head; its alpha says where the person is.
    """
    lab = _lab(frame.pixels[..., :3])
    person = frame.pixels[..., 3] > 127
    skin = _skin_colour(lab, frame, person)
    away = np.linalg.norm((lab - skin) * np.array([1 / 3, 1, 1], np.float32), axis=-1)
    darker = skin[0] - lab[..., 0]
    crown_mask = _crown(frame) & person
    hairy = (away > SKIN_LIKE) | (darker > 26)
    crown = float(hairy[crown_mask].mean()) if crown_mask.sum() > 20 else 0.0
    hair, colour = _hair(frame, lab, person, hairy, crown_mask, crown)
    colours = {"skin": skin}
    if colour is not None:
        colours["hair"] = colour
    for name, found in (
        ("eye", _eye_colour(lab, frame)), ("lips", _lip_colour(lab, frame)),
        ("clothes", _clothes_colour(lab, frame, person, hair)), ("brows", _brow_colour(lab, frame)),
    ):  # fmt: skip
        if found is not None:
            colours[name] = found
    if (front := _front_colour(lab, frame, person)) is not None:
        colours["front"] = front
    dark = colours.get("brows", skin - np.array([40, 0, 0], np.float32))
    rough, lines = _roughness(lab[..., 0], frame)
    is_smooth = float(np.clip((6.5 - lines) / 2, 0, 1))  # a rough face is full of edges
    return HeadLook(
        colours,
        hair,
        frame.inside,
        curl=_curl(lab[..., 0], hair),
        crown=crown,
        beard=_beard(lab, frame, skin, dark),
        glasses=_glasses(lab, frame) * is_smooth,
        brow_thickness=_brow_thickness(lab[..., 0], frame),
        eye_white=_eye_white(lab, frame),
        rough=rough,
        lines=lines,
    )


def _lab(rgb: NDArray[np.uint8]) -> Floats:
    import cv2

    lab: Floats = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return lab


def _filled(frame: HeadFrame, indices: Sequence[int]) -> Mask:
    return polygon(frame.points[list(indices)])


def polygon(outline: NDArray[np.floating[Any]]) -> Mask:
    """(256, 256) the inside of an outline in frame pixels."""
    import cv2

    mask = np.zeros((FRAME_PX, FRAME_PX), np.uint8)
    cv2.fillPoly(mask, [np.rint(outline).astype(np.int32)], 1)
    return mask.astype(bool)


def _middle(lab: Floats, region: Mask, least: int = 6) -> Floats | None:
    if int(region.sum()) < least:
        return None
    return np.asarray(np.median(lab[region], axis=0).astype(np.float32))


def _skin_colour(lab: Floats, frame: HeadFrame, person: Mask) -> Floats:
    """The skin in the light: cheeks and nose, of the lighter side where one lies in shadow."""
    sides = [_filled(frame, patch) & person for patch in _CHEEKS]
    nose = _filled(frame, (6, 197, 195, 5, 45, 51, 114, 122))
    values = [lab[side | nose] for side in sides if side.any()] or [lab[_filled(frame, mesh.FACE_OVAL)]]
    lit = max(values, key=lambda pixels: float(np.median(pixels[:, 0])))
    light = lit[:, 0]
    keep = (light >= np.quantile(light, 0.3)) & (light <= np.quantile(light, 0.8))
    return np.asarray(np.median(lit[keep], axis=0).astype(np.float32))


def _crown(frame: HeadFrame) -> Mask:
    """A strip above the forehead's landmarks, where every uncovered head with hair has some."""
    arch = frame.points[[54, 103, 67, 109, 10, 338, 297, 332, 284]]
    unit = abs(place(0, 1)[1] - place(0, 0)[1])
    up = np.array([0.0, -unit])
    return polygon(np.concatenate((arch + 0.10 * up, (arch + 0.42 * up)[::-1])))


def _hair(
    frame: HeadFrame, lab: Floats, person: Mask, hairy: Mask, crown_mask: Mask, crown: float
) -> tuple[Mask, Floats | None]:
    """Hair by colour and place: what looks like the crown's strip and hangs together with it."""
    import cv2

    empty = np.zeros((FRAME_PX, FRAME_PX), bool)
    seeds = crown_mask & hairy
    sides = _sides(frame) & person & hairy
    if crown < 0.25 and sides.sum() < 60:
        return empty, None
    source = seeds if crown >= 0.25 else sides
    colour = np.median(lab[source], axis=0).astype(np.float32)
    near = np.linalg.norm((lab - colour) * np.array([0.7, 1, 1], np.float32), axis=-1)
    face = cv2.erode(_filled(frame, mesh.FACE_OVAL).astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    rows = np.arange(FRAME_PX)[:, None]
    brow_row = float(frame.points[[*mesh.BROW_UPPER_RIGHT, *mesh.BROW_UPPER_LEFT], 1].mean())
    inner = face & (rows > brow_row - 4)
    marks = np.full((FRAME_PX, FRAME_PX), cv2.GC_PR_BGD, np.uint8)
    marks[near < HAIR_LIKE] = cv2.GC_PR_FGD
    marks[source & (near < 0.8 * HAIR_LIKE)] = cv2.GC_FGD
    marks[~person | inner | (face & ~hairy)] = cv2.GC_BGD
    marks[(rows > place(0, 1.25)[1]) & _shoulders_free(frame)] = cv2.GC_BGD
    rgb = np.ascontiguousarray(frame.pixels[..., 2::-1])
    rgb[~person] = (0, 255, 0)  # what lies behind must not pass for dark hair
    if (marks == cv2.GC_FGD).sum() > 30 and (marks == cv2.GC_BGD).sum() > 30:
        cv2.setRNGSeed(7)
        cv2.grabCut(rgb, marks, None, np.zeros((1, 65)), np.zeros((1, 65)), 3, cv2.GC_INIT_WITH_MASK)
    found = np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)) & (near < 2.2 * HAIR_LIKE)
    oval = _filled(frame, mesh.FACE_OVAL)
    eye_row = float(frame.points[[33, 133, 362, 263], 1].mean())
    found |= (near < HAIR_LIKE) & hairy & ~inner & (rows < place(0, 1.25)[1])
    found |= hairy & ~oval & (rows < eye_row)  # whatever is above the eyes and no skin
    found &= person & ~inner
    hair = _above_shoulders(_connected(found.astype(np.uint8), source))
    return hair, _typical_hair(lab, hair & person, colour)


def _above_shoulders(hair: Mask) -> Mask:
    """Without clothes of the hair's colour: where it reaches out to both sides of the frame below the chin, it ends."""
    first = place(0, 0.9)[1]
    wide = np.ptp(np.where(hair, np.arange(FRAME_PX)[None], FRAME_PX / 2), axis=1) > 0.8 * FRAME_PX
    below = np.nonzero(wide[first:])[0]
    if len(below):
        hair = hair.copy()
        hair[first + max(int(below[0]) - 8, 0) :] = False
    return hair


def _typical_hair(lab: Floats, hair: Mask, fallback: Floats) -> Floats:
    """Between the median and the lit part: hair is mostly its own shadow."""
    if hair.sum() < 60:
        return fallback
    light = lab[..., 0][hair]
    chosen = lab[hair][(light >= np.quantile(light, 0.4)) & (light <= np.quantile(light, 0.85))]
    return np.asarray(np.median(chosen, axis=0).astype(np.float32))


def _sides(frame: HeadFrame) -> Mask:
    """Beside the temples."""
    top, bottom = place(0, -0.35)[1], place(0, 0.25)[1]
    mask = np.zeros((FRAME_PX, FRAME_PX), bool)
    for near, far in ((-1.05, -1.3), (1.05, 1.3)):
        first, last = sorted((place(near, 0)[0], place(far, 0)[0]))
        mask[top:bottom, first:last] = True
    return mask


def _shoulders_free(frame: HeadFrame) -> Mask:
    """Below the chin the neck's column is never hair."""
    mask = np.zeros((FRAME_PX, FRAME_PX), bool)
    mask[:, place(-0.35, 0)[0] : place(0.35, 0)[0]] = True
    return mask


def _connected(found: NDArray[np.uint8], seeds: Mask) -> Mask:
    """The parts that touch the seeds, small gaps closed."""
    import cv2

    closed = cv2.morphologyEx(found, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, labels = cv2.connectedComponents(opened)
    touched = np.unique(labels[seeds & (opened > 0)])
    return np.isin(labels, touched[touched > 0])


def _eye_colour(lab: Floats, frame: HeadFrame) -> Floats | None:
    """Iris without pupil, lids and glints."""
    values = []
    for ring, upper, lower in (
        (mesh.IRIS_RIGHT, mesh.EYE_UPPER_RIGHT, mesh.EYE_LOWER_RIGHT),
        (mesh.IRIS_LEFT, mesh.EYE_UPPER_LEFT, mesh.EYE_LOWER_LEFT),
    ):
        centre = frame.points[ring[0]]
        reach = np.abs(frame.points[list(ring[1:])] - centre).max(0)
        rows, columns = np.mgrid[:FRAME_PX, :FRAME_PX]
        far = np.hypot((columns - centre[0]) / max(reach[0], 1), (rows - centre[1]) / max(reach[1], 1))
        lids = polygon(frame.points[[*upper, *lower[::-1]]])
        values.append(lab[(far < 0.92) & (far > 0.4) & lids])
    pixels = np.concatenate(values)
    if len(pixels) < 8:
        return None
    light = pixels[:, 0]
    keep = (light >= np.quantile(light, 0.35)) & (light <= np.quantile(light, 0.85))
    return np.asarray(np.median(pixels[keep], axis=0).astype(np.float32))


def _lip_colour(lab: Floats, frame: HeadFrame) -> Floats | None:
    outer = _filled(frame, (*mesh.LIP_UPPER_OUTER, *mesh.LIP_LOWER_OUTER[::-1]))
    return _middle(lab, outer & ~_filled(frame, _INNER_LIP))


def _clothes_colour(lab: Floats, frame: HeadFrame, person: Mask, hair: Mask) -> Floats | None:
    """Below the neck, away from its middle, where a shirt's front often differs from the rest."""
    rows = np.arange(FRAME_PX)[:, None]
    columns = np.arange(FRAME_PX)[None]
    region = (rows > place(0, 1.6)[1]) & (np.abs(columns - FRAME_PX / 2) > 24) & person & ~hair & frame.inside
    return _middle(lab, region, 60)


def _brow_colour(lab: Floats, frame: HeadFrame) -> Floats | None:
    region = _brows(frame)
    if region.sum() < 12:
        return None
    light = lab[..., 0][region]
    dark = lab[region][light <= np.quantile(light, 0.4)]
    return np.asarray(np.median(dark, axis=0).astype(np.float32))


def _brows(frame: HeadFrame) -> Mask:
    right = _filled(frame, (*mesh.BROW_UPPER_RIGHT, *mesh.BROW_LOWER_RIGHT[::-1]))
    return right | _filled(frame, (*mesh.BROW_UPPER_LEFT, *mesh.BROW_LOWER_LEFT[::-1]))


def _brow_thickness(light: Floats, frame: HeadFrame) -> float:
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
    lips = _filled(frame, (*mesh.LIP_UPPER_OUTER, *mesh.LIP_LOWER_OUTER[::-1]))
    lip = _filled(frame, (216, 206, 203, 98, 2, 327, 423, 426, 436, 410, 267, 0, 37, 186)) & ~lips
    chin = _filled(
        frame, (43, 106, 182, 83, 18, 313, 406, 335, 273, 394, 379, 378, 400, 377, 152, 148, 176, 149, 150, 169)
    )
    jaw = _filled(frame, (58, 172, 136, 150, 169, 210, 212, 214)) | _filled(
        frame, (288, 397, 365, 379, 394, 430, 432, 434)
    )
    return {"lip": lip, "chin": chin, "jaw": jaw}


def _beard(lab: Floats, frame: HeadFrame, skin: Floats, dark: Floats) -> dict[str, float]:
    """How far lip, chin and jaw are from the cheeks' lightness towards the brows'."""
    reach = max(float(skin[0] - dark[0]), 12.0)
    found = {}
    for name, region in _beard_regions(frame).items():
        value = _middle(lab, region)
        found[name] = 0.0 if value is None else float(np.clip((skin[0] - value[0]) / reach, -0.5, 1.5))
    return found


def _roughness(light: Floats, frame: HeadFrame) -> tuple[dict[str, float], float]:
    """Fine texture of the parts where beards grow, in that of the cheeks; and that of cheeks and forehead itself."""
    import cv2

    light = np.ascontiguousarray(light)
    fine = np.abs(cv2.GaussianBlur(light, (0, 0), 0.8) - cv2.GaussianBlur(light, (0, 0), 2.5))
    cheeks = _filled(frame, _CHEEKS[0]) | _filled(frame, _CHEEKS[1])
    forehead = _filled(frame, (108, 151, 337, 336, 9, 107)) | _filled(frame, (63, 105, 66, 69, 104, 68))
    own = float(np.median(fine[cheeks])) if cheeks.any() else 0.0
    rough = {
        name: float(np.median(fine[region]) / max(own, 0.25)) if region.any() else 0.0
        for name, region in _beard_regions(frame).items()
    }
    both = cheeks | forehead
    return rough, float(100 * fine[both].mean() / max(float(light[both].mean()), 5.0)) if both.any() else 0.0


def _front_colour(lab: Floats, frame: HeadFrame, person: Mask) -> Floats | None:
    """Below the neck in the middle: a shirt between the lapels."""
    region = np.zeros((FRAME_PX, FRAME_PX), bool)
    region[place(0, 1.55)[1] :, place(-0.22, 0)[0] : place(0.22, 0)[0]] = True
    return _middle(lab, region & person & frame.inside, 40)


def _glasses(lab: Floats, frame: HeadFrame) -> float:
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


def _curl(light: Floats, hair: Mask) -> float:
    """How much the directions of the strands change from place to place."""
    import cv2

    core = cv2.erode(hair.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    if core.sum() < 200:
        return 0.0
    smooth = cv2.GaussianBlur(np.ascontiguousarray(light), (0, 0), 0.8)
    x, y = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    xx, yy, xy = (cv2.GaussianBlur(part, (0, 0), 4.0) for part in (x * x, y * y, x * y))
    coherence = np.sqrt((xx - yy) ** 2 + 4 * xy**2) / (xx + yy + 1e-3)
    return float(np.clip((0.75 - np.median(coherence[core])) / 0.5, 0, 1))


def _eye_white(lab: Floats, frame: HeadFrame) -> float:
    values = []
    for ring, upper, lower in (
        (mesh.IRIS_RIGHT, mesh.EYE_UPPER_RIGHT, mesh.EYE_LOWER_RIGHT),
        (mesh.IRIS_LEFT, mesh.EYE_UPPER_LEFT, mesh.EYE_LOWER_LEFT),
    ):
        centre = frame.points[ring[0]]
        reach = np.abs(frame.points[list(ring[1:])] - centre).max(0)
        rows, columns = np.mgrid[:FRAME_PX, :FRAME_PX]
        far = np.hypot((columns - centre[0]) / max(reach[0], 1), (rows - centre[1]) / max(reach[1], 1))
        values.append(lab[(far > 1.1) & polygon(frame.points[[*upper, *lower[::-1]]])][:, 0])
    light = np.concatenate(values)
    return float(np.quantile(light, 0.8)) if len(light) > 8 else 0.0
