"""The whole job on a real picture: capture, thirty expressions, five clips, Godot and Unity, with its figures."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.engines.registry import DEFAULT_ENGINE
from studio.export.report import ExportReport
from studio.export.writer import export_scene
from studio.models.clip import Clip
from studio.models.expression import Expression
from studio.models.project import Crop, ExportSettings, FrameOptions
from studio.models.sheet import Animation, ExportSet
from studio.pipelines.cast import capture, new_project
from studio.pipelines.clips import meant_clips
from studio.pipelines.contact_sheet import Cell, Strip, contact_sheet, strip_length
from studio.pipelines.export_character import ExportJob, build_scene
from studio.pipelines.framing import focus_window, plan_framing
from studio.pipelines.health import sample_picture
from studio.pipelines.progress import part_of
from studio.pipelines.render_set import write_output
from studio.pipelines.subject import Subject, subject_of
from studio.pipelines.wardrobe import resolved
from studio.storage.pictures import encode_png
from studio.storage.project_file import OpenProject, write_project

NAME = "Astronaut"
SIZE_PX = 512
TARGETS = ("godot4", "unity")
EXPRESSIONS = ("sample",)
CLIPS = ("blink", "talk:hello there", "idle", "neutral..joy", "joy..surprise")
COLUMNS = 6
PROJECT_NAME, CONTACT_SHEET_NAME, EXPORT_FOLDER = "astronaut.avatar", "contact_sheet.png", "export"


@dataclass(frozen=True, slots=True)
class SampleResult:
    """What was made, and what it cost.

    Attributes:
        folder: Where it lies.
        project, contact_sheet: Files in it.
        report: Of the export.
        expression_count, animation_count, sprite_count: What is in the export.
        frame_size: (width, height) of a sprite.
        seconds: From start to end, without starting Python.
        peak_memory_mb: Of this whole process; 0 where the system does not tell.
        parts: Part of the job -> seconds.
    """

    folder: Path
    project: Path
    contact_sheet: Path
    report: ExportReport
    expression_count: int
    animation_count: int
    sprite_count: int
    frame_size: tuple[int, int]
    seconds: float
    peak_memory_mb: float
    parts: dict[str, float]


def run_sample(
    folder: Path, engine: str = DEFAULT_ENGINE, is_dry_run: bool = False, cancel: CancelToken | None = None
) -> Generator[Progress, None, SampleResult]:
    """Do everything that an artist would do first.

    Raises:
        InputError: If the sample's picture is missing.
        JobCancelled: If `cancel` was set.
    """
    clock = _Clock()
    content = yield from part_of(_capture(cancel), 0.0, 0.1)
    clock.stop("capture")
    settings = ExportSettings(TARGETS, EXPORT_FOLDER, EXPRESSIONS, CLIPS, frame=FrameOptions(SIZE_PX, Crop.BUST))
    content = _with_export(content, settings)
    subject = subject_of(content)
    expressions = resolved(EXPRESSIONS, subject.library)
    clips = meant_clips(CLIPS, subject.library)
    job = ExportJob(expressions, clips, settings, folder / EXPORT_FOLDER, engine)
    scene = yield from part_of(build_scene(subject, job, cancel), 0.1, 0.6)
    clock.stop("draw")
    writing = export_scene(
        scene, job.folder, TARGETS, settings.sheet, base_name=NAME.lower(), dry_run=is_dry_run, cancel=cancel
    )
    report = yield from part_of(writing, 0.6, 0.95)
    clock.stop("pack and write")
    yield Progress(0.95, "contact sheet")
    _write_rest(folder, content, _sheet(scene, subject, settings.frame, expressions, clips), is_dry_run)
    clock.stop("contact sheet")
    return SampleResult(
        folder, folder / PROJECT_NAME, folder / CONTACT_SHEET_NAME, report, len(expressions), len(scene.animations),
        len(scene.sprites), scene.canvas_size, clock.total(), peak_memory_mb(), clock.parts,
    )  # fmt: skip


def _capture(cancel: CancelToken | None) -> Generator[Progress, None, OpenProject]:
    path = sample_picture()
    if path is None:
        raise InputError("The sample's picture is missing from scikit-image.", "Run the bootstrap again.", "sample")
    # A name instead of chance: the sample's ids are the same on every machine.
    result = yield from capture(new_project(NAME, "sample"), [path], name=NAME, cancel=cancel)
    for failure in result.failures:
        raise failure.error
    return result.content


def _with_export(content: OpenProject, settings: ExportSettings) -> OpenProject:
    from dataclasses import replace

    characters = tuple(replace(character, id="sample") for character in content.project.characters)
    return replace(content, project=replace(content.project, characters=characters, export=settings))


def _sheet(
    scene: ExportSet, subject: Subject, frame: FrameOptions, expressions: Sequence[Expression], clips: Sequence[Clip]
) -> bytes:
    """The heads of all expressions, and below them the clips as strips of frames."""
    window = focus_window(subject.reference, plan_framing(subject.reference, frame))

    def head(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return pixels[window.y : window.bottom, window.x : window.right]

    pixels = {sprite.id: head(sprite.pixels) for sprite in scene.sprites}
    cells = [
        Cell(expression.name, pixels[sprite.id]) for expression, sprite in zip(expressions, scene.sprites, strict=False)
    ]
    moving = scene.animations[len(expressions) :]
    strips = [
        Strip(clip.name, tuple(pixels[name] for name in evenly_shown(animation, strip_length(COLUMNS))))
        for clip, animation in zip(clips, moving, strict=True)
    ]
    size = f"{scene.canvas_size[0]} x {scene.canvas_size[1]} px"
    subtitle = f"one portrait, {len(cells)} expressions, {len(strips)} clips · {size}"
    return encode_png(contact_sheet(cells, scene.name, subtitle, COLUMNS, strips=strips))


def evenly_shown(animation: Animation, count: int) -> tuple[str, ...]:
    """The ids of the sprites that are seen at `count` moments, evenly spread from the first frame to the last."""
    frames = animation.unrolled()
    ends = np.cumsum([frame.duration_ms for frame in frames])
    last_ms = int(ends[-1]) - frames[-1].duration_ms
    moments = np.linspace(0, last_ms, count)
    return tuple(frames[int(index)].sprite_id for index in np.searchsorted(ends, moments, side="right"))


def _write_rest(folder: Path, content: OpenProject, sheet: bytes, is_dry_run: bool) -> None:
    if is_dry_run:
        return
    write_project(folder / PROJECT_NAME, content)
    write_output(folder / CONTACT_SHEET_NAME, sheet)


class _Clock:
    """Seconds of each part of a job."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._start_s = self._last_s = time.perf_counter()

    def stop(self, part: str) -> None:
        now_s = time.perf_counter()
        self.parts[part] = round(now_s - self._last_s, 2)
        self._last_s = now_s

    def total(self) -> float:
        return round(self._last_s - self._start_s, 2)


def peak_memory_mb() -> float:
    """The most memory that this process ever had, MiB; 0 where the system does not tell."""
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 2**20
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / (2**20 if sys.platform == "darwin" else 2**10)  # macOS counts bytes, Linux kibibytes
