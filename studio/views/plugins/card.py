"""One plugin: what it brings, whether it is on, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.models.plugin_rows import PluginRow
from studio.views.kit.widgets import Badge, Card, Toggle, label, primary


class CodeConsent(QFrame):
    """What letting a plugin run means, said before the first time."""

    agreed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "well")
        text = self.tr(
            "This plugin runs code of its author with all your rights: it can read and change your files. There is no"
            " sandbox. Switch it on only if you trust where it comes from."
        )
        note = label(text)
        note.setWordWrap(True)
        self.box = QCheckBox(self.tr("I trust this plugin"))
        self.agree = primary(QPushButton(self.tr("Switch on")))
        self.decline = QPushButton(self.tr("Not now"))
        for button in (self.agree, self.decline):
            button.setAutoDefault(False)
        self.box.toggled.connect(self.agree.setEnabled)
        self.agree.clicked.connect(self.agreed)
        self.decline.clicked.connect(self.declined)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.decline)
        row.addWidget(self.agree)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(note)
        column.addLayout(row)

    def ask(self) -> None:
        """Show it anew; the box is never ticked beforehand."""
        self.box.setChecked(False)
        self.agree.setEnabled(False)
        self.show()
        self.box.setFocus()


class PluginCard(Card):
    """Tells intents with the plugin's id."""

    enable_requested = Signal(str)
    consent_given = Signal(str)
    disable_requested = Signal(str)

    def __init__(self, row: PluginRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.title = label("", "heading")
        self.kind = Badge("", "dim")
        self.state = Badge("", "dim")
        self.toggle = Toggle()
        self.description = label("", "dim")
        self.description.setWordWrap(True)
        self.brings = label("")
        self.brings.setWordWrap(True)
        self.problem = label("", "body", "bad")
        self.problem.setWordWrap(True)
        self.consent = CodeConsent(self)
        self.consent.hide()
        self._lay_out()
        self.toggle.clicked.connect(self._on_toggle)
        self.consent.agreed.connect(self._agree)
        self.consent.declined.connect(self.consent.hide)
        self.show_row(row)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title)
        top.addWidget(self.kind)
        top.addStretch(1)
        top.addWidget(self.state)
        top.addWidget(self.toggle)
        self.body.addLayout(top)
        self.body.addWidget(self.description)
        self.body.addWidget(self.brings)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.consent)

    def show_row(self, row: PluginRow) -> None:
        """Show it as it is now."""
        self._row = row
        self.title.setText(f"{row.title} {row.version}".strip())
        self.kind.set(self.tr("Runs code") if row.has_code else self.tr("Only data"), "dim")
        by = self.tr("By {author}.").format(author=row.author) if row.author else ""
        self.description.setText(f"{row.description} {by}".strip())
        self.description.setVisible(bool(self.description.text()))
        self.brings.setText(" · ".join(row.brings))
        self.brings.setVisible(bool(row.brings))
        self.problem.setText(f"{row.problem} {row.hint}".strip())
        self.problem.setVisible(bool(row.problem))
        if row.problem:
            self.state.set(self.tr("Cannot be used"), "bad", "warning")
        elif row.is_enabled:
            self.state.set(self.tr("On"), "good", "check")
        else:
            self.state.set(self.tr("Off"), "dim")
        self.toggle.setEnabled(not row.problem or row.is_enabled)
        self.toggle.setChecked(row.is_enabled)
        self.toggle.setAccessibleName(self.tr("Use {title}").format(title=row.title))
        self.setToolTip(row.folder)

    def ask_consent(self) -> None:
        """Ask here, beside the plugin."""
        self.consent.ask()

    def _on_toggle(self) -> None:
        is_wanted = self.toggle.isChecked()
        self.toggle.setChecked(self._row.is_enabled)  # shown as on only when it is
        (self.enable_requested if is_wanted else self.disable_requested).emit(self._row.id)

    def _agree(self) -> None:
        self.consent.hide()
        self.consent_given.emit(self._row.id)
