"""The whole way by mouse and keyboard in the real program: picture dropped, face chosen, sliders, word, set, cancel,
resume, export, a real Godot, power cut, recovery."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.pipelines.health import sample_picture
from tests.e2e.window.driven import Driven, display, need_display_tools
from tests.export.godot_tools import launcher, new_project

WINDOW = (1600, 1000)
SCREEN = (1760, 1000)
CHECK = (Path(__file__).parents[2] / "export" / "godot4_check.gd").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    need_display_tools()
    with display(SCREEN) as name:
        yield name


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    settings = tmp_path / "own" / "settings"
    settings.mkdir(parents=True)
    values = {"has_seen_tour": True, "export_folder": str(tmp_path / "game" / "art"), "theme": "dark"}
    (settings / "settings.json").write_text(json.dumps(values))
    return tmp_path / "own"


def started(screen: str, folders: Path, *arguments: str) -> Driven:
    app = Driven(screen, folders, *arguments)
    app.ask(f"studio.window.resize{WINDOW}")
    return app


def two_faces(path: Path) -> Path:
    """The sample portrait beside its mirror image, which is a little smaller."""
    source = sample_picture()
    assert source is not None
    with Image.open(source) as image:
        left = image.convert("RGB").crop((90, 0, 410, 400))
    right = left.transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize((240, 300))
    both = Image.new("RGB", (640, 400), left.getpixel((2, 2)))
    both.paste(left, (0, 0))
    both.paste(right, (380, 60))
    both.save(path)
    return path


def drop(app: Driven, screen: str, files: list[Path]) -> None:
    """Pull files out of another program's window into the middle of ours."""
    source = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("drag_source.py")), str(WINDOW[0] + 40), "400", *map(str, files)],
        env=app.environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert source.stdout is not None
        assert source.stdout.readline().strip() == "shown"
        time.sleep(0.3)
        app.drag((WINDOW[0] + 90.0, 430.0), (WINDOW[0] / 2, WINDOW[1] / 2), 30)
        assert source.stdout.readline().strip() == "dropped"
    finally:
        source.kill()
        source.communicate(timeout=10)
    app.focus()


PROJECT = "studio.workspace.project"
CHARACTER = f"{PROJECT}.characters[0]"
BOX = f"{CHARACTER}.main_reference.box"
DRAWN = f"sum(bool(cell.variants) for cell in {PROJECT}.cells)"
WORN = f"{CHARACTER}.look.worn()"


def test_from_a_dropped_picture_to_a_game_and_through_a_power_cut(screen: str, folders: Path, tmp_path: Path) -> None:
    launcher()
    app = started(screen, folders)
    try:
        _picture_and_face(app, screen, tmp_path)
        _sliders_and_undo(app)
        _word(app)
        _set_with_cancel(app)
        _export(app, tmp_path)
        worn, cells = app.ask(WORN), app.ask(DRAWN)
        app.screenshot(tmp_path / "last.png")
        time.sleep(2.2)  # so much may be lost
        app.kill()
    except BaseException:
        app.screenshot(tmp_path / "failed.png")
        app.kill()
        raise
    _godot(tmp_path)
    again = started(screen, folders)
    try:
        _recover(again)
        assert again.ask(WORN) == worn
        assert again.ask(DRAWN) == cells
    finally:
        assert again.close() == 0
    assert "Traceback" not in again.log()


def _picture_and_face(app: Driven, screen: str, folder: Path) -> None:
    drop(app, screen, [two_faces(folder / "pair.png")])
    app.wait_for(f"bool({PROJECT}.characters)", 60)
    assert app.ask(f"{BOX}.x + {BOX}.width / 2") < 320, "the larger face is taken at first"
    app.wait_for("studio.window.canvas.has_picture", 20)
    time.sleep(0.5)
    point = app.ask(
        "on_screen((studio.window.canvas.view, "
        "studio.window.canvas.to_screen(QPointF(492, 165)).x(), studio.window.canvas.to_screen(QPointF(492, 165)).y()))"
    )
    app.click((point[0], point[1]))
    app.wait_for(f"{BOX}.x + {BOX}.width / 2 > 330", 40)
    app.key("ctrl+z")
    app.wait_for(f"{BOX}.x + {BOX}.width / 2 < 320")
    app.key("ctrl+shift+z")
    app.wait_for(f"{BOX}.x + {BOX}.width / 2 > 330")


