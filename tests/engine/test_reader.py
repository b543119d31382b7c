"""What the YAML reader takes, and what it refuses with a place and a remedy."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.engine import reader
from caseflow.engine.findings import BadDefinition
from caseflow.engine.reader import MAX_CHARACTERS, MAX_DEPTH, Document, read_yaml
from caseflow.words import say


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs with the C parser and with the one that stands in where libyaml is missing."""
    monkeypatch.setattr(reader, "LOADER", yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader)


def findings_of(text: str) -> list[str]:
    with pytest.raises(BadDefinition) as caught:
        read_yaml(text, "f.yaml")
    for finding in caught.value.findings:
        assert say(finding.message, "lv") != say(finding.message, "en")
    return [f"{f.place.line}:{f.place.column} {f.code}" for f in caught.value.findings]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-7", -7),
        ("0", 0),
        ("999999999999999999", 999999999999999999),
        ("50000.10", Decimal("50000.10")),
        ("-0.5", Decimal("-0.5")),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("2024-04-05", "2024-04-05"),
        ("12:30", "12:30"),
        ("1,5", "1,5"),
        ("'010'", "010"),
        ('"true"', "true"),
        ("Atsauces diena", "Atsauces diena"),
    ],
)
def test_reads_a_plain_scalar_as_yaml_1_2(written: str, value: object) -> None:
    read = read_yaml(f"a: {written}", "f.yaml").value
    assert read == {"a": value}
    assert isinstance(read, dict)
    assert type(read["a"]) is type(value)


def test_keeps_every_digit_of_a_decimal() -> None:
    assert str(read_yaml("10.10", "f").value) == "10.10"


def test_reads_keys_as_text_whatever_they_look_like() -> None:
    assert read_yaml("on: 1\nno: 2\n3: x\ntrue: y", "f").value == {"on": 1, "no": 2, "3": "x", "true": "y"}


def test_takes_windows_line_ends_and_a_byte_order_mark() -> None:
    document = read_yaml("\ufeffa: 1\r\nb: 2\r\n", "f")
    assert document.value == {"a": 1, "b": 2}
    assert str(document.place(("b",))) == "f:2:4"


@pytest.mark.parametrize(
    "number",
    [
        "010",
        "01.11",
        "1_000",
        "1e3",
        "1.5e3",
        "+5",
        ".5",
        "5.",
        "0x1F",
        "0o17",
        "0b1",
        ".inf",
        "-.inf",
        ".NaN",
        "1" * 19,
    ],
)
def test_refuses_a_number_that_readers_understand_differently(number: str) -> None:
    assert findings_of(f"a: {number}") == ["1:4 ambiguous-number"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3", ["3:1 duplicate-key"]),
        ("1: a\n'1': b", ["2:1 duplicate-key"]),
        ("a: &x 1", ["1:4 anchor"]),
        ("a: *x", ["1:4 alias"]),
        ("a: !!str 1", ["1:4 tag"]),
        ("a: !!python/object/apply:os.system [ls]", ["1:4 tag"]),
        ("? [a]\n: b", ["1:3 key-not-text"]),
        ("'': b", ["1:1 key-not-text"]),
        ("&k a: b", ["1:1 key-not-text"]),
        ("a: 1\n---\nb: 2", ["2:1 several-documents"]),
        ("%YAML 1.1\n---\na: 1", ["1:1 yaml-version"]),
        ("", ["1:1 empty-file"]),
        ("a:\n  b:\n\t- c", ["3:1 tab"]),
        ("a: b: c", ["1:5 yaml-syntax"]),
        ("a: `x`", ["1:4 yaml-syntax"]),
        ("a: b\x00", ["1:5 forbidden-character"]),
        ("a: 1\nb: \u202e", ["2:4 forbidden-character"]),
        ("b: \u2028", ["1:4 forbidden-character"]),
        ("b: \ud800", ["1:4 forbidden-character"]),
        ("b: 1\rc: 2", ["1:5 forbidden-character"]),
        ("a: 010\nb: *x\na: 1\n", ["1:4 ambiguous-number", "2:4 alias", "3:1 duplicate-key"]),
    ],
)
def test_refuses_with_the_place_of_each_fault(text: str, expected: list[str]) -> None:
    assert findings_of(text) == expected


def test_refuses_billion_laughs_without_building_them() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert {finding.split()[1] for finding in findings_of("\n".join(lines))} == {"anchor", "alias"}


def test_takes_nesting_up_to_the_limit_and_refuses_one_level_more() -> None:
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f").value
    assert findings_of("[" * (MAX_DEPTH + 1) + "1" + "]" * (MAX_DEPTH + 1)) == [f"1:{MAX_DEPTH + 2} too-deep"]
    assert findings_of("[" * 100_000) == [f"1:{MAX_DEPTH + 2} too-deep"]


def test_takes_a_million_characters_and_refuses_one_more() -> None:
    assert read_yaml("#" * (MAX_CHARACTERS - 2) + "\nx", "f").value == "x"
    assert findings_of("#" * (MAX_CHARACTERS - 1) + "\nx") == ["1:1 too-long"]


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab:-[]{}'\"#&*!|>%@`,? \n\t\r01.\u0101\u2028\x07"), max_size=60))
def test_any_text_is_a_document_or_a_list_of_findings(text: str) -> None:
    found = read_or_refused(text)
    if isinstance(found, BadDefinition):
        assert found.findings
        assert str(found).startswith("f.yaml:")
    else:
        assert found.place().path == "f.yaml"


def read_or_refused(text: str) -> Document | BadDefinition:
    try:
        return read_yaml(text, "f.yaml")
    except BadDefinition as refused:
        return refused
