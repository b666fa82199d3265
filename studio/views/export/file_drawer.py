"""What would become of the folder: counts in one line, the files below it, and the question about files in the way."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.models.export_edits import ExportOutcome, PlannedFiles
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import Badge, Section, label, primary

_LISTED = 400
"""Files that are listed of one kind."""
_PATH = int(Qt.ItemDataRole.UserRole)


class _FileTree(QTreeWidget):
    """Files by kind; those that exist can be dragged out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIndentation(theme.px(16))
        self.setDragEnabled(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setFixedHeight(theme.px(168))
        self.setAccessibleName(self.tr("Files"))
        self.folder = ""

    def mimeData(self, items: list[QTreeWidgetItem]) -> QMimeData:  # type: ignore[override]  # noqa: N802
        data = QMimeData()
        paths = [str(item.data(0, _PATH)) for item in items if item.data(0, _PATH)]
        data.setUrls([QUrl.fromLocalFile(f"{self.folder}/{path}") for path in paths])
        return data


class ConflictBar(QFrame):
    """Files lie in the way that no export made: replace them, or go elsewhere."""

    replace_requested = Signal()
    folder_requested = Signal()
    asked = Signal(bool)
    """Whether there is a question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "card")
        self._text = label("", "heading")
        self._text.setWordWrap(True)
        self._names = label("", "dim")
        self._names.setWordWrap(True)
        self.replace = QPushButton(self.tr("Replace them"))
        self.elsewhere = primary(QPushButton(self.tr("Choose another folder…")))
        self.leave = QPushButton(self.tr("Not now"))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        for button in (self.elsewhere, self.replace, self.leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_12)
        column.setSpacing(SPACE_4)
        column.addWidget(self._text)
        column.addWidget(self._names)
        column.addSpacing(SPACE_4)
        column.addLayout(buttons)
        self.replace.clicked.connect(self.replace_requested)
        self.elsewhere.clicked.connect(self.folder_requested)
        self.leave.clicked.connect(lambda: self.ask(None))
        self.hide()

    def ask(self, plan: PlannedFiles | None) -> None:
        """Ask; None takes the question away."""
        self.setVisible(plan is not None)
        self.asked.emit(plan is not None)
        if plan is None:
            return
        count = len(plan.in_the_way)
        one, many = self.tr("One file is in the way."), self.tr("{count} files are in the way.")
        rest = self.tr("Not made by an export, or changed since. Nothing was written.")
        self._text.setText(f"{one if count == 1 else many.format(count=count)} {rest}")
        more = self.tr(" and {count} more").format(count=count - 4) if count > 4 else ""
        self._names.setText(", ".join(plan.in_the_way[:4]) + more)
        self.elsewhere.setFocus()


class FileDrawer(QWidget):
    """Folded: how many files are new, changed, unchanged, removed, in the way. Open: which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = _FileTree()
        self._note = label("", "dim")
        self._note.setWordWrap(True)
        body, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(self._note)
        column.addWidget(self.tree)
        body.setLayout(column)
        self.section = Section(self.tr("Files"), body, is_open=False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_12, SPACE_4, SPACE_12, SPACE_4)
        outer.addWidget(self.section)
        self._note.hide()
        self._counts: list[Badge] = []
        self._has_report = False
        self.show_plan(None)

    def show_plan(self, plan: PlannedFiles | None) -> None:
        """What would happen; None while it is not known."""
        if self._is_report_kept(plan):
            return
        self.section.set_title(self.tr("Files that the export would write"))
        self._fill(plan, is_done=False)

    def _is_report_kept(self, plan: PlannedFiles | None) -> bool:
        """What the last export did stays until there is something new to be written."""
        is_kept = self._has_report and plan is not None and plan.is_up_to_date and not plan.in_the_way
        self._has_report = is_kept
        return is_kept

    def show_outcome(self, outcome: ExportOutcome) -> None:
        """What has happened."""
        self.section.set_title(self.tr("Last export"))
        self._fill(outcome.files, is_done=True)
        self._has_report = True
        if outcome.opened:
            lines = [self.tr("Begin with {file}.").format(file=outcome.opened), self._note.text()]
            self._note.setText("\n".join(line for line in lines if line))
            self._note.show()
        if outcome.files.warnings:
            self.section.set_open(True)

    def texts(self) -> list[str]:
        """The counts as they are shown."""
        return [badge.text() for badge in self._counts]

    def _fill(self, plan: PlannedFiles | None, is_done: bool) -> None:
        for badge in self._counts:
            badge.hide()
            badge.deleteLater()
        self._counts.clear()
        self.tree.clear()
        self._note.setVisible(bool(plan and plan.warnings))
        if plan is None:
            return
        self.tree.folder = plan.folder
        self._note.setText("\n".join(plan.warnings))
        kinds = (
            (plan.in_the_way, self.tr("{count} in the way"), "warn", "warning"),
            (plan.new, self.tr("{count} new"), "good", "plus"),
            (plan.changed, self.tr("{count} changed"), "accent", "refresh"),
            (plan.removed, self.tr("{count} removed"), "bad", "remove"),
            (plan.kept, self.tr("{count} left alone"), "dim", "lock"),
            (plan.unchanged, self.tr("{count} unchanged"), "dim", "check"),
        )
        for paths, text, tone, icon_name in kinds:
            if paths:
                title = text.format(count=len(paths))
                badge = Badge(title, tone, icon_name)
                self._counts.append(badge)
                self.section.add_corner(badge)
                badge.show()
                self._add(
                    title,
                    paths,
                    icon(icon_name, tone),
                    can_drag=(is_done and paths is not plan.removed) or paths is plan.unchanged,
                )

    def _add(self, title: str, paths: tuple[str, ...], sign: QIcon, can_drag: bool) -> None:
        top = QTreeWidgetItem([title])
        top.setIcon(0, sign)
        top.setSizeHint(0, QSize(0, theme.px(22)))
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for path in paths[:_LISTED]:
            item = QTreeWidgetItem([path])
            if can_drag:
                item.setData(0, _PATH, path)
            top.addChild(item)
        if len(paths) > _LISTED:
            top.addChild(QTreeWidgetItem([self.tr("… and {count} more").format(count=len(paths) - _LISTED)]))
        self.tree.addTopLevelItem(top)
        top.setExpanded(len(paths) <= 60)
