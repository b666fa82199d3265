"""A bug: said in words, with a report to copy; the program goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from studio.models.shell import CrashReport
from studio.views.kit import theme
from studio.views.kit.widgets import label, primary


class CrashDialog(QDialog):
    """See the module. It blocks nothing: the work can be saved beside it."""

    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self._report: CrashReport | None = None
        self._count = 0
        self.title = label("", "title")
        self.words = label("")
        self.plugin = label("", "body", "warn")
        for text in (self.title, self.words, self.plugin):
            text.setWordWrap(True)
        self.report = QPlainTextEdit(self)
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy_button, self.save_button, self.go_on_button = QPushButton(), QPushButton(), primary(QPushButton())
        for button in (self.copy_button, self.save_button):
            button.setAutoDefault(False)
        self.go_on_button.setDefault(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.save_requested)
        self.go_on_button.clicked.connect(self.close)
        self._lay_out()
        self.retranslate()
        self.resize(theme.px(620), theme.px(420))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.go_on_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.plugin)
        column.addWidget(self.report, 1)
        column.addLayout(buttons)

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.setWindowTitle(self.tr("Something went wrong"))
        self.title.setText(self.tr("That should not have happened"))
        self.words.setText(
            self.tr(
                "Something in the studio failed that should not. Your work is still there; you can go on. "
                "If it happens again, the report below helps to put it right. Nothing is sent by itself."
            )
        )
        self.report.setAccessibleName(self.tr("Report"))
        self.copy_button.setText(self.tr("Copy the report"))
        self.save_button.setText(self.tr("Save my work"))
        self.go_on_button.setText(self.tr("Go on"))
        self._show()

    def show_report(self, report: CrashReport, count: int) -> None:
        """Show a report; `count` says how often it happened."""
        self._report, self._count = report, count
        self._show()
        self.show()
        self.activateWindow()
        self.go_on_button.setFocus()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())

    def _show(self) -> None:
        report = self._report
        self.plugin.setVisible(report is not None and bool(report.plugin))
        if report is None:
            return
        if report.plugin:
            hint = self.tr("It came through the plugin “{plugin}”. It can be switched off in the settings.")
            self.plugin.setText(hint.format(plugin=report.plugin))
        times = self.tr("It happened {count} times.").format(count=self._count) + "\n\n" if self._count > 1 else ""
        self.report.setPlainText(times + report.text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
