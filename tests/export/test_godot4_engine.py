"""Godot 4 exports in the real engine: everything read back, nothing complained about."""

from __future__ import annotations

import dataclasses
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.export.formats.base import ExportRequest
from studio.export.formats.godot4 import FORMAT
from studio.models.sheet import PackedSheet, SheetOptions, Trim
from tests.export.godot_tools import (
    Folder,
    GodotProject,
    assert_same_picture,
    hand_packed,
    hard_scene,
    new_project,
    request_for,
    write_export,
)

pytestmark = pytest.mark.engine_real

CHECK, EDIT, LOOK = (
    (Path(__file__).parent / f"godot4_{name}.gd").read_text(encoding="utf-8") for name in ("check", "edit", "look")
)
PLAYER_NAMES = {"mouth/open:wide, [a]": "mouth_open_wide_ _a]", "RESET": "RESET_2", "Start": "Start_2"}
"""Names that the animation player cannot take; all others stay."""
SHOWN = {"wave": (0, 1, 2), "swing": (0, 1, 2, 3, 2, 1), "once": (3, 2, 1, 0), "twelve": (0, 1, 2, 3)}
LENGTHS_MS = {
    "wave": (83, 80, 250),
    "swing": (80, 80, 160, 80, 160, 80),
    "once": (1, 250, 83, 40),
    "twelve": (83, 83, 83, 83),
}
TRAVEL = ("joy", "twelve", "mouth_open_wide_ _a]", "喜び", "wave", "once")


@dataclass
class Imported:
    """One project with several exports, imported once."""

    project: GodotProject
    requests: dict[str, ExportRequest]
    answer: dict[str, Any]
    output: str

    def picture(self, name: str) -> NDArray[np.uint8]:
        with Image.open(self.project.folder / "pictures" / name) as image:
            return np.asarray(image.convert("RGBA"))


def _job(scenes: list[str]) -> dict[str, Any]:
    return {"scenes": scenes, "pictures": "res://pictures", "travel": TRAVEL}


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    project = new_project(tmp_path_factory.mktemp("godot4") / "game")
    (project.folder / "pictures").mkdir()
    (project.folder / "pictures" / ".gdignore").touch()
    bert = hard_scene("project-pages", "Bert: the 2nd", is_pixel_art=True)
    plain = hard_scene("project-plain", "Plain")
    requests = {
        "res://chars/hard/aria": request_for(hard_scene(), "aria", SheetOptions(scales=(1.0, 2.0))),
        "res://chars/deep/er/bert": request_for(bert, "bert", SheetOptions(trim=Trim.SHEET, max_size_px=256)),
        "res://plain": ExportRequest(plain, (hand_packed(plain.sprites),), "plain"),
    }
    for path, request in requests.items():
        write_export(FORMAT, request, (project.folder / path.removeprefix("res://")).parent)
    output = project.import_everything()
    scenes = [f"{path}.tscn" for path in requests] + ["res://chars/hard/aria@2x.tscn"]
    return Imported(project, requests, project.script(CHECK, _job(scenes)), output)


def _rebuilt(sheet: PackedSheet, sprite_id: str) -> NDArray[np.uint8]:
    p = sheet.placements[sprite_id]
    canvas = np.zeros((p.source_height, p.source_width, 4), np.uint8)
    part = sheet.pages[p.page][p.y : p.y + p.height, p.x : p.x + p.width]
    canvas[p.offset_y : p.offset_y + p.height, p.offset_x : p.offset_x + p.width] = part
    return canvas


def _paths() -> list[str]:
    return ["res://chars/hard/aria", "res://chars/deep/er/bert", "res://plain"]


