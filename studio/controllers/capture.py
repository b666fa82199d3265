"""Pictures come in: looked at in the background, added as one step a batch, told one by one where they fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from studio.controllers.capture_jobs import JOB_KIND, leave_out, looking_at_files, looking_at_pixels
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models import cast_edits
from studio.models.cast_rows import CaptureRow, FaceOutline
from studio.models.character import Character, Reference
from studio.models.document import Document
from studio.models.face import Anchors, FaceBox
from studio.models.messages import Tone
from studio.pipelines import recapture
from studio.pipelines.recapture import Arrival, PictureSource
from studio.pipelines.seeing import SeeOptions
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase
from studio.storage.blobs import BlobStore


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """A picture that was kept: its face has to be placed by hand.

    Attributes:
        id: Of its card.
        arrival: The picture.
        character_id: Whose further reference it is to be; empty for somebody new.
    """

    id: str
    arrival: Arrival
    character_id: str = ""

    @property
    def name(self) -> str:
        """File name without its ending."""
        return Path(self.arrival.source.name).stem


_STEPS = count(1)


def step_key(character_id: str) -> str:
    """Merge key of one step about somebody's pictures: what is recognised in them afterwards becomes a part of it."""
    return f"{step_prefix(character_id)}{next(_STEPS)}"


def step_prefix(character_id: str) -> str:
    """What all such keys of somebody begin with."""
    return f"pictures:{character_id}:"


