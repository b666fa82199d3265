"""What a head looks like, for drawing it: colours, where the hair is, beard and glasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.models import face_mesh as mesh
from studio.vision.head_face import (
    beard,
    brow_colour,
    brow_thickness,
    eye_colour,
    eye_white,
    glasses,
    lip_colour,
    roughness,
)
from studio.vision.head_frame import FRAME_PX, HeadFrame, place
from studio.vision.head_regions import CHEEKS, Floats, Mask, filled, middle_colour, polygon, to_lab

SKIN_LIKE = 15.0
"""Lab distance, lightness counted a third, up to which a pixel is skin."""
HAIR_LIKE = 22.0


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
    lab = to_lab(frame.pixels[..., :3])
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
        ("eye", eye_colour(lab, frame)), ("lips", lip_colour(lab, frame)),
        ("clothes", _clothes_colour(lab, frame, person, hair)), ("brows", brow_colour(lab, frame)),
    ):  # fmt: skip
        if found is not None:
            colours[name] = found
    if (front := _front_colour(lab, frame, person)) is not None:
        colours["front"] = front
    dark = colours.get("brows", skin - np.array([40, 0, 0], np.float32))
    rough, lines = roughness(lab[..., 0], frame)
    is_smooth = float(np.clip((6.5 - lines) / 2, 0, 1))  # a rough face is full of edges
    return HeadLook(
        colours,
        hair,
        frame.inside,
        curl=_curl(lab[..., 0], hair),
        crown=crown,
        beard=beard(lab, frame, skin, dark),
        glasses=glasses(lab, frame) * is_smooth,
        brow_thickness=brow_thickness(lab[..., 0], frame),
        eye_white=eye_white(lab, frame),
        rough=rough,
        lines=lines,
    )


def _skin_colour(lab: Floats, frame: HeadFrame, person: Mask) -> Floats:
    """The skin in the light: cheeks and nose, of the lighter side where one lies in shadow."""
    sides = [filled(frame, patch) & person for patch in CHEEKS]
    nose = filled(frame, (6, 197, 195, 5, 45, 51, 114, 122))
    values = [lab[side | nose] for side in sides if side.any()] or [lab[filled(frame, mesh.FACE_OVAL)]]
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
    face = cv2.erode(filled(frame, mesh.FACE_OVAL).astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
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
    oval = filled(frame, mesh.FACE_OVAL)
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


def _clothes_colour(lab: Floats, frame: HeadFrame, person: Mask, hair: Mask) -> Floats | None:
    """Below the neck, away from its middle, where a shirt's front often differs from the rest."""
    rows = np.arange(FRAME_PX)[:, None]
    columns = np.arange(FRAME_PX)[None]
    region = (rows > place(0, 1.6)[1]) & (np.abs(columns - FRAME_PX / 2) > 24) & person & ~hair & frame.inside
    return middle_colour(lab, region, 60)


def _front_colour(lab: Floats, frame: HeadFrame, person: Mask) -> Floats | None:
    """Below the neck in the middle: a shirt between the lapels."""
    region = np.zeros((FRAME_PX, FRAME_PX), bool)
    region[place(0, 1.55)[1] :, place(-0.22, 0)[0] : place(0.22, 0)[0]] = True
    return middle_colour(lab, region & person & frame.inside, 40)


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
