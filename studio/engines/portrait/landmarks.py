"""The 478 landmarks of drawn faces: the canonical face, pulled to where the drawing has its parts."""

from __future__ import annotations

import functools

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.engines.portrait.eyes import BrowShape, EyeShape
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.features import NoseShape
from studio.engines.portrait.head import HeadShape
from studio.engines.portrait.mouth import LIP_SAMPLES, MouthShape
from studio.models import face_mesh as mesh
from studio.models.face import MESH_POINT_COUNT

NOSE_POINTS = (1, 64, 294, 168)


def _pinned() -> tuple[int, ...]:
    """The landmarks whose places the drawing knows, in the order in which `_targets` gives them."""
    order: list[int] = []
    for right, left in (
        (mesh.EYE_UPPER_RIGHT, mesh.EYE_UPPER_LEFT), (mesh.EYE_LOWER_RIGHT[1:-1], mesh.EYE_LOWER_LEFT[1:-1]),
        (mesh.BROW_UPPER_RIGHT, mesh.BROW_UPPER_LEFT), (mesh.BROW_LOWER_RIGHT, mesh.BROW_LOWER_LEFT),
        (mesh.IRIS_RIGHT, mesh.IRIS_LEFT),
    ):  # fmt: skip
        order += [*right, *left]
    order += [*mesh.LIP_UPPER_OUTER, *mesh.LIP_LOWER_OUTER[1:-1], *mesh.LIP_UPPER_INNER, *mesh.LIP_LOWER_INNER[1:-1]]
    return (*order, *mesh.FACE_OVAL, *NOSE_POINTS)


@functools.cache
def _spline() -> NDArray[np.float32]:
    """(478, P) how much every landmark follows each pinned one: a thin-plate spline over the canonical face."""
    source = mesh.canonical_points()[:, :2]
    pinned = source[list(_pinned())]

    def kernel(gap: NDArray[np.float64]) -> NDArray[np.float64]:
        square = (gap**2).sum(-1)
        bent: NDArray[np.float64] = 0.5 * square * np.log(np.maximum(square, 1e-12))
        return bent

    count = len(pinned)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = kernel(pinned[:, None] - pinned[None]) + 1e-6 * np.eye(count)
    system[:count, count:] = np.column_stack((np.ones(count), pinned))
    system[count:, :count] = system[:count, count:].T
    basis = np.column_stack((kernel(source[:, None] - pinned[None]), np.ones(MESH_POINT_COUNT), source))
    weights = basis @ np.linalg.inv(system)[:, :count]
    weights[list(_pinned())] = np.eye(count)
    shares: NDArray[np.float32] = weights.astype(np.float32)
    return shares


def mesh_of(
    space: FaceSpace, head: HeadShape, eyes: EyeShape, brows: BrowShape, mouth: MouthShape, nose: NoseShape
) -> Tensor:
    """(B, 478, 3) landmarks in pixels; z in pixels too, smaller is nearer."""
    pinned = _targets(space, head, eyes, brows, mouth, nose)
    weights = torch.from_numpy(_spline()).to(space.device)
    points = weights @ pinned
    depth = torch.from_numpy(mesh.canonical_points()[:, 2].astype(np.float32)).to(space.device)
    gap = (points[:, mesh.IRIS_LEFT[0]] - points[:, mesh.IRIS_RIGHT[0]]).square().sum(-1, keepdim=True).sqrt()
    return torch.cat((points, (depth[None] * gap)[..., None]), -1)


def _targets(
    space: FaceSpace, head: HeadShape, eyes: EyeShape, brows: BrowShape, mouth: MouthShape, nose: NoseShape
) -> Tensor:
    upper, lower = _resampled(eyes.upper, 9), _resampled(eyes.lower, 9)
    low_brow, high_brow = _brow_edges(brows)
    groups = [
        space.on_face(_in_order(upper)),
        space.on_face(_in_order(lower[..., 1:-1, :])),
        space.on_face(_in_order(high_brow), 0.03),
        space.on_face(_in_order(low_brow), 0.03),
        space.on_face(_iris_points(eyes).flatten(1, 2)),
        space.on_face(_lip(mouth.upper_outer), 0.05),
        space.on_face(_lip(mouth.lower_outer)[:, 1:-1], 0.05),
        space.on_face(_inner_lip(mouth.upper_inner), 0.05),
        space.on_face(_inner_lip(mouth.lower_inner)[:, 1:-1], 0.05),
        _oval(space, head),
        _nose_points(space, nose, eyes),
    ]
    return torch.cat(groups, 1)


def _resampled(line: Tensor, count: int) -> Tensor:
    index = torch.linspace(0, line.shape[-2] - 1, count).round().long().to(line.device)
    return line[..., index, :]


def _in_order(pairs: Tensor) -> Tensor:
    """(B, 2, N, 2) lines from inner to outer end -> (B, 2N, 2): right eye's outer end first, as the tables run."""
    return torch.cat((pairs[:, 0].flip(1), pairs[:, 1]), 1)


def _brow_edges(brows: BrowShape) -> tuple[Tensor, Tensor]:
    count = brows.outline.shape[2] // 2
    first, second = brows.outline[:, :, :count], brows.outline[:, :, count:].flip(2)
    is_first_low = (first[..., 1].mean(-1) > second[..., 1].mean(-1))[..., None, None]
    low, high = torch.where(is_first_low, first, second), torch.where(is_first_low, second, first)
    return _resampled(low, 5), _resampled(high, 5)


def _iris_points(eyes: EyeShape) -> Tensor:
    around = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, -1.0], [-1.0, 0.0], [0.0, 1.0]], device=eyes.iris.device)
    return eyes.iris[:, :, None] + around * eyes.iris_radii[:, :, None]


def _lip(line: Tensor) -> Tensor:
    return _resampled(line, 11)


def _inner_lip(line: Tensor) -> Tensor:
    return _resampled(line[:, 1 : LIP_SAMPLES - 1], 11)


def _oval(space: FaceSpace, head: HeadShape) -> Tensor:
    """(B, 36, 2) pixels: the face's rim from the forehead's middle, over the character's left, round and back."""
    points = head.outline.shape[1]
    low = torch.linspace(points * 0.155, points * 0.845, 31, device=space.device).round().long()
    rim = head.pixels(head.outline[:, low])
    y = space.spread("forehead", -0.66, -0.82)
    arc = []
    for x in (0.0, 0.32, 0.58, -0.58, -0.32):
        arc.append(torch.stack((x * head.wide, y + 0.35 * x * x), -1))
    top = space.on_face(torch.stack(arc, 1))
    return torch.cat((top[:, :3], rim, top[:, 3:]), 1)


def _nose_points(space: FaceSpace, nose: NoseShape, eyes: EyeShape) -> Tensor:
    tip = nose.tip
    lift = (0.08 + 0.14 * space.gene("nose_bridge"))[:, None]
    shift = torch.stack((nose.half, torch.zeros_like(nose.half)), -1)
    bridge = torch.stack((torch.zeros_like(nose.half), eyes.middle[:, 1] - 0.03), -1)
    points = torch.stack((tip, tip - shift, tip + shift, bridge), 1)
    return space.on_face(points, lift)
