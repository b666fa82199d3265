"""The picture in the middle of the window, on every page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QImage,
    QKeyEvent,
)
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from studio.views.canvas.actions import Actions, bind_canvas
from studio.views.canvas.backdrop import Backdrop
from studio.views.canvas.bar import CanvasBar
from studio.views.canvas.drag_out import start_drag
from studio.views.canvas.drop_target import DropTarget
from studio.views.canvas.empty import EmptyCanvas
from studio.views.canvas.legend import DifferenceLegend
from studio.views.canvas.magnifier import Magnifier
from studio.views.canvas.overlay import OverlayLayer
from studio.views.canvas.picture import Compare
from studio.views.canvas.split_bar import SplitBar
from studio.views.canvas.tool import CanvasTool
from studio.views.canvas.view import PictureView

PEEK_ENDS = (QEvent.Type.ApplicationDeactivate, QEvent.Type.MouseButtonPress)
"""What ends a peek besides the release of its key; it may have been begun from a menu."""
FLICKER_MS = 250
"""Each picture stays so long: two rounds a second."""


class Canvas(DropTarget):
    """Shows reference and result of one character, and lets tools work on them.

    All positions are pixels of the reference, origin top-left. A result may be smaller than the reference (a draft):
    it is shown at the reference's size.
    """

    open_requested = Signal()
    sample_requested = Signal()
    face_requested = Signal()
    """The head shall fill the window."""
    reference_shown = Signal()
    """Another picture is shown."""
    zoom_changed = Signal(float)
    compare_changed = Signal(str)
    backdrop_changed = Signal(str)
    space_tapped = Signal()
    """Space was pressed and released over the picture without panning."""
    tool_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PictureView(self)
        self.view.setAccessibleName(self.tr("Picture"))
        self.empty = EmptyCanvas(self)
        self.bar = CanvasBar(self)
        self.split_bar = SplitBar(self.view.viewport())
        self.legend = DifferenceLegend(self.view.viewport())
        self.magnifier = Magnifier(self.view)
        self._layers: dict[str, OverlayLayer] = {}
        self._tool: CanvasTool | None = None
        self._is_peeking = False
        self._peek_key: int | None = None
        self._drag_name = "picture"
        self._flicker = QTimer(self)
        self._flicker.setInterval(FLICKER_MS)
        self._flicker.timeout.connect(self._on_flicker)
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        self._pages = QStackedLayout()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.bar)

    def _connect(self) -> None:
        self.empty.open_requested.connect(self.open_requested)
        self.empty.sample_requested.connect(self.sample_requested)
        self.view.view_changed.connect(self._on_view_changed)
        self.view.drag_out_requested.connect(self._drag_out)
        self.view.space_tapped.connect(self.space_tapped)
        self.split_bar.dragged_to.connect(self._on_split_dragged)
        self.split_bar.stepped.connect(lambda step: self.set_split(self.split + step if step else 0.5))
        self.bar.compare_requested.connect(self.set_compare)
        self.bar.zoom_requested.connect(self.zoom_to)
        self.bar.fit_requested.connect(self.fit)
        self.bar.face_requested.connect(self.face_requested)
        self.bar.backdrop_requested.connect(self.set_backdrop)
        self.bar.peek_changed.connect(self.set_peeking)

    def bind_actions(self, actions: Actions) -> None:
        """Let the window's "view." actions steer it, and show there what is on."""
        bind_canvas(self, actions)

    # --- pictures

    def set_reference(self, image: QImage | None, size: tuple[int, int] | None = None) -> None:
        """Show another picture, or none. The view is kept if it has the size of the one before.

        Args:
            image: The picture; None empties the canvas.
            size: Its width and height, where `image` is a smaller copy.
        """
        box = QSize() if image is None else QSize(*size) if size is not None else image.size()
        is_same_size = box == self.view.picture.size
        self.view.picture.set_reference(image, box)
        self._show_state()
        if not is_same_size and image is not None:
            self.view.set_size(box)
        self._place_split_bar()
        self.reference_shown.emit()

    def set_result(self, image: QImage | None) -> None:
        """Show another drawn picture; None shows the reference."""
        self.view.picture.set_result(image)

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to see."""
        return not self.view.picture.boundingRect().isEmpty()

    @property
    def picture_size(self) -> tuple[int, int]:
        """Width and height of the reference; (0, 0) without one."""
        size = self.view.picture.size
        return (size.width(), size.height()) if size.isValid() else (0, 0)

    @property
    def shown_image(self) -> QImage | None:
        """The result, or the reference where nothing was drawn yet."""
        return self.view.picture.result or self.view.picture.reference

    def set_drag_name(self, name: str) -> None:
        """File name, without its ending, of the picture when it is dragged out."""
        self._drag_name = name

    # --- zoom

    @property
    def zoom(self) -> float:
        """Device pixels for one pixel of the picture; 1 is 100 %."""
        return self.view.zoom

    @property
    def scale(self) -> float:
        """Window pixels for one pixel of the picture."""
        return self.view.scale_px

    def zoom_to(self, zoom: float) -> None:
        """Zoom about the middle."""
        self.view.zoom_to(zoom)

    def zoom_in(self) -> None:
        """One step nearer, at the pointer if it is over the picture."""
        self.view.step_zoom(1, self._pointer())

    def zoom_out(self) -> None:
        """One step back, at the pointer if it is over the picture."""
        self.view.step_zoom(-1, self._pointer())

    def zoom_100(self) -> None:
        """One pixel of the picture for one of the device."""
        self.view.zoom_to(1.0, self._pointer())

    def fit(self) -> None:
        """Show all of the picture."""
        self.view.fit()

    @property
    def is_view_automatic(self) -> bool:
        """Whether the user has left zoom and place as the program chose them."""
        return self.view.is_automatic

    def show_area(self, area: tuple[float, float, float, float] | None, is_automatic: bool = False) -> None:
        """Show a part of the picture as large as the window allows, also when the window changes its size.

        Args:
            area: Left, top, width and height; None for all of the picture.
            is_automatic: The program's own choice, which gives way to the user's.
        """
        if area is None:
            self.view.fit(is_automatic)
        else:
            self.view.show_area(QRectF(*area), is_automatic)

    def to_screen(self, position: QPointF) -> QPointF:
        """From pixels of the picture to pixels of the view."""
        return self.view.to_screen(position)

    def to_picture(self, screen: QPointF) -> QPointF:
        """From pixels of the view to pixels of the picture."""
        return self.view.to_picture(screen)

    def _pointer(self) -> QPointF | None:
        point = self.view.viewport().mapFromGlobal(QCursor.pos())
        return QPointF(point) if self.view.viewport().rect().contains(point) else None

    # --- comparing

    @property
    def compare(self) -> str:
        """ "off", "split", "flicker" or "difference"."""
        return self.view.picture.compare.value

    def set_compare(self, mode: str) -> None:
        """Hold the result against the reference in another way."""
        compare = Compare(mode)
        if compare is self.view.picture.compare:
            return
        self.view.picture.set_compare(compare)
        self._show_state()
        self.compare_changed.emit(compare.value)

    @property
    def split(self) -> float:
        """Where reference and result meet, 0…1 from the left."""
        return self.view.picture.split

    def set_split(self, split: float) -> None:
        """Move the seam."""
        self.view.picture.set_split(min(1.0, max(0.0, split)))
        self._place_split_bar()

    def set_peeking(self, is_peeking: bool) -> None:
        """Show the reference as long as this is on."""
        self._is_peeking = is_peeking
        self.view.picture.set_reference_up(is_peeking)
        self.bar.set_peeking(is_peeking)

    def peek(self) -> None:
        """Show the reference until the key that is held is released; for the action "express.peek"."""
        if not self._is_peeking:
            self.set_peeking(True)
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Wait for the release that ends a peek."""
        is_release = (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat()
        )
        if is_release or event.type() in PEEK_ENDS:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self.set_peeking(False)
        return super().eventFilter(watched, event)

    def _on_flicker(self) -> None:
        if not self._is_peeking:
            self.view.picture.set_reference_up(not self.view.picture.is_reference_up)

    def _on_split_dragged(self, x: float) -> None:
        width = max(1.0, self.view.picture.boundingRect().width())
        self.set_split(self.to_picture(QPointF(x, 0)).x() / width)

    def _place_split_bar(self) -> None:
        box = self.view.picture.boundingRect()
        top_left, bottom_right = self.to_screen(box.topLeft()), self.to_screen(box.bottomRight())
        x = top_left.x() + self.split * (bottom_right.x() - top_left.x())
        room = self.view.viewport().rect()
        self.legend.place(room.width(), room.height())
        self.split_bar.place(x, max(0.0, top_left.y()), min(float(room.height()), bottom_right.y()))

    # --- ground

    @property
    def backdrop(self) -> str:
        """ "checker", "dark", "light", "grey", "own" or "mockup"."""
        return self.view.ground.kind.value

    def set_backdrop(self, name: str, own_color: str = "") -> None:
        """Lay something else behind the picture.

        Args:
            name: One of `Backdrop`.
            own_color: "#rrggbb" for "own"; empty keeps the one before.
        """
        self.view.set_backdrop(Backdrop(name), QColor(own_color) if own_color else None)
        self.bar.set_backdrop(name, self.view.ground.own_color)
        self.backdrop_changed.emit(name)

    def next_backdrop(self) -> None:
        """Go through them in turn."""
        order = list(Backdrop)
        self.set_backdrop(order[(order.index(self.view.ground.kind) + 1) % len(order)])

    def set_mockup(self, name: str, line: str = "") -> None:
        """Who speaks what in the dialogue box of the mock-up; without a line, something to fill it."""
        self.view.set_mockup(
            name, line or self.tr("So this is where the story starts. Give me a face to meet it with.")
        )

    # --- overlays and tools

    def overlay_layer(self, name: str) -> OverlayLayer:
        """The layer of that name, made at the first call; later layers lie above earlier ones."""
        if name not in self._layers:
            self._layers[name] = self.view.add_layer(name)
        return self._layers[name]

    def remove_overlay_layer(self, name: str) -> None:
        """Take a layer away with all its items."""
        layer = self._layers.pop(name, None)
        if layer is not None:
            self.view.scene().removeItem(layer)

    @property
    def tool(self) -> CanvasTool | None:
        """What is in hand."""
        return self._tool

    def set_tool(self, tool: CanvasTool | None) -> None:
        """Take a tool in hand; the one before is put away."""
        if tool is self._tool:
            return
        before = self._tool
        self.view.set_tool(None)
        self.view.set_tool_cursor(None)
        self.hide_magnifier()
        if before is not None:
            before.put_away()
        self._tool = tool
        if tool is not None:
            tool.take(self)
            self.view.set_tool(tool)
        self.tool_changed.emit(tool)

    def set_tool_cursor(self, cursor: QCursor | Qt.CursorShape | None) -> None:
        """For tools: the pointer over the picture."""
        self.view.set_tool_cursor(cursor)

    def show_magnifier(self, position: QPointF) -> None:
        """For tools: enlarge what lies at a point of the picture, while something is placed there."""
        self.magnifier.show_at(position)

    def hide_magnifier(self) -> None:
        """Take the loupe away."""
        self.magnifier.hide()

    # --- state

    def _show_state(self) -> None:
        has_picture = self.has_picture
        compare = self.view.picture.compare
        self._pages.setCurrentWidget(self.view if has_picture else self.empty)
        self.bar.setVisible(has_picture)
        self.bar.set_compare(compare.value)
        self.split_bar.setVisible(has_picture and compare is Compare.SPLIT)
        self.legend.setVisible(has_picture and compare is Compare.DIFFERENCE)
        self._place_split_bar()
        if has_picture and compare is Compare.FLICKER:
            self._flicker.start()
        elif self._flicker.isActive():
            self._flicker.stop()
            self.view.picture.set_reference_up(self._is_peeking)

    def _on_view_changed(self) -> None:
        self._place_split_bar()
        self.bar.set_zoom(self.zoom, self.view.is_fitted)
        self.bar.set_on_face(self.view.area is not None)
        self.zoom_changed.emit(self.zoom)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Held keys are forgotten when another window comes up."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.view.leave_hands()

    # --- drag and drop

    def show_aim(self, is_aimed_at: bool) -> None:
        """Something that is welcome hangs over the canvas, or no longer does."""
        self.empty.set_aimed_at(is_aimed_at)
        self.bar.set_hint(self.tr("Drop to add it") if is_aimed_at else "")

    def _drag_out(self) -> None:
        image = self.shown_image
        if image is None or image.isNull():
            return
        start_drag(self, image, self._drag_name)
