"""What the window's swap mode shows, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SwapFace:
    """A face in the picture: which one is to be replaced?

    Attributes:
        x, y, width, height: Pixels of the picture.
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class SwapWish:
    """What is set in the form.

    Attributes:
        character: Id of who is put in.
        words: As typed: "joy:0.7", "joy+surprise:0.5"; empty for what the character wears.
        expression_picture: Path of a picture that shows the expression; empty for none.
        is_draft: Two evaluations instead of the full way.
        seed: Of the noise.
        identity, expression: How much each is insisted on.
        growth: Size of what is replaced.
        keeps_head: Whether the head keeps the turn that it has in the picture.
    """

    character: str = ""
    words: str = ""
    expression_picture: str = ""
    is_draft: bool = False
    seed: int = 0
    identity: float = 1.0
    expression: float = 1.0
    growth: float = 1.0
    keeps_head: bool = True


__all__ = ["SwapFace", "SwapWish"]
