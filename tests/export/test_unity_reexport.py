"""Exporting again: every id stays, every hand edit stays, and only what changed is written."""

from __future__ import annotations

import dataclasses
import gzip
import struct
import uuid
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from unityparser import UnityDocument

from studio.core.errors import ExportError
from studio.export.formats.base import OutputFile
from studio.export.writer import run_export
from studio.models.sheet import Animation, AnimationEvent, AnimationFrame, ExportSet, LoopMode, SheetOptions
from tests.export.unity_tools import Files, as_files, document, export, scene_of, sprite, written

META = PurePosixPath("aria.png.meta")
BLINK = PurePosixPath("aria_clips/aria_blink.anim")
BLINK_META = PurePosixPath("aria_clips/aria_blink.anim.meta")
CONTROLLER = PurePosixPath("aria.controller")
PREFAB = PurePosixPath("aria.prefab")
LIBRARY = PurePosixPath("aria.spriteLib")
PACKAGE = PurePosixPath("aria.unitypackage")


def edited(files: Files, path: PurePosixPath, *changes: tuple[str, str]) -> Files:
    """The files with a text replaced, as a user's editor would leave them."""
    text = files[path].decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {**files, path: text.encode()}


def again(files: Files, scene: ExportSet | None = None, options: SheetOptions | None = None) -> Files:
    """What lies in the folder after one more export."""
    return {**files, **as_files(export(scene or scene_of(), files, options))}


def warnings_of(files: Files, scene: ExportSet | None = None) -> dict[str, str]:
    return {one.path.name: one.warning for one in export(scene or scene_of(), files) if one.warning}


def ids_of(files: Files, folder: Path) -> dict[str, tuple[str, int, str]]:
    """Sprite name -> page guid, internal id, sprite id."""
    reader = written(folder, export_outputs(files))
    return {one.name: (key[0], key[1], one.sprite_id) for key, one in reader.sprites.items()}


def export_outputs(files: Files) -> list[OutputFile]:
    return [OutputFile(path, data) for path, data in files.items()]


def guids_of(files: Files) -> dict[PurePosixPath, str]:
    return {path: data.decode().split("guid: ")[1][:32] for path, data in files.items() if path.suffix == ".meta"}


@pytest.fixture
def first() -> Files:
    return as_files(export(scene_of()))


def test_the_same_scene_changes_no_file(first: Files) -> None:
    assert again(first) == first
    assert warnings_of(first) == {}


def test_windows_line_ends_stay(first: Files) -> None:
    text_files = {path: data for path, data in first.items() if path.suffix not in (".png", ".unitypackage")}
    windows = {path: data.replace(b"\n", b"\r\n") for path, data in text_files.items()}
    after = as_files(export(scene_of(), {**first, **windows}))
    assert {path: after[path] for path in windows} == windows


def test_adding_removing_and_reordering_keeps_every_id(first: Files, tmp_path: Path) -> None:
    scene = scene_of()
    changed = dataclasses.replace(
        scene,
        sprites=(sprite("expression/awe", "awe", 50), *(s for s in reversed(scene.sprites) if s.name != "anger"),
                 sprite("expression/zeal", "zeal", 51)),
        animations=tuple(reversed(scene.animations)),
    )  # fmt: skip
    second = again(first, changed)
    before, after = ids_of(first, tmp_path / "1"), ids_of(second, tmp_path / "2")
    assert set(after) == set(before) - {"anger"} | {"awe", "zeal"}
    assert all(after[name] == before[name] for name in set(before) - {"anger"})
    assert {after["awe"][1], after["zeal"][1]}.isdisjoint({one[1] for one in before.values()})
    old = guids_of(first)
    assert {path: guid for path, guid in guids_of(second).items() if path in old} == old
    same = {path for path, data in first.items() if second[path] == data and path.suffix == ".anim"}
    assert same == {path for path in first if path.suffix == ".anim"}, "clips did not change, so they are not written"


