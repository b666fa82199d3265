"""Questions about files, as windows beside the program's own; none of them stops the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox, QWidget

from studio.models.file_questions import ConflictAnswer, UnsavedAnswer

PROJECT_SUFFIX = "avatar"
PICTURE_SUFFIXES = ("png", "jpg", "jpeg", "webp", "bmp", "tif", "tiff", "gif")

_Role = QMessageBox.ButtonRole


class FileDialogs(QObject):
    """Asks over a window, and calls back with the answer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def ask_unsaved(self, title: str, answered: Callable[[UnsavedAnswer], None]) -> None:
        """There are changes that are not saved."""
        box = self._box(
            self.tr("Save the changes to “{name}”?").format(name=title),
            self.tr("Otherwise everything since the last save is dropped."),
        )  # fmt: skip
        save = box.addButton(self.tr("Save"), _Role.AcceptRole)
        discard = box.addButton(self.tr("Discard"), _Role.DestructiveRole)
        cancel = box.addButton(self.tr("Cancel"), _Role.RejectRole)
        discard.setProperty("danger", True)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)

        def finished() -> None:
            answers: dict[QAbstractButton, UnsavedAnswer] = {save: UnsavedAnswer.SAVE, discard: UnsavedAnswer.DISCARD}
            answered(answers.get(box.clickedButton(), UnsavedAnswer.CANCEL))

        self._show(box, finished)

    def ask_conflict(self, title: str, answered: Callable[[ConflictAnswer], None]) -> None:
        """The file was changed by somebody else since it was opened."""
        box = self._box(
            self.tr("“{name}” was changed by another program.").format(name=title),
            self.tr("Saving over it drops those changes; the backup beside it will hold them until the next save."),
        )  # fmt: skip
        save_as = box.addButton(self.tr("Save as…"), _Role.AcceptRole)
        overwrite = box.addButton(self.tr("Overwrite"), _Role.DestructiveRole)
        cancel = box.addButton(self.tr("Cancel"), _Role.RejectRole)
        overwrite.setProperty("danger", True)
        box.setDefaultButton(save_as)
        box.setEscapeButton(cancel)

        def finished() -> None:
            answers: dict[QAbstractButton, ConflictAnswer] = {
                save_as: ConflictAnswer.SAVE_AS,
                overwrite: ConflictAnswer.OVERWRITE,
            }
            answered(answers.get(box.clickedButton(), ConflictAnswer.CANCEL))

        self._show(box, finished)

    def ask_open(self, folder: Path | None, answered: Callable[[Path | None], None]) -> None:
        """Which project; None for none."""
        projects = self.tr("Projects (*.avatar)")
        backups = self.tr("Backups (*.avatar.bak)")
        dialog = self._dialog(self.tr("Open a project"), folder, [projects, backups])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._show_files(dialog, lambda paths: answered(paths[0] if paths else None))

    def ask_save(self, suggestion: Path, answered: Callable[[Path | None], None]) -> None:
        """Where to; a file that is there is asked about by the dialog."""
        dialog = self._dialog(self.tr("Save the project"), suggestion.parent, [self.tr("Projects (*.avatar)")])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(PROJECT_SUFFIX)
        dialog.selectFile(suggestion.name)
        self._show_files(dialog, lambda paths: answered(paths[0] if paths else None))

    def ask_pictures(self, folder: Path | None, answered: Callable[[Sequence[Path]], None]) -> None:
        """Which pictures; empty for none."""
        pattern = " ".join(f"*.{suffix}" for suffix in PICTURE_SUFFIXES)
        filters = [self.tr("Pictures ({pattern})").format(pattern=pattern), self.tr("All files (*)")]
        dialog = self._dialog(self.tr("Choose pictures"), folder, filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._show_files(dialog, answered)

    # --- inside

    def _box(self, text: str, more: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.setWindowTitle("Avatar Studio")
        box.setText(text)
        box.setInformativeText(more)
        return box

    def _show(self, box: QMessageBox, finished: Callable[[], None]) -> None:
        box.finished.connect(lambda _: finished())
        box.open()

    def _dialog(self, title: str, folder: Path | None, filters: Sequence[str]) -> QFileDialog:
        dialog = QFileDialog(self._window, title, str(folder) if folder else "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setNameFilters(list(filters))
        return dialog

    def _show_files(self, dialog: QFileDialog, answered: Callable[[Sequence[Path]], None]) -> None:
        def finished(result: int) -> None:
            answered([Path(name) for name in dialog.selectedFiles()] if result else [])

        dialog.finished.connect(finished)
        dialog.open()
