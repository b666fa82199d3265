"""A clip leaves as a performance: Live Link Face recording, glTF morph animation, VRM animation."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ExportError
from studio.core.files import write_if_changed
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.models.clip import Clip, check_fps
from studio.models.controls import CONTROL_INDEX, Pose
from studio.models.expression import ExpressionLibrary
from studio.models.library import find
from studio.models.performance import Take, TakeSource, take_of_poses
from studio.models.performance_columns import HeadReading
from studio.models.sheet import LoopMode, Performance
from studio.models.timeline import ClipSampler
from studio.pipelines.render_clip import clip_name

FRAMES_A_STEP = 200
MIN_FPS = 30.0
"""Programs draw straight lines between the frames of a performance; fewer would show."""
_VOWELS = {"aa": "vowel-a", "ih": "vowel-i", "ou": "vowel-u", "ee": "vowel-e", "oh": "vowel-o"}
_VOWEL_ROUNDS = 60


class PerformanceFormat(StrEnum):
    """What a performance is written as."""

    LIVE_LINK = "livelink"
    GLTF = "gltf"
    VRMA = "vrma"


SUFFIXES: Mapping[PerformanceFormat, tuple[str, ...]] = {
    PerformanceFormat.LIVE_LINK: (".csv",),
    PerformanceFormat.GLTF: (".glb", ".gltf"),
    PerformanceFormat.VRMA: (".vrma", ".glb"),
}
"""Endings of the files, the usual one first."""


@dataclass(frozen=True, slots=True)
class PerformanceJob:
    """How a clip leaves.

    Attributes:
        format: As what.
        fps: Frames a second; 0 for the clip's own, at least `MIN_FPS`.
        base: What the clip is laid over.
        has_presets: VRM's own expressions instead of ARKit's names, for models that lack those.
        head: How a Live Link recording tells the head's angles.
        is_dry_run: Do all but write.
    """

    format: PerformanceFormat
    fps: float = 0.0
    base: Pose | None = None
    has_presets: bool = False
    head: HeadReading | None = None
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PerformanceFile:
    """What was written.

    Attributes:
        path: Where.
        take: The frames that it holds.
        size_bytes: Of the file.
        is_written: False where it was there already, or nothing is to be written.
    """

    path: Path
    take: Take
    size_bytes: int
    is_written: bool


def sampled_take(
    clip: Clip, library: ExpressionLibrary, fps: float = 0.0, base: Pose | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, Take]:  # fmt: skip
    """A clip as even frames, its end among them; what the preview shows at those moments.

    Raises:
        InputError: If a linked expression is missing or the rate cannot be used.
    """
    rate = fps or max(clip.fps, MIN_FPS)
    check_fps(rate)
    token, sampler = cancel or CancelToken(), ClipSampler(clip, library)
    count = max(1, int(clip.duration_ms * rate / 1000 + 1e-6))
    times = [index * 1000 / rate for index in range(count + 1)]
    if times[-1] > clip.duration_ms + 1e-6:
        times.pop()
    poses, clock = list[dict[str, float]](), ProgressClock(len(times))
    for index, time in enumerate(times):
        if index % FRAMES_A_STEP == 0:
            token.check()
            yield clock.at(index, clip.name)
        # The sampler takes the end of a loop for its beginning, which it is.
        poses.append(sampler.pose(min(time, clip.duration_ms), base))
    if clip.loop is LoopMode.PING_PONG:
        poses += poses[-2::-1]
        times += [2 * times[-1] - time for time in times[-2::-1]]
    return take_of_poses(clip.name or clip.id, times, poses, TakeSource.CLIP)


def performance_bytes(take: Take, job: PerformanceJob, library: ExpressionLibrary, suffix: str = "") -> bytes:
    """A take in a format; `suffix` tells .gltf from .glb."""
    from studio.export.performance.gltf import gltf_animation
    from studio.export.performance.livelink import live_link_csv
    from studio.export.performance.vrma import vrm_animation
    from studio.pipelines.performance_face import canonical_model

    match job.format:
        case PerformanceFormat.LIVE_LINK:
            return live_link_csv(take, job.head)
        case PerformanceFormat.GLTF:
            return gltf_animation(take, canonical_model(), is_binary=suffix != ".gltf")
        case PerformanceFormat.VRMA:
            return vrm_animation(take, preset_weights(take, library) if job.has_presets else None)


def performances_of(
    clip: Clip, library: ExpressionLibrary, targets: Sequence[str], base: Pose | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, list[Performance]]:  # fmt: skip
    """What a clip does, for those of an export's targets that take such; empty where there is none.

    Raises:
        InputError: As `sampled_take`.
    """
    wanted = [form for form in PerformanceFormat if form.value in targets]
    if not wanted:
        return []
    take = yield from sampled_take(clip, library, base=base, cancel=cancel)
    files = {}
    for form in wanted:
        yield Progress(None, clip.name)
        files[form.value] = performance_bytes(take, PerformanceJob(form), library, SUFFIXES[form][0])
    return [Performance(clip_name(clip), files)]


def export_performance(
    clip: Clip, library: ExpressionLibrary, job: PerformanceJob, path: Path, cancel: CancelToken | None = None
) -> Generator[Progress, None, PerformanceFile]:
    """Write a clip as a performance.

    Raises:
        InputError: As `sampled_take`.
        ExportError: If the file cannot be written, or its ending means another format.
    """
    suffixes = SUFFIXES[job.format]
    if path.suffix.lower() not in suffixes:
        hint = f"End the name in {' or '.join(suffixes)}."
        raise ExportError(f"“{path.name}” is no name for this format.", hint, "export.performance")
    take = yield from sampled_take(clip, library, job.fps, job.base, cancel)
    yield Progress(None, f"writing {path.name}")
    data = performance_bytes(take, job, library, path.suffix.lower())
    if job.is_dry_run:
        return PerformanceFile(path, take, len(data), is_written=False)
    try:
        is_written = write_if_changed(path, data)
    except OSError as error:
        message = f"“{path}” cannot be written: {error.strerror}."
        raise ExportError(message, "Choose another folder.", "output.unwritable") from error
    return PerformanceFile(path, take, len(data), is_written)


def preset_weights(take: Take, library: ExpressionLibrary) -> dict[str, NDArray[np.floating[Any]]]:
    """The take in VRM's own expressions: its blinks, and the five vowels that together come nearest to the mouth.

    Moods are not guessed: a smile while talking is no "happy".
    """
    left, right = take.column("eyeBlinkLeft"), take.column("eyeBlinkRight")
    vowels = _vowel_shares(take, library)
    return {**vowels, "blinkLeft": left, "blinkRight": right}


def _vowel_shares(take: Take, library: ExpressionLibrary) -> dict[str, NDArray[np.floating[Any]]]:
    """Least squares with shares from 0 to 1, by coordinate descent."""
    poses = [find(library, word).pose for word in _VOWELS.values()]
    controls = sorted({CONTROL_INDEX[name] for pose in poses for name in pose})
    shapes = np.zeros((len(poses), len(controls)))
    for row, pose in zip(shapes, poses, strict=True):
        for name, value in pose.items():
            row[controls.index(CONTROL_INDEX[name])] = value
    square, wanted = shapes @ shapes.T, take.values[:, controls].astype(np.float64) @ shapes.T
    shares = np.zeros((take.frame_count, len(poses)))
    for _ in range(_VOWEL_ROUNDS):
        for index in range(len(poses)):
            rest = wanted[:, index] - shares @ square[:, index] + shares[:, index] * square[index, index]
            shares[:, index] = np.clip(rest / square[index, index], 0.0, 1.0)
    return {name: shares[:, index] for index, name in enumerate(_VOWELS)}