def test_a_removed_id_is_not_given_away_and_comes_back(first: Files, tmp_path: Path) -> None:
    scene = scene_of()
    without = dataclasses.replace(scene, sprites=tuple(s for s in scene.sprites if s.name != "anger"))
    others = tuple(sprite(f"expression/n{at}", f"n{at}", 60 + at) for at in range(5))
    second = again(first, without)
    third = again(second, dataclasses.replace(without, sprites=(*without.sprites, *others)))
    fourth = again(third, scene)
    before = ids_of(first, tmp_path / "1")
    assert before["anger"][1] not in {one[1] for one in ids_of(third, tmp_path / "3").values()}
    assert ids_of(fourth, tmp_path / "4")["anger"] == before["anger"]
    sheet = document(tmp_path / "3" / "aria.png.meta")["TextureImporter"]
    assert "anger" not in sheet["spriteSheet"]["nameFileIdTable"]
    assert str(before["anger"][1]) in [entry["first"]["213"] for entry in sheet["internalIDToNameTable"]]
    assert "“anger” left the sheet" in warnings_of(first, without)["aria.png.meta"]


def test_renaming_a_sprite_keeps_its_id(first: Files, tmp_path: Path) -> None:
    scene = scene_of()
    names = {"joy": "delight", "anger": "joy"}  # one takes the other's old name
    renamed = tuple(dataclasses.replace(s, name=names.get(s.name, s.name)) for s in scene.sprites)
    after = ids_of(again(first, dataclasses.replace(scene, sprites=renamed)), tmp_path / "2")
    before = ids_of(first, tmp_path / "1")
    assert after["delight"] == before["joy"]
    assert after["joy"] == before["anger"]


def test_ids_that_unity_gave_are_kept_by_name(first: Files, tmp_path: Path) -> None:
    before = ids_of(first, tmp_path / "1")
    guid, identifier, mark = before["joy"]
    own = str(uuid.UUID(int=7)).replace("-", "")
    files = {
        path: data.replace(guid.encode(), b"ab" * 16)
        .replace(str(identifier).encode(), b"-1412370312")
        .replace(mark.encode(), own.encode())
        for path, data in first.items()
        if path.suffix not in (".png", ".unitypackage")
    }
    second = again(files, scene_of(project_id="another project"))
    assert ids_of({p: d for p, d in second.items() if p != PACKAGE}, tmp_path / "2")["joy"] == (
        "ab" * 16, -1412370312, own
    )  # fmt: skip
    assert b"{fileID: -1412370312, guid: " + b"ab" * 16 in second[PurePosixPath("aria_clips/aria_joy.anim")]


def test_import_settings_and_foreign_keys_stay_the_users(first: Files, tmp_path: Path) -> None:
    files = edited(
        first, META,
        ("filterMode: 1", "filterMode: 0"),
        ("spritePixelsToUnits: 100", "spritePixelsToUnits: 32"),
        ("textureCompression: 0", "textureCompression: 2"),
        ("  isReadable: 0\n", "  isReadable: 1\n  swizzle: 50462976\n"),
        ("  serializedVersion: 11\n", "  serializedVersion: 13\n"),
        ("    nameFileIdTable:", "    spriteCustomMetadata:\n      entries: []\n    nameFileIdTable:"),
        ("  userData: \n", "  userData: 'my: tool'\n"),
        ("  spriteSheet:", "  - serializedVersion: 3\n    buildTarget: Android\n    maxTextureSize: 512\n"
                           "    textureFormat: 50\n  spriteSheet:"),
    )  # fmt: skip
    assert again(files)[META] == files[META]
    grown = (*scene_of().sprites, sprite("expression/awe", "awe", 50))
    after = again(files, scene_of(sprites=grown))
    (tmp_path / "a.meta").write_bytes(after[META])
    importer = document(tmp_path / "a.meta")["TextureImporter"]
    assert importer["textureSettings"]["filterMode"] == "0"
    assert (importer["spritePixelsToUnits"], importer["swizzle"], importer["isReadable"]) == ("32", "50462976", "1")
    assert (importer["serializedVersion"], importer["userData"]) == ("13", "my: tool")
    assert importer["spriteSheet"]["spriteCustomMetadata"] == {"entries": []}
    assert [one["buildTarget"] for one in importer["platformSettings"]] == ["DefaultTexturePlatform", "Android"]
    assert importer["platformSettings"][0]["textureCompression"] == "2"
    assert "awe" in importer["spriteSheet"]["nameFileIdTable"]


SHAPES = """      outline:
      - - {x: -8, y: 8}
        - {x: 8, y: 8}
        - {x: 0, y: -8}
      physicsShape:
      - - {x: -4, y: 4}
        - {x: 4, y: 4}
        - {x: 0, y: -4}
      tessellationDetail: 0.5
      bones:
      - length: 12
        name: 'jaw: bone'
        parentId: -1
      customData: mine
"""
NO_SHAPES = "      outline: []\n      physicsShape: []\n      tessellationDetail: 0\n      bones: []\n"


