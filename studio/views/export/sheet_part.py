"""How frames become pages: what matters first, the rest folded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from studio.models.export_edits import ExportContext, ExportProblem
from studio.models.project import ExportSettings
from studio.models.sheet import Layout, SheetOptions, SizeRule, Trim
from studio.views.export.parts import ProblemLine, Rows, SettingsPart, TextField
from studio.views.kit.widgets import ComboBox, NumberField, Section, Toggle

DEFAULTS = SheetOptions()


class SheetPart(SettingsPart):
    """All sheet options, in four groups."""

    places = ("sheet", "max_size", "scales")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers: dict[str, NumberField] = {}
        self.toggles: dict[str, Toggle] = {}
        self.layout_kind = ComboBox(
            [
                (Layout.PACKED, self.tr("Packed tightly")), (Layout.GRID, self.tr("Grid of equal cells")),
                (Layout.ROW, self.tr("One row")), (Layout.COLUMN, self.tr("One column")),
            ]
        )  # fmt: skip
        self.trim = ComboBox(
            [
                (Trim.FRAME, self.tr("Each frame")), (Trim.SHEET, self.tr("All alike")),
                (Trim.NONE, self.tr("Keep borders")),
            ]
        )  # fmt: skip
        self.rule = ComboBox(
            [
                (SizeRule.MULTIPLE_OF_4, self.tr("Multiples of 4")), (SizeRule.POWER_OF_TWO, self.tr("Powers of two")),
                (SizeRule.ANY, self.tr("Any size")),
            ]
        )  # fmt: skip
        self.scales = TextField("1, 0.5")
        self.page_problem, self.scale_problem = ProblemLine(), ProblemLine()
        self.column.addWidget(self.problem)
        self.groups = {
            "layout": self._group(self.tr("Layout and trimming"), self._layout_rows(), True),
            "page": self._group(self.tr("Page"), self._page_rows(), False),
            "space": self._group(self.tr("Spacing"), self._space_rows(), False),
            "scale": self._group(self.tr("Scales and colour"), self._scale_rows(), False),
        }
        self._connect()

    def _group(self, title: str, rows: Rows, is_open: bool) -> Section:
        body = QWidget()
        body.setLayout(rows)
        rows.setContentsMargins(0, 0, 0, 8)
        section = Section(title, body, is_open)
        self.column.addWidget(section)
        return section

    def _layout_rows(self) -> Rows:
        rows = Rows()
        rows.add(self.tr("Layout"), self.layout_kind, self.tr("Equal cells never trim frame by frame, nor merge."))
        rows.add(
            self.tr("Trim"), self.trim,
            self.tr("How empty borders are cut. Every frame keeps its offset, so nothing jumps in the game."),
        )  # fmt: skip
        self._number(
            rows, "alpha_threshold", self.tr("Empty below"), 0, 254, "",
            self.tr("Alpha up to which a pixel counts as empty. 0 keeps soft hair."),
        )  # fmt: skip
        self._toggle(
            rows, "merge_duplicates", self.tr("Merge equals"), self.tr("Frames that look the same share a place.")
        )
        return rows

    def _page_rows(self) -> Rows:
        rows = Rows()
        self._number(
            rows, "max_size_px", self.tr("Largest side"), 16, 16384, "px",
            self.tr("More pages are made where one is not enough. Phones like 2048, desktops 4096."),
        )  # fmt: skip
        rows.add_wide(self.page_problem)
        rows.add(self.tr("Sizes"), self.rule, self.tr("Compression wants multiples of 4, old devices powers of 2."))
        self._toggle(rows, "is_square", self.tr("Square"), self.tr("Width and height are the same."))
        return rows

    def _space_rows(self) -> Rows:
        rows = Rows()
        self._number(rows, "padding_px", self.tr("Between"), 0, 256, "px", self.tr("Empty pixels between two sprites."))
        self._number(
            rows, "extrude_px", self.tr("Extrude"), 0, 64, "px",
            self.tr("Ring of repeated edge pixels: no seams where the engine smooths."),
        )  # fmt: skip
        self._number(rows, "border_px", self.tr("Page border"), 0, 256, "px", self.tr("Empty pixels along the edge."))
        return rows

    def _scale_rows(self) -> Rows:
        rows = Rows()
        rows.add(self.tr("Scales"), self.scales, self.tr("Sizes made of one layout, such as 1, 0.5, 2."))
        rows.add_wide(self.scale_problem)
        self._toggle(
            rows, "bleed_colour", self.tr("Bleed colour"),
            self.tr("Empty pixels take the colour of their neighbours: no dark fringes."),
        )  # fmt: skip
        return rows

    def _number(self, rows: Rows, name: str, title: str, low: int, high: int, unit: str, tip: str) -> None:
        field = NumberField(low, high, 1, 0, unit)
        field.set_default(float(getattr(DEFAULTS, name)))
        field.edited.connect(lambda value: self.ask_sheet(title, name, **{name: int(value)}))
        field.edit_finished.connect(self.gesture_ended)
        self.numbers[name] = field
        rows.add(title, field, tip)

    def _toggle(self, rows: Rows, name: str, title: str, tip: str) -> None:
        toggle = Toggle()
        toggle.clicked.connect(lambda is_on: self.ask_sheet(title, **{name: is_on}))
        self.toggles[name] = toggle
        rows.add(title, toggle, tip)

    def _connect(self) -> None:
        self.layout_kind.chosen.connect(lambda one: self.ask_sheet(self.tr("Layout"), layout=Layout(one)))
        self.trim.chosen.connect(lambda one: self.ask_sheet(self.tr("Trim"), trim=Trim(one)))
        self.rule.chosen.connect(lambda one: self.ask_sheet(self.tr("Page sizes"), size_rule=SizeRule(one)))
        self.scales.committed.connect(self._take_scales)

    def _take_scales(self, text: str) -> None:
        try:
            scales = tuple(float(part) for part in text.replace("×", " ").replace(";", ",").split(",") if part.strip())
        except ValueError:
            self.scale_problem.show_problems([ExportProblem("scales", self.tr("Write numbers, such as 1, 0.5."))])
            return
        self.ask_sheet(self.tr("Scales"), scales=scales or DEFAULTS.scales)

    def show_settings(self, settings: ExportSettings, context: ExportContext) -> None:
        """Show them."""
        super().show_settings(settings, context)
        sheet = settings.sheet
        for name, field in self.numbers.items():
            field.set_value(float(getattr(sheet, name)))
        for name, toggle in self.toggles.items():
            toggle.setChecked(bool(getattr(sheet, name)))
        self.layout_kind.set_value(sheet.layout)
        self.trim.set_value(sheet.trim)
        self.rule.set_value(sheet.size_rule)
        self.scales.set_value(", ".join(f"{scale:g}" for scale in sheet.scales))
        is_packed = sheet.layout is Layout.PACKED
        self.toggles["merge_duplicates"].setEnabled(is_packed)
        self.numbers["alpha_threshold"].setEnabled(sheet.trim is not Trim.NONE)

    def show_problems(self, problems: Sequence[ExportProblem]) -> bool:
        """Each beside its option; a folded group with one opens."""
        spots = (("sheet", self.problem, ""), ("max_size", self.page_problem, "page"),
                 ("scales", self.scale_problem, "scale"))  # fmt: skip
        has_any = False
        for place, line, group in spots:
            own = [problem for problem in problems if problem.place == place]
            line.show_problems(own)
            has_any = has_any or bool(own)
            if own and group:
                self.groups[group].set_open(True)
        return has_any
