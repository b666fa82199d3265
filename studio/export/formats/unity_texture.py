"""A page's `.png.meta`: Unity's import settings, the sprites on the page, their pivots and ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from studio.export.formats.unity_cast import LARGEST_TEXTURE_PX, Page, clean_text
from studio.export.formats.unity_ids import asset_guid
from studio.export.formats.unity_sprites import (
    OldMeta,
    OldSprite,
    SpriteIdentity,
    as_int,
    history_of,
    identities_of,
    tables_of,
)
from studio.export.formats.unity_yaml import (
    Flow,
    Label,
    Raw,
    Value,
    as_line,
    as_mapping,
    as_sequence,
    as_text,
    plain,
    write_mapping,
)
from studio.models.sheet import ExportSet, Placement, Sprite

PIXELS_PER_UNIT = 100
UNITY_DEFAULT_TEXTURE_PX = 2048
"""Unity shrinks larger pictures unless told otherwise."""
_MULTIPLE_SPRITES, _SPRITE_TEXTURE, _CUSTOM_PIVOT = 2, 8, 9
_SHAPES = ("outline", "physicsShape", "bones", "vertices")


@dataclass(frozen=True, slots=True)
class Texture:
    """A page as Unity knows it.

    Attributes:
        page: The page.
        guid: Its guid.
        ids: Sprite id -> internal id, of the sprites on the page.
        meta: Text of its `.meta`.
        warning: What the user should know, or empty.
    """

    page: Page
    guid: str
    ids: Mapping[str, int]
    meta: str
    warning: str


def textures_of(
    scene: ExportSet, pages: Sequence[Page], existing: Mapping[PurePosixPath, bytes]
) -> tuple[Texture, ...]:
    """All pages with their metas, merged with what lies in the folder already."""
    result: list[Texture] = []
    for name in dict.fromkeys(page.sheet_name for page in pages):
        own = [page for page in pages if page.sheet_name == name]
        history = history_of(own, existing)
        identities = identities_of(scene.project_id, own, history)
        gone = {old.internal_id for old in history.sprites} - {one.internal_id for one in identities.values()}
        for page in own:
            old = history.metas.get(page.path)
            left = [one.name for one in history.sprites if one.page == page.path and one.internal_id in gone]
            old_side = _side_of([one for one in history.sprites if one.page == page.path])
            result.append(_texture(scene, page, identities, old=old, left=left, old_side=old_side))
    return tuple(result)


def pivot_of(scene: ExportSet, place: Placement) -> tuple[float, float]:
    """The common pivot as a share of the trimmed rectangle, from its bottom-left; may leave 0…1."""
    width, height = scene.canvas_size
    across, up = scene.pivot_px[0] / width, 1 - scene.pivot_px[1] / height
    below = place.source_height - place.offset_y - place.height
    return (
        (across * place.source_width - place.offset_x) / place.width,
        (up * place.source_height - below) / place.height,
    )


def texture_limit(side: int) -> int:
    """The `maxTextureSize` that lets a page of this longer side through unshrunk."""
    limit = UNITY_DEFAULT_TEXTURE_PX
    while limit < min(side, LARGEST_TEXTURE_PX):
        limit *= 2
    return limit


def _texture(
    scene: ExportSet,
    page: Page,
    identities: Mapping[str, SpriteIdentity],
    *,
    old: OldMeta | None,
    left: Sequence[str],
    old_side: int,
) -> Texture:
    guid = (old.guid if old else "") or asset_guid(scene.project_id, page.path.as_posix())
    is_texture = old is not None and old.importer == "TextureImporter" and bool(old.fields)
    fields: dict[str, Value] = dict(old.fields) if old and is_texture else _fresh_importer(scene, page)
    names = {identities[sprite.id].internal_id: clean_text(sprite.name) for sprite, _ in page.sprites}
    known = tables_of(old) if old else {}
    table: list[Value] = [{"first": {"213": key}, "second": name} for key, name in ({**known, **names}).items()]
    fields = {"internalIDToNameTable": [], **fields} | {"internalIDToNameTable": table}
    for key, wanted in (("spriteMode", _MULTIPLE_SPRITES), ("textureType", _SPRITE_TEXTURE)):
        kept = fields.get(key)
        if not isinstance(kept, Raw) or as_int(kept) != wanted:
            fields[key] = wanted
    if is_texture:
        _grow_limits(fields, max(page.size), old_side)
    fields["spriteSheet"] = _sprite_sheet(scene, page, identities, fields.get("spriteSheet"), names)
    top: dict[str, Value] = {"fileFormatVersion": 2, **(old.top if old and is_texture else {})}
    top |= {"guid": plain(guid), "TextureImporter": fields}
    text = "\n".join(write_mapping(top)) + "\n"
    warning = "\n".join(_warnings(page, identities, left))
    return Texture(
        page, guid, {sprite.id: identities[sprite.id].internal_id for sprite, _ in page.sprites}, text, warning
    )


def _sprite_sheet(
    scene: ExportSet,
    page: Page,
    identities: Mapping[str, SpriteIdentity],
    old: Value | None,
    names: Mapping[int, str],
) -> dict[str, Value]:
    fields: dict[str, Value] = dict(as_mapping(old)) if isinstance(old, Raw) else _fresh_sheet()
    fields["sprites"] = [_sprite(scene, page, sprite, place, identities[sprite.id]) for sprite, place in page.sprites]
    fields["nameFileIdTable"] = {Label(name): key for key, name in sorted(names.items(), key=lambda item: item[1])}
    return fields


def _sprite(
    scene: ExportSet, page: Page, sprite: Sprite, place: Placement, identity: SpriteIdentity
) -> dict[str, Value]:
    pivot_x, pivot_y = pivot_of(scene, place)
    fields: dict[str, Value] = {**_fresh_sprite(), **(identity.old.fields if identity.old else {})}
    rect: dict[str, Value] = {
        "serializedVersion": 2,
        "x": place.x,
        "y": page.size[1] - place.y - place.height,
        "width": place.width,
        "height": place.height,
    }
    return fields | {
        "name": clean_text(sprite.name),
        "rect": rect,
        "alignment": _CUSTOM_PIVOT,
        "pivot": Flow({"x": pivot_x, "y": pivot_y}),
        "spriteID": plain(identity.sprite_id),
        "internalID": identity.internal_id,
    }


def _grow_limits(fields: dict[str, Value], side: int, old_side: int) -> None:
    """Raise every texture limit that let the old page through; a smaller one was the user's wish and stays."""
    wanted = texture_limit(side)
    if _is_to_grow(fields.get("maxTextureSize"), side, old_side):
        fields["maxTextureSize"] = wanted
    platforms = fields.get("platformSettings")
    if not isinstance(platforms, Raw):
        return
    items: list[Value] = []
    for item in as_sequence(platforms):
        entry: dict[str, Value] = dict(as_mapping(item))
        if _is_to_grow(entry.get("maxTextureSize"), side, old_side):
            entry["maxTextureSize"] = wanted
        items.append(entry)
    fields["platformSettings"] = items


