"""The Express page: everything that poses the selected character, brought together."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QByteArray, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from studio.controllers.express_controls import ControlsController, ControlsView
from studio.controllers.express_layers import LayersController, LayersView
from studio.controllers.express_look import LookEditor
from studio.controllers.express_wheel import WheelController, WheelView
from studio.controllers.ports import Actions
from studio.controllers.presets import PresetsController, PresetsView
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models.express_rows import LayerTemplate
from studio.models.expression import Expression
from studio.models.expression_text import (
    EXPRESSIONS_MIME,
    expressions_from,
    is_expression_text,
    look_from,
    text_of_expressions,
    text_of_look,
)  # fmt: skip
from studio.models.look import Look
from studio.models.look_edits import reset_look, with_pose
from studio.services.settings import SettingsService
from studio.services.thumbnails import ThumbnailService
from studio.services.user_expressions import UserExpressions

NEEDS_A_CHARACTER = (
    "express.reset-all", "express.reset-control", "express.reset-region", "express.mirror", "express.save-preset",
    "express.add-layer", "express.add-to-set", "edit.copy",
)  # fmt: skip


class ExpressView(Protocol):
    """What is needed of the page's inspector."""

    @property
    def controls(self) -> ControlsView:
        """The sliders."""
        ...

    @property
    def wheel(self) -> WheelView:
        """The words."""
        ...

    @property
    def layers(self) -> LayersView:
        """The layers."""
        ...

    @property
    def presets(self) -> PresetsView:
        """The library."""
        ...

    reset_all_requested: Any
    save_preset_requested: Any
    add_to_set_requested: Any
    link_changed: Any
    """(is_linked): toggled in the view"""

    def set_linked(self, is_linked: bool) -> None:
        """Show pairs as one row, or as two."""
        ...

    def reset_focused_control(self) -> None:
        """Ask for a reset of the row that has the focus."""
        ...

    def reset_focused_region(self) -> None:
        """Ask for a reset of the region that has the focus."""
        ...

    def show_character(self, name: str) -> None:
        """Show whose face it is; empty for nobody."""
        ...

    def show_presets(self) -> None:
        """Bring the presets to the front."""
        ...

    def focus_search(self) -> None:
        """Type to find, in the part that is in front."""
        ...


class ExpressController(QObject):
    """Makes the controllers of the panels and binds the actions.

    For others: `pose_tried` (draw this pose for the moment, None to go back), `paste` and `presets.drop_on`.
    """

    pose_tried = Signal(object)
    """A pose, or None."""

    def __init__(
        self,
        workspace: Workspace,
        thumbnails: ThumbnailService,
        settings: SettingsService,
        view: ExpressView,
        actions: Actions,
        user: UserExpressions | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._view, self._actions = workspace, view, actions
        self.editor = LookEditor(workspace, self)
        self.controls = ControlsController(self.editor, view.controls, self)
        self.wheel = WheelController(self.editor, view.wheel, self)
        self.layers = LayersController(self.editor, view.layers, self)
        self.presets = PresetsController(self.editor, thumbnails, settings, view.presets, user, self)
        self.editor.pose_tried.connect(self.pose_tried)
        self.editor.look_changed.connect(self._show_character)
        view.reset_all_requested.connect(self.reset_all)
        view.save_preset_requested.connect(self.begin_saving)
        view.add_to_set_requested.connect(self.presets.add_worn_to_set)
        view.link_changed.connect(lambda is_linked: actions.set_checked("express.link", is_linked))
        workspace.page_changed.connect(lambda _page: self.editor.stop_trying())
        self._bind(actions)
        self._show_character()

    def _bind(self, actions: Actions) -> None:
        actions.bind("express.reset-all", self.reset_all)
        actions.bind("express.reset-control", self._view.reset_focused_control)
        actions.bind("express.reset-region", self._view.reset_focused_region)
        actions.bind("express.mirror", self.controls.mirror)
        actions.bind("express.link", self._view.set_linked)
        actions.bind("express.save-preset", self.begin_saving)
        actions.bind("express.add-layer", self._add_layer)
        actions.bind("express.add-to-set", self.presets.add_worn_to_set)
        actions.bind("edit.copy", self.copy)
        actions.bind("edit.find", self._find)
        for number in range(1, 10):
            actions.bind(f"express.favourite-{number}", self._favourite(number))
        actions.set_checked("express.link", True)

    def _find(self) -> None:
        """Other pages have other things to find."""
        if self._workspace.page == "express":
            self._view.focus_search()

    def _favourite(self, number: int) -> Any:
        return lambda: self.presets.wear_favourite(number)

    def _add_layer(self) -> None:
        self.layers.add(LayerTemplate.EMPTY)

    def _show_character(self) -> None:
        character = self.editor.character
        self._view.show_character(character.name if character is not None else "")
        for action_id in NEEDS_A_CHARACTER:
            self._actions.set_enabled(action_id, character is not None)

    def reset_all(self) -> None:
        """Back to the reference: one empty layer, nothing muted."""
        self.editor.edit(self.tr("Back to the reference"), lambda _look: reset_look())

    def begin_saving(self) -> None:
        """Open the form for a new preset."""
        self._view.show_presets()
        self.presets.begin_saving()

    # --- clipboard

    def copy(self) -> None:
        """Put the look on the clipboard, with its layers; other programs get it as text."""
        character = self.editor.character
        if character is None:
            return
        look = self.editor.look
        data = QMimeData()
        data.setText(text_of_look(look))
        worn = text_of_expressions([Expression("copied", character.name, look.worn())])
        data.setData(EXPRESSIONS_MIME, QByteArray(worn.encode()))
        QGuiApplication.clipboard().setMimeData(data)
        self._workspace.tell(self.tr("The expression of {name} is copied.").format(name=character.name))

    def can_paste(self) -> bool:
        """Whether the clipboard holds an expression."""
        return self.editor.character is not None and is_expression_text(QGuiApplication.clipboard().text())

    def paste(self) -> bool:
        """Let the selected character wear what is on the clipboard.

        A copied look replaces the look; a single expression goes into the selected layer.

        Returns:
            True if the clipboard held an expression, even one that could not be used (which is told).
        """
        text = QGuiApplication.clipboard().text()
        if not is_expression_text(text) or self.editor.character is None:
            return False
        try:
            self._wear_text(text)
        except InputError as error:
            self._workspace.tell_error(error)
        return True

    def _wear_text(self, text: str) -> None:
        title = self.tr("Paste expression")
        look = look_from(text)
        if '"avatar-studio-look"' in text[:400]:
            self.editor.edit(title, lambda _before: look)
            return
        first = expressions_from(text)[0]
        known = self.editor.library.get(first.id)
        source = first.id if known is not None and known.pose == first.pose else ""

        def change(before: Look, layer_id: str) -> Look:
            return with_pose(before, layer_id, first.pose, source)

        self.editor.edit_layer(title, change)
