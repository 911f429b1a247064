"""Many processes at once, on a ledger that is there and on one that is not yet: nobody fails."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.faults.conftest import Tally
from tests.faults.invariants import claims_in, whole
from tests.faults.running import Warm
from tests.faults.sizes import SIZE


def test_many_writers_lose_nothing(warm: Warm, tally: Tally, tmp_path: Path) -> None:
    directory = tmp_path / "ledger"
    outcome = warm.run(["@append", directory, SIZE.events], workers=SIZE.writers)
    assert outcome.codes == [0] * SIZE.writers, outcome.err
    assert not any("locked" in said or "error" in said for said in outcome.err), outcome.err
    acknowledged = [line.split()[2] for line in outcome.acknowledged]
    for name, times in (claims_in(whole(directory)) - Counter(acknowledged)).items():
        tally.case(name, AssertionError(f"there {times} times too often"))
    for name, times in (Counter(acknowledged) - claims_in(whole(directory))).items():
        tally.case(name, AssertionError(f"acknowledged, and {times} times not there"))
    assert len(acknowledged) == SIZE.writers * SIZE.events
    tally.cases += len(acknowledged)


def test_many_begin_the_same_ledger(warm: Warm, tally: Tally, tmp_path: Path) -> None:
    for start in range(SIZE.starts):
        directory = tmp_path / f"ledger {start}"
        outcome = warm.run(["@append", directory, 1], workers=SIZE.starters)
        try:
            assert outcome.codes == [0] * SIZE.starters, outcome.err
            rows = whole(directory)
            assert [row.name for row in rows].count("ledger.opened") == 1
            assert claims_in(rows) == Counter(f"{number}-0" for number in range(SIZE.starters))
        except AssertionError as error:
            tally.case(f"start {start}", error)
        else:
            tally.case("")
