"""Performances leave: every value read back by an independent reader, and by the real engine."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.export.performance.gltf import gltf_animation
from studio.export.performance.livelink import live_link_csv
from studio.export.performance.rotation import head_quaternions
from studio.export.performance.vrma import EXTENSION, PRESETS, vrm_animation
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, CONTROL_INDEX
from studio.models.performance import StartCode, Take, TakeSource
from studio.models.performance_livelink import read_live_link
from studio.pipelines.performance_export import PerformanceFormat, PerformanceJob, performance_bytes, preset_weights
from studio.pipelines.performance_face import canonical_model, canonical_response, canonical_triangles
from studio.pipelines.wardrobe import builtin_expressions
from tests.export.godot_tools import new_project
from tests.export.performance.strict_gltf import read_gltf

RECORDINGS = Path(__file__).resolve().parents[4] / "shared" / "data" / "performance"
needs_data = pytest.mark.skipif(not RECORDINGS.is_dir(), reason="MISSING DATA: recordings")
CHECK = (Path(__file__).parent / "gltf_check.gd").read_text(encoding="utf-8")


def lively(count: int = 90) -> Take:
    rng = np.random.default_rng(5)
    values = rng.uniform(0, 1, (count, len(ALL_CONTROLS))).astype(np.float32)
    values[:, len(ARKIT_CONTROLS) :] = rng.uniform(-14, 14, (count, 3))
    start = StartCode(86_399, 30.5, 60)  # across midnight
    return Take("lively", np.cumsum(rng.uniform(15, 19, count)) - 10.0, values, TakeSource.CLIP, start=start)


def test_live_link_round_trip() -> None:
    take = lively()
    back = read_live_link(live_link_csv(take), "lively")
    assert np.abs(back.values - take.values).max() < 1e-5
    assert np.abs(back.times_ms - (take.times_ms - take.times_ms[0])).max() < 0.02
    assert not back.problems
    header, first = live_link_csv(take).decode().splitlines()[:2]
    assert header.startswith("Timecode,BlendShapeCount,EyeBlinkLeft,")
    assert len(header.split(",")) == len(first.split(",")) == 63
    assert first.split(",")[1] == "61"
    assert b"\r" not in live_link_csv(take)


@needs_data
@pytest.mark.parametrize("name", ["livelink_alex_rom_3", "livelink_jason_miller"])
def test_real_recordings_come_back_to_the_byte(name: str) -> None:
    data = (RECORDINGS / f"{name}.csv").read_bytes()
    assert live_link_csv(read_live_link(data, name)) == data


def test_eyes_look_where_the_controls_say() -> None:
    take = lively(2)
    take.values[:] = 0
    take.values[1, CONTROL_INDEX["eyeLookInLeft"]] = take.values[1, CONTROL_INDEX["eyeLookOutRight"]] = 1.0
    last = live_link_csv(take).decode().splitlines()[-1].split(",")
    assert float(last[-6]) > 0.5  # both to the character's right
    assert float(last[-3]) > 0.5 or float(last[-3]) == pytest.approx(float(last[-6]))


@pytest.mark.parametrize("is_binary", [True, False])
def test_gltf_read_back(is_binary: bool) -> None:
    take, face = lively(), canonical_model()
    read = read_gltf(gltf_animation(take, face, is_binary))
    (mesh,) = read.data["meshes"]
    assert mesh["extras"]["targetNames"] == list(ARKIT_CONTROLS)
    points = read.accessor(mesh["primitives"][0]["attributes"]["POSITION"])
    assert np.abs(points - face.points).max() < 1e-6
    for primitive in mesh["primitives"]:
        assert len(primitive["targets"]) == 52
        assert read.accessor(primitive["indices"]).max() < len(points)
    for target, way in zip(mesh["primitives"][0]["targets"], face.targets, strict=True):
        assert np.abs(read.accessor(target["POSITION"]) - way).max() < 1e-7
    normals = read.accessor(mesh["primitives"][0]["attributes"]["NORMAL"])
    assert np.allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-5)
    assert normals[4, 2] > 0.5  # the nose points at the viewer
    channels = read.animation()
    times, weights = channels[1, "weights"]
    assert np.abs(times * 1000 - take.times_ms).max() < 1e-3
    assert np.abs(weights.reshape(-1, 52) - take.values[:, :52]).max() < 1e-6
    assert np.abs(np.linalg.norm(channels[0, "rotation"][1], axis=1) - 1).max() < 1e-6


def test_equal_takes_give_equal_files() -> None:
    assert gltf_animation(lively(), canonical_model()) == gltf_animation(lively(), canonical_model())


def turned(point: tuple[float, float, float], angles: tuple[float, float, float]) -> np.ndarray:
    x, y, z, w = head_quaternions(np.array([angles]))[0]
    axis = np.array([x, y, z])
    vector = np.array(point)
    return vector + 2 * np.cross(axis, np.cross(axis, vector) + w * vector)


def test_heads_turn_as_our_angles_say() -> None:
    nose, crown = (0.0, 0.0, 1.0), (0.0, 1.0, 0.0)
    assert turned(nose, (10, 0, 0))[0] > 0.1  # to the right of the picture
    assert turned(nose, (0, 10, 0))[1] > 0.1  # chin up
    assert turned(crown, (0, 0, 10))[0] > 0.1  # clockwise


def test_the_face_is_whole_and_answers_to_every_control() -> None:
    face, response = canonical_model(), canonical_response()
    assert canonical_triangles().shape == (898, 3)
    assert sum(map(len, face.surfaces.values())) == 898 + 8
    reach = np.linalg.norm(response, axis=2).max(axis=1)
    assert (reach[:52] > 0.02).all()
    used = np.unique(np.concatenate([triangles.ravel() for triangles in face.surfaces.values()]))
    assert list(used) == list(range(478))
    for name, triangles in face.surfaces.items():
        a, b, c = (face.points[triangles[:, corner], :2] for corner in range(3))
        area = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
        assert (area > 0).mean() > 0.9, name  # counter-clockwise as seen by the viewer


def test_a_blink_hides_the_iris() -> None:
    face = canonical_model()
    closed = face.points + face.targets[CONTROL_INDEX["eyeBlinkLeft"]]
    assert np.ptp(closed[473:478, 1]) < 1e-6
    assert np.ptp(face.points[473:478, 1]) > 0.005


def test_vrma_read_back() -> None:
    take = lively()
    read = read_gltf(vrm_animation(take))
    extension = read.data["extensions"][EXTENSION]
    assert read.data["extensionsUsed"] == [EXTENSION]
    assert extension["specVersion"] == "1.0"
    custom = extension["expressions"]["custom"]
    assert list(custom) == list(ARKIT_CONTROLS)
    channels = read.animation()
    for index, name in enumerate(ARKIT_CONTROLS):
        _, way = channels[custom[name]["node"], "translation"]
        assert np.abs(way[:, 0] - take.values[:, index]).max() < 1e-6
        assert not way[:, 1:].any()
    head = extension["humanoid"]["humanBones"]["head"]["node"]
    assert np.abs(channels[head, "rotation"][1] - head_quaternions(take.values[:, 52:])).max() < 1e-6
    bones = {read.data["nodes"][place["node"]]["name"] for place in extension["humanoid"]["humanBones"].values()}
    assert {"hips", "spine", "head", "leftUpperLeg", "rightHand"} <= bones


def test_vrm_presets_of_a_mouth() -> None:
    library = builtin_expressions()
    take = lively(3)
    take.values[:] = 0
    for name, value in library["vowel-a"].pose.items():
        take.values[1, CONTROL_INDEX[name]] = value
    take.values[2, CONTROL_INDEX["eyeBlinkLeft"]] = 0.7
    weights = preset_weights(take, library)
    assert set(weights) <= set(PRESETS)
    assert weights["aa"][1] > 0.9
    assert max(weights[name][1] for name in ("ih", "ou", "ee", "oh")) < 0.1
    assert weights["blinkLeft"][2] == pytest.approx(0.7)
    job = PerformanceJob(PerformanceFormat.VRMA, has_presets=True)
    read = read_gltf(performance_bytes(take, job, library))
    assert set(read.data["extensions"][EXTENSION]["expressions"]["preset"]) == set(weights)


@pytest.mark.engine_real
def test_the_engine_sees_shapes_and_animation(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    # The engine reads turns at even times of its own; ours lie on them.
    take = replace(lively(40), times_ms=np.arange(40) * 1000 / 60)
    (project.folder / "face.glb").write_bytes(gltf_animation(take, canonical_model()))
    (project.folder / "face.gltf").write_bytes(gltf_animation(take, canonical_model(), is_binary=False))
    (project.folder / "bones.glb").write_bytes(vrm_animation(take))
    moments = [0, 7, 39]
    times = [float(take.times_ms[index] / 1000) for index in moments]
    shutil.rmtree(project.folder / ".godot", ignore_errors=True)
    answer = project.script(CHECK, {"files": ["face.glb", "face.gltf", "bones.glb"], "times": times})
    for title in ("face.glb", "face.gltf"):
        told = answer[title]
        (mesh,) = told["meshes"]
        assert mesh["shapes"] == list(ARKIT_CONTROLS)
        assert mesh["surfaces"] == 4
        reach = np.linalg.norm(canonical_model().targets, axis=2).max(axis=1)
        assert np.abs(np.array([mesh["moved"][name] for name in ARKIT_CONTROLS]) - reach).max() < 1e-4
        (animation,) = told["animations"].values()
        seen = np.array([animation["blend"][control] for control in ARKIT_CONTROLS]).T
        assert np.abs(seen - take.values[moments][:, :52]).max() < 1e-4
        (rotation,) = animation["rotation"].values()
        assert np.abs(np.array(rotation) - head_quaternions(take.values[:, 52:])[moments]).max() < 1e-4
    (animation,) = answer["bones.glb"]["animations"].values()
    seen = np.array([animation["position"][control] for control in ARKIT_CONTROLS]).T
    assert np.abs(seen - take.values[moments][:, :52]).max() < 1e-4
