"""Size and place of a frame."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.models.export_edits import ExportContext
from studio.models.framing import Crop
from studio.models.project import ExportSettings
from studio.views.export.parts import Rows, SettingsPart, note_label
from studio.views.export.pivot_pad import PivotPad
from studio.views.kit.tokens import SPACE_4
from studio.views.kit.widgets import NumberField, Segmented, Toggle

_LARGEST_PX = 8192


class FramePart(SettingsPart):
    """Size, crop, pivot, pixel art."""

    places = ("frame",)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.long_side = NumberField(0, _LARGEST_PX, 1, 0, "px")
        self.long_side.set_word(0, self.tr("The picture’s own"))
        self.long_side.set_default(0)
        self.crop = Segmented(
            [(Crop.NONE, self.tr("Whole"), ""), (Crop.BUST, self.tr("Bust"), ""), (Crop.FACE, self.tr("Face"), "")]
        )
        self.pad = PivotPad()
        self.pivot_x, self.pivot_y = NumberField(-4, 5, 0.01, 2, ""), NumberField(-4, 5, 0.01, 2, "")
        self.pixel_art = Toggle()
        pivot, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_4)
        for field, name, default in (
            (self.pivot_x, self.tr("Pivot, x"), 0.5),
            (self.pivot_y, self.tr("Pivot, y"), 1.0),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.set_default(default)
            row.addWidget(field, 1)
        pivot.setLayout(row)
        rows = Rows()
        rows.add(self.tr("Long side"), self.long_side, self.tr("0 takes the picture’s own size, up to 512 px."))
        self.size_note = note_label("")
        rows.add_wide(self.size_note)
        rows.add_wide(self.problem)
        self.crop.setAccessibleName(self.tr("Crop"))
        self.crop.setToolTip(self.tr("Which part of the picture becomes the frame."))
        rows.add_wide(self.crop)
        rows.add(self.tr("Pivot"), pivot, self.tr("The point that stays put in the engine: 0, 0 is top left."))
        rows.add_wide(self.pad)
        rows.add(self.tr("Pixel art"), self.pixel_art, self.tr("No smoothing, here and in the engine."))
        self.column.addLayout(rows)
        self._connect()

    def _connect(self) -> None:
        self.long_side.edited.connect(lambda px: self.ask_frame(self.tr("Frame size"), "size", size_px=int(px)))
        self.crop.chosen.connect(lambda crop: self.ask_frame(self.tr("Crop of the export"), crop=Crop(crop)))
        self.pivot_x.edited.connect(lambda x: self._move(x, self.settings.frame.pivot[1]))
        self.pivot_y.edited.connect(lambda y: self._move(self.settings.frame.pivot[0], y))
        self.pad.moved.connect(self._move)
        self.pixel_art.clicked.connect(lambda is_on: self.ask_frame(self.tr("Pixel art"), is_pixel_art=is_on))
        for signal in (
            self.long_side.edit_finished,
            self.pivot_x.edit_finished,
            self.pivot_y.edit_finished,
            self.pad.released,
        ):
            signal.connect(self.gesture_ended)

    def _move(self, x: float, y: float) -> None:
        self.ask_frame(self.tr("Pivot"), "pivot", pivot=(x, y))

    def show_settings(self, settings: ExportSettings, context: ExportContext) -> None:
        """Show them."""
        super().show_settings(settings, context)
        frame = settings.frame
        self.long_side.set_value(frame.size_px)
        self.crop.set_value(frame.crop)
        self.pivot_x.set_value(frame.pivot[0])
        self.pivot_y.set_value(frame.pivot[1])
        self.pad.set_pivot(*frame.pivot)
        self.pixel_art.setChecked(frame.is_pixel_art)

    def show_frame(self, image: QImage | None) -> None:
        """The frame below the cross."""
        self.pad.set_image(image)
        text = self.tr("Frames of {width} × {height} px.")
        self.size_note.setText(text.format(width=image.width(), height=image.height()) if image else "")
