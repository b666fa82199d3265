"""All 135 emotion words on the selected character: families and clusters beside, their pictures in the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QCloseEvent, QColor, QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.models.expression_text import EXPRESSIONS_MIME
from studio.models.word_rows import WordGroup, WordRow
from studio.views.kit import theme
from studio.views.kit.thumbnails import ThumbnailGrid, ThumbnailItem
from studio.views.kit.tokens import SPACE_8, SPACE_12, SPACE_16
from studio.views.kit.widgets import ComboBox, EmptyState, NumberField, SearchField, label

_THUMBNAIL_PX = 112
_SETTLE_MS = 80
_LIST_PX = 208
_GROUP_ROLE = int(Qt.ItemDataRole.UserRole)


class WordsDialog(QDialog):
    """See the module. It is not modal: what is clicked is worn at once, and the canvas shows it."""

    applied = Signal(str)
    hovered = Signal(str)
    group_chosen = Signal(str)
    searched = Signal(str)
    intensity_changed = Signal(float)
    visible_changed = Signal(list)
    travel_requested = Signal(str, str)
    add_to_set_requested = Signal(str)
    picture_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("words")
        self.setWindowTitle(self.tr("Emotion words"))
        self._texts: Mapping[str, str] = {}
        self._tones: dict[str, str] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._tell_visible)
        self.search = SearchField(self.tr("Find a word or a synonym"))
        self.intensity = NumberField(0.0, 150.0, 5.0, 0, "%")
        self.groups = QTreeWidget()
        self.grid = ThumbnailGrid(_THUMBNAIL_PX, EXPRESSIONS_MIME)
        self.count = label("", "dim")
        self.start, self.end = ComboBox(), ComboBox()
        self.travel = QPushButton(self.tr("Make a clip"))
        self.add = QPushButton(self.tr("Add to the set"))
        self.empty = EmptyState("picture", self.tr("Nobody to show"), self.tr("Add a picture of a character first."),
                                self.tr("Add pictures…"))  # fmt: skip
        self.middle = QStackedWidget()
        self._dress()
        self._lay_out()
        self._connect()

    def _dress(self) -> None:
        self.groups.setHeaderHidden(True)
        self.groups.setRootIsDecorated(True)
        self.groups.setAccessibleName(self.tr("Families and clusters"))
        self.grid.view.setAccessibleName(self.tr("Emotion words"))
        self.intensity.setAccessibleName(self.tr("Intensity"))
        self.start.setAccessibleName(self.tr("Travel from"))
        self.end.setAccessibleName(self.tr("Travel to"))
        self.intensity.set_value(100.0)
        for button in (self.travel, self.add):
            button.setAutoDefault(False)
        self._measure()
        theme.notifier().changed.connect(self._measure)

    def _measure(self) -> None:
        self.groups.setFixedWidth(theme.px(_LIST_PX))
        room = self.screen().availableSize()
        self.setMinimumSize(min(theme.px(680), room.width()), min(theme.px(440), room.height()))
        self._tint()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_8)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        top.addSpacing(SPACE_16)
        top.addWidget(label(self.tr("Intensity"), "label"))
        top.addWidget(self.intensity)
        bottom = QHBoxLayout()
        bottom.setSpacing(SPACE_8)
        bottom.addWidget(label(self.tr("Travel from"), "label"))
        bottom.addWidget(self.start)
        bottom.addWidget(label(self.tr("to"), "label"))
        bottom.addWidget(self.end)
        bottom.addWidget(self.travel)
        bottom.addStretch(1)
        bottom.addWidget(self.add)
        self.middle.addWidget(self.grid)
        self.middle.addWidget(self.empty)
        body = QHBoxLayout()
        body.setSpacing(SPACE_12)
        body.addWidget(self.groups)
        body.addWidget(self.middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addLayout(top)
        column.addLayout(body, 1)
        column.addLayout(bottom)
        self.resize(theme.px(1040), theme.px(720))

    def _connect(self) -> None:
        self.search.searched.connect(self.searched)
        self.intensity.edited.connect(lambda value: self.intensity_changed.emit(value / 100))
        self.groups.currentItemChanged.connect(self._on_group)
        self.grid.clicked.connect(self.applied)
        self.grid.activated.connect(self.applied)
        self.grid.hovered.connect(self.hovered)
        self.grid.set_drag_text(lambda ids: self._texts.get(ids[0], "") if ids else "")
        self.grid.selection_changed.connect(lambda ids: self.add.setEnabled(bool(ids)))
        self.grid.view.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        self.grid.view.resized.connect(self._settle.start)
        self.travel.clicked.connect(lambda: self.travel_requested.emit(self.start.value(), self.end.value()))
        self.add.clicked.connect(self._add)
        self.empty.clicked.connect(self.picture_requested)
        self.add.setEnabled(False)

    def show_groups(self, groups: Sequence[WordGroup]) -> None:
        """Show families and clusters."""
        self.groups.blockSignals(True)
        self.groups.clear()
        family: QTreeWidgetItem | None = None
        for group in groups:
            text = self.tr("{name}  {count}").format(name=group.name, count=group.count)
            item = QTreeWidgetItem([text])
            item.setData(0, _GROUP_ROLE, group)
            if group.is_cluster and family is not None:
                family.addChild(item)
            else:
                self.groups.addTopLevelItem(item)
                family = item
        first = self.groups.topLevelItem(0)
        if first is not None:
            self.groups.setCurrentItem(first)
        self.groups.blockSignals(False)
        self._tint()

    def show_words(self, words: Sequence[WordRow], pictures: Mapping[str, QImage], texts: Mapping[str, str]) -> None:
        """Show words; `texts` are what a drag carries."""
        self._texts = texts
        self.grid.set_items([self._item(row, pictures.get(row.id)) for row in words])
        text = self.tr("1 word") if len(words) == 1 else self.tr("{count} words").format(count=len(words))
        self.count.setText(text)
        self._settle.start()

    def _item(self, row: WordRow, picture: QImage | None) -> ThumbnailItem:
        place = self.tr("{family} · {cluster}").format(family=row.family, cluster=row.cluster)
        also = self.tr("also: {words}").format(words=", ".join(row.synonyms)) if row.synonyms else ""
        tip = "\n".join(part for part in (row.name, place, also) if part)
        return ThumbnailItem(row.id, row.name, picture, (), tip, row.family)

    def show_travel(self, words: Sequence[tuple[str, str]], start: str, end: str) -> None:
        """The words between which the face can travel."""
        for box, chosen in ((self.start, start), (self.end, end)):
            box.set_options(list(words))
            box.set_value(chosen)

    def set_picture(self, word: str, picture: QImage) -> None:
        """A picture is there."""
        self.grid.set_image(word, picture)

    def set_worn(self, word: str) -> None:
        """Show which word is worn; empty for none of them."""
        if word not in self.grid.selected():
            self.grid.select(word)

    def set_character(self, name: str) -> None:
        """Show whose pictures these are; empty for nobody."""
        title = self.tr("Emotion words: {name}").format(name=name) if name else self.tr("Emotion words")
        self.setWindowTitle(title)
        self.middle.setCurrentWidget(self.grid if name else self.empty)
        self.travel.setEnabled(bool(name))

    def open_page(self) -> None:
        """Come to the front."""
        self.show()
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask for the pictures in view."""
        super().showEvent(event)
        self._settle.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing is in view any more."""
        super().hideEvent(event)
        self._settle.stop()
        self.hovered.emit("")
        self.visible_changed.emit([])

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing hides; the page stays as it is."""
        super().closeEvent(event)
        self._settle.stop()

    def _tell_visible(self) -> None:
        if self.isVisible():
            self.visible_changed.emit(self.grid.visible_ids())

    def _on_group(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.group_chosen.emit(item.data(0, _GROUP_ROLE).id)

    def _add(self) -> None:
        for word in self.grid.selected()[:1]:
            self.add_to_set_requested.emit(word)

    def _tint(self) -> None:
        """Families in their colours, as everywhere."""
        tones = theme.current()
        for row in range(self.groups.topLevelItemCount()):
            item = self.groups.topLevelItem(row)
            group = item.data(0, _GROUP_ROLE) if item is not None else None
            if item is not None and group is not None and group.family:
                item.setForeground(0, QBrush(QColor(tones.tone(group.family))))
