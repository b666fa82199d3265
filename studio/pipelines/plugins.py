"""Plugins in use: what the enabled ones bring is offered beside the program's own, and imported at its first use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import cast

from studio.core.errors import PluginError, StudioError
from studio.core.folders import resources_folder, settings_folder
from studio.engines import registry as engines
from studio.export.formats import registry as formats
from studio.models.export_format import ExportFormat, ExportRequest, OutputFile
from studio.models.expression_files import load_expressions
from studio.pipelines.wardrobe import use_preset_files
from studio.plugins_api import API_VERSION, ActionContext, ActionResult
from studio.plugins_api.discovery import FoundPlugin, broken, discover, load_object
from studio.plugins_api.manifest import ActionPart, ExporterPart


class PluginState(StrEnum):
    """How a plugin is."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, eq=False)
class PluginStatus:
    """A plugin and how it is.

    Attributes:
        plugin: Which one.
        state: Enabled ones are in use, unless safe mode keeps all of them off.
        problem: Why it is broken; None if it is not.
    """

    plugin: FoundPlugin
    state: PluginState
    problem: PluginError | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PluginAction:
    """An action that an enabled plugin brings."""

    plugin: FoundPlugin
    part: ActionPart

    @property
    def id(self) -> str:
        """Unique among all actions."""
        return f"plugin.{self.plugin.id}.{self.part.name}"

    def run(self, context: ActionContext) -> ActionResult:
        """Run it.

        Raises:
            PluginError: If its code fails or returns something else.
            StudioError: What it raises itself to tell the user.
        """
        function = load_object(self.plugin, self.part.run)
        try:
            result = function(context)  # type: ignore[operator]
        except StudioError:
            raise
        except Exception as error:  # whatever its code raises
            raise broken(self.plugin, error) from error
        if not isinstance(result, ActionResult):
            raise broken(self.plugin, TypeError("its action did not return an ActionResult"))
        return result


class _LazyFormat:
    """A plugin's export format: known from the manifest, imported when it writes."""

    def __init__(self, plugin: FoundPlugin, part: ExporterPart) -> None:
        self.name, self.title, self.needs_sheet = part.name, part.title, part.needs_sheet
        self._plugin, self._part = plugin, part

    def _real(self) -> ExportFormat:
        made = load_object(self._plugin, self._part.format)
        return cast(ExportFormat, made() if isinstance(made, type) else made)

    def check_options(self, options: Mapping[str, str]) -> None:
        """Let the plugin refuse settings; one without the method has none."""
        check = getattr(self._real(), "check_options", None)
        if check is not None:
            check(options)
        elif options:
            raise PluginError(
                f"{self.title} has no setting “{next(iter(options))}”.", "There are none.", "export.option"
            )

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """The plugin's files; whatever its code raises is told with its name."""
        try:
            yield from self._real().files(request)
        except StudioError:
            raise
        except Exception as error:  # whatever its code raises
            raise broken(self._plugin, error) from error


def plugin_folders() -> list[tuple[Path, bool]]:
    """Where plugins lie: those of the program, and the user's own."""
    return [(resources_folder().parent / "plugins", True), (settings_folder() / "plugins", False)]


def find_plugins(folders: Sequence[tuple[Path, bool]] | None = None, has_packages: bool = True) -> list[FoundPlugin]:
    """All plugins there are; nothing of them is run."""
    return discover(plugin_folders() if folders is None else folders, API_VERSION, has_packages)


def use_plugins(plugins: Sequence[FoundPlugin], enabled: Sequence[str], is_safe: bool = False) -> list[PluginStatus]:
    """Offer what the enabled plugins bring, in the place of what was offered before.

    A broken one is left out and named; it never stops the others.

    Args:
        plugins: As found.
        enabled: Ids that the user has allowed.
        is_safe: Leave all of them off.
    """
    offer, statuses = _Offer(), list[PluginStatus]()
    for plugin in plugins:
        problem = plugin.problem
        is_wanted = plugin.id in enabled and not is_safe
        if problem is None and is_wanted:
            problem = offer.add(plugin)
        state = PluginState.ENABLED if plugin.id in enabled else PluginState.DISABLED
        statuses.append(PluginStatus(plugin, PluginState.BROKEN if problem else state, problem))
    formats.replace_added(offer.new_formats)
    engines.replace_added(offer.new_engines)
    use_preset_files(offer.preset_files)
    return statuses


def actions_of(statuses: Sequence[PluginStatus]) -> tuple[PluginAction, ...]:
    """The actions of the plugins that are in use."""
    return tuple(
        PluginAction(status.plugin, part)
        for status in statuses
        if status.state is PluginState.ENABLED and status.plugin.manifest is not None
        for part in status.plugin.manifest.contributes.actions
    )


@dataclass(slots=True)
class _Offer:
    """What plugins bring, collected before anybody sees it: jobs may be reading what is offered."""

    new_formats: list[_LazyFormat] = field(default_factory=list)
    new_engines: list[engines.AddedEngine] = field(default_factory=list)
    preset_files: list[Path] = field(default_factory=list)

    def add(self, plugin: FoundPlugin) -> PluginError | None:
        """Take everything of a plugin or nothing of it; why not, if not."""
        assert plugin.manifest is not None
        parts = plugin.manifest.contributes
        files = [plugin.folder / part.file for part in parts.presets]
        names = [*(one.name for one in parts.exporters), *(one.name for one in parts.engines)]
        clash = next((name for name in names if name in self._taken()), None)
        if clash is not None:
            message = f"“{plugin.manifest.name}” brings “{clash}”, which is there already."
            return PluginError(message, "Switch off the other plugin that brings it.", "plugin.clash")
        try:
            for file in files:
                load_expressions(file)
        except StudioError as error:
            return PluginError(f"“{plugin.manifest.name}”: {error.user_message}", error.hint, "plugin.presets")
        self.new_formats += [_LazyFormat(plugin, exporter) for exporter in parts.exporters]
        for engine in parts.engines:
            load = partial(load_object, plugin, engine.engine)
            self.new_engines.append(engines.AddedEngine(engine.name, load, engine.title))
        self.preset_files += files
        return None

    def _taken(self) -> set[str]:
        own = (*formats.own_names(), *engines.own_names())
        return {*own, *(one.name for one in self.new_formats), *(one.name for one in self.new_engines)}
