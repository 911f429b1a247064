"""Stretches of days and of probability: read as written, and printed so that they read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.ranges import Chances, Days, read_chances, read_days
from ledger.errors import Unreadable

TODAY = date(2026, 11, 26)
DATES = st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31))
PPB = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-03-14", "2026-03-14", "2026-03-14"),
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("Q3 2026", "2026-07-01", "2026-09-30"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("March 2026", "2026-03-01", "2026-03-31"),
        ("2026-W12", "2026-03-16", "2026-03-22"),
        ("today", "2026-11-26", "2026-11-26"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("2026-01..2026-03", "2026-01-01", "2026-03-31"),
        ("..2025", "", "2025-12-31"),
        ("2025..", "2025-01-01", ""),
        ("<2026-03", "", "2026-02-28"),
        (">2025", "2026-01-01", ""),
    ],
)
def test_a_period_is_from_its_first_day_to_its_last(written: str, first: str, last: str) -> None:
    for ahead in (True, False):
        found = read_days(written, TODAY, ahead=ahead)
        assert (str(found.first or ""), str(found.last or "")) == (first, last)


@pytest.mark.parametrize(
    ("written", "ahead", "told"),
    [
        ("<7d", True, "2026-11-26..2026-12-03"),
        ("<7d", False, "2026-11-19..2026-11-26"),
        (">30d", True, "2026-12-27.."),
        (">30d", False, "..2026-10-26"),
        ("<2w", True, "2026-11-26..2026-12-10"),
        ("< 1 month", False, "2026-10-26..2026-11-26"),
        (">1y", False, "..2025-11-25"),
    ],
)
def test_a_length_of_time_is_counted_from_today(written: str, ahead: bool, told: str) -> None:
    assert str(read_days(written, TODAY, ahead=ahead)) == told


@pytest.mark.parametrize(
    "written",
    [
        "7d",
        "May",
        "soon",
        "",
        "..",
        "2026..2025",
        "<9999y",
        "0000",
        "2026-13",
        "end of 2026",
        "3/4/26",
    ],
)
def test_what_names_no_period_is_refused_with_a_way_out(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_days(written, TODAY, ahead=False)
    assert refused.value.remedy


@given(DATES, DATES)
def test_days_print_as_they_read(one: date | None, other: date | None) -> None:
    ends = sorted(day for day in (one, other) if day)
    days = Days(*ends) if len(ends) == 2 else Days(one, other)
    if ends:
        assert read_days(str(days), TODAY, ahead=True) == days


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("80%", 800_000_000, 800_000_000),
        ("0.8", 800_000_000, 800_000_000),
        ("80..90", 800_000_000, 900_000_000),
        ("0.8..0.9", 800_000_000, 900_000_000),
        ("0..5", 0, 50_000_000),
        ("0.5..1", 500_000_000, 1_000_000_000),
        ("..20%", 0, 200_000_000),
        ("90..", 900_000_000, 1_000_000_000),
        ("<20%", 0, 199_999_999),
        (">0.8", 800_000_001, 1_000_000_000),
    ],
)
def test_a_range_of_probability_in_percent_or_not(written: str, low: int, high: int) -> None:
    assert read_chances(written) == Chances(low, high)


@pytest.mark.parametrize(
    "written", ["80", "0..1", "90..80", "<0%", ">100%", "..", "", "abc", "110%", "<80..90"]
)
def test_what_is_no_probability_is_refused_with_a_way_out(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_chances(written)
    assert refused.value.remedy


@given(PPB, PPB)
def test_chances_print_as_they_read(one: int, other: int) -> None:
    chances = Chances(min(one, other), max(one, other))
    assert read_chances(str(chances)) == chances


@given(st.text(max_size=30), st.booleans())
def test_any_text_is_a_range_or_unreadable(text: str, ahead: bool) -> None:
    for read in (lambda: read_days(text, TODAY, ahead=ahead), lambda: read_chances(text)):
        try:
            found = read()
        except Unreadable:
            continue
        assert str(found)
