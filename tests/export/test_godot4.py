"""Godot 4 files without the engine: names, ids, settings, and what a later export keeps."""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePosixPath

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import ExportError
from studio.export.formats import godot_reader as reader
from studio.export.formats import godot_text as text
from studio.export.formats.base import ExportRequest
from studio.export.formats.godot3 import FORMAT as GODOT3
from studio.export.formats.godot4 import FORMAT
from studio.export.formats.godot_cast import cast_of, speed_fps
from studio.models.sheet import Animation, AnimationEvent, AnimationFrame, ExportSet, LoopMode, SheetOptions, Sprite
from tests.export.godot_tools import hand_packed, hard_scene, request_for

SCENE, FRAMES = PurePosixPath("aria.tscn"), PurePosixPath("aria_frames.tres")
LIBRARY, STATES = PurePosixPath("aria_animations.tres"), PurePosixPath("aria_states.tres")
SETTINGS = PurePosixPath("aria.png.import")


def _files(request: ExportRequest) -> dict[PurePosixPath, bytes]:
    return {file.path: file.data for file in FORMAT.files(request)}


def _warnings(request: ExportRequest) -> dict[PurePosixPath, str]:
    return {file.path: file.warning for file in FORMAT.files(request)}


def _uid(data: bytes) -> str:
    found = re.search(rb'uid="(uid://[a-y0-8]+)"', data)
    assert found
    return found[1].decode()


def test_uid_counts_like_the_engine() -> None:
    assert text.uid_text(8000799964625484438) == "uid://dl8wahq6kusfe"
    assert text.uid_text(0) == "uid://a"
    assert len(text.uid_text(2**63 - 1)) == len("uid://d4n4ub6itg400")


