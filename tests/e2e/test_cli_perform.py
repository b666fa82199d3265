"""A recording goes the whole way by the command line: into a project, out again, and into the real engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.cli import run
from studio.models.controls import CONTROL_INDEX, to_vector
from studio.models.framing import FrameOptions
from studio.models.performance_livelink import read_live_link
from studio.models.project import ExportSettings
from studio.models.sheet import SheetOptions
from studio.models.timeline import frames
from studio.pipelines.export_character import ExportJob, export_character
from studio.pipelines.performance_import import require_whole
from studio.pipelines.stage import Stage
from studio.pipelines.subject import subject_of
from studio.storage.project_file import read_project
from tests.export.godot_tools import assert_same_picture, new_project
from tests.export.performance.strict_gltf import read_gltf

RECORDING = Path(__file__).resolve().parents[3] / "shared" / "data" / "performance" / "livelink_jason_miller.csv"
needs_data = pytest.mark.skipif(not RECORDING.is_file(), reason="MISSING DATA: recordings")
Ask = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def asking(*words: object) -> tuple[int, Any, str]:
        capsys.readouterr()
        code = run([*map(str, words), "--json", "--quiet"])
        told = capsys.readouterr()
        return code, json.loads(told.out), told.err

    return asking


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from skimage import data

    folder = tmp_path_factory.mktemp("captured")
    Image.fromarray(data.astronaut()).save(folder / "eve.png")
    assert run(["capture", str(folder / "eve.png"), "-o", str(folder / "eve.avatar"), "--quiet"]) == 0
    return folder / "eve.avatar"


@pytest.fixture
def project(captured: Path, tmp_path: Path) -> Path:
    path = tmp_path / "eve.avatar"
    path.write_bytes(captured.read_bytes())
    return path


@needs_data
def test_in_and_out_again(ask: Ask, project: Path, tmp_path: Path) -> None:
    code, told, _ = ask("perform", "import", RECORDING, project, "--clip", "Long Talk", "--error", "0.005")
    assert (code, told["clip"], told["frames"], told["fps"]) == (0, "long-talk", 328, 60.0)
    assert told["largest_error"] <= 0.005001
    assert told["keys"] < 328 * len(told["tracks"]) / 2
    take = read_live_link(RECORDING.read_bytes(), "jason")
    out = tmp_path / "out.csv"
    code, told, _ = ask("perform", "export", project, "--clip", "long-talk", "-t", "livelink", "-o", out, "--fps", 60)
    assert (code, told["written"]) == (0, True)
    back = read_live_link(out.read_bytes(), "out")
    assert not back.problems
    jaw = CONTROL_INDEX["jawOpen"]
    wanted = np.interp(back.times_ms, take.times_ms, take.values[:, jaw])
    assert np.abs(back.values[:, jaw] - wanted).max() < 0.02  # whole ms and 0.005 for fewer keys
    clip = next(clip for clip in read_project(project).project.clips if clip.id == "long-talk")
    library = subject_of(read_project(project)).library
    shown = [to_vector(frame.pose) for frame in frames(replace(clip, loop=clip.loop.LOOP), library, 60)]
    assert np.abs(back.values[: len(shown)] - np.stack(shown)).max() < 1e-4
    for name, target in (("out.glb", "gltf"), ("out.gltf", "gltf"), ("out.vrma", "vrma")):
        code, told, _ = ask("perform", "export", project, "--clip", "long-talk", "-t", target, "-o", tmp_path / name)
        assert (code, told["frames"]) == (0, back.frame_count)
        channels = read_gltf((tmp_path / name).read_bytes()).animation()
        if target == "gltf":
            weights = channels[1, "weights"][1].reshape(-1, 52)
            assert np.abs(weights - back.values[:, :52]).max() < 1e-4


@needs_data
def test_a_damaged_recording_asks_first(ask: Ask, project: Path, tmp_path: Path) -> None:
    lines = RECORDING.read_text().splitlines()[:60]
    lines[10] = lines[10].replace(lines[10].split(",")[7], "nan", 1)
    lines[20] = "broken"
    bad = tmp_path / "bad.csv"
    bad.write_text("\r\n".join(lines)[:-30])
    before = project.read_bytes()
    code, told, _ = ask("perform", "import", bad, project)
    assert (code, told["error"]["code"]) == (2, "performance.problems")
    assert "line 11" in told["error"]["message"]
    assert "line 21" in told["error"]["message"]
    assert "--tolerant" in told["error"]["hint"]
    assert project.read_bytes() == before
    assert ask("perform", "check", bad)[0] == 3
    code, told, _ = ask("perform", "import", bad, project, "--tolerant")
    assert (code, told["clip"], told["frames"]) == (3, "bad", 57)
    assert {note["kind"] for note in told["recording"]["notes"]} == {"note", "problem"}


@needs_data
def test_calibration_is_kept(ask: Ask, project: Path, tmp_path: Path) -> None:
    kept = tmp_path / "fit.json"
    words = ["perform", "import", RECORDING, project, "--clip", "a", "--neutral", "5..5.4", "--gain", "jawOpen=1.2"]
    assert ask(*words, "--save-calibration", kept)[0] == 0
    data = json.loads(kept.read_text())
    assert data["gain"] == {"jawOpen": 1.2}
    assert data["neutral"]["browDownLeft"] > 0.3
    assert ask("perform", "import", RECORDING, project, "--clip", "b", "--calibration", kept)[0] == 0
    first, second = (clip for clip in read_project(project).project.clips if clip.id in "ab")
    assert first.tracks == second.tracks


@needs_data
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "none.csv", "{}"], "performance.missing"),
        (["import", RECORDING, "{}", "--neutral", "x"], "usage.range"),
        (["import", RECORDING, "{}", "--part", "90..99"], "usage.range"),
        (["import", RECORDING, "{}", "--gain", "jawOpen"], "usage.control"),
        (["import", RECORDING, "{}", "--gain", "jawopen=1"], "controls.unknown"),
        (["import", RECORDING, "{}", "--clip", "…"], "usage.clip"),
        (["video", RECORDING, "{}"], "film.unreadable"),
        (["export", "{}", "--clip", "blink", "-o", "x.png"], "usage.output"),
        (["export", "{}", "--clip", "nothing", "-o", "x.csv"], "usage.clip"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(words: list[object], code: str, ask: Ask, project: Path) -> None:
    before = project.read_bytes()
    status, told, _ = ask("perform", *[str(word).replace("{}", str(project)) for word in words])
    assert status in (1, 2)
    assert told["error"]["code"] == code
    assert project.read_bytes() == before


@needs_data
def test_a_clip_is_not_replaced_unasked(ask: Ask, project: Path) -> None:
    words = ("perform", "import", RECORDING, project, "--clip", "talk one")
    assert ask(*words, "--dry-run")[0] == 0
    assert not read_project(project).project.clips
    assert ask(*words)[0] == 0
    assert ask(*words)[1]["error"]["code"] == "usage.clip"
    assert ask(*words, "--replace", "--tracks", "one")[0] == 0
    assert len(read_project(project).project.clips[-1].tracks) == 1


@needs_data
@pytest.mark.engine_real
def test_the_engine_plays_what_the_preview_shows(ask: Ask, project: Path, tmp_path: Path) -> None:
    """Recording, clip, Godot: the frames that the engine holds are those that our preview draws."""
    require_whole(read_live_link(RECORDING.read_bytes(), "jason"))
    assert ask("perform", "import", RECORDING, project, "--clip", "act", "--fps", 12)[0] == 0
    subject = subject_of(read_project(project))
    (clip,) = (clip for clip in read_project(project).project.clips if clip.id == "act")
    frame = FrameOptions(size_px=96)
    settings = ExportSettings(("godot4",), "", frame=frame, sheet=SheetOptions())
    godot = new_project(tmp_path / "godot")
    job = export_character(subject, ExportJob((), (clip,), settings, godot.folder))
    while next(job, None) is not None:
        pass
    godot.import_everything()
    (tmp_path / "pictures").mkdir()
    resources = [path for path in godot.folder.rglob("*.tres") if b'type="SpriteFrames"' in path.read_bytes()[:200]]
    resource = resources[0].relative_to(godot.folder)
    told = godot.script(
        LOOK, {"path": f"res://{resource.as_posix()}", "animation": "act", "to": str(tmp_path / "pictures")}
    )
    with Stage(subject.reference, frame) as stage:
        shown = [np.array(stage.frame(one.pose)) for one in frames(clip, subject.library)]
        durations = [one.duration_ms for one in frames(clip, subject.library)]
    assert sum(told["durations_ms"]) == pytest.approx(sum(durations), abs=1)
    times = np.cumsum([0, *durations[:-1]])
    starts = np.cumsum([0, *told["durations_ms"]])[:-1]
    for picture, time in zip(shown, times, strict=True):
        index = int(np.searchsorted(starts, time + 0.5) - 1)
        with Image.open(tmp_path / "pictures" / f"{index:03}.png") as image:
            assert_same_picture(np.asarray(image.convert("RGBA")), picture)


LOOK = """extends SceneTree

