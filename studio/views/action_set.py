"""The window's actions as Qt knows them, made from the list in `studio.models.actions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from studio.models.actions import ACTIONS, ActionSpec, keys_of
from studio.views.kit.icons import icon

TIMELINE = "timeline"
_ONE_OF = ("go", "view.compare")
_TEXT_WIDGETS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QKeySequenceEdit)
_ARROWS = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip
_PRESSES = frozenset({Qt.Key.Key_Space})
_SPECS = {spec.id: spec for spec in ACTIONS}


class ActionSet(QObject):
    """One `QAction` for each action, with the keys that count now.

    Keys with a context count only while that page is shown (`set_context`), those of the timeline only while it is
    open (`set_timeline_shown`). A widget that is being typed into keeps its plain keys, whoever else wants them; so do
    lists, sliders and buttons theirs.
    """

    triggered = Signal(str)

    def __init__(self, parent: QObject | None = None, own_keys: Mapping[str, str] | None = None) -> None:
        super().__init__(parent)
        self._own_keys = dict(own_keys or {})
        self._page = ""
        self._is_timeline_shown = False
        self._slots: dict[str, list[Callable[..., object]]] = {}
        self._counting: dict[str, tuple[str, ...]] = {}
        self._actions = {spec.id: self._make(spec) for spec in ACTIONS}
        self._group_alternatives()
        self._refresh()
        self._say_all()
        self._watched: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        """Call `slot` when the action is triggered; a checkable one hands over whether it is on."""
        self._slots.setdefault(self._known(action_id), []).append(slot)

    def is_bound(self, action_id: str) -> bool:
        """Whether anybody is called."""
        return bool(self._slots.get(self._known(action_id)))

    def set_enabled(self, action_id: str, is_enabled: bool) -> None:
        """Let it be used, or not."""
        self.qaction(action_id).setEnabled(is_enabled)

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        """Show it on or off, without calling anybody."""
        self.qaction(action_id).setChecked(is_checked)

    def set_text(self, action_id: str, text: str) -> None:
        """Say more exactly what it will do ("Undo “Smile”")."""
        action = self.qaction(action_id)
        action.setText(text)
        self._say(_SPECS[action_id])

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        for spec in ACTIONS:
            self._actions[spec.id].setText(self.tr(spec.text))
            self._say(spec)

    def qaction(self, action_id: str) -> QAction:
        """The action for menus and buttons.

        Raises:
            KeyError: If there is none; that is a bug.
        """
        return self._actions[action_id]

    def trigger(self, action_id: str) -> None:
        """Do it as if its key had been pressed; nothing where it is disabled."""
        self.qaction(action_id).trigger()

    def set_keys(self, own_keys: Mapping[str, str]) -> None:
        """Use the user's own keys: action id → keys; what is not named keeps its default."""
        self._own_keys = dict(own_keys)
        self._refresh()
        self._say_all()

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action wherever they count, as people read them."""
        spec = _SPECS[action_id]
        native = QKeySequence.SequenceFormat.NativeText
        return tuple(QKeySequence(key).toString(native) for key in keys_of(spec, self._own_keys))

    def set_context(self, page: str) -> None:
        """Let the keys of that page count and those of no other."""
        self._page = page
        self._refresh()

    def set_timeline_shown(self, is_shown: bool) -> None:
        """Let the timeline's keys count, or not."""
        if is_shown != self._is_timeline_shown:
            self._is_timeline_shown = is_shown
            self._refresh()

    def attach(self, window: QWidget) -> None:
        """Let the keys count in a window."""
        window.addActions(list(self._actions.values()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the keys that are meant for it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keeps(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(self.tr(spec.text), self)
        action.setObjectName(spec.id)
        action.setIcon(icon(spec.icon))
        action.setCheckable(spec.is_checkable)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda is_on, spec=spec: self._call(spec, is_on))
        return action

    def _group_alternatives(self) -> None:
        """Of pages and ways to compare one is on at a time; choosing it again leaves it on."""
        for prefix in _ONE_OF:
            group = QActionGroup(self)
            for spec in ACTIONS:
                if spec.is_checkable and spec.id.startswith(prefix):
                    group.addAction(self._actions[spec.id])

    def _call(self, spec: ActionSpec, is_on: bool) -> None:
        for slot in tuple(self._slots.get(spec.id, ())):
            slot(is_on) if spec.is_checkable else slot()
        self.triggered.emit(spec.id)

    def _known(self, action_id: str) -> str:
        if action_id not in self._actions:
            raise KeyError(action_id)
        return action_id

    def _counts(self, spec: ActionSpec) -> bool:
        return spec.context in {"", self._page} or (spec.context == TIMELINE and self._is_timeline_shown)

    def _refresh(self) -> None:
        """Let the keys of the place count; only those that change are touched, for it happens with every page."""
        for spec in ACTIONS:
            keys = tuple(keys_of(spec, self._own_keys)) if self._counts(spec) else ()
            if keys != self._counting.get(spec.id, ()):
                self._counting[spec.id] = keys
                self._actions[spec.id].setShortcuts([QKeySequence(key) for key in keys])

    def _say_all(self) -> None:
        for spec in ACTIONS:
            self._say(spec)

    def _say(self, spec: ActionSpec) -> None:
        action = self._actions[spec.id]
        first = next(iter(self.keys(spec.id)), "")
        head = f"{action.text().rstrip('…')}  {first}".rstrip()
        action.setToolTip(f"{head}\n{self.tr(spec.tip)}" if spec.tip else head)

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Hear the keys of the focused widget only; an ear on the whole program would cost on every event."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now
        if now is not None:
            now.installEventFilter(self)

    def _keeps(self, event: QKeyEvent) -> bool:
        """Whether the focused widget needs this key itself."""
        widget = self._watched
        commanding = (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        )
        if widget is None or not isValid(widget) or event.modifiers() & commanding:
            return False
        key = Qt.Key(event.key())
        if isinstance(widget, _TEXT_WIDGETS) or (isinstance(widget, QComboBox) and widget.isEditable()):
            return not Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
        if isinstance(widget, QAbstractButton | QComboBox) and key in _PRESSES:
            return True
        is_stepped = isinstance(widget, QAbstractItemView | QAbstractSlider | QComboBox)
        return is_stepped and key in _ARROWS
