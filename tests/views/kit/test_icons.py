from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from studio.core.folders import resources_folder
from studio.models.actions import ACTIONS
from studio.views.kit import theme
from studio.views.kit.icons import has_icon, icon, icon_names, pixmap

pytestmark = pytest.mark.usefixtures("qapp")
NAMES = icon_names()


def ink(image: QImage) -> int:
    """How many pixels are painted."""
    return sum(image.pixelColor(x, y).alpha() > 40 for x in range(image.width()) for y in range(image.height()))


def strongest(image: QImage) -> QColor:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda colour: colour.alpha())


@pytest.mark.parametrize("name", sorted({spec.icon for spec in ACTIONS if spec.icon}))
def test_every_action_has_its_drawing(name: str) -> None:
    assert has_icon(name)
    assert ink(pixmap(name, 16).toImage()) > 8


@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_of_one_hand(name: str) -> None:
    text = (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 16 16"' in text
    assert 'stroke-width="1.5"' in text
    assert "#" not in text  # no colour of its own
    assert "<text" not in text
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) <= {"none", "currentColor"}
    image = pixmap(name, 64).toImage()
    assert ink(image) > 60
    edge = [(x, y) for x in range(64) for y in (0, 63)] + [(x, y) for y in range(64) for x in (0, 63)]
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in edge), "it touches its edge"


def test_icons_follow_the_theme_by_themselves(qapp: QApplication) -> None:
    made = icon("plus")
    dark = strongest(made.pixmap(32, 32).toImage())
    theme.apply_theme(qapp, "light")
    light = strongest(made.pixmap(32, 32).toImage())
    assert dark.lightness() > 180
    assert light.lightness() < 80


def test_states_look_different() -> None:
    made = icon("plus")
    usual = strongest(made.pixmap(32, 32).toImage())
    on = strongest(made.pixmap(QSize(32, 32), QIcon.Mode.Normal, QIcon.State.On).toImage())
    off = strongest(made.pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage())
    assert on.name() == theme.current().accent
    assert off.alpha() < usual.alpha()


def test_icons_are_sharp_on_dense_screens() -> None:
    dense = icon("face").pixmap(QSize(16, 16), 2.0)
    assert dense.size() == QSize(32, 32)
    assert dense.devicePixelRatio() == 2
    assert dense.toImage() != icon("face").pixmap(QSize(16, 16), 1.0).toImage().scaled(32, 32)


def test_no_name_is_no_icon_and_an_unknown_one_is_seen() -> None:
    assert icon("").isNull()
    assert not has_icon("")
    assert ink(pixmap("no-such-drawing", 32).toImage()) > 20


def test_a_disabled_icon_of_a_filled_button_is_seen_without_its_fill(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light")
    off = strongest(icon("play-set", "on-accent").pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage())
    assert off.lightness() < QColor(theme.current().surface1).lightness() - 60
