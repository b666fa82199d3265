"""From colour genes to the colours of a portrait. Mixing happens in OKLCH, so that equal steps look equal."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from studio.models.genome import PortraitGenome

Colour = NDArray[np.float32]
"""(3,) sRGB 0…1."""

MONK_SCALE: tuple[str, ...] = (
    "f6ede4", "f3e7db", "f7ead0", "eadaba", "d7bd96", "a07e56", "825c43", "604134", "3a312a", "292420",
)  # fmt: skip
"""The ten tones of the Monk skin tone scale, published under CC BY 4.0 by Ellis Monk."""

_GAMUT_STEPS = 24

_PALETTE = {  # lightness shift, chroma factor
    "natural": (0.0, 0.85), "vivid": (0.0, 1.25), "pastel": (0.07, 0.7), "muted": (-0.02, 0.55),
}  # fmt: skip


def from_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """A colour in OKLCH (hue in turns) as sRGB, its chroma lowered until it exists."""
    angle = 2 * math.pi * hue
    for step in range(_GAMUT_STEPS + 1):
        kept = chroma * (1 - step / _GAMUT_STEPS)
        linear = _linear(lightness, kept * math.cos(angle), kept * math.sin(angle))
        if all(-0.002 <= value <= 1.002 for value in linear):
            break
    return np.array([_encoded(min(1.0, max(0.0, value))) for value in linear], np.float32)


def _linear(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def to_oklch(colour: Colour) -> tuple[float, float, float]:
    """Lightness, chroma and hue (turns) of an sRGB colour."""
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in map(float, colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return lightness, math.hypot(a, b), (math.atan2(b, a) / (2 * math.pi)) % 1.0


def moved(colour: Colour, lightness: float = 1.0, chroma: float = 1.0, hue: float = 0.0, add: float = 0.0) -> Colour:
    """The colour with its lightness and chroma multiplied, its hue turned and its lightness raised by `add`."""
    light, strength, angle = to_oklch(colour)
    return from_oklch(min(1.0, light * lightness + add), strength * chroma, angle + hue)


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour at 0, the second at 1."""
    return (first + (second - first) * np.float32(share)).astype(np.float32)


def skin_colour(tone: float, undertone: float = 0.5) -> Colour:
    """A skin tone: 0 and 1 are the ends of the Monk scale; an illustrator's warmth is added, lightness is kept.

    Args:
        tone: 0 lightest … 1 deepest.
        undertone: 0 cool rose … 1 warm olive.
    """
    place = tone * (len(MONK_SCALE) - 1)
    first = min(int(place), len(MONK_SCALE) - 2)
    colour = mixed(_hex(MONK_SCALE[first]), _hex(MONK_SCALE[first + 1]), place - first)
    lightness, chroma, hue = to_oklch(colour)
    warm = 0.115 + 0.06 * undertone  # turns: 41° to 63°, rose to olive
    hue = hue + (warm - hue) * 0.75
    chroma = max(chroma * 0.9, 0.028 + 0.056 * math.sin(math.pi * min(1.0, tone * 0.85 + 0.1)))
    return from_oklch(max(lightness * 0.98, 0.27 + 0.37 * lightness), chroma, hue)


def _hex(text: str) -> Colour:
    return np.array([int(text[i : i + 2], 16) / 255 for i in (0, 2, 4)], np.float32)


def palette_of(genome: PortraitGenome) -> dict[str, Colour]:
    """All colours of a portrait by name."""
    colours = _skin_palette(genome)
    colours.update(_hair_palette(genome, colours["skin"]))
    colours.update(_eye_palette(genome, colours))
    colours.update(_clothes_palette(genome))
    return colours


def _skin_palette(genome: PortraitGenome) -> dict[str, Colour]:
    skin = skin_colour(genome.skin_tone, genome.skin_undertone)
    light, chroma, hue = to_oklch(skin)
    rose = 0.085
    shade_hue = hue + (rose - hue) * 0.35
    shade = from_oklch(light * 0.88, min(0.12, chroma * 1.15 + 0.010), shade_hue)
    lip_goal = from_oklch(0.345 + 0.30 * light, 0.14, 0.045 + 0.03 * genome.skin_undertone)
    own_lip = from_oklch(light * 0.84 + 0.07 * (1 - light), chroma * 1.1 + 0.03, 0.07)
    lip = mixed(own_lip, lip_goal, min(1.0, genome.lip_colour * 1.15))
    return {
        "skin": skin,
        "skin_shade": shade,
        "skin_deep": from_oklch(light * 0.72, chroma * 1.25 + 0.015, shade_hue - 0.01),
        "skin_light": from_oklch(min(0.985, light * 1.045 + 0.035 + 0.07 * (1 - light)), chroma * 0.75, hue),
        "skin_line": from_oklch(0.16 + 0.27 * light, 0.045 + chroma * 0.35, 0.075),
        "blush": from_oklch(light * 0.82 + 0.03, 0.10 + 0.05 * light, 0.06),
        "lip": lip,
        "lip_dark": moved(lip, 0.82, 1.05),
        "lip_light": moved(lip, 1.04, 0.8, add=0.09),
        "mouth_line": from_oklch(0.12 + 0.25 * light, 0.055, 0.06),
        "freckle": from_oklch(light * 0.74, chroma * 1.1 + 0.03, 0.13),
        "cavity": from_oklch(0.27, 0.085, 0.05),
        "tongue": from_oklch(0.64, 0.13, 0.045),
        "tongue_shade": from_oklch(0.54, 0.13, 0.05),
        "teeth": from_oklch(0.975, 0.008, 0.25),
        "white": np.ones(3, np.float32),
    }