class CaptureController(QObject):
    """The one way by which pictures enter the project."""

    waiting_changed = Signal()
    """Pictures were kept, or are not kept any more."""
    waiting_opened = Signal(str)
    """A kept picture came alone: it should be shown at once."""
    faces_changed = Signal(str)
    """Blob of a picture whose faces are known now."""
    results_ready = Signal(object)
    """`CaptureRow` of each picture of a batch, where one of them failed."""
    captured = Signal(object)
    """Ids of the characters that were added."""

    def __init__(self, workspace: Workspace, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self._faces: dict[str, tuple[FaceBox, ...]] = {}
        self._waiting: dict[str, Waiting] = {}
        self._numbers = count(1)
        workspace.document_replaced.connect(self._forget)

    # --- ways in

    def add_pictures(self, paths: Sequence[str | Path], character_id: str = "") -> None:
        """Take picture files: each a character, or all of them references of somebody."""
        sources = [PictureSource(Path(path).name, Path(path)) for path in paths]
        self.add_sources(sources, character_id)

    def add_image(self, image: QImage, name: str = "", character_id: str = "") -> None:
        """Take pixels that came by clipboard or drop."""
        if image.isNull():
            error = InputError("There is no picture to take.", "Copy a picture first.", "picture.empty")
            self._workspace.tell_error(error)
            return
        called = name or self.tr("Pasted picture") + ".png"
        blobs = cast(BlobStore, self._workspace.document.blobs)
        self._submit(looking_at_pixels(self._title(called, 1), called, image, blobs, character_id), character_id, 1)

    def take_mime(self, data: QMimeData | None, character_id: str = "") -> bool:
        """Take what a drop or the clipboard holds, files first.

        Returns:
            Whether there was a picture in it.
        """
        if data is None:
            return False
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
        if files:
            self.add_pictures(files, character_id)
            return True
        if data.hasImage():
            image = data.imageData()
            self.add_image(image if isinstance(image, QImage) else QImage(image), "", character_id)
            return True
        return False

    def paste(self) -> bool:
        """Take what the clipboard holds; False if there is no picture in it."""
        return self.take_mime(QGuiApplication.clipboard().mimeData())

    def add_sources(self, sources: Sequence[PictureSource], character_id: str = "") -> None:
        """Look at pictures and add them as one step."""
        if sources:
            title = self._title(sources[0].name, len(sources))
            blobs = cast(BlobStore, self._workspace.document.blobs)
            self._submit(looking_at_files(title, sources, blobs, character_id), character_id, len(sources))

    def restore(self, data: dict[str, Any]) -> None:
        """Look again at pictures whose job was cut off, from what its `JobSpec.restore` said."""
        paths, character_id = data.get("paths"), str(data.get("character", ""))
        if isinstance(paths, list):
            is_there = self._workspace.character_by_id(character_id) is not None
            self.add_pictures([str(path) for path in paths], character_id if is_there else "")

    def _title(self, name: str, count: int) -> str:
        if count == 1:
            return self.tr("Look at {name}").format(name=name)
        return self.tr("Look at {count} pictures").format(count=count)

    def _submit(self, spec: JobSpec, character_id: str, asked: int) -> None:
        arrivals: list[Arrival] = []
        end = partial(self._batch_ended, self._workspace.document, arrivals, character_id, asked)
        self._jobs.submit(spec, on_partial=arrivals.append, on_end=end)

    def _batch_ended(
        self, document: Document, arrivals: list[Arrival], character_id: str, asked: int, outcome: Outcome
    ) -> None:
        leave_out(outcome.job.spec.restore, arrivals)
        if document is not self._workspace.document:
            return
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)
        for arrival in arrivals:
            if arrival.reference is not None:
                self._faces[arrival.reference.picture] = arrival.faces
        kept = [arrival for arrival in arrivals if arrival.is_waiting]
        for arrival in kept:
            waiting = Waiting(f"waiting-{next(self._numbers)}", arrival, character_id)
            self._waiting[waiting.id] = waiting
        added = self._add(arrivals, character_id)
        if kept:
            self.waiting_changed.emit()
        self._tell(arrivals, added, asked, outcome.job.state is JobState.CANCELLED)
        if kept and not added and len(arrivals) == 1:
            self.waiting_opened.emit(list(self._waiting)[-1])

    def _add(self, arrivals: Sequence[Arrival], character_id: str) -> int:
        """Put what arrived into the project.

        Returns:
            How many pictures that were.
        """
        if character_id:
            references = [arrival.reference for arrival in arrivals if arrival.reference is not None]
            character = self._workspace.character_by_id(character_id)
            if not references or character is None:
                return 0
            text = self.tr("Add references to {name}").format(name=character.name)
            self._workspace.edit_character(
                text,
                lambda one: cast_edits.with_references(one, references),
                step_key(character_id),
                character_id,
                is_job=True,
            )
            self._workspace.select_character(character_id)
            self._announce(references)
            return len(references)
        characters = [arrival.character for arrival in arrivals if arrival.character is not None]
        if not characters:
            return 0
        one = self.tr("Add {name}").format(name=characters[0].name)
        many = self.tr("Add {count} characters").format(count=len(characters))
        after = cast_edits.with_characters(self._workspace.project, characters)
        self._workspace.edit(one if len(characters) == 1 else many, after)
        self._workspace.select_character(characters[0].id)
        self._workspace.show_page("cast")
        self._announce([reference for character in characters for reference in character.references])
        self.captured.emit(tuple(character.id for character in characters))
        return len(characters)

    def _announce(self, references: Sequence[Reference]) -> None:
        for reference in references:
            self.faces_changed.emit(reference.picture)

    def _tell(self, arrivals: Sequence[Arrival], added: int, asked: int, is_cancelled: bool) -> None:
        bad = [arrival for arrival in arrivals if arrival.problem is not None]
        if is_cancelled:
            text = self.tr("Stopped: {added} of {asked} pictures were added.").format(added=added, asked=asked)
            self._workspace.tell(text, tone=Tone.NOTE)
        if not bad:
            return
        rows = [_row(arrival) for arrival in arrivals]
        if asked == 1:
            arrival = bad[0]
            assert arrival.problem is not None
            hint = self.tr("Place eyes, mouth and chin by hand.") if arrival.is_waiting else arrival.problem.hint
            tone = Tone.WARNING if arrival.is_waiting else Tone.PROBLEM
            self._workspace.tell(arrival.problem.user_message, hint, tone)
            if arrival.is_waiting:
                return
        else:
            text = self.tr("{added} of {asked} pictures were added.").format(added=added, asked=asked)
            lines = "\n".join(f"{row.name}: {row.problem} {row.hint}" for row in rows if row.problem)
            names = ", ".join(row.name for row in rows if row.problem)
            hint = self.tr("Look at: {names}.").format(names=names)
            self._workspace.tell(text, hint, Tone.WARNING, details=lines)
        self.results_ready.emit(tuple(rows))

    # --- kept pictures

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Pictures whose face has to be placed by hand."""
        return tuple(self._waiting.values())

    def waiting_by_id(self, waiting_id: str) -> Waiting | None:
        """A kept picture."""
        return self._waiting.get(waiting_id)

    def drop_waiting(self, waiting_id: str) -> None:
        """Keep a picture no longer."""
        if self._waiting.pop(waiting_id, None) is not None:
            self.waiting_changed.emit()

    def place_waiting(self, waiting_id: str, points: dict[str, tuple[float, float]]) -> None:
        """Make a character of a kept picture, now that its face is placed."""
        waiting = self._waiting.get(waiting_id)
        if waiting is None:
            return
        document = self._workspace.document
        blobs = cast(BlobStore, document.blobs)
        source = PictureSource(waiting.arrival.source.name, data=blobs[waiting.arrival.picture])
        options = SeeOptions(anchors=Anchors(points))
        title = self.tr("Look at {name}").format(name=source.name)
        as_character = not waiting.character_id
        spec = JobSpec(
            title,
            (Phase(Lane.INFERENCE, lambda token, _: recapture.bring_in(
                [source], blobs, options, as_character, token)),),
            JOB_KIND,
        )  # fmt: skip

        def done(arrivals: tuple[Arrival, ...]) -> None:
            if document is not self._workspace.document:
                return
            if self._add(arrivals, waiting.character_id):
                self.drop_waiting(waiting_id)
            self._tell(arrivals, 0, 1, is_cancelled=False)

        self._jobs.submit(spec, done, on_end=self._tell_failure)

    # --- looking again

    def faces_of(self, reference: Reference) -> tuple[FaceOutline, ...]:
        """All faces of a reference's picture, as far as they are known; the drawn one is marked."""
        boxes = self._faces.get(reference.picture, ())
        chosen = _nearest(boxes, reference)
        return tuple(
            FaceOutline(box.x, box.y, box.width, box.height, box.score, index == chosen)
            for index, box in enumerate(boxes)
        )

    def has_faces_of(self, reference: Reference) -> bool:
        """Whether its faces are known."""
        return reference.picture in self._faces

    def find_faces(self, reference: Reference) -> None:
        """Find all faces of a picture again; `faces_changed` follows."""
        document = self._workspace.document
        blobs = cast(BlobStore, document.blobs)
        title = self.tr("Look for faces in {name}").format(name=reference.source_name)
        work = Phase(
            Lane.INFERENCE, lambda _token, _: recapture.faces_in(reference.picture, reference.source_name, blobs)
        )

        def done(faces: tuple[FaceBox, ...]) -> None:
            if document is self._workspace.document:
                self._faces[reference.picture] = faces
                self.faces_changed.emit(reference.picture)

        spec = JobSpec(title, (work,), "faces", is_quiet=True, replaces="find-faces")
        self._jobs.submit(spec, done, on_end=self._tell_failure)

    def choose_face(self, character_id: str, reference_id: str, index: int) -> None:
        """Draw another face of the same picture."""
        self._look_again(character_id, reference_id, self.tr("Choose face {number}").format(number=index + 1), index)

    def see_again(self, character_id: str, reference_id: str) -> None:
        """Look at a picture as if it had just come."""
        self._look_again(character_id, reference_id, self.tr("Look at the picture again"), None)

    def _look_again(self, character_id: str, reference_id: str, text: str, face: int | None) -> None:
        found = self._reference(character_id, reference_id)
        if found is None:
            return
        _, reference = found
        blobs = cast(BlobStore, self._workspace.document.blobs)
        work = Phase(Lane.INFERENCE, lambda token, _: recapture.see_again(reference, blobs, face, None, token))
        self._replace(character_id, reference, text, work)

    def place_again(self, character_id: str, reference_id: str, points: dict[str, tuple[float, float]]) -> None:
        """Take hand-placed points for a picture that is in the project already."""
        found = self._reference(character_id, reference_id)
        if found is None:
            return
        _, reference = found
        by_hand = replace(reference, box=None, anchors=points)
        blobs = cast(BlobStore, self._workspace.document.blobs)
        work = Phase(Lane.INFERENCE, lambda token, _: recapture.see_again(by_hand, blobs, None, None, token))
        self._replace(character_id, reference, self.tr("Place the face by hand"), work)

    def replace_picture(self, character_id: str, reference_id: str, path: str | Path) -> None:
        """Take an edited version of a picture; who it is, its name and its look stay."""
        found = self._reference(character_id, reference_id)
        if found is None:
            return
        _, reference = found
        source = PictureSource(Path(path).name, Path(path))
        blobs = cast(BlobStore, self._workspace.document.blobs)
        work = Phase(Lane.INFERENCE, lambda token, _: recapture.replace_picture(reference, source, blobs, None, token))
        text = self.tr("Replace {name}").format(name=reference.source_name)
        self._replace(character_id, reference, text, work)

    def _replace(self, character_id: str, old: Reference, text: str, work: Phase) -> None:
        document = self._workspace.document

        def done(result: tuple[Reference, tuple[FaceBox, ...]]) -> None:
            reference, faces = result
            if document is not self._workspace.document or self._reference(character_id, old.id) is None:
                return
            if faces:
                self._faces[reference.picture] = faces
            change = partial(cast_edits.seen_anew, reference_id=old.id, seen=reference)
            self._workspace.edit_character(text, change, step_key(character_id), character_id, is_job=True)
            self.faces_changed.emit(reference.picture)

        spec = JobSpec(text, (work,), JOB_KIND, replaces=f"see-{character_id}-{old.id}")
        self._jobs.submit(spec, done, on_end=self._tell_failure)

    def _reference(self, character_id: str, reference_id: str) -> tuple[Character, Reference] | None:
        character = self._workspace.character_by_id(character_id)
        if character is None:
            return None
        for reference in character.references:
            if reference.id == reference_id:
                return character, reference
        return None

    def _tell_failure(self, outcome: Outcome) -> None:
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)

    def _forget(self) -> None:
        self._faces.clear()
        if self._waiting:
            self._waiting.clear()
            self.waiting_changed.emit()


def _row(arrival: Arrival) -> CaptureRow:
    problem = arrival.problem
    if problem is None:
        return CaptureRow(arrival.source.name)
    return CaptureRow(arrival.source.name, problem.user_message, problem.hint, arrival.is_waiting)


def _nearest(boxes: Sequence[FaceBox], reference: Reference) -> int:
    """Which of the faces is the reference's own; -1 if it was placed by hand."""
    own = reference.box
    if own is None or not boxes:
        return -1
    away = [abs(box.x - own.x) + abs(box.y - own.y) + abs(box.width - own.width) for box in boxes]
    return min(range(len(boxes)), key=away.__getitem__)
