"""Where a large model computes, with what precision, and how it is made to fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from studio.core.errors import DeviceError, InputError

_GIB = 1 << 30
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Preset:
    """How much is done at once.

    Attributes:
        name: "cpu", "low", "medium", "large" or "high".
        batch: Pictures drawn together.
        is_tiled: The autoencoder works in pieces.
        is_offloaded: Encoder and autoencoder stay in main memory while they are not used.
    """

    name: str
    batch: int
    is_tiled: bool = False
    is_offloaded: bool = False


PRESETS: tuple[tuple[float, Preset], ...] = (
    (6, Preset("low", 1, is_tiled=True, is_offloaded=True)),
    (8, Preset("medium", 2, is_tiled=True, is_offloaded=True)),
    (12, Preset("large", 4)),
    (float("inf"), Preset("high", 16)),
)
"""Largest card in GiB -> how it is used."""
CPU_PRESET = Preset("cpu", 1)
_PRECISIONS = {"fp32": "float32", "bf16": "bfloat16", "fp16": "float16"}
_SLACK_GIB = 0.9
"""Cards report a little less than what is printed on them."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user chose; "auto" leaves it to the machine.

    Attributes:
        device: "auto", "cpu", "cuda", "mps".
        precision: "auto", "fp32", "bf16", "fp16".
        memory: "auto", "cpu", "low", "medium", "large", "high".
    """

    device: str = "auto"
    precision: str = "auto"
    memory: str = "auto"


@dataclass(frozen=True, slots=True)
class Placement:
    """What was decided.

    Attributes:
        device: Of torch.
        precision: "fp32", "bf16" or "fp16".
        preset: How much at once.
    """

    device: str
    precision: str
    preset: Preset

    @property
    def dtype(self) -> Any:
        """Of torch."""
        import torch

        return getattr(torch, _PRECISIONS[self.precision])


_wishes = Wishes()


def use_wishes(wishes: Wishes) -> None:
    """Remember what the settings say, for every model that is loaded from now on."""
    global _wishes  # noqa: PLW0603 (one machine, one choice)
    _wishes = wishes


def wished() -> Wishes:
    """What the settings say."""
    return _wishes


def place(wishes: Wishes | None = None) -> Placement:
    """Decide for this machine.

    Raises:
        DeviceError: If the device is not there, or cannot do the precision.
        InputError: If a wish is none that is known.
    """
    from studio.engines.devices import report_devices

    asked = wishes or _wishes
    report = report_devices().torch
    there = report.device if report is not None else "cpu"
    device = there if asked.device == "auto" else asked.device
    if device not in ("cpu", "cuda", "mps"):
        raise InputError(f"There is no device “{device}”.", "Choose auto, cpu, cuda or mps.", "usage.device")
    if device not in ("cpu", there):
        why = report.problem if report is not None and report.problem else "it was not found"
        raise DeviceError(f"The device {device} cannot be used: {why}.", "Choose auto or cpu.", "device.missing")
    precision = _precision(device, asked.precision)
    memory = report.memory_bytes / _GIB if report is not None else 0.0
    return Placement(device, precision, _preset(device, memory, asked.memory))


def _precision(device: str, asked: str) -> str:
    if asked == "auto":
        return "fp16" if device in ("cuda", "mps") else "fp32"
    if asked not in _PRECISIONS:
        raise InputError(f"There is no precision “{asked}”.", "Choose auto, fp32, bf16 or fp16.", "usage.precision")
    if device == "cpu" and asked == "fp16":
        raise DeviceError("A processor is hundreds of times slower in fp16.", "Choose fp32, or bf16 where it has it.",
                          "device.precision")  # fmt: skip
    return asked


def _preset(device: str, memory_gib: float, asked: str) -> Preset:
    named = {preset.name: preset for _, preset in PRESETS} | {"cpu": CPU_PRESET}
    if asked != "auto":
        if asked not in named:
            raise InputError(f"There is no memory preset “{asked}”.", f"Choose one of: auto, {', '.join(named)}.",
                             "usage.memory")  # fmt: skip
        return named[asked]
    if device != "cuda":
        return CPU_PRESET
    return next(preset for limit, preset in PRESETS if memory_gib <= limit + _SLACK_GIB)


def with_less_memory(preset: Preset, work: Callable[[Preset], Result]) -> Result:
    """Do something; where the card's memory does not do, free it and try once with half of the pictures.

    Raises:
        DeviceError: If that does not do either, with what to change.
    """
    import torch

    for attempt in (preset, replace(preset, batch=max(1, preset.batch // 2), is_tiled=True)):
        try:
            return work(attempt)
        except torch.OutOfMemoryError:
            free_memory()
    hint = "Close other programs, choose a lower memory preset in the settings, or draw on the processor."
    raise DeviceError("The memory of the graphics card is not enough.", hint, "device.memory")


def free_memory() -> None:
    """Give back what is not used any more."""
    import gc

    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


__all__ = [
    "CPU_PRESET", "PRESETS", "Placement", "Preset", "Wishes", "free_memory", "place", "use_wishes", "wished",
    "with_less_memory",
]  # fmt: skip
