"""Fixtures that every test may use."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
    # A shell that starts the tests in the background has interrupts ignored, and the programs under test would
    # inherit that: some tests interrupt them.
    signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # widgets are tested without a screen

hypothesis.settings.register_profile("any machine", deadline=None)  # no test is timed
hypothesis.settings.load_profile("any machine")

REPO = Path(__file__).resolve().parents[1]
SHARED_DATA = REPO.parent / "shared" / "data"


def _need(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"MISSING TEST DATA: {path.name} is not beside the project; this promise is NOT checked here")
    return path


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real pictures, models and recordings; skips loudly where it is missing."""
    return _need(SHARED_DATA)


@pytest.fixture(scope="session")
def shared_models(shared_data: Path) -> Path:
    """The folder with the model files that the tests install."""
    return _need(shared_data / "models")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from the user's installed models and settings."""
    root = tmp_path_factory.mktemp("folders")
    monkeypatch.setenv("AVATAR_STUDIO_MODELS", str(root / "models"))
    monkeypatch.setenv("AVATAR_STUDIO_SETTINGS", str(root / "settings"))
    monkeypatch.setenv("AVATAR_STUDIO_RECOVERY", str(root / "recovery"))


@pytest.fixture(autouse=True)
def _own_plugins() -> Iterator[None]:
    """What plugins brought in one test is gone in the next."""
    yield
    formats, engines = (sys.modules.get(f"studio.{name}.registry") for name in ("export.formats", "engines"))
    if formats is not None:
        formats.forget_added()
    if engines is not None:
        engines.forget_added()
    wardrobe = sys.modules.get("studio.pipelines.wardrobe")
    if wardrobe is not None:
        wardrobe.use_preset_files([])