def _is_to_grow(limit: Value | None, side: int, old_side: int) -> bool:
    return isinstance(limit, Raw) and old_side <= as_int(limit) < side


def _side_of(sprites: Sequence[OldSprite]) -> int:
    """How far an earlier page's sprites reach, which is its longer side but for a few pixels."""
    reach = 0
    for one in sprites:
        x, y, width, height = _rect_of(one)
        reach = max(reach, x + width, y + height)
    return reach


def _warnings(page: Page, identities: Mapping[str, SpriteIdentity], left: Sequence[str]) -> list[str]:
    moved, reshaped = [], []
    for sprite, place in page.sprites:
        old = identities[sprite.id].old
        if old and old.page != page.path:
            moved.append(sprite.name)
        if old and _has_own_shape(old) and _rect_of(old)[2:] != (place.width, place.height):
            reshaped.append(sprite.name)
    texts = (
        (moved, "moved to this page from another one; scenes that show them directly need them assigned again"),
        (reshaped, "changed size; look at the outlines, shapes or bones drawn for them"),
        (left, "left the sheet; scenes that show them directly will miss them"),
    )
    return [f"Sprites {_listed(names)} {text}." for names, text in texts if names]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"


def _has_own_shape(old: OldSprite) -> bool:
    return any(as_line(old.fields[key]) not in ("", "[]") for key in _SHAPES if key in old.fields)


def _rect_of(old: OldSprite) -> tuple[int, int, int, int]:
    rect = as_mapping(old.fields.get("rect", Raw("")))
    x, y, width, height = (_rounded(as_text(rect.get(key))) for key in ("x", "y", "width", "height"))
    return x, y, width, height


def _rounded(text: str) -> int:
    try:
        return round(float(text))
    except ValueError:
        return 0


