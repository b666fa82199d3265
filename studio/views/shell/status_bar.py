"""The line at the bottom: what draws, what is saved, what is being worked on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from studio.models.shell import JobsSummary
from studio.views.kit import theme
from studio.views.kit.icons import icon

HEIGHT_PX = 28


class StatusBar(QStatusBar):
    """See the module."""

    cancel_requested = Signal()
    jobs_requested = Signal()
    engine_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._summary: JobsSummary | None = None
        self.engine_button = self._flat_button()
        self.saved_label = QLabel(self)
        self.saved_label.setProperty("role", "dim")
        self.jobs_button = self._flat_button()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.cancel_button = QToolButton(self)
        self.cancel_button.setAutoRaise(True)
        self.cancel_button.setIcon(icon("cancel"))
        self.cancel_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self.engine_button.clicked.connect(self.engine_requested)
        self.jobs_button.clicked.connect(self.jobs_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.retranslate()
        self.set_jobs(None)
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _dress(self) -> None:
        """Sizes at the scale of now."""
        self.setFixedHeight(theme.px(HEIGHT_PX))
        self.bar.setFixedSize(theme.px(120), theme.px(6))
        self.cancel_button.setIconSize(QSize(theme.px(12), theme.px(12)))
        self.cancel_button.setFixedSize(theme.px(22), theme.px(22))

    def _flat_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _lay_out(self) -> None:
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(2, 0, 6, 0)  # with the button's own room the words stand at 12
        row.setSpacing(8)
        sides = [QWidget(whole), QWidget(whole)]
        for side, parts in zip(
            sides, ((self.engine_button,), (self.jobs_button, self.bar, self.cancel_button)), strict=True
        ):
            inner = QHBoxLayout(side)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(8)
            if side is sides[1]:
                inner.addStretch(1)
            for part in parts:
                inner.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
            if side is sides[0]:
                inner.addStretch(1)
        row.addWidget(sides[0], 1)
        row.addWidget(self.saved_label, 0)
        row.addWidget(sides[1], 1)
        self.addWidget(whole, 1)

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.setAccessibleName(self.tr("Status"))
        self.engine_button.setToolTip(self.tr("What draws, on which device, how long a frame takes. Click to change."))
        self.jobs_button.setToolTip(self.tr("Show all jobs"))
        self.cancel_button.setToolTip(self.tr("Cancel the running job"))
        self.cancel_button.setAccessibleName(self.tr("Cancel the running job"))
        self.bar.setAccessibleName(self.tr("Progress of the jobs"))
        self.set_jobs(self._summary)

    def set_engine(self, engine: str, device: str, frame_ms: float | None) -> None:
        """Show what draws; the time of the last frame where one was drawn."""
        parts = [engine, device]
        if frame_ms is not None:
            parts.append(self.tr("{count} ms a frame").format(count=f"{frame_ms:.0f}"))
        self.engine_button.setText(" · ".join(part for part in parts if part))

    def set_saved(self, text: str) -> None:
        """Show when the document was saved."""
        self.saved_label.setText(text)

    def set_jobs(self, summary: JobsSummary | None) -> None:
        """Show how the jobs stand; None for no jobs."""
        self._summary = summary
        for part in (self.jobs_button, self.bar, self.cancel_button):
            part.setVisible(summary is not None)
        if summary is None:
            return
        self.jobs_button.setText(self._jobs_text(summary))
        self.bar.setRange(0, 0 if summary.fraction is None else 1000)
        if summary.fraction is not None:
            self.bar.setValue(round(summary.fraction * 1000))

    def _jobs_text(self, summary: JobsSummary) -> str:
        name = self.tr("{count} jobs").format(count=summary.count) if summary.count != 1 else summary.title
        parts = [name or self.tr("1 job")]
        if summary.is_paused:
            return " · ".join([*parts, self.tr("paused")])
        if summary.fraction is not None:
            parts.append(f"{summary.fraction:.0%}".replace("%", " %"))
        if summary.eta_s is not None:
            minutes, seconds = divmod(round(summary.eta_s), 60)
            parts.append(self.tr("{time} left").format(time=f"{minutes}:{seconds:02}"))
        return " · ".join(parts)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
