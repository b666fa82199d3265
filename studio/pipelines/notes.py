"""Which pictures carry a content note, and which one."""

from __future__ import annotations

from collections.abc import Mapping

from studio.engines.registry import is_generative
from studio.models.content_note import ContentNote


def note_for(
    engine: str, earlier: ContentNote | None = None, recipe: Mapping[str, str] | None = None
) -> ContentNote | None:
    """The note of pictures that an engine draws.

    Args:
        engine: Name of the engine.
        earlier: The note of the picture that they are drawn from, if it has one.
        recipe: How they are drawn.

    Returns:
        None where neither the engine nor the picture is generated. What is drawn by rule from a generated picture
        keeps that picture's note: moving a generated mouth does not make it less generated.
    """
    if not is_generative(engine):
        return earlier
    return ContentNote(engine, False, dict(recipe or {}), earlier=(earlier,) if earlier is not None else ())


__all__ = ["note_for"]
