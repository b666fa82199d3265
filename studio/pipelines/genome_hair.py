"""Which drawn hairstyle a silhouette of hair resembles most."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ModelError
from studio.core.folders import resources_folder
from studio.lab.photo_tables import HAIR_PX, hair_rows
from studio.vision.head_frame import place
from studio.vision.head_look import HeadLook

BALD_CROWN = 0.34
"""Share of the crown's strip that is hair, below which the head is bald or shorn."""
_CURLY = {"afro": 0.95, "curly_short": 0.85, "curly_long": 0.85, "locs": 0.5, "messy": 0.3, "long_wavy": 0.35}
_RARE = {
    "mohawk": 0.07, "twin_tails": 0.06, "space_buns": 0.07, "braids": 0.05, "locs": 0.06, "spiky": 0.04, "slick": 0.015,
    "quiff": 0.02, "bun": 0.03, "ponytail": 0.03, "afro": 0.03, "curly_long": 0.02, "curly_short": 0.015, "buzz": 0.02,
}  # fmt: skip
"""What a style has to be better by than a plain one."""
_CURL_WEIGHT = 0.10
_SHORN = 0.072
"""Share of the frame that hair fills, below which it is cut to the skin."""
_FRINGE_WEIGHT, _BELOW_WEIGHT = 2.0, 1.2


@dataclass(frozen=True, slots=True)
class HairFit:
    """The best match.

    Attributes:
        genes: Gene name -> value.
        overlap: Weighted intersection over union with the silhouette, 0…1.
    """

    genes: dict[str, float | str]
    overlap: float


def fit_hair(look: HeadLook) -> HairFit:
    """Find style, fringe, length, volume, wave and parting.

    Args:
        look: The hair in the head's frame.
    """
    import cv2

    if look.crown < BALD_CROWN:
        return HairFit({"hair_style": "bald", "fringe": "none"}, 1.0)
    if look.hair.mean() < _SHORN:
        return HairFit({"hair_style": "buzz", "fringe": "none", "hair_volume": 0.3}, 1.0)
    size = (HAIR_PX, HAIR_PX)
    wanted = cv2.resize(look.hair.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    weight = _weights() * cv2.resize(look.seen.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    shapes, rows = _silhouettes(), list(hair_rows())
    best: tuple[float, int, bool, float] = (-9.0, 0, False, 0.0)
    for is_mirrored in (False, True):
        goal = wanted[:, ::-1] if is_mirrored else wanted
        mask = weight[:, ::-1] if is_mirrored else weight
        both = (np.minimum(shapes, goal) * mask).sum((1, 2))
        either = (np.maximum(shapes, goal) * mask).sum((1, 2))
        overlap = both / np.maximum(either, 1e-6)
        worth = overlap - np.array([_burden(row[0], look.curl) for row in rows])
        index = int(worth.argmax())
        if worth[index] > best[0] + (0.004 if is_mirrored else 0.0):
            best = (float(worth[index]), index, is_mirrored, float(overlap[index]))
    _, index, is_mirrored, overlap_found = best
    style, fringe, length, volume = rows[index]
    return HairFit(
        {
            "hair_style": style, "fringe": fringe, "hair_length": length, "hair_volume": volume,
            "hair_wave": float(np.clip(0.12 + 0.9 * look.curl, 0, 1)), "parting": 0.67 if is_mirrored else 0.33,
        },
        overlap_found,
    )  # fmt: skip


def _burden(style: str, curl: float) -> float:
    return _RARE.get(style, 0.0) + _CURL_WEIGHT * abs(_CURLY.get(style, 0.12) - curl)


@functools.cache
def _weights() -> NDArray[np.float32]:
    """The forehead tells most: there the fringe begins."""
    weight = np.ones((HAIR_PX, HAIR_PX), np.float32)
    left, top = place(-0.85, -0.75, HAIR_PX)
    right, bottom = place(0.85, -0.1, HAIR_PX)
    weight[top:bottom, left:right] = _FRINGE_WEIGHT
    weight[place(0, 0.9, HAIR_PX)[1] :] = _BELOW_WEIGHT
    return weight


@functools.cache
def _silhouettes() -> NDArray[np.float32]:
    path = resources_folder() / "rig" / "portrait_hair.npz"
    try:
        with np.load(path, allow_pickle=False) as table:
            bits = np.unpackbits(table["bits"], axis=1, count=HAIR_PX * HAIR_PX)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            "The table of drawn hair is missing.", "Install the program again.", "model.corrupt"
        ) from error
    shapes: NDArray[np.float32] = bits.reshape(-1, HAIR_PX, HAIR_PX).astype(np.float32)
    return shapes
