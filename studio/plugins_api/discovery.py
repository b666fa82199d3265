"""Finding plugins in folders and among installed packages, and importing their code when it is first used."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import ModuleType

from studio.core.errors import PluginError, StudioError
from studio.plugins_api.manifest import MANIFEST_NAME, Manifest, check_api, read_manifest

ENTRY_POINT_GROUP = "avatar_studio.plugins"
"""Packages name themselves here; the value is the package that has `plugin.toml` in it."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundPlugin:
    """A plugin that lies somewhere.

    Attributes:
        folder: Where.
        manifest: What it says of itself; None if that cannot be read.
        problem: Why it cannot be used; None if it can.
        is_bundled: Whether it came with the program.
    """

    folder: Path
    manifest: Manifest | None
    problem: PluginError | None = None
    is_bundled: bool = False

    @property
    def id(self) -> str:
        """Its identifier; the folder's name where the manifest cannot be read."""
        return self.manifest.id if self.manifest else self.folder.name


def discover(folders: Sequence[tuple[Path, bool]], api_version: str, has_packages: bool = True) -> list[FoundPlugin]:
    """Find plugins; nothing of them is run. Of two with the same id the first counts, the other is named as broken.

    Args:
        folders: (folder that holds plugin folders, whether they came with the program). Names that begin with "_" or
            "." are passed over.
        api_version: Of this program.
        has_packages: Look among installed packages as well.
    """
    found: dict[str, FoundPlugin] = {}
    places = [(place, is_bundled) for folder, is_bundled in folders for place in _inside(folder)]
    places += [(place, False) for place in _packages()] if has_packages else []
    for place, is_bundled in places:
        plugin = _look_at(place, is_bundled, api_version)
        if plugin.id in found:
            message = f"The plugin “{plugin.id}” is there twice; the one in “{place}” is not used."
            problem = PluginError(message, "Remove one of the two folders.", "plugin.twice")
            found[f"{plugin.id} ({place})"] = FoundPlugin(place, None, problem, is_bundled)
        else:
            found[plugin.id] = plugin
    return list(found.values())


def _inside(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for place in sorted(folder.iterdir()):
        if place.is_dir() and place.name[0] not in "._" and (place / MANIFEST_NAME).is_file():
            yield place


def _packages() -> Iterator[Path]:
    for entry in metadata.entry_points(group=ENTRY_POINT_GROUP):
        top = entry.value.partition(":")[0].partition(".")[0]  # looking for a part of a package would run the package
        spec = importlib.util.find_spec(top)
        for place in (spec.submodule_search_locations or []) if spec is not None else []:
            if (Path(place) / MANIFEST_NAME).is_file():
                yield Path(place)


def _look_at(place: Path, is_bundled: bool, api_version: str) -> FoundPlugin:
    try:
        manifest = read_manifest(place / MANIFEST_NAME)
    except PluginError as problem:
        return FoundPlugin(place, None, problem, is_bundled)
    try:
        check_api(manifest, api_version)
    except PluginError as problem:
        return FoundPlugin(place, manifest, problem, is_bundled)
    return FoundPlugin(place, manifest, None, is_bundled)


def load_object(plugin: FoundPlugin, path: str) -> object:
    """Import an object of a plugin.

    Args:
        plugin: Which one.
        path: `module:name`, the module relative to the plugin's folder.

    Raises:
        PluginError: If the module cannot be imported or has no such name; it names the plugin.
    """
    module_name, _, name = path.partition(":")
    try:
        return getattr(_module(plugin, module_name), name)
    except StudioError:
        raise
    except Exception as error:  # whatever its code raises
        raise broken(plugin, error) from error


def broken(plugin: FoundPlugin, error: BaseException) -> PluginError:
    """What is told when a plugin's code raises something."""
    title = plugin.manifest.name if plugin.manifest else plugin.id
    message = f"The plugin “{title}” has failed: {type(error).__name__}: {error}."
    return PluginError(message, "Update it or switch it off; everything else goes on.", "plugin.failed")


def _package_name(plugin: FoundPlugin) -> str:
    return "avatar_plugin_" + plugin.id.replace("-", "_")


def _module(plugin: FoundPlugin, name: str) -> ModuleType:
    """A module of a plugin, in a package of its own, so that two plugins may have modules of the same name."""
    package = _package_name(plugin)
    if package not in sys.modules:
        spec = importlib.machinery.ModuleSpec(package, None, is_package=True)
        spec.submodule_search_locations = [str(plugin.folder)]
        sys.modules[package] = importlib.util.module_from_spec(spec)
    return importlib.import_module(f"{package}.{name}")


def plugin_of(error: BaseException, plugins: Sequence[FoundPlugin]) -> FoundPlugin | None:
    """The plugin whose code an exception went through; None if none."""
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        for plugin in plugins:
            if file.is_relative_to(plugin.folder):
                return plugin
        trace = trace.tb_next
    return None
