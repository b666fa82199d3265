"""What face trackers send, as poses: the VMC protocol and Live Link Face.

Everything here is pure: bytes or messages in, poses out. `studio.services.live_receiver` holds the sockets.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from studio.models.controls import ARKIT_CONTROLS, CONTROL_INDEX, HEAD_CONTROLS, Pose, clamped, limits_of
from studio.models.expression import ExpressionLibrary
from studio.models.osc import OscMessage, PacketError, encode_bundle, encode_message

VMC_PORT = 39539
"""Where programs that draw an avatar listen."""
LIVE_LINK_PORT = 11111
"""Where Live Link Face is usually sent to."""

_VMC_VALUE, _VMC_APPLY, _VMC_BONE = "/VMC/Ext/Blend/Val", "/VMC/Ext/Blend/Apply", "/VMC/Ext/Bone/Pos"
_BONE_ARGUMENTS = 8
_PERFECT_SYNC = 10
"""So many ARKit names in a frame mean that its presets only repeat them for simpler models."""
MAX_NAMES = 512
BUNDLE_BYTES = 1400
"""Packets below a network's usual limit arrive whole."""

_BY_LOWER_NAME = {name.lower(): name for name in ARKIT_CONTROLS}
_BY_LOWER_NAME |= {
    name.lower().replace(side, f"_{side[0]}"): name
    for name in ARKIT_CONTROLS for side in ("left", "right") if name.lower().endswith(side)
}  # fmt: skip
_PRESET_EXPRESSIONS: Mapping[str, str] = {
    "joy": "joy", "happy": "joy", "angry": "anger", "sorrow": "sadness", "sad": "sadness", "fun": "joy",
    "relaxed": "contentment", "surprised": "surprise",
    "a": "vowel-a", "aa": "vowel-a", "i": "vowel-i", "ih": "vowel-i", "u": "vowel-u", "ou": "vowel-u",
    "e": "vowel-e", "ee": "vowel-e", "o": "vowel-o", "oh": "vowel-o",
}  # fmt: skip
_PRESET_POSES: Mapping[str, Pose] = {
    "blink": {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0},
    "blink_l": {"eyeBlinkLeft": 1.0}, "blinkleft": {"eyeBlinkLeft": 1.0},
    "blink_r": {"eyeBlinkRight": 1.0}, "blinkright": {"eyeBlinkRight": 1.0},
    "lookup": {"eyeLookUpLeft": 1.0, "eyeLookUpRight": 1.0},
    "lookdown": {"eyeLookDownLeft": 1.0, "eyeLookDownRight": 1.0},
    "lookleft": {"eyeLookOutLeft": 1.0, "eyeLookInRight": 1.0},
    "lookright": {"eyeLookInLeft": 1.0, "eyeLookOutRight": 1.0},
    "neutral": {},
}  # fmt: skip

Quaternion = tuple[float, float, float, float]
_STILL: Quaternion = (0.0, 0.0, 0.0, 1.0)


