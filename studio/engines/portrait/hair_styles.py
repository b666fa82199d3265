"""The table of hairstyles, and what is worn in the hair."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from studio.engines.portrait import hair_covered, hair_long, hair_short
from studio.engines.portrait.curves import open_array, stroke_array
from studio.engines.portrait.hair import HairCut, curl, leaf

STYLES_BY_NAME: Mapping[str, Callable[[HairCut], None]] = {
    "bald": hair_short.bald,
    "buzz": hair_short.buzz,
    "crop": hair_short.crop,
    "side_part": hair_short.side_part,
    "quiff": hair_short.quiff,
    "slick": hair_short.slick,
    "spiky": hair_short.spiky,
    "messy": hair_short.messy,
    "mohawk": hair_short.mohawk,
    "pixie": hair_short.pixie,
    "bob": hair_long.bob,
    "medium": hair_long.medium,
    "long_straight": hair_long.long_straight,
    "long_wavy": hair_long.long_wavy,
    "ponytail": hair_long.ponytail,
    "twin_tails": hair_long.twin_tails,
    "bun": hair_long.bun,
    "space_buns": hair_long.space_buns,
    "braids": hair_long.braids,
    "afro": hair_short.afro,
    "curly_short": hair_short.curly_short,
    "curly_long": hair_long.curly_long,
    "locs": hair_long.locs,
    "headscarf": hair_covered.headscarf,
    "beanie": hair_covered.beanie,
    "hood": hair_covered.hood,
}

COVERED = ("headscarf", "beanie", "hood")
SHORN = ("bald", "buzz", "mohawk")


def add_ornament(cut: HairCut) -> None:
    """A band, pin, flower or bow, where the hairstyle leaves room for it."""
    kind, style = cut.genome.ornament, cut.genome.hair_style
    if kind == "none" or style in COVERED or style in SHORN:
        return
    w, v, s = cut.wide, cut.volume, cut.sweep
    x, y = -s * 0.72 * w, -0.80 - v * 0.4
    if kind == "band":
        arc = open_array(
            [
                (-1.06 * w - v * 0.4, -0.42),
                (-0.66 * w, -1.02 - v * 0.5),
                (0, -1.16 - v * 0.8),
                (0.66 * w, -1.02 - v * 0.5),
                (1.06 * w + v * 0.4, -0.42),
            ],
            11,
        )
        cut.plan.ties.append(stroke_array(arc, np.full(11, 0.055, np.float32)))
    elif kind == "pin":
        for lean in (-0.05, 0.05):
            cut.plan.ties.append(
                leaf((x - 0.14, y + 0.10 + lean), (x, y + lean), (x + 0.16, y - 0.10 + lean), 0.035, 0.2)
            )
    elif kind == "flower":
        for index in range(5):
            angle = index / 5 * 2 * math.pi
            cut.plan.ties.append(curl(x + 0.11 * math.cos(angle), y + 0.11 * math.sin(angle), 0.085))
    else:
        for side in (-1, 1):
            cut.plan.ties.append(leaf((x + side * 0.30, y - 0.10), (x + side * 0.25, y + 0.1), (x, y), 0.13, 0.9))
        cut.plan.ties.append(curl(x, y, 0.055))
