"""A Unity export read back by an independent reader: formulas, ids, times, pixels, package."""

from __future__ import annotations

import dataclasses
import gzip
import tarfile
import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pytest
from PIL import Image
from unitypackage_extractor.extractor import extractPackage
from unityparser import UnityDocument

from studio.core.errors import ExportError
from studio.export.formats.base import ExportRequest
from studio.export.formats.unity import FORMAT
from studio.export.formats.unity_clip import function_name
from studio.export.formats.unity_ids import label_hash, sprite_id
from studio.export.formats.unity_texture import pivot_of, texture_limit
from studio.export.sheet import pack_sheet
from studio.models.sheet import (
    Animation,
    AnimationEvent,
    AnimationFrame,
    ExportSet,
    LoopMode,
    PackedSheet,
    Placement,
    SheetOptions,
    Sprite,
    Trim,
)
from tests.export.unity_tools import UnityFolder, as_files, document, export, scene_of, sprite, visible, written

MULTI_PAGE = SheetOptions(max_size_px=96)


@pytest.fixture
def folder(tmp_path: Path) -> UnityFolder:
    return written(tmp_path, export(scene_of()))


def test_pivot_formula_gives_the_worked_example() -> None:
    empty = Sprite("a", "a", np.zeros((80, 80, 4), np.uint8))
    scene = ExportSet("p", "p", (empty,), (), (40.0, 80.0))
    assert pivot_of(scene, Placement("a", 0, 0, 0, 64, 64, 8, 8, 80, 80)) == (0.5, -0.125)


def test_rectangles_are_flipped_to_the_bottom_left(tmp_path: Path) -> None:
    page = np.zeros((100, 50, 4), np.uint8)
    page[7:17, 3:23] = 200
    picture = np.zeros((40, 40, 4), np.uint8)
    picture[5:15, 6:26] = 200
    scene = ExportSet("p", "p", (Sprite("expression/a", "a", picture),), (), (20.0, 40.0))
    place = Placement("expression/a", 0, 3, 7, 20, 10, 6, 5, 40, 40)
    png = _png(page)
    sheet = PackedSheet(1.0, (page,), (png,), {"expression/a": place})
    reader = written(tmp_path, list(FORMAT.files(ExportRequest(scene, (sheet,), "aria"))))
    found = reader.named("a")
    assert found.rect == (3, 83, 20, 10)
    assert found.pivot == ((20 - 6) / 20, -25 / 10)
    assert np.array_equal(reader.drawn(next(iter(reader.sprites)), (40, 40), (20.0, 40.0)), picture)


def _png(page: np.ndarray[Any, Any]) -> bytes:
    stream = BytesIO()
    Image.fromarray(page).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("internal_id", "text"),
    [(1, "10000000000000000800000000000000"), (-1, "ffffffffffffffff0800000000000000"),
     (0x0123456789ABCDEF, "fedcba98765432100800000000000000"), (21300000, "02305410000000000800000000000000")],
)  # fmt: skip
def test_sprite_ids_are_nibble_swapped_internal_ids(internal_id: int, text: str) -> None:
    assert sprite_id(internal_id) == text


def test_hashes_are_unitys_own() -> None:
    # As they stand in the sprite libraries of Unity's 2D Animation samples.
    assert [label_hash(name) for name in ("Head", "Body", "Arm Right")] == [130111906, 2073732236, -1619980263]


def test_all_ids_are_unique_and_sound(folder: UnityFolder) -> None:
    sprites = list(folder.sprites.values())
    assert len(sprites) == 6
    assert len({one.internal_id for one in sprites}) == len({one.sprite_id for one in sprites}) == 6
    assert all(one.sprite_id == sprite_id(one.internal_id) for one in sprites)
    assert all(-(2**63) <= one.internal_id < 2**63 and one.internal_id for one in sprites)
    assert "00000000000000000800000000000000" not in {one.sprite_id for one in sprites}


def test_texture_settings(folder: UnityFolder) -> None:
    importer = document(folder.folder / "aria.png.meta")["TextureImporter"]
    wanted = {"serializedVersion": "11", "spriteMode": "2", "textureType": "8", "spritePixelsToUnits": "100",
              "alphaIsTransparency": "1", "nPOTScale": "0", "maxTextureSize": "2048", "isReadable": "0"}  # fmt: skip
    assert {key: importer[key] for key in wanted} == wanted
    assert importer["mipmaps"]["enableMipMap"] == "0"
    assert importer["textureSettings"]["filterMode"] == "1"
    assert [one["textureCompression"] for one in importer["platformSettings"]] == ["0"]
    table = importer["spriteSheet"]["nameFileIdTable"]
    assert list(table) == sorted(table)
    assert {name: int(key) for name, key in table.items()} == {s.name: s.internal_id for s in folder.sprites.values()}
    names = {entry["second"]: int(entry["first"]["213"]) for entry in importer["internalIDToNameTable"]}
    assert names == {name: int(key) for name, key in table.items()}


