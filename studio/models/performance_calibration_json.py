"""Calibrations as JSON."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.models.performance_calibration import Calibration, invalid_calibration

CALIBRATION_VERSION = 1


class _CalibrationData(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    version: int = Field(default=CALIBRATION_VERSION, ge=1, le=CALIBRATION_VERSION)
    neutral: dict[str, float] = Field(default_factory=dict)
    gain: dict[str, float] = Field(default_factory=dict)
    offset: dict[str, float] = Field(default_factory=dict)
    limits: dict[str, tuple[float, float]] = Field(default_factory=dict)


def calibration_to_json(calibration: Calibration) -> dict[str, Any]:
    """For `json.dumps`; `calibration_from_json` reads it back to an equal calibration."""
    parts = {name: dict(getattr(calibration, name)) for name in ("neutral", "gain", "offset", "limits")}
    data = _CalibrationData.model_validate(parts)
    return {"version": CALIBRATION_VERSION, **data.model_dump(mode="json", exclude_defaults=True)}


def calibration_from_json(value: object) -> Calibration:
    """The calibration of `calibration_to_json`.

    Raises:
        InputError: If a field is unknown or of the wrong kind.
    """
    try:
        data = _CalibrationData.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "the file"
        raise invalid_calibration(
            f"The calibration cannot be read: {place}: {first['msg']}.", "Correct that field."
        ) from error
    return Calibration(data.neutral, data.gain, data.offset, data.limits)
