"""The panel on the right: the selected character's pictures, how alike they are, colours and proportions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from studio.models.cast_rows import IdentitySheet, ReferenceRow
from studio.views.cast import drops
from studio.views.cast.matrix import SimilarityMatrix
from studio.views.cast.reference_card import ReferenceCard, WrappedLabel
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.staging import scroll_area
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import EmptyState, FlowLayout, Section, label


class Swatch(QWidget):
    """A colour with its name."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        self.setToolTip(f"{name}  {colour}")
        self.setAccessibleName(f"{name} {colour}")
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """A square and a word."""
        return QSize(theme.px(26) + self.fontMetrics().horizontalAdvance(self._name) + SPACE_8, theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The square, then the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(16)
        painter.setPen(QPen(QColor(theme.current().line_strong), 1))
        painter.setBrush(QColor(self._colour))
        painter.drawRoundedRect(QRectF(1, (self.height() - side) / 2, side, side), 3, 3)
        painter.setPen(QColor(theme.current().text))
        painter.drawText(self.rect().adjusted(side + SPACE_8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._name)


class CastInspector(QFrame):
    """Shows one character."""

    included_changed = Signal(str, bool)
    weight_changed = Signal(str, float)
    weight_finished = Signal()
    main_requested = Signal(str)
    remove_requested = Signal(str)
    background_changed = Signal(str, bool)
    style_changed = Signal(str, str)
    see_again_requested = Signal(str)
    replace_requested = Signal(str, str)
    add_requested = Signal()
    landmarks_requested = Signal(str)
    matte_requested = Signal(str)
    guide_requested = Signal(str)
    pictures_dropped = Signal(list)
    image_dropped = Signal(QImage)
    models_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "panel")
        self.setAcceptDrops(True)
        self._cards: dict[str, ReferenceCard] = {}
        self.title = label("", "title")
        self.add_button = QPushButton(self.tr("Add references…"))
        self.add_button.setIcon(icon("reference-add"))
        self.matrix = SimilarityMatrix()
        self.no_recogniser = EmptyState(
            "models",
            self.tr("Not compared"),
            self.tr(
                "Comparing pictures needs a recogniser: the small Face re-identification model (face-reid-retail-0095) "
                "or an insightface pack."
            ),
            self.tr("Models…"),
        )
        self.stale = label(self.tr("Comparing…"), "dim")
        self.single = WrappedLabel("dim")
        self.single.setText(self.tr("Add a second picture to compare them."))
        self.warnings = WrappedLabel("body", "warn")
        self.nobody = EmptyState("cast", self.tr("Nobody is selected"), self.tr("Choose a character on the left."))
        self._lay_out()
        self.add_button.clicked.connect(self.add_requested)
        self.no_recogniser.clicked.connect(self.models_requested)
        self.set_character("", ())

    def _lay_out(self) -> None:
        references, self._list = _column()
        self._list.addWidget(self.add_button)
        likeness, column = _column()
        for widget in (self.stale, self.single, self.matrix, self.warnings, self.no_recogniser):
            column.addWidget(widget)
        self._palette = QWidget()
        FlowLayout(self._palette, SPACE_8)
        self._geometry = QWidget()
        self._grid = QGridLayout(self._geometry)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_12)
        self._grid.setVerticalSpacing(SPACE_4)
        self._grid.setColumnStretch(0, 1)
        self._sections = {
            "references": Section(self.tr("References"), references),
            "likeness": Section(self.tr("Do they show one character?"), likeness),
            "palette": Section(self.tr("Colours found"), self._palette),
            "geometry": Section(self.tr("Proportions, in eye distances"), self._geometry, is_open=False),
        }
        inside = QWidget()
        inside.setProperty("plain", True)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self.nobody)
        self._pages.addWidget(scroll_area(inside))
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(SPACE_12, SPACE_12, SPACE_12, SPACE_12)
        stack.setSpacing(SPACE_12)
        stack.addWidget(self.title)
        for section in self._sections.values():
            stack.addWidget(section)
        stack.addStretch()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As wide as a card needs."""
        return QSize(theme.px(320), theme.px(600))

    # --- what is shown

    def set_character(self, name: str, rows: Sequence[ReferenceRow]) -> None:
        """Show somebody's pictures; an empty name for nobody."""
        self._pages.setCurrentIndex(1 if name else 0)
        self.title.setText(name)
        if [row.id for row in rows] != list(self._cards):
            self._rebuild(rows)
        for row in rows:
            self._cards[row.id].set_row(row)

    def set_identity(self, sheet: IdentitySheet) -> None:
        """Show who that is."""
        has_recogniser, count = bool(sheet.recogniser), len(self._cards)
        self.stale.setVisible(sheet.is_stale)
        self.no_recogniser.setVisible(not has_recogniser and count > 1 and not sheet.is_stale)
        self.single.setVisible(len(sheet.similarity) < 2 and count < 2 and not sheet.is_stale)
        self.matrix.setVisible(len(sheet.similarity) > 1)
        self.matrix.set_sheet(sheet)
        self.matrix.setEnabled(not sheet.is_stale)
        strangers = [sheet.names[row] for row in sheet.outliers if row < len(sheet.names)]
        self.warnings.setVisible(bool(strangers) and not sheet.is_stale)
        if len(strangers) == 1:
            text = self.tr("{name} looks like somebody else than the rest. Leave it out if it is.")
            self.warnings.setText(text.format(name=strangers[0]))
        else:
            text = self.tr("These look like different people: {names}. Leave out whoever does not belong.")
            self.warnings.setText(text.format(names=", ".join(strangers)))
        self._show_palette(sheet.palette)
        self._show_geometry(sheet.geometry)

    def set_thumbnail(self, reference_id: str, image: QImage) -> None:
        """Show a picture's head."""
        card = self._cards.get(reference_id)
        if card is not None:
            card.head.set_image(image)

    def card(self, reference_id: str) -> ReferenceCard:
        """The card of a reference."""
        return self._cards[reference_id]

    def _rebuild(self, rows: Sequence[ReferenceRow]) -> None:
        kept = {row.id for row in rows}
        for reference_id in [one for one in self._cards if one not in kept]:
            card = self._cards.pop(reference_id)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {row.id: self._cards.get(row.id) or self._make_card(row) for row in rows}
        for index, card in enumerate(self._cards.values()):
            self._list.insertWidget(index, card)

    def _make_card(self, row: ReferenceRow) -> ReferenceCard:
        card = ReferenceCard(row)
        for name in (
            "included_changed", "weight_changed", "weight_finished", "main_requested", "remove_requested",
            "background_changed", "style_changed", "see_again_requested", "replace_requested", "landmarks_requested",
            "matte_requested", "guide_requested",
        ):  # fmt: skip
            getattr(card, name).connect(getattr(self, name))
        return card

    def _show_palette(self, palette: Mapping[str, str]) -> None:
        words = {"skin": self.tr("Skin"), "hair": self.tr("Hair"), "eye": self.tr("Eyes"), "lips": self.tr("Lips")}
        layout = self._palette.layout()
        assert layout is not None
        _empty(layout)
        for part, colour in palette.items():
            layout.addWidget(Swatch(words.get(part, part), colour))
        self._sections["palette"].setVisible(bool(palette))

    def _show_geometry(self, geometry: Mapping[str, float]) -> None:
        _empty(self._grid)
        words = self._proportions()
        for row, (name, value) in enumerate(geometry.items()):
            self._grid.addWidget(label(words.get(name, name), "dim"), row, 0)
            number = label(f"{value:.2f}")
            number.setFont(theme.numeric_font())
            self._grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
        self._sections["geometry"].setVisible(bool(geometry))

    def _proportions(self) -> Mapping[str, str]:
        return {
            "faceWidth": self.tr("Width of the face"), "faceHeight": self.tr("Height of the face"),
            "jawWidth": self.tr("Width of the jaw"), "eyeWidth": self.tr("Width of an eye"),
            "eyeHeight": self.tr("Height of an eye"), "browHeight": self.tr("Brows above the eyes"),
            "noseLength": self.tr("Length of the nose"), "noseWidth": self.tr("Width of the nose"),
            "mouthWidth": self.tr("Width of the mouth"), "lipHeight": self.tr("Height of the lips"),
            "noseToMouth": self.tr("Nose to mouth"), "mouthToChin": self.tr("Mouth to chin"),
            "eyesToMouth": self.tr("Eyes to mouth"),
        }  # fmt: skip

    # --- drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Pictures become references of the shown character."""
        data = event.mimeData()
        if self._cards and (drops.files_of(data) or data.hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell what came."""
        files, image = drops.files_of(event.mimeData()), drops.image_of(event.mimeData())
        if files:
            self.pictures_dropped.emit(files)
        elif image is not None:
            self.image_dropped.emit(image)
        event.acceptProposedAction()


def _column() -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_8)
    return widget, column


def _empty(layout: object) -> None:
    assert hasattr(layout, "takeAt")
    while layout.count():  # type: ignore[attr-defined]
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
