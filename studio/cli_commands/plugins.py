"""`avatar-studio plugins list`, `enable` and `disable`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from studio.cli_commands import console
from studio.cli_commands.console import ExitCode, JsonOption
from studio.core.errors import InputError

app = typer.Typer(help="Exporters, expressions, engines and actions made by others.", no_args_is_help=True)

PluginArgument = Annotated[str, typer.Argument(help="Its id, as `plugins list` shows it.")]


@app.command("list")
def list_plugins(as_json: JsonOption = False) -> int:
    """List the plugins there are, what they bring, and which are on."""
    from studio.pipelines.plugins import find_plugins, plugin_folders, use_plugins
    from studio.storage.settings import load_settings

    statuses = use_plugins(find_plugins(), load_settings().enabled_plugins)
    data: list[dict[str, Any]] = []
    for status in statuses:
        manifest = status.plugin.manifest
        data.append({
            "id": status.plugin.id, "name": manifest.name if manifest else "", "state": status.state.value,
            "version": manifest.version if manifest else "", "brings": list(manifest.summary) if manifest else [],
            "folder": str(status.plugin.folder), "problem": str(status.problem or ""),
        })  # fmt: skip
    if as_json:
        console.say_json({"plugins": data})
        return ExitCode.OK
    rows = [(one["id"], one["state"], one["version"], one["problem"] or ", ".join(one["brings"])) for one in data]
    console.table(("id", "state", "version", "brings"), rows)
    console.note(f"Put your own into {plugin_folders()[1][0]}")
    return ExitCode.OK


@app.command("enable")
def enable_plugin(
    plugin: PluginArgument,
    is_trusted: Annotated[
        bool, typer.Option("--trust", help="You trust its author; its code runs with your rights.")
    ] = False,
) -> int:
    """Switch a plugin on."""
    from studio.pipelines.plugins import find_plugins

    found = next((one for one in find_plugins() if one.id == plugin), None)
    if found is None:
        raise InputError(f"There is no plugin “{plugin}”.", "`avatar-studio plugins list` shows all.", "usage.plugin")
    if found.problem is not None:
        raise found.problem
    if found.manifest is not None and found.manifest.contributes.has_code and not is_trusted:
        message = f"“{found.manifest.name}” runs code of its author with all your rights; there is no sandbox."
        raise InputError(message, "If you trust it, type the same with --trust.", "usage.trust")
    _set(plugin, True)
    console.say(f"{plugin} is on")
    return ExitCode.OK


@app.command("disable")
def disable_plugin(plugin: PluginArgument) -> int:
    """Switch a plugin off."""
    _set(plugin, False)
    console.say(f"{plugin} is off")
    return ExitCode.OK


def _set(plugin: str, is_enabled: bool) -> None:
    from dataclasses import replace

    from studio.storage.settings import load_settings, save_settings

    settings = load_settings()
    kept = tuple(one for one in settings.enabled_plugins if one != plugin)
    save_settings(replace(settings, enabled_plugins=(*kept, plugin) if is_enabled else kept))
