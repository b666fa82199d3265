"""How the later slices come: in the window's thread, a module a step."""

from __future__ import annotations

import subprocess
import sys

import pytest

from studio.composition import FIRST_SLICES, LATER_SLICES, _needed_by


@pytest.mark.parametrize("name", [*FIRST_SLICES, *LATER_SLICES])
def test_what_a_slice_needs_is_known_beforehand(name: str) -> None:
    needed = _needed_by(f"studio.composition.{name}")
    assert any(module.startswith(("studio.views.", "studio.controllers.")) for module in needed)
    assert all(module.startswith("studio.") for module in needed)


def test_what_is_read_beside_the_window_touches_no_part_of_qt() -> None:
    """Classes of Qt that are made in another thread than the widgets end the program now and then."""
    code = (
        "import sys, studio.pipelines.clips as clips, studio.pipelines.wardrobe as wardrobe;"
        "wardrobe.builtin_vocabulary(); wardrobe.builtin_expressions(); clips.builtin_clips();"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
