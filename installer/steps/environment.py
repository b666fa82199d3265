"""The project's own virtual environment: made, filled from the lock, mended after an interruption, and stamped."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.steps import locks
from installer.steps.console import say
from installer.steps.failures import explain

ROOT = Path(__file__).resolve().parents[2]
FORMAT = 1  # raise it when what an environment must hold changes without a change of the locks
STAMP_NAME = "avatar-studio.json"
TORCH = "torch"
NEEDED_GB = {"linux": 8.0, "macos": 4.0, "windows": 5.0}


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment's folder.

    Attributes:
        folder: The `.venv`, which need not exist yet.
        is_windows: Whether it is laid out as on Windows.
    """

    folder: Path
    is_windows: bool

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if self.is_windows else "bin/python")

    @property
    def stamp_path(self) -> Path:
        """The note that says what was completely installed."""
        return self.folder / STAMP_NAME

    def version(self) -> str:
        """Its Python version ("3.11"), or empty if it is none."""
        try:
            lines = (self.folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        except OSError:
            return ""
        settings = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
        full = settings.get("version") or settings.get("version_info", "")
        return ".".join(full.split(".")[:2])

    def site_packages(self) -> Path:
        """Where its packages lie."""
        return self.folder / ("Lib/site-packages" if self.is_windows else f"lib/python{self.version()}/site-packages")


def own_environment() -> Environment:
    """The `.venv` in the project's folder."""
    return Environment(ROOT / ".venv", os.name == "nt")


def lock_files(with_tests: bool) -> list[Path]:
    """The locks that this machine needs."""
    return [locks.lock_path(locks.this_platform()), *([locks.TEST_TOOLS] if with_tests else [])]


def wanted_stamp(environment: Environment, files: Sequence[Path]) -> dict[str, object]:
    """What the stamp says once `files` are completely installed in `environment`."""
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {"format": FORMAT, "python": environment.version(), "root": str(ROOT), "locks": digests}


def read_stamp(environment: Environment) -> dict[str, object]:
    """The stamp, or an empty one if there is none or it cannot be read."""
    try:
        stamp = json.loads(environment.stamp_path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_complete(stamp: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    """Whether the stamp covers what is wanted; it may cover more locks."""
    done, need = stamp.get("locks"), wanted["locks"]
    if not isinstance(done, dict) or not isinstance(need, dict):
        return False
    rest_agrees = all(stamp.get(key) == value for key, value in wanted.items() if key != "locks")
    return rest_agrees and all(done.get(name) == digest for name, digest in need.items())


def ensure(with_tests: bool) -> Environment:
    """The environment, set up if needed; costs two small file reads when it is.

    Raises:
        SetupFailed: If it cannot be set up.
    """
    environment, files = own_environment(), lock_files(with_tests)
    stamp = read_stamp(environment)
    if is_complete(stamp, wanted_stamp(environment, files)) and environment.python.is_file():
        return environment
    _set_up(environment, files, stamp)
    return environment


def _set_up(environment: Environment, files: Sequence[Path], old_stamp: Mapping[str, object]) -> None:
    environment.stamp_path.unlink(missing_ok=True)
    _make(environment)
    _mend(environment)
    pins = {name: version for path in files for name, version in locks.read_pins(path).items()}
    _remove_rivals(environment, pins)
    _install(environment, pins, files)
    _install_command(environment)
    stamp = wanted_stamp(environment, files)
    known = old_stamp.get("locks")
    if isinstance(known, dict) and isinstance(stamp["locks"], dict):
        stamp["locks"] = {**_still_true(known), **stamp["locks"]}
    _write_stamp(environment, stamp)
    say("Ready.")


def _still_true(known: Mapping[str, object]) -> dict[str, object]:
    """The entries of an older stamp whose lock has not changed since."""
    paths = {name: locks.LOCKS / name for name in known}
    return {
        name: digest
        for name, digest in known.items()
        if paths[name].is_file() and hashlib.sha256(paths[name].read_bytes()).hexdigest() == digest
    }


def _write_stamp(environment: Environment, stamp: Mapping[str, object]) -> None:
    part = environment.stamp_path.with_suffix(".part")
    part.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    os.replace(part, environment.stamp_path)


def _make(environment: Environment) -> None:
    if _works(environment):
        return
    is_foreign = environment.version() not in {"", "3.11", "3.12"}
    if is_foreign:
        _set_aside(environment)
    _check_disk(environment.folder.parent)
    say(f"Making a private Python environment in {environment.folder} (first start only).")
    command = [sys.executable, "-m", "venv", *(["--clear"] if environment.folder.exists() else [])]
    done = subprocess.run([*command, str(environment.folder)], capture_output=True, text=True, check=False)
    if done.returncode and "ensurepip" in done.stdout + done.stderr:
        from installer.steps import system

        system.install_venv_module()
        done = subprocess.run([*command, str(environment.folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise explain(done.stdout + done.stderr, environment.folder)


def _works(environment: Environment) -> bool:
    if environment.version() not in {"3.11", "3.12"} or not environment.python.is_file():
        return False
    try:
        asked = subprocess.run([str(environment.python), "-m", "pip", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


def _set_aside(environment: Environment) -> None:
    number = 1
    while (aside := environment.folder.with_name(f"{environment.folder.name}-old-{number}")).exists():
        number += 1
    say(f"{environment.folder.name} was made for Python {environment.version()}; it is kept as {aside.name}.")
    environment.folder.rename(aside)


def _check_disk(folder: Path) -> None:
    needed, free = NEEDED_GB[locks.this_platform()[0]], shutil.disk_usage(folder).free / 1e9
    if free < needed:
        say(f"Only {free:.1f} GB are free; up to {needed:.0f} GB may be needed. Going on.")


def _mend(environment: Environment) -> None:
    """Forget half-installed packages, which pip would take for complete ones."""
    for folder in locks.interrupted(environment.site_packages()):
        say(f"Mending an interrupted installation: {folder.name.removesuffix('.dist-info')}.")
        shutil.rmtree(folder)


def _remove_rivals(environment: Environment, pins: Mapping[str, str]) -> None:
    doomed = sorted(locks.rivals(pins, locks.installed_versions(environment.site_packages())))
    if doomed:
        say(f"Removing packages that overwrite each other's files: {', '.join(doomed)}.")
        _pip(environment, ["uninstall", "--yes", *doomed])


def _install(environment: Environment, pins: Mapping[str, str], files: Sequence[Path]) -> None:
    missing = locks.missing_pins(pins, locks.installed_versions(environment.site_packages()))
    if TORCH in missing:
        say("Step 1 of 2: PyTorch, built for this machine (0.2 GB, or 3 GB with CUDA).")
        limits = [argument for path in files for argument in ("--constraint", str(path))]
        _pip(environment, ["install", *limits, f"{TORCH}=={pins[TORCH]}"])
        missing = locks.missing_pins(pins, locks.installed_versions(environment.site_packages()))
    if missing:
        say(f"Step 2 of 2: packages in exact versions: {len(missing)} (up to 0.8 GB for all).")
        _pip(environment, ["install", "--no-deps", *(f"{name}=={version}" for name, version in missing.items())])


def _install_command(environment: Environment) -> None:
    """Put the `avatar-studio` command into the environment; it runs from this folder."""
    _pip(environment, ["install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


def _pip(environment: Environment, arguments: Sequence[str]) -> None:
    """Run pip; its progress goes to standard error, its complaints are kept to be explained.

    Raises:
        SetupFailed: If pip fails.
    """
    command = [str(environment.python), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    settings = {
        **os.environ,
        "PIP_NO_WARN_SCRIPT_LOCATION": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONWARNINGS": "ignore",
    }
    with subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=sys.stderr, stderr=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as process:
        assert process.stderr is not None
        complaints = []
        for line in process.stderr:
            complaints.append(line)
            sys.stderr.write(line)
    if process.returncode:
        raise explain("".join(complaints), environment.folder)
