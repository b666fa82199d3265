"""Keys that point to expressions: one edit changes all of them, renaming and deleting lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from studio.controllers.acting_links import LinksController, look_of
from studio.controllers.preset_shelf import with_links
from studio.core.errors import InputError
from studio.models.acting_rows import LayerKind, LayerSettings, emotion_top, with_layer
from studio.models.clip import Clip, Key, Track, TrackRole
from studio.models.expression import Expression
from studio.models.library import load_library
from studio.models.link_rows import MOUTH_SHAPES
from studio.models.timeline_links import key_expression
from tests.controllers.acting_desk import ActingDesk
from tests.controllers.made_project import FakeView

SMIRK = Expression("sly-7", "My grin seven", {"mouthSmileLeft": 0.5}, "custom")
KEYS = (
    Key(0, expression="sly-7"), Key(300, {"jawOpen": 0.4}), Key(500, expression="joy:0.5"),
    Key(700, expression="My grin seven:0.5"), Key(900, expression="gone"),
)  # fmt: skip
MOUTH = (Key(0, expression="viseme-aa"), Key(100, expression="viseme-aa:0.5+viseme-pp:0.5"))
CLIP = Clip("c", "Clip", (Track("face", KEYS), Track("mouth", MOUTH)), 1000)


class Desk(ActingDesk):
    def __init__(self) -> None:
        super().__init__(CLIP)
        project = self.workspace.project
        self.workspace.edit("sly-7", replace(project, expressions=(SMIRK,)))
        self.view: Any = FakeView()
        self.links = LinksController(
            self.workspace, self.editor, self.view, lambda keys: self.editor.pick(keys, "replace"), self.actions,
            self.place,
        )  # fmt: skip
        self.first = self.steps

    def row(self, text: str) -> Any:
        return next(row for row in self.links.rows if row.text == text)

    def wear(self, **pose: float) -> None:
        look = look_of(pose, "")
        self.workspace.edit_character("wear", lambda one: replace(one, look=look))


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


def test_links_are_listed_missing_ones_first_and_mouth_shapes_as_one(desk: Desk) -> None:
    assert [row.text for row in desk.links.rows] == ["gone", "sly-7", MOUTH_SHAPES, "joy:0.5", "My grin seven:0.5"]
    assert desk.row("gone").is_missing
    assert not desk.row("sly-7").is_missing
    assert desk.row("joy:0.5").expression == "joy"
    assert len(desk.row(MOUTH_SHAPES).keys) == 2


def test_editing_the_expression_changes_all_its_keys_and_marks_them(desk: Desk) -> None:
    desk.wear(mouthSmileLeft=0.2, browDownLeft=0.7)
    desk.view.update_requested.emit("sly-7")
    assert desk.steps == desk.first + 2
    assert desk.workspace.project.expressions[0].name == "My grin seven"
    assert desk.row("sly-7").is_changed
    assert desk.row("My grin seven:0.5").is_changed
    assert not desk.row("joy:0.5").is_changed
    assert "2 keys" in desk.told[-1].text
    missing_free = replace(desk.clip.tracks[0], keys=desk.clip.tracks[0].keys[:4])
    assert missing_free.keys[0].expression == "sly-7"
    desk.view.seen_requested.emit()
    assert not desk.row("sly-7").is_changed
    desk.undo()
    assert desk.row("sly-7").is_changed  # it looks otherwise again


def test_an_expression_of_the_program_becomes_the_projects_own(desk: Desk) -> None:
    desk.wear(mouthSmileLeft=0.3)
    desk.links.update_expression("joy")
    own = {one.id: one for one in desk.workspace.project.expressions}
    assert own["joy"].pose == {"mouthSmileLeft": 0.3}
    assert desk.row("joy:0.5").is_changed


def test_selected_keys_are_linked_and_cut_loose_again(desk: Desk) -> None:
    desk.editor.pick([("face", 300)], "replace")
    desk.view.link_requested.emit("anger")
    assert desk.clip.tracks[0].keys[1].expression == "anger"
    assert desk.actions.enabled["clip.make-unique"]
    desk.actions.slots["clip.make-unique"]()
    key = desk.clip.tracks[0].keys[1]
    assert key.expression == ""
    assert key.pose["browDownLeft"] > 0
    assert desk.steps == desk.first + 2


def test_a_whole_link_is_made_unique_and_selected(desk: Desk) -> None:
    desk.view.row_selected.emit("sly-7")
    assert desk.editor.selection == {("face", 0)}
    desk.view.unique_requested.emit("joy:0.5")
    assert desk.clip.tracks[0].keys[2].pose
    assert not desk.clip.tracks[0].keys[2].expression


def test_links_follow_a_new_name_and_survive_deleting(desk: Desk) -> None:
    project = desk.workspace.project
    renamed = with_links(project, replace(project, expressions=(replace(SMIRK, name="Sly"),)))
    keys = renamed.clips[0].tracks[0].keys
    assert [key.expression for key in keys] == ["sly-7", "", "joy:0.5", "sly-7:0.5", "gone"]
    assert renamed.clips[0].tracks[1] is project.clips[0].tracks[1]
    deleted = with_links(project, replace(project, expressions=()))
    keys = deleted.clips[0].tracks[0].keys
    assert keys[0] == Key(0, {"mouthSmileLeft": 0.5})
    assert keys[3].pose == pytest.approx({"mouthSmileLeft": 0.25})
    assert keys[4].expression == "gone"


def test_edit_puts_the_expression_on_the_face(desk: Desk) -> None:
    desk.view.edit_requested.emit("sly-7")
    assert desk.workspace.page == "express"
    assert desk.workspace.character is not None
    assert desk.workspace.character.look.worn() == {"mouthSmileLeft": 0.5}
    assert desk.told[-1].action is not None
    desk.told[-1].action()
    assert desk.told[-1].text.startswith("“My grin seven” is updated")


def test_an_expression_is_keyed_at_the_playhead(desk: Desk) -> None:
    desk.place.time_changed.emit(250.0)
    desk.view.key_requested.emit("anger")
    keys = {key.time_ms: key.expression for key in desk.clip.tracks[0].keys}
    assert keys[250] == "anger", "on the track that shows expressions"
    assert desk.editor.selection == {(desk.clip.tracks[0].name, 250)}
    assert desk.steps == desk.first + 1
    desk.undo()
    assert 250 not in {key.time_ms for key in desk.clip.tracks[0].keys}
    desk.view.key_requested.emit("nothing of the kind")
    assert "nothing of the kind" in desk.told[-1].text


def test_an_empty_clip_gets_a_track_below_the_layers(qapp: QCoreApplication) -> None:
    library = load_library()
    empty = with_layer(Clip("c", "C", (), 2000), LayerKind.BLINKS, LayerSettings())
    made = key_expression(empty, "neutral", 0, library, emotion_top(empty)).clip
    made = key_expression(made, "surprise", 700, library).clip
    made = key_expression(made, "joy:0.8", 700, library).clip
    track = made.tracks[0]
    assert (track.name, track.role) == ("expressions", TrackRole.BASE)
    assert [(key.time_ms, key.expression, key.easing) for key in track.keys] == [
        (0, "neutral", "in-out-sine"), (700, "joy:0.8", "in-out-sine"),
    ]  # fmt: skip
    with pytest.raises(InputError):
        key_expression(made, "joy", 2500, library)
