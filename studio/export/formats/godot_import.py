"""The ``.png.import`` file beside each page: how Godot 4 brings the picture in."""

from __future__ import annotations

from studio.export.formats.godot_reader import existing_uid
from studio.export.formats.godot_text import boolean


def import_file(uid: str, is_bled: bool, existing: bytes | None) -> bytes:
    """A partial import file, which the engine accepts and completes; an existing one stays as it is.

    What lies in the folder holds what the engine filled in and what the user chose in the Import dock.

    Args:
        uid: Identifier of the picture.
        is_bled: Whether the page has sensible colours under its transparent pixels already. If so the engine
            must not do it again: its own way also recolours visible pixels of an alpha under 20.
        existing: What lies in the folder.
    """
    if existing is not None and b'importer="' in existing and existing_uid(existing):
        return existing
    parameters = (
        ("compress/mode", "0"),  # lossless
        ("mipmaps/generate", boolean(False)),
        ("process/fix_alpha_border", boolean(not is_bled)),
        ("process/premult_alpha", boolean(False)),
        ("process/size_limit", "0"),
        ("detect_3d/compress_to", "0"),  # never switch to lossy video memory formats by itself
    )
    listed = "\n".join(f"{key}={value}" for key, value in parameters)
    text = f'[remap]\n\nimporter="texture"\ntype="CompressedTexture2D"\nuid="{uid}"\n\n[params]\n\n{listed}\n'
    return text.encode("utf-8")
