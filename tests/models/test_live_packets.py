from __future__ import annotations

import math
import random
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, limits_of
from studio.models.live_packets import (
    BUNDLE_BYTES,
    OneEuro,
    VmcReader,
    encode_live_link,
    head_angles,
    head_rotation,
    parse_live_link,
    vmc_packets,
)
from studio.models.osc import OscMessage, PacketError, parse_packet
from studio.pipelines.wardrobe import builtin_expressions

POSES = st.fixed_dictionaries(
    {}, optional={name: st.floats(*limits_of(name), width=32) for name in ALL_CONTROLS}
).map(dict)  # fmt: skip


def value(name: str, amount: float) -> OscMessage:
    return OscMessage("/VMC/Ext/Blend/Val", (name, amount))


APPLY = OscMessage("/VMC/Ext/Blend/Apply")


@settings(deadline=None)
@given(POSES)
def test_vmc_round_trip(pose: dict[str, float]) -> None:
    packets = vmc_packets(pose, 3.5)
    assert max(map(len, packets)) <= BUNDLE_BYTES
    reader = VmcReader()
    (received,) = [got for packet in packets for got in reader.feed(parse_packet(packet))]
    for name in ALL_CONTROLS:
        assert received.get(name, 0.0) == pytest.approx(pose.get(name, 0.0), abs=2e-4), name
    assert not reader.unknown


@settings(deadline=None)
@given(POSES)
def test_live_link_round_trip(pose: dict[str, float]) -> None:
    frame = parse_live_link(encode_live_link(pose, 77, 60, "Ärla"))
    assert (frame.subject, frame.frame, frame.fps) == ("Ärla", 77.0, 60.0)
    for name in ALL_CONTROLS:
        assert frame.pose.get(name, 0.0) == pytest.approx(pose.get(name, 0.0), abs=1e-4), name


def test_live_links_packet_byte_by_byte() -> None:
    """Left comes before right here, unlike in ARKit's list."""
    values = [0.0] * 61
    values[15], values[16], values[21], values[22] = 0.1, 0.2, 0.3, 0.4
    head = b"\x06" + b"\0\0\0\x24" + b"1" * 36 + b"\0\0\0\x05phone" + struct.pack(">ifii", 100, 0.5, 60, 1)
    frame = parse_live_link(head + b"\x3d" + struct.pack(">61f", *values))
    assert frame.subject == "phone"
    assert frame.frame == 100.5
    want = {"jawLeft": 0.1, "jawRight": 0.2, "mouthLeft": 0.3, "mouthRight": 0.4}
    assert frame.pose == pytest.approx(want)
    assert not parse_live_link(head[: 1 + 4 + 36 + 4 + 5]).has_face
    for cut in range(1, len(head) + 200):
        if cut == 1 + 4 + 36 + 4 + 5:
            continue
        with pytest.raises(PacketError):
            parse_live_link((head + b"\x3d" + struct.pack(">61f", *values))[:cut])


def test_live_links_other_kinds_are_told() -> None:
    with pytest.raises(PacketError, match="ARKit"):
        parse_live_link(b"\x01\0" + bytes(300))
    broken = bytearray(encode_live_link({}))
    broken[-61 * 4 : -60 * 4] = struct.pack(">f", math.nan)
    with pytest.raises(PacketError, match="no number"):
        parse_live_link(bytes(broken))


@settings(max_examples=250, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 320), st.binary(max_size=8))
def test_noise_raises_nothing_but_packet_errors(noise: bytes, position: int, patch: bytes) -> None:
    whole = bytearray(encode_live_link({"jawOpen": 0.5}))
    whole[position : position + len(patch)] = patch
    for data in (noise, b"\x06" + noise, bytes(whole), bytes(whole[:position])):
        try:
            pose = parse_live_link(data).pose
        except PacketError:
            continue
        assert all(limits_of(name)[0] <= amount <= limits_of(name)[1] for name, amount in pose.items())


def test_names_in_any_case_and_hands() -> None:
    reader = VmcReader()
    sent = [value("JAWOPEN", 0.5), value("eyeBlink_L", 0.25), value("MouthSmileRight", 2.0), value("Tail", 1.0), APPLY]
    assert reader.feed(sent) == [{"eyeBlinkLeft": 0.25, "jawOpen": 0.5, "mouthSmileRight": 1.0}]
    assert reader.unknown == {"Tail"}


