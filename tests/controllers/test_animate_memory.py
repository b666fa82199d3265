"""What is set on the Animate page is there again at the next start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from studio.controllers.animate_memory import AnimateMemory
from studio.models.onion import OnionOptions
from studio.models.playhead import PlayMode
from studio.services.settings import SettingsService


class Part(QObject):
    """Stands for each of the parts."""

    options_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.options, self.has_skins, self.has_trail, self.ghosts = OnionOptions(), False, False, dict[str, int]()
        self.is_snapping, self.is_normalised = True, False
        self.mode, self.speed = PlayMode.REAL_TIME, 1.0

    def restore(self, options: OnionOptions, has_skins: bool, has_trail: bool, ghosts: Any) -> None:
        self.options, self.has_skins, self.has_trail, self.ghosts = options, has_skins, has_trail, dict(ghosts)

    def set_snapping(self, is_on: bool) -> None:
        self.is_snapping = is_on

    def set_normalised(self, is_on: bool) -> None:
        self.is_normalised = is_on

    def set_mode(self, value: str) -> None:
        self.mode = PlayMode(value)

    def set_speed(self, speed: float) -> None:
        self.speed = speed


def started(path: Path) -> Any:
    part: Any = Part()
    part.memory = AnimateMemory(SettingsService(path), part, part, part, part)
    return part


def test_all_of_it_is_found_again(qapp: QCoreApplication, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    first = started(path)
    first.restore(OnionOptions(3, 2, True, 1, 0.4, "chin"), True, True, {"p/c": 500})
    first.is_snapping, first.is_normalised, first.mode, first.speed = False, True, PlayMode.EVERY_FRAME, 0.5
    first.options_changed.emit()
    second = started(path)
    assert second.options == OnionOptions(3, 2, True, 1, 0.4, "chin")
    assert (second.has_skins, second.has_trail, second.ghosts) == (True, True, {"p/c": 500})
    assert (second.is_snapping, second.is_normalised) == (False, True)
    assert (second.mode, second.speed) == (PlayMode.EVERY_FRAME, 0.5)


def test_what_is_damaged_is_the_usual(qapp: QCoreApplication, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"animate": {"speed": "quick", "mode": 4, "onion before": "-7"}}')
    made = started(path)
    assert (made.speed, made.mode, made.options.before) == (1.0, PlayMode.REAL_TIME, 0)
