"""The cast: who is in it, in which order, under which name."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.controllers.capture import CaptureController
from studio.controllers.cast_ports import CastPanelPort
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.core.jobs import CancelToken, Partial, Progress
from studio.models import cast_edits
from studio.models.cast_rows import CharacterCard, card_of
from studio.models.character import Reference
from studio.models.project import Project, new_id
from studio.models.results import reference_key
from studio.pipelines.recapture import head_picture
from studio.services.images import image_of, to_qimage
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Phase
from studio.storage.blobs import BlobStore

THUMBNAIL_PX = 112
KEPT_HEADS = 256


class HeadStore(QObject):
    """Small pictures of heads, drawn once each in the background."""

    ready = Signal(str, QImage)
    """(key, head)"""

    def __init__(self, workspace: Workspace, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self._heads: dict[str, QImage] = {}
        self._asked: set[str] = set()

    def head(self, reference: Reference) -> QImage | None:
        """The head of a reference; None until `ready` tells that it is there."""
        blobs = cast(BlobStore, self._workspace.document.blobs)
        draw = lambda: to_qimage(head_picture(reference, blobs, THUMBNAIL_PX))  # noqa: E731
        return self._known(reference_key(reference), reference.source_name, draw)

    def small(self, picture: str, name: str) -> QImage | None:
        """A whole picture, made small; None until `ready` tells that it is there.

        Args:
            picture: Blob; also the key that `ready` tells.
            name: For the job's title.
        """
        blobs = self._workspace.document.blobs
        return self._known(picture, name, lambda: image_of(blobs[picture]).scaledToWidth(THUMBNAIL_PX))

    def _known(self, key: str, name: str, draw: Callable[[], QImage]) -> QImage | None:
        if key not in self._heads and key not in self._asked:
            self._asked.add(key)
            self._draw(key, name, draw)
        return self._heads.get(key)

    def _draw(self, key: str, name: str, draw: Callable[[], QImage]) -> None:
        def work(_token: CancelToken, _carried: object) -> Generator[Progress | Partial, None, QImage | None]:
            yield Progress(None, name)
            try:
                return draw()
            except StudioError:  # whoever draws it says what is wrong
                return None

        def done(head: QImage | None) -> None:
            if head is None:
                return
            while len(self._heads) >= KEPT_HEADS:
                del self._heads[next(iter(self._heads))]
            self._heads[key] = head
            self.ready.emit(key, head)

        title = self.tr("Thumbnail of {name}").format(name=name)
        spec = JobSpec(title, (Phase(Lane.FILES, work),), "thumbnails", is_quiet=True)
        self._jobs.submit(spec, done, on_end=lambda _outcome: self._asked.discard(key))


class CastController(QObject):
    """Keeps the panel like the project, and turns its wishes into edits."""

    expressions_dropped = Signal(list, str)
    """(expressions as words, id of a character); for whoever keeps looks."""

    def __init__(
        self,
        workspace: Workspace,
        capture: CaptureController,
        heads: HeadStore,
        actions: Actions,
        view: CastPanelPort,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._capture, self._heads = workspace, capture, heads
        self._actions, self._view = actions, view
        self._waiting_shown = ""
        self._shown: tuple[tuple[CharacterCard, ...], str] | None = None
        self._connect_view()
        self._bind()
        workspace.project_changed.connect(self._on_project)
        workspace.document_replaced.connect(self.refresh)
        workspace.character_selected.connect(lambda _id: self.refresh())
        capture.waiting_changed.connect(self.refresh)
        capture.results_ready.connect(view.show_results)
        heads.ready.connect(self._on_head)
        self.refresh()

    def _connect_view(self) -> None:
        view = self._view
        view.selected.connect(self._workspace.select_character)
        view.renamed.connect(self.rename)
        view.moved.connect(self.move)
        view.duplicate_requested.connect(self.duplicate)
        view.remove_requested.connect(self.remove)
        view.add_requested.connect(lambda: self.ask_for_pictures(""))
        view.pictures_chosen.connect(self._capture.add_pictures)
        view.pictures_dropped.connect(self._capture.add_pictures)
        view.image_dropped.connect(lambda image, character: self._capture.add_image(image, "", character))
        view.expressions_dropped.connect(self.expressions_dropped)
        view.waiting_opened.connect(self._capture.waiting_opened)
        view.waiting_dropped.connect(self._capture.drop_waiting)

    def _bind(self) -> None:
        bind = self._actions.bind
        bind("cast.add-pictures", lambda: self.ask_for_pictures(""))
        bind("cast.add-reference", lambda: self.ask_for_pictures(self._selected_id))
        bind("cast.rename", lambda: self._view.start_rename(self._selected_id))
        bind("cast.duplicate", lambda: self.duplicate(self._selected_id))
        bind("cast.remove", lambda: self.remove(self._selected_id))

    # --- edits

    def rename(self, character_id: str, name: str) -> None:
        """Call somebody otherwise."""
        after = cast_edits.renamed(self._workspace.project, character_id, name)
        self._workspace.edit(self.tr("Rename to {name}").format(name=name.strip()), after)
        self.refresh()  # a name that was refused or numbered is shown as it is

    def move(self, character_id: str, place: int) -> None:
        """Put somebody at another place."""
        self._edit(self.tr("Move {name}"), character_id, cast_edits.moved(self._workspace.project, character_id, place))

    def duplicate(self, character_id: str) -> None:
        """Copy somebody and select the copy."""
        fresh = new_id()
        after = cast_edits.duplicated(self._workspace.project, character_id, fresh)
        self._edit(self.tr("Duplicate {name}"), character_id, after)
        if self._workspace.character_by_id(fresh) is not None:
            self._workspace.select_character(fresh)

    def remove(self, character_id: str) -> None:
        """Take somebody out of the cast; undo brings everything back."""
        character = self._workspace.character_by_id(character_id)
        if character is None:
            return
        self._edit(self.tr("Remove {name}"), character_id, cast_edits.removed(self._workspace.project, character_id))
        text = self.tr("{name} was removed.").format(name=character.name)
        undo = self._workspace.undo_stack.undo
        self._workspace.tell(text, action_label=self.tr("Undo"), action=undo)

    def ask_for_pictures(self, character_id: str) -> None:
        """Let the user choose picture files."""
        character = self._workspace.character_by_id(character_id)
        if character is None:
            self._view.ask_for_pictures(self.tr("Add pictures"), "")
        else:
            title = self.tr("Add references to {name}").format(name=character.name)
            self._view.ask_for_pictures(title, character_id)

    def _edit(self, text: str, character_id: str, after: Project) -> None:
        character = self._workspace.character_by_id(character_id)
        if character is not None:
            self._workspace.edit(text.format(name=character.name), after)

    # --- showing

    def refresh(self) -> None:
        """Show the cast as it is."""
        cards = [card_of(character) for character in self._workspace.project.characters]
        cards += [
            CharacterCard(one.id, one.name, 0, (self.tr("Place its face by hand"),), is_waiting=True)
            for one in self._capture.waiting
        ]
        shown = (tuple(cards), self._waiting_shown or self._selected_id)
        if shown != self._shown:  # looks change many times a second while they are posed
            self._shown = shown
            self._view.set_cards(*shown)
        for character in self._workspace.project.characters:
            head = self._heads.head(character.main_reference) if character.references else None
            if head is not None:
                self._view.set_thumbnail(character.id, head)
        for one in self._capture.waiting:
            head = self._heads.small(one.arrival.picture, one.name)
            if head is not None:
                self._view.set_thumbnail(one.id, head)
        has_character = self._workspace.character is not None
        for name in ("add-reference", "rename", "duplicate", "remove"):
            self._actions.set_enabled(f"cast.{name}", has_character)

    def show_waiting(self, waiting_id: str) -> None:
        """Mark the kept picture that is being worked on; empty for none."""
        self._waiting_shown = waiting_id
        self.refresh()

    @property
    def _selected_id(self) -> str:
        character = self._workspace.character
        return character.id if character is not None else ""

    def _on_project(self, before: Project, after: Project) -> None:
        if before.characters is not after.characters:
            self.refresh()

    def _on_head(self, key: str, head: QImage) -> None:
        for character in self._workspace.project.characters:
            if character.references and reference_key(character.main_reference) == key:
                self._view.set_thumbnail(character.id, head)
        for one in self._capture.waiting:
            if one.arrival.picture == key:
                self._view.set_thumbnail(one.id, head)
