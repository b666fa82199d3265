"""The page of all emotion words, made when it is opened for the first time."""

from __future__ import annotations

from collections.abc import Iterator

from studio.composition.base import Studio
from studio.controllers.express import ExpressController
from studio.controllers.words_page import WordsPageController
from studio.services.thumbnails import ThumbnailService
from studio.views.words.dialog import WordsDialog


def compose(studio: Studio) -> Iterator[None]:
    """Mount it."""
    yield

    def open_words() -> None:
        known = studio.parts.get("words-page")
        if isinstance(known, WordsPageController):
            known.open()
            return
        express = studio.parts["express"]
        assert isinstance(express, ExpressController)
        dialog = WordsDialog(studio.window)
        thumbnails = ThumbnailService(studio.queue, studio.stages, parent=studio.window)
        made = WordsPageController(express.editor, thumbnails, dialog, studio.window)
        dialog.picture_requested.connect(lambda: studio.actions.trigger("cast.add-pictures"))
        studio.parts["words-page"] = made
        made.open()

    studio.actions.bind("express.words", open_words)
