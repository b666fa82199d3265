"""The table of everything that can be done."""

from __future__ import annotations

from studio.models.actions import ACTIONS, GROUP_TITLES, action, conflicts, keys_of


def test_no_key_does_two_things_at_one_place() -> None:
    assert conflicts() == []


def test_conflicts_of_own_keys_are_found() -> None:
    assert ("Ctrl+S", "file.open", "file.save") in conflicts({"file.open": "Ctrl+S"})
    assert conflicts({"set.star": "X"}) == [], "another page"
    assert conflicts({"clip.start": "X"}), "the timeline can be open on every page"


def test_ids_are_unique_and_in_a_menu() -> None:
    ids = [spec.id for spec in ACTIONS]
    assert len(ids) == len(set(ids))
    assert {spec.group for spec in ACTIONS} <= set(GROUP_TITLES)
    assert all(spec.text and spec.text[0].isupper() for spec in ACTIONS)


def test_own_keys_replace_the_default() -> None:
    assert keys_of(action("edit.redo")) == ("Ctrl+Shift+Z", "Ctrl+Y")
    assert keys_of(action("edit.redo"), {"edit.redo": ""}) == ()
    assert keys_of(action("tools.settings")) == ("Ctrl+,",)
