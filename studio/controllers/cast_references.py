"""The selected character's pictures, and who it is: captured anew whenever its pictures change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from studio.commands.edit_project import EditProject
from studio.controllers.capture import CaptureController, step_key, step_prefix
from studio.controllers.cast import HeadStore
from studio.controllers.cast_ports import CastInspectorPort
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models import cast_edits
from studio.models.cast_rows import identity_sheet, reference_rows
from studio.models.character import Background, Character, Reference, SeenIdentity
from studio.models.face import ArtStyle
from studio.models.project import Project
from studio.models.results import reference_key
from studio.pipelines import recapture
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Outcome, Phase
from studio.storage.blobs import BlobStore

Change = Callable[[Character], Character]

HOLD_MS = 100
"""How often an identity that came during a drag looks whether it is over."""


class ReferencesController(QObject):
    """Keeps the cast inspector like the project, and turns its wishes into edits."""

    landmarks_requested = Signal(str)
    """Id of a reference of the selected character."""
    matte_requested = Signal(str)
    guide_requested = Signal(str)
    models_requested = Signal()
    add_requested = Signal(str)
    """Id of the character that wants more pictures."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        capture: CaptureController,
        heads: HeadStore,
        view: CastInspectorPort,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._capture = workspace, jobs, capture
        self._heads, self._view = heads, view
        self._identities: dict[tuple[object, ...], SeenIdentity | None] = {}
        self._comparing: dict[str, tuple[object, ...]] = {}
        self._drag_key = ""
        self._cuts: dict[str, object] = {}
        self._connect_view()
        workspace.project_changed.connect(self._on_project)
        workspace.character_selected.connect(lambda _id: self.refresh())
        workspace.document_replaced.connect(self._on_document)
        heads.ready.connect(self._on_head)
        self._on_document()
        self.refresh()

    def _connect_view(self) -> None:
        view = self._view
        view.included_changed.connect(self.set_included)
        view.weight_changed.connect(self.set_weight)
        view.weight_finished.connect(self._end_drag)
        view.main_requested.connect(self.make_main)
        view.remove_requested.connect(self.remove)
        view.background_changed.connect(self.set_background)
        view.style_changed.connect(self.set_style)
        view.see_again_requested.connect(lambda one: self._capture.see_again(self._character_id, one))
        view.replace_requested.connect(lambda one, path: self._capture.replace_picture(self._character_id, one, path))
        view.add_requested.connect(lambda: self.add_requested.emit(self._character_id))
        view.pictures_dropped.connect(lambda paths: self._capture.add_pictures(paths, self._character_id))
        view.image_dropped.connect(lambda image: self._capture.add_image(image, "", self._character_id))
        view.landmarks_requested.connect(self.landmarks_requested)
        view.matte_requested.connect(self.matte_requested)
        view.guide_requested.connect(self.guide_requested)
        view.models_requested.connect(self.models_requested)

    # --- edits

    def set_included(self, reference_id: str, is_included: bool) -> None:
        """Let a picture count for the identity, or not."""
        text = self.tr("Include {name}") if is_included else self.tr("Leave {name} out")
        self._edit(text, reference_id, lambda one: cast_edits.with_included(one, reference_id, is_included))

    def set_weight(self, reference_id: str, weight: float) -> None:
        """Let a picture count more or less; one step until `weight_finished`."""
        change: Change = lambda one: cast_edits.with_weight(one, reference_id, weight)  # noqa: E731
        self._edit(self.tr("Weight of {name}"), reference_id, change, is_drag=True)

    def make_main(self, reference_id: str) -> None:
        """Draw the character from this picture."""
        self._edit(self.tr("Draw from {name}"), reference_id, lambda one: cast_edits.with_main(one, reference_id))

    def remove(self, reference_id: str) -> None:
        """Take a picture away; the last one stays."""
        change: Change = lambda one: cast_edits.without_reference(one, reference_id)  # noqa: E731
        self._edit(self.tr("Remove {name}"), reference_id, change)

    def set_style(self, reference_id: str, style: str) -> None:
        """Take a picture for a photo, a painting or a flat drawing."""
        change: Change = lambda one: cast_edits.with_style(one, reference_id, ArtStyle(style))  # noqa: E731
        self._edit(self.tr("Style of {name}"), reference_id, change)

    def set_background(self, reference_id: str, is_cut_out: bool) -> None:
        """Cut a picture out, or keep its background."""
        reference = self._reference(reference_id)
        if reference is None:
            return
        if not is_cut_out:
            self._stop_cutting(self._character_id, reference_id)
            change = partial(cast_edits.with_cut_out, reference_id=reference_id, background=Background.KEEP, cut_out="")
            self._edit(self.tr("Keep the background of {name}"), reference_id, change)
            return
        self.cut_again(reference_id, self.tr("Cut out {name}"))

    def cut_again(self, reference_id: str, text: str) -> None:
        """Make the cut-out as if the picture had just come."""
        reference, character_id = self._reference(reference_id), self._character_id
        if reference is None:
            return
        document = self._workspace.document
        blobs = cast(BlobStore, document.blobs)
        title = text.format(name=reference.source_name)

        key, mine = _cutting(character_id, reference_id), object()
        self._cuts[key] = mine

        def done(result: tuple[Background, str]) -> None:
            if self._cuts.pop(key, None) is not mine:  # the background is kept after all
                return
            if document is self._workspace.document and self._workspace.character_by_id(character_id) is not None:
                background, cut_out = result
                change = partial(
                    cast_edits.with_cut_out, reference_id=reference_id, background=background, cut_out=cut_out
                )
                self._edit(text, reference_id, change, character_id=character_id)

        phase = Phase(Lane.INFERENCE, lambda _token, _: recapture.cut_again(reference, blobs))
        spec = JobSpec(title, (phase,), "capture", replaces=key)
        self._jobs.submit(spec, done, on_end=self._tell_failure)

    def _stop_cutting(self, character_id: str, reference_id: str) -> None:
        key = _cutting(character_id, reference_id)
        self._cuts.pop(key, None)  # a step that was nearly over ends with a result all the same
        for job in self._jobs.jobs(with_quiet=True):
            if job.spec.replaces == key:
                self._jobs.cancel(job.id)

    def _edit(
        self, text: str, reference_id: str, change: Change, is_drag: bool = False, character_id: str = ""
    ) -> None:
        character = self._workspace.character_by_id(character_id or self._character_id)
        if character is None:
            return
        try:
            name = cast_edits.reference_of(character, reference_id).source_name
            changed = change(character)
        except InputError as error:
            self._workspace.tell_error(error)
            return
        if not is_drag:
            self._end_drag()
        self._drag_key = self._drag_key or step_key(character.id)
        self._workspace.edit_character(
            text.format(name=name), lambda _one: changed, self._drag_key, character.id, is_job=not is_drag
        )
        if not is_drag:
            self._end_drag()

    def _end_drag(self) -> None:
        self._drag_key = ""

    # --- identity

    def _on_document(self) -> None:
        self._identities.clear()
        self._comparing.clear()
        for character in self._workspace.project.characters:
            self._remember(character)  # who is selected is told next

    def _on_project(self, before: Project, after: Project) -> None:
        if before.characters is after.characters:
            return
        known, is_touched = {character.id: character for character in before.characters}, False
        for character in after.characters:
            old = known.get(character.id)
            if old is not None and _shows_same(old, character):
                continue
            is_touched = True
            if old is None or old.identity != character.identity:
                self._remember(character)
            self._recognise(character)
        if is_touched or len(known) != len(after.characters):
            self.refresh()

    def _remember(self, character: Character) -> None:
        """What a project says about a character is taken to be true for its pictures as they are."""
        if character.identity is not None:
            self._identities.setdefault(cast_edits.identity_key(character), character.identity)

    def _recognise(self, character: Character) -> None:
        """Capture the identity anew where the pictures have changed; the newest wish wins."""
        key = cast_edits.identity_key(character)
        if key in self._identities:  # later: this is the middle of a step, of an undo or a redo
            QTimer.singleShot(0, self, lambda: self._take(character.id, key))
            return
        if self._comparing.get(character.id) == key:
            return
        self._comparing[character.id] = key
        document = self._workspace.document
        blobs = cast(BlobStore, document.blobs)

        def done(identity: SeenIdentity | None) -> None:
            if document is self._workspace.document:
                self._identities[key] = identity
                self._take(character.id, key)

        def ended(outcome: Outcome) -> None:
            if self._comparing.get(character.id) == key:
                del self._comparing[character.id]
                self.refresh()
            self._tell_failure(outcome)

        title = self.tr("Compare the pictures of {name}").format(name=character.name)
        phase = Phase(Lane.INFERENCE, lambda _token, _: recapture.captured_identity(character, blobs))
        spec = JobSpec(title, (phase,), "identity", is_quiet=True, replaces=f"identity-{character.id}")
        self._jobs.submit(spec, done, on_end=ended)

    def _take(self, character_id: str, key: tuple[object, ...]) -> None:
        """Write an identity into the project, as a part of the step that made it necessary.

        Where something was undone the step would cost what can be redone, so it is only shown until then.
        """
        character = self._workspace.character_by_id(character_id)
        if character is None or cast_edits.identity_key(character) != key:
            return
        identity = self._identities[key]
        if character.identity == identity or self._workspace.undo_stack.canRedo():
            return
        if self._workspace.is_in_gesture:  # in the middle of a drag it would cut it in two
            QTimer.singleShot(HOLD_MS, self, lambda: self._take(character_id, key))
            return
        text, key_of_step = self.tr("Compare the pictures of {name}").format(name=character.name), ""
        stack = self._workspace.undo_stack
        last = stack.command(stack.index() - 1) if stack.index() else None
        if isinstance(last, EditProject) and last.merge_key.startswith(step_prefix(character_id)):
            text, key_of_step = last.text(), last.merge_key
        change = partial(cast_edits.with_identity_of, identity=identity)
        self._workspace.edit_character(text, change, key_of_step, character_id, is_job=True)

    # --- showing

    def refresh(self) -> None:
        """Show the selected character."""
        character = self._workspace.character
        if character is None:
            self._view.set_character("", ())
            return
        key = cast_edits.identity_key(character)
        if key in self._identities:
            character = replace(character, identity=self._identities[key])
        self._view.set_character(character.name, reference_rows(character))
        self._view.set_identity(identity_sheet(character, is_stale=self._comparing.get(character.id) == key))
        for reference in character.references:
            head = self._heads.head(reference)
            if head is not None:
                self._view.set_thumbnail(reference.id, head)

    def _on_head(self, key: str, head: QImage) -> None:
        character = self._workspace.character
        for reference in character.references if character is not None else ():
            if reference_key(reference) == key:
                self._view.set_thumbnail(reference.id, head)

    @property
    def _character_id(self) -> str:
        character = self._workspace.character
        return character.id if character is not None else ""

    def _reference(self, reference_id: str) -> Reference | None:
        character = self._workspace.character
        references = character.references if character is not None else ()
        return next((one for one in references if one.id == reference_id), None)

    def _tell_failure(self, outcome: Outcome) -> None:
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)


def _cutting(character_id: str, reference_id: str) -> str:
    return f"cut-{character_id}-{reference_id}"


def _shows_same(one: Character, other: Character) -> bool:
    """Whether nothing of what this page shows differs; looks change many times a second while they are posed."""
    if one is other:
        return True
    return one.name == other.name and one.references == other.references and one.identity == other.identity
