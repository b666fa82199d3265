"""Words: search, the wheel, and what was chosen with its intensity and blend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.models.emotion_wheel import FAMILIES, Sector, WheelLayout, WheelWord, nearest_names, search_words
from studio.models.express_rows import WheelState
from studio.views.express.emotion_wheel import EmotionWheel
from studio.views.express.shapes import FAMILY_TITLES, family_shape
from studio.views.kit import theme
from studio.views.kit.staging import scroll_area
from studio.views.kit.tokens import LABEL_PX, SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import FlowLayout, NumberField, SearchField, Segmented, Slider, label

_MAX_HITS = 6
_WORD = int(Qt.ItemDataRole.UserRole)


class FamilyChip(QAbstractButton):
    """A shape and a name; with `is_removable` a cross as well."""

    def __init__(self, family: str, text: str, is_removable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = family
        self._is_removable = is_removable
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_word(self, family: str, text: str) -> None:
        """Show another word."""
        self._family = family
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        width = QFontMetrics(theme.text_font(LABEL_PX)).horizontalAdvance(self.text())
        return QSize(width + theme.px(24 + (14 if self._is_removable else 0)), theme.px(20))

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        tones = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        colour = QColor(tones.family(self._family))
        ground = QColor(colour)
        ground.setAlphaF(0.3 if self.isChecked() else 0.16 if self.underMouse() else 0.0)
        painter.setPen(QColor(tones.accent if self.hasFocus() else tones.line))
        painter.setBrush(ground)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPath(family_shape(self._family, QPointF(theme.px(10), self.height() / 2), theme.px(3.2)))
        painter.setPen(QColor(tones.text))
        painter.setFont(theme.text_font(LABEL_PX))
        text_area = self.rect().adjusted(theme.px(17), 0, 0, 0)
        painter.drawText(text_area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._is_removable:
            cross = self.rect().adjusted(self.width() - theme.px(18), 0, -theme.px(6), 0)
            painter.drawText(cross, Qt.AlignmentFlag.AlignCenter, "×")


class WheelPanel(QWidget):
    """Everything about words."""

    word_chosen = Signal(str)
    word_pinned = Signal(str)
    word_hovered = Signal(str)
    mix_dragged = Signal(tuple, float)
    intensity_edited = Signal(float)
    balance_edited = Signal(float)
    gesture_ended = Signal()
    cleared = Signal()
    second_removed = Signal()
    layout_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[WheelWord, ...] = ()
        self._state = WheelState()
        self._make_search()
        self._make_wheel()
        self._make_amounts()
        self._lay_out()
        self.show_state(self._state)

    def _make_search(self) -> None:
        self.search = SearchField(self.tr("Find a word or a synonym"))
        self.search.searched.connect(self._on_search)
        self.search.returnPressed.connect(self._take_first)
        self.search.installEventFilter(self)
        self.hits = QListWidget()
        self.hits.setAccessibleName(self.tr("Words found"))
        self.hits.setMouseTracking(True)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.itemEntered.connect(lambda item: self.word_hovered.emit(item.data(_WORD) or ""))
        self.hits.itemClicked.connect(self._take_hit)
        self.hits.itemActivated.connect(self._take_hit)
        self.hits.currentItemChanged.connect(self._on_hit_reached)
        self.hits.hide()

    def _make_wheel(self) -> None:
        self.layout_choice = Segmented(
            [
                (WheelLayout.FAMILIES, self.tr("Families"), ""),
                (WheelLayout.VALENCE, self.tr("Valence–arousal"), ""),
            ]
        )
        tip = self.tr("Pleasant words to the right (as people rate them), lively faces at the top")
        self.layout_choice.button(WheelLayout.VALENCE).setToolTip(tip)
        self.layout_choice.chosen.connect(self.layout_chosen)
        self.wheel = EmotionWheel()
        self.wheel.word_chosen.connect(self.word_chosen)
        self.wheel.word_pinned.connect(self.word_pinned)
        self.wheel.word_hovered.connect(self.word_hovered)
        self.wheel.mix_dragged.connect(self.mix_dragged)
        self.wheel.intensity_edited.connect(self.intensity_edited)
        self.wheel.gesture_ended.connect(self.gesture_ended)
        self.wheel.cleared.connect(self.cleared)
        self._legend = QWidget()
        flow = FlowLayout(self._legend, SPACE_4)
        self.family_chips: dict[str, FamilyChip] = {}
        for family in FAMILIES:
            chip = FamilyChip(family, self.tr(FAMILY_TITLES[family]))
            chip.setCheckable(True)
            chip.setToolTip(self.tr("Bring this family out"))
            chip.clicked.connect(lambda is_on, name=family: self._on_family(name, is_on))
            self.family_chips[family] = chip
            flow.addWidget(chip)

    def _make_amounts(self) -> None:
        self.first = FamilyChip("", "")
        self.first.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.second = FamilyChip("", "", is_removable=True)
        self.second.setToolTip(self.tr("Take the second word away"))
        self.second.clicked.connect(self.second_removed)
        self.hint = label("", "label")
        self.hint.setWordWrap(True)
        self.intensity = NumberField(0, 150, 1, 0, "%")
        self.intensity.setAccessibleName(self.tr("Intensity"))
        self.intensity.setToolTip(self.tr("Intensity"))
        self.intensity.set_default(100)
        self.intensity.edited.connect(lambda value: self.intensity_edited.emit(value / 100))
        self.intensity.edit_finished.connect(self.gesture_ended)
        self.balance = Slider(0.0, 1.0, 0.5)
        self.balance.setAccessibleName(self.tr("Blend of the two words"))
        self.balance.setToolTip(self.tr("More of the first word, or more of the second"))
        self.balance.moved.connect(self.balance_edited)
        self.balance.released.connect(self.gesture_ended)

    def _lay_out(self) -> None:
        chosen = QHBoxLayout()
        chosen.setSpacing(SPACE_4)
        chosen.addWidget(self.first)
        chosen.addWidget(self.second)
        chosen.addStretch(1)
        chosen.addWidget(self.intensity)
        content = QWidget()
        content.setProperty("plain", True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll_area(content))
        column = QVBoxLayout(content)
        column.setContentsMargins(SPACE_12, 0, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_8)
        for part in (self.search, self.hits, self.layout_choice, self.wheel):
            column.addWidget(part)
        column.addLayout(chosen)
        column.addWidget(self.balance)
        column.addWidget(self.hint)
        column.addWidget(self._legend)
        column.addStretch(1)

    # --- showing

    def show_words(self, words: Sequence[WheelWord], parts: Sequence[Sector], layout: str) -> None:
        """Show the vocabulary in a layout."""
        self._words = tuple(words)
        self.layout_choice.set_value(layout)
        self.wheel.show_words(words, parts, layout)

    def show_state(self, state: WheelState) -> None:
        """Show what the layer was made from."""
        self._state = state
        self.wheel.show_state(state)
        by_id = {word.id: word for word in self._words}
        chips = (self.first, self.second)
        for chip, word_id in zip(chips, (*state.words, "", "")[:2], strict=True):
            word = by_id.get(word_id)
            name = word.name if word is not None else word_id.replace("-", " ").capitalize()
            chip.show_word(word.family if word is not None else "", name)
            chip.setVisible(bool(word_id))
        has_two = len(state.words) > 1
        self.balance.setVisible(has_two)
        self.balance.set_value(state.balance)
        self.intensity.setEnabled(bool(state.words))
        self.intensity.set_value(state.intensity * 100)
        hint = self._hint(state)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def _hint(self, state: WheelState) -> str:
        if not state.words:
            text = self.tr("Click a word to wear it. Drag between words to blend them.")
            return text if not state.changed else self.tr("Made by hand. Click a word to start from it instead.")
        if state.changed:
            one, several = self.tr("1 control changed by hand"), self.tr("{count} controls changed by hand")
            return (one if state.changed == 1 else several).format(count=state.changed)
        if len(state.words) == 1:
            return self.tr("Shift+click a second word to blend it in.")
        return ""

    def focus_search(self) -> None:
        """Type to find."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # --- families

    def _on_family(self, family: str, is_on: bool) -> None:
        for name, chip in self.family_chips.items():
            chip.setChecked(is_on and name == family)
        self.wheel.show_family(family if is_on else "")

    # --- search

    def _on_search(self, text: str) -> None:
        found = search_words(self._words, text)
        self.wheel.show_matches([word.id for word, _ in found] if text else [])
        self.hits.clear()
        for word, synonym in found[:_MAX_HITS]:
            self._add_hit(word, synonym)
        if text and not found:
            near = nearest_names(self._words, text)
            note = self.tr("No such word. Near it:") if near else self.tr("No such word.")
            item = QListWidgetItem(note)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.hits.addItem(item)
            for word in near:
                self._add_hit(word, "")
        self.hits.setVisible(bool(text))
        rows = max(1, self.hits.count())
        height = self.hits.sizeHintForRow(0) if self.hits.count() else theme.px(24)
        self.hits.setFixedHeight(rows * max(height, theme.px(22)) + theme.px(10))

    def _add_hit(self, word: WheelWord, synonym: str) -> None:
        text = word.name if not synonym else self.tr("{word}  ({synonym})").format(word=word.name, synonym=synonym)
        item = QListWidgetItem(f"{text}  ·  {FAMILY_TITLES.get(word.family, word.family).lower()}")
        item.setData(_WORD, word.id)
        self.hits.addItem(item)

    def _take_first(self) -> None:
        self._on_search(self.search.text().strip())
        for row in range(self.hits.count()):
            if self.hits.item(row).data(_WORD):
                self._take_hit(self.hits.item(row))
                return

    def _take_hit(self, item: QListWidgetItem) -> None:
        word = item.data(_WORD)
        if word:
            self.word_chosen.emit(word)
            self.search.clear()
            self._on_search("")

    def _on_hit_reached(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and self.hits.hasFocus():
            self.word_hovered.emit(item.data(_WORD) or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if watched is self.search and event.type() == QEvent.Type.KeyPress and is_down and self.hits.isVisible():
            self.hits.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hits.setCurrentRow(0)
            return True
        return super().eventFilter(watched, event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        self.word_hovered.emit("")
        super().leaveEvent(event)
