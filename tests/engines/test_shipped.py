"""The weights that come with the program: whole, small, described, and better than doing nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from studio.core.folders import resources_folder
from studio.engines.diffusion.autoencoder import to_premultiplied
from studio.engines.diffusion.weights import AUTOENCODER, IDENTITY, MOTION
from studio.engines.genaffect.domain import FAR
from studio.engines.genaffect.engine import GenAffectEngine, load_pipeline
from studio.engines.portrait.renderer import draw_few
from studio.engines.registry import engine_names
from studio.models.genome import PortraitGenome
from studio.models.portrait import DrawnPortrait
from studio.pipelines.cast import drawable
from studio.pipelines.drawn_character import drawn_reference
from studio.storage.blobs import BlobStore

ROOT = resources_folder() / "models"
SHIPPED = (AUTOENCODER, IDENTITY, MOTION, "genaffect")
MEGABYTE = 1_000_000
SEEDS = (905_100_001, 905_100_002, 905_100_003)
"""Of characters that nothing has learned from."""
POSES = (
    {"jawOpen": 0.7, "mouthSmileLeft": 0.5, "mouthSmileRight": 0.5}, {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0},
    {"browInnerUp": 1.0, "mouthFrownLeft": 0.8, "mouthFrownRight": 0.8}, {"headYaw": 10.0, "browDownLeft": 0.8},
)  # fmt: skip


def bytes_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", SHIPPED)
def test_each_is_small_and_has_a_card(name: str) -> None:
    assert bytes_of(ROOT / name) < 45 * MEGABYTE
    card = (ROOT / name / "README.md").read_text(encoding="utf-8")
    for part in ("## Data", "## Training", "## Measured", "## Limits", "## Licence"):
        assert part in card


def test_all_of_them_are_small() -> None:
    assert bytes_of(ROOT) < 150 * MEGABYTE


def test_the_avatar_engine_is_offered() -> None:
    assert "genaffect" in engine_names()


def test_unknown_characters_are_drawn_nearer_to_the_truth_than_their_resting_faces() -> None:
    pipeline, domain = load_pipeline()
    for seed in SEEDS:
        genome = PortraitGenome.random(seed)
        pixels = draw_few([genome] * 5, [{}, *POSES], 128, False).pixels()
        known, truth = to_premultiplied(pixels[:1]), to_premultiplied(pixels[1:])
        assert domain.distance(known[0]) < FAR
        drawn = to_premultiplied(
            pipeline(known, list(POSES), temperature=0.1, generator=torch.Generator().manual_seed(1)).images
        )
        errors = (drawn - truth).square().mean(dim=(1, 2, 3))
        idle = (known - truth).square().mean(dim=(1, 2, 3))
        assert float(errors.mean()) < 0.6 * float(idle.mean()), (seed, errors, idle)


def test_a_large_portrait_is_drawn_at_its_own_size_and_sharp() -> None:
    blobs = BlobStore()
    portrait = DrawnPortrait(PortraitGenome.random(SEEDS[0]), 512.0, has_background=False)
    reference = drawable(drawn_reference(portrait, "somebody.png", blobs), blobs)
    session = GenAffectEngine().open(reference)
    assert session.notes == ()
    drawn = session.draw({"jawOpen": 0.6}, seed=1)
    assert drawn.shape == (512, 512, 4)
    shoulders = slice(440, 512)
    made, rest = (to_premultiplied(given[None, shoulders]) for given in (drawn, reference.picture.pixels))
    assert (made - rest).abs().mean() < 0.006, "clothes keep their own pixels"
    far = reference.picture.pixels[:40, :40, 3] == 0
    assert not drawn[:40, :40, 3][far].any(), "nothing is left where nobody stands"
