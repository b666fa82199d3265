"""The language of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from studio.core.folders import resources_folder

SOURCE_LANGUAGE = "en"
_PREFIX = "studio_"


class LanguageService(QObject):
    """Puts translations in and takes them out; widgets that are alive are told by Qt."""

    changed = Signal()
    """After a switch: texts that were made by controllers have to be made anew."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or resources_folder() / "translations"
        self._installed: list[QTranslator] = []
        self._language = SOURCE_LANGUAGE

    @property
    def language(self) -> str:
        """Two letters: what is shown."""
        return self._language

    def languages(self) -> tuple[tuple[str, str], ...]:
        """(two letters, its own name) of everything that can be shown, English first."""
        found = sorted(path.stem.removeprefix(_PREFIX) for path in self._folder.glob(f"{_PREFIX}*.qm"))
        codes = [SOURCE_LANGUAGE, *(code for code in found if code != SOURCE_LANGUAGE)]
        return tuple((code, _own_name(code)) for code in codes)

    def use(self, language: str) -> str:
        """Show a language.

        Args:
            language: Two letters, or empty for the system's.

        Returns:
            The one that is shown: English where there is no translation.
        """
        known = {code for code, _ in self.languages()}
        wanted = language or QLocale.system().name()[:2]
        chosen = wanted if wanted in known else SOURCE_LANGUAGE
        if chosen == self._language:
            return chosen
        self.remove()
        if chosen != SOURCE_LANGUAGE:
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{chosen}", qt_folder)
            if not self._install(f"{_PREFIX}{chosen}", str(self._folder)):
                chosen = SOURCE_LANGUAGE
        self._language = chosen
        self.changed.emit()
        return chosen

    def remove(self) -> None:
        """Back to English."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()
        self._language = SOURCE_LANGUAGE

    def _install(self, name: str, folder: str) -> bool:
        translator = QTranslator(self)
        if not translator.load(name, folder):
            return False
        QCoreApplication.installTranslator(translator)
        self._installed.append(translator)
        return True


def _own_name(code: str) -> str:
    name = QLocale(code).nativeLanguageName()
    return (name[:1].upper() + name[1:]) or code