@dataclass(slots=True)
class VmcReader:
    """Gathers the messages of a VMC sender into poses.

    ARKit's names are taken as they are, whatever their case ("Perfect Sync"); the presets of VRM 0 and 1 through the
    expressions of the library. The head is the head's and the neck's rotation together.

    Attributes:
        library: For the presets; without one only blinks and glances of theirs are understood.
        unknown: Names that mean nothing here, for the user to see; at most `MAX_NAMES`.
    """

    library: ExpressionLibrary = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    _pending: dict[str, float] = field(default_factory=dict)
    _bones: dict[str, Quaternion] = field(default_factory=dict)

    def feed(self, messages: Iterable[OscMessage]) -> list[dict[str, float]]:
        """Take the messages of one packet.

        Returns:
            The poses that are complete now, oldest first. Messages of other kinds are passed over, as the protocol
            wants it.
        """
        poses: list[dict[str, float]] = []
        for message in messages:
            if message.address == _VMC_APPLY:
                poses.append(self._pose())
            elif message.address == _VMC_VALUE:
                poses += self._value(message)
            elif message.address == _VMC_BONE:
                self._bone(message)
        return poses

    def _value(self, message: OscMessage) -> list[dict[str, float]]:
        """A name that comes again begins a new frame, for senders that never apply."""
        match message.arguments[:2]:
            case (str(name), float() | int() as value) if not isinstance(value, bool) and math.isfinite(value):
                done = [self._pose()] if name in self._pending else []
                if len(self._pending) < MAX_NAMES:
                    self._pending[name] = float(value)
                return done
        return []

    def _bone(self, message: OscMessage) -> None:
        arguments = message.arguments
        if len(arguments) < _BONE_ARGUMENTS or arguments[0] not in ("Head", "Neck"):
            return
        numbers = [value for value in arguments[4:8] if isinstance(value, float) and math.isfinite(value)]
        if len(numbers) == 4:
            length = math.hypot(*numbers)
            if 1e-6 < length < 1e6:
                x, y, z, w = (number / length for number in numbers)
                self._bones[str(arguments[0])] = (x, y, z, w)

    def _pose(self) -> dict[str, float]:
        values, self._pending = self._pending, {}
        direct = {
            _BY_LOWER_NAME[name.lower()]: value for name, value in values.items() if name.lower() in _BY_LOWER_NAME
        }
        pose: dict[str, float] = {}
        for name, value in values.items():
            if name.lower() in _BY_LOWER_NAME:
                continue
            preset = self._preset(name)
            if preset is None:
                if len(self.unknown) < MAX_NAMES:
                    self.unknown.add(name)
            elif len(direct) < _PERFECT_SYNC:
                for control, strength in preset.items():
                    pose[control] = pose.get(control, 0.0) + strength * min(1.0, max(0.0, value))
        pose.update(direct)
        if self._bones:
            turned = product(self._bones.get("Neck", _STILL), self._bones.get("Head", _STILL))
            pose.update(head_angles(turned))
        return clamped(pose)

    def _preset(self, name: str) -> Pose | None:
        key = name.lower()
        if key in _PRESET_POSES:
            return _PRESET_POSES[key]
        wanted = _PRESET_EXPRESSIONS.get(key)
        if wanted is None:
            return None
        expression = self.library.get(wanted)
        return expression.pose if expression else {}


def product(first: Quaternion, second: Quaternion) -> Quaternion:
    """The rotation that turns by `second` inside of `first` (x, y, z, w)."""
    ax, ay, az, aw = first
    bx, by, bz, bw = second
    return (
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
        aw * bw - ax * bx - ay * by - az * bz,
    )


def head_angles(rotation: Quaternion) -> dict[str, float]:
    """Unity's rotation of a head as our angles in degrees.

    There y is up, the face looks along z, and its own right hand is on x; turns go from z to x, y to z, x to y.
    """
    x, y, z, w = rotation
    pitch = math.asin(max(-1.0, min(1.0, 2 * (w * x - y * z))))
    yaw = math.atan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y))
    roll = math.atan2(2 * (x * y + w * z), 1 - 2 * (x * x + z * z))
    return {"headYaw": -math.degrees(yaw), "headPitch": -math.degrees(pitch), "headRoll": math.degrees(roll)}


def head_rotation(pose: Pose) -> Quaternion:
    """The inverse of `head_angles`."""
    yaw, pitch, roll = (math.radians(pose.get(name, 0.0)) / 2 for name in HEAD_CONTROLS)
    about_y = (0.0, math.sin(-yaw), 0.0, math.cos(yaw))
    about_x = (math.sin(-pitch), 0.0, 0.0, math.cos(pitch))
    about_z = (0.0, 0.0, math.sin(roll), math.cos(roll))
    return product(product(about_y, about_x), about_z)