def test_pixel_art_is_shown_with_hard_pixels(tmp_path: Path) -> None:
    written(tmp_path, export(scene_of(is_pixel_art=True)))
    assert document(tmp_path / "aria.png.meta")["TextureImporter"]["textureSettings"]["filterMode"] == "0"


@pytest.mark.parametrize(("side", "limit"), [(64, 2048), (2048, 2048), (2052, 4096), (4096, 4096), (16384, 16384)])
def test_unity_is_never_told_to_shrink_a_page(side: int, limit: int) -> None:
    assert texture_limit(side) == limit


@pytest.mark.parametrize(
    "options", [SheetOptions(), MULTI_PAGE, SheetOptions(trim=Trim.SHEET), SheetOptions(trim=Trim.NONE)]
)
def test_every_moment_of_every_clip_shows_the_source_pixels(tmp_path: Path, options: SheetOptions) -> None:
    scene = scene_of()
    reader = written(tmp_path, export(scene, options=options))
    if options == MULTI_PAGE:
        assert (tmp_path / "aria_2.png").is_file()
    _assert_clips_show(reader, scene)


def _assert_clips_show(reader: UnityFolder, scene: ExportSet) -> None:
    pixels = {one.id: visible(one.pixels) for one in scene.sprites}
    for animation in scene.animations:
        clip = reader.clip(f"aria_clips/aria_{animation.name}.anim")
        now = 0
        for frame in animation.unrolled():
            for moment in {now, now + frame.duration_ms - 1}:
                drawn = reader.drawn(clip.shown_at(moment / 1000), scene.canvas_size, scene.pivot_px)
                assert np.array_equal(drawn, pixels[frame.sprite_id]), (animation.name, moment)
            now += frame.duration_ms
    for one in scene.sprites:
        if one.id.startswith("expression/"):
            clip = reader.clip(f"aria_clips/aria_{one.name}.anim")
            assert np.array_equal(reader.drawn(clip.shown_at(0), scene.canvas_size, scene.pivot_px), pixels[one.id])


def test_real_drawings_come_back_pixel_by_pixel(tmp_path: Path, shared_data: Path) -> None:
    names = ("neutral", "smile", "angry", "laugh")
    drawn = [Image.open(shared_data / "expression_sets" / "ltcr_raj" / f"{name}.png") for name in names]
    pixels = [np.asarray(one.convert("RGBA")) for one in drawn]
    sprites = tuple(Sprite(f"expression/{n}", n, p) for n, p in zip(names, pixels, strict=True))
    frames = tuple(AnimationFrame(one.id, ms) for one, ms in zip(sprites, (90, 60, 110, 400), strict=True))
    height, width = pixels[0].shape[:2]
    scene = ExportSet("raj", "Raj", sprites, (Animation("clip/act", "act", frames),), (width / 2, float(height)))
    reader = written(tmp_path, export(scene))
    assert reader.clip("aria_clips/aria_act.anim").rate == 100
    _assert_clips_show(reader, scene)


def test_times_are_exact(folder: UnityFolder) -> None:
    scene = scene_of()
    for animation in scene.animations:
        clip = folder.clip(f"aria_clips/aria_{animation.name}.anim")
        frames = animation.unrolled()
        total = sum(frame.duration_ms for frame in frames)
        assert clip.stop == total / 1000
        assert clip.is_looping == (animation.loop is not LoopMode.ONCE)
        # Unity's own rule for the length of a clip.
        assert clip.keys[-1][0] + 1 / clip.rate == pytest.approx(clip.stop, abs=1e-9)
        assert all(abs(time * clip.rate - round(time * clip.rate)) < 1e-6 for time, *_ in clip.keys)
        times = [time for time, *_ in clip.keys]
        assert times == sorted(set(times))
    nod = folder.clip("aria_clips/aria_nod.anim")
    assert nod.rate == 100
    assert [key[0] for key in nod.keys] == [0, 0.12, 0.46]
    blink = folder.clip("aria_clips/aria_blink.anim")
    assert blink.rate == 1000
    assert [key[0] for key in blink.keys] == [0, 0.08, 0.163, 0.413, 0.414, 0.664, 0.746]


