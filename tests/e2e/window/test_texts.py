"""Every text fits where it stands and can be read on its ground: all pages and dialogs, sizes, scales, languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from studio.controllers.workspace import PAGES
from studio.views.express.page import ExpressPage
from studio.views.kit.theme import apply_theme
from studio.views.kit.tokens import contrast
from tests.e2e.window.composed import Window, activate, close_others, composed, settle
from tests.views.clipping import clipped_texts

DIALOGS = ("tools.settings", "tools.models", "tools.plugins", "help.keys", "help.about", "help.guide")
READABLE = 4.5
LARGE_OR_DIM = 3.0


@contextmanager
def opened(app: QApplication, folder: Path, sample: Path, **choices: object) -> Iterator[Window]:
    """A window that was started with these choices."""
    with composed(app, folder, **choices) as made:
        made.show()
        made.open(sample)
        try:
            yield made
        finally:
            apply_theme(app, "dark", 1.0)
        assert made.bugs == []


def every_view(window: Window) -> Iterator[tuple[str, QWidget]]:
    """Pages, the ways to pose, the lower parts, and dialogs, shown one after the other."""
    frame = window.studio.window
    activate(frame)
    for page in PAGES:
        window.page(page)
        settle(60)
        yield page, frame
        if page == "express":
            tabs = frame.findChild(ExpressPage).parts
            for button in tabs.findChildren(QAbstractButton):
                button.click()
                settle(60)
                yield f"express, {button.text()}", frame
    for part in ("jobs", "history"):
        frame.show_bottom(part)
        settle(30)
        yield part, frame
    frame.bottom_dock.hide()
    for action in DIALOGS:
        window.trigger(action)
        settle(60)
        dialog = QApplication.activeWindow()
        assert dialog is not None
        sections = getattr(dialog, "list", None)
        for row in range(sections.count() if sections is not None else 1):
            if sections is not None:
                sections.setCurrentRow(row)
                settle(20)
            yield f"{action} {row}", dialog
        close_others(frame)
        activate(frame)


SOON = [(1.0, (1024, 640), "en"), (1.25, (1600, 1000), "de")]
SCALED = (
    (1.0, (1024, 640)), (1.0, (1600, 1000)), (1.25, (1600, 1000)), (1.5, (1600, 1000)), (2.0, (2048, 1280)),
)  # fmt: skip
LATER = [(scale, size, language) for scale, size in SCALED for language in ("en", "de")]
CASES = [*SOON, *(pytest.param(*case, marks=pytest.mark.slow) for case in LATER if case not in SOON)]


def _still_cut(view: QWidget) -> list[str]:
    """What is cut when everything has found its place: long lists come in steps, on a busy machine slowly."""
    for _ in range(20):
        if not (found := clipped_texts(view)):
            return []
        settle(100)
    return found


@pytest.mark.parametrize(("scale", "size", "language"), CASES)
def test_no_text_is_cut(
    qapp: QApplication, tmp_path: Path, sample_file: Path, scale: float, size: tuple[int, int], language: str
) -> None:
    with opened(qapp, tmp_path, sample_file, ui_scale=scale, language=language) as window:
        window.studio.window.resize(*size)
        settle(100)
        cut = {place: found for place, view in every_view(window) if (found := _still_cut(view))}
    assert not cut, "\n".join(f"{place}: {found}" for place, found in cut.items())


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_labels_and_buttons_can_be_read_as_they_are_painted(
    qapp: QApplication, tmp_path: Path, sample_file: Path, theme: str
) -> None:
    with opened(qapp, tmp_path, sample_file, theme=theme) as window:
        assert pale_texts(window) == {}


def pale_texts(window: Window) -> dict[str, float]:
    """What is painted with too little contrast."""
    pale = {}
    for place, view in every_view(window):
        picture = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        for one in view.findChildren(QWidget):
            if isinstance(one, QLabel | QAbstractButton) and is_read(one):
                seen = painted_contrast(picture, one, view)
                if seen is not None and seen < (READABLE if isinstance(one, QLabel) else LARGE_OR_DIM):
                    pale[f"{place}: {type(one).__name__} “{one.text()}”"] = round(seen, 2)
    return pale


def is_read(one: QLabel | QAbstractButton) -> bool:
    """Whether it shows words that somebody has to read."""
    has_words = len(one.text()) > 2 and one.isVisible() and one.isEnabled()
    is_picture = isinstance(one, QLabel) and not one.pixmap().isNull()
    return has_words and not is_picture and not one.visibleRegion().isEmpty()


def painted_contrast(picture: QImage, one: QWidget, view: QWidget) -> float | None:
    """The contrast of the most common colour and the one that is farthest from it; None where nothing is seen."""
    ratio = picture.devicePixelRatio()
    area = QRect(one.mapTo(view, QPoint(0, 0)), one.size()).intersected(view.rect())
    visible = one.visibleRegion().boundingRect()
    area = area.intersected(QRect(one.mapTo(view, visible.topLeft()), visible.size()))
    if area.width() < 8 or area.height() < 8:
        return None
    part = picture.copy(QRect(area.topLeft() * ratio, area.size() * ratio))
    pixels = np.frombuffer(part.constBits(), np.uint32).reshape(part.height(), -1)[:, : part.width()] & 0xFFFFFF
    colours, counts = np.unique(pixels, return_counts=True)
    ground = QColor.fromRgb(int(colours[counts.argmax()])).name()
    return max(contrast(QColor.fromRgb(int(colour)).name(), ground) for colour in colours[np.argsort(-counts)[:400]])
