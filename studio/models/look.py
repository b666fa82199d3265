"""What a character wears while it is being posed: layers of controls, laid over one another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from studio.core.errors import InputError
from studio.models.controls import Pose, clamped
from studio.models.expression import BlendMode, combine

BASE_LAYER_ID = "base"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a look.

    Attributes:
        id: Unique in its look.
        name: For people.
        pose: Sparse control values. Zeros are kept: they silence (MULTIPLY) or overwrite.
        mode: How it acts on what lies below.
        weight: 0 leaves what lies below as it is, 1 applies the layer fully.
        is_enabled: Whether it counts.
        source: What it was made from, as typed in the library ("joy:0.8", "joy+surprise:0.5"); empty if by hand.
            The pose may have been changed since.
    """

    id: str
    name: str
    pose: Pose = field(default_factory=dict)
    mode: BlendMode = BlendMode.ADD
    weight: float = 1.0
    is_enabled: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Layers, the lowest first, and which controls are kept out of the result.

    Attributes:
        layers: At least one.
        muted: Controls that count as 0.
        soloed: If any, all other controls count as 0.
    """

    layers: tuple[Layer, ...] = (Layer(BASE_LAYER_ID, "Base"),)
    muted: tuple[str, ...] = ()
    soloed: tuple[str, ...] = ()

    def layer(self, layer_id: str) -> Layer:
        """A layer by its id.

        Raises:
            InputError: If there is none.
        """
        for layer in self.layers:
            if layer.id == layer_id:
                return layer
        raise InputError(f"The look has no layer “{layer_id}”.", "Choose one of its layers.", "look.layer")

    def with_layer(self, layer: Layer) -> Look:
        """The look with a layer put in the place of the one with the same id, or on top."""
        if any(present.id == layer.id for present in self.layers):
            kept = tuple(layer if present.id == layer.id else present for present in self.layers)
        else:
            kept = (*self.layers, layer)
        return replace(self, layers=kept)

    def worn(self) -> dict[str, float]:
        """The pose that all layers give together, clamped."""
        pose: dict[str, float] = {}
        for layer in self.layers:
            if layer.is_enabled:
                pose = combine(pose, layer.pose, layer.mode, layer.weight)
        hidden = set(self.muted)
        shown = set(self.soloed)
        return clamped({k: v for k, v in pose.items() if k not in hidden and (not shown or k in shown)})
