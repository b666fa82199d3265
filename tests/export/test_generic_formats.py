"""Aseprite, TexturePacker, Phaser, sequences, APNG, WebP, GIF: each is read back and every frame compared."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from studio.core.errors import ExportError
from studio.export.apng import encode_apng
from studio.export.formats.base import ExportRequest
from studio.export.formats.registry import format_by_name
from studio.export.gif import encode_gif, gif_times
from studio.export.sheet import pack_sheet
from studio.models.sheet import Animation, AnimationFrame, ExportSet, LoopMode, SheetOptions, Sprite
from tests.export.rebuild import blob, cast, decode, from_entry, movie_frames, time_line, visible

Files = dict[str, bytes]


def export(
    name: str, scene: ExportSet, options: SheetOptions | None = None, settings_of_format: dict[str, str] | None = None
) -> tuple[Files, list[str]]:
    """A format's files and its warnings."""
    target = format_by_name(name)
    sheets = pack_sheet(scene.sprites, options or SheetOptions(), scene.pivot_px) if target.needs_sheet else ()
    request = ExportRequest(scene, sheets, "aria", {}, settings_of_format or {})
    made = list(target.files(request))
    assert len({file.path for file in made}) == len(made)
    return {str(file.path): file.data for file in made}, [file.warning for file in made if file.warning]


