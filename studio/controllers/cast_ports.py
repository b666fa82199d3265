"""What the controllers of the cast page need of its views. Signals are `Any`: fakes have plain ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from studio.models.cast_rows import CaptureRow, CharacterCard, FaceOutline, IdentitySheet, ReferenceRow
from studio.models.framing import Crop
from studio.models.matte_strokes import Brush

Points = Mapping[str, tuple[float, float]]


class CanvasPort(Protocol):
    """The canvas, as far as tools are concerned."""

    tool_changed: Any

    @property
    def tool(self) -> Any:
        """What is in hand."""
        ...

    def set_tool(self, tool: Any) -> None:
        """Take something else in hand; None for nothing."""
        ...


class CastPanelPort(Protocol):
    """The list of characters."""

    selected: Any
    renamed: Any
    moved: Any
    duplicate_requested: Any
    remove_requested: Any
    add_requested: Any
    pictures_chosen: Any
    pictures_dropped: Any
    image_dropped: Any
    expressions_dropped: Any
    waiting_opened: Any
    waiting_dropped: Any

    def set_cards(self, cards: Sequence[CharacterCard], selected: str) -> None:
        """Show the cast."""
        ...

    def set_thumbnail(self, card_id: str, image: QImage) -> None:
        """Show a head."""
        ...

    def start_rename(self, character_id: str) -> None:
        """Let the name be typed in place."""
        ...

    def show_results(self, rows: Sequence[CaptureRow]) -> None:
        """Show what became of a batch."""
        ...

    def ask_for_pictures(self, title: str, character_id: str) -> None:
        """Let files be chosen; `pictures_chosen` follows."""
        ...


class CastInspectorPort(Protocol):
    """The selected character's pictures and identity."""

    included_changed: Any
    weight_changed: Any
    weight_finished: Any
    main_requested: Any
    remove_requested: Any
    background_changed: Any
    style_changed: Any
    see_again_requested: Any
    replace_requested: Any
    add_requested: Any
    landmarks_requested: Any
    matte_requested: Any
    guide_requested: Any
    pictures_dropped: Any
    image_dropped: Any
    models_requested: Any

    def set_character(self, name: str, rows: Sequence[ReferenceRow]) -> None:
        """Show somebody's pictures; an empty name for nobody."""
        ...

    def set_identity(self, sheet: IdentitySheet) -> None:
        """Show who that is."""
        ...

    def set_thumbnail(self, reference_id: str, image: QImage) -> None:
        """Show a picture's head."""
        ...


class OverlaysPort(Protocol):
    """What was seen, over the picture."""

    def set_landmarks(self, points: NDArray[np.float32] | None) -> None:
        """The mesh, or nothing."""
        ...

    def set_mask(self, cut_out: QImage | None) -> None:
        """The tint, or nothing."""
        ...

    def set_crops(self, crops: Mapping[Crop, tuple[int, int, int, int]], chosen: Crop = Crop.NONE) -> None:
        """The frames, or nothing."""
        ...


class FacePickerPort(Protocol):
    """The tool that chooses a face."""

    face_chosen: Any

    def set_faces(self, faces: Sequence[FaceOutline]) -> None:
        """Outline these."""
        ...

    def set_image(self, image: QImage) -> None:
        """The whole picture."""
        ...


class LandmarkToolPort(Protocol):
    """The tool that corrects landmarks."""

    anchors_dragged: Any
    anchors_committed: Any
    reset_requested: Any
    done_requested: Any

    def set_image(self, image: QImage) -> None:
        """The picture."""
        ...

    def set_anchors(self, points: Points) -> None:
        """Where they are."""
        ...

    def set_found(self, points: Points) -> None:
        """Where they were found."""
        ...

    def set_mesh(self, points: NDArray[np.float32] | None) -> None:
        """What follows from them."""
        ...


class GuideToolPort(Protocol):
    """The tool that places a face by hand."""

    anchors_changed: Any
    done_requested: Any
    stop_requested: Any

    def set_image(self, image: QImage) -> None:
        """The picture."""
        ...

    def begin(self, points: Points) -> None:
        """Start with these placed."""
        ...

    def set_mesh(self, points: NDArray[np.float32] | None, problem: str = "") -> None:
        """What follows from them, or why nothing does."""
        ...


class MatteToolPort(Protocol):
    """The brush."""

    stroke_drawn: Any
    brush_changed: Any
    reset_requested: Any
    done_requested: Any

    def set_pixels(self, original: NDArray[np.uint8], cut_out: NDArray[np.uint8]) -> None:
        """The picture and its cut-out."""
        ...

    def set_brush(self, brush: Brush) -> None:
        """How it is set."""
        ...
