"""Models from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio import cli
from studio.cli_commands.console import ExitCode
from studio.storage.settings import Settings, save_settings


def test_models_are_listed_with_licence_and_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["models", "list", "--json"]) == ExitCode.OK
    shown = {one["id"]: one for one in json.loads(capsys.readouterr().out)["models"]}
    assert shown["insightface-buffalo-l"]["is_non_commercial"]
    assert shown["yunet"]["state"] == "missing"


def test_nothing_is_downloaded_without_consent(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["models", "download", "yunet"]) == ExitCode.USAGE
    shown = capsys.readouterr()
    assert "Apache-2.0" in shown.out
    assert "--accept-licence" in shown.err


def test_an_unknown_model_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["models", "verify", "yunnet"]) == ExitCode.USAGE
    assert "yunet" in capsys.readouterr().err


def test_import_verify_and_remove(shared_models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = shared_models / "yunet_n_640_640.onnx"
    assert cli.run(["models", "import", str(source), "--quiet"]) == ExitCode.OK
    assert cli.run(["models", "verify", "yunet"]) == ExitCode.OK
    assert "installed" in capsys.readouterr().out
    assert cli.run(["models", "remove", "yunet"]) == ExitCode.OK
    assert cli.run(["models", "verify", "yunet"]) == ExitCode.FAILED
    assert source.exists()


def test_the_folder_chosen_in_the_window_counts_here_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_settings(Settings(models_folder=str(tmp_path / "mine")))
    try:
        assert cli.run(["models", "list", "--json"]) == ExitCode.OK
        assert json.loads(capsys.readouterr().out)["folder"] == str(tmp_path / "mine")
    finally:
        save_settings(Settings())
        cli.run(["models", "list", "--json"])
