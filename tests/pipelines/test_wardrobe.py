from __future__ import annotations

import pytest

from studio.core.errors import InputError
from studio.models.expression import Expression
from studio.models.project import Project
from studio.pipelines.wardrobe import builtin_expressions, custom_expression, library_of, resolved, searched


def test_words_lists_and_groups() -> None:
    library = builtin_expressions()
    ids = [one.id for one in resolved(["joy, anger:0.5", "joy", "joy+surprise:0.5"], library)]
    assert ids == ["joy", "anger-50", "joy-surprise-50"]
    assert len(resolved(["sample"], library)) == 30
    assert {one.group for one in resolved(["visemes"], library)} == {"viseme"}
    assert len(resolved(["all"], library)) == len(library)
    assert len(resolved(["words"], library)) == 135


def test_typing_errors_name_the_nearest() -> None:
    with pytest.raises(InputError, match="joy"):
        resolved(["joyy"], builtin_expressions())


def test_the_projects_own_win() -> None:
    mine = Expression("joy", "My joy", {"jawOpen": 1.0})
    library = library_of(Project("p", "P", expressions=(mine,)))
    assert library["joy"] is mine
    assert len(library) == len(builtin_expressions())


def test_search() -> None:
    library = builtin_expressions()
    assert "joy" in {one.id for one in searched(library, "JOYF")}
    assert {one.family for one in searched(library, family="fear")} == {"fear"}
    assert searched(library, "no such thing") == ()
    with pytest.raises(InputError, match="fear"):
        searched(library, family="feer")


def test_controls_are_set_on_top_and_zero_silences() -> None:
    joy = builtin_expressions()["joy"]
    changed = custom_expression(joy, {"mouthSmileLeft": 0.0, "headYaw": 99.0})
    assert "mouthSmileLeft" not in changed.pose
    assert changed.pose["headYaw"] == 20.0
    assert changed.pose["mouthSmileRight"] == joy.pose["mouthSmileRight"]
    assert custom_expression(None, {"jawOpen": 0.5}).pose == {"jawOpen": 0.5}
