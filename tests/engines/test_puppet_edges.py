"""The puppet engine where it is hard: at borders, tiny, turned, damaged; and what it promises of every preset."""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.engines.puppet import contour, warp
from studio.engines.puppet.engine import PuppetEngine, PuppetSession
from studio.engines.puppet.eyes import EyePart
from studio.engines.puppet.mouth import MouthPart
from studio.models.controls import ALL_CONTROLS, clamped, limits_of
from studio.models.face import ArtStyle, FaceMesh, FaceReference, MeshSource
from studio.models.library import load_library
from studio.models.picture import Picture
from studio.pipelines.wardrobe import resolved
from tests.engines import faces
from tests.engines.test_puppet import REAL_FACES

REPO = Path(__file__).resolve().parents[2]
WILD = ("joy", "laugh", "rage", "wink", "knocked-out", "eye-roll")
NOT_NEUTRAL = {"neutral", "viseme-sil"}
"""The two presets that are the reference itself."""


@pytest.fixture(scope="module")
def portrait() -> FaceReference:
    return faces.astronaut()


def moved(reference: FaceReference, matrix: np.ndarray, size: tuple[int, int]) -> FaceReference:
    """A face laid elsewhere by a (2, 3) affine matrix."""
    points = reference.mesh.points.copy()
    points[:, :2] = points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    pixels = cv2.warpAffine(
        reference.picture.pixels, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    return with_points(FaceReference(Picture(pixels, has_alpha=False), reference.mesh, reference.style), points)


def with_points(reference: FaceReference, points: np.ndarray) -> FaceReference:
    mesh = FaceMesh(points.astype(np.float32), MeshSource.ATTENTION)
    return FaceReference(reference.picture, mesh, reference.style)


def shift(x: float, y: float) -> np.ndarray:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y]])


def assert_keeps_its_word(reference: FaceReference) -> PuppetSession:
    """Draw some presets; nothing outside the mask may change, something inside must."""
    given_pixels = reference.picture.pixels.copy()
    session = PuppetEngine().open(reference)
    mask = session.reach_mask()
    library = load_library()
    for name in WILD:
        changed = (session.draw(library[name].pose) != given_pixels).any(-1)
        assert changed.any(), name
        assert not (changed & ~mask).any(), name
    assert np.array_equal(session.draw({}), given_pixels)
    assert np.array_equal(reference.picture.pixels, given_pixels)
    return session


@pytest.mark.parametrize("turn_deg", [45, 90, 180, 225])
def test_turned_faces(portrait: FaceReference, turn_deg: float) -> None:
    matrix = cv2.getRotationMatrix2D((224.0, 150.0), turn_deg, 1.0)
    assert_keeps_its_word(moved(portrait, matrix, (512, 512)))


@pytest.mark.parametrize("size", [(511, 509), (301, 277), (257, 999)])
def test_odd_sizes(portrait: FaceReference, size: tuple[int, int]) -> None:
    assert_keeps_its_word(moved(portrait, shift(0, 0), size))


@pytest.mark.parametrize("share", [0.31, 0.4])
def test_tiny_faces(portrait: FaceReference, share: float) -> None:
    centre = portrait.mesh.points[:, :2].mean(0)
    matrix = np.array([[share, 0.0, 33 - share * centre[0]], [0.0, share, 31 - share * centre[1]]])
    session = assert_keeps_its_word(moved(portrait, matrix, (67, 71)))
    assert session.frame.eye_distance_px < 18


@pytest.mark.parametrize("gone", ["right eye", "right face", "forehead and eyes", "mouth", "chin", "all but an ear"])
def test_faces_cut_off_by_the_pictures_edge(portrait: FaceReference, gone: str) -> None:
    """What is left of the face still acts."""
    points = portrait.mesh.points
    low, high = points[:, :2].min(0), points[:, :2].max(0)
    matrix, size = {
        "right eye": (shift(-points[133, 0] - 2, 0), (400, 400)),
        "right face": (shift(-points[1, 0], 0), (400, 400)),
        "forehead and eyes": (shift(0, -points[145, 1] - 4), (400, 400)),
        "mouth": (shift(0, 0), (512, int(points[0, 1]) - 2)),
        "chin": (shift(0, 0), (512, int(points[17, 1]) + 2)),
        "all but an ear": (shift(-high[0] + 10, -low[1] + 40), (400, 400)),
    }[gone]
    assert_keeps_its_word(moved(portrait, matrix, size))


