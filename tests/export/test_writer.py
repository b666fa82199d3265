"""Writing exports: only what changed is touched, nothing of the user's is lost, nothing is left half done."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import numpy as np
import pytest

from studio.core.errors import ExportError
from studio.core.files import sha256_hex
from studio.core.jobs import CancelToken, JobCancelled
from studio.export import writer
from studio.export.folder import ExistingFiles
from studio.export.formats import registry
from studio.export.formats.base import ExportFormat, ExportRequest, OutputFile
from studio.export.naming import check_path, safe_name, safe_names
from studio.export.writer import export_scene, plan_export, run_export
from studio.models.sheet import ExportSet, SheetOptions, Sprite
from tests.export.rebuild import blob, cast

PLAIN = ("aseprite", "texturepacker", "phaser", "png-sequence", "apng", "webp", "gif")


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {
        file.relative_to(folder).as_posix(): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()
    }


def age(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            os.utime(file, ns=(10**18, 10**18))


def without(scene: ExportSet, name: str) -> ExportSet:
    """The set without a sprite, and without the animations."""
    kept = tuple(sprite for sprite in scene.sprites if sprite.name != name)
    return dataclasses.replace(scene, sprites=kept, animations=())


class Merging:
    """A format that adds a line to a file that lies there, as Unity's .meta files need it."""

    name = "merging"
    title = "Merging"
    needs_sheet = False

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        path = PurePosixPath("notes.txt")
        before = request.existing.get(path, b"")
        yield OutputFile(path, before if before.endswith(b"ours\n") else before + b"ours\n")


@pytest.fixture
def merging(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(name: str) -> ExportFormat:
        return Merging() if name == "merging" else registry.format_by_name(name)

    monkeypatch.setattr(writer, "format_by_name", find)


def test_one_format_is_written_into_the_folder_and_several_into_subfolders(tmp_path: Path) -> None:
    run_export(cast(), tmp_path / "one", ["aseprite"])
    assert set(tree(tmp_path / "one")) == {"aria.png", "aria.json", "aria.export.json"}
    report = run_export(cast(), tmp_path / "many", PLAIN)
    files = tree(tmp_path / "many")
    assert {path.split("/")[0] for path in files} == {*PLAIN, "aria.export.json"}
    assert files["aseprite/aria.png"] == files["texturepacker/aria.png"] == files["phaser/aria.png"]
    assert {str(path) for path in report.written} == set(files) - {"aria.export.json"}
    assert report.new == report.written


def test_equal_exports_are_equal_to_the_byte(tmp_path: Path) -> None:
    run_export(cast(), tmp_path / "a", PLAIN)
    run_export(cast(), tmp_path / "b" / "deep", PLAIN)
    assert tree(tmp_path / "a") == tree(tmp_path / "b" / "deep")
    for data in tree(tmp_path / "a").values():
        assert str(tmp_path).encode() not in data


def test_a_second_export_touches_nothing(tmp_path: Path) -> None:
    run_export(cast(), tmp_path, PLAIN)
    age(tmp_path)
    before = times(tmp_path)
    report = run_export(cast(), tmp_path, PLAIN)
    assert not report.written
    assert len(report.unchanged) == len(before) - 1
    assert times(tmp_path) == before


def test_only_what_changed_is_touched(tmp_path: Path) -> None:
    scene = cast()
    run_export(scene, tmp_path, ["png-sequence"])
    age(tmp_path)
    changed = Sprite("expression/still", "still", blob(99))
    sprites = tuple(changed if sprite.name == "still" else sprite for sprite in scene.sprites)
    report = run_export(dataclasses.replace(scene, sprites=sprites), tmp_path, ["png-sequence"])
    assert [str(path) for path in report.written] == ["sprites/aria_still.png"]
    touched = {path for path, time in times(tmp_path).items() if time != 10**18}
    assert touched == {"sprites/aria_still.png", "aria.export.json"}


def test_the_list_of_files_names_each_with_its_hash(tmp_path: Path) -> None:
    run_export(cast(), tmp_path, ["aseprite", "gif"], format_options={"aseprite.frame_names": "number"})
    document = json.loads((tmp_path / "aria.export.json").read_text(encoding="utf-8"))
    files = tree(tmp_path)
    del files["aria.export.json"]
    assert {path: entry["sha256"] for path, entry in document["files"].items()} == {
        path: sha256_hex(data) for path, data in files.items()
    }
    assert document["formats"] == ["aseprite", "gif"]
    assert document["sheet_options"]["padding_px"] == 2
    assert document["format_options"] == {"aseprite.frame_names": "number"}


def test_stale_files_go_unless_changed_and_foreign_files_stay(tmp_path: Path) -> None:
    run_export(cast(), tmp_path, ["png-sequence"])
    (tmp_path / "sprites" / "mine.png").write_bytes(b"mine")
    edited = tmp_path / "animations" / "talk" / "aria_talk_000.png"
    edited.write_bytes(b"edited")
    report = run_export(without(cast(), "still"), tmp_path, ["png-sequence"])
    assert PurePosixPath("sprites/aria_still.png") in report.removed
    assert PurePosixPath("animations/talk/aria_talk_000.png") in report.skipped
    assert any("aria_talk_000.png" in warning for warning in report.warnings)
    assert edited.read_bytes() == b"edited"
    assert (tmp_path / "sprites" / "mine.png").read_bytes() == b"mine"
    assert not (tmp_path / "sprites" / "aria_still.png").exists()
    assert not (tmp_path / "animations" / "nod").exists()
    # What was left alone is the user's from now on.
    again = run_export(without(cast(), "still"), tmp_path, ["png-sequence"])
    assert not again.skipped
    assert not again.removed


def test_another_format_in_the_same_folder_removes_nothing(tmp_path: Path) -> None:
    run_export(cast(), tmp_path, ["gif"])
    report = run_export(cast(), tmp_path, ["webp"])
    assert not report.removed
    assert len(list(tmp_path.glob("*.gif"))) == 3
    smaller = dataclasses.replace(cast(), animations=cast().animations[:1])
    assert len(run_export(smaller, tmp_path, ["gif"]).removed) == 2
    assert len(list(tmp_path.glob("*.webp"))) == 3


def test_a_foreign_file_in_the_way_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "aria.json").write_text("mine")
    plan = plan_export(cast(), tmp_path, ["aseprite"])
    assert plan.will_replace == (PurePosixPath("aria.json"),)
    with pytest.raises(ExportError, match=r"aria\.json") as caught:
        run_export(cast(), tmp_path, ["aseprite"])
    assert caught.value.code == "export.in-the-way"
    assert tree(tmp_path) == {"aria.json": b"mine"}
    report = run_export(cast(), tmp_path, ["aseprite"], overwrite=True)
    assert report.will_replace == (PurePosixPath("aria.json"),)
    assert (tmp_path / "aria.json").read_bytes() != b"mine"


