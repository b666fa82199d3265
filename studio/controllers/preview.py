"""Keeps the canvas showing what the selected character wears, and lends the canvas to others for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator, Mapping
from typing import Any, Protocol, cast

from PySide6.QtCore import QBuffer, QByteArray, QObject, Signal
from PySide6.QtGui import QImage, QImageReader

from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.core.jobs import CancelToken, Progress
from studio.engines.registry import engine_for, engine_title
from studio.models.character import Character, Reference
from studio.models.controls import Pose
from studio.models.project import Project
from studio.models.results import reference_key
from studio.services.images import to_qimage
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase
from studio.services.previews import Preview, PreviewService
from studio.services.settings import SettingsService
from studio.services.stages import StageRequest
from studio.storage.pictures import decode_picture

CHANNEL = "canvas"
AT_ONCE_PX = 256 * 256
"""Pictures with more pixels are decoded in a thread: this many take up to 4 ms."""
SOMEBODY_ELSES = "?"
"""In the place of a hash: a picture that a holder brought."""
KEPT_PICTURES = 4
CPU_ENGINES = ("puppet", "portrait", "fake")


class CanvasView(Protocol):
    """What the controller needs of the canvas."""

    def set_reference(self, image: QImage | None, size: tuple[int, int] | None = None) -> None:
        """Show another picture, or none."""
        ...

    def set_result(self, image: QImage | None) -> None:
        """Show another drawn picture."""
        ...

    def set_drag_name(self, name: str) -> None:
        """File name of the picture when it is dragged out."""
        ...

    def set_mockup(self, name: str) -> None:
        """Who speaks in the mock-up of a game."""
        ...


class PreviewController(QObject):
    """Draws the look of the selected character whenever it changes."""

    status_changed = Signal(str)
    """Engine, device and time of the last picture: "Puppet · CPU · 7 ms"; empty without a character."""
    holder_changed = Signal(str)
    """Who paints on the canvas now; empty for the controller itself. A holder that finds another name here stops."""
    pose_shown = Signal(object)
    """The pose of the picture that is on the canvas now."""

    def __init__(
        self,
        workspace: Workspace,
        previews: PreviewService,
        jobs: JobQueue,
        settings: SettingsService,
        view: CanvasView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._previews, self._jobs, self._settings = workspace, previews, jobs, settings
        self._view = view
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self._shown = ""
        """Hash of the picture on the canvas; empty for none."""
        self._wanted = ""
        self._drawn_for = ""
        self._tried: Pose | None = None
        self._holder = ""
        self._early: Preview | None = None
        self._told: tuple[str, str] | None = None
        previews.ready.connect(self._on_ready)
        previews.failed.connect(self._on_failed)
        workspace.document_replaced.connect(self._on_document_replaced)
        workspace.character_selected.connect(self._on_selected)
        workspace.project_changed.connect(self._on_project_changed)
        settings.changed.connect(self._on_setting)
        self.refresh()

    # --- what others ask

    @property
    def holder(self) -> str:
        """Who paints on the canvas; empty for the controller itself."""
        return self._holder

    def hold(self, owner: str) -> None:
        """Let `owner` paint on the canvas until it releases it; whoever held it before has lost it."""
        if owner == self._holder:
            return
        self._holder = owner
        self._previews.forget(CHANNEL)
        self.holder_changed.emit(owner)

    def release(self, owner: str) -> None:
        """Show the character's look again; nothing happens where somebody else holds the canvas."""
        if owner and owner == self._holder:
            self._holder = ""
            self.holder_changed.emit("")
            self.refresh()

    def show_frame(self, image: QImage, reference: QImage | None = None) -> None:
        """For holders: paint a picture in the place of the result.

        Args:
            image: The picture; it is shown at the reference's size.
            reference: What it is held against; None for the selected character's own picture.
        """
        if reference is not None:
            self._shown = SOMEBODY_ELSES
            self._view.set_reference(reference, (reference.width(), reference.height()))
        self._view.set_result(image)

    def try_pose(self, pose: Pose | None) -> None:
        """Show a pose for the moment, without changing anything; None shows again what is worn."""
        if pose != self._tried:
            self._tried = pose
            self._draw()

    def refresh(self) -> None:
        """Show the selected character as it is."""
        character = self._character
        if character is None:
            self._show_nobody()
            return
        self._view.set_drag_name(character.name)
        self._view.set_mockup(character.name)
        self._show_reference(character.main_reference)
        self._draw()

    @property
    def _character(self) -> Character | None:
        """The selected one, if there is anything to draw of it."""
        character = self._workspace.character
        return character if character is not None and character.references else None

    # --- following the document

    def _on_document_replaced(self) -> None:
        self._pictures.clear()
        self._told = None  # who is selected is told next

    def _on_selected(self, _character_id: str = "") -> None:
        self._tried = None
        self.refresh()

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.characters is after.characters or self._workspace.character is None:
            return  # a character that is gone is deselected next
        now = self._workspace.character
        was = next((one for one in before.characters if one.id == now.id), None)
        if was is None or was.references != now.references or was.name != now.name:
            self.refresh()
        elif was.look != now.look:
            self._tried = None
            self._draw()

    def _on_setting(self, name: str) -> None:
        if name in ("engine", "device", "precision"):
            self._draw()

    # --- the reference

    def _show_nobody(self) -> None:
        self._previews.forget(CHANNEL)
        self._wanted = self._shown = self._drawn_for = ""
        self._early = None
        self._view.set_reference(None, None)
        self.status_changed.emit("")

    def _show_reference(self, reference: Reference) -> None:
        name = reference.cut_out or reference.picture
        self._wanted = name
        if self._drawn_for != reference_key(reference):
            self._drawn_for = reference_key(reference)
            self._previews.forget(CHANNEL)
            self._early = None
        if self._shown == name:
            return
        known = self._pictures.get(name)
        try:
            data = self._workspace.document.blobs[name]
            if known is not None:
                self._take_picture(name, known)
            elif _pixel_count(data) <= AT_ONCE_PX:
                self._take_picture(name, to_qimage(decode_picture(data, reference.source_name).pixels))
            else:
                self._decode_later(name, data, reference.source_name)
        except (StudioError, KeyError) as error:
            self._tell(error)

    def _decode_later(self, name: str, data: bytes, source_name: str) -> None:
        def work(token: CancelToken, _carried: Any) -> Generator[Progress, None, QImage]:
            yield Progress(None, source_name)
            token.check()
            return to_qimage(decode_picture(data, source_name).pixels)

        def ended(outcome: Outcome) -> None:
            if outcome.job.state is JobState.FAILED and outcome.job.error is not None:
                self._tell(outcome.job.error)

        spec = JobSpec(
            self.tr("Read the picture"),
            (Phase(Lane.FILES, work),),
            "read",
            is_quiet=True,
            is_urgent=True,
            replaces="canvas-picture",
        )
        self._jobs.submit(spec, on_done=lambda image: self._take_picture(name, image), on_end=ended)

    def _take_picture(self, name: str, image: QImage) -> None:
        self._pictures[name] = image
        self._pictures.move_to_end(name)
        while len(self._pictures) > KEPT_PICTURES:
            self._pictures.popitem(last=False)
        if name != self._wanted or (self._holder and self._shown == SOMEBODY_ELSES):
            return
        self._shown = name
        self._view.set_reference(image, (image.width(), image.height()))
        early, self._early = self._early, None
        if early is not None:
            self._on_ready(early)

    # --- the result

    def _pose(self, character: Character) -> Pose:
        return character.look.worn() if self._tried is None else self._tried

    def _draw(self) -> None:
        character = self._character
        if character is None or self._holder:
            return
        reference = character.main_reference
        known = self._pictures.get(reference.cut_out or reference.picture)
        long_side = max(known.width(), known.height()) if known is not None else 0
        request = StageRequest(reference, self._engine(reference))
        blobs = cast(Mapping[str, bytes], self._workspace.document.blobs)
        self._previews.show(request, self._pose(character), blobs, CHANNEL, long_side)

    def _engine(self, reference: Reference) -> str:
        return engine_for(self._settings.values.engine, reference.portrait is not None)

    def _on_ready(self, preview: Preview) -> None:
        if preview.channel != CHANNEL or self._holder:
            return
        if self._shown != self._wanted:
            self._early = preview  # drawn before the reference was decoded
            return
        self._told = None
        self._view.set_result(preview.image)
        self.pose_shown.emit(preview.pose)
        self.status_changed.emit(self._status(preview))

    def _status(self, preview: Preview) -> str:
        engine = self._settings.values.engine
        if (character := self._character) is not None:
            engine = self._engine(character.main_reference)
        device = "CPU" if engine in CPU_ENGINES else self._settings.values.device.upper()
        return self.tr("{engine} · {device} · {ms} ms").format(
            engine=engine_title(engine), device=device, ms=max(1, round(preview.drawn_ms))
        )

    def _on_failed(self, channel: str, error: Exception) -> None:
        if channel == CHANNEL and not self._holder:
            self._view.set_result(None)
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        """Once for each character and cause, until a picture succeeds."""
        cause = (self._drawn_for, getattr(error, "code", "") or repr(error))
        if cause != self._told:
            self._told = cause
            self._workspace.tell_error(error, self.tr("The picture cannot be drawn"))


def _pixel_count(data: bytes) -> int:
    """As the file's head says; 0 where it does not say."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    size = QImageReader(buffer).size()
    return size.width() * size.height() if size.isValid() else 0