def vmc_packets(pose: Pose, time_s: float = 0.0) -> list[bytes]:
    """A pose for programs that receive VMC: ARKit's 52 names ("Perfect Sync"), the VRM blinks, and the head.

    Args:
        pose: What to send; controls that it leaves out are sent as 0, or they would stay where they were.
        time_s: Of the sender, since it began.

    Returns:
        Datagrams below a network's usual limit, in the order to be sent.
    """
    full = clamped(pose)
    messages = [OscMessage("/VMC/Ext/OK", (1,)), OscMessage("/VMC/Ext/T", (float(time_s),))]
    messages.append(OscMessage(_VMC_BONE, ("Head", 0.0, 0.0, 0.0, *head_rotation(full))))
    values = {name[0].upper() + name[1:]: full.get(name, 0.0) for name in ARKIT_CONTROLS}
    values |= {"Blink_L": full.get("eyeBlinkLeft", 0.0), "Blink_R": full.get("eyeBlinkRight", 0.0)}
    messages += [OscMessage(_VMC_VALUE, (name, float(value))) for name, value in values.items()]
    messages.append(OscMessage(_VMC_APPLY))
    packets: list[bytes] = []
    group: list[bytes] = []
    for encoded in map(encode_message, messages):
        if group and sum(len(part) + 4 for part in group) + len(encoded) + 20 > BUNDLE_BYTES:
            packets.append(encode_bundle(group))
            group = []
        group.append(encoded)
    return [*packets, encode_bundle(group)]


def _swapped(first: str, second: str, names: tuple[str, ...]) -> tuple[str, ...]:
    other = {first: second, second: first}
    return tuple(other.get(name, name) for name in names)


LIVE_LINK_SHAPES: tuple[str, ...] = _swapped("jawRight", "jawLeft", _swapped("mouthRight", "mouthLeft", ARKIT_CONTROLS))
"""In the order of the packet, where left comes before right, unlike in ARKit's list and in the recordings."""

LIVE_LINK_VERSION = 6
LIVE_LINK_VALUES = 61
RADIANS_TO_DEGREES = 180 / math.pi
_LONGEST_NAME = 256
_RATE_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class LiveLinkFrame:
    """One packet of Live Link Face.

    Attributes:
        device: Identifier of the sender.
        subject: Its name.
        frame: Number of the frame, with its fraction.
        fps: Frames a second; 0 if the sender does not know.
        pose: Clamped to what our head can do; empty if no face is seen.
        has_face: Whether the packet holds values.
    """

    device: str
    subject: str
    frame: float
    fps: float
    pose: dict[str, float]
    has_face: bool = True


