from __future__ import annotations

from pathlib import Path

import pytest

from studio.controllers.shell_help import HelpController
from studio.pipelines.health import Finding, Health
from tests.controllers.desk import Desk, FakeActions


class Reading:
    def __init__(self) -> None:
        self.texts: list[tuple[str, str, str]] = []

    def show_text(self, title: str, text: str, folder: str = "") -> None:
        self.texts.append((title, text, folder))

    def change_text(self, text: str) -> None:
        self.texts.append((self.texts[-1][0], text, ""))


@pytest.fixture
def desk(tmp_path: Path, qapp: object) -> Desk:
    return Desk(tmp_path)


def helper(desk: Desk, file: Path) -> tuple[HelpController, FakeActions, Reading]:
    actions, reading = FakeActions(), Reading()
    made = HelpController(desk.workspace, desk.jobs, actions, lambda: reading, lambda: reading, file)
    return made, actions, reading


def test_the_guide_is_shown_with_its_pictures(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "guide.md"
    file.write_text("# Hello", encoding="utf-8")
    _, actions, reading = helper(desk, file)
    actions.slots["help.guide"]()
    assert reading.texts == [("Guide", "# Hello", str(tmp_path))]
    desk.close()


def test_a_missing_guide_is_told(desk: Desk, tmp_path: Path) -> None:
    _, actions, reading = helper(desk, tmp_path / "none.md")
    actions.slots["help.guide"]()
    assert reading.texts == []
    assert "missing" in desk.told[0].text
    desk.close()


def test_findings_say_by_sign_and_word_what_is_wrong(desk: Desk, tmp_path: Path) -> None:
    made, _, _ = helper(desk, tmp_path)
    report = made.report((
        Finding("program", "Python", Health.OK, "3.11"),
        Finding("models", "insight_face", Health.PROBLEM, "damaged", "Install it again."),
    ))  # fmt: skip
    assert "What needs you: 1" in report
    assert "✓ **Python**: 3.11" in report
    assert "✕ **insight\\_face**: damaged" in report
    assert "Install it again." in report
    assert "Everything works" in made.report((Finding("program", "Python", Health.OK, "3.11"),))
    desk.close()
