"""Everything that is done to the selected keys of a clip, or makes keys; each is one step of the history."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.controllers.ports import Actions
from studio.controllers.timeline_edit import TimelineEditController
from studio.controllers.timeline_ports import Clipboard, DopeView
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.clip import Clip
from studio.models.timeline_clipboard import copy_keys, paste_keys
from studio.models.timeline_edits import (
    align_keys,
    delete_keys,
    distribute_keys,
    duplicate_keys,
    hold_keys,
    mark_keys,
    reverse_keys,
    scale_time,
    set_easing,
)
from studio.models.timeline_inbetween import insert_keys
from studio.models.timeline_selection import Edited, chosen
from studio.models.timeline_values import mirror_keys

NEED_SELECTION = (
    "delete-keys", "duplicate-keys", "copy-keys", "cut-keys", "hold", "easing", "reverse-keys", "mirror-keys",
    "align-keys", "distribute-keys", "stretch", "accent",
)  # fmt: skip


class TimelineKeysController(QObject):
    """Ties what can be done to keys to its actions, and to the view's wishes."""

    def __init__(
        self,
        workspace: Workspace,
        editor: TimelineEditController,
        view: DopeView,
        actions: Actions,
        clipboard: Clipboard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._editor, self._actions = workspace, editor, actions
        self._clipboard = clipboard
        for signal, slot in (
            (view.delete_requested, self.delete), (view.insert_requested, self.insert_at),
            (view.copy_requested, self.copy), (view.paste_requested, self.paste),
        ):  # fmt: skip
            signal.connect(slot)
        for action_id, slot in (
            ("clip.delete-keys", self.delete), ("clip.duplicate-keys", self.duplicate), ("clip.hold", self.hold),
            ("clip.reverse-keys", self.reverse), ("clip.mirror-keys", self.mirror), ("clip.align-keys", self.align),
            ("clip.distribute-keys", self.distribute), ("clip.insert-key", self.insert),
            ("clip.insert-key-all", lambda: self.insert_at("", round(editor.time_ms))),
            ("clip.copy-keys", lambda: self.copy(False)), ("clip.cut-keys", lambda: self.copy(True)),
            ("clip.paste-keys", self.paste), ("clip.stretch", self.stretch_to_playhead),
            ("clip.accent", self.toggle_accent),
        ):  # fmt: skip
            actions.bind(action_id, slot)
        editor.state_changed.connect(self._show_enabled)
        self._show_enabled()

    def _show_enabled(self) -> None:
        for name in NEED_SELECTION:
            self._actions.set_enabled(f"clip.{name}", bool(self._editor.selection))
        for name in ("insert-key", "insert-key-all", "paste-keys"):
            self._actions.set_enabled(f"clip.{name}", self._editor.clip is not None)

    # --- making and taking

    def insert(self) -> None:
        """A key at the playhead on the tracks of the selected keys; on all where none is selected."""
        names = {name for name, _ in self._editor.selection}
        self._insert([name for name in self._unlocked() if not names or name in names], round(self._editor.time_ms))

    def insert_at(self, track: str, time_ms: int) -> None:
        """A key at a moment on one track; on all where none is named."""
        self._insert([track] if track else self._unlocked(), time_ms)

    def _unlocked(self) -> list[str]:
        return (
            [track.name for track in self._editor.clip.tracks if not track.is_locked]
            if self._editor.clip is not None
            else []
        )

    def _insert(self, tracks: list[str], time_ms: int) -> None:
        def inserted(clip: Clip) -> Edited:
            return insert_keys(clip, tracks, min(max(time_ms, 0), clip.duration_ms), self._editor.library)

        if tracks:
            self._editor.change(self.tr("Insert keys"), inserted, needs_selection=False)

    def copy(self, is_cut: bool) -> None:
        """Put the selected keys onto the clipboard as text; a cut takes them out."""
        if self._editor.clip is None or not self._editor.selection:
            return
        try:
            self._clipboard.set_text(copy_keys(self._editor.clip, self._editor.selection))
        except StudioError as error:
            self._workspace.tell_error(error)
            return
        if is_cut:
            self._editor.change(self.tr("Cut keys"), lambda clip: Edited(delete_keys(clip, self._editor.selection)))

    def paste(self) -> None:
        """Put the clipboard's keys at the playhead; they may come from another project."""
        text, at_ms = self._clipboard.text(), round(self._editor.time_ms)
        self._editor.change(self.tr("Paste keys"), lambda clip: paste_keys(clip, text, at_ms), needs_selection=False)

    # --- changing many

    def delete(self) -> None:
        """Take the selected keys out."""
        self._editor.change(self.tr("Delete keys"), lambda clip: Edited(delete_keys(clip, self._editor.selection)))

    def duplicate(self) -> None:
        """Copies of the selected keys, beginning at the playhead."""
        first = min((time_ms for _, time_ms in self._editor.selection), default=0)
        delta: int = round(self._editor.time_ms) - first
        if not delta and self._editor.clip is not None:
            delta = round(1000 / self._editor.clip.fps)
        self._editor.change(self.tr("Duplicate keys"), lambda clip: duplicate_keys(clip, self._editor.selection, delta))

    def hold(self) -> None:
        """Let the selected keys stay until the next one."""
        self._editor.change(self.tr("Hold keys"), lambda clip: hold_keys(clip, self._editor.selection))

    def ease(self, easing: str) -> None:
        """Let the selected keys travel otherwise to the next one."""
        self._editor.change(self.tr("Change the easing"), lambda clip: set_easing(clip, self._editor.selection, easing))

    def reverse(self) -> None:
        """Play the selected keys backwards."""
        self._editor.change(self.tr("Reverse keys"), lambda clip: reverse_keys(clip, self._editor.selection))

    def mirror(self) -> None:
        """Swap left and right of the selected keys."""
        self._editor.change(
            self.tr("Mirror keys"), lambda clip: mirror_keys(clip, self._editor.selection, self._editor.library)
        )

    def align(self) -> None:
        """Put the selected keys onto the playhead's moment."""
        time_ms = round(self._editor.time_ms)
        self._editor.change(self.tr("Align keys"), lambda clip: align_keys(clip, self._editor.selection, time_ms))

    def distribute(self) -> None:
        """Equal distances between the selected keys of each track."""
        self._editor.change(self.tr("Distribute keys"), lambda clip: distribute_keys(clip, self._editor.selection))

    def scale(self, factor: float) -> None:
        """Stretch or squeeze the selected keys, the first one staying where it is."""
        first = min((time_ms for _, time_ms in self._editor.selection), default=0)
        self._editor.change(self.tr("Scale time"), lambda clip: scale_time(clip, self._editor.selection, first, factor))

    def stretch_to_playhead(self) -> None:
        """Stretch or squeeze the selected keys so that the last one comes to lie at the playhead."""
        times = [time_ms for _, time_ms in self._editor.selection]
        if not times or max(times) == min(times) or self._editor.time_ms <= min(times):
            self._workspace.tell(
                self.tr("Nothing to stretch."),
                self.tr("Select keys at two moments or more, and put the playhead behind the first of them."),
            )
            return
        self.scale((round(self._editor.time_ms) - min(times)) / (max(times) - min(times)))

    def mark(self, is_accent: bool) -> None:
        """Let the nearest frame show exactly these keys, or no longer."""
        text = self.tr("Mark as accents") if is_accent else self.tr("No accents")
        self._editor.change(text, lambda clip: mark_keys(clip, self._editor.selection, is_accent))

    def toggle_accent(self) -> None:
        """Accents become plain keys; where any is plain, all become accents."""
        clip = self._editor.clip
        if clip is not None:
            keys = [key for found in chosen(clip, self._editor.selection).values() for key in found]
            self.mark(not all(key.is_accent for key in keys))
