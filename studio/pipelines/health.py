"""What is installed, what works, and what the machine really computes with."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from studio.core.folders import models_folder, resources_folder, settings_folder
from studio.core.jobs import Progress, ProgressClock
from studio.engines.devices import DeviceReport, report_devices
from studio.engines.registry import engine_names, make_engine


class Health(StrEnum):
    """How a part is."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report.

    Attributes:
        group: "program", "packages", "devices", "engines", "models", "resources", "window", "tools".
        name: What was looked at.
        health: OK; NOTE for what is optional; PROBLEM for what keeps the program from working.
        detail: What was found.
        hint: What to do about it; empty if nothing.
    """

    group: str
    name: str
    health: Health
    detail: str
    hint: str = ""


_PACKAGES = (
    "torch", "PySide6-Essentials", "PySide6-Addons", "diffusers", "transformers", "accelerate", "safetensors",
    "insightface", "mediapipe", "opencv-contrib-python-headless", "pillow", "appdirs", "scipy", "numpy",
    "scikit-image", "pydantic", "typer", "rich", "rectpack",
)  # fmt: skip
_ONE_OF = {
    "OpenCV": (
        "opencv-python", "opencv-contrib-python", "opencv-python-headless", "opencv-contrib-python-headless",
    ),
    "onnxruntime": ("onnxruntime", "onnxruntime-gpu"),
}  # fmt: skip
_REINSTALL = "Run the bootstrap again: python installer/bootstrap.py run"


def check_health() -> Generator[Progress, None, tuple[Finding, ...]]:
    """Look at everything; takes a few seconds, most of them for importing torch.

    Returns:
        The findings, in the order of a report.
    """
    steps = {
        "program": _program, "packages": _packages, "devices": _devices, "engines": _engines,
        "models": _models, "resources": _resources, "window": _window, "tools": _tools,
    }  # fmt: skip
    clock, findings = ProgressClock(len(steps)), list[Finding]()
    for index, (name, step) in enumerate(steps.items()):
        yield clock.at(index, f"looking at {name}")
        findings += step()
    return tuple(findings)


def _program() -> list[Finding]:
    from studio import __version__

    python = platform.python_version()
    fits = (3, 11) <= sys.version_info[:2] < (3, 13)
    hint = "" if fits else "Use Python 3.11 or 3.12."
    return [
        Finding("program", "avatar-studio", Health.OK, __version__),
        Finding("program", "Python", Health.OK if fits else Health.PROBLEM, python, hint),
        Finding("program", "system", Health.OK, platform.platform()),
        Finding("program", "settings folder", Health.OK, str(settings_folder())),
    ]


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _packages() -> list[Finding]:
    findings = []
    for package in _PACKAGES:
        version = _version(package)
        if version:
            findings.append(Finding("packages", package, Health.OK, version))
        else:
            findings.append(Finding("packages", package, Health.PROBLEM, "not installed", _REINSTALL))
    return findings + [_only_one(title, names) for title, names in _ONE_OF.items()] + _known_traps()


def _only_one(title: str, names: tuple[str, ...]) -> Finding:
    """Two distributions over one folder break each other without a word."""
    present = [f"{name} {_version(name)}" for name in names if _version(name)]
    if len(present) == 1:
        return Finding("packages", title, Health.OK, present[0])
    detail = f"installed more than once: {', '.join(present)}" if present else "not installed"
    return Finding("packages", title, Health.PROBLEM, detail, f"Uninstall all of them first. {_REINSTALL}")


def _known_traps() -> list[Finding]:
    """Version pairs that are known to crash or to lack a part."""
    findings = []
    if sys.version_info[:2] == (3, 11) and _version("PySide6-Essentials").startswith("6.12.0"):
        findings.append(Finding("packages", "PySide6", Health.PROBLEM, "6.12.0 crashes on Python 3.11", _REINSTALL))
    mediapipe_version = _version("mediapipe")
    if mediapipe_version and mediapipe_version != "0.10.21":
        detail = f"{mediapipe_version} has no face models in it; 0.10.21 is the last one that has"
        findings.append(Finding("packages", "mediapipe", Health.PROBLEM, detail, _REINSTALL))
    return findings


def _devices() -> list[Finding]:
    report = report_devices()
    findings = [Finding("devices", "processor", Health.OK, f"{report.processor}, {report.cores} cores")]
    findings += [Finding("devices", "library", Health.PROBLEM, note, _REINSTALL) for note in report.notes]
    return findings + _torch_findings(report) + _onnx_findings(report)


def _torch_findings(report: DeviceReport) -> list[Finding]:
    torch = report.torch
    if torch is None:
        return []
    memory = f", {torch.memory_bytes / 2**30:.0f} GB" if torch.memory_bytes else ""
    detail = f"{torch.version} computes on {torch.device} ({torch.device_name}{memory})"
    if torch.problem:
        return [Finding("devices", "torch", Health.NOTE, f"{detail}; {torch.problem}", _REINSTALL)]
    return [Finding("devices", "torch", Health.OK, detail)]


def _onnx_findings(report: DeviceReport) -> list[Finding]:
    onnx = report.onnx
    if onnx is None:
        return []
    used = ", ".join(name.removesuffix("ExecutionProvider") for name in onnx.used)
    idle = [name.removesuffix("ExecutionProvider") for name in onnx.built_in if name not in onnx.used]
    detail = f"{onnx.version} really uses {used}" + (f" (built with, but not used: {', '.join(idle)})" if idle else "")
    has_card = report.torch is not None and report.torch.device == "cuda"
    if has_card and "CUDAExecutionProvider" not in onnx.used:
        hint = "onnxruntime-gpu needs the CUDA and cuDNN versions it was built for."
        return [Finding("devices", "onnxruntime", Health.NOTE, f"{detail}; the card stays idle", hint)]
    return [Finding("devices", "onnxruntime", Health.OK, detail)]


def _engines() -> list[Finding]:
    findings = []
    for name in engine_names():
        try:
            info = make_engine(name).info
        except Exception as error:  # a broken engine is a finding, not the end of the report
            findings.append(Finding("engines", name, Health.PROBLEM, f"cannot be loaded: {error}", _REINSTALL))
        else:
            needs = "needs a download" if info.needs_download else "ready, no download"
            what = f"{info.title} ({info.summary})" if info.summary else info.title
            findings.append(Finding("engines", name, Health.OK, f"{what}: {needs}"))
    return findings


def _models() -> list[Finding]:
    from studio.vision.detect import installed_detectors

    folder = models_folder()
    present = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    findings = [Finding("models", "folder", Health.OK, f"{folder} ({_counted(len(present), 'file')})")]
    findings += [_optional_model(name, use) for name, use in _optional_models().items()]
    if any(finding.health is Health.NOTE for finding in findings):
        detail = "work without; to use one, put the file into the folder above"
        findings.append(Finding("models", "those that are not installed", Health.OK, detail))
    names = ", ".join(detector.name for detector in installed_detectors())
    return [*findings, Finding("models", "face detectors", Health.OK, f"in this order: {names}"), _recogniser()]


def _optional_models() -> dict[str, str]:
    """File name -> what it is good for."""
    from studio.vision import detect_anime, detect_yunet, landmarks, recognisers

    return {
        landmarks.TASK_FILE_NAME: "finer features, and how strongly the face moves already",
        detect_yunet.FILE_NAME: "finds faces that are small, far off or in old pictures",
        detect_anime.FILE_NAME: "finds faces of drawn characters",
        recognisers.REID_FILE_NAME: "measures how alike two pictures are: set --likeness, several pictures of one",
    }


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _optional_model(name: str, use: str) -> Finding:
    path = models_folder() / name
    if path.is_file():
        return Finding("models", name, Health.OK, f"installed, {path.stat().st_size / 2**20:.1f} MB ({use})")
    return Finding("models", name, Health.NOTE, f"not installed (optional: {use})")


def _recogniser() -> Finding:
    from studio.core.errors import StudioError
    from studio.models.identity import NO_RECOGNISER
    from studio.vision.recognisers import installed_recogniser

    try:
        found = installed_recogniser()
    except StudioError as error:
        return Finding("models", "recogniser", Health.PROBLEM, error.user_message, error.hint)
    if found is None:
        detail = f"{NO_RECOGNISER} (optional: likeness scores; the file above or an insightface pack)"
        return Finding("models", "recogniser", Health.NOTE, detail)
    return Finding("models", "recogniser", Health.OK, found.name)


def _resources() -> list[Finding]:
    folder = resources_folder()
    if not folder.is_dir():
        return [Finding("resources", "folder", Health.PROBLEM, f"{folder} is missing", _REINSTALL)]
    return [Finding("resources", "folder", Health.OK, str(folder)), _library(), _sample_picture()]


def _library() -> Finding:
    from studio.core.errors import StudioError

    try:
        from studio.pipelines.wardrobe import builtin_expressions

        count = len(builtin_expressions())
    except (StudioError, OSError, ImportError) as error:
        return Finding("resources", "expressions", Health.PROBLEM, str(error), _REINSTALL)
    return Finding("resources", "expressions", Health.OK, f"{count} ready-made")


def _sample_picture() -> Finding:
    path = sample_picture()
    if path is None:
        return Finding("resources", "sample picture", Health.PROBLEM, "not found in scikit-image", _REINSTALL)
    return Finding("resources", "sample picture", Health.OK, path.name)


def sample_picture() -> Path | None:
    """The public-domain portrait that travels with scikit-image; None if it is not there."""
    from importlib.util import find_spec

    spec = find_spec("skimage")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "data" / "astronaut.png"
    return path if path.is_file() else None


def _window() -> list[Finding]:
    """Qt is tried in a process of its own: a missing system library would end this one."""
    environment = dict(os.environ) | {"QT_QPA_PLATFORM": "offscreen"}
    code = "from PySide6 import QtCore, QtWidgets; QtWidgets.QApplication([]); print(QtCore.qVersion())"
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return [Finding("window", "Qt", Health.PROBLEM, str(error))]
    if done.returncode == 0:
        return [Finding("window", "Qt", Health.OK, f"{done.stdout.strip()} starts"), _display()]
    last = (done.stderr.strip().splitlines() or ["no message"])[-1]
    hint = "Install the system library that is named, or run the bootstrap again, which names all of them."
    return [Finding("window", "Qt", Health.PROBLEM, f"does not start: {last}", hint)]


def _tools() -> list[Finding]:
    """Godot is needed by the tests alone, so it is looked at only where somebody has named one."""
    named = os.environ.get("AVATAR_STUDIO_GODOT", "")
    if not named:
        return []
    if Path(named).is_file():
        return [Finding("tools", "Godot (for the tests)", Health.OK, named)]
    hint = "AVATAR_STUDIO_GODOT names it; exporting works without."
    return [Finding("tools", "Godot (for the tests)", Health.NOTE, f"{named} is not there", hint)]


def _display() -> Finding:
    has_display = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    detail = "there is one" if has_display else "none here; the command line does everything without one"
    return Finding("window", "display", Health.OK if has_display else Health.NOTE, detail)
