"""What can be dropped onto the cast."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

EXPRESSIONS_MIME = "application/x-avatar-expressions"
"""A JSON list of expressions as words (["joy:0.8", …]), or the text of an expression file, whose ids count."""


def takes(data: QMimeData) -> bool:
    """Whether there may be pictures or expressions in it."""
    return data.hasUrls() or data.hasImage() or data.hasFormat(EXPRESSIONS_MIME)


def files_of(data: QMimeData) -> list[str]:
    """Local files, as paths."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


def image_of(data: QMimeData) -> QImage | None:
    """Pixels; None if there are none."""
    if not data.hasImage():
        return None
    image = data.imageData()
    return image if isinstance(image, QImage) else QImage(image)


def expressions_of(data: QMimeData) -> list[str]:
    """Expressions as words; empty if there are none, or none that can be read."""
    if not data.hasFormat(EXPRESSIONS_MIME):
        return []
    try:
        words = json.loads(bytes(data.data(EXPRESSIONS_MIME).data()).decode())
    except ValueError:
        return []
    if isinstance(words, dict):
        entries = words.get("expressions")
        words = [one.get("id") for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    return [word for word in words if isinstance(word, str)] if isinstance(words, list) else []
