"""The project that "Open the sample" shows: one portrait, its set of expressions, and clips that act."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.models.project import Crop, FrameOptions, SetSettings
from studio.pipelines.cast import capture, new_project
from studio.pipelines.clips import meant_clips
from studio.pipelines.health import sample_picture
from studio.pipelines.sample import CLIPS, NAME, SIZE_PX
from studio.pipelines.wardrobe import library_of, resolved
from studio.storage.project_file import OpenProject


def sample_project(cancel: CancelToken | None = None) -> Generator[Progress, None, OpenProject]:
    """Capture the sample's portrait and give it something to wear and to act.

    Raises:
        InputError: If the picture is missing or cannot be used.
        JobCancelled: If `cancel` was set.
    """
    path = sample_picture()
    if path is None:
        raise InputError("The sample's picture is missing from scikit-image.", "Run the bootstrap again.", "sample")
    result = yield from capture(new_project(NAME), [path], name=NAME, cancel=cancel)
    for failure in result.failures:
        raise failure.error
    library = library_of(None)
    words = tuple(expression.id for expression in resolved(("sample",), library))
    cast = tuple(replace(one, expression_set=words) for one in result.content.project.characters)
    settings = SetSettings(FrameOptions(SIZE_PX, Crop.BUST))
    project = replace(
        result.content.project, characters=cast, clips=meant_clips(CLIPS, library), set_settings=settings
    )  # fmt: skip
    return OpenProject(project, result.content.blobs)
