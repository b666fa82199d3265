"""Plugins from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio import cli
from studio.cli_commands.console import ExitCode
from studio.core.folders import settings_folder
from studio.pipelines.plugins import use_plugins


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    yield
    use_plugins([], [])


def test_a_plugin_is_allowed_used_and_switched_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["plugins", "enable", "renpy-export"]) == ExitCode.USAGE
    assert "no sandbox" in capsys.readouterr().err
    assert cli.run(["plugins", "enable", "renpy-export", "--trust"]) == ExitCode.OK
    assert cli.run(["plugins", "enable", "chat-expressions"]) == ExitCode.OK, "nothing of it is run"
    capsys.readouterr()
    assert cli.run(["plugins", "list", "--json"]) == ExitCode.OK
    states = {one["id"]: one["state"] for one in json.loads(capsys.readouterr().out)["plugins"]}
    assert (states["renpy-export"], states["chat-expressions"]) == ("enabled", "enabled")
    assert cli.run(["expressions", "list", "--group", "chat", "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["count"] == 28
    assert cli.run(["plugins", "disable", "chat-expressions"]) == ExitCode.OK
    assert cli.run(["plugins", "disable", "renpy-export"]) == ExitCode.OK
    use_plugins([], [])
    assert cli.run(["expressions", "list", "--group", "chat"]) == ExitCode.USAGE


def test_an_export_through_a_plugin(astronaut: Path, tmp_path: Path) -> None:
    assert cli.run(["plugins", "enable", "renpy-export", "--trust"]) == ExitCode.OK
    arguments = ["export", str(astronaut), "-t", "renpy", "-o", str(tmp_path / "out"), "-e", "joy", "--clip", "blink"]
    assert cli.run(arguments) == ExitCode.OK
    script = next((tmp_path / "out").glob("*.rpy")).read_text()
    assert " joy = " in script
    assert " blink:" in script


def test_a_broken_one_is_named_and_everything_else_works(capsys: pytest.CaptureFixture[str]) -> None:
    folder = settings_folder() / "plugins" / "torn"
    folder.mkdir(parents=True)
    (folder / "plugin.toml").write_text("torn [")
    (settings_folder() / "settings.json").write_text('{"enabled_plugins": ["torn"]}')
    assert cli.run(["clips"]) == ExitCode.OK
    assert "torn" in capsys.readouterr().err


def test_an_unknown_plugin_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["plugins", "enable", "nothing"]) == ExitCode.USAGE
    assert "plugins list" in capsys.readouterr().err