def pixels_of(scene: ExportSet, sprite_id: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return visible(next(sprite.pixels for sprite in scene.sprites if sprite.id == sprite_id))


def shown(scene: ExportSet, animation: Animation) -> list[tuple[bytes, int]]:
    """What the animation should look like: pictures and milliseconds, there and back written out."""
    return time_line([(pixels_of(scene, frame.sprite_id), frame.duration_ms) for frame in animation.unrolled()])


def play_tag(frames: list[dict[str, Any]], tag: dict[str, Any]) -> list[dict[str, Any]]:
    """The frames of an Aseprite tag in the order in which Aseprite plays them once."""
    part = frames[tag["from"] : tag["to"] + 1]
    return part + part[-2:0:-1] if tag["direction"] == "pingpong" else part


@pytest.mark.parametrize("name", ["aseprite", "aseprite-array"])
def test_aseprite(name: str) -> None:
    scene = cast()
    files, warnings = export(name, scene)
    assert not warnings
    document = json.loads(files["aria.json"])
    meta, page = document["meta"], decode(files["aria.png"])
    assert meta["image"] == "aria.png"
    assert (meta["format"], meta["scale"], meta["size"]) == ("RGBA8888", "1", {"w": page.shape[1], "h": page.shape[0]})
    listed = document["frames"]
    if name == "aseprite":
        assert list(listed) == [f"aria {n}.aseprite" for n in range(len(listed))]
        frames = list(listed.values())
    else:
        frames = listed
        assert [entry["filename"] for entry in frames] == [f"aria {n}.aseprite" for n in range(len(frames))]
    tags = {tag["name"]: tag for tag in meta["frameTags"]}
    for animation in scene.animations:
        played = [(from_entry(page, entry), entry["duration"]) for entry in play_tag(frames, tags[animation.name])]
        assert time_line(played) == shown(scene, animation)
    assert tags["talk"]["direction"] == "pingpong"
    assert tags["talk"]["data"] == "83 viseme aa"
    assert tags["nod"]["repeat"] == "1"
    assert "repeat" not in tags["idle"]
    for still in ("still", "joy_shifted"):
        tag = tags[still]
        assert tag["from"] == tag["to"]
        assert np.array_equal(from_entry(page, frames[tag["from"]]), pixels_of(scene, f"expression/{still}"))
    covered = sorted(n for tag in tags.values() for n in range(tag["from"], tag["to"] + 1))
    assert covered == list(range(len(frames)))
    assert meta["slices"][0]["keys"] == [
        {"frame": 0, "bounds": {"x": 0, "y": 0, "w": 40, "h": 32}, "pivot": {"x": 20, "y": 32}}
    ]


def test_aseprite_frame_names() -> None:
    numbered = json.loads(export("aseprite", cast(), None, {"frame_names": "number"})[0]["aria.json"])
    assert list(numbered["frames"]) == [str(n) for n in range(len(numbered["frames"]))]
    named = json.loads(export("aseprite", cast(), None, {"frame_names": "sprite"})[0]["aria.json"])
    assert list(named["frames"])[:4] == ["joy", "sadness", "anger", "fear"]
    assert len(named["frames"]) == len(numbered["frames"])


def test_aseprite_refuses_several_pages_and_tells_of_rounded_pivots() -> None:
    with pytest.raises(ExportError, match="holds one page"):
        export("aseprite", cast(), SheetOptions(max_size_px=40))
    _, warnings = export("aseprite", dataclasses.replace(cast(), pivot_px=(20.5, 32.0)))
    assert any("20.5" in warning for warning in warnings)


@pytest.mark.parametrize("name", ["texturepacker", "texturepacker-array"])
@pytest.mark.parametrize("largest", [4096, 40])
def test_texturepacker(name: str, largest: int) -> None:
    scene = cast()
    files, warnings = export(name, scene, SheetOptions(max_size_px=largest))
    documents = {path: json.loads(data) for path, data in files.items() if path.endswith(".json")}
    found = {}
    animations: dict[str, list[str]] = {}
    for path, document in documents.items():
        page = decode(files[document["meta"]["image"]])
        assert document["meta"]["scale"] == "1"
        assert document["meta"]["size"] == {"w": page.shape[1], "h": page.shape[0]}
        frames = document["frames"]
        if name == "texturepacker-array":
            frames = {entry["filename"]: entry for entry in frames}
        for key, entry in frames.items():
            found[key] = from_entry(page, entry)
            assert entry["pivot"] == entry["anchor"] == {"x": 0.5, "y": 1.0}
        for animation, keys in document["animations"].items():
            assert set(keys) <= set(frames)
            animations[animation] = keys
        if largest == 40:
            assert set(document["meta"]["related_multi_packs"]) == set(documents) - {path}
    assert len(documents) == 1 or largest == 40
    for sprite in scene.sprites:
        assert np.array_equal(found[sprite.name], visible(sprite.pixels))
    clips = {clip["name"]: clip for document in documents.values() for clip in document["meta"].get("clips", [])}
    for animation in scene.animations:
        clip = clips[animation.name]
        played = list(zip(clip["frames"], clip["durations_ms"], strict=True))
        if clip["loop"] == "ping-pong":
            played += played[-2:0:-1]
        assert time_line([(found[key], ms) for key, ms in played]) == shown(scene, animation)
        if animation.name in animations:
            assert [found[key].tobytes() for key in animations[animation.name]] == [
                pixels_of(scene, frame.sprite_id).tobytes() for frame in animation.unrolled()
            ]
        else:
            assert any(animation.name in warning for warning in warnings)
    if largest == 4096:
        assert set(animations) == {"talk", "nod", "idle"}
        assert not warnings


@pytest.mark.parametrize("largest", [4096, 40])
def test_phaser(largest: int) -> None:
    scene = cast()
    files, _ = export("phaser", scene, SheetOptions(max_size_px=largest))
    found = {}
    for texture in json.loads(files["aria.json"])["textures"]:
        page = decode(files[texture["image"]])
        assert texture["size"] == {"w": page.shape[1], "h": page.shape[0]}
        for entry in texture["frames"]:
            found[entry["filename"]] = from_entry(page, entry)
    assert set(found) == {sprite.name for sprite in scene.sprites}
    animations = {entry["key"]: entry for entry in json.loads(files["aria_anims.json"])["anims"]}
    for animation in scene.animations:
        entry = animations[animation.name]
        assert {frame["key"] for frame in entry["frames"]} == {"aria"}
        played = [(found[frame["frame"]], frame["duration"]) for frame in entry["frames"]]
        assert time_line(played) == shown(scene, animation)
        assert entry["repeat"] == (0 if animation.loop is LoopMode.ONCE else -1)


def test_scale_variants_say_their_scale() -> None:
    options = SheetOptions(scales=(1.0, 0.5, 2.0))
    files, _ = export("texturepacker", cast(), options)
    for stem, scale in (("aria", "1"), ("aria@0.5x", "0.5"), ("aria@2x", "2")):
        document = json.loads(files[f"{stem}.json"])
        assert document["meta"]["scale"] == scale
        assert document["meta"]["image"] == f"{stem}.png"
        size = document["frames"]["joy"]["sourceSize"]
        assert size == {"w": int(40 * float(scale)), "h": int(32 * float(scale))}
    aseprite = json.loads(export("aseprite", cast(), options)[0]["aria@2x.json"])
    assert aseprite["meta"]["slices"][0]["keys"][0]["pivot"] == {"x": 40, "y": 64}


def test_sequence() -> None:
    scene = cast()
    files, _ = export("png-sequence", scene)
    document = json.loads(files["aria_sequence.json"])
    for sprite in scene.sprites:
        picture = decode(files[document["sprites"][sprite.name]])
        assert np.array_equal(picture, visible(sprite.pixels))
    for animation, entry in zip(scene.animations, document["animations"], strict=True):
        assert [frame["file"] for frame in entry["frames"]] == sorted(frame["file"] for frame in entry["frames"])
        played = [(decode(files[frame["file"]]), frame["duration_ms"]) for frame in entry["frames"]]
        assert time_line(played) == shown(scene, animation)
    assert "animations/talk/aria_talk_000.png" in files
    assert len(files) == 1 + 6 + 6 + 3 + 4


def test_sequence_of_a_thousand_frames_sorts_by_name() -> None:
    scene = cast()
    long = Animation("clip/long", "long", tuple(AnimationFrame("expression/joy", 10) for _ in range(1001)))
    files, _ = export("png-sequence", dataclasses.replace(scene, animations=(long,)))
    names = [path for path in files if path.startswith("animations/long")]
    assert names == sorted(names)
    assert names[-1].endswith("aria_long_1000.png")


@pytest.mark.parametrize(("name", "suffix"), [("apng", "apng"), ("webp", "webp")])
def test_lossless_movies(name: str, suffix: str) -> None:
    scene = cast()
    files, warnings = export(name, scene)
    assert not warnings
    for animation in scene.animations:
        data = files[f"aria_{animation.name}.{suffix}"]
        assert time_line(movie_frames(data)) == shown(scene, animation)
        with Image.open(io.BytesIO(data)) as image:
            assert image.info["loop"] == (1 if animation.loop is LoopMode.ONCE else 0)


def test_long_frames_keep_their_time_in_apng() -> None:
    first, second = visible(blob(1)), visible(blob(2))
    data = encode_apng([first, second, second, first], [200_001, 65_535, 1, 7], 0)
    assert time_line(movie_frames(data)) == time_line([(first, 200_001), (second, 65_536), (first, 7)])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 400)), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_apng_holds_any_frames(frames: list[tuple[int, int]]) -> None:
    pictures = [visible(blob(seed, 20, 14)) for seed in range(4)]
    pictures[3] = pictures[0].copy()
    pictures[3][5, 5] = (1, 2, 3, 4)
    data = encode_apng([pictures[n] for n, _ in frames], [ms for _, ms in frames], 0)
    assert time_line(movie_frames(data)) == time_line([(pictures[n], ms) for n, ms in frames])


