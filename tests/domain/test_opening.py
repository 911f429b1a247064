"""The ledger itself is opened once."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ledger.domain.opening import FORMAT, Kept, LedgerOpened, OpenLedger, fold
from tests.given_when_then import given

OPEN = OpenLedger("id", "main", "archive")


def test_a_ledger_opens_with_a_fact_that_says_how_it_is_kept() -> None:
    opened = LedgerOpened(ledger_id="id", name="main", kept="archive", format=FORMAT)
    given().when(OPEN).then(opened)


@pytest.mark.parametrize("again", [OPEN, OpenLedger("other", "other", "prospectively")])
def test_a_second_opening_adds_nothing(again: OpenLedger) -> None:
    given(OPEN).when(again).then_nothing()


def test_how_it_was_opened_can_be_asked() -> None:
    assert fold(given()("ledger")) is None
    opened = fold(given(OPEN)("ledger"))
    assert opened is not None
    assert (opened.ledger_id, opened.kept) == ("id", "archive")


def test_a_ledger_is_kept_in_one_of_two_ways() -> None:
    kept = cast("Kept", cast("Any", "sometimes"))
    given().when(OpenLedger("id", "main", kept)).then_refused("kept cannot be 'sometimes'")
