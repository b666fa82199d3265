from __future__ import annotations

import math

import pytest

from studio.views.kit.tokens import DARK, FAMILIES, LIGHT, Theme, contrast, mixed

THEMES = [pytest.param(DARK, id="dark"), pytest.param(LIGHT, id="light")]
ENOUGH = 4.5


def lightness(colour: str) -> float:
    """OKLab's lightness, after B. Ottosson, 2020."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    cone_l = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    cone_m = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    cone_s = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return 0.2104542553 * cone_l + 0.7936177850 * cone_m - 0.0040720468 * cone_s


def test_contrast_is_the_guidelines_own() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the well-known grey that just fails
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", ["text", "text_dim", "accent", "good", "warn", "bad", *FAMILIES])
@pytest.mark.parametrize("ground", ["surface0", "surface1", "surface2"])
def test_text_can_be_read_on_every_surface(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= ENOUGH


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_accent_and_on_hovered_controls_can_be_read(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= ENOUGH
    assert contrast(theme.on_accent, theme.accent_hover) >= ENOUGH
    assert contrast(theme.text, theme.surface3) >= ENOUGH


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_selected_rows_and_badges_can_be_read(theme: Theme) -> None:
    assert contrast(theme.text, theme.accent_faint) >= ENOUGH
    assert contrast(theme.text_dim, theme.accent_faint) >= ENOUGH
    for tone in ("dim", "accent", "good", "warn", "bad", *FAMILIES):
        for ground in (theme.surface1, theme.surface2):
            assert contrast(theme.inked(tone), theme.faint(tone, ground)) >= ENOUGH, tone


def test_colours_are_mixed_by_share() -> None:
    assert mixed("#ffffff", "#000000", 0.5) == "#808080"
    assert mixed("#123456", "#abcdef", 0) == "#abcdef"


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_controls_can_be_seen(theme: Theme) -> None:
    assert contrast(theme.accent, theme.surface1) >= 3  # the focus ring
    assert contrast(theme.line_strong, theme.surface2) >= 2


@pytest.mark.parametrize("theme", THEMES)
def test_families_are_equally_light_and_all_different(theme: Theme) -> None:
    shades = [lightness(theme.family(family)) for family in FAMILIES]
    assert max(shades) - min(shades) < 0.01
    assert len({theme.family(family) for family in FAMILIES}) == len(FAMILIES)


def test_tones_have_the_names_of_messages_too() -> None:
    assert DARK.tone("warning") == DARK.warn
    assert DARK.tone("problem") == DARK.bad
    assert DARK.tone("on-accent") == DARK.on_accent
    assert DARK.tone("joy") == DARK.joy
    assert DARK.tone("unheard of") == DARK.text
    assert DARK.family("unheard of") == DARK.text_dim
