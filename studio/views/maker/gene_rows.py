"""Genes as rows: a slider or a choice, and a lock that keeps chance away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.models.character_maker import MakerState, choice_title, default_of
from studio.models.genome import Gene, GeneKind
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4, SPACE_8
from studio.views.kit.widgets import ComboBox, IconButton, Section, Slider, label
from studio.views.maker.hue_bar import HueBar

_TITLE_PX = 116


def gene_text(text: str) -> str:
    """A title or a meaning of the gene table in the present language."""
    return QCoreApplication.translate("Genes", text)


class LockButton(IconButton):
    """On: chance leaves it alone."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__("unlock", "", None, parent)
        self._what = what
        self._shown: bool | None = None
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.set_locked(False)

    def set_locked(self, is_locked: bool) -> None:
        """Show it without telling anybody."""
        self.setChecked(is_locked)
        if self._shown == is_locked:
            return
        self._shown = is_locked
        self.setIcon(icon("lock" if is_locked else "unlock", "accent" if is_locked else "dim"))
        text = self.tr("{what}: locked; random and mutate leave it alone") if is_locked else self.tr("Lock {what}")
        self.setToolTip(text.format(what=self._what))
        self.setAccessibleName(text.format(what=self._what))


class GeneRow(QWidget):
    """One gene."""

    changed = Signal(str, object)
    released = Signal()
    lock_requested = Signal(str, bool)

    def __init__(self, gene: Gene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gene = gene
        title = gene_text(gene.title)
        self._title = label(title, "body")
        self._title.setToolTip(gene_text(gene.meaning))
        self.lock = LockButton(title)
        self.lock.clicked.connect(lambda is_on: self.lock_requested.emit(gene.name, is_on))
        self.slider: Slider | None = None
        self.choice: ComboBox | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self._title)
        row.addWidget(self._control(title), 1)
        row.addWidget(self.lock)
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _control(self, title: str) -> QWidget:
        gene = self.gene
        if gene.kind is GeneKind.CHOICE:
            self.choice = ComboBox([(choice, gene_text(choice_title(choice))) for choice in gene.choices])
            self.choice.setAccessibleName(title)
            self.choice.setToolTip(gene_text(gene.meaning))
            self.choice.chosen.connect(lambda choice: self.changed.emit(gene.name, choice))
            return self.choice
        default = default_of(gene)
        self.slider = Slider(gene.minimum, gene.maximum, default, origin=gene.minimum)
        self.slider.setAccessibleName(title)
        self.slider.setToolTip(gene_text(gene.meaning))
        self.slider.moved.connect(lambda value: self.changed.emit(gene.name, float(value)))
        self.slider.released.connect(self.released)
        if gene.kind is not GeneKind.HUE:
            return self.slider
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.slider)
        column.addWidget(HueBar())
        return holder

    def show_value(self, value: float | str, is_locked: bool) -> None:
        """Show without telling anybody; a handle that is held stays where it is."""
        if self.choice is not None and self.choice.value() != value:
            self.choice.set_value(str(value))
        if self.slider is not None and not self.slider.is_dragged():
            self.slider.set_value(float(value))
        self.lock.set_locked(is_locked)

    def matches(self, text: str) -> bool:
        """Whether a search finds it."""
        words = f"{self._title.text()} {gene_text(self.gene.meaning)} {' '.join(self.gene.choices)}".casefold()
        return all(part in words for part in text.casefold().split())

    def _dress(self) -> None:
        self._title.setFixedWidth(theme.px(_TITLE_PX))


class GeneSection(Section):
    """A group of genes with a lock for all of them."""

    changed = Signal(str, object)
    released = Signal()
    lock_requested = Signal(str, bool)

    def __init__(
        self, group: str, title: str, genes: Sequence[Gene], is_open: bool, parent: QWidget | None = None
    ) -> None:
        body = QWidget()
        super().__init__(title, body, is_open, parent)
        self.lock = LockButton(title)
        self.lock.clicked.connect(lambda is_on: self.lock_requested.emit(group, is_on))
        self.add_corner(self.lock)
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.px(SPACE_8), 0, 0, SPACE_8)
        column.setSpacing(SPACE_4)
        self.rows: dict[str, GeneRow] = {}
        for gene in genes:
            row = GeneRow(gene)
            row.changed.connect(self.changed)
            row.released.connect(self.released)
            row.lock_requested.connect(self.lock_requested)
            column.addWidget(row)
            self.rows[gene.name] = row

    def show_state(self, state: MakerState) -> None:
        """Show values and locks; the group's lock is on when all of its genes are locked."""
        values = state.genome.values()
        for name, row in self.rows.items():
            row.show_value(values[name], name in state.locked)
        self.lock.set_locked(all(row.lock.isChecked() for row in self.rows.values()))

    def filter(self, text: str) -> None:
        """Show the rows that a search finds; all of them for an empty one."""
        found = [name for name, row in self.rows.items() if row.matches(text)]
        is_title = text.casefold() in self.header.text().casefold()
        for name, row in self.rows.items():
            row.setVisible(is_title or name in found)
        self.setVisible(is_title or bool(found))
