"""From one expression to another: how it comes, how long it stays, how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.models.acting import LONGEST_LEAD
from studio.models.acting_passages import MICRO_MS, PRESETS, PartTimes, Passage, PassageKind
from studio.models.export_edits import Choice
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4
from studio.views.kit.widgets import FlowLayout, IconButton, Segmented, Toggle, primary
from studio.views.timeline.acting_parts import Dial, Dials, Notice, PartPage, expression_box, fill_expressions
from studio.views.timeline.passage_chart import PassageChart

_LONGEST_PART_MS = 3000
_LONGEST_MICRO_PART_MS = 300


class PassagePanel(PartPage):
    """Two expressions, a kind, times; a chart of when each part of the face moves."""

    passage_edited = Signal(object)
    """A `Passage`."""
    preview_toggled = Signal(bool)
    write_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage = Passage("joy")
        self.start, self.end = expression_box(self.tr("From")), expression_box(self.tr("To"))
        self.swap = IconButton("mirror", self.tr("Swap both"))
        self.kind = Segmented(
            [
                (PassageKind.STAY, self.tr("Stay"), ""), (PassageKind.PASS, self.tr("Come and go"), ""),
                (PassageKind.MICRO, self.tr("Micro"), ""),
            ]
        )  # fmt: skip
        self.kind.setAccessibleName(self.tr("Kind"))
        self.kind.button(PassageKind.MICRO).setToolTip(
            self.tr("Leaks through within {low} to {high} ms").format(low=MICRO_MS[0], high=MICRO_MS[1])
        )
        self.onset = Dial(5, _LONGEST_PART_MS, 500, 5, 0, "ms")
        self.apex = Dial(5, _LONGEST_PART_MS, 700, 5, 0, "ms")
        self.offset = Dial(5, _LONGEST_PART_MS, 600, 5, 0, "ms")
        self.lead = Dial(0, LONGEST_LEAD * 100, 100, 1, 0, "%")
        self.strength = Dial(5, 100, 100, 1, 0, "%")
        self.linked = Toggle(self.tr("Keys follow the expressions"))
        self.chart, self.problem = PassageChart(), Notice()
        self.preview = QPushButton(icon("play"), self.tr("Preview"))
        self.preview.setCheckable(True)
        self.write = primary(QPushButton(self.tr("Write at the playhead")))
        self._lay_out()
        self._connect()
        self.show_passage(self._passage, (), "")

    def _lay_out(self) -> None:
        names = Dials(64)
        names.add(self.tr("From"), self.start, self.tr("Where it begins; the face itself goes over from what it shows"))
        ends = QWidget()
        row = QHBoxLayout(ends)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_4)
        row.addWidget(self.end, 1)
        row.addWidget(self.swap)
        names.add(self.tr("To"), ends)
        self.end.setAccessibleName(self.tr("To"))
        self.column.addLayout(names)
        self.column.addWidget(self.kind)
        self.presets: dict[str, QPushButton] = {}
        self._chips = QWidget()
        flow = FlowLayout(self._chips, SPACE_4)
        for name, text in (
            ("usual", self.tr("Usual")), ("slow", self.tr("Slow")), ("startled", self.tr("Startled")),
            ("felt", self.tr("Felt")), ("polite", self.tr("Polite")), ("leak", self.tr("Leak")),
            ("flash", self.tr("40 ms")), ("half-second", self.tr("500 ms")),
        ):  # fmt: skip
            chip = QPushButton(text)
            chip.setProperty("chip", True)
            self.presets[name] = chip
            flow.addWidget(chip)
        self.column.addWidget(self._chips)
        self.column.addWidget(self.chart)
        self.dials = Dials(64)
        self.dials.add(self.tr("Onset"), self.onset, self.tr("How long it takes to come"))
        self.dials.add(self.tr("Apex"), self.apex, self.tr("How long all of it stays"))
        self.dials.add(self.tr("Offset"), self.offset, self.tr("How long it takes to go; feelings go more slowly"))
        self.dials.add(self.tr("Lead"), self.lead, self.tr("How far the eyes are ahead of the mouth"))
        self.dials.add(self.tr("Strength"), self.strength, self.tr("How much of the expression shows"))
        self.column.addLayout(self.dials)
        self.column.addWidget(self.linked)
        self.column.addWidget(self.problem)
        self.column.addStretch(1)
        self.add_footer(self.preview, self.write)

    def _connect(self) -> None:
        for dial in self._all_dials():
            dial.moved.connect(lambda _: self._edit())
        for box in (self.start, self.end):
            box.chosen.connect(lambda _: self._edit())
        self.linked.clicked.connect(self._edit)
        self.kind.chosen.connect(self._choose_kind)
        self.swap.clicked.connect(self._swap)
        self.preview.toggled.connect(self.preview_toggled)
        self.write.clicked.connect(self.write_requested)
        for name, chip in self.presets.items():
            chip.clicked.connect(lambda _=False, name=name: self._take(PRESETS[name]))

    def _all_dials(self) -> tuple[Dial, ...]:
        return self.onset, self.apex, self.offset, self.lead, self.strength

    # --- showing

    def show_expressions(self, choices: Sequence[Choice]) -> None:
        """What it can begin and end with."""
        fill_expressions(self.start, choices, self.tr("What the face shows"))
        fill_expressions(self.end, choices)
        self.end.set_value(self._passage.end)

    def show_passage(self, passage: Passage, parts: Sequence[PartTimes], problem: str) -> None:
        """Show a way, when each part of the face goes it, and what is wrong with it."""
        self._passage = passage
        is_staying, is_micro = passage.kind is PassageKind.STAY, passage.kind is PassageKind.MICRO
        for dial in (self.onset, self.apex, self.offset):
            most = _LONGEST_MICRO_PART_MS if is_micro else _LONGEST_PART_MS
            dial.slider.set_range(5, most)
            dial.number.set_range(5, most)
        self.start.set_value(passage.start)
        self.end.set_value(passage.end)
        self.kind.set_value(passage.kind)
        self.onset.set_value(passage.onset_ms)
        self.apex.set_value(passage.apex_ms)
        self.offset.set_value(passage.offset_ms)
        self.lead.set_value(passage.lead * 100)
        self.strength.set_value(passage.strength * 100)
        self.linked.setChecked(passage.is_linked)
        self.dials.show_row(self.apex, not is_staying)
        self.dials.show_row(self.offset, not is_staying)
        for name, chip in self.presets.items():
            chip.setVisible(PRESETS[name].kind is passage.kind)
        whole = max([passage.duration_ms * (1.35 if is_staying else 1.0), *(part.gone_ms for part in parts)])
        self.chart.show_parts(parts, whole, passage.strength, not is_staying)
        self.problem.say(problem, "warn", "warning")
        self.write.setEnabled(not problem)

    def show_previewing(self, is_on: bool) -> None:
        """Whether the preview runs."""
        self.preview.blockSignals(True)
        self.preview.setChecked(is_on)
        self.preview.blockSignals(False)
        self.preview.setIcon(icon("stop" if is_on else "play"))
        self.preview.setText(self.tr("Stop") if is_on else self.tr("Preview"))

    def show_moment(self, time_ms: float) -> None:
        """Where the preview is."""
        self.chart.show_moment(time_ms)

    def show_can_write(self, can_write: bool) -> None:
        """Whether there is a clip to write into."""
        self.write.setText(self.tr("Write at the playhead") if can_write else self.tr("Write a new clip"))

    # --- asking

    def _choose_kind(self, value: str) -> None:
        first = next(name for name, one in PRESETS.items() if one.kind is PassageKind(value) and name != "slow")
        self._take(PRESETS[first])

    def _take(self, times: Passage) -> None:
        kept = self._passage
        made = replace(times, end=kept.end, start=kept.start, is_linked=kept.is_linked)
        self.passage_edited.emit(made)

    def _swap(self) -> None:
        if self._passage.start:
            self.passage_edited.emit(replace(self._passage, start=self._passage.end, end=self._passage.start))

    def _edit(self) -> None:
        made = replace(
            self._passage, start=self.start.value(), end=self.end.value(), onset_ms=round(self.onset.value()),
            apex_ms=round(self.apex.value()), offset_ms=round(self.offset.value()), lead=self.lead.value() / 100,
            strength=self.strength.value() / 100, is_linked=self.linked.isChecked(),
        )  # fmt: skip
        if made != self._passage:
            self.passage_edited.emit(made)