@pytest.mark.parametrize("style", list(ArtStyle))
def test_eyes_closed_in_the_reference_stay_closed(portrait: FaceReference, style: ArtStyle) -> None:
    """No invented eyeball: a blink moves a little skin at most, and nothing breaks."""
    from studio.engines.puppet import topology as topo

    points = portrait.mesh.points.copy()
    for upper, lower in ((topo.EYE_UPPER_RIGHT, topo.EYE_LOWER_RIGHT), (topo.EYE_UPPER_LEFT, topo.EYE_LOWER_LEFT)):
        points[list(upper)] = points[list(lower)]
    closed = FaceReference(portrait.picture, FaceMesh(points, MeshSource.ATTENTION), style)
    session = assert_keeps_its_word(closed)
    blink = {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}

    def change(opened: PuppetSession) -> float:
        return float(np.abs(opened.draw(blink).astype(int) - portrait.picture.pixels).sum())

    assert change(session) < 0.2 * change(PuppetEngine().open(portrait))


@pytest.mark.parametrize("damage", ["one number", "all numbers", "infinite", "too few", "no alpha"])
def test_damaged_references_are_refused_in_words(portrait: FaceReference, damage: str) -> None:
    points, picture = portrait.mesh.points.copy(), portrait.picture
    if damage == "one number":
        points[13, 1] = np.nan
    elif damage == "all numbers":
        points[:] = np.nan
    elif damage == "infinite":
        points[5, 0] = np.inf
    elif damage == "too few":
        points = points[:468]
    else:
        picture = Picture(np.ascontiguousarray(picture.pixels[..., :3]), has_alpha=False)
    with pytest.raises(InputError) as caught:
        PuppetEngine().open(FaceReference(picture, FaceMesh(points, MeshSource.ATTENTION), portrait.style))
    assert caught.value.hint


def test_a_face_beside_the_picture_is_refused(portrait: FaceReference) -> None:
    with pytest.raises(InputError, match="outside the picture"):
        PuppetEngine().open(with_points(portrait, portrait.mesh.points + np.float32(5000)))


POSES = st.dictionaries(st.sampled_from(ALL_CONTROLS), st.floats(0.0, 1.0), max_size=9).map(
    lambda drawn: {name: limits_of(name)[0] + value * (limits_of(name)[1] - limits_of(name)[0])
                   for name, value in drawn.items()}
)  # fmt: skip


@pytest.fixture(scope="module")
def two_sessions(portrait: FaceReference) -> list[tuple[PuppetSession, np.ndarray, np.ndarray, np.ndarray]]:
    """An upright photograph, and the same face cut out, turned and read as flat art; each with both its masks."""
    matrix = cv2.getRotationMatrix2D((224.0, 150.0), 33.0, 0.9)
    turned = moved(portrait, matrix, (487, 431))
    pixels = turned.picture.pixels.copy()
    rows, columns = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]]
    x, y = turned.mesh.points[:, :2].mean(0)
    pixels[np.hypot(columns - x, rows - y) > 140] = (255, 0, 255, 0)
    cut = FaceReference(Picture(pixels, has_alpha=True), turned.mesh, ArtStyle.FLAT)
    opened = [(PuppetEngine().open(reference), reference) for reference in (portrait, cut)]
    return [
        (session, reference.picture.pixels, session.reach_mask(), session.reach_mask(with_head=False))
        for session, reference in opened
    ]


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(pose=POSES)
def test_the_mask_holds_every_pose(
    two_sessions: list[tuple[PuppetSession, np.ndarray, np.ndarray, np.ndarray]], pose: dict[str, float]
) -> None:
    turns = any(name.startswith("head") for name in pose)
    for session, pixels, whole, face_only in two_sessions:
        changed = (session.draw(pose) != pixels).any(-1)
        assert not (changed & ~(whole if turns else face_only)).any()


def _determinant(fine_map: np.ndarray, scale: int) -> np.ndarray:
    along_y, along_x = np.gradient(fine_map / scale, axis=(0, 1))
    return np.asarray(along_x[..., 0] * along_y[..., 1] - along_x[..., 1] * along_y[..., 0])


def _least_determinants(session: PuppetSession, pose: dict[str, float]) -> dict[str, float]:
    """The least Jacobian determinant, pixel by pixel, of each map that skin is read through."""
    stride, scale = session.frame.stride_px, session._sampler.SCALE
    forward = session.forward_field(pose)
    backward = warp.inverted(forward, stride)
    least = {}
    for part in session._moving_parts(forward, pose):
        painter = part.paint.func.__self__  # type: ignore[attr-defined]
        motion_of_part = part.paint.keywords["motion"]  # type: ignore[attr-defined]
        fine_map = session._sampler.map_of(backward, stride, part.area)
        position, v = part.frame.to_local_fast(fine_map, scale)
        index = contour.clipped_index(position)
        held = fine_map
        if isinstance(painter, EyePart):
            if painter.is_closed:
                continue
            upper, lower = painter.lid_lines(motion_of_part)
            shift_above, shift_below = painter._shift_readers(upper, lower)
        else:
            assert isinstance(painter, MouthPart)
            upper, lower = painter.lip_lines(motion_of_part)
            shift_above, shift_below = painter._shift_readers(upper, lower, motion_of_part)
            held = painter._held(fine_map, index, motion_of_part, scale)
        up, down = shift_above(v, index), shift_below(v, index)
        within = contour.is_within(position, 1.0)
        for name, start, by, is_skin in (
            ("above", held, up, v < upper[index] - 0.5), ("below", fine_map, down, v > lower[index] + 0.5)
        ):  # fmt: skip
            determinant = _determinant(contour.shifted_map(start, by * np.float32(scale), part.frame.across), scale)
            if (is_skin & within).any():
                key = f"{type(painter).__name__} {name}"
                least[key] = min(least.get(key, np.inf), float(determinant[is_skin & within].min()))
    return least


