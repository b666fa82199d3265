"""`avatar-studio lab`: characters from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.cli import run
from studio.models.genome import GENES, PortraitGenome


def test_sheet_of_characters(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    assert run(["lab", "portraits", "--count", "6", "--seed", "3", "--size", "48", "-o", str(path)]) == 0
    with Image.open(path) as sheet:
        assert sheet.size == (144, 96)
        pixels = np.asarray(sheet)
    assert len({pixels[y, x].tobytes() for y in (2, 50) for x in (2, 50, 98)}) > 3


def test_one_character_by_seed_and_by_file(tmp_path: Path) -> None:
    first, second, genome = tmp_path / "a.png", tmp_path / "b.png", tmp_path / "a.json"
    words = ["lab", "portrait", "-e", "joy:0.8", "--size", "64"]
    assert run([*words, "--seed", "7", "-o", str(first), "--save-genome", str(genome)]) == 0
    assert run([*words, "--genome", str(genome), "-o", str(second)]) == 0
    with Image.open(first) as one, Image.open(second) as two:
        assert np.abs(np.asarray(one).astype(int) - np.asarray(two)).max() <= 1
    assert PortraitGenome.from_json(genome.read_text()).distance(PortraitGenome.random(7)) < 1e-5


def test_genes_and_controls_are_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.png"
    words = ["lab", "portrait", "-g", "hair_style=bob", "-g", "skin_tone=0.9", "-c", "jawOpen=0.5", "--transparent"]
    assert run([*words, "--size", "48", "-o", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["genes"]["hair_style"] == "bob"
    assert told["pose"] == {"jawOpen": 0.5}
    with Image.open(path) as picture:
        assert picture.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("change", ["hair_style=wig", "skin_tone=2", "skin_tone=pale", "horns=1", "nonsense"])
def test_wrong_genes_fail_in_words(change: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lab", "portrait", "-g", change, "-o", str(tmp_path / "a.png")]) in (1, 2)
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "a.png").exists()


def test_table_of_genes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lab", "genes", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["genes"]) == len(GENES)


def test_a_photo_without_a_face_fails_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (90, 90), "grey").save(tmp_path / "sky.png")
    assert run(["lab", "from-photo", str(tmp_path / "sky.png"), "-o", str(tmp_path / "a.png")]) != 0
    assert "face" in capsys.readouterr().err
    assert not (tmp_path / "a.png").exists()
