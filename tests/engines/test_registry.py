"""Which engines are offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.engines.registry import engine_names


def test_an_engine_is_offered_when_its_weights_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(tmp_path))
    assert "genaffect" not in engine_names()
    assert "genaffect" in engine_names(with_hidden=True)
    (tmp_path / "genaffect").mkdir()
    assert "genaffect" in engine_names()
    assert "diffsfsr" not in engine_names()


def test_the_default_comes_first() -> None:
    assert engine_names()[0] == "puppet"
    assert "fake" not in engine_names()
