from __future__ import annotations

import contextlib
import math
import struct

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studio.models.osc import (
    MAX_DEPTH,
    MAX_MESSAGES,
    MAX_PACKET_BYTES,
    OscMessage,
    OscValue,
    PacketError,
    encode_bundle,
    encode_message,
    parse_packet,
)

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=20)
VALUES = st.recursive(
    st.integers(-(2**63), 2**63 - 1)
    | st.floats(width=32, allow_nan=False)
    | TEXT
    | st.binary(max_size=20)
    | st.booleans()
    | st.none(),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=10,
)
MESSAGES = st.builds(OscMessage, TEXT.map(lambda text: "/" + text), st.lists(VALUES, max_size=8).map(tuple))


@settings(deadline=None)
@given(st.lists(MESSAGES, min_size=1, max_size=6))
def test_what_is_written_is_read(messages: list[OscMessage]) -> None:
    assume(all(deepest(message.arguments) < MAX_DEPTH for message in messages))
    assert parse_packet(encode_bundle(map(encode_message, messages))) == tuple(messages)


def deepest(value: OscValue) -> int:
    return 1 + max(map(deepest, value), default=0) if isinstance(value, tuple) else 0


@settings(deadline=None)
@given(MESSAGES)
def test_bytes_of_another_implementation(message: OscMessage) -> None:
    """The layout is the specification's: parts are padded to four bytes."""
    assert len(encode_message(message)) % 4 == 0


def test_every_type_tag() -> None:
    data = (
        b"/all\0\0\0\0" + b",ifsbhtdScrmTFNI[i[f]]\0\0" + struct.pack(">if", -7, 2.5) + b"Hips\0\0\0\0"
        + struct.pack(">I", 3) + b"abc\0" + struct.pack(">qQd", -(2**40), 1, 0.25) + b"sym\0" + b"\0\0\0x"
        + struct.pack(">I", 0xFF8040FF) + b"\x01\x90\x40\x7f" + struct.pack(">if", 9, 0.5)
    )  # fmt: skip
    (message,) = parse_packet(data)
    assert message.arguments == (
        -7, 2.5, "Hips", b"abc", -(2**40), 1, 0.25, "sym", "x", 0xFF8040FF, b"\x01\x90\x40\x7f",
        True, False, None, math.inf, (9, (0.5,)),
    )  # fmt: skip


def test_bundles_in_bundles_keep_their_order() -> None:
    def made(name: str) -> bytes:
        return encode_message(OscMessage(name))

    packet = encode_bundle([made("/a"), encode_bundle([made("/b"), encode_bundle([]), made("/c")]), made("/d")])
    assert [message.address for message in parse_packet(packet)] == ["/a", "/b", "/c", "/d"]


def test_a_message_without_tags_has_no_arguments() -> None:
    assert parse_packet(b"/VMC/Ext/Blend/Apply\0\0\0\0") == (OscMessage("/VMC/Ext/Blend/Apply"),)


def deep_bundle(depth: int) -> bytes:
    packet = encode_message(OscMessage("/a"))
    for _ in range(depth):
        packet = encode_bundle([packet])
    return packet


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "multiple of four"),
        (b"/a", "multiple of four"),
        (b"abcd", "does not end"),
        (b"a\0\0\0", "slash"),
        (b"/a\0x", "padded"),
        (b"/a\0\0xyz\0", "type tags"),
        (b"/a\0\0,i\0\0", "past the end"),
        (b"/a\0\0,q\0\0", "unknown type tag"),
        (b"/a\0\0,\0\0\0abcd", "left over"),
        (b"/a\0\0,[\0\0", "does not end"),
        (b"/a\0\0,]\0\0", "did not begin"),
        (b"/a\0\0,b\0\0\xff\xff\xff\xff", "blob"),
        (b"/\xff\0\0", "UTF-8"),
        (b"#bundle\0", "time tag"),
        (b"#bundle\0" + bytes(8) + b"\0\0\0\x08abcd", "past its bundle"),
        (b"#bundle\0" + bytes(8) + b"\0\0\0\0", "past its bundle"),
        (b"/a\0\0," + b"[" * 10 + b"\0", "deep"),
        (b"/a\0\0," + b"T" * 258 + b"\0", "too many arguments"),
        (bytes(MAX_PACKET_BYTES + 1), "datagram"),
        (deep_bundle(MAX_DEPTH + 1), "deep"),
        (encode_bundle([encode_message(OscMessage("/a"))] * (MAX_MESSAGES + 1)), "too many messages"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(PacketError, match=reason):
        parse_packet(data)
    assert parse_packet(deep_bundle(MAX_DEPTH))


@settings(max_examples=250, deadline=None)
@given(st.binary(max_size=400))
def test_noise_raises_nothing_but_packet_errors(data: bytes) -> None:
    with contextlib.suppress(PacketError):
        parse_packet(data)


@settings(max_examples=250, deadline=None)
@given(MESSAGES, st.data())
def test_damaged_packets_raise_nothing_but_packet_errors(message: OscMessage, data: st.DataObject) -> None:
    packet = bytearray(encode_bundle([encode_message(message)] * 2))
    for _ in range(data.draw(st.integers(1, 4))):
        packet[data.draw(st.integers(0, len(packet) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(packet)))
    for damaged in (bytes(packet), bytes(packet[:cut]), bytes(packet) + bytes(packet[:cut])):
        with contextlib.suppress(PacketError):
            parse_packet(damaged)
