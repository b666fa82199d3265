"""A clip with everything that the timeline shows: tracks, curves, tags, markers, events, a loop range."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from studio.models.clip import Clip, Key, Marker, Tag, TagDirection, Track
from studio.models.controls import Region
from studio.models.expression import BlendMode
from studio.models.playhead import with_clip
from studio.models.sheet import AnimationEvent, LoopMode

RICH = Clip(
    "greeting", "Greeting",
    (
        Track("mood", (
            Key(0, expression="neutral", easing="in-out-sine"), Key(700, expression="joy", easing="hold"),
            Key(1600, expression="joy:0.6", easing="out-back"),
            Key(2300, expression="surprise:0.7", easing="in-out-cubic"),
            Key(3200, expression="joy:0.8", easing="in-out-sine"), Key(4000, expression="neutral"),
        )),
        Track("blink", tuple(
            key for start in (400, 1900, 3500) for key in (
                Key(start), Key(start + 80, {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}, is_accent=True),
                Key(start + 190),
            )
        )),
        Track("head", (
            Key(0, {"headYaw": 0.0}, easing="in-out-sine"),
            Key(1000, {"headYaw": 9.0, "headPitch": 3.0}, easing="in-out-sine"),
            Key(2400, {"headYaw": -6.0, "headPitch": -4.0}, easing="out-quint"), Key(4000, {"headYaw": 0.0}),
        ), regions=(Region.HEAD,)),
        Track("mouth", (
            Key(900, {"jawOpen": 0.0}), Key(1050, {"jawOpen": 0.5, "mouthFunnel": 0.3}), Key(1200, {"jawOpen": 0.2}),
            Key(1330, {"jawOpen": 0.6, "mouthPucker": 0.2}), Key(1500, {"jawOpen": 0.0}),
        ), mode=BlendMode.ADD),
    ),
    4000, LoopMode.LOOP, 24.0,
    tags=(
        Tag("hello", 0, 1600, colour="#5b9dff"), Tag("look", 1600, 3200, TagDirection.PING_PONG, 2, "#4fbf87"),
        Tag("blinks", 380, 2100, colour="#e0a84a"), Tag("rest", 3200, 4000, TagDirection.REVERSE, colour="#b07be0"),
    ),
    events=(AnimationEvent(1050, "say_hello", "hello.wav"), AnimationEvent(2300, "look_up")),
    markers=(Marker(700, "smile"), Marker(3200, "settle", "#b07be0")),
    colour="#4fbf87",
    loop_range=(900, 3300),
)  # fmt: skip


def put_on(studio: Any) -> bool:
    """Put it into the project and onto the timeline."""
    project = studio.workspace.project
    studio.workspace.edit("Add clip", replace(project, clips=with_clip(project.clips, RICH)))
    studio.workspace.end_gesture()
    studio.parts["playback"].choose(RICH.id)
    return True
