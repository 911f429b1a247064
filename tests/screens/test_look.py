"""How numbers and days are written."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.screens.look import Look

UNICODE, ASCII = Look(), Look(ascii=True)


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.0, "0 %"),
        (0.03, "3 %"),
        (0.97, "97 %"),
        (1.0, "100 %"),
        (0.004, "0.4 %"),
        (0.997, "99.7 %"),
        (0.0000001, "<0.1 %"),
        (0.9999999, ">99.9 %"),
        (None, "–"),  # noqa: RUF001 - the dash that is meant
    ],
)
def test_a_share_is_whole_per_cent_and_never_more_certain_than_it_is(
    share: float | None, told: str
) -> None:
    assert UNICODE.percent(share) == told


@pytest.mark.parametrize(
    ("p", "told"),
    [
        (0.03, "3 %"),
        (0.625, "62.5 %"),
        (1.0, "100 %"),
        (0.0, "0 %"),
        (0.00001, "<0.1 %"),
        (0.99999, ">99.9 %"),
        (0.6253, "62.5 %"),
    ],
)
def test_a_probability_has_one_decimal_where_it_is_not_whole(p: float, told: str) -> None:
    assert UNICODE.chance(p) == told


@given(st.integers(0, 1_000_000_000))
def test_written_exactly_a_probability_can_be_read_back(ppb: int) -> None:
    told = UNICODE.exact(ppb / 1_000_000_000)
    assert round(float(told.removesuffix(" %")) * 10_000_000) == ppb


@given(st.floats(0, 1))
def test_only_all_and_none_are_written_as_all_and_none(share: float) -> None:
    assert (UNICODE.percent(share) in {"0 %", "100 %"}) == (share in (0, 1))
    assert (UNICODE.chance(share) in {"0 %", "100 %"}) == (share in (0, 1))


def test_scores_have_three_decimals_and_the_unknown_is_a_dash() -> None:
    assert UNICODE.score(0.9409) == "0.941"
    assert ASCII.score(None) == "-"
    assert ASCII.score(math.inf) == "inf"
    assert ASCII.span(0.2, 0.3) == "0.200-0.300"
    assert ASCII.span(None, 0.3) == "-"


def test_differences_are_signed_points() -> None:
    assert [ASCII.points(value) for value in (0.09, -0.031, 0.001, None)] == ["+9", "-3", "0", "-"]


def test_days_and_instants_are_written_the_same_in_every_locale() -> None:
    assert UNICODE.day(date(2022, 1, 21)) == "21 Jan 2022"
    assert UNICODE.moment(datetime(2022, 10, 2, 9, 5, tzinfo=UTC)) == "2 Oct 2022 09:05"
    assert ASCII.day(None) == "-"
    assert UNICODE.count(1842) == "1,842"
