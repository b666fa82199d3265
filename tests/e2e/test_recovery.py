"""A real program is killed in the middle of its work; nothing older than two seconds is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.storage.journal import left_behind, read_left_behind
from studio.storage.project_file import read_project, write_project
from studio.storage.settings import load_settings
from tests.storage.test_journal import content_of

REPO = Path(__file__).resolve().parents[2]
LONGEST_LOSS_S = 2.0


def _killed_at(root: Path, project: Path, log: Path, seed: int, after_s: float) -> float:
    """Run the program, kill it `after_s` seconds after its first edit; when that was."""
    words = [sys.executable, "-m", "tests.e2e.recovery_program", str(root), str(project), str(log), str(seed)]
    process = subprocess.Popen(words, cwd=REPO, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while (not log.is_file() or not log.stat().st_size) and time.monotonic() < deadline:
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        time.sleep(0.01)
    time.sleep(after_s)
    killed_s = time.time()
    os.kill(process.pid, signal.SIGKILL)
    _, errors = process.communicate()
    assert process.returncode == -signal.SIGKILL, errors.decode()
    assert errors == b""
    return killed_s


def _edits(log: Path) -> list[tuple[float, int]]:
    lines = [line.split() for line in log.read_text(encoding="utf-8").splitlines() if line.count(" ") == 1]
    return [(float(time_s), int(number)) for time_s, number in lines if number]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", range(6))
def test_a_killed_program_loses_two_seconds_at_most(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    project, log = tmp_path / "Aria.avatar", tmp_path / "log"
    write_project(project, content_of("Ann"))
    before = project.read_bytes()
    killed_s = _killed_at(tmp_path, project, log, seed, chance.uniform(0.9, 3.0))
    edits = _edits(log)
    [left] = left_behind(tmp_path / "recovery")
    found = read_left_behind(left.folder)
    kept = int(found.content.project.name)
    owed = [number for time_s, number in edits if time_s <= killed_s - LONGEST_LOSS_S]
    assert kept >= max(owed, default=1)
    kept_s = next(time_s for time_s, number in edits if number == kept)
    newest_s = edits[-1][0]
    assert newest_s - kept_s <= LONGEST_LOSS_S
    print(f"edits {len(edits)}, lost {newest_s - kept_s:.2f} s")
    assert found.losses == (), "every drawing that is named is there"
    assert (left.title, left.path) == ("Aria", project)
    assert [job["restore"] for job in found.state.jobs] == [{"cells": ["joy"]}]
    assert project.read_bytes() == before, "the user's own file is as it was"
    assert read_project(project).project.name == "Cast"
    assert load_settings(tmp_path / "settings.json").recent_projects == (str(project),)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_two_programs_do_not_disturb_each_other(tmp_path: Path) -> None:
    """The second is killed while the first is at work; only the second's work is offered."""
    project, second_log = tmp_path / "Aria.avatar", tmp_path / "log2"
    write_project(project, content_of("Ann"))
    words = [
        sys.executable,
        "-m",
        "tests.e2e.recovery_program",
        str(tmp_path),
        str(project),
        str(tmp_path / "log1"),
        "1",
    ]
    first = subprocess.Popen(words, cwd=REPO)
    try:
        _killed_at(tmp_path, project, second_log, 2, 1.0)
        assert first.poll() is None
        assert len(left_behind(tmp_path / "recovery")) == 1
        assert len(list((tmp_path / "recovery").iterdir())) == 2
    finally:
        first.kill()
        first.wait()
    assert len(left_behind(tmp_path / "recovery")) == 2
