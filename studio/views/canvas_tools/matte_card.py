"""The brush's settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from studio.models.matte_strokes import MAX_SIZE_PX, MIN_SIZE_PX, Brush, MatteMode
from studio.views.canvas_tools.cards import FloatingCard
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import IconButton, NumberField, Segmented, Slider, label, primary

SLIDER_PX = 64


class MatteCard(FloatingCard):
    """What the brush does, how large, how soft and how strong it is."""

    brush_edited = Signal(object)
    """A `Brush`."""
    ghost_changed = Signal(bool)
    reset_requested = Signal()
    done_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        keep = (MatteMode.KEEP.value, self.tr("Keep"), "brush")
        remove = (MatteMode.REMOVE.value, self.tr("Remove"), "eraser")
        self.mode = Segmented([keep, remove])
        self.mode.setToolTip(self.tr("Bring the picture back, or take it away (X)"))
        self.size_field = NumberField(MIN_SIZE_PX, MAX_SIZE_PX, 1, 0, "px")
        self.size_field.setAccessibleName(self.tr("Size of the brush"))
        self.size_field.setToolTip(self.tr("Size of the brush ([ and ])"))
        self.softness = Slider(0, 1, 0.4)
        self.softness.setAccessibleName(self.tr("Softness"))
        self.opacity = Slider(0, 1, 1.0)
        self.opacity.setAccessibleName(self.tr("Opacity"))
        self.ghost = IconButton("eye", self.tr("Show faintly what was taken away"))
        self.ghost.setCheckable(True)
        self.ghost.setChecked(True)
        self.reset = QPushButton(self.tr("Automatic"))
        self.reset.setToolTip(self.tr("Forget all strokes: the cut-out as it was made"))
        self.done = primary(QPushButton(self.tr("Done")))
        self._lay_out()
        self.mode.chosen.connect(lambda _mode: self._edit())
        self.size_field.edited.connect(lambda _value: self._edit())
        self.softness.moved.connect(lambda _value: self._edit())
        self.opacity.moved.connect(lambda _value: self._edit())
        self.ghost.toggled.connect(self.ghost_changed)
        self.reset.clicked.connect(self.reset_requested)
        self.done.clicked.connect(self.done_requested)

    def show_brush(self, brush: Brush) -> None:
        """Show a brush."""
        self.mode.set_value(brush.mode.value)
        self.size_field.set_value(brush.size_px)
        self.softness.set_value(brush.softness)
        self.opacity.set_value(brush.opacity)

    def _edit(self) -> None:
        mode = MatteMode(self.mode.value())
        brush = Brush(mode, self.size_field.value(), self.softness.value(), self.opacity.value())
        self.brush_edited.emit(brush)

    def _lay_out(self) -> None:
        first, second = self.lay_out_rows()
        self.mode.setMinimumWidth(self.mode.sizeHint().width())
        first.addWidget(self.mode)
        first.addSpacing(SPACE_4)
        first.addWidget(self.size_field)
        for row, text, slider in (
            (first, self.tr("Softness"), self.softness), (second, self.tr("Opacity"), self.opacity),
        ):  # fmt: skip
            row.addWidget(label(text, "label"))
            slider.setMinimumWidth(theme.px(32))
            slider.setMaximumWidth(theme.px(SLIDER_PX))
            row.addWidget(slider)
        first.addStretch(1)
        second.addSpacing(SPACE_4)
        second.addWidget(self.ghost)
        second.addSpacing(SPACE_12 - SPACE_8)
        second.addStretch(1)
        second.addWidget(self.reset)
        second.addWidget(self.done)