def test_a_last_frame_of_one_sample_is_not_keyed_twice(tmp_path: Path) -> None:
    frames = (AnimationFrame("expression/joy", 30), AnimationFrame("expression/anger", 10))
    scene = scene_of(animations=(Animation("clip/x", "x", frames),))
    clip = written(tmp_path, export(scene)).clip("aria_clips/aria_x.anim")
    assert [key[0] for key in clip.keys] == [0, 0.03]
    assert clip.stop == 0.04


def test_clip_bindings_and_references(folder: UnityFolder) -> None:
    for path in sorted((folder.folder / "aria_clips").glob("*.anim")):
        clip = folder.clip(f"aria_clips/{path.name}")
        assert clip.fields.serializedVersion == "6"
        assert clip.fields.m_Name == path.stem
        assert all((guid, key) in folder.sprites for _, guid, key in clip.keys)
        (curve,) = clip.fields.m_PPtrCurves
        assert (curve["attribute"], curve["path"], curve["classID"]) == ("m_Sprite", None, "212")
        (binding,) = clip.fields.m_ClipBindingConstant["genericBindings"]
        wanted = {
            "path": str(zlib.crc32(b"")),
            "attribute": "0",
            "typeID": "212",
            "customType": "23",
            "isPPtrCurve": "1",
        }
        assert {key: binding[key] for key in wanted} == wanted
        mapping = clip.fields.m_ClipBindingConstant["pptrCurveMapping"]
        assert [(one["guid"], int(one["fileID"])) for one in mapping] == [key[1:] for key in clip.keys]


def test_events_call_a_method_and_need_no_receiver(folder: UnityFolder) -> None:
    (event,) = folder.clip("aria_clips/aria_blink.anim").events
    assert (event["time"], event["functionName"], event["data"]) == ("0.163", "Lid_shut", "left")
    assert event["messageOptions"] == "1"
    assert [function_name(name) for name in ("foot step!", "2x", "", "喜び")] == ["foot_step_", "_2x", "_", "喜び"]


@pytest.mark.parametrize("triggers", ["0", "1"])
def test_controller_has_a_state_for_every_clip_and_expression(tmp_path: Path, triggers: str) -> None:
    reader = written(tmp_path, export(scene_of(), settings={"triggers": triggers}))
    entries = UnityDocument.load_yaml(str(tmp_path / "aria.controller")).entries
    by_id = {int(one.anchor): one for one in entries}
    assert len(by_id) == len(entries)
    controller = by_id[9100000]
    (layer,) = controller.m_AnimatorLayers
    machine = by_id[int(layer["m_StateMachine"]["fileID"])]
    states = [by_id[int(child["m_State"]["fileID"])] for child in machine.m_ChildStates]
    assert [one.m_Name for one in states] == ["blink", "nod", "neutral", "joy", "anger"]
    for one in states:
        assert one.m_Motion["type"] == "2"
        assert reader.paths[one.m_Motion["guid"]].name == f"aria_{one.m_Name}.anim"
    assert by_id[int(machine.m_DefaultState["fileID"])].m_Name == "neutral"
    places = {(child["m_Position"]["x"], child["m_Position"]["y"]) for child in machine.m_ChildStates}
    assert len(places) == len(states)
    names = [one["m_Name"] for one in controller.m_AnimatorParameters]
    assert names == ([one.m_Name for one in states] if triggers == "1" else [])
    assert {one["m_Type"] for one in controller.m_AnimatorParameters} <= {"9"}
    for pointer in machine.m_AnyStateTransitions:
        transition = by_id[int(pointer["fileID"])]
        assert (transition.m_TransitionDuration, transition.m_HasExitTime) == ("0", "0")
        assert transition.m_Conditions[0]["m_ConditionMode"] == "1"
        assert transition.m_Conditions[0]["m_ConditionEvent"] == by_id[int(transition.m_DstState["fileID"])].m_Name
    assert len(machine.m_AnyStateTransitions) == len(names)


def test_prefab_is_whole(folder: UnityFolder) -> None:
    entries = UnityDocument.load_yaml(str(folder.folder / "aria.prefab")).entries
    by_id = {one.anchor: one for one in entries}
    (root,) = [one for one in entries if one.__class__.__name__ == "GameObject"]
    parts = [by_id[one["component"]["fileID"]] for one in root.m_Component]
    assert [one.__class__.__name__ for one in parts] == ["Transform", "SpriteRenderer", "Animator"]
    assert all(one.m_GameObject["fileID"] == root.anchor for one in parts)
    shown = parts[1].m_Sprite
    assert folder.sprites[shown["guid"], int(shown["fileID"])].name == "neutral"
    assert folder.paths[parts[2].m_Controller["guid"]].name == "aria.controller"
    assert all(int(one.anchor) > 0 for one in entries)


