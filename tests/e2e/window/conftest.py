"""What the tests of the whole window share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.window.composed import make_sample


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real project: the sample, made once."""
    return make_sample(tmp_path_factory.mktemp("sample") / "sample.avatar")
