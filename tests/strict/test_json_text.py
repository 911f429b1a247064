"""JSON to the letter: what is said is read, what is doubtful is refused, whatever its size."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import Malformed, Unreadable
from ledger.strict import load_json
from ledger.strict.json_text import MOST_VALUES
from ledger.strict.text import DEEPEST

TEXTS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False,
    allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)  # fmt: skip

DOUBTFUL = {
    "nan": ("[NaN]", "NaN is not a number"),
    "infinity": ("Infinity", "Infinity is not a number"),
    "minus infinity": ('{"a": -Infinity}', "-Infinity is not a number"),
    "overflowing": ("1e999", "1e999 is too large"),
    "overflowing below": ("-1e400", "-1e400 is too large"),
    "a 65-bit integer": ("9223372036854775808", "9223372036854775808 is too large"),
    "an integer of many digits": ("9" * 5_000, "is too large"),
    "key twice": ('{"a": 1, "b": 2, "a": 1}', "“a” stands twice"),
    "key twice, spelled otherwise": ('{"a": 1, "\\u0061": 2}', "“a” stands twice"),
    "key twice, deep": ('[{"x": {"k": 1, "k": 1}}]', "“k” stands twice"),
    "high surrogate": ('["\\ud800"]', "half a surrogate pair"),
    "low surrogate": ('{"a": "x\\udc00"}', "half a surrogate pair"),
    "surrogate in a key": ('{"\\ud800": 1}', "half a surrogate pair"),
    "surrogates the wrong way round": ('"\\udc00\\ud800"', "half a surrogate pair"),
    "surrogate in the text itself": ('"\ud800"', "not UTF-8"),
    "too deep": ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "nested more than 64 deep"),
    "too deep, mixed": ('{"a":[' * 40 + "]}" * 40, "nested more than 64 deep"),
    "a hundred thousand brackets": ("[" * 100_000, "nested more than 64 deep"),
    "too many values": ("[" + "0," * MOST_VALUES + "0]", "more than 250,000 values"),
    "nothing": ("", "not JSON"),
    "two texts": ("1 2", "extra data"),
    "a comma too many": ("[1,]", "not JSON"),
    "a control character": ('"a\nb"', "not JSON"),
    "single quotes": ("{'a': 1}", "not JSON"),
    "a comment": ("[1] // one", "extra data"),
    "an open string": ('"' + '\\"' * 1_000, "not JSON"),
}


@given(VALUES)
def test_whatever_json_can_say_is_read_as_it_was_said(value: object) -> None:
    written = json.dumps(value)
    assert repr(load_json(written)) == repr(json.loads(written))
    assert load_json(json.dumps(value, ensure_ascii=False).encode()) == value


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_what_has_no_reading_or_two_is_refused(kind: str) -> None:
    text, part = DOUBTFUL[kind]
    with pytest.raises(Malformed) as refused:
        load_json(text)
    assert part in refused.value.sentence
    assert refused.value.remedy
    assert isinstance(refused.value, Unreadable)


def test_the_line_of_the_fault_is_told() -> None:
    with pytest.raises(Malformed) as refused:
        load_json(b'{"a": 1,\n "b": 2,\n "c": }')
    assert refused.value.line == 3
    with pytest.raises(Malformed) as refused:
        load_json(b'{"a":\n "\xff"}')
    assert (refused.value.line, refused.value.problem) == (2, "it is not UTF-8 text")


def test_brackets_and_commas_within_strings_are_only_text() -> None:
    text = json.dumps(["[{" * 1_000, '\\"[', ",,,," * 100_000])
    assert load_json(text) == json.loads(text)


def test_as_deep_as_is_allowed_is_read() -> None:
    assert json.dumps(load_json("[" * DEEPEST + "]" * DEEPEST)) == "[" * DEEPEST + "]" * DEEPEST


def test_a_byte_order_mark_is_allowed_and_half_a_pair_spelled_out_is_not_one() -> None:
    assert load_json(b'\xef\xbb\xbf{"a": "\\ud83d\\ude00 \\\\ud800"}') == {
        "a": "\U0001f600 \\ud800"
    }


def test_the_caller_may_ask_for_less() -> None:
    assert load_json('"abc"', largest=5) == "abc"
    with pytest.raises(Malformed, match="larger than 4 bytes"):
        load_json('"abc"', largest=4)
