"""The swap mode without widgets: what is missing is asked for, the right once a picture, files with their note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from studio.controllers import swap as swap_module
from studio.controllers.swap import SwapController
from studio.controllers.workspace import Workspace
from studio.core.jobs import CancelToken
from studio.engines.swappers import add_swapper, forget_swapper
from studio.export.content_notes import read_note
from studio.models.document import Document
from studio.models.face import ArtStyle, FaceBox
from studio.models.messages import Message
from studio.models.swap_rows import SwapWish
from studio.services.jobs import JobSpec
from studio.storage.pictures import load_picture
from tests.controllers.made_project import FakeView, make_project
from tests.pipelines.swap_rig import FlatSwapper, drawn_person


class Page(FakeView):
    def set_busy(self, is_busy: bool) -> None: ...

    def open_page(self) -> None: ...


class JobsAtOnce:
    """Runs a job to its end where it is queued."""

    def submit(self, spec: JobSpec, on_done: Any = None, on_partial: Any = None, on_end: Any = None) -> str:
        error, carried = None, None
        try:
            for phase in spec.phases:
                work = phase.work(CancelToken(), carried)
                try:
                    while True:
                        next(work)
                except StopIteration as end:
                    carried = end.value
        except Exception as problem:
            error = problem
        if error is None and on_done is not None:
            on_done(carried)
        if on_end is not None:
            on_end(SimpleNamespace(job=SimpleNamespace(error=error)))
        return spec.title


class Desk:
    def __init__(self) -> None:
        content = make_project()
        cast = tuple(
            replace(one, references=tuple(replace(ref, style=ArtStyle.FLAT) for ref in one.references))
            for one in content.project.characters
        )
        self.workspace = Workspace(Document(replace(content.project, characters=cast), content.blobs))
        self.page, self.swapper, self.messages = Page(), FlatSwapper(), list[Message]()
        self.workspace.told.connect(self.messages.append)
        self.controller = SwapController(self.workspace, JobsAtOnce(), self.page)  # type: ignore[arg-type]


@pytest.fixture
def desk(qapp: QCoreApplication) -> Iterator[Desk]:
    made = Desk()
    add_swapper("diffsfsr", lambda: made.swapper)
    yield made
    forget_swapper("diffsfsr")


def _seen(monkeypatch: pytest.MonkeyPatch, *answers: Any) -> list[Any]:
    points: list[Any] = []
    left = list(answers)

    def look(data: bytes, name: str, point: Any, cancel: CancelToken) -> Iterator[Any]:
        points.append(point)
        yield from ()
        return left.pop(0)

    monkeypatch.setattr(swap_module, "look", look)
    return points


def _shown(scene: Any = None, faces: tuple[FaceBox, ...] = ()) -> Any:
    return swap_module._Seen(QImage(4, 4, QImage.Format.Format_ARGB32), scene, faces)


def test_it_draws_shows_the_note_and_saves(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = drawn_person(0)
    _seen(monkeypatch, _shown(scene))
    (tmp_path / "body.png").write_bytes(b"picture")
    desk.controller.open_scene(tmp_path / "body.png")
    desk.controller.draw(SwapWish("aria", "joy:0.5", seed=3))
    ((_, note, _),) = desk.page.shown["show_result"]
    assert "expression: joy:0.5" in note
    assert desk.swapper.asked[0][2].seed == 3
    desk.controller.save(str(tmp_path / "out.png"))
    data = (tmp_path / "out.png").read_bytes()
    assert read_note(data) is not None
    pixels = load_picture(tmp_path / "out.png").pixels
    assert np.array_equal(pixels[:9, :9], scene.reference.picture.pixels[:9, :9])
    assert not desk.workspace.project.rights, "nobody real, nothing asked"


def test_one_of_several_faces_is_chosen(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faces = (FaceBox(10, 20, 30, 40, 0.9, "test"), FaceBox(60, 20, 10, 10, 0.9, "test"))
    points = _seen(monkeypatch, _shown(None, faces), _shown(drawn_person(0)))
    (tmp_path / "two.png").write_bytes(b"picture")
    desk.controller.open_scene(tmp_path / "two.png")
    assert len(desk.page.last("show_faces")) == 2
    desk.controller.draw(SwapWish("aria"))
    assert desk.messages[-1].details.startswith("swap.scene")
    desk.controller.choose_face(1)
    assert points == [None, (65.0, 25.0)]
    desk.controller.draw(SwapWish("aria"))
    assert desk.swapper.asked


def test_the_right_is_asked_for_once_a_picture_and_kept(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = drawn_person(0, ArtStyle.PHOTO)
    _seen(monkeypatch, _shown(photo))
    (tmp_path / "me.jpg").write_bytes(b"picture")
    desk.controller.open_scene(tmp_path / "me.jpg")
    desk.controller.draw(SwapWish("aria", "joy"))
    assert desk.page.last("show_consent") == ["person 0"]
    assert not desk.swapper.asked
    desk.controller.confirm()
    assert desk.workspace.project.rights == (photo.sha256,)
    assert len(desk.swapper.asked) == 1, "what was asked for goes on"
    desk.controller.draw(SwapWish("aria", "anger"))
    assert len(desk.swapper.asked) == 2
    assert desk.page.last("show_consent") == ()


@pytest.mark.parametrize(
    ("wish", "code"), [(SwapWish("nobody"), "swap.identity"), (SwapWish("aria", "jooy"), "express")]
)
def test_what_is_wrong_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: SwapWish, code: str
) -> None:
    _seen(monkeypatch, _shown(drawn_person(0)))
    (tmp_path / "body.png").write_bytes(b"picture")
    desk.controller.open_scene(tmp_path / "body.png")
    desk.controller.draw(wish)
    assert desk.messages[-1].details.startswith(code)
    assert not desk.swapper.asked
