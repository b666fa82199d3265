"""The user's own expressions for all projects: JSON files in the settings folder, one for each that is saved here."""

from __future__ import annotations

import logging
from pathlib import Path

from studio.core.errors import InputError
from studio.core.files import write_if_changed
from studio.core.folders import settings_folder
from studio.models.expression import Expression
from studio.models.expression_files import load_expressions
from studio.models.expression_text import slug, text_of_expressions

log = logging.getLogger(__name__)


class UserExpressions:
    """Reads and writes the folder; files that people put there count as well."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or settings_folder() / "expressions"

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return self._folder

    def all(self) -> dict[str, Expression]:
        """Every expression by its id; a damaged file is left out."""
        return {expression.id: expression for _, several in self._files() for expression in several}

    def save(self, expression: Expression) -> None:
        """Add an expression, or put it in the place of the one with the same id.

        Raises:
            InputError: If the folder cannot be written.
        """
        for path, several in self._files():
            if any(one.id == expression.id for one in several):
                self._write(path, tuple(expression if one.id == expression.id else one for one in several))
                return
        self._write(self._folder / f"{slug(expression.id)}.json", (expression,))

    def remove(self, expression_id: str) -> Expression | None:
        """Take an expression out of its file; the file goes with its last one.

        Returns:
            What was removed, so that it can be brought back.

        Raises:
            InputError: If the folder cannot be written.
        """
        for path, several in self._files():
            gone = next((one for one in several if one.id == expression_id), None)
            if gone is not None:
                self._write(path, tuple(one for one in several if one.id != expression_id))
                return gone
        return None

    def _files(self) -> list[tuple[Path, tuple[Expression, ...]]]:
        found = []
        for path in sorted(self._folder.glob("*.json")):
            try:
                found.append((path, load_expressions(path)))
            except InputError as error:
                log.warning("%s", error)
        return found

    def _write(self, path: Path, expressions: tuple[Expression, ...]) -> None:
        try:
            if not expressions:
                path.unlink()
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            write_if_changed(path, text_of_expressions(expressions).encode())
        except OSError as error:
            reason = (error.strerror or "it cannot be written").lower()
            hint = f"Check the folder {self._folder.name} in the settings folder, or save into the project."
            raise InputError(f"The expression cannot be saved: {reason}.", hint, "expressions.save") from error
