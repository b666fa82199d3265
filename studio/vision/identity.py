"""Capturing who a character is, and scoring later pictures against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.models.face import ArtStyle, FaceBox, FaceMesh
from studio.models.identity import NO_RECOGNISER, Identity, IdentityPart
from studio.models.picture import Picture
from studio.vision.face_measures import measure_geometry, measure_palette
from studio.vision.quality import quality_notes
from studio.vision.recognisers import Recogniser, installed_recogniser
from studio.vision.style import guess_style


def capture_identity(
    faces: Sequence[tuple[Picture, FaceMesh, FaceBox | None]],
    models: Path | None = None,
    weights: Sequence[float] | None = None,
) -> Identity:
    """Capture a character from one or several pictures.

    Args:
        faces: Picture, mesh and box of each; the box may be None (hand-placed anchors).
        models: Folder of installed models; None for the user's own.
        weights: How much each counts for the mean embedding, 0 or more; None counts all alike.

    Returns:
        Palette and geometry always; embeddings when a recogniser is installed.

    Raises:
        InputError: If no face is given.
        ModelError: If an installed recogniser is damaged.
    """
    if not faces:
        raise InputError("There is no face to capture.", "Give at least one picture with a face.", "identity.empty")
    recogniser = installed_recogniser(models)
    parts = tuple(_part(picture, mesh, recogniser) for picture, mesh, _ in faces)
    notes = [
        f"{part.source_name or f'Picture {i + 1}'}: {note}"
        for i, (part, (picture, mesh, box)) in enumerate(zip(parts, faces, strict=True))
        for note in quality_notes(picture, mesh, box)
    ]
    threshold = _threshold(parts, recogniser)
    matrix = similarity_matrix(parts)
    outliers = _outliers(matrix, threshold)
    notes += [_outlier_text(parts, matrix, i) for i in outliers]
    return Identity(
        parts=parts,
        recogniser=recogniser.name if recogniser else "",
        embedding=_mean_embedding(parts, outliers, weights),
        similarity=matrix,
        threshold=threshold,
        palette=_median_palette(parts),
        geometry=_median_geometry(parts),
        warnings=tuple(notes),
    )


def score(picture: Picture, mesh: FaceMesh, identity: Identity, models: Path | None = None) -> float | None:
    """How much a picture shows the character.

    Args:
        picture: A result.
        mesh: Its face.
        identity: The character.
        models: Folder of installed models; None for the user's own.

    Returns:
        Cosine -1…1, to be compared with `Identity.threshold`; None when no recogniser is installed, or not the one
        that captured the identity. `score_text` says it in words.
    """
    recogniser = installed_recogniser(models)
    if recogniser is None or identity.embedding is None or recogniser.name != identity.recogniser:
        return None
    return float(np.clip(recogniser.embed(picture, mesh) @ identity.embedding, -1.0, 1.0))


def score_text(value: float | None, identity: Identity) -> str:
    """A score in words."""
    if value is None:
        return NO_RECOGNISER
    return f"{value:.2f} ({'same character' if identity.says_same(value) else 'looks like someone else'})"


def similarity_matrix(parts: Sequence[IdentityPart]) -> NDArray[np.float32]:
    """(M, M) cosine of every two pictures; (0, 0) without embeddings."""
    vectors = [part.embedding for part in parts if part.embedding is not None]
    if len(vectors) != len(parts):
        return np.zeros((0, 0), np.float32)
    stacked = np.stack(vectors)
    return np.clip(stacked @ stacked.T, -1.0, 1.0).astype(np.float32)


def _part(picture: Picture, mesh: FaceMesh, recogniser: Recogniser | None) -> IdentityPart:
    return IdentityPart(
        source_name=picture.source_name,
        style=guess_style(picture, mesh),
        embedding=recogniser.embed(picture, mesh) if recogniser else None,
        palette=measure_palette(picture, mesh),
        geometry=measure_geometry(mesh),
    )


def _threshold(parts: Sequence[IdentityPart], recogniser: Recogniser | None) -> float:
    """The strictest style decides: drawn characters resemble one another more."""
    if recogniser is None:
        return 0.0
    order = (ArtStyle.FLAT, ArtStyle.PAINTED, ArtStyle.PHOTO)
    styles = {part.style for part in parts}
    return recogniser.threshold(next(style for style in order if style in styles))


def _outliers(matrix: NDArray[np.float32], threshold: float) -> list[int]:
    """Pictures whose median similarity to the others lies below the threshold, while others agree.

    With two pictures both are named: nothing says which is the stranger.
    """
    count = len(matrix)
    if count < 2:
        return []
    medians = [float(np.median(np.delete(matrix[i], i))) for i in range(count)]
    return [i for i, median in enumerate(medians) if median < threshold]


def _outlier_text(parts: Sequence[IdentityPart], matrix: NDArray[np.float32], index: int) -> str:
    name = parts[index].source_name or f"Picture {index + 1}"
    median = float(np.median(np.delete(matrix[index], index)))
    return f"{name}: looks like another character than the rest (similarity {median:.2f}); leave it out if it is."


def _mean_embedding(
    parts: Sequence[IdentityPart], outliers: Sequence[int], weights: Sequence[float] | None = None
) -> NDArray[np.float32] | None:
    shares = [1.0] * len(parts) if weights is None else list(weights)
    seen = [(i, part.embedding, shares[i]) for i, part in enumerate(parts) if part.embedding is not None]
    chosen = [one for one in seen if one[0] not in outliers and one[2] > 0] or seen
    if not chosen:
        return None
    counts = [share for _, _, share in chosen]
    mean = np.average([vector for _, vector, _ in chosen], axis=0, weights=counts if sum(counts) > 0 else None)
    result: NDArray[np.float32] = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
    return result


def _median_palette(parts: Sequence[IdentityPart]) -> Mapping[str, tuple[int, int, int]]:
    names = sorted({name for part in parts for name in part.palette})
    result: dict[str, tuple[int, int, int]] = {}
    for name in names:
        middle = np.median([part.palette[name] for part in parts if name in part.palette], axis=0)
        result[name] = (round(float(middle[0])), round(float(middle[1])), round(float(middle[2])))
    return result


def _median_geometry(parts: Sequence[IdentityPart]) -> Mapping[str, float]:
    return {name: float(np.median([part.geometry[name] for part in parts])) for name in parts[0].geometry}
