"""Which swappers there are; one is imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from studio.core.errors import InputError
from studio.core.libraries import preload
from studio.engines.swapping import Swapper

DEFAULT_SWAPPER = "diffsfsr"

_SWAPPERS: Mapping[str, tuple[str, str, str]] = {
    "diffsfsr": ("studio.engines.diffsfsr.swapper", "PortraitSwapper", "DiffSFSR"),
}
"""Name -> module, class made without arguments, title for people."""
_added: dict[str, tuple[Callable[[], Swapper], str]] = {}


def add_swapper(name: str, make: Callable[[], Swapper], title: str = "") -> None:
    """Offer a swapper that somebody else brings; one of the same name is replaced.

    Args:
        name: For `make_swapper`.
        make: Makes it.
        title: For people; the name where there is none.
    """
    _added[name] = (make, title or name)


def forget_swapper(name: str) -> None:
    """Offer one that was added no longer."""
    _added.pop(name, None)


def swapper_names() -> tuple[str, ...]:
    """Names for `make_swapper`, the default first."""
    return (*_SWAPPERS, *(name for name in _added if name not in _SWAPPERS))


def swapper_title(name: str) -> str:
    """What people call it; nothing is imported."""
    if name in _added:
        return _added[name][1]
    return _SWAPPERS[name][2] if name in _SWAPPERS else name


def make_swapper(name: str = DEFAULT_SWAPPER) -> Swapper:
    """Import and make a swapper.

    Raises:
        InputError: If there is none of that name.
    """
    if name in _added:
        return _added[name][0]()
    if name not in _SWAPPERS:
        hint = f"Choose one of: {', '.join(swapper_names())}."
        raise InputError(f"There is no way of swapping called {name!r}.", hint, "usage.engine")
    module, kind, _ = _SWAPPERS[name]
    preload("torch", "cv2")
    return cast(Swapper, getattr(import_module(module), kind)())


__all__ = ["DEFAULT_SWAPPER", "add_swapper", "forget_swapper", "make_swapper", "swapper_names", "swapper_title"]
