"""How smoothly clips play from the cache, at 512 px and 60 frames a second. Run by hand:

    QT_QPA_PLATFORM=offscreen python tests/bench/bench_playback.py

Prints the frames that were shown in a second, those that were left out, how late the latest one came, and how long it
took to draw the clip ahead.
"""

from __future__ import annotations

import os
import sys
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtGui import QGuiApplication

from studio.models.sheet import LoopMode
from studio.models.timeline import frames
from studio.pipelines.cast import capture, new_project
from studio.pipelines.clips import builtin_clips
from studio.pipelines.health import sample_picture
from studio.pipelines.wardrobe import builtin_expressions
from studio.services.inference import InferenceService
from studio.services.playback import PlaybackService
from studio.services.reel import Reel
from studio.services.stages import StageCache, StageRequest

FPS, SECONDS = 60.0, 6.0


def main() -> None:
    app = QGuiApplication([])
    picture = sample_picture()
    assert picture is not None
    job = capture(new_project("bench"), [picture])
    while True:
        try:
            next(job)
        except StopIteration as end:
            content = end.value.content
            break
    inference = InferenceService()
    service, clip = PlaybackService(inference, StageCache()), builtin_clips()["idle"]
    request = StageRequest(content.project.characters[0].main_reference, "puppet")
    poses = tuple(frames(clip, builtin_expressions(), FPS))
    reel = Reel(poses, clip.duration_ms, LoopMode.LOOP, request, content.blobs)
    ready: list[tuple[bool, ...]] = []
    shown: list[float] = []
    sizes = set()

    def note(image: object, _index: int) -> None:
        shown.append(time.perf_counter())
        sizes.add((image.width(), image.height()))  # type: ignore[attr-defined]

    service.cache_changed.connect(ready.append)
    service.frame_shown.connect(note)
    start = time.perf_counter()
    service.load(reel)
    while not (ready and all(ready[-1])) and time.perf_counter() - start < 60:
        app.processEvents()
        time.sleep(0.002)  # whoever spins here takes the time from those who draw
    drawn_s = time.perf_counter() - start
    shown.clear()
    service.play()
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        app.processEvents()
        time.sleep(0.0005)
    gaps = [(after - before) * 1000 for before, after in pairwise(shown)]
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    print(f"load of each processor in the last minute: {load:.1f}")
    print(f"{sizes}: {len(reel.frames)} frames drawn ahead in {drawn_s:.1f} s")
    longest_ms = max(gaps, default=0.0)
    print(f"{len(shown) / SECONDS:.1f} frames a second, {service.dropped} left out, longest gap {longest_ms:.1f} ms")
    service.clear()
    inference.close()


if __name__ == "__main__":
    main()
