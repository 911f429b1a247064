"""Redaction: the content is gone from every file, and everything that was proven still holds."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.custody import copying, keys, proving, redacting, sealing
from ledger.domain.claim import CorrectClaim, WithdrawClaim
from ledger.domain.estimate import RecordEstimate
from ledger.errors import NotFound, Refused
from ledger.log.verify import verify
from ledger.seal import proof
from tests.domain.sample import READING, SAID

WORDS = "It will rain"  # what SAID quotes
CLAIM = SAID.stream()


def position_of(ledger: Ledger, name: str) -> int:
    rows = ledger.ask("select min(position) as position from fact where name = ?", [name])
    return int(str(rows[0]["position"]))


def hold_it(ledger: Ledger, secret: str) -> list[str]:
    """Return the files of the ledger's directory in which the words still stand."""
    ledger.close()
    return [
        path.name
        for path in ledger.directory.rglob("*")
        if path.is_file() and secret.encode() in path.read_bytes()
    ]


def test_what_stands_cannot_be_redacted(ledger: Ledger) -> None:
    for name in ("claim.recorded", "question.posed", "estimate.recorded", "source.registered"):
        with pytest.raises(Refused, match="would change the record"):
            redacting.redact(ledger, position_of(ledger, name), "why")
    for name in ("ledger.opened", "commentator.registered"):
        with pytest.raises(Refused, match="rests on it"):
            redacting.redact(ledger, position_of(ledger, name), "why")
    with pytest.raises(NotFound, match="no fact at position 999"):
        redacting.redact(ledger, 999, "why")


def test_superseded_words_go_from_every_file_and_the_figures_stay(ledger: Ledger) -> None:
    ledger.table("claims").rows()
    ledger.execute(CorrectClaim(CLAIM, {"quote": "[a private matter]"}, "private"))
    before = ledger.table("claims").rows()
    assert hold_it(ledger, WORDS)
    at = position_of(ledger, "claim.recorded")
    redacting.redact(ledger, at, "named a private person")
    assert hold_it(ledger, WORDS) == []
    (was,), (now,) = before, ledger.table("claims").rows()
    # what is gone can no longer vouch for an earlier time, nor say that it was of the same class
    assert {name for name in was if was[name] != now[name]} == {"recorded_at", "timing_changed"}
    assert (was["timing_changed"], now["timing_changed"]) == (False, True)
    assert redacting.is_redacted(ledger, at)
    assert verify(ledger.directory).findings == ()
    assert hold_it(ledger, WORDS) == []


def test_a_cache_that_a_reader_had_made_before_is_not_used_again(ledger: Ledger) -> None:
    ledger.execute(CorrectClaim(CLAIM, {"quote": "[a private matter]"}, "private"))
    ledger.table("claims").rows()
    cache = ledger.directory / "cache" / "read-model.duckdb"
    kept = cache.read_bytes()
    redacting.redact(ledger, position_of(ledger, "claim.recorded"), "private")
    cache.write_bytes(kept)
    (row,) = ledger.ask("select quote from claim_said")
    assert row["quote"] == "[a private matter]"


def test_the_claim_goes_on_from_what_is_left_of_it(ledger: Ledger) -> None:
    ledger.execute(CorrectClaim(CLAIM, {"quote": "[a private matter]"}, "private"))
    redacting.redact(ledger, position_of(ledger, "claim.recorded"), "private")
    ledger.execute(CorrectClaim(CLAIM, {"venue": "a briefing"}))
    (claim,) = ledger.table("claims").rows()
    assert (claim["quote"], claim["venue"]) == ("[a private matter]", "a briefing")
    ledger.execute(WithdrawClaim(CLAIM))
    assert ledger.table("claims").rows() == []


def test_a_reading_that_was_revised_can_go(ledger: Ledger) -> None:
    ledger.execute(RecordEstimate(CLAIM, "coder", 1, 2, 3, revise=True))
    redacting.redact(ledger, position_of(ledger, "estimate.recorded"), "a name in the note")
    (reading,) = ledger.table("estimates").rows()
    assert reading["best"] == 2e-9
    assert READING.best != 2


def test_a_withdrawn_claim_can_go_and_may_be_recorded_again(ledger: Ledger) -> None:
    ledger.execute(WithdrawClaim(CLAIM))
    redacting.redact(ledger, position_of(ledger, "claim.recorded"), "private")
    assert hold_it(ledger, WORDS) == []
    assert ledger.table("claims").rows() == []
    ledger.execute(SAID)
    assert len(ledger.table("claims").rows()) == 1
    assert verify(ledger.directory).good


def test_proofs_made_before_still_hold_and_later_ones_say_what_is_gone(ledger: Ledger) -> None:
    old, _ = proving.prove_claim(ledger, CLAIM)
    key = keys.signer_of(ledger).verifier
    ledger.execute(CorrectClaim(CLAIM, {"quote": "[a private matter]"}, "private"))
    at = position_of(ledger, "claim.recorded")
    redacting.redact(ledger, at, "private")
    sealing.seal(ledger)
    assert proof.check(old, key).facts
    new, _ = proving.prove_claim(ledger, CLAIM)
    assert WORDS not in new
    gone = [fact for fact in proof.check(new, key).facts if fact.state is None]
    assert [fact.position for fact in gone] == [at]


def test_a_redaction_cannot_be_taken_back_or_made_twice(ledger: Ledger) -> None:
    ledger.execute(WithdrawClaim(CLAIM))
    at = position_of(ledger, "claim.recorded")
    step = redacting.redact(ledger, at, "private")
    with pytest.raises(Refused, match="cannot be taken back"):
        ledger.undo(step.step)
    with pytest.raises(NotFound):
        redacting.redact(ledger, at, "private")


def test_what_is_redacted_travels_as_redacted(ledger: Ledger, tmp_path: Path) -> None:
    from ledger.log.carrying import lines

    ledger.execute(CorrectClaim(CLAIM, {"quote": "[a private matter]"}, "private"))
    redacting.redact(ledger, position_of(ledger, "claim.recorded"), "private")
    ledger.close()
    told = list(lines(ledger.directory))
    assert WORDS not in "".join(told)
    with closing(Ledger(tmp_path / "copy")) as copy:
        copying.take_in_log(copy, told)
        assert copy.table("claims").rows() == ledger.table("claims").rows()
    assert list(lines(tmp_path / "copy")) == told
    assert verify(tmp_path / "copy").good


def test_the_history_of_a_claim_says_that_something_is_gone(ledger: Ledger) -> None:
    ledger.execute(CorrectClaim(CLAIM, {"quote": "[a private matter]"}, "private"))
    at = position_of(ledger, "claim.recorded")
    redacting.redact(ledger, at, "private")
    told = [fact.fact.stored_name for fact, _ in ledger.history([CLAIM])]
    assert told == ["claim.recorded", "fact.redacted"]
