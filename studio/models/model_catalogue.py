"""Which optional models there are: what they are for, how large, under which licence, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from studio.core.errors import ModelError
from studio.core.folders import resources_folder
from studio.models.expression_files import StrictModel, parse_file

CATALOGUE_FILE = "models.json"
CATALOGUE_FORMAT = "avatar-studio-models"

Sha256 = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]


class ModelFile(StrictModel):
    """One file of a model.

    Attributes:
        path: Where it lies, relative to the models folder, with forward slashes. For an archive: the folder that its
            files are put into.
        url: Where it comes from; empty where it can only be brought along (offline import).
        size_bytes: Of the download; 0 if unknown.
        sha256: Of the download; empty if unknown, and then only the size is checked.
        is_archive: A zip file whose models are unpacked into `path`.
    """

    path: str
    url: str = ""
    size_bytes: int = Field(0, ge=0)
    sha256: Sha256 = ""
    is_archive: bool = False

    @field_validator("path")
    @classmethod
    def _stays_inside(cls, path: str) -> str:
        pure = PurePosixPath(path)
        if not path or pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path:
            raise ValueError("must be a relative path inside the models folder")
        return path


class ModelEntry(StrictModel):
    """One model that can be installed.

    Attributes:
        id: Stable name.
        title: For people.
        purpose: What the program can do with it and cannot without.
        files: What it consists of.
        licence: Short name of its licence.
        licence_url: Where its text is.
        licence_note: What it means for the user, in plain words.
        is_non_commercial: Whether results must not be used in commercial work.
        needs_token: Whether the server wants an access token.
        homepage: Who made it.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    purpose: str
    files: tuple[ModelFile, ...] = Field(min_length=1)
    licence: str
    licence_url: str = ""
    licence_note: str = ""
    is_non_commercial: bool = False
    needs_token: bool = False
    homepage: str = ""

    @property
    def size_bytes(self) -> int:
        """Of all downloads; 0 if unknown."""
        return sum(file.size_bytes for file in self.files) if all(file.size_bytes for file in self.files) else 0

    @property
    def can_be_downloaded(self) -> bool:
        """Whether each of its files has an address."""
        return all(file.url for file in self.files)


class _Catalogue(StrictModel):
    format: str = Field(pattern=f"^{CATALOGUE_FORMAT}$")
    version: int = Field(ge=1, le=1)
    about: str = ""
    models: tuple[ModelEntry, ...]


class ModelState(StrEnum):
    """How a model is."""

    MISSING = "missing"
    PARTIAL = "partial"
    INSTALLED = "installed"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """What was found of a model in the models folder.

    Attributes:
        entry: Which one.
        state: PARTIAL where a download was interrupted; DAMAGED where a size or hash is wrong.
        bytes_there: On disk, unfinished downloads included.
        problem: What is wrong, for people; empty if nothing.
    """

    entry: ModelEntry
    state: ModelState
    bytes_there: int = 0
    problem: str = ""


def load_catalogue(resources: Path | None = None) -> tuple[ModelEntry, ...]:
    """The models that can be installed.

    Raises:
        InputError: With line and entry, if the file cannot be used.
        ModelError: If two models have the same id.
    """
    content, _ = parse_file((resources or resources_folder()) / CATALOGUE_FILE, _Catalogue)
    ids = [entry.id for entry in content.models]
    if len(set(ids)) != len(ids):
        raise ModelError("The list of models names one twice.", "Install the program again.", "model.catalogue")
    return content.models
