"""The plugins page: allowing them, with a plain word about what that means; their actions."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.folders import settings_folder
from studio.core.jobs import CancelToken, Progress
from studio.models.character import Character
from studio.models.look import Look
from studio.models.messages import Tone
from studio.models.plugin_rows import PluginRow
from studio.models.project import Project
from studio.pipelines.plugins import PluginAction, PluginState, PluginStatus
from studio.pipelines.wardrobe import library_of, with_expression
from studio.plugins_api import ActionContext, ActionResult
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase
from studio.services.plugins import PluginService
from studio.services.settings import SettingsService
from studio.services.stages import StageCache, StageRequest


class PluginsView(Protocol):
    """What is used of the plugins page."""

    enable_requested: SignalInstance
    consent_given: SignalInstance
    disable_requested: SignalInstance
    look_requested: SignalInstance

    def set_rows(self, rows: Sequence[PluginRow], is_safe: bool, folder: str) -> None:
        """Show these plugins."""
        ...

    def ask_consent(self, plugin_id: str) -> None:
        """Say what running somebody's code means; `consent_given` follows if the user agrees."""
        ...

    def open_page(self) -> None:
        """Come to the front."""
        ...


class PluginsController(QObject):
    """Ties the plugins to their page, and runs their actions beside the window."""

    actions_changed = Signal(object)
    """Tuple of (action id, text, callable), to be put into menu and palette."""

    def __init__(
        self,
        workspace: Workspace,
        plugins: PluginService,
        jobs: JobQueue,
        stages: StageCache,
        settings: SettingsService,
        actions: Actions,
        view: PluginsView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._plugins = plugins
        self._jobs = jobs
        self._stages = stages
        self._settings = settings
        self._view = view
        actions.bind("tools.plugins", self.open)
        view.enable_requested.connect(self.enable)
        view.consent_given.connect(self.consent)
        view.disable_requested.connect(lambda plugin_id: self._plugins.set_enabled(plugin_id, False))
        view.look_requested.connect(plugins.look)
        plugins.changed.connect(self._show)

    def start(self) -> None:
        """Offer the actions there are, and name the plugins that are broken."""
        self._show()
        for status in self._plugins.broken():
            if status.problem is not None:
                self._workspace.tell(status.problem.user_message, status.problem.hint, Tone.WARNING)

    def open(self) -> None:
        """Show the page."""
        self._plugins.look()
        self._view.open_page()

    def enable(self, plugin_id: str) -> None:
        """Allow a plugin; one with code asks first, the first time."""
        status = self._status(plugin_id)
        if status is None or status.plugin.manifest is None:
            return
        agreed = f"plugin {plugin_id}" in self._settings.values.accepted_licences
        if status.plugin.manifest.contributes.has_code and not agreed:
            self._view.ask_consent(plugin_id)
            return
        self._plugins.set_enabled(plugin_id, True)

    def consent(self, plugin_id: str) -> None:
        """The user lets a plugin's code run."""
        known = self._settings.values.accepted_licences
        self._settings.set(accepted_licences=(*known, f"plugin {plugin_id}"))
        self.enable(plugin_id)

    # --- actions

    def run(self, action: PluginAction) -> None:
        """Run a plugin's action as a job."""
        character, document = self._workspace.character, self._workspace.document
        library, title = tuple(library_of(document.project).values()), document.project.name
        name, pose = (character.name, character.look.worn()) if character else ("", {})
        can_draw = character is not None and bool(character.references)
        draw = self._drawing(character) if character is not None and can_draw else None

        def work(token: CancelToken, _: Any) -> Generator[Progress, None, ActionResult]:
            yield Progress(None, action.part.text)
            return action.run(ActionContext(title, name, pose, library, draw, token))

        character_id = character.id if character else ""

        def done(result: ActionResult) -> None:
            if document is self._workspace.document:
                self._take(action, result, character_id)

        spec = JobSpec(action.part.text, (Phase(Lane.INFERENCE, work),), "plugin")
        self._jobs.submit(spec, done, on_end=self._on_end)

    def _drawing(self, character: Character) -> Callable[[Any], Any]:
        """Draws for a plugin; called in the inference thread, where its job runs."""
        stages, blobs = self._stages, self._workspace.document.blobs
        request = StageRequest(character.main_reference, self._settings.values.engine)
        return lambda pose: stages.stage(request, blobs).frame(pose).copy()  # type: ignore[arg-type]

    def _take(self, action: PluginAction, result: ActionResult, character_id: str) -> None:
        project: Project = self._workspace.project
        for expression in result.expressions:
            project = with_expression(project, expression)
        character = self._workspace.character_by_id(character_id)
        if result.pose is not None and character is not None:
            base = replace(character.look.layers[0], pose=dict(result.pose), source="")
            project = project.with_character(replace(character, look=Look((base,))))
        self._workspace.edit(action.part.text, project)
        if result.message:
            self._workspace.tell(result.message, "", Tone.GOOD)

    def _on_end(self, outcome: Outcome) -> None:
        if outcome.job.state is JobState.FAILED and outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)

    # --- showing

    def _status(self, plugin_id: str) -> PluginStatus | None:
        return next((one for one in self._plugins.statuses if one.plugin.id == plugin_id), None)

    def _show(self) -> None:
        rows = [_row(status) for status in self._plugins.statuses]
        self._view.set_rows(rows, self._plugins.is_safe, str(settings_folder() / "plugins"))
        self.actions_changed.emit(
            tuple((one.id, one.part.text, lambda action=one: self.run(action)) for one in self._plugins.actions)
        )


def _row(status: PluginStatus) -> PluginRow:
    plugin, manifest = status.plugin, status.plugin.manifest
    problem = status.problem
    told = (problem.user_message, problem.hint) if problem is not None else ("", "")
    place = str(Path(plugin.folder))
    is_enabled = status.state is PluginState.ENABLED
    if manifest is None:
        return PluginRow(plugin.id, plugin.id, "", "", "", "", (), is_enabled, True, plugin.is_bundled, place, *told)
    return PluginRow(
        plugin.id, manifest.name, manifest.version, manifest.author, manifest.description, manifest.homepage,
        manifest.summary, is_enabled, manifest.contributes.has_code, plugin.is_bundled, place, *told,
    )  # fmt: skip
