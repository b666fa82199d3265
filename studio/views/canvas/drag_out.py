"""Pictures that leave the canvas for other programs, as a file written when it is asked for, and what comes in."""

from __future__ import annotations

import logging
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMetaType, QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QImage, QPixmap
from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)

URI_LIST = "text/uri-list"
PNG = "image/png"
SHADOW_PX = 96
"""Size of the picture that hangs on the pointer."""


class PictureMimeData(QMimeData):
    """Offers a picture as a file and as PNG bytes; encodes nothing before somebody wants it.

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
        return [URI_LIST, PNG]

    def hasFormat(self, mime_type: str) -> bool:  # noqa: N802 (Qt's name)
        """Whether it can be had as that."""
        return mime_type in self.formats()

    def retrieveData(self, mime_type: str, preferred: QMetaType | QMetaType.Type) -> Any:  # noqa: N802 (Qt's name)
        """Make what is asked for."""
        if mime_type == URI_LIST:
            return self._address()
        return self.png() if mime_type == PNG else None

    def _address(self) -> QByteArray | None:
        """Where the file lies; an exception must not leave a function that Qt calls from within."""
        try:
            return QByteArray(bytes(QUrl.fromLocalFile(str(self.file())).toEncoded().data()) + b"\r\n")
        except OSError as error:
            log.warning("the picture cannot be written for dragging: %s", error.strerror)
            return None

    def png(self) -> QByteArray:
        """The picture as PNG, straight alpha."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._image.convertToFormat(QImage.Format.Format_RGBA8888).save(buffer, "PNG")  # type: ignore[call-overload]
        buffer.close()
        return QByteArray(buffer.data())

    def file(self) -> Path:
        """The picture as a file, written at the first call."""
        if self._file is None:
            self._file = Path(tempfile.mkdtemp(prefix="avatar-studio-")) / f"{self._name}.png"
            self._file.write_bytes(self.png().data())
        return self._file


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a drop or the clipboard holds.

    Attributes:
        files: Paths.
        image: Pixels; None where there are none.
        urls: Addresses that are no local files.
    """

    files: tuple[str, ...] = ()
    image: QImage | None = None
    urls: tuple[str, ...] = ()


def dropped(data: QMimeData) -> Dropped:
    """Look into a drop or the clipboard."""
    urls = data.urls() if data.hasUrls() else []
    files = tuple(url.toLocalFile() for url in urls if url.isLocalFile())
    others = tuple(url.toString() for url in urls if not url.isLocalFile())
    pixels = data.imageData() if data.hasImage() and not files else None
    image = None if pixels is None else pixels if isinstance(pixels, QImage) else QImage(pixels)
    return Dropped(files, image if image is not None and not image.isNull() else None, others)


def start_drag(source: QWidget, image: QImage, name: str) -> None:
    """Let the user carry a picture away; comes back when it was dropped."""
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    drag = QDrag(source)
    drag.setMimeData(PictureMimeData(image, name))
    drag.setPixmap(QPixmap.fromImage(image.scaled(SHADOW_PX, SHADOW_PX, keep, smooth)))
    drag.exec(Qt.DropAction.CopyAction)
