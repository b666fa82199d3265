"""Loading native libraries ahead of their import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_library_is_in_memory_and_the_package_not_yet_imported() -> None:
    code = """
import sys, threading
from studio.core.libraries import preload
def work():
    preload("cv2", "no_such_package")
    maps = open("/proc/self/maps").read() if sys.platform == "linux" else "cv2.abi3.so"
    print("cv2" in sys.modules, "cv2" in maps)
    import cv2
    print(cv2.__version__ > "4")
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""
    assert _python(code) == "False True\nTrue"


def test_the_main_thread_loads_nothing_ahead() -> None:
    code = """
import sys
from studio.core.libraries import preload
preload("cv2")
print("cv2" in (open("/proc/self/maps").read() if sys.platform == "linux" else ""))
"""
    assert _python(code) == "False"


def test_a_module_is_left_out_only_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.core.libraries import left_out

    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with left_out("colorsys", "sys"):
        import colorsys

        assert not hasattr(colorsys, "rgb_to_hsv")
    assert "colorsys" not in sys.modules
    import colorsys

    assert hasattr(colorsys, "rgb_to_hsv")
    assert hasattr(sys, "path"), "what was imported already stays as it is"
