from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from studio.views.kit import motion, theme


@pytest.fixture(autouse=True)
def _dark(qapp: QApplication) -> Iterator[None]:
    """The dark theme at its usual size."""
    if theme.current() is not theme.DARK or theme.scale() != 1.0 or not qapp.styleSheet():
        theme.apply_theme(qapp, "dark")
    motion.set_reduced(True)
    yield
    motion.set_reduced(None)
