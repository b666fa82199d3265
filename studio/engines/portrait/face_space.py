"""What every part of a portrait is drawn from: genes, controls and the turned head, for a whole batch.

Unit of length: half the width of a middling head. Origin between the eyes; x to the right of the picture, y down.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from studio.engines.portrait.colours import Colour, palette_of
from studio.models.controls import CONTROL_INDEX, HEAD_LIMIT_DEG
from studio.models.genome import GENE_BY_NAME, NUMBER_GENES, PortraitGenome

UNIT_PER_SIZE = 0.23
"""Length of a unit, as a share of the picture's width."""
CENTRE = (0.5, 0.475)
"""Where the origin lies, as shares of the picture."""
PIVOT_Y = 1.15
"""Height about which the head rolls."""
DRAWN_LIMIT_DEG = 20.0
"""Beyond this the head does not turn any further: layers would show what they do not hold."""


class FaceSpace:
    """One batch of characters in their poses.

    Attributes:
        genomes: B characters.
        size: Pixels.
        device: Where the tensors are.
    """

    def __init__(self, genomes: Sequence[PortraitGenome], controls: Tensor, size: int, device: torch.device) -> None:
        self.genomes = tuple(genomes)
        self.size = size
        self.device = device
        self.unit_px = UNIT_PER_SIZE * size
        self.count = len(self.genomes)
        numbers = np.array([[getattr(g, n) for n in NUMBER_GENES] for g in self.genomes], np.float32)
        self._genes = dict(zip(NUMBER_GENES, torch.from_numpy(numbers).to(device).unbind(1), strict=True))
        self._controls = controls.to(device=device, dtype=torch.float32)
        palettes = [palette_of_cached(genome) for genome in self.genomes]
        self._colours = {
            name: torch.from_numpy(np.stack([palette[name] for palette in palettes])).to(device) for name in palettes[0]
        }
        self._choices: dict[tuple[str, str], Tensor] = {}
        angles = [self._angle(name) for name in HEAD_LIMIT_DEG]
        self._yaw, self._pitch, self._roll = angles

    def gene(self, name: str) -> Tensor:
        """(B,) a number gene."""
        return self._genes[name]

    def spread(self, name: str, low: float, high: float) -> Tensor:
        """(B,) a number gene, mapped from 0…1 to a range."""
        return low + (high - low) * self._genes[name]

    def has(self, name: str, *choices: str) -> Tensor:
        """(B,) 1 where a choice gene is one of the given choices, else 0."""
        total = torch.zeros(self.count, device=self.device)
        for choice in choices:
            total = total + self._is(name, choice)
        return total

    def _is(self, name: str, choice: str) -> Tensor:
        key = (name, choice)
        if key not in self._choices:
            if choice not in GENE_BY_NAME[name].choices:
                raise KeyError(key)
            values = [float(getattr(genome, name) == choice) for genome in self.genomes]
            self._choices[key] = torch.tensor(values, device=self.device)
        return self._choices[key]

    def control(self, name: str) -> Tensor:
        """(B,) a control, 0…1."""
        return self._controls[:, CONTROL_INDEX[name]]

    def pair(self, name: str) -> Tensor:
        """(B, 2) a paired control: the character's right (left in the picture), then left."""
        return torch.stack((self.control(name + "Right"), self.control(name + "Left")), 1)

    def colour(self, name: str) -> Tensor:
        """(B, 3) a colour of the palette."""
        return self._colours[name]

    def by_style(self, flat: float, cel: float, soft: float) -> Tensor:
        """(B,) a number that depends on the drawing style."""
        return flat * self.has("style", "flat") + cel * self.has("style", "cel") + soft * self.has("style", "soft")

    def line_width(self) -> Tensor:
        """(B,) half the width of outlines in units."""
        return (0.006 + 0.016 * self.gene("line_weight")) * self.by_style(0.75, 1.0, 0.8)

    def _angle(self, name: str) -> Tensor:
        degrees = self._controls[:, CONTROL_INDEX[name]].clamp(-DRAWN_LIMIT_DEG, DRAWN_LIMIT_DEG)
        return degrees * (math.pi / 180)

    def on_face(self, points: Tensor, lift: float | Tensor = 0.0, is_hair: bool = False) -> Tensor:
        """Points of the head's front to pixels: they wander over a rounded head as it turns.

        Args:
            points: (B, …, 2) units.
            lift: How far in front of the head's surface.
            is_hair: Whether they go on to the head's rim, where a round surface would fold.
        """
        x, y = points.unbind(-1)
        bulge = (1 - (x / 1.22).square() - ((y - 0.05) / 1.62).square()).clamp_min(1e-4)
        bulge = bulge * (2 - bulge) if is_hair else bulge.sqrt()
        return self.at_depth(points, 0.92 * bulge + lift)

    def at_depth(self, points: Tensor, depth: Tensor | float) -> Tensor:
        """Points at a depth (units, towards the viewer) to pixels, turned with the head."""
        shape = (self.count, *([1] * (points.dim() - 2)))
        yaw, pitch, roll = (angle.view(shape) for angle in (self._yaw, self._pitch, self._roll))
        x, y = points.unbind(-1)
        x = x * yaw.cos() + depth * yaw.sin() * 0.8
        y = (y - 0.2) * (1 - (1 - pitch.cos()) * 0.6) + 0.2 - depth * pitch.sin() * 0.75
        down = y - PIVOT_Y
        turned = torch.stack((x * roll.cos() - down * roll.sin(), x * roll.sin() + down * roll.cos() + PIVOT_Y), -1)
        return self.flat(turned)

    def flat(self, points: Tensor) -> Tensor:
        """Points that do not turn with the head (body) to pixels."""
        origin = torch.tensor(CENTRE, device=points.device) * self.size
        return points * self.unit_px + origin

    def height_px(self, y: Tensor) -> Tensor:
        """(B,) height of a level of the middle of the face, pixels, for ramps."""
        return self.on_face(torch.stack((torch.zeros_like(y), y), -1))[..., 1]


_PALETTES: dict[PortraitGenome, dict[str, Colour]] = {}


def palette_of_cached(genome: PortraitGenome) -> dict[str, Colour]:
    """The palette of a character, kept for the next picture of it."""
    if genome not in _PALETTES:
        if len(_PALETTES) > 4096:
            _PALETTES.clear()
        _PALETTES[genome] = dict(palette_of(genome))
    return _PALETTES[genome]
