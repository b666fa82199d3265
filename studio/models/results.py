"""Drawn cells of the set matrix: one character wearing one expression, with everything needed to draw it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from studio.models.character import BlobHash, Character, Reference
from studio.models.controls import Pose
from studio.models.framing import FrameOptions


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the pixels of a drawn cell.

    Attributes:
        engine: Name of the engine.
        program: Version of the program that drew it.
        seed: For engines that use chance.
        expression: Id of the expression.
        pose: Its controls when it was drawn.
        reference: Key of the character's main reference, see `reference_key`.
        frame: Size and place of the frame.
        models: Model file -> SHA-256, for engines with weights.
    """

    engine: str
    program: str
    seed: int
    expression: str
    pose: Pose
    reference: str
    frame: FrameOptions = field(default_factory=FrameOptions)
    models: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Equal where the pixels would be equal; 16 hexadecimal digits."""
        frame = [self.frame.size_px, self.frame.crop.value, self.frame.is_pixel_art]  # the pivot moves no pixel
        pose = sorted((name, round(value, 6)) for name, value in self.pose.items())
        parts = [self.engine, self.seed, pose, self.reference, frame, sorted(self.models.items())]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Variant:
    """One drawing of a cell.

    Attributes:
        id: Unique in its cell.
        picture: Blob: PNG, RGBA.
        recipe: How it was made.
        likeness: Cosine with the character's identity, -1…1; None where it was not measured.
        measured: Controls read from the drawing; empty where no reader is installed.
        is_starred: The artist's choice; it is shown and exported.
    """

    id: str
    picture: BlobHash
    recipe: Recipe
    likeness: float | None = None
    measured: Pose = field(default_factory=dict)
    is_starred: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the matrix.

    Attributes:
        character: Id.
        expression: As it stands in the character's set: "joy", "joy:0.7".
        variants: Oldest first.
        failure: Why the last attempt failed; empty if it did not.
    """

    character: str
    expression: str
    variants: tuple[Variant, ...] = ()
    failure: str = ""

    @property
    def shown(self) -> Variant | None:
        """The starred variant, else the newest."""
        starred = next((variant for variant in self.variants if variant.is_starred), None)
        return starred or (self.variants[-1] if self.variants else None)

    def blobs(self) -> Iterator[BlobHash]:
        """The blobs that it needs."""
        for variant in self.variants:
            yield variant.picture


def reference_key(reference: Reference) -> str:
    """What decides how a reference is drawn: its pixels, cut-out, landmarks and style; 16 hexadecimal digits."""
    parts = [reference.picture, reference.cut_out, reference.mesh.points, reference.style.value]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def drawn_key(character: Character) -> str:
    """`reference_key` of the picture that is drawn; empty without one."""
    return reference_key(character.main_reference) if character.references else ""
