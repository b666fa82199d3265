"""Whether a drawn picture still looks like the character."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.models.face import FaceMesh
from studio.models.identity import Identity
from studio.models.picture import Picture
from studio.pipelines.subject import Subject
from studio.vision.detect import find_faces
from studio.vision.identity import capture_identity, score, score_text
from studio.vision.landmarks import find_mesh


class Likeness:
    """Compares drawn pictures with a character: with all its references in a project, else with its one picture."""

    def __init__(self, subject: Subject) -> None:
        reference = subject.reference
        identity = capture_identity([(reference.picture, reference.mesh, None)])
        self._identity: Identity = _with_stored(identity, subject)

    def score(self, pixels: NDArray[np.uint8]) -> float | None:
        """Cosine -1…1; None without a recogniser, or where no face is found in the drawn picture.

        Args:
            pixels: (H, W, 4) uint8, sRGB, straight alpha.
        """
        if not self._identity.recogniser:
            return None
        picture = Picture(pixels, bool((pixels[..., 3] < 255).any()))
        faces = find_faces(picture)
        try:
            return score(picture, find_mesh(picture, faces[0]), self._identity) if faces else None
        except InputError:  # the features of an extreme expression may be refused; that says nothing about likeness
            return None

    def score_mesh(self, picture: Picture, mesh: FaceMesh) -> float | None:
        """As `score`, for a drawn picture whose face was found already."""
        return score(picture, mesh, self._identity)

    def text(self, value: float | None) -> str:
        """A score in words."""
        if value is None and self._identity.recogniser:
            return "not measured: no face found"
        return score_text(value, self._identity)


def _with_stored(identity: Identity, subject: Subject) -> Identity:
    """The identity with the mean over all references that the project keeps, if the same recogniser made it."""
    from dataclasses import replace

    stored = subject.character.identity if subject.character else None
    if stored is None or subject.content is None or not stored.embedding or stored.recogniser != identity.recogniser:
        return identity
    return replace(identity, embedding=subject.content.blobs.array(stored.embedding), threshold=stored.threshold)
