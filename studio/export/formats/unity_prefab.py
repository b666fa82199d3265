"""The prefab that shows a character, and the sprite library that names its expressions."""

from __future__ import annotations

from collections.abc import Sequence

from studio.export.formats.unity_cast import clean_text
from studio.export.formats.unity_controller import CONTROLLER_FILE_ID
from studio.export.formats.unity_ids import file_id, label_hash
from studio.export.formats.unity_texture import PIXELS_PER_UNIT
from studio.export.formats.unity_yaml import NOTHING, Flow, Value, asset_text, document, reference
from studio.models.sheet import ExportSet

LIBRARY_CATEGORY = "expressions"
_SPRITE_MATERIAL = Flow({"fileID": 10754, "guid": "0000000000000000f000000000000000", "type": 0})
"""The sprite material that every Unity brings along."""
_LIBRARY_SCRIPT = "a5e6fedc2472449cead18ef23b5cb30d"
"""Guid of the sprite library source asset in the 2D Animation package."""
_OBJECT: dict[str, Value] = {
    "m_ObjectHideFlags": 0,
    "m_CorrespondingSourceObject": NOTHING,
    "m_PrefabInstance": NOTHING,
    "m_PrefabAsset": NOTHING,
}


def prefab_root_id(project_id: str, name: str) -> int:
    """Id of the prefab's game object."""
    return _id(project_id, name, "object")


def prefab_text(scene: ExportSet, name: str, sprite: tuple[int, str], controller_guid: str) -> str:
    """A game object with a sprite renderer and an animator.

    Args:
        scene: The character.
        name: Stem of the file.
        sprite: (internal id, page guid) of the sprite shown before the animator starts.
        controller_guid: The animator's controller.
    """
    root = prefab_root_id(scene.project_id, name)
    parts = {kind: _id(scene.project_id, name, kind) for kind in ("transform", "renderer", "animator")}
    own: dict[str, Value] = {**_OBJECT, "m_GameObject": reference(root)}
    return asset_text(
        [
            document(1, root, "GameObject", _game_object(name, list(parts.values()))),
            document(4, parts["transform"], "Transform", {**own, **_transform()}),
            document(212, parts["renderer"], "SpriteRenderer", {**own, **_renderer(scene, sprite)}),
            document(95, parts["animator"], "Animator", _animator(own, controller_guid)),
        ]
    )


def library_text(labels: Sequence[tuple[str, int, str]]) -> str:
    """A sprite library with one category of expressions.

    Args:
        labels: (name, internal id, page guid) of each expression.
    """
    entries: list[Value] = [
        {
            "m_Name": clean_text(label),
            "m_Hash": label_hash(clean_text(label)),
            "m_Sprite": NOTHING,
            "m_FromMain": 0,
            "m_SpriteOverride": reference(identifier, guid),
        }
        for label, identifier, guid in labels
    ]
    category: dict[str, Value] = {
        "m_Name": LIBRARY_CATEGORY,
        "m_Hash": label_hash(LIBRARY_CATEGORY),
        "m_CategoryList": [],
        "m_OverrideEntries": entries,
        "m_FromMain": 0,
        "m_EntryOverrideCount": len(entries),
    }
    fields: dict[str, Value] = {
        **_OBJECT,
        "m_ObjectHideFlags": 36,
        "m_GameObject": NOTHING,
        "m_Enabled": 1,
        "m_EditorHideFlags": 0,
        "m_Script": reference(11500000, _LIBRARY_SCRIPT),
        "m_Name": "",
        "m_EditorClassIdentifier": "",
        "m_Library": [category],
        "m_PrimaryLibraryGUID": "",
    }
    return asset_text([document(114, 1, "MonoBehaviour", fields)])


def _id(project_id: str, name: str, kind: str) -> int:
    """Ids in prefabs are positive, as Unity writes them."""
    return file_id(project_id, name, "prefab", kind) & (2**63 - 1)


def _game_object(name: str, components: Sequence[int]) -> dict[str, Value]:
    return {
        **_OBJECT,
        "serializedVersion": 6,
        "m_Component": [{"component": reference(component)} for component in components],
        "m_Layer": 0,
        "m_Name": name,
        "m_TagString": "Untagged",
        "m_Icon": NOTHING,
        "m_NavMeshLayer": 0,
        "m_StaticEditorFlags": 0,
        "m_IsActive": 1,
    }


def _transform() -> dict[str, Value]:
    return {
        "m_LocalRotation": Flow({"x": 0, "y": 0, "z": 0, "w": 1}),
        "m_LocalPosition": Flow(dict.fromkeys("xyz", 0)),
        "m_LocalScale": Flow(dict.fromkeys("xyz", 1)),
        "m_Children": [],
        "m_Father": NOTHING,
        "m_RootOrder": 0,
        "m_LocalEulerAnglesHint": Flow(dict.fromkeys("xyz", 0)),
    }


def _renderer(scene: ExportSet, sprite: tuple[int, str]) -> dict[str, Value]:
    width, height = scene.canvas_size
    return {
        "m_Enabled": 1,
        "m_CastShadows": 0,
        "m_ReceiveShadows": 0,
        "m_DynamicOccludee": 1,
        "m_MotionVectors": 1,
        "m_LightProbeUsage": 1,
        "m_ReflectionProbeUsage": 1,
        "m_RayTracingMode": 0,
        "m_RenderingLayerMask": 1,
        "m_RendererPriority": 0,
        "m_Materials": [_SPRITE_MATERIAL],
        "m_StaticBatchInfo": {"firstSubMesh": 0, "subMeshCount": 0},
        **dict.fromkeys(("m_StaticBatchRoot", "m_ProbeAnchor", "m_LightProbeVolumeOverride"), NOTHING),
        "m_ScaleInLightmap": 1,
        "m_ReceiveGI": 1,
        **dict.fromkeys(("m_PreserveUVs", "m_IgnoreNormalsForChartDetection", "m_ImportantGI"), 0),
        "m_StitchLightmapSeams": 1,
        "m_SelectedEditorRenderState": 0,
        "m_MinimumChartSize": 4,
        "m_AutoUVMaxDistance": 0.5,
        "m_AutoUVMaxAngle": 89,
        "m_LightmapParameters": NOTHING,
        **dict.fromkeys(("m_SortingLayerID", "m_SortingLayer", "m_SortingOrder"), 0),
        "m_Sprite": reference(*sprite),
        "m_Color": Flow(dict.fromkeys("rgba", 1)),
        **dict.fromkeys(("m_FlipX", "m_FlipY", "m_DrawMode"), 0),
        "m_Size": Flow({"x": width / PIXELS_PER_UNIT, "y": height / PIXELS_PER_UNIT}),
        "m_AdaptiveModeThreshold": 0.5,
        "m_SpriteTileMode": 0,
        "m_WasSpriteAssigned": 1,
        "m_MaskInteraction": 0,
        "m_SpriteSortPoint": 0,
    }


def _animator(own: dict[str, Value], controller_guid: str) -> dict[str, Value]:
    return {
        "serializedVersion": 3,
        **own,
        "m_Enabled": 1,
        "m_Avatar": NOTHING,
        "m_Controller": reference(CONTROLLER_FILE_ID, controller_guid, 2),
        **dict.fromkeys(("m_CullingMode", "m_UpdateMode", "m_ApplyRootMotion", "m_LinearVelocityBlending"), 0),
        "m_WarningMessage": "",
        "m_HasTransformHierarchy": 1,
        "m_AllowConstantClipSamplingOptimization": 1,
        "m_KeepAnimatorControllerStateOnDisable": 0,
    }
