"""What waits for an answer: listed, counted for a prompt, put in a calendar, and reminded of."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger import Ledger
from ledger.cli import reminder
from ledger.domain.question import CorrectQuestion
from ledger.readmodel import waiting
from ledger.readmodel.session import Asked, Session
from tests.cli.running import Claims, in_process
from tests.exporters.icalendar import read, texts

BELL = ("--by", "Ann Bell", "--said", "2026-03-14", "--source", "none", "-p", "80%")
TODAY = datetime.now(UTC).date()


def in_days(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


@pytest.fixture(scope="module")
def _dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Questions that closed two days ago, and that close in three, twenty and three hundred."""
    directory = tmp_path_factory.mktemp("dated") / "ledger"
    for text, days in (("Past", -2), ("Soon", 3), ("Next month", 20), ("Far", 300)):
        dates = ("--said", in_days(-9), "--due", in_days(days))
        in_process(("add", text, *BELL, *dates, "--ledger", str(directory))).done()
    return directory


@pytest.fixture
def dated(_dated: Path, own: Path) -> Path:
    """The same, in the ledger of this test."""
    shutil.copytree(_dated, own)
    return own


def test_within_says_how_far_ahead_to_look(dated: Path, claims: Claims) -> None:
    del dated

    def listed(*options: str) -> list[str]:
        return [row["question"] for row in claims("due", *options, "--json").done().json]

    assert listed() == listed("--within", "1w") == ["Past", "Soon"]
    assert listed("--within", "3 W") == ["Past", "Soon", "Next month"]
    assert listed("--within", "0d", "--all") == ["Past", "Soon", "Next month", "Far"]


def test_a_count_is_of_what_would_be_listed(dated: Path, claims: Claims) -> None:
    del dated
    for options in ((), ("--all",), ("by:Bell", "--within", "0d")):
        listed = claims("due", *options, "--json").json
        assert claims("due", *options, "--count").done().out == f"{len(listed)}\n"
    assert claims("due", "--count", "--check").code == 5


def test_a_count_is_nought_where_there_is_no_ledger_or_nothing_in_it(
    own: Path, claims: Claims
) -> None:
    assert claims("due", "--count").done().out == "0\n"
    assert not own.exists()
    claims("source", "add", "daily").done()
    assert claims("due", "--count", "--check").done().out == "0\n"


def test_a_count_needs_no_database_until_something_changes(
    dated: Path, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims("due", "--count").done()
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "look", None)
        assert claims("due", "--count").done().out == "2\n"
    claims("resolve", claims("due").lines[0].split("\t")[0], "no").done()
    assert claims("due", "--count").done().out == "1\n"
    (dated / waiting.FOLDER / waiting.FILE).write_text('{"version": [], "closes_on": 3}')
    assert claims("due", "--count").done().out == "1\n"


def test_what_is_counted_by_day_is_what_the_view_has(seeded: Path, claims: Claims) -> None:
    ledger = Ledger.open(seeded)
    claims("add", "If so", *BELL, "--due", "2026-03-21", "--if", "tomahawk-supply").done()
    claims("add", "A fact", *BELL, "--due", "2026-03-22", "--kind", "assertion").done()
    claims("add", "Off", *BELL, "--due", "2026-03-23").done()
    for answer in ("yes", "no", None):
        days = Counter(row["closes_on"] for row in ledger.table("due").rows())
        assert dict(ledger.waiting()) == days
        if answer:
            claims("resolve", "tomahawk-supply", answer, "--correct").done()


def test_a_calendar_has_each_closing_day_under_an_id_that_stays(
    dated: Path, claims: Claims
) -> None:
    first = claims("due", "--ics", "-").done().out
    assert claims("due", "--ics", "-").out == first
    events = read(first.encode()).within
    assert [one.properties["DTSTART;VALUE=DATE"] for one in events] == [
        in_days(days).replace("-", "") for days in (-2, 3, 20, 300)
    ]
    ids = {row["id"]: row["question"] for row in claims("due", "--all", "--json").json}
    named = {one.properties["UID"][:8]: texts(one.properties["SUMMARY"])[0] for one in events}
    assert named == ids
    ledger = Ledger.open(dated)
    [key] = [row["key"] for row in ledger.ask("select key from question_now where text = 'Soon'")]
    ledger.execute(CorrectQuestion(str(key), {"closes_on": TODAY + timedelta(days=5)}))
    moved = read(claims("due", "--ics", "-").done().out.encode()).within
    assert [one.properties["UID"] for one in moved] == [one.properties["UID"] for one in events]
    assert moved[1].properties["DTSTART;VALUE=DATE"] == in_days(5).replace("-", "")


def test_a_calendar_is_written_to_a_file_and_narrowed(
    dated: Path, claims: Claims, tmp_path: Path
) -> None:
    del dated
    file = tmp_path / "closing.ics"
    said = claims("due", "--ics", str(file), "--within", "7d").done()
    assert (said.out, said.err) == ("", "2 closing days written\n")
    assert len(read(file.read_bytes()).within) == 2
    claims("due", "by:Bell", "--ics", str(file)).done()
    assert len(read(file.read_bytes()).within) == 4


def test_a_reminder_stands_on_a_terminal_and_can_be_switched_off(
    dated: Path, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    del dated
    reading = (("list",), ("show", "past"), ("dashboard",))
    assert not [verb for verb in reading if "overdue ·" in claims(*verb).err]
    monkeypatch.setattr(reminder, "wanted", lambda: True)
    assert claims("list").err == "1 answer overdue · claims due\n"
    assert claims("dashboard").err == "1 answer overdue · claims due\n"
    assert claims("list", "--json").err == ""


def test_it_is_a_terminal_on_both_sides_or_there_is_no_reminder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stream:
        def __init__(self, terminal: bool) -> None:
            self.isatty = lambda: terminal

    def wanted(out: bool, err: bool) -> bool:
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", Stream(out))
            patched.setattr(sys, "stderr", Stream(err))
            return reminder.wanted()

    assert wanted(True, True)
    assert not wanted(False, True)
    assert not wanted(True, False)
    monkeypatch.setenv("CLAIMS_NO_REMINDER", "1")
    assert not wanted(True, True)


def test_a_reminder_opens_no_session_of_its_own(
    dated: Path, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    del dated
    opened: list[str] = []
    whole = Ledger._session

    def counted(self: Ledger, about: Asked | None) -> Session:
        opened.append("")
        return whole(self, about)

    monkeypatch.setattr(Ledger, "_session", counted)
    claims("list").done()
    without = len(opened)
    monkeypatch.setattr(reminder, "wanted", lambda: True)
    for _ in range(2):
        opened.clear()
        assert "1 answer overdue" in claims("list").done().err
        assert len(opened) == without
