"""Open Sound Control 1.0: packets to messages and back.

What arrives over a socket is never trusted: every length is checked before it is used, and everything that is wrong
ends in a `PacketError`, nothing else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

MAX_PACKET_BYTES = 65_507
"""Largest datagram that UDP carries."""
MAX_MESSAGES = 1024
MAX_ARGUMENTS = 256
MAX_DEPTH = 8
"""Bundles in bundles, arrays in arrays."""
IMMEDIATELY = 1
"""The time tag that means now."""

_BUNDLE = b"#bundle\0"
_TIME_TAG_BYTES = 8
_NUMBERS = {"i": ">i", "f": ">f", "h": ">q", "d": ">d", "t": ">Q", "r": ">I"}
_CONSTANTS = {"T": True, "F": False, "N": None, "I": float("inf")}
_INT_RANGE = range(-(2**31), 2**31)


class PacketError(Exception):
    """What arrived is no packet of this kind."""


OscValue: TypeAlias = "int | float | str | bytes | bool | tuple[OscValue, ...] | None"


@dataclass(frozen=True, slots=True)
class OscMessage:
    """One message.

    Attributes:
        address: "/VMC/Ext/Blend/Val".
        arguments: Its values; an array is a tuple, a colour an int, MIDI four bytes, "infinitum" is infinite.
    """

    address: str
    arguments: tuple[OscValue, ...] = ()


def parse_packet(data: bytes) -> tuple[OscMessage, ...]:
    """The messages of a datagram in their order; bundles are opened, their time tags are not waited for.

    Raises:
        PacketError: If anything in it is not as the specification says, or it is larger than any honest sender's.
    """
    if len(data) > MAX_PACKET_BYTES:
        raise PacketError("larger than a datagram")
    messages: list[OscMessage] = []
    _read_element(data, messages, 0)
    return tuple(messages)


def _read_element(data: bytes, messages: list[OscMessage], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise PacketError("bundles too deep")
    if not data or len(data) % 4:
        raise PacketError("length is no multiple of four")
    if not data.startswith(_BUNDLE):
        if len(messages) >= MAX_MESSAGES:
            raise PacketError("too many messages")
        messages.append(_read_message(data))
        return
    position = len(_BUNDLE) + _TIME_TAG_BYTES
    if len(data) < position:
        raise PacketError("bundle without a time tag")
    while position < len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        position += 4
        if not 0 < size <= len(data) - position:
            raise PacketError("element reaches past its bundle")
        _read_element(data[position : position + size], messages, depth + 1)
        position += size


def _read_message(data: bytes) -> OscMessage:
    address, position = _read_string(data, 0)
    if not address.startswith("/"):
        raise PacketError("address does not begin with a slash")
    if position == len(data):
        return OscMessage(address)  # old senders leave out the type tags where there is nothing to tell
    tags, position = _read_string(data, position)
    if not tags.startswith(","):
        raise PacketError("no type tags")
    if len(tags) > MAX_ARGUMENTS:
        raise PacketError("too many arguments")
    stack: list[list[OscValue]] = [[]]
    for tag in tags[1:]:
        if tag == "[":
            stack.append([])
            if len(stack) > MAX_DEPTH:
                raise PacketError("arrays too deep")
        elif tag == "]":
            if len(stack) == 1:
                raise PacketError("array ends that did not begin")
            inner = tuple(stack.pop())
            stack[-1].append(inner)
        else:
            value, position = _read_value(tag, data, position)
            stack[-1].append(value)
    if len(stack) != 1:
        raise PacketError("array does not end")
    if position != len(data):
        raise PacketError("bytes left over")
    return OscMessage(address, tuple(stack[0]))


def _read_value(tag: str, data: bytes, position: int) -> tuple[OscValue, int]:
    if tag in _CONSTANTS:
        return _CONSTANTS[tag], position
    if tag in _NUMBERS:
        number = _NUMBERS[tag]
        end = position + struct.calcsize(number)
        if end > len(data):
            raise PacketError("number reaches past the end")
        return struct.unpack_from(number, data, position)[0], end
    if tag in "sS":
        return _read_string(data, position)
    if tag == "b":
        return _read_blob(data, position)
    if tag in "cm":
        if position + 4 > len(data):
            raise PacketError("value reaches past the end")
        raw = data[position : position + 4]
        return (chr(raw[3]) if tag == "c" else raw), position + 4
    raise PacketError("unknown type tag")


def _read_string(data: bytes, position: int) -> tuple[str, int]:
    end = data.find(b"\0", position)
    if end < 0:
        raise PacketError("text does not end")
    after = end + 4 - end % 4
    if after > len(data) or any(data[end:after]):
        raise PacketError("text is not padded")
    try:
        return data[position:end].decode(), after
    except UnicodeDecodeError as error:
        raise PacketError("text is not UTF-8") from error


def _read_blob(data: bytes, position: int) -> tuple[bytes, int]:
    start = position + 4
    if start > len(data):
        raise PacketError("blob without a length")
    end = start + int.from_bytes(data[position:start], "big")
    after = end + -end % 4
    if after > len(data):
        raise PacketError("blob reaches past the end")
    return data[start:end], after


def encode_message(message: OscMessage) -> bytes:
    """A message as bytes: whole numbers as i (or h), others as f, texts as s, bytes as b.

    Raises:
        ValueError: If an address or a text cannot be written.
    """
    if not message.address.startswith("/"):
        raise ValueError("An address begins with a slash.")
    tags, body = _encode_values(message.arguments)
    return _padded_text(message.address) + _padded_text("," + tags) + body


def _encode_values(values: Sequence[OscValue]) -> tuple[str, bytes]:
    tags, parts = "", []
    for value in values:
        tag, body = _encode_value(value)
        tags += tag
        parts.append(body)
    return tags, b"".join(parts)


def _encode_value(value: OscValue) -> tuple[str, bytes]:
    if value is None or isinstance(value, bool):
        return {None: "N", True: "T", False: "F"}[value], b""
    if isinstance(value, int):
        return ("i", struct.pack(">i", value)) if value in _INT_RANGE else ("h", struct.pack(">q", value))
    if isinstance(value, float):
        return "f", struct.pack(">f", value)
    if isinstance(value, str):
        return "s", _padded_text(value)
    if isinstance(value, bytes):
        return "b", struct.pack(">I", len(value)) + value + bytes(-len(value) % 4)
    tags, body = _encode_values(value)
    return f"[{tags}]", body


def encode_bundle(messages: Iterable[bytes]) -> bytes:
    """Encoded messages (or bundles) as one packet, to be obeyed at once."""
    elements = b"".join(struct.pack(">I", len(message)) + message for message in messages)
    return _BUNDLE + struct.pack(">Q", IMMEDIATELY) + elements


def _padded_text(text: str) -> bytes:
    data = text.encode()
    if b"\0" in data:
        raise ValueError("A text cannot hold a zero.")
    return data + bytes(4 - len(data) % 4)
