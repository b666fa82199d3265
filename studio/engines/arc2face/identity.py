"""Who is drawn: the 512 numbers of Arc2Face's own recogniser, found as its makers find them."""

from __future__ import annotations

import functools
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError, ModelError
from studio.core.folders import models_folder
from studio.core.geometry import Rect, similarity
from studio.engines.arc2face.layout import missing

RECOGNISER_FILE = "arcface.onnx"
_PACKS = ("antelopev2", "buffalo_l")
_DETECTION_PX = 640
_MARGIN = 0.4
"""What is added around a picture in which no face was found: detectors miss faces that fill it."""
_LEAST_OVERLAP = 0.1
_INPUT_PX = 112
_FIVE = ((33, 133, 159, 145), (362, 263, 386, 374), (1,), (61,), (291,))
_TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
"""Where ArcFace wants eyes, nose and mouth corners at 112 x 112."""


@dataclass(frozen=True, slots=True)
class RecogniserPaths:
    """Networks that find and recognise a face.

    Attributes:
        recogniser: `arcface.onnx`, or the recogniser of a pack.
        detector: SCRFD of a pack; None where landmarks must do.
    """

    recogniser: Path
    detector: Path | None


def find_recogniser(beside: Path | None, models: Path | None = None) -> RecogniserPaths:
    """Look for the recogniser that the weights were made with, and for a detector.

    Args:
        beside: `arcface.onnx` of the weights; None to look for it in the packs.
        models: The models folder.

    Raises:
        ModelError: If there is no recogniser.
    """
    root = models or models_folder()
    own = (beside, root / "arc2face" / RECOGNISER_FILE, *(folder / RECOGNISER_FILE for folder in _pack_folders(root)))
    recogniser = next((path for path in own if path is not None and path.is_file()), None)
    if recogniser is None:
        raise missing(f"the recogniser of Arc2Face ({RECOGNISER_FILE})", root / "arc2face" / RECOGNISER_FILE)
    detector = next((path for folder in _pack_folders(root) for path in sorted(folder.glob("*.onnx"))
                     if path.name != RECOGNISER_FILE and _task(path) == "detection"), None)  # fmt: skip
    return RecogniserPaths(recogniser, detector)


class FaceIdentity:
    """Makes identities of pictures.

    Args:
        paths: The networks.
    """

    def __init__(self, paths: RecogniserPaths) -> None:
        self._paths = paths
        self._recogniser = _network(paths.recogniser, paths.recogniser.stat().st_mtime_ns)
        if getattr(self._recogniser, "taskname", "") != "recognition":
            raise ModelError(f"“{paths.recogniser.name}” is no recogniser of faces.", "Get the file again.",
                             "model.broken")  # fmt: skip

    def of_picture(
        self, rgb: NDArray[np.uint8], points: NDArray[np.floating[Any]] | None = None
    ) -> NDArray[np.float32]:
        """The identity of one face.

        Args:
            rgb: (H, W, 3) uint8.
            points: (478, 2) landmarks of the face that is meant; None where the picture shows one face alone.

        Returns:
            (512,) float32, not normalised.

        Raises:
            InputError: If there is no face, or several and nothing says which.
            ModelError: If a network is damaged.
        """
        found = self._five_points(rgb, points)
        if found is None and points is None:
            raise InputError("No face was found in the picture.", "Use a clearer picture, or mark the face by hand.",
                             "face.none")  # fmt: skip
        if found is None:
            assert points is not None
            found = np.stack([points[list(rows), :2].mean(0) for rows in _FIVE])
        matrix = similarity(np.asarray(found, np.float64), _TEMPLATE)
        import cv2

        crop = cv2.warpAffine(np.ascontiguousarray(rgb[..., ::-1]), matrix, (_INPUT_PX, _INPUT_PX), borderValue=0.0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            return np.asarray(self._recogniser.get_feat(crop), np.float32).ravel()

    def _five_points(
        self, rgb: NDArray[np.uint8], points: NDArray[np.floating[Any]] | None
    ) -> NDArray[np.float32] | None:
        """Eyes, nose and mouth corners by the pack's detector; None without one or where it sees nothing."""
        if self._paths.detector is None:
            return None
        detector = _network(self._paths.detector, self._paths.detector.stat().st_mtime_ns)
        for margin in (0.0, _MARGIN):
            border = round(margin * max(rgb.shape[:2]))
            padded = np.pad(rgb, ((border, border), (border, border), (0, 0)), "edge") if border else rgb
            boxes, five = detector.detect(
                np.ascontiguousarray(padded[..., ::-1]), input_size=(_DETECTION_PX, _DETECTION_PX), max_num=0
            )
            if len(boxes):
                chosen = _chosen(boxes[:, :4] - border, points)
                return None if chosen is None else np.asarray(five[chosen] - border, np.float32)
        return None


def _chosen(boxes: NDArray[np.floating[Any]], points: NDArray[np.floating[Any]] | None) -> int | None:
    """The box that is meant: the one over the landmarks, else the only one."""
    if points is None:
        if len(boxes) > 1:
            raise InputError(f"The picture shows {len(boxes)} faces.", "Cut it to one, or choose the face first.",
                             "face.several")  # fmt: skip
        return 0
    (left, top), (right, bottom) = points[:, :2].min(0), points[:, :2].max(0)
    face = Rect(int(left), int(top), int(right - left) + 1, int(bottom - top) + 1)
    rects = [Rect(int(x0), int(y0), int(x1 - x0) + 1, int(y1 - y0) + 1) for x0, y0, x1, y1 in boxes]
    shares = [rect.intersection(face).area / (rect.area + face.area - rect.intersection(face).area) for rect in rects]
    best = int(np.argmax(shares))
    return best if shares[best] >= _LEAST_OVERLAP else None


def _pack_folders(root: Path) -> list[Path]:
    parents = (root / "insightface", root / "insightface" / "models", root)
    found = [parent / name for name in _PACKS for parent in parents]
    return [folder for one in found for folder in (one, one / one.name) if folder.is_dir()]


def _task(path: Path) -> str:
    """What a network of a pack is for; empty where it cannot be loaded."""
    try:
        return str(getattr(_network(path, path.stat().st_mtime_ns), "taskname", ""))
    except ModelError:
        return ""


@functools.lru_cache(maxsize=8)
def _network(path: Path, _changed_ns: int) -> Any:
    """A network of a pack, ready to be used on the processor."""
    from insightface import model_zoo

    try:
        network = model_zoo.get_model(str(path), providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime and insightface raise their own, unrelated types
        raise ModelError(f"“{path.name}” in {path.parent} cannot be loaded: it is damaged or no network of faces.",
                         "Get the file again.", "model.broken") from error  # fmt: skip
    if network is None:
        raise ModelError(f"“{path.name}” in {path.parent} is no network of faces.", "Get the file again.",
                         "model.broken")  # fmt: skip
    if getattr(network, "taskname", "") == "detection":
        network.prepare(ctx_id=-1, input_size=(_DETECTION_PX, _DETECTION_PX))
    else:
        network.prepare(ctx_id=-1)
    return network


__all__ = ["RECOGNISER_FILE", "FaceIdentity", "RecogniserPaths", "find_recogniser"]
