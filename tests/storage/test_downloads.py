"""Downloads against a real server that cuts, stalls, corrupts, asks for a token and lies."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import JobCancelled, ModelError, NetworkError, StudioError
from studio.core.files import sha256_hex
from studio.core.jobs import CancelToken, Progress
from studio.storage.downloads import Download, fetch
from tests.storage.file_server import Behaviour, serving

DATA = np.random.default_rng(1).bytes(1_500_000)
NO_WAIT = (0.0,)


def run(job: Generator[Progress, None, Any], reports: list[Progress] | None = None) -> Any:
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            return end.value
        if reports is not None:
            reports.append(report)


def get(behaviour: Behaviour, target: Path, **known: Any) -> Path:
    stall_s = known.pop("stall_s", 5.0)
    with serving(behaviour) as address:
        known = {"size_bytes": len(DATA), "sha256": sha256_hex(DATA)} | known
        path: Path = run(fetch(Download(f"{address}/model.onnx", target, **known), None, stall_s, NO_WAIT))
        return path


def behaving(**more: Any) -> Behaviour:
    return Behaviour({"/model.onnx": DATA}, **more)


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("known", [{}, {"size_bytes": 0}, {"sha256": ""}, {"size_bytes": 0, "sha256": ""}])
@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_file_arrives_whole_and_nothing_else_is_left(tmp_path: Path, known: dict[str, Any], is_chunked: bool) -> None:
    path = get(behaving(is_chunked=is_chunked), tmp_path / "deep" / "model.onnx", **known)
    assert path.read_bytes() == DATA
    assert left_over(path.parent) == ["model.onnx"]


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_cut_line_is_taken_up_where_it_broke(tmp_path: Path, is_chunked: bool) -> None:
    behaviour = behaving(cut_after=[600_000, 300_000, 1000], is_chunked=is_chunked)
    assert get(behaviour, tmp_path / "m").read_bytes() == DATA
    asked = [headers.get("Range") for _, headers in behaviour.requests]
    assert asked == [None, "bytes=600000-", "bytes=900000-", "bytes=901000-"]


def test_a_later_call_goes_on_with_the_token(tmp_path: Path) -> None:
    behaviour = behaving(cut_after=[600_000] + [0] * 20, token="secret")
    with pytest.raises(NetworkError) as told:
        get(behaviour, tmp_path / "m", token="secret")
    assert told.value.code == "network.unreachable"
    assert "0.6 MB are kept" in told.value.hint
    assert left_over(tmp_path) == ["m.part", "m.part.json"]
    behaviour.cut_after.clear()
    behaviour.requests.clear()
    with serving(behaviour) as address:
        (tmp_path / "m.part.json").write_text(f'{{"url": "{address}/model.onnx", "validator": "\\"one\\""}}')
        job = Download(f"{address}/model.onnx", tmp_path / "m", len(DATA), sha256_hex(DATA), "secret")
        assert run(fetch(job)).read_bytes() == DATA
    assert behaviour.requests[0][1]["Range"] == "bytes=600000-"
    assert behaviour.requests[0][1]["Authorization"] == "Bearer secret"


def test_a_stalling_server_is_left_and_asked_again(tmp_path: Path) -> None:
    behaviour = behaving(stall_after=400_000, stall_s=3.0)
    assert get(behaviour, tmp_path / "m", stall_s=0.3).read_bytes() == DATA
    assert behaviour.requests[1][1]["Range"] == "bytes=400000-"


def test_one_wrong_bit_is_noticed_and_fetched_anew(tmp_path: Path) -> None:
    behaviour = behaving(corrupt=1)
    assert get(behaviour, tmp_path / "m").read_bytes() == DATA
    assert [headers.get("Range") for _, headers in behaviour.requests] == [None, None]


def test_a_file_that_is_always_wrong_is_never_taken(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="damaged") as told:
        get(behaving(corrupt=99), tmp_path / "m")
    assert told.value.code == "model.damaged"
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(("announced", "size_bytes"), [(-1000, len(DATA)), (1000, 0), (5_000_000, 0)])
def test_a_server_that_lies_about_the_length_ends_in_words(tmp_path: Path, announced: int, size_bytes: int) -> None:
    with pytest.raises(StudioError) as told:
        get(behaving(announced=announced), tmp_path / "m", sha256="", size_bytes=size_bytes)
    assert told.value.code in ("model.damaged", "network.unreachable")
    assert not (tmp_path / "m").exists()


def test_a_longer_announcement_does_not_spoil_a_file_whose_hash_is_right(tmp_path: Path) -> None:
    """The size of the catalogue is believed before the server's."""
    assert get(behaving(announced=1000), tmp_path / "m").read_bytes() == DATA


