"""A portrait's genome: identity as data, one number or choice per gene.

Numbers go from 0 to 1 and 0.5 is the middle of what people look like, unless the gene says otherwise. A genome knows
nothing of expressions: these are poses (`studio.models.controls`), worn on top of it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from studio.core.errors import InputError

HAIR_STYLES = (
    "bald", "buzz", "crop", "side_part", "quiff", "slick", "spiky", "messy", "mohawk", "pixie", "bob", "medium",
    "long_straight", "long_wavy", "ponytail", "twin_tails", "bun", "space_buns", "braids", "afro", "curly_short",
    "curly_long", "locs", "headscarf", "beanie", "hood",
)  # fmt: skip
FRINGES = ("none", "blunt", "swept", "curtain", "jagged", "wispy")
CLOTHES = ("tee", "v_neck", "shirt", "hoodie", "turtleneck", "jacket", "dress", "robe", "sailor", "armour")
STYLES = ("flat", "cel", "soft")
PALETTES = ("natural", "vivid", "pastel", "muted")
BACKGROUNDS = ("plain", "gradient", "glow", "disc", "split", "rays")


class GeneKind(StrEnum):
    """How a gene is edited."""

    SCALE = "scale"
    HUE = "hue"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Gene:
    """One row of the gene table.

    Attributes:
        name: Field of `PortraitGenome`.
        group: "head", "skin", "hair", …: rows of one group are edited together.
        kind: Scale and hue are numbers from `minimum` to `maximum` (a hue goes round), choice is one of `choices`.
        title: For people, short.
        meaning: What its two ends, or its choices, look like.
        minimum, maximum: Limits of a number.
        choices: Ids of a choice, else empty.
    """

    name: str
    group: str
    kind: GeneKind
    title: str
    meaning: str
    minimum: float = 0.0
    maximum: float = 1.0
    choices: tuple[str, ...] = ()


def _scale(group: str, title: str, meaning: str, default: float = 0.5) -> Any:
    return field(default=default, metadata={"row": (group, GeneKind.SCALE, title, meaning, ())})


def _hue(group: str, title: str, default: float) -> Any:
    row = (group, GeneKind.HUE, title, "colour wheel: 0 and 1 are the same pink-red", ())
    return field(default=default, metadata={"row": row})


def _choice(group: str, title: str, meaning: str, choices: tuple[str, ...]) -> Any:
    return field(default=choices[0], metadata={"row": (group, GeneKind.CHOICE, title, meaning, choices)})


@dataclass(frozen=True, slots=True)
class PortraitGenome:
    """Everything that makes one character; the default is a plain grown-up.

    Raises:
        InputError: If a value is outside its gene's range or no known choice.
    """

    head_width: float = _scale("head", "Head width", "narrow to wide")
    head_length: float = _scale("head", "Face length", "short to long")
    forehead: float = _scale("head", "Forehead", "low to high hairline")
    cheek_width: float = _scale("head", "Cheekbones", "narrow to wide")
    cheek_fullness: float = _scale("head", "Cheeks", "hollow to chubby")
    jaw_width: float = _scale("head", "Jaw width", "tapered to square")
    jaw_height: float = _scale("head", "Jaw corner", "high and soft to low and angular")
    chin_width: float = _scale("head", "Chin width", "pointed to broad")
    chin_length: float = _scale("head", "Chin length", "short to long")
    ear_size: float = _scale("head", "Ears", "small to large")
    ear_flare: float = _scale("head", "Ear flare", "lying close to standing out", 0.3)
    neck_width: float = _scale("head", "Neck", "slender to strong")
    shoulder_width: float = _scale("head", "Shoulders", "narrow to broad")

    skin_tone: float = _scale("skin", "Skin tone", "lightest to deepest, evenly over the Monk scale", 0.3)
    skin_undertone: float = _scale("skin", "Undertone", "cool rose to warm olive")
    blush: float = _scale("skin", "Blush", "none to rosy cheeks", 0.4)
    freckles: float = _scale("skin", "Freckles", "none to many", 0.0)
    mole: float = _scale("skin", "Beauty mark", "none, then one that wanders over the face", 0.0)
    scar: str = _choice("skin", "Scar", "where an old scar is", ("none", "brow", "cheek", "nose"))
    age: float = _scale("skin", "Age signs", "smooth to deeply lined", 0.1)

    hair_style: str = _choice("hair", "Hairstyle", "cut of the hair, or what covers it", HAIR_STYLES)
    fringe: str = _choice("hair", "Fringe", "what hangs over the forehead", FRINGES)
    parting: float = _scale("hair", "Parting", "left in the picture, middle, right", 0.35)
    hair_length: float = _scale("hair", "Hair length", "shorter to longer within the style")
    hair_volume: float = _scale("hair", "Volume", "flat to full")
    hair_wave: float = _scale("hair", "Wave", "sleek to wild", 0.3)
    hair_detail: float = _scale("hair", "Strand pattern", "another arrangement of the strands")
    hair_hue: float = _hue("hair", "Hair hue", 0.15)
    hair_depth: float = _scale("hair", "Hair depth", "white to black", 0.75)
    hair_vividness: float = _scale("hair", "Hair colour strength", "grey to bright", 0.3)
    hair_tips: float = _scale("hair", "Dyed tips", "none to clearly another colour", 0.0)
    ornament: str = _choice("hair", "Ornament", "worn in the hair", ("none", "band", "pin", "flower", "bow"))

    brow_thickness: float = _scale("brows", "Brow thickness", "thin to bushy")
    brow_arch: float = _scale("brows", "Brow arch", "straight to arched")
    brow_tilt: float = _scale("brows", "Brow tilt", "gentle to stern")
    brow_length: float = _scale("brows", "Brow length", "short to long")
    brow_height: float = _scale("brows", "Brow height", "close to the eye to high")

    eye_size: float = _scale("eyes", "Eye size", "small to large")
    eye_roundness: float = _scale("eyes", "Eye roundness", "narrow to round")
    eye_spacing: float = _scale("eyes", "Eye spacing", "close to wide apart")
    eye_tilt: float = _scale("eyes", "Eye tilt", "drooping to cat-like")
    eye_height: float = _scale("eyes", "Eye height", "low to high")
    lid_crease: float = _scale("eyes", "Lid crease", "single lid to deep crease")
    iris_size: float = _scale("eyes", "Iris size", "small to large")
    iris_hue: float = _hue("eyes", "Iris hue", 0.15)
    iris_depth: float = _scale("eyes", "Iris depth", "pale to dark")
    iris_vividness: float = _scale("eyes", "Iris colour strength", "grey to jewel-like")
    lashes: float = _scale("eyes", "Lashes", "plain to long", 0.4)
    eye_makeup: float = _scale("eyes", "Eye shadow", "none to strong", 0.0)

    nose_width: float = _scale("nose", "Nose width", "narrow to broad")
    nose_length: float = _scale("nose", "Nose length", "short to long")
    nose_bridge: float = _scale("nose", "Nose bridge", "barely seen to strong")

    mouth_width: float = _scale("mouth", "Mouth width", "small to wide")
    mouth_height: float = _scale("mouth", "Mouth height", "low to high")
    upper_lip: float = _scale("mouth", "Upper lip", "thin to full")
    lower_lip: float = _scale("mouth", "Lower lip", "thin to full")
    lip_colour: float = _scale("mouth", "Lip colour", "like the skin to lipstick", 0.3)
    mouth_curve: float = _scale("mouth", "Resting mouth", "downturned to smiling", 0.6)

    beard: str = _choice("beard", "Beard", "hair on chin and jaw", ("none", "stubble", "goatee", "short", "full"))
    moustache: str = _choice("beard", "Moustache", "hair above the lip", ("none", "thin", "chevron", "curled"))

    glasses: str = _choice("wear", "Glasses", "shape of the frame", ("none", "round", "square", "half"))
    earrings: str = _choice("wear", "Ear-rings", "shape of the ear-rings", ("none", "stud", "hoop", "drop"))
    clothes: str = _choice("wear", "Clothes", "what is worn", CLOTHES)
    clothes_hue: float = _hue("wear", "Clothes hue", 0.7)
    clothes_depth: float = _scale("wear", "Clothes depth", "light to dark")
    accent_hue: float = _hue("wear", "Accent hue", 0.2)

    style: str = _choice("drawing", "Drawing style", "flat shapes, hard or soft shading", STYLES)
    line_weight: float = _scale("drawing", "Line weight", "hairline to bold")
    palette: str = _choice("drawing", "Palette", "how colours are mixed", PALETTES)
    background: str = _choice("drawing", "Background", "what is behind the character", BACKGROUNDS)
    background_hue: float = _hue("drawing", "Background hue", 0.6)

    def __post_init__(self) -> None:
        for gene in GENES:
            _check(gene, getattr(self, gene.name))

    @classmethod
    def random(cls, seed: int) -> PortraitGenome:
        """A likely character: genes that go together are drawn together; the same seed gives the same one."""
        from studio.models.genome_random import random_values

        return cls(**random_values(seed))

    def values(self) -> dict[str, float | str]:
        """Gene name -> value, in the order of `GENES`."""
        return {gene.name: getattr(self, gene.name) for gene in GENES}

    def mutated(self, seed: int, amount: float = 0.2, locked: Collection[str] = ()) -> PortraitGenome:
        """A relative: every gene moves a little towards another character's.

        Args:
            seed: Which relative.
            amount: 0 changes nothing, 1 gives an unrelated character.
            locked: Genes, or groups of genes, that stay.

        Raises:
            InputError: If a locked name is neither gene nor group, or the amount is outside 0…1.
        """
        from studio.models.genome_random import generator

        _check_share("amount", amount)
        known = {gene.name for gene in GENES} | {gene.group for gene in GENES}
        if unknown := sorted(set(locked) - known):
            raise InputError(f"There is no gene {', '.join(unknown)}.", "See the table of genes.", "genome.unknown")
        other, source = PortraitGenome.random(seed), generator(seed, "mutation")
        draws = source.random(len(GENES))
        changed = self.values()
        for gene, draw in zip(GENES, draws, strict=True):
            if gene.name in locked or gene.group in locked:
                continue
            goal = getattr(other, gene.name)
            if gene.kind is GeneKind.CHOICE:
                changed[gene.name] = goal if draw < amount**1.5 or amount >= 1 else changed[gene.name]
            else:
                share = amount if amount >= 1 else min(1.0, amount * (0.5 + float(draw)))
                changed[gene.name] = _mixed(gene, float(changed[gene.name]), goal, share)
        return PortraitGenome(**changed)  # type: ignore[arg-type]

    def blend(self, other: PortraitGenome, share: float = 0.5) -> PortraitGenome:
        """A child of two: numbers are mixed (hues the short way round), choices come from the nearer parent.

        Args:
            other: The other parent.
            share: 0 gives this genome, 1 the other.

        Raises:
            InputError: If the share is outside 0…1.
        """
        _check_share("share", share)
        changed: dict[str, Any] = {}
        for gene in GENES:
            mine, theirs = getattr(self, gene.name), getattr(other, gene.name)
            if gene.kind is GeneKind.CHOICE:
                changed[gene.name] = mine if share < 0.5 else theirs
            else:
                changed[gene.name] = _mixed(gene, mine, theirs, share)
        return PortraitGenome(**changed)

    def distance(self, other: PortraitGenome) -> float:
        """How unlike two characters are: 0 equal, 1 every gene at opposite ends (root mean square over genes)."""
        return math.sqrt(sum(_gap(gene, self, other) ** 2 for gene in GENES) / len(GENES))

    def to_json(self) -> str:
        """The genome as JSON text, numbers rounded to six digits."""
        rounded = {
            name: round(value, 6) if isinstance(value, float) else value for name, value in self.values().items()
        }
        return json.dumps({"portrait_genome": 1, "genes": rounded}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> PortraitGenome:
        """The genome that `to_json` wrote; genes that are missing take their defaults.

        Raises:
            InputError: If it is not such a text, a gene is unknown or a value does not fit.
        """
        try:
            data = json.loads(text)
            version, genes = data["portrait_genome"], data["genes"]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                "This is not a character's genome.", "Choose a file saved here.", "genome.format"
            ) from error
        if version != 1 or not isinstance(genes, dict):
            raise InputError(
                "This genome was made by a newer version.", "Update the program to open it.", "genome.version"
            )
        return cls.from_values(genes)

    @classmethod
    def from_values(cls, values: Mapping[str, float | str]) -> PortraitGenome:
        """A genome from gene names and values; genes that are missing take their defaults.

        Raises:
            InputError: If a gene is unknown or a value does not fit.
        """
        if unknown := sorted(set(values) - set(GENE_BY_NAME)):
            raise InputError(f"There is no gene {', '.join(unknown)}.", "See the table of genes.", "genome.unknown")
        for name, value in values.items():
            _check(GENE_BY_NAME[name], value)
        numbers = {name: value if isinstance(value, str) else float(value) for name, value in values.items()}
        return cls(**numbers)  # type: ignore[arg-type]


def _table() -> tuple[Gene, ...]:
    rows = []
    for item in fields(PortraitGenome):
        group, kind, title, meaning, choices = item.metadata["row"]
        rows.append(Gene(item.name, group, kind, title, meaning, choices=choices))
    return tuple(rows)


GENES: tuple[Gene, ...] = _table()
"""All genes, in the order in which an editor shows them."""

GENE_BY_NAME: Mapping[str, Gene] = MappingProxyType({gene.name: gene for gene in GENES})

NUMBER_GENES: tuple[str, ...] = tuple(gene.name for gene in GENES if gene.kind is not GeneKind.CHOICE)
"""The genes that are numbers."""


def _check(gene: Gene, value: object) -> None:
    if gene.kind is GeneKind.CHOICE:
        if value not in gene.choices:
            raise InputError(
                f"{gene.title} has no choice {value!r}.", f"Take one of: {', '.join(gene.choices)}.", "genome.choice"
            )
        return
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not gene.minimum <= value <= gene.maximum:  # type: ignore[operator]
        raise InputError(
            f"{gene.title} cannot be {value!r}.",
            f"Give a number from {gene.minimum:g} to {gene.maximum:g}.",
            "genome.range",
        )


def _check_share(name: str, value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise InputError(f"The {name} cannot be {value!r}.", "Give a number from 0 to 1.", "genome.range")


def _mixed(gene: Gene, mine: float, theirs: float, share: float) -> float:
    gap = theirs - mine
    if gene.kind is GeneKind.HUE:
        return float((mine + share * (gap - round(gap))) % 1.0)
    return min(gene.maximum, max(gene.minimum, mine + share * gap))


def _gap(gene: Gene, mine: PortraitGenome, theirs: PortraitGenome) -> float:
    first, second = getattr(mine, gene.name), getattr(theirs, gene.name)
    if gene.kind is GeneKind.CHOICE:
        return 0.0 if first == second else 1.0
    gap = abs(first - second)
    return 2 * min(gap, 1 - gap) if gene.kind is GeneKind.HUE else float(gap)
