"""A recording before it becomes a clip: what was found, how it looks, what is set."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.models.performance_review import (
    SPEECH,
    Finding,
    Neutral,
    RecordingKind,
    ReviewCurve,
    ReviewResult,
    ReviewSettings,
    ReviewSight,
)
from studio.views.express.layer_line import ElidedLabel
from studio.views.kit import theme
from studio.views.kit.icons import icon, pixmap
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from studio.views.kit.widgets import Badge, ComboBox, label, primary
from studio.views.timeline.acting_parts import Notice
from studio.views.timeline.performance_plot import PerformancePlot
from studio.views.timeline.performance_settings import ReviewSettingsPart, seconds_text

SIZE_PX = (1000, 660)
_SETTINGS_PX = 372
_SHOWN_FINDINGS = 40
_ICONS = {
    RecordingKind.LIVE_LINK: "performance", RecordingKind.VIDEO: "target-film", RecordingKind.SOUND: "sound",
    RecordingKind.LIP_SYNC: "mouth", RecordingKind.LINE: "mouth", RecordingKind.LIVE: "live",
}  # fmt: skip


class FindingLine(QWidget):
    """One thing that was found."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        sign = QLabel()
        tone, name = ("warn", "warning") if finding.is_problem else ("dim", "info")
        sign.setPixmap(pixmap(name, theme.px(14), tone, self.devicePixelRatioF()))
        text = label(f"{finding.where}: {finding.text}" if finding.where else finding.text, "body")
        text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)


