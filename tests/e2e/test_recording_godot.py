"""Real recordings, all the way: a Live Link Face file is reviewed, becomes a clip, leaves for Godot; and the engine
shows what the preview draws of the poses that the review showed.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from studio.cli import run
from studio.models.performance_calibration import Calibration
from studio.models.performance_review import Neutral, RecordingKind, ReviewSettings
from studio.models.timeline import sample
from studio.pipelines.health import sample_picture
from studio.pipelines.performance_review import Reviewed, read_any, reviewed
from studio.pipelines.wardrobe import library_of
from studio.storage.project_file import read_project, write_project
from tests.e2e.test_sample_godot import CHECK, pixels_of, told
from tests.export.godot_tools import assert_same_picture, launcher, new_project

pytestmark = pytest.mark.engine_real

FPS = 10.0
FRAME = ("--size", "160", "--crop", "face")
PARTS = {"livelink_jason_miller": (1500.0, 3500.0), "livelink_alex_rom_3": (20_000.0, 22_000.0)}
"""Where something happens; milliseconds."""
ERROR = 0.01
Result = TypeVar("Result")


def done(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


@dataclass
class Way:
    """What came out at each step."""

    made: dict[str, Reviewed]
    facts: dict[str, Any]
    pictures: Path
    drawn: dict[str, list[Path]]
    durations_ms: dict[str, list[int]]


_MADE: list[Way] = []


@pytest.fixture
def way(shared_data: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> Way:
    """Made once a run."""
    if not _MADE:
        launcher()
        _MADE.append(_go(shared_data / "performance", tmp_path_factory.mktemp("recordings"), capsys))
    return _MADE[0]


def _go(recordings: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> Way:
    cast = folder / "cast.avatar"
    told("capture", sample_picture(), "-o", cast, "--name", "Eileen", capture=capsys)
    content = read_project(cast)
    made, clips = {}, []
    for name, (start, end) in PARTS.items():
        recording = done(read_any(recordings / f"{name}.csv", RecordingKind.LIVE_LINK))
        settings = ReviewSettings(
            name.split("_")[1], neutral=Neutral.HERE, neutral_ms=(0.0, 300.0), gain={"jawOpen": 1.2}, cutoff_hz=6.0,
            largest_error=ERROR, start_ms=start, end_ms=end,
        )  # fmt: skip
        result = done(reviewed(recording, settings, Calibration(), library_of(content.project)))
        made[result.clip.id] = result
        clips.append(replace(result.clip, fps=FPS))
    write_project(cast, replace(content, project=replace(content.project, clips=tuple(clips))))
    drawn, durations = {}, {}
    for clip in clips:
        data = told("clip", cast, clip.id, "-o", folder / clip.id, *FRAME, capture=capsys)
        drawn[clip.id], durations[clip.id] = sorted((folder / clip.id).glob("*.png")), data["durations_ms"]
    project = new_project(folder / "game")
    (project.folder / "pictures").mkdir()
    (project.folder / "pictures" / ".gdignore").touch()
    words = [word for clip in clips for word in ("--clip", clip.id)]
    out = project.folder / "art"
    assert run([*map(str, ("export", cast, "-t", "godot4", "-e", "neutral", *words, *FRAME, "-o", out))]) == 0
    project.import_everything()
    path = f"res://{next(out.rglob('*.tscn')).relative_to(project.folder).as_posix()}"
    answer = project.script(CHECK, {"scenes": [path], "pictures": "res://pictures", "travel": []})
    return Way(made, answer[path], project.folder / "pictures", drawn, durations)


@pytest.mark.parametrize("name", ["jason", "alex"])
def test_the_engine_shows_what_the_preview_draws(way: Way, name: str) -> None:
    shown = way.facts["animations"][name]["frames"]
    assert [round(frame[0], 3) for frame in shown] == way.durations_ms[name]
    assert len(shown) == len(way.drawn[name]) >= 15
    seen = []
    for frame, path in zip(shown, way.drawn[name], strict=True):
        wanted = pixels_of(path)
        picture = pixels_of(way.pictures / frame[1])
        assert_same_picture(picture, wanted)
        seen.append(picture.astype(int))
    moves = [np.abs(one - other).mean() for one, other in pairwise(seen)]
    assert max(moves) > 0.5, "nobody acts"


@pytest.mark.parametrize("name", ["jason", "alex"])
def test_the_clip_is_the_reviewed_recording_within_the_stated_error(way: Way, name: str) -> None:
    made = way.made[name]
    assert made.result.largest_error <= ERROR
    assert made.result.key_count < made.result.frame_count * len(made.clip.tracks) * 0.8
    library = library_of(None)
    for time_ms in map(float, made.times_ms):
        wanted, shown = made.pose(time_ms), sample(made.clip, time_ms, library)
        for control in {*wanted, *shown}:
            assert shown.get(control, 0.0) == pytest.approx(wanted.get(control, 0.0), abs=ERROR + 1e-6), control
