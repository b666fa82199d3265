# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""The middle of the export page: the sheet, an animation playing from it, its numbers, the files."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from studio.models.export_preview import SheetPreview, ShownAnimation, SpriteArea
from studio.views.export.corner_player import CornerPlayer
from studio.views.export.file_drawer import ConflictBar, FileDrawer
from studio.views.export.numbers_line import NumbersLine
from studio.views.export.sheet_view import SheetView
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_8, SPACE_12, SPACE_16
from studio.views.kit.widgets import ComboBox, EmptyState, IconButton, label


class SheetPane(QWidget):
    """Shows previews; asks for nothing but what the bar about files in the way asks."""

    empty_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview, self._images = SheetPreview(), tuple[QImage, ...]()
        self.sheet, self.player = SheetView(), CornerPlayer()
        self.player.setParent(self.sheet)
        self.numbers, self.files, self.conflict = NumbersLine(), FileDrawer(), ConflictBar()
        self.pages = ComboBox()
        self.pages.setAccessibleName(self.tr("Page"))
        self.zoom_text = label("100 %", "dim")
        self.working = label("", "label")
        self.busy = QProgressBar()
        self.busy.setTextVisible(False)
        self.busy.setFixedWidth(theme.px(96))
        self.note = label("", "dim", "warn")
        self.empty = EmptyState(
            "export", self.tr("Nothing leaves yet"), self.tr("Choose expressions or clips, and the sheet appears here.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self.empty)
        self._lay_out()
        self.sheet.installEventFilter(self)
        self.sheet.zoom_changed.connect(lambda zoom: self.zoom_text.setText(self._percent(zoom)))
        self.sheet.area_clicked.connect(self._play_area)
        self.player.animation_shown.connect(self._mark)
        self.pages.chosen.connect(lambda _page: self._show_page())
        self.show_working("", None)
        self.show_preview(SheetPreview(), ())

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        bar.setSpacing(SPACE_8)
        fit = IconButton("zoom-fit", self.tr("Fit the page (0)"))
        real = IconButton("zoom-100", self.tr("Real size (1)"))
        self.replay = IconButton("play", self.tr("Show a playing animation"))
        self.replay.setCheckable(True)
        self.replay.setChecked(True)
        fit.clicked.connect(self.sheet.fit)
        real.clicked.connect(lambda: self.sheet.set_zoom(1.0))
        self.replay.toggled.connect(self._show_player)
        bar.addWidget(self.pages)
        bar.addWidget(self.note)
        bar.addStretch(1)
        for widget in (self.working, self.busy, self.zoom_text, fit, real, self.replay):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        asked = QWidget()
        around = QVBoxLayout(asked)
        around.setContentsMargins(SPACE_12, 0, SPACE_12, SPACE_12)
        around.setSpacing(0)
        around.addWidget(self.conflict)
        asked.hide()
        self.conflict.asked.connect(asked.setVisible)
        for part in (_line(), self.numbers, asked, _line(), self.files):
            column.addWidget(part)

    # --- showing

    def show_preview(self, preview: SheetPreview, images: tuple[QImage, ...]) -> None:
        """Show the pages; place and animation stay where they can."""
        self._preview, self._images = preview, images
        self.pages.set_options([(str(number), page.title) for number, page in enumerate(preview.pages)])
        self.pages.setVisible(len(preview.pages) > 1)
        self._stack.setCurrentWidget(self.sheet if preview.pages else self.empty)
        self.note.setText("" if preview.is_written else self.tr("The chosen targets write no sheet."))
        self.note.setVisible(bool(preview.pages) and not preview.is_written)
        self.numbers.show_numbers(preview.numbers if preview.pages else None)
        self.player.set_animations(preview.animations, images)
        self._show_player(self.replay.isChecked())
        self._show_page()

    def show_working(self, text: str, fraction: float | None) -> None:
        """Something is being made; nothing is covered."""
        self.working.setText(text)
        self.working.setVisible(bool(text))
        self.busy.setVisible(bool(text))
        self.busy.setRange(0, 0 if fraction is None else 1000)
        self.busy.setValue(0 if fraction is None else round(fraction * 1000))
        if text and not self._preview.pages:
            self.empty.set_texts(text, self.tr("The sheet appears here as soon as it is drawn."))
        elif not self._preview.pages:
            self.empty.set_texts(
                self.tr("Nothing leaves yet"), self.tr("Choose expressions or clips, and the sheet appears here.")
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.sheet and event.type() == QEvent.Type.Resize:
            self._place_player()
        return super().eventFilter(watched, event)

    def _show_page(self) -> None:
        number = int(self.pages.value() or 0)
        if number < len(self._images):
            self.sheet.show_page(self._preview.pages[number], self._images[number])
        else:
            self.sheet.show_page(None, None)
        self._mark(self.player.animation)

    def _show_player(self, is_shown: bool) -> None:
        self.player.setVisible(is_shown and bool(self._preview.animations))
        self._place_player()
        self._mark(self.player.animation)

    def _place_player(self) -> None:
        self.player.adjustSize()
        size = self.player.size()
        self.sheet.reserve(size.width() + SPACE_16 if self.player.isVisibleTo(self.sheet) else 0)
        self.player.move(self.sheet.width() - size.width() - SPACE_16, self.sheet.height() - size.height() - SPACE_16)

    def _mark(self, animation: ShownAnimation | None) -> None:
        """Outline the sprites of the playing animation on the page that is shown."""
        number = int(self.pages.value() or 0)
        frames = animation.frames if animation is not None and self.replay.isChecked() else ()
        self.sheet.mark(frozenset((frame.area.x, frame.area.y) for frame in frames if frame.page == number))

    def _play_area(self, area: SpriteArea) -> None:
        """Play the longest animation that shows this sprite."""
        number = int(self.pages.value() or 0)
        place = (number, area.x, area.y)
        fitting = [
            one
            for one in self._preview.animations
            if any((frame.page, frame.area.x, frame.area.y) == place for frame in one.frames)
        ]
        if fitting:
            self.replay.setChecked(True)
            self.player.choose(max(fitting, key=lambda one: len(one.frames)).id)

    def _percent(self, zoom: float) -> str:
        return self.tr("{percent} %").format(percent=round(zoom * 100))


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setProperty("kit", "line")
    return line
