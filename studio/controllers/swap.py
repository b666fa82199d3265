"""The swap mode: looks at the picture, asks whose face and for the right to it, draws, and saves with the note."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtGui import QImage

from studio.controllers.workspace import Workspace
from studio.core.errors import InputError, StudioError
from studio.core.jobs import CancelToken, Progress
from studio.engines.swapping import SwapOptions, SwapQuality
from studio.models.character import Character
from studio.models.face import FaceBox
from studio.models.messages import Tone
from studio.models.swap_rows import SwapFace, SwapWish
from studio.pipelines.wardrobe import library_of
from studio.services.images import to_qimage
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Outcome, Phase
from studio.storage.blobs import BlobStore

KIND = "swap"


class SwapView(Protocol):
    """What is needed of the page."""

    scene_chosen: SignalInstance
    face_chosen: SignalInstance
    draw_requested: SignalInstance
    save_requested: SignalInstance
    right_confirmed: SignalInstance

    def show_characters(self, characters: Sequence[tuple[str, str]], chosen: str) -> None:
        """Who there is."""
        ...

    def show_words(self, words: Sequence[str]) -> None:
        """Words that are offered."""
        ...

    def show_scene(self, image: QImage | None) -> None:
        """The picture that somebody is put into."""
        ...

    def show_faces(self, faces: Sequence[SwapFace]) -> None:
        """Ask whose face it is."""
        ...

    def show_result(self, image: QImage, note: str, warnings: Sequence[str]) -> None:
        """The finished picture."""
        ...

    def show_consent(self, names: Sequence[str]) -> None:
        """Ask for the right to use these pictures."""
        ...

    def set_busy(self, is_busy: bool) -> None:
        """Whether something is drawn."""
        ...

    def open_page(self) -> None:
        """Come to the front."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What was found in a picture: who is replaced, or whom to choose from."""

    image: QImage
    scene: Any = None
    faces: tuple[FaceBox, ...] = ()


