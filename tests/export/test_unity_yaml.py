"""Unity's YAML dialect: any name survives, untouched text stays as it is."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from studio.export.formats.unity_yaml import (
    Flow,
    Label,
    Raw,
    as_line,
    as_mapping,
    as_sequence,
    as_text,
    asset_text,
    number,
    quoted,
    read_documents,
    read_mapping,
    unquoted,
    write_mapping,
)

NAMES = ["joy", "a: b", "it's", 'say "hi"', "# no", "- dash", "喜び", "👀 eyes", "no", "Yes", "null", "~", "12", "1e5",
         "x ", " x", "a\\b", "{x}", "[x]", "*a", "&a", "!t", "%d", "@x", "`x`", "a#b", "a #b", "key:", "2026-11-20",
         ".5", "0x1F", "=", "tab\there", "?", "? x", "|", ">", "é", "a,b", "-1", "_1", "1_0", ".inf", "<<"]  # fmt: skip

PREFAB_LIKE = """%YAML 1.1
%TAG !u! tag:unity3d.com,2011:
--- !u!1 &2847498001637572311
GameObject:
  m_Component:
  - component: {fileID: 2262749625908859500}
  - component: {fileID: 12}
  m_Name: "M\\xEDra \\u559C"
  m_Long: {fileID: 21300000, guid: cc7586140aa6bac4ab484e8dc1a41a4c,
    type: 3}
  m_Text: 'two

    lines'
  m_Empty:\x20
--- !u!4 &-5 stripped
Transform:
  m_Children: []
"""


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_the_same_string_for_another_reader(name: str) -> None:
    lines = write_mapping({"m_Name": name, "table": {Label(name): 1}, "list": [{"first": name}]})
    read = yaml.safe_load("\n".join(lines))
    assert read == {"m_Name": name, "table": {name: 1}, "list": [{"first": name}]}
    own = read_mapping(lines)
    assert as_text(own["m_Name"]) == name
    assert list(as_mapping(own["table"])) == [name]
    assert as_text(as_mapping(as_sequence(own["list"])[0])["first"]) == name


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_any_text_survives_quoting(text: str) -> None:
    assert yaml.safe_load(f"key: {quoted(text)}")["key"] == text
    assert unquoted(quoted(text)) == text


def test_documents_are_carried_unchanged() -> None:
    documents = read_documents(PREFAB_LIKE)
    assert [(one.class_id, one.file_id, one.kind) for one in documents] == [
        (1, 2847498001637572311, "GameObject"),
        (4, -5, "Transform"),
    ]
    assert asset_text(documents) == PREFAB_LIKE
    fields = documents[0].fields
    assert [as_mapping(item)["component"].head for item in as_sequence(fields["m_Component"])] == [
        " {fileID: 2262749625908859500}",
        " {fileID: 12}",
    ]
    assert as_text(fields["m_Name"]) == "Míra 喜"
    assert as_text(as_mapping(fields["m_Long"])["type"]) == "3"
    assert as_text(as_mapping(fields["m_Long"])["guid"]) == "cc7586140aa6bac4ab484e8dc1a41a4c"
    assert write_mapping({"GameObject": fields}) == list(documents[0].lines)


def test_windows_line_ends_and_byte_order_mark_are_read() -> None:
    documents = read_documents("\ufeff" + PREFAB_LIKE.replace("\n", "\r\n"))
    assert asset_text(documents) == PREFAB_LIKE


def test_lists_indented_by_other_tools_are_read() -> None:
    fields = read_mapping(["a:", "  - x: 1", "    y: 2", "  - x: 3", "b: {}"])
    assert [as_line(as_mapping(item)["x"]) for item in as_sequence(fields["a"])] == ["1", "3"]
    assert as_sequence(fields["b"]) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (0.1, "0.1"), (0.083, "0.083"), (1e-12, "0"), (-0.125, "-0.125"), (1 / 3, "0.333333333"),
     (-4074956999634023958, "-4074956999634023958"), (100.0, "100"), (1e10, "10000000000")],
)  # fmt: skip
def test_numbers_are_plain_decimals(value: float, text: str) -> None:
    assert number(value) == text


def test_values_take_units_shape() -> None:
    entries = {"empty": "", "none": [], "nothing": {}, "flow": Flow({"x": 0, "y": 1.5}), "kept": Raw(" [1,2]"),
               "inner": {"list": [Flow({"fileID": 3}), "text", 4]}}  # fmt: skip
    assert write_mapping(entries) == [
        "empty: ", "none: []", "nothing: {}", "flow: {x: 0, y: 1.5}", "kept: [1,2]",
        "inner:", "  list:", "  - {fileID: 3}", "  - text", "  - 4",
    ]  # fmt: skip
