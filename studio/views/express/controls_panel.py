"""All controls of a face: searchable, by region, both sides at once or each by itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.models.controls import Region
from studio.models.express_rows import REGION_TITLES, ControlSpec, ControlsState, control_rows, row_matches
from studio.views.express.control_painter import TOOLS
from studio.views.express.control_row import ControlRow
from studio.views.express.region_section import RegionSection
from studio.views.kit import theme
from studio.views.kit.staging import scroll_area
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import IconButton, NumberField, SearchField, Segmented, label

_MAX_RECENT = 8
_ICONS = {
    Region.BROWS: "brow", Region.EYES: "eye-region", Region.CHEEKS: "cheek", Region.NOSE: "nose",
    Region.MOUTH: "mouth", Region.JAW: "jaw", Region.TONGUE: "tongue", Region.HEAD: "head",
}  # fmt: skip


class ControlsPanel(QWidget):
    """The sliders of the selected layer."""

    value_edited = Signal(tuple, float)
    gesture_ended = Signal()
    reset_requested = Signal(tuple)
    region_reset_requested = Signal(str)
    mute_requested = Signal(tuple)
    solo_requested = Signal(tuple)
    mirror_requested = Signal()
    link_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None, tools: tuple[str, ...] = TOOLS) -> None:
        """Make it; `tools` are those that stand beside each control."""
        super().__init__(parent)
        self._tools = tools
        self._state = ControlsState()
        self._is_linked = True
        self._text, self._filter = "", "all"
        self._recent: list[tuple[str, ...]] = []
        self._rows: dict[str, ControlRow] = {}
        self._shown: tuple[ControlRow, ...] = ()
        self._sections: dict[str, RegionSection] = {}
        self._focused: ControlRow | None = None
        self._editing: ControlRow | None = None
        self._number: NumberField | None = None
        self._make_top()
        self._make_list()
        self._arrange()

    def _make_top(self) -> None:
        self.search = SearchField(self.tr("Find a control"))
        self.search.setToolTip(self.tr("By name, ARKit name, action unit (AU 12) or what it does"))
        self.search.searched.connect(self._on_search)
        self.filter = Segmented(
            [("all", self.tr("All"), ""), ("changed", self.tr("Changed"), ""), ("recent", self.tr("Recent"), "")]
        )
        self.filter.chosen.connect(self._on_filter)
        self.link_button = IconButton("link", self.tr("Left and right move together (L)"))
        self.link_button.setCheckable(True)
        self.link_button.setChecked(True)
        self.link_button.toggled.connect(self._on_link)
        self.mirror_button = IconButton("mirror", self.tr("Swap left and right (X)"))
        self.mirror_button.clicked.connect(self.mirror_requested)

    def _make_list(self) -> None:
        self._content = QWidget()
        self._content.setProperty("plain", True)
        self._scroll = scroll_area(self._content)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(SPACE_12, 0, SPACE_8, SPACE_8)
        self._column.setSpacing(SPACE_8)
        for region, title in REGION_TITLES.items():
            section = RegionSection(title, _ICONS[region], self._content)
            section.reset_requested.connect(partial(self.region_reset_requested.emit, region.value))
            self._sections[region.value] = section
            self._column.addWidget(section)
        self._nothing = label("", "dim")
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_4)
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.link_button)
        tools.addWidget(self.mirror_button)
        top = QVBoxLayout()
        top.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
        top.setSpacing(SPACE_8)
        top.addWidget(self.search)
        top.addLayout(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        theme.notifier().changed.connect(self._content.update)

    # --- showing

    def show_state(self, state: ControlsState) -> None:
        """Show values; only rows that look different are painted again."""
        self._state = state
        for row in self._shown:
            row.show_state(state)
        self._count()
        if self._number is not None and self._editing is not None:
            self._number.set_value(self._editing.current)
        if self._filter == "changed":
            self._apply_filter()

    def set_linked(self, is_linked: bool) -> None:
        """Show pairs as one row, or as two."""
        self.link_button.setChecked(is_linked)

    def row(self, key: str) -> ControlRow:
        """A row by its key; it may be filtered out."""
        return self._rows[key]

    def visible_rows(self) -> list[ControlRow]:
        """The rows that the filters leave, in their order, without those of folded regions."""
        return [row for row in self._shown if row.isVisibleTo(self._content)]

    def section(self, region: str) -> RegionSection:
        """The part of a region."""
        return self._sections[region]

    def focus_search(self) -> None:
        """Type to find."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def reset_focused(self) -> None:
        """Ask for a reset of the row used last."""
        if self._focused is not None:
            self.reset_requested.emit(self._focused.spec.names)

    def reset_focused_region(self) -> None:
        """Ask for a reset of the region used last."""
        if self._focused is not None:
            self.region_reset_requested.emit(self._focused.spec.region.value)

    def _count(self) -> None:
        counts = dict.fromkeys(self._sections, 0)
        for row in self._shown:
            counts[row.spec.region.value] += row.is_changed
        for region, count in counts.items():
            self._sections[region].set_count(count)

    # --- rows

    def _arrange(self) -> None:
        """Put the rows of the present mode into their regions; made when they are first needed."""
        self._close_number()
        specs = control_rows(self._is_linked)
        wanted = tuple(self._row_for(spec) for spec in specs)
        self._content.setUpdatesEnabled(False)
        for row in set(self._shown) - set(wanted):
            row.hide()
        self._shown = wanted
        for region, section in self._sections.items():
            section.set_rows([row for row in wanted if row.spec.region.value == region])
        for row in wanted:
            row.show_state(self._state)
        self._count()
        self._apply_filter()
        self._content.setUpdatesEnabled(True)

    def _row_for(self, spec: ControlSpec) -> ControlRow:
        row = self._rows.get(spec.key)
        if row is None:
            row = self._rows[spec.key] = ControlRow(spec, self._content, self._tools)
            names = spec.names
            row.edited.connect(partial(self._on_edited, row))
            row.finished.connect(self.gesture_ended)
            row.reset_wanted.connect(partial(self.reset_requested.emit, names))
            row.mute_wanted.connect(partial(self.mute_requested.emit, names))
            row.solo_wanted.connect(partial(self.solo_requested.emit, names))
            row.number_wanted.connect(partial(self._open_number, row))
            row.step_wanted.connect(partial(self._step, row))
            row.focused.connect(partial(self._on_focused, row))
        return row

    def _on_edited(self, row: ControlRow, value: float) -> None:
        names = row.spec.names
        if names not in self._recent[:1]:
            self._recent = [names, *(one for one in self._recent if one != names)][:_MAX_RECENT]
        self.value_edited.emit(names, value)

    def _on_focused(self, row: ControlRow) -> None:
        self._focused = row
        self._scroll.ensureWidgetVisible(row, 0, row.height())

    def _step(self, row: ControlRow, way: int) -> None:
        rows = self.visible_rows()
        if row in rows:
            target = rows[min(max(rows.index(row) + way, 0), len(rows) - 1)]
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- filters

    def _on_search(self, text: str) -> None:
        self._text = text
        self._apply_filter()

    def _on_filter(self, name: str) -> None:
        self._filter = name
        self._apply_filter()

    def _on_link(self, is_linked: bool) -> None:
        if is_linked != self._is_linked:
            self._is_linked = is_linked
            self._arrange()
            self.link_changed.emit(is_linked)

    def _apply_filter(self) -> None:
        open_regions = set()
        for row in self._shown:
            is_shown = self._is_wanted(row)
            if row.isHidden() == is_shown:
                row.setVisible(is_shown)
            if is_shown:
                open_regions.add(row.spec.region.value)
        for region, section in self._sections.items():
            section.setVisible(region in open_regions)
        if self._text:
            for region in open_regions:
                self._sections[region].set_open(True)
        self._nothing.setVisible(not open_regions)
        if not open_regions:
            self._nothing.setText(self._why_nothing())

    def _is_wanted(self, row: ControlRow) -> bool:
        if self._text and not row_matches(row.spec, self._text):
            return False
        if self._filter == "changed":
            return row.is_changed or row.is_mixed
        if self._filter == "recent":
            return any(set(row.spec.names) & set(names) for names in self._recent)
        return True

    def _why_nothing(self) -> str:
        if self._text:
            return self.tr("No control is called “{text}”. Try smile, AU 12 or teeth.").format(text=self._text)
        if self._filter == "changed":
            return self.tr("Nothing is changed on this layer. Choose a word, or move a slider under All.")
        return self.tr("Controls that you move are listed here.")

    # --- numbers

    def _open_number(self, row: ControlRow) -> None:
        """Type into a row; one field serves all of them."""
        self._close_number()
        low, high = row.limits
        decimals = 1 if row.spec.unit and high > 2 else 2
        self._number = NumberField(low, high, 0.5 if decimals == 1 else 0.01, decimals, parent=row)
        self._number.setAccessibleName(row.spec.full_title)
        self._number.setStyleSheet("min-height: 0; padding: 0 4px;")  # as low as the row
        self._number.set_value(row.current)
        self._number.setGeometry(row.number_rect().adjusted(-theme.px(10), 0, 0, 0))
        self._number.edited.connect(partial(self._on_edited, row))
        self._number.edit_finished.connect(self.gesture_ended)
        self._number.installEventFilter(self)
        self._editing = row
        self._number.show()
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_number(self) -> None:
        if self._number is not None:
            field, self._number, self._editing = self._number, None, None
            field.removeEventFilter(self)
            field.hide()
            field.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        if watched is not self._number or self._editing is None:
            return super().eventFilter(watched, event)
        row = self._editing
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            if event.key() == Qt.Key.Key_Escape:
                self._number.setModified(False)
            row.setFocus(Qt.FocusReason.OtherFocusReason)  # leaving the field takes what was typed
            return True
        if event.type() == QEvent.Type.FocusOut:
            watched.removeEventFilter(self)
            watched.event(event)
            self._close_number()
            return True
        return super().eventFilter(watched, event)
