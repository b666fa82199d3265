"""Pictures of every page and dialog of the real program on a virtual display, for eyes and for the guide.

`python -m tests.e2e.window.screenshots OUT [--theme dark|light|both] [--size 1440x900] [--scale 1.5] [--only express]`

The cast is the bundled portrait and, where `AVATAR_STUDIO_TEST_DATA` has them, two drawn characters.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from studio.pipelines.health import sample_picture
from tests.e2e.window.driven import REPO, Driven, display

PROJECT = "studio.workspace.project"
DRAWN = f"sum(bool(cell.variants) for cell in {PROJECT}.cells)"
REST_S = 0.5
DATA = Path(os.environ.get("AVATAR_STUDIO_TEST_DATA", REPO.parent / "shared" / "data"))


def pictures(folder: Path) -> list[Path]:
    """The cast: three where there is test data, else the bundled one."""
    source = sample_picture()
    assert source is not None, "scikit-image's portrait is missing"
    own = folder / "Eileen.png"
    own.write_bytes(source.read_bytes())
    found = [own]
    for name, path in (("Sylvie", "anime_cartoon/sylvie_bust.png"), ("Merle", "anime_cartoon/eileen_bust.png")):
        drawn = DATA / "portraits" / path
        if drawn.is_file():
            copy = folder / f"{name}.png"
            copy.write_bytes(drawn.read_bytes())
            found.append(copy)
    return found


class Shots:
    """Takes them, one after the other, in one run of the program."""

    def __init__(self, start: Callable[[], Driven], out: Path, sources: Sequence[Path], only: Sequence[str]) -> None:
        self._start = start
        self.app, self.out, self.sources = start(), out, sources
        self._only = only
        self.problems: list[str] = []

    def shot(self, name: str, rest_s: float = REST_S) -> None:
        """Wait until nothing moves, then take one."""
        time.sleep(rest_s)
        self.app.screenshot(self.out / f"{name}.png")

    def part(self, name: str, expression: str) -> None:
        """One of a widget alone: here no window manager draws a frame around dialogs."""
        time.sleep(REST_S)
        path = self.out / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.app.ask(f"({expression}).grab().save({str(path)!r})")

    def act(self, action: str) -> None:
        """Trigger an action."""
        self.app.ask(f"studio.actions.trigger({action!r})")

    def go(self, page: str) -> None:
        """Show a page, at rest."""
        self.act(f"go.{page}")
        self.away()

    def away(self) -> None:
        """Put the mouse where it hovers over nothing."""
        self.app.move(2, self.app.ask("studio.window.height()") - 2)

    def idle(self, timeout_s: float = 60) -> None:
        """Wait for all jobs."""
        self.app.wait_for("studio.queue.active_count == 0", timeout_s)

    def all(self) -> None:
        """Every scene; what fails is told at the end."""
        for scene in SCENES:
            name = scene.__name__
            if name not in ("welcome_empty", "cast") and self._only and name not in self._only:
                continue
            started = time.monotonic()
            try:
                scene(self)
            except (AssertionError, OSError) as error:
                self.problems.append(f"{name}: {error}")
                self.shot(f"failed-{name}", 0)
            print(f"{name}: {time.monotonic() - started:.1f} s", flush=True)

    def restart(self) -> None:
        """End it as a power cut would, and start it again."""
        self.app.kill()
        self.app = self._start()

    def dialogs_away(self) -> None:
        """Close every dialog."""
        self.app.ask("[one.close() for one in widgets('QDialog')] and None")
        time.sleep(0.2)


def welcome_empty(shots: Shots) -> None:
    """Nothing has ever been opened."""
    shots.away()
    shots.shot("01-welcome-empty")


def cast(shots: Shots) -> None:
    """Somebody comes; boxes, landmarks, the tools."""
    app = shots.app
    app.ask("studio.actions.trigger('file.new')")
    shots.shot("02-cast-empty")
    names = [str(path) for path in shots.sources]
    app.ask(f"studio.parts['cast'].capture.add_pictures({names!r})")
    app.wait_for(f"len({PROJECT}.characters) >= {len(names)}", 90)
    shots.idle()
    shots.go("cast")
    app.wait_for("studio.window.canvas.has_picture")
    shots.shot("03-cast", 1.0)
    for action in ("cast.show-boxes", "cast.show-landmarks"):
        shots.act(action)
    shots.shot("04-cast-overlays", 1.0)
    for action in ("cast.show-boxes", "cast.show-landmarks"):
        shots.act(action)


def cast_tools(shots: Shots) -> None:
    """The three tools on the picture, and a second reference."""
    app = shots.app
    shots.go("cast")
    for action, name in (
        ("cast.edit-landmarks", "05-cast-landmarks"), ("cast.place-by-hand", "06-cast-placing"),
        ("cast.edit-matte", "07-cast-matte"),
    ):  # fmt: skip
        shots.act(action)
        shots.idle()
        x, y = app.where("studio.window.canvas")
        app.move(x + 40, y + 30)
        shots.shot(name, 1.2)
        app.ask("studio.window.canvas.set_tool(None)")
    shots.away()
    first = app.ask(f"{PROJECT}.characters[0].id")
    again = shots.sources[0].with_name("Eileen, larger.png")
    with Image.open(shots.sources[0]) as image:
        image.crop((70, 0, 470, 400)).resize((600, 600)).save(again)
    app.ask(f"studio.parts['cast'].capture.add_pictures({[str(again)]!r}, {first!r})")
    app.wait_for(f"any(len(one.references) > 1 for one in {PROJECT}.characters)", 60)
    shots.idle()
    shots.shot("08-cast-references", 1.0)
    app.ask("studio.workspace.undo_stack.undo()")


def express(shots: Shots) -> None:
    """Words, controls, presets, layers, handles, comparison."""
    app = shots.app
    shots.go("express")
    page = "studio.window._inspectors['express'].widget()"
    shots.shot("10-express-words-rest", 1.0)
    app.ask("studio.parts['express'].wheel.choose('joy')")
    shots.idle()
    shots.shot("11-express-words", 1.2)
    app.ask(f"{page}.show_part('controls')")
    shots.shot("12-express-controls")
    app.ask(f"{page}.show_part('presets')")
    shots.idle()
    shots.shot("13-express-presets", 2.0)
    shots.act("express.add-layer")
    app.ask("studio.parts['express'].controls.set_value(['eyeBlinkLeft'], 0.9)")
    app.ask(f"{page}.show_part('controls')")
    shots.shot("14-express-layers", 1.0)
    box = f"{PROJECT}.characters[0].main_reference.box"
    canvas = "studio.window.canvas"
    place = f"{canvas}.to_screen(QPointF({box}.x + {box}.width * 0.42, {box}.y + {box}.height * 0.74))"
    x, y = app.ask(f"on_screen(({canvas}.view, {place}.x(), {place}.y()))")
    app.move(x, y)
    shots.shot("15-express-handles", 1.0)
    shots.away()
    shots.act("view.compare-split")
    shots.shot("16-express-split", 1.0)
    shots.act("view.compare-off")
    app.ask(f"{page}.show_part('words')")


def set_page(shots: Shots) -> None:
    """The matrix while it is drawn, a cell, and all of it."""
    app = shots.app
    shots.go("set")
    shots.shot("20-set-empty")
    shots.act("set.draw")
    app.wait_for(f"{DRAWN} >= 12", 90)
    shots.shot("21-set-drawing", 0.1)
    shots.act("jobs.show")
    shots.shot("40-jobs", 0.3)
    app.ask("studio.window.bottom_dock.close() and None")
    shots.idle(240)
    shots.shot("22-set", 1.0)
    page = "studio.window._centres['set']"
    app.ask(f"{page}.matrix.select_places({page}.matrix.visible_places()[4:5])")
    shots.shot("23-set-cell", 1.0)
    app.ask(f"{page}.open_picker()")
    shots.shot("24-set-picker", 1.0)
    app.key("Escape")


def animate(shots: Shots) -> None:
    """A rich clip: its inspector, keys, curves, onion skins, and playing."""
    app = shots.app
    shots.go("animate")
    app.ask("__import__('tests.e2e.window.rich_clip', fromlist=['x']).put_on(studio)")
    app.ask("studio.parts['playback'].scrub(1330)")
    shots.shot("30-animate", 2.5)
    shots.act("clip.play")
    shots.shot("31-animate-playing", 2.0)
    shots.act("clip.play")
    app.ask("widget('DopeSheet').setFocus()")
    app.ask("studio.parts['timeline-edit'].fold('head')")
    app.ask("studio.parts['timeline-marks'].pick(None)")
    shots.act("clip.select-all")
    inspector = "studio.parts['animate-inspector']"
    app.ask(f"{inspector}.show_part('clip')")
    shots.shot("32-animate-keys", 1.0)
    app.ask("studio.parts['timeline-edit'].pick([('head', 1000), ('head', 2400)], 'replace')")
    app.ask("studio.actions.qaction('clip.curves').trigger()")
    app.ask(f"{inspector}.show_part('pose')")
    shots.shot("33-animate-curves", 0.8)
    app.ask("studio.actions.qaction('clip.curves').trigger()")
    app.ask("studio.parts['playback'].scrub(1000)")
    for action in ("clip.auto-key", "clip.onion-skin", "clip.trail"):
        app.ask(f"studio.actions.qaction({action!r}).trigger()")
    shots.shot("34-animate-onion", 2.0)
    for action in ("clip.auto-key", "clip.onion-skin", "clip.trail"):
        app.ask(f"studio.actions.qaction({action!r}).trigger()")


def export(shots: Shots) -> None:
    """The sheet, then the files."""
    shots.go("export")
    shots.idle(120)
    sheet = "studio.window._centres['export']"
    shots.app.wait_for(f"bool({sheet}._preview.pages)", 60)
    shots.shot("35-export", 2.0)
    shots.act("export.run")
    shots.idle(240)
    shots.app.ask(f"{sheet}.files.section.set_open(True) if hasattr({sheet}.files, 'section') else None")
    shots.shot("36-export-done", 1.5)


def lower(shots: Shots) -> None:
    """History and jobs."""
    shots.go("express")
    shots.act("tools.history")
    shots.shot("41-history")
    shots.act("jobs.show")
    shots.shot("42-jobs-done")
    shots.app.ask("studio.window.bottom_dock.close() and None")


def overlays(shots: Shots) -> None:
    """What lies over the page."""
    app = shots.app
    shots.go("express")
    shots.act("tools.palette")
    app.type("draw")
    shots.shot("50-palette")
    app.key("Escape")
    shots.act("help.keys")
    shots.part("51-keys", "widget('CheatSheet')")
    shots.dialogs_away()
    app.ask("studio.workspace.tell('30 pictures drawn.', 'All of them can be found on the page Set.')")
    app.ask(
        "studio.workspace.tell_error(__import__('studio.core.errors', fromlist=['x']).InputError("
        "'The file ends in the middle of the picture.', 'Get the picture again.', 'picture.cut'), 'hero.png')"
    )
    shots.shot("52-toasts")
    app.ask("[one.close_now() if hasattr(one, 'close_now') else one.hide() for one in widgets('Toast')] and None")
    x, y = app.where("studio.window.top_bar.menu_button")
    app.click((x, y))
    shots.shot("53-menu")
    app.key("Escape")
    shots.away()


def dialogs(shots: Shots) -> None:
    """Settings, models, plugins, about, the report of a bug."""
    app = shots.app
    shots.act("tools.settings")
    dialog = "widget('SettingsDialog')"
    count = app.ask(f"{dialog}.list.count()")
    for row in range(count):
        app.ask(f"{dialog}.list.setCurrentRow({row})")
        shots.part(f"60-settings-{row}", dialog)
    shots.dialogs_away()
    shots.act("tools.models")
    time.sleep(1)
    shots.part("61-models", "widget('ModelsDialog')")
    app.ask("[one.download.click() for one in widgets('ModelCard') if 'buffalo' in one.title.text()] and None")
    shots.part("62-models-consent", "widget('ModelsDialog')")
    shots.dialogs_away()
    shots.act("tools.plugins")
    time.sleep(1)
    shots.part("63-plugins", "widget('PluginsDialog')")
    shots.dialogs_away()
    shots.act("help.about")
    shots.part("64-about", "widget('AboutDialog')")
    shots.dialogs_away()
    app.ask("studio.workspace.bug_found.emit(ValueError('seven is not a colour'))")
    shots.part("65-crash", "widget('CrashDialog')")
    shots.dialogs_away()
    shots.act("help.guide")
    shots.part("66-guide", "widget('ReadingDialog')")
    shots.dialogs_away()
    shots.act("help.health")
    shots.idle(60)
    shots.part("67-health", "widget('ReadingDialog')")
    shots.dialogs_away()


def tour(shots: Shots) -> None:
    """Two of its steps."""
    shots.go("express")
    shots.act("help.tour")
    shots.shot("70-tour")
    shots.app.key("Return")
    shots.shot("71-tour-2")
    shots.app.key("Escape")


def welcome_full(shots: Shots) -> None:
    """With a project that was open before."""
    app = shots.app
    path = shots.sources[0].with_name("The crew.avatar")
    app.ask(f"studio.parts['files']._saver.save(Path({str(path)!r}), None, False)")
    app.wait_for(f"Path({str(path)!r}).is_file() and not studio.parts['files'].is_saving", 60)
    shots.go("express")
    shots.shot("80-saved")
    shots.act("file.close")
    app.wait_for("not studio.parts['files'].is_present")
    shots.shot("81-welcome-full", 1.5)


def recovery(shots: Shots) -> None:
    """Work that was not saved when the program ended."""
    app = shots.app
    app.ask("studio.actions.trigger('file.new')")
    app.ask(f"studio.parts['cast'].capture.add_pictures({[str(shots.sources[0])]!r})")
    app.wait_for(f"bool({PROJECT}.characters)", 60)
    shots.idle()
    time.sleep(3)
    shots.restart()
    shots.app.wait_for("shown('WorkCard')", 20)
    shots.away()
    shots.shot("82-recovered", 1.5)


SCENES: tuple[Callable[[Shots], None], ...] = (
    welcome_empty, cast, cast_tools, express, set_page, animate, export, lower, overlays, dialogs, tour, welcome_full,
    recovery,
)  # fmt: skip


def take(out: Path, theme: str, size: tuple[int, int], scale: float, only: Sequence[str]) -> list[str]:
    """All pictures in one theme.

    Returns:
        What went wrong.
    """
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    with tempfile.TemporaryDirectory(prefix="avatar-studio-") as name, display(size) as screen:
        folder = Path(name)
        settings = folder / "own" / "settings"
        settings.mkdir(parents=True)
        values = {"has_seen_tour": True, "theme": theme, "export_folder": str(folder / "game" / "art")}
        (settings / "settings.json").write_text(json.dumps(values))

        def start() -> Driven:
            app = Driven(screen, folder / "own")
            app.ask("studio.window.move(0, 0)")
            app.ask(f"studio.window.resize({round(size[0] / scale)}, {round(size[1] / scale)})")
            return app

        shots = Shots(start, out, pictures(folder), only)
        try:
            shots.all()
        finally:
            shots.app.kill()
        if "Traceback" in shots.app.log():
            shots.problems.append(shots.app.log())
        return shots.problems


def main() -> int:
    """Take them."""
    parser = argparse.ArgumentParser(description="Save pictures of every page and dialog.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--theme", choices=("dark", "light", "both"), default="both")
    parser.add_argument("--size", default="1440x900", help="of the screen, in pixels")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", nargs="*", default=[], help="names of scenes")
    options = parser.parse_args()
    width, _, height = options.size.partition("x")
    problems = []
    for theme in ("dark", "light") if options.theme == "both" else (options.theme,):
        found = take(options.out / theme, theme, (int(width), int(height)), options.scale, options.only)
        problems += [f"{theme}: {problem}" for problem in found]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
