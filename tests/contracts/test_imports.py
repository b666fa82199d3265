"""What may import what, and what an import must leave alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=False)


def _loaded_after(module: str, suspects: list[str]) -> str:
    done = _python(f"import sys, {module}; print(*[name for name in {suspects!r} if name in sys.modules])")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_layers_and_forbidden_imports_hold() -> None:
    done = _python("import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("module", ["studio.cli", "studio.app", "studio.views", "studio.core.jobs", "studio.models"])
def test_starting_costs_no_heavy_library(module: str) -> None:
    heavy = ["torch", "diffusers", "transformers", "mediapipe", "insightface", "onnxruntime", "cv2", "skimage"]
    assert _loaded_after(module, heavy) == ""


def test_command_line_leaves_the_window_toolkit_out() -> None:
    assert _loaded_after("studio.cli", ["PySide6.QtWidgets", "PySide6.QtGui", "PySide6"]) == ""


def test_the_check_sees_what_is_loaded() -> None:
    assert _loaded_after("PySide6.QtWidgets", ["PySide6.QtWidgets", "torch"]) == "PySide6.QtWidgets"


def test_void_qt_calls_keep_none_alive() -> None:
    """A PySide6 that takes one reference too many off None kills the process after some thousand calls."""
    code = """
import sys
from PySide6.QtGui import QImage, QPainter
image = QImage(8, 8, QImage.Format.Format_ARGB32)
painter = QPainter(image)
before = sys.getrefcount(None)
for _ in range(20_000):
    painter.drawLine(0, 0, 1, 1)
print(sys.getrefcount(None) - before)
painter.end()
"""
    done = _python(code)
    assert done.returncode == 0, f"the process died: {done.stderr}"
    assert int(done.stdout) > -1000


def test_one_opencv_and_one_onnxruntime_are_installed() -> None:
    from importlib.metadata import distributions

    names = {dist.metadata["Name"].lower().replace("_", "-") for dist in distributions()}
    assert len([name for name in names if name.startswith("opencv-")]) == 1
    assert len([name for name in names if name.startswith("onnxruntime")]) == 1
