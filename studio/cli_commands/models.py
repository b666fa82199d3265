"""`avatar-studio models list`, `download`, `verify`, `import` and `remove`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli_commands import console
from studio.cli_commands.console import ExitCode, JsonOption, QuietOption
from studio.core.errors import InputError

if TYPE_CHECKING:
    from studio.models.model_catalogue import ModelEntry, ModelStatus

app = typer.Typer(help="Optional models: what is installed, and under which terms.", no_args_is_help=True)

ModelArgument = Annotated[str, typer.Argument(help="Its id, as `models list` shows it.")]


@app.command("list")
def list_models(as_json: JsonOption = False) -> int:
    """List the models there are, what they are for, their licences, and what is installed."""
    from studio.core.folders import models_folder
    from studio.models.model_catalogue import load_catalogue
    from studio.models.model_rows import bytes_text
    from studio.storage.model_store import free_bytes, status_of

    found = [status_of(entry) for entry in load_catalogue()]
    if as_json:
        console.say_json({"folder": str(models_folder()), "models": [status_data(one) for one in found]})
        return ExitCode.OK
    rows = [
        (
            one.entry.id,
            one.state.value,
            bytes_text(one.bytes_there or one.entry.size_bytes) if one.bytes_there or one.entry.size_bytes else "?",
            "NON-COMMERCIAL" if one.entry.is_non_commercial else one.entry.licence,
            one.entry.purpose,
        )
        for one in found
    ]
    console.table(("id", "state", "size", "licence", "what for"), rows)
    console.note(f"They lie in {models_folder()}; {bytes_text(free_bytes())} are free there.")
    return ExitCode.OK


@app.command("download")
def download_model(
    model: ModelArgument,
    is_accepted: Annotated[
        bool, typer.Option("--accept-licence", help="You have read the terms and accept them.")
    ] = False,
    token: Annotated[
        str, typer.Option("--token", envvar="AVATAR_STUDIO_TOKEN", help="For servers that want one.")
    ] = "",
    quiet: QuietOption = False,
) -> int:
    """Download a model, or go on with an interrupted download."""
    from studio.storage.model_store import install

    entry = _entry(model)
    if not is_accepted:
        console.say(f"{entry.title}: {entry.licence}  {entry.licence_url}")
        console.say(entry.licence_note)
        message = "Nothing was downloaded: the terms are not accepted yet."
        raise InputError(message, "Read them, then type the same with --accept-licence.", "usage.licence")
    status = console.run_job(install(entry, token=token), f"Downloading {entry.title}", quiet)
    console.say(f"{entry.title}: {status.state.value}")
    return ExitCode.OK


@app.command("verify")
def verify_model(model: ModelArgument, as_json: JsonOption = False, quiet: QuietOption = False) -> int:
    """Compare an installed model with the hash that it should have."""
    from studio.models.model_catalogue import ModelState
    from studio.storage.model_store import verify

    status = console.run_job(verify(_entry(model)), f"Checking {model}", quiet)
    if as_json:
        console.say_json(status_data(status))
    else:
        console.say(f"{status.entry.title}: {status.problem or status.state.value}")
    return ExitCode.OK if status.state is ModelState.INSTALLED else ExitCode.FAILED


@app.command("import")
def import_model(
    files: Annotated[list[Path], typer.Argument(help="Model files, or the zip of a pack, in any place.")],
    quiet: QuietOption = False,
) -> int:
    """Install models from files that are already on this machine."""
    from studio.models.model_catalogue import load_catalogue
    from studio.storage.model_store import bring_along

    entries = load_catalogue()
    for path in files:
        entry = console.run_job(bring_along(path, entries), f"Importing {path.name}", quiet)
        console.say(f"{path.name}: {entry.title} is installed")
    return ExitCode.OK


@app.command("remove")
def remove_model(model: ModelArgument) -> int:
    """Delete a model's files; other files in the folder stay."""
    from studio.storage.model_store import remove

    entry = _entry(model)
    remove(entry)
    console.say(f"{entry.title}: removed")
    return ExitCode.OK


def status_data(status: ModelStatus) -> dict[str, Any]:
    """A model for JSON results."""
    entry = status.entry
    return {
        "id": entry.id, "title": entry.title, "state": status.state.value, "problem": status.problem,
        "bytes_there": status.bytes_there, "size_bytes": entry.size_bytes, "licence": entry.licence,
        "is_non_commercial": entry.is_non_commercial, "can_be_downloaded": entry.can_be_downloaded,
        "files": [file.path for file in entry.files],
    }  # fmt: skip


def _entry(model: str) -> ModelEntry:
    import difflib

    from studio.models.model_catalogue import load_catalogue

    entries = {entry.id: entry for entry in load_catalogue()}
    if model in entries:
        return entries[model]
    near = difflib.get_close_matches(model, list(entries), 3, 0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`avatar-studio models list` shows all."
    raise InputError(f"There is no model “{model}”.", hint, "usage.model")
