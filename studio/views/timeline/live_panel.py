# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""A face tracker drives the character: who is heard, how much comes, recording it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from studio.models.live_rows import LiveSight
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import RADIUS_SMALL, SPACE_4
from studio.views.kit.widgets import Badge, Card, NumberField, Toggle, label, primary
from studio.views.timeline.acting_parts import Dials, Notice, PartPage

_LARGEST_PORT = 65535


class RateChart(QWidget):
    """Packets a second, over the last minute."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rates: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Packets a second"))
        theme.notifier().changed.connect(self.update)

    def show_rates(self, rates: Sequence[float]) -> None:
        """Show other values, the newest last."""
        self._rates = tuple(rates)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(200), theme.px(48))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(120), theme.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(tones.line), 1))
        painter.setBrush(QColor(tones.surface0))
        painter.drawRoundedRect(area, theme.px(RADIUS_SMALL), theme.px(RADIUS_SMALL))
        if len(self._rates) < 2:
            return
        most = max(60.0, *self._rates)
        step = (area.width() - 8) / (len(self._rates) - 1)
        points = [
            QPointF(4 + index * step, area.bottom() - 4 - (area.height() - 8) * rate / most)
            for index, rate in enumerate(self._rates)
        ]
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setPen(QPen(QColor(tones.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


class LivePanel(PartPage):
    """Off by default; hears programs on this machine only."""

    start_requested = Signal(int, int, bool)
    """(VMC port or 0, Live Link port or 0, smoothed)"""
    stop_requested = Signal()
    record_toggled = Signal(bool)
    neutral_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vmc, self.live_link = Toggle(self.tr("VMC (OSC)")), Toggle(self.tr("Live Link Face"))
        self.vmc_port, self.live_link_port = self._port_field(39539), self._port_field(11111)
        self.smooth = Toggle(self.tr("Calm small tremors"))
        for toggle in (self.vmc, self.live_link, self.smooth):
            toggle.setChecked(True)
        self.state, self.place = Badge(self.tr("off")), label("", "dim")
        self.listen = primary(QPushButton(icon("live", "on-accent"), self.tr("Listen")))
        self.record = QPushButton(icon("record"), self.tr("Record"))
        self.record.setCheckable(True)
        self.neutral = QPushButton(icon("face"), self.tr("This is my resting face"))
        self.neutral.setToolTip(self.tr("What comes now is taken for neutral; kept with the character"))
        self.chart, self.notice = RateChart(), Notice()
        self._lay_out()
        self.listen.clicked.connect(self._toggle)
        self.record.clicked.connect(self.record_toggled)
        self.neutral.clicked.connect(self.neutral_requested)
        self.show_sight(LiveSight())

    def _port_field(self, port: int) -> NumberField:
        field = NumberField(1, _LARGEST_PORT, 1, 0)
        field.set_value(port)
        field.setFixedWidth(theme.px(72))
        return field

    def _lay_out(self) -> None:
        hint = label(
            self.tr("A face tracker on this computer moves the character. Nothing is heard from the network."), "dim"
        )
        hint.setWordWrap(True)
        self.column.addWidget(hint)
        ports = Dials(140)
        for toggle, field, name in (
            (self.vmc, self.vmc_port, self.tr("Port for VMC")),
            (self.live_link, self.live_link_port, self.tr("Port for Live Link Face")),
        ):
            field.setAccessibleName(name)
            row = ports.rowCount()
            ports.addWidget(toggle, row, 0)
            ports.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(ports)
        self.column.addWidget(self.smooth)
        card = Card()
        head = Dials(1)
        head.addWidget(self.state, 0, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.place, 0, 1)
        card.body.addLayout(head)
        card.body.addWidget(self.chart)
        facts = Dials(110)
        self.source, self.rate = label(""), label("")
        self.malformed, self.unknown = label(""), label("")
        for title, value in (
            (self.tr("Source"), self.source), (self.tr("Packets a second"), self.rate),
            (self.tr("Malformed"), self.malformed), (self.tr("Not understood"), self.unknown),
        ):  # fmt: skip
            value.setFont(theme.numeric_font())
            value.setWordWrap(True)
            facts.add(title, value)
        card.body.addLayout(facts)
        card.body.setSpacing(SPACE_4 * 2)
        self.column.addWidget(card)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.neutral)
        self.column.addStretch(1)
        self.add_footer(self.record, self.listen)

    def _toggle(self) -> None:
        if self._sight.is_running:
            self.stop_requested.emit()
        else:
            self.ask_start()

    def ask_start(self) -> None:
        """Begin to listen with what is set."""
        vmc = round(self.vmc_port.value()) if self.vmc.isChecked() else 0
        live_link = round(self.live_link_port.value()) if self.live_link.isChecked() else 0
        self.start_requested.emit(vmc, live_link, self.smooth.isChecked())

    def show_sight(self, sight: LiveSight) -> None:
        """Show how it is."""
        self._sight = sight
        locale = QLocale()
        for widget in (self.vmc, self.live_link, self.vmc_port, self.live_link_port, self.smooth):
            widget.setEnabled(not sight.is_running)
        if not sight.is_running:
            self.state.set(self.tr("off"), "dim", "stop")
        elif sight.is_stale:
            self.state.set(self.tr("waiting"), "warn", "clock")
        else:
            self.state.set(self.tr("live"), "good", "live")
        where = ", ".join(locale.toString(port).replace(locale.groupSeparator(), "") for port in sight.ports)
        self.place.setText(self.tr("127.0.0.1, port {ports}").format(ports=where) if where else "")
        self.listen.setText(self.tr("Stop") if sight.is_running else self.tr("Listen"))
        self.listen.setIcon(icon("stop" if sight.is_running else "live", "on-accent"))
        self.source.setText(sight.source or "–")
        self.rate.setText(locale.toString(round(sight.rate)) if sight.is_running else "–")
        malformed = locale.toString(sight.malformed) if sight.is_running else "–"
        self.malformed.setText(f"{malformed} ({sight.last_problem})" if sight.last_problem else malformed)
        self.unknown.setText(", ".join(sight.unknown) if sight.unknown else "–")
        self.record.setEnabled(sight.is_running)
        self.record.setChecked(sight.is_recording)
        seconds = locale.toString(sight.recorded_ms / 1000, "f", 1)
        self.record.setText(
            self.tr("Stop at {seconds} s").format(seconds=seconds) if sight.is_recording else self.tr("Record")
        )
        self.neutral.setEnabled(sight.is_running and not sight.is_stale)
        self.chart.show_rates(sight.rates)
        if sight.dropped:
            text = self.tr("{count} packets came too fast and were dropped.").format(
                count=locale.toString(sight.dropped)
            )
            self.notice.say(text, "warn", "warning")
        else:
            self.notice.say("")