def test_borders_shapes_and_bones_stay_with_their_sprite(first: Files, tmp_path: Path) -> None:
    files = edited(
        first, META, ("border: {x: 0, y: 0, z: 0, w: 0}", "border: {x: 1, y: 2, z: 3, w: 4}"), (NO_SHAPES, SHAPES)
    )
    scene = scene_of()
    more = dataclasses.replace(scene, sprites=(sprite("expression/awe", "awe", 50), *reversed(scene.sprites)))
    folder = written(tmp_path, export_outputs(again(files, more)))
    fields = folder.named("neutral").fields
    assert dict(fields["border"]) == {"x": "1", "y": "2", "z": "3", "w": "4"}
    assert dict(fields["outline"][0][2]) == {"x": "0", "y": "-8"}
    assert dict(fields["physicsShape"][0][1]) == {"x": "4", "y": "4"}
    assert fields["bones"][0]["name"] == "jaw: bone"
    assert (fields["tessellationDetail"], fields["customData"]) == ("0.5", "mine")
    assert folder.named("joy").fields["outline"] == []
    assert warnings_of(files, more) == {}
    redrawn = tuple(sprite(s.id, s.name, 99) if s.name == "neutral" else s for s in scene.sprites)
    warning = warnings_of(files, dataclasses.replace(scene, sprites=redrawn))["aria.png.meta"]
    assert "“neutral” changed size" in warning


def test_texture_limits_grow_with_the_page_unless_the_user_lowered_them(first: Files, tmp_path: Path) -> None:
    files = edited(
        first, META,
        ("  spriteSheet:", "  - serializedVersion: 3\n    buildTarget: Android\n    maxTextureSize: 64\n"
                           "  - serializedVersion: 3\n    buildTarget: iPhone\n    maxTextureSize: 1024\n"
                           "  spriteSheet:"),
    )  # fmt: skip
    width, height = struct.unpack(">II", first[PurePosixPath("aria.png")][16:24])
    assert 64 < max(width, height) <= 1024
    big = scene_of(sprites=tuple(sprite(s.id, s.name, at, (1400, 1400)) for at, s in enumerate(scene_of().sprites)))
    after = again(files, big)
    width, height = struct.unpack(">II", after[PurePosixPath("aria.png")][16:24])
    assert 2048 < max(width, height) <= 4096
    (tmp_path / "a.meta").write_bytes(after[META])
    importer = document(tmp_path / "a.meta")["TextureImporter"]
    assert importer["maxTextureSize"] == "4096"
    limits = {one["buildTarget"]: one["maxTextureSize"] for one in importer["platformSettings"]}
    assert limits == {"DefaultTexturePlatform": "4096", "Android": "64", "iPhone": "4096"}


def test_the_known_broken_sprite_ids_are_repaired(first: Files, tmp_path: Path) -> None:
    marks = [mark for _, _, mark in ids_of(first, tmp_path / "1").values()]
    files = first
    for mark in marks[:3]:
        files = edited(files, META, (mark, "00000000000000000800000000000000"))
    files = edited(files, META, (marks[3], marks[4]))
    assert again(files)[META] == first[META]
    one = edited(first, META, (marks[0], "00000000000000000800000000000000"))
    assert again(one)[META] == first[META]


def test_a_single_sprite_texture_becomes_a_sheet(tmp_path: Path) -> None:
    """The user dropped the picture into Unity before the first full export."""
    plain = (
        "fileFormatVersion: 2\nguid: 0123456789abcdef0123456789abcdef\nTextureImporter:\n"
        "  serializedVersion: 12\n  maxTextureSize: 2048\n  spriteMode: 1\n  textureType: 0\n  userData: \n"
    )
    folder = written(tmp_path, export_outputs(again({META: plain.encode()})))
    importer = document(tmp_path / "aria.png.meta")["TextureImporter"]
    assert (importer["spriteMode"], importer["textureType"], importer["serializedVersion"]) == ("2", "8", "12")
    assert {key[0] for key in folder.sprites} == {"0123456789abcdef0123456789abcdef"}
    assert len(folder.sprites) == 6


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"not yaml at all", b"guid: 12\nTextureImporter: 5\n"])
def test_damaged_metas_are_replaced(first: Files, data: bytes) -> None:
    assert again({**first, META: data})[META] == first[META]


