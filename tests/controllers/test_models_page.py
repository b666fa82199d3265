"""The models page: consent, pausing, going on, damage, import; with a real server and real threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from studio.controllers.models_page import ModelsController
from studio.controllers.workspace import Workspace
from studio.core.files import sha256_hex
from studio.core.folders import models_folder, use_models_folder
from studio.models.document import Document
from studio.models.messages import Message, Tone
from studio.models.model_catalogue import ModelEntry, ModelFile
from studio.models.model_rows import ModelActivity, ModelRow, ModelsFolder, bytes_text
from studio.models.project import Project
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.settings import SettingsService
from studio.storage.blobs import BlobStore
from tests.storage.file_server import Behaviour, serving

DATA = np.random.default_rng(3).bytes(4_000_000)


class FakeView(QObject):
    download_requested = Signal(str)
    consent_given = Signal(str)
    pause_requested = Signal(str)
    cancel_requested = Signal(str)
    verify_requested = Signal(str)
    remove_requested = Signal(str)
    files_brought = Signal(object)
    folder_chosen = Signal(str)
    own_folder_requested = Signal()
    token_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, ModelRow] = {}
        self.folder: ModelsFolder | None = None
        self.asked: list[ModelRow] = []
        self.openings = 0

    def set_rows(self, rows: Sequence[ModelRow]) -> None:
        self.rows = {row.id: row for row in rows}

    def update_row(self, row: ModelRow) -> None:
        self.rows[row.id] = row

    def set_folder(self, folder: ModelsFolder) -> None:
        self.folder = folder

    def ask_consent(self, row: ModelRow) -> None:
        self.asked.append(row)

    def open_page(self) -> None:
        self.openings += 1


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
    """A controller with everything around it."""

    def __init__(self, address: str, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        file = ModelFile(path="net.onnx", url=f"{address}/net", size_bytes=len(DATA), sha256=sha256_hex(DATA))
        entry = ModelEntry(id="net", title="Net", purpose="Tests.", files=(file,), licence="MIT")
        self.queue = JobQueue(InferenceService())
        self.workspace = Workspace(Document(Project("p", "test"), BlobStore()))
        self.settings = SettingsService()
        self.view, self.actions, self.told = FakeView(), FakeActions(), list[Message]()
        self.workspace.told.connect(self.told.append)
        self.controller = ModelsController(
            self.workspace, self.queue, self.settings, self.actions, self.view, [entry]
        )  # fmt: skip
        self.actions.bound["tools.models"]()

    @property
    def row(self) -> ModelRow:
        return self.view.rows["net"]


@pytest.fixture
def desk(qapp: QCoreApplication) -> Iterator[Desk]:
    behaviour = Behaviour({"/net": DATA})
    with serving(behaviour) as address:
        made = Desk(address, behaviour)
        yield made
        assert made.queue.close()
    use_models_folder("")


def test_consent_comes_before_the_first_byte_and_is_remembered(desk: Desk, qtbot: QtBot) -> None:
    assert desk.row.activity is ModelActivity.MISSING
    desk.view.download_requested.emit("net")
    assert [row.id for row in desk.view.asked] == ["net"]
    assert not desk.behaviour.requests
    desk.view.consent_given.emit("net")
    qtbot.waitUntil(lambda: desk.row.activity is ModelActivity.INSTALLED, timeout=20_000)
    assert desk.row.is_accepted
    assert desk.told[-1].tone is Tone.GOOD
    desk.view.remove_requested.emit("net")
    assert desk.row.activity is ModelActivity.MISSING
    desk.view.download_requested.emit("net")
    assert len(desk.view.asked) == 1, "asked once"
    qtbot.waitUntil(lambda: desk.row.activity is ModelActivity.INSTALLED, timeout=20_000)


def test_pausing_keeps_what_came_and_cancelling_does_not(desk: Desk, qtbot: QtBot) -> None:
    desk.behaviour.stall_after = 2_000_000
    desk.view.consent_given.emit("net")
    qtbot.waitUntil(lambda: bool(desk.row.fraction), timeout=20_000)
    desk.view.pause_requested.emit("net")
    qtbot.waitUntil(lambda: desk.row.activity is ModelActivity.PAUSED, timeout=20_000)
    qtbot.waitUntil(lambda: (models_folder() / "net.onnx.part").stat().st_size > 0)
    desk.controller.refresh()
    assert desk.row.fraction
    assert "are here" in desk.row.message
    desk.view.cancel_requested.emit("net")
    assert desk.row.activity is ModelActivity.MISSING
    assert not (models_folder() / "net.onnx.part").exists()


def test_a_download_that_fails_is_told_in_words_and_can_be_tried_again(desk: Desk, qtbot: QtBot) -> None:
    desk.behaviour.files.clear()
    desk.view.consent_given.emit("net")
    qtbot.waitUntil(lambda: bool(desk.told), timeout=20_000)
    assert desk.told[0].tone is Tone.PROBLEM
    assert "does not have" in desk.told[0].text
    assert desk.row.activity is ModelActivity.MISSING
    desk.behaviour.files["/net"] = DATA
    desk.view.download_requested.emit("net")
    qtbot.waitUntil(lambda: desk.row.activity is ModelActivity.INSTALLED, timeout=20_000)


def test_damage_is_found_by_checking(desk: Desk, qtbot: QtBot) -> None:
    folder = models_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "net.onnx").write_bytes(DATA)
    desk.view.verify_requested.emit("net")
    qtbot.waitUntil(lambda: bool(desk.told), timeout=20_000)
    assert desk.told[0].tone is Tone.GOOD
    (folder / "net.onnx").write_bytes(DATA[:-1] + bytes([DATA[-1] ^ 1]))
    desk.view.verify_requested.emit("net")
    qtbot.waitUntil(lambda: len(desk.told) == 2, timeout=20_000)
    assert desk.told[1].tone is Tone.PROBLEM


def test_files_are_brought_along_and_strangers_refused(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    good, bad = tmp_path / "any name", tmp_path / "holiday.jpg"
    good.write_bytes(DATA)
    bad.write_bytes(b"x")
    desk.view.files_brought.emit([bad, good])
    qtbot.waitUntil(lambda: len(desk.told) == 2, timeout=20_000)
    assert {message.tone for message in desk.told} == {Tone.PROBLEM, Tone.GOOD}
    assert desk.row.activity is ModelActivity.INSTALLED


def test_a_folder_that_holds_models_already_is_used(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "net.onnx").write_bytes(DATA)
    changed = list[bool]()
    desk.controller.models_changed.connect(lambda: changed.append(True))
    desk.view.folder_chosen.emit(str(tmp_path))
    assert models_folder() == tmp_path
    assert desk.row.activity is ModelActivity.INSTALLED
    assert desk.view.folder is not None
    assert (desk.view.folder.path, desk.view.folder.is_own) == (str(tmp_path), True)
    assert changed
    desk.view.own_folder_requested.emit()
    assert models_folder() != tmp_path


def test_the_token_is_kept_in_the_settings(desk: Desk) -> None:
    desk.view.token_changed.emit("  secret ")
    assert desk.settings.values.hub_token == "secret"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 bytes"), (999, "999 bytes"), (3_758_596, "3.8 MB"), (288_000_000, "288 MB")]
)
def test_sizes_for_people(count: int, text: str) -> None:
    assert bytes_text(count) == text
