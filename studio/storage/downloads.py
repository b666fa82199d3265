"""Downloading one file so that an interruption costs nothing and a wrong file is never taken.

Bytes go into `<name>.part`; beside it lies `<name>.part.json` with what the server said of the file. A download that
was cut goes on where it stopped, in this call or in a later one. The file appears under its name only when size and
hash are right.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from studio.core.errors import ModelError, NetworkError
from studio.core.files import write_atomic
from studio.core.jobs import CancelToken, Progress

CHUNK_BYTES = 256 * 1024
STALL_S = 20.0
"""A connection that gives nothing for so long counts as cut."""
MAX_VAIN_TRIES = 5
"""Tries in a row that bring no new byte before giving up."""
MAX_RESTARTS = 2
"""How often something that is not the file is thrown away before giving up."""
RETRY_PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0)
SPARE_BYTES = 64 << 20
"""Room that is left on the disk."""
_LOCAL = {"127.0.0.1", "localhost", "::1"}
_BUSY = {408, 425, 429, 500, 502, 503, 504}
_AGENT = "avatar-studio"


@dataclass(frozen=True, slots=True)
class Download:
    """What is downloaded, and what is known of it.

    Attributes:
        url: https, or http on this machine.
        target: Where it will lie.
        size_bytes: 0 if unknown.
        sha256: Empty if unknown.
        token: Sent to the server that `url` names and to no other.
    """

    url: str
    target: Path
    size_bytes: int = 0
    sha256: str = ""
    token: str = ""

    @property
    def part(self) -> Path:
        """The unfinished file."""
        return self.target.with_name(self.target.name + ".part")

    @property
    def note(self) -> Path:
        """What the server said of the unfinished file."""
        return self.target.with_name(self.target.name + ".part.json")


@dataclass(frozen=True, slots=True)
class _Note:
    url: str
    validator: str = ""
    total_bytes: int = 0


class _Again(Exception):  # noqa: N818 (not an error: the connection is tried again)
    """The connection was cut, or the server is busy."""


class _StartOver(_Again):
    """What is there is no beginning of what the server has; it was thrown away."""


def fetch(
    job: Download,
    cancel: CancelToken | None = None,
    stall_s: float = STALL_S,
    pauses_s: tuple[float, ...] = RETRY_PAUSES_S,
) -> Generator[Progress, None, Path]:
    """Download a file, going on from what is there of it.

    Args:
        job: What.
        cancel: Checked with each chunk and while waiting; the unfinished file stays, to go on from.
        stall_s: As `STALL_S`.
        pauses_s: Waits between tries that bring nothing.

    Returns:
        `job.target`.

    Raises:
        NetworkError: If the server cannot be reached, refuses, or does not have the file.
        ModelError: If what came is not the file, twice, or the disk is full.
        JobCancelled: If `cancel` was set.
    """
    _check_address(job.url)
    with told_disk_errors(job.target.name):
        return (yield from _fetched(job, cancel or CancelToken(), stall_s, pauses_s))


@contextlib.contextmanager
def told_disk_errors(name: str) -> Iterator[None]:
    """Whatever the disk refuses, in words.

    Raises:
        ModelError: In the place of an `OSError`.
    """
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "the disk refuses it").lower()
        hint = "Make room, or choose another models folder in the settings."
        raise ModelError(f"“{name}” cannot be written: {reason}.", hint, "model.disk") from error


def _fetched(
    job: Download, token: CancelToken, stall_s: float, pauses_s: tuple[float, ...]
) -> Generator[Progress, None, Path]:
    vain, restarts = 0, 0
    job.target.parent.mkdir(parents=True, exist_ok=True)
    yield Progress(None, f"asking for {job.target.name}")
    while True:
        before = _size(job.part)
        try:
            yield from _receive(job, token, stall_s)
        except _Again as cut:
            restarts += isinstance(cut, _StartOver)
            vain = vain + 1 if _size(job.part) <= before else 0
            if restarts >= MAX_RESTARTS:
                raise _not_the_file(job, str(cut)) from cut.__cause__
            if vain >= MAX_VAIN_TRIES:
                raise _unreachable(job, str(cut)) from cut.__cause__
            yield from _wait(pauses_s[min(vain, len(pauses_s) - 1)], token, job)
            continue
        problem = yield from _check(job, token)
        if not problem:
            break
        _forget(job)
        restarts += 1
        if restarts >= MAX_RESTARTS:
            raise _not_the_file(job, problem)
    os.replace(job.part, job.target)
    job.note.unlink(missing_ok=True)
    return job.target


def _not_the_file(job: Download, reason: str) -> ModelError:
    hint = "Try again later, or bring the file along from another machine. Nothing of it was kept."
    return ModelError(f"“{job.target.name}” arrived damaged: {reason}.", hint, "model.damaged")


def verify_file(path: Path, size_bytes: int, sha256: str, cancel: CancelToken) -> Generator[Progress, None, str]:
    """Read a file and compare it with what is known.

    Returns:
        What is wrong, for people; empty if nothing.

    Raises:
        JobCancelled: If `cancel` was set.
    """
    there = _size(path)
    if size_bytes and there != size_bytes:
        return f"it has {there:,} bytes instead of {size_bytes:,}"
    if not sha256:
        return ""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(4 * CHUNK_BYTES):
            cancel.check()
            digest.update(chunk)
            done += len(chunk)
            yield Progress(done / max(1, there), f"checking {path.name}")
    return "" if digest.hexdigest() == sha256 else "its content is not what it should be (SHA-256)"


def _check(job: Download, token: CancelToken) -> Generator[Progress, None, str]:
    expected = job.size_bytes or _read_note(job).total_bytes
    return (yield from verify_file(job.part, expected, job.sha256, token))


def _receive(job: Download, token: CancelToken, stall_s: float) -> Generator[Progress, None, None]:
    """One connection, from the first missing byte to the end of the file or of the line."""
    note, have = _read_note(job), _size(job.part)
    if job.size_bytes and have == job.size_bytes:
        return
    if have and (note.url != job.url or (job.size_bytes and have > job.size_bytes)):
        _forget(job)
        note, have = _Note(job.url), 0
    token.check()
    with _opened(job, note, have, stall_s) as answer:
        start = _start_of(answer, have)
        total = _total_of(answer, start)
        if note.total_bytes and total and start and total != note.total_bytes:
            _forget(job)
            raise _StartOver("the file on the server has changed")
        _need_room(job, max(job.size_bytes, total) - start)
        _write_note(job, _Note(job.url, _validator_of(answer), total))
        limit = job.size_bytes or total
        yield from _pour(answer, job, start, limit, token)
    if limit and _size(job.part) < limit:
        raise _Again("the connection was cut")


def _pour(
    answer: http.client.HTTPResponse, job: Download, start: int, limit: int, token: CancelToken
) -> Generator[Progress, None, None]:
    done, began = start, time.monotonic()
    with job.part.open("r+b" if start else "wb") as file:
        file.seek(start)
        file.truncate()
        while True:
            token.check()
            try:
                chunk = answer.read1(CHUNK_BYTES)
            except (OSError, http.client.HTTPException) as error:
                raise _Again("the connection was cut") from error
            if not chunk:
                break
            file.write(chunk)
            done += len(chunk)
            if limit and done > limit:  # more than announced: it cannot be the file; the check says so
                break
            yield _report(job, start, done, limit, began)
        file.flush()
        os.fsync(file.fileno())


def _report(job: Download, start: int, done: int, limit: int, began: float) -> Progress:
    elapsed = max(time.monotonic() - began, 1e-3)
    speed = (done - start) / elapsed
    text = f"{job.target.name}: {done / 2**20:.1f} MB"
    text += f" of {limit / 2**20:.1f}" if limit else ""
    eta = (limit - done) / speed if limit and speed > 0 else None
    return Progress(done / limit if limit else None, f"{text} · {speed / 2**20:.1f} MB/s", eta)


@contextlib.contextmanager
def _opened(job: Download, note: _Note, have: int, stall_s: float) -> Iterator[http.client.HTTPResponse]:
    request = urllib.request.Request(job.url, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"})
    if job.token:
        # Not sent along when the server points elsewhere: a file store must not learn the hub's token.
        request.add_unredirected_header("Authorization", f"Bearer {job.token}")
    if have:
        request.add_header("Range", f"bytes={have}-")
        if note.validator:
            request.add_header("If-Range", note.validator)
    try:
        answer = urllib.request.urlopen(request, timeout=stall_s)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 416:  # what is there is no beginning of that file
                _forget(job)
                raise _StartOver("the server has no such part of it") from error
            raise _refused(job, error.code) from error
    except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
        raise _Again(str(getattr(error, "reason", error)) or "no answer") from error
    with answer:
        yield answer


def _refused(job: Download, code: int) -> Exception:
    host = urlsplit(job.url).hostname or ""
    if code in _BUSY:
        return _Again(f"the server is busy ({code})")
    if code in (401, 403):
        message = f"{host} gives “{job.target.name}” only to those who have signed in and accepted its terms ({code})."
        hint = "Accept the terms on its page and put your access token into the settings, or bring the file along."
        return NetworkError(message, hint, "network.token")
    if code in (404, 410):
        hint = "Update the program, or bring the file along from another machine."
        return NetworkError(f"{host} does not have “{job.target.name}” any more ({code}).", hint, "network.missing")
    return NetworkError(f"{host} answered with {code}.", "Try again later.", "network.refused")


def _unreachable(job: Download, reason: str) -> NetworkError:
    have = _size(job.part)
    kept = f" {have / 2**20:.1f} MB are kept; the next try goes on from there." if have else ""
    message = f"“{job.target.name}” could not be downloaded from {urlsplit(job.url).hostname}: {reason}."
    return NetworkError(message, f"Check the connection and try again.{kept}", "network.unreachable")


def _wait(pause_s: float, token: CancelToken, job: Download) -> Generator[Progress, None, None]:
    end = time.monotonic() + pause_s
    while time.monotonic() < end:
        token.check()
        yield Progress(None, f"{job.target.name}: trying again")
        time.sleep(min(0.1, max(0.0, end - time.monotonic())))


def _start_of(answer: http.client.HTTPResponse, have: int) -> int:
    """The first byte that the answer brings; 0 where the server starts over."""
    if answer.status != 206:
        return 0
    text = answer.headers.get("Content-Range", "")
    first = text.removeprefix("bytes ").partition("-")[0]
    if not first.isdigit() or int(first) > have:
        return 0 if not have else _refuse_gap()
    return int(first)


def _refuse_gap() -> int:
    raise _Again("the server sent another part than the one asked for")


def _total_of(answer: http.client.HTTPResponse, start: int) -> int:
    """The file's size as the server says; 0 if it does not."""
    whole = answer.headers.get("Content-Range", "").rpartition("/")[2]
    if answer.status == 206 and whole.isdigit():
        return int(whole)
    length = answer.headers.get("Content-Length", "")
    return start + int(length) if length.isdigit() else 0


def _validator_of(answer: http.client.HTTPResponse) -> str:
    tag = str(answer.headers.get("ETag", ""))
    return tag if tag and not tag.startswith("W/") else str(answer.headers.get("Last-Modified", ""))


def _need_room(job: Download, missing_bytes: int) -> None:
    free = shutil.disk_usage(job.target.parent).free
    if missing_bytes + SPARE_BYTES > free:
        message = (
            f"“{job.target.name}” needs {missing_bytes / 2**20:,.0f} MB, but only {free / 2**20:,.0f} MB are free in "
            f"“{job.target.parent}”."
        )
        raise ModelError(message, "Make room, or choose another models folder in the settings.", "model.no_room")


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL):
        return
    raise NetworkError(f"“{url}” is not a safe address.", "Only https is used.", "network.address")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_note(job: Download) -> _Note:
    try:
        return _Note(**json.loads(job.note.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return _Note("")


def _write_note(job: Download, note: _Note) -> None:
    write_atomic(job.note, json.dumps(asdict(note)).encode())


def _forget(job: Download) -> None:
    job.part.unlink(missing_ok=True)
    job.note.unlink(missing_ok=True)
