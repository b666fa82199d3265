"""Check every lock against the package index: does each pin have a wheel there, and is every need of it met?

A maintainer's tool, run by hand when a lock changes: `python -m installer.check_locks [lock names…]` in the
project's folder and environment. It asks pip for metadata and installs nothing. Exit code 1 if anything is missing.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from installer.steps.locks import LOCKS, TEST_TOOLS, normalised, read_pins

PYTHONS = ("3.11", "3.12")

# Needs that are left out on purpose: jax is not needed for face landmarks, and the plain OpenCV and onnxruntime
# packages would overwrite the files of the ones that the lock installs.
LEFT_OUT = frozenset({"jax", "jaxlib", "opencv-python", "opencv-contrib-python", "onnxruntime"})
# Needs whose bound is too strict: the pinned version was tried and works.
TOLERATED = frozenset({("unityparser", "pyyaml")})
# Published as plain Python source alone, which pip builds anywhere.
SOURCE_ONLY = frozenset({"rectpack"})
# Installed first, together with whatever it asks for.
WITH_OWN_NEEDS = "torch"


@dataclass(frozen=True, slots=True)
class Target:
    """A platform as pip and environment markers name it.

    Attributes:
        tags: Wheel platform tags that such a machine accepts.
        markers: Values of the environment markers.
    """

    tags: tuple[str, ...]
    markers: Mapping[str, str]


def _markers(system: str, platform: str, name: str, machine: str) -> dict[str, str]:
    return {"platform_system": system, "sys_platform": platform, "os_name": name, "platform_machine": machine}


def _manylinux(machine: str) -> tuple[str, ...]:
    # Debian 12, Ubuntu 22.04 and everything younger have at least glibc 2.35.
    named = tuple(f"manylinux{year}_{machine}" for year in ("2014", "2010", "1"))
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(35, 4, -1)), *named, f"linux_{machine}")


TARGETS: Mapping[str, Target] = {
    "linux-x86_64": Target(_manylinux("x86_64"), _markers("Linux", "linux", "posix", "x86_64")),
    "macos-arm64": Target(("macosx_14_0_arm64",), _markers("Darwin", "darwin", "posix", "arm64")),
    "windows-x86_64": Target(("win_amd64",), _markers("Windows", "win32", "nt", "AMD64")),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found for one lock and one Python version.

    Attributes:
        pins: How many pins the lock has.
        missing: Pins without a usable wheel.
        unmet: Needs that no pin meets, in words.
    """

    pins: int
    missing: tuple[str, ...]
    unmet: tuple[str, ...]


def resolve(pins: Mapping[str, str], target: Target, python: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Ask pip which wheel each pin would install.

    Returns:
        The metadata of the wheels found, and the pins that have none.
    """
    wanted = {name: version for name, version in pins.items() if name not in SOURCE_ONLY}
    missing: list[str] = []
    while True:
        code, found, error = _pip_report(wanted, target, python)
        if code == 0:
            return found, missing
        hit = re.search(r"No matching distribution found for ([A-Za-z0-9._-]+)==", error)
        if hit is None or normalised(hit[1]) not in wanted:
            sys.exit(f"pip could not be asked:\n{error}")
        name = normalised(hit[1])
        missing.append(f"{name}=={wanted.pop(name)}")


def _pip_report(pins: Mapping[str, str], target: Target, python: str) -> tuple[int, list[dict[str, Any]], str]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps", "--ignore-installed"]
        command += ["--only-binary=:all:", "--target", str(Path(folder, "t")), "--report", str(report)]
        command += ["--python-version", python, *(f"--platform={tag}" for tag in target.tags)]
        done = subprocess.run(
            [*command, *(f"{n}=={v}" for n, v in pins.items())], capture_output=True, text=True, check=False
        )
        if done.returncode:
            return done.returncode, [], done.stderr
        return 0, [item["metadata"] for item in json.loads(report.read_text(encoding="utf-8"))["install"]], ""


def unmet_needs(
    metadata: Sequence[Mapping[str, Any]], pins: Mapping[str, str], target: Target, python: str
) -> Iterator[str]:
    """The needs of the wheels that the lock neither meets nor leaves out on purpose."""
    environment = {**target.markers, "python_version": python, "python_full_version": f"{python}.9", "extra": ""}
    environment |= {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    for item in metadata:
        owner = normalised(item["name"])
        for need in map(Requirement, item.get("requires_dist", [])):
            name = normalised(need.name)
            applies = need.marker is None or need.marker.evaluate(environment)
            if not applies or (owner, name) in TOLERATED:
                continue
            if name not in pins and name not in LEFT_OUT and owner != WITH_OWN_NEEDS:
                yield f"{owner} wants {need}, which is not in the lock"
            elif name in pins and not need.specifier.contains(pins[name], prereleases=True):
                yield f"{owner} wants {need}, the lock has {pins[name]}"


def check(lock: str, python: str) -> Outcome:
    """Check one lock for one Python version."""
    pins, target = {**read_pins(LOCKS / f"{lock}.txt"), **read_pins(TEST_TOOLS)}, TARGETS[lock]
    found, missing = resolve(pins, target, python)
    return Outcome(len(pins), tuple(missing), tuple(unmet_needs(found, pins, target, python)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of all locks; 0 if nothing is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("locks", nargs="*", choices=[[], *TARGETS], help="default: all")
    names = parser.parse_args(arguments).locks or list(TARGETS)
    failed = False
    print(f"{'lock':<16} {'python':<7} {'pins':>5} {'wheels':>7} {'unmet':>6}")
    for name in names:
        for python in PYTHONS:
            outcome = check(name, python)
            wheels = outcome.pins - len(outcome.missing)
            print(f"{name:<16} {python:<7} {outcome.pins:>5} {wheels:>7} {len(outcome.unmet):>6}", flush=True)
            for line in (*(f"no wheel: {pin}" for pin in outcome.missing), *outcome.unmet):
                failed = True
                print(f"    {line}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
