"""What the settings dialog offers, in words."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.engines.registry import engine_title
from studio.models.shell import SettingKind, SettingRow

KEYS_SECTION = "keys"


class SettingsRows(QObject):
    """Makes the rows anew each time, so that they follow the language."""

    def __init__(
        self, languages: tuple[tuple[str, str], ...], engines: tuple[str, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._languages, self._engines = languages, engines

    def sections(self) -> tuple[tuple[str, str], ...]:
        """(id, title), in order."""
        return (
            ("look", self.tr("Look")),
            ("drawing", self.tr("Drawing")),
            ("folders", self.tr("Folders")),
            ("saving", self.tr("Saving")),
            (KEYS_SECTION, self.tr("Keys")),
            ("plugins", self.tr("Plugins")),
            ("privacy", self.tr("Privacy")),
        )

    def rows(self) -> tuple[SettingRow, ...]:
        """All rows, by section."""
        return (
            *self._look(),
            *self._drawing(),
            *self._folders(),
            *self._saving(),
            *self._plugins(),
            *self._privacy(),
        )

    def _look(self) -> tuple[SettingRow, ...]:
        themes = (("system", self.tr("As the system")), ("dark", self.tr("Dark")), ("light", self.tr("Light")))
        return (
            SettingRow("theme", "look", self.tr("Theme"), self.tr("The picture stays the brightest thing."),
                       options=themes),
            SettingRow("ui_scale", "look", self.tr("Size of text and controls"),
                       self.tr("1 is the system's own size. The picture is not scaled."), SettingKind.NUMBER,
                       minimum=0.8, maximum=2.0, step=0.05, unit="×"),
            SettingRow("has_motion", "look", self.tr("Movement"),
                       self.tr("Panels and messages slide. Off: they jump to their place."), SettingKind.SWITCH),
            SettingRow("language", "look", self.tr("Language"),
                       self.tr("Parts that are open may keep the old language until the next start."),
                       options=(("", self.tr("As the system")), *self._languages)),
            SettingRow("has_notifications", "look", self.tr("Tell the system when a long job ends"),
                       self.tr("Only while this window is not in front."), SettingKind.SWITCH),
        )  # fmt: skip

    def _drawing(self) -> tuple[SettingRow, ...]:
        devices = (
            ("auto", self.tr("Automatic")), ("cpu", self.tr("Processor")),
            ("cuda", self.tr("NVIDIA graphics card")), ("mps", self.tr("Apple graphics")),
        )  # fmt: skip
        precisions = (
            ("auto", self.tr("Automatic")), ("fp32", self.tr("Full (32 bits)")),
            ("bf16", self.tr("Half, wide range (bf16)")), ("fp16", self.tr("Half (fp16)")),
        )  # fmt: skip
        memory = (
            ("auto", self.tr("Automatic")), ("cpu", self.tr("No graphics memory")),
            ("low", self.tr("Little (up to 6 GB)")), ("medium", self.tr("Some (8 to 12 GB)")),
            ("high", self.tr("Plenty (16 GB and more)")),
        )  # fmt: skip
        engines = tuple((name, self._engine_text(name)) for name in self._engines)
        return (
            SettingRow("engine", "drawing", self.tr("What draws"),
                       self.tr("The puppet moves the picture's own pixels: quick, and it needs no model files."),
                       options=engines),
            SettingRow("device", "drawing", self.tr("Where it is computed"),
                       self.tr("Automatic takes the graphics card if there is one that works. "
                               "The puppet always uses the processor."), options=devices),
            SettingRow("precision", "drawing", self.tr("Precision"),
                       self.tr("How exactly models compute. Half needs half the memory and is quicker on most cards."),
                       options=precisions),
            SettingRow("memory", "drawing", self.tr("Memory"),
                       self.tr("How much graphics memory models may take. Less is slower, but does not run out."),
                       options=memory),
        )  # fmt: skip

    def _folders(self) -> tuple[SettingRow, ...]:
        return (
            SettingRow("models_folder", "folders", self.tr("Models"),
                       self.tr("Where downloaded models lie. Empty: the program's own folder."), SettingKind.FOLDER,
                       needs_restart=True),
            SettingRow("export_folder", "folders", self.tr("Exports"),
                       self.tr("Where a first export goes. Empty: beside the project."), SettingKind.FOLDER),
        )  # fmt: skip

    def _saving(self) -> tuple[SettingRow, ...]:
        return (
            SettingRow("recovery_days", "saving", self.tr("Keep unsaved work"),
                       self.tr("What was left behind by a crash can be brought back for this long."),
                       SettingKind.NUMBER, minimum=1, maximum=90, step=1, unit=self.tr("days")),
            SettingRow("note-saving", "saving", self.tr("Your file is yours"),
                       self.tr("Every change is noted down at once in a place of its own. Your project file is only "
                               "written when you save, and the version before stays beside it as .bak."),
                       SettingKind.NOTE),
        )  # fmt: skip

    def _plugins(self) -> tuple[SettingRow, ...]:
        return (
            SettingRow("is_safe_mode", "plugins", self.tr("Safe mode"),
                       self.tr("Starts without any plugin. The same for one start: --safe-mode."),
                       SettingKind.SWITCH, needs_restart=True),
        )  # fmt: skip

    def _privacy(self) -> tuple[SettingRow, ...]:
        return (
            SettingRow("note-privacy", "privacy", self.tr("Nothing leaves this machine"),
                       self.tr("Pictures are seen and drawn here, on this computer. There is no account, nothing is "
                               "counted and nothing is sent. The network is only used for models that you choose to "
                               "download."), SettingKind.NOTE),
        )  # fmt: skip

    def _engine_text(self, name: str) -> str:
        known = {"puppet": self.tr("Puppet (moves the picture)")}
        return known.get(name) or engine_title(name)
