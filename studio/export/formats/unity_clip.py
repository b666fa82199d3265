"""Animation clips: exact times, and a merge that keeps the events and curves that the user added."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from studio.export.formats.unity_cast import Clip, clean_text
from studio.export.formats.unity_ids import path_hash
from studio.export.formats.unity_metas import Note
from studio.export.formats.unity_sprites import as_int
from studio.export.formats.unity_yaml import (
    NOTHING,
    Document,
    Flow,
    Raw,
    Value,
    as_mapping,
    as_sequence,
    as_text,
    asset_text,
    document,
    number,
    read_documents,
    reference,
)
from studio.models.sheet import AnimationEvent

CLIP_CLASS, CLIP_FILE_ID, SPRITE_RENDERER_CLASS = 74, 7400000, 212
_SPRITE_BINDING = 23
"""The custom binding type of a sprite renderer's sprite."""


@dataclass(frozen=True, slots=True)
class SpriteKey:
    """A sprite and the moment from which it is shown."""

    time_ms: int
    file_id: int
    guid: str

    @property
    def reference(self) -> Flow:
        """The sprite, as files of Unity point to it."""
        return reference(self.file_id, self.guid)


def clip_text(
    clip: Clip, sprites: Mapping[str, tuple[int, str]], old_data: bytes | None, old_note: Note | None
) -> tuple[str, Note]:
    """Text of a `.anim`, and the note for its `.meta`.

    Args:
        clip: What to write.
        sprites: Sprite id -> (internal id, guid of its page).
        old_data: The existing file, or None.
        old_note: What was written down at the last export, or None.
    """
    events = [_event(event) for event in clip.source.events]
    note = Note({"loop": str(int(clip.is_looping)), "events": ",".join(_signature(event) for event in events)})
    old = _old_clip(old_data)
    if old is None:
        fields = _fresh_clip(clip, sprites, events)
        return asset_text([document(CLIP_CLASS, CLIP_FILE_ID, "AnimationClip", fields)]), note
    documents, at = old
    fields = _merged(clip, sprites, events, documents[at].fields, old_note)
    documents[at] = document(CLIP_CLASS, documents[at].file_id, "AnimationClip", fields)
    return asset_text(documents), note


def is_clip(data: bytes) -> bool:
    """Whether an existing file is a clip that can be merged."""
    return _old_clip(data) is not None


def sample_rate(durations_ms: Iterable[int]) -> int:
    """The lowest of 100 and 1000 samples a second on which every frame change falls."""
    return 100 if all(duration % 10 == 0 for duration in durations_ms) else 1000


def sprite_keys(clip: Clip, sprites: Mapping[str, tuple[int, str]]) -> list[SpriteKey]:
    """The keys of one pass.

    Unity ends a clip one sample after its last key, so the last sprite is keyed again one sample before the end.
    """
    keys, now = [], 0
    for frame in clip.frames:
        keys.append(SpriteKey(now, *sprites[frame.sprite_id]))
        now += frame.duration_ms
    sample_ms = 1000 // sample_rate(frame.duration_ms for frame in clip.frames)
    if now - sample_ms > keys[-1].time_ms:
        keys.append(SpriteKey(now - sample_ms, keys[-1].file_id, keys[-1].guid))
    return keys


def function_name(name: str) -> str:
    """The C# method that an event calls: its name, with what C# forbids turned into underscores."""
    text = "".join(sign if sign == "_" or sign.isalnum() else "_" for sign in name)
    return text if text and not text[0].isdigit() else f"_{text}"


def _event(event: AnimationEvent) -> dict[str, Value]:
    return {
        "time": event.time_ms / 1000,
        "functionName": function_name(event.name),
        "data": clean_text(event.argument),
        "objectReferenceParameter": NOTHING,
        "floatParameter": 0,
        "intParameter": 0,
        "messageOptions": 1,  # a character without a receiver is no error
    }


def _signature(event: Mapping[str, Value]) -> str:
    """A short mark of an event's time, function and argument, the same for a written and a read one."""
    time, name, data = (event.get(key, "") for key in ("time", "functionName", "data"))
    moment = as_text(time) if isinstance(time, Raw) else number(time) if isinstance(time, int | float) else ""
    texts = [as_text(item) if isinstance(item, Raw) else str(item) for item in (name, data)]
    milliseconds = round(float(moment or 0) * 1000)
    return f"{zlib.crc32('|'.join((str(milliseconds), *texts)).encode()):08x}"


