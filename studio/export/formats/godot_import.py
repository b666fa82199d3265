"""The ``.png.import`` file beside each page: how Godot 4 brings the picture in."""

from __future__ import annotations

from studio.export.formats.godot_reader import existing_uid
from studio.export.formats.godot_text import boolean

_PARAMETERS = (
    ("compress/mode", "0"),  # lossless
    ("mipmaps/generate", boolean(False)),
    ("process/fix_alpha_border", boolean(True)),
    ("process/premult_alpha", boolean(False)),
    ("process/size_limit", "0"),
    ("detect_3d/compress_to", "0"),  # never switch to lossy video memory formats by itself
)


def import_file(uid: str, existing: bytes | None) -> bytes:
    """A partial import file, which the engine accepts and completes; an existing one stays as it is.

    What lies in the folder holds what the engine filled in and what the user chose in the Import dock, and
    nothing that we want depends on the picture, so there is never a reason to write it again.
    """
    if existing is not None and b'importer="' in existing and existing_uid(existing):
        return existing
    parameters = "\n".join(f"{key}={value}" for key, value in _PARAMETERS)
    text = f'[remap]\n\nimporter="texture"\ntype="CompressedTexture2D"\nuid="{uid}"\n\n[params]\n\n{parameters}\n'
    return text.encode("utf-8")