func _init():
	var job = JSON.parse_string(FileAccess.get_file_as_string("res://job.json"))
	var frames = load(job["path"])
	var told = {"durations_ms": []}
	for index in frames.get_frame_count(job["animation"]):
		var texture = frames.get_frame_texture(job["animation"], index)
		var picture = texture.atlas.get_image()
		picture.decompress()
		picture.convert(Image.FORMAT_RGBA8)
		var whole = Image.create(int(texture.get_size().x), int(texture.get_size().y), false, Image.FORMAT_RGBA8)
		whole.blit_rect(picture, Rect2i(texture.region), Vector2i(texture.margin.position))
		whole.save_png(job["to"] + "/%03d.png" % index)
		var share = frames.get_frame_duration(job["animation"], index)
		told["durations_ms"].append(share * 1000.0 / frames.get_animation_speed(job["animation"]))
	var file = FileAccess.open("res://answer.json", FileAccess.WRITE)
	file.store_string(JSON.stringify(told))
	file.close()
	quit()
"""


def test_a_film_of_two_faces_tells_them_apart(ask: Ask, project: Path, tmp_path: Path) -> None:
    face = np.asarray(Image.open(BytesIO(sample_face())).convert("RGB").resize((160, 160)))
    wide = np.full((160, 320, 3), 235, np.uint8)
    wide[:, 160:] = face
    wide[40:160, 10:130] = np.asarray(Image.fromarray(face).resize((120, 120)))
    film = tmp_path / "two.gif"
    pictures = [Image.fromarray(np.roll(wide, step, axis=0)) for step in range(4)]
    pictures[0].save(film, save_all=True, append_images=pictures[1:], duration=80)
    code, told, _ = ask("perform", "check", film)
    assert (code, len(told["faces"]), told["reader"]) == (0, 2, "solver")
    assert told["faces"][0][0] > 160 > told["faces"][1][0]
    assert ask("perform", "video", film, project, "--clip", "other", "--face", 1, "--reader", "solver")[0] == 0
    assert read_project(project).project.clips[-1].id == "other"
    assert ask("perform", "video", film, project, "--face", 2)[1]["error"]["code"] == "face.no_such_index"
    code, told, _ = ask("perform", "video", film, project, "--clip", "large", "--dry-run")
    assert "face.several" in [note["code"] for note in told["recording"]["notes"]]


def sample_face() -> bytes:
    from skimage import data

    made = BytesIO()
    Image.fromarray(data.astronaut()[:256, 100:356]).save(made, "PNG")
    return made.getvalue()
