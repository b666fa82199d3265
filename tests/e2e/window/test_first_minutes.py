"""The first five minutes in the real program: the sample, something that moves, the tour, the set, the face."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.window.driven import Driven, display, need_display_tools

SIZE = (1440, 900)
PROJECT = "studio.workspace.project"
PLAYING = "studio.parts['playback']._playback.is_playing"
DRAWN = f"sum(bool(cell.variants) for cell in {PROJECT}.cells)"
SET = "widget('MatrixView')"
FIRST_S = 25.0
"""Generous: a busy machine with two cores; about five seconds where nothing else runs."""


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    need_display_tools()
    with display(SIZE) as name:
        yield name


@pytest.fixture
def app(screen: str, tmp_path: Path) -> Iterator[Driven]:
    settings = tmp_path / "own" / "settings"
    settings.mkdir(parents=True)
    (settings / "settings.json").write_text(json.dumps({"theme": "dark"}))
    made = Driven(screen, tmp_path / "own")
    made.ask(f"studio.window.resize{SIZE}")
    try:
        yield made
    except BaseException:
        made.screenshot(tmp_path / "failed.png")
        raise
    finally:
        assert made.close() == 0
        assert "Traceback" not in made.log()


def test_the_sample_moves_the_tour_leads_and_the_set_is_there(app: Driven) -> None:
    _stopped_and_begun_again(app)
    assert app.ask("studio.workspace.page") == "animate"
    app.wait_for(PLAYING)
    assert app.ask(DRAWN) == 30
    assert app.ask("studio.workspace.undo_stack.count()") == 0
    _tour(app)
    _grid(app)
    _face(app)
    app.ask("studio.actions.trigger('file.close')")
    app.wait_for(f"not {PROJECT}.characters")
    app.click("widget('StartCard', 'Open the sample')")
    app.wait_for(f"bool({PROJECT}.characters)", 5)
    assert not app.ask("shown('Tour')"), "once is enough"


def _stopped_and_begun_again(app: Driven) -> None:
    card = "widget('StartCard', 'Open the sample')"
    app.click(card)
    app.wait_for("studio.parts['files'].is_preparing_sample")
    app.click(card)
    app.wait_for("not studio.parts['files'].is_preparing_sample")
    assert not app.ask(f"bool({PROJECT}.characters)")
    app.click(card)
    app.wait_for(f"bool({PROJECT}.characters)", FIRST_S)


def _ring(app: Driven) -> list[int] | None:
    ring = "widget('Tour')._ring"
    answer: list[int] | None = app.ask(f"list({ring}.geometry().getRect()) if {ring}.isVisible() else None")
    return answer


def _tour(app: Driven) -> None:
    app.wait_for("shown('Tour')")
    pages = []
    for _ in range(4):
        pages.append(app.ask("studio.workspace.page"))
        assert _ring(app) is not None
        app.key("Return")
        time.sleep(0.3)
    assert pages == ["animate", "cast", "express", "set"]
    before = _ring(app)
    app.ask("studio.window.resize(1200, 760)")
    app.wait_for(f"list(widget('Tour')._ring.geometry().getRect()) != {before}")
    app.ask(f"studio.window.resize{SIZE}")
    app.click(f"({SET}.viewport(), 500, 600)")  # the keyboard is elsewhere
    app.key("Escape")
    app.wait_for("not shown('Tour')")
    assert app.ask("studio.settings.values.has_seen_tour")


def _grid(app: Driven) -> None:
    assert app.ask(f"{SET}.is_grid")
    app.click(f"(lambda view: (view.viewport(), *view.cell_rect(view.matrix.index(0, 0)).center().toTuple()))({SET})")
    app.key("Right", "Down")
    assert app.ask(f"{SET}.selected_places()[0].expression") == app.ask(
        f"{CHARACTER}.expression_set[{SET}.matrix.columnCount() + 1]"
    )
    app.key("Return")
    app.wait_for("shown('CellViewer')")
    app.key("Escape")
    app.wait_for(f"shown('MatrixView') and {SET}.hasFocus()")


CHARACTER = f"{PROJECT}.characters[0]"


def _face(app: Driven) -> None:
    canvas = "studio.window.canvas"
    app.key("alt+2")
    app.wait_for(f"{canvas}.view.area is not None")
    app.key("alt+1")
    app.wait_for(f"{canvas}.view.is_fitted")
    app.key("ctrl+2")
    app.wait_for(f"{canvas}.view.area is not None")
    app.key("ctrl+1")
    app.wait_for(f"{canvas}.zoom == 1.0")
    app.key("alt+2")
    time.sleep(0.3)
    assert app.ask(f"{canvas}.zoom") == 1.0, "the user's own zoom stays"
