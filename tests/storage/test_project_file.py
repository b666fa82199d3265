"""The project file: complete round trips, equal bytes, and a clear word for every kind of damage."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.easing import CubicBezier
from studio.core.errors import ProjectError
from studio.models.character import Background, Character, Reference, SeenBox, SeenIdentity, SeenMesh
from studio.models.clip import Clip, Key, Tag, TagDirection, Track
from studio.models.controls import Region
from studio.models.expression import BlendMode, Expression
from studio.models.face import ArtStyle, MeshSource
from studio.models.project import Crop, ExportSettings, FrameOptions, Project
from studio.models.sheet import AnimationEvent, Layout, LoopMode, SheetOptions, Trim
from studio.storage import project_file
from studio.storage.blobs import BlobStore
from studio.storage.project_file import OpenProject, migrated, pack_project, read_project, unpack_project, write_project


@pytest.fixture
def content() -> OpenProject:
    blobs = BlobStore()
    points = np.linspace(0, 500, 478 * 3, dtype=np.float32).reshape(478, 3)
    mesh = SeenMesh(blobs.put_array(points), MeshSource.ATTENTION, 1, {"jawOpen": 0.25}, 0.875)
    reference = Reference(
        "r1", "Ärla 漢字.png", blobs.put(b"picture"), mesh, Background.CUT_OUT, blobs.put(b"cut"), ArtStyle.FLAT,
        SeenBox(1.5, 2.0, 30.0, 40.0, 0.9, "test", 1), {"chin": (3.25, 4.0)}, False, 0.5, ("turned by EXIF",),
    )  # fmt: skip
    identity = SeenIdentity(
        blobs.put_array(np.ones(8, np.float32)),
        "recogniser",
        0.25,
        {"hair": "#102030"},
        {"jaw": 2.5},
        ((1.0,),),
        ("x",),
    )
    character = Character("c1", "Ärla", (reference,), identity, ("joy", "anger:0.5"))
    expression = Expression("mine", "Mine", {"jawOpen": 0.1 + 0.2}, "custom", "joy", "cheerfulness", ("a", "b"))
    export = ExportSettings(
        ("godot4", "unity"), "../game/art", ("joy",), ("blink",), 12.5, FrameOptions(256, Crop.BUST, (0.25, 1.0), True),
        SheetOptions(Layout.GRID, Trim.SHEET, scales=(1.0, 0.5)), {"godot4.scene": "no"},
    )  # fmt: skip
    return OpenProject(Project("p1", "Cast", (character,), (expression,), (_clip(),), export), blobs)


def _clip() -> Clip:
    eyes = Track(
        "eyes",
        (Key(0, {"eyeBlinkLeft": 0.0}, easing="in-out-sine"), Key(90, {"eyeBlinkLeft": 1.0}, is_accent=True)),
        BlendMode.OVERWRITE,
        regions=(Region.EYES,),
        weight=0.9,
    )
    mood = Track("mood", (Key(0, expression="joy:0.6", easing=CubicBezier(0.2, 0.0, 0.4, 1.0)),), is_wrapping=False)
    tag = Tag("half", 0, 60, TagDirection.PING_PONG, 2, "#112233")
    return Clip(
        "own", "Own", (mood, eyes), 120, LoopMode.PING_PONG, 24.0, (40, 41, 39), (tag,), (AnimationEvent(5, "ding"),)
    )


def test_damaged_clips_are_named(content: OpenProject, tmp_path: Path) -> None:
    entries = _entries(pack_project(content))
    document = json.loads(entries["project.json"])
    document["project"]["clips"][0]["duration_ms"] = 7
    entries["project.json"] = json.dumps(document).encode()
    path = tmp_path / "clip.avatar"
    path.write_bytes(_zipped(entries))
    with pytest.raises(ProjectError, match="own"):
        read_project(path)


def _entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _code(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(ProjectError) as caught:
        read_project(path)
    assert path.read_bytes() == data  # looking never changes anything
    assert str(caught.value)
    return caught.value.code


def test_round_trip_gives_everything_back(content: OpenProject, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "cast.avatar"
    assert write_project(path, content)
    again = read_project(path)
    assert again.project == content.project
    assert dict(again.blobs) == dict(content.blobs)
    points = again.blobs.array(again.project.characters[0].references[0].mesh.points)
    assert points.shape == (478, 3)
    assert points.dtype == np.float32


def test_equal_projects_are_equal_files(content: OpenProject) -> None:
    shuffled = BlobStore(dict(reversed(list(content.blobs.items()))))
    shuffled.put(b"left over from an undone edit")
    assert pack_project(content) == pack_project(OpenProject(content.project, shuffled))
    assert pack_project(unpack_project(pack_project(content), "x")) == pack_project(content)


def test_saving_keeps_a_backup_and_leaves_equal_files_alone(content: OpenProject, tmp_path: Path) -> None:
    path, backup = tmp_path / "cast.avatar", tmp_path / "cast.avatar.bak"
    write_project(path, content)
    assert not backup.exists()
    assert not write_project(path, content)
    assert not backup.exists()
    write_project(path, replace(content, project=replace(content.project, name="Second")))
    assert read_project(path).project.name == "Second"
    assert read_project(backup).project.name == "Cast"
    path.write_bytes(path.read_bytes()[:100])
    write_project(path, replace(content, project=replace(content.project, name="Third")))
    assert read_project(backup).project.name == "Cast"  # a damaged file never replaces a good backup
    assert sorted(item.name for item in tmp_path.iterdir()) == ["cast.avatar", "cast.avatar.bak"]


def test_a_missing_blob_is_noticed_before_anything_is_written(content: OpenProject, tmp_path: Path) -> None:
    path = tmp_path / "cast.avatar"
    with pytest.raises(ProjectError) as caught:
        write_project(path, OpenProject(content.project, BlobStore()))
    assert caught.value.code == "project.missing_blob"
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file(
    content: OpenProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cast.avatar"
    write_project(path, content)
    old = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(ProjectError, match="No space left"):
        write_project(path, replace(content, project=replace(content.project, name="Second")))
    assert path.read_bytes() == old
    assert [item.name for item in tmp_path.iterdir()] == ["cast.avatar"]


def test_every_cut_of_the_file_is_refused(content: OpenProject, tmp_path: Path) -> None:
    data = pack_project(content)
    for length in range(4, len(data), 97):
        assert _code(tmp_path / "cut.avatar", data[:length]) in ("project.damaged", "project.not_a_project")
    assert _code(tmp_path / "cut.avatar", data[: len(data) // 2]) == "project.damaged"


def test_no_flipped_byte_gives_a_wrong_project(content: OpenProject) -> None:
    data = pack_project(content)
    for place in range(0, len(data), 41):
        changed = bytearray(data)
        changed[place] ^= 0xFF
        try:
            result = unpack_project(bytes(changed), "x")
        except ProjectError:
            continue
        assert result.project == content.project  # dates and flags of the container may change
        assert dict(result.blobs) == dict(content.blobs)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"{", "project.damaged"),
        (b"\xff\xfe", "project.damaged"),
        (b"[" * 100_000, "project.damaged"),
        (b"[]", "project.not_a_project"),
        (b'{"kind": "other", "format_version": 1, "project": {}}', "project.not_a_project"),
        (b'{"kind": "avatar-studio project", "project": {}}', "project.damaged"),
        (b'{"kind": "avatar-studio project", "format_version": true, "project": {}}', "project.damaged"),
        (b'{"kind": "avatar-studio project", "format_version": 0, "project": {}}', "project.damaged"),
        (b'{"kind": "avatar-studio project", "format_version": 1, "project": {}}', "project.damaged"),
        (b'{"kind": "avatar-studio project", "format_version": 1, "project": {"id": NaN}}', "project.damaged"),
        (b'{"kind": "avatar-studio project", "format_version": 99, "project": {"x": 1}}', "project.newer"),
    ],
)
def test_wrong_contents_are_told_apart(tmp_path: Path, document: bytes, code: str) -> None:
    assert _code(tmp_path / "wrong.avatar", _zipped({"project.json": document})) == code


def test_other_files_are_not_projects(tmp_path: Path) -> None:
    assert _code(tmp_path / "a.avatar", b"") == "project.not_a_project"
    assert _code(tmp_path / "b.avatar", b"\x89PNG\r\n\x1a\n") == "project.not_a_project"
    assert _code(tmp_path / "c.avatar", _zipped({"word/document.xml": b"<w/>"})) == "project.not_a_project"
    with pytest.raises(ProjectError) as caught:
        read_project(tmp_path / "none.avatar")
    assert caught.value.code == "project.missing"
    with pytest.raises(ProjectError) as caught:
        read_project(tmp_path)
    assert caught.value.code == "project.unreadable"


def test_missing_and_changed_blobs_are_told_apart(content: OpenProject, tmp_path: Path) -> None:
    entries = _entries(pack_project(content))
    blob = next(name for name in entries if name.startswith("blobs/"))
    without = {name: data for name, data in entries.items() if name != blob}
    assert _code(tmp_path / "a.avatar", _zipped(without)) == "project.missing_blob"
    assert _code(tmp_path / "b.avatar", _zipped(entries | {blob: b"other"})) == "project.damaged"


@pytest.mark.parametrize("name", ["../../evil", "/etc/passwd", "blobs/../x", "blobs/" + "A" * 64, "C:\\evil"])
def test_stray_entries_are_refused(content: OpenProject, tmp_path: Path, name: str) -> None:
    data = _zipped(_entries(pack_project(content)) | {name: b"x"})
    assert _code(tmp_path / "stray.avatar", data) == "project.damaged"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_file, "MAX_TOTAL_BYTES", 1 << 20)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", b"{}")
        archive.writestr("blobs/" + "0" * 64, bytes(2 << 20))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("something was unpacked"))
    assert _code(tmp_path / "bomb.avatar", buffer.getvalue()) == "project.too_large"


def test_wrong_types_inside_are_named(content: OpenProject, tmp_path: Path) -> None:
    entries = _entries(pack_project(content))
    document = json.loads(entries["project.json"])
    document["project"]["characters"][0]["references"][0]["style"] = "cubist"
    entries["project.json"] = json.dumps(document).encode()
    path = tmp_path / "style.avatar"
    path.write_bytes(_zipped(entries))
    with pytest.raises(ProjectError, match=r"characters\.0\.references\.0\.style"):
        read_project(path)


def test_migrations_run_in_order() -> None:
    steps = {1: lambda body: body | {"b": body["a"] + 1}, 2: lambda body: body | {"c": body["b"] * 10}}
    assert migrated({"a": 1}, 1, steps, 3) == {"a": 1, "b": 2, "c": 20}
    assert migrated({"a": 1, "b": 5}, 2, steps, 3) == {"a": 1, "b": 5, "c": 50}
    assert migrated({"a": 1}, 3, steps, 3) == {"a": 1}


def test_a_migration_exists_for_every_older_version() -> None:
    assert sorted(project_file.MIGRATIONS) == list(range(1, project_file.FORMAT_VERSION))


def test_an_export_of_before_keeps_its_clips() -> None:
    clips, usual = [{"id": "wave"}], ["blink", "idle", "talk"]
    for version in (1, 2, 3):
        assert migrated({"clips": clips, "export": {"clips": []}}, version)["export"] == {"clips": usual}
    for body in (
        {"clips": clips, "export": {"clips": ["nod"]}}, {"clips": clips, "export": {"clips": ["none"]}},
        {"clips": clips, "export": None}, {"clips": [], "export": {"clips": []}}, {},
    ):  # fmt: skip
        assert migrated(body, 3) == body
    assert migrated({"clips": clips, "export": {"clips": []}}, 4)["export"] == {"clips": []}
