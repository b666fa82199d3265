from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from studio.views.kit import motion, theme


@pytest.fixture(autouse=True)
def dark(request: pytest.FixtureRequest) -> Iterator[None]:
    """The dark theme at its usual size, where widgets are tested."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    app = request.getfixturevalue("qapp")
    assert isinstance(app, QApplication)
    _dress(app)
    motion.set_reduced(True)
    yield
    motion.set_reduced(None)
    _dress(app)


def _dress(app: QApplication) -> None:
    is_dressed = theme.current() is theme.DARK and theme.scale() == 1.0 and app.styleSheet()
    if not is_dressed:
        theme.apply_theme(app, "dark")
