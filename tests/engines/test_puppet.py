"""The puppet engine on real faces: what moves, what must not, and how near it comes to the truth."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from studio.engines.puppet import warp
from studio.engines.puppet.engine import PuppetEngine, PuppetSession
from studio.engines.puppet.rest import measure_rest
from studio.models.controls import ARKIT_CONTROLS
from studio.models.face import ArtStyle, FaceMesh, FaceReference, MeshSource
from studio.models.library import load_library
from studio.models.picture import Picture
from tests.engines import faces


def both(name: str, value: float) -> dict[str, float]:
    return {f"{name}Left": value, f"{name}Right": value}


@pytest.fixture(scope="module")
def portrait() -> FaceReference:
    return faces.astronaut()


@pytest.fixture(scope="module")
def session(portrait: FaceReference) -> PuppetSession:
    return PuppetEngine().open(portrait)


FULL = {
    **both("mouthSmile", 0.8), **both("eyeBlink", 0.5), **both("browDown", 0.7), "jawOpen": 0.6, "browInnerUp": 0.6,
    "headYaw": 12.0, "headPitch": -8.0, "headRoll": 10.0, "tongueOut": 0.7, **both("eyeLookOut", 0.0),
}  # fmt: skip


def changed(session: PuppetSession, portrait: FaceReference, pose: dict[str, float]) -> np.ndarray:
    return (session.draw(pose) != portrait.picture.pixels).any(-1)


def test_zero_gives_the_input_back(session: PuppetSession, portrait: FaceReference) -> None:
    assert np.array_equal(session.draw({}), portrait.picture.pixels)
    assert np.array_equal(session.draw(dict.fromkeys(ARKIT_CONTROLS, 0.0)), portrait.picture.pixels)


def test_nothing_moves_outside_the_mask(session: PuppetSession, portrait: FaceReference) -> None:
    mask = session.reach_mask()
    moved = changed(session, portrait, FULL)
    assert moved.any()
    assert not (moved & ~mask).any()
    assert mask.mean() < 0.6, "a mask that holds the whole picture promises nothing"
    face_only = session.reach_mask(with_head=False)
    pose = {name: value for name, value in FULL.items() if not name.startswith("head")}
    assert not (changed(session, portrait, pose) & ~face_only).any()


@pytest.mark.parametrize("control", ARKIT_CONTROLS)
def test_every_control_moves_something(session: PuppetSession, portrait: FaceReference, control: str) -> None:
    pose = {control: 1.0} if control != "mouthClose" else {control: 1.0, "jawOpen": 0.8}
    before = session.draw({"jawOpen": 0.8}) if control == "mouthClose" else portrait.picture.pixels
    difference = np.abs(session.draw(pose).astype(int) - before)
    assert (difference.max(-1) > 8).sum() > 12


@pytest.mark.parametrize("control", ["eyeBlink", "eyeWide", "eyeSquint", "browDown", "browOuterUp", "cheekSquint",
                                     "noseSneer", "eyeLookOut", "eyeLookUp"])  # fmt: skip
@pytest.mark.parametrize("side", ["Left", "Right"])
def test_one_side_stays_on_its_side(session: PuppetSession, portrait: FaceReference, control: str, side: str) -> None:
    points = portrait.mesh.points
    middle = points[[168, 6, 197, 1]].mean(0)
    across = points[[263, 362], :2].mean(0) - points[[33, 133], :2].mean(0)
    own = across / np.linalg.norm(across) * (1 if side == "Left" else -1)
    distance = session.frame.eye_distance_px
    rows, columns = np.nonzero(changed(session, portrait, {control + side: 1.0}))
    towards = (columns - middle[0]) * own[0] + (rows - middle[1]) * own[1]
    assert towards.max() > 0.2 * distance
    assert towards.min() > -0.25 * distance


def test_blink_leaves_gaze_and_mouth_alone(session: PuppetSession, portrait: FaceReference) -> None:
    moved = changed(session, portrait, both("eyeBlink", 1.0))
    lip = portrait.mesh.points[0, 1]
    assert not moved[int(lip - 0.2 * session.frame.eye_distance_px) :].any()


def test_a_blink_closes_the_eye(session: PuppetSession, portrait: FaceReference) -> None:
    """The iris is gone: its place has become skin, far lighter than the dark pupil."""
    for iris in (468, 473):
        x, y = np.round(portrait.mesh.points[iris, :2]).astype(int)
        window = np.s_[y - 1 : y + 2, x - 1 : x + 2, :3]
        assert session.draw(both("eyeBlink", 1.0))[window].mean() > portrait.picture.pixels[window].mean() + 35


def test_wink_over_a_smile_is_smile_and_wink(session: PuppetSession) -> None:
    smile = session.draw(both("mouthSmile", 0.7))
    both_of_them = session.draw({**both("mouthSmile", 0.7), "eyeBlinkLeft": 1.0})
    moved = (smile != both_of_them).any(-1)
    rows, columns = np.nonzero(moved)
    assert len(rows) > 50
    assert columns.min() > session.frame.roi.x + 0.4 * session.frame.roi.width


def test_small_steps_make_small_changes(session: PuppetSession) -> None:
    """No popping: a hundredth of a control never jumps."""
    library = load_library()
    for name in ("joy", "anger", "surprise", "sadness"):
        pose = library[name].pose
        shares = [0.0, 0.01, 0.02, 0.5, 0.51, 0.99, 1.0]
        frames = [session.draw({k: v * s for k, v in pose.items()}).astype(int) for s in shares]
        for first, second in ((0, 1), (1, 2), (3, 4), (5, 6)):
            assert np.abs(frames[first] - frames[second]).mean() < 0.12, name


@pytest.mark.parametrize(
    "pose", [{}, both("mouthSmile", 1.0), {"mouthLeft": 1.0}, {"headYaw": 15.0}, {"headRoll": 10.0}]
)
@pytest.mark.parametrize("more", ["jawOpen", "mouthUpperUpLeft", "mouthPucker"])
def test_teeth_do_not_jump(session: PuppetSession, pose: dict[str, float], more: str) -> None:
    """The portrait smiles over open teeth: they lie alike just before and just after the lips begin to part."""
    before = session.draw(pose).astype(int)
    after = session.draw({**pose, more: 0.003})
    difference = np.abs(before - after)
    assert difference.max() < 40
    assert difference.mean() < 0.02


REAL_FACES = [
    ("portraits/photo/obama_official.jpg", ArtStyle.PHOTO),
    ("portraits/painting/mona_lisa.jpg", ArtStyle.PAINTED),
    ("portraits/painting/child_bouguereau.jpg", ArtStyle.PAINTED),
    ("expression_sets/ltcr_raj/neutral.png", ArtStyle.FLAT),
    ("portraits/anime_cartoon/sylvie_bust.png", ArtStyle.FLAT),
    ("portraits/game/woman02.png", ArtStyle.PAINTED),
]


@pytest.mark.parametrize(("path", "style"), REAL_FACES)
def test_no_preset_folds_the_skin(shared_data: Path, path: str, style: ArtStyle) -> None:
    session = PuppetEngine().open(faces.shared_reference(path, style))
    stride = session.frame.stride_px
    for expression in load_library().values():
        forward = session.forward_field(expression.pose)
        assert warp.jacobian_determinant(forward, stride).min() >= 0.99 * warp.MIN_JACOBIAN, expression.id
        backward = warp.inverted(forward, stride)
        assert warp.jacobian_determinant(backward, stride).min() > 0.0, expression.id


@pytest.mark.parametrize(("path", "style"), REAL_FACES)
def test_presets_keep_their_strength(shared_data: Path, path: str, style: ArtStyle) -> None:
    """Easing a pose off so that it does not fold must stay the exception."""
    session = PuppetEngine().open(faces.shared_reference(path, style))
    eased = 0
    library = load_library()
    for expression in library.values():
        from studio.engines.puppet import motion

        acted = motion.acted(expression.pose, style)
        wanted = session.bank.combined(motion.field_weights(acted, session.rest))
        given = session.forward_field(expression.pose)
        if np.abs(wanted).max() > 0 and np.abs(given).max() < 0.85 * np.abs(wanted).max():
            eased += 1
    assert eased <= 0.05 * len(library)


def test_inverse_undoes_the_field(session: PuppetSession) -> None:
    """Going forward after going back ends where it began, within a fifth of a pixel."""
    import cv2

    forward = session.forward_field(load_library()["joy"].pose)
    stride = session.frame.stride_px
    backward = warp.inverted(forward, stride)
    shift = backward / stride
    there = cv2.remap(forward, shift[..., 0], shift[..., 1], cv2.INTER_LINEAR | cv2.WARP_RELATIVE_MAP,
                      borderMode=cv2.BORDER_REPLICATE)  # fmt: skip
    assert np.abs(backward + there).max() < 0.2


def test_alpha_and_hidden_colours(portrait: FaceReference) -> None:
    pixels = portrait.picture.pixels.copy()
    rows, columns = np.mgrid[0:512, 0:512]
    inside = ((columns - 224) / 150) ** 2 + ((rows - 160) / 190) ** 2 < 1
    pixels[~inside] = (255, 0, 255, 0)
    reference = FaceReference(Picture(pixels, has_alpha=True), portrait.mesh, portrait.style)
    drawn = PuppetEngine().open(reference).draw(FULL)
    visible = drawn[drawn[..., 3] > 0].astype(int)
    is_magenta = (visible[:, 0] > 235) & (visible[:, 1] < 40) & (visible[:, 2] > 235)
    assert not is_magenta.any(), "a hidden colour came into sight"
    still = PuppetEngine().open(reference).draw({"eyeBlinkLeft": 1.0})
    assert np.array_equal(still[..., 3], pixels[..., 3])
    assert np.array_equal(still[~inside], pixels[~inside])


def test_a_tilted_face_moves_alike(portrait: FaceReference) -> None:
    """The rig follows the face: the same pose on a picture turned by 30 degrees gives the turned result."""
    import cv2

    x, y = portrait.mesh.points[:, :2].mean(0)
    matrix = cv2.getRotationMatrix2D((float(x), float(y)), 30.0, 1.0)
    turned = cv2.warpAffine(portrait.picture.pixels, matrix, (512, 512), flags=cv2.INTER_CUBIC,
                            borderMode=cv2.BORDER_REPLICATE)  # fmt: skip
    points = portrait.mesh.points.copy()
    points[:, :2] = points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    other = FaceReference(
        Picture(turned, has_alpha=False), FaceMesh(points.astype(np.float32), MeshSource.ATTENTION), ArtStyle.PHOTO
    )
    pose = {**both("mouthSmile", 0.6), "jawOpen": 0.4, **both("browOuterUp", 0.7)}
    straight = PuppetEngine().open(portrait).draw(pose)
    expected = cv2.warpAffine(straight, matrix, (512, 512), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    drawn = PuppetEngine().open(other).draw(pose)
    window = np.s_[int(y - 60) : int(y + 60), int(x - 60) : int(x + 60), :3]
    error = np.abs(drawn[window].astype(int) - expected[window]).mean()
    untouched = np.abs(turned[window].astype(int) - expected[window]).mean()
    assert error < 0.45 * untouched


def test_face_too_small_is_refused(portrait: FaceReference) -> None:
    from studio.core.errors import InputError

    tiny = FaceMesh(portrait.mesh.points * np.float32(0.2), MeshSource.ATTENTION)
    with pytest.raises(InputError, match="too small"):
        PuppetEngine().open(FaceReference(portrait.picture, tiny, portrait.style))


def test_rest_state_sees_a_smile(portrait: FaceReference) -> None:
    rest = measure_rest(portrait.mesh.points)
    assert min(rest.smile_left, rest.smile_right) > 0.5


def _truth_cases() -> list[tuple[str, str]]:
    return [(head, name) for head in ("ict_render_id1", "ict_render_id2")
            for name in ("jawOpen", "smile", "blink", "browDown", "open_smile")]  # fmt: skip


@pytest.mark.parametrize(("head", "name"), _truth_cases())
def test_known_weights_come_closer_to_the_truth(shared_data: Path, head: str, name: str) -> None:
    """Renders whose weights are known: our picture and its landmarks are nearer to the truth than the neutral is."""
    index = json.loads((shared_data / "expression_sets" / "index.json").read_text())
    sides = {"_L": "Left", "_R": "Right"}
    pose = {}
    for key, value in index[head]["weights"][name].items():
        pose[key[:-2] + sides[key[-2:]] if key[-2:] in sides else key] = value
    neutral = faces.shared_reference(f"expression_sets/{head}/neutral.png")
    truth = faces.shared_reference(f"expression_sets/{head}/{name}.png")
    session = PuppetEngine().open(neutral)
    drawn = session.draw(pose)

    def picture_error(pixels: np.ndarray) -> float:
        return float(np.abs(pixels[..., :3].astype(float) - truth.picture.pixels[..., :3]).mean())

    def landmark_error(mesh: FaceMesh) -> float:
        apart = mesh.points[:468, :2] - truth.mesh.points[:468, :2]
        return float(np.hypot(*apart.T).mean()) / session.frame.eye_distance_px

    seen = faces.reference(Picture(drawn, has_alpha=False), models=shared_data / "models")
    print(f"{head} {name}: landmark error {landmark_error(neutral.mesh):.4f} -> {landmark_error(seen.mesh):.4f} eye "
          f"distances, picture {picture_error(neutral.picture.pixels):.3f} -> {picture_error(drawn):.3f}")  # fmt: skip
    assert picture_error(drawn) < picture_error(neutral.picture.pixels)
    assert landmark_error(seen.mesh) < landmark_error(neutral.mesh)