def test_other_importers_metas_keep_only_their_guid(first: Files) -> None:
    other = b"fileFormatVersion: 2\nguid: 0123456789abcdef0123456789abcdef\nDefaultImporter:\n  userData: \n"
    after = again({**first, META: other})[META].decode()
    assert "guid: 0123456789abcdef0123456789abcdef\nTextureImporter:" in after
    assert "DefaultImporter" not in after


def test_a_sprite_that_changes_its_page_keeps_its_id(tmp_path: Path) -> None:
    small, large = SheetOptions(max_size_px=96), SheetOptions(max_size_px=4096)
    first = as_files(export(scene_of(), options=small))
    assert PurePosixPath("aria_2.png") in first
    one_page = as_files(export(scene_of(), first, large))
    before, after = ids_of(first, tmp_path / "1"), ids_of(one_page, tmp_path / "2")
    assert {name: one[1:] for name, one in before.items()} == {name: one[1:] for name, one in after.items()}
    outputs = {one.path.name: one.warning for one in export(scene_of(), first, large)}
    moved = [name for name, one in before.items() if one[0] != after[name][0]]
    assert moved
    assert "moved to this page" in outputs["aria.png.meta"]
    back = as_files(export(scene_of(), {**first, **one_page}, small))
    assert ids_of(back, tmp_path / "3") == before


def test_what_an_old_page_says_does_not_hide_the_current_one(tmp_path: Path) -> None:
    files = as_files(export(scene_of(), options=SheetOptions(max_size_px=96)))
    files |= as_files(export(scene_of(), files))
    stale = yaml.safe_load(files[PurePosixPath("aria_2.png.meta")])["TextureImporter"]["spriteSheet"]["sprites"]
    name = stale[0]["name"]
    before, after = files[META].decode().split(f"name: {name}\n")
    files[META] = f"name: {name}\n".join(
        (before, after.replace("{x: 0, y: 0, z: 0, w: 0}", "{x: 9, y: 0, z: 0, w: 0}", 1))
    ).encode()
    result = again(files)[META]
    sheet = yaml.safe_load(result)["TextureImporter"]["spriteSheet"]
    assert [one["name"] for one in sheet["sprites"] if one["border"]["x"] == 9] == [name]
    assert result == files[META]


USER_EVENT = """  m_Events:
  - time: 0.25
    functionName: PlaySound
    data: 'blink: soft'
    objectReferenceParameter: {fileID: 8300000, guid: 0123456789abcdef0123456789abcdef, type: 3}
    floatParameter: 0.5
    intParameter: 0
    messageOptions: 0
"""


def events_of(files: Files, folder: Path, path: PurePosixPath = BLINK) -> list[Mapping[str, Any]]:
    return list(written(folder, export_outputs(files)).clip(path.as_posix()).events)


def with_events(*events: AnimationEvent, loop: LoopMode = LoopMode.PING_PONG) -> ExportSet:
    scene = scene_of()
    blink = dataclasses.replace(scene.animations[0], events=events, loop=loop)
    return dataclasses.replace(scene, animations=(blink, *scene.animations[1:]))


def test_the_users_events_survive_and_ours_follow_the_project(first: Files, tmp_path: Path) -> None:
    files = edited(first, BLINK, ("  m_Events:\n", USER_EVENT))
    assert again(files)[BLINK] == files[BLINK].replace(*_swapped_events(files))
    renamed = again(files, with_events(AnimationEvent(80, "Shut"), AnimationEvent(300, "Open")))
    events = events_of(renamed, tmp_path / "1")
    assert [(one["time"], one["functionName"]) for one in events] == [
        ("0.08", "Shut"), ("0.25", "PlaySound"), ("0.3", "Open")
    ]  # fmt: skip
    assert events[1]["objectReferenceParameter"]["guid"] == "0123456789abcdef0123456789abcdef"
    assert (events[1]["messageOptions"], events[1]["data"]) == ("0", "blink: soft")
    gone = again(renamed, with_events())
    assert [one["functionName"] for one in events_of(gone, tmp_path / "2")] == ["PlaySound"]


