"""What the curve editor shows: controls over time with their handles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from studio.models.clip import Extrapolation


class HandleSide(StrEnum):
    """Which handle of a key."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A place of the plane: time in ms, value of the control (0…1, or degrees)."""

    time_ms: float
    value: float


@dataclass(frozen=True, slots=True)
class CurveKey:
    """One key of a curve.

    Attributes:
        time_ms, value: Where it is.
        handle_in, handle_out: Ends of its handles; None where the segment beside it has none (the ends of the curve,
            holds, and named easings that are no Bézier curve).
        is_selected: Whether it is.
    """

    time_ms: int
    value: float
    handle_in: CurvePoint | None = None
    handle_out: CurvePoint | None = None
    is_selected: bool = False


@dataclass(frozen=True, slots=True)
class CurveSight:
    """One control of one track.

    Attributes:
        track, control: Which.
        title: For people.
        keys: In order of time.
        line: The curve, sampled finely enough for the present zoom.
        low, high: The control's limits.
        tone: Which of the curve colours, 0…5; told by a letter at the curve's end as well.
        is_locked: Not edited.
        before, after: What the track does outside its keys.
    """

    track: str
    control: str
    title: str
    keys: tuple[CurveKey, ...]
    line: tuple[CurvePoint, ...]
    low: float = 0.0
    high: float = 1.0
    tone: int = 0
    is_locked: bool = False
    before: Extrapolation = Extrapolation.HOLD
    after: Extrapolation = Extrapolation.HOLD

    @property
    def id(self) -> str:
        """Unique in its clip."""
        return f"{self.track}/{self.control}"


@dataclass(frozen=True, slots=True)
class ValueScale:
    """From value to place.

    Attributes:
        top_px, height_px: The room.
        low, high: Values at its lower and upper edge.
    """

    top_px: float = 0.0
    height_px: float = 100.0
    low: float = -0.1
    high: float = 1.1

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.top_px + (self.high - value) / (self.high - self.low) * self.height_px

    def value(self, y: float) -> float:
        """The value at a place."""
        return self.high - (y - self.top_px) / self.height_px * (self.high - self.low)

    def zoomed(self, factor: float, y: float) -> ValueScale:
        """Closer (above 1) or farther, the value at `y` staying there."""
        anchor = self.value(y)
        span = min(max((self.high - self.low) / factor, 1e-3), 1e4)
        low = anchor - (anchor - self.low) * span / (self.high - self.low)
        return replace(self, low=low, high=low + span)

    def moved(self, by_px: float) -> ValueScale:
        """Other values in sight."""
        step = by_px / self.height_px * (self.high - self.low)
        return replace(self, low=self.low + step, high=self.high + step)

    def fitted(self, low: float, high: float) -> ValueScale:
        """A range of values in sight, with some air."""
        span = max(high - low, 1e-2)
        return replace(self, low=low - 0.12 * span, high=high + 0.12 * span)

    def ticks(self) -> tuple[float, ...]:
        """Round values in sight, about 40 px from each other."""
        span, room = self.high - self.low, max(self.height_px, 1.0)
        steps = (base * 10.0**power for power in range(-4, 5) for base in (1.0, 2.0, 5.0))
        step = next((one for one in steps if one / span * room >= 28.0), span)
        first = int(self.low // step)
        values = (round((first + index) * step, 6) for index in range(int(span / step) + 2))
        return tuple(value for value in values if self.low <= value <= self.high)


def normalised(curve: CurveSight) -> CurveSight:
    """The curve with its limits brought to 0 and 1, so that angles and weights fit into one picture."""
    span = curve.high - curve.low

    def moved(point: CurvePoint | None) -> CurvePoint | None:
        return None if point is None else CurvePoint(point.time_ms, (point.value - curve.low) / span)

    keys = tuple(
        replace(
            key, value=(key.value - curve.low) / span, handle_in=moved(key.handle_in), handle_out=moved(key.handle_out)
        )
        for key in curve.keys
    )
    line = tuple(CurvePoint(point.time_ms, (point.value - curve.low) / span) for point in curve.line)
    return replace(curve, keys=keys, line=line, low=0.0, high=1.0)


def denormalised(curve: CurveSight, value: float) -> float:
    """A value of the normalised picture in the control's own unit."""
    return curve.low + value * (curve.high - curve.low)
