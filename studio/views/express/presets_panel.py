"""Presets: the library as pictures of the selected character."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.models.express_rows import ALL, FAVOURITES, OWN, PresetItem, PresetPlace
from studio.models.expression_text import EXPRESSIONS_MIME
from studio.views.express.save_form import SaveForm
from studio.views.kit.icons import icon
from studio.views.kit.thumbnails import ThumbnailBadge, ThumbnailGrid, ThumbnailItem
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import EmptyState, FlowLayout, IconButton, SearchField, label

_THUMBNAIL_PX = 76
_SETTLE_MS = 80
_FILE_ENDING = ".json"


class PresetsPanel(QWidget):
    """Search, chips, the grid, and the form for a new preset."""

    applied = Signal(str)
    hovered = Signal(str)
    chip_chosen = Signal(str)
    searched = Signal(str)
    visible_changed = Signal(list)
    favourite_toggled = Signal(str)
    rename_requested = Signal(str, str)
    tags_edited = Signal(str, tuple)
    remove_requested = Signal(str)
    duplicate_requested = Signal(str)
    replace_requested = Signal(str)
    export_requested = Signal(str, str)
    import_requested = Signal(str)
    add_to_set_requested = Signal(str)
    save_requested = Signal(str, tuple, str)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, PresetItem] = {}
        self._texts: Mapping[str, str] = {}
        self._chips: tuple[str, ...] = ()
        self._told_visible: list[str] = []
        self.setAcceptDrops(True)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._tell_visible)
        self.search = SearchField(self.tr("Find a preset"))
        self.search.searched.connect(self.searched)
        self._chip_row = QWidget()
        self._chip_flow = FlowLayout(self._chip_row, SPACE_4)
        self.chip_buttons: dict[str, QToolButton] = {}
        self.grid = ThumbnailGrid(_THUMBNAIL_PX, EXPRESSIONS_MIME)
        self.grid.setAccessibleName(self.tr("Presets"))
        self.grid.view.setAccessibleName(self.tr("Presets"))
        self.grid.set_drag_text(self._drag_text)
        self.grid.clicked.connect(self.applied)
        self.grid.activated.connect(self._on_activated)
        self.grid.hovered.connect(self.hovered)
        self.grid.menu_requested.connect(self._open_menu)
        self.grid.view.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        self._empty = EmptyState("search", self.tr("Nothing here"), "", self.tr("Show all"))
        self._empty.clicked.connect(self._on_empty)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self._empty)
        self.form = SaveForm()
        self.form.saved.connect(self._on_saved)
        self.form.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        self.count = label("", "label")
        self.save_button = QPushButton(icon("preset-add"), self.tr("Save as preset…"))
        self.save_button.clicked.connect(self.save_wanted)
        self.import_button = IconButton("upload", self.tr("Import presets from a file…"))
        self.import_button.clicked.connect(self._ask_import)
        self._bottom = QWidget()
        bottom = QHBoxLayout(self._bottom)
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.setSpacing(SPACE_4)
        bottom.addWidget(self.save_button)
        bottom.addWidget(self.import_button)
        bottom.addStretch(1)
        bottom.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, 0, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_8)
        for part in (self.search, self._chip_row):
            column.addWidget(part)
        column.addWidget(self._pages, 1)
        column.addWidget(self.form)
        column.addWidget(self._bottom)

    # --- showing

    def show_items(
        self, items: Sequence[PresetItem], pictures: Mapping[str, QImage], texts: Mapping[str, str], total: int
    ) -> None:
        """Show presets.

        Args:
            items: In this order.
            pictures: Those that are at hand.
            texts: What a drag carries.
            total: How many there are without a filter.
        """
        self._texts = texts
        self._items = {item.id: item for item in items}
        self.grid.set_items([self._thumbnail(item, pictures.get(item.id)) for item in items])
        self._pages.setCurrentIndex(0 if items else 1)
        self._empty.set_texts(*self._why_empty())
        text = self.tr("{count} of {total}") if len(items) != total else self.tr("{total} presets")
        self.count.setText(text.format(count=len(items), total=total))
        self._settle.start()

    def _thumbnail(self, item: PresetItem, image: QImage | None) -> ThumbnailItem:
        badges: list[ThumbnailBadge | str] = []
        if item.is_favourite:
            badges.append(ThumbnailBadge(icon="star-filled", tone="warn"))
        if item.number:
            badges.append(ThumbnailBadge(text=str(item.number)))
        if item.is_own:
            badges.append(ThumbnailBadge(icon="user" if item.place is PresetPlace.USER else "file"))
        where = {
            PresetPlace.PROJECT: self.tr("in this project"),
            PresetPlace.USER: self.tr("in your library"),
            PresetPlace.PROGRAM: item.group,
        }[item.place]
        tip = f"{item.name} · {where}"
        if item.tags:
            tip += "\n" + ", ".join(item.tags[:6])
        return ThumbnailItem(item.id, item.name, image, tuple(badges), tip)

    def _why_empty(self) -> tuple[str, str, str]:
        chosen = next((chip for chip, button in self.chip_buttons.items() if button.isChecked()), ALL)
        if self.search.text():
            return self.tr("Nothing found"), self.tr("No preset here is called that."), self.tr("Show all")
        if chosen == FAVOURITES:
            text = self.tr("Right-click a preset to star it; the first nine get the keys 1 to 9.")
            return self.tr("No favourites yet"), text, self.tr("Show all")
        if chosen == OWN:
            text = self.tr("Pose the face, then save it as a preset.")
            return self.tr("No presets of your own"), text, self.tr("Save as preset…")
        return self.tr("Nothing here"), "", self.tr("Show all")

    def show_chips(self, chips: Sequence[str], chosen: str) -> None:
        """Show the filters."""
        if tuple(chips) != self._chips:
            self._chips = tuple(chips)
            self._make_chips()
        for chip, button in self.chip_buttons.items():
            button.setChecked(chip == chosen)

    def _make_chips(self) -> None:
        while (item := self._chip_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.chip_buttons = {}
        titles = {ALL: self.tr("All"), FAVOURITES: self.tr("Favourites"), OWN: self.tr("Own")}
        for chip in self._chips:
            button = QToolButton(self._chip_row)
            button.setText(titles.get(chip, chip.capitalize()))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            if chip == FAVOURITES:
                button.setIcon(icon("star"))
                button.setToolTip(titles[chip])
                button.setAccessibleName(titles[chip])
            button.clicked.connect(partial(self.chip_chosen.emit, chip))
            self.chip_buttons[chip] = button
            self._chip_flow.addWidget(button)
            button.show()
        self._chip_row.updateGeometry()

    def set_picture(self, preset_id: str, picture: QImage) -> None:
        """A picture is there."""
        self.grid.set_image(preset_id, picture)

    def begin_saving(self, name: str, tags: Sequence[str]) -> None:
        """Open the form."""
        self._bottom.hide()
        self.form.open(name, tags)

    def _on_saved(self, name: str, tags: tuple[str, ...], place: str) -> None:
        self._bottom.show()
        if place:
            self.save_requested.emit(name, tags, place)

    def focus_search(self) -> None:
        """Type to find."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_empty(self) -> None:
        """The one next step of the empty grid."""
        chip = next((chip for chip, button in self.chip_buttons.items() if button.isChecked()), ALL)
        if chip == OWN and not self.search.text():
            self.save_wanted.emit()
        else:
            self._show_all()

    def _show_all(self) -> None:
        self.search.clear()
        self.searched.emit("")
        self.chip_chosen.emit(ALL)

    # --- what can be seen

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102, N802
        super().showEvent(event)
        self._settle.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102, N802
        super().hideEvent(event)
        self._settle.stop()
        self._told_visible = []
        self.hovered.emit("")
        self.visible_changed.emit([])

    def _tell_visible(self) -> None:
        ids = self.grid.visible_ids() if self.isVisible() else []
        missing = [one for one in ids if (item := self.grid.item(one)) is not None and item.image is None]
        if missing or ids != self._told_visible:
            self._told_visible = ids
            self.visible_changed.emit(ids)

    # --- menu

    def menu_of(self, preset_id: str) -> QMenu:
        """What can be done with a preset."""
        item = self._items[preset_id]
        menu = QMenu(self)
        star = self.tr("Remove from favourites") if item.is_favourite else self.tr("Add to favourites")
        menu.addAction(icon("star"), star, partial(self.favourite_toggled.emit, preset_id))
        menu.addAction(icon("set-add"), self.tr("Add to the set"), partial(self.add_to_set_requested.emit, preset_id))
        menu.addSeparator()
        own = [
            menu.addAction(icon("rename"), self.tr("Rename…"), partial(self._ask_name, item)),
            menu.addAction(icon("tag"), self.tr("Tags…"), partial(self._ask_tags, item)),
            menu.addAction(
                icon("refresh"), self.tr("Replace with what is worn"), partial(self.replace_requested.emit, preset_id)
            ),
            menu.addAction(icon("trash"), self.tr("Delete"), partial(self.remove_requested.emit, preset_id)),
        ]
        for action in own:
            action.setEnabled(item.is_own)
        menu.addAction(
            icon("duplicate"), self.tr("Duplicate into the project"), partial(self.duplicate_requested.emit, preset_id)
        )
        menu.addAction(icon("export"), self.tr("Export to a file…"), partial(self._ask_export, item))
        return menu

    def _open_menu(self, preset_id: str, at: QPoint) -> None:
        if preset_id in self._items:
            menu = self.menu_of(preset_id)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def _ask_name(self, item: PresetItem) -> None:
        title = self.tr("Rename preset")
        name, is_kept = QInputDialog.getText(self, title, self.tr("Name"), QLineEdit.EchoMode.Normal, item.name)
        if is_kept:
            self.rename_requested.emit(item.id, name)

    def _ask_tags(self, item: PresetItem) -> None:
        text, is_kept = QInputDialog.getText(
            self, self.tr("Tags"), self.tr("Tags, parted by commas"), QLineEdit.EchoMode.Normal, ", ".join(item.tags)
        )
        if is_kept:
            self.tags_edited.emit(item.id, tuple(tag.strip() for tag in text.split(",") if tag.strip()))

    def _ask_export(self, item: PresetItem) -> None:
        wanted = self.tr("Expressions (*.json)")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export preset"), f"{item.id}{_FILE_ENDING}", wanted)
        if path:
            self.export_requested.emit(item.id, path if path.endswith(_FILE_ENDING) else f"{path}{_FILE_ENDING}")

    def _ask_import(self) -> None:
        wanted = self.tr("Expressions (*.json)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import presets"), "", wanted)
        if path:
            self.import_requested.emit(path)

    # --- keys, drags and drops

    def _on_activated(self, preset_id: str) -> None:
        """Enter takes what the arrow keys stand on; a double click has been a click already."""
        self.applied.emit(preset_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        chosen = self.grid.selected()
        if event.key() == Qt.Key.Key_F2 and chosen and self._items[chosen[0]].is_own:
            self._ask_name(self._items[chosen[0]])
        elif event.key() == Qt.Key.Key_Delete and chosen and self._items[chosen[0]].is_own:
            self.remove_requested.emit(chosen[0])
        else:
            super().keyPressEvent(event)

    def _drag_text(self, ids: list[str]) -> str:
        """Several files in one: the entries of all texts."""
        parts = [json.loads(self._texts[one]) for one in ids if one in self._texts]
        if not parts:
            return ""
        entries = [entry for part in parts for entry in part["expressions"]]
        return json.dumps({**parts[0], "expressions": entries}, ensure_ascii=False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102, N802
        if self._dropped_file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: D102, N802
        path = self._dropped_file(event)
        if path:
            event.acceptProposedAction()
            self.import_requested.emit(path)

    def _dropped_file(self, event: QDropEvent) -> str:
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        return next((path for path in paths if path.endswith(_FILE_ENDING)), "")

    def leaveEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        self.hovered.emit("")
        super().leaveEvent(event)