def _swapped_events(files: Files) -> tuple[bytes, bytes]:
    """Events are kept in order of time: the user's at 0.25 goes behind ours at 0.163."""
    text = files[BLINK].decode()
    user = USER_EVENT.removeprefix("  m_Events:\n")
    ours = text.split(user)[1]
    return (user + ours).encode(), (ours + user).encode()


def test_an_event_deleted_or_moved_in_unity_does_not_come_back(first: Files, tmp_path: Path) -> None:
    ours = first[BLINK].decode().split("  m_Events:\n")[1]
    deleted = edited(first, BLINK, ("  m_Events:\n" + ours, "  m_Events: []\n"))
    assert again(deleted)[BLINK] == deleted[BLINK]
    assert again(again(deleted))[BLINK] == deleted[BLINK]
    moved = edited(first, BLINK, ("time: 0.163\n    functionName", "time: 0.2\n    functionName"))
    events = events_of(again(moved), tmp_path)
    assert [(one["time"], one["functionName"]) for one in events] == [("0.2", "Lid_shut")]


def test_events_survive_even_without_the_clips_meta(first: Files, tmp_path: Path) -> None:
    files = edited(first, BLINK, ("  m_Events:\n", USER_EVENT))
    del files[BLINK_META]
    names = [one["functionName"] for one in events_of(again(files), tmp_path)]
    assert names == ["Lid_shut", "PlaySound"]


def test_loop_changed_in_unity_stays_until_it_changes_in_the_project(first: Files) -> None:
    files = edited(first, BLINK, ("m_LoopTime: 1", "m_LoopTime: 0"))
    assert again(files)[BLINK] == files[BLINK]
    event = scene_of().animations[0].events
    once = again(first, with_events(*event, loop=LoopMode.ONCE))
    assert b"m_LoopTime: 0" in once[BLINK]
    assert b"m_LoopTime: 1" in again(once)[BLINK]


FLOAT_CURVE = """  m_FloatCurves:
  - serializedVersion: 2
    curve:
      serializedVersion: 2
      m_Curve:
      - serializedVersion: 3
        time: 0
        value: 1
        inSlope: Infinity
        outSlope: Infinity
        tangentMode: 103
        weightedMode: 0
        inWeight: 0.33333334
        outWeight: 0.33333334
      m_PreInfinity: 2
      m_PostInfinity: 2
      m_RotationOrder: 4
    attribute: m_Color.a
    path: 'Glow: 1'
    classID: 212
    script: {fileID: 0}
"""
OTHER_BINDING = """    - serializedVersion: 2
      path: 3064857
      attribute: 304273561
      script: {fileID: 0}
      typeID: 212
      customType: 0
      isPPtrCurve: 0
    pptrCurveMapping:
"""
OTHER_SPRITES = """  - curve:
    - time: 0
      value: {fileID: 21300000, guid: fedcba9876543210fedcba9876543210, type: 3}
    attribute: m_Sprite
    path: Hat
    classID: 212
    script: {fileID: 0}
  m_SampleRate:"""


def test_curves_that_the_user_added_survive(first: Files, tmp_path: Path) -> None:
    files = edited(
        first, BLINK,
        ("  m_FloatCurves: []\n", FLOAT_CURVE),
        ("    pptrCurveMapping:\n", OTHER_BINDING),
        ("  m_SampleRate:", OTHER_SPRITES),
        ("m_CycleOffset: 0", "m_CycleOffset: 0.25"),
    )  # fmt: skip
    scene = scene_of()
    frames = (*scene.animations[0].frames, AnimationFrame("expression/joy", 40))
    longer = dataclasses.replace(scene.animations[0], frames=frames, loop=LoopMode.LOOP)
    after = again(files, dataclasses.replace(scene, animations=(longer, *scene.animations[1:])))
    text = after[BLINK].decode()
    assert FLOAT_CURVE in text
    assert "m_CycleOffset: 0.25" in text
    assert "m_StopTime: 0.454" in text
    (tmp_path / "a.anim").write_bytes(after[BLINK])
    (clip,) = UnityDocument.load_yaml(str(tmp_path / "a.anim")).entries
    assert [curve["path"] for curve in clip.m_PPtrCurves] == [None, "Hat"]
    assert [one["customType"] for one in clip.m_ClipBindingConstant["genericBindings"]] == ["23", "0"]
    shown = [key["value"] for curve in clip.m_PPtrCurves for key in curve["curve"]]
    assert clip.m_ClipBindingConstant["pptrCurveMapping"] == shown
    assert shown[-1]["guid"] == "fedcba9876543210fedcba9876543210"


