"""The guide says what the program does: its commands are understood, its files can be used, its lists are complete."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from studio.cli import app
from studio.export.formats.registry import format_names
from studio.models.clip_library import load_clips, read_clips
from studio.models.expression_files import load_expressions
from studio.models.face import ANCHOR_NAMES, REQUIRED_ANCHORS
from studio.pipelines.clips import timed_clip
from studio.pipelines.wardrobe import builtin_expressions

GUIDE = Path(__file__).resolve().parents[2] / "resources" / "docs" / "guide.md"
TEXT = GUIDE.read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"^avatar-studio (.+)$|`avatar-studio ([a-z][^`]*)`", TEXT, re.MULTILINE)))


def options() -> set[str]:
    found = {"--help"}
    stack = [get_command(app)]
    while stack:
        command = stack.pop()
        found |= {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        stack += getattr(command, "commands", {}).values()
    return found


@pytest.mark.parametrize("line", [first or second for first, second in COMMANDS])
def test_every_command_is_understood(line: str) -> None:
    words = shlex.split(line)
    command = get_command(app)
    parent = None
    while getattr(command, "commands", None):
        parent = typer.Context(command, info_name="avatar-studio", parent=parent)
        command = command.commands[words.pop(0)]  # type: ignore[attr-defined]
    if not words and any(parameter.required for parameter in command.params):
        return  # only the command's name
    command.make_context("avatar-studio", words, parent=parent)


def test_every_option_exists() -> None:
    known = options()
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)):
        assert option in known, option


def test_every_file_can_be_used(tmp_path: Path) -> None:
    blocks = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert len(blocks) == 2
    paths = [tmp_path / f"{index}.json" for index in range(2)]
    for path, block in zip(paths, blocks, strict=True):
        path.write_text(block, encoding="utf-8")
    made = load_expressions(paths[0])
    assert made[0].pose["browDownRight"] == 0.7
    linked = {key.expression for clip in read_clips(paths[1]) for track in clip.tracks for key in track.keys}
    assert linked == {"neutral", made[0].id}


def test_lists_are_complete() -> None:
    table = TEXT.partition("| points | where |")[2].partition("\n\n")[0]
    for name in ANCHOR_NAMES:
        assert f"`{name}`" in table or name.startswith("browLeft"), name
    needed = "".join(line for line in table.splitlines() if "(needed)" in line)
    assert set(re.findall(r"`(\w+)`", needed)) == set(REQUIRED_ANCHORS)
    for name in (*format_names(), *load_clips()):
        assert f"`{name}`" in TEXT, name
    assert f"There are {len(builtin_expressions())}:" in TEXT


@pytest.mark.parametrize("word", ["talk:hello there", "talk:A I U E O", "joy..anger", "idle:7"])
def test_clips_made_to_order(word: str) -> None:
    assert f"`{word}`" in TEXT
    assert timed_clip(word, builtin_expressions()).duration_ms > 0