def test_our_own_file_that_was_changed_by_hand_is_not_replaced_silently(tmp_path: Path) -> None:
    run_export(cast(), tmp_path, ["aseprite"])
    (tmp_path / "aria.json").write_text("changed by hand")
    with pytest.raises(ExportError, match=r"aria\.json"):
        run_export(cast(), tmp_path, ["aseprite"])
    assert (tmp_path / "aria.json").read_text() == "changed by hand"


def test_a_file_of_ours_is_replaced_without_a_question(tmp_path: Path) -> None:
    run_export(cast(), tmp_path, ["aseprite"])
    report = run_export(without(cast(), "still"), tmp_path, ["aseprite"])
    assert not report.will_replace
    assert {str(path) for path in report.written} == {"aria.png", "aria.json"}
    assert not report.new


def test_an_equal_file_that_lay_there_before_is_never_deleted(tmp_path: Path) -> None:
    run_export(cast(), tmp_path / "a", ["png-sequence"])
    mine = tmp_path / "b" / "sprites" / "aria_still.png"
    mine.parent.mkdir(parents=True)
    mine.write_bytes((tmp_path / "a" / "sprites" / "aria_still.png").read_bytes())
    run_export(cast(), tmp_path / "b", ["png-sequence"])
    report = run_export(without(cast(), "still"), tmp_path / "b", ["png-sequence"])
    assert mine.exists()
    assert PurePosixPath("sprites/aria_still.png") in report.skipped


@pytest.mark.usefixtures("merging")
def test_a_format_that_read_the_file_may_replace_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine\n")
    report = run_export(cast(), tmp_path, ["merging"])
    assert not report.will_replace
    assert (tmp_path / "notes.txt").read_bytes() == b"mine\nours\n"
    assert run_export(cast(), tmp_path, ["merging"]).unchanged == (PurePosixPath("notes.txt"),)


@pytest.mark.usefixtures("merging")
def test_existing_files_are_those_of_the_formats_own_folder(tmp_path: Path) -> None:
    (tmp_path / "merging").mkdir()
    (tmp_path / "merging" / "notes.txt").write_bytes(b"inner\n")
    (tmp_path / "notes.txt").write_bytes(b"outer\n")
    run_export(cast(), tmp_path, ["merging", "aseprite"])
    assert (tmp_path / "merging" / "notes.txt").read_bytes() == b"inner\nours\n"
    assert (tmp_path / "notes.txt").read_bytes() == b"outer\n"


