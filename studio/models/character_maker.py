"""What an editor of drawn characters shows and keeps: plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from studio.models.genome import GENES, Gene, GeneKind, PortraitGenome

SIZES_PX = (512, 768, 1024, 1536, 2048)
DEFAULT_SIZE_PX = 1024
VARIANT_COUNT = 9
STRIP_EXPRESSIONS = ("neutral", "joy", "sadness", "anger", "surprise", "fear", "disgust")
"""What the strip shows; the first is the resting face."""
GROUP_TITLES = {
    "head": "Head", "skin": "Skin", "hair": "Hair", "brows": "Brows", "eyes": "Eyes", "nose": "Nose", "mouth": "Mouth",
    "beard": "Beard", "wear": "Clothes and glasses", "drawing": "Drawing",
}  # fmt: skip
OPEN_GROUPS = ("hair", "skin")
"""Groups that are unfolded at first."""


@dataclass(frozen=True, slots=True)
class MakerState:
    """A character in the making; each is one step of the editor's own undo.

    Attributes:
        genome: Who.
        seed: The number it began from, for people who note it down; 0 where it came from elsewhere.
        locked: Genes and groups that chance leaves alone.
        has_background: Whether its background is drawn.
        size_px: Side of the finished picture.
    """

    genome: PortraitGenome
    seed: int = 0
    locked: frozenset[str] = field(default_factory=frozenset)
    has_background: bool = True
    size_px: int = DEFAULT_SIZE_PX

    def with_gene(self, name: str, value: float | str) -> MakerState:
        """With another value of one gene."""
        return replace(self, genome=PortraitGenome.from_values(self.genome.values() | {name: value}))

    def randomised(self, seed: int) -> MakerState:
        """Somebody else; what is locked stays."""
        return replace(self, genome=kept(self.genome, PortraitGenome.random(seed), self.locked), seed=seed)

    def mutated(self, seed: int, amount: float) -> MakerState:
        """A relative; what is locked stays."""
        return replace(self, genome=self.genome.mutated(seed, amount, self.locked))

    def with_lock(self, name: str, is_locked: bool) -> MakerState:
        """With a gene or a whole group locked, or free.

        A group is locked by its genes, so that single ones can be freed again.
        """
        names = {gene.name for gene in GENES if gene.group == name} or {name}
        return replace(self, locked=self.locked | names if is_locked else self.locked - names)


def kept(old: PortraitGenome, new: PortraitGenome, locked: Collection[str]) -> PortraitGenome:
    """The new genome with the locked genes, or groups, of the old one."""
    values = new.values()
    values.update({gene.name: getattr(old, gene.name) for gene in GENES if gene.name in locked or gene.group in locked})
    return PortraitGenome.from_values(values)


def groups() -> Iterable[tuple[str, tuple[Gene, ...]]]:
    """Groups with their genes, in the order of the table; the drawing style is set elsewhere."""
    for group in GROUP_TITLES:
        yield group, tuple(gene for gene in GENES if gene.group == group and gene.name != "style")


def choice_title(choice: str) -> str:
    """An id for people: "side_part" -> "Side part"."""
    return choice.replace("_", " ").capitalize()


def default_of(gene: Gene) -> float:
    """The middle of a number gene, as a plain grown-up has it."""
    value = getattr(PortraitGenome(), gene.name)
    return float(value) if gene.kind is not GeneKind.CHOICE else 0.0
