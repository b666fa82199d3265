"""The plugins page: consent once, actions as jobs with one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from studio.controllers.plugins_page import PluginsController
from studio.controllers.workspace import Workspace
from studio.models.character import Character
from studio.models.document import Document
from studio.models.look import BASE_LAYER_ID, Layer, Look
from studio.models.messages import Message, Tone
from studio.models.plugin_rows import PluginRow
from studio.models.project import Project
from studio.pipelines.plugins import use_plugins
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.plugins import PluginService
from studio.services.settings import SettingsService
from studio.services.stages import StageCache
from studio.storage.blobs import BlobStore

MANIFEST = """
id = "swap"
name = "Swap"
version = "1.0"
api = "1.0"
[[contributes.actions]]
name = "swap"
text = "Swap what is worn"
run = "code:swap"
[[contributes.actions]]
name = "fail"
text = "Fail"
run = "code:fail"
"""
CODE = """
from studio.plugins_api import ActionResult, Expression
def swap(context):
    pose = {"jawOpen": context.pose.get("cheekPuff", 0.0)}
    return ActionResult("Swapped.", (Expression("mine", "Mine", {"jawOpen": 0.5}),), pose)
def fail(context):
    raise KeyError("no")
"""


class FakeView(QObject):
    enable_requested = Signal(str)
    consent_given = Signal(str)
    disable_requested = Signal(str)
    look_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, PluginRow] = {}
        self.asked: list[str] = []
        self.is_safe = False

    def set_rows(self, rows: Sequence[PluginRow], is_safe: bool, folder: str) -> None:
        self.rows, self.is_safe = {row.id: row for row in rows}, is_safe

    def ask_consent(self, plugin_id: str) -> None:
        self.asked.append(plugin_id)

    def open_page(self) -> None:
        return


class FakeActions:
    def __init__(self) -> None:
        self.bound: dict[str, Callable[..., object]] = {}

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        self.bound[action_id] = slot

    def set_enabled(self, action_id: str, is_enabled: bool) -> None:
        return

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        return


class Desk:
    def __init__(self, folder: Path, is_safe: bool = False) -> None:
        look = Look((Layer(BASE_LAYER_ID, "Base", {"cheekPuff": 0.4}),))
        # One without pictures: no action here draws.
        self.workspace = Workspace(
            Document(Project("p", "test", (Character("a", "Aria", (), look=look),)), BlobStore())
        )
        self.queue, self.settings, self.view = JobQueue(InferenceService()), SettingsService(), FakeView()
        self.plugins = PluginService(self.settings, is_safe, [(folder, False)])
        self.actions, self.told = FakeActions(), list[Message]()
        self.workspace.told.connect(self.told.append)
        self.controller = PluginsController(
            self.workspace, self.plugins, self.queue, StageCache(), self.settings, self.actions, self.view
        )
        self.offered: dict[str, Callable[[], None]] = {}
        self.controller.actions_changed.connect(self._offer)
        self.controller.start()

    def _offer(self, offered: Sequence[tuple[str, str, Callable[[], None]]]) -> None:
        self.offered = {text: run for _, text, run in offered}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "swap").mkdir()
    (tmp_path / "swap" / "plugin.toml").write_text(MANIFEST)
    (tmp_path / "swap" / "code.py").write_text(CODE)
    return tmp_path


@pytest.fixture
def desk(qapp: QCoreApplication, folder: Path) -> Iterator[Desk]:
    made = Desk(folder)
    yield made
    assert made.queue.close()
    use_plugins([], [])


def test_consent_is_asked_once(desk: Desk) -> None:
    assert not desk.view.rows["swap"].is_enabled
    desk.view.enable_requested.emit("swap")
    assert desk.view.asked == ["swap"]
    assert not desk.offered
    desk.view.consent_given.emit("swap")
    assert desk.view.rows["swap"].is_enabled
    assert set(desk.offered) == {"Swap what is worn", "Fail"}
    desk.view.disable_requested.emit("swap")
    assert not desk.offered
    desk.view.enable_requested.emit("swap")
    assert desk.view.asked == ["swap"]
    assert desk.view.rows["swap"].is_enabled


def test_what_an_action_gives_is_one_step_to_undo(desk: Desk, qtbot: QtBot) -> None:
    desk.view.consent_given.emit("swap")
    before = desk.workspace.project
    desk.offered["Swap what is worn"]()
    qtbot.waitUntil(lambda: bool(desk.told), timeout=10_000)
    assert desk.told[0].tone is Tone.GOOD
    after = desk.workspace.project
    assert [one.id for one in after.expressions] == ["mine"]
    assert after.characters[0].look.worn() == pytest.approx({"jawOpen": 0.4})
    assert desk.workspace.undo_stack.count() == 1
    desk.workspace.undo_stack.undo()
    assert desk.workspace.project == before


def test_an_action_that_fails_is_named_and_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.view.consent_given.emit("swap")
    desk.offered["Fail"]()
    qtbot.waitUntil(lambda: bool(desk.told), timeout=10_000)
    assert desk.told[0].tone is Tone.PROBLEM
    assert "Swap" in desk.told[0].text
    assert desk.workspace.undo_stack.count() == 0


def test_a_broken_one_is_told_at_the_start_and_stops_nothing(qapp: QCoreApplication, folder: Path) -> None:
    SettingsService().set(enabled_plugins=("swap",))
    (folder / "swap" / "plugin.toml").write_text("torn [")
    desk = Desk(folder)
    assert [message.tone for message in desk.told] == [Tone.WARNING]
    assert desk.view.rows["swap"].problem
    assert desk.queue.close()


def test_safe_mode_shows_itself_and_offers_nothing(qapp: QCoreApplication, folder: Path) -> None:
    SettingsService().set(enabled_plugins=("swap",))
    desk = Desk(folder, is_safe=True)
    assert desk.view.is_safe
    assert not desk.offered
    assert desk.queue.close()
    use_plugins([], [])


def test_the_guilty_plugin_is_named(desk: Desk, folder: Path) -> None:
    scope: dict[str, object] = {}
    file = str(folder / "swap" / "code.py")
    exec(compile("def bad():\n    raise ValueError", file, "exec"), scope)
    with pytest.raises(ValueError) as raised:  # noqa: PT011 (any will do)
        scope["bad"]()  # type: ignore[operator]
    assert desk.plugins.guilty(raised.value) == "Swap"
    assert desk.plugins.guilty(ValueError()) == ""


def test_what_an_action_gives_never_goes_into_another_project(desk: Desk, qtbot: QtBot) -> None:
    desk.view.consent_given.emit("swap")
    desk.offered["Swap what is worn"]()
    other = Project("q", "other", (Character("a", "Aria", ()),))
    desk.workspace.open_document(Document(other, BlobStore()))
    qtbot.waitUntil(lambda: all(job.state.is_over for job in desk.queue.jobs()), timeout=10_000)
    assert desk.workspace.project == other
    assert not desk.told
