"""From the studio's controls to the 55 numbers of the expression adapter, by a matrix that belongs to the weights."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError, ModelError
from studio.core.files import write_atomic
from studio.engines.arc2face.layout import MAP_FILE, broken
from studio.models.controls import ALL_CONTROLS, HEAD_CONTROLS, Pose, clamped

EXPRESSION_COUNT, EXPRESSION_SIZE = 50, 55
EYELID_LEFT, EYELID_RIGHT, JAW_OPEN, JAW_TURN, JAW_ROLL = range(EXPRESSION_COUNT, EXPRESSION_SIZE)
HEAD_UNIT_DEG = 20.0
"""What the head's angles are divided by before they meet a matrix."""
JAW_OPEN_RAD, JAW_SIDE_RAD = 0.5, 0.2
"""Jaw angle of a control at 1."""
_HINT = "Fit one with `avatar-studio lab fit-expression`, or put the file of the weights beside them."


@dataclass(frozen=True, slots=True)
class FlameSlider:
    """One of the 55 numbers, for experts.

    Attributes:
        name: As typed: "expression07", "jaw_open".
        index: Place in the vector.
        minimum, maximum: What the adapter has seen.
        title: For people.
    """

    name: str
    index: int
    minimum: float
    maximum: float
    title: str


FLAME_SLIDERS: tuple[FlameSlider, ...] = (
    *(FlameSlider(f"expression{i + 1:02d}", i, -4.0, 4.0, f"Expression axis {i + 1}") for i in range(EXPRESSION_COUNT)),
    FlameSlider("eyelid_left", EYELID_LEFT, 0.0, 1.0, "Left eyelid"),
    FlameSlider("eyelid_right", EYELID_RIGHT, 0.0, 1.0, "Right eyelid"),
    FlameSlider("jaw_open", JAW_OPEN, 0.0, JAW_OPEN_RAD, "Jaw open (rad)"),
    FlameSlider("jaw_turn", JAW_TURN, -JAW_SIDE_RAD, JAW_SIDE_RAD, "Jaw sideways (rad)"),
    FlameSlider("jaw_roll", JAW_ROLL, -JAW_SIDE_RAD, JAW_SIDE_RAD, "Jaw tilt (rad)"),
)
"""FLAME's expression axes have no names: they are the main directions of many scanned faces."""
Array = NDArray[np.floating[Any]]
_SLIDER_BY_NAME: Mapping[str, FlameSlider] = {slider.name: slider for slider in FLAME_SLIDERS}

_DIRECT: Mapping[str, tuple[int, float]] = {
    "eyeBlinkLeft": (EYELID_LEFT, 1.0), "eyeBlinkRight": (EYELID_RIGHT, 1.0), "jawOpen": (JAW_OPEN, JAW_OPEN_RAD),
    "jawLeft": (JAW_TURN, JAW_SIDE_RAD), "jawRight": (JAW_TURN, -JAW_SIDE_RAD),
}  # fmt: skip
"""Controls whose number is known without a fit."""


