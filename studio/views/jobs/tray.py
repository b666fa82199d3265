"""Messages of the system, where it has a place for them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

SHOWN_MS = 8000


class SystemTray(QObject):
    """The icon appears with the first message and goes with the program."""

    clicked = Signal()
    """A message or the icon was clicked: bring the window to the front."""

    def __init__(self, program_icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program_icon = program_icon
        self._tray: QSystemTrayIcon | None = None

    def notify(self, title: str, text: str, is_problem: bool) -> bool:
        """Show a message; False where the system has none."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return False
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._program_icon, self)
            self._tray.messageClicked.connect(self.clicked)
            self._tray.activated.connect(lambda reason: self.clicked.emit())
            self._tray.show()
        sign = QSystemTrayIcon.MessageIcon
        self._tray.showMessage(title, text, sign.Warning if is_problem else sign.Information, SHOWN_MS)
        return True

    def close(self) -> None:
        """Take the icon away."""
        if self._tray is not None:
            self._tray.hide()
