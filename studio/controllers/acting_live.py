"""A face tracker on this machine drives the selected character, and what it does becomes a clip."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from studio.controllers.acting_ports import PoseShower
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError, StudioError
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, Pose
from studio.models.live_rows import SHOWN_RATES, SHOWN_UNKNOWN, LiveSight
from studio.models.performance import Take, TakeSource, take_of_poses
from studio.models.performance_calibration import Calibration
from studio.services.live_drive import LiveDrive
from studio.services.live_receiver import LiveStatistics
from studio.services.live_receiver import Protocol as Spoken

LOOK_MS = 250
_LEAST_NEUTRAL = 0.005


class LiveView(Protocol):
    """The panel. Attributes are signals; their arguments stand beside them."""

    start_requested: Any  # (VMC port, Live Link port, smoothed); 0 for not
    stop_requested: Any  # ()
    record_toggled: Any  # (bool)
    neutral_requested: Any  # ()

    def ask_start(self) -> None:
        """Begin with what is set in the panel."""
        ...

    def show_sight(self, sight: LiveSight) -> None:
        """Show how it is."""
        ...


class LiveController(QObject):
    """Between the receiver, the canvas and the panel. Nothing listens until somebody asks."""

    shown = Signal()
    """Somebody asked for the panel."""
    recorded = Signal(object)
    """A `Take` that was recorded."""

    def __init__(
        self, workspace: Workspace, drive: LiveDrive, stage: PoseShower, view: LiveView, actions: Actions,
        clock: Callable[[], float] = time.monotonic, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workspace, self._drive, self._stage, self._view = workspace, drive, stage, view
        self._actions, self._clock = actions, clock
        self._counts = LiveStatistics()
        self._rates: deque[float] = deque(maxlen=SHOWN_RATES)
        self._looked_s = self._take_start_s = 0.0
        self._raw: dict[str, float] = {}
        self._takes = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        drive.pose_received.connect(self._on_pose)
        drive.stale_changed.connect(lambda _: self._show())
        view.start_requested.connect(self.start)
        view.stop_requested.connect(self.stop)
        view.record_toggled.connect(self.record)
        view.neutral_requested.connect(self.take_neutral)
        workspace.document_replaced.connect(self.stop)
        actions.bind("clip.live", self.shown.emit)
        actions.bind("clip.live-start", self._on_start_action)
        actions.bind("clip.live-record", self.record)
        self._show()

    # --- listening

    def _on_start_action(self, is_on: bool) -> None:
        if is_on:
            self.shown.emit()
            self._view.ask_start()
        else:
            self.stop()
        self._show()

    def start(self, vmc_port: int, live_link_port: int, is_smoothed: bool) -> None:
        """Listen on this machine; a port of 0 is left alone."""
        ports = {Spoken.VMC: vmc_port, Spoken.LIVE_LINK: live_link_port}
        try:
            self._drive.start({spoken: port for spoken, port in ports.items() if port}, is_smoothed)
        except StudioError as error:
            self._workspace.tell_error(error, self.tr("Nothing can be heard"))
            self._show()
            return
        self._counts, self._looked_s = LiveStatistics(), self._clock()
        self._rates.clear()
        self._timer.start()
        self._show()

    def stop(self) -> None:
        """Hear nothing any more; what is being recorded becomes a take first."""
        if not self._drive.is_running:
            return
        recorded = self._drive.stop()
        self._timer.stop()
        self._stage.release()
        self._show()
        self._hand_on(recorded)

    def close(self) -> None:
        """The program ends: the sockets are closed, nobody is told."""
        self._timer.stop()
        self._drive.stop()

    def _on_pose(self, pose: Pose) -> None:
        self._raw = dict(pose)
        self._stage.show(self.fitted(pose))

    def fitted(self, pose: Pose) -> dict[str, float]:
        """A tracker's pose as the selected character's own."""
        character = self._workspace.character
        calibration = character.calibration if character is not None else Calibration()
        if calibration == Calibration():
            return dict(pose)
        row = np.array([[pose.get(name, 0.0) for name in ALL_CONTROLS]])
        low, high = calibration.bounds()
        values = np.clip(calibration.applied(row), low, high)[0]
        return {name: float(value) for name, value in zip(ALL_CONTROLS, values, strict=True) if value}

    def take_neutral(self) -> None:
        """What comes now is the performer's resting face; it is kept with the character."""
        if not self._raw:
            return
        neutral = {
            name: round(value, 5) for name, value in self._raw.items()
            if abs(value) >= _LEAST_NEUTRAL * (1 if name in ARKIT_CONTROLS else 20)
        }  # fmt: skip
        self._workspace.edit_character(
            self.tr("Set the resting face"),
            lambda one: replace(one, calibration=replace(one.calibration, neutral=neutral)),
        )
        self._workspace.tell(self.tr("This is the resting face now; it is kept with the character."))

    # --- recording

    def record(self, is_on: bool) -> None:
        """Begin to keep what comes, or make a take of it."""
        if is_on and self._drive.is_running:
            self._drive.start_take()
            self._take_start_s = self._clock()
        elif not is_on and self._drive.is_recording:
            self._hand_on(self._drive.end_take())
        self._show()

    def _hand_on(self, recorded: tuple[tuple[int, dict[str, float]], ...]) -> None:
        rising = [item for index, item in enumerate(recorded) if not index or item[0] > recorded[index - 1][0]]
        if not recorded:
            return
        if len(rising) < 2:
            error = InputError("Nothing was recorded.", "Start the face tracker first.", "live.empty")
            self._workspace.tell_error(error)
            return
        self._takes += 1
        first = rising[0][0]
        name = self.tr("Live take {number}").format(number=self._takes)
        times, poses = [float(time_ms - first) for time_ms, _ in rising], [pose for _, pose in rising]
        take: Take = take_of_poses(name, times, poses, TakeSource.LIVE)
        self.recorded.emit(take)

    # --- showing

    def look(self) -> None:
        """Four times a second: how much has come."""
        now, counts = self._clock(), self._drive.statistics()
        passed = now - self._looked_s
        if passed > 0:
            self._rates.append((counts.packets - self._counts.packets) / passed)
        self._counts, self._looked_s = counts, now
        self._show()

    def _show(self) -> None:
        drive, counts = self._drive, self._counts
        is_running, is_recording = drive.is_running, drive.is_recording
        recent = list(self._rates)[-4:]
        names = {Spoken.VMC: "VMC", Spoken.LIVE_LINK: "Live Link Face"}
        source = counts.sender or (
            ", ".join(names[one] for one in drive.ports) if is_running and counts.poses else ""
        )  # fmt: skip
        self._view.show_sight(
            LiveSight(
                is_running, drive.is_stale, is_recording, tuple(drive.ports.values()), source,
                sum(recent) / len(recent) if recent else 0.0, tuple(self._rates), counts.malformed,
                counts.last_problem, counts.dropped, counts.unknown[:SHOWN_UNKNOWN],
                round((self._clock() - self._take_start_s) * 1000) if is_recording else 0,
            )
        )  # fmt: skip
        self._actions.set_checked("clip.live-start", is_running)
        self._actions.set_checked("clip.live-record", is_recording)
        self._actions.set_enabled("clip.live-record", is_running)
