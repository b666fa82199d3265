"""The whole way out: expressions and clips of one character become files for game engines."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.engines.registry import DEFAULT_ENGINE
from studio.export.report import ExportReport
from studio.export.writer import export_scene
from studio.models.clip import Clip
from studio.models.controls import Pose
from studio.models.expression import Expression, ExpressionLibrary
from studio.models.project import ExportSettings, Project
from studio.models.sheet import Animation, AnimationFrame, ExportSet, LoopMode, Performance, Sprite
from studio.pipelines.clips import clip_words, meant_clips, usual_clips
from studio.pipelines.names import check_distinct, safe_name
from studio.pipelines.notes import note_for
from studio.pipelines.performance_export import performances_of
from studio.pipelines.progress import part_of
from studio.pipelines.render_clip import clip_name, render_clip, tag_name
from studio.pipelines.stage import Stage
from studio.pipelines.subject import Subject
from studio.pipelines.wardrobe import resolved

NOTHING = ("none",)
"""Instead of expressions or clips: none of them leave."""
DEFAULT_EXPRESSIONS = ("sample",)
_DRAWN_SHARE = 0.6
"""Share of the progress bar that drawing gets; the rest is packing and writing."""


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What leaves.

    Attributes:
        expressions: Each becomes a sprite and an animation of one frame.
        clips: Each becomes an animation.
        settings: Targets, sizes, sheet options.
        folder: Where to.
        engine: What draws.
        base_name: Stem of the file names; the character's name if empty.
        is_dry_run: Do everything but write.
        overwrite: Replace files that lie in the way and were not made by an export.
    """

    expressions: tuple[Expression, ...]
    clips: tuple[Clip, ...]
    settings: ExportSettings
    folder: Path
    engine: str = DEFAULT_ENGINE
    base_name: str = ""
    is_dry_run: bool = False
    overwrite: bool = False


def what_leaves(settings: ExportSettings, subject: Subject) -> tuple[tuple[Expression, ...], tuple[Clip, ...]]:
    """The expressions and clips that settings name.

    Where they name none, these are the character's own set, and the project's own clips with the usual ones.

    Raises:
        InputError: If one is unknown.
    """
    own = subject.character.expression_set if subject.character else ()
    project = subject.content.project if subject.content else None
    words = settings.expressions or own or DEFAULT_EXPRESSIONS
    return (
        () if words == NOTHING else resolved(words, subject.library),
        _clips_of(settings.clips, subject.library, project),
    )


def _clips_of(words: tuple[str, ...], library: ExpressionLibrary, project: Project | None) -> tuple[Clip, ...]:
    if not words:
        return usual_clips(library, project)
    return () if words == NOTHING else meant_clips(clip_words(words), library, project)


def export_character(
    subject: Subject, job: ExportJob, cancel: CancelToken | None = None
) -> Generator[Progress, None, ExportReport]:
    """Draw everything, pack it and write the files of every target.

    Raises:
        InputError, ExportError: If it cannot be done as asked; nothing is written then.
        JobCancelled: If `cancel` was set; the folder is then as it was.
    """
    scene = yield from part_of(build_scene(subject, job, cancel), 0.0, _DRAWN_SHARE)
    writing = export_scene(
        scene,
        job.folder,
        job.settings.targets,
        job.settings.sheet,
        base_name=job.base_name,
        format_options=job.settings.format_options,
        dry_run=job.is_dry_run,
        overwrite=job.overwrite,
        cancel=cancel,
    )
    return (yield from part_of(writing, _DRAWN_SHARE, 1.0))


def build_scene(
    subject: Subject, job: ExportJob, cancel: CancelToken | None = None, base: Pose | None = None
) -> Generator[Progress, None, ExportSet]:
    """Draw all sprites of an export; clips are laid over `base` (neutral if None).

    Raises:
        InputError: If there is nothing to draw or two names collide.
    """
    if not job.expressions and not job.clips:
        raise InputError("There is nothing to export.", "Name expressions with -e or clips with --clip.", "usage.empty")
    names = [*map(_sprite_name, job.expressions), *map(clip_name, job.clips)]
    names += [tag_name(clip, tag) for clip in job.clips for tag in clip.tags if not tag.is_skipped]
    check_distinct(names)
    sprites, animations, performances = list[Sprite](), list[Animation](), list[Performance]()
    yield Progress(0.0, f"getting {subject.name} ready")
    steps = len(job.expressions) + len(job.clips)
    with Stage(subject.reference, job.settings.frame, job.engine, cancel) as stage:
        for index, expression in enumerate(job.expressions):
            yield Progress(index / steps, expression.name)
            sprite = Sprite(f"expression/{expression.id}", _sprite_name(expression), stage.frame(expression.pose))
            sprites.append(sprite)
            animations.append(_still(sprite))
        for index, clip in enumerate(job.clips, len(job.expressions)):
            rendering = render_clip(stage, clip, subject.library, job.settings.fps or None, base)
            rendered = yield from part_of(rendering, index / steps, (index + 1) / steps)
            sprites += rendered.sprites
            animations += [rendered.animation, *rendered.tags]
            acted = performances_of(clip, subject.library, job.settings.targets, base, cancel)
            performances += yield from part_of(acted, (index + 1) / steps, (index + 1) / steps)
        framing = stage.framing
    return ExportSet(
        subject.stable_id,
        subject.name,
        tuple(sprites),
        tuple(animations),
        framing.pivot_px,
        framing.is_pixel_art,
        _first_animation(animations),
        tuple(performances),
        note=note_for(job.engine, subject.note),
    )


def _sprite_name(expression: Expression) -> str:
    return safe_name(expression.id, lower=True).replace("-", "_")


def _still(sprite: Sprite) -> Animation:
    return Animation(sprite.id, sprite.name, (AnimationFrame(sprite.id, 1000),), LoopMode.LOOP)


def _first_animation(animations: Sequence[Animation]) -> str:
    """What a character does when nobody says anything: idle, else neutral, else the first there is."""
    names = [animation.name for animation in animations]
    return next((name for name in ("idle", "neutral") if name in names), names[0])
