"""The left side of the editor: the large portrait with its expressions, the breeding sheet, the faces of a photo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.models.character_maker import STRIP_EXPRESSIONS, VARIANT_COUNT, choice_title
from studio.views.kit.layout import FlowLayout
from studio.views.kit.tokens import SPACE_4, SPACE_8
from studio.views.kit.widgets import label
from studio.views.maker.gene_rows import gene_text
from studio.views.maker.pictures import LargePicture, PictureButton

_COLUMNS = 3


class PortraitPane(QWidget):
    """The large portrait and the strip of expressions under it."""

    expression_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.large = LargePicture()
        self.large.setAccessibleName(self.tr("The character"))
        self.strip: list[PictureButton] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(SPACE_4)
        for index, name in enumerate(STRIP_EXPRESSIONS):
            title = gene_text(choice_title(name))
            button = PictureButton(self.tr("Wear {expression}").format(expression=title), title)
            button.setCheckable(True)
            button.setChecked(index == 0)
            button.clicked.connect(lambda _on=False, index=index: self.expression_chosen.emit(index))
            self._group.addButton(button, index)
            self.strip.append(button)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.large, 1)
        column.addLayout(row)

    def show_strip(self, images: Sequence[QImage], chosen: int) -> None:
        """The expressions."""
        for index, (button, image) in enumerate(zip(self.strip, images, strict=True)):
            button.set_image(image)
            button.setChecked(index == chosen)


class SheetPane(QWidget):
    """Nine relatives; a click goes on with one."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[PictureButton] = []
        grid = QGridLayout()
        grid.setSpacing(SPACE_8)
        middle = VARIANT_COUNT // 2
        for index in range(VARIANT_COUNT):
            name = self.tr("More relatives of this one") if index == middle else self.tr("More like this one")
            button = PictureButton(name, side_px=160)
            button.clicked.connect(lambda _on=False, index=index: self.chosen.emit(index))
            button.setCheckable(index == middle)
            self.buttons.append(button)
            grid.addWidget(button, index // _COLUMNS, index % _COLUMNS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addLayout(grid, 1)
        hint = label(self.tr("Click a relative to go on with it; the middle one is who it is now."), "dim")
        hint.setWordWrap(True)
        column.addWidget(hint)

    def show_variants(self, images: Sequence[QImage]) -> None:
        """The relatives."""
        for button, image in zip(self.buttons, images, strict=True):
            button.set_image(image)
        self.buttons[VARIANT_COUNT // 2].setChecked(True)


class FacesPane(QWidget):
    """The faces of a photo, to choose one."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[PictureButton] = []
        self._title = label(self.tr("Whose character shall it be?"), "title")
        holder = QWidget()
        self._flow = FlowLayout(holder, SPACE_8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self._title)
        column.addWidget(holder, 1)

    def show_faces(self, images: Sequence[QImage]) -> None:
        """These faces, largest first."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for index, image in enumerate(images):
            button = PictureButton(self.tr("Face {number}").format(number=index + 1), side_px=112)
            button.set_image(image)
            button.clicked.connect(lambda _on=False, index=index: self.chosen.emit(index))
            self.buttons.append(button)
            self._flow.addWidget(button)
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)


class MakerStage(QStackedWidget):
    """One of the three."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portrait, self.sheet, self.faces = PortraitPane(), SheetPane(), FacesPane()
        for pane in (self.portrait, self.sheet, self.faces):
            self.addWidget(pane)
