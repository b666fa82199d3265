"""What the window's thread did while it was late: stacks, sampled beside it. For whoever wants to make it quicker."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from types import FrameType

PAUSE_S = 0.004
DEPTH = 14
OWN = ("/studio/", "/tests/")


class StallSampler:
    """Looks at the window's thread every few ms; `beat` says that it is back in its loop.

    A gap in the samples themselves means that another thread kept the interpreter's lock: who that was is told too.
    """

    def __init__(self, limit_ms: float) -> None:
        self._limit_s = limit_ms / 1000
        self._main = threading.get_ident()
        self._beat_s = time.perf_counter()
        self._samples: list[tuple[float, str, str]] = []
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name="stalls", daemon=True)
        self._thread.start()

    def beat(self) -> None:
        """The thread is in its loop again; tell of what kept it, if that was long."""
        now = time.perf_counter()
        late, samples, self._samples = now - self._beat_s, self._samples, []
        self._beat_s = now
        if late > self._limit_s:
            self._tell(late, samples)

    def close(self) -> None:
        """No more samples."""
        self._is_over = True
        self._thread.join()

    def _run(self) -> None:
        while not self._is_over:
            time.sleep(PAUSE_S)
            self._samples.append((time.perf_counter(), *self._seen()))

    def _seen(self) -> tuple[str, str]:
        """What everybody does; keeps no frame, because its painters would be painting still."""
        frames = sys._current_frames()
        mine = _stack(frames.pop(self._main, None))
        del frames[threading.get_ident()]
        return mine, " / ".join(sorted({_top(frame) for frame in frames.values()} - {""}))

    def _tell(self, late_s: float, samples: list[tuple[float, str, str]]) -> None:
        print(f"--- {late_s * 1000:.0f} ms, {len(samples)} samples")
        before = None
        for at, _, others in samples:
            if before is not None and at - before > 3 * PAUSE_S:
                print(f"    no sample for {(at - before) * 1000:.0f} ms; beside: {others}")
            before = at
        for stack, count in Counter(stack for _, stack, _ in samples).most_common(4):
            print(f"  {count:>4} x {stack}")
        for others, count in Counter(others for _, _, others in samples).most_common(2):
            print(f"    beside {count:>4} x {others}")


def _names(frame: FrameType | None) -> list[str]:
    names = []
    while frame is not None:
        code = frame.f_code
        names.append(f"{code.co_filename.rpartition('/')[2]}:{frame.f_lineno}:{code.co_name}")
        frame = frame.f_back
    return names


def _stack(frame: FrameType | None) -> str:
    return " < ".join(_names(frame)[:DEPTH])


def _top(frame: FrameType | None) -> str:
    """The innermost frame, and the innermost of our own."""
    top, own = frame, frame
    while own is not None and not any(part in own.f_code.co_filename for part in OWN):
        own = own.f_back
    if own is None or top is None:
        return ""
    names = (_names(top)[0], _names(own)[0])
    return " of ".join(dict.fromkeys(names))