def test_existing_files_do_not_leave_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "in" / "a").write_bytes(b"y")
    existing = ExistingFiles(tmp_path / "in")
    assert existing.get(PurePosixPath("../secret")) is None
    assert PurePosixPath("a") in existing
    assert not existing.read
    assert list(existing) == [PurePosixPath("a")]
    assert existing[PurePosixPath("a")] == b"y"
    assert existing.read == {PurePosixPath("a")}


def test_a_dry_run_writes_nothing_and_says_the_same(tmp_path: Path) -> None:
    plan = plan_export(cast(), tmp_path / "new", PLAIN)
    assert not (tmp_path / "new").exists()
    report = run_export(cast(), tmp_path / "new", PLAIN)
    assert plan.is_dry_run
    assert (plan.written, plan.warnings, plan.sheets) == (report.written, report.warnings, report.sheets)
    facts = report.sheets[0]
    assert facts.memory_bytes == sum(4 * width * height for width, height in facts.page_sizes)
    assert facts.file_bytes == len((tmp_path / "new" / "aseprite" / "aria.png").read_bytes())
    before = tree(tmp_path / "new")
    again = plan_export(without(cast(), "still"), tmp_path / "new", ["png-sequence"])
    assert tree(tmp_path / "new") == before
    assert again.new == again.written


def test_a_dry_run_lists_what_would_go(tmp_path: Path) -> None:
    run_export(cast(), tmp_path, ["png-sequence"])
    before = tree(tmp_path)
    plan = plan_export(without(cast(), "still"), tmp_path, ["png-sequence"])
    assert tree(tmp_path) == before
    report = run_export(without(cast(), "still"), tmp_path, ["png-sequence"])
    assert plan.removed == report.removed
    assert plan.written == report.written
    assert plan.unchanged == report.unchanged


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4])
def test_cancel_leaves_the_folder_as_it_was(tmp_path: Path, after: int) -> None:
    run_export(cast(), tmp_path / "old", ["aseprite"])
    before = tree(tmp_path / "old")
    formats = ["aseprite", "phaser", "texturepacker"]
    for folder in (tmp_path / "old", tmp_path / "not" / "yet"):
        token = CancelToken()
        job = export_scene(without(cast(), "joy"), folder, formats, SheetOptions(), cancel=token)
        for _ in range(after + 1):
            next(job)
        token.cancel()
        with pytest.raises(JobCancelled):
            list(job)
        assert tree(tmp_path / "old") == before
        assert [entry.name for entry in tmp_path.iterdir()] == ["old"]


def test_closing_the_job_early_cleans_up(tmp_path: Path) -> None:
    job = export_scene(cast(), tmp_path / "x", PLAIN, SheetOptions())
    for _ in range(4):
        next(job)
    assert list((tmp_path / "x").iterdir())
    job.close()
    assert not (tmp_path / "x").exists()


def test_progress_rises_to_one(tmp_path: Path) -> None:
    fractions = [step.fraction for step in export_scene(cast(), tmp_path, PLAIN, SheetOptions())]
    assert all(fraction is not None for fraction in fractions)
    assert fractions == sorted(f for f in fractions if f is not None)
    assert fractions[-1] == 1.0


def test_a_damaged_list_of_files_makes_every_file_foreign(tmp_path: Path) -> None:
    run_export(cast(), tmp_path, ["aseprite"])
    for damage in ("{", "[]", '{"schema": 1, "files": {"../x": {"format": "a", "sha256": ""}}}', '{"schema": 1}'):
        (tmp_path / "aria.export.json").write_text(damage)
        plan = plan_export(without(cast(), "still"), tmp_path, ["aseprite"])
        assert {str(path) for path in plan.will_replace} == {"aria.json", "aria.png"}
        assert any("aria.export.json" in warning for warning in plan.warnings)


def test_a_newer_list_of_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "aria.export.json").write_text('{"schema": 99, "files": 5}')
    with pytest.raises(ExportError, match="newer version"):
        run_export(cast(), tmp_path, ["aseprite"])


def test_a_file_where_a_folder_is_needed_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "sprites").write_text("a file")
    with pytest.raises(ExportError, match="is a file already"):
        run_export(cast(), tmp_path, ["png-sequence"], overwrite=True)
    assert tree(tmp_path) == {"sprites": b"a file"}
    (tmp_path / "aria.json").mkdir()
    with pytest.raises(ExportError, match="is a folder already"):
        run_export(cast(), tmp_path, ["aseprite"], overwrite=True)
    with pytest.raises(ExportError, match="not a folder"):
        run_export(cast(), tmp_path / "sprites", ["aseprite"])


