"""Pictures in and out: every common file kind becomes one upright sRGB `Picture`, or one clear error."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from studio.core.errors import InputError
from studio.models.picture import Picture
from studio.storage.pixel_formats import to_rgba8

MAX_PIXELS = 120_000_000
"""Largest picture that is decoded, width times height; guards memory against decompression bombs."""
MIN_SIDE_PX = 16
"""Smallest side a picture may have."""
MAX_FILE_BYTES = 1 << 30
"""Largest file that is read."""
FORMATS: tuple[str, ...] = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "AVIF", "GIF")
"""Kinds that are read, by Pillow's names; the file's content decides, never its name."""

_READABLE = "PNG, JPEG, WebP, TIFF, BMP, AVIF and GIF can be read."
_TRUNCATED_SIGNS = ("truncated", "unexpected end", "not enough", "buffer overrun", "incomplete", "end of file")


_LARGE_PIXELS = 4_000_000
_QUICK_LEVEL, _SMALL_LEVEL = 1, 6


def load_picture(path: Path) -> Picture:
    """Read a picture file.

    Args:
        path: The file; its name says nothing about its kind.

    Returns:
        The picture, upright, in sRGB, alpha straight.

    Raises:
        InputError: With one of the codes ``picture.missing``, ``picture.unreadable``, ``picture.empty``,
            ``picture.unknown_format``, ``picture.truncated``, ``picture.corrupt``, ``picture.too_large``,
            ``picture.too_small``.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"“{name}” is a folder.", "Give a picture file.", "picture.unreadable")
        if size > MAX_FILE_BYTES:
            _refuse_large(name, f"the file has {size / 2**20:.0f} MiB")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file “{path}”.", "Check the path.", "picture.missing") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            f"“{name}” cannot be read: {reason}.", "Check its permissions.", "picture.unreadable"
        ) from error
    return decode_picture(data, name)


def decode_picture(data: bytes, name: str = "") -> Picture:
    """Decode a picture file that is already in memory.

    Args:
        data: The file's bytes.
        name: Its name, for messages and `Picture.source_name`.

    Returns:
        The picture, upright, in sRGB, alpha straight.

    Raises:
        InputError: As `load_picture`.
    """
    label = name or "the picture"
    if not data:
        raise InputError(f"“{label}” is empty (0 bytes).", "Save or copy the picture again.", "picture.empty")
    with warnings.catch_warnings():
        # Pillow warns about odd metadata and large sizes; sizes are checked below, odd metadata does no harm.
        warnings.simplefilter("ignore")
        return _decode(data, label, name)


def encode_png(pixels: NDArray[np.uint8], *, compress_level: int = 6) -> bytes:
    """Encode as PNG: equal pixels give equal bytes, and no metadata goes in.

    Args:
        pixels: (H, W, 4) or (H, W, 3) uint8 or (H, W) uint8, sRGB, straight alpha.
        compress_level: zlib's, 0 (none) … 9 (slowest).
    """
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, "PNG", compress_level=compress_level)
    return buffer.getvalue()


def kept_compression(pixels: NDArray[np.uint8]) -> int:
    """How hard a picture that a project keeps is compressed.

    The smallest file takes three times as long and is a sixth smaller: for a large picture nobody would wait for that.
    """
    return _QUICK_LEVEL if pixels.shape[0] * pixels.shape[1] >= _LARGE_PIXELS else _SMALL_LEVEL


def _decode(data: bytes, label: str, name: str) -> Picture:
    image, kind = _open(data, label)
    notes: list[str] = []
    frames = int(getattr(image, "n_frames", 1))
    if frames > 1:
        notes.append(f"first of {frames} {'pages' if kind == 'TIFF' else 'frames'}")
    image = _loaded(image, label, data)
    image = _upright(image, notes)
    pixels = _converted(image, label, notes)
    has_alpha = bool((pixels[..., 3] < 255).any())
    return Picture(np.ascontiguousarray(pixels), has_alpha, name, "JPEG" if kind == "MPO" else kind, tuple(notes))


