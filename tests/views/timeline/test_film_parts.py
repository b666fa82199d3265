"""A film in the window: whose face it is, what reads it, and what breaks off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.models.performance_review import FaceReader, FilmSight, Finding, RecordingKind, ReviewSettings, ReviewSight
from studio.views.timeline.film_question import FilmQuestion
from studio.views.timeline.performance_review import PerformanceReview
from tests.views.clipping import clipped_texts

LEFT = Qt.MouseButton.LeftButton
FILM = FilmSight(
    "two.mp4", 320, 180, bytes(320 * 180 * 3), ((180.0, 20.0, 120.0, 130.0), (20.0, 60.0, 80.0, 90.0)), False
)
SIGHT = ReviewSight("two.mp4", RecordingKind.VIDEO, 1360.0, 34, 25.0, controls=("jawOpen",), film=FILM)
BROKEN = Finding("at 1.36 s", "the film breaks off here, of 3.00 s; what comes before is kept", True, (1360.0,))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


@pytest.fixture
def review(qtbot: QtBot) -> Iterator[PerformanceReview]:
    dialog = PerformanceReview()
    qtbot.addWidget(dialog)
    dialog.open_review(SIGHT, ReviewSettings("two", reader=FaceReader.SOLVER))
    QApplication.processEvents()
    yield dialog
    dialog.close()


def test_a_face_is_clicked_and_read(window: QWidget, qtbot: QtBot) -> None:
    question = FilmQuestion(FILM, window)
    answers: list[tuple[int, FaceReader]] = []
    question.answered.connect(lambda face, reader: answers.append((face, reader)))
    question.open()
    QApplication.processEvents()
    assert any("2 people" in one.text() for one in question.findChildren(QLabel))
    assert not question.reader.button(FaceReader.NETWORK).isEnabled(), "it is not installed"
    qtbot.mouseClick(question.picker, LEFT, pos=question.picker.place_of(1).center().toPoint())
    assert question.picker.index == 1
    assert not clipped_texts(question)
    qtbot.mouseClick(question.read, LEFT)
    assert answers == [(1, FaceReader.SOLVER)]


def test_keys_go_to_the_next_face_and_escape_reads_nothing(window: QWidget, qtbot: QtBot) -> None:
    question = FilmQuestion(replace(FILM, has_network=True), window)
    answers: list[object] = []
    question.answered.connect(lambda face, reader: answers.append((face, reader)))
    question.open()
    QApplication.processEvents()
    qtbot.keyClick(question.picker, Qt.Key.Key_Left)
    assert question.picker.index == 1
    assert question.picker.accessibleDescription() == "Face 2 of 2"
    qtbot.keyClick(question.picker, Qt.Key.Key_Right)
    assert question.picker.index == 0
    assert question.reader.value() == FaceReader.NETWORK, "the best that is there"
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert answers == []


def test_the_review_offers_the_other_face_and_the_other_reader(review: PerformanceReview, qtbot: QtBot) -> None:
    told: list[ReviewSettings] = []
    review.settings_edited.connect(told.append)
    settings = review.settings
    assert settings.faces.isVisible()
    qtbot.mouseClick(settings.faces, LEFT, pos=settings.faces.place_of(1).center().toPoint())
    assert told[-1].face == 1
    review.open_review(replace(SIGHT, film=replace(FILM, has_network=True)), ReviewSettings("two"))
    qtbot.mouseClick(settings.reader.button(FaceReader.SOLVER), LEFT)
    assert told[-1].reader is FaceReader.SOLVER
    alone = replace(FILM, faces=FILM.faces[:1])
    review.open_review(replace(SIGHT, film=alone), ReviewSettings("one"))
    assert not settings.faces.isVisible()
    assert settings.reader.isVisible()
    review.open_review(replace(SIGHT, film=None, kind=RecordingKind.LIVE_LINK), ReviewSettings("one"))
    assert not settings.reader.isVisible()


def test_a_film_that_breaks_off_says_how_much_is_imported(review: PerformanceReview) -> None:
    assert not review.cut.isVisible()
    review.open_review(replace(SIGHT, findings=(BROKEN,), whole_ms=3000.0), ReviewSettings("two"))
    QApplication.processEvents()
    assert review.cut.text() == "The film breaks off: only the first 1.36 s of 3.00 s can be read and imported."
    assert review.accept_button.text() == "Import 1.36 s"
    assert not clipped_texts(review)
