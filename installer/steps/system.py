"""System libraries that Qt needs on Linux: which are missing, what they are called, and how to get them."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from installer.steps.console import SetupFailed, say


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library and the packages that hold it.

    Attributes:
        soname: As the loader asks for it.
        apt, dnf, pacman: Package names in Debian's, Fedora's and Arch's families.
    """

    soname: str
    apt: str
    dnf: str
    pacman: str


OFFSCREEN: tuple[Library, ...] = (
    Library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
)
"""What Qt needs to draw without a screen."""

WINDOW: tuple[Library, ...] = (
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    Library("libpulse.so.0", "libpulse0", "pulseaudio-libs", "libpulse"),
)
"""What Qt needs besides to open a window and to play sound."""


class Manager(Enum):
    """A package manager: the program to look for, and how it installs."""

    APT = ("apt-get", "install -y --no-install-recommends")
    DNF = ("dnf", "install -y")
    PACMAN = ("pacman", "-S --needed --noconfirm")

    @property
    def program(self) -> str:
        """Its command."""
        return self.value[0]

    @property
    def attribute(self) -> str:
        """The field of `Library` with its package names."""
        return self.name.lower()


def loads(soname: str) -> bool:
    """Whether the system's loader finds a library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing(libraries: Iterable[Library], can_load: Callable[[str], bool] = loads) -> list[Library]:
    """The libraries that the loader does not find."""
    return [library for library in libraries if not can_load(library.soname)]


def packages(libraries: Iterable[Library], manager: Manager) -> list[str]:
    """The packages that hold the libraries, each once, in order."""
    return list(dict.fromkeys(str(getattr(library, manager.attribute)) for library in libraries))


def find_manager(which: Callable[[str], str | None] = shutil.which) -> Manager | None:
    """The system's package manager, if it is one that we know."""
    return next((manager for manager in Manager if which(manager.program)), None)


def install_command(names: Sequence[str], manager: Manager) -> list[str]:
    """The command that installs packages, without `sudo`."""
    return [manager.program, *manager.value[1].split(), *names]


def advice(libraries: Sequence[Library], manager: Manager | None) -> str:
    """The one command to type; all three where the system is unknown."""
    managers = [manager] if manager else list(Manager)
    return "\n".join(f"    sudo {' '.join(install_command(packages(libraries, one), one))}" for one in managers)


def prefix_for_root() -> list[str] | None:
    """What to put before a command so that it runs as root without a question; None if that is not allowed."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def ensure(libraries: Sequence[Library], purpose: str) -> None:
    """Have the libraries, installing what is missing where that is allowed.

    Args:
        libraries: What is needed.
        purpose: What for, for people ("the tests").

    Raises:
        SetupFailed: If some are missing and may not be installed, with the command to type.
    """
    if not sys.platform.startswith("linux"):
        return
    absent = missing(libraries)
    if not absent:
        return
    manager = find_manager()
    names = ", ".join(library.soname for library in absent)
    say(f"System libraries that {purpose} needs are missing: {names}.")
    if manager is Manager.APT and _apt_install(packages(absent, manager)):
        absent = missing(libraries)
    if absent:
        names = ", ".join(library.soname for library in absent)
        raise SetupFailed(
            f"{purpose} needs system libraries that are missing: {names}.",
            f"Install them, then type the same command again:\n{advice(absent, manager)}",
        )


def install_venv_module() -> None:
    """Install what Debian leaves out of its Python, where that is allowed; venv itself tells when it still lacks."""
    if find_manager() is Manager.APT:
        _apt_install([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])


def _apt_install(names: Sequence[str]) -> bool:
    prefix = prefix_for_root()
    if prefix is None:
        return False
    say(f"Installing with apt-get: {' '.join(names)}.")
    settings: Mapping[str, str] = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, *install_command(names, Manager.APT)]
    # The package lists of a fresh machine or container are empty or old: a first failure is answered by fetching them.
    for command in (install, [*prefix, "apt-get", "update", "-q"], install):
        done = subprocess.run(command, env=settings, stdout=sys.stderr, check=False)
        if command is install and done.returncode == 0:
            return True
    return False
