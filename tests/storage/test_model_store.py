"""The models folder: installing, checking, bringing along, removing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import InputError, JobCancelled, ModelError
from studio.core.files import sha256_hex
from studio.core.jobs import CancelToken, Progress
from studio.models.model_catalogue import ModelEntry, ModelFile, ModelState, load_catalogue
from studio.storage.model_store import bring_along, free_bytes, install, remove, status_of, verify
from tests.storage.file_server import Behaviour, serving

DATA = np.random.default_rng(2).bytes(300_000)


def run(job: Generator[Progress, None, Any]) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def packed(names: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def entry_of(*files: ModelFile) -> ModelEntry:
    return ModelEntry(id="m", title="Model", purpose="tests", files=files, licence="MIT")


def single(url: str = "", **more: Any) -> ModelEntry:
    return entry_of(ModelFile(path="net.onnx", url=url, size_bytes=len(DATA), sha256=sha256_hex(DATA), **more))


def test_the_catalogue_is_whole_and_honest() -> None:
    entries = load_catalogue()
    assert {"face-landmarker", "yunet", "insightface-buffalo-l"} <= {entry.id for entry in entries}
    for entry in entries:
        assert entry.licence
        assert entry.licence_note
        assert entry.purpose.endswith(".")
        assert all(not file.url or file.url.startswith("https://") for file in entry.files)
    assert all(entry.is_non_commercial for entry in entries if entry.id.startswith("insightface"))


def test_the_catalogue_knows_the_files_that_are_there(shared_models: Path) -> None:
    known = {file.path: file for entry in load_catalogue() for file in entry.files}
    there = [name for name in known if (shared_models / name).is_file()]
    assert len(there) >= 4
    for name in there:
        data = (shared_models / name).read_bytes()
        assert (known[name].size_bytes, known[name].sha256) == (len(data), sha256_hex(data)), name


@pytest.mark.parametrize("path", ["/etc/m", "../m", "a/../../m", "c:\\m", "a\\b", ""])
def test_paths_outside_the_folder_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="inside the models folder"):
        ModelFile(path=path)


def test_installing_checking_and_removing(tmp_path: Path) -> None:
    with serving(Behaviour({"/net": DATA})) as address:
        entry = single(f"{address}/net")
        assert status_of(entry, tmp_path).state is ModelState.MISSING
        assert run(install(entry, tmp_path)).state is ModelState.INSTALLED
    assert run(verify(entry, tmp_path)).state is ModelState.INSTALLED
    (tmp_path / "net.onnx").write_bytes(DATA[:-1] + b"?")
    assert status_of(entry, tmp_path).state is ModelState.INSTALLED, "a look at sizes cannot tell"
    damaged = run(verify(entry, tmp_path))
    assert damaged.state is ModelState.DAMAGED
    assert "SHA-256" in damaged.problem
    (tmp_path / "other.txt").write_text("mine")
    remove(entry, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["other.txt"]


def test_an_interrupted_download_shows_and_goes_on(tmp_path: Path) -> None:
    with serving(Behaviour({"/net": DATA})) as address:
        entry, token = single(f"{address}/net"), CancelToken()
        job = install(entry, tmp_path, cancel=token)
        for report in job:
            if report.fraction:
                token.cancel()
                break
        with pytest.raises(JobCancelled):
            run(job)
        status = status_of(entry, tmp_path)
        assert status.state is ModelState.PARTIAL
        assert 0 < status.bytes_there <= len(DATA)
        assert run(install(entry, tmp_path)).state is ModelState.INSTALLED


def test_a_cut_off_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "net.onnx").write_bytes(DATA[:1000])
    status = status_of(single(), tmp_path)
    assert status.state is ModelState.DAMAGED
    assert "1,000 bytes instead of 300,000" in status.problem


def test_a_pack_is_unpacked_flat_and_nothing_leaves_its_folder(tmp_path: Path) -> None:
    archive = packed(
        {
            "pack/pack/det.onnx": b"d",
            "../../evil.onnx": b"e",
            "pack/readme.md": b"r",
            "pack/run.py": b"code",
            "w600k.onnx": b"w",
        }
    )
    with serving(Behaviour({"/pack.zip": archive})) as address:
        entry = entry_of(ModelFile(path="insightface/pack", url=f"{address}/pack.zip", is_archive=True))
        assert run(install(entry, tmp_path)).state is ModelState.INSTALLED
    files = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert files == ["insightface/pack/det.onnx", "insightface/pack/evil.onnx", "insightface/pack/w600k.onnx"]
    assert not (tmp_path.parent / "evil.onnx").exists()
    remove(entry, tmp_path)
    assert status_of(entry, tmp_path).state is ModelState.MISSING


def test_a_file_is_brought_along_by_its_content_whatever_it_is_called(tmp_path: Path) -> None:
    source, models = tmp_path / "downloaded (1).bin", tmp_path / "models"
    source.write_bytes(DATA)
    entry = single()
    assert run(bring_along(source, [entry], models)) == entry
    assert (models / "net.onnx").read_bytes() == DATA
    assert source.exists()
    assert [path.name for path in models.iterdir()] == ["net.onnx"]


def test_the_wrong_file_of_the_right_name_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "net.onnx"
    source.write_bytes(b"something else")
    with pytest.raises(InputError, match="not its content"):
        run(bring_along(source, [single()], tmp_path / "models"))
    source = tmp_path / "holiday.jpg"
    source.write_bytes(b"something else")
    with pytest.raises(InputError, match=r"no model.*net\.onnx"):
        run(bring_along(source, [single()], tmp_path / "models"))
    assert not (tmp_path / "models").exists()


def test_a_pack_is_brought_along_by_its_name(tmp_path: Path) -> None:
    entry = entry_of(ModelFile(path="insightface/pack", is_archive=True))
    source = tmp_path / "pack.zip"
    source.write_bytes(packed({"det.onnx": b"d"}))
    assert run(bring_along(source, [entry], tmp_path / "models")) == entry
    source.write_bytes(source.read_bytes()[:40])
    with pytest.raises(InputError, match="not a pack"):
        run(bring_along(source, [entry], tmp_path / "models"))
    source.write_bytes(packed({"readme.md": b"r"}))
    with pytest.raises(InputError, match="no networks"):
        run(bring_along(source, [entry], tmp_path / "models"))


def test_a_locked_or_spoiled_pack_is_told_in_words(tmp_path: Path) -> None:
    entry = entry_of(ModelFile(path="insightface/pack", is_archive=True))
    source, data = tmp_path / "pack.zip", packed({"det.onnx": b"d" * 200})
    locked = bytearray(data)
    locked[6] |= 1  # the flag "needs a password" of the file and of the table of contents
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    spoiled = data.replace(b"d" * 200, b"e" * 200)
    for broken in (bytes(locked), spoiled):
        source.write_bytes(broken)
        with pytest.raises(InputError, match="not a pack"):
            run(bring_along(source, [entry], tmp_path / "models"))
    assert status_of(entry, tmp_path / "models").state is ModelState.MISSING


def test_a_disk_that_refuses_is_told_in_words(tmp_path: Path) -> None:
    source, entry = tmp_path / "model.bin", single()
    source.write_bytes(DATA)
    (tmp_path / "models").write_bytes(b"a file where the folder should be")
    with pytest.raises(ModelError, match="cannot be written"):
        run(bring_along(source, [entry], tmp_path / "models"))
    with serving(Behaviour({"/model.bin": DATA})) as address:
        wanted = entry_of(ModelFile(path="a/model.bin", url=f"{address}/model.bin", size_bytes=len(DATA)))
        with pytest.raises(ModelError, match="cannot be written"):
            run(install(wanted, tmp_path / "models"))


def test_what_has_no_address_cannot_be_downloaded(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be downloaded"):
        run(install(single(), tmp_path))


def test_free_room_is_known_before_the_folder_exists(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "yet") > 0
