"""From a picture to genes: what the renderer has drawn is measured close to what it was drawn from."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from studio.core.errors import InputError
from studio.engines.portrait.renderer import PortraitBatch, draw_few
from studio.models.face import FaceBox, FaceMesh, MeshSource
from studio.models.genome import PortraitGenome
from studio.models.picture import Picture
from studio.pipelines import genome_from_photo
from studio.pipelines.genome_from_photo import PhotoFaces, genome_of_face, look_at_photo, measured_genome
from studio.pipelines.genome_shape import is_drawn, shape_genes
from studio.storage.pictures import encode_png

SURE = (
    "cheek_fullness", "chin_width", "eye_size", "eye_roundness", "eye_spacing", "eye_tilt", "iris_size", "brow_arch",
    "brow_tilt", "nose_width", "mouth_width", "upper_lip", "lower_lip", "mouth_curve",
)  # fmt: skip
"""Genes that landmarks decide alone."""

_PLAIN = {"style": "flat", "palette": "natural"}
PEOPLE = tuple(
    PortraitGenome.from_values(PortraitGenome.random(seed).values() | _PLAIN | changes)
    for seed, changes in (
        (21, {"hair_style": "bob", "fringe": "none", "hair_depth": 0.9, "hair_vividness": 0.1, "skin_tone": 0.15}),
        (22, {"hair_style": "bald", "skin_tone": 0.85, "beard": "none", "moustache": "none", "glasses": "none"}),
        (23, {"hair_style": "long_straight", "fringe": "none", "hair_depth": 0.25, "hair_hue": 0.23, "skin_tone": 0.2,
              "hair_vividness": 0.5, "beard": "none", "glasses": "square"}),
        (24, {"hair_style": "crop", "fringe": "none", "hair_depth": 0.8, "skin_tone": 0.5, "beard": "full",
              "moustache": "chevron", "glasses": "none"}),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def drawn() -> PortraitBatch:
    torch.set_num_threads(1)
    return draw_few(PEOPLE, [{}] * len(PEOPLE), 256, with_background=False)


def measured(batch: PortraitBatch, index: int) -> PortraitGenome:
    picture = Picture(batch.pixels()[index], has_alpha=True)
    mesh = FaceMesh(batch.landmarks[index].numpy(), MeshSource.DRAWN)
    return measured_genome(picture, mesh, np.zeros((4, 4, 4), np.uint8)).genome


def test_proportions_of_drawn_faces_are_read_back(drawn: PortraitBatch) -> None:
    for genome, points in zip(PEOPLE, drawn.landmarks.numpy(), strict=True):
        assert is_drawn(points)
        found = shape_genes(points)
        errors = {name: abs(found[name] - getattr(genome, name)) for name in SURE}
        assert max(errors.values()) < 0.2, errors
        assert float(np.mean(list(errors.values()))) < 0.06


def test_a_turned_and_tilted_head_measures_like_a_straight_one() -> None:
    poses: tuple[dict[str, float], ...] = ({}, {"headRoll": 15.0}, {"headYaw": 10.0})
    batch = draw_few([PEOPLE[0]] * 3, poses, 64)
    straight, tilted, turned = (shape_genes(points) for points in batch.landmarks.numpy())
    assert max(abs(straight[name] - tilted[name]) for name in SURE) < 0.1
    assert float(np.mean([abs(straight[name] - turned[name]) for name in SURE])) < 0.15


def test_colours_hair_beard_and_glasses_of_drawn_people(drawn: PortraitBatch) -> None:
    bob, bald, blond, bearded = (measured(drawn, index) for index in range(len(PEOPLE)))
    for found, genome in zip((bob, bald, blond, bearded), PEOPLE, strict=True):
        assert found.skin_tone == pytest.approx(genome.skin_tone, abs=0.12)
    assert bob.hair_depth == pytest.approx(0.9, abs=0.15)
    assert blond.hair_depth == pytest.approx(0.25, abs=0.2)
    assert bob.hair_style in ("bob", "medium", "pixie", "ponytail")
    assert blond.hair_style in ("long_straight", "long_wavy", "medium", "curly_long", "locs")
    assert bald.hair_style in ("bald", "buzz")
    assert bearded.beard in ("full", "short")
    assert bald.beard == blond.beard == "none"
    assert blond.glasses != "none"
    assert bald.glasses == "none"


def _end(job: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def test_no_face_and_wrong_choices_are_said(tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    path.write_bytes(encode_png(np.full((80, 80, 4), 128, np.uint8)))
    with pytest.raises(InputError) as caught:
        _end(look_at_photo(path))
    assert caught.value.code == "face.not_found"
    faces = PhotoFaces(Picture(np.zeros((90, 90, 4), np.uint8), False), (FaceBox(0, 0, 20, 20, 0.9, "test"),))
    with pytest.raises(InputError, match="20 pixels"):
        _end(genome_of_face(faces, 0))
    with pytest.raises(InputError, match="1 face"):
        _end(genome_of_face(faces, 1))
    assert faces.thumbnails()[0].shape == (genome_from_photo.THUMBNAIL_PX,) * 2 + (4,)
