"""How the set is drawn: size, crop, engine, seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from studio.models.engine_choices import EngineOffer, split_engine
from studio.models.framing import Crop
from studio.models.project import SetSettings
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import ComboBox, NumberField, Toggle, label
from studio.views.set.engine_form import EngineForm

MAX_SIZE_PX, MAX_SEED = 8192, 999_999
MIN_SIZE_PX = 16


class SettingsForm(QWidget):
    """Edits a `SetSettings`; changes make drawings that differ out of date."""

    edited = Signal(object)
    edit_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = SetSettings()
        self.long_side = NumberField(0, MAX_SIZE_PX, 16, 0, "px")
        self.long_side.setAccessibleName(self.tr("Long side"))
        self.long_side.setToolTip(self.tr("Long side of a drawing; 0 takes the picture's own, up to 512"))
        self.long_side.set_word(0, self.tr("The picture’s, up to 512 px"))
        self.crop = ComboBox(
            [
                (Crop.NONE.value, self.tr("Whole picture")),
                (Crop.BUST.value, self.tr("Bust")),
                (Crop.FACE.value, self.tr("Face")),
            ]
        )
        self.crop.setAccessibleName(self.tr("Shown part"))
        self.pixel_art = Toggle(self.tr("Pixel art: never smooth"))
        self.engine = ComboBox([("puppet", "Puppet")])
        self.engine.setAccessibleName(self.tr("Engine"))
        self.choices = EngineForm()
        self._offers: dict[str, EngineOffer] = {}
        self.seed = NumberField(0, MAX_SEED, 1, 0)
        self.seed.setAccessibleName(self.tr("Seed"))
        form = QFormLayout(self)
        form.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        form.setHorizontalSpacing(SPACE_12)
        form.setVerticalSpacing(SPACE_8)
        for text, field in (
            (self.tr("Long side"), self.long_side),
            (self.tr("Shown part"), self.crop),
            (self.tr("Engine"), self.engine),
        ):
            form.addRow(label(text, "dim"), field)
        form.addRow(self.choices)
        form.addRow(label(self.tr("Seed"), "dim"), self.seed)
        form.addRow(self.pixel_art)
        note = label(self.tr("Drawings that no longer fit are marked as out of date; none is thrown away."), "label")
        note.setWordWrap(True)
        form.addRow(note)
        self._connect()

    def _connect(self) -> None:
        self.long_side.edited.connect(self._on_size)
        self.long_side.edit_finished.connect(self.edit_finished)
        self.seed.edited.connect(lambda value: self._tell(replace(self._settings, seed=int(value))))
        self.seed.edit_finished.connect(self.edit_finished)
        self.crop.chosen.connect(lambda name: self._at_once(crop=Crop(name)))
        self.pixel_art.clicked.connect(lambda is_on: self._at_once(is_pixel_art=bool(is_on)))
        self.engine.chosen.connect(self._on_engine)
        self.choices.edited.connect(lambda text: self._tell(replace(self._settings, engine=text)))
        self.choices.edit_finished.connect(self.edit_finished)

    def set_settings(self, settings: SetSettings, engines: Sequence[EngineOffer]) -> None:
        """Show these, and what could draw."""
        self._settings = settings
        self.long_side.set_value(settings.frame.size_px)
        self.crop.set_value(settings.frame.crop.value)
        self.pixel_art.setChecked(settings.frame.is_pixel_art)
        self._offers = {offer.name: offer for offer in engines}
        name = split_engine(settings.engine)[0]
        titles = {offer.name: offer.title for offer in engines}
        self.engine.set_options(list({**titles, name: titles.get(name, name)}.items()))
        self.engine.set_value(name)
        self._show_choices()
        self.seed.set_value(settings.seed)

    def _on_engine(self, name: str) -> None:
        if name != split_engine(self._settings.engine)[0]:
            self._finish(replace(self._settings, engine=name))
            self._show_choices()

    def _show_choices(self) -> None:
        name = split_engine(self._settings.engine)[0]
        self.choices.set_engine(self._settings.engine, self._offers.get(name, EngineOffer(name, name)))

    def _on_size(self, value: float) -> None:
        size = 0 if value <= 0 else max(MIN_SIZE_PX, int(value))
        self._tell(replace(self._settings, frame=replace(self._settings.frame, size_px=size)))

    def _at_once(self, **change: object) -> None:
        frame = replace(self._settings.frame, **change)  # type: ignore[arg-type]
        self._finish(replace(self._settings, frame=frame))

    def _finish(self, settings: SetSettings) -> None:
        self._tell(settings)
        self.edit_finished.emit()

    def _tell(self, settings: SetSettings) -> None:
        if settings != self._settings:
            self._settings = settings
            self.edited.emit(settings)
