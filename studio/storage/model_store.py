"""The models folder: what is installed, downloading, checking, bringing along, removing."""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Generator, Sequence
from pathlib import Path, PurePosixPath

from studio.core.errors import InputError, ModelError
from studio.core.folders import models_folder
from studio.core.jobs import CancelToken, Progress
from studio.models.model_catalogue import ModelEntry, ModelFile, ModelState, ModelStatus
from studio.storage.downloads import CHUNK_BYTES, Download, fetch, told_disk_errors, verify_file

MODEL_SUFFIXES = (".onnx", ".param", ".bin", ".task", ".tflite", ".safetensors", ".json", ".txt", ".npz")
"""What is taken out of an archive; anything else in it stays behind."""
MAX_UNPACKED_BYTES = 8 << 30


def status_of(entry: ModelEntry, folder: Path | None = None) -> ModelStatus:
    """What is there of a model; looks at names and sizes, not into the files."""
    root, there, states = folder or models_folder(), 0, set[ModelState]()
    problem = ""
    for file in entry.files:
        target, part = root / file.path, _download(file, root).part
        if file.is_archive:
            found = sorted(target.glob("*.onnx")) if target.is_dir() else []
            size = sum(one.stat().st_size for one in found)
            state = ModelState.INSTALLED if found else ModelState.MISSING
        elif target.is_file():
            size, state = target.stat().st_size, ModelState.INSTALLED
            if file.size_bytes and size != file.size_bytes:
                state, problem = (
                    ModelState.DAMAGED,
                    f"“{target.name}” has {size:,} bytes instead of {file.size_bytes:,}",
                )
        else:
            size, state = 0, ModelState.MISSING
        if state is ModelState.MISSING and part.is_file():
            size, state = part.stat().st_size, ModelState.PARTIAL
        there += size
        states.add(state)
    return ModelStatus(entry, _overall(states), there, problem)


def _overall(states: set[ModelState]) -> ModelState:
    if len(states) == 1:
        return states.pop()
    return ModelState.DAMAGED if ModelState.DAMAGED in states else ModelState.PARTIAL


def free_bytes(folder: Path | None = None) -> int:
    """Room on the disk of the models folder, which need not exist yet."""
    place = folder or models_folder()
    while not place.exists() and place != place.parent:
        place = place.parent
    return shutil.disk_usage(place).free


def install(
    entry: ModelEntry, folder: Path | None = None, token: str = "", cancel: CancelToken | None = None
) -> Generator[Progress, None, ModelStatus]:
    """Download what is missing of a model.

    Raises:
        ModelError, NetworkError: If it cannot be had; what came so far is kept.
        JobCancelled: If `cancel` was set; what came so far is kept.
    """
    root, stop = folder or models_folder(), cancel or CancelToken()
    if not entry.can_be_downloaded:
        hint = "Get it from its makers and import the file."
        raise ModelError(f"“{entry.title}” cannot be downloaded from here.", hint, "model.no_address")
    for file in entry.files:
        target = root / file.path
        if _is_there(file, target):
            continue
        got = yield from fetch(_download(file, root, token), stop)
        if file.is_archive:
            with told_disk_errors(target.name):
                yield from _unpack(got, target, stop)
                got.unlink()
    return status_of(entry, root)


def verify(
    entry: ModelEntry, folder: Path | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, ModelStatus]:
    """Read the installed files and compare them with the catalogue's hashes.

    Raises:
        JobCancelled: If `cancel` was set.
    """
    root, stop, status = folder or models_folder(), cancel or CancelToken(), status_of(entry, folder)
    if status.state is not ModelState.INSTALLED:
        return status
    for file in entry.files:
        if file.is_archive:
            continue
        problem = yield from verify_file(root / file.path, file.size_bytes, file.sha256, stop)
        if problem:
            text = f"“{PurePosixPath(file.path).name}” is damaged: {problem}"
            return ModelStatus(entry, ModelState.DAMAGED, status.bytes_there, text)
    return status


def bring_along(
    path: Path, entries: Sequence[ModelEntry], folder: Path | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, ModelEntry]:
    """Install a model from a file that is already on this machine (offline import).

    The file is known by its hash, else by its name. It is copied, never moved.

    Args:
        path: A model file, or the zip of a pack.
        entries: The catalogue.
        folder: The models folder.
        cancel: Nothing is left then.

    Returns:
        The model that it belongs to.

    Raises:
        InputError: If the file belongs to no model, or is damaged.
        JobCancelled: If `cancel` was set.
    """
    root, stop = folder or models_folder(), cancel or CancelToken()
    if not path.is_file():
        raise InputError(f"There is no file “{path}”.", "Check the path.", "model.missing_file")
    digest = yield from _digest(path, stop)
    entry, file = _belongs_to(path, digest, entries)
    with told_disk_errors(path.name):
        yield from _taken_in(path, root / file.path, file.is_archive, stop)
    return entry


