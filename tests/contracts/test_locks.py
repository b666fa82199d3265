"""The locks are exact, agree with each other and with the project file, and fit every promised platform."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from installer.check_locks import TARGETS
from installer.steps import locks
from installer.steps.console import SetupFailed

REPO = Path(__file__).resolve().parents[2]
PLATFORM_LOCKS = sorted(path for path in locks.LOCKS.glob("*.txt") if path != locks.TEST_TOOLS)
# Pins that are not the same everywhere: CUDA's runtime does not exist on a Mac, colours need help on Windows.
MAY_DIFFER = {"onnxruntime", "onnxruntime-gpu", "colorama"}


def _project() -> dict[str, object]:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert isinstance(project, dict)
    return project


def test_every_promised_platform_has_a_lock() -> None:
    assert {path.stem for path in PLATFORM_LOCKS} == set(TARGETS) == {"linux-x86_64", "macos-arm64", "windows-x86_64"}


@pytest.mark.parametrize("path", [*PLATFORM_LOCKS, locks.TEST_TOOLS], ids=lambda path: path.stem)
def test_lock_is_exact_sorted_and_free_of_repeats(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(lines, key=str.lower)
    assert len(locks.read_pins(path)) == len(lines)


@pytest.mark.parametrize("path", PLATFORM_LOCKS, ids=lambda path: path.stem)
def test_platforms_agree_on_versions(path: Path) -> None:
    reference, pins = locks.read_pins(PLATFORM_LOCKS[0]), locks.read_pins(path)
    differing = {name for name in reference | pins if reference.get(name) != pins.get(name)}
    assert differing <= MAY_DIFFER


@pytest.mark.parametrize("path", PLATFORM_LOCKS, ids=lambda path: path.stem)
def test_lock_has_one_owner_of_each_shared_folder(path: Path) -> None:
    pins = locks.read_pins(path)
    assert [len(row & set(pins)) for row in locks.SHARED_FOLDERS] == [1, 1]


@pytest.mark.parametrize("path", PLATFORM_LOCKS, ids=lambda path: path.stem)
def test_lock_holds_every_direct_dependency(path: Path) -> None:
    pins, markers = locks.read_pins(path), dict(TARGETS[path.stem].markers)
    needs = [Requirement(text) for text in _project()["dependencies"]]  # type: ignore[attr-defined]
    wanted = [need for need in needs if need.marker is None or need.marker.evaluate(markers)]
    assert len(wanted) >= len(needs) - 1
    for need in wanted:
        assert need.specifier.contains(pins[locks.normalised(need.name)]), need


@pytest.mark.parametrize("path", PLATFORM_LOCKS, ids=lambda path: path.stem)
def test_lock_keeps_off_broken_qt(path: Path) -> None:
    pins, allowed = locks.read_pins(path), SpecifierSet(">=6.8,<6.12,!=6.11.0,!=6.11.1")
    qt = {pins[name] for name in ("pyside6-essentials", "pyside6-addons", "shiboken6")}
    assert len(qt) == 1
    assert allowed.contains(qt.pop())


def test_test_tools_are_complete_and_apart() -> None:
    tools = locks.read_pins(locks.TEST_TOOLS)
    wanted = {locks.normalised(name) for name in _project()["optional-dependencies"]["test"]}  # type: ignore[index]
    assert wanted <= set(tools)
    assert not [path.stem for path in PLATFORM_LOCKS if set(locks.read_pins(path)) & set(tools)]


def test_a_range_in_a_lock_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lock.txt").write_text("numpy>=1.26\n")
    with pytest.raises(SetupFailed, match="not an exact version"):
        locks.read_pins(tmp_path / "lock.txt")


@pytest.mark.parametrize(
    ("system_name", "machine", "expected"),
    [
        ("linux", "x86_64", "linux-x86_64"),
        ("win32", "AMD64", "windows-x86_64"),
        ("darwin", "arm64", "macos-arm64"),
    ],
)
def test_platform_finds_its_lock(system_name: str, machine: str, expected: str) -> None:
    assert locks.lock_path(locks.platform_key(system_name, machine, True)).stem == expected


@pytest.mark.parametrize(
    ("system_name", "machine", "reason"),
    [
        ("linux", "aarch64", "mediapipe"),
        ("darwin", "x86_64", "PyTorch"),
        ("win32", "ARM64", "mediapipe"),
        ("freebsd14", "amd64", "never built"),
    ],
)
def test_platform_without_lock_is_told_why(system_name: str, machine: str, reason: str) -> None:
    with pytest.raises(SetupFailed, match=reason):
        locks.lock_path(locks.platform_key(system_name, machine, True))


def test_a_32_bit_python_is_refused() -> None:
    with pytest.raises(SetupFailed, match="32-bit"):
        locks.platform_key("win32", "AMD64", False)
