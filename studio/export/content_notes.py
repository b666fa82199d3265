"""Content notes in picture files: as a text chunk and XMP in PNG, as XMP in WebP, JPEG and GIF.

The bytes of the pictures themselves are never touched: a note is put beside them.
"""

from __future__ import annotations

import html
import re
import struct
import zlib
from collections.abc import Iterator

from studio.models.content_note import ContentNote, note_from_json

KEYWORD = "Avatar Studio"
"""Of the PNG text chunk."""
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
_GIF_HEAD = b"\x21\xff\x0bXMP DataXMP"
_NOTE = re.compile(r'studio:note="([^"]*)"')
_MAX_JPEG_XMP = 65_000
SUFFIXES = (".png", ".apng", ".webp", ".jpg", ".jpeg", ".gif")
"""Kinds of files that can carry a note."""


def with_note(data: bytes, note: ContentNote | None) -> bytes:
    """The same file with a note in it; a note that is there already is replaced.

    Files of other kinds, and all files where `note` is None, come back as they are.
    """
    if note is None:
        return data
    if data.startswith(_PNG):
        return _png(data, note)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data, note)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data, note)
    return _gif(data, note) if data.startswith(b"GIF8") else data


def read_note(data: bytes) -> ContentNote | None:
    """The note of a picture file; None without one."""
    try:
        if data.startswith(_PNG):
            return _read_png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return next((_from_xmp(body) for kind, body in _riff(data) if kind == b"XMP "), None)
        if data.startswith(b"\xff\xd8\xff"):
            return next((_from_xmp(body) for body in _jpeg_xmp(data)), None)
        if data.startswith(b"GIF8") and (at := data.find(_GIF_HEAD)) >= 0:
            return _from_xmp(data[at : data.find(b"<?xpacket end", at)])
    except (struct.error, IndexError, zlib.error, UnicodeDecodeError):
        return None
    return None


def xmp_of(note: ContentNote) -> bytes:
    """The note as an XMP packet, with IPTC's digital source type."""
    text = html.escape(note.to_json(), quote=True)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        'xmlns:studio="https://avatar-studio.invalid/ns/1.0/" '
        f'xmp:CreatorTool="Avatar Studio {html.escape(note.program)}" '
        f'Iptc4xmpExt:DigitalSourceType="{note.source_type}" studio:note="{text}"/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _from_xmp(packet: bytes) -> ContentNote | None:
    match = _NOTE.search(packet.decode("utf-8", "replace"))
    return note_from_json(html.unescape(match[1])) if match else None


# --- PNG


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, body, and the whole chunk as it stands."""
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length], data[at : at + 12 + length]
        at += 12 + length


def _itxt(keyword: bytes, text: bytes) -> bytes:
    body = b"iTXt" + keyword + b"\0\0\0\0\0" + text
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def _is_ours(kind: bytes, body: bytes) -> bool:
    keyword = body.partition(b"\0")[0]
    return kind == b"iTXt" and keyword in (KEYWORD.encode(), _XMP_KEYWORD)


def _png(data: bytes, note: ContentNote) -> bytes:
    parts = [_PNG]
    for kind, body, whole in _png_chunks(data):
        if _is_ours(kind, body):
            continue
        parts.append(whole)
        if kind == b"IHDR":
            parts += [_itxt(KEYWORD.encode(), note.to_json().encode()), _itxt(_XMP_KEYWORD, xmp_of(note))]
    return b"".join(parts)


def _read_png(data: bytes) -> ContentNote | None:
    for kind, body, _ in _png_chunks(data):
        keyword, _, rest = body.partition(b"\0")
        if kind == b"iTXt" and keyword == KEYWORD.encode():
            return note_from_json(rest[4:].decode("utf-8"))
        if kind == b"iTXt" and keyword == _XMP_KEYWORD and (found := _from_xmp(rest[4:])):
            return found
    return None


# --- WebP


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        (length,) = struct.unpack("<I", data[at + 4 : at + 8])
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _webp(data: bytes, note: ContentNote) -> bytes:
    chunks = [(kind, body) for kind, body in _riff(data) if kind != b"XMP "]
    if not chunks or chunks[0][0] != b"VP8X":
        chunks.insert(0, (b"VP8X", _extended_head(chunks)))
    head = bytearray(chunks[0][1])
    head[0] |= 0x04  # says that XMP follows
    chunks = [(b"VP8X", bytes(head)), *chunks[1:], (b"XMP ", xmp_of(note))]
    body = b"".join(kind + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2) for kind, part in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _extended_head(chunks: list[tuple[bytes, bytes]]) -> bytes:
    """What a simple file says in its picture alone: size, and whether there is alpha."""
    kind, body = next((one for one in chunks if one[0] in (b"VP8 ", b"VP8L")), (b"", b""))
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", body[1:5])
        width, height, has_alpha = bits & 0x3FFF, bits >> 14 & 0x3FFF, bits >> 28 & 1
    else:
        width, height = (value & 0x3FFF for value in struct.unpack("<HH", body[6:10]))
        width, height, has_alpha = width - 1, height - 1, 0
    canvas: bytes = bytes([0x10 * has_alpha, 0, 0, 0]) + width.to_bytes(3, "little") + height.to_bytes(3, "little")
    return canvas


# --- JPEG and GIF


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment before the picture."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        yield data[at + 1], at, at + 2 + length
        at += 2 + length


def _jpeg_xmp(data: bytes) -> Iterator[bytes]:
    for marker, start, end in _jpeg_segments(data):
        if marker == 0xE1 and data[start + 4 : end].startswith(_JPEG_HEAD):
            yield data[start + 4 + len(_JPEG_HEAD) : end]


def _jpeg(data: bytes, note: ContentNote) -> bytes:
    packet = _JPEG_HEAD + xmp_of(note)
    if len(packet) > _MAX_JPEG_XMP:
        return data
    ours = b"\xff\xe1" + struct.pack(">H", len(packet) + 2) + packet
    kept, last = [], 2
    for marker, start, end in _jpeg_segments(data):
        if not (marker == 0xE1 and data[start + 4 : end].startswith(_JPEG_HEAD)):
            kept.append(data[start:end])
        last = end
    head = 1 if kept and kept[0][1] == 0xE0 else 0  # JFIF wants to be first
    return data[:2] + b"".join([*kept[:head], ours, *kept[head:]]) + data[last:]


def _gif(data: bytes, note: ContentNote) -> bytes:
    # The packet is followed by every byte from 255 to 0, so that a reader of plain blocks ends at the last one.
    block = _GIF_HEAD + xmp_of(note) + b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    at = data.find(_GIF_HEAD)
    if at >= 0:
        end = data.find(bytes(range(255, -1, -1)) + b"\0", at)
        data = data[:at] + data[end + 257 :] if end >= 0 else data
    return data[:-1] + block + data[-1:] if data.endswith(b";") else data


__all__ = ["KEYWORD", "SUFFIXES", "read_note", "with_note", "xmp_of"]
