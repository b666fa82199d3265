"""Drawn portraits: repeatable, complete, the truth beside the picture."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
import torch

from studio.core.errors import InputError
from studio.engines.portrait.colours import MONK_SCALE, skin_colour, to_oklch
from studio.engines.portrait.painter import PARTS
from studio.engines.portrait.renderer import PortraitBatch, render_portraits
from studio.models.face import ANCHOR_NAMES
from studio.models.genome import GENES, GeneKind, PortraitGenome
from studio.models.library import load_library
from tests.lab.synth.faces import anchors_of

SIZE = 96


@pytest.fixture(scope="module")
def crowd() -> PortraitBatch:
    return render_portraits([PortraitGenome.random(seed) for seed in range(24)], None, SIZE, with_masks=True)


def test_same_seed_same_pixels_in_any_batch(crowd: PortraitBatch) -> None:
    again = render_portraits(crowd.genomes, None, SIZE).pixels()
    assert np.array_equal(again, crowd.pixels())
    alone = render_portraits([crowd.genomes[7]], None, SIZE).pixels()[0]
    assert np.abs(alone.astype(int) - again[7]).max() <= 1


def test_masks_share_every_pixel_and_hold_every_part(crowd: PortraitBatch) -> None:
    assert crowd.masks is not None
    assert float((crowd.masks.sum(1) - 1).abs().max()) < 1e-4
    areas = crowd.masks.mean((2, 3)).numpy()
    for part in ("background", "skin", "eyes", "mouth", "clothes", "brows"):
        assert (areas[:, PARTS.index(part)] > 0.0005).all(), part
    wears = np.array([genome.glasses != "none" for genome in crowd.genomes])
    assert ((areas[:, PARTS.index("glasses")] > 0) == wears).all()


def test_without_background_the_rest_is_transparent(crowd: PortraitBatch) -> None:
    cut = render_portraits(crowd.genomes, None, SIZE, with_background=False, with_masks=True)
    assert cut.masks is not None
    assert float((cut.rgba[:, 3] - (1 - cut.masks[:, 0])).abs().max()) < 1e-3
    assert float((cut.rgba[:, :3] - cut.rgba[:, 3:]).max()) < 1e-4  # premultiplied
    assert (crowd.rgba[:, 3] == 1).all()


def test_landmarks_lie_on_what_is_drawn(crowd: PortraitBatch) -> None:
    assert crowd.masks is not None
    for row, genome in enumerate(crowd.genomes):
        at = anchors_of(crowd.landmarks[row].numpy())
        assert set(at) == set(ANCHOR_NAMES)
        assert (
            at["eyeRightOuter"][0]
            < at["eyeRightInner"][0]
            < at["noseTip"][0]
            < at["eyeLeftInner"][0]
            < at["eyeLeftOuter"][0]
        )
        assert at["forehead"][1] < at["browLeftMiddle"][1] < at["irisLeft"][1] < at["noseTip"][1] < at["upperLipTop"][1]
        assert at["upperLipTop"][1] < at["lowerLipBottom"][1] < at["chin"][1]
        x, y = (int(value) for value in at["irisRight"])
        if genome.glasses == "none":
            assert crowd.masks[row, PARTS.index("eyes"), y, x] > 0.9
        corner = crowd.masks[row, PARTS.index("mouth")]
        x, y = (int(value) for value in at["mouthLeft"])
        assert corner[y - 2 : y + 3, x - 3 : x + 3].max() > 0.2


def test_expressions_leave_the_genome_and_the_clothes() -> None:
    genome = PortraitGenome.random(5)
    before = genome.to_json()
    library = load_library()
    poses = [{}, *(library[name].pose for name in ("joy", "anger", "fear", "sadness"))]
    batch = render_portraits([genome] * 5, poses, SIZE, with_masks=True)
    assert genome.to_json() == before
    low = batch.pixels()[:, int(0.9 * SIZE) :].astype(int)
    assert np.abs(low - low[0]).max() <= 1


@pytest.mark.parametrize(
    "gene", [gene for gene in GENES if gene.kind is not GeneKind.CHOICE], ids=lambda gene: gene.name
)
def test_every_number_gene_is_seen(gene) -> None:  # type: ignore[no-untyped-def]
    base = PortraitGenome(
        hair_style="ponytail",
        fringe="swept",
        glasses="none",
        earrings="drop",
        beard="none",
        hair_tips=0.5,
        eye_makeup=0.5,
        freckles=0.5,
        background="gradient",
        ornament="bow",
        style="cel",
        hair_wave=0.5,
    )
    low, high = (0.1, 0.6) if gene.kind is GeneKind.HUE else (0.0, 1.0)
    pair = [dataclasses.replace(base, **{gene.name: value}) for value in (low, high)]
    pictures = render_portraits(pair, None, SIZE).pixels().astype(int)
    assert (np.abs(pictures[0] - pictures[1]).max(-1) > 6).sum() >= 3


@pytest.mark.parametrize("gene", [gene for gene in GENES if gene.kind is GeneKind.CHOICE], ids=lambda gene: gene.name)
def test_every_choice_is_another_picture(gene) -> None:  # type: ignore[no-untyped-def]
    base = PortraitGenome(hair_style="ponytail", style="cel")
    people = [dataclasses.replace(base, **{gene.name: choice}) for choice in gene.choices]
    pictures = render_portraits(people, None, SIZE).pixels().astype(int)
    for first in range(len(people)):
        for second in range(first):
            assert (np.abs(pictures[first] - pictures[second]).max(-1) > 6).sum() >= 4, (first, second)


def test_skin_covers_the_monk_scale_evenly() -> None:
    for step, text in enumerate(MONK_SCALE):
        goal = to_oklch(np.array([int(text[i : i + 2], 16) / 255 for i in (0, 2, 4)], np.float32))
        drawn = to_oklch(skin_colour(step / (len(MONK_SCALE) - 1)))
        assert abs(drawn[0] - goal[0]) < 0.12  # deep tones are lit up, so that features stay readable
    lightness = [to_oklch(skin_colour(step / 40))[0] for step in range(41)]
    assert all(a >= b - 0.012 for a, b in itertools.pairwise(lightness))


@pytest.mark.parametrize("size", [32, 64, 200, 512])
def test_any_size_shows_the_same_face(size: int) -> None:
    genome = PortraitGenome.random(11)
    small, large = (render_portraits([genome], None, one).rgba for one in (size, 128))
    reduce = torch.nn.functional.interpolate
    first, second = (reduce(one, size=(32, 32), mode="area") for one in (small, large))
    assert float((first - second).abs().mean()) < 0.02


def test_wrong_requests_are_refused() -> None:
    with pytest.raises(InputError):
        render_portraits([PortraitGenome()], None, 8)
    with pytest.raises(InputError):
        render_portraits([PortraitGenome()], [{}, {}], 64)
    with pytest.raises(InputError):
        render_portraits([], None, 64)
    with pytest.raises(InputError, match="jawOpn"):
        render_portraits([PortraitGenome()], [{"jawOpn": 1.0}], 64)


@pytest.mark.gpu
def test_accelerator_agrees() -> None:
    if not torch.cuda.is_available():
        pytest.skip("NO ACCELERATOR: agreement of devices is NOT checked here")
    people = [PortraitGenome.random(seed) for seed in range(8)]
    here, there = (render_portraits(people, None, SIZE, device).rgba.cpu() for device in ("cpu", "cuda"))
    assert float((here - there).abs().max()) < 0.02
