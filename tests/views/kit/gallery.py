"""Shows every widget of the kit in its states and writes pictures of them, to be looked at.

    python -m tests.views.kit.gallery FOLDER

writes one picture for each theme and scale of the screen (1, 1.25, 1.5, 2).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.views.kit import theme
from studio.views.kit.thumbnails import ThumbnailBadge, ThumbnailGrid, ThumbnailItem
from studio.views.kit.tokens import FAMILIES
from studio.views.kit.widgets import (
    Badge,
    Card,
    ComboBox,
    EmptyState,
    FlowLayout,
    IconButton,
    NumberField,
    SearchField,
    Section,
    Segmented,
    Slider,
    Toggle,
    label,
    primary,
)

SCALES = ("1", "1.25", "1.5", "2")


def column(*widgets: QWidget, spacing: int = 8) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return holder


def row(*widgets: QWidget, is_stretched: bool = False) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    if not is_stretched:
        layout.addStretch(1)
    return holder


def off(widget: QWidget) -> QWidget:
    widget.setEnabled(False)
    return widget


def picture(seed: int) -> QImage:
    """A made-up head on transparency."""
    image = QImage(128, 128, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QLinearGradient(QPointF(0, 0), QPointF(0, 128))
    ground.setColorAt(0, QColor.fromHsv(seed * 47 % 360, 90, 235))
    ground.setColorAt(1, QColor.fromHsv((seed * 47 + 30) % 360, 150, 190))
    painter.setBrush(ground)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(64, 66), 44, 54)
    painter.setBrush(QColor("#222"))
    for x in (48, 80):
        painter.drawEllipse(QPointF(x, 60), 5, 3 + seed % 5)
    painter.drawRoundedRect(46, 88, 36, 4 + seed % 7, 3, 3)
    painter.end()
    return image


def buttons() -> QWidget:
    menu_button = QPushButton("Options")
    menu_button.setMenu(QMenu(menu_button))
    on = QPushButton("Checked")
    on.setCheckable(True)
    on.setChecked(True)
    held = IconButton("link", "Link left and right")
    held.setCheckable(True)
    held.setChecked(True)
    danger = QPushButton("Remove")
    danger.setProperty("danger", True)
    text_tool = QToolButton()
    text_tool.setText("Tool")
    return column(
        row(primary(QPushButton("Export")), QPushButton("Cancel"), off(QPushButton("Disabled")), menu_button),
        row(on, danger, off(primary(QPushButton("Not now"))), text_tool),
        row(
            IconButton("undo", "Undo"), IconButton("redo", "Redo"), held, off(IconButton("star", "Star")),
            IconButton("settings", "Settings"), IconButton("play", "Play"),
        ),
        row(Badge("12"), Badge("fresh", "good", "good"), Badge("stale", "warn", "stale"), Badge("bad", "bad", "error")),
    )  # fmt: skip


def numbers() -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    rows = (
        ("Smile left", 0.62, 0.8, "accent"),
        ("Jaw open", 0.11, None, "accent"),
        ("Brow inner up", 1.0, None, "joy"),
    )
    for at, (name, value, other, tone) in enumerate(rows):
        slider, field = Slider(), NumberField(0, 1)
        slider.set_value(value)
        slider.ghost(other)
        slider.set_tone(tone)
        field.set_value(value)
        grid.addWidget(label(name), at, 0)
        grid.addWidget(slider, at, 1)
        grid.addWidget(field, at, 2)
    turn, degrees = Slider(-40, 40, step=1), NumberField(-40, 40, 1, 0, "°")
    turn.set_value(-12)
    degrees.set_value(-12)
    grid.addWidget(label("Head turn"), 3, 0)
    grid.addWidget(turn, 3, 1)
    grid.addWidget(degrees, 3, 2)
    still, time, mixed = Slider(), NumberField(0, 5000, 1, 0, "ms"), NumberField(0, 1)
    still.set_value(0.4)
    time.set_value(1240)
    mixed.set_mixed()
    grid.addWidget(label("Disabled", "dim"), 4, 0)
    grid.addWidget(off(still), 4, 1)
    grid.addWidget(off(time), 4, 2)
    grid.addWidget(label("Several"), 5, 0)
    grid.addWidget(row(time, mixed), 5, 1, 1, 2)
    return holder


def choices() -> QWidget:
    views = [("reference", "Reference", ""), ("result", "Result", ""), ("split", "Split", "")]
    icons = [("list", "", "list"), ("grid", "", "grid"), ("wheel", "", "wheel")]
    both = [("sheet", "Sheet", "dope-sheet"), ("curve", "Curves", "curve")]
    loop = Toggle("Loop")
    loop.setChecked(True)
    still = Toggle("Disabled")
    still.setChecked(True)
    ticked, partly = QCheckBox("Trim edges"), QCheckBox("Some")
    ticked.setChecked(True)
    partly.setTristate(True)
    partly.setCheckState(Qt.CheckState.PartiallyChecked)
    done = QCheckBox("Done")
    done.setChecked(True)
    chosen = QRadioButton("Godot 4")
    chosen.setChecked(True)
    return column(
        Segmented(views),
        row(Segmented(icons), Segmented(both)),
        row(loop, Toggle("Onion skin"), off(still)),
        row(ticked, QCheckBox("Rotate"), partly, off(done)),
        row(chosen, QRadioButton("Unity")),
        row(ComboBox([("puppet", "Puppet"), ("other", "Another engine")]), off(ComboBox([("none", "None")]))),
    )


def fields() -> QWidget:
    name = QLineEdit("Aria")
    wrong = QLineEdit("Not a name/")
    wrong.setProperty("wrong", True)
    notes = QPlainTextEdit("Notes about the character, in words.")
    notes.setFixedHeight(56)
    count = QSpinBox()
    count.setRange(0, 64)
    count.setValue(8)
    plain = QSlider(Qt.Orientation.Horizontal)
    plain.setValue(40)
    return column(
        SearchField("Find an expression"),
        row(name, wrong, is_stretched=True),
        row(count, off(QLineEdit("Disabled")), is_stretched=True),
        notes,
        plain,
    )


def jobs() -> QWidget:
    first, last = QProgressBar(), QProgressBar()
    first.setValue(41)
    last.setRange(0, 100)
    last.setValue(100)
    return column(
        row(label("Drawing 18 of 42", "body"), label("0:20 left", "label")),
        first,
        row(
            label("Packing", "dim"),
            label("Done", tone="good"),
            label("Stale", tone="warn"),
            label("Failed", tone="bad"),
        ),
        last,
    )


def families() -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, 6)
    for family in FAMILIES:
        flow.addWidget(Badge(f"{family[0].upper()}  {family}", family))
    return holder


def grid() -> QWidget:
    thumbnails = ThumbnailGrid(72)
    signs = (("star-filled",), (ThumbnailBadge("stale", tone="warn"),), (), (ThumbnailBadge(text="3", tone="dim"),), ())
    items = [
        ThumbnailItem(
            str(n), ("Joy", "Bewildered and more", "Rage", "Smirk", "Sleepy")[n % 5],
            picture(n) if n % 7 != 5 else None, signs[n % 5], tone=FAMILIES[n % 6] if n % 2 else "",
        )
        for n in range(24)
    ]  # fmt: skip
    thumbnails.set_items(items)
    thumbnails.select("1")
    thumbnails.setFixedHeight(214)
    return thumbnails


def sections() -> QWidget:
    mouth = Section("Mouth", numbers())
    mouth.add_corner(IconButton("mirror", "Mirror"))
    mouth.add_corner(IconButton("reset", "Reset region"))
    return column(mouth, Section("Brows", QLabel(), False), off(Section("Tongue", QLabel(), False)), spacing=4)


def tables() -> QWidget:
    table = QTableWidget(3, 3)
    table.setHorizontalHeaderLabels(["Name", "Frames", "State"])
    table.verticalHeader().hide()
    for place in range(9):
        text = ("Joy", "1", "fresh", "Rage", "24", "stale", "Sleepy", "12", "fresh")[place]
        table.setItem(place // 3, place % 3, QTableWidgetItem(text))
    table.selectRow(1)
    table.horizontalHeader().setStretchLastSection(True)
    tree = QTreeWidget()
    tree.setHeaderHidden(True)
    parent = QTreeWidgetItem(tree, ["cheerfulness"])
    QTreeWidgetItem(parent, ["delight"])
    QTreeWidgetItem(parent, ["bliss"])
    QTreeWidgetItem(QTreeWidgetItem(tree, ["rage"]), ["fury"])
    tree.expandItem(parent)
    tree.setCurrentItem(parent)
    names = QListWidget()
    names.addItems(["Aria", "Bram", "Cleo"])
    names.setCurrentRow(0)
    both = QSplitter()
    both.addWidget(tree)
    both.addWidget(names)
    tabs = QTabWidget()
    tabs.addTab(table, "Timeline")
    tabs.addTab(QWidget(), "Jobs")
    tabs.addTab(QWidget(), "History")
    tabs.setFixedHeight(150)
    both.setFixedHeight(116)
    return column(tabs, both)


def titled(title: str, widget: QWidget) -> QWidget:
    return column(label(title, "label"), widget, spacing=6)


def build() -> QWidget:
    """The whole gallery."""
    window = QFrame()
    window.setProperty("kit", "panel")
    layout = QHBoxLayout(window)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.setSpacing(32)
    card = Card()
    card.body.addWidget(label("Godot 4", "heading"))
    text = label("A scene for each character, an animation for each expression.", "dim")
    text.setWordWrap(True)
    card.body.addWidget(text)
    card.body.addWidget(row(primary(QPushButton("Export")), QPushButton("Options")))
    group = QGroupBox("Group")
    QVBoxLayout(group).addWidget(QCheckBox("With a frame"))
    empty = EmptyState(
        "picture-add", "No character yet", "Drop a picture here, or choose one. One face is enough.", "Choose…"
    )
    columns = (
        (
            ("Page title", label("Express", "title")),
            ("Buttons", buttons()),
            ("Choices", choices()),
            ("Fields", fields()),
        ),
        (("Sections, sliders, numbers", sections()), ("Pictures", grid()), ("Families", families()), ("Jobs", jobs())),
        (("Tables, trees, lists", tables()), ("Card", card), ("Group", group), ("Empty", empty)),
    )
    for parts in columns:
        pile = column(*(titled(title, part) for title, part in parts), spacing=20)
        pile.layout().addStretch(1)
        pile.setObjectName("pile")
        pile.setFixedWidth(330)
        layout.addWidget(pile)
    return window


def menu(parent: QWidget) -> QMenu:
    """An open menu."""
    made = QMenu(parent)
    from studio.views.kit.icons import icon

    made.addAction(icon("save"), "Save").setShortcut("Ctrl+S")
    made.addAction("Save as…").setShortcut("Ctrl+Shift+S")
    made.addSeparator()
    shown = made.addAction("Show landmarks")
    shown.setCheckable(True)
    shown.setChecked(True)
    made.addMenu("Recent").addAction("Aria")
    made.addAction(icon("remove"), "Remove").setEnabled(False)
    made.setActiveAction(shown)
    return made


def paint(folder: Path) -> None:
    """Write this screen scale's pictures."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    for name in ("dark", "light"):
        theme.apply_theme(app, name)
        window = build()
        window.resize(window.sizeHint())
        theme.settle(window)
        window.show()
        app.processEvents()
        shot = window.grab().toImage()
        opened = menu(window)
        opened.ensurePolished()
        opened.resize(opened.sizeHint())
        painter = QPainter(shot)
        painter.drawImage(
            QPoint(window.width() - 30 - opened.width(), window.height() - opened.height() - 24),
            opened.grab().toImage(),
        )
        painter.end()
        shot.save(str(folder / f"gallery_{name}_{scale}.png"))
        window.close()
        window.deleteLater()


def main(arguments: list[str]) -> None:
    """Write all pictures: each scale needs a program of its own."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    if len(arguments) > 1:
        paint(folder)
        return
    for scale in SCALES:
        surroundings = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([sys.executable, "-m", __spec__.name, str(folder), "one"], env=surroundings, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
