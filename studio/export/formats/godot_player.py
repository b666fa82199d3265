"""Godot 4 AnimationLibrary and AnimationNodeStateMachine: the same animations for player and tree."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.export.formats.godot_cast import Cast, CastAnimation, clean_text, events_apart
from studio.export.formats.godot_frames import Kept, kept_warning, owned_names, read_owned_names
from studio.export.formats.godot_reader import Document, pairs, references, unquote
from studio.export.formats.godot_text import (
    Properties,
    Section,
    array,
    boolean,
    number,
    packed_floats,
    property_key,
    quote,
    render,
    stable_ids,
    string_name,
    vector2,
)
from studio.models.sheet import AnimationEvent

SPRITE_NODE = "AnimatedSprite2D"
EVENT_METHOD = "on_face_event"
RESET = "RESET"
RESET_LENGTH_S = 0.001
DISCRETE = 1
NEAREST = 0
LOOP_LINEAR = 1
ADVANCE_ENABLED, ADVANCE_AUTO = 1, 2
GRAPH_COLUMNS, GRAPH_CELL_PX = 4, (220, 100)

Track = tuple[tuple[str, str], ...]
"""Properties of one track without the ``tracks/N/`` in front."""


def library_file(cast: Cast, uid: str, existing: Document | None) -> tuple[bytes, tuple[str, ...]]:
    """The AnimationLibrary: frame for frame what the sprite frames show, and the events.

    Args:
        cast: Animations.
        uid: Identifier for the header.
        existing: What lies in the export folder; tracks and animations that the user added there are kept.

    Returns:
        The file's bytes, and warnings.
    """
    names = [RESET, *(animation.player_name for animation in cast.animations)]
    ids = stable_ids("Animation", [RESET, *(animation.id for animation in cast.animations)])
    by_name = dict(zip(names, (ids[key] for key in ids), strict=True))
    kept = _kept_animations(existing, set(names), set(by_name.values()))
    tracks = {name: _user_tracks(existing, name) for name in names}
    text = "".join(value for group in tracks.values() for track in group for _, value in track)
    needed = _dependencies(existing, text) if existing else []
    ours = [_reset(cast.default, by_name[RESET], tracks[RESET])]
    ours += [_animation(a, by_name[a.player_name], tracks[a.player_name]) for a in cast.animations]
    entries = [f'{string_name(name)}: SubResource("{by_name[name]}")' for name in names] + list(kept.values)
    main = Section("resource", (("_data", "{\n" + ",\n".join(entries) + "\n}"), owned_names(names)))
    sections = _ordered([*needed, *kept.sections], ours)
    header = f'gd_resource type="AnimationLibrary" format=3 uid="{uid}"'
    return render(header, [*sections, main]), kept_warning("The player's animation", kept.dropped)


def _ordered(foreign: Sequence[Section], ours: Sequence[Section]) -> list[Section]:
    unique = {section.heading: section for section in foreign}.values()
    external = [section for section in unique if section.heading.startswith("ext_resource")]
    return [*external, *(section for section in unique if section not in external), *ours]


def _reset(default: CastAnimation, resource_id: str, user_tracks: Sequence[Track]) -> Section:
    tracks = [_value_track("animation", [0.0], [string_name(default.name)]), _value_track("frame", [0.0], ["0"])]
    return _animation_section(RESET, resource_id, [*tracks, *user_tracks], length_s=RESET_LENGTH_S)


def _animation(animation: CastAnimation, resource_id: str, user_tracks: Sequence[Track]) -> Section:
    starts_s = [start / 1000.0 for start in animation.starts_ms()]
    tracks = [
        _value_track("animation", [0.0], [string_name(animation.name)]),
        _value_track("frame", starts_s, [str(index) for index in range(len(starts_s))]),
        # From here on the player alone turns the pages; `play()` on the sprite takes over again.
        _method_track(SPRITE_NODE, [0.0], [("pause", [])]),
    ]
    tracks += map(_event_track, events_apart(animation.events))
    step_s = math.gcd(*(frame.duration_ms for frame in animation.frames)) / 1000.0
    return _animation_section(
        animation.player_name,
        resource_id,
        [*tracks, *user_tracks],
        length_s=animation.duration_ms / 1000.0,
        is_looping=animation.is_looping,
        step_s=step_s,
    )


def _animation_section(
    name: str,
    resource_id: str,
    tracks: Sequence[Track],
    *,
    length_s: float,
    is_looping: bool = False,
    step_s: float | None = None,
) -> Section:
    numbered = [(f"tracks/{i}/{key}", value) for i, track in enumerate(tracks) for key, value in track]
    head: Properties = (("resource_name", quote(name)), ("length", number(length_s)))
    if is_looping:
        head += (("loop_mode", str(LOOP_LINEAR)),)
    if step_s is not None:
        head += (("step", number(step_s)),)
    return Section(f'sub_resource type="Animation" id="{resource_id}"', head + tuple(numbered))


def _value_track(property_name: str, times_s: Sequence[float], values: Sequence[str]) -> Track:
    keys = (
        f'{{\n"times": {packed_floats(times_s)},\n"transitions": {packed_floats([1.0] * len(times_s))},\n'
        f'"update": {DISCRETE},\n"values": {array(values)}\n}}'
    )
    return _track("value", f"{SPRITE_NODE}:{property_name}", keys)


def _method_track(node: str, times_s: Sequence[float], calls: Sequence[tuple[str, Sequence[str]]]) -> Track:
    values = [f'{{\n"args": {array(arguments)},\n"method": {string_name(method)}\n}}' for method, arguments in calls]
    transitions = packed_floats([1.0] * len(times_s))
    keys = f'{{\n"times": {packed_floats(times_s)},\n"transitions": {transitions},\n"values": {array(values)}\n}}'
    return _track("method", node, keys)


def _event_track(events: Sequence[AnimationEvent]) -> Track:
    """Calls `on_face_event(name, argument)` on the root and its children, wherever a script has it.

    `propagate_call` skips nodes without the method, so the scene needs no script to play without errors.
    """
    calls = []
    for event in events:
        arguments = array([quote(clean_text(event.name)), quote(clean_text(event.argument))])
        calls.append(("propagate_call", [string_name(EVENT_METHOD), arguments, boolean(True)]))
    return _method_track(".", [event.time_ms / 1000.0 for event in events], calls)


def _track(kind: str, path: str, keys: str) -> Track:
    # `imported` is the engine's own sign for tracks that a re-import may replace; a track made by hand has false.
    return (
        ("type", quote(kind)),
        ("imported", boolean(True)),
        ("enabled", boolean(True)),
        ("path", f"NodePath({quote(path)})"),
        ("interp", str(NEAREST)),
        ("loop_wrap", boolean(True)),
        ("keys", keys),
    )


def _user_tracks(existing: Document | None, name: str) -> list[Track]:
    """The tracks of an existing animation that were made by hand."""
    section = _existing_animations(existing).get(name)
    grouped: dict[str, list[tuple[str, str]]] = {}
    for key, value in section.properties if section else ():
        if key.startswith("tracks/"):
            _, index, rest = key.split("/", 2)
            grouped.setdefault(index, []).append((rest, value))
    return [tuple(track) for track in grouped.values() if ("imported", "false") in track]


def _existing_animations(existing: Document | None) -> dict[str, Section]:
    if existing is None:
        return {}
    subs, found = existing.by_id("sub_resource"), {}
    for key, value in pairs(dict(existing.main.properties).get("_data", "{}")):
        name, ids = unquote(key), references(value, "Sub")
        if name is not None and ids and ids[0] in subs:
            found[name] = subs[ids[0]]
    return found


def _dependencies(existing: Document, text: str) -> list[Section]:
    """The resources that a value needs, those that they need first."""
    subs, externals = existing.by_id("sub_resource"), existing.by_id("ext_resource")
    found = [externals[one] for one in references(text, "Ext") if one in externals]
    for one in references(text, "Sub"):
        if one in subs:
            found += [*_dependencies(existing, "".join(value for _, value in subs[one].properties)), subs[one]]
    return found


def _kept_animations(existing: Document | None, names: set[str], ids: set[str]) -> Kept:
    """Animations that the user added to the library."""
    if existing is None:
        return Kept()
    ours = read_owned_names(existing) | names
    values: list[str] = []
    sections: list[Section] = []
    kept: list[str] = []
    dropped: list[str] = []
    for key, value in pairs(dict(existing.main.properties).get("_data", "{}")):
        name = unquote(key)
        if name is None or name in ours:
            continue
        needed = _dependencies(existing, value)
        is_clash = any(f'id="{one}"' in section.heading for section in needed for one in ids)
        (dropped if is_clash else kept).append(name)
        if not is_clash:
            values.append(f"{key}: {value}")
            sections += needed
    return Kept(tuple(values), tuple(sections), tuple(kept), tuple(dropped))


def states_file(cast: Cast, uid: str, remarks: Sequence[str]) -> bytes:
    """The state machine: the default animation is the hub, so that `travel()` finds a way between any two.

    Args:
        cast: Animations, one state each.
        uid: Identifier for the header.
        remarks: Comment lines.
    """
    hub = cast.default
    others = [animation for animation in cast.animations if animation is not hub]
    ids = stable_ids("AnimationNodeAnimation", [animation.id for animation in cast.animations])
    nodes = [_state_node(animation, ids[animation.id]) for animation in cast.animations]
    links = [("Start", hub.player_name, ADVANCE_AUTO)]
    for other in others:
        links.append((hub.player_name, other.player_name, ADVANCE_ENABLED))
        links.append((other.player_name, hub.player_name, ADVANCE_ENABLED))
    edges = [_edge(source, target, advance) for source, target, advance in links]
    states: list[tuple[str, str]] = []
    for index, animation in enumerate([hub, *others]):
        key = f"states/{animation.player_name}"
        states.append((property_key(f"{key}/node"), f'SubResource("{ids[animation.id]}")'))
        states.append((property_key(f"{key}/position"), vector2(*_graph_position(index))))
    main = Section("resource", (*states, ("transitions", array(literal for literal, _ in edges))))
    header = f'gd_resource type="AnimationNodeStateMachine" format=3 uid="{uid}"'
    return render(header, [*nodes, *(section for _, section in edges), main], remarks)


def _state_node(animation: CastAnimation, resource_id: str) -> Section:
    name = string_name(animation.player_name)
    return Section(f'sub_resource type="AnimationNodeAnimation" id="{resource_id}"', (("animation", name),))


def _edge(source: str, target: str, advance_mode: int) -> tuple[str, Section]:
    """A transition of its own for each link, so that changing one in the editor changes no other."""
    key = f"{source} > {target}"
    resource_id = stable_ids("Transition", [key])[key]
    heading = f'sub_resource type="AnimationNodeStateMachineTransition" id="{resource_id}"'
    literal = f'{quote(source)}, {quote(target)}, SubResource("{resource_id}")'
    return literal, Section(heading, (("advance_mode", str(advance_mode)),))


def missing_states(cast: Cast, existing: Document | None) -> tuple[str, ...]:
    """Animations that a state machine does not know."""
    known = {key.strip('"') for key, _ in existing.main.properties} if existing else set()
    names = [animation.player_name for animation in cast.animations]
    return tuple(name for name in names if property_key(f"states/{name}/node").strip('"') not in known)


def _graph_position(index: int) -> tuple[int, int]:
    """Where a state lies in the editor's graph: the hub beside Start, the others in rows under it."""
    if index == 0:
        return 420, 100
    row, column = divmod(index - 1, GRAPH_COLUMNS)
    return 200 + column * GRAPH_CELL_PX[0], 220 + row * GRAPH_CELL_PX[1]
