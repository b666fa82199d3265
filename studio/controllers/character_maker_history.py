"""Undo within the character maker; the project's own history knows nothing of it."""

from __future__ import annotations

from studio.models.character_maker import MakerState

LIMIT = 500


class MakerHistory:
    """States one after the other; steps of one gesture are one."""

    def __init__(self, state: MakerState) -> None:
        self._states = [state]
        self._index = 0
        self._gesture = ""

    @property
    def state(self) -> MakerState:
        """The present one."""
        return self._states[self._index]

    @property
    def can_undo(self) -> bool:
        """Whether there is one before."""
        return self._index > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is one after."""
        return self._index < len(self._states) - 1

    def restart(self, state: MakerState) -> None:
        """Begin anew."""
        self._states, self._index, self._gesture = [state], 0, ""

    def push(self, state: MakerState, gesture: str = "") -> bool:
        """Take a state.

        Args:
            state: The new present.
            gesture: States in a row with the same gesture are one step until `end_gesture`.

        Returns:
            False if nothing changed.
        """
        if state == self.state:
            return False
        if gesture and gesture == self._gesture and self._index:
            self._states[self._index] = state
            del self._states[self._index + 1 :]
        else:
            self._states = [*self._states[: self._index + 1], state][-LIMIT:]
            self._index = len(self._states) - 1
        self._gesture = gesture
        return True

    def end_gesture(self) -> None:
        """What follows is a step of its own."""
        self._gesture = ""

    def undo(self) -> bool:
        """Go back; False if there is nothing."""
        return self._go(-1)

    def redo(self) -> bool:
        """Go forth; False if there is nothing."""
        return self._go(1)

    def _go(self, way: int) -> bool:
        index = self._index + way
        if not 0 <= index < len(self._states):
            return False
        self._index, self._gesture = index, ""
        return True
