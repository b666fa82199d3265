"""The README's two commands: `python installer/bootstrap.py run [arguments]` and `… test [pytest arguments]`.

Standard library only. This first file keeps to a syntax that any Python 3 understands, so that a wrong version is told
in words and not as a syntax error; the work is done in `installer/steps`.
"""

import os
import subprocess
import sys

SUPPORTED = ((3, 11), (3, 12))
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RESTARTED = "AVATAR_STUDIO_BOOTSTRAP_RESTARTED"


def candidates(root, is_windows):
    """Commands that may start a supported Python, the best first."""
    own = os.path.join(root, ".venv", *(("Scripts", "python.exe") if is_windows else ("bin", "python")))
    named = [".".join(map(str, version)) for version in SUPPORTED]
    launchers = [["py", "-" + name] for name in named] if is_windows else []
    return [[own], *launchers, *(["python" + name] for name in named)]


def is_supported(command):
    """Whether the command starts, and is a Python that the program supports."""
    ask = "import sys; print('{}.{}'.format(*sys.version_info))"
    try:
        answer = subprocess.check_output([*command, "-c", ask], stderr=subprocess.DEVNULL, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.decode("ascii", "replace").strip() in [".".join(map(str, version)) for version in SUPPORTED]


def restart(arguments):
    """Hand the work to a supported Python if there is one; its exit code, or 1 after saying what is missing."""
    for command in candidates(ROOT, os.name == "nt"):
        if RESTARTED not in os.environ and is_supported(command):
            environment = dict(os.environ, **{RESTARTED: "1"})
            return subprocess.call([*command, os.path.abspath(__file__), *arguments], env=environment)
    print(
        f"Avatar Studio needs Python 3.11 or 3.12; this is Python {sys.version_info[0]}.{sys.version_info[1]},"
        " and no other was found.\n"
        "Install Python 3.11 beside it (your system's packages or python.org), then type the same command again.",
        file=sys.stderr,
    )
    return 1


def main(arguments):
    """Run one of the two commands; its exit code."""
    if sys.version_info[:2] not in SUPPORTED:
        return restart(arguments)
    os.environ.pop(RESTARTED, None)
    sys.path[0] = ROOT
    from installer.steps import launch

    return launch.main(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)
