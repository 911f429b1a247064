"""What a ledger kept prospectively scores, what an archive does, and what stays marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.domain.attestation import AttestCheckpoint
from ledger.domain.claim import CorrectClaim, RecordClaim, RecordOccurrence, WithdrawClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.estimate import RecordEstimate, WithdrawEstimate
from ledger.domain.opening import Kept
from ledger.domain.question import PoseQuestion, ReopenQuestion, ResolveQuestion
from ledger.domain.source import CorrectSource, RegisterSource
from ledger.exporters.header import header
from ledger.exporters.scope import warning
from ledger.readmodel import queries
from ledger.readmodel.session import Asked
from tests.readmodel.timed import captured

SAID, KNOWN, TODAY = date(2022, 1, 5), date(2022, 2, 1), date(2022, 7, 1)
BEFORE, AFTER = datetime(2022, 1, 10, tzinfo=UTC), datetime(2022, 3, 1, tzinfo=UTC)
COPY = "https://web.archive.org/web/20220106120000/https://daily.example/a"
NUMBER = RecordClaim("Ana", "rain", SAID, probability=10**8, external_id="number", source="daily")
WORDS = RecordClaim("Ana", "rain", SAID, quote="it will", external_id="words")
ANSWER = ResolveQuestion("rain", "no", KNOWN, KNOWN)


class Book:
    """A ledger in which it is whatever day one says."""

    def __init__(self, folder: Path, kept: Kept = "prospectively") -> None:
        self.now, self.kept = BEFORE, kept
        self.ledger = Ledger(folder / "ledger", lambda: self.now, "test recorder")
        rain = PoseQuestion("rain", "Will it rain?", closes_on=KNOWN)
        self.do(RegisterCommentator("Ana"), RegisterSource("daily"), rain, at=BEFORE)

    def do(self, *commands: Command, at: datetime) -> str:
        """Record something at a moment; return its step."""
        self.now = at
        return self.ledger.execute(commands, self.kept).step

    def undo(self, step: str, at: datetime) -> str:
        self.now = at
        return self.ledger.undo(step).step

    def told(self, claim: RecordClaim, **asked: object) -> tuple[object, ...]:
        """Class, mark and status of a claim."""
        about = Asked(as_of_day=TODAY, **asked)  # type: ignore[arg-type]  # any of its fields
        query = "select timing, timing_changed, status from claims where claim_id = ?"
        return tuple(self.ledger.ask(query, [claim.stream()], about)[0].values())


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)


def read(best: int, *, revise: bool = False, coder: str = "a coder") -> RecordEstimate:
    return RecordEstimate(WORDS.stream(), coder, 0, best, 10**9, revise=revise)


def test_what_was_recorded_in_time_is_scored(book: Book) -> None:
    book.do(NUMBER, at=BEFORE)
    assert book.told(NUMBER) == ("in_time", False, "open")
    book.do(ANSWER, at=AFTER)
    assert book.told(NUMBER) == ("in_time", False, "resolved")


def test_what_was_recorded_in_hindsight_is_listed_and_not_scored(book: Book) -> None:
    book.do(ANSWER, NUMBER, at=AFTER)
    assert book.told(NUMBER) == ("hindsight", False, "untimely")
    assert book.told(NUMBER, include_untimely=True) == ("hindsight", False, "resolved")
    [row] = book.ledger.table("scoreboard", Asked(as_of_day=TODAY)).rows()
    assert (row["n_claims"], row["n_untimely"], row["n_resolved"]) == (1, 1, 0)


def test_an_archive_scores_what_it_documents(tmp_path: Path) -> None:
    book = Book(tmp_path, "archive")
    book.do(ANSWER, NUMBER, at=AFTER)
    assert book.told(NUMBER) == ("hindsight", False, "resolved")
    [row] = book.ledger.table("scoreboard", Asked(as_of_day=TODAY)).rows()
    assert (row["n_untimely"], row["n_resolved"], row["n_hindsight"]) == (0, 1, 1)


def test_a_day_without_a_time_is_passed_on_a_later_day(book: Book) -> None:
    nine = datetime(2022, 2, 1, 9, tzinfo=UTC)
    recorded = (nine, nine + timedelta(minutes=1), nine + timedelta(hours=14), nine + timedelta(1))
    claims = [replace(NUMBER, external_id=str(moment)) for moment in recorded]
    for claim, moment in zip(claims, recorded, strict=True):
        book.do(claim, at=moment)
    book.do(ANSWER, at=AFTER)
    assert [book.told(claim)[0] for claim in claims] == [*["in_time"] * 3, "hindsight"]
    book.do(ResolveQuestion("rain", "no", KNOWN, KNOWN, nine, correct=True), at=AFTER)
    assert [book.told(claim)[0] for claim in claims] == ["in_time", *["hindsight"] * 3]


def test_a_zone_explains_a_day_and_not_two(book: Book) -> None:
    tomorrow, later = (
        RecordClaim("Ana", "rain", BEFORE.date() + timedelta(days), probability=0, external_id=name)
        for days, name in ((1, "tomorrow"), (2, "later"))
    )
    book.do(tomorrow, later, at=BEFORE)
    assert book.told(tomorrow)[0] == "in_time"
    assert book.told(later)[0] == "impossible"


def test_outside_evidence_before_the_answer_is_proof(book: Book) -> None:
    book.do(NUMBER, at=BEFORE)
    size = book.ledger.position()
    book.do(WORDS, read(10**8), at=BEFORE)
    stamp = AttestCheckpoint(size, "a note", "a notary", BEFORE + timedelta(1), "a token")
    book.do(stamp, at=BEFORE + timedelta(2))
    book.do(ANSWER, at=AFTER)
    assert book.told(NUMBER) == ("proven", False, "resolved")
    assert book.told(WORDS) == ("in_time", False, "resolved")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"note": "a note"}, ("in_time", False, "resolved")),
        ({"locator": "page 2"}, ("in_time", False, "resolved")),
        ({"probability": 0}, ("hindsight", True, "untimely")),
        ({"polarity": "denies"}, ("hindsight", True, "untimely")),
        ({"said_on": date(2022, 1, 4)}, ("hindsight", True, "untimely")),
    ],
    ids=str,
)
def test_only_what_is_scored_makes_a_correction_late(
    changes: dict[str, object], told: tuple[object, ...], book: Book
) -> None:
    book.do(NUMBER, at=BEFORE)
    book.do(ANSWER, CorrectClaim(NUMBER.stream(), changes), at=AFTER)
    assert book.told(NUMBER) == told


def test_a_reading_revised_once_the_answer_is_known_is_hindsight_for_ever(book: Book) -> None:
    book.do(WORDS, read(9 * 10**8), at=BEFORE)
    book.do(ANSWER, at=AFTER)
    assert book.told(WORDS) == ("in_time", False, "resolved")
    step = book.do(read(0, revise=True), at=AFTER)
    assert book.told(WORDS) == ("hindsight", True, "untimely")
    book.undo(step, AFTER)
    assert book.told(WORDS) == ("in_time", True, "resolved")


def test_of_two_numbers_in_time_none_is_picked_once_the_answer_is_known(book: Book) -> None:
    """The second is taken back when it is seen to be wrong: the first was not in force then."""
    book.do(NUMBER, at=BEFORE)
    step = book.do(CorrectClaim(NUMBER.stream(), {"probability": 9 * 10**8}), at=BEFORE)
    book.do(ANSWER, at=AFTER)
    assert book.told(NUMBER) == ("in_time", False, "resolved")
    book.undo(step, AFTER)
    assert book.told(NUMBER) == ("hindsight", True, "untimely")


def test_of_two_readings_in_time_none_is_picked_once_the_answer_is_known(book: Book) -> None:
    book.do(WORDS, read(0), read(10**9, coder="another"), at=BEFORE)
    book.do(ANSWER, at=AFTER)
    assert book.told(WORDS) == ("in_time", False, "resolved")
    book.do(WithdrawEstimate(WORDS.stream(), "another"), at=AFTER)
    assert book.told(WORDS) == ("hindsight", True, "untimely")


def test_what_was_withdrawn_at_the_time_cannot_be_restored_in_time(book: Book) -> None:
    book.do(NUMBER, at=BEFORE)
    book.do(WithdrawClaim(NUMBER.stream()), at=BEFORE)
    book.do(ANSWER, NUMBER, at=AFTER)
    assert book.told(NUMBER) == ("hindsight", True, "untimely")


def test_a_mistake_that_is_undone_costs_nothing_but_the_mark(book: Book) -> None:
    book.do(NUMBER, at=BEFORE)
    book.do(ANSWER, at=AFTER)
    step = book.do(CorrectClaim(NUMBER.stream(), {"probability": 0}), at=AFTER)
    book.undo(step, AFTER)
    assert book.told(NUMBER) == ("in_time", True, "resolved")


def test_a_dated_copy_with_its_hash_documents_the_source_or_a_reprint(book: Book) -> None:
    reprinted = RecordClaim("Ana", "rain", SAID, probability=0, external_id="reprinted")
    book.do(ANSWER, NUMBER, reprinted, at=AFTER)
    book.do(CorrectSource("daily", {"archive_url": COPY}), at=AFTER)
    assert book.told(NUMBER)[0] == "hindsight"
    book.do(CorrectSource("daily", {"snapshot_sha256": "ab" * 32}), at=AFTER)
    assert book.told(NUMBER) == ("documented_later", False, "untimely")
    assert book.told(reprinted)[0] == "hindsight"
    book.do(RecordOccurrence(reprinted.stream(), "daily"), at=AFTER)
    assert book.told(reprinted)[0] == "documented_later"


DATED: dict[str, datetime | None] = {
    COPY: datetime(2022, 1, 6, 12, tzinfo=UTC),
    "https://archive.ph/20220106/http://a.example/b": datetime(
        2022, 1, 6, 23, 59, 59, 999999, tzinfo=UTC
    ),
    "https://web.archive.org/web/20220106120000id_/a.example/b": datetime(
        2022, 1, 6, 12, tzinfo=UTC
    ),
    "https://a.example/20220106/news/b.html": None,
    "https://web.archive.org/web/20221306120000/https://a.example/b": None,
    "https://web.archive.org/web/2022/https://a.example/b": None,
    "https://web.archive.org/web/20220106120000/": None,
    "ftp://web.archive.org/web/20220106120000/https://a.example/b": None,
}


def test_which_addresses_date_a_copy(book: Book) -> None:
    copies = [
        RegisterSource(f"copy-{number}", archive_url=address, snapshot_sha256="ab" * 32)
        for number, address in enumerate(DATED)
    ]
    book.do(*copies, at=AFTER)
    told = book.ledger.ask("select source_id, captured_at from source_captured")
    assert {str(row["source_id"]): row["captured_at"] for row in told} == {
        f"source-copy-{number}": found.replace(tzinfo=None)
        for number, found in enumerate(DATED.values())
        if found
    }
    by_hand = {address: captured(address) for address in DATED if address.startswith("http")}
    assert by_hand == {address: DATED[address] for address in by_hand}


def test_without_a_day_on_which_it_could_be_known_there_is_no_class(book: Book) -> None:
    book.do(NUMBER, at=BEFORE)
    book.do(ResolveQuestion("rain", "no"), at=AFTER)
    assert book.told(NUMBER) == (None, False, "unscorable")
    book.do(ReopenQuestion("rain"), at=AFTER)
    assert book.told(NUMBER) == ("in_time", False, "open")


def test_assertions_are_exempt_as_they_are_from_lateness(book: Book) -> None:
    fact = RecordClaim("Ana", "rain", KNOWN, probability=0, kind="assertion", external_id="fact")
    book.do(ANSWER, fact, at=AFTER)
    assert book.told(fact, claim_kind="assertion") == ("hindsight", False, "resolved")


def several(name: str, p: int, questions: Sequence[str]) -> list[Command]:
    return [
        RecordClaim("Ana", key, SAID, probability=p, external_id=f"{name}-{key}")
        for key in questions
    ]


@pytest.mark.parametrize(("n", "warned"), [(9, False), (10, True)])
def test_it_is_said_where_what_was_recorded_later_scores_much_better(
    n: int, warned: bool, tmp_path: Path
) -> None:
    book, keys = Book(tmp_path, "archive"), [f"q{number}" for number in range(20)]
    posed = [PoseQuestion(key, f"Will {key}?", closes_on=KNOWN) for key in keys]
    answers = [ResolveQuestion(key, "no", KNOWN, KNOWN) for key in keys]
    book.do(*posed, *several("before", 7 * 10**8, keys[:10]), at=BEFORE)
    book.do(*answers, *several("after", 10**7, keys[10 : 10 + n]), at=AFTER)
    asked = Asked(as_of_day=TODAY)
    told = warning(book.ledger.ask(queries.TIMING_GAP, asked=asked))
    assert bool(told) == warned
    head = header(book.ledger, "scoreboard", asked, book.ledger.table("scoreboard"), "raw")
    assert head["warning"] == (told or None)
    assert head["classes"] == {"hindsight": n, "in_time": 10}
    if warned:
        assert "Brier 0.000 (n=10) against 0.490 in time (n=10)" in told
        assert "\n" not in told


def test_the_header_counts_what_is_unproven_changed_or_left_out(book: Book) -> None:
    book.do(NUMBER, WORDS, read(0), at=BEFORE)
    book.do(ANSWER, read(10**9, revise=True), at=AFTER)
    counts = ("classes", "n_untimely", "n_time_unproven", "n_timing_changed")
    expected = {
        False: ({"in_time": 1}, 1, 0, 0),
        True: ({"hindsight": 1, "in_time": 1}, 0, 0, 1),
    }
    for untimely, told in expected.items():
        asked = Asked(as_of_day=TODAY, include_untimely=untimely)
        head = header(book.ledger, "scoreboard", asked, book.ledger.table("scoreboard"), "raw")
        assert tuple(head[name] for name in counts) == told
        assert (head["kept"], head["include_untimely"]) == ("prospectively", untimely)
