"""Making a character out of genes: chance, sliders, relatives, a photo; then it joins the cast."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QImage

from studio.controllers.character_maker_history import MakerHistory
from studio.controllers.character_maker_ports import CharacterMakerView
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models import cast_edits
from studio.models.character import Character
from studio.models.character_maker import STRIP_EXPRESSIONS, VARIANT_COUNT, MakerState
from studio.models.genome import PortraitGenome
from studio.models.portrait import DrawnPortrait
from studio.pipelines.wardrobe import builtin_poses
from studio.services.images import to_qimage
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Outcome, Phase
from studio.services.portraits import PortraitRequest, PortraitService
from studio.storage.blobs import BlobStore

if TYPE_CHECKING:
    from studio.pipelines.genome_from_photo import PhotoFaces, PhotoGenome

JOB_KIND = "character"
DRAFT_PX, LARGE_PX, STRIP_PX, VARIANT_PX = 384, 640, 112, 200
SETTLE_MS = 180
"""Rest after which the strip and the sharp picture are drawn."""
SEED_LIMIT = 1_000_000
"""Seeds of people lie below this."""
_SEED_STEP = 7919


class CharacterMakerController(QObject):
    """See the module."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        portraits: PortraitService,
        actions: Actions,
        make_view: Callable[[], CharacterMakerView],
        parent: QObject | None = None,
        first_seed: int = 0,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._portraits = workspace, jobs, portraits
        self._actions, self._make_view = actions, make_view
        self._seed = first_seed
        self._strength = 0.35
        self._history = MakerHistory(MakerState(PortraitGenome.random(1), 1))
        self._edited = ""
        self._worn = 0
        self._name = ""
        self._is_open = self._has_sheet = self._is_used = False
        self._variants: tuple[PortraitGenome, ...] = ()
        self._coming: tuple[PortraitGenome, ...] = ()
        self._faces: PhotoFaces | None = None
        self._photo_work = 0
        self._rest = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._rest.timeout.connect(self._draw_rest)
        portraits.ready.connect(self._on_drawn)
        portraits.failed.connect(self._on_failed)
        actions.bind("file.new-from-scratch", self.new)
        actions.bind("file.new-from-photo", self.new_from_photo)
        actions.bind("cast.edit-genes", self.edit)
        for signal in (workspace.character_selected, workspace.project_changed, workspace.document_replaced):
            signal.connect(self._tell_actions)
        self._tell_actions()

    @cached_property
    def _view(self) -> CharacterMakerView:
        """Made when it is opened for the first time."""
        view = self._make_view()
        self._connect(view)
        return view

    def _connect(self, view: CharacterMakerView) -> None:
        view.random_requested.connect(self._randomise)
        view.seed_entered.connect(self._take_seed)
        view.mutate_requested.connect(self._mutate)
        view.gene_changed.connect(self._take_gene)
        view.gene_released.connect(self._history.end_gesture)
        view.lock_requested.connect(lambda name, is_locked: self._take(self.state.with_lock(name, is_locked)))
        view.undo_requested.connect(self._undo)
        view.redo_requested.connect(self._redo)
        view.sheet_toggled.connect(self._show_sheet)
        view.strength_changed.connect(self._set_strength)
        view.variants_requested.connect(self._draw_variants)
        view.variant_chosen.connect(self._take_variant)
        view.background_toggled.connect(lambda is_on: self._take(replace(self.state, has_background=is_on)))
        view.size_chosen.connect(lambda size: self._take(replace(self.state, size_px=size)))
        view.expression_chosen.connect(self._wear)
        view.use_requested.connect(self._use)
        view.photo_chosen.connect(self.take_photo)
        view.face_chosen.connect(self._take_face)
        view.closed.connect(self._on_closed)

    # --- ways in

    @property
    def state(self) -> MakerState:
        """The character in the making."""
        return self._history.state

    @Slot()
    def new(self) -> None:
        """Begin somebody new, by chance."""
        seed = self._next_seed()
        self._open("", MakerState(PortraitGenome.random(seed), seed), self._free_name())

    @Slot()
    def new_from_photo(self) -> None:
        """Begin somebody new from a photo."""
        self.new()
        self._view.ask_photo()

    @Slot()
    def edit(self) -> None:
        """Change the genes of the selected character."""
        character = self._workspace.character
        portrait = character.portrait if character is not None else None
        if character is None or portrait is None:
            return
        state = MakerState(portrait.genome, 0, has_background=portrait.has_background, size_px=round(portrait.size_px))
        self._open(character.id, state, character.name)

    def _open(self, edited: str, state: MakerState, name: str) -> None:
        self._edited, self._name = edited, name
        self._history.restart(state)
        self._forget_photo()
        self._show()

    def _show(self) -> None:
        self._worn, self._is_open, self._has_sheet, self._is_used = 0, True, False, False
        self._view.open_page(self._name, is_new=not self._edited)
        self._view.show_problem("", "")
        self._view.show_busy("")
        self._refresh()

    # --- changes

    def _take(self, state: MakerState, gesture: str = "") -> None:
        if self._history.push(state, gesture):
            self._refresh()

    @Slot()
    def _randomise(self) -> None:
        self._take(self.state.randomised(self._next_seed()))

    @Slot(int)
    def _take_seed(self, seed: int) -> None:
        self._seed = seed
        self._take(self.state.randomised(seed))

    @Slot(float)
    def _mutate(self, strength: float) -> None:
        self._take(self.state.mutated(self._next_seed(), strength))

    @Slot(str, object)
    def _take_gene(self, name: str, value: float | str) -> None:
        self._take(self.state.with_gene(name, value), "" if isinstance(value, str) else name)

    @Slot()
    def _undo(self) -> None:
        if self._history.undo():
            self._refresh()

    @Slot()
    def _redo(self) -> None:
        if self._history.redo():
            self._refresh()

    def _next_seed(self) -> int:
        self._seed = (self._seed + _SEED_STEP) % SEED_LIMIT
        return self._seed

    # --- pictures

    def _refresh(self) -> None:
        history = self._history
        self._view.show_state(history.state, history.can_undo, history.can_redo)
        self._draw(DRAFT_PX)
        self._rest.start()
        if self._has_sheet:
            self._draw_variants()

    def _draw(self, size_px: int) -> None:
        state = self.state
        worn = builtin_poses(STRIP_EXPRESSIONS)[self._worn]
        request = PortraitRequest((state.genome,), (worn,), size_px, state.has_background)
        self._portraits.ask("maker", request, is_flowing=True)

    def _draw_rest(self) -> None:
        if not self._is_open:
            return
        poses = builtin_poses(STRIP_EXPRESSIONS)
        state = self.state
        self._draw(LARGE_PX)
        request = PortraitRequest((state.genome,) * len(poses), poses, STRIP_PX, state.has_background)
        self._portraits.ask("maker-strip", request)

    @Slot()
    def _draw_variants(self) -> None:
        first = self._next_seed() * 10
        state = self.state
        relatives = [state.mutated(first + index, self._strength).genome for index in range(VARIANT_COUNT - 1)]
        middle = VARIANT_COUNT // 2
        self._coming = (*relatives[:middle], state.genome, *relatives[middle:])
        rest = tuple(builtin_poses(STRIP_EXPRESSIONS)[0] for _ in self._coming)
        self._portraits.ask("maker-sheet", PortraitRequest(self._coming, rest, VARIANT_PX, state.has_background))

    @Slot(str, object)
    def _on_drawn(self, channel: str, images: Sequence[QImage]) -> None:
        if not self._is_open:
            return
        if channel == "maker":
            self._view.show_portrait(images[0])
        elif channel == "maker-strip":
            self._view.show_strip(images, self._worn)
        elif channel == "maker-sheet":
            self._variants = self._coming  # what is seen is what a click takes
            self._view.show_variants(images)

    @Slot(str, object)
    def _on_failed(self, channel: str, error: Exception) -> None:
        if self._is_open:
            self._workspace.tell_error(error)

    @Slot(int)
    def _wear(self, index: int) -> None:
        self._worn = index
        self._draw(LARGE_PX)

    @Slot(bool)
    def _show_sheet(self, is_shown: bool) -> None:
        self._has_sheet = is_shown
        if is_shown:
            self._draw_variants()

    @Slot(float)
    def _set_strength(self, strength: float) -> None:
        self._strength = strength
        if self._has_sheet:
            self._draw_variants()

    @Slot(int)
    def _take_variant(self, index: int) -> None:
        if index >= len(self._variants):
            return
        if self._variants[index] == self.state.genome:
            self._draw_variants()
        else:
            self._take(replace(self.state, genome=self._variants[index]))

    # --- a photo

    @Slot(object)
    def take_photo(self, path: Path) -> None:
        """Look at a photo and make the character like the person on it."""
        from studio.pipelines import genome_from_photo

        self._view.show_problem("", "")
        self._view.show_busy(self.tr("Looking at {name}…").format(name=path.name))
        self._photo_work += 1
        ticket = self._photo_work

        def looked(faces: PhotoFaces) -> None:
            if ticket != self._photo_work or not self._is_open:
                return
            self._faces = faces
            if len(faces.boxes) == 1:
                self._take_face(0)
                return
            self._view.show_busy("")
            self._view.show_faces([to_qimage(picture) for picture in faces.thumbnails()])

        work = Phase(Lane.INFERENCE, lambda token, _: genome_from_photo.look_at_photo(path, None, token))
        self._look(self.tr("Look at {name}").format(name=path.name), work, looked)

    @Slot(int)
    def _take_face(self, index: int) -> None:
        from studio.pipelines import genome_from_photo

        faces = self._faces
        if faces is None or not 0 <= index < len(faces.boxes):
            return
        self._view.show_busy(self.tr("Measuring the face…"))
        ticket = self._photo_work

        def measured(found: PhotoGenome) -> None:
            if ticket != self._photo_work or not self._is_open:
                return
            self._view.show_busy("")
            self._view.show_photo(to_qimage(found.portrait))
            self._take(replace(self.state, genome=found.genome, seed=0))

        work = Phase(Lane.INFERENCE, lambda token, _: genome_from_photo.genome_of_face(faces, index, None, token))
        self._look(self.tr("Measure the face"), work, measured)

    def _look(self, title: str, work: Phase, on_done: Callable[[Any], None]) -> None:
        self._jobs.submit(JobSpec(title, (work,), JOB_KIND, is_quiet=True), on_done, on_end=self._photo_ended)

    def _photo_ended(self, outcome: Outcome) -> None:
        error = outcome.job.error
        if error is None or not self._is_open:
            return
        self._view.show_busy("")
        if isinstance(error, StudioError):
            self._view.show_problem(error.user_message, error.hint)
        else:
            self._workspace.tell_error(error)

    def _forget_photo(self) -> None:
        self._photo_work += 1
        self._faces = None
        self._view.show_photo(QImage())
        self._view.show_faces(())

    # --- the end

    @Slot(str)
    def _use(self, name: str) -> None:
        from studio.pipelines.drawn_character import drawn_character, redrawn_character

        state, document = self.state, self._workspace.document
        portrait = DrawnPortrait(state.genome, float(state.size_px), state.has_background)
        blobs = cast(BlobStore, cast(Mapping[str, bytes], document.blobs))
        edited = self._workspace.character_by_id(self._edited) if self._edited else None
        called = name.strip() or self._free_name()

        def done(character: Character) -> None:
            if document is not self._workspace.document:
                return
            if edited is None:
                self._add(character)
            else:
                self._change(character)

        title = self.tr("Draw {name}").format(name=called)
        if edited is None:
            work = Phase(Lane.INFERENCE, lambda token, _: drawn_character(portrait, called, blobs, None, token))
        else:
            work = Phase(Lane.INFERENCE, lambda token, _: redrawn_character(edited, portrait, blobs, None, token))
        self._jobs.submit(JobSpec(title, (work,), JOB_KIND), done, on_end=self._use_ended)
        self._is_used = True
        self._view.close_page()

    def _add(self, character: Character) -> None:
        after = cast_edits.with_characters(self._workspace.project, [character])
        self._workspace.edit(self.tr("Add {name}").format(name=character.name), after)
        self._workspace.select_character(character.id)
        self._workspace.show_page("cast")

    def _change(self, drawn: Character) -> None:
        """Take what was drawn; what was edited meanwhile elsewhere (name, set, look) stays."""
        text = self.tr("Change the genes of {name}").format(name=drawn.name)
        self._workspace.edit_character(
            text,
            lambda one: replace(one, references=(drawn.main_reference, *one.references[1:]), identity=drawn.identity),
            character_id=drawn.id,
        )

    def _use_ended(self, outcome: Outcome) -> None:
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)

    @Slot()
    def _on_closed(self) -> None:
        was_open, self._is_open = self._is_open, False
        if was_open and not self._is_used and self._history.can_undo:
            text = self.tr("{name} was put aside.").format(name=self._name)
            self._workspace.tell(text, action_label=self.tr("Go on"), action=self._show)
        self._rest.stop()
        self._portraits.forget()
        self._photo_work += 1
        self._faces = None

    def _free_name(self) -> str:
        taken = [one.name for one in self._workspace.project.characters]
        return cast_edits.unique_name(taken, self.tr("Character"))

    def _tell_actions(self, *_: object) -> None:
        character = self._workspace.character
        self._actions.set_enabled("cast.edit-genes", character is not None and character.portrait is not None)
