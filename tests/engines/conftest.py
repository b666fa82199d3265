"""Weights that engines need in tests, written once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.arc2face.tiny import make_folder
from tests.engines.genaffect.tiny import make_weights


@pytest.fixture(scope="session")
def arc2face_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny random Arc2Face; not to be written to."""
    return make_folder(tmp_path_factory.mktemp("weights") / "arc2face")


@pytest.fixture(scope="session")
def genaffect_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tiny random weights of Gen-AFFECT and of the networks that it uses; not to be written to."""
    return make_weights(tmp_path_factory.mktemp("weights") / "genaffect-root")
