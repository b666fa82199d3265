"""The Godot 4 scene: AnimatedSprite2D, AnimationPlayer and AnimationTree, ready to be instanced."""

from __future__ import annotations

from collections.abc import Sequence

from studio.export.formats.godot_cast import Cast, node_safe
from studio.export.formats.godot_player import SPRITE_NODE
from studio.export.formats.godot_text import Section, boolean, quote, render, string_name, vector2
from studio.models.sheet import ExportSet

FILTER_NEAREST, FILTER_LINEAR = 1, 2
RECESSIVE = 1
"""AnimationMixer.ANIMATION_CALLBACK_MODE_DISCRETE_RECESSIVE: frames are set, never blended."""


def scene_file(
    scene: ExportSet,
    cast: Cast,
    pivot_px: tuple[float, float],
    *,
    paths: tuple[str, str, str],
    uid: str,
    remarks: Sequence[str],
) -> bytes:
    """The scene of one sheet.

    Args:
        scene: Name and filter.
        cast: The default animation.
        pivot_px: (x, y) in the sheet's own pixels; the root node stands there.
        paths: File names of the sprite frames, the animation library and the state machine.
        uid: Identifier for the header.
        remarks: Comment lines.
    """
    kinds = ("SpriteFrames", "AnimationLibrary", "AnimationNodeStateMachine")
    resources = [
        Section(f'ext_resource type="{kind}" path={quote(path)} id="{key}"')
        for kind, path, key in zip(kinds, paths, ("frames", "animations", "states"), strict=True)
    ]
    root = Section(f'node name={quote(node_safe(scene.name))} type="Node2D"', (("editor_description", quote(_ABOUT)),))
    nodes = [root, _sprite(scene, cast, pivot_px), _player(), _tree()]
    return render(f'gd_scene format=3 uid="{uid}"', [*resources, *nodes], remarks)


_ABOUT = (
    "Made by Avatar Studio. Three ways to act, use one at a time: $AnimatedSprite2D.play(name), "
    "$AnimationPlayer.play(name), or $AnimationTree with active = true and "
    '$AnimationTree["parameters/playback"].travel(name). A later export replaces this scene unless it was '
    "changed here; put your own nodes and scripts into a scene that inherits or instances it. Events of clips "
    "call on_face_event(name, argument) on this node and its children, where a script has that method."
)


def _sprite(scene: ExportSet, cast: Cast, pivot_px: tuple[float, float]) -> Section:
    return Section(
        f'node name="{SPRITE_NODE}" type="AnimatedSprite2D" parent="."',
        (
            ("texture_filter", str(FILTER_NEAREST if scene.is_pixel_art else FILTER_LINEAR)),
            ("sprite_frames", 'ExtResource("frames")'),
            ("animation", string_name(cast.default.name)),
            ("autoplay", quote(cast.default.name)),
            ("centered", boolean(False)),
            ("offset", vector2(-pivot_px[0], -pivot_px[1])),
        ),
    )


def _player() -> Section:
    libraries = '{\n&"": ExtResource("animations")\n}'
    return Section('node name="AnimationPlayer" type="AnimationPlayer" parent="."', (("libraries", libraries),))


def _tree() -> Section:
    # Off by default: the sprite plays by itself already, and two drivers would pull at one wheel.
    return Section(
        'node name="AnimationTree" type="AnimationTree" parent="."',
        (
            ("callback_mode_discrete", str(RECESSIVE)),
            ("tree_root", 'ExtResource("states")'),
            ("anim_player", 'NodePath("../AnimationPlayer")'),
            ("active", boolean(False)),
        ),
    )
