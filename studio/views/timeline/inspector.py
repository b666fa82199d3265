"""The inspector of the Animate page: parts in turn, whoever brings them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.models.playhead import ShownClip
from studio.views.express.layer_line import ElidedLabel
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import EmptyState, Segmented

_ICONS = {
    "pose": "sliders", "clip": "timeline", "acting": "layers", "passage": "curve", "links": "link", "live": "record",
}  # fmt: skip
_MOST_NAMED = 3


class AnimateInspector(QWidget):
    """The name of the clip, and parts that are chosen one at a time; each scrolls by itself."""

    part_chosen = Signal(str)
    """Id of the part that came to the front, by whomever."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: dict[str, tuple[str, QWidget]] = {}
        self._title = ElidedLabel("heading")
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(theme.px(160))
        self.chooser: Segmented | None = None
        self._choice = QHBoxLayout()
        self._choice.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, 0)
        top.setSpacing(SPACE_4)
        top.addWidget(self._title, 1)
        work, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addLayout(top)
        column.addLayout(self._choice)
        column.addWidget(self._stack, 1)
        work.setLayout(column)
        self._nothing = EmptyState(
            "timeline", self.tr("No clip on the timeline"), self.tr("Choose one on its left, below.")
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(work)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def add_part(self, part: str, title: str, widget: QWidget) -> None:
        """Put a part in, behind those that are there.

        Args:
            part: Its id.
            title: One short word: up to five stand beside each other.
            widget: It has margins and a scroll area of its own.
        """
        self._parts[part] = (title, widget)
        self._stack.addWidget(widget)
        before = self.part
        if self.chooser is not None:
            self._choice.removeWidget(self.chooser)
            self.chooser.hide()
            self.chooser.deleteLater()
        self.chooser = Segmented([(one, text, _ICONS.get(one, "dot")) for one, (text, _) in self._parts.items()])
        self.chooser.setAccessibleName(self.tr("Parts of the inspector"))
        self.chooser.chosen.connect(self.show_part)
        self._choice.addWidget(self.chooser)
        self._mark(before or part)

    def _mark(self, part: str) -> None:
        """The part in front is named, the others are drawn: six names have no room beside each other."""
        assert self.chooser is not None
        self.chooser.set_value(part)
        for one, (title, _) in self._parts.items():
            button = self.chooser.button(one)
            is_named = one == part or len(self._parts) <= _MOST_NAMED
            beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            button.setToolButtonStyle(beside if is_named else Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setToolTip(title)

    @property
    def part(self) -> str:
        """Which part is in front; empty where there is none."""
        shown = self._stack.currentWidget()
        return next((part for part, (_, widget) in self._parts.items() if widget is shown), "")

    def show_part(self, part: str) -> None:
        """Bring a part to the front."""
        if self.chooser is None or part not in self._parts:
            return
        self._mark(part)
        self._stack.setCurrentWidget(self._parts[part][1])
        self.part_chosen.emit(part)

    def show_clip(self, shown: ShownClip | None) -> None:
        """Whose clip it is about; None for no clip."""
        self._title.show_text(shown.clip.name if shown is not None else "")
        self._pages.setCurrentIndex(0 if shown is None else 1)
