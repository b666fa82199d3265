"""The page of all emotion words without widgets: asked for what is in view, worn as one step, travelled as a clip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from studio.controllers.express_look import LookEditor
from studio.controllers.words_page import WordsPageController
from studio.controllers.workspace import Workspace
from studio.models.document import Document
from studio.models.expression import scaled
from tests.controllers.made_project import FakeView, make_project
from tests.controllers.test_express import FakeThumbnails


class Page(FakeView):
    def set_picture(self, word: str, picture: QImage) -> None: ...

    def set_worn(self, word: str) -> None:
        self.shown.setdefault("set_worn", []).append((word,))

    def set_character(self, name: str) -> None:
        self.shown.setdefault("set_character", []).append((name,))

    def open_page(self) -> None: ...


class Desk:
    def __init__(self) -> None:
        content = make_project(("Aria", "Bram"))
        self.workspace = Workspace(Document(content.project, content.blobs))
        self.editor = LookEditor(self.workspace)
        self.page, self.thumbnails = Page(), FakeThumbnails()
        self.controller = WordsPageController(self.editor, self.thumbnails, self.page)  # type: ignore[arg-type]
        self.controller.open()


@pytest.fixture
def desk(qapp: QCoreApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.editor.forget_library()


def test_all_words_are_shown_and_only_those_in_view_are_drawn_first(desk: Desk) -> None:
    assert len(desk.page.last("show_words")) == 135
    assert desk.page.last("set_character") == "Aria"
    assert not desk.thumbnails.asked, "nothing is drawn while nothing is in view"
    desk.page.visible_changed.emit(["zest", "joy"])
    assert desk.thumbnails.asked[-1][:2] == ["zest", "joy"]
    assert len(desk.thumbnails.asked[-1]) == 135
    desk.page.group_chosen.emit("anger")
    assert len(desk.page.last("show_words")) == 29
    desk.page.searched.emit("rage")
    assert desk.page.last("show_words")[0].id == "rage"


def test_a_word_is_worn_at_the_pages_intensity_as_one_step(desk: Desk) -> None:
    desk.page.intensity_changed.emit(0.5)
    desk.page.applied.emit("joy")
    character = desk.workspace.character
    assert character is not None
    assert character.look.worn() == pytest.approx(scaled(desk.editor.library["joy"].pose, 0.5), abs=1e-3)
    assert character.look.layers[0].source == "joy:0.5"
    assert desk.page.last("set_worn") == "joy"
    assert desk.workspace.undo_stack.index() == 1
    desk.page.add_to_set_requested.emit("joy")
    assert desk.workspace.character is not None
    assert desk.workspace.character.expression_set[-1] == "joy:0.5"


def test_travel_is_a_clip_of_the_project(desk: Desk) -> None:
    desk.page.travel_requested.emit("homesickness", "jubilation")
    (clip,) = desk.workspace.project.clips
    assert "omesickness" in clip.name
    desk.page.travel_requested.emit("homesickness", "jubilation")
    assert len(desk.workspace.project.clips) == 1, "the same way twice is one clip"
    desk.workspace.undo_stack.undo()
    assert not desk.workspace.project.clips


def test_somebody_else_is_drawn_anew(desk: Desk) -> None:
    desk.page.visible_changed.emit(["joy"])
    count = len(desk.thumbnails.asked)
    desk.workspace.select_character("bram")
    assert desk.page.last("set_character") == "Bram"
    assert len(desk.thumbnails.asked) > count
