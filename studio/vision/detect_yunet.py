"""YuNet, when installed: the best all-round detector, with five points.

Source: W. Wu, H. Peng, S. Yu, "YuNet: A Tiny Millisecond-level Face Detector", 2023.
"""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ModelError
from studio.models.face import FaceBox
from studio.vision.detect_base import scaled_to, suppressed

FILE_NAME = "yunet_n_640_640.onnx"
THRESHOLD = 0.6
MAIN_LONG_SIDE_PX = 640
FALLBACK_LONG_SIDES_PX: tuple[int, ...] = (480, 320, 1280, 1600)
"""Drawings are found smaller, tiny faces larger; only asked when the main size finds nothing."""
MIN_BOX_PX = 16.0
"""Smallest box in pixels of the detector's input; below are only false ones."""

_nets: dict[str, object] = {}
_lock = threading.Lock()


class YunetDetector:
    """YuNet through OpenCV.

    Args:
        path: ``yunet_n_640_640.onnx``.
    """

    name = "yunet"

    def __init__(self, path: Path) -> None:
        self._path = path

    def detect(self, rgb: NDArray[np.uint8], is_thorough: bool = True) -> list[FaceBox]:
        """Find all faces of (H, W, 3) uint8 sRGB."""
        boxes = self._at(rgb, MAIN_LONG_SIDE_PX)
        if boxes or not is_thorough:
            return boxes
        long_side = max(rgb.shape[:2])
        for side_px in FALLBACK_LONG_SIDES_PX:
            if side_px < MAIN_LONG_SIDE_PX or long_side > side_px * 0.7:
                boxes.extend(self._at(rgb, side_px))
        return suppressed(boxes)

    def _at(self, rgb: NDArray[np.uint8], long_side_px: int) -> list[FaceBox]:
        shown = scaled_to(rgb, long_side_px)
        with _lock:
            net = _load(self._path)
            net.setInputSize((shown.rgb.shape[1], shown.rgb.shape[0]))
            _, rows = net.detect(np.ascontiguousarray(shown.rgb[..., ::-1]))
        boxes = [_box(row, shown.factor) for row in rows] if rows is not None else []
        return suppressed(b for b in boxes if max(b.width, b.height) * shown.factor >= MIN_BOX_PX)


def _box(row: NDArray[np.float32], factor: float) -> FaceBox:
    x, y, width, height = (float(v) / factor for v in row[:4])
    points = np.asarray(row[4:14], np.float32).reshape(5, 2) / np.float32(factor)
    return FaceBox(x, y, width, height, float(row[14]), YunetDetector.name, points)


def _load(path: Path):  # type: ignore[no-untyped-def]
    import cv2

    stat = path.stat()
    key = f"{path}|{stat.st_size}|{stat.st_mtime_ns}"
    if key not in _nets:
        try:
            # From memory: OpenCV cannot open paths with unusual characters on Windows.
            model = np.frombuffer(path.read_bytes(), np.uint8)
            _nets[key] = cv2.FaceDetectorYN.create("onnx", model, np.empty(0, np.uint8), (320, 320), THRESHOLD)
        except cv2.error as error:
            hint = "Install it again, or delete it to use the bundled detectors."
            raise ModelError(f"The model file “{path.name}” cannot be loaded.", hint, "model.corrupt") from error
    return _nets[key]
