"""Numbers for networks that recognise characters or read expressions."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from studio.models.controls import ALL_CONTROLS

_ACTIVE = 0.05
_LEAST_WORN = 3


def top_one(gallery: Tensor, probes: Tensor, truth: Tensor) -> float:
    """Share of probes whose nearest vector of the gallery is the right one.

    Args:
        gallery: (N, D) unit vectors, one of each character.
        probes: (M, D) unit vectors.
        truth: (M,) the right row of the gallery.
    """
    return float(((probes @ gallery.T).argmax(dim=1) == truth).float().mean())


def control_errors(read: Tensor, truth: Tensor) -> dict[str, float]:
    """Errors of controls, in network units.

    Args:
        read: (N, 55) as seen.
        truth: (N, 55) as drawn.

    Returns:
        `active_error` (mean absolute error over what is worn), `resting_error` (over the rest), `correlation`
        (requested against read, per control, averaged).
    """
    errors = (read - truth).abs()
    worn = truth.abs() > _ACTIVE
    return {
        "active_error": float(errors[worn].mean()),
        "resting_error": float(errors[~worn].mean()),
        "correlation": mean_correlation(read, truth),
    }


def errors_by_control(read: Tensor, truth: Tensor) -> dict[str, float]:
    """Mean absolute error of each control where it is worn, the worst first."""
    errors = (read - truth).abs()
    worn = truth.abs() > _ACTIVE
    found = {
        name: float(errors[worn[:, index], index].mean())
        for index, name in enumerate(ALL_CONTROLS)
        if bool(worn[:, index].any())
    }
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def correlations(read: Tensor, truth: Tensor) -> Mapping[str, float]:
    """Pearson's correlation of each control that is worn in at least three pictures and not the same in all."""
    found, is_told = _correlations(read, truth)
    return {name: float(found[index]) for index, name in enumerate(ALL_CONTROLS) if is_told[index]}


def mean_correlation(read: Tensor, truth: Tensor) -> float:
    """The mean of `correlations`; 0 if there is none."""
    found, is_told = _correlations(read, truth)
    return float(found[is_told].mean()) if bool(is_told.any()) else 0.0


def _correlations(read: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
    """(55,) correlations, 0 where nothing varies in what was read, and (55,) which of them can be told."""
    seen, wanted = (values.double() - values.double().mean(dim=0) for values in (read, truth))
    spread = (seen.square().mean(dim=0) * wanted.square().mean(dim=0)).sqrt()
    common = (seen * wanted).mean(dim=0)
    is_told = ((truth.abs() > _ACTIVE).sum(dim=0) >= _LEAST_WORN) & (wanted.square().mean(dim=0) > 0)
    return torch.where(spread > 1e-12, common / spread.clamp(min=1e-12), 0.0), is_told


__all__ = ["control_errors", "correlations", "errors_by_control", "mean_correlation", "top_one"]