class SwapController(QObject):
    """Between the cast, the picture and what draws."""

    def __init__(self, workspace: Workspace, jobs: JobQueue, view: SwapView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._view = workspace, jobs, view
        self._data, self._name = b"", ""
        self._scene: Any = None
        self._result: Any = None
        self._faces: tuple[FaceBox, ...] = ()
        self._waiting: SwapWish | None = None
        self._asked: tuple[str, ...] = ()
        view.scene_chosen.connect(self.open_scene)
        view.face_chosen.connect(self.choose_face)
        view.draw_requested.connect(self.draw)
        view.save_requested.connect(self.save)
        view.right_confirmed.connect(self.confirm)
        workspace.project_changed.connect(lambda _before, _after: self.refresh())
        workspace.document_replaced.connect(self.refresh)
        workspace.character_selected.connect(lambda _id: self.refresh())

    # --- showing

    def open(self) -> None:
        """Show the page."""
        self.refresh()
        self._view.show_words(sorted(library_of(self._workspace.project)))
        self._view.open_page()

    def refresh(self) -> None:
        """Show the cast as it is now."""
        cast_members = [(one.id, one.name) for one in self._workspace.project.characters if one.references]
        chosen = self._workspace.character
        known = [one for one, _ in cast_members]
        selected = chosen.id if chosen is not None and chosen.id in known else known[0] if known else ""
        self._view.show_characters(cast_members, selected)

    def open_scene(self, path: Path) -> None:
        """Look at the picture that somebody is put into."""
        try:
            self._data, self._name = path.read_bytes(), path.name
        except OSError as error:
            problem = InputError(f"“{path.name}” cannot be read.", "Check its permissions.", "picture.unreadable")
            problem.__cause__ = error
            self._workspace.tell_error(problem)
            return
        self._scene = self._result = None
        self._look(None)

    def choose_face(self, index: int) -> None:
        """Replace this face."""
        if 0 <= index < len(self._faces):
            box = self._faces[index]
            self._look((box.x + box.width / 2, box.y + box.height / 2))

    def _look(self, point: tuple[float, float] | None) -> None:
        data, name = self._data, self._name

        def work(token: CancelToken, _carried: Any) -> Generator[Progress, None, _Seen]:
            return (yield from look(data, name, point, token))

        spec = JobSpec(self.tr("Look at {name}").format(name=name), (Phase(Lane.INFERENCE, work),), kind=KIND)
        self._jobs.submit(spec, on_done=self._on_seen, on_end=self._on_end)

    def _on_seen(self, seen: _Seen) -> None:
        self._scene, self._faces = seen.scene, seen.faces
        self._view.show_scene(seen.image)
        if seen.scene is None:
            self._view.show_faces([SwapFace(one.x, one.y, one.width, one.height) for one in seen.faces])
        self._view.show_consent(())

    def _on_end(self, outcome: Outcome) -> None:
        self._view.set_busy(False)
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)

    # --- drawing

    def draw(self, wish: SwapWish) -> None:
        """Put the character in; first asks for what is missing."""
        from studio.pipelines.swap import missing_rights

        try:
            if self._scene is None:
                raise InputError("Whose head is to be replaced?", "Choose a picture, and a face in it.", "swap.scene")
            identity = self._identity(wish)
        except StudioError as error:
            self._workspace.tell_error(error)
            return
        missing = missing_rights((self._scene, *identity), self._workspace.project.rights)
        if missing:
            self._waiting, self._asked = wish, tuple(one.sha256 for one in missing)
            self._view.show_consent([one.name for one in missing])
            return
        self._submit(wish, identity)

    def confirm(self) -> None:
        """The user says to have the right: it is kept in the project, and what was asked for is drawn."""
        if not self._asked:
            return
        project = self._workspace.project
        rights = tuple(dict.fromkeys((*project.rights, *self._asked)))
        self._asked = ()
        self._workspace.edit(self.tr("Confirm the right to a face"), replace(project, rights=rights))
        self._view.show_consent(())
        if self._waiting is not None:
            wish, self._waiting = self._waiting, None
            self.draw(wish)

    def _identity(self, wish: SwapWish) -> tuple[Any, ...]:
        from studio.pipelines.swap_files import identity_of_character

        character = self._who(wish)
        return identity_of_character(character, cast(BlobStore, self._workspace.document.blobs))

    def _who(self, wish: SwapWish) -> Character:
        character = self._workspace.character_by_id(wish.character)
        if character is None:
            raise InputError("Nobody was named to be put in.", "Add a character with a picture.", "swap.identity")
        return character

    def _submit(self, wish: SwapWish, identity: tuple[Any, ...]) -> None:
        scene, project, worn_now = self._scene, self._workspace.project, self._who(wish).look.worn()
        rights = frozenset(project.rights)

        def work(token: CancelToken, _carried: Any) -> Generator[Progress, None, Any]:
            from studio.pipelines.labelled_expressions import worn_expression
            from studio.pipelines.swap import SwapExpression, SwapPlan, swap

            options = SwapOptions(
                SwapQuality.DRAFT if wish.is_draft else SwapQuality.FULL, 0, wish.identity, wish.expression, wish.seed
            )
            picture = Path(wish.expression_picture) if wish.expression_picture else None
            words = [wish.words] if wish.words else []
            worn = yield from worn_expression(words, {}, library_of(project), None, picture, 0, token)
            if not words and picture is None:
                worn = SwapExpression("as worn", worn_now)
            plan = SwapPlan(options=options, growth=wish.growth, keeps_head=wish.keeps_head, rights=rights)
            return (yield from swap(scene, identity, worn, plan, token))

        self._view.set_busy(True)
        spec = JobSpec(self.tr("Swap into {name}").format(name=scene.name), (Phase(Lane.INFERENCE, work),), kind=KIND)
        self._jobs.submit(spec, on_done=self._on_drawn, on_end=self._on_end)

    def _on_drawn(self, result: Any) -> None:
        self._result = result
        lines = "\n".join(f"{name}: {value}" for name, value in result.note.lines())
        self._view.show_result(to_qimage(result.pixels), lines, result.warnings)

    def save(self, path: str) -> None:
        """Write the result with its note."""
        result, target = self._result, Path(path)
        if result is None:
            return

        def work(_token: CancelToken, _carried: Any) -> Generator[Progress, None, Path]:
            from studio.pipelines.render_set import write_output
            from studio.pipelines.swap_files import encoded

            yield Progress(None, target.name)
            write_output(target, encoded(result.pixels, target.suffix, result.note))
            return target

        spec = JobSpec(self.tr("Save {name}").format(name=target.name), (Phase(Lane.FILES, work),), kind=KIND)
        self._jobs.submit(spec, on_done=self._on_saved, on_end=self._on_end)

    def _on_saved(self, path: Path) -> None:
        text = self.tr("Saved as {file}; the picture says how it was made.").format(file=path.name)
        self._workspace.tell(text, tone=Tone.GOOD)


def look(
    data: bytes, name: str, point: tuple[float, float] | None, cancel: CancelToken
) -> Generator[Progress, None, _Seen]:
    """See the picture; where several faces are in it and none was chosen, they are handed back to choose from."""
    from studio.pipelines.seeing import SeeOptions
    from studio.pipelines.swap import see_scene
    from studio.storage.pictures import decode_picture
    from studio.vision.detect import find_faces

    picture = decode_picture(data, name)
    image = to_qimage(picture.pixels)
    if point is None:
        yield Progress(0.1, name)
        faces = find_faces(picture)
        if len(faces) > 1:
            return _Seen(image, None, tuple(faces))
    scene = yield from see_scene(data, name, SeeOptions(point=point), cancel)
    return _Seen(image, scene)
