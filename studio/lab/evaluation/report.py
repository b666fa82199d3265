"""What an evaluation hands back: a table with intervals, paired comparisons, a sheet to look at."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from studio.core.files import write_atomic
from studio.engines.diffusion.autoencoder import to_straight
from studio.lab.evaluation.statistics import Estimate, PairedDifference

_SHEET_BACKGROUND = 200
_LABEL_PX = 112
TABLE_FILE, SHEET_FILE = "evaluation.json", "sheet.png"


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What came out.

    Attributes:
        titles: Measure -> what it is called.
        rows: Contestant -> measure -> number with interval.
        paired: Comparison -> measure -> what changes, character by character.
        sheet: (H, W, 3) uint8.
        facts: What else belongs to the record.
    """

    titles: Mapping[str, str]
    rows: Mapping[str, Mapping[str, Estimate]]
    paired: Mapping[str, Mapping[str, PairedDifference]]
    sheet: NDArray[np.uint8]
    facts: Mapping[str, object] = field(default_factory=dict)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Headings and lines: a column for each contestant, a line for each measure, "value (low–high)"."""
        lines = [
            [title, *(f"{one[key].value:.3g} ({one[key].low:.3g}–{one[key].high:.3g})" for one in self.rows.values())]
            for key, title in self.titles.items()
        ]
        return ["measure", *self.rows], lines

    def changes(self) -> list[tuple[str, list[tuple[str, ...]]]]:
        """Each paired comparison as lines: measure, change, interval, p."""
        return [
            (title, [_change_line(self.titles.get(key, key), one) for key, one in found.items()])
            for title, found in self.paired.items()
        ]

    def to_json(self) -> str:
        """Everything but the sheet."""
        values = {
            **self.facts,
            "contestants": {name: {key: asdict(one) for key, one in row.items()} for name, row in self.rows.items()},
            "paired": {title: {key: asdict(one) for key, one in found.items()} for title, found in self.paired.items()},
        }
        return json.dumps(values, indent=2, default=str) + "\n"

    def write(self, folder: Path) -> None:
        """Write `evaluation.json` and `sheet.png`."""
        from PIL import Image

        write_atomic(folder / TABLE_FILE, self.to_json().encode())
        png = io.BytesIO()
        Image.fromarray(self.sheet).save(png, "PNG")
        write_atomic(folder / SHEET_FILE, png.getvalue())


def _change_line(title: str, one: PairedDifference) -> tuple[str, ...]:
    change = one.difference
    return title, f"{change.value:+.4f}", f"{change.low:+.4f} to {change.high:+.4f}", f"{one.p_value:.4f}"


def labelled_row(label: str, pictures: Tensor) -> NDArray[np.uint8]:
    """(S, W, 3) uint8: pictures, (N, 4, S, S) premultiplied, side by side on grey after their name."""
    from PIL import Image, ImageDraw

    straight = to_straight(pictures)
    coverage = straight[..., 3:].astype(np.float32) / 255
    whole = straight[..., :3] * coverage + _SHEET_BACKGROUND * (1 - coverage)
    row = np.concatenate(list(np.asarray(whole.round(), np.uint8)), axis=1)
    sign = Image.new("RGB", (_LABEL_PX, row.shape[0]), (_SHEET_BACKGROUND,) * 3)
    ImageDraw.Draw(sign).multiline_text((6, 8), label.replace(" ", "\n"), fill=(20, 20, 20))
    return np.concatenate([np.asarray(sign), row], axis=1)


__all__ = ["SHEET_FILE", "TABLE_FILE", "Report", "labelled_row"]