@pytest.mark.parametrize("path", _paths())
def test_every_frame_is_the_source(imported: Imported, path: str) -> None:
    scene = imported.requests[path].scene
    sources = {sprite.id: sprite.pixels for sprite in scene.sprites}
    animations = imported.answer[f"{path}.tscn"]["animations"]
    # Without our own colour bleed the engine's does it, which recolours all that is almost invisible.
    least_alpha = 1 if imported.requests[path].sheets[0].options.bleed_colour else 20
    stills = {sprite.name: sprite.id for sprite in scene.sprites if sprite.id.startswith("expression/")}
    assert set(animations) == set(stills) | set(SHOWN)
    for name, sprite_id in stills.items():
        assert len(animations[name]["frames"]) == 1
        assert_same_picture(imported.picture(animations[name]["frames"][0][1]), sources[sprite_id], least_alpha)
    for name, indices in SHOWN.items():
        frames = animations[name]["frames"]
        assert [round(frame[0], 3) for frame in frames] == list(LENGTHS_MS[name])
        for frame, index in zip(frames, indices, strict=True):
            assert_same_picture(imported.picture(frame[1]), sources[f"clip/wave/{index:03d}"], least_alpha)
            assert frame[2] is True  # filter_clip


@pytest.mark.parametrize("path", _paths())
def test_loops(imported: Imported, path: str) -> None:
    facts = imported.answer[f"{path}.tscn"]
    looping = {name for name, animation in facts["animations"].items() if animation["loop"]}
    assert looping == {"wave", "swing", "twelve"}
    assert {name for name, animation in facts["player"].items() if animation["loop"]} == looping


def test_several_pages_are_used(imported: Imported) -> None:
    assert len(imported.requests["res://chars/deep/er/bert"].sheets[0].pages) > 1
    frames = imported.answer["res://chars/deep/er/bert.tscn"]["animations"].values()
    assert len({frame[3] for animation in frames for frame in animation["frames"]}) > 1


def test_scale_variant(imported: Imported) -> None:
    request = imported.requests["res://chars/hard/aria"]
    facts = imported.answer["res://chars/hard/aria@2x.tscn"]
    assert facts["sprite"][1:3] == [-80.0, -120.0]
    for sprite in request.scene.sprites:
        if sprite.id.startswith("expression/"):
            seen = imported.picture(facts["animations"][sprite.name]["frames"][0][1])
            assert_same_picture(seen, _rebuilt(request.sheets[1], sprite.id))


@pytest.mark.parametrize(
    ("path", "root", "texture_filter"),
    [
        ("res://chars/hard/aria", "Aria", 2),
        ("res://chars/deep/er/bert", "Bert_ the 2nd", 1),
        ("res://plain", "Plain", 2),
    ],
)
def test_scene_stands_on_its_pivot(imported: Imported, path: str, root: str, texture_filter: int) -> None:
    facts = imported.answer[f"{path}.tscn"]
    assert (facts["root"], facts["kind"]) == (root, "Node2D")
    assert facts["sprite"] == [False, -40.0, -60.0, texture_filter]
    assert facts["playing"] == [True, "wave"]


@pytest.mark.parametrize("path", _paths())
def test_player_shows_the_right_frame_at_each_time(imported: Imported, path: str) -> None:
    facts = imported.answer[f"{path}.tscn"]
    player = facts["player"]
    assert player["RESET"]["seen"] == [[0.0, "wave", 0]]
    assert set(player) == {"RESET"} | {PLAYER_NAMES.get(name, name) for name in facts["animations"]}
    for name, animation in facts["animations"].items():
        entry = player[PLAYER_NAMES.get(name, name)]
        lengths = [round(frame[0]) for frame in animation["frames"]]
        starts = [sum(lengths[:index]) for index in range(len(lengths))]
        assert [round(start, 2) for start, _, _ in entry["seen"]] == starts
        assert [(shown, index) for _, shown, index in entry["seen"]] == [(name, i) for i in range(len(lengths))]
        assert entry["length_ms"] == pytest.approx(sum(lengths), abs=0.01)


def test_player_takes_over_from_the_sprite(imported: Imported) -> None:
    player = imported.answer["res://plain.tscn"]["player"]
    assert not any(entry["sprite_playing"] for name, entry in player.items() if name != "RESET")


def test_travel_reaches_every_state_without_showing_the_hub(imported: Imported) -> None:
    for path in _paths():
        inactive, first, *stops = imported.answer[f"{path}.tscn"]["travel"]
        assert inactive == [False, "Start"]
        assert first == ["wave", "wave", 0]
        before = "wave"
        for wanted, (state, shown, _, on_the_way) in zip(TRAVEL, stops, strict=True):
            name = {value: key for key, value in PLAYER_NAMES.items()}.get(wanted, wanted)
            assert (state, shown) == (wanted, name)
            assert set(on_the_way) <= {before, name}
            before = name


