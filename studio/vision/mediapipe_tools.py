"""MediaPipe's networks, made once per process and closed at its end."""

from __future__ import annotations

import atexit
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.libraries import left_out, preload
from studio.vision.quiet import quiet_native

_tools: dict[str, Any] = {}
_lock = threading.RLock()
DETECTION_FLOOR = 0.3
"""Lowest score that the detectors report; callers apply their own thresholds."""


def run_legacy(name: str, rgb: NDArray[np.uint8]) -> Any:
    """Run one of the networks that travel inside the wheel.

    Args:
        name: ``"short_range"``, ``"full_range"`` (detectors), ``"mesh"`` or ``"selfie"``.
        rgb: (H, W, 3) uint8, sRGB.

    Returns:
        MediaPipe's own result object.
    """
    with _lock:
        is_first = name not in _tools
        tool = _tool(name, lambda: _make_legacy(name))
        rgb = np.ascontiguousarray(rgb)
        if is_first:
            with quiet_native():
                return tool.process(rgb)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return tool.process(rgb)


def run_landmarker(task: Path, rgb: NDArray[np.uint8]) -> Any:
    """Run the Tasks landmarker from an installed bundle.

    Args:
        task: Path of ``face_landmarker.task``.
        rgb: (H, W, 3) uint8, sRGB.
    """
    stat = task.stat()
    key = f"{task}|{stat.st_size}|{stat.st_mtime_ns}"
    with _lock:
        is_first = key not in _tools
        tool = _tool(key, lambda: _make_landmarker(task))
        import mediapipe

        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(rgb))
        if is_first:
            with quiet_native():
                return tool.detect(image)
        return tool.detect(image)


def close_all() -> None:
    """Free every network; the next call makes it again."""
    with _lock:
        while _tools:
            _, tool = _tools.popitem()
            with quiet_native():
                tool.close()


def _tool(key: str, make: Callable[[], Any]) -> Any:
    if key not in _tools:
        if not _tools:
            atexit.unregister(close_all)
            atexit.register(close_all)
        with quiet_native():
            _tools[key] = make()
    return _tools[key]


def import_mediapipe() -> None:
    """The first import, without its sound recording and diagrams, and without stopping other threads for long.

    Diagrams come with matplotlib, which looks at all fonts of the system the first time: up to half a minute in which
    nothing else is seen or drawn.
    """
    preload("cv2", "mediapipe")
    with left_out("sounddevice", "matplotlib", "matplotlib.pyplot"):
        import mediapipe  # noqa: F401


def _make_legacy(name: str) -> Any:
    import_mediapipe()
    from mediapipe.python.solutions import face_detection, face_mesh, selfie_segmentation

    if name == "mesh":
        return face_mesh.FaceMesh(
            static_image_mode=True, max_num_faces=2, refine_landmarks=True, min_detection_confidence=DETECTION_FLOOR
        )
    if name == "selfie":
        return selfie_segmentation.SelfieSegmentation(model_selection=0)
    selection = {"short_range": 0, "full_range": 1}[name]
    return face_detection.FaceDetection(min_detection_confidence=DETECTION_FLOOR, model_selection=selection)


def _make_landmarker(task: Path) -> Any:
    import_mediapipe()
    from mediapipe.tasks import python as tasks
    from mediapipe.tasks.python import vision

    # Passed as bytes: the C++ loader misreads paths with unusual characters on Windows.
    options = vision.FaceLandmarkerOptions(
        base_options=tasks.BaseOptions(model_asset_buffer=task.read_bytes()),
        running_mode=vision.RunningMode.IMAGE,
        num_faces=2,
        min_face_detection_confidence=DETECTION_FLOOR,
        min_face_presence_confidence=DETECTION_FLOOR,
        output_face_blendshapes=True,
    )
    return vision.FaceLandmarker.create_from_options(options)
