"""The whole way, portrait to game: the command line draws and exports, a real Godot 4 reads every frame back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.cli import run
from studio.pipelines.health import sample_picture
from tests.export.godot_tools import assert_same_picture, launcher, new_project

pytestmark = pytest.mark.engine_real

CHECK = (Path(__file__).parents[1] / "export" / "godot4_check.gd").read_text(encoding="utf-8")
EXPRESSIONS = ("neutral", "joy", "anger", "surprise", "wink", "eye-roll")
CLIPS = ("blink", "neutral..joy")
FRAME = ("--size", "192", "--crop", "bust")


@dataclass
class Journey:
    """What the engine saw, and what the other commands drew of the same character."""

    facts: dict[str, Any]
    pictures: Path
    drawn: dict[str, list[Path]]
    durations_ms: dict[str, list[int]]
    export: dict[str, Any]

    def seen(self, name: str) -> NDArray[np.uint8]:
        return pixels_of(self.pictures / name)


def pixels_of(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGBA"))


def told(*words: object, capture: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What a command prints as JSON."""
    capture.readouterr()
    assert run([*map(str, words), "--json"]) == 0
    data: dict[str, Any] = json.loads(capture.readouterr().out)
    return data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    launcher()
    return tmp_path_factory.mktemp("journey")


_MADE: dict[Path, Journey] = {}


@pytest.fixture
def journey(folder: Path, capsys: pytest.CaptureFixture[str]) -> Journey:
    """Made once a run; `capsys` lives only as long as a test."""
    if folder not in _MADE:
        _MADE[folder] = _travel(folder, capsys)
    return _MADE[folder]


def _travel(folder: Path, capsys: pytest.CaptureFixture[str]) -> Journey:
    portrait, cast = sample_picture(), folder / "cast.avatar"
    told("capture", portrait, "-o", cast, "--name", "Eileen", capture=capsys)
    told("set", cast, *EXPRESSIONS, "-o", folder / "set", "--template", "{expression}", *FRAME, capture=capsys)
    drawn = {name.replace("-", "_"): [folder / "set" / f"{name}.png"] for name in EXPRESSIONS}
    durations_ms = {name: [1000] for name in drawn}
    for number, clip in enumerate(CLIPS):
        data = told("clip", cast, clip, "-o", folder / f"clip{number}", *FRAME, capture=capsys)
        drawn[clip] = sorted((folder / f"clip{number}").glob("*.png"))
        durations_ms[clip] = data["durations_ms"]
    project = new_project(folder / "game")
    (project.folder / "pictures").mkdir()
    (project.folder / "pictures" / ".gdignore").touch()
    clips = [word for clip in CLIPS for word in ("--clip", clip)]
    words = ("-t", "godot4", "-e", ",".join(EXPRESSIONS), *clips, *FRAME, "-o", project.folder / "art")
    exported = told("export", cast, *words, capture=capsys)
    project.import_everything()
    scene = next((project.folder / "art").rglob("*.tscn")).relative_to(project.folder)
    path = f"res://{scene.as_posix()}"
    answer = project.script(CHECK, {"scenes": [path], "pictures": "res://pictures", "travel": ["joy", "blink"]})
    return Journey(answer[path], project.folder / "pictures", drawn, durations_ms, exported)


def _named(journey: Journey, clip: str) -> dict[str, Any]:
    """The engine's animation of an expression or a clip."""
    animations = journey.facts["animations"]
    name = {"neutral..joy": next(name for name in animations if "neutral" in name and "joy" in name)}.get(clip, clip)
    found: dict[str, Any] = animations[name]
    return found


def test_nothing_is_missing_and_nothing_is_left_over(journey: Journey) -> None:
    assert journey.export["warnings"] == []
    assert len(journey.facts["animations"]) == len(EXPRESSIONS) + len(CLIPS)


@pytest.mark.parametrize("name", [*(name.replace("-", "_") for name in EXPRESSIONS), *CLIPS])
def test_every_frame_in_the_engine_is_what_the_other_commands_draw(journey: Journey, name: str) -> None:
    frames = _named(journey, name)["frames"]
    assert [round(frame[0], 3) for frame in frames] == journey.durations_ms[name]
    assert len(journey.drawn[name]) == len(frames)
    for frame, path in zip(frames, journey.drawn[name], strict=True):
        wanted = pixels_of(path)
        assert max(wanted.shape[:2]) == 192
        assert (wanted[..., 3] > 0).mean() > 0.2
        assert_same_picture(journey.seen(frame[1]), wanted)


def test_the_faces_in_the_engine_differ(journey: Journey) -> None:
    seen = [journey.seen(_named(journey, name.replace("-", "_"))["frames"][0][1]) for name in EXPRESSIONS]
    for index, one in enumerate(seen):
        for other in seen[index + 1 :]:
            assert (np.abs(one.astype(int) - other).max(-1) > 12).sum() > 60


def test_states_are_reached(journey: Journey) -> None:
    reached = [step[0] for step in journey.facts["travel"][2:]]
    assert reached == ["joy", "blink"]