def test_sprite_library_names_the_expressions(folder: UnityFolder) -> None:
    (entry,) = UnityDocument.load_yaml(str(folder.folder / "aria.spriteLib")).entries
    (category,) = entry.m_Library
    assert (category["m_Name"], category["m_EntryOverrideCount"]) == ("expressions", "3")
    for one in category["m_OverrideEntries"]:
        shown = one["m_SpriteOverride"]
        assert folder.sprites[shown["guid"], int(shown["fileID"])].name == one["m_Name"]
        assert int(one["m_Hash"]) % 2**32 == zlib.crc32(one["m_Name"].encode())
    assert not any(one.path.suffix == ".spriteLib" for one in export(scene_of(), settings={"sprite_library": "0"}))


def test_every_asset_has_a_meta_of_its_kind(folder: UnityFolder) -> None:
    kinds = {".anim": "NativeFormatImporter", ".controller": "NativeFormatImporter", ".prefab": "PrefabImporter",
             ".spriteLib": "ScriptedImporter", ".png": "TextureImporter", "": "DefaultImporter"}  # fmt: skip
    assets = [path for path in folder.folder.rglob("*") if path.suffix not in (".meta", ".unitypackage")]
    assert set(folder.paths.values()) == set(assets)
    for path in assets:
        entry = document(path.with_name(path.name + ".meta"))
        assert kinds[path.suffix] in entry
        assert entry.get("folderAsset") == ("yes" if path.is_dir() else None)