def _taken_in(path: Path, target: Path, is_archive: bool, stop: CancelToken) -> Generator[Progress, None, None]:
    if is_archive:
        yield from _unpack(path, target, stop)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.import")
    try:
        with path.open("rb") as source, part.open("wb") as sink:
            while chunk := source.read(4 * CHUNK_BYTES):
                stop.check()
                sink.write(chunk)
                yield Progress(sink.tell() / max(1, path.stat().st_size), f"copying {target.name}")
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def remove(entry: ModelEntry, folder: Path | None = None) -> None:
    """Delete a model's files, unfinished downloads included; other files stay."""
    root = folder or models_folder()
    for file in entry.files:
        target, job = root / file.path, _download(file, root)
        for path in (target if not file.is_archive else None, job.part, job.note):
            if path is not None:
                path.unlink(missing_ok=True)
        if file.is_archive and target.is_dir():
            for path in target.iterdir():
                if path.is_file() and path.suffix in MODEL_SUFFIXES:
                    path.unlink()
            if not any(target.iterdir()):
                target.rmdir()


def _download(file: ModelFile, root: Path, token: str = "") -> Download:
    target = root / file.path
    if file.is_archive:
        target = target.with_name(target.name + ".zip")
    return Download(file.url, target, file.size_bytes, file.sha256, token)


def _is_there(file: ModelFile, target: Path) -> bool:
    if file.is_archive:
        return target.is_dir() and any(target.glob("*.onnx"))
    return target.is_file() and (not file.size_bytes or target.stat().st_size == file.size_bytes)


def _digest(path: Path, cancel: CancelToken) -> Generator[Progress, None, str]:
    import hashlib

    digest, size = hashlib.sha256(), max(1, path.stat().st_size)
    with path.open("rb") as file:
        while chunk := file.read(4 * CHUNK_BYTES):
            cancel.check()
            digest.update(chunk)
            yield Progress(file.tell() / size, f"looking at {path.name}")
    return digest.hexdigest()


def _belongs_to(path: Path, digest: str, entries: Sequence[ModelEntry]) -> tuple[ModelEntry, ModelFile]:
    pairs = [(entry, file) for entry in entries for file in entry.files]
    for entry, file in pairs:
        if file.sha256 and file.sha256 == digest:
            return entry, file
    named = [(entry, file) for entry, file in pairs if _file_name(file).casefold() == path.name.casefold()]
    open_ones = [(entry, file) for entry, file in named if not file.sha256]
    if open_ones:  # several parts of models are called config.json: the folder that they come from tells
        same_folder = (pair for pair in open_ones if PurePosixPath(pair[1].path).parent.name == path.parent.name)
        return next(same_folder, open_ones[0])
    if named:
        message = f"“{path.name}” has the name of “{named[0][0].title}”, but not its content."
        raise InputError(message, "The file is damaged or another version; get it again.", "model.wrong_file")
    known = ", ".join(sorted(PurePosixPath(file.path).name for _, file in pairs))
    raise InputError(f"“{path.name}” belongs to no model that is known here.", f"Known are: {known}.", "model.unknown")


def _file_name(file: ModelFile) -> str:
    return PurePosixPath(file.path).name + (".zip" if file.is_archive else "")


def _unpack(archive: Path, target: Path, cancel: CancelToken) -> Generator[Progress, None, None]:
    """Put the models of a zip into a folder, flat: packs differ in how deep they nest."""
    target.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(archive) as content:
            wanted = [one for one in content.infolist() if _is_model(one)]
            if not any(one.filename.endswith(".onnx") for one in wanted):
                raise _no_pack(archive, "it holds no networks")
            if sum(one.file_size for one in wanted) > MAX_UNPACKED_BYTES:
                raise _no_pack(archive, "it would unpack to more than any pack has")
            for index, one in enumerate(wanted):
                yield Progress(index / len(wanted), f"unpacking {PurePosixPath(one.filename).name}")
                yield from _unpack_one(content, one, target / PurePosixPath(one.filename).name, cancel)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _no_pack(archive, "it is cut off, locked or no zip file") from error


def _unpack_one(
    content: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, cancel: CancelToken
) -> Generator[Progress, None, None]:
    part = path.with_name(f".{path.name}.import")
    try:
        with content.open(member) as source, part.open("wb") as sink:
            while chunk := source.read(4 * CHUNK_BYTES):
                cancel.check()
                sink.write(chunk)
                yield Progress(None, f"unpacking {path.name}")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _is_model(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename).name
    return not member.is_dir() and not name.startswith(".") and PurePosixPath(name).suffix in MODEL_SUFFIXES


def _no_pack(archive: Path, reason: str) -> InputError:
    return InputError(f"“{archive.name}” is not a pack of models: {reason}.", "Get it again.", "model.not_a_pack")