def _fresh_importer(scene: ExportSet, page: Page) -> dict[str, Value]:
    limit = texture_limit(max(page.size))
    return {
        "internalIDToNameTable": [],
        "externalObjects": {},
        "serializedVersion": 11,
        "mipmaps": {
            "mipMapMode": 0,
            "enableMipMap": 0,
            "sRGBTexture": 1,
            "linearTexture": 0,
            "fadeOut": 0,
            "borderMipMap": 0,
            "mipMapsPreserveCoverage": 0,
            "alphaTestReferenceValue": 0.5,
            "mipMapFadeDistanceStart": 1,
            "mipMapFadeDistanceEnd": 3,
        },
        "bumpmap": {"convertToNormalMap": 0, "externalNormalMap": 0, "heightScale": 0.25, "normalMapFilter": 0},
        **dict.fromkeys(("isReadable", "streamingMipmaps", "streamingMipmapsPriority", "vTOnly"), 0),
        "ignoreMasterTextureLimit": 0,
        "grayScaleToAlpha": 0,
        "generateCubemap": 6,
        "cubemapConvolution": 0,
        "seamlessCubemap": 0,
        "textureFormat": 1,
        "maxTextureSize": limit,
        "textureSettings": {
            "serializedVersion": 2,
            "filterMode": 0 if scene.is_pixel_art else 1,
            "aniso": 1,
            "mipBias": 0,
            "wrapU": 1,
            "wrapV": 1,
            "wrapW": 1,
        },
        "nPOTScale": 0,
        "lightmap": 0,
        "compressionQuality": 50,
        "spriteMode": _MULTIPLE_SPRITES,
        "spriteExtrude": 1,
        "spriteMeshType": 0,
        "alignment": 0,
        "spritePivot": Flow({"x": 0.5, "y": 0.5}),
        "spritePixelsToUnits": PIXELS_PER_UNIT * page.scale,
        "spriteBorder": Flow(dict.fromkeys("xyzw", 0)),
        "spriteGenerateFallbackPhysicsShape": 0,
        "alphaUsage": 1,
        "alphaIsTransparency": 1,
        "spriteTessellationDetail": -1,
        "textureType": _SPRITE_TEXTURE,
        "textureShape": 1,
        "singleChannelComponent": 0,
        "flipbookRows": 1,
        "flipbookColumns": 1,
        **dict.fromkeys(("maxTextureSizeSet", "compressionQualitySet", "textureFormatSet"), 0),
        **dict.fromkeys(("ignorePngGamma", "applyGammaDecoding", "cookieLightType"), 0),
        "platformSettings": [_fresh_platform(limit)],
        "spriteSheet": {},
        "spritePackingTag": "",
        "pSDRemoveMatte": 0,
        "pSDShowRemoveMatteOption": 0,
        "userData": "",
        "assetBundleName": "",
        "assetBundleVariant": "",
    }


def _fresh_platform(limit: int) -> dict[str, Value]:
    return {
        "serializedVersion": 3,
        "buildTarget": "DefaultTexturePlatform",
        "maxTextureSize": limit,
        "resizeAlgorithm": 0,
        "textureFormat": -1,
        "textureCompression": 0,
        "compressionQuality": 50,
        **dict.fromkeys(("crunchedCompression", "allowsAlphaSplitting", "overridden"), 0),
        "androidETC2FallbackOverride": 0,
        "forceMaximumCompressionQuality_BC6H_BC7": 0,
    }


def _fresh_sprite() -> dict[str, Value]:
    return {
        "serializedVersion": 2,
        **dict.fromkeys(("name", "rect", "alignment", "pivot"), ""),
        "border": Flow(dict.fromkeys("xyzw", 0)),
        "outline": [],
        "physicsShape": [],
        "tessellationDetail": 0,
        "bones": [],
        **dict.fromkeys(("spriteID", "internalID"), ""),
        "vertices": [],
        "indices": "",
        "edges": [],
        "weights": [],
    }


def _fresh_sheet() -> dict[str, Value]:
    return {
        "serializedVersion": 2,
        "sprites": [],
        "outline": [],
        "physicsShape": [],
        "bones": [],
        "spriteID": plain("5e97eb03825dee720800000000000000"),
        "internalID": 0,
        "vertices": [],
        "indices": "",
        "edges": [],
        "weights": [],
        "secondaryTextures": [],
        "nameFileIdTable": {},
    }
