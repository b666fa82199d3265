"""`avatar-studio clips`: the clips there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import console
from studio.cli_commands.console import ExitCode, JsonOption

if TYPE_CHECKING:
    from studio.models.clip import Clip


def clips(
    project: Annotated[Path | None, typer.Option("--project", help="Show this project's own clips as well.")] = None,
    as_json: JsonOption = False,
) -> int:
    """List the clips that can be played by name: blinks, idling, talking, nodding, laughing, …"""
    from studio.pipelines.clips import clips_of
    from studio.storage.project_file import read_project

    found = tuple(clips_of(read_project(project).project if project else None).values())
    if as_json:
        console.say_json({"count": len(found), "clips": [clip_data(clip) for clip in found]})
        return ExitCode.OK
    rows = [(clip.id, clip.name, f"{clip.duration_ms / 1000:.2f} s", clip.loop.value) for clip in found]
    console.table(("id", "name", "length", "at the end"), rows)
    console.note(f"{len(found)} clips. See one with: avatar-studio clip PICTURE nod")
    console.note(
        "Made to order: talk:hello there (speech), joy..anger (transition), blink:left, idle:7 (other rhythm), "
        "alive:7, passing:joy."
    )
    return ExitCode.OK


def clip_data(clip: Clip) -> dict[str, Any]:
    """A clip for JSON results."""
    return {
        "id": clip.id, "name": clip.name, "duration_ms": clip.duration_ms, "fps": clip.fps, "loop": clip.loop.value,
        "tracks": [track.name for track in clip.tracks],
    }  # fmt: skip
