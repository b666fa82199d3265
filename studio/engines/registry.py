"""Which engines there are; one is imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import cast

from studio.core.errors import InputError
from studio.core.libraries import preload
from studio.engines.base import Engine
from studio.engines.choices import CHOICES
from studio.engines.diffusion.shipped import has_weights
from studio.models.engine_choices import EngineOffer, split_engine

DEFAULT_ENGINE = "puppet"
GENOME_ENGINE = "portrait"
"""Draws only characters that have a genome."""


@dataclass(frozen=True, slots=True)
class EngineEntry:
    """Where an engine's class lies.

    Attributes:
        module: Module to import.
        class_name: Class in it, made without arguments.
        title: For people; the same as in its `EngineInfo`, known without importing it.
        is_hidden: Not offered to users.
        libraries: Packages with large native libraries that it imports.
        weights: Folder of the weights that come with the program; without them the engine is not offered.
    """

    module: str
    class_name: str
    title: str
    is_hidden: bool = False
    libraries: tuple[str, ...] = ()
    weights: str = ""

    @property
    def is_offered(self) -> bool:
        """Whether users are shown it."""
        return not self.is_hidden and (not self.weights or has_weights(self.weights))


_ENGINES: Mapping[str, EngineEntry] = {
    "puppet": EngineEntry("studio.engines.puppet.engine", "PuppetEngine", "Puppet", libraries=("cv2",)),
    "portrait": EngineEntry(
        "studio.engines.portrait.engine", "PortraitEngine", "Drawn portrait", libraries=("torch", "cv2")
    ),
    "diffsfsr": EngineEntry(
        "studio.engines.diffsfsr.engine",
        "DiffSFSREngine",
        "DiffSFSR",
        libraries=("torch", "cv2"),
        weights="diffsfsr",
    ),
    "arc2face": EngineEntry("studio.engines.arc2face.engine", "Arc2FaceEngine", "Arc2Face", libraries=("torch", "cv2")),
    "genaffect": EngineEntry(
        "studio.engines.genaffect.engine",
        "GenAffectEngine",
        "Avatar (Gen-AFFECT)",
        libraries=("torch", "cv2"),
        weights="genaffect",
    ),
    "fake": EngineEntry("studio.engines.fake", "FakeEngine", "Test pattern", is_hidden=True),
}


@dataclass(frozen=True, slots=True)
class AddedEngine:
    """An engine that somebody else brings.

    Attributes:
        name: For `make_engine`.
        load: Gives its class, which is made without arguments; called at each use.
        title: For people; the name where there is none.
    """

    name: str
    load: Callable[[], object]
    title: str = ""


class _Offered:
    """What others bring; replaced whole, never emptied while somebody reads it."""

    engines: Mapping[str, AddedEngine] = MappingProxyType({})


def add_engine(name: str, load: Callable[[], object], title: str = "") -> None:
    """Offer an engine that somebody else brings; see `AddedEngine`.

    Raises:
        InputError: If there is one of that name.
    """
    if name in _ENGINES or name in _Offered.engines:
        raise InputError(f"There is an engine {name!r} already.", "Choose another name.", "usage.engine")
    replace_added((*_Offered.engines.values(), AddedEngine(name, load, title)))


def replace_added(engines: Iterable[AddedEngine]) -> None:
    """Offer these beside the program's own, in the place of all that were added; at once, for jobs that are reading.

    Args:
        engines: None has the name of another one, or of the program's own.
    """
    _Offered.engines = {engine.name: engine for engine in engines}


def forget_added() -> None:
    """Offer the program's own engines alone."""
    replace_added(())


def own_names() -> tuple[str, ...]:
    """The names of the program's own engines, hidden ones too."""
    return tuple(_ENGINES)


def engine_names(with_hidden: bool = False) -> tuple[str, ...]:
    """Names for `make_engine`, the default first."""
    return (*(name for name, entry in _ENGINES.items() if with_hidden or entry.is_offered), *_Offered.engines)


BY_RULE = frozenset({"puppet", "portrait", "fake"})
"""Engines that move or draw by rule; the program's others are trained models whose pictures carry a content note."""


def is_generative(name: str) -> bool:
    """Whether a trained model makes up what this engine draws."""
    plain = split_engine(name)[0]
    return plain in _ENGINES and plain not in BY_RULE


def engine_title(name: str) -> str:
    """What people call an engine; nothing is imported. Of one that is not there any more, its name."""
    plain = split_engine(name)[0]
    entry = _ENGINES.get(plain)
    if entry is not None:
        return entry.title
    added = _Offered.engines.get(plain)
    return name if added is None else added.title or plain


def engine_offer(name: str) -> EngineOffer:
    """An engine as it is offered in lists; nothing is imported."""
    plain = split_engine(name)[0]
    return EngineOffer(plain, engine_title(plain), CHOICES.get(plain, ()))


def engine_for(name: str, has_genome: bool) -> str:
    """The engine to draw somebody with who cannot be refused: the default one where the wanted one needs a genome."""
    return DEFAULT_ENGINE if name == GENOME_ENGINE and not has_genome else name


def make_engine(name: str = DEFAULT_ENGINE) -> Engine:
    """Import and make an engine.

    Args:
        name: Its name, with options if it takes any: "arc2face:steps=12".

    Raises:
        InputError: If there is no engine of that name, or it does not take the options.
    """
    name, options = split_engine(name)
    engine = _plain_engine(name)
    if not options:
        return engine
    take = getattr(engine, "with_options", None)
    if take is None:
        raise InputError(f"{engine.info.title} takes no options.", f"Write {name} alone.", "usage.engine")
    return cast(Engine, take(options))


def _plain_engine(name: str) -> Engine:
    added = _Offered.engines.get(name)
    if added is not None:
        return cast(Engine, cast(Callable[[], object], added.load())())
    entry = _ENGINES.get(name)
    if entry is None:
        hint = f"Choose one of: {', '.join(engine_names())}."
        raise InputError(f"There is no engine {name!r}.", hint, "usage.engine")
    preload(*entry.libraries)
    return cast(Engine, getattr(import_module(entry.module), entry.class_name)())
