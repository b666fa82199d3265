"""From genomes and poses to pictures: the order in which everything is painted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.errors import InputError
from studio.engines.portrait import features
from studio.engines.portrait.backdrop import paint_background
from studio.engines.portrait.beards import paint_beard
from studio.engines.portrait.body import paint_clothes
from studio.engines.portrait.eyes import BrowShape, EyeShape, paint_eyes
from studio.engines.portrait.face_space import FaceSpace
from studio.engines.portrait.hair_paint import HairPainter
from studio.engines.portrait.head import HeadShape, paint_ears, paint_face, paint_neck
from studio.engines.portrait.landmarks import mesh_of
from studio.engines.portrait.mouth import MouthShape, paint_mouth
from studio.engines.portrait.painter import PARTS, Painter
from studio.models.controls import Pose, to_vector
from studio.models.genome import PortraitGenome

MIN_SIZE_PX, MAX_SIZE_PX = 32, 2048


@dataclass(frozen=True, slots=True, eq=False)
class PortraitBatch:
    """Drawn portraits.

    Attributes:
        rgba: (B, 4, S, S) float32 0…1, sRGB, **premultiplied** alpha; alpha is 1 everywhere with a background.
        masks: (B, 8, S, S) float32 in the order of `PARTS`, summing to 1 in every pixel; None unless asked for.
        landmarks: (B, 478, 3) float32 pixels, z in the same unit, smaller is nearer.
        controls: (B, 55) float32 in the order of `studio.models.controls.ALL_CONTROLS`.
        genomes: B genomes.
    """

    rgba: Tensor
    masks: Tensor | None
    landmarks: Tensor
    controls: Tensor
    genomes: tuple[PortraitGenome, ...] = field(default=())

    def pixels(self) -> NDArray[np.uint8]:
        """(B, S, S, 4) uint8, sRGB, **straight** alpha, RGBA."""
        alpha = self.rgba[:, 3:]
        straight = torch.cat((self.rgba[:, :3] / alpha.clamp_min(1e-4), alpha), 1)
        whole = (straight.clamp(0, 1) * 255 + 0.5).to(torch.uint8)
        return np.ascontiguousarray(whole.permute(0, 2, 3, 1).cpu().numpy())


def render_portraits(
    genomes: Sequence[PortraitGenome],
    poses: Sequence[Pose] | Tensor | None = None,
    size: int = 256,
    device: torch.device | str = "cpu",
    with_background: bool = True,
    with_masks: bool = False,
) -> PortraitBatch:
    """Draw characters wearing expressions.

    Args:
        genomes: B characters.
        poses: B poses, or (B, 55) controls in the order of `ALL_CONTROLS`; None is the resting face.
        size: Width and height in pixels.
        device: Where to draw.
        with_background: Whether the genome's background is painted, or the character stands alone.
        with_masks: Whether part masks are made too (about a third more work).

    Raises:
        InputError: If the numbers of genomes and poses differ, or the size cannot be drawn.
    """
    if not MIN_SIZE_PX <= size <= MAX_SIZE_PX:
        raise InputError(
            f"Portraits of {size} px cannot be drawn.", f"Take {MIN_SIZE_PX} to {MAX_SIZE_PX}.", "portrait.size"
        )
    place = torch.device(device)
    controls = _controls(poses, len(genomes)).to(place)
    with torch.no_grad():
        space = FaceSpace(genomes, controls, size, place)
        painter = Painter(len(genomes), size, place, with_masks)
        landmarks = _paint(painter, space, with_background)
    return PortraitBatch(painter.canvas, painter.masks, landmarks, controls, tuple(genomes))


@contextmanager
def one_thread() -> Iterator[None]:
    """Draw with one thread meanwhile: a few portraits are a thousand small steps, and threads only get in their way."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def draw_few(
    genomes: Sequence[PortraitGenome], poses: Sequence[Pose], size: int, with_background: bool = True
) -> PortraitBatch:
    """As `render_portraits`, quickest for a handful of pictures on the CPU."""
    with one_thread():
        return render_portraits(genomes, poses, size, with_background=with_background)


def portrait_landmarks(
    genomes: Sequence[PortraitGenome],
    poses: Sequence[Pose] | Tensor | None = None,
    size: int = 256,
    device: torch.device | str = "cpu",
) -> Tensor:
    """(B, 478, 3) landmarks as `render_portraits` gives them, without drawing."""
    place = torch.device(device)
    with torch.no_grad():
        space = FaceSpace(genomes, _controls(poses, len(genomes)).to(place), size, place)
        head, eyes = HeadShape(space), EyeShape(space)
        brows, mouth = BrowShape(space, eyes), MouthShape(space, head.neutral_chin_y)
        return mesh_of(space, head, eyes, brows, mouth, features.NoseShape(space))


def _controls(poses: Sequence[Pose] | Tensor | None, count: int) -> Tensor:
    if poses is None:
        poses = [{}] * count
    if isinstance(poses, Tensor):
        rows = poses.float()
    else:
        rows = torch.from_numpy(np.stack([to_vector(pose) for pose in poses])) if len(poses) else torch.zeros(0, 55)
    if count == 0 or rows.shape != (count, 55):
        raise InputError(
            f"{count} characters cannot wear {len(rows)} poses.", "Give one pose for each.", "portrait.count"
        )
    return rows


def _paint(painter: Painter, space: FaceSpace, with_background: bool) -> Tensor:
    head = HeadShape(space)
    eyes = EyeShape(space)
    brows = BrowShape(space, eyes)
    mouth = MouthShape(space, head.neutral_chin_y)
    nose = features.NoseShape(space)
    hair = HairPainter(painter, space)
    if with_background:
        paint_background(painter, space)
    hair.paint_back()
    paint_neck(painter, space, head)
    paint_clothes(painter, space)
    paint_ears(painter, space, head)
    features.paint_earrings(painter, space, head)
    face = paint_face(painter, space, head)
    hair.paint_shadow(face)
    features.paint_skin_marks(painter, space, face, mouth, nose)
    paint_beard(painter, space, head, mouth, face)
    paint_mouth(painter, space, mouth)
    features.paint_nose(painter, space, nose)
    brows.paint_furrows(painter)
    paint_eyes(painter, space, eyes)
    brows.paint(painter)
    features.paint_glasses(painter, space, eyes)
    hair.paint_front()
    brows.paint(painter, 0.55 * torch.ones(space.count, device=space.device))
    return mesh_of(space, head, eyes, brows, mouth, nose)


def render_one(genome: PortraitGenome, pose: Mapping[str, float] | None = None, size: int = 256) -> NDArray[np.uint8]:
    """(S, S, 4) uint8 straight alpha: one portrait."""
    picture: NDArray[np.uint8] = render_portraits([genome], [pose or {}], size).pixels()[0]
    return picture


__all__ = ["PARTS", "PortraitBatch", "draw_few", "one_thread", "portrait_landmarks", "render_one", "render_portraits"]