class PerformanceReview(QDialog):
    """See the module. It stands beside the window, so that the canvas shows the face."""

    settings_edited = Signal(object)
    control_chosen = Signal(str)
    scrubbed = Signal(float)
    play_toggled = Signal(bool)
    import_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("performanceReview")
        self.setWindowTitle(self.tr("Import a performance"))
        self.resize(theme.px(SIZE_PX[0]), theme.px(SIZE_PX[1]))
        self._sight = ReviewSight("", RecordingKind.LIVE_LINK, 1.0)
        self._is_busy = False
        self._sign, self._title, self._facts = QLabel(), ElidedLabel("title"), ElidedLabel("dim")
        self.problems = Badge("", "warn", "warning")
        self.cut = Notice()
        self.plot, self.control = PerformancePlot(), ComboBox()
        self.control.setAccessibleName(self.tr("Control that is shown"))
        self.play = QPushButton(icon("play"), self.tr("Play"))
        self.play.setCheckable(True)
        self.settings = ReviewSettingsPart()
        self.outcome = label("", "body")
        self.outcome.setFont(theme.numeric_font())
        self.cancel = QPushButton(self.tr("Cancel"))
        self.accept_button = primary(QPushButton(self.tr("Import")))
        self.accept_button.setDefault(True)
        self._lay_out()
        self._connect()
        theme.notifier().changed.connect(self._dress)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._facts)
        top = QHBoxLayout()
        top.setSpacing(SPACE_12)
        top.addWidget(self._sign)
        top.addLayout(texts, 1)
        top.addWidget(self.problems)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_8)
        tools.addWidget(self.play)
        tools.addWidget(self.control, 1)
        tools.addWidget(self._legend(self.tr("recorded"), False))
        tools.addWidget(self._legend(self.tr("clip"), True))
        left = QVBoxLayout()
        left.setSpacing(SPACE_8)
        left.addLayout(top)
        left.addWidget(self.cut)
        left.addSpacing(SPACE_4)
        left.addLayout(tools)
        left.addWidget(self.plot, 5)
        left.addWidget(label(self.tr("What was found"), "heading"))
        left.addWidget(self._found_area(), 2)
        side = QFrame()
        side.setFixedWidth(theme.px(_SETTINGS_PX))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.settings)
        middle = QHBoxLayout()
        middle.setContentsMargins(SPACE_16, SPACE_16, SPACE_4, 0)
        middle.setSpacing(SPACE_8)
        middle.addLayout(left, 1)
        middle.addWidget(side)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_16)
        bottom.setSpacing(SPACE_8)
        bottom.addWidget(self.outcome, 1)
        bottom.addWidget(self.cancel)
        bottom.addWidget(self.accept_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addLayout(bottom)

    def _legend(self, text: str, is_clip: bool) -> QLabel:
        made = label(("— " if is_clip else "··· ") + text, "label", "accent" if is_clip else "")
        made.setProperty("legend", True)
        return made

    def _found_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setAccessibleName(self.tr("What was found"))
        inside = QWidget()
        inside.setProperty("plain", True)
        self._found = QVBoxLayout(inside)
        self._found.setContentsMargins(0, 0, SPACE_8, 0)
        self._found.setSpacing(SPACE_4)
        self._found.addStretch(1)
        area.setWidget(inside)
        return area

    def _connect(self) -> None:
        self.settings.edited.connect(self.settings_edited)
        self.control.chosen.connect(self.control_chosen)
        self.plot.scrubbed.connect(self.scrubbed)
        self.play.toggled.connect(self.play_toggled)
        self.cancel.clicked.connect(self.close)
        self.accept_button.clicked.connect(self.import_requested)

    def _dress(self) -> None:
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(pixmap(_ICONS[self._sight.kind], theme.px(28), "accent", ratio))

    # --- what the controller asks for

    def open_review(self, sight: ReviewSight, settings: ReviewSettings) -> None:
        """Show another recording; the dialog comes up."""
        self._sight = sight
        self._title.show_text(sight.title)
        self._facts.show_text(self._facts_of(sight))
        count = sight.problem_count
        text = self.tr("1 problem") if count == 1 else self.tr("{count} problems").format(count=count)
        self.problems.set(text, "warn", "warning")
        self.problems.setVisible(bool(count))
        self._tell_cut(sight)
        self.control.set_options([(name, name) for name in sight.controls])
        self._show_found(sight.findings)
        self.settings.show_sight(sight)
        self.show_settings(settings)
        self.plot.show_curve(None, sight.duration_ms)
        self.plot.show_time(0.0)
        self.outcome.setText("")
        self.show_playing(False)
        self._dress()
        self.show()
        self.raise_()
        self.activateWindow()
        self.plot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_cut(self, sight: ReviewSight) -> None:
        """What the user agrees to by importing."""
        rest = self.tr("Import the rest") if sight.problem_count else self.tr("Import")
        text = ""
        if sight.whole_ms:
            part, whole = seconds_text(sight.duration_ms, 2), seconds_text(sight.whole_ms, 2)
            rest = self.tr("Import {seconds} s").format(seconds=part)
            told = self.tr("The film breaks off: only the first {part} s of {whole} s can be read and imported.")
            text = told.format(part=part, whole=whole)
        self.cut.say(text, "warn", "warning")
        self.accept_button.setText(rest)

    def _facts_of(self, sight: ReviewSight) -> str:
        locale = QLocale()
        length = self.tr("{seconds} s").format(seconds=seconds_text(sight.duration_ms))
        if sight.kind in SPEECH:
            if sight.word_count:
                words = self.tr("{count} words").format(count=locale.toString(sight.word_count))
                return f"{length}  ·  {words}"
            return length
        frames = self.tr("{count} frames").format(count=locale.toString(sight.frame_count))
        rate = self.tr("{fps} fps").format(fps=locale.toString(float(sight.fps), "g", 4))
        moving = self.tr("{count} controls move").format(count=len(sight.controls))
        return f"{length}  ·  {frames}  ·  {rate}  ·  {moving}"

    def _show_found(self, findings: Sequence[Finding], more: Sequence[Finding] = ()) -> None:
        while self._found.count() > 1:
            item = self._found.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = [*findings, *more][:_SHOWN_FINDINGS]
        for place, finding in enumerate(shown):
            self._found.insertWidget(place, FindingLine(finding))
        if not shown:
            self._found.insertWidget(0, label(self.tr("Nothing is wrong with it."), "dim"))

    def show_settings(self, settings: ReviewSettings) -> None:
        """Show what is set."""
        self.settings.show_settings(settings)
        marks = [time for one in self._sight.findings if one.is_problem for time in one.times_ms]
        rest = settings.neutral_ms if settings.neutral is Neutral.HERE else None
        self.plot.show_range(rest, marks[:100])

    def show_result(self, result: ReviewResult | None, problem: str = "") -> None:
        """What would come of it; None while it is worked out."""
        self.accept_button.setEnabled(result is not None)
        if problem:
            self.outcome.setText(problem)
        elif result is None:
            self.outcome.setText(self.tr("Working it out…"))
        else:
            locale = QLocale()
            self._show_found(self._sight.findings, result.findings)
            self.outcome.setText(
                self.tr("{keys} keys for {frames} frames  ·  at most {error} % off").format(
                    keys=locale.toString(result.key_count),
                    frames=locale.toString(result.frame_count),
                    error=locale.toString(result.largest_error * 100, "f", 2),
                )
            )

    def show_curve(self, curve: ReviewCurve | None, duration_ms: float) -> None:
        """Show a control over time."""
        self.plot.show_curve(curve, duration_ms)
        if curve is not None:
            self.control.set_value(curve.control)

    def show_time(self, time_ms: float) -> None:
        """Put the playhead somewhere."""
        self.plot.show_time(time_ms)

    def show_playing(self, is_on: bool) -> None:
        """Play becomes stop."""
        self.play.blockSignals(True)
        self.play.setChecked(is_on)
        self.play.blockSignals(False)
        self.play.setIcon(icon("pause" if is_on else "play"))
        self.play.setText(self.tr("Pause") if is_on else self.tr("Play"))

    def close_review(self) -> None:
        """It became a clip."""
        self.close()

    # --- leaving

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Escape leaves, Space plays."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Space:
            self.play.toggle()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept_button.click()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Whoever shows poses of it stops."""
        super().closeEvent(event)
        self.closed.emit()
