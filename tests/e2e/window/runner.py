"""Starts the program and answers questions about it; see `driven.py`."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtCore import QObject, QPoint, QPointF, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from studio import composition


class Answers(QObject):
    """Evaluates in the window's thread what the other one reads."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.scope: dict[str, Any] = {
            "on_screen": on_screen, "widget": widget, "widgets": widgets, "leave": leave, "is_ready": self.is_ready,
            "screenshot": screenshot, "shown": shown, "slider_point": slider_point,
            "recovered_button": recovered_button, "QPoint": QPoint, "QPointF": QPointF, "Path": Path,
        }  # fmt: skip
        self.asked.connect(self.answer)

    def is_ready(self) -> bool:
        """Whether everything is mounted."""
        wanted = {*composition.FIRST_SLICES, *composition.LATER_SLICES}
        return "studio" in self.scope and wanted <= set(self.scope["studio"].mounted)

    @Slot(str)
    def answer(self, expression: str) -> None:
        """Print the value of an expression."""
        try:
            value = eval(expression, self.scope)
            text = json.dumps({"value": value}, default=str)
        except Exception as error:
            text = json.dumps({"error": f"{type(error).__name__}: {error}"})
        print(text, flush=True)

    def read(self) -> None:
        """Runs in a thread of its own."""
        for line in sys.stdin:
            self.asked.emit(json.loads(line))


def on_screen(place: Any) -> tuple[int, int]:
    """The middle of a widget, or (widget, x, y), on the screen."""
    if isinstance(place, QWidget):
        if not place.isVisible():
            raise LookupError(f"{place} is not visible")
        point = place.mapToGlobal(place.rect().center())
    elif isinstance(place, QPoint):
        point = place
    else:
        owner, x, y = place
        point = owner.mapToGlobal(QPoint(round(x), round(y)))
    return point.x(), point.y()


def widgets(kind: str = "", text: str = "", name: str = "") -> list[QWidget]:
    """Visible widgets by class name, text (or accessible name, or tool tip) and object name."""
    found = []
    for one in QApplication.allWidgets():
        if not one.isVisible():
            continue
        if kind and kind not in [base.__name__ for base in type(one).__mro__]:
            continue
        if name and one.objectName() != name:
            continue
        said = one.text() if hasattr(one, "text") and callable(one.text) else ""
        if text and text not in (str(said).replace("&", ""), one.accessibleName(), one.toolTip()):
            continue
        found.append(one)
    return found


def widget(kind: str = "", text: str = "", name: str = "") -> QWidget:
    """The one widget that fits."""
    found = widgets(kind, text, name)
    if not found:
        raise LookupError(f"no visible widget {kind} {text} {name}")
    return found[0]


def shown(kind: str = "", text: str = "", name: str = "") -> bool:
    """Whether there is one."""
    return bool(widgets(kind, text, name))


def slider_point(row: Any, value: float) -> tuple[float, float]:
    """A point on the bar of a control's row, `value` (0…1) of its width away from its start."""
    bar = row.number_rect()
    width = bar.right() + 1
    return 8 + value * width, bar.center().y()


def recovered_button() -> QWidget:
    """The button that opens the first recovered work."""
    card: Any = widget("WorkCard")
    button: QWidget = card.open_button
    return button


def screenshot(path: str) -> bool:
    """Save what the display shows."""
    return QGuiApplication.primaryScreen().grabWindow(0).save(path)


def leave() -> bool:
    """End the program as if nothing had to be saved."""
    QApplication.exit(0)
    return True


def main() -> int:
    """Start both."""
    from studio import app

    qt = QApplication(["avatar-studio"])
    answers = Answers()
    made = composition.compose

    def compose(*arguments: Any, **named: Any) -> Any:
        answers.scope["studio"] = made(*arguments, **named)
        return answers.scope["studio"]

    composition.compose = compose
    threading.Thread(target=answers.read, daemon=True).start()
    code = app.main(sys.argv[1:])
    del qt
    return code


if __name__ == "__main__":
    sys.exit(main())
