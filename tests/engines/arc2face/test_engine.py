"""The engine on a made-up picture: modes, cells, sets, clips, options, devices."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import DeviceError, InputError, ModelError
from studio.engines.arc2face.engine import Arc2FaceEngine, Arc2FaceSession, CellOrder, forget_weights
from studio.engines.arc2face.options import Arc2FaceOptions, ReferenceMode
from studio.engines.arc2face.transition import flicker, noise_path
from studio.engines.diffusion.placement import PRESETS, Wishes, place, with_less_memory
from studio.engines.registry import engine_title, make_engine
from studio.models.engine_choices import split_engine, with_engine_options
from tests.engines.arc2face.face import reference

SMILE = {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8}
OPEN = {"jawOpen": 0.7}


@pytest.fixture(scope="module")
def engine(arc2face_folder: Path) -> Arc2FaceEngine:
    return Arc2FaceEngine(Arc2FaceOptions(folder=str(arc2face_folder), device="cpu"))


def opened(engine: Arc2FaceEngine, **options: Any) -> Arc2FaceSession:
    return Arc2FaceEngine(replace(engine.options, **options)).open_session([reference()])


@pytest.fixture(scope="module")
def session(engine: Arc2FaceEngine) -> Arc2FaceSession:
    return opened(engine)


def test_cells_have_strengths_and_seeds_of_their_own(session: Arc2FaceSession) -> None:
    plain = CellOrder(SMILE, 1)
    cells = [
        plain, replace(plain, seed=2), replace(plain, guidance=1.0), replace(plain, expression=0.2),
        replace(plain, reference=0.1), replace(plain, vector=np.ones(55, np.float32)), CellOrder({}),
    ]  # fmt: skip
    drawn = session.draw_cells(cells)
    assert all((drawn[0] != other).any() for other in drawn[1:])
    assert np.array_equal(drawn[0], session.draw(SMILE, 1))
    assert np.array_equal(drawn[-1], reference().picture.pixels)


def test_a_batch_is_as_good_as_single_pictures(engine: Arc2FaceEngine) -> None:
    poses = [SMILE, OPEN, {}, {"eyeBlinkLeft": 1.0}]
    one, four = (opened(engine, batch=size).draw_many(poses) for size in (1, 4))
    for first, second in zip(one, four, strict=True):
        assert np.abs(first.astype(int) - second).max() <= 1


def test_a_strip_of_scales(session: Arc2FaceSession) -> None:
    strip = session.scale_strip(SMILE, (0.0, 0.5, 1.0))
    assert len(strip) == 3
    assert (strip[0] != strip[2]).any()


def test_a_new_portrait_in_the_frame_of_the_picture(engine: Arc2FaceEngine) -> None:
    session = opened(engine, mode=ReferenceMode.NEW)
    drawn = session.draw(SMILE)
    assert drawn.shape == reference().picture.pixels.shape
    assert (drawn[..., 3] == 255).all()
    assert (drawn != session.draw(SMILE, 5)).mean() > 0.3, "the seed decides the whole picture"
    assert (session.draw({}) != reference().picture.pixels).any(), "rest is drawn too"


def test_region_lock_and_several_references(engine: Arc2FaceEngine) -> None:
    session = Arc2FaceEngine(engine.options.changed({"region": "mouth"})).open_session([reference(), reference(seed=1)])
    drawn, given = session.draw(SMILE), reference()
    x, y = given.mesh.points[[33, 133], :2].mean(0).astype(int)
    assert np.array_equal(drawn[y - 4 : y + 5, x - 4 : x + 5], given.picture.pixels[y - 4 : y + 5, x - 4 : x + 5])
    assert (drawn != given.picture.pixels).any()


def test_a_set_with_consistent_attention(engine: Arc2FaceEngine) -> None:
    poses = [SMILE, OPEN, {"browInnerUp": 0.9}]
    alone, shared = (opened(engine, batch=4, steps=3, share=share).draw_many(poses) for share in (0.0, 0.6))
    assert (alone[0] != shared[0]).any()
    again = opened(engine, batch=4, steps=3, share=0.6).draw_many(poses)
    assert all(np.array_equal(first, second) for first, second in zip(shared, again, strict=True))


def test_clips_flicker_less_with_shared_noise_and_less_again_smoothed(engine: Arc2FaceEngine) -> None:
    poses = [{"jawOpen": 0.1 * step} for step in range(1, 7)]
    session = opened(engine, mode=ReferenceMode.NEW, batch=6)
    vectors = [session.vector(pose) for pose in poses]
    shared = flicker(session.draw_clip(poses), vectors)
    smooth = opened(engine, mode=ReferenceMode.NEW, batch=6, smoothing=1.0).draw_clip(poses)
    loose = flicker(session.draw_cells([CellOrder(pose, seed) for seed, pose in enumerate(poses)]), vectors)
    path = flicker(session.draw_clip(poses, seeds=(0, 1)), vectors)
    assert shared < 0.5 * loose
    assert shared < path < loose
    assert flicker(smooth, vectors) < shared


def test_a_noise_path_stays_noise() -> None:
    path = noise_path((1, 2), (4, 8, 8), 5)
    assert np.array_equal(path[0], noise_path((1,), (4, 8, 8), 1)[0])
    assert np.array_equal(path[-1], noise_path((2,), (4, 8, 8), 1)[0])
    assert all(0.9 < float(one.std()) < 1.1 for one in path)
    steps = [float(np.abs(later - earlier).mean()) for earlier, later in pairwise(path)]
    assert steps[0] < steps[1], "it sets out softly"
    with pytest.raises(InputError):
        noise_path((), (1,), 3)


def test_flicker_is_change_seen_over_change_asked() -> None:
    frames = [np.full((2, 2, 4), value, np.uint8) for value in (0, 51, 102)]
    vectors = [np.array([0.0]), np.array([2.0]), np.array([4.0])]
    assert flicker(frames, vectors) == pytest.approx(0.1)
    assert flicker([frame / 255.0 for frame in frames], vectors) == pytest.approx(0.1)
    assert flicker([frames[0]] * 2, [vectors[0]] * 2) == 0.0
    assert flicker(frames[:2], [vectors[0]] * 2) == float("inf")
    with pytest.raises(InputError):
        flicker(frames, vectors[:2])


def test_flame_numbers_by_hand(engine: Arc2FaceEngine, session: Arc2FaceSession) -> None:
    pushed = Arc2FaceEngine(engine.options.changed({"flame.jaw_open": "0.4"})).open_session([reference()])
    assert pushed.vector({})[52] == pytest.approx(0.4)
    assert (pushed.draw({}) != session.draw({})).any()


# --- options


def test_options_behind_the_name(arc2face_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "arc2face:steps=12,region=mouth+eyes,share=0.5,sampler=unipc,mode=new,flame.eyelid_left=1"
    engine = make_engine(text)
    assert isinstance(engine, Arc2FaceEngine)
    options = engine.options
    assert (options.steps, options.share, options.sampler.value, options.mode) == (12, 0.5, "unipc", ReferenceMode.NEW)
    assert [region.value for region in options.region] == ["mouth", "eyes"]
    assert options.flame == {"eyelid_left": 1.0}
    assert engine_title(text) == "Arc2Face"
    assert split_engine(text)[0] == "arc2face"
    assert with_engine_options("arc2face:steps=9", {"guidance": "2"}) == "arc2face:guidance=2,steps=9"
    with pytest.raises(InputError, match="takes no options"):
        make_engine("fake:steps=3")


@pytest.mark.parametrize(
    "text",
    ["colour=1", "steps=2.5", "steps=900", "guidance=nan", "reference=1.5", "region=nose", "mode=both", "sampler=euler",
     "flame.frown=1", "reads=maybe", "steps"],
)  # fmt: skip
def test_options_that_do_not_exist(text: str) -> None:
    with pytest.raises(InputError) as raised:
        make_engine(f"arc2face:{text}")
    assert raised.value.hint


# --- devices


def test_where_it_computes() -> None:
    assert place(Wishes("cpu")).precision == "fp32"
    assert place(Wishes("cpu", "bf16")).precision == "bf16"
    assert place(Wishes("cpu", memory="low")).preset.is_tiled
    with pytest.raises(DeviceError, match="fp16"):
        place(Wishes("cpu", "fp16"))
    for wrong in (Wishes("abacus"), Wishes("cpu", "fp7"), Wishes("cpu", memory="vast")):
        with pytest.raises(InputError):
            place(wrong)
    limits = [limit for limit, _ in PRESETS]
    assert limits == sorted(limits)


def test_memory_that_does_not_do_is_answered_once_then_told() -> None:
    import torch

    tried = list[int]()

    def work(preset: Any) -> str:
        tried.append(preset.batch)
        if preset.batch > 4:
            raise torch.OutOfMemoryError
        return "drawn"

    assert with_less_memory(replace(PRESETS[-1][1], batch=8), work) == "drawn"
    assert tried == [8, 4]
    with pytest.raises(DeviceError, match="memory") as raised:
        with_less_memory(replace(PRESETS[-1][1], batch=16), work)
    assert "preset" in raised.value.hint


# --- bad input


def test_a_closed_session_and_small_faces(engine: Arc2FaceEngine) -> None:
    session = opened(engine)
    session.close()
    with pytest.raises(RuntimeError):
        session.draw(SMILE)
    with pytest.raises(InputError, match="too small"):
        engine.open(reference(64, 12.0))
    with pytest.raises(InputError):
        engine.open_session([])


def test_a_reader_that_is_not_installed_is_told(engine: Arc2FaceEngine) -> None:
    with pytest.raises(ModelError, match="SMIRK"):
        opened(engine, reads=True)


def test_weights_without_a_map_still_open_jaws(engine: Arc2FaceEngine, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(engine.options.folder, tmp_path / "w"))
    (folder / "exp_adapter" / "controls_to_expression.npz").unlink()
    session = opened(engine, folder=str(folder))
    assert (session.draw(OPEN) != session.draw({})).any()
    with pytest.raises(ModelError, match=r"mouthSmileLeft") as raised:
        session.draw(SMILE)
    assert "fit-expression" in raised.value.hint
    forget_weights()
