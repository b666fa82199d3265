"""The tiny random Arc2Face, loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.engines.arc2face.layout import find_weights
from studio.engines.arc2face.loading import load_parts
from studio.engines.arc2face.pipeline import Arc2FacePipeline


@pytest.fixture(scope="session")
def tiny_folder(arc2face_folder: Path) -> Path:
    """The weights; not to be written to."""
    return arc2face_folder


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Arc2FacePipeline:
    """The loaded weights; each test leaves its switches off."""
    return Arc2FacePipeline(load_parts(find_weights(tiny_folder)))
