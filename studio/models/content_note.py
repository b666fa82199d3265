"""What travels with a generated picture, so that everybody can see how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from studio import __version__

FORMAT = "avatar-studio-content-note"
GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""IPTC's word for a picture made by a trained model."""
COMPOSED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
"""IPTC's word for a picture in which such a part was put into another."""
_MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class ContentNote:
    """A note in a picture: made, or partly made, by a trained model.

    Attributes:
        engine: Name of the engine.
        is_composed: Whether only a part was generated and put into another picture.
        recipe: How: expression, seed, strengths, weights, hashes of the pictures that went in.
        program: Version of the program.
        earlier: Notes of the pictures that it was made from.
    """

    engine: str
    is_composed: bool = False
    recipe: Mapping[str, str] = field(default_factory=dict)
    program: str = __version__
    earlier: tuple[ContentNote, ...] = ()

    @property
    def source_type(self) -> str:
        """IPTC's digital source type."""
        return COMPOSED if self.is_composed else GENERATED

    def to_json(self) -> str:
        """The note as text; equal notes give equal texts."""
        return json.dumps(_body(self), ensure_ascii=False, sort_keys=True)

    def lines(self, depth: int = 0) -> Iterator[tuple[str, str]]:
        """Name and value of each fact, for people."""
        kind = "part of it, put into another picture" if self.is_composed else "the whole picture"
        prefix = "before: " * depth
        yield f"{prefix}generated", kind
        yield f"{prefix}engine", self.engine
        yield f"{prefix}program", f"Avatar Studio {self.program}"
        for name, value in self.recipe.items():
            yield f"{prefix}{name}", value
        for note in self.earlier:
            yield from note.lines(depth + 1)


def _body(note: ContentNote) -> dict[str, object]:
    return {
        "format": FORMAT, "engine": note.engine, "composed": note.is_composed, "recipe": dict(note.recipe),
        "program": note.program, "source_type": note.source_type, "earlier": [_body(one) for one in note.earlier],
    }  # fmt: skip


def note_from_json(text: str) -> ContentNote | None:
    """The note that `to_json` wrote; None if it is something else: it comes out of files of others."""
    if len(text) > _MAX_TEXT:
        return None
    try:
        return _note(json.loads(text), 0)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _note(body: Mapping[str, object], depth: int) -> ContentNote:
    if body["format"] != FORMAT or depth > 8:
        raise ValueError("no note")
    recipe, earlier = body["recipe"], body["earlier"]
    if not isinstance(recipe, dict) or not isinstance(earlier, list):
        raise TypeError("no note")
    return ContentNote(
        str(body["engine"]), bool(body["composed"]), {str(name): str(value) for name, value in recipe.items()},
        str(body["program"]), tuple(_note(one, depth + 1) for one in earlier),
    )  # fmt: skip


__all__ = ["COMPOSED", "FORMAT", "GENERATED", "ContentNote", "note_from_json"]
