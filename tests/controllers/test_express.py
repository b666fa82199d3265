"""The Express page's controllers: a change is one undo step, trying changes nothing, presets go where they should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from studio.controllers.express import ExpressController
from studio.controllers.workspace import Workspace
from studio.models.document import Document
from studio.models.express_rows import FAVOURITES, LayerTemplate, PresetPlace
from studio.models.expression import BlendMode, Expression
from studio.models.expression_text import text_of_expressions
from studio.models.look import Look
from studio.models.messages import Message
from studio.services.settings import SettingsService
from studio.services.user_expressions import UserExpressions
from tests.controllers.made_project import FakeActions, FakeView, make_project


class FakeThumbnails(QObject):
    ready = Signal(str, QImage)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[str]] = []

    def show(self, reference: object, wishes: Any, blobs: object, engine: str = "puppet") -> dict[str, QImage]:
        self.asked.append([wish.id for wish in wishes])
        return {}


class FakePanel(FakeView):
    def set_picture(self, preset_id: str, picture: QImage) -> None:
        self.shown.setdefault("set_picture", []).append((preset_id, picture))

    def begin_saving(self, name: str, tags: object) -> None:
        self.shown.setdefault("begin_saving", []).append((name, tags))


class FakePage(FakeView):
    def __init__(self) -> None:
        super().__init__()
        self.controls, self.wheel = FakePanel(), FakePanel()
        self.layers, self.presets = FakePanel(), FakePanel()

    def set_linked(self, is_linked: bool) -> None:
        self.shown.setdefault("set_linked", []).append((is_linked,))

    def focus_search(self) -> None:
        self.shown.setdefault("focus_search", []).append(())

    def reset_focused_control(self) -> None: ...

    def reset_focused_region(self) -> None: ...


@dataclass
class Desk:
    workspace: Workspace
    controller: ExpressController
    page: FakePage
    actions: FakeActions
    thumbnails: FakeThumbnails
    settings: SettingsService
    user: UserExpressions
    messages: list[Message]
    tried: list[Mapping[str, float] | None]

    @property
    def look(self) -> Look:
        assert self.workspace.character is not None
        return self.workspace.character.look

    @property
    def pose(self) -> Mapping[str, float]:
        return self.look.layers[0].pose

    def undo(self) -> None:
        self.workspace.undo_stack.undo()

    @property
    def steps(self) -> int:
        return self.workspace.undo_stack.index()


@pytest.fixture
def desk(qapp: QCoreApplication, tmp_path: Path) -> Iterator[Desk]:
    content = make_project(("Aria", "Bram"))
    workspace = Workspace(Document(content.project, content.blobs))
    page, actions, thumbnails = FakePage(), FakeActions(), FakeThumbnails()
    settings, user = SettingsService(tmp_path / "settings.json"), UserExpressions()
    controller = ExpressController(workspace, thumbnails, settings, page, actions, user)  # type: ignore[arg-type]
    messages: list[Message] = []
    tried: list[Mapping[str, float] | None] = []
    workspace.told.connect(messages.append)
    controller.pose_tried.connect(tried.append)
    yield Desk(workspace, controller, page, actions, thumbnails, settings, user, messages, tried)
    controller.editor.forget_library()


# --- controls


def test_a_drag_is_one_step_and_the_next_drag_another(desk: Desk) -> None:
    controls = desk.page.controls
    for value in (0.1, 0.2, 0.3):
        controls.value_edited.emit(("jawOpen",), value)
    controls.gesture_ended.emit()
    controls.value_edited.emit(("jawOpen",), 0.6)
    controls.gesture_ended.emit()
    assert desk.steps == 2
    assert desk.pose == {"jawOpen": 0.6}
    desk.undo()
    assert desk.pose == {"jawOpen": 0.3}
    desk.undo()
    assert desk.pose == {}
    assert controls.last("show_state").pose == {}


def test_what_is_worn_is_shown_beside_the_layer(desk: Desk) -> None:
    desk.page.controls.value_edited.emit(("mouthSmileLeft", "mouthSmileRight"), 0.4)
    desk.page.layers.add_requested.emit(LayerTemplate.MULTIPLY)
    desk.page.controls.value_edited.emit(("mouthSmileLeft",), 0.5)
    state = desk.page.controls.last("show_state")
    assert state.mode is BlendMode.MULTIPLY
    assert state.pose == {"mouthSmileLeft": 0.5}
    assert state.worn == {"mouthSmileLeft": pytest.approx(0.2), "mouthSmileRight": 0.4}


def test_reset_region_mirror_solo_and_mute_can_be_undone(desk: Desk) -> None:
    controls = desk.page.controls
    controls.value_edited.emit(("browDownLeft",), 0.5)
    controls.value_edited.emit(("jawOpen",), 0.5)
    steps = [
        (controls.mirror_requested.emit, {"browDownRight": 0.5, "jawOpen": 0.5}),
        (lambda: controls.region_reset_requested.emit("brows"), {"jawOpen": 0.5}),
        (lambda: controls.reset_requested.emit(("jawOpen",)), {}),
    ]
    for act, pose in steps:
        act()
        assert desk.pose == pose
    for _ in steps:
        desk.undo()
    assert desk.pose == {"browDownLeft": 0.5, "jawOpen": 0.5}
    controls.mute_requested.emit(("jawOpen",))
    controls.solo_requested.emit(("browDownLeft",))
    assert desk.look.worn() == {"browDownLeft": 0.5}
    desk.undo()
    desk.undo()
    assert desk.look.muted == desk.look.soloed == ()


# --- words


def test_hover_tries_and_leaving_takes_it_back(desk: Desk) -> None:
    wheel = desk.page.wheel
    wheel.word_hovered.emit("joy")
    joy = desk.controller.editor.library["joy"].pose
    assert desk.tried == [joy]
    assert desk.steps == 0
    assert desk.pose == {}
    wheel.word_hovered.emit("")
    assert desk.tried[-1] is None
    wheel.word_hovered.emit("")
    assert len(desk.tried) == 2, "nothing is told twice"


def test_a_click_commits_what_was_tried(desk: Desk) -> None:
    desk.page.wheel.word_hovered.emit("joy")
    desk.page.wheel.word_chosen.emit("joy")
    assert desk.tried[-1] is None
    assert desk.pose == desk.controller.editor.library["joy"].pose
    assert desk.look.layers[0].source == "joy"
    assert desk.page.wheel.last("show_state").words == ("joy",)


def test_the_ring_keeps_slider_work_in_one_step(desk: Desk) -> None:
    wheel = desk.page.wheel
    wheel.word_chosen.emit("joy")
    desk.page.controls.value_edited.emit(("tongueOut",), 0.4)
    desk.page.controls.gesture_ended.emit()
    before, steps = desk.pose, desk.steps
    for intensity in (0.9, 0.3, 0.0, 1.5, 0.5):
        wheel.intensity_edited.emit(intensity)
    wheel.gesture_ended.emit()
    assert desk.steps == steps + 1
    assert desk.pose["tongueOut"] == pytest.approx(0.4)
    assert desk.look.layers[0].source == "joy:0.5"
    wheel.intensity_edited.emit(1.0)
    assert desk.pose == pytest.approx(before)
    state = wheel.last("show_state")
    assert (state.intensity, state.changed) == (1.0, 1)


def test_a_second_word_is_blended_moved_and_taken_away(desk: Desk) -> None:
    wheel = desk.page.wheel
    wheel.word_chosen.emit("joy")
    wheel.word_pinned.emit("surprise")
    assert desk.look.layers[0].source == "joy:0.5+surprise:0.5"
    wheel.balance_edited.emit(0.25)
    wheel.gesture_ended.emit()
    assert desk.look.layers[0].source == "joy:0.75+surprise:0.25"
    wheel.intensity_edited.emit(0.0)
    wheel.intensity_edited.emit(1.0)
    wheel.gesture_ended.emit()
    assert desk.look.layers[0].source == "joy:0.75+surprise:0.25", "the balance survives an intensity of 0"
    wheel.second_removed.emit()
    assert desk.look.layers[0].source == "joy"
    assert desk.pose == pytest.approx(desk.controller.editor.library["joy"].pose)


def test_dragging_in_the_wheel_is_one_step(desk: Desk) -> None:
    for balance in (0.1, 0.3, 0.45):
        desk.page.wheel.mix_dragged.emit(("rage", "hate"), balance)
    desk.page.wheel.gesture_ended.emit()
    assert desk.steps == 1
    assert desk.look.layers[0].source == "rage:0.55+hate:0.45"
    desk.page.wheel.cleared.emit()
    assert desk.pose == {}
    assert desk.look.layers[0].source == ""


# --- layers


def test_layers_are_added_ordered_weighted_and_flattened(desk: Desk) -> None:
    layers = desk.page.layers
    desk.page.wheel.word_chosen.emit("surprise")
    layers.add_requested.emit(LayerTemplate.BLINK)
    worn = desk.look.worn()
    assert worn["eyeBlinkLeft"] == 1.0
    assert "eyeWideLeft" not in worn
    blink = desk.controller.editor.layer.id
    layers.weight_edited.emit(blink, 0.25)
    layers.weight_edited.emit(blink, 0.5)
    layers.gesture_ended.emit()
    assert desk.look.worn()["eyeBlinkLeft"] == 0.5
    layers.rename_requested.emit(blink, " Lids ")
    layers.mode_chosen.emit(blink, "overwrite")
    layers.enabled_toggled.emit(blink, False)
    layers.move_requested.emit(blink, 0)
    lowest = desk.look.layers[0]
    assert (lowest.name, lowest.mode, lowest.is_enabled) == ("Lids", BlendMode.OVERWRITE, False)
    layers.duplicate_requested.emit(blink)
    assert desk.controller.editor.layer.name == "Lids 2"
    layers.remove_requested.emit(desk.controller.editor.layer.id)
    before = desk.look.worn()
    layers.flatten_requested.emit()
    assert len(desk.look.layers) == 1
    assert desk.look.worn() == before
    while desk.steps:
        desk.undo()
    assert desk.look == Look()


def test_the_selected_layer_is_remembered_for_each_character(desk: Desk) -> None:
    desk.page.layers.add_requested.emit(LayerTemplate.EMPTY)
    added = desk.controller.editor.layer.id
    desk.workspace.select_character("bram")
    assert desk.controller.editor.layer.id == "base"
    desk.workspace.select_character("aria")
    assert desk.controller.editor.layer.id == added
    desk.undo()
    assert desk.controller.editor.layer.id == "base"


# --- presets


def rows(desk: Desk) -> list[str]:
    return [item.id for item in desk.page.presets.last("show_items")]


def test_a_preset_is_saved_into_the_project_found_worn_and_undone(desk: Desk) -> None:
    presets = desk.page.presets
    desk.page.controls.value_edited.emit(("cheekPuff",), 0.7)
    presets.save_requested.emit("Zebra dance", ("fight",), PresetPlace.PROJECT)
    assert [one.id for one in desk.workspace.project.expressions] == ["zebra-dance"]
    assert rows(desk)[0] == "zebra-dance"
    presets.chip_chosen.emit("fight")
    assert rows(desk) == ["zebra-dance"]
    desk.workspace.select_character("bram")
    presets.applied.emit("zebra-dance")
    assert desk.pose == {"cheekPuff": 0.7}
    presets.rename_requested.emit("zebra-dance", "Zebra walk")
    presets.tags_edited.emit("zebra-dance", ("war", "war", " "))
    assert desk.workspace.project.expressions[0].name == "Zebra walk"
    assert desk.workspace.project.expressions[0].tags == ("war",)
    presets.remove_requested.emit("zebra-dance")
    assert desk.workspace.project.expressions == ()
    while desk.steps:
        desk.undo()
    assert desk.workspace.project.expressions == ()


def test_nothing_to_save_is_told(desk: Desk) -> None:
    desk.page.presets.save_requested.emit("Nothing", (), PresetPlace.PROJECT)
    assert desk.workspace.project.expressions == ()
    assert "nothing to save" in desk.messages[-1].text


def test_the_users_library_serves_all_projects_and_deleting_can_be_taken_back(desk: Desk) -> None:
    desk.page.controls.value_edited.emit(("cheekPuff",), 0.7)
    desk.page.presets.save_requested.emit("Puff", (), PresetPlace.USER)
    assert desk.workspace.project.expressions == ()
    assert "puff" in desk.user.all()
    assert desk.page.presets.last("show_items")[0].place is PresetPlace.USER
    desk.page.presets.remove_requested.emit("puff")
    assert "puff" not in desk.user.all()
    assert "puff" not in rows(desk)
    action = desk.messages[-1].action
    assert action is not None
    action()
    assert "puff" in desk.user.all()
    assert rows(desk)[0] == "puff"


def test_ready_made_presets_are_only_changed_as_copies(desk: Desk) -> None:
    desk.page.presets.rename_requested.emit("joy", "Mine")
    assert desk.controller.editor.library["joy"].name == "Joy"
    assert desk.messages
    desk.page.presets.duplicate_requested.emit("joy")
    copy = desk.workspace.project.expressions[0]
    assert (copy.id, copy.name, copy.pose) == ("joy-2", "Joy 2", desk.controller.editor.library["joy"].pose)


def test_favourites_get_digits(desk: Desk) -> None:
    presets = desk.page.presets
    desk.actions.slots["express.favourite-1"]()
    assert "favourite 1" in desk.messages[-1].text
    presets.favourite_toggled.emit("anger")
    presets.favourite_toggled.emit("joy")
    presets.chip_chosen.emit(FAVOURITES)
    assert set(rows(desk)) == {"anger", "joy"}
    desk.actions.slots["express.favourite-2"]()
    assert desk.look.layers[0].source == "joy"
    presets.favourite_toggled.emit("anger")
    assert desk.settings.values.favourites == ("joy",)


def test_pictures_are_asked_for_what_is_seen_first_and_only_then(desk: Desk) -> None:
    assert desk.thumbnails.asked == []
    everything = rows(desk)
    desk.page.presets.visible_changed.emit(everything[5:8])
    assert desk.thumbnails.asked[-1][:3] == everything[5:8]
    assert sorted(desk.thumbnails.asked[-1]) == sorted(everything)
    count = len(desk.thumbnails.asked)
    desk.page.controls.value_edited.emit(("jawOpen",), 0.5)
    assert len(desk.thumbnails.asked) == count, "pictures do not depend on the look"
    desk.workspace.select_character("bram")
    assert len(desk.thumbnails.asked) == count + 1


def test_a_preset_dropped_on_somebody_else_is_worn_by_them(desk: Desk) -> None:
    joy = desk.controller.editor.library["joy"]
    assert desk.controller.presets.drop_on("bram", text_of_expressions([joy]))
    bram = desk.workspace.character_by_id("bram")
    assert bram is not None
    assert bram.look.worn() == joy.pose
    assert bram.look.layers[0].source == "joy"
    assert desk.look == Look()
    assert not desk.controller.presets.drop_on("bram", "rubbish")
    assert desk.messages
    desk.undo()
    bram = desk.workspace.character_by_id("bram")
    assert bram is not None
    assert bram.look == Look()


def test_words_dropped_on_somebody_are_worn(desk: Desk) -> None:
    assert desk.controller.presets.drop_words_on(["joy:0.8"], "bram")
    bram = desk.workspace.character_by_id("bram")
    assert bram is not None
    assert bram.look.layers[0].source == "joy:0.8"
    assert not desk.controller.presets.drop_words_on(["nobody knows it"], "bram")
    assert not desk.controller.presets.drop_words_on(["joy"], "nobody")


def test_export_and_import_round_trip(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "joy.json"
    desk.page.presets.export_requested.emit("joy", str(path))
    text = path.read_text("utf-8").replace('"joy"', '"glee-of-mine"', 1)
    path.write_text(text, "utf-8")
    desk.page.presets.import_requested.emit(str(path))
    assert [one.id for one in desk.workspace.project.expressions] == ["glee-of-mine"]
    path.write_text("{", "utf-8")
    desk.page.presets.import_requested.emit(str(path))
    assert "joy.json" in desk.messages[-1].text


def test_what_is_worn_goes_into_the_set_by_its_word_or_as_a_preset(desk: Desk) -> None:
    desk.page.wheel.word_chosen.emit("surprise")
    desk.page.wheel.intensity_edited.emit(0.7)
    desk.actions.slots["express.add-to-set"]()
    character = desk.workspace.character
    assert character is not None
    assert character.expression_set[-1] == "surprise:0.7"
    desk.page.controls.value_edited.emit(("tongueOut",), 0.5)
    desk.actions.slots["express.add-to-set"]()
    character = desk.workspace.character
    assert character is not None
    assert character.expression_set[-1] == "surprise-2"
    assert desk.workspace.project.expressions[0].pose["tongueOut"] == 0.5


# --- clipboard and the rest


def test_a_look_is_copied_to_somebody_else_with_its_layers(desk: Desk) -> None:
    desk.page.wheel.word_chosen.emit("fear")
    desk.page.layers.add_requested.emit(LayerTemplate.BLINK)
    look = desk.look
    desk.actions.slots["edit.copy"]()
    desk.workspace.select_character("bram")
    assert desk.controller.can_paste()
    assert desk.controller.paste()
    assert desk.look.worn() == look.worn()
    assert len(desk.look.layers) == 3
    QGuiApplication.clipboard().setText("hello")
    assert not desk.controller.can_paste()
    assert not desk.controller.paste()
    QGuiApplication.clipboard().setText('{"format": "avatar-studio-look", "version": 9}')
    assert desk.controller.paste()
    assert "no expression" in desk.messages[-1].text


def test_a_single_expression_is_pasted_into_the_selected_layer(desk: Desk) -> None:
    desk.page.layers.add_requested.emit(LayerTemplate.EMPTY)
    QGuiApplication.clipboard().setText(text_of_expressions([Expression("x", "X", {"jawOpen": 0.4})]))
    assert desk.controller.paste()
    assert desk.look.layers[0].pose == {}
    assert desk.look.layers[1].pose == {"jawOpen": 0.4}


def test_back_to_the_reference_and_nobody(desk: Desk) -> None:
    desk.page.wheel.word_chosen.emit("joy")
    desk.page.layers.add_requested.emit(LayerTemplate.BLINK)
    desk.actions.slots["express.reset-all"]()
    assert desk.look == Look()
    desk.undo()
    assert len(desk.look.layers) == 3
    desk.workspace.select_character("")
    assert desk.page.last("show_character") == ""
    assert not desk.actions.enabled["express.mirror"]
    for slot in desk.actions.slots.values():  # nothing fails without a character
        if slot.__name__ not in ("set_linked", "begin_saving"):
            slot()


def test_find_is_this_pages_only_while_it_is_shown(desk: Desk) -> None:
    desk.actions.slots["edit.find"]()
    assert "focus_search" not in desk.page.shown
    desk.workspace.show_page("express")
    desk.actions.slots["edit.find"]()
    assert desk.page.shown["focus_search"] == [()]


def test_another_document_starts_afresh(desk: Desk) -> None:
    desk.page.wheel.word_hovered.emit("joy")
    content = make_project(("Cleo",))
    own = Expression("own", "Own", {"jawOpen": 0.2})
    desk.workspace.open_document(Document(replace(content.project, expressions=(own,)), content.blobs))
    assert desk.page.last("show_character") == "Cleo"
    assert rows(desk)[0] == "own"
