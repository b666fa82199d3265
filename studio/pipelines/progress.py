"""Jobs made of jobs: the progress of a part as its share of the whole."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

from studio.core.jobs import Progress

Result = TypeVar("Result")


def part_of(job: Generator[Progress, None, Result], start: float, end: float) -> Generator[Progress, None, Result]:
    """Run a job as the part from `start` to `end` (0…1) of a larger one.

    Closing this closes the job.
    """
    try:
        while True:
            try:
                report = next(job)
            except StopIteration as done:
                result: Result = done.value
                return result
            fraction = None if report.fraction is None else start + (end - start) * report.fraction
            yield replace(report, fraction=fraction, eta_s=None)
    finally:
        job.close()
