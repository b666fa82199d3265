"""`avatar-studio swap` and `note`, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from studio.cli import run
from studio.export.content_notes import with_note
from studio.export.png import encode_png
from studio.models.content_note import ContentNote


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "body.png"
    path.write_bytes(encode_png(np.full((64, 64, 4), 200, np.uint8)))
    return path


def _error(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, str]]:
    code = run([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)["error"]


def test_what_is_typed_wrongly_is_told_before_anything_is_looked_at(
    picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ["-i", str(picture)]
    for words, expected in (
        (["swap", str(picture), "joy"], "usage.identity"),
        (["swap", str(picture), "melancoly", *who], "expression.unknown"),
        (["swap", str(picture), "joy", "--clip", "nod", *who], "usage.clip"),
        (["swap", str(picture), "--clip", "joy..angr", *who], "expression.unknown"),
        (["swap", str(picture), "joy", "-o", str(tmp_path / "x.psd"), *who], "usage.output"),
        (["swap", str(picture), "joy", "-o", str(picture), *who], "usage.output"),
    ):
        code, error = _error(capsys, *words)
        assert error["code"] == expected, words
        assert code == 1, words
        assert error["hint"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["body.png"], "nothing is written"


def test_the_nearest_words_are_offered(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, error = _error(capsys, "swap", str(picture), "melancoly", "-i", str(picture))
    assert "melancholy" in error["hint"]


def test_a_note_is_shown(picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    noted = tmp_path / "made.png"
    noted.write_bytes(with_note(picture.read_bytes(), ContentNote("diffsfsr", True, {"expression": "joy:0.7"})))
    assert run(["note", str(noted), str(picture)]) == 0
    shown = capsys.readouterr().out
    assert "joy:0.7" in shown
    assert "no content note" in shown
    assert run(["note", str(noted), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["files"]
    assert row["note"]["engine"] == "diffsfsr"
    assert run(["note", str(tmp_path / "nowhere.png")]) == 2
