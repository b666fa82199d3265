"""One picture of the selected character, with all that can be chosen about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.models.cast_edits import MAX_WEIGHT
from studio.models.cast_rows import ReferenceRow
from studio.models.character import Background
from studio.models.face import ArtStyle
from studio.views.kit import theme
from studio.views.kit.checker import paint_checker
from studio.views.kit.icons import icon
from studio.views.kit.tokens import RADIUS_SMALL, SPACE_4, SPACE_8
from studio.views.kit.widgets import (
    Badge,
    Card,
    ComboBox,
    IconButton,
    NumberField,
    Segmented,
    Toggle,
    label,
)

HEAD_PX = 56


class WrappedLabel(QLabel):
    """A text in lines that asks for the height it needs: deep in layouts nobody else works that out in time."""

    def __init__(self, role: str = "body", tone: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = self.sizePolicy()
        policy.setHeightForWidth(False)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Say something else."""
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Another width, another height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()) if self.text() else 0)


class HeadView(QWidget):
    """A head on a checkerboard."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setFixedSize(QSize(theme.px(HEAD_PX), theme.px(HEAD_PX)))
        theme.notifier().changed.connect(self._on_theme)

    def set_image(self, image: QImage) -> None:
        """Show another head."""
        self._image = image
        self.update()

    def _on_theme(self) -> None:
        self.setFixedSize(QSize(theme.px(HEAD_PX), theme.px(HEAD_PX)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The picture, its corners rounded."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(area, RADIUS_SMALL, RADIUS_SMALL)
        painter.setClipPath(path)
        paint_checker(painter, area, 6)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            side = min(self._image.width(), self._image.height())
            painter.drawImage(area, self._image, QRectF((self._image.width() - side) / 2, 0, side, side))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.current().line), 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL)


class ReferenceCard(Card):
    """Shows a reference and asks for changes of it."""

    included_changed = Signal(str, bool)
    weight_changed = Signal(str, float)
    weight_finished = Signal()
    background_changed = Signal(str, bool)
    """(id, whether it is to be cut out)"""
    style_changed = Signal(str, str)
    main_requested = Signal(str)
    remove_requested = Signal(str)
    landmarks_requested = Signal(str)
    matte_requested = Signal(str)
    guide_requested = Signal(str)
    see_again_requested = Signal(str)
    replace_requested = Signal(str, str)
    """(id, path)"""

    def __init__(self, row: ReferenceRow) -> None:
        super().__init__(margin=SPACE_8)
        self._row = row
        self.head = HeadView()
        self.name_label = label("", "heading")
        self.badges = QWidget()
        self.notes = WrappedLabel("label")
        self.included = Toggle(self.tr("Counts"))
        self.included.setToolTip(self.tr("Whether this picture says who the character is"))
        self.weight = NumberField(0, MAX_WEIGHT, 0.05, 2, "×")
        self.weight.set_default(1.0)
        self.weight.setAccessibleName(self.tr("Weight"))
        self.weight.setToolTip(self.tr("How much it counts; double click for 1"))
        self.background = Segmented([("cut", self.tr("Cut out"), ""), ("keep", self.tr("Keep"), "")])
        self.style_box = ComboBox(
            [(ArtStyle.PHOTO.value, self.tr("Photo")), (ArtStyle.PAINTED.value, self.tr("Painted")),
             (ArtStyle.FLAT.value, self.tr("Flat"))]
        )  # fmt: skip
        self.background.setAccessibleName(self.tr("Background"))
        self.style_box.setAccessibleName(self.tr("Art style"))
        self.style_box.setToolTip(self.tr("How lids and the inside of the mouth are painted"))
        self.more = IconButton("more", self.tr("More for this picture"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        self._connect()
        self.set_row(row)

    def _lay_out(self) -> None:
        badges = QVBoxLayout(self.badges)
        badges.setContentsMargins(0, 0, 0, 0)
        badges.setSpacing(SPACE_4 - 2)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name_label)
        words.addWidget(self.badges)
        words.addWidget(self.notes)
        words.addStretch()
        top = QHBoxLayout()
        top.setSpacing(SPACE_8)
        top.addWidget(self.head, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        counting = QHBoxLayout()
        counting.setSpacing(SPACE_8)
        counting.addWidget(self.included)
        counting.addStretch()
        counting.addWidget(label(self.tr("Weight"), "label"))
        counting.addWidget(self.weight)
        looks = QHBoxLayout()
        looks.setSpacing(SPACE_8)
        looks.addWidget(self.background)
        looks.addStretch()
        looks.addWidget(self.style_box)
        for line in (top, counting, looks):
            self.body.addLayout(line)

    def _connect(self) -> None:
        self.included.clicked.connect(lambda is_on: self.included_changed.emit(self._row.id, bool(is_on)))
        self.weight.edited.connect(lambda value: self.weight_changed.emit(self._row.id, value))
        self.weight.edit_finished.connect(self.weight_finished)
        self.background.chosen.connect(lambda one: self.background_changed.emit(self._row.id, one == "cut"))
        self.style_box.chosen.connect(lambda one: self.style_changed.emit(self._row.id, one))
        self.more.setMenu(self._menu())

    @property
    def row(self) -> ReferenceRow:
        """What is shown."""
        return self._row

    def set_row(self, row: ReferenceRow) -> None:
        """Show a reference as it is now."""
        self._row = row
        self.setAccessibleName(row.name)
        metrics = self.name_label.fontMetrics()
        self.name_label.setText(metrics.elidedText(row.name, Qt.TextElideMode.ElideMiddle, theme.px(140)))
        self.name_label.setToolTip(row.name)
        self._show_badges(row)
        self.notes.setText("\n".join(_sentence(note) for note in row.notes))
        self.notes.setVisible(bool(row.notes))
        self.included.blockSignals(True)
        if self.included.isChecked() != row.is_included:
            self.included.setChecked(row.is_included)
            self.included._slide(row.is_included)
        self.included.blockSignals(False)
        self.weight.set_value(row.weight)
        self.weight.setEnabled(row.is_included)
        self.background.set_value("keep" if row.background is Background.KEEP else "cut")
        self.background.button("keep").setToolTip(self.tr("Keep the background"))
        cut = self.background.button("cut")
        cut.setToolTip(self.tr("It has its own transparency") if row.background is Background.OWN_ALPHA else "")
        self.style_box.set_value(row.style.value)
        self.main_action.setEnabled(not row.is_main)

    def _show_badges(self, row: ReferenceRow) -> None:
        layout = self.badges.layout()
        assert isinstance(layout, QVBoxLayout)
        while layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        left = Qt.AlignmentFlag.AlignLeft
        if row.is_main:
            layout.addWidget(Badge(self.tr("Drawn"), "accent", "star-filled"), 0, left)
        if row.is_outlier:
            layout.addWidget(Badge(self.tr("Looks like somebody else"), "warn", "warning"), 0, left)
        if row.is_by_hand:
            layout.addWidget(Badge(self.tr("By hand"), "dim", "hand"), 0, left)
        self.badges.setVisible(layout.count() > 0)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        self.main_action = menu.addAction(
            icon("star"), self.tr("Draw from this picture"), lambda: self.main_requested.emit(self._row.id)
        )
        menu.addSeparator()
        entries = (
            ("landmarks", self.tr("Correct the landmarks"), self.landmarks_requested),
            ("brush", self.tr("Correct the cut-out"), self.matte_requested),
            ("place", self.tr("Place eyes, mouth and chin"), self.guide_requested),
            ("refresh", self.tr("Look at the picture again"), self.see_again_requested),
        )
        for icon_name, text, signal in entries:
            menu.addAction(icon(icon_name), text, lambda signal=signal: signal.emit(self._row.id))
        menu.addAction(icon("picture"), self.tr("Replace picture…"), self._ask_for_picture)
        menu.addSeparator()
        menu.addAction(icon("remove"), self.tr("Remove"), lambda: self.remove_requested.emit(self._row.id))
        return menu

    def _ask_for_picture(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Replace {name}").format(name=self._row.name))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.replace_requested.emit(self._row.id, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _sentence(note: str) -> str:
    text = note.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
