"""What is said of a claim while it is typed: what will make it hard to answer; and if it denies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.wording.statements import denies, hints

FINE = (
    "Copper trades above $11,000 a tonne on the LME before 1 Oct 2026",
    "The Senate passes the bill by March",
    "Serbia and Kosovo sign a deal in 2027",
    "Russia attacks Kyiv and Odesa by May 2027",
    "War between France and Germany will not start by 2030",
    "The talks in May 2027 end without a deal",
    "",
)
POINTED_OUT = {
    "Copper goes up": "how will someone else know in a year?",
    "Copper rises above 11,000 and tin falls below 20,000": "two claims joined by “and”",
    "Trump wins in 2028 and the Senate flips": "two claims joined by “and”",
    "Copper could rise in 2027": "“could” is vague",
    "The talks may fail in 2027": "“may” is vague",
    "Copper rises soon, by 2027": "“soon” is vague",
    "He says it “will” rise in 2027": "belong in the quote",
    'Copper is "clear" of 11,000': "belong in the quote",
}


@pytest.mark.parametrize("statement", FINE)
def test_nothing_is_said_of_a_claim_that_can_be_answered(statement: str) -> None:
    assert hints(statement) == []


@pytest.mark.parametrize(("statement", "said"), POINTED_OUT.items())
def test_what_will_make_it_hard_to_answer_is_pointed_out(statement: str, said: str) -> None:
    [hint] = hints(statement)
    assert said in hint


@given(st.text(max_size=80))
def test_whatever_the_text_hints_come_back_and_no_error(text: str) -> None:
    assert all(hints(text))
    assert denies(text) in {True, False}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Copper does not trade above 11,000", True),
        ("Copper won't trade above 11,000", True),
        ("The deal fails to pass", True),
        ("Copper trades above 11,000", False),
        ("Not only copper rises in 2027", False),
    ],
)
def test_a_statement_in_the_negative_is_known(statement: str, expected: bool) -> None:
    assert denies(statement) is expected
