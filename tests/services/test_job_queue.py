"""Order, outcomes, cancelling and pausing of jobs, with the real threads."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThread
from pytestqt.qtbot import QtBot

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Partial, Progress
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase, Work


@pytest.fixture
def queue(qapp: QCoreApplication) -> Iterator[JobQueue]:
    made = JobQueue(InferenceService())
    yield made
    assert made.close(), "a thread is left over"


def counting(steps: int, seen: list[Any] | None = None, pause_s: float = 0.0) -> Work:
    def work(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, Any]:
        for step in range(steps):
            token.check()
            time.sleep(pause_s)
            if seen is not None:
                seen.append((step, carried, threading.current_thread()))
            yield Progress(step / steps, f"step {step}")
            yield Partial(step)
        return steps

    return work


def spec(work: Work, lane: Lane = Lane.INFERENCE, title: str = "count", **more: Any) -> JobSpec:
    return JobSpec(title, (Phase(lane, work),), **more)


@pytest.mark.parametrize("lane", list(Lane))
def test_a_job_gives_pieces_a_result_and_one_outcome(queue: JobQueue, qtbot: QtBot, lane: Lane) -> None:
    pieces, results, outcomes = list[Any](), list[Any](), list[Outcome]()
    main = QThread.currentThread()

    def on_partial(value: Any) -> None:
        assert QThread.currentThread() is main
        pieces.append(value)

    queue.submit(spec(counting(4), lane), results.append, on_partial, outcomes.append)
    qtbot.waitUntil(lambda: bool(outcomes))
    qtbot.wait(30)
    assert (pieces, results) == ([0, 1, 2, 3], [4])
    assert [outcome.job.state for outcome in outcomes] == [JobState.DONE]
    assert outcomes[0].job.steps == 4


def test_work_does_not_run_in_the_windows_thread(queue: JobQueue, qtbot: QtBot) -> None:
    seen, ended = list[Any](), list[Outcome]()
    queue.submit(spec(counting(1, seen)), on_end=ended.append)
    queue.submit(spec(counting(1, seen), Lane.FILES), on_end=ended.append)
    qtbot.waitUntil(lambda: len(ended) == 2)
    threads = {thread for _, _, thread in seen}
    assert threading.current_thread() not in threads
    assert len(threads) == 2


def test_phases_hand_on_and_share_the_progress(queue: JobQueue, qtbot: QtBot) -> None:
    seen, ended, fractions = list[Any](), list[Outcome](), list[float]()
    phases = (Phase(Lane.INFERENCE, counting(3), 3.0), Phase(Lane.FILES, counting(2, seen, 0.06), 1.0))

    def note(job_id: str) -> None:
        info = queue.job(job_id)
        if info is not None and info.progress.fraction is not None:
            fractions.append(info.progress.fraction)

    queue.job_changed.connect(note)
    queue.submit(JobSpec("two", phases), on_end=ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert [carried for _, carried, _ in seen] == [3, 3]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert any(0.74 < fraction < 1.0 for fraction in fractions)
    assert ended[0].result == 2


def test_jobs_of_a_lane_run_in_order_and_can_be_moved(queue: JobQueue, qtbot: QtBot) -> None:
    done = list[str]()

    def named(name: str) -> Callable[[Outcome], None]:
        return lambda outcome: done.append(name)

    queue.submit(spec(counting(3, pause_s=0.02)), on_end=named("a"))
    queue.submit(spec(counting(1)), on_end=named("b"))
    last = queue.submit(spec(counting(1)), on_end=named("c"))
    queue.move(last, 1)
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == ["a", "c", "b"]


def test_an_error_is_an_outcome_and_the_next_job_runs(queue: JobQueue, qtbot: QtBot) -> None:
    def failing(token: CancelToken, carried: Any) -> Generator[Progress, None, None]:
        yield Progress(0.0, "about to fail")
        raise InputError("It cannot be read.", "Choose another.")

    def broken(token: CancelToken, carried: Any) -> Generator[Progress, None, None]:
        raise ZeroDivisionError
        yield

    outcomes, results = list[Outcome](), list[Any]()
    for work in (failing, broken, counting(1)):
        queue.submit(spec(work), results.append, on_end=outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 3)
    assert [outcome.job.state for outcome in outcomes] == [JobState.FAILED, JobState.FAILED, JobState.DONE]
    assert isinstance(outcomes[0].job.error, InputError)
    assert isinstance(outcomes[1].job.error, ZeroDivisionError)
    assert results == [1]


@pytest.mark.parametrize("lane", list(Lane))
def test_cancel_answers_within_a_second_even_in_a_step_that_cannot_stop(
    queue: JobQueue, qtbot: QtBot, lane: Lane
) -> None:
    release, began = threading.Event(), threading.Event()

    def stuck(token: CancelToken, carried: Any) -> Generator[Progress, None, str]:
        yield Progress(None, "loading a model")
        began.set()
        release.wait(20)
        yield Progress(0.5, "loaded")
        return "too late"

    outcomes, results = list[Outcome](), list[Any]()
    job = queue.submit(spec(stuck, lane), results.append, on_end=outcomes.append)
    qtbot.waitUntil(began.is_set)
    asked = time.monotonic()
    queue.cancel(job)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=1000)
    assert time.monotonic() - asked < 1.0
    assert outcomes[0].job.state is JobState.CANCELLED
    release.set()
    queue.submit(spec(counting(2), lane), results.append, on_end=outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 2)
    assert results == [2], "the worker is usable again and the late result was thrown away"


def test_a_queued_job_is_cancelled_at_once_and_never_runs(queue: JobQueue, qtbot: QtBot) -> None:
    seen, outcomes = list[Any](), list[Outcome]()
    first = queue.submit(spec(counting(50, pause_s=0.01)), on_end=outcomes.append)
    second = queue.submit(spec(counting(1, seen)), on_end=outcomes.append)
    queue.cancel(second)
    assert [outcome.job.id for outcome in outcomes] == [second]
    queue.cancel_all()
    qtbot.waitUntil(lambda: len(outcomes) == 2)
    assert outcomes[1].job.id == first
    assert not seen
    assert queue.active_count == 0


@pytest.mark.parametrize("lane", list(Lane))
def test_pause_rests_and_a_paused_job_can_be_cancelled(queue: JobQueue, qtbot: QtBot, lane: Lane) -> None:
    pieces, outcomes = list[Any](), list[Outcome]()
    job = queue.submit(spec(counting(200, pause_s=0.005), lane), None, pieces.append, outcomes.append)
    qtbot.waitUntil(lambda: len(pieces) > 2)
    queue.set_paused(True)
    qtbot.wait(150)
    at_rest = len(pieces)
    qtbot.wait(150)
    assert len(pieces) == at_rest
    queue.set_paused(False)
    qtbot.waitUntil(lambda: len(pieces) > at_rest)
    queue.set_paused(True)
    queue.cancel(job)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=1000)
    assert outcomes[0].job.state is JobState.CANCELLED
    queue.set_paused(False)


def test_quiet_jobs_give_way_to_shown_ones(queue: JobQueue, qtbot: QtBot) -> None:
    order = list[str]()
    queue.submit(
        spec(counting(60, pause_s=0.005), is_quiet=True), None, lambda _: order.append("quiet"), lambda _: None
    )
    qtbot.waitUntil(lambda: len(order) > 2)
    before = len(order)
    queue.submit(spec(counting(5, pause_s=0.005)), None, lambda _: order.append("shown"))
    qtbot.waitUntil(lambda: order.count("quiet") == 60)
    first = order.index("shown")
    assert order[first : first + 5] == ["shown"] * 5, "while it runs, the quiet one rests"
    assert first - before <= 3
    assert not queue.jobs(with_quiet=True)[1:], "quiet jobs leave no trace in the list"


def test_a_newer_job_replaces_the_older_one(queue: JobQueue, qtbot: QtBot) -> None:
    outcomes = list[Outcome]()
    for steps in (100, 1):
        queue.submit(spec(counting(steps, pause_s=0.01), replaces="thumbnails"), on_end=outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 2)
    assert {outcome.job.state for outcome in outcomes} == {JobState.CANCELLED, JobState.DONE}
    assert next(outcome.result for outcome in outcomes if outcome.job.state is JobState.DONE) == 1


def test_closing_stops_what_runs(qapp: QCoreApplication, qtbot: QtBot) -> None:
    queue, closed, pieces = JobQueue(InferenceService()), list[bool](), list[Any]()

    def endless(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, None]:
        try:
            while True:
                time.sleep(0.001)
                yield Partial(1)
        finally:
            closed.append(True)

    queue.submit(spec(endless), on_partial=pieces.append)
    qtbot.waitUntil(lambda: bool(pieces))
    assert queue.close()
    assert closed == [True]


def test_an_urgent_job_runs_while_everything_else_rests(queue: JobQueue, qtbot: QtBot) -> None:
    busy = [queue.submit(spec(counting(10_000, pause_s=0.002), Lane.FILES)) for _ in range(3)]
    qtbot.waitUntil(lambda: sum(info.state is JobState.RUNNING for info in queue.jobs()) == 2)
    queue.set_paused(True)
    done = list[Any]()
    queue.submit(spec(counting(3), Lane.FILES, is_urgent=True), done.append)
    qtbot.waitUntil(lambda: done == [3])
    waiting = queue.job(busy[2])
    assert waiting is not None
    assert waiting.state is JobState.QUEUED, "an urgent job takes nobody's place and gives none away"
    queue.cancel_all()
    qtbot.waitUntil(lambda: queue.active_count == 0)


@pytest.mark.parametrize("lane", list(Lane))
def test_a_mistake_in_a_callback_holds_up_nothing(queue: JobQueue, qtbot: QtBot, lane: Lane) -> None:
    outcomes, ended = list[Outcome](), list[Outcome]()
    queue.job_ended.connect(ended.append)

    def fail(_result: Any) -> None:
        raise RuntimeError("a callback is broken")

    with qtbot.captureExceptions() as caught:
        queue.submit(spec(counting(1), lane, title="first"), fail, on_end=outcomes.append)
        queue.submit(spec(counting(1), lane, title="second"), on_end=outcomes.append)
        qtbot.waitUntil(lambda: len(outcomes) == 2)
    assert [str(error) for _, error, _ in caught] == ["a callback is broken"]
    assert {outcome.job.spec.title for outcome in outcomes} == {"first", "second"}
    assert len(ended) == 2


@pytest.mark.parametrize("lane", list(Lane))
def test_work_that_cannot_even_begin_fails(queue: JobQueue, qtbot: QtBot, lane: Lane) -> None:
    outcomes = list[Outcome]()

    def broken(_token: CancelToken, _carried: Any) -> Generator[Progress | Partial, None, Any]:
        raise RuntimeError("no generator comes of this")

    queue.submit(spec(broken, lane), on_end=outcomes.append)
    queue.submit(spec(counting(1), lane), on_end=outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 2)
    assert {outcome.job.state for outcome in outcomes} == {JobState.FAILED, JobState.DONE}  # files go two at a time


@pytest.mark.parametrize("lane", list(Lane))
def test_an_ended_job_holds_on_to_nothing_that_it_worked_on(queue: JobQueue, qtbot: QtBot, lane: Lane) -> None:
    class Pixels:
        pass

    pixels = Pixels()
    watched = weakref.ref(pixels)

    def work(_token: CancelToken, _carried: Any, held: Pixels = pixels) -> Generator[Progress | Partial, None, Any]:
        yield Progress(None, "")
        return held

    outcomes = list[JobState]()
    queue.submit(spec(work, lane), on_end=lambda outcome: outcomes.append(outcome.job.state))
    del pixels, work
    qtbot.waitUntil(lambda: bool(outcomes))
    qtbot.waitUntil(lambda: gc.collect() >= 0 and watched() is None)
    assert len(queue.jobs()) == 1


def test_many_wishes_wait_as_one_call(qtbot: QtBot, qapp: QCoreApplication) -> None:
    service, gate, drawn = InferenceService(), threading.Event(), list[int]()
    calls = list[int]()
    turn = service._worker._turn
    service._worker._poked.disconnect()
    service._worker._poked.connect(lambda: calls.append(1), Qt.ConnectionType.DirectConnection)
    service.ask("canvas", lambda: gate.wait(5))
    for number in range(1000):
        service.ask("canvas", lambda number=number: drawn.append(number))
    assert calls == [1]
    gate.set()
    turn()
    assert drawn == [999]
    assert service.close()


def test_quiet_jobs_take_the_place_that_a_long_shown_one_leaves(queue: JobQueue, qtbot: QtBot) -> None:
    ended = list[str]()

    def note(outcome: Outcome) -> None:
        ended.append(outcome.job.spec.title)

    queue.submit(spec(counting(60, None, 0.02), Lane.FILES, title="download"), on_end=note)
    queue.submit(spec(counting(1), Lane.FILES, title="head", is_quiet=True), on_end=note)
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert ended == ["head", "download"]
