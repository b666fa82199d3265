"""Unsaved work on disk: round trips, damage of every kind, and who may open what."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.errors import ProjectError
from studio.models.character import Background, Character, Reference, SeenBox, SeenIdentity, SeenMesh
from studio.models.face import ArtStyle, MeshSource
from studio.models.look import Layer, Look
from studio.models.project import Project
from studio.models.results import Cell, Recipe, Variant
from studio.storage import journal as journals
from studio.storage import journal_pieces
from studio.storage.blobs import BlobStore
from studio.storage.journal import Journal, JournalState, claim, discard, left_behind, new_folder, read_left_behind
from studio.storage.pictures import encode_png
from studio.storage.project_cover import project_cover, read_cover
from studio.storage.project_file import OpenProject, write_project


def picture(width: int = 90, height: int = 120) -> bytes:
    rows, columns = np.mgrid[:height, :width]
    full = np.full_like(rows, 255)
    return encode_png(np.stack([columns, rows, full // 2, full], 2).astype(np.uint8))


def cast(blobs: BlobStore, name: str = "Ärla") -> Character:
    mesh = SeenMesh(blobs.put_array(np.zeros((478, 3), np.float32)), MeshSource.ATTENTION)
    box = SeenBox(20, 30, 40, 50, 0.9, "test")
    reference = Reference(
        "r", "a.png", blobs.put(picture()), mesh, Background.KEEP, "", ArtStyle.FLAT, box
    )  # fmt: skip
    return Character(name.casefold(), name, (reference,), SeenIdentity(blobs.put(b"embedding")))


def content_of(*names: str) -> OpenProject:
    blobs = BlobStore()
    return OpenProject(Project("p", "Cast", tuple(cast(blobs, name) for name in names or ("Ärla",))), blobs)


@pytest.fixture
def content() -> OpenProject:
    return content_of()


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Journals are written by a program that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    mark = journals.this_program() | {"pid": process.pid}
    monkeypatch.setattr(journals, "this_program", lambda: mark)


def write(root: Path, content: OpenProject, title: str = "cast", **more: Any) -> Path:
    folder = new_folder(root)
    Journal(folder).write(JournalState(content.project, title, **more), content.blobs)
    return folder


poses = st.dictionaries(st.sampled_from(["jawOpen", "browInnerUp", "eyeBlinkLeft"]), st.floats(0, 1))
layers = st.builds(Layer, st.text(min_size=1, max_size=4), st.text(max_size=8), poses, weight=st.floats(0, 1))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(), title=st.text(), looks=st.lists(layers, min_size=1, max_size=3),
    jobs=st.lists(st.dictionaries(st.text(), json_values, max_size=3), max_size=3),
    pixels=st.lists(st.binary(max_size=200), max_size=4),
)  # fmt: skip
@pytest.mark.usefixtures("ended")
def test_what_is_written_is_read(
    tmp_path: Path, name: str, title: str, looks: list[Layer], jobs: list[dict[str, Any]], pixels: list[bytes]
) -> None:
    content = content_of()
    recipe = Recipe("puppet", "1", 0, "joy", {"jawOpen": 0.5}, "r")
    cells = tuple(
        Cell("ärla", f"e{index}", (Variant("v", content.blobs.put(data), recipe),)) for index, data in enumerate(pixels)
    )
    one = replace(content.project.characters[0], look=Look(tuple(looks)))
    project = replace(content.project, name=name, characters=(one,), cells=cells)
    folder = write(tmp_path, OpenProject(project, content.blobs), title, jobs=tuple(jobs), path=tmp_path / "x.avatar")
    found = read_left_behind(folder)
    assert found.content.project == project
    assert found.state == JournalState(project, title, tmp_path / "x.avatar", tuple(jobs))
    assert dict(found.content.blobs) == {hash_: content.blobs[hash_] for hash_ in set(project.blobs())}
    assert found.losses == ()
    discard(folder)
    assert not folder.exists()


@pytest.mark.usefixtures("ended")
def test_the_list_tells_what_it_is(tmp_path: Path, content: OpenProject) -> None:
    folder = new_folder(tmp_path)
    journal = Journal(folder)
    state = JournalState(content.project, "Aria", tmp_path / "Aria.avatar", ({"kind": "set"},))
    journal.write(state, content.blobs, lambda: project_cover(content.project, content.blobs))
    older = write(tmp_path, content, "older")
    _aged(older, 100)
    first, second = left_behind(tmp_path)
    assert (first.title, first.path, first.characters, first.jobs) == ("Aria", tmp_path / "Aria.avatar", 1, 1)
    assert abs(first.time_s - time.time()) < 5
    assert first.size_bytes > len(content.blobs[content.project.characters[0].main_reference.picture])
    assert first.cover is not None
    assert first.cover.read_bytes().startswith(b"\x89PNG")
    assert (second.title, second.jobs, second.cover) == ("older", 0, None)


def _aged(folder: Path, seconds: float) -> None:
    path = folder / "state.json"
    state = json.loads(path.read_bytes())
    path.write_text(json.dumps(state | {"time_s": state["time_s"] - seconds}))


def test_a_living_program_keeps_its_work_to_itself(tmp_path: Path, content: OpenProject) -> None:
    folder = write(tmp_path, content)
    assert left_behind(tmp_path) == ()
    assert not journals.is_left_behind(folder)
    with pytest.raises(ProjectError, match="another window"):
        claim(folder)
    assert journals.sweep(1, tmp_path, time.time() + 1e9) == 0
    assert folder.is_dir()


def test_a_newcomer_with_the_same_number_is_somebody_else(tmp_path: Path, content: OpenProject) -> None:
    folder = write(tmp_path, content)
    state = json.loads((folder / "state.json").read_bytes())
    state["program"]["started"] -= 60.0
    (folder / "state.json").write_text(json.dumps(state))
    assert [one.title for one in left_behind(tmp_path)] == ["cast"]


def test_another_process_sees_this_one_as_running_until_it_ends(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from studio.models.project import Project\n"
        "from studio.storage.journal import *\n"
        "root = Path(sys.argv[1]); Journal(new_folder(root)).write(JournalState(Project('p', 'n'), 'theirs'), {})\n"
        "print('written', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == b"written\n"
    assert left_behind(tmp_path) == ()
    other.kill()
    deadline = time.monotonic() + 5
    while not left_behind(tmp_path) and time.monotonic() < deadline:  # a zombie still, but no longer running
        time.sleep(0.01)
    assert [one.title for one in left_behind(tmp_path)] == ["theirs"]
    other.communicate()
    assert [one.title for one in left_behind(tmp_path)] == ["theirs"]


@pytest.mark.usefixtures("ended")
def test_only_one_program_gets_it(tmp_path: Path, content: OpenProject) -> None:
    folder = write(tmp_path, content)
    taken = claim(folder)
    with pytest.raises(ProjectError, match="another window"):
        claim(folder)
    assert [one.folder for one in left_behind(tmp_path)] == [taken], "still offered after a crash in between"


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_state_gives_the_one_before(tmp_path: Path, content: OpenProject, seed: int) -> None:
    folder = new_folder(tmp_path)
    journal = Journal(folder)
    journal.write(JournalState(replace(content.project, name="before"), "cast"), content.blobs)
    journal.write(JournalState(replace(content.project, name="after"), "cast"), content.blobs)
    path, chance = folder / "state.json", random.Random(seed)
    data = bytearray(path.read_bytes())
    if seed % 3 == 0:
        del data[chance.randrange(len(data) - 2) :]
    elif seed % 3 == 1:
        start = chance.randrange(len(data) - 40)
        data[start : start + 40] = chance.randbytes(40)
    else:
        data = bytearray(chance.randbytes(200))
    path.write_bytes(data)
    assert [one.folder for one in left_behind(tmp_path)] == [folder], "it is still offered"
    found = read_left_behind(folder)
    if seed % 3 != 1:
        assert found.content.project.name == "before"
    assert found.content.project.characters[0].references


@pytest.mark.usefixtures("ended")
def test_nothing_readable_is_told_and_spoils_no_other(tmp_path: Path, content: OpenProject) -> None:
    good = write(tmp_path, content, "good")
    bad = write(tmp_path, content, "bad")
    (bad / "state.json").write_bytes(b"\x00\xff")
    (tmp_path / "0123456789abcdef").write_bytes(b"a file where a folder should be")
    (tmp_path / "fedcba9876543210").mkdir()
    assert {one.folder: one.is_damaged for one in left_behind(tmp_path)} == {
        good: False, bad: True, tmp_path / "fedcba9876543210": True,
    }  # fmt: skip
    with pytest.raises(ProjectError, match="cannot be recovered"):
        read_left_behind(bad)
    assert read_left_behind(good).content.project == content.project


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("junk", [b"", b"[]", b"{}", b"null", b"[" * 100_000, b'{"kind": "avatar-studio journal"}'])
def test_other_json_is_no_state(tmp_path: Path, content: OpenProject, junk: bytes) -> None:
    folder = write(tmp_path, content)
    (folder / "state.json").write_bytes(junk)
    with pytest.raises(ProjectError):
        read_left_behind(folder)


@pytest.mark.usefixtures("ended")
def test_a_lost_picture_costs_only_what_needs_it(tmp_path: Path) -> None:
    content = content_of("Ann", "Bob")
    blobs = content.blobs
    lost, drawing = blobs.put(picture(50, 60)), blobs.put(b"drawing")
    ann, bob = content.project.characters
    bob = replace(bob, references=(replace(bob.references[0], picture=lost),))
    cell = Cell("ann", "joy", (Variant("v", drawing, Recipe("puppet", "1", 0, "joy", {}, "r")),))
    folder = write(tmp_path, OpenProject(replace(content.project, characters=(ann, bob), cells=(cell,)), blobs))
    (folder / "blobs" / lost).write_bytes(b"garbage")
    (folder / "blobs" / drawing).unlink()
    found = read_left_behind(folder)
    assert [one.name for one in found.content.project.characters] == ["Ann"]
    assert found.content.project.cells[0].variants == ()
    assert set(found.losses) == {"“Bob”", "a drawing of “joy”"}


def many(count: int) -> tuple[Cell, ...]:
    return tuple(Cell("ärla", f"e{index}", failure=f"failed {index}") for index in range(count))


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 130])
def test_drawn_cells_are_written_in_pieces(tmp_path: Path, content: OpenProject, count: int) -> None:
    project = replace(content.project, cells=many(count))
    folder = write(tmp_path, OpenProject(project, content.blobs))
    assert read_left_behind(folder).content.project == project


@pytest.mark.usefixtures("ended")
def test_pieces_that_stay_are_not_made_again(
    tmp_path: Path, content: OpenProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    real = journal_pieces.project_json
    monkeypatch.setattr(
        journal_pieces, "project_json", lambda project: (made.append(len(project.cells)), real(project))[1]
    )
    journal, folder = Journal(new_folder(tmp_path)), Path()
    project = replace(content.project, cells=many(100))
    journal.write(JournalState(project, "a"), content.blobs)
    assert made == [25] * 4
    changed = (*project.cells[:60], replace(project.cells[60], failure="other"), *project.cells[61:])
    edited = replace(project, name="edited", cells=(*changed, Cell("ärla", "new")))
    journal.write(JournalState(edited, "a"), content.blobs)
    assert made[4:] == [25, 1]
    folder = journal.folder
    assert read_left_behind(folder).content.project == edited
    (folder / "state.json").write_bytes(b"")
    assert read_left_behind(folder).content.project == project, "the state before has its pieces still"
    journal.clear()
    journal.write(JournalState(edited, "a"), content.blobs)
    assert read_left_behind(folder).content.project == edited


@pytest.mark.usefixtures("ended")
def test_a_lost_piece_costs_only_its_cells(tmp_path: Path, content: OpenProject) -> None:
    project = replace(content.project, cells=many(60))
    folder = write(tmp_path, OpenProject(project, content.blobs))
    names = json.loads((folder / "state.json").read_bytes())["pieces"]
    (folder / "blobs" / names[1]).write_bytes(b"garbage")
    found = read_left_behind(folder)
    assert found.content.project.cells == (*project.cells[:25], *project.cells[50:])
    assert found.losses == ("some drawings",)


@pytest.mark.usefixtures("ended")
def test_what_the_users_file_holds_is_copied_last(tmp_path: Path, content: OpenProject) -> None:
    path, root = tmp_path / "own.avatar", tmp_path / "recovery"
    write_project(path, content)
    before = path.read_bytes()
    folder = new_folder(root)
    journal = Journal(folder, content.project.blobs())
    edited = replace(content.project, name="edited")
    journal.write(JournalState(edited, "own", path), content.blobs)
    assert not (folder / "blobs").exists()
    assert read_left_behind(folder).content.project == edited, "read from the user's own file meanwhile"
    while journal.copy_next(edited, content.blobs):
        pass
    assert {item.name for item in (folder / "blobs").iterdir()} == set(edited.blobs())
    assert path.read_bytes() == before
    path.unlink()
    assert read_left_behind(folder).content.project == edited


@pytest.mark.usefixtures("ended")
def test_blobs_are_written_once(tmp_path: Path, content: OpenProject) -> None:
    folder = new_folder(tmp_path)
    journal = Journal(folder)
    journal.write(JournalState(content.project, "a"), content.blobs)
    times = {item: item.stat().st_mtime_ns for item in (folder / "blobs").iterdir()}
    for item in times:
        os.utime(item, ns=(1, 1))
    journal.write(JournalState(replace(content.project, name="b"), "a"), content.blobs)
    assert {item.stat().st_mtime_ns for item in (folder / "blobs").iterdir()} == {1}


@pytest.mark.usefixtures("ended")
def test_old_and_discarded_work_goes(tmp_path: Path, content: OpenProject) -> None:
    fresh, old, unwanted = (write(tmp_path, content, name) for name in ("fresh", "old", "unwanted"))
    _aged(old, 8 * 24 * 3600)
    aside = journals.put_aside(unwanted)
    assert {one.title for one in left_behind(tmp_path)} == {"fresh", "old"}
    journals.take_back(aside)
    assert {one.title for one in left_behind(tmp_path)} == {"fresh", "old", "unwanted"}
    journals.put_aside(unwanted)
    assert journals.sweep(7, tmp_path) == 2
    assert [item.name for item in tmp_path.iterdir()] == [fresh.name]


def test_no_recovery_folder_is_no_error(tmp_path: Path) -> None:
    assert left_behind(tmp_path / "none") == ()
    assert journals.sweep(7, tmp_path / "none") == 0


def test_the_cover_shows_the_face(tmp_path: Path, content: OpenProject) -> None:
    import io

    from PIL import Image

    path = tmp_path / "cast.avatar"
    write_project(path, content)
    cover = read_cover(path)
    assert cover is not None
    assert cover.characters == 1
    shown = Image.open(io.BytesIO(cover.png)).convert("RGB")
    red, green, _ = shown.getpixel((128, 128))
    assert abs(red - 40) < 12, "red is the column in the picture; the face is around 40"
    assert abs(green - 55) < 15
    assert cover.png == project_cover(content.project, content.blobs)
    path.write_bytes(path.read_bytes()[:300])
    assert read_cover(path) is None
    write_project(tmp_path / "empty.avatar", OpenProject(Project("p", "n"), BlobStore()))
    empty = read_cover(tmp_path / "empty.avatar")
    assert empty is not None
    assert (empty.characters, empty.png) == (0, b"")