def test_the_package_holds_the_same_files(
    folder: UnityFolder, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    package = folder.folder / "aria.unitypackage"
    out = tmp_path_factory.mktemp("package")
    extractPackage(str(package), str(out))
    capsys.readouterr()
    root = out / "Assets" / "aria"
    extracted = {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    beside = {
        path.relative_to(folder.folder): path.read_bytes()
        for path in folder.folder.rglob("*")
        if path.is_file() and path.suffix not in (".meta", ".unitypackage")
    }
    assert extracted == beside
    with tarfile.open(package) as archive:
        members = {one.name: one for one in archive.getmembers()}
        for guid, path in folder.paths.items():
            meta = archive.extractfile(f"{guid}/asset.meta")
            name = archive.extractfile(f"{guid}/pathname")
            assert meta is not None
            assert name is not None
            assert meta.read() == path.with_name(path.name + ".meta").read_bytes()
            assert name.read().decode() == f"Assets/aria/{path.relative_to(folder.folder).as_posix()}"
            assert (f"{guid}/asset" in members) == path.is_file()
        assert {one.mtime for one in members.values()} == {0}
        assert len({name.split("/")[0] for name in members}) == len(folder.paths) + 1  # and the folder itself
    packed = package.read_bytes()
    assert gzip.decompress(packed)
    assert packed[3:8] == bytes(5), "neither a file name nor the hour of writing"


def test_equal_input_gives_equal_bytes() -> None:
    assert as_files(export(scene_of())) == as_files(export(scene_of()))


def test_text_is_utf8_with_unix_line_ends_and_no_foreign_paths() -> None:
    for one in export(scene_of()):
        if one.path.suffix not in (".png", ".unitypackage"):
            assert b"\r" not in one.data
            assert one.data.decode("utf-8").endswith("\n")
            assert b"/home/" not in one.data


AWKWARD = ["a: b", "it's", 'say "hi"', "喜び", "no", "12", "# x", "- y", "a/b", "a.b", "A.B", "x ", "👀", "{z}", "con"]


def test_awkward_names_survive_everywhere(tmp_path: Path) -> None:
    sprites = tuple(sprite(f"expression/{at}", name, at) for at, name in enumerate(AWKWARD))
    scene = ExportSet("p", "Ärïa", sprites, (), (30.0, 44.0))
    outputs = export(scene)
    reader = written(tmp_path, outputs)
    assert [one.name for one in reader.sprites.values()] == AWKWARD
    entries = UnityDocument.load_yaml(str(tmp_path / "aria.controller")).entries
    states = [one for one in entries if one.__class__.__name__ == "AnimatorState"]
    assert [one.m_Name for one in states] == [
        "a: b", "it's", 'say "hi"', "喜び", "no", "12", "# x", "- y", "a_b", "a_b_2", "A_B", "x", "👀", "{z}", "con"
    ]  # fmt: skip
    files = [path.name for path in (tmp_path / "aria_clips").glob("*.anim")]
    assert len({name.casefold() for name in files}) == len(AWKWARD)
    assert not any(set(name) & set('<>:"/\\|?*') for name in files)
    by_motion = {one.m_Motion["guid"]: one.m_Name for one in states}
    for at, source in enumerate(sprites):
        path = next(p for guid, p in reader.paths.items() if by_motion.get(guid) == states[at].m_Name)
        clip = reader.clip(path.relative_to(tmp_path).as_posix())
        assert clip.fields.m_Name == path.stem
        drawn = reader.drawn(clip.shown_at(0), scene.canvas_size, scene.pivot_px)
        assert np.array_equal(drawn, visible(source.pixels))
    (warning,) = [one.warning for one in outputs if one.warning]
    assert "“a/b” is the state “a_b”" in warning


def test_an_expression_that_shares_a_clips_name_keeps_a_state_of_its_own(tmp_path: Path) -> None:
    clip = Animation(
        "clip/joy", "joy", (AnimationFrame("expression/joy", 100), AnimationFrame("expression/anger", 100))
    )
    written(tmp_path, export(scene_of(animations=(clip,))))
    assert (tmp_path / "aria_clips" / "aria_joy_still.anim").is_file()
    same = dataclasses.replace(clip, id="expression/joy")
    assert not any(one.path.name == "aria_joy_still.anim" for one in export(scene_of(animations=(same,))))


def test_scale_variants_keep_the_size_in_the_scene(tmp_path: Path) -> None:
    scene = scene_of()
    reader = written(tmp_path, export(scene, options=SheetOptions(scales=(1.0, 0.5))))
    importers = {name: document(tmp_path / f"{name}.png.meta")["TextureImporter"] for name in ("aria", "aria@0.5x")}
    assert [one["spritePixelsToUnits"] for one in importers.values()] == ["100", "50"]
    clip = reader.clip("aria_clips/aria_nod.anim")
    assert {reader.paths[guid].name for _, guid, _ in clip.keys} == {"aria.png"}
    _assert_clips_show(reader, scene)


def test_broken_requests_say_what_is_wrong() -> None:
    scene = scene_of()
    for changes, code in (
        ({"default_animation": "nope"}, "export.default"),
        ({"animations": (Animation("clip/x", "x", (AnimationFrame("gone", 10),)),)}, "export.sprite"),
        ({"animations": (Animation("clip/x", "x", (AnimationFrame("expression/joy", 0),)),)}, "export.duration"),
    ):
        with pytest.raises(ExportError) as error:
            export(dataclasses.replace(scene, **changes))  # type: ignore[arg-type]
        assert error.value.code == code
    with pytest.raises(ExportError) as error:
        export(scene, settings={"trigers": "1"})
    assert error.value.code == "export.option"
    with pytest.raises(ExportError) as error:
        list(FORMAT.files(ExportRequest(scene, (), "aria")))
    assert error.value.code == "export.empty"
    sheets = pack_sheet(scene.sprites[1:], SheetOptions())
    with pytest.raises(ExportError) as error:
        list(FORMAT.files(ExportRequest(scene, sheets, "aria")))
    assert error.value.code == "export.sprite"


def test_merged_duplicates_are_two_sprites_at_one_place(tmp_path: Path) -> None:
    twin = Sprite("expression/twin", "twin", scene_of().sprites[0].pixels)
    scene = scene_of(sprites=(*scene_of().sprites, twin))
    reader = written(tmp_path, export(scene))
    first, second = reader.named("neutral"), reader.named("twin")
    assert first.rect == second.rect
    assert first.internal_id != second.internal_id
    assert first.sprite_id != second.sprite_id


def test_an_empty_expression_is_exported(tmp_path: Path) -> None:
    nothing = Sprite("expression/gone", "gone", np.zeros_like(scene_of().sprites[0].pixels))
    scene = scene_of(sprites=(*scene_of().sprites, nothing))
    _assert_clips_show(written(tmp_path, export(scene)), scene)


def test_files_follow_the_contract() -> None:
    outputs = export(scene_of(animations=(Animation("clip/e", "e", (AnimationFrame("expression/joy", 40),),
                                                    events=(AnimationEvent(0, "Go"),)),)))  # fmt: skip
    assert all(isinstance(one.path, PurePosixPath) and not one.path.is_absolute() for one in outputs)
    assert all(one.path.as_posix().startswith("aria") for one in outputs)
    assert outputs[-1].path.name == "aria.unitypackage"
