"""Several processes write to one ledger at the same time: nobody fails, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.domain.fact import Recorded
from ledger.log.store import Log
from tests.log.processes import finished, start
from tests.log.stored import told


def fill(directory: Path, writers: int, claims: int, seconds: float) -> list[Recorded]:
    """Let some writers loose on a ledger that is not there yet; return what it holds then."""
    processes = [
        start("tests.log.writer", directory, f"writer {number}", claims)
        for number in range(writers)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [finished(process, seconds) for process in processes] == [(0, "")] * writers
    with closing(Log(directory)) as log:
        return list(log.after(0))


def check(facts: list[Recorded], writers: int, claims: int) -> None:
    assert [fact.position for fact in facts] == list(range(1, len(facts) + 1))
    assert Counter(fact.fact.stored_name for fact in facts) == {
        "ledger.opened": 1,
        "commentator.registered": 1,
        "question.posed": claims,
        "claim.recorded": writers * claims,
    }
    versions: dict[str, list[int]] = {}
    for fact in facts:
        versions.setdefault(fact.stream, []).append(fact.version)
    assert all(held == list(range(1, len(held) + 1)) for held in versions.values())
    said = {dict(fact.fact)["quote"] for fact in facts if "claim" in fact.fact.stored_name}
    assert said == {f"writer {w} says {n}" for w in range(writers) for n in range(claims)}


def test_two_processes_create_and_fill_one_new_ledger_at_once(tmp_path: Path) -> None:
    facts = fill(tmp_path / "ledger", writers=2, claims=60, seconds=120)
    check(facts, writers=2, claims=60)


def test_a_step_is_never_torn_apart_by_another_writer(tmp_path: Path) -> None:
    facts = fill(tmp_path / "ledger", writers=3, claims=10, seconds=120)
    check(facts, writers=3, claims=10)
    positions: dict[str, list[int]] = {}
    for fact in facts:
        positions.setdefault(fact.batch, []).append(fact.position)
    assert all(held == list(range(held[0], held[0] + len(held))) for held in positions.values())


def test_a_reader_beside_the_writers_sees_whole_steps_only(tmp_path: Path) -> None:
    directory = tmp_path / "ledger"
    with closing(Ledger(directory)) as ledger:
        process = start("tests.log.writer", directory, "writer 0", 30)
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        seen: list[int] = []
        while process.poll() is None:
            seen.append(ledger.position())
            if not seen[-1]:
                continue
            names = [fact["stored_name"] for fact in told(directory, 0, seen[-1])]
            assert names.count("question.posed") == names.count("claim.recorded")
    assert finished(process, 60) == (0, "")
    assert seen == sorted(seen)


@pytest.mark.nightly
def test_two_processes_record_five_hundred_claims_each(tmp_path: Path) -> None:
    facts = fill(tmp_path / "ledger", writers=2, claims=500, seconds=550)
    check(facts, writers=2, claims=500)


@pytest.mark.nightly
@pytest.mark.parametrize("attempt", range(20))
def test_a_ledger_is_created_by_eight_processes_at_once(tmp_path: Path, attempt: int) -> None:
    facts = fill(tmp_path / f"ledger {attempt}", writers=8, claims=2, seconds=120)
    check(facts, writers=8, claims=2)
