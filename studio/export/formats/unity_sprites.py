"""Which id each sprite has in Unity: what an earlier export or the user's project says, else a stable hash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from studio.export.formats.unity_cast import Page, clean_text, page_path
from studio.export.formats.unity_ids import BROKEN_SPRITE_ID, file_id, is_guid, sprite_id
from studio.export.formats.unity_yaml import Raw, as_line, as_mapping, as_sequence, as_text, normalised, read_mapping
from studio.models.sheet import Sprite


@dataclass(frozen=True, slots=True, eq=False)
class OldSprite:
    """One sprite of an existing `.meta`, all of its fields as they stand."""

    name: str
    internal_id: int
    page: PurePosixPath
    fields: Mapping[str, Raw]


@dataclass(frozen=True, slots=True, eq=False)
class OldMeta:
    """An existing `.meta` file.

    Attributes:
        guid: Its guid, empty if it holds none.
        top: Everything above the importer's fields, the importer included.
        importer: Name of the importer ("TextureImporter"), empty if there is none.
        fields: The importer's fields.
    """

    guid: str
    top: Mapping[str, Raw]
    importer: str
    fields: Mapping[str, Raw]


@dataclass(frozen=True, slots=True, eq=False)
class SpriteIdentity:
    """What a sprite is called by in Unity, and the fields it had before (empty for a new one)."""

    internal_id: int
    sprite_id: str
    old: OldSprite | None = None


@dataclass(slots=True)
class SheetHistory:
    """The existing metas of one sheet's pages, by page file."""

    metas: dict[PurePosixPath, OldMeta] = field(default_factory=dict)
    sprites: list[OldSprite] = field(default_factory=list)


def read_meta(data: bytes | None) -> OldMeta | None:
    """An existing `.meta`; None if there is none or it is not one."""
    if data is None:
        return None
    try:
        top = read_mapping(normalised(data.decode("utf-8")).rstrip("\n").split("\n"))
    except UnicodeDecodeError:
        return None
    importer = next((key for key in top if key.endswith("Importer")), "")
    guid = as_text(top.get("guid")).lower()
    if not importer and not guid:
        return None
    return OldMeta(guid if is_guid(guid) else "", top, importer, as_mapping(top[importer]) if importer else {})


def history_of(pages: Sequence[Page], existing: Mapping[PurePosixPath, bytes]) -> SheetHistory:
    """What earlier exports left for one sheet; pages that are no longer written are read as well."""
    history = SheetHistory()
    number = 0
    while number < len(pages) or page_path(pages[0].sheet_name, number).with_suffix(".png.meta") in existing:
        path = page_path(pages[0].sheet_name, number)
        meta = read_meta(existing.get(path.with_suffix(".png.meta")))
        number += 1
        if meta is None:
            continue
        history.metas[path] = meta
        if meta.importer == "TextureImporter":
            history.sprites.extend(_old_sprites(path, meta))
    return history


def identities_of(project_id: str, pages: Sequence[Page], history: SheetHistory) -> dict[str, SpriteIdentity]:
    """The identity of every sprite of one sheet.

    A sprite is found again by its hashed id, so that renaming keeps it, else by its name, first on its own page.
    """
    places = [(sprite, page) for page in pages for sprite, _ in page.sprites]
    hashed = {sprite.id: file_id(project_id, page.sheet_name, sprite.id) for sprite, page in places}
    free = list(history.sprites)
    found: dict[str, OldSprite] = {}
    for sprite, page in places:
        _claim(sprite.id, (old for old in free if old.internal_id == hashed[sprite.id]), page.path, free, found)
    for sprite, page in places:
        if sprite.id not in found:
            name = clean_text(sprite.name)
            _claim(sprite.id, (old for old in free if old.name == name), page.path, free, found)
    return _settled(places, found, hashed)


def tables_of(meta: OldMeta) -> dict[int, str]:
    """Every id that a texture's `.meta` ever gave to a sprite, with the name."""
    table: dict[int, str] = {}
    for item in as_sequence(meta.fields.get("internalIDToNameTable", Raw(""))):
        entry = as_mapping(item)
        for class_id, identifier in as_mapping(entry.get("first", Raw(""))).items():
            if class_id == "213" and as_int(identifier):
                table[as_int(identifier)] = as_text(entry.get("second"))
    for identifier_text, name in as_mapping(meta.fields.get("fileIDToRecycleName", Raw(""))).items():
        if identifier_text.lstrip("-").isdigit():
            table.setdefault(int(identifier_text), as_text(name))
    return table


def as_int(value: Raw | None) -> int:
    """An integer field; 0 if it is missing or something else."""
    try:
        return int(as_line(value)) if value is not None else 0
    except ValueError:
        return 0


def _old_sprites(path: PurePosixPath, meta: OldMeta) -> Iterable[OldSprite]:
    by_name = {name: identifier for identifier, name in tables_of(meta).items()}
    sheet = as_mapping(meta.fields.get("spriteSheet", Raw("")))
    for item in as_sequence(sheet.get("sprites", Raw(""))):
        fields = as_mapping(item)
        name = as_text(fields.get("name"))
        yield OldSprite(name, as_int(fields.get("internalID")) or by_name.get(name, 0), path, fields)


def _claim(
    sprite: str,
    candidates: Iterable[OldSprite],
    page: PurePosixPath,
    free: list[OldSprite],
    found: dict[str, OldSprite],
) -> None:
    ordered = sorted(candidates, key=lambda old: old.page != page)
    if ordered:
        found[sprite] = ordered[0]
        free.remove(ordered[0])


def _settled(
    places: Sequence[tuple[Sprite, Page]], found: Mapping[str, OldSprite], hashed: Mapping[str, int]
) -> dict[str, SpriteIdentity]:
    """Ids that are unique in the sheet; an existing one is only given up where two sprites share it."""
    taken: set[int] = {0}
    kept: dict[str, int] = {}
    for sprite, _ in places:
        if sprite.id in found and found[sprite.id].internal_id not in taken:
            kept[sprite.id] = found[sprite.id].internal_id
            taken.add(kept[sprite.id])
    for sprite, page in places:
        if sprite.id in kept:
            continue
        identifier, attempt = hashed[sprite.id], 1
        while identifier in taken:
            identifier, attempt = file_id(str(hashed[sprite.id]), page.sheet_name, str(attempt)), attempt + 1
        kept[sprite.id] = identifier
        taken.add(identifier)
    texts = {key: as_text(old.fields.get("spriteID")) for key, old in found.items()}
    shared = Counter(texts.values())
    identities = {}
    for sprite, _ in places:
        text = texts.get(sprite.id, "")
        is_sound = is_guid(text) and text != BROKEN_SPRITE_ID and shared[text] == 1
        own = text if is_sound else sprite_id(kept[sprite.id])
        identities[sprite.id] = SpriteIdentity(kept[sprite.id], own, found.get(sprite.id))
    return identities
