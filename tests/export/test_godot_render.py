"""What Godot 4 really draws: the played clip frame by frame, trimmed and untrimmed, and nothing from neighbours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.export.formats.godot4 import FORMAT
from studio.models.sheet import ExportSet, SheetOptions, Sprite, Trim
from tests.export.godot_tools import (
    CANVAS,
    GodotProject,
    hard_scene,
    need,
    new_project,
    request_for,
    write_export,
)

pytestmark = pytest.mark.engine_real

FPS = 60
"""As many as the project's physics ticks, else the engine's first steps differ in length."""
MOVIE_FRAMES = 34
LEAD_FRAMES = {"trimmed": 1, "untrimmed": 1, "player": 0, "tree": 0}
"""A sprite's first step already counts; a player first shows where it starts."""
WAVE_MS = (83, 80, 250)
PLACES = {"trimmed": (60, 70), "untrimmed": (180, 70), "player": (300, 70), "tree": (420, 70)}
"""Where the four actors' pivots stand."""
BLOCK_PX, BLOCK_SCALE = 20, 3.3
BLOCK_ROWS = {"protected": 150, "bare": 250}
COLOURS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255))
TOLERANCE = 2

MAIN = """extends Node2D
func add(path: String, title: String, place: Vector2, by := 1.0) -> Node:
	var actor: Node2D = load(path).instantiate()
	actor.name = title
	actor.position = place
	actor.scale = Vector2(by, by)
	add_child(actor)
	return actor


func _ready() -> void:
	add("res://trimmed/aria.tscn", "trimmed", Vector2%(trimmed)s)
	add("res://untrimmed/plain.tscn", "untrimmed", Vector2%(untrimmed)s)
	add("res://trimmed/aria.tscn", "player", Vector2%(player)s).get_node("AnimationPlayer").play("wave")
	add("res://trimmed/aria.tscn", "tree", Vector2%(tree)s).get_node("AnimationTree").active = true
	for i in %(count)s:
		add_block("res://blocks/blocks.tscn", i, Vector2(20 + 100 * i, %(protected)s))
		add_block("res://bare/bare.tscn", i, Vector2(20 + 100 * i, %(bare)s))


func add_block(path: String, i: int, place: Vector2) -> void:
	add(path, "%%d at %%d" %% [i, place.y], place, %(scale)s).get_node("AnimatedSprite2D").play("block_%%d" %% i)
"""


def _blocks(project_id: str) -> ExportSet:
    """Solid squares that fill their canvas: any neighbour's colour or transparency that leaks in is seen."""
    sprites = []
    for index, colour in enumerate(COLOURS):
        pixels = np.full((BLOCK_PX, BLOCK_PX, 4), 255, np.uint8)
        pixels[..., :3] = colour
        sprites.append(Sprite(f"expression/{index}", f"block_{index}", pixels))
    return ExportSet(project_id, "Blocks", tuple(sprites), (), (0.0, 0.0))


@pytest.fixture(scope="module")
def movie(tmp_path_factory: pytest.TempPathFactory) -> list[NDArray[np.uint8]]:
    """(H, W, 3) uint8 pictures, 60 a second."""
    need("xvfb-run", "xvfb")
    project = new_project(tmp_path_factory.mktemp("render") / "game")
    plain = hard_scene("project-plain", "Plain")
    write_export(FORMAT, request_for(hard_scene(), "aria"), project.folder / "trimmed")
    write_export(FORMAT, request_for(plain, "plain", SheetOptions(trim=Trim.NONE)), project.folder / "untrimmed")
    write_export(FORMAT, request_for(_blocks("project-blocks"), "blocks"), project.folder / "blocks")
    unprotected = request_for(_blocks("project-bare"), "bare", SheetOptions(extrude_px=0, padding_px=0))
    write_export(FORMAT, unprotected, project.folder / "bare")
    frames = project.folder / "bare" / "bare_frames.tres"
    frames.write_text(frames.read_text("utf-8").replace("filter_clip = true", "filter_clip = false"), "utf-8")
    return _record(project)


def _record(project: GodotProject) -> list[NDArray[np.uint8]]:
    values = {**PLACES, **BLOCK_ROWS, "count": len(COLOURS), "scale": BLOCK_SCALE}
    (project.folder / "main.gd").write_text(MAIN % values, encoding="utf-8")
    (project.folder / "main.tscn").write_text(
        '[gd_scene format=3]\n\n[ext_resource type="Script" path="res://main.gd" id="1"]\n\n'
        '[node name="Main" type="Node2D"]\nscript = ExtResource("1")\n',
        encoding="utf-8",
    )
    project.import_everything()
    pictures = project.folder.parent / "movie"
    pictures.mkdir()
    arguments = ["--fixed-fps", str(FPS), "--write-movie", str(pictures / "m.png"), "--quit-after", str(MOVIE_FRAMES)]
    project.run(*arguments, "res://main.tscn", display=True)
    return [_read(path) for path in sorted(pictures.glob("*.png"))]


def _read(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def _actor(picture: NDArray[np.uint8], name: str) -> NDArray[np.int16]:
    x, y = PLACES[name][0] - 40, PLACES[name][1] - 60
    return picture[y : y + CANVAS[1], x : x + CANVAS[0]].astype(np.int16)


def _expected(index: int) -> NDArray[np.int16]:
    """Our own preview of a frame of the clip on black."""
    pixels = next(s for s in hard_scene().sprites if s.id == f"clip/wave/{index:03d}").pixels.astype(np.float64)
    return np.round(pixels[..., :3] * pixels[..., 3:] / 255.0).astype(np.int16)


def _wave_index(time_ms: float) -> int:
    left = time_ms % sum(WAVE_MS)
    for index, duration in enumerate(WAVE_MS):
        if left < duration:
            return index
        left -= duration
    raise AssertionError


@pytest.mark.parametrize("name", list(PLACES))
def test_played_clip_equals_our_preview(movie: list[NDArray[np.uint8]], name: str) -> None:
    assert len(movie) >= MOVIE_FRAMES - 1
    shown = set()
    for number, picture in enumerate(movie):
        index = _wave_index((number + LEAD_FRAMES[name]) * 1000.0 / FPS)
        shown.add(index)
        assert np.abs(_actor(picture, name) - _expected(index)).max() <= TOLERANCE, number
    assert shown == {0, 1, 2}


def test_trimmed_equals_untrimmed(movie: list[NDArray[np.uint8]]) -> None:
    for picture in movie:
        assert np.array_equal(_actor(picture, "trimmed"), _actor(picture, "untrimmed"))


def _foreign_px(picture: NDArray[np.uint8], row: str) -> int:
    """Drawn pixels of the scaled squares that have any other colour than their own."""
    count, y, side = 0, BLOCK_ROWS[row], round(BLOCK_PX * BLOCK_SCALE)
    for index, colour in enumerate(COLOURS):
        x = 20 + 100 * index
        around = picture[y - 10 : y + side + 10, x - 10 : x + side + 10].astype(np.int16)
        drawn = around.any(axis=2)
        assert drawn.sum() == pytest.approx(side * side, abs=4 * side)
        count += int((np.abs(around[drawn] - np.array(colour)).max(axis=1) > TOLERANCE).sum())
    return count


def test_no_neighbour_and_no_seam_shows_when_scaled(movie: list[NDArray[np.uint8]]) -> None:
    assert _foreign_px(movie[-1], "protected") == 0
    assert _foreign_px(movie[-1], "bare") > 100  # so the check does see neighbours where nothing keeps them out
