"""One clip as one moving picture, or as a folder of numbered ones."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.export.formats.base import ExportRequest
from studio.export.formats.registry import format_by_name
from studio.export.writer import noted_file
from studio.models.controls import Pose
from studio.models.sheet import Animation, ExportSet
from studio.pipelines.export_character import ExportJob, build_scene
from studio.pipelines.progress import part_of
from studio.pipelines.render_set import write_output
from studio.pipelines.subject import Subject

MOVING_PICTURES = {".apng": "apng", ".png": "apng", ".webp": "webp", ".gif": "gif"}
"""File suffix -> export format."""


@dataclass(frozen=True, slots=True)
class ClipResult:
    """What was made.

    Attributes:
        files: All files of the clip.
        changed: Those that were written; empty in a dry run.
        size: (width, height) of a frame.
        animation: Its frames and durations.
        sprite_count: Different pictures among the frames.
        warnings: What the format could not hold.
    """

    files: tuple[Path, ...]
    changed: tuple[Path, ...]
    size: tuple[int, int]
    animation: Animation
    sprite_count: int
    warnings: tuple[str, ...]


def export_clip(
    subject: Subject, job: ExportJob, output: Path, base: Pose | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, ClipResult]:
    """Draw the one clip of a job and write it.

    Args:
        subject: Who is drawn.
        job: With one clip and no expressions; `settings.targets` and `folder` are not used.
        output: A file whose suffix says the format, or a folder for numbered PNG files.
        base: What the clip is laid over; neutral if None.
        cancel: Stops between two frames; nothing is written then.

    Raises:
        InputError, ExportError: If it cannot be made as asked.
    """
    scene = yield from part_of(build_scene(subject, job, cancel, base), 0.0, 0.8)
    yield Progress(0.8, f"writing {output.name}")
    made, warnings = _files(scene, output, job)
    if cancel is not None:
        cancel.check()
    changed = () if job.is_dry_run else tuple(path for path, data in made.items() if write_output(path, data))
    return ClipResult(tuple(made), changed, scene.canvas_size, scene.animations[0], len(scene.sprites), warnings)


def _files(scene: ExportSet, output: Path, job: ExportJob) -> tuple[dict[Path, bytes], tuple[str, ...]]:
    suffix = output.suffix.lower()
    if suffix not in MOVING_PICTURES:
        if suffix and not output.is_dir():
            hint = f"End it in {', '.join(MOVING_PICTURES)}, or name a folder for single PNG files."
            raise InputError(
                f"“{output.name}” is no kind of moving picture that is written here.", hint, "usage.output"
            )
        return _sequence(scene, output)
    request = ExportRequest(scene, (), output.stem, options=job.settings.format_options)
    files = list(format_by_name(MOVING_PICTURES[suffix]).files(request))
    return {output: noted_file(output, files[0].data, scene)}, tuple(file.warning for file in files if file.warning)


def _sequence(scene: ExportSet, folder: Path) -> tuple[dict[Path, bytes], tuple[str, ...]]:
    """Each shown frame as a file of its own, in order of time, and their durations."""
    from studio.export.content_notes import with_note
    from studio.export.png import encode_png
    from studio.export.trim import without_hidden_colour

    animation, encoded = scene.animations[0], dict[str, bytes]()
    for sprite in scene.sprites:
        encoded[sprite.id] = with_note(encode_png(without_hidden_colour(sprite.pixels)), scene.note)
    shown = animation.unrolled()
    digits = max(3, len(str(len(shown) - 1)))
    files = {
        folder / f"{animation.name}_{index:0{digits}}.png": encoded[frame.sprite_id]
        for index, frame in enumerate(shown)
    }
    files[folder / f"{animation.name}.json"] = _durations(animation, [path.name for path in files])
    return files, ()


def _durations(animation: Animation, names: list[str]) -> bytes:
    import json

    frames = [
        {"file": str(PurePosixPath(name)), "duration_ms": frame.duration_ms}
        for name, frame in zip(names, animation.unrolled(), strict=True)
    ]
    data = {"name": animation.name, "loop": animation.loop.value, "frames": frames}
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()
