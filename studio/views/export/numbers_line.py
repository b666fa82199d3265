"""What a sheet costs, in one line."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.models.export_preview import SheetNumbers
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_24
from studio.views.kit.widgets import FlowLayout, label


class NumbersLine(QWidget):
    """Pages, size, sprites, memory, file size, waste, longest animation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, QLabel] = {}
        flow = FlowLayout(self, SPACE_24, 0)
        for name, title, tip in (
            ("pages", self.tr("Pages"), self.tr("All pages of all scales; the largest one’s size")),
            ("sprites", self.tr("Sprites"), self.tr("Frames on the pages; those that look the same share a place")),
            ("memory", self.tr("Memory"), self.tr("In the graphics card: width × height × 4 bytes")),
            ("files", self.tr("Files"), self.tr("All pages as PNG")),
            ("waste", self.tr("Empty"), self.tr("Share of the pages without a sprite")),
            ("longest", self.tr("Longest"), self.tr("The longest animation")),
        ):
            flow.addWidget(self._pair(name, title, tip))
        flow.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        self.show_numbers(None)

    def _pair(self, name: str, title: str, tip: str) -> QWidget:
        pair, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_4 + 2)
        value = label("", "body")
        value.setFont(theme.numeric_font())
        self._values[name] = value
        row.addWidget(label(title, "label"))
        row.addWidget(value)
        pair.setLayout(row)
        pair.setToolTip(tip)
        return pair

    def text_of(self, name: str) -> str:
        """What stands beside a title."""
        return self._values[name].text()

    def show_numbers(self, numbers: SheetNumbers | None) -> None:
        """Show them; dashes while they are not known."""
        texts = dict.fromkeys(self._values, "–")
        if numbers is not None and numbers.pages:
            locale = QLocale()
            width, height = numbers.largest
            texts["pages"] = self.tr("{count}  ·  {width} × {height}").format(
                count=numbers.pages, width=width, height=height
            )
            merged = self.tr("  ·  {count} merged").format(count=numbers.merged) if numbers.merged else ""
            texts["sprites"] = f"{numbers.sprites}{merged}"
            texts["memory"] = locale.formattedDataSize(numbers.memory_bytes, 1)
            texts["files"] = locale.formattedDataSize(numbers.file_bytes, 1)
            texts["waste"] = self.tr("{percent} %").format(percent=round(numbers.waste_ratio * 100))
            if numbers.longest:
                seconds = locale.toString(numbers.longest_ms / 1000, "f", 2)
                texts["longest"] = self.tr("{name}, {seconds} s").format(name=numbers.longest, seconds=seconds)
        for name, value in self._values.items():
            value.setText(texts[name])
        self.updateGeometry()
