"""Short movements, and none where less motion is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QVariantAnimation
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyle

from studio.views.kit.tokens import MOTION_MS

_reduced: list[bool | None] = [None]


def set_reduced(is_reduced: bool | None) -> None:
    """Ask for less motion, or for motion; None leaves it to the system."""
    _reduced[0] = is_reduced


def is_reduced() -> bool:
    """Whether things should jump to their place."""
    if _reduced[0] is not None:
        return _reduced[0]
    if QGuiApplication.platformName() == "offscreen":
        return True
    style = QApplication.style()
    return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


def glide(
    owner: QObject, start: float, end: float, step: Callable[[float], None], duration_ms: int = MOTION_MS
) -> None:
    """Call `step` with values from start to end, easing out; at once with the end where motion is reduced.

    The movement ends with its owner. A new movement of the same owner takes the place of the old one.
    """
    running = owner.findChild(QVariantAnimation, "glide")
    if running is not None:
        running.stop()
        running.setObjectName("")
    if is_reduced() or start == end:
        step(end)
        return
    step(start)
    animation = QVariantAnimation(owner)
    animation.setObjectName("glide")
    animation.setDuration(duration_ms)
    animation.setEasingCurve(QEasingCurve.Type.OutCubic)
    animation.setStartValue(float(start))
    animation.setEndValue(float(end))
    animation.valueChanged.connect(step)
    animation.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)
