"""`avatar-studio speak` and `live`, as they are typed."""

from __future__ import annotations

import json
import socket
import threading
import time
from pathlib import Path

import pytest

from studio.cli import run
from studio.models.clip_library import read_clips
from studio.models.live_packets import encode_live_link
from studio.models.project import Project
from studio.pipelines.clips import meant_clip
from studio.pipelines.wardrobe import builtin_expressions
from studio.storage.blobs import BlobStore
from studio.storage.project_file import OpenProject, read_project, write_project
from tests.pipelines.voice import spoken, wav_bytes

SAID = [
    ("sil", 300), ("PP", 80), ("aa", 160), ("PP", 90), ("aa", 180), ("sil", 150), ("SS", 120), ("ih", 200),
    ("sil", 300),
]  # fmt: skip


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "papa see.wav"
    path.write_bytes(wav_bytes(spoken(SAID), bits=24, channels=2))
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "cast.avatar"
    write_project(path, OpenProject(Project("p", "Cast"), BlobStore()))
    return path


def test_a_recording_becomes_a_clip_of_the_project(
    sound: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for clip_id in ("hello", "hello", "other"):
        assert run(["speak", str(sound), str(project), "--clip", clip_id, "--text", "papa see", "--json", "-q"]) == 0
    result = json.loads(capsys.readouterr().out.split("\n}\n")[-2] + "\n}")
    assert [word for word, _, _ in result["words"]] == ["papa", "see"]
    assert result["duration_ms"] == sum(ms for _, ms in SAID)
    content = read_project(project).project
    assert [clip.id for clip in content.clips] == ["hello", "other"]
    assert meant_clip("hello", builtin_expressions(), content).duration_ms == result["duration_ms"]


def test_a_text_and_a_lip_sync_file_become_clip_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "clips.json"
    assert run(["speak", "--text", "Hello there", "-o", str(target), "--layer", "overwrite", "--blinks", "3"]) == 0
    (clip,) = read_clips(target)
    assert clip.tracks[0].mode == "overwrite"
    cues = tmp_path / "hi.tsv"
    cues.write_text("0.0\tX\n0.2\tD\n0.4\tQ\n0.6\tX\n")
    assert run(["speak", "--rhubarb", str(cues), "-o", str(target)]) == 2
    assert "line 3" in capsys.readouterr().err
    assert run(["speak", "--rhubarb", str(cues), "-o", str(target), "--tolerant"]) == 0
    assert "Line 3 was left out" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(sound: Path, project: Path) -> None:
    before = project.read_bytes()
    assert run(["speak", str(sound), str(project), "--dry-run", "-q"]) == 0
    assert project.read_bytes() == before
    assert sorted(path.name for path in project.parent.iterdir()) == ["cast.avatar", "papa see.wav"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "nothing to speak"),
        (["a.wav", "b.wav"], "Too many files"),
        (["a.wav", "--rhubarb", "b.json"], "not clear what is said"),
        (["--rhubarb", "b.json", "--text", "hi"], "has its own words"),
        (["nobody.wav"], "There is no sound file"),
        (["--alignment", "nobody.json"], "There is no file"),
        (["--text", "hi", "--error", "3"], "out of range"),
        (["--text", "..."], "nothing to speak"),
    ],
)
def test_what_cannot_be_spoken(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["speak", *words]) in (1, 2)
    assert told in capsys.readouterr().err


def test_what_a_tracker_sends_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    is_over = threading.Event()

    def send() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            while not is_over.is_set():
                one.sendto(encode_live_link({"jawOpen": 0.5}), ("127.0.0.1", port))
                time.sleep(0.02)

    sending = threading.Thread(target=send)
    sending.start()
    take = tmp_path / "take.json"
    try:
        assert run(["live", "--live-link-port", str(port), "--seconds", "1.5", "--take", str(take)]) == 0
    finally:
        is_over.set()
        sending.join()
    shown = capsys.readouterr()
    assert "jawOpen 0.50" in shown.out
    assert "0 malformed" in shown.err
    frames = json.loads(take.read_text())["frames"]
    assert frames[0]["pose"] == {"jawOpen": 0.5}


def test_live_needs_a_port(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["live"]) == 1
    assert "--vmc-port" in capsys.readouterr().err
