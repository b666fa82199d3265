"""The values that everything in the window is drawn with: colours, spacing, radii.

Text, dim text, the accent and the three tones reach 4.5:1 on every surface of their theme (a test checks it).
Colours are texts ("#1b1c1f"); painters use them as `QColor(theme.accent)`.
"""

from __future__ import annotations

from dataclasses import dataclass

SPACE_4 = 4
SPACE_8 = 8
SPACE_12 = 12
SPACE_16 = 16
SPACE_24 = 24
SPACE_32 = 32

RADIUS = 6
RADIUS_SMALL = 4

TEXT_PX = 12
LABEL_PX = 11
TITLE_PX = 14

CONTROL_HEIGHT = 26

MOTION_MS = 120


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours.

    Attributes:
        name: "dark" or "light".
        surface0: Behind the canvas.
        surface1: Panels.
        surface2: Controls and cards.
        surface3: A control under the pointer; menus.
        line: Hairlines.
        line_strong: Edges that must be seen to be used: of check boxes, of fields.
        text: Ordinary text.
        text_dim: Labels, notes.
        accent: Selection, focus, the one primary action.
        accent_hover: The primary action under the pointer.
        on_accent: Text on the accent.
        good: Done, fresh.
        warn: Stale, doubtful.
        bad: Failed, harmful.
        knob: The handle of sliders.
        knob_edge: Its edge.
        love: Emotion families: hues of one lightness, always shown with a letter or a shape beside them.
        joy: See `love`.
        surprise: See `love`.
        anger: See `love`.
        sadness: See `love`.
        fear: See `love`.
        checker_light: Squares behind transparent pictures.
        checker_dark: See `checker_light`.
    """

    name: str
    surface0: str
    surface1: str
    surface2: str
    surface3: str
    line: str
    line_strong: str
    text: str
    text_dim: str
    accent: str
    accent_hover: str
    on_accent: str
    good: str
    warn: str
    bad: str
    knob: str
    knob_edge: str
    love: str
    joy: str
    surprise: str
    anger: str
    sadness: str
    fear: str
    checker_light: str
    checker_dark: str

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on dark surfaces."""
        return self.name == "dark"

    @property
    def accent_faint(self) -> str:
        """The ground of what is selected or on."""
        return mixed(self.accent, self.surface1, 0.2 if self.is_dark else 0.16)

    def faint(self, tone: str, ground: str) -> str:
        """The ground of a small sign in a tone, lying on `ground`."""
        return mixed(self.tone(tone), ground, 0.16)

    def inked(self, tone: str) -> str:
        """A tone as text on its own faint ground."""
        return mixed(self.text, self.tone(tone), 0.3)

    def family(self, family: str) -> str:
        """The colour of an emotion family; the dim text's for an unknown one."""
        return str(getattr(self, family)) if family in FAMILIES else self.text_dim

    def tone(self, tone: str) -> str:
        """The colour of a tone by name: "text", "dim", "accent", "on-accent", "good", "warn", "bad", "line" …

        "note", "warning" and "problem" (the tones of messages) are understood too, and the emotion families.
        """
        aliases = {"dim": "text_dim", "note": "accent", "warning": "warn", "problem": "bad", "": "text"}
        field = aliases.get(tone, tone.replace("-", "_"))
        return str(getattr(self, field, self.text))


FAMILIES = ("love", "joy", "surprise", "anger", "sadness", "fear")

DARK = Theme(
    name="dark",
    surface0="#1b1c1f", surface1="#232529", surface2="#2d3036", surface3="#363a41", line="#3a3e46",
    line_strong="#5a606b", text="#e6e7ea", text_dim="#a3a7b0",
    accent="#5b9dff", accent_hover="#7cb0ff", on_accent="#0b1526",
    good="#4fbf87", warn="#e0a84a", bad="#f27878", knob="#cfd2d8", knob_edge="#1b1c1f",
    love="#ef8eb5", joy="#d0ad48", surprise="#4bcaa5", anger="#f59476", sadness="#6db7fc", fear="#c09df3",
    checker_light="#54575d", checker_dark="#46494f",
)  # fmt: skip

LIGHT = Theme(
    name="light",
    surface0="#d9dadd", surface1="#f2f2f4", surface2="#ffffff", surface3="#e6e8ec", line="#c9cbd1",
    line_strong="#8d929c", text="#1d1f23", text_dim="#565a64",
    accent="#175bbe", accent_hover="#124c9f", on_accent="#ffffff",
    good="#066d41", warn="#7f5505", bad="#ac2b2d", knob="#ffffff", knob_edge="#8d929c",
    love="#8c3d5f", joy="#715900", surprise="#046d54", anger="#914128", sadness="#186099", fear="#694a91",
    checker_light="#ffffff", checker_dark="#e1e2e5",
)  # fmt: skip

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` of a colour laid on a ground."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, after the Web Content Accessibility Guidelines 2.x."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (sRGB)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
