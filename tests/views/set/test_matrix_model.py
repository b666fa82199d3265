"""What the model of the matrix tells its view to paint again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from studio.models.set_plan import CellPlace, CellState
from studio.models.set_view import CellSight, SetColumn, SetMatrix, SetRow
from studio.views.set.matrix_model import MANY_CHANGES, MatrixModel


def matrix(count: int) -> SetMatrix:
    words = [f"word{number}" for number in range(count)]
    cells = {CellPlace("a", word): CellSight(CellState.MISSING) for word in words}
    return SetMatrix((SetColumn("a", "Aria"),), tuple(SetRow(word, word) for word in words), cells)


def test_only_what_has_changed_is_painted_again(qapp: QCoreApplication) -> None:
    model, told = MatrixModel(), list[tuple[int, int]]()
    before = matrix(2 * MANY_CHANGES)
    model.put(before)
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    assert not model.put(before)
    assert told == []
    drawn = CellSight(CellState.DONE, "picture")
    after = replace(before, cells={**before.cells, CellPlace("a", "word3"): drawn, CellPlace("a", "word7"): drawn})
    model.put(after)
    assert sorted(told) == [(3, 3), (7, 7)]
    told.clear()
    model.put(replace(before, cells=dict.fromkeys(before.cells, drawn)))
    assert told == [(0, 2 * MANY_CHANGES - 1)]
    told.clear()
    titled = replace(model.matrix, rows=tuple(replace(row, title="Other") for row in before.rows))
    model.put(titled)
    assert told == [(0, 2 * MANY_CHANGES - 1)]
