"""The command line on real pictures: what it prints, writes, and answers to the shell."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio import __version__
from studio.pipelines.health import sample_picture

REPO = Path(__file__).resolve().parents[2]

Cli = Callable[..., tuple[int, str, str]]


def started(*words: object, folder: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(REPO), "XDG_CACHE_HOME": str(folder / ".cache")}
    return subprocess.Popen(
        [sys.executable, "-m", "studio", *map(str, words)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def pixels_of(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.array(image)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".cache")


def test_version_and_help_from_the_shell_load_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, studio.cli; code = studio.cli.run(['--help']); "
        "heavy = {'torch', 'mediapipe', 'cv2', 'PySide6', 'skimage', 'scipy', 'onnxruntime', 'pydantic'}; "
        "print('HEAVY', sorted(heavy & set(sys.modules)), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.splitlines()[-1] == "HEAVY [] 0"
    for command in ("sample", "doctor", "capture", "draw", "set", "clip", "export", "inspect", "expressions"):
        assert command in done.stdout
    version = started("--version", folder=tmp_path)
    out, err = version.communicate(timeout=60)
    assert (version.returncode, out.strip(), err) == (0, f"avatar-studio {__version__}", "")


@pytest.mark.parametrize(
    "words", [["nope"], ["draw"], ["draw", "x.png", "--nope"], ["clip", "x.png"], ["export", "x.png"],
              ["set", "x.png", "--size", "many"], ["expressions", "show", "joyy"]],
)  # fmt: skip
def test_wrong_use_is_code_1_in_words(cli: Cli, words: list[str]) -> None:
    code, out, err = cli(*words)
    assert code == 1
    assert out == ""
    assert "Traceback" not in err
    assert err.strip()


def test_expressions_are_listed_and_shown(cli: Cli) -> None:
    code, out, _ = cli("expressions", "list", "--family", "fear")
    assert code == 0
    assert "fear" in out
    assert "amusement" not in out
    _, out, _ = cli("expressions", "list", "--json")
    assert json.loads(out)["count"] > 200
    _, out, _ = cli("expressions", "list", "--controls", "--json")
    assert json.loads(out)["count"] == 55
    _, out, _ = cli("expressions", "show", "joy:0.5", "--json")
    shown = json.loads(out)["expressions"][0]
    assert shown["controls"]["mouthSmileLeft"] > 0


def test_an_expression_of_ones_own(cli: Cli, project: Path, tmp_path: Path) -> None:
    own = tmp_path / "cast.avatar"
    own.write_bytes(project.read_bytes())
    words = ("expressions", "add", "Häppy Grin", "--project", own)
    assert cli(*words, "--from", "joy:0.5", "-c", "jawOpen=0.4,mouthSmileLeft=0")[0] == 0
    _, out, _ = cli("expressions", "show", "häppy grin", "--project", own, "--json")
    shown = json.loads(out)["expressions"][0]
    assert shown["id"] == "häppy-grin"
    assert shown["controls"]["jawOpen"] == 0.4
    assert "mouthSmileLeft" not in shown["controls"]
    assert cli("draw", own, "-e", "häppy-grin", "-o", "x.png")[0] == 0
    assert cli("expressions", "add", "Nothing", "--project", own)[0] == 1
    assert cli(*words, "-c", "jawOpen=0.6")[0] == 0
    assert len(json.loads(cli("inspect", own, "--json")[1])["expressions"]) == 1


def test_an_old_console_shows_what_it_can(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(REPO), "PYTHONIOENCODING": "ascii"}
    for words in (["expressions", "show", "joy"], ["expressions", "show", "joy", "--json"], ["--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "studio", *words],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert "sample" in done.stdout


def test_drawing_one_picture(cli: Cli, astronaut: Path, tmp_path: Path) -> None:
    words = ("draw", astronaut, "--keep-background")
    assert cli(*words, "-o", "neutral.png")[0] == 0
    assert np.array_equal(pixels_of(tmp_path / "neutral.png")[..., :3], pixels_of(astronaut)[..., :3])
    code, out, _ = cli(*words, "-e", "joy:0.7", "-c", "jawOpen=0.5", "-o", "joy.png", "--json")
    assert code == 0
    data = json.loads(out)
    assert data["controls"]["jawOpen"] == 0.5
    assert data["size"] == [512, 512]
    joy, given = pixels_of(tmp_path / "joy.png"), pixels_of(astronaut)
    assert not np.array_equal(joy[..., :3], given)
    assert np.array_equal(joy[400:, :, :3], given[400:])  # far from the face nothing changes


def test_the_picture_itself_is_never_overwritten(cli: Cli, astronaut: Path, tmp_path: Path) -> None:
    copy = tmp_path / "portrait.png"
    copy.write_bytes(astronaut.read_bytes())
    code, _, err = cli("draw", copy, "-e", "joy", "-o", "portrait.png")
    assert code == 1
    assert "the picture itself" in err
    assert copy.read_bytes() == astronaut.read_bytes()


def test_a_batch_with_a_corrupt_picture_is_partial(cli: Cli, astronaut: Path, tmp_path: Path) -> None:
    good = astronaut.read_bytes()
    for name in ("a", "b", "d", "e"):
        (tmp_path / f"{name}.png").write_bytes(good)
    (tmp_path / "c.png").write_bytes(good[:5000])
    code, out, err = cli("capture", *(f"{name}.png" for name in "abcde"), "-o", "cast.avatar", "--json")
    assert code == 3
    data = json.loads(out)
    assert [character["name"] for character in data["characters"]] == ["a", "b", "d", "e"]
    assert [failure["name"] for failure in data["failures"]] == ["c.png"]
    assert "Traceback" not in err
    code, out, _ = cli("inspect", "cast.avatar", "--json")
    assert code == 0
    assert len(json.loads(out)["characters"]) == 4
    code, _, err = cli("draw", "cast.avatar", "-e", "joy")
    assert code == 1
    assert "--character: a, b, d, e" in err
    assert cli("capture", "c.png", "-o", "none.avatar")[0] == 2
    assert not (tmp_path / "none.avatar").exists()


def test_a_set_with_contact_sheet(cli: Cli, project: Path, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("joy\n# a remark\nanger:0.5  # half\n", encoding="utf-8")
    words = ("set", project, "wink", "--list", "list.txt", "-o", "out", "--size", "128", "--crop", "face")
    code, out, _ = cli(*words, "--contact-sheet", "sheet.png", "--json")
    assert code == 0
    data = json.loads(out)
    assert max(data["size"]) == 128
    names = ["Eileen_anger-50_003.png", "Eileen_joy_002.png", "Eileen_wink_001.png"]
    assert names_in(tmp_path / "out") == names
    assert pixels_of(tmp_path / "sheet.png").ndim == 3
    code, out, _ = cli(*words)
    assert out.count("unchanged") == 3


def test_likeness_is_measured_where_a_recogniser_is_installed(
    cli: Cli, project: Path, shared_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("set", project, "neutral", "joy:0.5", "--likeness", "--crop", "bust")
    code, out, _ = cli(*words)
    assert code == 0
    assert out.count("no recogniser installed") == 2
    monkeypatch.setenv("AVATAR_STUDIO_MODELS", str(shared_models))
    code, out, _ = cli(*words, "--json")
    assert code == 0
    neutral, joy = (picture["likeness"] for picture in json.loads(out)["pictures"])
    assert neutral > joy > 0.3
    assert neutral > 0.9


def test_a_dry_run_writes_nothing(cli: Cli, astronaut: Path, project: Path, tmp_path: Path) -> None:
    before = project.read_bytes()
    commands = [
        ("capture", astronaut), ("capture", astronaut, "-o", project, "--name", "Other"),
        ("draw", project, "-e", "joy"), ("set", project, "joy", "--contact-sheet", "s.png"),
        ("clip", project, "-k", "blink", "--size", "64"),
        ("export", project, "-t", "godot4", "-e", "joy", "--clip", "none", "--size", "64"),
    ]  # fmt: skip
    for words in commands:
        code, out, _ = cli(*words, "--dry-run")
        assert code == 0, words
        assert "ould write" in out
    assert names_in(tmp_path) == []
    assert project.read_bytes() == before


def test_a_clip_over_an_expression(cli: Cli, project: Path, tmp_path: Path) -> None:
    code, out, _ = cli(
        "clip", project, "-k", "talk", "--text", "hi", "--over", "joy", "--size", "64", "-o", "t.webp", "--json"
    )
    assert code == 0
    data = json.loads(out)
    with Image.open(tmp_path / "t.webp") as image:
        assert image.n_frames == data["frames"] == len(data["durations_ms"])
    code, _, err = cli("clip", project, "-k", "transition")
    assert code == 1
    assert "--to" in err


def test_an_export_is_remembered_and_repeated(cli: Cli, project: Path, tmp_path: Path) -> None:
    own = tmp_path / "cast.avatar"
    own.write_bytes(project.read_bytes())
    words = ("-e", "neutral,joy", "--clip", "blink", "--size", "96", "--crop", "bust", "--pivot", "0.5,0.9")
    sheet = ("--layout", "grid", "--padding", "4", "--scale", "1", "--scale", "0.5")
    code, out, _ = cli("export", own, "-t", "godot4", "-t", "unity", "-o", "game/art", *words, *sheet, "--json")
    assert code == 0
    first = json.loads(out)
    assert [entry["scale"] for entry in first["sheets"]] == [1.0, 0.5]
    assert {name.split("/")[0] for name in first["written"]} >= {"godot4", "unity"}
    code, out, _ = cli("export", own, "--repeat", "--json")
    assert code == 0
    again = json.loads(out)
    assert again["written"] == []
    assert set(again["unchanged"]) == set(first["written"])
    assert json.loads(cli("inspect", own, "--json")[1])["last_export"] == ["godot4", "unity"]


def test_every_format_is_reachable(cli: Cli, project: Path, tmp_path: Path) -> None:
    from studio.export.formats.registry import format_names

    words = ("-e", "neutral", "--clip", "blink", "--size", "48", "--crop", "face", "-o", "all")
    code, _, err = cli("export", project, "-t", "all", *words)
    assert code == 0, err
    assert set(names_in(tmp_path / "all")) >= set(format_names())
    code, _, err = cli("export", project, "-t", "godott", *words)
    assert code != 0
    assert "godot4" in err


def test_inspecting_a_picture(cli: Cli, astronaut: Path, tmp_path: Path) -> None:
    code, out, _ = cli("inspect", astronaut, "-o", "overlay.png", "--json")
    assert code == 0
    data = json.loads(out)
    assert len(data["faces"]) == 1
    assert len(data["landmarks"]["points"]) == 478
    assert pixels_of(tmp_path / "overlay.png").shape[2] == 3
    blank = tmp_path / "blank.png"
    Image.new("RGB", (256, 256), "grey").save(blank)
    code, out, _ = cli("inspect", blank)
    assert code == 0
    assert "No face" in out


def test_damaged_and_newer_projects_are_told_apart(cli: Cli, project: Path, tmp_path: Path) -> None:
    damaged, newer = tmp_path / "damaged.avatar", tmp_path / "newer.avatar"
    damaged.write_bytes(project.read_bytes()[:-2000])
    with zipfile.ZipFile(newer, "w") as archive:
        archive.writestr("project.json", '{"kind": "avatar-studio project", "format_version": 99, "project": {}}')
    messages = set()
    for path in (damaged, newer, tmp_path / "missing.avatar"):
        code, out, err = cli("inspect", path, "--json")
        assert code == 2
        error: dict[str, Any] = json.loads(out)["error"]
        assert error["hint"]
        messages.add(error["code"])
        assert error["message"] in err
    assert messages == {"project.damaged", "project.newer", "project.missing"}
    before = newer.read_bytes()
    assert cli("capture", sample_picture(), "-o", newer)[0] == 2
    assert newer.read_bytes() == before


def test_a_bug_gives_a_line_and_a_log(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.pipelines.wardrobe.searched", lambda *_: 1 / 0)
    code, _, err = cli("expressions", "list")
    assert code == 2
    assert "Traceback" not in err
    log = next((tmp_path / ".cache").rglob("crash-*.log"))
    assert str(log) in err.replace("\n", "")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind do not exist on Windows")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupting_is_code_130_and_leaves_whole_files(project: Path, tmp_path: Path, number: int) -> None:
    program = started("set", project, "all", "-o", "out", folder=tmp_path)
    deadline_s = time.monotonic() + 60
    while not list((tmp_path / "out").glob("*.png")) and program.poll() is None and time.monotonic() < deadline_s:
        time.sleep(0.01)
    program.send_signal(number)
    out, err = program.communicate(timeout=60)
    assert program.returncode == 130, err
    assert "Traceback" not in out + err
    assert "Cancelled" in err
    names = names_in(tmp_path / "out")
    assert 0 < len(names) < 221
    assert all(name.endswith(".png") and not name.startswith(".") for name in names)
    for name in names:
        pixels_of(tmp_path / "out" / name)


def test_doctor_reports_what_really_computes(cli: Cli) -> None:
    code, out, err = cli("doctor", "--json")
    assert code == 0, err
    findings = {(finding["group"], finding["name"]): finding for finding in json.loads(out)["findings"]}
    assert "really uses CPU" in findings["devices", "onnxruntime"]["detail"]
    assert findings["engines", "puppet"]["health"] == "ok"
    assert findings["window", "Qt"]["health"] == "ok"
    assert findings["resources", "expressions"]["health"] == "ok"


def test_the_sample_does_the_whole_job(cli: Cli, tmp_path: Path) -> None:
    code, out, _ = cli("sample", "-o", "sample", "--json")
    assert code == 0
    data = json.loads(out)
    assert data["expressions"] == 30
    assert data["animations"] == 35
    assert max(data["frame_size"]) == 512
    assert {"astronaut.avatar", "contact_sheet.png", "export"} == set(names_in(tmp_path / "sample"))
    assert {"godot4", "unity"} <= set(names_in(tmp_path / "sample" / "export"))
    code, _, _ = cli("export", "sample/astronaut.avatar", "--repeat", "--dry-run", "--json")
    assert code == 0
