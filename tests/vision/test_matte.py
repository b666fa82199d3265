"""Characters are cut out along their edges, and the old background's colour is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.models.face import FaceBox, FaceMesh
from studio.models.picture import Picture
from studio.vision.matte import cut_out
from studio.vision.matte_colours import clean_foreground
from studio.vision.matte_solve import solve_band

Load = Callable[[str], Picture]
See = Callable[[str, Path], tuple[Picture, FaceMesh, FaceBox]]


def on(picture: Picture, colour: tuple[int, int, int]) -> Picture:
    """The picture laid on one colour, its transparency forgotten."""
    alpha = picture.pixels[..., 3:].astype(float) / 255
    rgb = np.rint(picture.pixels[..., :3] * alpha + np.array(colour) * (1 - alpha)).astype(np.uint8)
    return Picture(np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)]), False)


def inner_points(mesh: FaceMesh) -> np.ndarray:  # type: ignore[type-arg]
    """Whole pixels all over the face, a little inside its outline."""
    xy = mesh.points[:468, :2]
    return np.rint(xy.mean(axis=0) + 0.85 * (xy - xy.mean(axis=0))).astype(int)


def test_astronaut_leaves_her_background(see: See, bare: Path, picture: Load) -> None:
    loaded, mesh, _ = see("portraits/photo/astronaut_nasa.png", bare)
    cut = cut_out(loaded, mesh)
    alpha = cut.pixels[..., 3].astype(float) / 255
    assert cut.has_alpha
    assert (
        cut.pixels[alpha == 1][:, :3] == loaded.pixels[alpha == 1][:, :3]
    ).all()  # solid pixels are the artist's own
    truth = picture("portraits/edge/alpha_soft_edges.png").pixels[..., 3].astype(float) / 255
    decided = (truth < 0.05) | (truth > 0.95)
    assert (np.abs(alpha - truth)[decided] > 0.5).mean() < 0.02
    hull = inner_points(mesh)
    assert (alpha[hull[:, 1], hull[:, 0]] == 1).all()
    for row, column in ((100, 420), (60, 30), (20, 330), (250, 480)):  # shuttle, flag, wall
        assert alpha[row, column] == 0
    soft = (alpha > 0.05) & (alpha < 0.95)
    assert 0.002 < soft.mean() < 0.05  # a soft edge, but no veil


@pytest.mark.parametrize("name", ["photo/obama_official.jpg", "painting/mona_lisa.jpg", "painting/gogol_moustache.png"])
def test_photographs_and_paintings_are_cut(name: str, see: See, bare: Path) -> None:
    loaded, mesh, _ = see(f"portraits/{name}", bare)
    cut = cut_out(loaded, mesh)
    alpha = cut.pixels[..., 3]
    face = inner_points(mesh)
    assert (alpha[face[:, 1], face[:, 0]] == 255).all()
    assert alpha[3, 3] == alpha[3, -3] == 0
    assert 0.25 < (alpha > 127).mean() < 0.8
    assert ((alpha > 12) & (alpha < 243)).mean() < 0.06


def test_own_transparency_is_kept(picture: Load) -> None:
    king = picture("portraits/game/king_beard.webp")
    cut = cut_out(king, None)
    assert cut.pixels is king.pixels
    assert any("own transparency" in note for note in cut.notes)


@pytest.mark.parametrize("colour", [(255, 255, 255), (0, 160, 60), (20, 20, 30)])
def test_drawing_on_a_flat_ground_is_cut_back_to_its_own_alpha(colour: tuple[int, int, int], picture: Load) -> None:
    original = picture("portraits/anime_cartoon/sylvie_bust.png")
    cut = cut_out(on(original, colour), None)
    assert any("flat" in note for note in cut.notes)
    truth, found = original.pixels[..., 3].astype(float) / 255, cut.pixels[..., 3].astype(float) / 255
    assert np.abs(truth - found).mean() < 0.015
    for ground in ((255, 0, 255), (40, 40, 40)):  # no halo of the old ground on a new one
        difference = np.abs(on(original, ground).rgb.astype(int) - on(cut, ground).rgb)
        assert difference.mean() < 2.5


def test_white_clothes_on_white_ground_stay(see: See, bare: Path) -> None:
    loaded, mesh, _ = see("portraits/photo/business_person_glasses_hand.png", bare)
    alpha = cut_out(loaded, mesh).pixels[..., 3]
    assert (alpha[560:640, 505:525] > 250).mean() > 0.95  # her shirt
    assert (alpha[:40] < 5).mean() > 0.9


def test_picture_without_a_figure_is_left_alone() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (96, 96, 4), np.uint8)
    noise[..., 3] = 255
    plain = Picture(noise, False)
    cut = cut_out(plain, None)
    assert cut.pixels is plain.pixels
    assert any("no background" in note for note in cut.notes)


def test_solver_follows_the_colours_not_the_guess() -> None:
    truth = np.clip((np.arange(60)[None] - 30) / 6 + 0.5, 0, 1).repeat(40, 0).astype(np.float32)
    rgb = truth[..., None] * np.float32([0.9, 0.6, 0.4]) + (1 - truth[..., None]) * np.float32([0.1, 0.2, 0.5])
    unknown = np.zeros(truth.shape, bool)
    unknown[:, 20:42] = True
    guess = np.where(unknown, np.float32(0.5), truth)
    solved = solve_band(rgb.astype(np.float32), guess, unknown)
    assert np.abs(solved - truth).max() < 0.1
    assert (solved[~unknown] == truth[~unknown]).all()


def test_foreground_colour_is_recovered_at_soft_edges() -> None:
    alpha = np.clip((np.arange(80)[None] - 40) / 10 + 0.5, 0, 1).repeat(40, 0).astype(np.float32)
    figure, ground = np.array([200, 80, 40]), np.array([20, 200, 220])
    rgb = np.rint(alpha[..., None] * figure + (1 - alpha[..., None]) * ground).astype(np.uint8)
    clean = clean_foreground(rgb, alpha)
    seen = (alpha > 0.1) & (alpha < 0.95)
    assert np.abs(clean[seen].astype(int) - figure).mean() < 22
    assert np.abs(rgb[seen].astype(int) - figure).mean() > 40  # what it was before
    assert (clean[alpha == 1] == rgb[alpha == 1]).all()
