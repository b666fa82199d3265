"""One model: what it is for, under which terms, and what can be done with it now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from studio.models.model_rows import ModelActivity, ModelRow
from studio.views.kit.widgets import Badge, Card, label, primary
from studio.views.models.terms import TermsBox

_BUSY = (ModelActivity.QUEUED, ModelActivity.WORKING)


class ModelCard(Card):
    """Tells intents with the model's id."""

    download_requested = Signal(str)
    consent_given = Signal(str)
    pause_requested = Signal(str)
    cancel_requested = Signal(str)
    verify_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, row: ModelRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.title = label(row.title, "heading")
        self.state = Badge("", "dim")
        self.licence = Badge("", "dim")
        self.purpose = label(row.purpose, "dim")
        self.purpose.setWordWrap(True)
        self.facts = QLabel()
        self.facts.setProperty("role", "label")
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.facts.setOpenExternalLinks(True)
        self.message = label("", "dim")
        self.message.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.terms = TermsBox(self)
        self.terms.hide()
        self.terms.agreed.connect(self._agree)
        self.terms.declined.connect(self._decline)
        self.download = primary(QPushButton())
        self.pause = QPushButton()
        self.cancel = QPushButton()
        self.verify = QPushButton()
        self.remove = QPushButton()
        for button in (self.download, self.pause, self.cancel, self.verify, self.remove):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.show_row(row)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title)
        top.addWidget(self.licence)
        top.addStretch(1)
        top.addWidget(self.state)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.facts, 1)
        for button in (self.verify, self.remove, self.cancel, self.pause, self.download):
            buttons.addWidget(button)
        self.body.addLayout(top)
        self.body.addWidget(self.purpose)
        self.body.addWidget(self.message)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.terms)
        self.body.addLayout(buttons)

    def _connect(self) -> None:
        for button, signal in (
            (self.download, self.download_requested), (self.pause, self.pause_requested),
            (self.cancel, self.cancel_requested), (self.verify, self.verify_requested),
            (self.remove, self.remove_requested),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, told=signal: told.emit(self._row.id))

    def show_row(self, row: ModelRow) -> None:
        """Show it as it is now."""
        self._row = row
        self._show_state(row)
        self._show_texts(row)
        self._show_buttons(row)

    def show_terms(self) -> None:
        """Ask for consent, here beside the model."""
        row = self._row
        self.terms.show_terms(row.title, row.licence, row.licence_note, row.licence_url, row.is_non_commercial)
        self.terms.show()
        self._show_buttons(row)
        self.terms.box.setFocus()

    def _agree(self) -> None:
        self.terms.hide()
        self.consent_given.emit(self._row.id)

    def _decline(self) -> None:
        self.terms.hide()
        self._show_buttons(self._row)

    def _show_state(self, row: ModelRow) -> None:
        says = {
            ModelActivity.MISSING: (self.tr("Not installed"), "dim", ""),
            ModelActivity.PAUSED: (self.tr("Interrupted"), "warn", "pause"),
            ModelActivity.QUEUED: (self.tr("Waiting"), "dim", "queue"),
            ModelActivity.WORKING: (self.tr("Working"), "accent", "download"),
            ModelActivity.INSTALLED: (self.tr("Installed"), "good", "check"),
            ModelActivity.DAMAGED: (self.tr("Damaged"), "bad", "warning"),
        }[row.activity]
        self.state.set(*says)
        if row.is_non_commercial:
            self.licence.set(self.tr("Non-commercial"), "warn", "licence")
        else:
            self.licence.set(self.tr("Free for every use"), "dim", "")
        self.setAccessibleName(f"{row.title}, {self.state.text()}, {self.licence.text()}")

    def _show_texts(self, row: ModelRow) -> None:
        self.message.setText(row.message)
        self.message.setVisible(bool(row.message))
        self.bar.setVisible(row.activity in (*_BUSY, ModelActivity.PAUSED))
        is_known = row.fraction is not None
        self.bar.setRange(0, 1000 if is_known or row.activity is not ModelActivity.WORKING else 0)
        self.bar.setValue(round(1000 * (row.fraction or 0.0)))
        self.bar.setAccessibleName(self.tr("Progress of {title}").format(title=row.title))
        made = f'<a href="{row.homepage}">{self.tr("Its makers")}</a>' if row.homepage else ""
        self.facts.setText(" &nbsp;·&nbsp; ".join(part for part in (row.size_text, row.licence, made) if part))

    def _show_buttons(self, row: ModelRow) -> None:
        is_busy, is_there = row.activity in _BUSY, row.activity in (ModelActivity.INSTALLED, ModelActivity.DAMAGED)
        is_paused = row.activity is ModelActivity.PAUSED
        self.download.setText(self.tr("Go on") if is_paused else self.tr("Download…"))
        self.pause.setText(self.tr("Pause"))
        self.cancel.setText(self.tr("Cancel") if is_busy else self.tr("Discard"))
        self.verify.setText(self.tr("Check"))
        self.remove.setText(self.tr("Remove"))
        is_asking = not self.terms.isHidden()
        self.download.setVisible(row.can_be_downloaded and not is_busy and not is_there and not is_asking)
        self.pause.setVisible(is_busy and row.can_be_downloaded)
        self.cancel.setVisible(is_busy or is_paused)
        self.verify.setVisible(row.activity is ModelActivity.INSTALLED)
        self.remove.setVisible(is_there)
        for button in (self.download, self.pause, self.cancel, self.verify, self.remove):
            button.setAccessibleName(f"{button.text()} {row.title}")


class ModelCards(QWidget):
    """All of them, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(12)
        self.column.addStretch(1)
        self.by_id: dict[str, ModelCard] = {}

    def add(self, row: ModelRow) -> ModelCard:
        """One more card, below the others."""
        card = ModelCard(row, self)
        self.by_id[row.id] = card
        self.column.insertWidget(self.column.count() - 1, card)
        return card
