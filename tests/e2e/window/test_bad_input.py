"""What goes wrong outside the program: told in words with a way out, nothing lost, and the window goes on."""

from __future__ import annotations

import errno
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QLabel

from studio.composition.documents import open_paths
from studio.models.export_edits import ExportProblem
from studio.models.messages import Tone
from studio.models.project import Project
from studio.pipelines.health import sample_picture
from studio.storage.project_file import read_project
from tests.e2e.window.composed import Window, composed, settle


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    with composed(qapp, tmp_path / "settings", export_folder=str(tmp_path / "art")) as made:
        made.show()
        yield made
        assert made.bugs == []


@pytest.fixture
def opened(window: Window, tmp_path: Path, sample_file: Path) -> Window:
    own = tmp_path / "own.avatar"
    shutil.copy(sample_file, own)
    window.open(own)
    return window


def portrait() -> Image.Image:
    source = sample_picture()
    assert source is not None
    with Image.open(source) as image:
        return image.convert("RGB")


def told_problem(window: Window, *words: str) -> None:
    """Exactly one message, which says what and what next, and names what it is about."""
    assert len(window.told) == 1, window.told
    message = window.told[0]
    assert message.tone in (Tone.PROBLEM, Tone.WARNING)
    assert message.text
    assert message.hint or message.action
    for word in words:
        assert word in f"{message.text} {message.hint}"


def goes_on(window: Window) -> None:
    """Pages can be gone through, and something can be done and undone."""
    for page in ("express", "set", "animate", "export", "cast"):
        window.page(page)
    assert window.bugs == []


def cut_off(path: Path) -> None:
    portrait().save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def noise(path: Path) -> None:
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (300, 300, 3), np.uint8)).save(path)


