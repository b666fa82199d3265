"""What is said about keys."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from studio.core.easing import easing_text
from studio.models.clip import Clip
from studio.models.dope_rows import DopeRow

_NAMED_CONTROLS = 4


class KeyTexts(QObject):
    """When a key is, what it shows, how it goes on."""

    def text(self, clip: Clip | None, row: DopeRow, time_ms: int) -> str:
        """What is said about a key of a row."""
        when = QLocale().toString(time_ms / 1000, "f", 2)
        track = next((one for one in clip.tracks if one.name == row.track), None) if clip else None
        key = next((one for one in track.keys if one.time_ms == time_ms), None) if track is not None else None
        if track is None or key is None:
            return self.tr("{name}, {seconds} s").format(name=self.tr("All keys"), seconds=when)
        first = list(key.pose.items())[:_NAMED_CONTROLS]
        what = key.expression or ", ".join(f"{name} {value:g}" for name, value in first)
        if len(key.pose) > _NAMED_CONTROLS:
            what = self.tr("{what} and {count} more").format(what=what, count=len(key.pose) - _NAMED_CONTROLS)
        text = self.tr("{track}, {when} s\n{what}\nOn to the next key: {easing}")
        way = easing_text(key.easing)
        return text.format(track=track.name, when=when, what=what or self.tr("at rest"), easing=way)