def test_a_clip_saved_by_a_newer_unity_and_moved_to_a_child_stays_so(first: Files, tmp_path: Path) -> None:
    files = edited(
        first, BLINK,
        ("  serializedVersion: 6\n", "  serializedVersion: 7\n"),
        ("  - curve:\n", "  - serializedVersion: 2\n    curve:\n"),
        ("    path: \n    classID: 212\n    script: {fileID: 0}\n",
         "    path: Body/Face\n    classID: 212\n    script: {fileID: 0}\n    flags: 2\n"),
        ("      path: 0\n", "      path: 2340489815\n"),
        ("      isPPtrCurve: 1\n", "      isPPtrCurve: 1\n      isIntCurve: 0\n      isSerializeReferenceCurve: 0\n"),
    )  # fmt: skip
    assert zlib.crc32(b"Body/Face") == 2340489815
    assert again(files)[BLINK] == files[BLINK]
    event = scene_of().animations[0].events
    after = again(files, with_events(*event, AnimationEvent(10, "Start")))[BLINK].decode()
    assert after.count("customType: 23") == 1
    assert "    path: Body/Face\n    classID: 212\n    script: {fileID: 0}\n    flags: 2\n" in after


def with_new_expression() -> ExportSet:
    scene = scene_of()
    return dataclasses.replace(scene, sprites=(*scene.sprites, sprite("expression/awe", "awe", 50)))


def states_of(data: bytes, folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / "a.controller").write_bytes(data)
    entries = UnityDocument.load_yaml(str(folder / "a.controller")).entries
    by_id = {one.anchor: one for one in entries}
    (machine,) = [one for one in entries if one.__class__.__name__ == "AnimatorStateMachine"]
    return [by_id[child["m_State"]["fileID"]].m_Name for child in machine.m_ChildStates]


def test_an_untouched_controller_follows_the_project(first: Files, tmp_path: Path) -> None:
    after = again(first, with_new_expression())
    assert states_of(after[CONTROLLER], tmp_path) == ["blink", "nod", "neutral", "joy", "anger", "awe"]
    assert warnings_of(first, with_new_expression()) == {}


def test_an_edited_controller_is_kept_and_gets_the_new_states(first: Files, tmp_path: Path) -> None:
    files = edited(first, CONTROLLER, ("m_Speed: 1", "m_Speed: 0.5"), ("m_Name: joy", "m_Name: happy"))
    assert again(files)[CONTROLLER] == files[CONTROLLER]
    assert warnings_of(files) == {"aria.controller": "aria.controller was edited in Unity and is kept."}
    after = again(files, with_new_expression())
    assert states_of(after[CONTROLLER], tmp_path) == ["blink", "nod", "neutral", "happy", "anger", "awe"]
    assert b"m_Speed: 0.5" in after[CONTROLLER]
    assert "new states awe" in warnings_of(files, with_new_expression())["aria.controller"]
    assert again(after, with_new_expression())[CONTROLLER] == after[CONTROLLER]


def test_a_state_deleted_in_unity_stays_deleted(first: Files, tmp_path: Path) -> None:
    text = first[CONTROLLER].decode()
    documents = text.split("--- ")
    (joy,) = [one for one in documents if "m_Name: joy\n" in one]
    identifier = joy.split("&")[1].split("\n")[0]
    text = text.replace("--- " + joy, "")
    before, after = text.split(f"  - serializedVersion: 1\n    m_State: {{fileID: {identifier}}}\n")
    files = {**first, CONTROLLER: (before + after.split("\n", 1)[1]).encode()}
    assert states_of(files[CONTROLLER], tmp_path) == ["blink", "nod", "neutral", "anger"]
    result = again(files, with_new_expression())[CONTROLLER]
    assert states_of(result, tmp_path) == ["blink", "nod", "neutral", "anger", "awe"]


