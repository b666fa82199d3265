"""All small widgets of the kit under one name."""

from __future__ import annotations

from studio.views.kit.choice import ComboBox, Segmented, Toggle
from studio.views.kit.fields import NumberField, SearchField
from studio.views.kit.layout import Badge, Card, EmptyState, FlowLayout, IconButton, Section, label, primary
from studio.views.kit.slider import Slider

__all__ = [
    "Badge", "Card", "ComboBox", "EmptyState", "FlowLayout", "IconButton", "NumberField", "SearchField", "Section",
    "Segmented", "Slider", "Toggle", "label", "primary",
]  # fmt: skip
