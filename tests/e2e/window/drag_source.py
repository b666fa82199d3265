"""A small window of another program: what is pulled out of it are the files named on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Drags files as a file manager does."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin the drag."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(Path(name).resolve())) for name in sys.argv[3:]])
        drag = QDrag(self)
        drag.setMimeData(data)
        print("dropped" if drag.exec(Qt.DropAction.CopyAction) != Qt.DropAction.IgnoreAction else "refused", flush=True)


def main() -> int:
    """Show it at the place that the first two arguments name."""
    app = QApplication(["source"])
    source = Source("files")
    source.setAlignment(Qt.AlignmentFlag.AlignCenter)
    source.setGeometry(int(sys.argv[1]), int(sys.argv[2]), 100, 60)
    source.show()
    print("shown", flush=True)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
