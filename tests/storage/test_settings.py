"""Settings: remembered, forgiving, and never lost on the way through another version."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.storage.settings import (
    MAX_RECENT,
    Settings,
    load_settings,
    save_settings,
    settings_path,
    with_recent,
)


def test_round_trip_in_the_users_folder() -> None:
    assert load_settings() == Settings()
    settings = Settings(
        theme="dark",
        language="de",
        ui_scale=1.25,
        has_motion=False,
        shortcuts={"file.open": "Ctrl+P"},
        recent_projects=("/a/ü.avatar",),
        pinned_projects=("/b.avatar",),
        others={"future": {"x": [1]}},
    )
    assert save_settings(settings)
    assert not save_settings(settings)
    assert load_settings() == settings
    assert settings_path().is_file()


@pytest.mark.parametrize("text", ["{", "[]", "\x00", "[" * 100_000])
def test_a_damaged_file_is_put_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    assert load_settings(path) == Settings()
    assert (tmp_path / "settings.json.broken").read_text(encoding="utf-8") == text
    save_settings(Settings(theme="light"), path)
    assert load_settings(path).theme == "light"


def test_values_of_a_wrong_kind_give_way_to_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": 7, "language": "fr", "recent_projects": ["/a", 3]}', encoding="utf-8")
    assert load_settings(path) == Settings(language="fr", recent_projects=("/a",))


def test_recent_projects_are_newest_first_once_and_limited(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(MAX_RECENT + 3):
        settings = with_recent(settings, tmp_path / f"{number}.avatar")
    settings = with_recent(settings, tmp_path / "5.avatar")
    names = [Path(name).name for name in settings.recent_projects]
    assert names[:2] == ["5.avatar", f"{MAX_RECENT + 2}.avatar"]
    assert len(names) == len(set(names)) == MAX_RECENT
