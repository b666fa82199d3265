"""The Godot 3 scene: an AnimatedSprite and an AnimationPlayer that drives it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.export.formats.godot3_frames import beat_of, external
from studio.export.formats.godot_cast import Cast, CastAnimation, clean_text, events_apart, node_safe
from studio.export.formats.godot_text import Section, boolean, number, property_key, quote, render, vector2
from studio.models.sheet import AnimationEvent, ExportSet

SPRITE_NODE = "AnimatedSprite"
EVENT_METHOD = "on_face_event"
DISCRETE = 1
RESET = "RESET"

Track = tuple[tuple[str, str], ...]


def scene3_file(
    scene: ExportSet, cast: Cast, pivot_px: tuple[float, float], frames_path: str, remarks: Sequence[str]
) -> bytes:
    """The scene of one sheet.

    Args:
        scene: Its name.
        cast: Animations.
        pivot_px: (x, y) in the sheet's own pixels; the root node stands there.
        frames_path: File name of the sprite frames.
        remarks: Comment lines.
    """
    animations = [_reset(cast.default), *(_animation(one, index) for index, one in enumerate(cast.animations, 2))]
    names = [RESET, *(one.player_name for one in cast.animations)]
    player = tuple((property_key(f"anims/{name}"), f"SubResource( {i} )") for i, name in enumerate(names, 1))
    nodes = [
        Section(f'node name={quote(node_safe(scene.name))} type="Node2D"'),
        _sprite(cast, pivot_px),
        Section('node name="AnimationPlayer" type="AnimationPlayer" parent="."', player),
    ]
    sections = [external(frames_path, "SpriteFrames", 1), *animations, *nodes]
    return render(f"gd_scene load_steps={len(animations) + 2} format=2", sections, remarks)


def _sprite(cast: Cast, pivot_px: tuple[float, float]) -> Section:
    return Section(
        f'node name="{SPRITE_NODE}" type="AnimatedSprite" parent="."',
        (
            ("frames", "ExtResource( 1 )"),
            ("animation", quote(cast.default.name)),
            ("playing", boolean(True)),
            ("centered", boolean(False)),
            ("offset", vector2(-pivot_px[0], -pivot_px[1])),
        ),
    )


def _reset(default: CastAnimation) -> Section:
    tracks = [_value_track("animation", [0.0], [quote(default.name)]), _value_track("frame", [0.0], ["0"])]
    return _section(1, (("resource_name", quote(RESET)), ("length", number(0.001))), tracks)


def _animation(animation: CastAnimation, resource_id: int) -> Section:
    starts_s = [start / 1000.0 for start in animation.starts_ms()]
    first_ticks = [str(start) for start in beat_of(animation).starts[:-1]]
    tracks = [
        # From here on the player alone turns the pages; `play()` on the sprite takes over again.
        _value_track("playing", [0.0], [boolean(False)]),
        _value_track("animation", [0.0], [quote(animation.name)]),
        _value_track("frame", starts_s, first_ticks),
    ]
    tracks += map(_event_track, events_apart(animation.events))
    head = [("resource_name", quote(animation.player_name)), ("length", number(animation.duration_ms / 1000.0))]
    if animation.is_looping:
        head.append(("loop", boolean(True)))
    step_ms = math.gcd(*(frame.duration_ms for frame in animation.frames))
    head.append(("step", number(step_ms / 1000.0)))
    return _section(resource_id, tuple(head), tracks)


def _section(resource_id: int, head: Track, tracks: Sequence[Track]) -> Section:
    numbered = tuple((f"tracks/{i}/{key}", value) for i, track in enumerate(tracks) for key, value in track)
    return Section(f'sub_resource type="Animation" id={resource_id}', head + numbered)


def _pool(values: Sequence[float]) -> str:
    return f"PoolRealArray( {', '.join(f'{value:.9g}' for value in values)} )"


def _value_track(property_name: str, times_s: Sequence[float], values: Sequence[str]) -> Track:
    keys = (
        f'{{\n"times": {_pool(times_s)},\n"transitions": {_pool([1.0] * len(times_s))},\n'
        f'"update": {DISCRETE},\n"values": [ {", ".join(values)} ]\n}}'
    )
    return _track("value", f"{SPRITE_NODE}:{property_name}", keys)


def _event_track(events: Sequence[AnimationEvent]) -> Track:
    calls = []
    for event in events:
        arguments = f"[ {quote(clean_text(event.name))}, {quote(clean_text(event.argument))} ]"
        call = f'"args": [ {quote(EVENT_METHOD)}, {arguments}, true ],\n"method": "propagate_call"'
        calls.append(f"{{\n{call}\n}}")
    times = [event.time_ms / 1000.0 for event in events]
    transitions = _pool([1.0] * len(times))
    keys = f'{{\n"times": {_pool(times)},\n"transitions": {transitions},\n"values": [ {", ".join(calls)} ]\n}}'
    return _track("method", ".", keys)


def _track(kind: str, path: str, keys: str) -> Track:
    return (
        ("type", quote(kind)),
        ("path", f"NodePath({quote(path)})"),
        ("interp", "0"),
        ("loop_wrap", boolean(True)),
        ("imported", boolean(False)),
        ("enabled", boolean(True)),
        ("keys", keys),
    )
