"""Deadlines from words: the last day of what is named, counted from the day it was said."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.domain.deadlines import Deadline, read_deadline, told
from ledger.errors import Unreadable

MONDAY = date(2026, 11, 23)
ARTICLES = Path(__file__).parents[2] / "fixtures" / "articles"

RIGHT = {
    "by the end of Q3": "2027-09-30",
    "June 2027": "2027-06-30",
    "by 2030": "2030-12-31",
    "in 6m": "2027-05-23",
    "in two years": "2028-11-23",
    "within 18 months": "2028-05-23",
}
"""Deadlines that parsers of dates get wrong, said on MONDAY."""

ABSOLUTE = {
    "2026-09-30": "2026-09-30",
    " 2026-09-30 ": "2026-09-30",
    "by 2026-09-30": "2026-09-30",
    "before 2026-10-01": "2026-09-30",
    "2027/4/3": "2027-04-03",
    "2027.04.03": "2027-04-03",
    "2026-09-30T14:05:00Z": "2026-09-30",
    "2026-09-30T23:30:00-05:00": "2026-10-01",
    "30 Sep 2026": "2026-09-30",
    "30-Sep-2026": "2026-09-30",
    "30 Sept. 2026": "2026-09-30",
    "Sep 30 2026": "2026-09-30",
    "September 30th, 2026": "2026-09-30",
    "the 30th of September 2026": "2026-09-30",
    "Wed 30 Sep 2026": "2026-09-30",
    "Wednesday, September 30, 2026": "2026-09-30",
    "March 1st, 2027": "2027-03-01",
    "1st March 2027": "2027-03-01",
    "no later than 5 May 2027": "2027-05-05",
    "by no later than May 5 2027": "2027-05-05",
    "on or before 5 May 2027": "2027-05-05",
    "5 May 2027 at the latest": "2027-05-05",
    "prior to 5 May 2027": "2027-05-04",
    "ahead of 1 January 2030": "2029-12-31",
    "25/12/2027": "2027-12-25",
    "12/25/2027": "2027-12-25",
    "04/04/2027": "2027-04-04",
    "25.12.2027": "2027-12-25",
    "29 February 2028": "2028-02-29",
    "2026": "2026-12-31",
    "in 2030": "2030-12-31",
    "before 2030": "2029-12-31",
    "until 2031": "2031-12-31",
    "by the end of 2030": "2030-12-31",
    "before the end of 2030": "2030-12-31",
    "before the start of 2030": "2029-12-31",
    "sometime in 2027": "2027-12-31",
    "at some point in 2027": "2027-12-31",
    "end-2027": "2027-12-31",
    "end 2027": "2027-12-31",
    "2027-02": "2027-02-28",
    "02/2028": "2028-02-29",
    "Sep 2026": "2026-09-30",
    "2026 June": "2026-06-30",
    "end of Feb 2028": "2028-02-29",
    "Q3 2026": "2026-09-30",
    "2026Q3": "2026-09-30",
    "2026-Q3": "2026-09-30",
    "Q3/2026": "2026-09-30",
    "3Q 2026": "2026-09-30",
    "the third quarter of 2026": "2026-09-30",
    "last quarter of 2027": "2027-12-31",
    "before Q3 2027": "2027-06-30",
    "H1 2027": "2027-06-30",
    "2027H2": "2027-12-31",
    "the first half of 2027": "2027-06-30",
    "2026-W50": "2026-12-13",
    "2026-W53": "2027-01-03",
    "Christmas 2027": "2027-12-25",
    "by the end of the 2020s": "2029-12-31",
    "before the 2030s": "2029-12-31",
}

RELATIVE = {
    "today": "2026-11-23",
    "by the end of the day": "2026-11-23",
    "Tomorrow": "2026-11-24",
    "the day after tomorrow": "2026-11-25",
    "before tomorrow": "2026-11-23",
    "by Friday": "2026-11-27",
    "Monday": "2026-11-30",
    "by Mon": "2026-11-30",
    "before Friday": "2026-11-26",
    "this Friday": "2026-11-27",
    "Friday next week": "2026-12-04",
    "Friday of this week": "2026-11-27",
    "this week": "2026-11-29",
    "by the end of the week": "2026-11-29",
    "next week": "2026-12-06",
    "before next week": "2026-11-29",
    "the week after next": "2026-12-13",
    "this weekend": "2026-11-29",
    "by the weekend": "2026-11-29",
    "before the weekend": "2026-11-27",
    "this month": "2026-11-30",
    "next month": "2026-12-31",
    "by the end of the month": "2026-11-30",
    "end of next month": "2026-12-31",
    "this quarter": "2026-12-31",
    "next quarter": "2027-03-31",
    "end of the next quarter": "2027-03-31",
    "this year": "2026-12-31",
    "later this year": "2026-12-31",
    "next year": "2027-12-31",
    "by the end of next year": "2027-12-31",
    "before next year": "2026-12-31",
    "the year after next": "2028-12-31",
    "by year-end": "2026-12-31",
    "before year-end": "2026-12-31",
    "by March-end": "2027-03-31",
    "this time next year": "2027-11-23",
    "over the next decade": "2036-11-23",
    "this coming Friday": "2026-11-27",
    "by the first of June": "2027-06-01",
    "June 27": "2027-06-27",
    "by year's end": "2026-12-31",
    "next year end": "2027-12-31",
    "month-end": "2026-11-30",
    "by the close of the year": "2026-12-31",
    "over the rest of the year": "2026-12-31",
    "eow": "2026-11-29",
    "eom": "2026-11-30",
    "by eoq": "2026-12-31",
    "EOY": "2026-12-31",
    "Q3": "2027-09-30",
    "Q4": "2026-12-31",
    "before Q4": "2027-09-30",
    "second quarter of next year": "2027-06-30",
    "next year's third quarter": "2027-09-30",
    "H2": "2026-12-31",
    "the first half of next year": "2027-06-30",
    "June": "2027-06-30",
    "by end-June": "2027-06-30",
    "in November": "2026-11-30",
    "before June": "2027-05-31",
    "before November": "2027-10-31",
    "June next year": "2027-06-30",
    "June of next year": "2027-06-30",
    "by 30 September": "2027-09-30",
    "by December 1": "2026-12-01",
    "the 1st of March": "2027-03-01",
    "before 1 March": "2027-02-28",
    "by 29 February": "2028-02-29",
    "by the 15th": "2026-12-15",
    "by the 31st": "2026-12-31",
    "the 15th of next month": "2026-12-15",
    "by Christmas": "2026-12-25",
    "before Christmas": "2026-12-24",
    "Christmas Eve": "2026-12-24",
    "New Year's Eve": "2026-12-31",
    "by Easter": "2027-03-28",
    "within a week": "2026-11-30",
    "within the next week": "2026-11-30",
    "a fortnight": "2026-12-07",
    "in a couple of weeks": "2026-12-07",
    "in two weeks' time": "2026-12-07",
    "half a year": "2027-05-23",
    "half a dozen weeks": "2027-01-04",
    "in a year and a half": "2028-05-23",
    "in two and a half years": "2029-05-23",
    "1.5 years": "2028-05-23",
    "within twenty-one days": "2026-12-14",
    "in ninety-nine days": "2027-03-02",
    "a hundred days": "2027-03-03",
    "three months from now": "2027-02-23",
    "over the next two years": "2028-11-23",
    "in the coming 3 months": "2027-02-23",
    "in less than a year": "2027-11-23",
    "two quarters": "2027-05-23",
    "within a decade": "2036-11-23",
    "within 48 hours": "2026-11-25",
    "+90d": "2027-02-21",
    "+18m": "2028-05-23",
    "2y": "2028-11-23",
    "3 wks": "2026-12-14",
    "in 0 days": "2026-11-23",
}

REFUSED = {
    "next June": ("2027-06-30", "2028-06-30"),
    "this June": ("2027-06-30", "2028-06-30"),
    "this decade": ("2029-12-31", "2030-12-31"),
    "end of the decade": ("2029-12-31", "2030-12-31"),
    "this century": ("2099-12-31", "2100-12-31"),
    "mid-2027": ("2027-06-30", "2027-07-31"),
    "early next year": ("2027-03-31", "2027-04-30"),
    "late 2027": ("2027-11-30", "2027-12-31"),
    "the middle of the year": ("2026-06-30", "2026-07-31"),
    "mid-June": ("2027-06-15", "2027-06-20"),
    "by the start of June": ("2027-06-10", "2027-06-15"),
    "03/04/2027": ("2027-03-04", "2027-04-03"),
    "3.4.2027": ("2027-03-04", "2027-04-03"),
    "03-04-2027": ("2027-03-04", "2027-04-03"),
    "next Friday": ("2026-11-27", "2026-12-04"),
    "this Monday": ("2026-11-23", "2026-11-30"),
    "next weekend": ("2026-11-29", "2026-12-06"),
    "the next week": ("2026-11-30", "2026-12-06"),
    "by the next month": ("2026-12-23", "2026-12-31"),
    "within the year": ("2026-12-31", "2027-11-23"),
    "by winter": ("2027-02-28", "2027-08-31"),
    "by spring 2027": ("2027-05-31", "2027-11-30"),
    "before summer": ("2026-11-30", "2027-05-31"),
    "next autumn": ("2027-05-31", "2027-11-30"),
    "this fall": ("2026-11-30", "2027-05-31"),
    "by 23 November": ("2026-11-23", "2027-11-23"),
    "by the 23rd": ("2026-11-23", "2026-12-23"),
    "next Christmas": ("2026-12-25", "2027-12-25"),
    "by the new year": ("2026-12-31", "2027-01-01"),
    "by the 2030s": ("2029-12-31", "2039-12-31"),
    "Fri 30 Sep 2026": ("2026-09-30", "2026-10-02"),
    "in two to three years": ("2028-11-23", "2029-11-23"),
    "2-3 years": ("2028-11-23", "2029-11-23"),
    "a week or two": ("2026-11-30", "2026-12-07"),
    "in a few weeks": ("2026-12-14", "2027-01-04"),
    "in the coming months": ("2027-02-23", "2027-05-23"),
    "in about two years": ("2028-11-23", "2029-11-23"),
    "in over two years": ("2028-11-23", "2029-11-23"),
    "within 12 hours": ("2026-11-23", "2026-11-24"),
    "yesterday": ("2026-11-23", "2026-11-24"),
    "before this week": ("2026-11-23", "2026-11-29"),
    "2027-02-29": ("2027-02-28", "2027-03-01"),
    "31 June": ("2027-06-30", "2027-07-01"),
    "30 February 2027": ("2027-02-28", "2027-03-01"),
    **dict.fromkeys(
        (
            "soon", "before the next election", "in my lifetime", "eventually", "", "by", "the",
            "after 2027", "at least", "in the near future", "last week", "June or July", "Q5",
            "between June and August", "the last quarter", "30 Sep 26", "03/04/27", "2026-13",
            "end March '27", "end March 27", "Jun-27", "not before 2030", "FY2027", "2027 or later",
            "before two years", "in five business days", "\u0663 days", "\u0661\u0662/2027",
        ),
        ("2026-12-31", "end of Q3"),
    ),
    "2021-13-01": ("2021-12-30", "2021-12-31"),
    "in 999 years": ("2200-12-31", "1900-01-01"),
    "in 99999 years": ("2200-12-31", "1900-01-01"),
    "2201": ("2200-12-31", "1900-01-01"),
    "0000-01-01": ("2200-12-31", "1900-01-01"),
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "right"), RIGHT.items())
def test_what_parsers_of_dates_get_wrong_is_read_right(phrase: str, right: str) -> None:
    assert read_deadline(phrase, MONDAY).day.isoformat() == right


@pytest.mark.parametrize(("phrase", "day"), ABSOLUTE.items())
def test_what_names_its_year_is_the_same_whenever_it_was_said(phrase: str, day: str) -> None:
    for said_on in (MONDAY, date(1999, 12, 31), date(2100, 2, 28)):
        read = read_deadline(phrase, said_on)
        assert (read.day.isoformat(), read.counted_from) == (day, None)


@pytest.mark.parametrize(("phrase", "day"), RELATIVE.items())
def test_what_is_relative_is_counted_from_the_day_it_was_said(phrase: str, day: str) -> None:
    read = read_deadline(phrase, MONDAY)
    assert (read.day.isoformat(), read.counted_from, read.phrase) == (day, MONDAY, phrase)


@pytest.mark.parametrize(("phrase", "ready"), REFUSED.items())
def test_what_is_ambiguous_or_has_no_end_is_refused_with_two_that_can_be_typed(
    phrase: str, ready: tuple[str, str]
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_deadline(phrase, MONDAY)
    assert f"“{phrase}”" in refused.value.sentence
    assert alternatives(refused.value) == ready
    assert len({read_deadline(one, MONDAY).day for one in ready}) == 2


@pytest.mark.parametrize(
    ("phrase", "said_on", "day"),
    [
        ("within a week", "2021-12-08", "2021-12-15"),
        ("next week", "2022-01-21", "2022-01-30"),
        ("next month", "2022-01-21", "2022-02-28"),
        ("this weekend", "2022-01-21", "2022-01-23"),
        ("end of Q3", "2026-03-14", "2026-09-30"),
        ("end of Q3", "2026-09-30", "2026-09-30"),
        ("end of Q3", "2026-10-01", "2027-09-30"),
        ("in a month", "2026-01-31", "2026-02-28"),
        ("in a month", "2028-01-31", "2028-02-29"),
        ("in a year", "2028-02-29", "2029-02-28"),
        ("by Friday", "2026-11-27", "2026-12-04"),
        ("this weekend", "2026-11-29", "2026-11-29"),
        ("next week", "2026-11-29", "2026-12-06"),
        ("by the 31st", "2026-02-01", "2026-03-31"),
        ("the next month", "2026-01-31", "2026-02-28"),
        ("by Easter", "2026-04-05", None),
    ],
)
def test_at_the_edges_of_periods(phrase: str, said_on: str, day: str | None) -> None:
    said = date.fromisoformat(said_on)
    if day is None:
        with pytest.raises(Unreadable):
            read_deadline(phrase, said)
    else:
        assert read_deadline(phrase, said).day.isoformat() == day


def test_the_words_of_the_seed_articles_lead_to_the_days_that_were_coded() -> None:
    seen = 0
    for path in sorted(ARTICLES.glob("*.toml")):
        article = tomllib.loads(path.read_text(encoding="utf-8"))
        closes = {one["key"]: one.get("closes_on") for one in article["question"]}
        for claim in article["claim"]:
            if "deadline_words" in claim and closes.get(claim["question"]):
                read = read_deadline(claim["deadline_words"], claim["said_on"])
                assert read.day == closes[claim["question"]], claim["deadline_words"]
                seen += 1
    assert seen >= 4


def test_months_for_m_and_the_western_easter_are_said() -> None:
    assert read_deadline("in 6m", MONDAY).note == "m is months"
    assert read_deadline("in 6 months", MONDAY).note is None
    assert "Western" in (read_deadline("by Easter", MONDAY).note or "")


EASTERS = {1961: (4, 2), 2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2038: (4, 25), 2076: (4, 19)}


@pytest.mark.parametrize(("year", "day"), EASTERS.items())
def test_easter_is_the_churches_easter(year: int, day: tuple[int, int]) -> None:
    assert read_deadline(f"Easter {year}", MONDAY).day == date(year, *day)


@pytest.mark.parametrize(
    ("today", "distance"),
    [("2026-09-18", "in 12 days"), ("2026-11-23", "54 days ago"), ("2026-09-30", "today"),
     ("2026-09-29", "in 1 day"), ("2026-10-01", "1 day ago"), ("2016-09-30", "in 3,652 days")],
)  # fmt: skip
def test_the_echo_names_the_day_how_far_it_is_and_from_when_it_counts(
    today: str, distance: str
) -> None:
    read = read_deadline("end of Q3", date(2026, 3, 14))
    assert told(read, date.fromisoformat(today)) == (
        f"Wed 30 Sep 2026 (last day), {distance} · counted from 14 Mar 2026, the day it was said"
    )


def test_the_echo_of_a_day_counts_from_nowhere_and_the_note_stands_last() -> None:
    assert told(read_deadline("2026-12-02", MONDAY), MONDAY) == (
        "Wed 2 Dec 2026 (last day), in 9 days"
    )
    assert told(read_deadline("in 6m", MONDAY), MONDAY).endswith("it was said · m is months")


def test_a_day_in_figures_is_not_in_words() -> None:
    words = {"2026-09-30": False, "2026-09-30T14:05Z": False, "30 Sep 2026": True, "eom": True}
    assert {one: read_deadline(one, MONDAY).in_words for one in words} == words


DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))
PIECES = (
    "by before until within in over the end of next this coming last early mid late start week"
    " weekend month quarter year decade june may 31 30th 1st 29 february friday q3 h1 2027 2026-02"
    " 03/04/2027 a an two half and couple few days weeks m +18m 6m 2-3 99999 0 0000 9999 christmas"
    " easter new spring winter 2020s century hours after eom time from now - / , . ' \""
)
PHRASES = st.lists(st.sampled_from(PIECES.split()), max_size=7).map(" ".join)


@given(text=st.one_of(PHRASES, st.text(max_size=30)), said_on=st.dates())
@example(text="0th", said_on=MONDAY)
@example(text="by winter", said_on=date.max)
@example(text="before today", said_on=date.min)
def test_whatever_is_typed_nothing_but_unreadable_is_raised(text: str, said_on: date) -> None:
    read = read_or_none(text, said_on)
    assert read is None or 1900 <= read.day.year <= 2200
    assert read is None or read.counted_from in {None, said_on}


@given(text=PHRASES, said_on=DAYS)
def test_what_is_counted_never_lies_before_the_day_it_was_said(text: str, said_on: date) -> None:
    read = read_or_none(text, said_on)
    assert read is None or read.counted_from is None or read.day >= said_on


@given(text=PHRASES, said_on=DAYS)
def test_what_a_refusal_offers_can_itself_be_typed(text: str, said_on: date) -> None:
    try:
        read_deadline(text, said_on)
    except Unreadable as refused:
        for one in alternatives(refused):
            assert read_deadline(one, said_on).phrase == one


@given(text=PHRASES, said_on=DAYS, gaps=st.sampled_from([" ", "  ", "\t"]))
def test_case_and_spaces_make_no_difference(text: str, said_on: date, gaps: str) -> None:
    plain = read_or_none(text, said_on)
    loud = read_or_none(f" {text.upper().replace(' ', gaps)} ", said_on)
    assert (plain and plain.day) == (loud and loud.day)


@given(said_on=DAYS, count=st.integers(0, 500))
def test_months_end_where_the_calendar_ends_them(said_on: date, count: int) -> None:
    """The oracle walks month by month and then clamps, knowing only how long a month is."""
    year, month = said_on.year, said_on.month
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    due = date(year, month, min(said_on.day, monthrange(year, month)[1]))
    assert read_deadline(f"in {count} months", said_on).day == due


@given(said_on=DAYS)
def test_periods_end_on_their_last_day(said_on: date) -> None:
    """The oracle walks day by day to the last that is still inside."""
    inside: dict[str, Callable[[date], tuple[int, ...]]] = {
        "end of the week": lambda day: day.isocalendar()[:2],
        "end of the month": lambda day: (day.year, day.month),
        "end of the quarter": lambda day: (day.year, (day.month - 1) // 3),
        "end of the year": lambda day: (day.year,),
    }
    for phrase, period in inside.items():
        last = said_on
        while period(last + timedelta(days=1)) == period(said_on):
            last += timedelta(days=1)
        assert read_deadline(phrase, said_on).day == last
        following = read_deadline(phrase.replace("the", "next"), said_on).day
        assert period(following) == period(last + timedelta(days=1))
        assert period(following + timedelta(days=1)) != period(following)


@given(said_on=DAYS, month=st.integers(1, 12))
def test_a_month_without_a_year_is_the_first_that_is_not_over(said_on: date, month: int) -> None:
    name = date(2000, month, 1).strftime("%B")
    due = read_deadline(f"by {name}", said_on).day
    assert due.month == month
    assert due.day == monthrange(due.year, month)[1]
    assert said_on <= due < said_on + timedelta(days=367)


@given(day=st.dates(date(1900, 1, 1), date(2200, 12, 31)), said_on=DAYS)
def test_a_day_is_itself_however_it_is_written(day: date, said_on: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%a %d %b %Y", "%Y/%m/%d"):
        assert read_deadline(day.strftime(form), said_on).day == day


def read_or_none(text: str, said_on: date) -> Deadline | None:
    try:
        return read_deadline(text, said_on)
    except Unreadable:
        return None


def alternatives(refused: Unreadable) -> tuple[str, ...]:
    found = re.search(r"(?:such as|write) (\S+) or (.+?)(?:[;,]|$)", refused.remedy)
    assert found, refused.remedy
    return found.groups()
