"""A character of a project: its pictures, what was seen in them, and the expressions it wears.

Everything here is small plain data. Pixels, meshes and embeddings lie in the project's blob store and are named by
their SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.models.face import ArtStyle, MeshSource
from studio.models.look import Look
from studio.models.performance_calibration import Calibration
from studio.models.portrait import DrawnPortrait

BlobHash = str
"""SHA-256 of a blob, 64 lower-case hexadecimal digits."""


class Background(StrEnum):
    """What is done with what lies behind the character."""

    OWN_ALPHA = "own-alpha"
    CUT_OUT = "cut-out"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class SeenBox:
    """The face box that was chosen, pixels of the upright picture."""

    x: float
    y: float
    width: float
    height: float
    score: float
    detector: str
    quarter_turns: int = 0


@dataclass(frozen=True, slots=True)
class SeenMesh:
    """The landmarks that were found.

    Attributes:
        points: Blob: (478, 3) float32 in NumPy's file format.
        source, quarter_turns, blendshapes, plausibility: As in `FaceMesh`.
    """

    points: BlobHash
    source: MeshSource
    quarter_turns: int = 0
    blendshapes: Mapping[str, float] = field(default_factory=dict)
    plausibility: float = 1.0


@dataclass(frozen=True, slots=True)
class Reference:
    """One picture of a character.

    Attributes:
        id: Unique in its character.
        source_name: File name it came from, without folders.
        picture: Blob: the picture file, byte for byte as it was given.
        mesh: Its landmarks.
        background: What was done with the background.
        cut_out: Blob: the cut-out picture as PNG; empty where the picture is drawn as it is.
        style: What the pixels look like.
        box: The face that was chosen; None where the face was placed by hand.
        anchors: Hand-placed points, name -> (x, y); empty where the face was found.
        is_included: Whether it counts for the identity.
        weight: How much it counts, 0 or more.
        notes: What the user should know about it.
        portrait: How it was drawn, where it was drawn from a genome.
    """

    id: str
    source_name: str
    picture: BlobHash
    mesh: SeenMesh
    background: Background
    cut_out: BlobHash = ""
    style: ArtStyle = ArtStyle.PHOTO
    box: SeenBox | None = None
    anchors: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    is_included: bool = True
    weight: float = 1.0
    notes: tuple[str, ...] = ()
    portrait: DrawnPortrait | None = None

    def blobs(self) -> Iterator[BlobHash]:
        """The blobs that it needs."""
        yield self.picture
        yield self.mesh.points
        if self.cut_out:
            yield self.cut_out


@dataclass(frozen=True, slots=True)
class SeenIdentity:
    """What makes the character itself, as captured from its references.

    Attributes:
        embedding: Blob: (N,) float32 unit vector in NumPy's file format; empty without a recogniser.
        recogniser: Name of the recogniser that made it; vectors of different ones cannot be compared.
        threshold: Cosine from which two pictures count as the same character; 0 without a recogniser.
        palette: Part of the face ("skin", "hair", …) -> "#rrggbb".
        geometry: Named proportions of the face, in eye distances.
        similarity: Reference by reference, -1…1, in the order of the included references; empty without a recogniser.
        warnings: Pictures that look like somebody else, and the like.
    """

    embedding: BlobHash = ""
    recogniser: str = ""
    threshold: float = 0.0
    palette: Mapping[str, str] = field(default_factory=dict)
    geometry: Mapping[str, float] = field(default_factory=dict)
    similarity: tuple[tuple[float, ...], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the cast.

    Attributes:
        id: Stable random identifier; ids in game engines are derived from it.
        name: For people.
        references: At least one; the first is the one that is drawn.
        identity: As captured; None before.
        expression_set: What it wears, as words "joy" or "joy:0.7"; empty for the default set.
        look: What it wears while it is being posed.
        calibration: How recorded performances are fitted to it.
    """

    id: str
    name: str
    references: tuple[Reference, ...]
    identity: SeenIdentity | None = None
    expression_set: tuple[str, ...] = ()
    look: Look = field(default_factory=Look)
    calibration: Calibration = field(default_factory=Calibration)

    @property
    def main_reference(self) -> Reference:
        """The picture that is drawn."""
        return self.references[0]

    @property
    def portrait(self) -> DrawnPortrait | None:
        """What the picture that is drawn was made from; None without one, or if it came as it is."""
        return self.main_reference.portrait if self.references else None

    def blobs(self) -> Iterator[BlobHash]:
        """The blobs that it needs."""
        for reference in self.references:
            yield from reference.blobs()
        if self.identity is not None and self.identity.embedding:
            yield self.identity.embedding
