"""A text that a spreadsheet would work out is one that it reads; a number stays a number."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.spreadsheet import STARTERS, formula_safe
from ledger.visible import visible_lines

FORMULAS = {
    "equals": "=1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(A1)",
    "full-width equals": "\uff1d1+1",
    "full-width plus": "\uff0b1+1",
    "full-width minus": "\uff0d1+1",
    "full-width at": "\uff20SUM(A1)",
    "small equals": "\ufe661+1",
    "minus sign": "\u22121+1",
    "tab": "\t=1+1",
    "tab alone": "\tplain",
    "carriage return": "\r=1+1",
    "carriage return alone": "\rplain",
    "NUL": "\0=1+1",
    "blank": "  =1+1",
    "no-break space": "\u00a0=1+1",
    "ideographic space": "\u3000=1+1",
    "byte order mark": "\ufeff=1+1",
    "direction mark": "\u202e=1+1",
    "escape": "\x1b=1+1",
    "bar": "|calc",
    "per cent": "%calc",
    "DDE": "=cmd|'/c calc'!A0",
    "hyperlink": '=HYPERLINK("http://example.org?"&A1,"click")',
    "a dash": "-",
    "a list in dashes": "- one thing",
    "a call": "+49 30 901820",
    "two numbers": "-1-1",
    "a number and more": "-1 and =cmd",
}
LATER = ("said\n=1+1", "said\r\n=1+1", "said\n  +1+1", "said\n\n\n@SUM(A1)", "one\n-two\n=three")
NUMBERS = ("-5", "+0.7", "-.5", "-1e-9", "+3E8", "-0.3%", " -5 ", "5", "0.25")
TEXT = st.text(st.characters(codec=None)) | st.text(st.sampled_from("=+-@|%\t\r\n\0 '\"1a\uff1d"))


@pytest.mark.parametrize("kind", FORMULAS)
def test_a_formula_begins_with_an_apostrophe(kind: str) -> None:
    assert formula_safe(FORMULAS[kind]).startswith("'")
    assert formula_safe(FORMULAS[kind])[1:] == visible_lines(FORMULAS[kind]).replace("\t", " ")


@pytest.mark.parametrize("text", LATER, ids=ascii)
def test_a_formula_on_a_later_line_does_too(text: str) -> None:
    assert not [line for line in formula_safe(text).split("\n") if line.strip()[:1] in {*"=+-@"}]
    assert formula_safe(text).count("\n") == text.count("\n")


@pytest.mark.parametrize("text", NUMBERS)
def test_a_plain_number_stays_one(text: str) -> None:
    assert formula_safe(text) == text


@pytest.mark.parametrize("text", ["likely", "a = b", "it's -5", "'=1+1", "", "\n", "漢字", "a\nb"])
def test_what_starts_no_formula_is_left_alone(text: str) -> None:
    assert formula_safe(text) == text


@given(TEXT)
def test_no_line_of_any_text_starts_a_formula(text: str) -> None:
    for line in formula_safe(text).split("\n"):
        first = next((char for char in line if unicodedata.category(char)[0] not in "ZC"), "")
        assert first not in STARTERS or float(line.strip().removesuffix("%")) is not None


@given(TEXT)
def test_nothing_a_terminal_would_act_on_is_left_in_a_cell(text: str) -> None:
    safe = formula_safe(text)
    assert visible_lines(safe) == safe
    assert formula_safe(safe) == safe


def test_a_number_without_end_is_looked_at_once() -> None:
    begun = time.process_time()
    assert formula_safe("-" + "1" * 60_000 + "x").startswith("'-")
    assert time.process_time() - begun < 1
