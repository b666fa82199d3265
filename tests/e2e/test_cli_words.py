"""What somebody types without having read anything: words after the picture, clips by name, points to begin with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from studio.cli_commands import console
from studio.core.errors import InputError
from studio.models.clip_library import load_clips
from studio.models.face import ANCHOR_NAMES

Cli = Callable[..., tuple[int, str, str]]


def test_words_after_the_picture_are_expressions(cli: Cli, project: Path, tmp_path: Path) -> None:
    _, out, _ = cli("draw", project, "joy:0.5", "surprise:0.5", "-o", "a.png", "--engine", "fake", "--json")
    plain = json.loads(out)
    _, out, _ = cli("draw", project, "-e", "joy:0.5+surprise:0.5", "-o", "b.png", "--engine", "fake", "--json")
    assert json.loads(out)["controls"] == plain["controls"]
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_controls_out_of_range_are_told(cli: Cli, project: Path) -> None:
    code, out, err = cli("draw", project, "-c", "jawOpen=3", "--engine", "fake", "--json")
    assert code == 0
    assert json.loads(out)["controls"] == {"jawOpen": 1.0}
    assert "jawOpen=3 is out of range; 1 is drawn" in err


@pytest.mark.parametrize(
    "words",
    [("draw", "joyy"), ("set", "joyy"), ("clip", "joy..angr"), ("clip", "nodd"),
     ("export", "-t", "godot4", "-e", "joyy"), ("export", "-t", "godot4", "--clip", "nodd")],
)  # fmt: skip
def test_typing_errors_are_told_before_the_picture_is_looked_at(
    cli: Cli, astronaut: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the picture was looked at")

    monkeypatch.setattr("studio.pipelines.seeing._find", never)
    code, out, err = cli(words[0], astronaut, *words[1:])
    assert (code, out) == (1, "")
    assert "Did you mean" in err


@pytest.mark.parametrize(
    ("words", "code"),
    [(("sample", "-o", "file/x"), 2), (("set", "PICTURE", "joy", "-o", "file/x"), 2),
     (("export", "PICTURE", "-t", "godot4", "-o", "file/x"), 2), (("clip", "PICTURE", "nod", "-o", "x.mp4"), 1),
     (("draw", "PICTURE", "joy", "-o", "x.jpg"), 1)],
)  # fmt: skip
def test_places_that_cannot_be_written_are_told_before_the_work(
    cli: Cli, astronaut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the picture was looked at")

    monkeypatch.setattr("studio.pipelines.seeing._find", never)
    (tmp_path / "file").write_bytes(b"")
    found, _, err = cli(*(astronaut if word == "PICTURE" else word for word in words))
    assert found == code, err
    assert "Error:" in err


def test_every_ready_made_clip_is_listed_and_reachable(cli: Cli, project: Path, tmp_path: Path) -> None:
    code, out, _ = cli("clips", "--json")
    assert code == 0
    ids = [clip["id"] for clip in json.loads(out)["clips"]]
    assert ids == list(load_clips())
    for word, name in (("nod", "nod"), ("Look around", "look-around"), ("shake_head", "shake-head")):
        code, out, _ = cli("clip", project, word, "--size", "48", "--engine", "fake", "-o", "x.apng", "--json")
        assert code == 0
        assert json.loads(out)["clip"] == name
    code, out, _ = cli(
        "export",
        project,
        "-t",
        "aseprite",
        "-e",
        "none",
        "--clip",
        "all",
        "--size",
        "48",
        "--engine",
        "fake",
        "-o",
        "x",
    )
    assert code == 0
    meta = json.loads((tmp_path / "x" / "eileen.json").read_text(encoding="utf-8"))["meta"]
    assert {tag["name"] for tag in meta["frameTags"]} == {name.replace("-", "_") for name in ids}


def test_a_repeated_export_knows_whom_it_showed(cli: Cli, astronaut: Path, tmp_path: Path) -> None:
    for name in ("Ann", "Bea"):
        assert cli("capture", astronaut, "--name", name, "-o", "cast.avatar")[0] == 0
    words = ("-t", "png-sequence", "-e", "joy", "--clip", "none", "--size", "48", "--engine", "fake", "-o", "art")
    assert cli("export", "cast.avatar", *words)[0] == 1
    assert cli("export", "cast.avatar", "--character", "Bea", *words)[0] == 0
    code, out, _ = cli("export", "cast.avatar", "--repeat", "--engine", "fake", "--json")
    assert code == 0
    assert json.loads(out)["written"] == []
    assert any(path.name.casefold().startswith("bea") for path in (tmp_path / "art").iterdir())


def test_points_to_begin_with(cli: Cli, astronaut: Path, tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "grey").save(tmp_path / "blank.png")
    code, _, err = cli("draw", "blank.png", "joy")
    assert code == 2
    assert "--write-anchors" in err
    code, out, _ = cli("inspect", "blank.png", "--write-anchors", "points.json", "-o", "points.png", "--json")
    assert code == 0
    assert json.loads(out)["anchors"] == "points.json"
    points = json.loads((tmp_path / "points.json").read_text(encoding="utf-8"))["points"]
    assert set(points) == set(ANCHOR_NAMES)
    assert all(90 < x < 210 and 30 < y < 170 for x, y in points.values())  # an average face in the middle
    code, out, _ = cli("inspect", "blank.png", "--anchors", "points.json", "--json")
    assert json.loads(out)["landmarks"]["source"] == "anchors"
    before = (tmp_path / "points.json").read_bytes()
    assert cli("inspect", astronaut, "--write-anchors", "points.json")[0] == 1  # what was placed by hand is kept
    assert (tmp_path / "points.json").read_bytes() == before


def test_found_points_can_be_corrected_by_hand(cli: Cli, astronaut: Path, tmp_path: Path) -> None:
    _, out, _ = cli("inspect", astronaut, "--write-anchors", "points.json", "--json")
    seen = json.loads(out)["landmarks"]["points"]
    points = json.loads((tmp_path / "points.json").read_text(encoding="utf-8"))["points"]
    assert points["chin"] == pytest.approx(seen[152][:2], abs=0.02)


def test_many_warnings_of_one_kind_are_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    many = [f'GIF cannot hold "{name}" exactly: {index}%.' for index, name in enumerate("abcde")]
    console.warn([*many, "Something else.", many[0]])
    err = capsys.readouterr().err
    assert err.count("GIF cannot hold") == 1
    assert "and 4 more of this kind" in err
    assert "Something else." in err
    console.warn(many[:2])
    assert capsys.readouterr().err.count("GIF cannot hold") == 2


def test_json_is_all_there_is_on_stdout(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (("draw", project, "--nope"), ("draw", project, "joyy"), ("draw", "missing.png"), ("nope",)):
        _, out, _ = cli(*words, "--json")
        assert json.loads(out)["error"]["message"]

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("studio.pipelines.render_set.draw_one", interrupted)
    code, out, _ = cli("draw", project, "joy", "--json")
    assert code == 130
    assert json.loads(out)["error"]["code"] == "cancelled"


def test_there_is_no_such_face(cli: Cli, astronaut: Path) -> None:
    code, _, err = cli("draw", astronaut, "joy", "--face", "7")
    assert code == 1
    assert "7" in err


def test_the_help_names_every_target(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.export.formats.registry import format_names

    monkeypatch.setenv("COLUMNS", "300")
    _, out, _ = cli("export", "--help")
    for name in format_names():
        assert name in out


def test_doctor_says_what_optional_models_are_good_for(
    cli: Cli, shared_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def models() -> dict[str, dict[str, str]]:
        _, out, _ = cli("doctor", "--json")
        return {finding["name"]: finding for finding in json.loads(out)["findings"] if finding["group"] == "models"}

    monkeypatch.setenv("AVATAR_STUDIO_MODELS", str(tmp_path / "none"))
    absent = models()["anime_faceboxes.onnx"]
    monkeypatch.setenv("AVATAR_STUDIO_MODELS", str(shared_models))
    present = models()["anime_faceboxes.onnx"]
    assert (absent["health"], present["health"]) == ("note", "ok")
    assert "drawn characters" in absent["detail"]
    assert "drawn characters" in present["detail"]


def test_exit_codes_of_errors() -> None:
    for code, expected in (("usage.clip", 1), ("export.format", 1), ("face.no_such_index", 1), ("picture.corrupt", 2)):
        assert console.exit_code_of(InputError("x", "", code)) == expected