def test_presets_of_both_vrm_versions() -> None:
    library = builtin_expressions()
    old = VmcReader(library).feed([value("A", 0.5), value("Blink_L", 1.0), APPLY])
    new = VmcReader(library).feed([value("aa", 0.5), value("blinkLeft", 1.0), APPLY])
    assert old == new
    assert old[0]["eyeBlinkLeft"] == 1.0
    assert old[0]["jawOpen"] == pytest.approx(0.36)


def test_presets_beside_perfect_sync_are_left_out() -> None:
    everything = [value(name, 0.1) for name in ARKIT_CONTROLS]
    (pose,) = VmcReader(builtin_expressions()).feed([*everything, value("A", 1.0), value("Joy", 1.0), APPLY])
    assert set(pose.values()) == {0.1}


def test_a_sender_that_never_applies_still_drives() -> None:
    reader = VmcReader()
    assert reader.feed([value("jawOpen", 0.1), value("cheekPuff", 0.1)]) == []
    assert reader.feed([value("jawOpen", 0.2)]) == [{"cheekPuff": 0.1, "jawOpen": 0.1}]


@pytest.mark.parametrize(
    "message",
    [
        OscMessage("/VMC/Ext/Blend/Val"),
        OscMessage("/VMC/Ext/Blend/Val", ("jawOpen",)),
        OscMessage("/VMC/Ext/Blend/Val", (1.0, "jawOpen")),
        OscMessage("/VMC/Ext/Blend/Val", ("jawOpen", True)),
        OscMessage("/VMC/Ext/Blend/Val", ("jawOpen", math.nan)),
        OscMessage("/VMC/Ext/Bone/Pos", ("Head", 0.0)),
        OscMessage("/VMC/Ext/Bone/Pos", ("Head", *[0.0] * 7)),
        OscMessage("/VMC/Ext/Bone/Pos", ("Head", *[math.inf] * 7)),
        OscMessage("/VMC/Ext/Bone/Pos", ("Head", *["x"] * 7)),
        OscMessage("/VMC/Ext/Root/Pos", ("root", *[0.0] * 7)),
        OscMessage("/somebody/else", (1, 2, 3)),
    ],
)
def test_wrong_messages_are_passed_over(message: OscMessage) -> None:
    assert VmcReader().feed([message, APPLY]) == [{}]


def test_more_names_than_anybody_has_are_not_kept() -> None:
    reader = VmcReader()
    for index in range(2000):
        reader.feed([value(f"made up {index}", 1.0)])
    reader.feed([APPLY])
    assert len(reader.unknown) <= 512


@settings(deadline=None)
@given(st.floats(-20, 20), st.floats(-15, 15), st.floats(-25, 25))
def test_head_there_and_back(yaw: float, pitch: float, roll: float) -> None:
    pose = {"headYaw": yaw, "headPitch": pitch, "headRoll": roll}
    assert head_angles(head_rotation(pose)) == pytest.approx(pose, abs=1e-6)


def test_which_way_the_head_turns() -> None:
    """In Unity a turn about y by +10 degrees takes z to x, the face's own right: to the left of the picture."""
    half = math.radians(10) / 2
    assert head_angles((0.0, math.sin(half), 0.0, math.cos(half)))["headYaw"] == pytest.approx(-10)
    assert head_angles((math.sin(half), 0.0, 0.0, math.cos(half)))["headPitch"] == pytest.approx(-10)
    assert head_angles((0.0, 0.0, math.sin(half), math.cos(half)))["headRoll"] == pytest.approx(10)


def test_neck_and_head_add_up() -> None:
    half = math.radians(4) / 2
    turn = (0.0, math.sin(half), 0.0, math.cos(half))
    bones = [OscMessage("/VMC/Ext/Bone/Pos", (name, 0.0, 0.0, 0.0, *turn)) for name in ("Neck", "Head")]
    (pose,) = VmcReader().feed([*bones, APPLY])
    assert pose["headYaw"] == pytest.approx(-8)


def test_smoothing_calms_a_still_face_and_follows_a_quick_one() -> None:
    chance = random.Random(1)
    calm = OneEuro()
    noisy = [0.5 + chance.gauss(0, 0.02) for _ in range(300)]
    smooth = [calm.filtered({"jawOpen": sample}, index / 60)["jawOpen"] for index, sample in enumerate(noisy)]
    spread = [math.sqrt(sum((one - 0.5) ** 2 for one in row[60:]) / 240) for row in (noisy, smooth)]
    assert spread[1] < 0.6 * spread[0]
    quick = OneEuro()
    for index in range(60):
        quick.filtered({"jawOpen": 0.0}, index / 60)
    risen = [quick.filtered({"jawOpen": 1.0}, 1 + index / 60)["jawOpen"] for index in range(6)]
    assert risen[5] > 0.9
