"""Characters out of genes: the editor, and the ways to it."""

from __future__ import annotations

import secrets

from studio.composition.base import Studio
from studio.controllers.character_maker import SEED_LIMIT, CharacterMakerController
from studio.services.portraits import PortraitService
from studio.views.maker.dialog import CharacterMakerDialog


def compose(studio: Studio) -> None:
    """Mount it."""
    window = studio.window
    studio.parts["maker"] = CharacterMakerController(
        studio.workspace, studio.queue, PortraitService(studio.inference, window), studio.actions,
        lambda: CharacterMakerDialog(window, is_staged=True), window, secrets.randbelow(SEED_LIMIT),
    )  # fmt: skip
