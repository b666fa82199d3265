"""Characters out of genes: drawn, with everything known that has to be found in other pictures."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from studio.core.jobs import CancelToken, Progress
from studio.models.character import Background, Character, Reference
from studio.models.face import ArtStyle, FaceMesh, MeshSource
from studio.models.portrait import DrawnPortrait
from studio.models.project import new_id
from studio.pipelines.cast import with_identity
from studio.pipelines.recapture import stored_landmarks
from studio.storage.blobs import BlobStore
from studio.storage.pictures import encode_png

PICTURE_PX = 1024
"""Side of a character's picture."""


def drawn_reference(portrait: DrawnPortrait, name: str, blobs: BlobStore) -> Reference:
    """A portrait drawn at its own size, with its exact landmarks.

    Args:
        portrait: Who, how large, with or without background.
        name: File name for messages.
        blobs: Grows.
    """
    from studio.engines.portrait.renderer import draw_few

    drawn = draw_few([portrait.genome], [{}], round(portrait.size_px), portrait.has_background)
    picture = blobs.put(encode_png(drawn.pixels()[0]))
    mesh = FaceMesh(drawn.landmarks[0].cpu().numpy(), MeshSource.DRAWN)
    background = Background.KEEP if portrait.has_background else Background.OWN_ALPHA
    style = ArtStyle.PAINTED if portrait.genome.style == "soft" else ArtStyle.FLAT
    return Reference(
        picture[:16], name, picture, stored_landmarks(mesh, blobs), background, style=style, portrait=portrait
    )


def drawn_character(
    portrait: DrawnPortrait,
    name: str,
    blobs: BlobStore,
    models: Path | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, Character]:
    """Somebody new, drawn from genes.

    Args:
        portrait: Who, how large, with or without background.
        name: For people.
        blobs: Grows.
        models: Folder of installed models; None for the user's own.
        cancel: Stops between two steps.
    """
    token = cancel or CancelToken()
    yield Progress(0.0, f"drawing {name}")
    reference = drawn_reference(portrait, f"{name}.png", blobs)
    token.check()
    yield Progress(0.5, f"learning who {name} is")
    return with_identity(Character(new_id(), name, (reference,)), blobs, models)


def redrawn_character(
    character: Character,
    portrait: DrawnPortrait,
    blobs: BlobStore,
    models: Path | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, Character]:
    """A drawn character after its genes were changed: the same person to the project, with another picture.

    Args:
        character: Its main reference is replaced.
        portrait: As it shall be.
        blobs: Grows.
        models: Folder of installed models; None for the user's own.
        cancel: Stops between two steps.
    """
    token = cancel or CancelToken()
    old = character.main_reference
    yield Progress(0.0, f"drawing {character.name}")
    drawn = drawn_reference(portrait, old.source_name, blobs)
    drawn = replace(drawn, id=old.id, is_included=old.is_included, weight=old.weight)
    token.check()
    yield Progress(0.5, f"learning who {character.name} is")
    return with_identity(replace(character, references=(drawn, *character.references[1:])), blobs, models)
