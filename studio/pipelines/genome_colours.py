"""Colour genes: the drawn colours that are nearest to the seen ones."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from studio.models.genome import PortraitGenome
from studio.vision.head_look import HeadLook

Floats = NDArray[np.float32]

_EYE_WHITE = 76.0
"""Lightness of the whites of the eyes in a well lit photograph."""
_LIGHT_SHARE, _LIGHT_LIMIT = 0.7, 24.0
"""How much of a difference from that is put down to the light, and at most how much."""
_SKIN_MIDDLE, _SKIN_STRETCH, _SKIN_SHIFT = 74.0, 1.4, 1.0
"""Photographs bring light and dark skin nearer together than drawings do."""
_SKIN_CHROMA = 32.0
"""Skin more colourful than this was lighter before varnish, film or a warm lamp; pale skin in shade is light too."""
_TONES, _UNDERTONES = np.linspace(0, 1, 41), (0.15, 0.35, 0.5, 0.65, 0.85)
_DEPTHS = np.linspace(0.02, 0.98, 25)
_HAIR_HUES = (0.05, 0.08, 0.11, 0.14, 0.17, 0.20, 0.24)
_VIVIDNESSES = (0.03, 0.12, 0.25, 0.4, 0.55, 0.75)
_IRISES = {  # the colours that people's eyes have: hue, depth, vividness
    "dark brown": (0.12, 0.85, 0.35), "brown": (0.13, 0.68, 0.5), "amber": (0.19, 0.5, 0.6), "hazel": (0.25, 0.5, 0.4),
    "green": (0.36, 0.48, 0.4), "grey": (0.62, 0.42, 0.1), "blue": (0.66, 0.4, 0.45),
}  # fmt: skip


def colour_genes(look: HeadLook, is_photo: bool) -> dict[str, float]:
    """The genes of skin, hair, eyes, lips and clothes.

    Args:
        look: What was seen.
        is_photo: Whether light has to be allowed for; drawn colours are taken as they are.
    """
    shift = _exposure(look) if is_photo else 0.0
    lit = {name: colour + np.array([shift, 0, 0], np.float32) for name, colour in look.colours.items()}
    genes = _skin_genes(lit["skin"], is_photo)
    if "hair" in lit:
        genes |= _hair_genes(look.colours["hair"] + np.array([shift * 0.5, 0, 0], np.float32), is_photo)
    elif "brows" in lit:
        genes |= _hair_genes(look.colours["brows"], is_photo)
    if "eye" in lit:
        genes |= _eye_genes(lit["eye"]) if is_photo else _drawn_eye_genes(lit["eye"])
    if "lips" in lit:
        red = float(np.clip((lit["lips"][1] - lit["skin"][1] - 4) / 12, 0, 1))
        genes |= {"lip_colour": 0.1 + 0.5 * red} if is_photo else _lip_genes(lit["lips"], genes)
    if "clothes" in lit:
        genes |= _clothes_genes(look.colours["clothes"])
    return genes


def _exposure(look: HeadLook) -> float:
    """Dim light is known by dark whites of the eyes over rosy skin; deep skin is golden, and squinting hides whites."""
    _, a, b = map(float, look.colours["skin"])
    if look.eye_white <= 0 or a <= b:
        return 0.0
    return float(np.clip(_LIGHT_SHARE * (_EYE_WHITE - look.eye_white), 0.0, _LIGHT_LIMIT))


def _nearest(wanted: Floats, table: Floats, weights: tuple[float, float, float]) -> int:
    return int((((table - wanted) * np.array(weights, np.float32)) ** 2).sum(1).argmin())


def _skin_genes(wanted: Floats, is_photo: bool) -> dict[str, float]:
    places, table = _skins()
    if is_photo:
        seen, chroma = float(wanted[0]), float(np.hypot(wanted[1], wanted[2]))
        faded = float(np.clip((chroma - _SKIN_CHROMA) * 0.8, 0, 12))
        faded += float(
            np.clip((28 - chroma) * 0.6, 0, 8) * np.clip((84 - seen) / 8, 0, 1) * np.clip((seen - 58) / 8, 0, 1)
        )
        apart = float(wanted[0]) + faded - _SKIN_MIDDLE
        light = _SKIN_MIDDLE + apart * (_SKIN_STRETCH if apart < 0 else 1.0) + _SKIN_SHIFT
        wanted = np.array([light, wanted[1], wanted[2]], np.float32)
    tone, undertone = places[_nearest(wanted, table, (1.0, 0.5, 0.5) if is_photo else (1.0, 1.0, 1.0))]
    return {"skin_tone": tone, "skin_undertone": undertone}


def _hair_genes(wanted: Floats, is_photo: bool) -> dict[str, float]:
    places, table = _hairs() if is_photo else _dyed_hairs()
    hue, depth, vividness = places[_nearest(wanted, table, (1.0, 0.8, 0.8))]
    return {"hair_hue": hue, "hair_depth": depth, "hair_vividness": vividness}


def _eye_genes(wanted: Floats) -> dict[str, float]:
    """By the hue mostly: irises in photographs are dim."""
    light, a, b = map(float, wanted)
    warmth = b - 0.35 * a
    if light < 30 or (light < 42 and a > 5):
        name = "dark brown" if light < 26 else "brown"
    elif b < -2:
        name = "blue"
    elif b < 5:
        name = "grey"
    elif a < 2:
        name = "green" if a < -1 else "hazel"
    else:
        name = "amber" if light > 52 and warmth > 12 else "brown"
    hue, depth, vividness = _IRISES[name]
    return {"iris_hue": hue, "iris_depth": depth, "iris_vividness": vividness}


def _drawn_eye_genes(wanted: Floats) -> dict[str, float]:
    places, table = _drawn_irises()
    hue, depth, vividness = places[_nearest(wanted, table, (0.7, 1.0, 1.0))]
    return {"iris_hue": hue, "iris_depth": depth, "iris_vividness": vividness}


def _lip_genes(wanted: Floats, genes: Mapping[str, float]) -> dict[str, float]:
    """How much redder the lips are than the skin, against what the drawn ones can be."""
    shares = np.linspace(0, 1, 11)
    table = [
        _lab_of("lip", skin_tone=genes["skin_tone"], skin_undertone=genes["skin_undertone"], lip_colour=float(share))
        for share in shares
    ]
    return {"lip_colour": float(shares[_nearest(wanted, np.array(table), (0.5, 1.0, 0.4))])}


def _clothes_genes(wanted: Floats) -> dict[str, float]:
    places, table = _cloths()
    hue, depth = places[_nearest(wanted, table, (1.0, 1.0, 1.0))]
    return {"clothes_hue": hue, "clothes_depth": depth}


# --- what can be drawn


def _lab_of(colour: str, **genes: float) -> Floats:
    from studio.engines.portrait.colours import palette_of

    return to_lab(palette_of(PortraitGenome(**genes))[colour])  # type: ignore[arg-type]


def to_lab(colour: Floats) -> Floats:
    """(3,) sRGB 0…1 as Lab."""
    import cv2

    lab: Floats = cv2.cvtColor(np.asarray(colour, np.float32).reshape(1, 1, 3), cv2.COLOR_RGB2LAB)[0, 0]
    return lab


@functools.cache
def _skins() -> tuple[list[tuple[float, float]], Floats]:
    from studio.engines.portrait.colours import skin_colour

    places = [(float(tone), undertone) for tone in _TONES for undertone in _UNDERTONES]
    return places, np.array([to_lab(skin_colour(*place)) for place in places])


def _hair_table(
    hues: tuple[float, ...], vividnesses: tuple[float, ...]
) -> tuple[list[tuple[float, float, float]], Floats]:
    from studio.engines.portrait.colours import from_oklch

    places = [(hue, float(depth), vivid) for hue in hues for depth in _DEPTHS for vivid in vividnesses]
    colours = [  # as the palette mixes it, "natural"
        from_oklch(min(0.93, max(0.25, 0.95 - 0.70 * depth)), 0.175 * vivid * 0.9625, hue)
        for hue, depth, vivid in places
    ]
    return places, np.array([to_lab(colour) for colour in colours])


@functools.cache
def _hairs() -> tuple[list[tuple[float, float, float]], Floats]:
    return _hair_table(_HAIR_HUES, _VIVIDNESSES)


@functools.cache
def _dyed_hairs() -> tuple[list[tuple[float, float, float]], Floats]:
    return _hair_table(tuple(np.linspace(0, 0.96, 25).tolist()), (0.03, 0.2, 0.4, 0.6, 0.8, 1.0))


@functools.cache
def _drawn_irises() -> tuple[list[tuple[float, float, float]], Floats]:
    from studio.engines.portrait.colours import from_oklch

    places = [
        (float(hue), float(depth), vivid)
        for hue in np.linspace(0, 0.96, 25) for depth in np.linspace(0.05, 0.95, 10) for vivid in (0.1, 0.4, 0.7, 1.0)
    ]  # fmt: skip
    colours = [from_oklch(0.74 - 0.4 * depth, 0.03 + 0.13 * vivid, hue) for hue, depth, vivid in places]
    return places, np.array([to_lab(colour) for colour in colours])


@functools.cache
def _cloths() -> tuple[list[tuple[float, float]], Floats]:
    places = [(float(hue), float(depth)) for hue in np.linspace(0, 0.95, 20) for depth in np.linspace(0, 1, 11)]
    return places, np.array([_lab_of("cloth", clothes_hue=hue, clothes_depth=depth) for hue, depth in places])
