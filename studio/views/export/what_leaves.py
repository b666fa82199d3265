"""Who leaves, wearing what, moving how."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from studio.models.export_edits import EVERYBODY, NOTHING, ExportContext, ExportProblem
from studio.models.project import ExportSettings
from studio.views.export.chips import Chips, WordField
from studio.views.export.parts import ProblemLine, Rows, SettingsPart, note_label
from studio.views.kit.widgets import ComboBox, NumberField, Segmented, label

_OWN, _CHOSEN, _NONE = "own", "chosen", "none"
_USUAL_CLIPS = ("blink", "idle", "talk")


class WhatLeaves(SettingsPart):
    """Character, expressions, clips and their frame rate."""

    places = ("expressions", "clips")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = ComboBox()
        self.expression_kind = Segmented(
            [(_OWN, self.tr("Its set"), ""), (_CHOSEN, self.tr("Choose"), ""), (_NONE, self.tr("None"), "")]
        )
        self.expression_note = note_label("")
        self.expressions, self.expression_field = Chips(), WordField(self.tr("Add: joy, anger:0.5, visemes…"))
        self.clip_kind = Segmented(
            [(_OWN, self.tr("Usual"), ""), (_CHOSEN, self.tr("Choose"), ""), (_NONE, self.tr("None"), "")]
        )
        self.clip_note = note_label("")
        self.clips, self.clip_field = Chips(), WordField(self.tr("Add: nod, talk:hello, joy..anger…"))
        self.fps = NumberField(0, 120, 1, 1, "fps")
        self.clip_problem = ProblemLine()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        rows = Rows()
        rows.add(self.tr("Character"), self.who)
        self.column.addLayout(rows)
        self.column.addWidget(label(self.tr("Expressions"), "heading"))
        self.expression_kind.setAccessibleName(self.tr("Which expressions leave"))
        self.clip_kind.setAccessibleName(self.tr("Which clips leave"))
        for widget in (
            self.expression_kind, self.expression_note, self.expressions, self.expression_field, self.problem,
        ):  # fmt: skip
            self.column.addWidget(widget)
        self.column.addSpacing(4)
        self.column.addWidget(label(self.tr("Clips"), "heading"))
        for widget in (self.clip_kind, self.clip_note, self.clips, self.clip_field, self.clip_problem):
            self.column.addWidget(widget)
        pace = Rows()
        pace.add(self.tr("Frame rate"), self.fps, self.tr("Frames a second of all clips; 0 keeps each clip’s own."))
        self.fps.set_default(0)
        self.fps.set_word(0, self.tr("Each clip’s own"))
        self.column.addLayout(pace)

    def _connect(self) -> None:
        self.who.chosen.connect(lambda one: self.ask(self.tr("Exported character"), character=one))
        self.expression_kind.chosen.connect(self._choose_expressions)
        self.expression_field.entered.connect(self._add_expression)
        self.expressions.remove_requested.connect(self._remove_expression)
        self.clip_kind.chosen.connect(self._choose_clips)
        self.clip_field.entered.connect(self._add_clip)
        self.clips.remove_requested.connect(self._remove_clip)
        self.fps.edited.connect(lambda fps: self.ask(self.tr("Frame rate of the export"), "fps", fps=fps))
        self.fps.edit_finished.connect(self.gesture_ended)

    def show_settings(self, settings: ExportSettings, context: ExportContext) -> None:
        """Show them."""
        super().show_settings(settings, context)
        options = [(one.id, one.title) for one in context.characters]
        if len(options) > 1:
            options.append((EVERYBODY, self.tr("Everybody, one after the other")))
        if not settings.character:
            options.insert(0, ("", self.tr("The selected one") if len(options) > 1 else self.tr("The only one")))
        self.who.set_options(options)
        self.who.set_value(settings.character)
        self.expression_kind.set_value(_kind(settings.expressions))
        self.expression_note.setText(self._set_text(context.own_set))
        self._show_words(self.expressions, settings.expressions, self.expression_field, context.expressions)
        self.expression_note.setVisible(not settings.expressions)
        self.clip_kind.set_value(_kind(settings.clips))
        self.clip_note.setText(self._clips_text(context))
        self.clip_note.setVisible(not settings.clips)
        self._show_words(self.clips, settings.clips, self.clip_field, context.clips)
        self.fps.set_value(settings.fps)
        self.fps.setEnabled(settings.clips != NOTHING)

    def show_problems(self, problems: tuple[ExportProblem, ...]) -> bool:  # type: ignore[override]
        """Expressions and clips have a place each."""
        clips = [one for one in problems if one.place == "clips"]
        self.clip_problem.show_problems(clips)
        expressions = [one for one in problems if one.place == "expressions"]
        self.problem.show_problems(expressions)
        return bool(clips or expressions)

    def _show_words(self, chips: Chips, words: tuple[str, ...], field: WordField, choices: tuple[object, ...]) -> None:
        known = {one.id: one.title for one in choices}  # type: ignore[attr-defined]
        shown = () if words in ((), NOTHING) else words
        chips.set_words(shown, {word: known.get(word, word) for word in shown})
        field.set_choices(choices)  # type: ignore[arg-type]
        field.setVisible(bool(shown))

    def _set_text(self, own: tuple[str, ...]) -> str:
        if not own:
            return self.tr("The ready-made set, as the Set page shows it.")
        return self._listed(own)

    def _clips_text(self, context: ExportContext) -> str:
        if context.usual_clips in ((), _USUAL_CLIPS):
            return self.tr("Blink, idle and talk.")
        titles = {one.id: one.title for one in context.clips}
        return self._listed(tuple(titles.get(one, one) for one in context.usual_clips))

    def _listed(self, own: tuple[str, ...]) -> str:
        first = ", ".join(own[:6])
        more = self.tr("{first} and {count} more").format(first=first, count=len(own) - 6) if len(own) > 6 else first
        return self.tr("{count}: {names}.").format(count=len(own), names=more)

    # --- expressions

    def _choose_expressions(self, kind: str) -> None:
        start = self.context.own_set or ("neutral", "joy")
        words = {_OWN: (), _CHOSEN: start, _NONE: NOTHING}[kind]
        self.ask(self.tr("Exported expressions"), expressions=words)

    def _add_expression(self, word: str) -> None:
        new = tuple(part.strip() for part in word.split(",") if part.strip())
        words = tuple(dict.fromkeys((*self.settings.expressions, *new)))
        self.ask(self.tr("Export {word}").format(word=word), expressions=words)

    def _remove_expression(self, word: str) -> None:
        words = tuple(one for one in self.settings.expressions if one != word)
        self.ask(self.tr("Do not export {word}").format(word=word), expressions=words or NOTHING)

    # --- clips

    def _choose_clips(self, kind: str) -> None:
        start = self.context.usual_clips or _USUAL_CLIPS
        self.ask(self.tr("Exported clips"), clips={_OWN: (), _CHOSEN: start, _NONE: NOTHING}[kind])

    def _add_clip(self, word: str) -> None:
        words = tuple(dict.fromkeys((*self.settings.clips, word)))
        self.ask(self.tr("Export {word}").format(word=word), clips=words)

    def _remove_clip(self, word: str) -> None:
        words = tuple(one for one in self.settings.clips if one != word)
        self.ask(self.tr("Do not export {word}").format(word=word), clips=words or NOTHING)


def _kind(words: tuple[str, ...]) -> str:
    if not words:
        return _OWN
    return _NONE if words == NOTHING else _CHOSEN
