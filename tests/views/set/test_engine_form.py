"""The rows of an engine's choices."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.models.engine_choices import EngineOffer, NumberChoice, WordChoice
from studio.models.project import SetSettings
from studio.views.set.engine_form import EngineForm
from studio.views.set.settings_form import SettingsForm

STRENGTH = NumberChoice("expression", "Expression", "How strongly", 1.0, 0.0, 5.0)
MODE = WordChoice("mode", "The picture", "Edit or new", "edit", (("edit", "Edit it"), ("new", "New portrait")))
OFFER = EngineOffer("avatar", "Avatar", (STRENGTH, MODE))


def test_choices_are_shown_and_told(qtbot: QtBot) -> None:
    form = EngineForm()
    qtbot.addWidget(form)
    form.set_engine("avatar:expression=1.3", OFFER)
    assert form.fields["expression"].value() == 1.3
    told: list[str] = []
    form.edited.connect(told.append)
    form.fields["expression"].edited.emit(2.0)
    form.fields["mode"].chosen.emit("new")
    assert told == ["avatar:expression=2", "avatar:expression=2,mode=new"]
    form.fields["expression"].edited.emit(2.0)
    assert len(told) == 2, "the same again is no change"
    assert form.fields["mode"].accessibleName() == "The picture"
    assert form.fields["expression"].toolTip() == "How strongly"


def test_an_engine_without_choices_shows_nothing(qtbot: QtBot) -> None:
    holder = QWidget()
    form = EngineForm(holder)
    qtbot.addWidget(holder)
    form.set_engine("avatar", OFFER)
    assert form.isVisibleTo(holder)
    form.set_engine("puppet", EngineOffer("puppet", "Puppet"))
    assert not form.isVisibleTo(holder)
    assert form.fields == {}


def test_settings_follow_the_engine_and_its_choices(qtbot: QtBot) -> None:
    form = SettingsForm()
    qtbot.addWidget(form)
    offers = [EngineOffer("puppet", "Puppet"), OFFER]
    form.set_settings(SetSettings(engine="avatar:mode=new"), offers)
    assert form.engine.value() == "avatar"
    told: list[SetSettings] = []
    form.edited.connect(told.append)
    form.choices.fields["expression"].edited.emit(1.5)
    assert told[-1].engine == "avatar:expression=1.5,mode=new"
    form.engine.chosen.emit("puppet")
    assert told[-1].engine == "puppet"
    assert not form.choices.fields
    form.set_settings(SetSettings(engine="gone:x=1"), offers)
    assert form.engine.value() == "gone", "an engine that is no longer there is still named"