def _sliders_and_undo(app: Driven) -> None:
    app.key("alt+2")
    app.wait_for("shown('QToolButton', 'Controls')")
    app.click("widget('QToolButton', 'Controls')")
    app.wait_for("shown('ControlsPanel')")
    row = "widget('ControlsPanel').row('jawOpen')"
    app.ask("widget('ControlsPanel').focus_search()")
    app.type("jaw open")
    app.wait_for(f"{row}.isVisible()")
    time.sleep(0.3)
    start, end = (app.ask(f"on_screen(({row}, *slider_point({row}, {value})))") for value in (0.0, 0.6))
    app.drag((start[0], start[1]), (end[0], end[1]), 20)
    value = app.ask(f"{WORN}.get('jawOpen', 0)")
    assert 0.5 < value < 0.7, "the slider follows the mouse"
    steps = app.ask("studio.workspace.undo_stack.index()")
    app.key("ctrl+z")
    assert app.ask(f"{WORN}.get('jawOpen', 0)") == 0, "a drag is one step"
    assert app.ask("studio.workspace.undo_stack.index()") == steps - 1


def _word(app: Driven) -> None:
    app.click("widget('QToolButton', 'Words')")
    app.wait_for("shown('EmotionWheel')")
    wheel = "widget('EmotionWheel')"
    point = app.ask(f"on_screen(({wheel}, {wheel}.place_of('joy').x(), {wheel}.place_of('joy').y()))")
    app.click((point[0], point[1]))
    app.wait_for(f"{CHARACTER}.look.layers[0].source.startswith('joy')")
    assert app.ask(f"{WORN}.get('mouthSmileLeft', 0)") > 0.5


def _set_with_cancel(app: Driven) -> None:
    app.key("alt+3")
    app.wait_for("shown('QPushButton', 'Draw 30')")
    app.click("widget('QPushButton', 'Draw 30')")
    app.wait_for(f"{DRAWN} >= 2", 40)
    asked = time.monotonic()
    app.click("widget(text='Cancel the running job')")
    app.wait_for("studio.queue.active_count == 0")
    assert time.monotonic() - asked < 3.0, "the click itself takes most of it"
    done = app.ask(DRAWN)
    assert 2 <= done < 30, "what is drawn stays, the rest is left"
    app.key("ctrl+Return")
    app.wait_for(f"{DRAWN} == 30", 60)


def _export(app: Driven, folder: Path) -> None:
    app.key("alt+5")
    app.wait_for("shown('QPushButton', 'Export')")
    app.click("widget('QPushButton', 'Export')")
    app.wait_for("bool([job for job in studio.queue.jobs() if job.spec.kind == 'export' and job.state == 'done'])", 90)
    assert list((folder / "game" / "art").rglob("*.tscn"))


def _godot(folder: Path) -> None:
    art = folder / "game" / "art"
    project = new_project(folder / "engine")
    art.rename(project.folder / "art")
    (project.folder / "pictures").mkdir()
    (project.folder / "pictures" / ".gdignore").touch()
    project.import_everything()
    scene = next((project.folder / "art").rglob("*.tscn")).relative_to(project.folder)
    job = {"scenes": [f"res://{scene.as_posix()}"], "pictures": "res://pictures", "travel": ["smile", "blink"]}
    answer = project.script(CHECK, job)
    assert answer
    pictures = sorted((project.folder / "pictures").rglob("*.png"))
    assert len(pictures) >= 30
    with Image.open(pictures[0]) as image:
        assert np.asarray(image.convert("RGBA"))[..., 3].any()


def _recover(app: Driven) -> None:
    app.wait_for("shown('WorkCard')")
    app.click("recovered_button()")
    app.wait_for(f"bool({PROJECT}.characters)", 30)