def test_a_file_that_changed_meanwhile_is_fetched_from_the_start(tmp_path: Path) -> None:
    behaviour = behaving(cut_after=[500_000] + [0] * 20)
    with pytest.raises(NetworkError):
        get(behaviour, tmp_path / "m", size_bytes=0, sha256="")
    other = DATA[::-1]
    with serving(Behaviour({"/model.onnx": other}, tag='"two"')) as address:
        (tmp_path / "m.part.json").write_text(f'{{"url": "{address}/model.onnx", "validator": "\\"one\\""}}')
        assert run(fetch(Download(f"{address}/model.onnx", tmp_path / "m"))).read_bytes() == other


def test_a_server_without_parts_starts_over(tmp_path: Path) -> None:
    behaviour = behaving(cut_after=[500_000], has_ranges=False)
    assert get(behaviour, tmp_path / "m").read_bytes() == DATA


def test_a_busy_server_is_asked_again(tmp_path: Path) -> None:
    assert get(behaving(busy=2), tmp_path / "m").read_bytes() == DATA


@pytest.mark.parametrize(("more", "known", "code"), [
    ({"token": "secret"}, {}, "network.token"),
    ({"token": "secret"}, {"token": "wrong"}, "network.token"),
])  # fmt: skip
def test_a_missing_token_is_told_in_words(
    tmp_path: Path, more: dict[str, Any], known: dict[str, Any], code: str
) -> None:
    with pytest.raises(NetworkError) as told:
        get(behaving(**more), tmp_path / "m", **known)
    assert told.value.code == code
    assert "token" in told.value.hint


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="does not have") as told:
        get(Behaviour(), tmp_path / "m")
    assert told.value.code == "network.missing"


def test_the_token_is_not_shown_to_another_server(tmp_path: Path) -> None:
    store = behaving()
    with serving(store) as elsewhere:
        hub = Behaviour(redirects={"/model.onnx": f"{elsewhere}/model.onnx"}, token="secret")
        assert get(hub, tmp_path / "m", token="secret").read_bytes() == DATA
    assert hub.requests[0][1]["Authorization"] == "Bearer secret"
    assert "Authorization" not in store.requests[0][1]


def test_no_server_is_told_quickly(tmp_path: Path) -> None:
    with serving(Behaviour()) as address:
        pass
    with pytest.raises(NetworkError) as told:
        run(fetch(Download(f"{address}/m", tmp_path / "m"), pauses_s=NO_WAIT))
    assert told.value.code == "network.unreachable"


@pytest.mark.parametrize("url", ["http://example.org/m", "ftp://127.0.0.1/m", "file:///etc/passwd"])
def test_unsafe_addresses_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(NetworkError, match="not a safe address"):
        run(fetch(Download(url, tmp_path / "m")))


def test_cancel_keeps_what_came_and_leaves_no_file(tmp_path: Path) -> None:
    behaviour, token = behaving(), CancelToken()
    with serving(behaviour) as address:
        job = fetch(Download(f"{address}/model.onnx", tmp_path / "m", len(DATA), sha256_hex(DATA)), token)
        for report in job:
            if report.fraction and report.fraction > 0.3:
                break
        token.cancel()
        with pytest.raises(JobCancelled):
            run(job)
        assert left_over(tmp_path) == ["m.part", "m.part.json"]
        kept = (tmp_path / "m.part").stat().st_size
        assert 0 < kept < len(DATA)
        run(fetch(Download(f"{address}/model.onnx", tmp_path / "m", len(DATA), sha256_hex(DATA))))
    assert behaviour.requests[1][1]["Range"] == f"bytes={kept}-"
    assert (tmp_path / "m").read_bytes() == DATA


def test_a_full_disk_is_told_before_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    with pytest.raises(ModelError, match="MB are free") as told:
        get(behaving(), tmp_path / "m")
    assert told.value.code == "model.no_room"
    assert not (tmp_path / "m").exists()


def test_progress_grows_and_tells_speed_and_time(tmp_path: Path) -> None:
    reports: list[Progress] = []
    with serving(behaving()) as address:
        run(fetch(Download(f"{address}/model.onnx", tmp_path / "m", len(DATA))), reports)
    fractions = [one.fraction for one in reports if "MB/s" in one.message]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert any(one.eta_s is not None for one in reports)
