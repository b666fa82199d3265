"""Godot 3 exports: read by our own parser, and by the real 3.x engine where it is installed."""

from __future__ import annotations

import dataclasses
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.export.formats import godot_reader as reader
from studio.export.formats.base import ExportRequest
from studio.export.formats.godot3 import FORMAT
from studio.export.formats.godot3_frames import MAX_FRAMES, beat_of
from studio.export.formats.godot_cast import cast_of
from studio.models.sheet import Animation, AnimationFrame, SheetOptions
from tests.export.godot_tools import assert_same_picture, hard_scene, new_godot3_project, request_for, write_export

CHECK = (Path(__file__).parent / "godot3_check.gd").read_text(encoding="utf-8")
SHOWN = {
    "wave": ((0, 83), (1, 80), (2, 250)),
    "swing": ((0, 80), (1, 80), (2, 160), (3, 80), (2, 160), (1, 80)),
    "once": ((3, 1), (2, 250), (1, 83), (0, 40)),
    "twelve": ((0, 83), (1, 83), (2, 83), (3, 83)),
}
SHORT, LONG = 37, 20011


@pytest.fixture(scope="module")
def request3() -> ExportRequest:
    return request_for(hard_scene(), "aria", SheetOptions(scales=(1.0, 2.0)))


def _document(request: ExportRequest, path: str) -> reader.Document:
    files = {file.path: file.data for file in FORMAT.files(request)}
    document = reader.read_document(files[PurePosixPath(path)])
    assert document
    return document


def test_parsed_frames_rebuild_every_sprite(request3: ExportRequest) -> None:
    document = _document(request3, "aria_frames.tres")
    assert reader.attributes(document.header) == {
        "type": "SpriteFrames",
        "load_steps": str(len(document.sections)),
        "format": "2",
    }
    textures = {
        reader.attributes(section.heading)["id"]: dict(section.properties)
        for section in document.sections
        if section.heading.startswith("sub_resource")
    }
    stills = {sprite.name: sprite.pixels for sprite in request3.scene.sprites}
    for literal in reader.items(dict(document.main.properties)["animations"]):
        fields = {reader.unquote(key): value for key, value in reader.pairs(literal)}
        name = reader.unquote(fields["name"]) or ""
        if name in SHOWN:
            continue
        (shown,) = reader.items(fields["frames"])
        (texture_id,) = reader.items(shown)
        assert_same_picture(_composed(request3, textures[texture_id]), stills[name])


def _composed(request: ExportRequest, texture: dict[str, str]) -> NDArray[np.uint8]:
    page = request.sheets[0].pages[0]
    x, y, width, height = (int(value) for value in reader.items(texture["region"]))
    left, top, more_width, more_height = (int(value) for value in reader.items(texture["margin"]))
    canvas = np.zeros((height + more_height, width + more_width, 4), np.uint8)
    canvas[top : top + height, left : left + width] = page[y : y + height, x : x + width]
    return canvas


def test_ids_are_numbers_from_one(request3: ExportRequest) -> None:
    for path in ("aria_frames.tres", "aria.tscn"):
        document = _document(request3, path)
        for kind in ("ext_resource", "sub_resource"):
            headings = [s.heading for s in document.sections if s.heading.startswith(kind)]
            ids = [reader.attributes(heading)["id"] for heading in headings]
            assert ids == [str(number) for number in range(1, len(ids) + 1)]


def test_pixel_art_is_not_filtered() -> None:
    document = _document(request_for(hard_scene(is_pixel_art=True), "aria"), "aria_frames.tres")
    flags = {dict(s.properties).get("flags") for s in document.sections if s.heading.startswith("sub_resource")}
    assert flags == {"0"}


def test_a_beat_that_would_explode_is_coarser_and_told(request3: ExportRequest) -> None:
    frames = (AnimationFrame("clip/wave/000", SHORT), AnimationFrame("clip/wave/001", LONG))
    scene = dataclasses.replace(
        hard_scene(), animations=(Animation("clip/long", "long", frames),), default_animation=""
    )
    beat = beat_of(cast_of(scene).default)
    assert sum(beat.counts()) <= MAX_FRAMES + len(frames)
    assert all(count >= 1 for count in beat.counts())
    assert 0 < beat.error_ms <= beat.tick_ms
    warnings = [file.warning for file in FORMAT.files(dataclasses.replace(request3, scene=scene))]
    assert any("“long”" in warning for warning in warnings)


