"""Drawing with Arc2Face from the command line, on tiny random weights; and the tools around it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.engines.arc2face.control import read_map
from studio.models.controls import ARKIT_CONTROLS
from tests.engines.arc2face.tiny import make_folder, random_map

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("weights") / "arc2face")


@pytest.fixture
def installed(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVATAR_STUDIO_ARC2FACE", str(weights))


@pytest.mark.usefixtures("installed")
def test_one_picture_with_options(cli: Cli, project: Path, tmp_path: Path) -> None:
    words = ("draw", project, "joy", "--engine", "arc2face")
    assert cli(*words, "-o", "a.png", "-E", "steps=1", "-E", "region=mouth")[0] == 0
    assert cli(*words[:-1], "arc2face:region=mouth,steps=1", "-o", "b.png")[0] == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert cli(*words, "-o", "c.png", "-E", "steps=1", "-E", "seed=4")[0] == 0
    first, other = (np.asarray(Image.open(tmp_path / name)) for name in ("a.png", "c.png"))
    assert first.shape == other.shape
    assert (first != other).any()


@pytest.mark.usefixtures("installed")
def test_a_set_and_a_strip_of_scales(cli: Cli, project: Path, tmp_path: Path) -> None:
    code, out, _ = cli("set", project, "joy", "anger", "--engine", "arc2face", "-E", "steps=2,share=0.5", "-o", "f",
                       "--size", "128", "--json")  # fmt: skip
    assert code == 0
    assert len(json.loads(out)["pictures"]) == 2
    strip = ("lab", "scales", project, "joy", "--scale", "0.2", "--scale", "0.9", "-E", "steps=1", "-o", "s.png")
    assert cli(*strip)[0] == 0
    with Image.open(tmp_path / "s.png") as strip:
        width, height = strip.size
    assert width > 1.9 * height * 0.9


def test_without_weights_it_says_where_they_belong(cli: Cli, project: Path, tmp_path: Path) -> None:
    code, _, err = cli("draw", project, "joy", "--engine", "arc2face", "-E", f"folder={tmp_path / 'none'}")
    assert code == 2
    assert "not installed" in err
    assert "models" in err
    assert not list(tmp_path.glob("*.png")), "nothing half-written"


@pytest.mark.parametrize("option", ["colour=3", "steps=many", "steps"])
def test_typing_errors_in_options(cli: Cli, project: Path, option: str) -> None:
    code, _, err = cli("draw", project, "joy", "--engine", "arc2face", "-E", option)
    assert code == 1 or "option" in err
    assert option.split("=", maxsplit=1)[0] in err
    assert "Traceback" not in err


def test_fitting_a_map_from_pairs(cli: Cli, tmp_path: Path) -> None:
    controls = np.random.default_rng(0).random((120, len(ARKIT_CONTROLS))).astype(np.float32)
    np.savez(tmp_path / "pairs.npz", controls=controls, expressions=controls @ random_map().matrix)
    code, out, _ = cli("lab", "fit-expression", "pairs.npz")
    assert code == 0
    assert "explained" in out
    assert "expression" in out
    fitted = read_map(tmp_path / "controls_to_expression.npz")
    assert fitted.controls == ARKIT_CONTROLS
    code, out, _ = cli("lab", "fit-expression", "pairs.npz", "--json")
    assert json.loads(out)["explained"]["expression"] > 0.99
    (tmp_path / "wrong.npz").write_bytes(b"x")
    assert cli("lab", "fit-expression", "wrong.npz")[0] != 0
    code, _, err = cli("lab", "fit-expression", tmp_path / "nowhere")
    assert code != 0
    assert "pairs" in err


def test_tools_that_need_a_reader_say_so(cli: Cli, astronaut: Path, tmp_path: Path) -> None:
    code, _, err = cli("lab", "read-expression", astronaut)
    assert code == 2
    assert "SMIRK" in err
    (tmp_path / "pictures").mkdir()
    code, _, err = cli("lab", "fit-expression", tmp_path / "pictures")
    assert code == 2
    assert "face-landmarker" in err
