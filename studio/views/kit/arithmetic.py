"""Sums that people type into number fields, worked out without running anything else."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable

_LONGEST = 80
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", ",": ".", "\u00a0": " "})


def worked_out(text: str, unit: str = "") -> float | None:
    """The value of a sum such as "0,5*2" or "(3 + 1) / 8"; None if it is not one.

    Args:
        text: Numbers, + - * / and parentheses; a decimal comma counts as a point.
        unit: Allowed at the end and ignored.
    """
    cleaned = text.strip().removesuffix(unit).strip().translate(_SIGNS)
    if not cleaned or len(cleaned) > _LONGEST:
        return None
    try:
        value = _value(ast.parse(cleaned, mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, RecursionError, MemoryError):
        return None
    return value if math.isfinite(value) else None


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd | ast.USub):
        value = _value(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return _BINARY[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError("not a sum")
