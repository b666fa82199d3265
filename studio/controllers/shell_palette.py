"""The command palette: everything that can be done, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.ports import Actions
from studio.models.fuzzy import fuzzy_score
from studio.models.shell import PaletteEntry

MAX_SHOWN = 60
RECENT_BONUS = 6.0


class PaletteProvider(Protocol):
    """Something that offers entries: actions, expressions, characters."""

    def entries(self) -> Sequence[PaletteEntry]:
        """What there is now."""
        ...

    def run(self, entry_id: str) -> None:
        """Do it."""
        ...


class PaletteView(Protocol):
    """What this controller needs of the palette."""

    query_changed: Any
    chosen: Any
    """(place in the list)"""

    def open(self) -> None:
        """Come up, empty."""
        ...

    def show_entries(self, entries: Sequence[PaletteEntry], query: str) -> None:
        """List these, best first."""
        ...


@dataclass(frozen=True, slots=True)
class _Offer:
    provider: PaletteProvider
    entry: PaletteEntry
    order: int


class PaletteController(QObject):
    """See the module."""

    def __init__(self, actions: Actions, view: PaletteView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._providers: list[PaletteProvider] = []
        self._offers: list[_Offer] = []
        self._shown: list[_Offer] = []
        self._recent: list[str] = []
        actions.bind("tools.palette", self.open)
        view.query_changed.connect(self.search)
        view.chosen.connect(self.run)

    def add_provider(self, provider: PaletteProvider) -> None:
        """Offer its entries too, from the next opening on."""
        self._providers.append(provider)

    def open(self) -> None:
        """Open it with what there is now."""
        found = [(provider, entry) for provider in self._providers for entry in provider.entries()]
        self._offers = [_Offer(provider, entry, order) for order, (provider, entry) in enumerate(found)]
        self._view.open()
        self.search("")

    def search(self, query: str) -> None:
        """List what fits, best first; what was run last comes first while nothing is typed."""
        scored = [(self._score(query, offer), offer) for offer in self._offers]
        fitting = [(score, offer) for score, offer in scored if score is not None]
        fitting.sort(key=lambda pair: (-pair[0], pair[1].order))
        self._shown = [offer for _, offer in fitting[:MAX_SHOWN]]
        self._view.show_entries([offer.entry for offer in self._shown], query)

    def run(self, place: int) -> None:
        """Do what stands at that place, if it can be done now."""
        if not 0 <= place < len(self._shown):
            return
        offer = self._shown[place]
        if offer.entry.is_enabled:
            self._recent = [offer.entry.id, *(one for one in self._recent if one != offer.entry.id)][:8]
            offer.provider.run(offer.entry.id)

    def _score(self, query: str, offer: _Offer) -> float | None:
        entry = offer.entry
        recency = RECENT_BONUS / (1 + self._recent.index(entry.id)) if entry.id in self._recent else 0.0
        if not query.strip():
            return recency
        by_text = fuzzy_score(query, entry.text)
        by_all = fuzzy_score(query, f"{entry.text} {entry.group} {entry.keys} {entry.words}")
        found = max((score for score in (by_text, by_all) if score is not None), default=None)
        if found is None:
            return None
        return found + (4.0 if by_text is not None else 0.0) + recency - (0.0 if entry.is_enabled else 3.0)
