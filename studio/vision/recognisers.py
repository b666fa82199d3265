"""Recognisers: from a face to a vector that tells who it is. None travels with the program."""

from __future__ import annotations

import functools
import warnings
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ModelError
from studio.core.folders import models_folder
from studio.core.geometry import similarity
from studio.models.face import ArtStyle, FaceMesh
from studio.models.picture import Picture
from studio.vision.onnx_sessions import session
from studio.vision.plausibility import five_points
from studio.vision.quiet import quiet_native

REID_FILE_NAME = "face_reid_retail_0095.onnx"
PACK_NAMES: tuple[str, ...] = (
    "antelopev2", "buffalo_l", "buffalo_m", "buffalo_s", "buffalo_sc", "raccoon_l", "raccoon_s", "cheetah_l",
    "cheetah_s",
)  # fmt: skip
"""Folders of insightface packs, looked for in the models folder and in its folder ``insightface``."""

_REID_POINTS = np.array(
    [[0.31556875, 0.46157411], [0.68262292, 0.46157411], [0.50026250, 0.64050536], [0.34947188, 0.82469196],
     [0.65343646, 0.82325089]]
)  # fmt: skip
"""Where the network wants eyes, nose tip and mouth corners, shares of the input (Open Model Zoo documentation)."""
_REID_INPUT_PX, _PACK_INPUT_PX = 128, 112
_ARC_POINTS = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)  # fmt: skip
"""The same for ArcFace at 112 x 112."""


class Recogniser(Protocol):
    """Makes identity embeddings."""

    name: str

    def embed(self, picture: Picture, mesh: FaceMesh) -> NDArray[np.float32]:
        """(N,) float32 of length 1."""
        ...

    def threshold(self, style: ArtStyle) -> float:
        """Cosine from which two faces count as the same."""
        ...


def installed_recogniser(models: Path | None = None) -> Recogniser | None:
    """The recogniser to use, or None when none is installed.

    Args:
        models: Folder of installed models; None for the user's own.

    Raises:
        ModelError: If a pack is there but damaged.
    """
    folder = models_folder() if models is None else models
    if (folder / REID_FILE_NAME).is_file():
        return ReidRecogniser(folder / REID_FILE_NAME)
    pack = _pack_folder(folder)
    return PackRecogniser(pack) if pack is not None else None


class ReidRecogniser:
    """The small Open Model Zoo network.

    Args:
        path: ``face_reid_retail_0095.onnx``.
    """

    name = "face-reid-retail-0095"

    def __init__(self, path: Path) -> None:
        self._path = path

    def embed(self, picture: Picture, mesh: FaceMesh) -> NDArray[np.float32]:
        """(256,) float32 of length 1."""
        face = aligned_face(picture, mesh, _REID_POINTS * float(_REID_INPUT_PX), _REID_INPUT_PX)
        feed = np.ascontiguousarray(face[..., ::-1].astype(np.float32).transpose(2, 0, 1)[None])
        return _unit(session(self._path).run(["t684"], {"t0": feed})[0])

    def threshold(self, style: ArtStyle) -> float:
        """Measured on 32 photographs of 8 people and 107 drawings of 23 characters."""
        return {ArtStyle.PHOTO: 0.23, ArtStyle.PAINTED: 0.35, ArtStyle.FLAT: 0.51}[style]


class PackRecogniser:
    """The recogniser of an insightface pack that the user installed.

    Args:
        folder: The pack's folder with its ``.onnx`` files.
    """

    def __init__(self, folder: Path) -> None:
        self.name = f"insightface {folder.name}"
        self._model = _pack_model(folder)

    def embed(self, picture: Picture, mesh: FaceMesh) -> NDArray[np.float32]:
        """(512,) float32 of length 1."""
        face = aligned_face(picture, mesh, _ARC_POINTS, _PACK_INPUT_PX)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            return _unit(self._model.get_feat(np.ascontiguousarray(face[..., ::-1])))

    def threshold(self, style: ArtStyle) -> float:
        """ArcFace on photographs; drawn faces resemble one another more."""
        return {ArtStyle.PHOTO: 0.32, ArtStyle.PAINTED: 0.42, ArtStyle.FLAT: 0.57}[style]


def aligned_face(
    picture: Picture, mesh: FaceMesh, target: NDArray[np.floating[Any]], size_px: int
) -> NDArray[np.uint8]:
    """The face turned and scaled so that its five points lie at `target`.

    Args:
        picture: The picture.
        mesh: Its face.
        target: (5, 2) pixels of the result.
        size_px: Side of the result.

    Returns:
        (size, size, 3) uint8 sRGB; white outside the picture.
    """
    import cv2

    matrix = similarity(five_points(mesh.points).astype(np.float64), target)
    rgb = picture.rgb
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if scale < 0.5:  # average before sampling, or the face comes out noisy
        rgb = cv2.resize(rgb, None, fx=2 * scale, fy=2 * scale, interpolation=cv2.INTER_AREA)
        matrix = matrix.copy()
        matrix[:, :2] /= 2 * scale
    face: NDArray[np.uint8] = cv2.warpAffine(
        rgb, matrix, (size_px, size_px), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )  # fmt: skip
    return face


def _pack_folder(models: Path) -> Path | None:
    for parent in (models, models / "insightface", models / "insightface" / "models"):
        for name in PACK_NAMES:
            folder = parent / name
            nested = folder / name  # antelopev2.zip unpacks one folder too deep
            for candidate in (folder, nested):
                if candidate.is_dir() and any(candidate.glob("*.onnx")):
                    return candidate
    return None


@functools.lru_cache(maxsize=2)
def _pack_model(folder: Path) -> Any:
    """The pack's recognition network, found by what its files are, as insightface does."""
    from insightface import model_zoo

    damaged = []
    for path in sorted(folder.glob("*.onnx")):
        try:
            with quiet_native():
                model = model_zoo.get_model(str(path), providers=["CPUExecutionProvider"])
        except Exception:  # onnxruntime and insightface raise their own, unrelated types
            damaged.append(path.name)
            continue
        if model is not None and getattr(model, "taskname", "") == "recognition":
            model.prepare(ctx_id=-1)
            return model
    why = f"cannot be loaded: {', '.join(damaged)}" if damaged else "holds no recognition network"
    hint = "Install the pack again, or delete its folder to work without a recogniser."
    raise ModelError(f"The insightface pack “{folder.name}” {why}.", hint, "model.corrupt")


def _unit(vector: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    flat = np.asarray(vector, np.float32).ravel()
    return flat / np.float32(max(float(np.linalg.norm(flat)), 1e-9))
