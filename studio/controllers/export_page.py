"""The export page: settings as steps that can be undone, the live sheet, the export itself, and repeating it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from studio.controllers.export_page_ports import ExportView
from studio.controllers.export_page_preview import SheetPreviewer
from studio.controllers.export_page_work import (
    Order,
    PackedPreview,
    Refused,
    Scenes,
    characters_of,
    draw_scenes,
    folder_of,
    kept_folder,
    write_scenes,
)
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError, StudioError
from studio.core.jobs import CancelToken, Progress
from studio.export.formats.registry import format_by_name, format_names
from studio.models.export_edits import (
    EVERYBODY,
    Choice,
    ExportContext,
    ExportOutcome,
    ExportProblem,
    PlannedFiles,
    place_of,
    settings_of,
    with_settings,
)
from studio.models.export_preview import SheetPreview
from studio.models.export_targets import TARGETS, Target, targets_with
from studio.models.messages import Tone
from studio.models.project import ExportSettings, Project
from studio.pipelines.clips import builtin_clips, usual_clips
from studio.pipelines.names import safe_name
from studio.pipelines.wardrobe import library_of
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase

PAGE = "export"
JOB_KIND = "export"
_DRAWN_SHARE, _WRITTEN_SHARE = 0.6, 0.4


def open_in_desktop(path: Path) -> bool:
    """Show a folder in the system's file manager."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def documents_folder() -> Path:
    """Where relative folders of a project begin that was never saved."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


class ExportPageController(QObject):
    """Offers what the command line's `export` offers, and keeps the same settings in the project."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        view: ExportView,
        actions: Actions,
        open_path: Callable[[Path], bool] = open_in_desktop,
        home: Callable[[], Path] = documents_folder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._view, self._actions = workspace, jobs, view, actions
        self._open_path, self._home = open_path, home
        self._export_id = ""
        self._previewer = SheetPreviewer(jobs, self)
        self._previewer.packed.connect(self._on_packed)
        self._previewer.planned.connect(view.show_plan)
        self._previewer.failed.connect(self._on_preview_failed)
        self._previewer.working.connect(view.show_working)
        for signal, slot in (
            (view.settings_requested, self.change), (view.gesture_ended, workspace.end_gesture),
            (view.folder_chosen, self.choose_folder), (view.export_requested, self.export),
            (view.replace_requested, lambda: self.export(overwrite=True)), (view.cancel_requested, self.cancel),
            (view.repeat_requested, self.repeat), (view.open_folder_requested, self.open_folder),
        ):  # fmt: skip
            signal.connect(slot)
        actions.bind("export.run", self.run_or_show)
        actions.bind("export.repeat", self.repeat)
        actions.bind("export.open-folder", self.open_folder)
        workspace.project_changed.connect(self._on_project_changed)
        workspace.document_replaced.connect(self._on_document_replaced)
        workspace.character_selected.connect(lambda _id: self._refresh())
        workspace.page_changed.connect(lambda _page: self._refresh())
        jobs.job_changed.connect(self._on_job_changed)
        self._refresh()

    # --- settings

    @property
    def settings(self) -> ExportSettings:
        """What the page shows."""
        return settings_of(self._workspace.project)

    def change(self, settings: ExportSettings, text: str, merge_key: str = "") -> None:
        """Take changed settings as a step of the history."""
        key = f"export/{merge_key}" if merge_key else ""
        self._workspace.edit(text, with_settings(self._workspace.project, settings), key)

    def choose_folder(self, folder: str) -> None:
        """Take another folder, kept relative to the project where it is saved."""
        kept = kept_folder(Path(folder), self._workspace.document.path)
        self.change(replace(self.settings, folder=kept), self.tr("Export folder"))

    @property
    def folder(self) -> Path:
        """The export folder in full."""
        return folder_of(self.settings, self._workspace.document.path, self._home())

    def open_folder(self) -> None:
        """Show the export folder in the system's file manager."""
        self._show_folder(self.folder)

    def open_exported(self, outcome: ExportOutcome | Refused) -> None:
        """Show where an export went, whatever the settings are by now."""
        self._show_folder(Path((outcome.plan if isinstance(outcome, Refused) else outcome.files).folder))

    def _show_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._workspace.tell(
                self.tr("“{folder}” is not there yet.").format(folder=folder), self.tr("Export first."), Tone.WARNING
            )
        elif not self._open_path(folder):
            text = self.tr("No program could open “{folder}”.").format(folder=folder)
            self._workspace.tell(text, tone=Tone.WARNING)

    # --- exporting

    def run_or_show(self) -> None:
        """Ctrl+E: to the page, and on the page the export."""
        if self._workspace.page == PAGE:
            self.export()
        else:
            self._workspace.show_page(PAGE)

    def repeat(self) -> None:
        """The last export again, from anywhere."""
        if self._workspace.project.export is None:
            self._workspace.tell(
                self.tr("There is no export to repeat."), self.tr("Choose what leaves, and where to."), Tone.WARNING,
                action_label=self.tr("Export"), action=lambda: self._workspace.show_page(PAGE),
            )  # fmt: skip
            return
        self.export()

    def export(self, overwrite: bool = False) -> None:
        """Draw and write, as a job; the settings are remembered."""
        if self.is_exporting:
            return
        self._view.show_conflict(None)
        self._view.show_outcome(None)
        try:
            order = replace(self._order(), overwrite=overwrite)
            self._check(order)
        except StudioError as error:
            self._on_export_failed(error)
            return
        self._remember(order)
        self._previewer.stop()
        self._start(order)

    def cancel(self) -> None:
        """Stop the export; the folder stays as it was."""
        self._jobs.cancel(self._export_id)

    @property
    def is_exporting(self) -> bool:
        """Whether an export is under way."""
        info = self._jobs.job(self._export_id)
        return info is not None and not info.state.is_over

    def _order(self) -> Order:
        workspace, settings = self._workspace, self.settings
        who = characters_of(workspace.project, settings, workspace.character)
        return Order(workspace.project, workspace.document.blobs, settings, who, self.folder)

    def _check(self, order: Order) -> None:
        if not order.characters:
            hint = self.tr("Bring in a picture first.")
            raise InputError(self.tr("There is nobody to export."), hint, "usage.character")
        if not order.settings.targets:
            hint = self.tr("Turn at least one on.")
            raise InputError(self.tr("No target is chosen."), hint, "export.format")

    def _remember(self, order: Order) -> None:
        """As the command line does: who left is part of the settings."""
        alone = order.characters[0].id if order.settings.character != EVERYBODY else EVERYBODY
        settings = replace(order.settings, character=alone)
        if settings != self._workspace.project.export:
            after = replace(self._workspace.project, export=settings)
            self._workspace.edit(self.tr("Remember the export"), after)

    def _start(self, order: Order) -> None:
        known, drawn = self._previewer.scenes_of(order), list[Scenes]()

        def draw(token: CancelToken, _carried: Any) -> Generator[Progress, None, Scenes]:
            if known is not None:
                yield Progress(1.0, "")
                return known
            return (yield from draw_scenes(order, token))

        def write(token: CancelToken, scenes: Any) -> Generator[Progress, None, ExportOutcome | Refused]:
            drawn.append(scenes)  # not a part of the result, which the list of jobs keeps
            return (yield from write_scenes(scenes, order, token))

        def done(outcome: ExportOutcome | Refused) -> None:
            if order.project.id == self._workspace.project.id:
                self._previewer.keep(order, drawn[0])
            self._on_exported(outcome)

        names = ", ".join(character.name for character in order.characters)
        title = self.tr("Export {names}").format(names=names)
        shares = (0.02, 0.98) if known is not None else (_DRAWN_SHARE, _WRITTEN_SHARE)
        phases = (Phase(Lane.INFERENCE, draw, shares[0]), Phase(Lane.FILES, write, shares[1]))
        self._view.show_exporting(title, None)
        spec = JobSpec(title, phases, JOB_KIND, restore={})  # all that it takes is in the project
        self._export_id = self._jobs.submit(spec, on_done=done, on_end=self._on_end)

    def _on_exported(self, outcome: ExportOutcome | Refused) -> None:
        if isinstance(outcome, Refused):
            self._ask(outcome.plan)
            return
        files = outcome.files
        count = len(files.new) + len(files.changed)
        if files.is_up_to_date:
            text = self.tr("Everything was up to date; nothing was written.")
        else:
            text = self.tr("{count} files exported.").format(count=count)
        tone = Tone.WARNING if files.warnings else Tone.GOOD
        self._view.show_outcome(outcome)
        self._workspace.tell(
            text, "\n".join(files.warnings[:3]), tone, action_label=self.tr("Open folder"), action=self.open_folder
        )

    def _ask(self, plan: PlannedFiles) -> None:
        """Nothing was written: files are in the way. The page asks; elsewhere a message leads there."""
        self._view.show_conflict(plan)
        if self._workspace.page != PAGE:
            text = self.tr("Nothing was exported: {count} files are in the way.").format(count=len(plan.in_the_way))
            self._workspace.tell(
                text, self.tr("Decide what happens to them."), Tone.WARNING,
                action_label=self.tr("Show"), action=lambda: self._workspace.show_page(PAGE),
            )  # fmt: skip

    def _on_end(self, outcome: Outcome) -> None:
        self._view.show_exporting("", None)
        if outcome.job.state is JobState.FAILED and outcome.job.error is not None:
            self._on_export_failed(outcome.job.error)
        elif outcome.job.state is JobState.CANCELLED:
            self._workspace.tell(self.tr("The export was cancelled. The folder is as it was."))
        self._refresh()

    def _on_export_failed(self, error: Exception) -> None:
        self._show_problem(error)
        if self._workspace.page != PAGE or not isinstance(error, StudioError):
            self._workspace.tell_error(error, self.tr("Not exported"))

    def _on_job_changed(self, job_id: str) -> None:
        if job_id == self._export_id and self.is_exporting:
            info = self._jobs.job(job_id)
            if info is not None:
                self._view.show_exporting(info.progress.message or info.spec.title, info.progress.fraction)

    # --- showing

    def _refresh(self) -> None:
        """Everything that the page shows, and a new preview where it is seen."""
        project = self._workspace.project
        self._actions.set_enabled("export.run", bool(project.characters))
        self._actions.set_enabled("export.repeat", project.export is not None)
        if self._workspace.page != PAGE:
            self._previewer.stop()
            return
        self._view.show_settings(self.settings, self._context())
        order: Order | None = None
        try:
            order = self._order()
            self._check(order)
        except StudioError as error:
            self._show_problem(error)
        else:
            self._view.show_problems(())
        if order is None or not order.characters:
            self._previewer.stop()
            self._view.show_preview(SheetPreview(), (), None)
        elif not self.is_exporting:
            self._previewer.show(order)

    def _context(self) -> ExportContext:
        project, folder = self._workspace.project, self.folder
        who = self._who()
        library = library_of(project)
        clips = [
            Choice(clip.id, clip.name, self.tr("This project"), _seconds(clip.duration_ms)) for clip in project.clips
        ]
        own = {clip.id for clip in project.clips}
        ready = [clip for clip in builtin_clips().values() if clip.id not in own]
        clips += [Choice(clip.id, clip.name, self.tr("Ready-made"), _seconds(clip.duration_ms)) for clip in ready]
        return ExportContext(
            characters=tuple(Choice(one.id, one.name) for one in project.characters),
            expressions=tuple(Choice(one.id, one.name, one.group, one.family) for one in library.values()),
            clips=tuple(clips),
            own_set=who.expression_set if who else (),
            usual_clips=tuple(clip.id for clip in usual_clips(library, project)),
            folder=str(folder),
            is_folder_there=folder.is_dir(),
            targets=self._targets(),
            default_name=safe_name(who.name, lower=True) if who else "",
        )

    def _targets(self) -> tuple[Target, ...]:
        """The program's own formats are known without importing them; those of plugins are loaded already."""
        own = {target.name for target in TARGETS}
        added = [(name, format_by_name(name).title) for name in format_names() if name not in own]
        return targets_with(added, self.settings.targets, self.tr("Not installed"))

    def _who(self) -> Any:
        try:
            who = characters_of(self._workspace.project, self.settings, self._workspace.character)
        except InputError:
            return None
        return who[0] if who else None

    def _on_packed(self, packed: PackedPreview) -> None:
        self._view.show_preview(packed.preview, packed.pages, packed.frame)

    def _on_preview_failed(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            self._show_problem(error)
        else:
            self._workspace.tell_error(error)

    def _show_problem(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            problem = ExportProblem(place_of(error.code), error.user_message, _for_window(error.hint))
            self._view.show_problems((problem,))
            self._view.show_plan(None)

    # --- the project

    def _on_project_changed(self, before: Project, after: Project) -> None:
        watched = ("export", "characters", "clips", "expressions", "set_settings")
        if any(getattr(before, name) != getattr(after, name) for name in watched):
            if before.export != after.export:
                self._view.show_conflict(None)
            self._refresh()

    def _on_document_replaced(self) -> None:
        self._previewer.forget()
        self._view.show_preview(SheetPreview(), (), None)
        self._view.show_outcome(None)
        self._view.show_conflict(None)
        self._view.show_plan(None)
        self._refresh()


def _seconds(duration_ms: int) -> str:
    return f"{duration_ms / 1000:.1f} s"


def _for_window(hint: str) -> str:
    """Hints name options of the command line; in the window those stand on the page."""
    return "" if "--" in hint or "-e " in hint else hint