@pytest.mark.parametrize(("path", "style"), REAL_FACES)
def test_no_preset_folds_lids_or_lips(shared_data: Path, path: str, style: ArtStyle) -> None:
    session = PuppetEngine().open(faces.shared_reference(path, style))
    seen: set[str] = set()
    for expression in load_library().values():
        least = _least_determinants(session, clamped(expression.pose))
        seen |= set(least)
        assert all(value > 0.0 for value in least.values()), (expression.id, least)
    assert len(seen) == 4


@pytest.mark.parametrize(("path", "style"), REAL_FACES[:4])
def test_every_preset_is_turned_around_exactly(shared_data: Path, path: str, style: ArtStyle) -> None:
    """Going forward after going back ends where it began, however far the skin stretches."""
    session = PuppetEngine().open(faces.shared_reference(path, style))
    stride = session.frame.stride_px
    for expression in load_library().values():
        forward = session.forward_field(expression.pose)
        backward = warp.inverted(forward, stride)
        there = cv2.remap(
            forward, backward[..., 0] / stride, backward[..., 1] / stride,
            cv2.INTER_LINEAR | cv2.WARP_RELATIVE_MAP, borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        assert np.abs(backward + there).max() < 0.35, expression.id


def test_the_picture_is_enlarged_alike_in_strips() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (2 * warp.STRIP_ROWS + 37, 53, 4)).astype(np.uint8)
    x, y = np.meshgrid(np.arange(106, dtype=np.float32) / 2, np.arange(2 * len(pixels), dtype=np.float32) / 2)
    whole = cv2.remap(pixels, x, y, cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REPLICATE)
    fine = warp.Sampler(pixels).fine
    assert np.array_equal(fine, whole)
    assert np.array_equal(fine[::2, ::2], pixels)


@pytest.fixture(scope="module")
def all_pictures(portrait: FaceReference) -> dict[str, np.ndarray]:
    session = PuppetEngine().open(portrait)
    # Every second pixel of the face says enough, and there are twenty-four thousand pairs.
    face = np.s_[50:270:2, 110:340:2, :3]
    return {name: np.ascontiguousarray(session.draw(one.pose)[face]) for name, one in load_library().items()}


def _difference(one: np.ndarray, other: np.ndarray) -> int:
    """How many colour values differ visibly."""
    apart = cv2.absdiff(one, other).reshape(len(one), -1)
    return cv2.countNonZero(cv2.threshold(apart, 12, 255, cv2.THRESH_BINARY)[1])


def test_every_preset_is_seen(all_pictures: dict[str, np.ndarray]) -> None:
    neutral = all_pictures["neutral"]
    assert {name for name, picture in all_pictures.items() if _difference(picture, neutral) < 50} == NOT_NEUTRAL


def test_no_two_presets_look_alike(all_pictures: dict[str, np.ndarray]) -> None:
    names = [name for name in all_pictures if name != "viseme-sil"]
    alike = [
        pair for pair in itertools.combinations(names, 2) if _difference(*(all_pictures[name] for name in pair)) < 20
    ]
    assert alike == []


def test_the_samples_thirty_are_far_apart(all_pictures: dict[str, np.ndarray]) -> None:
    names = [shown.id for shown in resolved(("sample",), load_library())]
    assert len(names) == 30
    pictures = [all_pictures[name] for name in names]
    assert min(_difference(one, other) for one, other in itertools.combinations(pictures, 2)) > 75


DRAW = """
import hashlib
from studio.engines.puppet.engine import PuppetEngine
from studio.models.library import load_library
from tests.engines import faces
session, library = PuppetEngine().open(faces.astronaut()), load_library()
drawn = [session.draw(library[name].pose).tobytes() for name in ("joy", "rage", "wink", "viseme-oh", "eye-roll")]
print("DIGEST", hashlib.sha256(b"".join(drawn)).hexdigest())
"""


def test_another_process_draws_the_same_bytes(portrait: FaceReference) -> None:
    session, library = PuppetEngine().open(portrait), load_library()
    names = ("joy", "rage", "wink", "viseme-oh", "eye-roll")
    here = hashlib.sha256(b"".join(session.draw(library[name].pose).tobytes() for name in names)).hexdigest()
    done = subprocess.run(
        [sys.executable, "-c", DRAW], cwd=REPO, capture_output=True, text=True, check=False, timeout=120
    )
    assert f"DIGEST {here}" in done.stdout, done.stderr
