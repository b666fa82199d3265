"""What reading and writing projects does in the lane of files."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.folders import cache_folder
from studio.core.jobs import CancelToken, Partial, Progress
from studio.engines.registry import DEFAULT_ENGINE
from studio.services.jobs import JobSpec, Lane, Phase, Work
from studio.storage.project_file import OpenProject, pack_project, read_project, write_project

BACKUP_SUFFIX = ".bak"
SAMPLE_NAME = "sample-{version}-{engine}.avatar"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a file from a later version of it."""

    time_ns: int
    size_bytes: int


@dataclass(frozen=True, slots=True, eq=False)
class OnDisk:
    """A file as this program last saw it."""

    stamp: Stamp
    content: OpenProject


@dataclass(frozen=True, slots=True, eq=False)
class Saved:
    """How saving went; `seen` is None where somebody else's changes are in the way."""

    seen: OnDisk | None


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None if it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Stamp(found.st_mtime_ns, found.st_size)


def saving(path: Path, content: OpenProject, seen: OnDisk | None, title: str) -> JobSpec:
    """Write a project.

    Args:
        path: Where to.
        content: What.
        seen: The file as it should be; None to write whatever is there.
        title: Of the job.
    """

    def work(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, Saved]:
        yield Progress(None, "")
        if seen is not None and _is_somebody_elses(path, seen):
            return Saved(None)
        write_project(path, content)
        stamp = stamp_of(path)
        return Saved(OnDisk(stamp or Stamp(0, 0), content))

    return JobSpec(title, (Phase(Lane.FILES, work),), "save", is_quiet=True, is_urgent=True)


def opening(path: Path, title: str) -> JobSpec:
    """Read a project."""

    def work(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, OnDisk]:
        yield Progress(None, "")
        stamp = stamp_of(path)  # before reading: a change in between is noticed when saving
        return OnDisk(stamp or Stamp(0, 0), read_project(path))

    return JobSpec(title, (Phase(Lane.FILES, work),), "open", is_quiet=True, is_urgent=True, replaces="open")


def making_sample(title: str) -> JobSpec:
    """Make the sample project, or read it where it was made before."""
    from studio import __version__

    place = cache_folder() / "sample" / SAMPLE_NAME.format(version=__version__, engine=DEFAULT_ENGINE)

    def read(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, OpenProject | None]:
        yield Progress(None, "")
        try:
            content = read_project(place)
        except StudioError:
            return None
        from studio.pipelines.sample_project import is_finished

        return content if is_finished(content.project) else None

    def make(token: CancelToken, carried: OpenProject | None) -> Generator[Progress | Partial, None, Any]:
        if carried is not None:
            return carried, True
        from studio.pipelines.sample_project import sample_project

        return (yield from sample_project(token)), False

    def keep(token: CancelToken, carried: tuple[OpenProject, bool]) -> Generator[Progress | Partial, None, OpenProject]:
        yield Progress(None, "")
        content, is_kept = carried
        if not is_kept:
            with suppress(StudioError, OSError):  # the next time takes as long; that is all
                for old in place.parent.glob("sample-*"):  # of other versions of the program
                    old.unlink(missing_ok=True)
                write_project(place, content)
        return content

    phases = (_files(read, 0.02), Phase(Lane.INFERENCE, make), _files(keep, 0.05))
    return JobSpec(title, phases, "sample", replaces="open", is_urgent=True)


def _files(work: Work, share: float) -> Phase:
    return Phase(Lane.FILES, work, share)


def _is_somebody_elses(path: Path, seen: OnDisk) -> bool:
    """Whether the file holds something else than this program last saw; a mere new date does not count."""
    now = stamp_of(path)
    if now is None or now == seen.stamp:
        return False
    try:
        return path.read_bytes() != pack_project(seen.content)
    except (OSError, StudioError):
        return True


def next_version(path: Path) -> Path:
    """`name_v02.avatar` after `name.avatar` or `name_v01.avatar`: the first that is free."""
    match = re.fullmatch(r"(.*)_v(\d+)", path.stem)
    base, digits = (match[1], match[2]) if match else (path.stem, "01")
    number, width = int(digits), max(2, len(digits))
    while True:
        number += 1
        wanted = path.with_name(f"{base}_v{number:0{width}d}{path.suffix}")
        if not wanted.exists():
            return wanted


def backup_of(path: Path) -> Path | None:
    """The version before the last save; None if there is none."""
    place = path.with_name(path.name + BACKUP_SUFFIX)
    return place if not path.name.endswith(BACKUP_SUFFIX) and place.is_file() else None