@dataclass(frozen=True, slots=True, eq=False)
class ExpressionMap:
    """vector = bias + controls · matrix, then the limits of `limited`.

    Attributes:
        controls: What the rows stand for.
        matrix: (controls, 55) float32.
        bias: (55,) float32: the face at rest.
        error: Part -> root mean square error of the fit on pairs that it did not see; empty if unknown.
        source: Where it comes from, for people.
    """

    controls: tuple[str, ...]
    matrix: NDArray[np.float32]
    bias: NDArray[np.float32] = field(default_factory=lambda: np.zeros(EXPRESSION_SIZE, np.float32))
    error: Mapping[str, float] = field(default_factory=dict)
    source: str = ""

    def vector(self, pose: Pose, flame: Mapping[str, float] | None = None) -> NDArray[np.float32]:
        """(55,) for a pose.

        Args:
            pose: Sparse controls; nothing is rounded or cut off below, so that the smallest movements arrive.
            flame: Slider name -> number that is added, for experts.

        Raises:
            InputError: If a control or slider is unknown or its value is not a number.
            ModelError: If the pose uses a control that this map does not know.
        """
        values = clamped(pose)
        strange = [name for name in values if name not in self.controls and name not in HEAD_CONTROLS]
        if strange:
            message = f"These weights have no numbers for {', '.join(strange)}: there is no {MAP_FILE} that names them."
            raise ModelError(message, _HINT, "model.no_map")
        row = np.array([_unit(name, values.get(name, 0.0)) for name in self.controls], np.float64)
        vector = self.bias + row @ self.matrix
        for name, value in (flame or {}).items():
            vector[flame_slider(name).index] += value
        return limited(vector)

    def recovered(self, vector: Array) -> dict[str, float]:
        """The controls that explain a vector best: the way back, for judging what the map keeps."""
        found = np.linalg.lstsq(
            self.matrix.T.astype(np.float64), np.asarray(vector - self.bias, np.float64), rcond=None
        )
        return dict(zip(self.controls, found[0].tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Write the file that lies beside the weights."""
        data = BytesIO()
        np.savez(
            data, controls=np.array(self.controls), matrix=self.matrix, bias=self.bias, source=np.array(self.source),
            error_names=np.array(list(self.error), dtype=np.str_), error_values=np.array(list(self.error.values())),
        )  # fmt: skip
        write_atomic(path, data.getvalue())


def direct_map() -> ExpressionMap:
    """Lids and jaw alone, for weights without a fitted map."""
    matrix = np.zeros((len(_DIRECT), EXPRESSION_SIZE), np.float32)
    for row, (index, factor) in enumerate(_DIRECT.values()):
        matrix[row, index] = factor
    return ExpressionMap(tuple(_DIRECT), matrix, source="lids and jaw alone")


def read_map(path: Path | None) -> ExpressionMap:
    """The map of an installed model; lids and jaw alone where it has none.

    Raises:
        ModelError: If the file is damaged or of another kind.
    """
    if path is None:
        return direct_map()
    try:
        with np.load(path, allow_pickle=False) as content:
            controls = tuple(str(name) for name in content["controls"])
            matrix, bias = np.asarray(content["matrix"], np.float32), np.asarray(content["bias"], np.float32)
            names, values = content.get("error_names", ()), content.get("error_values", ())
            error = {str(name): float(value) for name, value in zip(names, values, strict=True)}
            source = str(content["source"]) if "source" in content else ""
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as problem:
        raise broken(path, "it is damaged or holds no map", _HINT) from problem
    strange = [name for name in controls if name not in ALL_CONTROLS]
    if strange or len(set(controls)) != len(controls):
        raise broken(path, f"it names controls that do not exist or twice ({', '.join(strange[:3])})", _HINT)
    if matrix.shape != (len(controls), EXPRESSION_SIZE) or bias.shape != (EXPRESSION_SIZE,):
        size = " x ".join(map(str, matrix.shape))
        raise broken(path, f"its matrix is {size} instead of {len(controls)} x {EXPRESSION_SIZE}", _HINT)
    if not (np.isfinite(matrix).all() and np.isfinite(bias).all()):
        raise broken(path, "it holds something that is not a number", _HINT)
    return ExpressionMap(controls, matrix, bias, error, source)


def read_vector(path: Path) -> NDArray[np.float32]:
    """55 numbers from a JSON file: {"expression": [...]}, as `write_vector` writes it.

    Raises:
        InputError: If the file cannot be read or holds something else.
    """
    try:
        values = np.asarray(json.loads(path.read_text(encoding="utf-8"))["expression"], np.float32)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"“{path}” holds no expression.", "`avatar-studio lab read-expression` writes one.",
                         "expression.file") from error  # fmt: skip
    return limited(values)


def write_vector(path: Path, vector: Array) -> None:
    """Write 55 numbers for `read_vector`."""
    values = [round(float(value), 5) for value in vector]
    write_atomic(path, (json.dumps({"expression": values}) + "\n").encode())


def limited(vector: Array) -> NDArray[np.float32]:
    """The vector within what a face can do: lids 0…1, jaw not shut further, sideways ± 0.2; expression is free.

    Raises:
        InputError: If it has another length or holds something that is not a number.
    """
    values = np.array(vector, np.float32)
    if values.shape != (EXPRESSION_SIZE,):
        raise InputError(f"An expression has {EXPRESSION_SIZE} numbers, this one has {values.size}.",
                         "Order: 50 expression, 2 eyelids, 3 jaw.", "expression.size")  # fmt: skip
    if not np.isfinite(values).all():
        raise InputError("The expression holds something that is not a number.", "Set it again.", "expression.nan")
    values[EYELID_LEFT : EYELID_RIGHT + 1] = values[EYELID_LEFT : EYELID_RIGHT + 1].clip(0.0, 1.0)
    values[JAW_OPEN] = max(0.0, float(values[JAW_OPEN]))
    values[JAW_TURN:] = values[JAW_TURN:].clip(-JAW_SIDE_RAD, JAW_SIDE_RAD)
    return values


def flame_slider(name: str) -> FlameSlider:
    """A direct slider.

    Raises:
        InputError: If there is none of that name.
    """
    slider = _SLIDER_BY_NAME.get(name)
    if slider is None:
        hint = "There are expression01 to expression50, eyelid_left, eyelid_right, jaw_open, jaw_turn, jaw_roll."
        raise InputError(f"There is no FLAME slider “{name}”.", hint, "usage.flame")
    return slider


def control_rows(poses: Sequence[Pose], controls: Sequence[str] = ALL_CONTROLS) -> NDArray[np.float32]:
    """(N, controls) of poses, as a map takes them."""
    rows = [[_unit(name, clamped(pose).get(name, 0.0)) for name in controls] for pose in poses]
    return np.array(rows, np.float32).reshape(len(poses), len(controls))


def _unit(name: str, value: float) -> float:
    return value / HEAD_UNIT_DEG if name in HEAD_CONTROLS else value


__all__ = [
    "EXPRESSION_COUNT", "EXPRESSION_SIZE", "FLAME_SLIDERS", "ExpressionMap", "FlameSlider", "control_rows",
    "direct_map", "flame_slider", "limited", "read_map", "read_vector", "write_vector",
]  # fmt: skip
