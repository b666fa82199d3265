"""The pictures of the set's cells, ready to be painted: kept while there is room, asked for once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap

from studio.models.set_plan import CellPlace
from studio.models.set_view import CellSight
from studio.views.set.cell_painter import baked_card

MAX_CARDS = 700


class CellCards:
    """Drawings by their blobs, and the characters' faces at rest for what is not drawn yet.

    Attributes:
        side: Of a card, in pixels of the window.
        ratio: Device pixels for one of them.
    """

    def __init__(self) -> None:
        self.side, self.ratio = 1, 1.0
        self._cards: OrderedDict[str, QPixmap] = OrderedDict()
        self._asked: set[str] = set()
        self._heads: dict[str, QImage] = {}
        self._ghosts: dict[str, QPixmap] = {}

    def __len__(self) -> int:
        return len(self._cards)

    def resize(self, side: int, ratio: float) -> None:
        """Another size, or another theme: everything is to be made anew."""
        self.side, self.ratio = side, ratio
        self._ghosts.clear()
        self.forget()

    def forget(self) -> None:
        """All drawings are to be cut differently."""
        self._cards.clear()
        self._asked.clear()

    def put(self, picture: str, image: QImage) -> None:
        """A drawing has come."""
        self._asked.discard(picture)
        self._cards[picture] = self._baked(image)
        while len(self._cards) > MAX_CARDS:
            self._cards.popitem(last=False)

    def card(self, picture: str) -> QPixmap | None:
        """A drawing; None where it has not come."""
        return self._cards.get(picture) if picture else None

    def set_head(self, character_id: str, image: QImage) -> None:
        """A character's face at rest."""
        self._heads[character_id] = image
        self._ghosts.pop(character_id, None)

    def ghost(self, character_id: str) -> QPixmap | None:
        """A character's face at rest; None where it has not come."""
        if character_id not in self._ghosts and character_id in self._heads:
            self._ghosts[character_id] = self._baked(self._heads[character_id])
        return self._ghosts.get(character_id)

    def wanted(self, places: Iterable[CellPlace], cells: Mapping[CellPlace, CellSight]) -> tuple[CellPlace, ...]:
        """What is seen and has to be asked for; from now on that counts as asked."""
        found = list[CellPlace]()
        for place in places:
            sight = cells.get(place)
            if sight is None or not sight.picture:
                continue
            if sight.picture in self._cards:
                self._cards.move_to_end(sight.picture)
            elif sight.picture not in self._asked:
                found.append(place)
        if found:
            # What is asked for and scrolls by may be dropped on the way: it is asked for again when it comes back.
            self._asked = {cells[place].picture for place in found}
        return tuple(found)

    def _baked(self, image: QImage) -> QPixmap:
        return baked_card(image, QSize(self.side, self.side), self.ratio)
