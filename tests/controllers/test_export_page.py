"""The export page's controller: the same files as the command line, steps that can be undone, nothing half done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from studio.controllers.export_page import JOB_KIND, ExportPageController
from studio.controllers.workspace import Workspace
from studio.export.formats.registry import add_format, all_formats, forget_added, format_names
from studio.models.clip import Clip, Key, Track
from studio.models.document import Document
from studio.models.export_edits import EVERYBODY, ExportOutcome, option_value, settings_of, with_option, with_target
from studio.models.export_preview import SheetPreview
from studio.models.export_targets import TARGETS
from studio.models.framing import Crop, FrameOptions
from studio.models.messages import Message
from studio.models.project import ExportSettings
from studio.models.sheet import SheetOptions, Trim
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobState
from studio.storage.project_file import OpenProject, write_project
from tests.controllers.made_project import FakeActions, FakeView, make_project

SETTINGS = ExportSettings(
    ("godot4", "unity", "apng"), "out", ("joy", "sadness:0.5"), ("blink", "talk:hi, you"), 8.0,
    FrameOptions(64, Crop.BUST, (0.4, 0.9)), SheetOptions(trim=Trim.SHEET, padding_px=3, scales=(1.0, 0.5)),
    {"unity.triggers": "1"},
)  # fmt: skip


class Page:
    """A page with everything around it."""

    def __init__(self, content: OpenProject, folder: Path, qtbot: QtBot) -> None:
        self.inference = InferenceService()
        self.jobs = JobQueue(self.inference)
        self.workspace = Workspace(Document(content.project, content.blobs, folder / "cast.avatar"))
        self.view: Any = FakeView()
        self.actions = FakeActions()
        self.opened: list[Path] = []
        self.told: list[Message] = []
        self.ended: list[Any] = []
        self.workspace.told.connect(self.told.append)
        self.jobs.job_ended.connect(self.ended.append)
        self.controller = ExportPageController(
            self.workspace, self.jobs, self.view, self.actions, lambda path: bool(self.opened.append(path)) or True,
            lambda: folder / "documents",
        )  # fmt: skip
        self.qtbot = qtbot

    def export(self) -> Any:
        self.controller.export()
        self.qtbot.waitUntil(lambda: not self.controller.is_exporting, timeout=20_000)
        return self.view.last("show_outcome")

    def change(self, **changes: Any) -> None:
        self.view.settings_requested.emit(replace(self.controller.settings, **changes), "Change", "")


@pytest.fixture
def page(tmp_path: Path, qapp: QCoreApplication, qtbot: QtBot) -> Iterator[Page]:
    made = Page(make_project(), tmp_path, qtbot)
    yield made
    assert made.jobs.close()


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_cards_are_the_formats_that_there_are() -> None:
    assert {target.name for target in TARGETS} == set(format_names())
    for fmt in all_formats():
        for option in next(target for target in TARGETS if target.name == fmt.name).options:
            for value, _text in option.choices:
                fmt.check_options({option.key: value})  # type: ignore[attr-defined]
            assert option.default in {value for value, _ in option.choices}


def test_same_bytes_as_the_command_line(page: Page, tmp_path: Path) -> None:
    from studio.cli import run

    content = make_project()
    path = tmp_path / "cli" / "cast.avatar"
    path.parent.mkdir()
    write_project(path, content)
    arguments = [
        "export", str(path), "-o", str(path.parent / "out"), "-t", "godot4", "-t", "unity", "-t", "apng", "-e", "joy",
        "-e", "sadness:0.5", "--clip", "blink", "--clip", "talk:hi, you", "--fps", "8", "--size", "64", "--crop",
        "bust", "--pivot", "0.4,0.9", "--trim", "sheet", "--padding", "3", "--scale", "1", "--scale", "0.5", "--set",
        "unity.triggers=1", "--engine", "fake", "--quiet",
    ]  # fmt: skip
    assert run(arguments) == 0
    page.view.settings_requested.emit(SETTINGS, "Change", "")
    outcome = page.export()
    assert isinstance(outcome, ExportOutcome)
    written, expected = files_of(tmp_path / "out"), files_of(path.parent / "out")
    assert len(expected) > 20
    assert written == expected
    from studio.storage.project_file import read_project

    assert page.workspace.project.export == read_project(path).project.export


def test_own_clips_leave_unasked_from_both_sides(tmp_path: Path, qapp: QCoreApplication, qtbot: QtBot) -> None:
    from studio.cli import run

    made = make_project()
    wave = Clip("wave", "Wave", (Track("jaw", (Key(0, {"jawOpen": 1.0}),)),), 500)
    content = OpenProject(replace(made.project, clips=(wave,), export=None), made.blobs)
    path = tmp_path / "cli" / "cast.avatar"
    path.parent.mkdir()
    write_project(path, content)
    words = ["-t", "apng", "-e", "none", "--fps", "2", "--size", "32", "--engine", "fake", "--quiet"]
    assert run(["export", str(path), "-o", str(path.parent / "out"), *words]) == 0
    page = Page(content, tmp_path, qtbot)
    page.change(targets=("apng",), folder="out", expressions=("none",), fps=2.0, frame=FrameOptions(32))
    page.export()
    assert files_of(tmp_path / "out") == files_of(path.parent / "out")
    names = {Path(name).name for name in files_of(tmp_path / "out")}
    assert any("wave" in name for name in names)
    assert any("talk" in name for name in names)
    assert page.jobs.close()


def test_repeating_writes_nothing_new(page: Page, tmp_path: Path) -> None:
    page.change(targets=("godot4",), clips=("none",), expressions=("joy",), frame=FrameOptions(32))
    page.export()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "export").rglob("*")}
    assert page.actions.enabled["export.repeat"]
    page.actions.slots["export.repeat"]()
    page.qtbot.waitUntil(lambda: not page.controller.is_exporting, timeout=20_000)
    outcome = page.view.last("show_outcome")
    assert outcome.files.is_up_to_date
    assert outcome.files.unchanged
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "export").rglob("*")} == before
    assert page.workspace.page == "cast"  # nobody had to visit the page
    page.told[-1].action()
    assert page.opened == [tmp_path / "export"]


def test_an_export_can_be_asked_for_again_and_its_result_holds_no_pixels(page: Page, tmp_path: Path) -> None:
    page.change(targets=("png-sequence",), clips=("none",), expressions=("joy",), frame=FrameOptions(32))
    page.export()
    outcome = next(one for one in page.ended if one.job.spec.kind == JOB_KIND and not one.job.spec.is_quiet)
    assert outcome.job.spec.restore == {}
    assert isinstance(outcome.result, ExportOutcome)
    page.change(folder="elsewhere")
    page.controller.open_exported(outcome.result)
    assert page.opened == [tmp_path / "export"]


def test_nothing_to_repeat_leads_to_the_page(page: Page) -> None:
    page.actions.slots["export.repeat"]()
    assert not page.actions.enabled["export.repeat"]
    page.told[-1].action()
    assert page.workspace.page == "export"


def test_cancelled_while_drawing_or_writing_leaves_nothing(page: Page, tmp_path: Path) -> None:
    page.change(expressions=("sample",), clips=("idle", "talk", "look-around"), frame=FrameOptions(400))
    page.controller.export()
    page.qtbot.waitUntil(lambda: (page.view.shown["show_exporting"][-1][1] or 0) > 0.01, timeout=20_000)
    page.view.cancel_requested.emit()
    page.qtbot.waitUntil(lambda: bool(page.ended), timeout=5_000)
    assert page.ended[-1].job.state is JobState.CANCELLED
    assert not (tmp_path / "export").exists()
    assert "as it was" in page.told[-1].text
    assert page.view.last("show_exporting") == ""


def test_files_in_the_way_are_asked_about(page: Page, tmp_path: Path) -> None:
    page.change(targets=("png-sequence",), clips=("none",), expressions=("joy",))
    page.export()
    mine = next(path for path in (tmp_path / "export").rglob("*.png"))
    mine.write_bytes(b"painted over")
    assert page.export() is None
    plan = page.view.last("show_conflict")
    assert [Path(name).name for name in plan.in_the_way] == [mine.name]
    assert mine.read_bytes() == b"painted over"
    page.view.replace_requested.emit()
    page.qtbot.waitUntil(lambda: not page.controller.is_exporting, timeout=20_000)
    assert page.view.last("show_conflict") is None
    assert mine.read_bytes() != b"painted over"


def test_settings_are_steps_of_the_history(page: Page) -> None:
    before = page.controller.settings
    for size in (100, 200, 300):
        page.view.settings_requested.emit(replace(page.controller.settings, fps=float(size)), "Frame rate", "fps")
    page.view.gesture_ended.emit()
    page.change(targets=("gif",))
    assert page.workspace.undo_stack.count() == 2
    page.workspace.undo_stack.undo()
    page.workspace.undo_stack.undo()
    assert page.controller.settings == before
    page.workspace.undo_stack.redo()
    assert page.controller.settings.fps == 300


def test_preview_is_the_sheet_and_drawing_is_reused(page: Page) -> None:
    page.change(clips=("blink",), expressions=("joy", "anger"), frame=FrameOptions(48))
    page.workspace.show_page("export")
    page.qtbot.waitUntil(lambda: page.view.last("show_plan") is not None, timeout=20_000)
    preview = page.view.last("show_preview")
    assert isinstance(preview, SheetPreview)
    assert preview.numbers.pages == len(page.view.shown["show_preview"][-1][1]) == 1
    assert preview.numbers.longest == "blink"
    drawn = len(page.ended)
    page.change(sheet=replace(page.controller.settings.sheet, is_square=True, scales=(1.0, 0.5)))
    page.qtbot.waitUntil(lambda: page.view.last("show_preview").numbers.pages == 2, timeout=20_000)
    assert all(outcome.job.spec.title != "Draw the sheet" for outcome in page.ended[drawn:])
    first = page.view.last("show_preview").pages[0]
    assert first.width == first.height
    outcome_files = page.export().files
    assert len(outcome_files.new) > 2


def test_what_cannot_be_packed_is_told_beside_its_cause(page: Page) -> None:
    page.change(sheet=SheetOptions(max_size_px=16), clips=("none",))
    page.workspace.show_page("export")
    page.qtbot.waitUntil(lambda: bool(page.view.last("show_problems")), timeout=20_000)
    assert page.view.last("show_problems")[0].place == "max_size"
    page.change(clips=("no such clip",))
    page.qtbot.waitUntil(lambda: [one.place for one in page.view.last("show_problems")] == ["clips"], timeout=20_000)
    page.change(targets=())
    assert page.view.last("show_problems")[0].place == "targets"


def test_formats_of_plugins_and_missing_ones_have_cards(page: Page) -> None:
    class Added:
        name, title, needs_sheet = "added", "Added format", False

    page.workspace.show_page("export")
    add_format(Added())  # type: ignore[arg-type]
    try:
        page.change(targets=("godot4", "gone"))
        cards = {target.name: target for target in page.view.shown["show_settings"][-1][1].targets}
    finally:
        forget_added()
    assert cards["added"].title == "Added format"
    assert cards["gone"].line == "Not installed"
    assert set(format_names()) < set(cards)


def test_somebody_who_is_gone_is_told(page: Page) -> None:
    page.workspace.show_page("export")
    page.change(character="nobody")
    assert page.view.last("show_problems")[0].text.startswith("There is nobody")
    assert page.view.last("show_preview").pages == ()
    page.controller.export()
    assert not page.controller.is_exporting


def test_everybody_leaves_under_names_of_their_own(tmp_path: Path, qapp: QCoreApplication, qtbot: QtBot) -> None:
    page = Page(make_project(("Aria", "Bram")), tmp_path, qtbot)
    page.change(character=EVERYBODY, targets=("texturepacker",), clips=("none",), base_name="cast")
    files = page.export().files.new
    assert {name.split(".")[0] for name in files} == {"cast_aria", "cast_bram"}
    assert page.workspace.project.export.character == EVERYBODY  # type: ignore[union-attr]
    assert page.jobs.close()


def test_folders_are_kept_relative_to_the_project(page: Page, tmp_path: Path) -> None:
    page.view.folder_chosen.emit(str(tmp_path.parent / "game" / "art"))
    assert page.controller.settings.folder == "../game/art"
    assert page.controller.folder == tmp_path.parent / "game" / "art"
    page.workspace.document.set_path(None)
    assert page.controller.folder == tmp_path / "game" / "art"


def test_options_of_formats() -> None:
    unity = next(target for target in TARGETS if target.name == "unity")
    settings = with_target(ExportSettings(("gif",), "out"), "unity", True)
    assert settings.targets == ("unity", "gif")
    on = with_option(settings, "unity", unity.options[0], "1")
    assert on.format_options == {"unity.triggers": "1"}
    assert option_value(on, "unity", unity.options[0]) == "1"
    assert with_option(on, "unity", unity.options[0], "0").format_options == {}
    assert with_target(on, "unity", False).format_options == {}
    alone = ExportSettings(("unity",), "out", format_options={"triggers": "1"})
    assert option_value(alone, "unity", unity.options[0]) == "1"
    assert settings_of(make_project().project).targets == ("godot4",)
