"""Reading the 55 expression numbers from a picture with SMIRK's encoder, where it is installed as ONNX."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError, ModelError
from studio.core.folders import models_folder
from studio.engines.arc2face.control import EXPRESSION_SIZE, limited
from studio.engines.arc2face.layout import broken, missing

SMIRK_FILE = "smirk/smirk_expression.onnx"
"""In the models folder. Takes (1, 3, 224, 224) RGB 0…1 and gives (1, 55)."""
_INPUT_PX = 224
_CROP_FACTOR = 1.4


class ExpressionReading:
    """SMIRK's expression encoder.

    Args:
        path: The network; None for the one in the models folder.

    Raises:
        ModelError: If it is missing, damaged or of another kind.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or models_folder() / SMIRK_FILE
        if not self._path.is_file():
            raise missing("the expression reader SMIRK", self._path)
        self._session = _session(self._path, self._path.stat().st_mtime_ns)
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        if len(inputs) != 1 or inputs[0].shape[1:] != [3, _INPUT_PX, _INPUT_PX]:
            raise broken(self._path, f"it wants {[one.shape for one in inputs]} instead of one RGB picture of 224 px")
        self._input, self._output = inputs[0].name, outputs[0].name

    def read(self, rgb: NDArray[np.uint8], points: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """The expression of one face.

        Args:
            rgb: (H, W, 3) uint8.
            points: (478, 2 or more) its landmarks.

        Returns:
            (55,) within the limits of a face.

        Raises:
            InputError: If the landmarks are no numbers.
            ModelError: If the network gives something else.
        """
        crop = expression_crop(rgb, points).astype(np.float32) / 255
        found = self._session.run([self._output], {self._input: crop.transpose(2, 0, 1)[None]})[0]
        vector = np.asarray(found, np.float32).reshape(-1)
        if vector.size != EXPRESSION_SIZE:
            raise broken(self._path, f"it gives {vector.size} numbers instead of {EXPRESSION_SIZE}")
        return limited(vector)


def expression_crop(rgb: NDArray[np.uint8], points: NDArray[np.floating[Any]]) -> NDArray[np.uint8]:
    """The square that SMIRK reads: (224, 224, 3) uint8 RGB around the landmarks' box.

    The order of the channels is that of SMIRK's own training. The published demo of Arc2Face feeds it blue first.
    """
    from skimage.transform import SimilarityTransform, warp

    xy = np.asarray(points, np.float64)[:, :2]
    if not np.isfinite(xy).all():
        raise InputError("The landmarks of the face are not numbers.", "Look at the picture again.", "face.nan")
    (left, top), (right, bottom) = xy.min(0), xy.max(0)
    centre = np.array([(left + right) / 2, (top + bottom) / 2])
    half = int((right - left + bottom - top) / 2 * _CROP_FACTOR) / 2
    if half < 1:
        raise InputError("The face has no size.", "Look at the picture again.", "face.small")
    # Three corners of the square go to three corners of the crop: a scaling and a shift.
    scale = (_INPUT_PX - 1) / (2 * half)
    to_crop = SimilarityTransform(scale=scale, translation=tuple(-scale * (centre - half)))
    warped = warp(rgb, to_crop.inverse, output_shape=(_INPUT_PX, _INPUT_PX), preserve_range=True)
    cropped: NDArray[np.uint8] = warped.astype(np.uint8)
    return cropped


@functools.lru_cache(maxsize=2)
def _session(path: Path, _changed_ns: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own, unrelated types
        raise ModelError(f"The expression reader “{path.name}” cannot be loaded.", "Get the file again.",
                         "model.corrupt") from error  # fmt: skip


__all__ = ["SMIRK_FILE", "ExpressionReading", "expression_crop"]
