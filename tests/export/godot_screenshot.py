"""A picture of an exported Godot 4 scene as the engine draws it, one labelled actor per animation.

Usage: ``python tests/export/godot_screenshot.py EXPORT_FOLDER OUT.png [COLUMNS] [CELL_PX]``
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.export.godot_tools import new_project

COLUMNS, CELL_PX, LABEL_PX, GAP_PX = 8, 176, 22, 8

STAGE = """extends Control
const COLUMNS := %(columns)d
const CELL := %(cell)d
const LABEL := %(label)d
const GAP := %(gap)d


func _ready() -> void:
	var packed: PackedScene = load("%(scene)s")
	var first := packed.instantiate()
	var frames: SpriteFrames = first.get_node("AnimatedSprite2D").sprite_frames
	first.free()
	var names := Array(frames.get_animation_names())
	var stills := names.filter(func(one): return frames.get_frame_count(one) == 1)
	var clips := names.filter(func(one): return frames.get_frame_count(one) > 1)
	var all := stills + clips
	var rows := ceili(all.size() / float(COLUMNS))
	get_window().size = Vector2i(GAP + COLUMNS * (CELL + GAP), GAP + rows * (CELL + LABEL + GAP))
	for i in all.size():
		var corner := Vector2(GAP + (i %% COLUMNS) * (CELL + GAP), GAP + (i / COLUMNS) * (CELL + LABEL + GAP))
		add_cell(packed.instantiate(), frames, all[i], corner)
	for i in 20:
		await get_tree().process_frame
	await RenderingServer.frame_post_draw
	get_viewport().get_texture().get_image().save_png("%(picture)s")
	get_tree().quit()


func add_cell(actor: Node2D, frames: SpriteFrames, title: String, corner: Vector2) -> void:
	var is_clip := frames.get_frame_count(title) > 1
	var panel := ColorRect.new()
	panel.color = Color(0.25, 0.31, 0.42) if is_clip else Color(0.22, 0.24, 0.28)
	panel.position = corner
	panel.size = Vector2(CELL, CELL + LABEL)
	panel.clip_contents = true
	add_child(panel)
	var label := Label.new()
	label.text = ("%%s, %%d frames" %% [title, frames.get_frame_count(title)]) if is_clip else title
	label.position = Vector2(0, CELL)
	label.size = Vector2(CELL, LABEL)
	label.horizontal_alignment = HORIZONTAL_ALIGNMENT_CENTER
	label.clip_text = true
	label.add_theme_font_size_override("font_size", 13)
	panel.add_child(label)
	var sprite: AnimatedSprite2D = actor.get_node("AnimatedSprite2D")
	var size := frames.get_frame_texture(title, 0).get_size()
	var by := CELL / maxf(size.x, size.y)
	actor.scale = Vector2(by, by)
	actor.position = (Vector2(CELL, CELL) - size * by) / 2.0 - sprite.offset * by
	panel.add_child(actor)
	sprite.play(title)
"""


def screenshot(export_folder: Path, picture: Path, columns: int = COLUMNS, cell_px: int = CELL_PX) -> None:
    """Import the export into a fresh project, show every animation, save what the window shows."""
    scene = next(path for path in sorted(export_folder.glob("*.tscn")) if "@" not in path.name)
    with tempfile.TemporaryDirectory() as root:
        project = new_project(Path(root) / "stage")
        shutil.copytree(export_folder, project.folder / "character")
        values = {
            "columns": columns,
            "cell": cell_px,
            "label": LABEL_PX,
            "gap": GAP_PX,
            "scene": f"res://character/{scene.name}",
            "picture": str(Path(root) / "picture.png"),
        }
        (project.folder / "stage.gd").write_text(STAGE % values, encoding="utf-8")
        (project.folder / "stage.tscn").write_text(
            '[gd_scene format=3]\n\n[ext_resource type="Script" path="res://stage.gd" id="1"]\n\n'
            '[node name="Stage" type="Control"]\nscript = ExtResource("1")\n',
            encoding="utf-8",
        )
        project.import_everything()
        project.run("res://stage.tscn", display=True)
        picture.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(root) / "picture.png", picture)


if __name__ == "__main__":
    screenshot(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