def _open(data: bytes, label: str) -> tuple[Image.Image, str]:
    """Open without decoding and check the size."""
    try:
        image: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        _refuse_large(label, "it unpacks to a gigantic picture")
    except UnidentifiedImageError as error:
        if _looks_like_picture(data):
            _refuse_damaged(label, error, data)
        hint = f"{_READABLE} Open it in a drawing program and save it as PNG."
        raise InputError(f"“{label}” is not a picture that can be read.", hint, "picture.unknown_format") from error
    except Exception as error:
        _refuse_damaged(label, error, data)
    width, height = image.size
    if width * height > MAX_PIXELS:
        _refuse_large(label, f"{width} x {height} pixels")
    if min(width, height) < MIN_SIDE_PX:
        raise InputError(
            f"“{label}” has only {width} x {height} pixels.",
            f"Each side needs at least {MIN_SIDE_PX} pixels; a face needs more.",
            "picture.too_small",
        )
    return image, str(image.format)


def _loaded(image: Image.Image, label: str, data: bytes) -> Image.Image:
    """Decode the first frame."""
    try:
        image.load()
    except MemoryError:
        _refuse_large(label, f"{image.width} x {image.height} pixels do not fit in memory")
    except Exception as error:
        _refuse_damaged(label, error, data)
    return image


def _upright(image: Image.Image, notes: list[str]) -> Image.Image:
    try:
        orientation = int(image.getexif().get(0x0112, 1))
        turned = ImageOps.exif_transpose(image)
    except Exception:
        notes.append("EXIF data damaged and ignored")
        return image
    if orientation in range(2, 9):
        notes.append(f"turned upright by EXIF orientation {orientation}")
    return turned


def _converted(image: Image.Image, label: str, notes: list[str]) -> NDArray[np.uint8]:
    profile = _profile_of(image, notes)
    try:
        return to_rgba8(image, profile, notes)
    except InputError:
        raise
    except MemoryError:
        _refuse_large(label, f"{image.width} x {image.height} pixels do not fit in memory")
    except Exception as error:
        _refuse_damaged(label, error)


def _profile_of(image: Image.Image, notes: list[str]) -> Any | None:
    """The embedded colour profile, unless it is sRGB itself or unreadable."""
    raw = image.info.get("icc_profile")
    if not raw:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(raw))
        description = ImageCms.getProfileDescription(profile)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        notes.append("colour profile damaged and ignored")
        return None
    return None if "srgb" in description.lower() else profile


def _looks_like_picture(data: bytes) -> bool:
    """Whether the first bytes are those of a kind that is read, so that the rest must be damaged."""
    heads = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
    is_riff = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    is_avif = data[4:12] in (b"ftypavif", b"ftypavis")
    return data.startswith(heads) or is_riff or is_avif


def _refuse_damaged(label: str, error: BaseException, data: bytes = b"") -> NoReturn:
    text = str(error).lower() + (" truncated" if _is_cut_riff(data) else "")
    hint = "Copy or download it again, or open it in a drawing program and save it as PNG."
    if isinstance(error, EOFError) or any(sign in text for sign in _TRUNCATED_SIGNS):
        raise InputError(
            f"“{label}” ends too early: a part of the file is missing.", hint, "picture.truncated"
        ) from error
    raise InputError(f"“{label}” is damaged and cannot be decoded.", hint, "picture.corrupt") from error


def _is_cut_riff(data: bytes) -> bool:
    """Whether a WebP file is shorter than its head says; its decoder does not tell cut from damaged."""
    return data[:4] == b"RIFF" and int.from_bytes(data[4:8], "little") + 8 > len(data)


def _refuse_large(label: str, why: str) -> NoReturn:
    raise InputError(
        f"“{label}” is too large to be opened safely: {why}.",
        f"Scale it down to at most {MAX_PIXELS // 1_000_000} megapixels.",
        "picture.too_large",
    )
