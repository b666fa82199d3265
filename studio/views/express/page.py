"""The inspector of the Express page: words, controls and presets in turn, the layers below them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.views.express.controls_panel import ControlsPanel
from studio.views.express.layer_line import ElidedLabel
from studio.views.express.layers_panel import LayersPanel
from studio.views.express.presets_panel import PresetsPanel
from studio.views.express.wheel_panel import WheelPanel
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import EmptyState, IconButton, Segmented

_PARTS = ("words", "controls", "presets")


class ExpressPage(QWidget):
    """Works from 280 pixels of width upwards.

    Args:
        parent: Qt's.
        is_staged: Whether the caller fills it by `fill` once it is in its place.
    """

    reset_all_requested = Signal()
    save_preset_requested = Signal()
    add_to_set_requested = Signal()
    link_changed = Signal(bool)
    add_picture_requested = Signal()
    """From the empty state: there is nobody to pose."""

    def __init__(self, parent: QWidget | None = None, is_staged: bool = False) -> None:
        super().__init__(parent)
        self._pages = QStackedWidget()
        self._nobody = EmptyState(
            "face",
            self.tr("Nobody to pose yet"),
            self.tr("Add a picture of a character first."),
            self.tr("Add pictures…"),
        )
        self._nobody.clicked.connect(self.add_picture_requested)
        self._work = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._pages.addWidget(self._nobody)
        self._pages.addWidget(self._work)
        if not is_staged:
            for _ in self.fill():
                pass

    def fill(self) -> Iterator[None]:
        """Make what is in it, a part at each step."""
        self._make_parts()
        column = self._lay_out()
        yield
        self.wheel = WheelPanel()
        self._stack.addWidget(self.wheel)
        yield
        self.controls = ControlsPanel()
        self.controls.link_changed.connect(self.link_changed)
        self._stack.addWidget(self.controls)
        yield
        self.presets = PresetsPanel()
        self.presets.save_wanted.connect(self.save_preset_requested)
        self._stack.addWidget(self.presets)
        yield
        self.layers = LayersPanel()
        column.addWidget(self.layers)

    def _make_parts(self) -> None:
        self.parts = Segmented(
            [
                ("words", self.tr("Words"), ""),
                ("controls", self.tr("Controls"), ""),
                ("presets", self.tr("Presets"), ""),
            ]
        )
        self.parts.chosen.connect(self.show_part)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(theme.px(160))  # each panel scrolls by itself

    def _lay_out(self) -> QVBoxLayout:
        self._who = ElidedLabel("heading")
        reset = IconButton("reset", self.tr("Back to the reference (Ctrl+Shift+0)"))
        reset.clicked.connect(self.reset_all_requested)
        keep = IconButton("preset-add", self.tr("Save as preset… (Ctrl+Shift+P)"))
        keep.clicked.connect(self.save_preset_requested)
        to_set = IconButton("set-add", self.tr("Add this expression to the set"))
        to_set.clicked.connect(self.add_to_set_requested)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_12, SPACE_4, SPACE_12, 0)
        top.setSpacing(SPACE_4)
        top.addWidget(self._who, 1)
        for button in (reset, keep, to_set):
            top.addWidget(button)
        choice = QHBoxLayout()
        choice.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
        choice.addWidget(self.parts)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addLayout(top)
        column.addLayout(choice)
        column.addWidget(self._stack, 1)
        column.addWidget(line)
        return column

    def show_character(self, name: str) -> None:
        """Show whose face it is; empty for nobody."""
        self._who.show_text(name)
        self._pages.setCurrentIndex(1 if name else 0)

    def show_part(self, part: str) -> None:
        """Bring "words", "controls" or "presets" to the front."""
        self.parts.set_value(part)
        self._stack.setCurrentIndex(_PARTS.index(part))

    def show_presets(self) -> None:
        """Bring the presets to the front."""
        self.show_part("presets")

    @property
    def part(self) -> str:
        """Which one is in front."""
        return _PARTS[self._stack.currentIndex()]

    def set_linked(self, is_linked: bool) -> None:
        """Show pairs as one row, or as two."""
        self.controls.set_linked(is_linked)

    def reset_focused_control(self) -> None:
        """Ask for a reset of the row used last."""
        self.controls.reset_focused()

    def reset_focused_region(self) -> None:
        """Ask for a reset of the region used last."""
        self.controls.reset_focused_region()

    def focus_search(self) -> None:
        """Type to find, in the part that is in front."""
        panels = {"words": self.wheel.search, "controls": self.controls.search, "presets": self.presets.search}
        field = panels[self.part]
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()


__all__ = ["ExpressPage"]
