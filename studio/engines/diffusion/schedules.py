"""Samplers for networks that predict noise: which there are, and how each is set up from a model's own file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from studio.core.errors import InputError

SD15_SCHEDULE: Mapping[str, Any] = {
    "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "num_train_timesteps": 1000,
    "set_alpha_to_one": False, "steps_offset": 1, "clip_sample": False, "prediction_type": "epsilon",
}  # fmt: skip
"""What Stable Diffusion 1.5 was trained with; used where a model brings no scheduler file."""


class SamplerName(StrEnum):
    """A way from noise to a picture."""

    DPM = "dpm"
    UNIPC = "unipc"
    DDIM = "ddim"
    LCM = "lcm"


SAMPLER_TITLES: Mapping[SamplerName, str] = {
    SamplerName.DPM: "DPM-Solver++ (as published)",
    SamplerName.UNIPC: "UniPC",
    SamplerName.DDIM: "DDIM",
    SamplerName.LCM: "LCM (2–8 steps, wants LCM weights)",
}
_TRAINING_KEYS = ("beta_start", "beta_end", "beta_schedule", "num_train_timesteps", "trained_betas", "prediction_type")


def sampler_named(text: str) -> SamplerName:
    """The sampler of a name as typed.

    Raises:
        InputError: If there is none.
    """
    try:
        return SamplerName(text.strip().casefold())
    except ValueError as error:
        known = ", ".join(name.value for name in SamplerName)
        raise InputError(f"There is no sampler “{text}”.", f"Choose one of: {known}.", "usage.sampler") from error


def make_scheduler(name: SamplerName, config: Mapping[str, Any] | None = None) -> Any:
    """A diffusers scheduler.

    Args:
        name: Which.
        config: The content of the model's scheduler file; only what training decided is taken from it. The spacing of
            the steps is set here and never read: a file that was saved again may name another one.
    """
    import diffusers

    trained = {key: value for key, value in {**SD15_SCHEDULE, **(config or {})}.items() if key in _TRAINING_KEYS}
    if name is SamplerName.DPM:
        return diffusers.DPMSolverMultistepScheduler(
            **trained, algorithm_type="dpmsolver++", solver_order=2, solver_type="midpoint",
            timestep_spacing="linspace", final_sigmas_type="zero",
        )  # fmt: skip
    if name is SamplerName.UNIPC:
        return diffusers.UniPCMultistepScheduler(**trained, timestep_spacing="linspace", final_sigmas_type="zero")
    if name is SamplerName.DDIM:
        return diffusers.DDIMScheduler(
            **trained, clip_sample=False, set_alpha_to_one=False, steps_offset=1, timestep_spacing="leading"
        )
    return diffusers.LCMScheduler(**trained, clip_sample=False, set_alpha_to_one=True, steps_offset=1)


__all__ = ["SAMPLER_TITLES", "SD15_SCHEDULE", "SamplerName", "make_scheduler", "sampler_named"]
