"""Curves: smooth lines through points, strokes with a width, leaves and ellipses; all as closed outlines.

Tensors end in (points, 2); coordinates are in any unit.
"""

from __future__ import annotations

import functools
import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Array = NDArray[np.float32]


@functools.cache
def _closed_basis(count: int, samples: int) -> Array:
    """(samples, count) weights of a closed Catmull-Rom curve, its points evenly spaced in its parameter."""
    basis = np.zeros((samples, count), np.float64)
    for row, place in enumerate(np.arange(samples) * count / samples):
        first, t = int(place), place % 1.0
        for offset, weight in zip((-1, 0, 1, 2), _catmull(t), strict=True):
            basis[row, (first + offset) % count] += weight
    return basis.astype(np.float32)


@functools.cache
def _open_basis(count: int, samples: int) -> Array:
    """(samples, count) weights of an open Catmull-Rom curve from the first point to the last."""
    basis = np.zeros((samples, count), np.float64)
    for row, place in enumerate(np.linspace(0, count - 1, samples)):
        first = min(int(place), count - 2)
        t = place - first
        for offset, weight in zip((-1, 0, 1, 2), _catmull(t), strict=True):
            index = first + offset
            if index < 0:  # the curve goes on straight beyond its ends
                basis[row, 0] += 2 * weight
                basis[row, 1] -= weight
            elif index >= count:
                basis[row, -1] += 2 * weight
                basis[row, -2] -= weight
            else:
                basis[row, index] += weight
    return basis.astype(np.float32)


def _catmull(t: float) -> tuple[float, float, float, float]:
    return (
        -0.5 * t + t**2 - 0.5 * t**3, 1 - 2.5 * t**2 + 1.5 * t**3, 0.5 * t + 2 * t**2 - 1.5 * t**3,
        -0.5 * t**2 + 0.5 * t**3,
    )  # fmt: skip


@functools.lru_cache(maxsize=256)
def _on_device(kind: str, count: int, samples: int, device: torch.device) -> Tensor:
    make = _closed_basis if kind == "closed" else _open_basis
    return torch.from_numpy(make(count, samples)).to(device)


def closed_curve(points: Tensor, samples: int) -> Tensor:
    """(…, K, 2) points -> (…, samples, 2) on the smooth closed curve through them."""
    return _on_device("closed", points.shape[-2], samples, points.device) @ points


def open_curve(points: Tensor, samples: int) -> Tensor:
    """(…, K, 2) points -> (…, samples, 2) on the smooth curve from the first to the last."""
    return _on_device("open", points.shape[-2], samples, points.device) @ points


def normals(line: Tensor, is_closed: bool = False) -> Tensor:
    """(…, N, 2) unit vectors at right angles to a line, to the left of its direction when y points down."""
    if is_closed:
        along = line.roll(-1, -2) - line.roll(1, -2)
    else:
        along = torch.cat((line[..., 1:2, :] - line[..., :1, :], line[..., 2:, :] - line[..., :-2, :],
                           line[..., -1:, :] - line[..., -2:-1, :]), -2)  # fmt: skip
    length = along.square().sum(-1, keepdim=True).sqrt().clamp_min(1e-6)
    return torch.stack((along[..., 1], -along[..., 0]), -1) / length


def stroke(line: Tensor, half_width: Tensor) -> Tensor:
    """The outline of a brush stroke.

    Args:
        line: (…, N, 2) its middle.
        half_width: (…, N) or (N,) half its width along the line.

    Returns:
        (…, 2N, 2).
    """
    offset = normals(line) * half_width[..., None]
    return torch.cat((line + offset, (line - offset).flip(-2)), -2)


def grown(outline: Tensor, by: Tensor) -> Tensor:
    """A closed outline moved outwards.

    Args:
        outline: (B, …, N, 2).
        by: (B,) how far; below 0 shrinks.
    """
    x, y = outline.unbind(-1)
    area = (x * y.roll(-1, -1) - x.roll(-1, -1) * y).sum(-1)
    side = torch.sign(area)[..., None, None]
    distance = by.reshape(-1, *([1] * (outline.dim() - 1)))
    return outline + normals(outline, is_closed=True) * side * distance


@functools.lru_cache(maxsize=64)
def _unit_circle(samples: int, device: torch.device) -> Tensor:
    angle = torch.arange(samples, dtype=torch.float64) * (2 * math.pi / samples)
    return torch.stack((angle.cos(), angle.sin()), -1).float().to(device)


def ellipse(centre: Tensor, radii: Tensor, samples: int = 24) -> Tensor:
    """(…, 2) centres and (…, 2) radii -> (…, samples, 2)."""
    return centre[..., None, :] + radii[..., None, :] * _unit_circle(samples, centre.device)


def taper(samples: int, device: torch.device, start: float = 0.0, end: float = 0.0) -> Tensor:
    """(samples,) a brush's pressure: 1 in the middle, `start` and `end` of it at the ends."""
    place = torch.linspace(0, 1, samples, device=device)
    rise = 1 - (1 - place * 2).clamp_min(0).square() * (1 - start)
    fall = 1 - (place * 2 - 1).clamp_min(0).square() * (1 - end)
    return rise * fall


def closed_array(points: object, samples: int) -> Array:
    """As `closed_curve`, for plain arrays: (K, 2) -> (samples, 2) float32."""
    array = np.asarray(points, np.float32)
    return _closed_basis(len(array), samples) @ array


def open_array(points: object, samples: int) -> Array:
    """As `open_curve`, for plain arrays: (K, 2) -> (samples, 2) float32."""
    array = np.asarray(points, np.float32)
    return _open_basis(len(array), samples) @ array


def stroke_array(line: Array, half_width: Array) -> Array:
    """As `stroke`, for plain arrays: (N, 2) and (N,) -> (2N, 2)."""
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
    offset = np.stack((along[:, 1], -along[:, 0]), 1) * half_width[:, None]
    outline: Array = np.concatenate((line + offset, (line - offset)[::-1])).astype(np.float32)
    return outline
