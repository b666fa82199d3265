"""Every key of every action on a real display: pressed, it does what it is bound to, and nothing while typing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.models.actions import ACTIONS, ActionSpec, keys_of
from tests.e2e.window.driven import Driven, display, need_display_tools

NAMES = {
    "Del": "Delete", "Esc": "Escape", "Space": "space", "Return": "Return", "\\": "backslash", ",": "comma",
    "+": "plus", "-": "minus", "=": "equal", "?": "question", "Pause": "Pause", "[": "bracketleft", "]": "bracketright",
    ".": "period", "/": "slash", ";": "semicolon", "'": "apostrophe", "<": "less", ">": "greater",
}  # fmt: skip
MODIFIERS = {"Ctrl": "ctrl", "Shift": "shift", "Alt": "alt"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[Driven]:
    need_display_tools()
    folders = tmp_path_factory.mktemp("own")
    (folders / "settings").mkdir()
    (folders / "settings" / "settings.json").write_text(json.dumps({"has_seen_tour": True, "language": "en"}))
    with display((1600, 1000)) as screen:
        driven = Driven(screen, folders, str(sample_file))
        driven.wait_for("bool(studio.workspace.project.characters)", 60)
        driven.ask("studio.window.resize(1500, 960)")
        yield driven
        assert driven.close() == 0
        assert "Traceback" not in driven.log()


def xdotool_name(key: str) -> str:
    """Qt's "Ctrl+Shift+Z" in the words of xdotool."""
    parts: list[str] = []
    rest = key
    while "+" in rest[1:] and rest.partition("+")[0] in MODIFIERS:
        modifier, _, rest = rest.partition("+")
        parts.append(MODIFIERS[modifier])
    name = NAMES.get(rest, rest.lower() if len(rest) == 1 else rest)
    return "+".join([*parts, name])


def go(app: Driven, spec: ActionSpec) -> None:
    """Where its keys count, with the focus on nothing that wants keys for itself."""
    page = spec.context if spec.context in ("cast", "express", "set", "animate", "export") else "express"
    if spec.context == "timeline":
        page = "animate"
    app.ask(f"studio.workspace.show_page({page!r})")
    if spec.context == "timeline":
        app.ask("studio.window.show_bottom('timeline')")
    app.ask("studio.window.setFocus()")


def listen(app: Driven) -> None:
    """Note which actions are triggered instead of doing them; all of them can be."""
    app.ask(
        "[globals().__setitem__('heard', []), setattr(type(studio.actions), '_call', "
        "lambda self, spec, is_on: heard.append(spec.id))]"
    )


def test_every_key_does_its_action(app: Driven) -> None:
    listen(app)
    wrong = {}
    for spec in ACTIONS:
        for key in keys_of(spec):
            go(app, spec)
            app.ask(f"[studio.actions.set_enabled({spec.id!r}, True), heard.clear()]")
            app.key(xdotool_name(key))
            time.sleep(0.05)
            heard = app.ask("heard")
            if heard != [spec.id]:
                wrong[f"{spec.id} by {key} ({xdotool_name(key)})"] = heard
    assert wrong == {}


def test_plain_keys_do_nothing_while_a_text_is_typed(app: Driven) -> None:
    listen(app)
    keys = {key for spec in ACTIONS for key in keys_of(spec)}
    plain = sorted(key for key in keys if len(key) == 1 or key in ("Space", "Home", "End", "Del"))
    for page in ("express", "set", "animate"):
        app.ask(f"studio.workspace.show_page({page!r})")
        if page == "animate":
            app.ask("studio.window.show_bottom('timeline')")
        time.sleep(0.3)
        app.ask("widget('SearchField').setFocus()")
        app.ask("heard.clear()")
        for key in plain:
            app.key(xdotool_name(key))
        assert app.ask("heard") == [], page
        app.ask("studio.window.setFocus()")
