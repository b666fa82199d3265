"""The first page without a mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.e2e.window.composed import composed
from tests.e2e.window.walking import check, name


def test_tab_reaches_everything_on_the_welcome_page(qapp: QApplication, tmp_path: Path) -> None:
    with composed(qapp, tmp_path) as made:
        made.show()
        seen = [name(one) for one in check(made.studio.window)]
        assert len(seen) >= 5
