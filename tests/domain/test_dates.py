"""Days and moments as people write them: read exactly, kept in UTC, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.dates import When, read_day, read_when
from ledger.errors import Unreadable

TODAY = date(2022, 3, 1)

DAYS = {
    "2022-01-21": date(2022, 1, 21),
    " 2022-01-21 ": date(2022, 1, 21),
    "2024-02-29": date(2024, 2, 29),
    "today": date(2022, 3, 1),
    "Yesterday": date(2022, 2, 28),
    "tomorrow": date(2022, 3, 2),
}
MOMENTS = {
    "2022-01-21T14:05:06Z": datetime(2022, 1, 21, 14, 5, 6, tzinfo=UTC),
    "2022-01-21 14:05": datetime(2022, 1, 21, 14, 5, tzinfo=UTC),
    "2022-01-21T14:05:06": datetime(2022, 1, 21, 14, 5, 6, tzinfo=UTC),
    "2022-01-21T14:05:06.25Z": datetime(2022, 1, 21, 14, 5, 6, 250_000, tzinfo=UTC),
    "2022-01-21T14:05:06+02:00": datetime(2022, 1, 21, 12, 5, 6, tzinfo=UTC),
    "2022-01-21T14:05:06-0500": datetime(2022, 1, 21, 19, 5, 6, tzinfo=UTC),
    "2022-01-21T23:30:00-05:00": datetime(2022, 1, 22, 4, 30, tzinfo=UTC),
    "2022-01-21T00:30:00+02:00": datetime(2022, 1, 20, 22, 30, tzinfo=UTC),
}
REFUSED = {
    "2021-02-30": "no day",
    "2023-02-29": "no day",
    "2021-13-01": "no day",
    "2021-00-10": "no day",
    "0000-01-01": "no day",
    "soon": "not a date",
    "next week": "not a date",
    "": "not a date",
    "2021": "not a date",
    "2021-2-3": "not a date",
    "20210203": "not a date",
    "03/02/2021": "not a date",
    "2021-W05-3": "not a date",
    "2021-02-03 noon": "not a date",
    "-2021-02-03": "not a date",
    "2021-02-03T25:00": "no moment",
    "2021-02-30T10:00Z": "no moment",
    "2021-02-03T10:00+25:00": "no moment",
    "0001-01-01T00:00:00+10:00": "no moment",
    "\N{FULLWIDTH DIGIT TWO}021-02-03": "not a date",
    "2021-02-0\N{ARABIC-INDIC DIGIT THREE}T10:00": "not a date",
}


@pytest.mark.parametrize(("written", "day"), DAYS.items())
def test_a_day_without_a_time_stays_a_day(written: str, day: date) -> None:
    assert read_when(written, TODAY) == When(day)
    assert read_day(written, TODAY) == day


@pytest.mark.parametrize(("written", "moment"), MOMENTS.items())
def test_a_moment_is_kept_in_utc_and_its_day_is_the_day_there(
    written: str, moment: datetime
) -> None:
    assert read_when(written, TODAY) == When(moment.date(), moment)


@pytest.mark.parametrize(("written", "problem"), REFUSED.items())
def test_what_is_no_date_is_refused_with_a_remedy(written: str, problem: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_when(written, TODAY)
    assert problem in refused.value.sentence
    assert refused.value.remedy


@given(st.dates())
def test_every_day_of_the_calendar_is_read_as_itself(day: date) -> None:
    assert read_when(day.isoformat(), TODAY) == When(day)


@given(
    st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)),  # noqa: DTZ001 the zone comes beside it
    st.integers(-14 * 60, 14 * 60),
)
def test_a_moment_is_the_same_instant_in_every_zone(moment: datetime, minutes: int) -> None:
    there = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert read_when(there.isoformat(), TODAY).moment == there


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{4}[-/.][0-9]{2}[-/.][0-9T: Z+]{2,9}"))
def test_any_text_is_read_as_a_date_or_refused(text: str) -> None:
    try:
        read_when(text, TODAY)
    except Unreadable as refused:
        assert refused.remedy  # noqa: PT017 both endings are good ones
