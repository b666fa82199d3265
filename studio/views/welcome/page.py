"""The page that is shown while nothing is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.models.recent import RecentProject, RecoveredWork
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_24, SPACE_32
from studio.views.kit.widgets import FlowLayout, label
from studio.views.welcome.cards import CARD_PX, ProjectCard, StartCard, WorkCard

_COLUMNS = 5
_WIDE_PX = 760
"""Below this width the ways to begin stand below one another."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class WelcomePage(QScrollArea):
    """Ways to begin, recovered work, recent projects."""

    new_requested = Signal()
    pictures_requested = Signal()
    scratch_requested = Signal()
    """Make a character out of genes."""
    paths_dropped = Signal(object)
    """A list of `Path`: pictures or a project."""
    open_requested = Signal()
    sample_requested = Signal()
    recent_requested = Signal(str)
    pin_requested = Signal(str, bool)
    forget_requested = Signal(str)
    locate_requested = Signal(str)
    recovered_requested = Signal(str)
    discard_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcomePage")
        self.setAccessibleName(self.tr("Welcome"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAcceptDrops(True)
        self._images: dict[str, QImage] = {}
        self.project_cards: dict[str, ProjectCard] = {}
        self.work_cards: dict[str, WorkCard] = {}
        self.picture_card = StartCard(
            "picture-add", self.tr("New from picture"), self.tr("Drop portraits here, or choose them."), is_main=True
        )
        self.picture_card.clicked.connect(self.pictures_requested)
        self.scratch_card = StartCard(
            "dice", self.tr("New from scratch"), self.tr("Make a character with sliders, by chance or from a photo.")
        )
        self.scratch_card.clicked.connect(self.scratch_requested)
        self.open_card = StartCard(
            "folder-open", self.tr("Open a project"), self.tr("Go on with a cast that you have saved.")
        )
        self.open_card.clicked.connect(self.open_requested)
        self.sample_card = StartCard(
            "sparkle", self.tr("Open the sample"), self.tr("A portrait with 30 expressions and acting clips.")
        )
        self.sample_card.clicked.connect(self.sample_requested)
        self._lay_out()
        self.show_recent(())
        self.show_recovered(())
        theme.notifier().changed.connect(self._limit)

    def show_sample_progress(self, fraction: float | None, text: str) -> None:
        """How far the sample is, 0…1; None while it is not being prepared."""
        hint = self.tr("Click to stop.")
        self.sample_card.set_progress(fraction, f"{text}\n{hint}")

    def _lay_out(self) -> None:
        self._starts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._starts.setSpacing(SPACE_12)
        for card in (self.picture_card, self.scratch_card, self.open_card, self.sample_card):
            self._starts.addWidget(card, 1)
        self._works = _section()
        self._works_heading = label(self.tr("Recovered work"), "title")
        works_note = label(self.tr("Left behind when the program ended before it was saved."), "dim")
        works_note.setWordWrap(True)
        self._column(self._works).addWidget(self._works_heading)
        self._column(self._works).addWidget(works_note)
        self._recent = _section()
        self._recent_heading = label(self.tr("Recent projects"), "title")
        self._hint = label(self.tr("Projects that you open or save will show up here."), "dim")
        self._grid_holder = QWidget()
        self._grid = FlowLayout(self._grid_holder, SPACE_12)
        for widget in (self._recent_heading, self._grid_holder):
            self._column(self._recent).addWidget(widget)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, SPACE_32, 0, SPACE_32)
        column.setSpacing(SPACE_24)
        head = QVBoxLayout()
        head.setSpacing(SPACE_4)
        self._name = label("Avatar Studio", "title")
        head.addWidget(self._name)
        about = label(self.tr("One picture of a character in, a whole cast of expressions out."), "dim")
        about.setWordWrap(True)
        head.addWidget(about)
        column.addStretch(0)
        column.addLayout(head)
        column.addLayout(self._starts)
        column.addWidget(self._hint)
        column.addWidget(self._works)
        column.addWidget(self._recent)
        column.addStretch(3)
        self._whole = column
        body = QWidget()
        body.setProperty("plain", True)
        row = QHBoxLayout(body)
        row.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        row.addStretch(1)
        row.addWidget(self._content, 1000)
        row.addStretch(1)
        self.setWidget(body)
        self._limit()

    @staticmethod
    def _column(section: QWidget) -> QVBoxLayout:
        layout = section.layout()
        assert isinstance(layout, QVBoxLayout)
        return layout

    # --- recent projects

    def show_recent(self, projects: Sequence[RecentProject]) -> None:
        """Show the cards in this order; focus stays with its project."""
        if [project.path for project in projects] != list(self.project_cards):
            self._arrange(projects)
        for project in projects:
            self.project_cards[project.path].show_project(project)
        self._recent.setVisible(bool(projects))
        self._settle()

    def _settle(self) -> None:
        """With nothing below them, the ways to begin stand in the upper middle."""
        is_bare = not self.project_cards and not self.work_cards
        self._whole.setStretch(0, 2 if is_bare else 0)
        self._hint.setVisible(is_bare)

    def _arrange(self, projects: Sequence[RecentProject]) -> None:
        focused = next((path for path, card in self.project_cards.items() if card.hasFocus()), "")
        before, self.project_cards = self.project_cards, {}
        while self._grid.count():
            self._grid.takeAt(0)
        for project in projects:
            card = before.pop(project.path, None) or self._new_card(project)
            self.project_cards[project.path] = card
            self._grid.addWidget(card)
        for card in before.values():
            card.hide()
            card.deleteLater()
        last: QWidget = self.sample_card
        for card in self.project_cards.values():
            QWidget.setTabOrder(last, card)
            last = card
        if focused and focused not in self.project_cards and self.project_cards:
            next(iter(self.project_cards.values())).setFocus()

    def _new_card(self, project: RecentProject) -> ProjectCard:
        card = ProjectCard(project)
        card.open_requested.connect(self.recent_requested)
        card.pin_requested.connect(self.pin_requested)
        card.forget_requested.connect(self.forget_requested)
        card.locate_requested.connect(self.locate_requested)
        if project.path in self._images:
            card.set_image(self._images[project.path])
        return card

    def set_recent_image(self, path: str, image: QImage) -> None:
        """Show a card's picture."""
        self._images[path] = image
        if path in self.project_cards:
            self.project_cards[path].set_image(image)

    # --- recovered work

    def show_recovered(self, works: Sequence[RecoveredWork]) -> None:
        """Show what was left behind; nothing at all where there is nothing."""
        for card in self.work_cards.values():
            card.hide()
            card.deleteLater()
        self.work_cards = {}
        for work in works:
            card = WorkCard(work)
            card.open_button.clicked.connect(lambda _=False, name=work.id: self.recovered_requested.emit(name))
            card.discard_button.clicked.connect(lambda _=False, name=work.id: self.discard_requested.emit(name))
            self.work_cards[work.id] = card
            self._column(self._works).addWidget(card)
        self._works.setVisible(bool(works))
        self._settle()

    def set_recovered_image(self, work_id: str, image: QImage) -> None:
        """Show a small picture of recovered work."""
        if work_id in self.work_cards:
            self.work_cards[work_id].set_image(image)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrow keys go from card to card, as they lie on the page."""
        step = _ARROWS.get(Qt.Key(event.key()))
        focused = self.focusWidget()
        cards = [self.picture_card, self.scratch_card, self.open_card, self.sample_card, *self.project_cards.values()]
        if step is None or focused not in cards:
            super().keyPressEvent(event)
            return
        following = _nearest(focused, [card for card in cards if card is not focused], step, self.widget())
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(following)

    # --- drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome."""
        if _paths(event.mimeData()):
            event.acceptProposedAction()
            self.picture_card.set_target(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """They went on."""
        self.picture_card.set_target(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand them on."""
        self.picture_card.set_target(False)
        event.acceptProposedAction()
        self.paths_dropped.emit(_paths(event.mimeData()))

    # --- looks

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Keys work at once: the first way to begin has the focus."""
        super().showEvent(event)
        self.picture_card.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A calm ground of its own."""
        QPainter(self.viewport()).fillRect(event.rect(), QColor(theme.current().surface1))
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Ways to begin stand beside one another where there is room."""
        super().resizeEvent(event)
        is_wide = self.viewport().width() >= theme.px(_WIDE_PX)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._starts.setDirection(direction)

    def _limit(self) -> None:
        self._content.setMaximumWidth(theme.px(CARD_PX[0]) * _COLUMNS + SPACE_12 * (_COLUMNS - 1))
        self._name.setFont(theme.text_font(20, theme.SEMIBOLD))
        self._name.setStyleSheet(f"font-size: {theme.px(20)}px;")


def _section() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_8)
    return made


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _nearest(start: QWidget, cards: Sequence[QWidget], step: tuple[int, int], page: QWidget | None) -> QWidget | None:
    """The card that lies next in a direction."""
    if page is None:
        return None
    origin = start.mapTo(page, start.rect().center())

    def distance(card: QWidget) -> float | None:
        way: QPoint = card.mapTo(page, card.rect().center()) - origin
        ahead = way.x() * step[0] + way.y() * step[1]
        aside = abs(way.x() * step[1]) + abs(way.y() * step[0])
        return ahead + 2.5 * aside if ahead > 0 and (not step[0] or aside < start.height() / 2) else None

    reachable = [(found, place) for place, card in enumerate(cards) if (found := distance(card)) is not None]
    return cards[min(reachable)[1]] if reachable else None