def test_events_reach_a_script_on_the_root(imported: Imported) -> None:
    assert imported.answer["res://plain.tscn"]["events"] == [["start", ""], ["step", 'l"1'], ["word", "ha"]]


def test_uids_are_ours_and_differ(imported: Imported) -> None:
    seen = []
    for path, request in imported.requests.items():
        facts = imported.answer[f"{path}.tscn"]
        files = {file.path: file.data.decode("utf-8") for file in FORMAT.files(request) if file.path.suffix != ".png"}
        stem = request.base_name
        assert f'uid="{facts["uid"]}"' in files[PurePosixPath(f"{stem}.tscn")]
        assert f'uid="{facts["frames_uid"]}"' in files[PurePosixPath(f"{stem}_frames.tres")]
        pages = {frame[3] for animation in facts["animations"].values() for frame in animation["frames"]}
        written = "".join(text for file, text in files.items() if file.suffix == ".import")
        assert all(f'uid="{page}"' in written for page in pages)
        seen += [facts["uid"], facts["frames_uid"], *pages]
    assert len(seen) == len(set(seen))


def test_reexport_after_import_changes_no_byte(imported: Imported) -> None:
    folder = imported.project.folder / "chars" / "hard"
    before = dict(Folder(folder).items())
    request = dataclasses.replace(imported.requests["res://chars/hard/aria"], existing=Folder(folder))
    files = list(FORMAT.files(request))
    assert all(before[file.path] == file.data for file in files)
    assert b"source_file=" in before[PurePosixPath("aria.png.import")]  # the engine did complete it


def test_moved_folder_still_loads(imported: Imported, tmp_path: Path) -> None:
    project = new_project(tmp_path / "other")
    shutil.copytree(imported.project.folder / "chars" / "hard", project.folder / "somewhere" / "else")
    for file in (project.folder / "somewhere" / "else").glob("*.import"):
        file.unlink()
    write_export(FORMAT, imported.requests["res://chars/hard/aria"], project.folder / "somewhere" / "else")
    (project.folder / "pictures").mkdir()
    project.import_everything()
    facts = project.script(CHECK, _job(["res://somewhere/else/aria.tscn"]))["res://somewhere/else/aria.tscn"]
    assert facts == imported.answer["res://chars/hard/aria.tscn"]

    # The harness hears the engine: the same ids twice in one project is a warning.
    shutil.copytree(project.folder / "somewhere", project.folder / "again")
    with pytest.raises(AssertionError, match="UID duplicate"):
        project.import_everything()


def test_what_the_user_adds_in_the_editor_survives(tmp_path: Path) -> None:
    project = new_project(tmp_path / "edited")
    request = request_for(hard_scene(), "aria")
    write_export(FORMAT, request, project.folder)
    Image.new("RGBA", (7, 5), "white").save(project.folder / "own.png")
    project.import_everything()
    project.script(EDIT, {})

    scene = request.scene
    fewer = dataclasses.replace(scene, sprites=tuple(s for s in scene.sprites if s.name != "喜び"))
    again = dataclasses.replace(request_for(fewer, "aria"), existing=Folder(project.folder))
    warnings = write_export(FORMAT, again, project.folder)
    facts = project.script(LOOK, {})

    assert facts["tracks"] == 6
    assert facts["key"] == [pytest.approx(0.1), "set_meta", ["stepped", 'x: [1], {"2"}']]
    assert facts["dance"] == [2.5, "AnimatedSprite2D:rotation", 1.25]
    assert "my dance" in facts["library"]
    assert "喜び" not in facts["library"]
    assert "喜び" not in facts["frames"]
    assert "dot" in facts["frames"]
    assert [part[0] for part in facts["mix"]] == [2.0, 1.0]
    assert facts["mix"][1][1:] == ["own.png", "(7.0, 5.0)"]
    assert facts["joy"] is True
    assert facts["hat"] is True
    assert "kept" in warnings[PurePosixPath("aria.tscn")]
    settled = dataclasses.replace(again, existing=Folder(project.folder))
    assert all((project.folder / file.path).read_bytes() == file.data for file in FORMAT.files(settled))
