"""The window's way in; imported by nobody."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the studio's window.

    Returns:
        The exit code: 0, because asking for the window is no mistake of the user's.
    """
    print(
        "Avatar Studio's window is not built yet; everything it will do can be done from the command line.\n"
        "  python installer/bootstrap.py run --help     lists the commands\n"
        "  python installer/bootstrap.py run sample     draws a sample cast and exports it to Godot and Unity"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