class _Bytes:
    """Reads forward, never past the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def take(self, count: int) -> bytes:
        end = self._position + count
        if count < 0 or end > len(self._data):
            raise PacketError("reaches past the end")
        piece = self._data[self._position : end]
        self._position = end
        return piece

    def integer(self) -> int:
        return int.from_bytes(self.take(4), "big", signed=True)

    def text(self) -> str:
        length = self.integer()
        if not 0 <= length <= _LONGEST_NAME:
            raise PacketError("name of an impossible length")
        try:
            return self.take(length).decode()
        except UnicodeDecodeError as error:
            raise PacketError("name is not UTF-8") from error

    @property
    def rest(self) -> int:
        return len(self._data) - self._position


def parse_live_link(data: bytes, degrees_per_unit: float = RADIANS_TO_DEGREES) -> LiveLinkFrame:
    """A packet of Live Link Face in its ARKit mode.

    Args:
        data: The datagram.
        degrees_per_unit: What one of its head values is; the app's are taken as radians, those of Unreal's own
            plugin are parts of 180 degrees.

    Raises:
        PacketError: If it is none, is cut off, or holds values that are no numbers.
    """
    reader = _Bytes(data)
    version = reader.take(1)[0]
    if version != LIVE_LINK_VERSION:
        raise PacketError("another version, or the MetaHuman mode: choose ARKit in the app")
    device, subject = reader.text(), reader.text()
    if reader.rest == 0:
        return LiveLinkFrame(device, subject, 0.0, 0.0, {}, has_face=False)
    number = reader.integer()
    fraction = struct.unpack(">f", reader.take(4))[0]
    fps, divisor = reader.integer(), reader.integer()
    count = reader.take(1)[0]
    if count == 0 and reader.rest == 0:
        return LiveLinkFrame(device, subject, float(number), 0.0, {}, has_face=False)
    if count != LIVE_LINK_VALUES or reader.rest != 4 * LIVE_LINK_VALUES:
        raise PacketError("not 61 values")
    values = struct.unpack(f">{LIVE_LINK_VALUES}f", reader.take(4 * LIVE_LINK_VALUES))
    if not all(math.isfinite(value) for value in values):
        raise PacketError("a value is no number")
    pose = dict(zip(LIVE_LINK_SHAPES, values, strict=False))
    yaw, pitch, roll = (value * degrees_per_unit for value in values[52:55])
    pose |= {"headYaw": -yaw, "headPitch": -pitch, "headRoll": roll}
    rate = fps / divisor if divisor > 0 and 0 < fps <= _RATE_LIMIT * divisor else 0.0
    moment = number + (fraction if math.isfinite(fraction) else 0.0)
    return LiveLinkFrame(device, subject, moment, rate, clamped(pose))


def encode_live_link(
    pose: Pose, frame: int = 0, fps: int = 60, subject: str = "Avatar Studio", device: str = "avatar-studio"
) -> bytes:
    """A packet that receivers of Live Link Face understand; `parse_live_link` reads it back."""
    full = clamped(pose)
    head = [full.get(name, 0.0) / RADIANS_TO_DEGREES for name in HEAD_CONTROLS]
    values = [full.get(name, 0.0) for name in LIVE_LINK_SHAPES] + [-head[0], -head[1], head[2]] + [0.0] * 6
    names = b"".join(struct.pack(">i", len(text)) + text for text in (device.encode(), subject.encode()))
    rate = struct.pack(">ifii", frame, 0.0, fps, 1)
    start = bytes([LIVE_LINK_VERSION]) + names + rate
    return start + bytes([LIVE_LINK_VALUES]) + struct.pack(f">{LIVE_LINK_VALUES}f", *values)


@dataclass(slots=True)
class OneEuro:
    """The one-euro filter (Casiez, Roussel, Vogel 2012) on every control: calm when still, quick when moving.

    Attributes:
        cutoff_hz: Of a face that rests; lower is calmer.
        quickness: How much a movement (in parts of a control's range a second) raises it.
    """

    cutoff_hz: float = 1.8
    quickness: float = 1.2
    _values: dict[str, float] = field(default_factory=dict)
    _speeds: dict[str, float] = field(default_factory=dict)
    _time_s: float = -math.inf

    def filtered(self, pose: Pose, time_s: float) -> dict[str, float]:
        """The pose at its moment; after a rest of half a second, or going back in time, it begins anew."""
        step = time_s - self._time_s
        self._time_s = time_s
        if not 0 < step < 0.5:
            self._values, self._speeds = dict(pose), {}
            return dict(pose)
        names = self._values.keys() | pose.keys()
        result = {name: self._next(name, pose.get(name, 0.0), step) for name in names}
        self._values = result
        return {name: value for name, value in result.items() if abs(value) > 1e-4}

    def _next(self, name: str, value: float, step_s: float) -> float:
        last = self._values.get(name, 0.0)
        low, high = limits_of(name) if name in CONTROL_INDEX else (0.0, 1.0)
        speed = (value - last) / (high - low) / step_s
        smooth = _share(1.0, step_s)
        speed = self._speeds.get(name, 0.0) * (1 - smooth) + speed * smooth
        self._speeds[name] = speed
        share = _share(self.cutoff_hz + self.quickness * abs(speed) * 4, step_s)
        return last + (value - last) * share


def _share(cutoff_hz: float, step_s: float) -> float:
    """How much of a new value a low pass takes over."""
    turn = 2 * math.pi * cutoff_hz * step_s
    return turn / (turn + 1)
