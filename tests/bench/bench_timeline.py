"""How long a two-hour clip takes: 100,000 keys on 52 tracks, and all of them on one. Run by hand:

    QT_QPA_PLATFORM=offscreen python tests/bench/bench_timeline.py

Prints load, save, sample, edit and look-up times in ms of the processor; the best of a few runs. Then what the window
does with such a clip: putting it on the timeline, and each frame while it is scrolled, zoomed and dragged (median and
worst). `--window` runs that part alone; on a busy machine `chrt -f 20` gives a quiet reading.
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from studio.models.clip import Clip, Key, Track
from studio.models.clip_json import clip_from_json, clip_to_json
from studio.models.controls import ARKIT_CONTROLS
from studio.models.project import Project
from studio.models.timeline_clipboard import copy_keys, paste_keys
from studio.models.timeline_curves import curve_of
from studio.models.timeline_edits import move_keys, scale_time
from studio.models.timeline_frames import FrameGrid, frames
from studio.models.timeline_inbetween import auto_key
from studio.models.timeline_links import changed_ranges
from studio.models.timeline_polyline import polyline
from studio.models.timeline_reduce import reduce_keys
from studio.models.timeline_sampler import ClipSampler
from studio.models.timeline_selection import KeyRef, all_keys, keys_in
from studio.models.timeline_snap import snap_targets
from studio.storage.project_file import project_from_json, project_json

HOURS_MS, COUNT = 7_200_000, 100_000
Result = TypeVar("Result")


def measured(what: str, work: Callable[[], Result], rounds: int = 3) -> Result:
    best = math.inf
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    print(f"  {what:58} {best * 1000:10.2f} ms")
    return result


def many_tracks() -> Clip:
    chance, each = random.Random(1), COUNT // len(ARKIT_CONTROLS)
    step = HOURS_MS // (each + 1)
    tracks = tuple(
        Track(
            name,
            tuple(Key(i * step + place, {name: chance.random()}, easing="in-out-sine") for i in range(each)),
            controls=(name,),
        )
        for place, name in enumerate(ARKIT_CONTROLS)
    )  # fmt: skip
    return Clip("long", "Long", tracks, HOURS_MS, fps=30.0)


def one_track() -> Clip:
    chance = random.Random(1)
    keys = tuple(Key(i * 72, {"jawOpen": chance.random(), "headYaw": chance.random()}) for i in range(COUNT))
    return Clip("take", "Take", (Track("take", keys),), HOURS_MS, fps=30.0)


def bench(clip: Clip) -> None:
    first = clip.tracks[0]
    middle = first.keys[len(first.keys) // 2].time_ms
    key = frozenset({KeyRef(first.name, middle)})
    data = measured("to JSON values", lambda: clip_to_json(clip))
    text = measured("JSON text", lambda: json.dumps(data))
    print(f"  {'size of the text':58} {len(text) / 1e6:10.2f} MB")
    measured("load (text to clip)", lambda: clip_from_json(json.loads(text)))
    project = Project("p", "P", clips=(clip,))
    saved = measured("project file's JSON", lambda: project_json(project))
    print(f"  {'size of it':58} {len(saved) / 1e6:10.2f} MB")
    moved_one = replace(project, clips=(move_keys(clip, key, 3).clip,))
    measured("the same after one key moved", lambda: project_json(moved_one), 1)
    measured("project from it", lambda: project_from_json(saved, "bench"))
    sampler = measured("sampler, first time", lambda: ClipSampler(clip, {}), 1)
    measured("sampler again", lambda: ClipSampler(clip, {}))
    measured("sample 1,000 moments", lambda: [sampler.pose(i * 7001.5) for i in range(1000)])
    grid = measured("frame grid", lambda: FrameGrid.of(clip, 30))
    there = grid.index_at(middle)
    measured("30 frames from the middle", lambda: list(frames(clip, {}, 30, indices=range(there, there + 30))))
    moved = measured("move one key", lambda: move_keys(clip, key, 3).clip)
    measured("equality with it", lambda: moved == clip)
    measured("what changed", lambda: changed_ranges(clip, moved))
    measured("sampler after it", lambda: ClipSampler(move_keys(clip, key, 5).clip, {}))
    name = next(iter(first.keys[0].pose))
    measured("auto-key", lambda: auto_key(clip, first.name, middle + 7, {name: 0.5}, {}))
    box = measured("box of 60 s", lambda: keys_in(clip, middle, middle + 60_000))
    measured(f"move {len(box)} keys", lambda: move_keys(clip, box, 11).clip)
    targets = measured("snap targets", lambda: snap_targets(clip, moving=box, playhead_ms=5.0))
    measured("1,000 snaps", lambda: [targets.snapped(i * 7001.5, 50) for i in range(1000)])
    copied = measured(f"copy {len(box)} keys", lambda: copy_keys(clip, box))
    measured("paste them", lambda: paste_keys(clip, copied, middle + 100_000))
    whole = measured("select all", lambda: all_keys(clip))
    measured("move all", lambda: move_keys(clip, whole, 1, grows=True))
    measured("scale all", lambda: scale_time(clip, whole, 0, 0.9))
    measured("reduce all (1 %)", lambda: reduce_keys(clip, whole, {}, 0.01), 1)
    in_sight = (middle, middle + 60_000)
    measured("curve of 60 s", lambda: curve_of(clip, first.name, name, {}, in_sight))
    measured("line of 60 s at 1,200 px", lambda: polyline(curve_of(clip, first.name, name, {}, in_sight),
                                                          *in_sight, 0.02, 80))  # fmt: skip
    measured("line of all at 1,200 px", lambda: polyline(curve_of(clip, first.name, name, {}), 0, HOURS_MS,
                                                         1200 / HOURS_MS, 80))  # fmt: skip
    measured("checked again (dataclasses.replace)", lambda: replace(clip, name="Other"))


def median_and_worst(what: str, work: Callable[[int], object], rounds: int = 40) -> None:
    times = []
    for place in range(rounds):
        start = time.perf_counter()
        work(place)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(f"  {what:58} {times[len(times) // 2]:10.2f} ms, worst {times[-1]:.2f} ms")


def bench_window(clip: Clip) -> None:
    """The dock with its real controllers, offscreen."""
    from PySide6.QtWidgets import QApplication

    from studio.controllers.timeline_curves import TimelineCurvesController
    from studio.controllers.timeline_edit import TimelineEditController
    from studio.controllers.timeline_marks import TimelineMarksController
    from studio.controllers.workspace import Workspace
    from studio.models.document import Document
    from studio.models.playhead import ClipKind, ShownClip
    from studio.models.timeline_frames import FrameStarts
    from studio.storage.blobs import BlobStore
    from studio.views.action_set import ActionSet
    from studio.views.kit.theme import apply_theme
    from studio.views.timeline.dock import TimelineDock

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "dark")
    workspace = Workspace(Document(Project("p", "P", clips=(clip,)), BlobStore()))
    dock, actions = TimelineDock(), ActionSet()
    editor = TimelineEditController(workspace, dock, dock.rows, actions, lambda _time: None)
    marks = TimelineMarksController(workspace, editor, dock.marks, actions)
    curves = TimelineCurvesController(workspace, editor, dock.curves, actions)
    curves.shown_changed.connect(dock.show_curves)
    dock.resize(1400, 420)
    dock.show()

    def shown(one: Clip) -> ShownClip:
        return ShownClip(one, FrameStarts(FrameGrid.of(one)), one.fps, ClipKind.PROJECT)

    def put_on(_place: int) -> None:
        dock.show_clip(shown(clip))
        app.processEvents()

    states = bytes(len(shown(clip).starts_ms))
    median_and_worst("put on the timeline and painted", put_on, 3)
    dock.show_cache(states)

    def painted(work: Callable[[int], object]) -> Callable[[int], None]:
        def do(place: int) -> None:
            work(place)
            dock.repaint()
            app.processEvents()

        return do

    median_and_worst("frame of a zoom in", painted(lambda place: dock.zoom(1.25, 700)))
    median_and_worst("frame of a scroll in time", painted(lambda place: dock.pan(40)))
    median_and_worst("frame of a zoom out", painted(lambda place: dock.zoom(0.8, 700)))
    bar = dock._scroll.verticalScrollBar()
    median_and_worst("frame of a scroll through the tracks", painted(lambda place: bar.setValue(place * 20)))
    median_and_worst("frame of playing", painted(lambda place: dock.show_time(place * 33.0, place)))
    dock.zoom(60.0, 700)
    workspace.project_changed.connect(lambda _before, after: dock.show_clip(shown(after.clips[0])))
    name, key = clip.tracks[0].name, clip.tracks[0].keys[3]
    editor.pick([(name, key.time_ms)], "replace")
    editor.start_drag()
    median_and_worst("frame of a drag of keys", painted(lambda place: editor.drag(place * 3.0, False)))
    start = time.perf_counter()
    editor.end_drag(True)
    app.processEvents()
    print(f"  {'letting go of it':58} {(time.perf_counter() - start) * 1000:10.2f} ms")
    actions.qaction("clip.curves").trigger()
    median_and_worst("frame of a scroll over curves", painted(lambda place: dock.pan(40)))
    marks.deleteLater()
    dock.close()


def main() -> None:
    if "--window" in sys.argv:
        for title, make in (("52 tracks", many_tracks), ("one track", one_track)):
            print(f"{COUNT:,} keys, {title}, in the window")
            bench_window(make())
        return
    for title, make in (("52 tracks", many_tracks), ("one track", one_track)):
        print(f"{COUNT:,} keys, {title}")
        bench(measured("made key by key", make, 1))


if __name__ == "__main__":
    main()
