"""What is set on the Animate page is found again at the next start."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.playback import PlaybackController
from studio.controllers.timeline_curves import TimelineCurvesController
from studio.controllers.timeline_edit import TimelineEditController
from studio.controllers.timeline_onion import TimelineOnionController
from studio.models.animate_options import AnimateOptions, options_from_texts, options_to_texts


class Memory(Protocol):
    """The program's settings."""

    @property
    def values(self) -> Any:
        """With a field `animate`."""
        ...

    def set(self, **changes: Any) -> None:
        """Keep something."""
        ...


class AnimateMemory(QObject):
    """Puts what was kept into the parts, then keeps what they tell."""

    def __init__(
        self, settings: Memory, onion: TimelineOnionController, editor: TimelineEditController,
        curves: TimelineCurvesController, playback: PlaybackController, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._settings, self._onion, self._editor = settings, onion, editor
        self._curves, self._playback = curves, playback
        self._kept = options_from_texts(settings.values.animate)
        self._restore(self._kept)
        for part in (onion, editor, curves, playback):
            part.options_changed.connect(self._keep)

    def _restore(self, kept: AnimateOptions) -> None:
        self._onion.restore(kept.onion, kept.has_skins, kept.has_trail, kept.ghosts)
        self._editor.set_snapping(kept.is_snapping)
        self._curves.set_normalised(kept.is_normalised)
        self._playback.set_mode(kept.mode.value)
        self._playback.set_speed(kept.speed)

    def _keep(self) -> None:
        onion = self._onion
        now = replace(
            self._kept,
            onion=onion.options,
            has_skins=onion.has_skins,
            has_trail=onion.has_trail,
            ghosts=onion.ghosts,
            is_snapping=self._editor.is_snapping,
            is_normalised=self._curves.is_normalised,
            mode=self._playback.mode,
            speed=self._playback.speed,
        )
        if now != self._kept:
            self._kept = now
            self._settings.set(animate=options_to_texts(now))
