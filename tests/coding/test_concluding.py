"""Only what every outcome coder found alike, and nobody still owes, is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledger.app import Ledger
from ledger.coding.codebook import shipped
from ledger.coding.concluding import conclude
from ledger.coding.safe import Safe
from ledger.domain.assignment import OUTCOME, AssignCoding
from ledger.domain.coding import CodeOutcome
from ledger.domain.question import ResolveQuestion
from tests.coding.conftest import CLOSES, came, questions


def test_what_all_found_alike_is_answered_with_the_latest_day(ledger: Ledger) -> None:
    [first, *_] = questions(ledger)
    early, late = date(2025, 6, 1), date(2025, 6, 9)
    ledger.execute([
        replace(came(first, "lena", on=early), evidence=("a", "b")),
        replace(came(first, "tom", on=late), evidence=("b", "c")),
    ])  # fmt: skip
    found = conclude(ledger)
    assert found.waiting == found.disputed == ()
    [answer] = found.answers
    assert answer == ResolveQuestion(
        "event-0", "yes", late, late, evidence=("a", "b", "c"), note="coded by lena, tom"
    )
    ledger.execute(list(found.answers))
    assert conclude(ledger).answers == ()


def test_what_somebody_still_owes_is_left_open(ledger: Ledger) -> None:
    owed, sealed, free, *_ = questions(ledger)
    ledger.execute([
        shipped().adoption(),
        AssignCoding(owed, "tom", OUTCOME, "claims 1", "r", together=("lena",)),
        came(owed, "lena"),
        came(sealed, "lena"),
        came(free, "lena"),
        Safe(ledger, "tom").keep(came(sealed, "tom")),
    ])  # fmt: skip
    found = conclude(ledger)
    assert [one.key for one in found.answers] == ["event-2"]
    assert found.waiting == ("event-0", "event-1")


def test_what_two_found_otherwise_is_left_open(ledger: Ledger) -> None:
    [first, *_] = questions(ledger)
    ledger.execute([came(first, "lena"), came(first, "tom", "no")])
    found = conclude(ledger)
    assert (found.answers, found.disputed) == ((), ("event-0",))


def test_what_is_answered_already_is_not_answered_again(ledger: Ledger) -> None:
    [first, *_] = questions(ledger)
    ledger.execute([came(first, "lena", "no"), ResolveQuestion("event-0", "yes", CLOSES)])
    found = conclude(ledger)
    assert (found.answers, found.waiting, found.disputed) == ((), (), ())


def test_unfit_and_unclear_questions_are_concluded_too(ledger: Ledger) -> None:
    for question, outcome in zip(questions(ledger), ("annulled", "ambiguous"), strict=False):
        ledger.execute(CodeOutcome(question, "lena", "claims 1", outcome, known_on=CLOSES))
    found = conclude(ledger)
    assert [one.outcome for one in found.answers] == ["annulled", "ambiguous"]
    assert ledger.execute(list(found.answers))
