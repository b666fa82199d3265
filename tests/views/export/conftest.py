"""The theme that widgets are tested in."""

from __future__ import annotations

from tests.views.kit.conftest import dark

__all__ = ["dark"]
