"""What each key answers of an outcome, and with which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.coding import answering
from ledger.coding.queue import OutcomeItem
from ledger.errors import Unreadable

CLOSES, TODAY = date(2025, 12, 31), date(2026, 1, 5)
ITEM = OutcomeItem("question-rain", "rain", "Will it rain?", "binary", (), None, CLOSES, None)
CUP = replace(ITEM, kind="choice", options=("Reds", "Blues"))
BEGUN = answering.begun(ITEM, "lena", "claims 1")


def test_no_is_known_by_the_closing_day() -> None:
    code = answering.plain(BEGUN, ITEM, "n")
    assert code is not None
    assert (code.outcome, code.happened_on, code.known_on) == ("no", CLOSES, CLOSES)
    assert answering.plain(BEGUN, CUP, "n") is None


@pytest.mark.parametrize(("key", "outcome"), [("a", "annulled"), ("m", "ambiguous")])
def test_unfit_and_unclear_have_no_day_on_which_it_happened(key: str, outcome: str) -> None:
    for item in (ITEM, CUP):
        code = answering.plain(BEGUN, item, key)
        assert code is not None
        assert (code.outcome, code.happened_on, code.known_on) == (outcome, None, CLOSES)


@pytest.mark.parametrize("key", ["y", "v", "1", "", "e", "\u00b2", "q"])
def test_other_keys_ask_for_more(key: str) -> None:
    assert answering.plain(BEGUN, ITEM, key) is None


@pytest.mark.parametrize(
    ("key", "value"), [("1", "Reds"), ("2", "Blues"), ("3", None), ("0", None), ("\u00b2", None)]
)
def test_a_digit_names_an_option(key: str, value: str | None) -> None:
    assert answering.option(CUP, key) == value
    assert answering.option(ITEM, key) is None


def test_a_day_is_typed_or_the_closing_day_and_never_to_come() -> None:
    yes = replace(BEGUN, outcome="yes")
    assert answering.dated(yes, "2025-06-01", ITEM, TODAY).known_on == date(2025, 6, 1)
    assert answering.dated(yes, " ", ITEM, TODAY).known_on == CLOSES
    for typed, item in (("2026-01-06", ITEM), ("", replace(ITEM, closes_on=None))):
        with pytest.raises(Unreadable):
            answering.dated(yes, typed, item, TODAY)
