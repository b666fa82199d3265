from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.pipelines.names import DEFAULT_TEMPLATE, check_distinct, check_template, safe_name


@pytest.mark.parametrize("template", [DEFAULT_TEMPLATE, "{expression}", "{family}-{index}", "a/{expression}"])
def test_good_templates(template: str) -> None:
    check_template(template)


@pytest.mark.parametrize(
    "template", ["", "same", "{character}", "{nope}", "{expression", "{index:zz}", "{}", "{0}", "{expression.real}"]
)
def test_bad_templates_are_refused(template: str) -> None:
    with pytest.raises(InputError):
        check_template(template)


@given(st.text(max_size=300))
def test_every_name_is_safe_everywhere(text: str) -> None:
    name = safe_name(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*\0\n\t ')
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert name.split(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    assert len(name) <= 121


def test_names_stay_readable() -> None:
    assert safe_name("Ärla Müller") == "Ärla_Müller"
    assert safe_name("joy-strong_003") == "joy-strong_003"
    assert safe_name("../../etc/passwd") == "etc_passwd"
    assert safe_name("CON") == "_CON"


def test_collisions_are_found_whatever_the_case() -> None:
    check_distinct(["a", "b"])
    with pytest.raises(InputError, match="1 and 3"):
        check_distinct(["Joy", "b", "joy"])
