"""Who a character is: embeddings where a recogniser is installed, colours and proportions always."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InputError, ModelError
from studio.models.face import ArtStyle, FaceBox, FaceMesh
from studio.models.identity import NO_RECOGNISER
from studio.models.picture import Picture
from studio.vision.identity import capture_identity, score, score_text
from studio.vision.quality import quality_notes
from studio.vision.recognisers import installed_recogniser
from studio.vision.style import guess_style, measure_style

See = Callable[[str, Path], tuple[Picture, FaceMesh, FaceBox]]

OFFICIAL, SPEECH, SERGEY = (
    f"portraits/photo/{name}" for name in ("obama_official.jpg", "obama_speech.jpg", "sergey_front.png")
)


@pytest.fixture(scope="session")
def make_pack() -> Callable[[Path], None]:
    spec = importlib.util.spec_from_file_location("fake_pack", Path(__file__).with_name("fake_pack.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.make_pack  # type: ignore[no-any-return]


def test_same_person_is_told_from_a_stranger(see: See, installed: Path) -> None:
    faces = [see(name, installed) for name in (OFFICIAL, SPEECH, SERGEY)]
    identity = capture_identity(faces, installed)
    assert identity.similarity.shape == (3, 3)
    assert np.allclose(np.diag(identity.similarity), 1, atol=1e-5)
    assert identity.similarity[0, 1] > 0.5 > identity.threshold > identity.similarity[0, 2]
    assert [w for w in identity.warnings if "another character" in w and w.startswith("sergey")]
    assert not [w for w in identity.warnings if "another character" in w and w.startswith("obama")]


def test_scores_against_the_identity(see: See, installed: Path, bare: Path) -> None:
    identity = capture_identity([see(OFFICIAL, installed)], installed)
    same, other = (score(*see(name, installed)[:2], identity, installed) for name in (SPEECH, SERGEY))
    assert same is not None
    assert other is not None
    assert identity.says_same(same)
    assert not identity.says_same(other)
    assert "same character" in score_text(same, identity)
    assert "someone else" in score_text(other, identity)
    assert score(*see(SPEECH, installed)[:2], identity, bare) is None


def test_turned_picture_is_the_same_person(see: See, installed: Path) -> None:
    identity = capture_identity([see(OFFICIAL, installed)], installed)
    for name in ("upside_down.jpg", "rotated_90_no_exif.jpg"):
        value = score(*see(f"portraits/edge/{name}", installed)[:2], identity, installed)
        assert value is not None
        assert value > 0.9


def test_without_a_recogniser_colours_and_proportions_remain(see: See, bare: Path) -> None:
    identity = capture_identity([see(OFFICIAL, bare), see(SPEECH, bare)], bare)
    assert identity.embedding is None
    assert identity.similarity.shape == (0, 0)
    assert identity.recogniser_text == NO_RECOGNISER
    assert score_text(score(*see(OFFICIAL, bare)[:2], identity, bare), identity) == NO_RECOGNISER
    assert {"skin", "eye", "lips"} <= set(identity.palette)
    assert all(0.02 < value < 5 for value in identity.geometry.values())


def test_palette_names_the_colours_one_sees(see: See, bare: Path) -> None:
    raj = capture_identity([see("expression_sets/ltcr_raj/neutral.png", bare)], bare).palette
    assert np.abs(np.array(raj["skin"]) - (179, 135, 102)).max() < 12
    assert max(raj["hair"]) < 70
    sylvie = capture_identity([see("portraits/anime_cartoon/sylvie_bust.png", bare)], bare).palette
    assert sylvie["hair"][0] - sylvie["hair"][2] > 80  # orange
    woman = capture_identity([see("portraits/photo/astronaut_nasa.png", bare)], bare).palette
    assert woman["lips"][0] - woman["lips"][1] > woman["skin"][0] - woman["skin"][1]
    assert sum(woman["hair"]) < sum(woman["skin"])


def test_geometry_does_not_depend_on_size_or_turn(see: See, bare: Path) -> None:
    small = capture_identity([see("portraits/edge/exif_gps_private.jpg", bare)], bare).geometry
    turned = capture_identity([see("portraits/edge/rotated_90_no_exif.jpg", bare)], bare).geometry
    for name, value in small.items():
        assert value == pytest.approx(turned[name], abs=0.05), name


def test_drawings_get_the_stricter_threshold(see: See, installed: Path) -> None:
    drawn = capture_identity([see("expression_sets/ltcr_raj/neutral.png", installed)], installed)
    photo = capture_identity([see(SERGEY, installed)], installed)
    assert drawn.threshold > 0.45 > photo.threshold


@pytest.mark.parametrize(
    ("name", "word"),
    [("eyes_censored.jpg", "covered"), ("very_dark.jpg", "dark"), ("face_48px.png", "small"), ("progressive.jpg", "")],
)
def test_poor_pictures_are_flagged(name: str, word: str, see: See, bare: Path) -> None:
    notes = quality_notes(*see(f"portraits/edge/{name}", bare))
    assert any(word in note for note in notes) if word else notes == ()


def test_blurred_picture_is_flagged(see: See, bare: Path) -> None:
    import cv2

    loaded, mesh, box = see(SERGEY, bare)
    blurred = Picture(cv2.GaussianBlur(loaded.pixels, (0, 0), 12), False)
    assert any("blurred" in note for note in quality_notes(blurred, mesh, box))
    assert not any("blurred" in note for note in quality_notes(loaded, mesh, box))


def test_insightface_pack_is_used(tmp_path: Path, make_pack: Callable[[Path], None], see: See, bare: Path) -> None:
    make_pack(tmp_path / "insightface" / "buffalo_l")
    identity = capture_identity([see(OFFICIAL, bare), see(SERGEY, bare)], tmp_path)
    assert identity.recogniser == "insightface buffalo_l"
    assert identity.embedding is not None
    assert identity.embedding.shape == (512,)
    assert np.linalg.norm(identity.embedding) == pytest.approx(1, abs=1e-5)
    assert identity.similarity[0, 1] < 0.999
    again = score(*see(OFFICIAL, bare)[:2], capture_identity([see(OFFICIAL, bare)], tmp_path), tmp_path)
    assert again == pytest.approx(1, abs=1e-5)


def test_damaged_or_foreign_packs(tmp_path: Path, make_pack: Callable[[Path], None]) -> None:
    assert installed_recogniser(tmp_path) is None
    make_pack(tmp_path / "antelopev2" / "antelopev2")
    nested = installed_recogniser(tmp_path)
    assert nested is not None
    assert nested.name == "insightface antelopev2"
    broken = tmp_path / "broken" / "buffalo_s"
    broken.mkdir(parents=True)
    (broken / "w600k_mbf.onnx").write_bytes(b"not a network")
    with pytest.raises(ModelError) as caught:
        installed_recogniser(tmp_path / "broken")
    assert caught.value.code == "model.corrupt"


def test_no_faces_is_an_error(bare: Path) -> None:
    with pytest.raises(InputError):
        capture_identity([], bare)


STYLES = {
    ArtStyle.PHOTO: (
        OFFICIAL, SERGEY, "portraits/photo/astronaut_nasa.png", "portraits/photo/grace_hopper_glasses_hat.jpg",
        "portraits/edge/very_dark.jpg",
    ),
    ArtStyle.PAINTED: (
        "portraits/painting/mona_lisa.jpg", "portraits/game/king_beard.webp",
        "portraits/painting/american_gothic_two.jpg",
    ),
    ArtStyle.FLAT: (
        "portraits/anime_cartoon/sylvie_bust.png", "expression_sets/ltcr_player/neutral.png",
        "expression_sets/ltcr_raj/neutral.png", "expression_sets/renpy_eileen/happy.png",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("style", "name"), [(style, name) for style, names in STYLES.items() for name in names])
def test_style(style: ArtStyle, name: str, see: See, bare: Path) -> None:
    loaded, mesh, _ = see(name, bare)
    assert guess_style(loaded, mesh) is style, measure_style(loaded, mesh)
