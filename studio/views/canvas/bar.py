"""The bar under the picture: comparing, backdrop, zoom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPainterPath, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QColorDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QWidget,
)

from studio.views.canvas.backdrop import SOLID, Backdrop
from studio.views.kit import theme
from studio.views.kit.checker import checker_brush
from studio.views.kit.icons import icon
from studio.views.kit.tokens import CONTROL_HEIGHT, SPACE_4, SPACE_8

MENU_ZOOMS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
ROOMY_PX = 800
"""Narrower bars show icons without words."""
ICON_PX = 16


class CanvasBar(QFrame):
    """Shows how the picture is looked at, and asks for another way."""

    compare_requested = Signal(str)
    zoom_requested = Signal(float)
    fit_requested = Signal()
    face_requested = Signal()
    backdrop_requested = Signal(str, str)
    """(backdrop, "#rrggbb" for the user's own colour or empty)"""
    peek_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "panel")
        self._compare_buttons: dict[str, QToolButton] = {}
        self._backdrop_actions: dict[str, QAction] = {}
        self._own_color = QColor("#7a86a0")
        self._hint = QLabel()
        self._hint.setProperty("role", "dim")
        self.peek_button = self._make_peek_button()
        self.backdrop_button = self._make_backdrop_button()
        self.zoom_button = self._make_zoom_button()
        self.face_button, self.fit_button = self._make_face_button(), self._make_fit_button()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_8, SPACE_4, SPACE_8, SPACE_4)
        layout.setSpacing(SPACE_8)
        layout.addWidget(self._make_compare())
        layout.addWidget(self.peek_button)
        layout.addStretch()
        layout.addWidget(self._hint)
        layout.addStretch()
        for button in (self.backdrop_button, self.zoom_button, self.face_button, self.fit_button):
            layout.addWidget(button)
        theme.notifier().changed.connect(self._paint_swatches)
        self.set_backdrop(Backdrop.CHECKER, self._own_color)

    # --- making

    def _make_compare(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kit", "segmented")
        row = QHBoxLayout(frame)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        group = QButtonGroup(self)
        choices = (
            ("off", self.tr("Result"), self.tr("Result only")),
            ("split", self.tr("Split"), self.tr("Picture and result side by side, with a seam to drag")),
            ("flicker", self.tr("Flicker"), self.tr("Picture and result in turn, twice a second")),
            ("difference", self.tr("Difference"), self.tr("Where the result differs from the picture")),
        )
        for mode, text, tip in choices:
            button = _button(f"compare-{mode}", text, tip)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, mode=mode: self.compare_requested.emit(mode))
            group.addButton(button)
            row.addWidget(button)
            self._compare_buttons[mode] = button
        return frame

    def _make_peek_button(self) -> QToolButton:
        button = _button("eye", self.tr("Hold to see the picture"), self.tr("Hold to see the picture as it was given"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.pressed.connect(lambda: self.peek_changed.emit(True))
        button.released.connect(lambda: self.peek_changed.emit(False))
        return button

    def _make_backdrop_button(self) -> QToolButton:
        button = _button("backdrop", self.tr("Backdrop"), self.tr("What lies behind the picture"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        group = QActionGroup(menu)
        for backdrop, text in (
            (Backdrop.CHECKER, self.tr("Checker")), (Backdrop.DARK, self.tr("Dark")),
            (Backdrop.LIGHT, self.tr("Light")), (Backdrop.GREY, self.tr("Mid grey")),
            (Backdrop.OWN, self.tr("Own colour")), (Backdrop.MOCKUP, self.tr("In a game")),
        ):  # fmt: skip
            action = menu.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _on=False, name=backdrop.value: self.backdrop_requested.emit(name, ""))
            group.addAction(action)
            self._backdrop_actions[backdrop.value] = action
        menu.addSeparator()
        menu.addAction(self.tr("Choose own colour…")).triggered.connect(self._choose_color)
        button.setMenu(menu)
        return button

    def _make_zoom_button(self) -> QToolButton:
        button = _button("", "100 %", self.tr("Zoom; Ctrl and the wheel zoom at the pointer"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFont(theme.numeric_font())
        button.setMinimumWidth(64)
        menu = QMenu(button)
        menu.addAction(self.tr("Fit")).triggered.connect(self.fit_requested)
        menu.addSeparator()
        for zoom in MENU_ZOOMS:
            action = menu.addAction(self.tr("{percent} %").format(percent=round(zoom * 100)))
            action.triggered.connect(lambda _on=False, zoom=zoom: self.zoom_requested.emit(zoom))
        button.setMenu(menu)
        return button

    def _make_face_button(self) -> QToolButton:
        button = _button("zoom-face", self.tr("Face"), self.tr("Zoom to the face"))
        button.setCheckable(True)
        button.clicked.connect(self._ask_for_face)
        return button

    def _make_fit_button(self) -> QToolButton:
        button = _button("zoom-fit", self.tr("Fit"), self.tr("Show all of the picture"))
        button.setCheckable(True)
        button.clicked.connect(self._ask_to_fit)
        return button

    # --- showing

    def set_compare(self, mode: str) -> None:
        """Which way of comparing is on."""
        self._compare_buttons[mode].setChecked(True)

    def set_peeking(self, is_peeking: bool) -> None:
        """Whether the reference is held up."""
        self.peek_button.setDown(is_peeking)

    def set_zoom(self, zoom: float, is_fitted: bool) -> None:
        """The zoom, 1 is 100 %."""
        percent = zoom * 100
        text = f"{percent:.1f}" if percent < 10 else f"{percent:.0f}"
        self.zoom_button.setText(self.tr("{percent} %").format(percent=text))
        self.fit_button.setChecked(is_fitted)

    def set_on_face(self, is_on: bool) -> None:
        """Whether the head fills the window."""
        self.face_button.setChecked(is_on)

    def set_backdrop(self, name: str, own_color: QColor) -> None:
        """Which backdrop is on, and the user's own colour."""
        self._own_color = own_color
        self._backdrop_actions[name].setChecked(True)
        self._paint_swatches()

    def set_hint(self, text: str) -> None:
        """A few words in the middle; empty for none."""
        self._hint.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Words go when there is no room for them."""
        super().resizeEvent(event)
        is_roomy = self.width() >= theme.px(ROOMY_PX)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if is_roomy else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in (*self._compare_buttons.values(), self.backdrop_button, self.face_button, self.fit_button):
            button.setToolButtonStyle(style)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As narrow as without words."""
        return QSize(theme.px(352), super().minimumSizeHint().height())

    def _paint_swatches(self) -> None:
        for name, action in self._backdrop_actions.items():
            action.setIcon(_swatch(name, self._own_color))

    def _ask_for_face(self) -> None:
        self.face_button.setChecked(True)  # it stays on when it is pressed again
        self.face_requested.emit()

    def _ask_to_fit(self) -> None:
        self.fit_requested.emit()

    def _choose_color(self) -> None:
        color = QColorDialog.getColor(self._own_color, self, self.tr("Backdrop"))
        if color.isValid():
            self.backdrop_requested.emit(Backdrop.OWN.value, color.name())


def _button(icon_name: str, text: str, tip: str) -> QToolButton:
    button = QToolButton()
    if icon_name:
        button.setIcon(icon(icon_name))
    button.setIconSize(QSize(ICON_PX, ICON_PX))
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setMinimumHeight(CONTROL_HEIGHT)
    return button


def _swatch(name: str, own_color: QColor) -> QIcon:
    """A small disc of the backdrop."""
    pixmap = QPixmap(2 * ICON_PX, 2 * ICON_PX)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(1.5, 1.5, ICON_PX - 3, ICON_PX - 3, 3, 3)
    if name == Backdrop.CHECKER:
        painter.fillPath(path, checker_brush(4))
    elif name == Backdrop.MOCKUP:
        painter.fillPath(path, QColor("#6d7488"))
        painter.fillRect(3, 9, ICON_PX - 6, 4, QColor("#10141f"))
    else:
        painter.fillPath(path, own_color if name == Backdrop.OWN else QColor(SOLID[name]))
    painter.setPen(QColor(theme.current().line_strong))
    painter.drawPath(path)
    painter.end()
    return QIcon(pixmap)
