from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from studio.export.content_notes import read_note, with_note
from studio.export.png import encode_png
from studio.models.content_note import COMPOSED, ContentNote, note_from_json

NOTE = ContentNote(
    "diffsfsr", True, {"expression": "joy & “Ärger” <x>", "seed": "3"}, "0.1", (ContentNote("genaffect"),)
)


def _pixels() -> np.ndarray:
    rows, columns = np.mgrid[:30, :41]
    return np.stack([rows * 8, columns * 6, rows + columns, 255 - rows], axis=2).astype(np.uint8)


def _saved(kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    image = Image.fromarray(_pixels())
    frames = [image.rotate(90 * k) for k in range(3)] if options.pop("moving", False) else []
    if frames:
        options |= {"save_all": True, "append_images": frames}
    (image.convert("RGB") if kind == "JPEG" else image).save(buffer, kind, **options)
    return buffer.getvalue()


FILES = {
    "png": encode_png(_pixels()), "apng": _saved("PNG", moving=True), "webp": _saved("WEBP"),
    "webp lossless": _saved("WEBP", lossless=True), "webp moving": _saved("WEBP", moving=True),
    "jpeg": _saved("JPEG"), "gif": _saved("GIF"), "gif moving": _saved("GIF", moving=True),
}  # fmt: skip


def _frames(data: bytes) -> list[np.ndarray]:
    image, frames = Image.open(io.BytesIO(data)), []
    for index in range(getattr(image, "n_frames", 1)):
        image.seek(index)
        frames.append(np.array(image.convert("RGBA")))
    return frames


@pytest.mark.parametrize("kind", FILES)
def test_a_note_goes_in_comes_out_and_changes_no_pixel(kind):
    data = FILES[kind]
    noted = with_note(data, NOTE)
    assert read_note(data) is None
    assert read_note(noted) == NOTE
    before, after = _frames(data), _frames(noted)
    assert len(before) == len(after)
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    other = ContentNote("arc2face")
    again = with_note(noted, other)
    assert read_note(again) == other, "a second note takes the place of the first"
    assert len(with_note(again, NOTE)) == len(noted)


def test_other_programs_find_the_source_type():
    image = Image.open(io.BytesIO(with_note(FILES["png"], NOTE)))
    image.load()
    assert COMPOSED in image.info["XML:com.adobe.xmp"]
    assert "diffsfsr" in image.info["Avatar Studio"]
    for kind in ("webp", "jpeg"):
        described = Image.open(io.BytesIO(with_note(FILES[kind], NOTE)))
        described.load()
        assert COMPOSED.encode() in described.info["xmp"]


def test_equal_notes_are_equal_bytes_and_none_changes_nothing():
    assert with_note(FILES["png"], NOTE) == with_note(FILES["png"], NOTE)
    assert with_note(FILES["png"], None) is FILES["png"]
    assert with_note(b"[section]\nkey=1", NOTE) == b"[section]\nkey=1"


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1", b"RIFF0000WEBPXMP ", b"GIF89a"])
def test_broken_files_have_no_note(data):
    assert read_note(data) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 30000, '{"format": "avatar-studio-content-note", "recipe": 3}'])
def test_other_texts_are_no_notes(text):
    assert note_from_json(text) is None


def test_people_can_read_it():
    lines = list(NOTE.lines())
    assert ("engine", "diffsfsr") in lines
    assert ("before: engine", "genaffect") in lines
