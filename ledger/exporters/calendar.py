"""Closing days as a calendar (RFC 5545): one all-day event for each question that waits.

Invariant: the bytes follow from the record alone, so that two calendars of one record are the same:
an event's UID is the question's for ever, its DTSTAMP the moment its terms were recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ledger.visible import visible, visible_lines

_LONGEST_LINE = 75
"""Octets, the line break not counted."""
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//claims//closing days//EN",
    "CALSCALE:GREGORIAN",
)


@dataclass(frozen=True)
class ClosingDay:
    """One question that waits for an answer, and where its answer goes."""

    uid: str
    recorded_at: datetime
    """When the question's terms were recorded as they are, UTC."""
    day: date
    question: str
    about: str
    topics: Sequence[str] = ()


def calendar(days: Iterable[ClosingDay]) -> bytes:
    """Return the calendar: UTF-8, lines of at most 75 octets that end in CR and LF."""
    lines = [*_HEAD, *(line for one in days for line in _event(one)), "END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def _event(one: ClosingDay) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(visible(one.uid))}"
    yield f"DTSTAMP:{_day(one.recorded_at)}T{one.recorded_at:%H%M%S}Z"
    yield f"DTSTART;VALUE=DATE:{_day(one.day)}"
    yield f"SUMMARY:{_text(visible(one.question))}"
    yield f"DESCRIPTION:{_text(visible_lines(one.about))}"
    if one.topics:
        yield f"CATEGORIES:{','.join(_text(visible(topic)) for topic in one.topics)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """Escape a text: what separates, what escapes, and line ends."""
    for char, written in (("\\", r"\\"), (";", r"\;"), (",", r"\,"), ("\n", r"\n")):
        text = text.replace(char, written)
    return text


def _folded(line: str) -> bytes:
    """Return a line as octets, folded between characters and never within one."""
    parts, part, room = [], b"", _LONGEST_LINE
    for char in line:
        octets = char.encode()
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", _LONGEST_LINE - 1  # the blank that begins the next line counts
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