PICTURES: dict[str, Callable[[Path], object]] = {
    "cut.png": cut_off,
    "empty.png": lambda path: path.write_bytes(b""),
    "words.png": lambda path: path.write_text("hello"),
    "folder.png": lambda path: path.mkdir(),
    "tiny.png": lambda path: Image.new("RGB", (1, 1)).save(path),
    "gone.png": lambda path: None,
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_cannot_be_read(opened: Window, tmp_path: Path, name: str) -> None:
    PICTURES[name](tmp_path / name)
    before = opened.studio.workspace.project
    opened.studio.window.paths_dropped.emit([tmp_path / name])
    opened.wait(lambda: opened.told)
    opened.rest()
    told_problem(opened, name)
    assert opened.studio.workspace.project == before
    goes_on(opened)


def test_a_picture_without_a_face_names_the_way_by_hand(opened: Window, tmp_path: Path) -> None:
    noise(tmp_path / "noise.png")
    opened.studio.window.paths_dropped.emit([tmp_path / "noise.png"])
    opened.wait(lambda: opened.told, 60)
    opened.rest()
    told_problem(opened, "by hand")
    goes_on(opened)


def test_one_bad_picture_of_many_does_not_stop_the_others(window: Window, tmp_path: Path) -> None:
    paths = [tmp_path / f"face-{number}.png" for number in range(4)]
    for number, path in enumerate(paths):
        portrait().resize((220 + number, 220)).save(path)
    paths[1].write_bytes(b"nothing")
    open_paths(window.studio, paths)
    window.wait(lambda: window.told, 60)
    window.rest()
    assert len(window.studio.workspace.project.characters) == 3
    told_problem(window, "face-1.png", "3 of 4")


def damaged(path: Path, sample: Path) -> None:
    path.write_bytes(sample.read_bytes()[:5000])


def overwritten(path: Path, sample: Path) -> None:
    data = bytearray(sample.read_bytes())
    data[2000:2600] = bytes(600)
    path.write_bytes(data)


def newer(path: Path, sample: Path) -> None:
    with zipfile.ZipFile(sample) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("project.json"):
                data = json.dumps(json.loads(data) | {"format_version": 999}).encode()
            new.writestr(name, data)


def foreign(path: Path, sample: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("readme.txt", "something else")


PROJECTS: dict[str, Callable[[Path, Path], object]] = {
    "damaged": damaged,
    "overwritten": overwritten,
    "newer": newer,
    "foreign": foreign,
    "empty": lambda path, _: path.write_bytes(b""),
    "words": lambda path, _: path.write_text("hello"),
    "folder": lambda path, _: path.mkdir(),
    "gone": lambda path, _: None,
}


@pytest.mark.parametrize("kind", PROJECTS)
def test_a_project_that_cannot_be_opened_leaves_the_open_one(
    opened: Window, tmp_path: Path, sample_file: Path, kind: str
) -> None:
    path = tmp_path / f"{kind}.avatar"
    PROJECTS[kind](path, sample_file)
    content = path.read_bytes() if path.is_file() else None
    before, place = opened.studio.workspace.project, opened.studio.workspace.document.path
    open_paths(opened.studio, [path])
    opened.wait(lambda: opened.told, 20)
    opened.rest()
    told_problem(opened, path.name)
    assert "`" not in opened.told[0].hint, "no commands in the window"
    assert ".bak" not in opened.told[0].hint, "there is no backup"
    assert opened.studio.workspace.project == before
    assert opened.studio.workspace.document.path == place
    assert content is None or path.read_bytes() == content
    goes_on(opened)


def test_a_damaged_project_with_a_backup_offers_it(window: Window, tmp_path: Path, sample_file: Path) -> None:
    path = tmp_path / "own.avatar"
    damaged(path, sample_file)
    shutil.copy(sample_file, f"{path}.bak")
    open_paths(window.studio, [path])
    window.wait(lambda: window.told, 20)
    message = window.told[0]
    assert message.action is not None
    message.action()
    window.wait(lambda: window.studio.workspace.project.characters, 20)
    window.rest()


def fail_with(number: int) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_full_disk_while_saving_loses_nothing(
    opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = opened.studio.workspace.document.path
    assert path is not None
    before = path.read_bytes()
    rename(opened, "Bella")
    project = opened.studio.workspace.project
    with monkeypatch.context() as patch:
        patch.setattr("studio.core.files.os.fsync", fail_with(errno.ENOSPC))
        patch.setattr("studio.core.files.os.replace", fail_with(errno.ENOSPC))
        opened.studio.actions.trigger("file.save")
        opened.wait(lambda: opened.told)
        opened.rest()
    del opened.told[1:]  # the journal lies on the same disk and may tell of it too
    told_problem(opened)
    assert path.read_bytes() == before
    assert opened.files.is_modified
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(path.name)] == [path.name]
    opened.told.clear()
    opened.studio.actions.trigger("file.save")
    opened.wait(lambda: not opened.files.is_modified)
    assert read_project(path).project == project


def rename(window: Window, name: str) -> None:
    from dataclasses import replace

    window.studio.workspace.edit_character("Rename", lambda one: replace(one, name=name))
    settle()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may write everywhere")
def test_an_export_folder_that_may_not_be_written(opened: Window, tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    (tmp_path / "art").chmod(0o500)
    export_fails(opened)


def test_an_export_folder_that_is_a_file(opened: Window, tmp_path: Path) -> None:
    folder = opened.studio.parts["export"].folder  # type: ignore[attr-defined]
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    export_fails(opened)
    assert folder.read_text() == "in the way"


def test_a_full_disk_while_exporting(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.core.files.os.replace", fail_with(errno.ENOSPC))
    monkeypatch.setattr("studio.core.files.os.fsync", fail_with(errno.ENOSPC))
    export_fails(opened)


def export_fails(window: Window) -> None:
    project: Project = window.studio.workspace.project
    window.page("export")
    window.rest()
    shown: list[tuple[ExportProblem, ...]] = []
    view = window.studio.parts["export"]._view  # type: ignore[attr-defined]
    show = view.show_problems

    def show_and_note(problems: tuple[ExportProblem, ...]) -> None:
        shown.append(problems)
        show(problems)

    view.show_problems = show_and_note
    window.studio.actions.trigger("export.run")
    window.wait(lambda: any(shown), 90)
    view.show_problems = show
    window.rest()
    problem = next(problems[0] for problems in shown if problems)
    assert problem.text
    assert problem.hint, "the way out stands beside it"
    assert len(window.studio.workspace.project.characters) == len(project.characters)
    goes_on(window)


def test_damaged_settings_are_put_aside(qapp: QApplication, tmp_path: Path) -> None:
    tmp_path.joinpath("settings.json").write_text('{"theme": ')
    with composed(qapp, tmp_path) as window:
        window.show()
        assert window.studio.settings.values.theme == "system"
        window.page("cast")
    assert [path.name for path in tmp_path.iterdir() if path.name != "settings.json"], "the old file is kept"


@pytest.mark.parametrize(
    "text",
    ["[]", "null", '{"layouts": {"cast": "rubbish", "window": "rubbish"}, "ui_scale": -3}', '{"ui_scale": 99}'],
)
def test_strange_settings_do_no_harm(qapp: QApplication, tmp_path: Path, text: str) -> None:
    tmp_path.joinpath("settings.json").write_text(text)
    with composed(qapp, tmp_path) as window:
        window.show()
        assert window.studio.window.width() >= 1024
        window.page("export")
        assert window.bugs == []


def test_a_language_that_is_missing_is_english(qapp: QApplication, tmp_path: Path) -> None:
    with composed(qapp, tmp_path, language="xx") as window:
        window.show()
        assert window.studio.actions.qaction("file.open").text() == "Open…"


def test_a_models_folder_that_is_gone(
    qapp: QApplication, tmp_path: Path, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AVATAR_STUDIO_MODELS")
    with composed(qapp, tmp_path / "settings", models_folder=str(tmp_path / "not there")) as window:
        window.show()
        window.open(sample_file)
        window.trigger("tools.models")
        settle(200)
        goes_on(window)


def test_a_broken_plugin_is_named_and_the_rest_works(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_file: Path
) -> None:
    place = tmp_path / "settings" / "plugins" / "broken"
    place.mkdir(parents=True)
    place.joinpath("plugin.toml").write_text(
        'id = "broken"\nname = "Broken"\nversion = "1"\napi = "1.0"\ndescription = "Fails."\nauthor = "Nobody"\n'
        'licence = "MIT"\n[[contributes.exporters]]\nname = "none"\ntitle = "None"\nformat = "broken:Format"\n'
    )
    place.joinpath("broken.py").write_text("raise RuntimeError('broken on purpose')\n")
    monkeypatch.setenv("AVATAR_STUDIO_SETTINGS", str(tmp_path / "settings"))
    with composed(qapp, tmp_path / "settings", is_safe=False, enabled_plugins=("broken",)) as window:
        window.show()
        window.rest()
        settle(300)
        texts = [label.text() for label in window.studio.window.findChildren(QLabel)]
        assert any("Broken" in text for text in texts), "it is said which one does not work"
        window.open(sample_file)
        window.trigger("tools.plugins")
        settle(200)
        goes_on(window)
