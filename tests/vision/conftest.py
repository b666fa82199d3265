"""Pictures with their faces, found once for all tests of seeing."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.models.face import FaceBox, FaceMesh
from studio.models.picture import Picture
from studio.storage.pictures import load_picture
from studio.vision.detect import find_faces
from studio.vision.landmarks import find_mesh

Seen = tuple[Picture, FaceMesh, FaceBox]


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with nothing in it: what a user has at first."""
    return tmp_path_factory.mktemp("bare")


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, shared_models: Path) -> Path:
    """A models folder with the detectors, the landmarker and the recogniser."""
    folder = tmp_path_factory.mktemp("installed")
    for name in (
        "yunet_n_640_640.onnx", "anime_faceboxes.onnx", "face_landmarker.task", "face_reid_retail_0095.onnx",
    ):  # fmt: skip
        (folder / name).symlink_to(shared_models / name)
    return folder


@pytest.fixture(scope="session")
def picture(shared_data: Path) -> Callable[[str], Picture]:
    """Loads a picture by its path below the data folder."""
    return functools.cache(lambda name: load_picture(shared_data / name))


@pytest.fixture(scope="session")
def see(picture: Callable[[str], Picture]) -> Callable[[str, Path], Seen]:
    """Finds the largest face of a picture and its mesh."""

    @functools.cache
    def look(name: str, models: Path) -> Seen:
        loaded = picture(name)
        box = find_faces(loaded, models)[0]
        return loaded, find_mesh(loaded, box, models), box

    return look
