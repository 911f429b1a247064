"""What one reader laid over a large cache is kept for the next: never believed, only used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.custody.redacting import redact
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.readmodel import cache
from ledger.readmodel.cache import folder_of, published
from ledger.readmodel.overlay import lay_over
from tests.faults.sizes import SIZE, dice
from tests.faults.test_caches import SPOILT, flipped
from tests.readmodel.cached import DAY, answers, filled, opened


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take any cache for a large one."""
    monkeypatch.setattr("ledger.readmodel.cache.LARGE", 0)


def kept(ledger: Ledger) -> Path:
    return folder_of(ledger.directory) / "newer.duckdb"


def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return where is put down up to where somebody lays over what came."""
    at = list[int]()

    def noted(connection: object, lines: object, position: int, mark: str) -> object:
        at.append(position)
        return lay_over(connection, lines, position, mark)  # type: ignore[arg-type]

    monkeypatch.setattr("ledger.readmodel.cache.lay_over", noted)
    return at


def commentators(ledger: Ledger) -> set[object]:
    return {row["commentator"] for row in ledger.ask("from commentators")}


def test_the_next_reader_takes_up_what_the_first_worked_out(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.execute(RegisterCommentator("Ben"))
    at = worked_out(monkeypatch)
    told = answers(ledger)
    again = answers(opened(ledger.directory))
    assert at == [ledger.position()]
    assert again == told
    assert commentators(ledger) == {"Ana", "Ben"}
    assert kept(ledger).stat().st_mode & 0o777 == 0o600


def test_what_came_since_then_is_laid_over_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = worked_out(monkeypatch)
    for name in ("Ben", "Cleo"):
        ledger.execute(RegisterCommentator(name))
        answers(ledger)
    assert len(at) == 2
    assert commentators(ledger) == {"Ana", "Ben", "Cleo"}


def test_it_goes_when_the_cache_is_made_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.execute(RegisterCommentator("Ben"))
    told = answers(ledger)
    assert kept(ledger).exists()
    monkeypatch.setattr("ledger.readmodel.cache.LARGE", 1_000)
    ledger.execute(RegisterCommentator("Cleo"))
    assert answers(ledger) == told
    assert not kept(ledger).exists()


def test_one_that_was_left_by_a_reader_of_an_earlier_cache_goes(ledger: Ledger) -> None:
    ledger.execute(RegisterCommentator("Ben"))
    answers(ledger)
    left = kept(ledger).read_bytes()
    cache.discard(ledger.directory)
    told = answers(ledger)
    kept(ledger).write_bytes(left)
    assert answers(ledger) == told
    assert not kept(ledger).exists()


def test_nothing_of_what_was_redacted_stays_in_it(ledger: Ledger) -> None:
    said = RecordClaim("Ana", "rain", DAY, probability=1, quote="these words must go")
    step = ledger.execute(said)
    answers(ledger)
    assert b"these words must go" in kept(ledger).read_bytes()
    position = ledger.position()
    ledger.undo(step.step)
    answers(ledger)
    redact(ledger, position, "she asked")
    answers(ledger)
    for file in folder_of(ledger.directory).iterdir():
        assert b"these words must go" not in file.read_bytes()


def test_one_of_another_ledger_is_not_taken_up(ledger: Ledger, tmp_path: Path) -> None:
    other = filled(tmp_path / "other", "Zoe")
    for one, name in ((ledger, "Ben"), (other, "Cleo")):
        one.execute(RegisterCommentator(name))
        answers(one)
    shutil.copy(kept(other), kept(ledger))
    assert commentators(ledger) == {"Ana", "Ben"}


def test_however_it_is_spoilt_the_answers_are_right(ledger: Ledger) -> None:
    ledger.execute(RegisterCommentator("Ben"))
    told, chance = answers(ledger), dice("what was laid over")
    good = kept(ledger).read_bytes()
    for happens in [*SPOILT, *[flipped] * SIZE.flips]:
        happens(kept(ledger), chance)
        assert answers(ledger) == told, happens
        assert commentators(ledger) == {"Ana", "Ben"}, happens
        if kept(ledger).is_dir():
            kept(ledger).rmdir()
        kept(ledger).write_bytes(good)


def test_where_it_cannot_be_kept_each_reader_works_it_out(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.execute(RegisterCommentator("Ben"))
    kept(ledger).mkdir()
    made, at = published(ledger.directory).read_bytes(), worked_out(monkeypatch)
    assert answers(ledger) == answers(ledger)
    assert len(at) > 1
    assert commentators(ledger) == {"Ana", "Ben"}
    assert published(ledger.directory).read_bytes() == made
    assert not [*folder_of(ledger.directory).glob("draft-*")]
