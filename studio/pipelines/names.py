"""Names of files: from templates, safe on every system, checked for collisions before anything is written."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence

from studio.core.errors import InputError

DEFAULT_TEMPLATE = "{character}_{expression}_{index:03}"
FIELDS = ("character", "expression", "index", "group", "family")
MAX_NAME_CHARACTERS = 120

_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


def check_template(template: str) -> None:
    """Refuse a template that cannot work.

    Raises:
        InputError: If it names unknown fields, is malformed, or would give every file one name.
    """
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(template) if field is not None]
        template.format(character="c", expression="e", index=1, group="g", family="f")
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise _bad_template(template) from error
    if set(fields) - set(FIELDS) or not {"expression", "index"} & set(fields):
        raise _bad_template(template)


def _bad_template(template: str) -> InputError:
    hint = f"Use {', '.join('{' + name + '}' for name in FIELDS)}, with {{expression}} or {{index}} among them."
    return InputError(f"“{template}” is no name template.", hint, "usage.template")


def safe_name(text: str, lower: bool = False) -> str:
    """A file name that every system takes: letters, digits, `-`, `_` and `.`; spaces become `_`."""
    composed = unicodedata.normalize("NFC", text)
    cleaned = re.sub(r"[^\w.\-]+", "_", composed).strip("._ ")[:MAX_NAME_CHARACTERS].strip("._")
    cleaned = cleaned.lower() if lower else cleaned
    if not cleaned or cleaned.split(".")[0].lower() in _RESERVED:
        cleaned = f"_{cleaned}"
    return cleaned


def check_distinct(names: Sequence[str]) -> None:
    """Refuse names that would overwrite each other on a system that ignores upper and lower case.

    Raises:
        InputError: With the first pair.
    """
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        if (first := seen.setdefault(name.casefold(), index)) != index:
            message = f"Pictures {first + 1} and {index + 1} would both be called “{name}”."
            raise InputError(message, "Put {index} into --template.", "usage.collision")