@settings(deadline=None)
@given(st.text())
def test_quoted_text_is_read_back(value: str) -> None:
    if not any(0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        assert reader.unquote(text.quote(value)) == value
        document = reader.read_document(text.render("gd_scene", [text.Section("a", (("k", text.quote(value)),))]))
        assert document
        assert reader.unquote(document.sections[0].properties[0][1]) == value


@settings(deadline=None)
@given(st.lists(st.tuples(st.text('a"\\,:[]{}()\n;&=', max_size=6), st.integers()), max_size=5))
def test_literals_are_taken_apart(entries: list[tuple[str, int]]) -> None:
    literal = "{\n" + ",\n".join(f"&{text.quote(key)}: [{value}, {{}}]" for key, value in entries) + "\n}"
    assert [(reader.unquote(key), value) for key, value in reader.pairs(literal)] == [
        (key, f"[{value}, {{}}]") for key, value in entries
    ]


@settings(deadline=None)
@given(st.lists(st.text(max_size=8), min_size=1, max_size=6))
def test_any_names_become_legal_and_unique(names: list[str]) -> None:
    pixels = np.zeros((2, 2, 4), np.uint8)
    sprites = tuple(Sprite(f"expression/{i}", name, pixels) for i, name in enumerate(names))
    cast = cast_of(ExportSet("p", "n", sprites, (), (0, 0)))
    shown = [animation.name for animation in cast.animations]
    played = [animation.player_name for animation in cast.animations]
    assert len(set(shown)) == len(set(played)) == len(names)
    assert all(shown)
    assert not any(set(name) & set("/:,[") or name in ("RESET", "Start", "End") for name in played)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[gd_resource", b"[gd_resource]\nkey", b"hello", b"[other]\n"])
def test_damaged_files_are_nothing(data: bytes) -> None:
    assert reader.read_document(data) is None


def test_files_and_their_order() -> None:
    request = request_for(hard_scene(), "aria", SheetOptions(scales=(1.0, 0.5)))
    assert [str(file.path) for file in FORMAT.files(request)] == [
        *("aria.png", "aria.png.import", "aria@0.5x.png", "aria@0.5x.png.import"),
        *("aria_frames.tres", "aria@0.5x_frames.tres", "aria_animations.tres", "aria_states.tres"),
        *("aria.tscn", "aria@0.5x.tscn"),
    ]


def test_export_twice_is_byte_identical() -> None:
    for target in (FORMAT, GODOT3):
        first = [(file.path, file.data) for file in target.files(request_for(hard_scene(), "aria"))]
        request = dataclasses.replace(request_for(hard_scene(), "aria"), existing=dict(first))
        assert [(file.path, file.data) for file in target.files(request)] == first


def test_no_absolute_path_and_lf_only() -> None:
    for path, data in _files(request_for(hard_scene(), "aria")).items():
        if path.suffix != ".png":
            assert b"\r" not in data
            assert b'path="res://' not in data
            assert not re.search(rb'path="/', data)


def test_uids_differ_by_project_and_file_and_stay() -> None:
    one, other = (_files(request_for(hard_scene(project), "aria")) for project in ("one", "other"))
    uids = [_uid(data) for files in (one, other) for path, data in files.items() if path.suffix != ".png"]
    assert len(uids) == len(set(uids)) == 10
    fewer = hard_scene("one")
    fewer = dataclasses.replace(fewer, sprites=fewer.sprites[1:], animations=fewer.animations[:2])
    again = _files(request_for(fewer, "aria"))
    assert {path: _uid(data) for path, data in again.items() if path.suffix != ".png"} == {
        path: _uid(data) for path, data in one.items() if path.suffix != ".png"
    }


def test_texture_ids_do_not_depend_on_order() -> None:
    def ids(scene: ExportSet) -> dict[str, str]:
        document = reader.read_document(_files(request_for(scene, "aria"))[FRAMES])
        assert document
        sections = document.by_id("sub_resource")
        return {dict(section.properties)["resource_name"]: one for one, section in sections.items()}

    scene = hard_scene()
    turned = dataclasses.replace(scene, sprites=scene.sprites[::-1])
    assert ids(scene) == ids(turned)


def test_margin_rebuilds_the_canvas() -> None:
    request = request_for(hard_scene(), "aria")
    data = _files(request)[FRAMES].decode()
    place = request.sheets[0].placements["expression/dot"]
    assert (place.width, place.height, place.offset_x, place.offset_y) == (1, 1, 95, 63)
    assert f"region = Rect2({place.x}, {place.y}, 1, 1)\nmargin = Rect2(95, 63, 95, 63)\nfilter_clip = true" in data


def test_uids_that_the_engine_gave_are_kept() -> None:
    request = request_for(hard_scene(), "aria")
    files = _files(request)
    moved = {
        path: data.replace(_uid(data).encode(), b"uid://abc123") for path, data in files.items() if b"uid=" in data
    }
    again = _files(dataclasses.replace(request, existing=moved))
    assert all(again[path] == moved[path] for path in (SETTINGS, FRAMES, LIBRARY))
    # An editor that gives a new uid has written the file, so it counts as changed and is kept whole.
    assert again[SCENE] == moved[SCENE]


def test_import_settings_of_the_user_are_kept() -> None:
    request = request_for(hard_scene(), "aria")
    data = _files(request)[SETTINGS]
    changed = data.replace(b"compress/mode=0", b"compress/mode=1") + b"\n[own]\n\nmine=true\n"
    assert _files(dataclasses.replace(request, existing={SETTINGS: changed}))[SETTINGS] == changed
    assert _files(dataclasses.replace(request, existing={SETTINGS: b"broken"}))[SETTINGS] == data


def test_engine_bleeds_only_where_we_did_not() -> None:
    scene = hard_scene()
    assert b"fix_alpha_border=false" in _files(request_for(scene, "aria"))[SETTINGS]
    unbled = ExportRequest(scene, (hand_packed(scene.sprites),), "aria")
    assert b"fix_alpha_border=true" in _files(unbled)[SETTINGS]


def test_untouched_scene_is_renewed_and_changed_scene_is_kept() -> None:
    request = request_for(hard_scene(), "aria")
    files = _files(request)
    moved = dataclasses.replace(request, scene=dataclasses.replace(request.scene, pivot_px=(1.0, 2.5)))
    windows = {SCENE: files[SCENE].replace(b"\n", b"\r\n")}
    assert b"offset = Vector2(-1, -2.5)" in _files(dataclasses.replace(moved, existing=windows))[SCENE]
    mine = {SCENE: files[SCENE] + b'\n[node name="Hat" type="Sprite2D" parent="."]\n'}
    changed = dataclasses.replace(moved, existing=mine)
    assert _files(changed)[SCENE] == mine[SCENE]
    assert "kept" in _warnings(changed)[SCENE]


def test_changed_state_machine_is_kept_and_what_it_lacks_is_told() -> None:
    request = request_for(hard_scene(), "aria")
    files = _files(request)
    mine = b"\n".join(line for line in files[STATES].split(b"\n") if not line.startswith(b"states/joy/"))
    changed = dataclasses.replace(request, existing={STATES: mine})
    assert _files(changed)[STATES] == mine
    assert _warnings(changed)[STATES].endswith("It has no state for: joy.")
    assert not _warnings(request)[STATES]


def test_text_that_utf_8_cannot_hold_is_replaced() -> None:
    scene = hard_scene()
    odd = dataclasses.replace(scene.sprites[0], name="a\ud800b\nc")
    clip = dataclasses.replace(scene.animations[0], events=(AnimationEvent(0, "x\udfff", "\x01"),))
    scene = dataclasses.replace(scene, sprites=(odd, *scene.sprites[1:]), animations=(clip, *scene.animations[1:]))
    for target in (FORMAT, GODOT3):
        data = b"".join(file.data for file in target.files(request_for(scene, "aria")))
        assert b'"a_b_c"' in data
        assert b'"x_"' in data


def test_hand_made_animation_on_a_lost_sheet_piece_is_reported() -> None:
    request = request_for(hard_scene(), "aria")
    mine = (
        b'[gd_resource type="SpriteFrames" format=3]\n\n'
        b'[ext_resource type="Texture2D" path="res://x/aria.png" id="1"]\n\n'
        b'[sub_resource type="AtlasTexture" id="old"]\natlas = ExtResource("1")\nregion = Rect2(0, 0, 4, 4)\n\n'
        b'[resource]\nanimations = [{\n"frames": [{\n"duration": 1.0,\n"texture": SubResource("old")\n}],\n'
        b'"loop": true,\n"name": &"mine",\n"speed": 5.0\n}]\n'
    )
    changed = dataclasses.replace(request, existing={FRAMES: mine})
    assert "“mine”" in _warnings(changed)[FRAMES]
    assert b'"mine"' not in _files(changed)[FRAMES]


def test_names_that_the_player_cannot_take_are_told() -> None:
    warning = _warnings(request_for(hard_scene(), "aria"))[FRAMES]
    assert "mouth_open_wide_ _a]" in warning
    assert "RESET_2" in warning


def test_stills_stand_beside_clips() -> None:
    pixels = np.zeros((4, 4, 4), np.uint8)
    sprites = tuple(Sprite(i, n, pixels) for i, n in (("expression/joy", "joy"), ("x", "x"), ("clip/joy/0", "joy_0")))
    clip = Animation("clip/joy", "joy", (AnimationFrame("clip/joy/0", 80), AnimationFrame("expression/joy", 80)))
    cast = cast_of(ExportSet("p", "n", sprites, (clip,), (0, 0)))
    assert [animation.name for animation in cast.animations] == ["joy", "joy_still", "x"]
    shown = Animation("expression/joy", "joy", (AnimationFrame("expression/joy", 500),), LoopMode.ONCE)
    cast = cast_of(ExportSet("p", "n", sprites[:1], (shown,), (0, 0)))
    assert [animation.name for animation in cast.animations] == ["joy"]


@pytest.mark.parametrize(
    ("durations", "speed"), [((83, 83), 1000 / 83), ((80, 160, 80), 12.5), ((1, 250, 250), 1000.0), ((500,), 2.0)]
)
def test_speed_keeps_every_length_representable(durations: tuple[int, ...], speed: float) -> None:
    frames = [AnimationFrame("x", duration) for duration in durations]
    assert speed_fps(frames) == pytest.approx(speed)
    assert min(durations) * speed_fps(frames) / 1000.0 >= 0.01


def test_what_cannot_be_exported_is_said() -> None:
    scene = hard_scene()
    request = request_for(scene, "aria")
    zero = Animation("clip/z", "z", (AnimationFrame("expression/0", 0),))
    lost = Animation("clip/l", "l", (AnimationFrame("expression/99", 5),))
    cases = {
        "export.empty": dataclasses.replace(scene, sprites=(), animations=()),
        "export.duration": dataclasses.replace(scene, animations=(zero,)),
        "export.sprite": dataclasses.replace(scene, animations=(lost,)),
        "export.default": dataclasses.replace(scene, default_animation="nowhere"),
    }
    for code, broken in cases.items():
        with pytest.raises(ExportError) as caught:
            list(FORMAT.files(dataclasses.replace(request, scene=broken)))
        assert caught.value.code == code
    with pytest.raises(ExportError):
        list(FORMAT.files(dataclasses.replace(request, sheets=())))
