"""The window started as a program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer.steps.launch import studio_arguments
from studio import __version__

REPO = Path(__file__).resolve().parents[2]


def _start(*arguments: str, settings: Path) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "AVATAR_STUDIO_SETTINGS": str(settings)}
    command = [sys.executable, *studio_arguments((), True), *arguments]
    return subprocess.run(
        command, cwd=REPO, env=variables, capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip


def test_it_starts_paints_and_ends_quietly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = _start("--measure-start", settings=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "This plugin does not support" not in line] == []
    painted_ms, complete_ms = map(int, done.stdout.split())
    with capsys.disabled():
        print(f"\nwindow: first picture {painted_ms} ms, everything there {complete_ms} ms after the process began")
    assert 0 < painted_ms <= complete_ms


def test_version_is_told_without_a_window(tmp_path: Path) -> None:
    done = _start("--version", settings=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, f"avatar-studio {__version__}")


@pytest.mark.parametrize("library", ["torch", "cv2", "mediapipe", "onnxruntime", "skimage", "scipy", "diffusers"])
def test_a_window_that_stands_has_loaded_nothing_heavy(library: str, tmp_path: Path, loaded: set[str]) -> None:
    assert library not in loaded


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    code = """
import sys
from PySide6.QtWidgets import QApplication
from studio.composition import compose
app = QApplication([])
studio = compose(app)
studio.window.show()
app.processEvents()
print(*sorted({name.partition('.')[0] for name in sys.modules}))
studio.close()
"""
    settings = str(tmp_path_factory.mktemp("settings"))
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "AVATAR_STUDIO_SETTINGS": settings}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, env=variables, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


BROKEN = """
import sys
from studio import app, composition
from studio.composition import {slice}

def fail(studio):
    raise ZeroDivisionError("a slice")

{slice}.compose = fail
sys.exit(app.main(["--measure-start"]))
"""


@pytest.mark.parametrize("part", ["documents", "set_page"])
def test_a_part_that_cannot_be_made_ends_in_an_error_and_not_in_a_program_that_never_ends(
    part: str, tmp_path: Path
) -> None:
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "AVATAR_STUDIO_SETTINGS": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", BROKEN.format(slice=part)],
        cwd=REPO, env=variables, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "ZeroDivisionError: a slice" in done.stderr
