"""The inspector of the set page: one cell with all that is known about it, or how the set is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from studio.models.engine_choices import EngineOffer
from studio.models.project import SetSettings
from studio.models.set_plan import CellPlace, CellState
from studio.models.set_view import CellDetails, SelectionSummary
from studio.views.kit.icons import icon
from studio.views.kit.staging import scroll_area
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from studio.views.kit.widgets import Badge, IconButton, Section, label
from studio.views.set.cell_painter import TONES
from studio.views.set.inspector_parts import ControlBars, PicturePair, RecipeTable, VariantStrip
from studio.views.set.settings_form import SettingsForm

_ICONS = {
    CellState.MISSING: "plus", CellState.QUEUED: "clock", CellState.DRAWING: "clock", CellState.DONE: "check",
    CellState.STALE: "refresh", CellState.FAILED: "close",
}  # fmt: skip


class SetInspector(QStackedWidget):
    """Shows a `CellDetails`, or what is selected and how the set is drawn."""

    redraw_requested = Signal(object)
    """(tuple of places)"""
    variants_requested = Signal(object)
    star_requested = Signal(object, str, bool)
    variant_removal_requested = Signal(object, str)
    variant_looked_at = Signal(object, str)
    open_requested = Signal(object)
    settings_edited = Signal(object)
    settings_edit_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: CellDetails | None = None
        self._selected: tuple[CellPlace, ...] = ()
        self._references: dict[str, QImage] = {}
        self._large: tuple[str, QImage] = ("", QImage())
        self._cell_page, self._set_page = QWidget(), QWidget()
        self._cell_area = self._scrolled(self._cell_page)
        self.addWidget(self._cell_area)
        self.addWidget(self._scrolled(self._set_page))
        self.setCurrentIndex(1)

    def fill(self) -> Iterator[None]:
        """Make what is in it, a page at each step; once."""
        self._fill_cell_page(self._cell_page)
        yield
        self._fill_set_page(self._set_page)

    @staticmethod
    def _scrolled(page: QWidget) -> QScrollArea:
        page.setProperty("plain", True)
        return scroll_area(page)

    # --- one cell

    def _fill_cell_page(self, page: QWidget) -> None:
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_12, SPACE_12, SPACE_12, SPACE_12)
        column.setSpacing(SPACE_12)
        column.addLayout(self._head())
        self.pictures = PicturePair()
        column.addWidget(self.pictures)
        self.reason = label("")
        self.reason.setWordWrap(True)
        column.addWidget(self.reason)
        column.addLayout(self._buttons())
        self.strip = VariantStrip()
        self.variants_section = Section(self.tr("Variants"), self.strip)
        column.addWidget(self.variants_section)
        column.addWidget(self._likeness_section())
        column.addWidget(self._controls_section())
        column.addWidget(self._recipe_section())
        column.addStretch(1)
        self.strip.looked_at.connect(self._on_looked_at)
        self.strip.star_requested.connect(self._on_star)
        self.strip.removal_requested.connect(self._on_removal)

    def _head(self) -> QVBoxLayout:
        self.title, self.who = label("", "title"), label("", "dim")
        self.state = Badge("")
        self.title.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(SPACE_8)
        top.addWidget(self.title, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.who)
        return column

    def _buttons(self) -> QHBoxLayout:
        self.redraw_button = QPushButton(icon("refresh"), "")
        self.redraw_button.clicked.connect(self._on_redraw)
        self.more_button = QPushButton(icon("variants"), self.tr("Variants"))
        self.more_button.setToolTip(self.tr("Draw it three more times, each a little differently"))
        self.more_button.clicked.connect(self._on_more)
        self.open_button = IconButton("picture", self.tr("Look at it large (Enter)"))
        self.open_button.clicked.connect(self._on_open)
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addWidget(self.redraw_button, 1)
        row.addWidget(self.more_button, 1)
        row.addWidget(self.open_button)
        return row

    def _likeness_section(self) -> Section:
        self.likeness = label("")
        self.likeness.setWordWrap(True)
        self.likeness_section = Section(self.tr("Still the same character?"), self._indented(self.likeness))
        return self.likeness_section

    def _controls_section(self) -> Section:
        self.bars, self.bars_note = ControlBars(), label("", "label")
        self.bars_note.setWordWrap(True)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.bars)
        column.addWidget(self.bars_note)
        self.controls_section = Section(self.tr("Asked for and measured"), body)
        return self.controls_section

    def _recipe_section(self) -> Section:
        self.recipe = RecipeTable()
        self.copy_recipe = IconButton("copy", self.tr("Copy the recipe as JSON"))
        self.copy_recipe.clicked.connect(lambda: self._copy(self._details.recipe_json if self._details else ""))
        self.command = label("", "label")
        self.command.setWordWrap(True)
        self.command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_command = IconButton("copy", self.tr("Copy the command line"))
        self.copy_command.clicked.connect(lambda: self._copy(self.command.text()))
        line = QHBoxLayout()
        line.addWidget(label(self.tr("The same from the command line"), "dim"), 1)
        line.addWidget(self.copy_command)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.recipe)
        column.addLayout(line)
        column.addWidget(self.command)
        self.recipe_section = Section(self.tr("Recipe"), body)
        self.recipe_section.add_corner(self.copy_recipe)
        return self.recipe_section

    @staticmethod
    def _indented(widget: QWidget) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        column.addWidget(widget)
        return body

    # --- nothing or several

    def _fill_set_page(self, page: QWidget) -> None:
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_12, SPACE_12, SPACE_12, SPACE_12)
        column.setSpacing(SPACE_12)
        self.summary_title, self.summary = label("", "title"), label("", "dim")
        self.summary.setWordWrap(True)
        self.redraw_selected = QPushButton(icon("refresh"), self.tr("Draw the selected cells again"))
        self.redraw_selected.clicked.connect(lambda: self.redraw_requested.emit(self._selected))
        self.settings = SettingsForm()
        self.settings.edited.connect(self.settings_edited)
        self.settings.edit_finished.connect(self.settings_edit_finished)
        column.addWidget(self.summary_title)
        column.addWidget(self.summary)
        column.addWidget(self.redraw_selected)
        column.addSpacing(SPACE_16 - SPACE_12)
        column.addWidget(Section(self.tr("How the set is drawn"), self.settings))
        column.addStretch(1)

    # --- showing

    def set_details(self, details: CellDetails | None, summary: SelectionSummary) -> None:
        """Show a cell; None for what is selected."""
        before, self._details = self._details, details
        if details is None:
            self._show_summary(summary)
            self.setCurrentIndex(1)
            return
        if before is None or before.place != details.place:
            self._cell_area.verticalScrollBar().setValue(0)
        self._show_cell(details)
        self.setCurrentIndex(0)

    def set_selected(self, places: tuple[CellPlace, ...]) -> None:
        """What the buttons for several cells work on."""
        self._selected = places

    def looked_at(self) -> tuple[CellPlace, str] | None:
        """The drawing that is shown large."""
        details = self._details
        return (details.place, details.shown) if details is not None and details.shown else None

    def shown(self) -> tuple[CellDetails | None, QImage, QImage]:
        """The cell, its reference and its drawing; null pictures where they have not come."""
        details = self._details
        if details is None:
            return None, QImage(), QImage()
        drawing = self._large[1] if self._large[0] == details.picture else QImage()
        return details, self._references.get(details.place.character, QImage()), drawing

    def set_large(self, picture: str, image: QImage) -> None:
        """The drawing has come."""
        self._large = (picture, image)
        if self._details is not None and self._details.picture == picture:
            self.pictures.set_drawing(image)

    def set_reference(self, character_id: str, image: QImage) -> None:
        """A character's picture has come."""
        self._references[character_id] = image
        if self._details is not None and self._details.place.character == character_id:
            self.pictures.set_reference(image)

    def set_settings(self, settings: SetSettings, engines: Sequence[EngineOffer]) -> None:
        """How the set is drawn."""
        self.settings.set_settings(settings, engines)

    def _show_cell(self, details: CellDetails) -> None:
        self.title.setText(details.title)
        word = details.place.expression
        is_plain = word == details.title or word == details.title.lower()
        self.who.setText(details.character if is_plain else f"{details.character} · {word}")
        tone = "good" if details.state is CellState.DONE else TONES.get(details.state, "dim")
        self.state.set(details.state_text, tone, _ICONS.get(details.state, ""))
        self.reason.setText(details.reason)
        self.reason.setVisible(bool(details.reason))
        self._tone(self.reason, "bad" if details.state is CellState.FAILED else "warn")
        _, reference, drawing = self.shown()
        self.pictures.set_reference(reference)
        self.pictures.set_drawing(drawing)
        is_drawn, is_busy = bool(details.picture), details.state in (CellState.QUEUED, CellState.DRAWING)
        retry = self.tr("Try again") if details.state is CellState.FAILED else self.tr("Draw again")
        self.redraw_button.setText(retry if is_drawn or details.state is CellState.FAILED else self.tr("Draw"))
        self.redraw_button.setEnabled(not is_busy)
        self.strip.set_variants(details.variants, details.shown)
        self.variants_section.setVisible(bool(details.variants))
        self.likeness.setText(details.likeness_text)
        self._tone(self.likeness, details.likeness_tone)
        self.likeness_section.setVisible(is_drawn)
        self.bars.set_bars(details.bars)
        self.bars_note.setText(details.bars_note)
        self.controls_section.setVisible(is_drawn)
        self.recipe.set_rows(details.recipe)
        self.command.setText(details.command)
        self.recipe_section.setVisible(is_drawn)

    def _show_summary(self, summary: SelectionSummary) -> None:
        counts = summary.counts
        if counts.total:
            self.summary_title.setText(self.tr("{count} cells selected").format(count=counts.total))
            text = self.tr("{done} up to date, {left} to draw").format(done=counts.done, left=counts.to_draw)
            self.summary.setText(text)
        else:
            self.summary_title.setText(self.tr("Nothing selected"))
            self.summary.setText(self.tr("Select a cell to see its picture, its variants and how it was made."))
        self.redraw_selected.setVisible(counts.total > 0)

    @staticmethod
    def _tone(widget: QWidget, tone: str) -> None:
        if widget.property("tone") != tone:
            widget.setProperty("tone", tone)
            widget.setProperty("role", "dim" if tone == "dim" else "body")
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    # --- telling

    def _on_redraw(self) -> None:
        if self._details is not None:
            self.redraw_requested.emit((self._details.place,))

    def _on_more(self) -> None:
        if self._details is not None:
            self.variants_requested.emit((self._details.place,))

    def _on_open(self) -> None:
        if self._details is not None:
            self.open_requested.emit(self._details.place)

    def _on_looked_at(self, variant_id: str) -> None:
        if self._details is not None:
            self.variant_looked_at.emit(self._details.place, variant_id)

    def _on_star(self, variant_id: str, is_starred: bool) -> None:
        if self._details is not None:
            self.star_requested.emit(self._details.place, variant_id, is_starred)

    def _on_removal(self, variant_id: str) -> None:
        if self._details is not None:
            self.variant_removal_requested.emit(self._details.place, variant_id)

    @staticmethod
    def _copy(text: str) -> None:
        QGuiApplication.clipboard().setText(text)
