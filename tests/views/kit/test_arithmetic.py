from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.views.kit.arithmetic import worked_out


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5), ("0,5", 0.5), ("0.5*2", 1.0), ("(3 + 1) / 8", 0.5), ("-2", -2.0), ("+3", 3.0), ("1/4", 0.25),
        (" 7 ms ", 7.0), ("2×3", 6.0), ("8÷4", 2.0), ("−3", -3.0), (".5", 0.5), ("1e2", 100.0), ("12ms", 12.0),
    ],
)  # fmt: skip
def test_sums(text: str, value: float) -> None:
    assert worked_out(text, "ms") == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "", "abc", "1/0", "2**9", "9**9**9", "__import__('os')", "1 if 1 else 2", "True", "'a'", "[1]", "1;2", "1e999",
        "((((", "1_0 +", "x", "0x", "1j", "max(1,2)", "-", "(" * 200 + "1" + ")" * 200, "1+" * 60 + "1",
    ],
)  # fmt: skip
def test_what_is_no_sum_is_refused(text: str) -> None:
    assert worked_out(text) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    value = worked_out(text)
    assert value is None or isinstance(value, float)
