"""How likely characters are drawn: genes that go together in drawn people go together here."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.random import PCG64, Generator

_MANLY = {
    "bald": 5, "buzz": 6, "crop": 10, "side_part": 9, "quiff": 9, "slick": 6, "spiky": 9, "messy": 11, "mohawk": 3,
    "medium": 4, "long_straight": 2, "ponytail": 2, "bun": 2, "afro": 5, "curly_short": 8, "locs": 4, "beanie": 4,
    "hood": 3, "curly_long": 1,
}  # fmt: skip
_WOMANLY = {
    "pixie": 8, "bob": 11, "medium": 9, "long_straight": 12, "long_wavy": 12, "ponytail": 9, "twin_tails": 6, "bun": 7,
    "space_buns": 4, "braids": 7, "afro": 5, "curly_short": 3, "curly_long": 8, "locs": 3, "headscarf": 5,
    "beanie": 2, "hood": 2, "buzz": 1, "messy": 2, "mohawk": 1,
}  # fmt: skip
_MANLY_CLOTHES = {"tee": 5, "v_neck": 3, "shirt": 6, "hoodie": 5, "turtleneck": 3, "jacket": 6, "robe": 3, "armour": 3}
_WOMANLY_CLOTHES = {
    "tee": 4, "v_neck": 4, "shirt": 4, "hoodie": 4, "turtleneck": 4, "jacket": 4, "dress": 6, "robe": 3, "sailor": 4,
    "armour": 2,
}  # fmt: skip
_NATURAL_HAIR = (  # hue, depth, vividness, weight
    (0.13, 0.93, 0.10, 5), (0.70, 0.95, 0.08, 3), (0.14, 0.80, 0.28, 6), (0.13, 0.68, 0.38, 5), (0.19, 0.45, 0.42, 3),
    (0.235, 0.22, 0.50, 4), (0.10, 0.58, 0.72, 3), (0.07, 0.72, 0.60, 2),
)  # fmt: skip


def generator(seed: int, purpose: str) -> Generator:
    """A stream of chance of its own for a seed and a purpose, the same on every machine."""
    digest = hashlib.blake2b(f"{purpose}:{seed}".encode(), digest_size=16).digest()
    return Generator(PCG64(int.from_bytes(digest, "little")))


def random_values(seed: int) -> dict[str, Any]:
    """Gene name -> value of a likely character."""
    chance = generator(seed, "genome")
    womanly = float(np.clip(chance.beta(0.45, 0.45), 0.02, 0.98))
    age = float(
        chance.choice([chance.uniform(0, 0.15), chance.uniform(0.1, 0.45), chance.uniform(0.5, 1)], p=[0.5, 0.35, 0.15])
    )
    values: dict[str, Any] = {}
    for part in (_head, _skin, _hair, _face, _wear, _drawing):
        values.update(part(chance, womanly, age))
    _suit_eyes(chance, values)
    return {
        name: round(float(value), 6) if isinstance(value, np.floating | float) else value
        for name, value in values.items()
    }


def _around(chance: Generator, middle: float, spread: float = 0.2) -> float:
    return float(np.clip(chance.normal(middle, spread), 0.0, 1.0))


def _pick(chance: Generator, weights: dict[str, int] | dict[str, float]) -> str:
    names = list(weights)
    shares = np.array([weights[name] for name in names], float)
    return str(chance.choice(names, p=shares / shares.sum()))


def _leans(chance: Generator, womanly: float) -> bool:
    """Which of two lists is drawn from: mostly the obvious one, in between either."""
    return bool(chance.random() < np.clip(2.2 * (womanly - 0.5) + 0.5, 0.02, 0.98))


def _head(chance: Generator, womanly: float, age: float) -> dict[str, Any]:
    return {
        "head_width": _around(chance, 0.5), "head_length": _around(chance, 0.42 + 0.2 * age),
        "forehead": _around(chance, 0.45 + 0.15 * age), "cheek_width": _around(chance, 0.5),
        "cheek_fullness": _around(chance, 0.58 - 0.35 * age, 0.22),
        "jaw_width": _around(chance, 0.68 - 0.45 * womanly), "jaw_height": _around(chance, 0.65 - 0.3 * womanly),
        "chin_width": _around(chance, 0.62 - 0.35 * womanly), "chin_length": _around(chance, 0.5),
        "ear_size": _around(chance, 0.45 + 0.2 * age), "ear_flare": _around(chance, 0.3),
        "neck_width": _around(chance, 0.72 - 0.5 * womanly, 0.13),
        "shoulder_width": _around(chance, 0.7 - 0.45 * womanly, 0.15),
    }  # fmt: skip


def _skin(chance: Generator, womanly: float, age: float) -> dict[str, Any]:
    return {
        "skin_tone": float(chance.random()), "skin_undertone": _around(chance, 0.5, 0.25),
        "blush": _around(chance, 0.3 + 0.3 * womanly, 0.22),
        "freckles": float(chance.uniform(0.3, 1)) if chance.random() < 0.16 else 0.0,
        "mole": float(chance.uniform(0.1, 1)) if chance.random() < 0.14 else 0.0,
        "scar": _pick(chance, {"none": 92, "brow": 3, "cheek": 3, "nose": 2}), "age": age,
    }  # fmt: skip


def _hair(chance: Generator, womanly: float, age: float) -> dict[str, Any]:
    style = _pick(chance, _WOMANLY if _leans(chance, womanly) else _MANLY)
    fringes = {"none": 3, "blunt": 3, "swept": 5, "curtain": 4, "jagged": 4, "wispy": 3}
    is_dyed = chance.random() < 0.3
    row = _NATURAL_HAIR[int(chance.choice(len(_NATURAL_HAIR), p=np.array([r[3] for r in _NATURAL_HAIR]) / 31))]
    hue, depth, vividness = row[0], row[1], row[2]
    if is_dyed:
        hue, depth, vividness = chance.random(), chance.uniform(0.15, 0.75), chance.uniform(0.55, 1)
    elif age > 0.6 and chance.random() < 0.75:
        depth, vividness = chance.uniform(0.05, 0.45), 0.05
    ornament = _pick(chance, {"none": 60 + 400 * (1 - womanly) ** 2, "band": 8, "pin": 12, "flower": 8, "bow": 8})
    return {
        "hair_style": style,
        "fringe": _pick(chance, fringes),
        "parting": float(
            chance.choice([_around(chance, 0.28, 0.07), _around(chance, 0.72, 0.07), _around(chance, 0.5, 0.04)])
        ),
        "hair_length": float(chance.random()),
        "hair_volume": _around(chance, 0.5, 0.22),
        "hair_wave": _around(chance, 0.4, 0.28),
        "hair_detail": float(chance.random()),
        "hair_hue": float((hue + chance.normal(0, 0.012)) % 1.0),
        "hair_depth": _around(chance, depth, 0.04),
        "hair_vividness": _around(chance, vividness, 0.05),
        "hair_tips": float(chance.uniform(0.4, 1)) if is_dyed and chance.random() < 0.4 else 0.0,
        "ornament": ornament,
    }


def _face(chance: Generator, womanly: float, age: float) -> dict[str, Any]:
    has_beard = chance.random() < 0.55 * (1 - womanly) * (womanly < 0.4)
    iris = float(chance.choice([0.16, 0.14, 0.22, 0.39, 0.68, 0.72, 0.55, chance.random()]))
    return {
        "brow_thickness": _around(chance, 0.62 - 0.28 * womanly),
        "brow_arch": _around(chance, 0.35 + 0.3 * womanly),
        "brow_tilt": _around(chance, 0.58 - 0.15 * womanly, 0.18),
        "brow_length": _around(chance, 0.5),
        "brow_height": _around(chance, 0.42 + 0.15 * womanly),
        "eye_size": _around(chance, 0.36 + 0.32 * womanly - 0.15 * age),
        "eye_roundness": _around(chance, 0.36 + 0.28 * womanly),
        "eye_spacing": _around(chance, 0.5, 0.18),
        "eye_tilt": _around(chance, 0.48 + 0.08 * womanly),
        "eye_height": _around(chance, 0.5),
        "lid_crease": float(chance.random()),
        "iris_size": _around(chance, 0.5, 0.17),
        "iris_hue": float((iris + chance.normal(0, 0.02)) % 1.0),
        "iris_depth": _around(chance, 0.5, 0.25),
        "iris_vividness": _around(chance, 0.55, 0.25),
        "lashes": _around(chance, 0.18 + 0.55 * womanly, 0.15),
        "eye_makeup": float(chance.uniform(0.2, 1)) if chance.random() < 0.45 * womanly else 0.0,
        "nose_width": _around(chance, 0.55 - 0.15 * womanly),
        "nose_length": _around(chance, 0.5),
        "nose_bridge": _around(chance, 0.6 - 0.3 * womanly + 0.1 * age, 0.18),
        "mouth_width": _around(chance, 0.5),
        "mouth_height": _around(chance, 0.5, 0.15),
        "upper_lip": _around(chance, 0.38 + 0.15 * womanly),
        "lower_lip": _around(chance, 0.42 + 0.15 * womanly),
        "lip_colour": _around(chance, 0.12 + 0.5 * womanly, 0.18),
        "mouth_curve": _around(chance, 0.6, 0.15),
        "beard": _pick(chance, {"stubble": 4, "goatee": 2, "short": 3, "full": 3}) if has_beard else "none",
        "moustache": _pick(chance, {"none": 4, "thin": 2, "chevron": 4, "curled": 1}) if has_beard else "none",
    }


def _suit_eyes(chance: Generator, values: dict[str, Any]) -> None:
    """Deeper skin mostly goes with brown eyes and with dark hair; a drawn world allows for everything else too."""
    if chance.random() < 0.75 * values["skin_tone"]:
        values["iris_hue"], values["iris_depth"] = _around(chance, 0.155, 0.015), _around(chance, 0.62, 0.15)
        values["iris_vividness"] = _around(chance, 0.5, 0.15)
    if values["hair_vividness"] < 0.5 and values["age"] < 0.6 and chance.random() < 0.8 * values["skin_tone"]:
        values["hair_depth"] = _around(chance, 0.92, 0.07)


def _wear(chance: Generator, womanly: float, age: float) -> dict[str, Any]:
    return {
        "glasses": _pick(chance, {"none": 82 - 20 * age, "round": 7, "square": 7, "half": 4}),
        "earrings": _pick(chance, {"none": 80 - 40 * womanly, "stud": 12, "hoop": 9, "drop": 3 + 9 * womanly}),
        "clothes": _pick(chance, _WOMANLY_CLOTHES if _leans(chance, womanly) else _MANLY_CLOTHES),
        "clothes_hue": float(chance.random()),
        "clothes_depth": float(chance.random()),
        "accent_hue": float(chance.random()),
    }


def _drawing(chance: Generator, womanly: float, age: float) -> dict[str, Any]:
    from studio.models.genome import BACKGROUNDS, PALETTES

    return {
        "style": _pick(chance, {"flat": 28, "cel": 40, "soft": 32}), "line_weight": _around(chance, 0.5, 0.2),
        "palette": str(chance.choice(PALETTES)), "background": str(chance.choice(BACKGROUNDS)),
        "background_hue": float(chance.random()),
    }  # fmt: skip
