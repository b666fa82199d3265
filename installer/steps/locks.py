"""The locks: which exact packages belong on which platform, and what differs from them in an environment."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from installer.steps.console import SetupFailed

LOCKS = Path(__file__).resolve().parents[1] / "locks"
TEST_TOOLS = LOCKS / "test-tools.txt"

# Distributions that put their files into the same folder: with two of them the last one installed wins, and CUDA or a
# codec silently disappears. At most one of each row may be installed.
SHARED_FOLDERS: tuple[frozenset[str], ...] = (
    frozenset({"onnxruntime", "onnxruntime-gpu", "onnxruntime-directml", "onnxruntime-silicon"}),
    frozenset({"opencv-python", "opencv-contrib-python", "opencv-python-headless", "opencv-contrib-python-headless"}),
)

_NO_LOCK = {
    ("linux", "aarch64"): "mediapipe, which finds the faces, has no build for Linux on ARM",
    ("macos", "x86_64"): "PyTorch has had no build for Macs with an Intel processor since version 2.3",
    ("windows", "arm64"): "mediapipe and onnxruntime-gpu have no build for Windows on ARM",
}
_SYSTEMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}
_MACHINES = {"amd64": "x86_64", "x64": "x86_64", "arm64": "arm64", "aarch64": "aarch64"}


def platform_key(system: str, machine: str, is_64_bit: bool) -> tuple[str, str]:
    """System and processor as the locks name them.

    Args:
        system: `sys.platform`.
        machine: `platform.machine()`.
        is_64_bit: Whether this Python is a 64-bit build.

    Raises:
        SetupFailed: If this Python is a 32-bit build.
    """
    if not is_64_bit:
        raise SetupFailed(
            "this is a 32-bit Python, and the libraries exist for 64 bit only.", "Install a 64-bit Python."
        )
    return _SYSTEMS.get(system, system), _MACHINES.get(machine.lower(), machine.lower())


def lock_path(key: tuple[str, str]) -> Path:
    """The lock of a platform.

    Raises:
        SetupFailed: If there is none, with the reason.
    """
    path = LOCKS / f"{key[0]}-{key[1]}.txt"
    if path.is_file():
        return path
    reason = _NO_LOCK.get(key, "it was never built there")
    hint = "Supported are Linux x86-64, macOS on Apple silicon and Windows x86-64."
    if key == ("macos", "x86_64"):
        hint += " If this is an Apple silicon Mac, its Python is an Intel build: install a native one."
    raise SetupFailed(f"Avatar Studio cannot run on {key[0]} {key[1]}: {reason}.", hint)


def this_platform() -> tuple[str, str]:
    """The platform of the running Python."""
    import platform

    return platform_key(sys.platform, platform.machine(), sys.maxsize > 2**32)


def normalised(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(path: Path) -> dict[str, str]:
    """Normalised name -> version of every pin of a lock.

    Raises:
        SetupFailed: If a line is not an exact pin.
    """
    pins: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.split("#")[0].strip()
        if not text:
            continue
        name, equals, version = text.partition("==")
        if not equals or not version:
            raise SetupFailed(f"{path.name} has a line that is not an exact version: {text}.", "Restore the file.")
        pins[normalised(name)] = version
    return pins


def installed_versions(site_packages: Path) -> dict[str, str]:
    """Normalised name -> version of every distribution that is completely installed.

    pip writes INSTALLER after all of a distribution's files; one without it was interrupted and does not count.
    """
    return {
        name: version for name, version, folder in _distributions(site_packages) if (folder / "INSTALLER").is_file()
    }


def interrupted(site_packages: Path) -> list[Path]:
    """The metadata folders of distributions whose installation was interrupted."""
    return [folder for _, _, folder in _distributions(site_packages) if not (folder / "INSTALLER").is_file()]


def _distributions(site_packages: Path) -> Iterable[tuple[str, str, Path]]:
    for folder in sorted(site_packages.glob("*.dist-info")):
        name, _, version = folder.name.removesuffix(".dist-info").partition("-")
        yield normalised(name), version, folder


def missing_pins(pins: Mapping[str, str], installed: Mapping[str, str]) -> dict[str, str]:
    """The pins that an environment does not hold; a local build such as 2.13.0+cpu counts as 2.13.0."""
    return {name: version for name, version in pins.items() if installed.get(name, "").split("+")[0] != version}


def rivals(pins: Mapping[str, str], installed: Iterable[str]) -> set[str]:
    """Everything to uninstall because a foreign distribution shares a folder with a pinned one.

    Removing one of two owners deletes files of the other, so the pinned one goes too and is installed again.
    """
    present, doomed = set(installed), set[str]()
    for row in SHARED_FOLDERS:
        if (present & row) - set(pins):
            doomed |= present & row
    return doomed
