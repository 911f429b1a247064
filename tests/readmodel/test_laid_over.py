"""What came since a large cache was made is laid over it: nobody waits, and nothing is missing."""

from __future__ import annotations

import pytest

from ledger.app import Ledger
from ledger.domain.claim import CorrectClaim, RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.names import imported_claim_stream
from ledger.log.tail import mark_at
from ledger.readmodel.cache import discard, published
from ledger.readmodel.names import Name, are_of, names_in
from tests.readmodel.cached import DAY, answers

NAMED = ("by", "topic", "story", "source", "question", "id")


def test_what_came_since_is_laid_over_a_cache_that_stays_as_it_is(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.readmodel.cache.LARGE", 0)
    made = published(ledger.directory).read_bytes()
    ledger.execute(RegisterCommentator("Ben"))
    assert len(ledger.table("commentators").rows()) == 2
    assert published(ledger.directory).read_bytes() == made


@pytest.mark.parametrize("others", [(), (RegisterCommentator("Ben"),)], ids=["claims", "people"])
def test_what_can_be_named_is_up_to_date_when_something_was_laid_over(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, others: tuple[Command, ...]
) -> None:
    monkeypatch.setattr("ledger.readmodel.cache.LARGE", 0)
    for number in range(2):
        again = CorrectClaim(imported_claim_stream("", "c3"), {"note": f"{number}"})
        claim = RecordClaim("Ana", "rain", DAY, probability=number, external_id=f"new {number}")
        ledger.execute([*others, claim, again])
        answers(ledger)
        told = named(ledger)
        discard(ledger.directory)
        answers(ledger)
        assert sorted(told) == sorted(named(ledger))


def named(ledger: Ledger) -> list[Name]:
    """What can be named, by the log as it stands."""
    assert are_of(ledger.directory, mark_at(ledger.directory).mark)
    return [name for kind in NAMED for name in names_in(ledger.directory, kind)]


def test_where_too_much_came_since_a_new_cache_is_made(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.readmodel.cache.LARGE", 0)
    monkeypatch.setattr("ledger.readmodel.cache.MOST_FACTS", 1)
    made = published(ledger.directory).stat()
    ledger.execute([RegisterCommentator("Ben"), RegisterCommentator("Cleo")])
    assert len(ledger.table("commentators").rows()) == 3
    assert published(ledger.directory).stat() != made


@pytest.mark.parametrize(("few", "stays"), [(0, False), (11, False), (12, True)])
def test_where_too_many_claims_are_touched_a_new_cache_is_made(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, few: int, stays: bool
) -> None:
    monkeypatch.setattr("ledger.readmodel.cache.LARGE", 0)
    monkeypatch.setattr("ledger.readmodel.touching._FEW_CLAIMS", few)
    made = published(ledger.directory).read_bytes()
    ledger.execute(RecordClaim("Ana", "rain", DAY, probability=1, external_id="one more"))
    assert len(ledger.table("claims").rows()) == 12
    assert (published(ledger.directory).read_bytes() == made) is stays


@pytest.mark.parametrize(("share", "stays"), [(2, False), (1, True)])
def test_in_a_large_ledger_more_claims_may_be_touched(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, share: int, stays: bool
) -> None:
    monkeypatch.setattr("ledger.readmodel.cache.LARGE", 0)
    monkeypatch.setattr("ledger.readmodel.touching._FEW_CLAIMS", 0)
    monkeypatch.setattr("ledger.readmodel.touching._SHARE", share)
    made = published(ledger.directory).read_bytes()
    ledger.execute(CorrectClaim(imported_claim_stream("", "c3"), {"note": "again"}))
    assert len(ledger.table("claims").rows()) == 11
    assert (published(ledger.directory).read_bytes() == made) is stays
