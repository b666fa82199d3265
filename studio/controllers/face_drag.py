"""Dragging the face itself: handles follow what is worn, and what is worn follows a dragged handle."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from studio.controllers.express_look import LookEditor
from studio.core.jobs import CancelToken, Progress
from studio.models.character import Reference
from studio.models.controls import Pose
from studio.models.expression import BlendMode
from studio.models.face_handles import (
    FaceHandle,
    FaceResponse,
    controls_of,
    drag_pose,
    handle_of,
    response_of,
    sample_poses,
)
from studio.models.face_mesh import EYE_LOWER_LEFT, EYE_LOWER_RIGHT
from studio.models.look import Layer, Look
from studio.models.look_edits import rest_value, shown_value, with_controls, without_controls
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Phase
from studio.services.settings import SettingsService
from studio.services.stages import StageCache, StageRequest

CHANNEL = "handles"
PAGE = "express"
POSES_A_STEP = 20
KEPT_RESPONSES = 8


class HandlesView(Protocol):
    """The handles on the canvas. Attributes are signals; their arguments stand beside them."""

    drag_started: Any  # (handle id: str)
    dragged: Any  # (handle id: str, x: float, y: float, is_side_switched: bool); pixels of the picture
    drag_ended: Any  # (handle id: str)
    drag_cancelled: Any  # (handle id: str)
    reset_requested: Any  # (handle id: str, is_side_switched: bool)

    def set_handles(self, positions: Mapping[str, tuple[float, float]], eye_distance_px: float) -> None:
        """Where the handles are; none of them while the face is not known."""
        ...


@dataclass(slots=True)
class _Drag:
    handle: FaceHandle
    worn: Pose
    layer: Layer
    offset: tuple[float, float]
    """Where the handle was seen, less where the response puts it."""


class FaceDragController(QObject):
    """Binds the handles of the face to the selected layer of the selected character."""

    controls_touched = Signal(object)
    """Names of the controls that the pointer moves right now; empty at the end of a drag."""

    def __init__(
        self,
        editor: LookEditor,
        stages: StageCache,
        inference: InferenceService,
        jobs: JobQueue,
        settings: SettingsService,
        view: HandlesView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._workspace = editor, editor.workspace
        self._stages, self._inference, self._jobs, self._settings = stages, inference, jobs, settings
        self._view = view
        self._responses: OrderedDict[object, FaceResponse | None] = OrderedDict()
        self._wanted: object = None
        self._seen: dict[str, tuple[float, float]] = {}
        self._revision = 0
        self._drag: _Drag | None = None
        self._is_linked = True
        inference.answered.connect(self._on_tracked)
        editor.look_changed.connect(self._on_look_changed)
        self._workspace.page_changed.connect(self._on_page)
        self._workspace.document_replaced.connect(self._on_document_replaced)
        settings.changed.connect(self._on_setting)
        view.drag_started.connect(self._on_started)
        view.dragged.connect(self._on_dragged)
        view.drag_ended.connect(self._on_ended)
        view.drag_cancelled.connect(self._on_cancelled)
        view.reset_requested.connect(self._on_reset)
        self.refresh()

    @property
    def is_linked(self) -> bool:
        """Whether both sides move together unless Shift is held."""
        return self._is_linked

    def set_linked(self, is_linked: bool) -> None:
        """Move both sides together, or the dragged one alone; Shift does the other."""
        self._is_linked = is_linked

    # --- where the handles are

    def refresh(self) -> None:
        """Find the handles of the selected character, if the page with them is shown."""
        character = self._workspace.character
        if character is None or not character.references or self._workspace.page != PAGE:
            self._forget()
            return
        request = self._request(character.main_reference)
        if request.key != self._wanted:
            self._forget()
            self._wanted = request.key
        if request.key in self._responses:
            self._responses.move_to_end(request.key)
            self._show()
        else:
            self._measure(request)

    def _forget(self) -> None:
        self._wanted = None
        self._seen = {}
        self._revision = 0
        self._view.set_handles({}, 0.0)

    def _request(self, reference: Reference) -> StageRequest:
        return StageRequest(reference, self._settings.values.engine)

    @property
    def _response(self) -> FaceResponse | None:
        return self._responses.get(self._wanted)

    def _blobs(self) -> Mapping[str, bytes]:
        return cast(Mapping[str, bytes], self._workspace.document.blobs)

    def _measure(self, request: StageRequest) -> None:
        """Ask the engine once how each control moves the handles; nothing is drawn."""
        stages, blobs = self._stages, self._blobs()

        def work(token: CancelToken, _carried: Any) -> Generator[Progress, None, FaceResponse | None]:
            yield Progress(None, "")
            stage = stages.stage(request, blobs)
            rest = stage.landmarks({})
            if rest is None:
                return None
            poses, sampled = sample_poses(), list[tuple[Pose, NDArray[np.float32]]]()
            for index, pose in enumerate(poses):
                moved = stage.landmarks(pose)
                assert moved is not None
                sampled.append((pose, moved))
                if index % POSES_A_STEP == 0:
                    yield Progress(index / len(poses), "")
                    token.check()
                    stage = stages.stage(request, blobs)  # previews in between may have closed it
            return response_of(rest, sampled, _eye_distance(rest))

        spec = JobSpec(
            self.tr("Find the handles of the face"), (Phase(Lane.INFERENCE, work),), "handles",
            is_quiet=True, replaces="face-handles",
        )  # fmt: skip
        self._jobs.submit(spec, on_done=self._taker(request.key))

    def _taker(self, key: object) -> Callable[[FaceResponse | None], None]:
        def take(response: FaceResponse | None) -> None:
            self._responses[key] = response
            while len(self._responses) > KEPT_RESPONSES:
                self._responses.popitem(last=False)
            if key == self._wanted:
                self._show()

        return take

    def _show(self) -> None:
        """Show where the handles should be, and ask where they are exactly."""
        response, character = self._response, self._workspace.character
        if response is None or character is None:
            return
        pose = character.look.worn()
        drag = self._drag
        if drag is not None:
            self._seen |= response.positions(pose)
            x, y = response.position(drag.handle.id, pose)
            self._seen[drag.handle.id] = (x + drag.offset[0], y + drag.offset[1])
            self._view.set_handles(self._seen, response.eye_distance_px)
            return
        self._seen = response.positions(pose)
        self._view.set_handles(self._seen, response.eye_distance_px)
        request, stages, blobs = self._request(character.main_reference), self._stages, self._blobs()
        self._revision = self._inference.ask(CHANNEL, lambda: stages.stage(request, blobs).landmarks(pose))

    def _on_tracked(self, channel: Any, revision: int, points: Any, error: Exception | None) -> None:
        """Controls hinder each other a little; the engine knows how much."""
        response = self._response
        if channel != CHANNEL or revision != self._revision or error is not None or points is None:
            return
        if response is not None and self._drag is None:
            self._seen = response.seen_at(points)
            self._view.set_handles(self._seen, response.eye_distance_px)

    # --- following the document

    def _on_look_changed(self) -> None:
        self.refresh()

    def _on_page(self, _page: str) -> None:
        self.refresh()

    def _on_document_replaced(self) -> None:
        self._responses.clear()
        self._drag = None
        self.refresh()

    def _on_setting(self, name: str) -> None:
        if name == "engine":
            self.refresh()

    # --- dragging

    def _on_started(self, handle_id: str) -> None:
        response, character = self._response, self._workspace.character
        if response is None or character is None:
            return
        handle, worn = handle_of(handle_id), character.look.worn()
        seen, expected = self._seen.get(handle_id), response.position(handle_id, worn)
        offset = (seen[0] - expected[0], seen[1] - expected[1]) if seen is not None else (0.0, 0.0)
        self._drag = _Drag(handle, worn, self._editor.layer, offset)
        self.controls_touched.emit(controls_of(handle, self._is_linked))

    def _on_dragged(self, handle_id: str, x: float, y: float, is_side_switched: bool) -> None:
        drag, response = self._drag, self._response
        if drag is None or response is None or drag.handle.id != handle_id:
            return
        target = (x - drag.offset[0], y - drag.offset[1])
        values = drag_pose(response, drag.handle, drag.worn, target, self._is_linked != is_side_switched)
        self._wear(drag, {name: _in_layer(drag.layer, name, drag.worn, value) for name, value in values.items()})

    def _wear(self, drag: _Drag, values: Mapping[str, float]) -> None:
        """Set the layer's controls of the handle; those that are not named go back to where the drag began."""
        every = controls_of(drag.handle, is_linked=True)
        wanted = {name: values.get(name, shown_value(drag.layer, name)) for name in every}
        untouched = {name for name in every if name not in drag.layer.pose and wanted[name] == _rest(drag.layer)}

        def change(look: Look, layer_id: str) -> Look:
            return without_controls(with_controls(look, layer_id, wanted), layer_id, untouched)

        self._editor.edit_layer(self._step_text(drag.handle), change, f"face:{drag.handle.id}")

    def _on_ended(self, _handle_id: str) -> None:
        self._finish()

    def _on_cancelled(self, _handle_id: str) -> None:
        if self._drag is not None:
            self._wear(self._drag, {})
        self._finish()

    def _finish(self) -> None:
        if self._drag is not None:
            self._drag = None
            self._workspace.end_gesture()
            self.controls_touched.emit(())
            self._show()

    def _on_reset(self, handle_id: str, is_side_switched: bool) -> None:
        names = controls_of(handle_of(handle_id), self._is_linked != is_side_switched)
        text = self.tr("Reset {part}").format(part=self._part_name(handle_of(handle_id)))
        self._editor.edit_layer(text, lambda look, layer_id: without_controls(look, layer_id, names))
        self._workspace.end_gesture()

    def _step_text(self, handle: FaceHandle) -> str:
        return self.tr("Drag {part}").format(part=self._part_name(handle))

    def _part_name(self, handle: FaceHandle) -> str:
        names = {
            "brow-inner": self.tr("inner brow"), "brow-outer": self.tr("outer brow"),
            "lid-upper": self.tr("upper lid"), "lid-lower": self.tr("lower lid"), "iris": self.tr("gaze"),
            "cheek": self.tr("cheek"), "nose-wing": self.tr("nose wing"), "mouth-corner": self.tr("mouth corner"),
            "lip-upper": self.tr("upper lip"), "lip-lower": self.tr("lower lip"), "chin": self.tr("chin"),
            "head": self.tr("head"), "head-tilt": self.tr("head tilt"),
        }  # fmt: skip
        return names[handle.id.removesuffix("-left").removesuffix("-right")]


def _rest(layer: Layer) -> float:
    return rest_value(layer.mode)


def _in_layer(layer: Layer, name: str, worn: Pose, value: float) -> float:
    """What a layer has to say for a control so that the face wears `value`; layers above it are not thought of."""
    before, now = worn.get(name, 0.0), shown_value(layer, name)
    if layer.mode is BlendMode.MULTIPLY:
        return now * value / before if before else now
    if layer.mode is BlendMode.OVERWRITE and name not in layer.pose:
        now = before
    return round(now + (value - before) / max(layer.weight, 0.05), 4)


def _eye_distance(points: NDArray[np.float32]) -> float:
    right, left = (points[[lid[0], lid[-1]], :2].mean(0) for lid in (EYE_LOWER_RIGHT, EYE_LOWER_LEFT))
    return float(np.hypot(*(left - right)))