def _old_clip(data: bytes | None) -> tuple[list[Document], int] | None:
    if data is None:
        return None
    try:
        documents = read_documents(data.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    for at, one in enumerate(documents):
        if one.class_id == CLIP_CLASS and "m_PPtrCurves" in one.fields:
            return documents, at
    return None


def _merged(
    clip: Clip,
    sprites: Mapping[str, tuple[int, str]],
    events: Sequence[dict[str, Value]],
    old: Mapping[str, Raw],
    note: Note | None,
) -> dict[str, Value]:
    """The existing clip with our sprites, length, and whatever of loop and events changed on our side."""
    keys = sprite_keys(clip, sprites)
    curves = [as_mapping(item) for item in as_sequence(old["m_PPtrCurves"])]
    own = _own_curve(curves, {guid for _, guid in sprites.values()})
    all_curves: list[Value] = list(curves)
    if own is None:
        all_curves.insert(0, _curve(keys))
    else:
        all_curves[own] = curves[own] | {"curve": _curve_keys(keys)}
    path = as_text(curves[own].get("path")) if own is not None else ""
    fields: dict[str, Value] = dict(old)
    fields["m_Name"] = clip.stem
    fields["m_PPtrCurves"] = all_curves
    fields["m_SampleRate"] = sample_rate(frame.duration_ms for frame in clip.frames)
    fields["m_ClipBindingConstant"] = _merged_bindings(old.get("m_ClipBindingConstant"), path, all_curves)
    settings: dict[str, Value] = dict(as_mapping(old.get("m_AnimationClipSettings", Raw(""))))
    loop = int(clip.is_looping)
    if note is None or note.facts.get("loop") != str(loop) or "m_LoopTime" not in settings:
        settings["m_LoopTime"] = loop
    fields["m_AnimationClipSettings"] = settings | {"m_StopTime": clip.duration_ms / 1000}
    fields["m_Events"] = _merged_events(events, as_sequence(old.get("m_Events", Raw(""))), note)
    return fields


def _own_curve(curves: Sequence[Mapping[str, Raw]], guids: set[str]) -> int | None:
    """The sprite curve that shows our pages; the user may have moved it to a child object."""
    sprite_curves = [
        at
        for at, curve in enumerate(curves)
        if as_text(curve.get("attribute")) == "m_Sprite" and as_int(curve.get("classID")) == SPRITE_RENDERER_CLASS
    ]
    for at in sprite_curves:
        if any(as_text(value.get("guid")) in guids for value in _values(curves[at])):
            return at
    return next((at for at in sprite_curves if not as_text(curves[at].get("path"))), None)


def _values(curve: Mapping[str, Raw]) -> list[dict[str, Raw]]:
    keys = as_sequence(curve.get("curve", Raw("")))
    return [as_mapping(as_mapping(key).get("value", Raw(""))) for key in keys]


def _merged_bindings(old: Raw | None, path: str, curves: Sequence[Value]) -> dict[str, Value]:
    fields: dict[str, Value] = dict(as_mapping(old)) if old else {}
    raw = fields.get("genericBindings")
    bindings: list[Value] = [as_mapping(item) for item in as_sequence(raw)] if isinstance(raw, Raw) else []
    if not any(isinstance(one, Mapping) and _is_sprite_binding(one, path) for one in bindings):
        bindings.insert(0, _binding(path))
    fields["genericBindings"] = bindings
    fields["pptrCurveMapping"] = [value for curve in curves if isinstance(curve, Mapping) for value in _shown(curve)]
    return fields


def _is_sprite_binding(binding: Mapping[str, Value], path: str) -> bool:
    wanted = {"path": path_hash(path), "typeID": SPRITE_RENDERER_CLASS, "customType": _SPRITE_BINDING}
    return all(isinstance(raw := binding.get(key), Raw) and as_int(raw) == value for key, value in wanted.items())


def _shown(curve: Mapping[str, Value]) -> list[Value]:
    """Every reference of a sprite curve, in order."""
    keys = curve["curve"]
    if isinstance(keys, Raw):
        return [Flow({key: as_text(raw) for key, raw in value.items()}) for value in _values({"curve": keys})]
    assert isinstance(keys, list)
    return [key["value"] for key in keys]


def _merged_events(ours: Sequence[dict[str, Value]], theirs: Sequence[Raw], note: Note | None) -> list[Value]:
    """Three ways: what was added or removed since the last export, by the studio or in Unity, stays so."""
    base = set((note.facts.get("events", "") if note else "").split(",")) - {""}
    own = {_signature(event): event for event in ours}
    found: dict[str, Raw] = {}
    events: list[tuple[float, Value]] = []
    for item in theirs:
        entry = as_mapping(item)
        mark = _signature(entry)
        found[mark] = item
        if mark not in base or mark in own:
            events.append((float(as_text(entry.get("time")) or 0), entry))
    for mark, event in own.items():
        if mark not in found and mark not in base:
            time = event["time"]
            assert isinstance(time, int | float)
            events.append((float(time), event))
    return [event for _, event in sorted(events, key=lambda pair: pair[0])]


def _curve_keys(keys: Sequence[SpriteKey]) -> list[dict[str, Value]]:
    return [{"time": key.time_ms / 1000, "value": key.reference} for key in keys]


def _curve(keys: Sequence[SpriteKey]) -> dict[str, Value]:
    return {
        "curve": _curve_keys(keys),
        "attribute": "m_Sprite",
        "path": "",
        "classID": SPRITE_RENDERER_CLASS,
        "script": NOTHING,
    }


def _binding(path: str) -> dict[str, Value]:
    return {
        "serializedVersion": 2,
        "path": path_hash(path),
        "attribute": 0,
        "script": NOTHING,
        "typeID": SPRITE_RENDERER_CLASS,
        "customType": _SPRITE_BINDING,
        "isPPtrCurve": 1,
    }


def _fresh_clip(
    clip: Clip, sprites: Mapping[str, tuple[int, str]], events: Sequence[dict[str, Value]]
) -> dict[str, Value]:
    keys = sprite_keys(clip, sprites)
    zero = Flow(dict.fromkeys("xyz", 0))
    return {
        "m_ObjectHideFlags": 0,
        "m_CorrespondingSourceObject": NOTHING,
        "m_PrefabInstance": NOTHING,
        "m_PrefabAsset": NOTHING,
        "m_Name": clip.stem,
        "serializedVersion": 6,
        "m_Legacy": 0,
        "m_Compressed": 0,
        "m_UseHighQualityCurve": 1,
        **dict.fromkeys(("m_RotationCurves", "m_CompressedRotationCurves", "m_EulerCurves"), ()),
        **dict.fromkeys(("m_PositionCurves", "m_ScaleCurves", "m_FloatCurves"), ()),
        "m_PPtrCurves": [_curve(keys)],
        "m_SampleRate": sample_rate(frame.duration_ms for frame in clip.frames),
        "m_WrapMode": 0,
        "m_Bounds": {"m_Center": zero, "m_Extent": zero},
        "m_ClipBindingConstant": {
            "genericBindings": [_binding("")],
            "pptrCurveMapping": [key.reference for key in keys],
        },
        "m_AnimationClipSettings": {
            "serializedVersion": 2,
            "m_AdditiveReferencePoseClip": NOTHING,
            "m_AdditiveReferencePoseTime": 0,
            "m_StartTime": 0,
            "m_StopTime": clip.duration_ms / 1000,
            "m_OrientationOffsetY": 0,
            "m_Level": 0,
            "m_CycleOffset": 0,
            "m_HasAdditiveReferencePose": 0,
            "m_LoopTime": int(clip.is_looping),
            **dict.fromkeys(("m_LoopBlend", "m_LoopBlendOrientation", "m_LoopBlendPositionY"), 0),
            "m_LoopBlendPositionXZ": 0,
            "m_KeepOriginalOrientation": 0,
            "m_KeepOriginalPositionY": 1,
            "m_KeepOriginalPositionXZ": 0,
            "m_HeightFromFeet": 0,
            "m_Mirror": 0,
        },
        "m_EditorCurves": [],
        "m_EulerEditorCurves": [],
        "m_HasGenericRootTransform": 0,
        "m_HasMotionFloatCurves": 0,
        "m_Events": list(events),
    }
