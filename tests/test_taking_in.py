"""Files are taken in whole or not at all, row by row, batch by batch, and completed by a rerun."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import pytest

from ledger import Ledger
from ledger.domain.commentator import RegisterCommentator
from ledger.errors import Conflict
from ledger.log import through
from ledger.log.recorder import put_sealed
from ledger.log.verify import verify
from ledger.steps import Located
from tests.taking import Clock, claim, file_of, names, take


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger", Clock(), "test recorder")) as held:
        yield held


def test_a_file_is_one_step(ledger: Ledger) -> None:
    done = ledger.take_in(file_of(claim(1), claim(2)), "file", kept="archive", skip_bad=False)
    assert (len(done.step.facts), done.refusals, done.already_here) == (4, (), 0)
    again = ledger.take_in(file_of(claim(1), claim(2)), "same", kept="archive", skip_bad=False)
    assert (again.step.facts, again.already_here) == ((), 3)
    assert ledger.ask("select kept from ledger_opened") == [{"kept": "archive"}]
    ledger.undo("file")
    assert len(ledger.table("claims").rows()) == 0


def test_one_bad_row_stops_a_file_unless_told_otherwise(ledger: Ledger) -> None:
    rows = file_of(claim(1), claim(2, by="Nobody"), claim(3))
    done = ledger.take_in(rows, "file", kept="archive", skip_bad=False)
    assert [(one.line, one.field, one.kind) for one in done.refusals] == [(3, "external_id", "bad")]
    assert not ledger.begun
    done = ledger.take_in(rows, "file", kept="archive", skip_bad=True)
    assert len(done.refusals) == 1
    assert [row["external_id"] for row in ledger.table("claims").rows()] == ["c1", "c3"]


def test_a_refused_row_leaves_nothing_of_itself(ledger: Ledger) -> None:
    half = Located((RegisterCommentator("Ben"), claim(1, by="Nobody")), "file", 2)
    ledger.take_in([*file_of(), half], "file", kept="archive", skip_bad=True)
    assert names(ledger) == ["Ana"]


def test_a_conflict_is_told_from_a_bad_row(ledger: Ledger) -> None:
    take(ledger, file_of(claim(1)))
    other = file_of(claim(1, probability=1), first=False)
    done = ledger.take_in(other, "other", kept="archive", skip_bad=True)
    assert [one.kind for one in done.refusals] == ["conflict"]
    with pytest.raises(Conflict):
        ledger.execute(claim(1, probability=1))


def test_a_dry_run_says_what_would_be_done_and_does_nothing(ledger: Ledger) -> None:
    done = ledger.take_in(file_of(claim(1)), "file", kept="archive", skip_bad=False, dry_run=True)
    assert len(done.step.facts) == 3
    assert not ledger.begun


def test_a_file_that_was_undone_is_taken_again(ledger: Ledger) -> None:
    take(ledger, file_of(claim(1)))
    before = ledger.table("claims").rows()
    ledger.undo("file")
    done = ledger.take_in(file_of(claim(1)), "file", kept="archive", skip_bad=False)
    assert done.taken_again
    assert ledger.table("claims").rows() == before


@pytest.mark.parametrize("batches", range(3))
def test_an_import_killed_after_any_batch_is_completed_by_a_rerun(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    rows = file_of(*map(claim, range(10)))
    monkeypatch.setattr("ledger.app._CHUNK", 4)
    with monkeypatch.context() as killed:
        killed.setattr("ledger.log.through.put_sealed", _dies_after(batches))
        with pytest.raises(KeyboardInterrupt):
            take(ledger, rows)
    saved = ledger.ask("select count(*) as n from fact where name <> 'ledger.opened'")
    assert saved == [{"n": 4 * batches}]
    take(ledger, rows)
    assert len(ledger.table("claims").rows()) == 10
    assert verify(ledger.directory).findings == ()
    assert ledger.ask("select count(distinct batch) as n from claim_recorded") == [{"n": 1}]
    ledger.undo("file")
    assert ledger.table("claims").rows() == []


def _dies_after(batches: int) -> object:
    put, left = put_sealed, [batches]

    def dying(*arguments: object) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        put(*arguments)  # type: ignore[arg-type]  # passed on as they came

    return dying


def test_what_somebody_else_saves_between_two_batches_is_sealed_under(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait, others = through._wait_for, [Ledger(ledger.directory, Clock()) for _ in range(2)]
    monkeypatch.setattr("ledger.app._CHUNK", 4)

    def waiting(durable: Future[None] | None, directory: Path) -> None:
        wait(durable, directory)
        if durable is not None and others:
            with closing(others.pop()) as other:
                other.execute(RegisterCommentator(f"Other {len(others)}"))

    monkeypatch.setattr(through, "_wait_for", waiting)
    take(ledger, file_of(*map(claim, range(10))))
    assert {"Other 0", "Other 1"} < set(names(ledger))
    assert len(ledger.table("claims").rows()) == 10
    assert verify(ledger.directory).findings == ()
