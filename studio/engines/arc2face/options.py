"""What a user may choose of this engine, as typed: `arc2face:steps=12,guidance=4,region=mouth`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.errors import InputError
from studio.engines.arc2face.consistency import ConsistencyOptions
from studio.engines.arc2face.control import flame_slider
from studio.engines.arc2face.layout import mini_folder
from studio.engines.arc2face.paste import EditRegion, region_named
from studio.engines.diffusion.placement import Wishes, wished
from studio.engines.diffusion.schedules import SamplerName, sampler_named

FLAME_PREFIX = "flame."
MINI = "mini"


class ReferenceMode(StrEnum):
    """What becomes of the character's picture."""

    EDIT = "edit"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Arc2FaceOptions:
    """How Arc2Face draws.

    Attributes:
        mode: EDIT keeps the picture and changes the face in it; NEW draws another portrait of the same person.
        steps: 1 to 100; 0 for what the weights were published with.
        guidance: 0 for what the weights were published with; 1 draws the condition alone.
        sampler: Way from noise to picture.
        expression: Strength of the expression adapter, 0…1.
        reference: Strength of the reference adapter, 0…1: high keeps the picture, low follows the expression.
        region: What an edit may change; several joined by “+”.
        share: Part of the other pictures of a set that each picture sees, 0…1.
        smoothing: Part of the steps in which the frames of a clip share their predictions.
        reads: Whether the expression of the picture itself is read (SMIRK) and added to.
        like: File with 55 numbers that stand in the place of the face at rest, as `lab read-expression` writes it.
        seed: Added to the seeds that are asked for.
        folder: Of the weights; empty for the usual one, "mini" for the program's own small member.
        batch: Pictures at once; 0 leaves it to the memory preset.
        device, precision, memory: "auto" or as in `Wishes`; "" for what the settings say.
        flame: FLAME slider -> number added to the 55.
    """

    mode: ReferenceMode = ReferenceMode.EDIT
    steps: int = 0
    guidance: float = 0.0
    sampler: SamplerName = SamplerName.DPM
    expression: float = 1.0
    reference: float = 0.8
    region: tuple[EditRegion, ...] = (EditRegion.FACE,)
    share: float = 0.0
    smoothing: float = 0.0
    reads: bool = False
    like: str = ""
    seed: int = 0
    folder: str = ""
    batch: int = 0
    device: str = ""
    precision: str = ""
    memory: str = ""
    flame: Mapping[str, float] = field(default_factory=dict)

    @property
    def wishes(self) -> Wishes:
        """Where it should compute: the options, else the settings."""
        usual = wished()
        return Wishes(self.device or usual.device, self.precision or usual.precision, self.memory or usual.memory)

    @property
    def weights_folder(self) -> Path | None:
        """Of one's own; None for the usual one."""
        if self.folder == MINI:
            return mini_folder()
        return Path(self.folder).expanduser() if self.folder else None

    def consistency(self, seed: int) -> ConsistencyOptions:
        """Attention over the set, by chance of this seed."""
        return ConsistencyOptions(share_rate=self.share, seed=seed)

    def changed(self, texts: Mapping[str, str]) -> Arc2FaceOptions:
        """The options with some of them as typed.

        Raises:
            InputError: If one is unknown or out of its range.
        """
        values: dict[str, Any] = {}
        flame = dict(self.flame)
        for name, text in texts.items():
            if name.startswith(FLAME_PREFIX):
                slider = name.removeprefix(FLAME_PREFIX)
                flame_slider(slider)
                flame[slider] = _number(name, text, -10.0, 10.0)
            elif name in _READERS:
                values[name] = _READERS[name](name, text)
            else:
                known = ", ".join(sorted(one.name for one in fields(self) if one.name != "flame"))
                raise InputError(f"Arc2Face has no option “{name}”.", f"There are {known} and flame.….",
                                 "usage.option")  # fmt: skip
        return replace(self, flame=flame, **values)


def _number(name: str, text: str, low: float, high: float) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise InputError(f"“{text}” is no number for {name}.", f"Give {low:g} to {high:g}.", "usage.option") from error
    if not np.isfinite(value) or not low <= value <= high:
        raise InputError(f"{name} cannot be {text}.", f"Give {low:g} to {high:g}.", "usage.option")
    return value


def _within(low: float, high: float) -> Callable[[str, str], float]:
    return lambda name, text: _number(name, text, low, high)


def _whole(low: int, high: int) -> Callable[[str, str], int]:
    def read(name: str, text: str) -> int:
        value = _number(name, text, low, high)
        if value != int(value):
            raise InputError(f"{name} cannot be {text}.", "Give a whole number.", "usage.option")
        return int(value)

    return read


def _mode(_name: str, text: str) -> ReferenceMode:
    try:
        return ReferenceMode(text.strip().casefold())
    except ValueError as error:
        raise InputError(f"There is no mode “{text}”.", "Choose edit or new.", "usage.option") from error


def _yes(name: str, text: str) -> bool:
    words = {"yes": True, "1": True, "true": True, "on": True, "no": False, "0": False, "false": False, "off": False}
    if text.strip().casefold() not in words:
        raise InputError(f"{name} cannot be “{text}”.", "Say yes or no.", "usage.option")
    return words[text.strip().casefold()]


def _as_typed(_name: str, text: str) -> str:
    return text.strip()


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "mode": _mode, "steps": _whole(0, 100), "guidance": _within(0, 10),
    "sampler": lambda _name, text: sampler_named(text), "expression": _within(0, 1), "reference": _within(0, 1),
    "region": lambda _name, text: tuple(region_named(one) for one in text.split("+")), "share": _within(0, 1),
    "smoothing": _within(0, 1), "reads": _yes, "seed": _whole(0, 2**31 - 1), "folder": _as_typed, "like": _as_typed,
    "batch": _whole(0, 256), "device": _as_typed, "precision": _as_typed, "memory": _as_typed,
}  # fmt: skip


__all__ = ["Arc2FaceOptions", "ReferenceMode"]
