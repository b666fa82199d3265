"""Drawn frames that are kept for playing, within a bound of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtGui import QImage

MAX_BYTES = 400 << 20
"""About 400 frames of 512 x 512 pixels."""

_AHEAD_SHARE = 0.9
"""Share of the bound that frames ahead of the playhead may fill."""


class FrameCache:
    """Pictures by key; the one that was used longest ago leaves first."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._images: OrderedDict[Hashable, QImage] = OrderedDict()
        self._bytes = 0
        self.on_dropped: Callable[[Hashable], None] | None = None
        """Is told the key of each picture that leaves."""

    @property
    def used_bytes(self) -> int:
        """Memory of all pictures."""
        return self._bytes

    @property
    def max_bytes(self) -> int:
        """The bound."""
        return self._max_bytes

    def room(self, usual_bytes: int) -> int:
        """How many frames may be drawn ahead, so that they do not push each other out; at least one."""
        mean = self._bytes / len(self._images) if self._images else usual_bytes
        return max(1, int(self._max_bytes * _AHEAD_SHARE / mean))

    def __len__(self) -> int:
        return len(self._images)

    def __contains__(self, key: object) -> bool:
        return key in self._images

    def get(self, key: Hashable) -> QImage | None:
        """A picture, which is now the last to leave; None if it is not there."""
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        return image

    def put(self, key: Hashable, image: QImage) -> None:
        """Keep a picture; others leave until the bound holds. One that is larger than the bound is not kept."""
        self._drop(key)
        if image.sizeInBytes() > self._max_bytes:
            return
        self._images[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._max_bytes:
            self._drop(next(iter(self._images)))

    def clear(self) -> None:
        """Forget all."""
        self._images.clear()
        self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        gone = self._images.pop(key, None)
        if gone is not None:
            self._bytes -= gone.sizeInBytes()
            if self.on_dropped is not None:
                self.on_dropped(key)
