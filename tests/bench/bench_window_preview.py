"""From a moved slider to the painted canvas, beside drawing and painting in the window's own thread. Run by hand:

    python tests/bench/bench_window_preview.py [--seconds 5] [--face 512]

A control is moved every 12 ms. The table holds the time from the move to the end of the paint that shows it (moves
that were overtaken are not seen and not counted), pictures a second, and how long the window's thread was busy at a
stretch: that is what a user feels as sticking.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from studio.controllers.preview import PreviewController
from studio.controllers.workspace import Workspace
from studio.models.document import Document
from studio.models.look import BASE_LAYER_ID, Layer, Look
from studio.pipelines.cast import capture, new_project
from studio.services.images import to_qimage
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.previews import PreviewService
from studio.services.settings import SettingsService
from studio.services.stages import StageCache, StageRequest
from studio.storage.pictures import encode_png
from studio.storage.project_file import OpenProject
from studio.views.canvas import Canvas
from studio.views.canvas.view import PictureView
from studio.views.kit import theme
from tests.bench.bench_puppet import enlarged
from tests.engines.faces import astronaut

MOVE_MS = 12
WARM_UP_S = 1.0


class Clock:
    """Notes moves, paints and how long the thread does not come back to its loop."""

    def __init__(self) -> None:
        self.start = time.perf_counter()
        self.moves: dict[float, float] = {}
        self.on_canvas: float | None = None
        self.painted: list[float] = []
        self.latencies_ms: list[float] = []
        self.busy_ms: list[float] = []
        self._last_move = self.start

    def move(self) -> float:
        """The value of this move; its time is when it was due."""
        now = time.perf_counter()
        if now - self.start > WARM_UP_S:
            self.busy_ms.append(max(0.0, (now - self._last_move) * 1000 - MOVE_MS))
        self._last_move = now
        number = int((now - self.start) * 1000 // MOVE_MS)
        value = round(0.5 + 0.5 * np.sin(number / 20) + number * 1e-7, 7)
        self.moves[value] = self.start + number * MOVE_MS / 1000
        return float(np.clip(value, 0, 1))

    def paint_ended(self) -> None:
        now, value = time.perf_counter(), self.on_canvas
        if value is None or now - self.start < WARM_UP_S:
            return
        self.on_canvas = None
        moved = min(self.moves, key=lambda known: abs(known - value))
        self.painted.append(now)
        self.latencies_ms.append((now - self.moves[moved]) * 1000)

    def row(self, name: str) -> str:
        late, busy = np.array(self.latencies_ms), np.array(self.busy_ms)
        fps = len(late) / (self.painted[-1] - self.painted[0])
        return (
            f"{name:<34}{np.median(late):>9.1f}{np.percentile(late, 95):>9.1f}{fps:>9.1f}"
            f"{np.percentile(busy, 95):>12.1f}{busy.max():>9.1f}"
        )


class Rig:
    """The clock that is running now; the view tells it about its paints."""

    clock: Clock | None = None


def _timed(paint: Callable[[PictureView, QPaintEvent], None]) -> Callable[[PictureView, QPaintEvent], None]:
    def painted(self: PictureView, event: QPaintEvent) -> None:
        paint(self, event)
        if Rig.clock is not None:
            Rig.clock.paint_ended()

    return painted


def captured(face_px: int) -> OpenProject:
    """A project with one character whose face measures `face_px`."""
    picture = enlarged(astronaut(), face_px).picture
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "face.png"
        path.write_bytes(encode_png(picture.pixels))
        job = capture(new_project("bench"), [path])
        while True:
            try:
                next(job)
            except StopIteration as end:
                content: OpenProject = end.value.content
                return content


def run_for(seconds: float, move: Callable[[], None]) -> None:
    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(MOVE_MS)
    timer.timeout.connect(move)
    timer.start()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()
    timer.stop()


def threaded(content: OpenProject, canvas: Canvas, seconds: float) -> Clock:
    """The window's own way: edit, undo step, preview service, inference thread, canvas."""
    inference, clock = InferenceService(), Clock()
    jobs, workspace = JobQueue(inference), Workspace(Document(content.project, content.blobs))
    previews = PreviewService(inference, StageCache())
    settings = SettingsService(Path(tempfile.mkdtemp()) / "settings.json")
    controller = PreviewController(workspace, previews, jobs, settings, canvas)
    controller.pose_shown.connect(lambda pose: setattr(clock, "on_canvas", pose.get("jawOpen", 0.0)))
    run_for(3.0, lambda: None)  # the engine opens the character
    clock.start = clock._last_move = time.perf_counter()
    Rig.clock = clock

    def move() -> None:
        look = Look((Layer(BASE_LAYER_ID, "Base", {"jawOpen": clock.move(), "mouthSmileLeft": 0.4}),))
        workspace.edit_character("Move jawOpen", lambda one: replace(one, look=look), "jawOpen")

    run_for(seconds + WARM_UP_S, move)
    Rig.clock = None
    jobs.close()
    return clock


def plain(content: OpenProject, canvas: Canvas, seconds: float) -> Clock:
    """The peer: the slot draws and paints before it returns."""
    clock, stages = Clock(), StageCache()
    request = StageRequest(content.project.characters[0].main_reference, "puppet")
    stage = stages.stage(request, content.blobs)
    stage.frame({"jawOpen": 0.3})
    clock.start = clock._last_move = time.perf_counter()
    Rig.clock = clock

    def move() -> None:
        value = clock.move()
        canvas.set_result(to_qimage(stage.frame({"jawOpen": value, "mouthSmileLeft": 0.4})))
        clock.on_canvas = value
        canvas.view.viewport().repaint()

    run_for(seconds + WARM_UP_S, move)
    Rig.clock = None
    stages.clear()
    return clock


def painting_alone(canvas: Canvas, size_px: int, count: int = 200) -> float:
    """Milliseconds to show another picture of that size, nothing else going on."""
    generator = np.random.default_rng(1)
    pixels = [generator.integers(0, 255, (size_px, size_px, 4), np.uint8) for _ in range(3)]
    images = [to_qimage(one) for one in pixels]
    canvas.set_reference(images[0])
    start = time.perf_counter()
    for index in range(count):
        canvas.set_result(images[index % 3])
        canvas.view.viewport().repaint()
    return (time.perf_counter() - start) / count * 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--face", type=int, default=512)
    options = parser.parse_args()
    app = QApplication([])
    theme.apply_theme(app, "dark")
    PictureView.paintEvent = _timed(PictureView.paintEvent)  # type: ignore[method-assign]
    content = captured(options.face)
    canvas = Canvas()
    canvas.resize(1200, 900)
    canvas.show()
    ours = threaded(content, canvas, options.seconds)
    width, height = canvas.picture_size
    peer = plain(content, canvas, options.seconds)
    print(f"\nface {options.face} px in a picture of {width} x {height}, canvas 1200 x 900, {os.cpu_count()} cores")
    print(f"{'':<34}{'median':>9}{'95 %':>9}{'fps':>9}{'busy 95 %':>12}{'longest':>9}   (ms)")
    print(ours.row("window (thread, latest wins)"))
    print(peer.row("plain: draw and paint in the slot"))
    median_ratio = np.median(ours.latencies_ms) / np.median(peer.latencies_ms)
    print(f"median latency against plain: {median_ratio:.2f}")
    for name in ("checker", "mockup"):
        canvas.set_backdrop(name)
        print(f"painting a new 1024-px picture on {name}: {painting_alone(canvas, 1024):.1f} ms")


if __name__ == "__main__":
    main()
