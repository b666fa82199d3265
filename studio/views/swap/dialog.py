"""The swap mode: the picture at the left, who and what at the right, the right to do so where somebody real is seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.models.swap_rows import SwapFace, SwapWish
from studio.views.kit import theme
from studio.views.kit.layout import primary
from studio.views.kit.tokens import SPACE_8, SPACE_12, SPACE_16
from studio.views.kit.widgets import Card, ComboBox, EmptyState, NumberField, Section, Segmented, Toggle, label
from studio.views.swap.preview import SwapPreview

PICTURES = "*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.avif *.gif"
_SIDE_PX = 320


class SwapDialog(QDialog):
    """See the module. It is not modal."""

    scene_chosen = Signal(object)
    face_chosen = Signal(int)
    draw_requested = Signal(object)
    save_requested = Signal(str)
    right_confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("swap")
        self.setWindowTitle(self.tr("Swap a head into a picture"))
        self._before: QImage | None = None
        self._after: QImage | None = None
        self.preview = SwapPreview()
        self.empty = EmptyState(
            "picture", self.tr("Which picture?"), self.tr("Drop the picture that the character is put into."),
            self.tr("Choose a picture…"),
        )  # fmt: skip
        self.left = QStackedWidget()
        self.shown = Segmented([("before", self.tr("Before"), ""), ("after", self.tr("After"), "")])
        self.other = QPushButton(self.tr("Another picture…"))
        self.hint = label("", "dim")
        self.character, self.words = ComboBox(), QLineEdit()
        self.expression_picture = QPushButton()
        self.quality = Segmented([("full", self.tr("Full"), ""), ("draft", self.tr("Draft"), "")])
        self.keeps_head = Toggle(self.tr("Keep the turn of the head"))
        self.seed = NumberField(0, 999_999, 1, 0)
        self.identity, self.strength = NumberField(0, 5, 0.1, 1), NumberField(0, 5, 0.1, 1)
        self.growth = NumberField(0.6, 1.6, 0.05, 2)
        self.consent = Card()
        self.consent_text = label("")
        self.has_right = QCheckBox(self.tr("I have the right to use these faces"))
        self.draw = primary(QPushButton(self.tr("Put it in")))
        self.save = QPushButton(self.tr("Save as…"))
        self.note = label("", "dim")
        self._picture_path = ""
        self._dress()
        self._lay_out()
        self._connect()

    def _dress(self) -> None:
        self.words.setPlaceholderText(self.tr("As the character wears now"))
        for field, name in (
            (self.character, self.tr("Character")), (self.words, self.tr("Expression")), (self.seed, self.tr("Seed")),
            (self.identity, self.tr("Likeness")), (self.strength, self.tr("Expression strength")),
            (self.growth, self.tr("Size of the head")),
        ):  # fmt: skip
            field.setAccessibleName(name)
        for number in (self.identity, self.strength, self.growth):
            number.set_value(1.0)
        for text in (self.hint, self.consent_text, self.note):
            text.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for button in (self.draw, self.save, self.other, self.expression_picture):
            button.setAutoDefault(False)
        self.keeps_head.setChecked(True)
        self.shown.set_value("before")
        self.quality.set_value("full")
        self.consent.setVisible(False)
        self.save.setEnabled(False)
        self._name_picture()

    def _lay_out(self) -> None:
        self.left.addWidget(self.empty)
        self.left.addWidget(self._picture_side())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._form())
        area.setFixedWidth(theme.px(_SIDE_PX))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        row.setSpacing(SPACE_16)
        row.addWidget(self.left, 1)
        row.addWidget(area)
        self.resize(theme.px(980), theme.px(660))

    def _picture_side(self) -> QWidget:
        side = QWidget()
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_8)
        bar.addWidget(self.shown)
        bar.addStretch(1)
        bar.addWidget(self.other)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.preview, 1)
        column.addWidget(self.hint)
        column.addLayout(bar)
        return side

    def _form(self) -> QWidget:
        form, more = QWidget(), QWidget()
        first, rest = QFormLayout(), QFormLayout(more)
        for layout in (first, rest):
            layout.setContentsMargins(0, 0, SPACE_8, 0)
            layout.setSpacing(SPACE_8)
            layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        first.addRow(label(self.tr("Character"), "label"), self.character)
        first.addRow(label(self.tr("Expression"), "label"), self.words)
        first.addRow(label(self.tr("or a picture"), "label"), self.expression_picture)
        first.addRow(label(self.tr("Quality"), "label"), self.quality)
        rest.addRow(self.keeps_head)
        rest.addRow(label(self.tr("Seed"), "label"), self.seed)
        rest.addRow(label(self.tr("Likeness"), "label"), self.identity)
        rest.addRow(label(self.tr("Expression"), "label"), self.strength)
        rest.addRow(label(self.tr("Head size"), "label"), self.growth)
        self.consent.body.addWidget(self.consent_text)
        self.consent.body.addWidget(self.has_right)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addWidget(self.draw, 1)
        buttons.addWidget(self.save)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, SPACE_8, 0)
        column.setSpacing(SPACE_12)
        column.addLayout(first)
        column.addWidget(Section(self.tr("More"), more, is_open=False))
        column.addWidget(self.consent)
        column.addLayout(buttons)
        column.addWidget(self.note)
        column.addStretch(1)
        return form

    def _connect(self) -> None:
        self.empty.clicked.connect(self._choose_scene)
        self.other.clicked.connect(self._choose_scene)
        self.preview.files_dropped.connect(lambda paths: self.scene_chosen.emit(paths[0]))
        self.preview.face_chosen.connect(self.face_chosen)
        self.shown.chosen.connect(self._show_side)
        self.expression_picture.clicked.connect(self._choose_expression)
        self.draw.clicked.connect(lambda: self.draw_requested.emit(self.wish()))
        self.words.returnPressed.connect(lambda: self.draw_requested.emit(self.wish()))
        self.save.clicked.connect(self._choose_place)
        self.has_right.toggled.connect(lambda is_on: self.right_confirmed.emit() if is_on else None)

    def wish(self) -> SwapWish:
        """What is set."""
        return SwapWish(
            self.character.value(), self.words.text().strip(), self._picture_path, self.quality.value() == "draft",
            round(self.seed.value()), self.identity.value(), self.strength.value(), self.growth.value(),
            self.keeps_head.isChecked(),
        )  # fmt: skip

    def show_characters(self, characters: Sequence[tuple[str, str]], chosen: str) -> None:
        """Who there is."""
        self.character.set_options(list(characters))
        self.character.set_value(chosen)
        self.draw.setEnabled(bool(characters))

    def show_words(self, words: Sequence[str]) -> None:
        """Words that are offered while typing."""
        completer = QCompleter(list(words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.words.setCompleter(completer)

    def show_scene(self, image: QImage | None) -> None:
        """Show the picture that somebody is put into; None before there is one."""
        self._before, self._after = image, None
        self.left.setCurrentIndex(0 if image is None else 1)
        self.preview.show_faces(())
        self.save.setEnabled(False)
        self.note.setText("")
        self.hint.setText("")
        self._show_side("before")

    def show_faces(self, faces: Sequence[SwapFace]) -> None:
        """Ask whose face it is."""
        self.preview.show_faces(faces)
        self.hint.setText(self.tr("Whose face? Click one.") if faces else "")

    def show_result(self, image: QImage, note: str, warnings: Sequence[str]) -> None:
        """Show the finished picture, how it was made, and what the user should know."""
        self._after = image
        self.save.setEnabled(True)
        self.note.setText(note)
        self.hint.setText(" ".join(warnings))
        self._show_side("after")

    def show_consent(self, names: Sequence[str]) -> None:
        """Ask for the right to use these pictures; none of them: nothing is asked."""
        self.consent.setVisible(bool(names))
        self.has_right.setChecked(False)
        text = self.tr("A real person is seen in: {names}. Swapping a face needs that person's permission.")
        self.consent_text.setText(text.format(names=", ".join(names)))

    def set_busy(self, is_busy: bool) -> None:
        """While something is drawn there is no second time."""
        self.draw.setEnabled(not is_busy and self.character.count() > 0)
        self.draw.setText(self.tr("Drawing…") if is_busy else self.tr("Put it in"))

    def open_page(self) -> None:
        """Come to the front."""
        self.show()
        self.activateWindow()

    def _show_side(self, side: str) -> None:
        is_after = side == "after" and self._after is not None
        self.shown.set_value("after" if is_after else "before")
        self.shown.setEnabled(self._after is not None)
        self.preview.show_image(self._after if is_after else self._before)

    def _choose_scene(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Picture"), "", self.tr("Pictures ({kinds})").format(kinds=PICTURES)
        )
        if name:
            self.scene_chosen.emit(Path(name))

    def _choose_expression(self) -> None:
        if self._picture_path:
            self._picture_path = ""
        else:
            filters = self.tr("Pictures ({kinds})").format(kinds=PICTURES)
            self._picture_path, _ = QFileDialog.getOpenFileName(self, self.tr("Expression"), "", filters)
        self._name_picture()

    def _name_picture(self) -> None:
        name = Path(self._picture_path).name
        self.expression_picture.setText(self.tr("{name}  ✕").format(name=name) if name else self.tr("Choose…"))

    def _choose_place(self) -> None:
        kinds = self.tr("Pictures ({kinds})").format(kinds="*.png *.webp *.jpg")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), "swap.png", kinds)
        if name:
            self.save_requested.emit(name if Path(name).suffix else f"{name}.png")
