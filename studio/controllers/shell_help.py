"""The guide, and what works on this machine."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.jobs import CancelToken, Partial, Progress
from studio.pipelines.health import Finding, Health, check_health
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase

_SIGNS = {Health.OK: "✓", Health.NOTE: "–", Health.PROBLEM: "✕"}


class ReadingView(Protocol):
    """What shows a text."""

    def show_text(self, title: str, text: str, folder: str = "") -> None:
        """Come up with a text."""
        ...

    def change_text(self, text: str) -> None:
        """Show another text."""
        ...


class HelpController(QObject):
    """See the module."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        actions: Actions,
        guide: Callable[[], ReadingView],
        health: Callable[[], ReadingView],
        guide_file: Path,
        parent: QObject | None = None,
    ) -> None:
        """See the class.

        Args:
            workspace: For telling.
            jobs: Looks at the machine.
            actions: The window's.
            guide: Gives what shows the guide; asked when it is needed.
            health: Gives what shows what works, likewise.
            guide_file: The guide, in Markdown.
            parent: Of the object.
        """
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self._guide, self._health, self._guide_file = guide, health, guide_file
        actions.bind("help.guide", self.open_guide)
        actions.bind("help.health", self.open_health)

    def open_guide(self) -> None:
        """Show the guide."""
        try:
            text = self._guide_file.read_text(encoding="utf-8")
        except OSError:
            self._workspace.tell(
                self.tr("The guide is missing."), self.tr("It lies in resources/docs/guide.md of the program.")
            )
            return
        self._guide().show_text(self.tr("Guide"), text, str(self._guide_file.parent))

    def open_health(self) -> None:
        """Look at the machine, and show what was found."""
        waiting = self.tr("Looking at this machine. It takes a few seconds…")
        self._health().show_text(self.tr("What works on this machine"), waiting)
        spec = JobSpec(
            self.tr("Look at this machine"), (Phase(Lane.INFERENCE, _look),), "health", is_quiet=True, replaces="health"
        )
        self._jobs.submit(spec, self._show, on_end=self._on_end)

    def _show(self, findings: Sequence[Finding]) -> None:
        self._health().change_text(self.report(findings))

    def _on_end(self, outcome: Outcome) -> None:
        if outcome.job.state is JobState.CANCELLED:
            self._health().change_text(self.tr("Nobody has looked: it was cancelled. Choose it again in the menu."))
        elif outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)

    def report(self, findings: Sequence[Finding]) -> str:
        """The findings as a text in Markdown."""
        titles = {
            "program": self.tr("Program"), "packages": self.tr("Packages"), "devices": self.tr("Devices"),
            "engines": self.tr("Engines"), "models": self.tr("Models"), "resources": self.tr("Resources"),
            "window": self.tr("Window"), "tools": self.tr("Tools"),
        }  # fmt: skip
        problems = sum(finding.health is Health.PROBLEM for finding in findings)
        head = self.tr("Everything works.")
        if problems:
            head = self.tr("What needs you: {count}").format(count=problems)
        key = self.tr("{ok} works, {note} optional and not there, {problem} needs you").format(
            ok=_SIGNS[Health.OK], note=_SIGNS[Health.NOTE], problem=_SIGNS[Health.PROBLEM]
        )
        lines = [f"## {head}", "", key, ""]
        for group, rows in groupby(findings, key=lambda finding: finding.group):
            lines += [f"### {titles.get(group, group)}", ""]
            lines += [_line(row) for row in rows]
            lines.append("")
        return "\n".join(lines)


def _look(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, tuple[Finding, ...]]:
    found = yield from check_health()
    token.check()
    return found


def _line(finding: Finding) -> str:
    hint = f"  \n  *{_plain(finding.hint)}*" if finding.hint else ""
    return f"- {_SIGNS[finding.health]} **{_plain(finding.name)}**: {_plain(finding.detail)}{hint}"


def _plain(text: str) -> str:
    """Signs that Markdown would take for its own."""
    for sign in "\\`*_{}[]<>#|":
        text = text.replace(sign, f"\\{sign}")
    return text
