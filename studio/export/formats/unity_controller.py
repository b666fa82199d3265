"""The animator controller: a state per clip and per expression, ready for ``animator.Play("joy")``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from studio.export.formats.unity_cast import Clip
from studio.export.formats.unity_clip import CLIP_FILE_ID
from studio.export.formats.unity_ids import file_id
from studio.export.formats.unity_sprites import as_int
from studio.export.formats.unity_yaml import (
    ASSET_HEADER,
    NOTHING,
    Document,
    Flow,
    Raw,
    Value,
    as_mapping,
    as_sequence,
    asset_text,
    document,
    normalised,
    read_documents,
    reference,
)

CONTROLLER_FILE_ID = 9100000
CONTROLLER_CLASS, TRANSITION_CLASS, STATE_CLASS, MACHINE_CLASS = 91, 1101, 1102, 1107
_TRIGGER, _IF = 9, 1
_COLUMNS, _COLUMN_WIDTH, _ROW_HEIGHT, _LEFT, _TOP = 4, 240, 60, 300, 0
_OBJECT: dict[str, Value] = {
    "m_CorrespondingSourceObject": NOTHING,
    "m_PrefabInstance": NOTHING,
    "m_PrefabAsset": NOTHING,
}
_HIDDEN: dict[str, Value] = {"m_ObjectHideFlags": 1, **_OBJECT}


@dataclass(frozen=True, slots=True)
class ControllerPlan:
    """What a controller is made of.

    Attributes:
        project_id, name: What its ids come from; the name is the file's stem.
        clips: In order, with their guids.
        default: The state that is entered first.
        has_triggers: A trigger parameter per state as well, named like it.
    """

    project_id: str
    name: str
    clips: Sequence[tuple[Clip, str]]
    default: Clip
    has_triggers: bool

    def id_of(self, kind: str, clip: Clip | None = None) -> int:
        """The id of one object of the file."""
        return file_id(self.project_id, self.name, kind, clip.source.id if clip else "")


def controller_text(plan: ControllerPlan) -> str:
    """A new controller."""
    machine = plan.id_of("machine")
    documents = [
        document(CONTROLLER_CLASS, CONTROLLER_FILE_ID, "AnimatorController", _controller(plan, machine)),
        document(MACHINE_CLASS, machine, "AnimatorStateMachine", _machine(plan)),
    ]
    documents += [_state(plan, clip, guid) for clip, guid in plan.clips]
    if plan.has_triggers:
        documents += [_transition(plan, clip) for clip, _ in plan.clips]
    return asset_text(documents)


def with_new_states(text: str, plan: ControllerPlan, known: Collection[str]) -> tuple[str, list[str]]:
    """The user's controller with a state for each clip that it could not know yet.

    Args:
        text: The existing file.
        plan: What a new one would hold.
        known: Guids of the clips that an earlier export offered; what the user did with those stays.

    Returns:
        The text, untouched apart from the new states, and the names of the states added.
    """
    documents = read_documents(text)
    at = _base_machine(documents)
    new = [(clip, guid) for clip, guid in plan.clips if guid not in known and guid not in text]
    if at is None or not new:
        return text, []
    fields: dict[str, Value] = dict(documents[at].fields)
    kept = as_sequence(documents[at].fields.get("m_ChildStates", Raw("")))
    places = [_child(plan, clip, len(kept) + number) for number, (clip, _) in enumerate(new)]
    fields["m_ChildStates"] = [*kept, *places]
    documents[at] = document(MACHINE_CLASS, documents[at].file_id, "AnimatorStateMachine", fields)
    head = normalised(text).split("--- !u!", 1)[0] or ASSET_HEADER
    added = [_state(plan, clip, guid) for clip, guid in new]
    return head + "".join(one.text() for one in (*documents, *added)), [clip.state for clip, _ in new]


def _base_machine(documents: Sequence[Document]) -> int | None:
    """Where the state machine of the first layer stands."""
    for one in documents:
        if one.class_id == CONTROLLER_CLASS:
            layers = as_sequence(one.fields.get("m_AnimatorLayers", Raw("")))
            if not layers:
                return None
            machine = as_int(as_mapping(as_mapping(layers[0]).get("m_StateMachine", Raw(""))).get("fileID"))
            return next((at for at, other in enumerate(documents) if other.file_id == machine), None)
    return None


def _controller(plan: ControllerPlan, machine: int) -> dict[str, Value]:
    own = reference(CONTROLLER_FILE_ID)
    layer: dict[str, Value] = {
        "serializedVersion": 5,
        "m_Name": "Base Layer",
        "m_StateMachine": reference(machine),
        "m_Mask": NOTHING,
        "m_Motions": [],
        "m_Behaviours": [],
        "m_BlendingMode": 0,
        "m_SyncedLayerIndex": -1,
        "m_DefaultWeight": 0,
        "m_IKPass": 0,
        "m_SyncedLayerAffectsTiming": 0,
        "m_Controller": own,
    }
    parameters: list[Value] = [
        {
            "m_Name": clip.state,
            "m_Type": _TRIGGER,
            "m_DefaultFloat": 0,
            "m_DefaultInt": 0,
            "m_DefaultBool": 0,
            "m_Controller": own,
        }
        for clip, _ in plan.clips
    ]
    return {
        "m_ObjectHideFlags": 0,
        **_OBJECT,
        "m_Name": plan.name,
        "serializedVersion": 5,
        "m_AnimatorParameters": parameters if plan.has_triggers else [],
        "m_AnimatorLayers": [layer],
    }


def _machine(plan: ControllerPlan) -> dict[str, Value]:
    transitions = [reference(plan.id_of("transition", clip)) for clip, _ in plan.clips] if plan.has_triggers else []
    return {
        "serializedVersion": 5,
        **_HIDDEN,
        "m_Name": "Base Layer",
        "m_ChildStates": [_child(plan, clip, number) for number, (clip, _) in enumerate(plan.clips)],
        "m_ChildStateMachines": [],
        "m_AnyStateTransitions": transitions,
        "m_EntryTransitions": [],
        "m_StateMachineTransitions": {},
        "m_StateMachineBehaviours": [],
        "m_AnyStatePosition": _position(50, 20),
        "m_EntryPosition": _position(50, 120),
        "m_ExitPosition": _position(50, 220),
        "m_ParentStateMachinePosition": _position(800, -80),
        "m_DefaultState": reference(plan.id_of("state", plan.default)),
    }


def _child(plan: ControllerPlan, clip: Clip, number: int) -> Mapping[str, Value]:
    row, column = divmod(number, _COLUMNS)
    return {
        "serializedVersion": 1,
        "m_State": reference(plan.id_of("state", clip)),
        "m_Position": _position(_LEFT + column * _COLUMN_WIDTH, _TOP + row * _ROW_HEIGHT),
    }


def _state(plan: ControllerPlan, clip: Clip, guid: str) -> Document:
    inactive = ("Speed", "Mirror", "CycleOffset", "Time")
    fields: dict[str, Value] = {
        "serializedVersion": 5,
        **_HIDDEN,
        "m_Name": clip.state,
        "m_Speed": 1,
        "m_CycleOffset": 0,
        "m_Transitions": [],
        "m_StateMachineBehaviours": [],
        "m_Position": _position(50, 50),
        "m_IKOnFeet": 0,
        "m_WriteDefaultValues": 1,
        "m_Mirror": 0,
        **{f"m_{name}ParameterActive": 0 for name in inactive},
        "m_Motion": reference(CLIP_FILE_ID, guid, 2),
        "m_Tag": "",
        **{f"m_{name}Parameter": "" for name in inactive},
    }
    return document(STATE_CLASS, plan.id_of("state", clip), "AnimatorState", fields)


def _transition(plan: ControllerPlan, clip: Clip) -> Document:
    """From any state to this one at once when its trigger is set."""
    fields: dict[str, Value] = {
        **_HIDDEN,
        "m_Name": "",
        "m_Conditions": [{"m_ConditionMode": _IF, "m_ConditionEvent": clip.state, "m_EventTreshold": 0}],
        "m_DstStateMachine": NOTHING,
        "m_DstState": reference(plan.id_of("state", clip)),
        "m_Solo": 0,
        "m_Mute": 0,
        "m_IsExit": 0,
        "serializedVersion": 3,
        "m_TransitionDuration": 0,
        "m_TransitionOffset": 0,
        "m_ExitTime": 0,
        "m_HasExitTime": 0,
        "m_HasFixedDuration": 1,
        "m_InterruptionSource": 0,
        "m_OrderedInterruption": 1,
        "m_CanTransitionToSelf": 1,
    }
    return document(TRANSITION_CLASS, plan.id_of("transition", clip), "AnimatorStateTransition", fields)


def _position(x: int, y: int) -> Flow:
    return Flow({"x": x, "y": y, "z": 0})
