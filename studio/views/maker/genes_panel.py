"""All genes in folding groups, with chance above them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.models.character_maker import GROUP_TITLES, OPEN_GROUPS, MakerState, groups
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.staging import scroll_area
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import IconButton, SearchField, Slider, label
from studio.views.maker.gene_rows import GeneSection, gene_text

_MAX_SEED = 999_999


class GenesPanel(QWidget):
    """The right side of the editor."""

    random_requested = Signal()
    mutate_requested = Signal(float)
    strength_changed = Signal(float)
    seed_entered = Signal(int)
    gene_changed = Signal(str, object)
    gene_released = Signal()
    lock_requested = Signal(str, bool)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections: dict[str, GeneSection] = {}
        self._state: MakerState | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addLayout(self._chance())
        column.addLayout(self._relatives())
        self.search = SearchField(self.tr("Find a gene"))
        self.search.searched.connect(self._filter)
        column.addWidget(self.search)
        body = QWidget()
        body.setProperty("plain", True)
        column.addWidget(scroll_area(body), 1)
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, SPACE_12, 0)
        self._rows.setSpacing(SPACE_4)
        self.nothing = label(self.tr("No gene is called so."), "dim")
        self.nothing.hide()
        self._rows.addWidget(self.nothing)
        self._rows.addStretch(1)

    def fill(self) -> Iterator[None]:
        """Make the rows, a group at each step."""
        for place, (group, genes) in enumerate(groups()):
            section = GeneSection(group, gene_text(GROUP_TITLES[group]), genes, group in OPEN_GROUPS)
            section.changed.connect(self.gene_changed)
            section.released.connect(self.gene_released)
            section.lock_requested.connect(self.lock_requested)
            self.sections[group] = section
            if self._state is not None:
                section.show_state(self._state)
            self._rows.insertWidget(place, section)
            yield

    def _chance(self) -> QHBoxLayout:
        self.random = QPushButton(icon("dice"), self.tr("Random"))
        self.random.setToolTip(self.tr("Somebody else by chance; what is locked stays  (R)"))
        self.random.clicked.connect(self.random_requested)
        self.seed = QLineEdit()
        self.seed.setValidator(QIntValidator(0, _MAX_SEED, self))
        self.seed.setPlaceholderText(self.tr("seed"))
        self.seed.setAccessibleName(self.tr("Seed"))
        self.seed.setToolTip(self.tr("The same number gives the same character"))
        self.seed.setMaximumWidth(theme.px(84))
        self.seed.returnPressed.connect(lambda: self.seed_entered.emit(int(self.seed.text() or 0)))
        self.undo = IconButton("undo", self.tr("Undo in this editor  (Ctrl+Z)"))
        self.undo.clicked.connect(self.undo_requested)
        self.redo = IconButton("redo", self.tr("Redo in this editor  (Ctrl+Shift+Z)"))
        self.redo.clicked.connect(self.redo_requested)
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addWidget(self.random, 1)
        row.addWidget(self.seed)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        return row

    def _relatives(self) -> QHBoxLayout:
        self.strength = Slider(0.05, 1.0, 0.35, 0.05, origin=0.05)
        self.mutate = QPushButton(icon("variants"), self.tr("Mutate"))
        self.mutate.setToolTip(self.tr("A relative: everything that is not locked changes a little  (M)"))
        self.mutate.clicked.connect(lambda: self.mutate_requested.emit(self.strength.value()))
        self.strength.setAccessibleName(self.tr("How much it changes"))
        self.strength.setToolTip(self.tr("How much relatives differ"))
        self.strength.released.connect(lambda: self.strength_changed.emit(self.strength.value()))
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addWidget(self.mutate)
        row.addWidget(label(self.tr("a little"), "dim"))
        row.addWidget(self.strength, 1)
        row.addWidget(label(self.tr("a lot"), "dim"))
        return row

    def show_state(self, state: MakerState, can_undo: bool, can_redo: bool) -> None:
        """Show genes and locks."""
        self._state = state
        for section in self.sections.values():
            section.show_state(state)
        if not self.seed.hasFocus() or not self.seed.isModified():
            self.seed.setText(str(state.seed) if state.seed else "")
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def _filter(self, text: str) -> None:
        for group, section in self.sections.items():
            section.filter(text.strip())
            section.set_open(bool(text.strip()) or group in OPEN_GROUPS)
        self.nothing.setVisible(all(section.isHidden() for section in self.sections.values()))
