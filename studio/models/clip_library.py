"""Ready-made clips in a file that a user can edit, and the user's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import Field

from studio.core.errors import InputError
from studio.core.folders import resources_folder
from studio.models.clip import Clip
from studio.models.clip_json import clip_from_json
from studio.models.expression_files import StrictModel, entry_error, parse_file

CLIPS_FORMAT = "avatar-studio-clips"
CLIPS_FILE = "clips.json"


class _ClipFile(StrictModel):
    format: str = Field(pattern=f"^{CLIPS_FORMAT}$")
    version: int = Field(ge=1, le=1)
    about: str = ""
    clips: tuple[dict[str, Any], ...]


def load_clips(resources: Path | None = None, user_files: Sequence[Path] = ()) -> dict[str, Clip]:
    """Clip id -> clip: the ready-made ones, then the user's; a user's clip replaces one with the same id.

    Args:
        resources: Folder with ``presets/clips.json``; the program's own if None.
        user_files: Further clip files, the last one wins.

    Raises:
        InputError: With file, line and clip, if something cannot be used.
    """
    clips: dict[str, Clip] = {}
    for path in ((resources or resources_folder()) / "presets" / CLIPS_FILE, *user_files):
        clips.update({clip.id: clip for clip in read_clips(path)})
    return clips


def read_clips(path: Path) -> tuple[Clip, ...]:
    """The clips of one file.

    Raises:
        InputError: With line and clip, if anything in it cannot be used.
    """
    content, text = parse_file(path, _ClipFile)
    clips: list[Clip] = []
    for value in content.clips:
        name = str(value.get("id", "?"))
        try:
            clip = clip_from_json(value)
        except InputError as error:
            raise entry_error(path, text, name, error.user_message.rstrip("."), error.hint) from error
        if any(clip.id == other.id for other in clips):
            raise entry_error(path, text, name, "the id is used twice", "Give each clip its own id.")
        clips.append(clip)
    return tuple(clips)