def test_changed_scene_is_kept(request3: ExportRequest) -> None:
    files = {file.path: file.data for file in FORMAT.files(request3)}
    path = PurePosixPath("aria.tscn")
    mine = files[path] + b'\n[node name="Hat" type="Sprite" parent="."]\n'
    again = {file.path: file for file in FORMAT.files(dataclasses.replace(request3, existing={path: mine}))}
    assert again[path].data == mine
    assert "kept" in again[path].warning


def test_lengths_on_the_beat_are_exact() -> None:
    for animation in cast_of(hard_scene()).animations:
        beat = beat_of(animation)
        lengths = [count * beat.tick_ms for count in beat.counts()]
        assert lengths == [frame.duration_ms for frame in animation.frames]
        assert beat.error_ms == 0


@pytest.fixture(scope="module")
def answer(request3: ExportRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    project = new_godot3_project(tmp_path_factory.mktemp("godot3") / "game")
    (project.folder / "pictures").mkdir()
    (project.folder / "pictures" / ".gdignore").touch()
    write_export(FORMAT, request3, project.folder / "deep" / "er")
    project.import_everything()
    scenes = ["res://deep/er/aria.tscn", "res://deep/er/aria@2x.tscn"]
    facts = project.script(CHECK, {"scenes": scenes, "pictures": "res://pictures"})
    return project.folder / "pictures", facts[scenes[0]]


@pytest.mark.engine_real
def test_engine_shows_every_frame(request3: ExportRequest, answer: tuple[Path, Any]) -> None:
    folder, facts = answer
    sources = {sprite.id: sprite.pixels for sprite in request3.scene.sprites}
    names = {sprite.name: sprite.id for sprite in request3.scene.sprites if sprite.id.startswith("expression/")}
    assert set(facts["animations"]) == set(names) | set(SHOWN)

    def same(picture: str, sprite_id: str) -> None:
        # Godot 3 brings its own colour under transparency and recolours what is almost invisible.
        with Image.open(folder / picture) as image:
            assert_same_picture(np.asarray(image.convert("RGBA")), sources[sprite_id], least_alpha=20)

    for name, sprite_id in names.items():
        ((tick_ms, picture, flags),) = facts["animations"][name]["frames"]
        assert (round(tick_ms), flags) == (1000, 4)
        same(picture, sprite_id)
    for name, expected in SHOWN.items():
        runs = [(picture, list(run)) for picture, run in groupby(facts["animations"][name]["frames"], lambda f: f[1])]
        assert [round(sum(frame[0] for frame in run), 1) for _, run in runs] == [ms for _, ms in expected]
        for (picture, _), (index, _) in zip(runs, expected, strict=True):
            same(picture, f"clip/wave/{index:03d}")


@pytest.mark.engine_real
def test_engine_plays_the_player(answer: tuple[Path, Any]) -> None:
    facts = answer[1]
    assert facts["root"] == "Aria"
    assert facts["playing"] == [True, "wave"]
    assert facts["sprite"] == [False, -40, -60]
    assert facts["events"] == [["start", ""], ["step", 'l"1'], ["word", "ha"]]
    looping = {name for name, animation in facts["animations"].items() if animation["loop"]}
    assert looping == {"wave", "swing", "twelve"}
    assert {name for name, animation in facts["player"].items() if animation["loop"]} == looping
    for name, expected in SHOWN.items():
        entry = facts["player"][name]
        starts = [sum(ms for _, ms in expected[:index]) for index in range(len(expected))]
        assert [round(start, 2) for start, _, _ in entry["seen"]] == starts
        pictures = [picture for picture, _ in groupby(frame[1] for frame in facts["animations"][name]["frames"])]
        assert [picture for _, _, picture in entry["seen"]] == pictures
        assert entry["sprite_playing"] is False
