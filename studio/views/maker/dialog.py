"""The window in which a character is made out of genes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.models.character_maker import SIZES_PX, MakerState
from studio.models.genome import STYLES
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_8, SPACE_12, SPACE_16
from studio.views.kit.widgets import ComboBox, Segmented, Toggle, label, primary
from studio.views.maker.gene_rows import gene_text
from studio.views.maker.genes_panel import GenesPanel
from studio.views.maker.stage import MakerStage

PICTURE_SUFFIXES = ("png", "jpg", "jpeg", "webp", "bmp", "tif", "tiff", "gif")


class CharacterMakerDialog(QDialog):
    """See the module.

    Args:
        parent: The window that it belongs to.
        is_staged: Whether the genes come a moment after it is shown, a group at a time.
    """

    random_requested = Signal()
    mutate_requested = Signal(float)
    seed_entered = Signal(int)
    gene_changed = Signal(str, object)
    gene_released = Signal()
    lock_requested = Signal(str, bool)
    undo_requested = Signal()
    redo_requested = Signal()
    sheet_toggled = Signal(bool)
    strength_changed = Signal(float)
    variants_requested = Signal()
    variant_chosen = Signal(int)
    background_toggled = Signal(bool)
    size_chosen = Signal(int)
    expression_chosen = Signal(int)
    use_requested = Signal(str)
    photo_chosen = Signal(object)
    face_chosen = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None, is_staged: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("characterMaker")
        self.setWindowTitle(self.tr("New character"))
        self.setModal(True)
        self.setAcceptDrops(True)
        self.stage, self.genes = MakerStage(), GenesPanel()
        self._questions: QFileDialog | None = None
        self._lay_out()
        self._connect()
        self._dress()
        theme.notifier().changed.connect(self._dress)
        self._filling = self.genes.fill()
        if is_staged:
            QTimer.singleShot(0, self, self._fill_on)
        else:
            for _ in self._filling:
                pass

    def _fill_on(self) -> None:
        """One more group."""
        for _ in self._filling:
            QTimer.singleShot(0, self, self._fill_on)
            return

    # --- what it is made of

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE_8)
        left.addLayout(self._top())
        left.addWidget(self.stage, 1)
        left.addWidget(self._note())
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_16)
        middle.addLayout(left, 1)
        middle.addWidget(self.genes)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addLayout(middle, 1)
        column.addLayout(self._foot())

    def _top(self) -> QHBoxLayout:
        self.mode = Segmented([
            ("portrait", self.tr("Portrait"), "face"), ("sheet", self.tr("More like this"), "grid"),
        ])  # fmt: skip
        self.mode.set_value("portrait")
        self.style_choice = Segmented([(style, gene_text(style.capitalize()), "") for style in STYLES])
        self.style_choice.setAccessibleName(self.tr("Drawing style"))
        self.background = Toggle(self.tr("Background"))
        self.size_choice = ComboBox([(str(size), f"{size} px") for size in SIZES_PX])
        self.size_choice.setAccessibleName(self.tr("Size of the picture"))
        self.size_choice.setToolTip(self.tr("Size of the finished picture"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_12)
        row.addWidget(self.mode)
        row.addStretch(1)
        row.addWidget(self.style_choice)
        return row

    def _note(self) -> QWidget:
        self.note = label("", "body")
        self.note.setWordWrap(True)
        self.note.hide()
        return self.note

    def _foot(self) -> QHBoxLayout:
        self.photo = QPushButton(icon("picture-add"), self.tr("From a photo…"))
        self.photo.setToolTip(self.tr("Make the character like the person on a photo; nothing leaves this computer"))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setMaxLength(80)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.use = primary(QPushButton(self.tr("Use this character")))
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addWidget(self.photo)
        row.addWidget(self.background)
        row.addWidget(self.size_choice)
        row.addStretch(1)
        row.addWidget(self.name)
        row.addWidget(self.cancel)
        row.addWidget(self.use)
        for button in (self.photo, self.cancel, self.use, self.genes.random, self.genes.mutate):
            button.setAutoDefault(False)
        return row

    def _connect(self) -> None:
        genes, stage = self.genes, self.stage
        for mine, theirs in (
            (self.random_requested, genes.random_requested), (self.mutate_requested, genes.mutate_requested),
            (self.seed_entered, genes.seed_entered), (self.gene_changed, genes.gene_changed),
            (self.gene_released, genes.gene_released), (self.lock_requested, genes.lock_requested),
            (self.undo_requested, genes.undo_requested), (self.redo_requested, genes.redo_requested),
            (self.strength_changed, genes.strength_changed), (self.variant_chosen, stage.sheet.chosen),
            (self.expression_chosen, stage.portrait.expression_chosen), (self.face_chosen, stage.faces.chosen),
            (self.background_toggled, self.background.toggled),
        ):  # fmt: skip
            theirs.connect(mine)
        stage.faces.chosen.connect(lambda _index: self._go("portrait"))
        self.mode.chosen.connect(self._go)
        self.style_choice.chosen.connect(lambda style: self.gene_changed.emit("style", style))
        self.size_choice.chosen.connect(lambda size: self.size_chosen.emit(int(size)))
        self.photo.clicked.connect(self.ask_photo)
        self.cancel.clicked.connect(self.close_page)
        self.use.clicked.connect(self._use)
        self.name.returnPressed.connect(self._use)
        for keys, signal in (("Ctrl+Z", self.undo_requested), ("Ctrl+Shift+Z", self.redo_requested),
                             ("Ctrl+Y", self.redo_requested), ("R", self.random_requested)):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(signal)
        QShortcut(QKeySequence("M"), self).activated.connect(self.genes.mutate.click)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._use)

    def _go(self, mode: str) -> None:
        self.mode.set_value(mode)
        self.stage.setCurrentWidget(self.stage.sheet if mode == "sheet" else self.stage.portrait)
        self.sheet_toggled.emit(mode == "sheet")

    def _use(self) -> None:
        self.use_requested.emit(self.name.text())

    # --- what it shows

    def open_page(self, name: str, is_new: bool) -> None:
        """Come to the front, for somebody new or to change somebody."""
        self.setWindowTitle(self.tr("New character") if is_new else self.tr("Genes of {name}").format(name=name))
        self.use.setText(self.tr("Use this character") if is_new else self.tr("Change the character"))
        self.name.setText(name)
        self.name.setEnabled(is_new)
        self.mode.set_value("portrait")
        self.stage.setCurrentWidget(self.stage.portrait)
        self.show()
        self.activateWindow()
        self.genes.random.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_page(self) -> None:
        """Go away; `closed` is sent."""
        self.reject()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Tell it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.closed.emit()

    def show_state(self, state: MakerState, can_undo: bool, can_redo: bool) -> None:
        """Show genes, locks and settings."""
        self.genes.show_state(state, can_undo, can_redo)
        self.style_choice.set_value(state.genome.style)
        self.background.blockSignals(True)
        self.background.setChecked(state.has_background)
        self.background.blockSignals(False)
        self.background.update()
        self.size_choice.set_value(str(state.size_px))

    def show_portrait(self, image: QImage) -> None:
        """The large picture."""
        self.stage.portrait.large.set_image(image)

    def show_strip(self, images: Sequence[QImage], chosen: int) -> None:
        """The small pictures with expressions."""
        self.stage.portrait.show_strip(images, chosen)

    def show_variants(self, images: Sequence[QImage]) -> None:
        """The breeding sheet."""
        self.stage.sheet.show_variants(images)

    def show_faces(self, images: Sequence[QImage]) -> None:
        """Ask which of several faces of a photo is meant."""
        self.stage.faces.show_faces(images)
        if images:
            self.stage.setCurrentWidget(self.stage.faces)
        elif self.stage.currentWidget() is self.stage.faces:
            self._go("portrait")

    def show_photo(self, image: QImage) -> None:
        """The photo that the character was made from, in the corner."""
        self.stage.portrait.large.set_photo(image)

    def show_busy(self, text: str) -> None:
        """Something takes a while."""
        self._say(text, "")
        self.photo.setEnabled(not text)
        self.use.setEnabled(not text)

    def show_problem(self, text: str, hint: str) -> None:
        """Something did not work."""
        self._say(f"{text} {hint}".strip(), "bad")

    def _say(self, text: str, tone: str) -> None:
        self.note.setText(text)
        self.note.setProperty("tone", tone)
        self.note.style().polish(self.note)
        self.note.setVisible(bool(text))

    # --- photos

    def ask_photo(self) -> None:
        """Ask for a photo; `photo_chosen` follows."""
        dialog = QFileDialog(self, self.tr("Choose a photo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*.{suffix}" for suffix in PICTURE_SUFFIXES)
        dialog.setNameFilters([self.tr("Pictures") + f" ({patterns})", self.tr("All files") + " (*)"])
        dialog.fileSelected.connect(lambda path: self.photo_chosen.emit(Path(path)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._questions = dialog
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A photo may be dropped anywhere."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the first file."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.photo_chosen.emit(Path(files[0]))

    def _dress(self) -> None:
        room = self.screen().availableSize()
        self.genes.setFixedWidth(theme.px(348))
        self.setMinimumSize(min(theme.px(800), room.width()), min(theme.px(560), room.height()))
        self.resize(min(theme.px(1060), room.width()), min(theme.px(760), room.height()))
