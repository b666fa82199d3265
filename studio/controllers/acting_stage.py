"""The canvas lent to poses that are not part of the project: a passage that is tried, a recording, a face tracker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QObject, Signal

from studio.controllers.playback_ports import Stand
from studio.controllers.workspace import Workspace
from studio.models.controls import Pose
from studio.services.previews import Preview
from studio.services.stages import StageRequest


class PoseStage(QObject):
    """Shows poses of the selected character while it holds the canvas; the last one wins."""

    lost = Signal()
    """Somebody else took the canvas."""
    released = Signal()
    """The canvas is given back."""

    def __init__(
        self, workspace: Workspace, stand: Stand, previews: Any, owner: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._stand, self._previews, self._owner = workspace, stand, previews, owner
        stand.holder_changed.connect(self._on_holder)
        previews.ready.connect(self._on_ready)

    @property
    def is_holding(self) -> bool:
        """Whether it has the canvas."""
        return self._stand.holder == self._owner

    def show(self, pose: Pose) -> None:
        """Show a pose, on top of nothing; nothing happens without a character."""
        character = self._workspace.character
        if character is None or not character.references:
            return
        if not self.is_holding:
            self._stand.hold(self._owner)
        request = StageRequest(character.main_reference, self._workspace.project.set_settings.engine)
        blobs = cast(Mapping[str, bytes], self._workspace.document.blobs)
        self._previews.show(request, pose, blobs, self._owner, 0)

    def release(self) -> None:
        """Give the canvas back."""
        self._previews.forget(self._owner)
        if self.is_holding:
            self._stand.release(self._owner)
            self.released.emit()

    def _on_ready(self, preview: Preview) -> None:
        if preview.channel == self._owner and self.is_holding:
            self._stand.show_frame(preview.image)

    def _on_holder(self, owner: str) -> None:
        if owner != self._owner:
            self._previews.forget(self._owner)
            self.lost.emit()
