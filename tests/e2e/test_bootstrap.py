"""The two commands of the README: what they decide, and what they do to a real environment."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from installer.steps import environment, launch, locks, system
from installer.steps.console import SetupFailed
from installer.steps.environment import Environment
from installer.steps.failures import explain

REPO = Path(__file__).resolve().parents[2]
BOOTSTRAP = REPO / "installer" / "bootstrap.py"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_script", BOOTSTRAP)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# What differs


def test_local_build_counts_as_its_version() -> None:
    pins = {"torch": "2.13.0", "numpy": "1.26.4", "scipy": "1.17.1"}
    assert locks.missing_pins(pins, {"torch": "2.13.0+cpu", "numpy": "2.0.0"}) == {"numpy": "1.26.4", "scipy": "1.17.1"}


def test_foreign_owner_takes_the_pinned_one_with_it() -> None:
    pins = {"onnxruntime-gpu": "1", "opencv-contrib-python-headless": "1"}
    assert locks.rivals(pins, ["onnxruntime-gpu", "onnxruntime", "numpy"]) == {"onnxruntime-gpu", "onnxruntime"}
    assert locks.rivals(pins, ["onnxruntime-gpu", "opencv-contrib-python-headless"]) == set()


# The stamp


@pytest.fixture
def stamped(tmp_path: Path) -> tuple[Environment, list[Path]]:
    """An environment's folder and its lock, as they are after a complete set-up."""
    own = Environment(tmp_path / ".venv", False)
    own.folder.mkdir()
    (own.folder / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.11.7\n")
    files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for path in files:
        path.write_text("numpy==1.26.4\n")
    own.stamp_path.write_text(json.dumps(environment.wanted_stamp(own, files)))
    return own, files


def test_stamp_covers_what_was_installed_and_less(stamped: tuple[Environment, list[Path]]) -> None:
    own, files = stamped
    stamp = environment.read_stamp(own)
    assert environment.is_complete(stamp, environment.wanted_stamp(own, files))
    assert environment.is_complete(stamp, environment.wanted_stamp(own, files[:1]))


def test_changed_lock_asks_for_an_installation(stamped: tuple[Environment, list[Path]]) -> None:
    own, files = stamped
    files[1].write_text("numpy==1.26.3\n")
    stamp = environment.read_stamp(own)
    assert not environment.is_complete(stamp, environment.wanted_stamp(own, files))
    assert environment.is_complete(stamp, environment.wanted_stamp(own, files[:1]))


def test_other_python_or_folder_asks_for_an_installation(
    stamped: tuple[Environment, list[Path]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own, files = stamped
    stamp = environment.read_stamp(own)
    monkeypatch.setattr(environment, "ROOT", tmp_path / "moved")
    assert not environment.is_complete(stamp, environment.wanted_stamp(own, files))
    monkeypatch.undo()
    (own.folder / "pyvenv.cfg").write_text("version = 3.12.1\n")
    assert not environment.is_complete(stamp, environment.wanted_stamp(own, files))


@pytest.mark.parametrize("content", ["", "{", "[]", '{"locks": 3}', "\x00"])
def test_damaged_stamp_is_no_stamp(stamped: tuple[Environment, list[Path]], content: str) -> None:
    own, files = stamped
    own.stamp_path.write_text(content)
    assert not environment.is_complete(environment.read_stamp(own), environment.wanted_stamp(own, files))


# A real environment, filled by the real pip from wheels made here

NAMES = {"torch": "2.13.0", "tiny-part": "1.5"}


def _write_wheel(folder: Path, name: str, version: str) -> None:
    stem = f"{name.replace('-', '_')}-{version}"
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name.replace('-', '_')}.py", f"version = {version!r}\n")
        wheel.writestr(f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(
            f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{stem}.dist-info/RECORD", "")


@pytest.fixture(scope="module")
def real_environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An empty environment with pip, in a folder whose name has a space and letters beyond ASCII."""
    own = Environment(tmp_path_factory.mktemp("mit Lücke é") / ".venv", os.name == "nt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment, "say", lambda _text: None)
        environment._make(own)
    return own


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that is all the world pip knows."""
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for name, version in NAMES.items():
        _write_wheel(wheels, name, version)
    for name, value in {"CONFIG_FILE": os.devnull, "NO_INDEX": "1", "FIND_LINKS": wheels.as_uri()}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    return wheels


def _lock(tmp_path: Path) -> Path:
    path = tmp_path / "lock.txt"
    path.write_text("".join(f"{name}=={version}\n" for name, version in NAMES.items()))
    return path


@pytest.mark.usefixtures("offline")
def test_installs_and_mends_what_was_interrupted(real_environment: Environment, tmp_path: Path) -> None:
    lock, packages = _lock(tmp_path), real_environment.site_packages()
    environment._install(real_environment, NAMES, [lock])
    assert NAMES.items() <= locks.installed_versions(packages).items()

    (packages / "tiny_part-1.5.dist-info" / "INSTALLER").unlink()
    (packages / "tiny_part.py").write_text("half a fi")
    assert locks.missing_pins(NAMES, locks.installed_versions(packages)) == {"tiny-part": "1.5"}
    environment._mend(real_environment)
    environment._install(real_environment, NAMES, [lock])
    assert (packages / "tiny_part.py").read_text() == "version = '1.5'\n"
    assert locks.interrupted(packages) == []


@pytest.mark.usefixtures("offline")
def test_package_that_the_index_lacks_is_named(real_environment: Environment) -> None:
    with pytest.raises(SetupFailed, match="has no absent-part==9 for this system") as caught:
        environment._install(real_environment, {"absent-part": "9"}, [])
    assert "type the same command again" in caught.value.next_step


@pytest.mark.usefixtures("offline")
def test_index_out_of_reach_is_told(real_environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(SetupFailed, match="cannot be reached"):
        environment._install(real_environment, {"absent-part": "9"}, [])


def test_environment_of_another_python_is_kept_aside(real_environment: Environment, tmp_path: Path) -> None:
    own = Environment(tmp_path / ".venv", real_environment.is_windows)
    own.folder.mkdir()
    (own.folder / "pyvenv.cfg").write_text("version = 3.9.2\n")
    (own.folder / "precious").write_text("mine")
    environment._set_aside(own)
    assert (tmp_path / ".venv-old-1" / "precious").read_text() == "mine"
    assert not own.folder.exists()


@pytest.mark.parametrize(
    ("complaint", "expected"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "certificate"),
        ("NewConnectionError: Temporary failure in name resolution\nNo matching distribution found for a", "reached"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: 'x'", "written"),
        ("The virtual environment was not created successfully because ensurepip is not available.", "virtual env"),
        ("ERROR: something nobody foresaw", "something nobody foresaw"),
        ("", "no reason"),
    ],
)
def test_complaints_become_words(complaint: str, expected: str) -> None:
    failure = explain(complaint, Path("somewhere"))
    assert expected in failure.what
    assert "again" in failure.next_step


# System libraries


def test_missing_libraries_are_named_by_package() -> None:
    absent = system.missing(system.OFFSCREEN + system.WINDOW, lambda soname: "xcb" not in soname)
    assert {"libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1"} <= set(system.packages(absent, system.Manager.APT))
    assert "libegl1" not in system.packages(absent, system.Manager.APT)
    assert system.packages(absent, system.Manager.PACMAN).count("libxcb") == 1


def test_loader_is_really_asked() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("NOT CHECKED: system libraries are asked for on Linux only")
    assert system.loads("libc.so.6")
    assert not system.loads("libno-such-library.so.9")


def test_advice_is_one_command() -> None:
    absent = list(system.OFFSCREEN[:2])
    assert system.advice(absent, system.Manager.DNF).strip() == "sudo dnf install -y libglvnd-egl libglvnd-glx"
    assert len(system.advice(absent, None).splitlines()) == len(system.Manager)


def test_libraries_that_may_not_be_installed_stop_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "find_manager", lambda: system.Manager.PACMAN)
    absent = [system.Library("libno-such-library.so.9", "a", "b", "c")]
    with pytest.raises(SetupFailed, match=r"the window needs .*libno-such-library\.so\.9") as caught:
        system.ensure(absent, "the window")
    assert "sudo pacman -S --needed --noconfirm c" in caught.value.next_step


# What is started


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {}, False),
    ],
)
def test_display_decision(platform: str, variables: dict[str, str], expected: bool) -> None:
    assert launch.has_display(platform, variables) is expected


def test_run_picks_window_command_line_or_sample() -> None:
    assert launch.studio_arguments([], True) == ["-m", "studio.app"]
    assert launch.studio_arguments([], False) == ["-m", "studio", "sample"]
    assert launch.studio_arguments(["draw", "a b.png"], True) == ["-m", "studio", "draw", "a b.png"]


def _run(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """`bootstrap.py run` on the environment that runs these tests, whether or not it carries a stamp."""
    code = (
        f"import os, sys; from pathlib import Path; sys.path.insert(0, {str(REPO)!r})\n"
        "from installer.steps import environment, launch\n"
        "environment.ensure = lambda with_tests: environment.Environment(Path(sys.prefix), os.name == 'nt')\n"
        f"sys.exit(launch.main(['run', *{arguments!r}]))"
    )
    return subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)


def test_arguments_and_exit_code_pass_through_from_any_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    started_s = time.perf_counter()
    shown = _run(["--version"], tmp_path)
    taken_s = time.perf_counter() - started_s
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("avatar-studio ")
    assert _run(["no such command"], tmp_path).returncode == 1
    with capsys.disabled():
        print(f" [a second start, `run --version`: {taken_s:.2f} s]", end="")


def test_all_steps_run_and_one_failure_is_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    steps = [("first", [sys.executable, "-c", "raise SystemExit(3)"]), ("second", [sys.executable, "-c", "print(42)"])]
    assert launch._run_all(steps, os.environ) == 1
    out, err = capfd.readouterr()
    assert "42" in out
    assert [line.split()[1] for line in err.splitlines()[-2:]] == ["FAILED", "ok"]
    assert launch._run_all(steps[1:], os.environ) == 0


@pytest.mark.skipif(os.name == "nt", reason="NOT CHECKED: signals are sent on POSIX only")
def test_interrupt_ends_with_130_and_no_traceback() -> None:
    code = (
        "import runpy, sys, time\n"
        "from installer.steps import environment\n"
        "environment.ensure = lambda with_tests: print('started', flush=True) or time.sleep(60)\n"
        "sys.argv = ['bootstrap.py', 'run']\n"
        "runpy.run_path('installer/bootstrap.py', run_name='__main__')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors


# The first file, which any Python 3 must understand


def test_script_is_understood_by_older_pythons() -> None:
    ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_wrong_python_without_another_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = _script()
    monkeypatch.setattr(script, "SUPPORTED", ((3, 99),))
    assert script.main(["run"]) == 1
    assert "needs Python 3.11 or 3.12; this is Python 3.1" in capsys.readouterr().err


def test_supported_python_is_recognised_by_asking_it() -> None:
    script = _script()
    assert script.is_supported([sys.executable])
    assert not script.is_supported(["no-such-python-anywhere"])
    assert ["py", "-3.11"] in script.candidates("root", True)
    assert ["python3.12"] in script.candidates("root", False)


def test_unknown_command_shows_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert launch.main(["walk"]) == 1
    assert "bootstrap.py run" in capsys.readouterr().err


def test_readme_names_both_commands() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    assert "python installer/bootstrap.py run" in readme
    assert "python installer/bootstrap.py test" in readme
