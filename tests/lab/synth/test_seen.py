"""The landmarks that the renderer tells are those that a landmarker sees in its pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.engines.portrait.renderer import render_portraits
from studio.models.face_mesh import IRIS_LEFT, IRIS_RIGHT
from studio.models.genome import PortraitGenome
from studio.models.picture import Picture
from studio.vision.detect import find_faces
from studio.vision.landmarks import find_mesh

SEEDS = (3000, 3003, 3007, 3011)


@pytest.fixture
def models(tmp_path: Path, shared_models: Path) -> Path:
    for name in ("yunet_n_640_640.onnx", "face_landmarker.task"):
        (tmp_path / name).symlink_to(shared_models / name)
    return tmp_path


def test_landmarker_agrees(models: Path) -> None:
    batch = render_portraits([PortraitGenome.random(seed) for seed in SEEDS], None, 400)
    for picture, drawn in zip(batch.pixels(), batch.landmarks.numpy(), strict=True):
        seen = Picture(picture, has_alpha=False)
        faces = find_faces(seen, models)
        assert len(faces) == 1
        mesh = find_mesh(seen, faces[0], models)
        eye_distance = np.hypot(*(drawn[IRIS_LEFT[0]] - drawn[IRIS_RIGHT[0]])[:2])
        gap = np.hypot(*(mesh.points - drawn)[:, :2].T) / eye_distance
        assert gap.mean() < 0.17  # good fits on drawings stay below .25
        assert mesh.plausibility > 0.3