def test_padding_for_a_scale_is_told(tmp_path: Path) -> None:
    report = run_export(cast(41, 33), tmp_path, ["aseprite"], SheetOptions(scales=(1.0, 0.5)))
    assert any("41 x 33 to 42 x 34" in warning for warning in report.warnings)
    assert {path.name for path in report.written} == {"aria.png", "aria.json", "aria@0.5x.png", "aria@0.5x.json"}


@pytest.mark.parametrize("name", registry.format_names())
def test_unknown_settings_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError) as caught:
        run_export(cast(), tmp_path / "out", [name], format_options={f"{name}.colour": "red"})
    assert caught.value.code == "export.option"
    assert not (tmp_path / "out").exists()


def test_settings_go_to_their_format(tmp_path: Path) -> None:
    run_export(cast(), tmp_path, ["aseprite"], format_options={"frame_names": "number"})
    assert "0" in json.loads((tmp_path / "aria.json").read_text())["frames"]
    for options in ({"frame_names": "x"}, {"phaser.a": "b"}, {"aseprite.a": "b"}):
        with pytest.raises(ExportError):
            run_export(cast(), tmp_path, ["aseprite"], format_options=options)
    with pytest.raises(ExportError, match=r"FORMAT\.SETTING"):
        run_export(cast(), tmp_path, ["aseprite", "phaser"], format_options={"frame_names": "number"})


def test_sets_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    scene = cast()
    twin = dataclasses.replace(scene.sprites[1], name="joy")
    other = Sprite("x", "x", np.zeros((5, 5, 4), np.uint8))
    lost = dataclasses.replace(
        scene.animations[0], frames=(dataclasses.replace(scene.animations[0].frames[0], sprite_id="?"),)
    )
    short = dataclasses.replace(
        scene.animations[0], frames=(dataclasses.replace(scene.animations[0].frames[0], duration_ms=0),)
    )
    broken = [
        (dataclasses.replace(scene, sprites=()), "nothing to export"),
        (dataclasses.replace(scene, sprites=(scene.sprites[0], twin)), "name"),
        (dataclasses.replace(scene, sprites=(*scene.sprites, other)), "5 x 5"),
        (dataclasses.replace(scene, animations=(lost,)), "not there"),
        (dataclasses.replace(scene, animations=(short,)), "no time"),
        (dataclasses.replace(scene, animations=(dataclasses.replace(lost, frames=()),)), "no frames"),
    ]
    for bad, words in broken:
        with pytest.raises(ExportError, match=words):
            run_export(bad, tmp_path / "x", ["gif"])
    for formats in ([], ["gif", "gif"], ["giff"]):
        with pytest.raises(ExportError):
            run_export(scene, tmp_path / "x", formats)
    assert not (tmp_path / "x").exists()


def test_the_nearest_format_is_named() -> None:
    with pytest.raises(ExportError, match="godot"):
        registry.format_by_name("godot")


def test_every_format_writes_and_says_what_it_is(tmp_path: Path) -> None:
    formats = registry.all_formats()
    assert [each.name for each in formats] == list(registry.format_names())
    for each in formats:
        report = run_export(cast(), tmp_path / each.name, [each.name])
        assert report.written, each.name
        assert each.title
        age(tmp_path / each.name)
        again = run_export(cast(), tmp_path / each.name, [each.name])
        assert not again.written, each.name
        assert again.unchanged == report.written, each.name


def test_names_that_meet_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    scene = cast()
    sprites = (*scene.sprites, Sprite("expression/other", "Joy!", blob(50)))
    with pytest.raises(ExportError, match='"joy" and "Joy!"'):
        run_export(dataclasses.replace(scene, sprites=sprites), tmp_path / "x", ["png-sequence"])
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Aria", "aria"), ("  Ä Ö/ü!  ", "a_o_u"), ("Straße", "strasse"), ("Łódź", "lodz"), ("con", "con_"),
        ("LPT1", "lpt1_"), ("a" * 200, "a" * 80), ("", "sprite"), ("../../etc", "etc"),
    ],
)  # fmt: skip
def test_safe_names(name: str, expected: str) -> None:
    assert safe_name(name) == expected


def test_names_without_letters_stay_apart() -> None:
    assert len(set(safe_names(["アリア", "ボブ", "!!!"], "sprite").values())) == 3


@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", "a:b", "con", "nul.txt", "a ", "a.", "a?b", "x" * 300])
def test_paths_that_some_system_cannot_hold_are_refused(path: str) -> None:
    with pytest.raises(ExportError):
        check_path(PurePosixPath(path))
