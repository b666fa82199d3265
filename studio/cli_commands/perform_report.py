"""What `avatar-studio perform` says about recordings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli_commands import console

if TYPE_CHECKING:
    from studio.models.performance import Take, TakeNote
    from studio.pipelines.performance_import import ImportedClip


def show_imported(imported: ImportedClip, path: Path, as_json: bool, is_dry_run: bool) -> None:
    """What became of a recording."""
    made, clip = imported.made, imported.clip
    if as_json:
        console.say_json(
            {
                "project": str(path), "written": not is_dry_run, "clip": clip.id, "name": clip.name,
                "duration_ms": clip.duration_ms, "fps": clip.fps, "keys": made.key_count,
                "tracks": [track.name for track in clip.tracks], "frames": made.frame_count,
                "largest_error": round(made.largest_error, 6), "recording": take_data(imported.take),
                "notes": [_note_data(note) for note in made.notes],
            }
        )  # fmt: skip
        return
    console.warn(note.told() for note in imported.take.problems)
    for note in (*(note for note in imported.take.notes if note not in imported.take.problems), *made.notes):
        console.note(f"  {note.told()}")
    verb = "Would put" if is_dry_run else "Put"
    keys = f"{made.key_count} keys for {made.frame_count} frames, error at most {made.largest_error:.3f}"
    console.say(f"{verb} “{clip.id}” into {path} ({clip.duration_ms / 1000:.2f} s, {clip.fps:g} fps, {keys})")


def take_line(take: Take) -> str:
    """A take in one line."""
    return f"{take.name}: {take.frame_count} frames, {take.duration_ms / 1000:.2f} s, {take.fps:.2f} a second"


def take_data(take: Take) -> dict[str, Any]:
    """A take for programs."""
    return {
        "name": take.name, "frames": take.frame_count, "duration_ms": round(take.duration_ms, 3),
        "fps": round(take.fps, 4), "source": take.source.value, "notes": _notes_data(take.notes),
    }  # fmt: skip


def _notes_data(notes: Sequence[TakeNote]) -> list[dict[str, Any]]:
    return [_note_data(note) for note in notes]


def _note_data(note: TakeNote) -> dict[str, Any]:
    places = {"lines": list(note.lines), "times_ms": [round(time, 3) for time in note.times_ms]}
    return {"kind": note.kind.value, "code": note.code, "text": note.text} | {k: v for k, v in places.items() if v}
