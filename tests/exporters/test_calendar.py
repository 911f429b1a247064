"""A calendar of closing days is what RFC 5545 says, whatever stands in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.exporters.calendar import ClosingDay, calendar
from ledger.visible import visible, visible_lines
from tests.exporters.icalendar import read, texts
from tests.hostile import TEXTS

MOMENT = datetime(2026, 3, 14, 9, 5, 7, tzinfo=UTC)
DAY = ClosingDay("abc@ledger", MOMENT, date(2026, 12, 31), "Copper up?", "said by\nAna", ("a,b",))


def test_an_event_says_when_what_and_by_whom() -> None:
    whole = read(calendar([DAY]))
    [event] = whole.within
    assert (whole.name, whole.properties["VERSION"]) == ("VCALENDAR", "2.0")
    assert whole.properties["PRODID"]
    assert event.name == "VEVENT"
    assert event.properties == {
        "UID": "abc@ledger",
        "DTSTAMP": "20260314T090507Z",
        "DTSTART;VALUE=DATE": "20261231",
        "SUMMARY": "Copper up?",
        "DESCRIPTION": r"said by\nAna",
        "CATEGORIES": r"a\,b",
        "TRANSP": "TRANSPARENT",
    }


def test_no_closing_day_is_an_empty_calendar() -> None:
    assert read(calendar([])).within == []


@given(st.text(), st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=3), st.dates())
def test_every_text_comes_back_as_it_is_shown(
    question: str, about: str, topics: list[str], day: date
) -> None:
    [event] = read(calendar([ClosingDay("u", MOMENT, day, question, about, topics)])).within
    assert texts(event.properties["SUMMARY"]) == [visible(question)]
    assert texts(event.properties["DESCRIPTION"]) == [visible_lines(about)]
    assert texts(event.properties["CATEGORIES"]) == list(map(visible, topics))
    assert event.properties["DTSTART;VALUE=DATE"] == day.isoformat().replace("-", "")


@pytest.mark.parametrize("kind", TEXTS)
def test_hostile_text_begins_no_line_of_its_own(kind: str) -> None:
    told = TEXTS[kind] + "\r\nEND:VEVENT\r\nBEGIN:VALARM"
    [event] = read(calendar([ClosingDay("u", MOMENT, date.max, told, told)])).within
    assert (event.name, event.within) == ("VEVENT", [])


@given(st.text(st.sampled_from("aä€🌍é, ;\\"), max_size=400))
def test_lines_are_folded_between_characters(question: str) -> None:
    content = calendar([ClosingDay("u", MOMENT, date.min, question, "")])
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
