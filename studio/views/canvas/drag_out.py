"""The present result as something that other programs accept: a PNG file that is written when it is asked for."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMetaType, QMimeData, QUrl
from PySide6.QtGui import QImage

URI_LIST = "text/uri-list"
PNG = "image/png"
QT_IMAGE = "application/x-qt-image"


class PictureMimeData(QMimeData):
    """Offers a picture as a file, as PNG bytes and as an image; encodes nothing before somebody wants it.

    The file lies in a folder of its own among the temporary files and is left there: the program that it was dropped
    on may read it at any later time.
    """

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__()
        self._image = image
        self._name = re.sub(r"[^\w.-]+", "_", name).strip("._") or "picture"
        self._file: Path | None = None

    def formats(self) -> list[str]:
        """What it can be had as."""
        return [URI_LIST, PNG, QT_IMAGE]

    def hasFormat(self, mime_type: str) -> bool:  # noqa: N802 (Qt's name)
        """Whether it can be had as that."""
        return mime_type in self.formats()

    def retrieveData(self, mime_type: str, preferred: QMetaType | QMetaType.Type) -> Any:  # noqa: N802 (Qt's name)
        """Make what is asked for."""
        if mime_type == URI_LIST:
            return [QUrl.fromLocalFile(str(self.file()))]
        if mime_type == PNG:
            return self.png()
        return self._image if mime_type == QT_IMAGE else None

    def png(self) -> QByteArray:
        """The picture as PNG, straight alpha."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._image.convertToFormat(QImage.Format.Format_RGBA8888).save(buffer, b"PNG")
        return data

    def file(self) -> Path:
        """The picture as a file, written at the first call."""
        if self._file is None:
            self._file = Path(tempfile.mkdtemp(prefix="avatar-studio-")) / f"{self._name}.png"
            self._file.write_bytes(self.png().data())
        return self._file
