"""Tools: what the pointer does on the picture while one of them is in hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QCursor, QKeyEvent

if TYPE_CHECKING:
    from studio.views.canvas.canvas import Canvas
    from studio.views.canvas.overlay import OverlayLayer


@dataclass(frozen=True, slots=True)
class ToolEvent:
    """Something that the pointer did.

    Attributes:
        position: In pixels of the picture, origin top-left; may lie outside.
        screen: In pixels of the canvas, for magnifiers and menus.
        modifiers: Keys that are held.
        button: What was pressed or released; `NoButton` for moves.
        pressure: 0…1 of a pen; 1 for a mouse.
    """

    position: QPointF
    screen: QPointF
    modifiers: Qt.KeyboardModifier
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    pressure: float = 1.0

    @property
    def is_fine(self) -> bool:
        """Whether Ctrl asks for small steps."""
        return bool(self.modifiers & Qt.KeyboardModifier.ControlModifier)

    @property
    def is_shifted(self) -> bool:
        """Whether Shift is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)


class CanvasTool(QObject):
    """Base class of tools. All positions are pixels of the picture.

    A tool draws by putting items (see `studio.views.canvas.overlay`) into `self.layer`, which is there while the tool
    is in hand and is emptied when it is put away. Handlers that return False leave the event to the canvas.
    """

    name = "tool"
    """Name of its overlay layer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas: Canvas | None = None

    # --- what tools may use

    @property
    def is_active(self) -> bool:
        """Whether it is in hand."""
        return self._canvas is not None

    @property
    def canvas(self) -> Canvas:
        """The canvas that it works on; only while it is in hand."""
        assert self._canvas is not None, "the tool is not in hand"
        return self._canvas

    @property
    def layer(self) -> OverlayLayer:
        """Where its items live; only while it is in hand."""
        return self.canvas.overlay_layer(self.name)

    def distance_px(self, one: QPointF, other: QPointF) -> float:
        """How far apart two points of the picture look, in pixels of the screen: for hit tests."""
        offset = one - other
        return float(self.canvas.scale * (offset.x() ** 2 + offset.y() ** 2) ** 0.5)

    def set_cursor(self, cursor: QCursor | Qt.CursorShape | None) -> None:
        """Show a pointer over the picture; None for the plain one."""
        self.canvas.set_tool_cursor(cursor)

    # --- what tools may override

    def activated(self) -> None:
        """It was taken in hand: make the items."""

    def deactivated(self) -> None:
        """It is about to be put away; `layer` is emptied afterwards. A drag under way has been cancelled."""

    def pressed(self, event: ToolEvent) -> bool:
        """A button went down; return True to get `moved` and `released`."""
        return False

    def moved(self, event: ToolEvent) -> None:
        """The pointer moved after a press that was taken."""

    def released(self, event: ToolEvent) -> None:
        """The button of a press that was taken went up."""

    def cancelled(self) -> None:
        """A drag that was taken ended without a release (Esc, another tool, the window lost the pointer)."""

    def hovered(self, event: ToolEvent) -> None:
        """The pointer moved with no button down."""

    def left(self) -> None:
        """The pointer left the canvas."""

    def double_clicked(self, event: ToolEvent) -> bool:
        """Double click; return True if it meant something."""
        return False

    def key_pressed(self, event: QKeyEvent) -> bool:
        """A key went down while the canvas has the focus; return True if it meant something."""
        return False

    def key_released(self, event: QKeyEvent) -> bool:
        """A key went up; return True if it meant something."""
        return False

    def view_changed(self) -> None:
        """Zoom or place of the picture changed; items keep their size by themselves."""

    # --- for the canvas

    def take(self, canvas: Canvas) -> None:
        """Put it in the canvas's hand; called by `Canvas.set_tool`."""
        self._canvas = canvas
        self.activated()

    def put_away(self) -> None:
        """Take it out of the canvas's hand; called by `Canvas.set_tool`."""
        self.deactivated()
        self.layer.clear()
        self._canvas = None