def test_an_edited_prefab_is_kept_whole(first: Files) -> None:
    files = edited(first, PREFAB, ("m_SortingOrder: 0", "m_SortingOrder: 7"))
    assert again(files)[PREFAB] == files[PREFAB]
    assert again(again(files))[PREFAB] == files[PREFAB]
    assert warnings_of(files) == {"aria.prefab": "aria.prefab was edited in Unity and is kept."}
    scene = scene_of()
    without = dataclasses.replace(
        scene, sprites=tuple(s for s in scene.sprites if s.id != "expression/neutral"),
        animations=(Animation("clip/a", "a", (AnimationFrame("expression/joy", 50),)),), default_animation="a",
    )  # fmt: skip
    assert "no longer holds" in warnings_of(files, without)["aria.prefab"]
    assert b"m_SortingOrder: 7" not in again(first, without)[PREFAB]


def test_a_prefab_of_something_else_is_replaced(first: Files) -> None:
    files = {**first, PREFAB: b"%YAML 1.1\n--- !u!1 &5\nGameObject:\n  m_Name: other\n"}
    assert again(files)[PREFAB] == first[PREFAB]


@pytest.mark.parametrize("path", [PREFAB, CONTROLLER, LIBRARY])
def test_a_file_that_we_never_wrote_is_kept(first: Files, path: PurePosixPath) -> None:
    files = {path: b"%YAML 1.1\n--- !u!1 &5\nGameObject:\n  m_Name: other\n"}
    assert again(files)[path] == files[path]
    assert warnings_of(files)[path.name].startswith(f"{path.name} is not from this export and is kept")
    assert again(again(files))[path] == files[path]


def test_a_clip_that_cannot_be_read_is_written_anew_and_said_so(first: Files) -> None:
    files = {**first, BLINK: b"garbage"}
    assert again(files)[BLINK] == first[BLINK]
    assert warnings_of(files) == {"aria_blink.anim": "aria_blink.anim was no readable clip and is written anew."}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=6, unique=True), min_size=2, max_size=4))
def test_whatever_comes_and_goes_an_id_belongs_to_one_sprite_for_ever(steps: list[list[int]]) -> None:
    pool = [sprite(f"expression/{at}", f"e{at}", at, (40, 32)) for at in range(8)]
    files: Files = {}
    owner: dict[int, str] = {}
    ids: dict[str, int] = {}
    for step in steps:
        scene = scene_of(sprites=tuple(pool[at] for at in step), animations=(), default_animation="")
        files = as_files(export(scene, files))
        sheet = yaml.safe_load(files[META])["TextureImporter"]["spriteSheet"]
        assert [one["name"] for one in sheet["sprites"]] == [f"e{at}" for at in step]
        for one in sheet["sprites"]:
            assert owner.setdefault(one["internalID"], one["name"]) == one["name"]
            assert ids.setdefault(one["name"], one["internalID"]) == one["internalID"]


def test_through_the_writer_only_what_changed_is_touched(tmp_path: Path) -> None:
    first = run_export(scene_of(), tmp_path, ["unity"])
    assert first.warnings == ()
    assert run_export(scene_of(), tmp_path, ["unity"]).written == ()
    path = tmp_path / BLINK
    path.write_text(path.read_text().replace("  m_Events:\n", USER_EVENT), newline="\n")
    meta = tmp_path / META
    meta.write_text(meta.read_text().replace("filterMode: 1", "filterMode: 0"), newline="\n")
    second = run_export(with_new_expression(), tmp_path, ["unity"])
    names = {one.as_posix() for one in second.written}
    assert not any("_joy" in name or "_nod" in name for name in names)
    assert {"aria.png", "aria.png.meta", "aria.controller", "aria_clips/aria_awe.anim"} <= names
    assert "PlaySound" in path.read_text()
    assert "filterMode: 0" in meta.read_text()
    picture = tmp_path / "aria.png"
    picture.write_bytes(picture.read_bytes() + b"painted over")
    with pytest.raises(ExportError) as error:
        run_export(scene_of(), tmp_path, ["unity"])
    assert error.value.code == "export.in-the-way"


def test_an_edited_sprite_library_is_kept(first: Files) -> None:
    files = edited(first, LIBRARY, ("m_Name: expressions", "m_Name: faces"))
    assert again(files, with_new_expression())[LIBRARY] == files[LIBRARY]
    assert b"m_Name: awe" in again(first, with_new_expression())[LIBRARY]


def test_the_package_carries_the_merged_files(first: Files) -> None:
    files = edited(first, META, ("spritePixelsToUnits: 100", "spritePixelsToUnits: 32"))
    assert b"spritePixelsToUnits: 32" in gzip.decompress(again(files)[PACKAGE])