def _hair_palette(genome: PortraitGenome, skin: Colour) -> dict[str, Colour]:
    shift, factor = _PALETTE[genome.palette]
    light = min(0.93, max(0.25, 0.95 - 0.70 * genome.hair_depth + shift * 0.5))
    chroma = 0.175 * genome.hair_vividness * (0.75 + 0.25 * factor)
    hair = from_oklch(light, chroma, genome.hair_hue)
    tips_hue = genome.accent_hue
    tips = mixed(hair, from_oklch(min(0.8, light + 0.18), 0.15, tips_hue), genome.hair_tips)
    brow_light = min(light * 0.8 + 0.02, to_oklch(skin)[0] * 0.68)
    cold = -0.02 if genome.hair_vividness > 0.5 else 0.0
    return {
        "hair": hair,
        "hair_shade": moved(hair, 0.8, 1.08, cold),
        "hair_deep": moved(hair, 0.66, 1.05, cold * 2),
        "hair_light": moved(hair, 0.97, 0.95, add=0.13 - 0.05 * light),
        "hair_gloss": moved(hair, 0.9, 0.8, add=0.29),
        "hair_line": from_oklch(0.09 + light * 0.38, min(0.1, chroma * 0.9 + 0.012), genome.hair_hue + cold),
        "stubble": mixed(moved(skin, 0.62, 0.6), from_oklch(brow_light * 0.7, 0.02, genome.hair_hue), 0.45),
        "tips": tips,
        "tips_shade": moved(tips, 0.82, 1.05),
        "brow": from_oklch(brow_light, chroma * 0.8 + 0.01, genome.hair_hue),
    }


def _eye_palette(genome: PortraitGenome, colours: dict[str, Colour]) -> dict[str, Colour]:
    light = 0.74 - 0.4 * genome.iris_depth
    chroma = 0.03 + 0.13 * genome.iris_vividness
    iris = from_oklch(light, chroma, genome.iris_hue)
    makeup = from_oklch(0.5 + 0.15 * to_oklch(colours["skin"])[0], 0.12, genome.accent_hue)
    lash = mixed(from_oklch(0.2, 0.025, 0.06), colours["hair_line"], 0.25)
    return {
        "iris": iris, "iris_dark": moved(iris, 0.55, 0.9), "iris_ring": moved(iris, 0.38, 0.8),
        "iris_light": moved(iris, 1.0, 1.05, add=0.17), "pupil": moved(iris, 0.25, 0.5),
        "eye_white": from_oklch(0.972, 0.008, 0.2), "eye_shade": from_oklch(0.70, 0.035, 0.78),
        "lash": lash, "makeup": makeup, "glint": np.ones(3, np.float32),
    }  # fmt: skip


def _clothes_palette(genome: PortraitGenome) -> dict[str, Colour]:
    shift, factor = _PALETTE[genome.palette]
    light = min(0.95, 0.88 - 0.58 * genome.clothes_depth + shift)
    chroma = (0.045 + 0.085 * (1 - abs(genome.clothes_depth * 2 - 1) ** 2)) * factor
    cloth = from_oklch(light, chroma, genome.clothes_hue)
    accent = from_oklch(0.66 + shift if light < 0.6 else 0.52 + shift, 0.13 * factor, genome.accent_hue)
    back_light, back_chroma = 0.80 + shift, 0.075 * factor
    back = from_oklch(back_light, back_chroma, genome.background_hue)
    return {
        "cloth": cloth,
        "cloth_shade": moved(cloth, 0.83, 1.08, -0.015),
        "cloth_light": moved(cloth, 1.0, 0.95, add=0.07),
        "cloth_line": moved(cloth, 0.42, 0.9),
        "cloth_deep": moved(cloth, 0.68, 1.1),
        "accent": accent,
        "accent_shade": moved(accent, 0.82, 1.05),
        "accent_line": moved(accent, 0.45),
        "inner": from_oklch(0.93, 0.012, genome.clothes_hue + 0.1),
        "inner_shade": from_oklch(0.8, 0.025, genome.clothes_hue + 0.1),
        "metal": from_oklch(0.85, 0.10, 0.24) if genome.accent_hue < 0.6 else from_oklch(0.88, 0.012, 0.7),
        "metal_line": from_oklch(0.42, 0.06, 0.2),
        "frame": from_oklch(0.26, 0.04, genome.accent_hue),
        "back": back,
        "back_light": from_oklch(min(0.97, back_light + 0.1), back_chroma * 0.55, genome.background_hue + 0.03),
        "back_deep": from_oklch(back_light - 0.13, back_chroma * 1.15, genome.background_hue - 0.04),
    }
