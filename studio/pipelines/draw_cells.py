"""Cells of the set matrix: drawn one by one, each with its recipe, measured where a reader is installed."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError, StudioError
from studio.core.folders import models_folder
from studio.core.jobs import CancelToken, Partial, Progress, ProgressClock
from studio.export.content_notes import read_note, with_note
from studio.models.character import Character
from studio.models.content_note import ContentNote
from studio.models.controls import ARKIT_CONTROLS, Pose
from studio.models.expression import ExpressionLibrary
from studio.models.picture import Picture
from studio.models.project import Project
from studio.models.results import Cell, Recipe, Variant
from studio.models.set_plan import (
    CellPlace,
    cells_by_place,
    next_slots,
    shown_slot,
    slot_of,
    wanted_recipe,
    with_cell,
    with_variant,
    words_of,
)  # fmt: skip
from studio.pipelines.cast import drawable
from studio.pipelines.likeness import Likeness
from studio.pipelines.notes import note_for
from studio.pipelines.stage import Stage
from studio.pipelines.subject import Subject
from studio.storage.blobs import BlobStore
from studio.storage.pictures import encode_png
from studio.storage.project_file import OpenProject

READ_FLOOR = 0.02
"""Readings that rise less than this above the neutral face are noise and are not kept."""
COMPRESS_LEVEL = 2
"""A cell is packed in a quarter of the usual time and grows by an eighth: packing took longer than drawing."""


@dataclass(frozen=True, slots=True)
class CellRequest:
    """A drawing that is wanted.

    Attributes:
        character: Who, as it stood when the drawing was asked for.
        expression: As it stands in the set.
        recipe: How.
    """

    character: Character
    expression: str
    recipe: Recipe

    @property
    def place(self) -> CellPlace:
        """Where it belongs."""
        return CellPlace(self.character.id, self.expression)

    @property
    def slot(self) -> int:
        """Which variant it is."""
        return slot_of(self.recipe)


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """How a drawing went.

    Attributes:
        place: Where it belongs.
        slot: Which variant.
        variant: The drawing; None if it failed.
        failure: Why it failed; empty if it did not.
    """

    place: CellPlace
    slot: int
    variant: Variant | None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class DrawResult:
    """What was done.

    Attributes:
        drawn: How many drawings were made.
        failed: How many failed.
    """

    drawn: int = 0
    failed: int = 0


def in_drawing_order(requests: Sequence[CellRequest]) -> tuple[CellRequest, ...]:
    """One character after the other, because getting one ready takes longer than drawing it."""
    groups: dict[str, list[CellRequest]] = {}
    for request in requests:
        groups.setdefault(request.character.id, []).append(request)
    return tuple(request for group in groups.values() for request in group)


def draw_cells(
    requests: Sequence[CellRequest], blobs: Mapping[str, bytes], cancel: CancelToken | None = None
) -> Generator[Progress | Partial, None, DrawResult]:
    """Draw cells; what cannot be drawn is told in its place and the rest goes on.

    Args:
        requests: What is wanted; drawn in the order of `in_drawing_order`.
        blobs: Where pictures lie and drawings are put.
        cancel: Stops before the next step; what was handed out by then is whole.

    Yields:
        Progress, and a `Partial` with a `DrawnCell` for each request, in that order.

    Raises:
        JobCancelled: If `cancel` was set.
    """
    token, ordered = cancel or CancelToken(), in_drawing_order(requests)
    batch = _Batch(cast(BlobStore, blobs), token, ProgressClock(len(ordered)))
    start = 0
    while start < len(ordered):
        character, end = ordered[start].character, start
        while end < len(ordered) and _shares_stage(ordered[start], ordered[end]):
            end += 1
        token.check()
        yield batch.report(f"getting {character.name} ready")
        yield from _draw_together(ordered[start:end], batch)
        start = end
    return DrawResult(batch.drawn, batch.failed)


@dataclass(slots=True, eq=False)
class _Batch:
    blobs: BlobStore
    cancel: CancelToken
    clock: ProgressClock
    drawn: int = 0
    failed: int = 0

    def report(self, message: str) -> Progress:
        return self.clock.at(self.drawn + self.failed, message)

    def told(self, request: CellRequest, variant: Variant | None, error: StudioError | None = None) -> Partial:
        self.drawn += variant is not None
        self.failed += variant is None
        text = f"{error.user_message} {error.hint}".strip() if error is not None else ""
        return Partial(DrawnCell(request.place, request.slot, variant, text))


def _shares_stage(one: CellRequest, other: CellRequest) -> bool:
    return (
        one.character is other.character
        and one.recipe.engine == other.recipe.engine
        and one.recipe.frame == other.recipe.frame
    )


def _draw_together(group: Sequence[CellRequest], batch: _Batch) -> Generator[Progress | Partial, None, None]:
    """Draw cells that are drawn from one stage."""
    first = group[0]
    try:
        reference = drawable(first.character.main_reference, batch.blobs)
        yield batch.report(f"getting {first.character.name} ready")
        batch.cancel.check()
        stage = Stage(reference, first.recipe.frame, first.recipe.engine, batch.cancel)
    except StudioError as error:  # nobody of this character can be drawn
        for request in group:
            yield batch.told(request, None, error)
        return
    with stage:
        subject = Subject(
            first.character.name, first.character.id, reference, {}, _alone(first, batch), first.character
        )
        reader = _Reader(subject)
        stage.expect([one.recipe.pose for one in group], [one.recipe.seed for one in group])
        for note in stage.notes:
            yield batch.report(note)
        for request in group:
            batch.cancel.check()
            yield batch.report(f"{first.character.name}: {request.expression}")
            try:
                variant = yield from _one(stage, request, reader, batch)
            except StudioError as error:
                yield batch.told(request, None, error)
                continue
            yield batch.told(request, variant)


def _alone(request: CellRequest, batch: _Batch) -> OpenProject:
    """The character as a project of its own: what measuring likeness asks for."""
    return OpenProject(Project("", "", (request.character,)), batch.blobs)


def _one(
    stage: Stage, request: CellRequest, reader: _Reader, batch: _Batch
) -> Generator[Progress | Partial, None, Variant]:
    recipe = request.recipe
    pixels = stage.frame(recipe.pose, recipe.seed)
    note = note_for(recipe.engine, _earlier(request, batch), _facts(recipe))
    picture = batch.blobs.put(with_note(encode_png(pixels, compress_level=COMPRESS_LEVEL), note))
    variant = Variant(f"v{request.slot}", picture, recipe)
    if not reader.is_needed:
        return variant
    yield batch.report(f"{request.character.name}: reading {request.expression}")
    if reader.neutral is None and reader.reads_controls:
        reader.learn_neutral(stage.frame({}, 0))
        yield batch.report(f"{request.character.name}: reading {request.expression}")
    batch.cancel.check()
    likeness, measured = reader.read(pixels)
    return replace(variant, likeness=likeness, measured=measured)


def _earlier(request: CellRequest, batch: _Batch) -> ContentNote | None:
    return read_note(batch.blobs[request.character.main_reference.picture])


def _facts(recipe: Recipe) -> dict[str, str]:
    facts = {"expression": recipe.expression, "seed": str(recipe.seed), "reference": recipe.reference}
    return facts | dict(recipe.models)


class _Reader:
    """Looks at drawings: whether they are still the character, and which controls can be read from them."""

    def __init__(self, subject: Subject) -> None:
        from studio.vision.landmarks import TASK_FILE_NAME
        from studio.vision.recognisers import installed_recogniser

        self.reads_controls = (models_folder() / TASK_FILE_NAME).is_file()
        self._likeness = self._made(subject) if self._is_installed(installed_recogniser) else None
        self.neutral: Pose | None = None

    @staticmethod
    def _is_installed(look: object) -> bool:
        try:
            return callable(look) and look() is not None
        except StudioError:  # a damaged recogniser must not keep anybody from drawing
            return False

    @staticmethod
    def _made(subject: Subject) -> Likeness | None:
        try:
            return Likeness(subject)
        except StudioError:
            return None

    @property
    def is_needed(self) -> bool:
        """Whether anything can be read at all."""
        return self.reads_controls or self._likeness is not None

    def learn_neutral(self, pixels: NDArray[np.uint8]) -> None:
        """Remember what is read from the face at rest: readings count from there."""
        self.neutral = self._seen(pixels)[1]

    def read(self, pixels: NDArray[np.uint8]) -> tuple[float | None, dict[str, float]]:
        """Likeness and controls of a drawing, as far as they can be read."""
        likeness, values = self._seen(pixels)
        rest = self.neutral or {}
        risen = {name: values[name] - rest.get(name, 0.0) for name in ARKIT_CONTROLS if name in values}
        return likeness, {name: round(value, 4) for name, value in risen.items() if value > READ_FLOOR}

    def _seen(self, pixels: NDArray[np.uint8]) -> tuple[float | None, Pose]:
        from studio.vision.detect import find_faces
        from studio.vision.landmarks import find_mesh

        picture = Picture(pixels, bool((pixels[..., 3] < 255).any()))
        try:
            faces = find_faces(picture)
            if not faces:
                return None, {}
            mesh = find_mesh(picture, faces[0])
        except StudioError:  # an extreme expression may be refused; that is no failure of the drawing
            return None, {}
        return self._likeness.score_mesh(picture, mesh) if self._likeness else None, mesh.blendshapes


# --- between projects and requests


Slots = tuple[tuple[CellPlace, int], ...]
"""Cells, each with the variant of it that is wanted."""


def slots_again(project: Project, places: Sequence[CellPlace]) -> Slots:
    """The shown variants of cells, to be drawn anew."""
    kept = cells_by_place(project)
    return tuple((place, shown_slot(kept.get(place))) for place in places)


def slots_more(project: Project, places: Sequence[CellPlace], count: int) -> Slots:
    """Further variants of cells; a cell that was never drawn gets the expression as written as well."""
    kept, wanted = cells_by_place(project), list[tuple[CellPlace, int]]()
    for place in places:
        cell = kept.get(place)
        is_first = cell is None or not cell.variants
        wanted += [(place, slot) for slot in ((0,) if is_first else ()) + next_slots(cell, count)]
    return tuple(wanted)


def requests_for(
    project: Project, library: ExpressionLibrary, slots: Slots
) -> tuple[tuple[CellRequest, ...], dict[CellPlace, str]]:
    """The drawings to make, and why some cannot be made.

    Returns:
        Requests in drawing order, and place -> reason for those that cannot be drawn at all. Places whose character
        is gone are left out.
    """
    characters = {character.id: character for character in project.characters}
    requests, refused = list[CellRequest](), dict[CellPlace, str]()
    for place, slot in slots:
        character = characters.get(place.character)
        if character is None or place.expression not in words_of(character):
            continue
        try:
            recipe = wanted_recipe(project, library, character, place.expression, slot)
        except InputError as error:
            refused[place] = f"{error.user_message} {error.hint}".strip()
        else:
            requests.append(CellRequest(character, place.expression, recipe))
    return in_drawing_order(requests), refused


def with_drawn(project: Project, drawn: DrawnCell) -> Project:
    """The project with a drawing, or the reason why there is none, in its cell."""
    place = drawn.place
    cells = project.cells
    cell = next((one for one in cells if (one.character, one.expression) == place), None) or Cell(*place)
    if drawn.variant is None:
        return with_cell(project, replace(cell, failure=drawn.failure))
    slots = {slot_of(one.recipe) for one in cell.variants}
    if drawn.slot not in slots and any(one.picture == drawn.variant.picture for one in cell.variants):
        return with_cell(project, replace(cell, failure=""))  # a face at rest has no variants to choose between
    return with_cell(project, with_variant(cell, drawn.variant))
