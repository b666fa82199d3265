"""The set of a project from the command line: drawn where it is missing, kept with its recipe."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from studio.models.framing import FrameOptions
from studio.models.project import SetSettings
from studio.storage.project_file import read_project, write_project

Cli = Callable[..., tuple[int, str, str]]

WORDS = ("neutral", "joy", "anger:0.5")


@pytest.fixture
def cast(project: Path, tmp_path: Path) -> Path:
    path = tmp_path / "cast.avatar"
    shutil.copy(project, path)
    content = read_project(path)
    who = replace(content.project.characters[0], expression_set=WORDS)
    made = replace(content.project, characters=(who,), set_settings=SetSettings(FrameOptions(size_px=128)))
    write_project(path, replace(content, project=made))
    return path


def test_missing_cells_are_drawn_once(cli: Cli, cast: Path) -> None:
    code, out, _ = cli("cells", cast, "--list")
    assert code == 0
    assert out.count("missing") == 3
    code, out, _ = cli("cells", cast)
    assert (code, out.count("done")) == (0, 3)
    saved = cast.read_bytes()
    assert cli("cells", cast)[0] == 0
    assert cast.read_bytes() == saved, "nothing is left to draw"
    cells = read_project(cast).project.cells
    assert [cell.expression for cell in cells] == list(WORDS)


def test_variants_files_and_recipes(cli: Cli, cast: Path, tmp_path: Path) -> None:
    code, out, _ = cli("cells", cast, "joy", "--variants", 2, "-o", tmp_path / "out", "--json")
    assert code == 0
    (cell,) = json.loads(out)["cells"]
    assert (cell["state"], cell["variants"], cell["recipe"]["engine"]) == ("done", 3, "puppet")
    assert Path(cell["path"]).name == "Eileen_joy.png"
    assert Path(cell["path"]).read_bytes().startswith(b"\x89PNG")
    before = cell["recipe"]["picture"]
    cli("cells", cast, "joy", "--variant", 3, "--character", "Eileen")
    (again,) = json.loads(cli("cells", cast, "joy", "--list", "--json")[1])["cells"]
    assert again["recipe"]["picture"] == before, "a recipe gives the same picture again"


def test_wrong_use_is_told(cli: Cli, cast: Path) -> None:
    code, _, err = cli("cells", cast, "fear")
    assert code == 1
    assert "Not in the set: fear" in err
    assert cli("cells", cast, "--character", "Bram")[0] == 1


def test_dry_run_leaves_the_project_alone(cli: Cli, cast: Path) -> None:
    saved = cast.read_bytes()
    code, out, _ = cli("cells", cast, "joy", "--dry-run")
    assert (code, "done" in out) == (0, True)
    assert cast.read_bytes() == saved