def test_gif_is_right_but_for_what_it_tells() -> None:
    scene = cast()
    files, warnings = export("gif", scene)
    assert len(warnings) == 3
    talk = next(warning for warning in warnings if '"talk"' in warning)
    assert "half transparent" in talk
    assert "83 ms" in talk
    assert any("under 20 ms" in warning for warning in warnings)
    for animation in scene.animations:
        data = files[f"aria_{animation.name}.gif"]
        total = sum(duration for _, duration in movie_frames(data))
        assert abs(total - sum(frame.duration_ms for frame in animation.unrolled())) <= 5
        with Image.open(io.BytesIO(data)) as image:
            assert image.info.get("loop") == (None if animation.loop is LoopMode.ONCE else 0)


def test_gif_without_losses_is_exact_and_silent() -> None:
    colours = ((200, 30, 30), (30, 200, 30), (30, 30, 200))
    pictures = []
    for number, colour in enumerate(colours):
        pixels = np.zeros((24, 30, 4), np.uint8)
        pixels[3 + number : 14 + number, 5 : 20 - number] = (*colour, 255)
        pixels[8:10, 8:10] = (0, 0, 0, 255)
        pictures.append(pixels)
    result = encode_gif(pictures, [80, 20, 250], 0)
    assert not result.losses
    assert time_line(movie_frames(result.data)) == time_line(list(zip(pictures, [80, 20, 250], strict=True)))


def test_gif_colours_are_near_the_true_ones() -> None:
    rng = np.random.default_rng(5)
    ramp = np.linspace(0, 255, 64)
    pixels = np.full((64, 64, 4), 255, np.uint8)
    pixels[..., 0], pixels[..., 1] = ramp[None, :], ramp[:, None]
    pixels[..., 2] = rng.integers(100, 140)
    result = encode_gif([pixels], [100], 0)
    assert any("colours become 255" in loss for loss in result.losses)
    read = movie_frames(result.data)[0][0]
    assert np.abs(read[..., :3].astype(int) - pixels[..., :3]).mean() < 8


@given(st.lists(st.integers(1, 500), min_size=1, max_size=40))
def test_gif_times_keep_the_whole_length(durations: list[int]) -> None:
    kept = gif_times(durations)
    indices = [index for index, _ in kept]
    assert indices == sorted(set(indices))
    assert all(hundredths >= 2 for _, hundredths in kept)
    total = 10 * sum(hundredths for _, hundredths in kept)
    assert abs(total - sum(durations)) <= 5 or total == 20
    for index, duration in enumerate(durations):
        assert duration < 30 or index in indices


@pytest.mark.parametrize("name", ["apng", "webp", "gif"])
def test_movies_need_an_animation(name: str) -> None:
    with pytest.raises(ExportError, match="there are none"):
        export(name, dataclasses.replace(cast(), animations=()))


@pytest.mark.parametrize("name", ["aseprite", "texturepacker", "phaser", "png-sequence"])
def test_stills_alone_are_enough(name: str) -> None:
    scene = dataclasses.replace(cast(), animations=())
    files, _ = export(name, scene)
    assert "aria_anims.json" not in files
    assert files


def test_a_still_named_like_a_clip_gets_its_own_tag() -> None:
    scene = cast()
    sprites = (*scene.sprites, Sprite("expression/talk", "talk", blob(60)))
    files, _ = export("aseprite", dataclasses.replace(scene, sprites=sprites))
    names = [tag["name"] for tag in json.loads(files["aria.json"])["meta"]["frameTags"]]
    assert len(set(names)) == len(names)
    assert "talk_still" in names


def test_paths_are_relative(tmp_path: PurePosixPath) -> None:
    for name in ("aseprite", "texturepacker", "phaser", "png-sequence", "apng", "webp", "gif"):
        for path in export(name, cast())[0]:
            assert not PurePosixPath(path).is_absolute()
