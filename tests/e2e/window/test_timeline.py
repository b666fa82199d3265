"""The timeline with a real mouse: keys dragged and boxed, a tag pulled, a slider that makes a key, playing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.window.driven import Driven, display, need_display_tools

SIZE = (1440, 900)
CLIP = "next(one for one in studio.workspace.project.clips if one.id == 'greeting')"
ROWS, MARKS = "widget('DopeSheet')", "widget('MarksStrip')"
STEPS = "studio.workspace.undo_stack.index()"
START_S = 60.0


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[Driven]:
    """One program for all of them: each test leaves the clip as it was."""
    need_display_tools()
    folder = tmp_path_factory.mktemp("timeline")
    settings = folder / "own" / "settings"
    settings.mkdir(parents=True)
    (settings / "settings.json").write_text(json.dumps({"has_seen_tour": True, "theme": "dark"}))
    project = folder / "mine.avatar"
    shutil.copy(sample_file, project)
    with display(SIZE) as screen:
        made = Driven(screen, folder / "own", str(project))
        made.ask(f"studio.window.resize{SIZE}")
        made.wait_for("bool(studio.workspace.project.characters)", START_S)
        made.ask("studio.actions.trigger('go.animate')")
        made.ask("__import__('tests.e2e.window.rich_clip', fromlist=['x']).put_on(studio)")
        made.wait_for(f"shown('DopeSheet') and len({ROWS}.rows) == 5")
        try:
            yield made
        except BaseException:
            made.screenshot(folder / "failed.png")
            raise
        finally:
            assert made.close() == 0
            assert "Traceback" not in made.log()


def _key(app: Driven, row: str, time_ms: int) -> tuple[float, float]:
    at = f"{ROWS}.point_of({row!r}, {time_ms})"
    return app.where(f"({ROWS}, {at}.x(), {at}.y())")


def _times(app: Driven, track: str) -> list[int]:
    found: list[int] = app.ask(f"[key.time_ms for one in {CLIP}.tracks if one.name == {track!r} for key in one.keys]")
    return found


def _back_to(app: Driven, steps: int) -> None:
    app.ask(f"studio.workspace.undo_stack.setIndex({steps})")


def test_a_key_is_dragged_and_many_are_boxed(app: Driven) -> None:
    steps = app.ask(STEPS)
    x, y = _key(app, "mouth", 1200)
    app.drag((x, y), (x - 20, y))
    moved = _times(app, "mouth")
    assert moved != [900, 1050, 1200, 1330, 1500]
    assert app.ask(STEPS) == steps + 1, "one step"
    left, right = _key(app, "mouth", 900), _key(app, "mouth", 1500)
    app.drag((left[0] - 12, left[1] - 7), (right[0] + 12, right[1] + 8))
    app.wait_for(f"len({ROWS}._selected) == 5")
    app.key("Delete")
    app.wait_for(f"{STEPS} == {steps + 2}")
    assert _times(app, "mouth") == []
    _back_to(app, steps)
    assert _times(app, "mouth") == [900, 1050, 1200, 1330, 1500]


def test_a_tag_is_drawn_longer_named_and_the_range_set_by_keys(app: Driven) -> None:
    steps = app.ask(STEPS)
    ref = "__import__('studio.models.mark_refs', fromlist=['x']).MarkRef('tag', 0)"
    area = f"{MARKS}.place_of({ref})"
    x, y = app.where(f"({MARKS}, {area}.right() - 2, {area}.center().y())")
    app.drag((x, y), (x + 60, y))
    assert app.ask(f"{CLIP}.tags[0].end_ms") > 1600
    assert app.ask(STEPS) == steps + 1
    app.click(f"({MARKS}, {area}.left() + 40, {area}.center().y())", times=2)
    app.wait_for(f"{MARKS}._field is not None")
    app.key("ctrl+a")
    app.type("wave")
    app.key("Return")
    app.wait_for(f"{CLIP}.tags[0].name == 'wave'")
    app.ask("studio.parts['playback'].scrub(1000)")
    app.ask(f"{ROWS}.setFocus()")
    app.key("i")
    app.wait_for(f"{CLIP}.loop_range[0] == 1000")
    _back_to(app, steps)


def test_a_slider_makes_a_key_at_the_playhead(app: Driven) -> None:
    steps = app.ask(STEPS)
    app.ask("studio.parts['playback'].scrub(2000)")
    app.ask("studio.parts['animate-inspector'].show_part('pose')")
    app.click("widget('PosePanel').auto_key")
    app.wait_for("studio.actions.qaction('clip.auto-key').isChecked()")
    row = "widget('PosePanel').controls.row('jawOpen')"
    app.ask(f"widget('PosePanel').controls._scroll.ensureWidgetVisible({row})")
    start, end = (app.where(f"({row}, *slider_point({row}, {share}))") for share in (0.3, 0.6))
    app.drag(start, end)
    app.wait_for(f"{STEPS} == {steps + 1}")
    assert 2000 in _times(app, "mouth"), "on the track that moves the jaw"
    app.wait_for(f"{row}.current > 0.1")
    app.click("widget('PosePanel').auto_key")
    _back_to(app, steps)


def test_it_plays_inside_the_loop_range(app: Driven) -> None:
    steps = app.ask(STEPS)
    app.ask("studio.parts['playback'].scrub(900)")
    app.ask(f"{ROWS}.setFocus()")
    app.key("space")
    app.wait_for("studio.parts['player'].is_playing")
    app.wait_for("studio.parts['player'].time_ms > 950")
    times = [app.ask("studio.parts['player'].time_ms") for _ in range(20)]
    app.key("space")
    app.wait_for("not studio.parts['player'].is_playing")
    assert all(900 <= time_ms <= 3300 for time_ms in times)
    assert app.ask(STEPS) == steps
