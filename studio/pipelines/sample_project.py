"""The project that "Open the sample" shows: one portrait, its set of expressions drawn, and clips that act."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Partial, Progress
from studio.models.project import Crop, FrameOptions, Project, SetSettings
from studio.models.set_plan import CellPlace, CellState, SetPlanner, rows_of
from studio.pipelines.cast import capture, new_project
from studio.pipelines.clips import meant_clips
from studio.pipelines.draw_cells import DrawnCell, draw_cells, requests_for, slots_again, with_drawn
from studio.pipelines.health import sample_picture
from studio.pipelines.progress import part_of
from studio.pipelines.sample import CLIPS, NAME, SIZE_PX
from studio.pipelines.wardrobe import library_of, resolved
from studio.storage.project_file import OpenProject

CAPTURE_SHARE = 0.4
"""How much of the time goes into seeing the picture; the rest is drawing."""


def sample_project(cancel: CancelToken | None = None) -> Generator[Progress, None, OpenProject]:
    """Capture the sample's portrait, give it something to wear and to act, and draw its whole set.

    Raises:
        InputError: If the picture is missing or cannot be used.
        JobCancelled: If `cancel` was set.
    """
    path = sample_picture()
    if path is None:
        raise InputError("The sample's picture is missing from scikit-image.", "Run the bootstrap again.", "sample")
    capturing = capture(new_project(NAME), [path], name=NAME, cancel=cancel)
    result = yield from part_of(capturing, 0.0, CAPTURE_SHARE)
    for failure in result.failures:
        raise failure.error
    library = library_of(None)
    words = tuple(expression.id for expression in resolved(("sample",), library))
    cast = tuple(replace(one, expression_set=words) for one in result.content.project.characters)
    settings = SetSettings(FrameOptions(SIZE_PX, Crop.BUST))
    project = replace(
        result.content.project, characters=cast, clips=meant_clips(CLIPS, library), set_settings=settings
    )  # fmt: skip
    return (yield from _drawn(OpenProject(project, result.content.blobs), cancel))


def _drawn(content: OpenProject, cancel: CancelToken | None) -> Generator[Progress, None, OpenProject]:
    """Fill the cells; one that fails stays to be drawn, and says why."""
    project, library = content.project, library_of(content.project)
    places = [CellPlace(one.id, word) for one in project.characters for word in rows_of((one,))]
    requests, _ = requests_for(project, library, slots_again(project, places))
    done = 0
    for report in draw_cells(requests, content.blobs, cancel):
        if isinstance(report, Partial) and isinstance(report.value, DrawnCell):
            project, done = with_drawn(project, report.value), done + 1
        fraction = CAPTURE_SHARE + (1 - CAPTURE_SHARE) * done / max(1, len(requests))
        yield Progress(fraction, f"drawing {min(done + 1, len(requests))} of {len(requests)} expressions")
    return replace(content, project=project)


def is_finished(project: Project) -> bool:
    """Whether every cell is drawn as this program would draw it now: a kept copy of another time may not be."""
    plan = SetPlanner().plan(project, library_of(project))
    return bool(plan) and all(cell.state is CellState.DONE for cell in plan.values())
