"""What may be chosen of the engine that draws: a row for each choice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from studio.models.engine_choices import EngineChoice, EngineOffer, NumberChoice, chosen, with_choice
from studio.views.kit.tokens import SPACE_8, SPACE_12
from studio.views.kit.widgets import ComboBox, NumberField, label

CONTEXT = "Engines"
"""Of the titles and hints, for translators."""


class EngineForm(QWidget):
    """Edits an engine's text, "genaffect:expression=1.3"; empty for an engine without choices."""

    edited = Signal(str)
    edit_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._offer = "", EngineOffer("", "")
        self.fields: dict[str, NumberField | ComboBox] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(SPACE_12)
        self._form.setVerticalSpacing(SPACE_8)
        self.hide()

    def set_engine(self, text: str, offer: EngineOffer) -> None:
        """Show what an engine's text says of its choices."""
        self._text = text
        if offer != self._offer:
            self._offer = offer
            self._build()
        for choice in offer.choices:
            self.fields[choice.name].set_value(chosen(text, choice))  # type: ignore[arg-type]
        self.setVisible(bool(offer.choices))

    def _build(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {choice.name: self._field(choice) for choice in self._offer.choices}
        for choice in self._offer.choices:
            self._form.addRow(label(_tr(choice.title), "dim"), self.fields[choice.name])

    def _field(self, choice: EngineChoice) -> NumberField | ComboBox:
        field: NumberField | ComboBox
        if isinstance(choice, NumberChoice):
            field = NumberField(choice.low, choice.high, choice.step, choice.decimals)
            field.edited.connect(partial(self._tell, choice))
            field.edit_finished.connect(self.edit_finished)
        else:
            field = ComboBox([(word, _tr(title)) for word, title in choice.words])
            field.chosen.connect(partial(self._finish, choice))
        field.setAccessibleName(_tr(choice.title))
        field.setToolTip(_tr(choice.hint))
        return field

    def _finish(self, choice: EngineChoice, value: str) -> None:
        self._tell(choice, value)
        self.edit_finished.emit()

    def _tell(self, choice: EngineChoice, value: float | str) -> None:
        text = with_choice(self._text, choice, value)
        if text != self._text:
            self._text = text
            self.edited.emit(text)


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


__all__ = ["CONTEXT", "EngineForm"]
