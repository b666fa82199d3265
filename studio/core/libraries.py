"""Loading large native libraries without stopping the rest of the program.

Python's import holds the interpreter's lock while the system loads and links a library, which takes 50 to 100 ms for
OpenCV and stops the window for as long. Asked for through `ctypes`, the lock is free meanwhile; the import that
follows finds the library in memory.
"""

from __future__ import annotations

import builtins
import ctypes
import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

_done: set[str] = set()
_LARGE_BYTES = 1 << 20


def preload(*packages: str) -> None:
    """Load the large native parts of packages that are about to be imported.

    Does nothing in the main thread, for packages that are imported already or missing, and on Windows, where the
    search for libraries depends on who asks.
    """
    if sys.platform == "win32" or threading.current_thread() is threading.main_thread():
        return
    for package in packages:
        if package in _done or package in sys.modules:
            continue
        _done.add(package)
        for library in _native_parts(package):
            try:
                ctypes.CDLL(str(library))
            except OSError:  # it wants something that only its package's own import brings along
                continue


def _native_parts(package: str) -> Iterator[Path]:
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or []) if spec is not None else []:
        for path in sorted(Path(place).rglob(f"*{EXTENSION_SUFFIXES[-1]}")):
            if path.stat().st_size >= _LARGE_BYTES:
                yield path


def import_plainly() -> None:
    """Import as Python does it, after Qt has been imported.

    Qt for Python puts a function of its own in the place of Python's, which reads the source of every module that is
    imported to see whether it speaks of PySide6: a fifth of the time of every import, and 20 MB of sources that stay in
    memory. It serves `from __feature__ import …` alone, which nobody here uses.
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


@contextmanager
def left_out(*modules: str) -> Iterator[None]:
    """While this lasts, importing these modules gives an empty one.

    For parts that a library imports without need: one of them starts a process to look for sound drivers.
    """
    added = [name for name in modules if name not in sys.modules]
    for name in added:
        spec = None if "." in name else find_spec(name)  # others may look for its files meanwhile
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__spec__ = spec
    try:
        yield
    finally:
        for name in added:
            sys.modules.pop(name, None)
