"""Export formats as cards: on or off, with the few settings that only they know."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.models.export_edits import ExportContext, option_value, with_option, with_target
from studio.models.export_targets import TARGETS, Target, TargetOption
from studio.models.project import ExportSettings
from studio.views.export.parts import Rows, SettingsPart, note_label
from studio.views.kit import theme
from studio.views.kit.icons import pixmap
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import ComboBox, Section, Toggle, label


class TargetCard(QFrame):
    """One format: icon, title, what it writes, a switch; its settings fold out while it is on."""

    def __init__(self, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = target
        self.setProperty("kit", "card")
        self.switch = Toggle()
        self.switch.setAccessibleName(target.title)
        self.controls: dict[str, Toggle | ComboBox] = {}
        self._icon = QLabel()
        title, line = label(target.title, "heading"), note_label(target.line)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(title)
        texts.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addWidget(self._icon)
        row.addLayout(texts, 1)
        row.addWidget(self.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_4, SPACE_8, SPACE_4)
        column.setSpacing(SPACE_4)
        column.addLayout(row)
        self._fold = self._folded() if target.options else None
        if self._fold is not None:
            column.addWidget(self._fold)
        self.setToolTip(target.line)
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _folded(self) -> Section:
        body, rows = QWidget(), Rows()
        body.setLayout(rows)
        for option in self.target.options:
            control: Toggle | ComboBox = Toggle() if option.is_switch else ComboBox(option.choices)
            self.controls[option.key] = control
            rows.add(option.title, control, option.tip)
        return Section(self.tr("Options"), body, is_open=False)

    def show_state(self, settings: ExportSettings) -> None:
        """Whether it is on, and its settings."""
        is_on = self.target.name in settings.targets
        self.switch.setChecked(is_on)
        for option in self.target.options:
            control, value = self.controls[option.key], option_value(settings, self.target.name, option)
            if isinstance(control, ComboBox):
                control.set_value(value)
            else:
                control.setChecked(value == "1")
        if self._fold is not None:
            self._fold.setVisible(is_on)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The whole card is the switch."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.switch.click()

    def _dress(self) -> None:
        self._icon.setPixmap(pixmap(self.target.icon, theme.px(20), "dim", self.devicePixelRatioF()))


class TargetCards(SettingsPart):
    """All formats under their headings."""

    places = ("targets",)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, TargetCard] = {}
        self._targets: tuple[Target, ...] = ()
        self._list = QWidget()
        self.column.addWidget(self.problem)
        self.column.addWidget(self._list)

    def fill(self, targets: tuple[Target, ...] = TARGETS) -> Iterator[None]:
        """Other cards in the place of those that are there, a group at each step."""
        self._targets = targets
        self.cards.clear()
        made = QWidget()
        self.column.replaceWidget(self._list, made)
        self._list.hide()
        self._list.deleteLater()
        self._list = made
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        heading = ""
        for target in targets:
            if target.group != heading:
                yield
                heading = target.group
                column.addSpacing(SPACE_4)
                column.addWidget(label(heading, "label"))
            card = TargetCard(target)
            self.cards[target.name] = card
            column.addWidget(card)
            card.switch.clicked.connect(lambda is_on, name=target.name: self._turn(name, is_on))
            for option in target.options:
                self._connect(card, option)

    def _connect(self, card: TargetCard, option: TargetOption) -> None:
        control, name = card.controls[option.key], card.target.name
        if isinstance(control, ComboBox):
            control.chosen.connect(lambda value: self._set(name, option, value))
        else:
            control.clicked.connect(lambda is_on: self._set(name, option, "1" if is_on else "0"))

    def show_settings(self, settings: ExportSettings, context: ExportContext) -> None:
        """Show them."""
        super().show_settings(settings, context)
        if context.targets != self._targets:
            for _ in self.fill(context.targets):
                pass
        for card in self.cards.values():
            card.show_state(settings)

    def _turn(self, name: str, is_on: bool) -> None:
        title = self.cards[name].target.title
        text = self.tr("Export for {title}") if is_on else self.tr("Do not export for {title}")
        self.settings_requested.emit(with_target(self.settings, name, is_on), text.format(title=title), "")

    def _set(self, name: str, option: TargetOption, value: str) -> None:
        after = with_option(self.settings, name, option, value)
        self.settings_requested.emit(after, self.tr("{title} of the export").format(title=option.title), "")
