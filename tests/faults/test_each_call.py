"""A fault at every single call to the file system, one at a time: nothing acknowledged is lost,
nothing is torn or doubled, what was reported failed is not stored, and doing it again works.
"""

from __future__ import annotations

import pytest

from tests.faults.commands import WRITING
from tests.faults.conftest import Ledgers, Tally
from tests.faults.invariants import completed, held, rows_in, signed, whole
from tests.faults.running import KILLED, Outcome, Warm
from tests.faults.shim import CHANGES
from tests.faults.sizes import SIZE

EVERYTHING = {
    "KILL": CHANGES + "X",
    "EIO": CHANGES + "XOrlmL",
    "ENOSPC": CHANGES.replace("U", "").replace("K", "") + "m",
    "torn": "W",
    "short": "W",
    "EIO+": CHANGES,
    "ENOSPC+": "CWTM",
}
IN_SHORT = {
    "KILL": CHANGES,
    "EIO": CHANGES + "rm",
    "ENOSPC": EVERYTHING["ENOSPC"],
    "torn": "W",
    "ENOSPC+": "CWTM",
}
FAULTS = EVERYTHING if SIZE.everything else IN_SHORT
"""Which calls each fault is tried at. A kill before a call that changes nothing leaves what a kill
before the next change does; a lock that fails makes SQLite wait for ten seconds. With a plus, every
later call fails too: a disk that stays full."""


def calls(kinds: str, letters: str) -> list[int]:
    """Return the numbers of the calls of some kinds."""
    return [number for number, kind in enumerate(kinds, 1) if kind in letters]


def disturbed(faulty: Warm, ledgers: Ledgers, name: str, at: int, how: str) -> Outcome:
    """Do a command with a fault at one call; hold the ledger to all it promises."""
    expected, writing = ledgers.undisturbed(name), WRITING[name]
    directory = ledgers.fresh(writing)
    outcome = ledgers.do(faulty, name, watch=ledgers.folder, at=at, how=how)
    assert outcome.code in {*range(6), KILLED}, outcome
    there = held(outcome, expected, whole(directory))
    again = ledgers.do(faulty, name)
    if writing.only_once and there:
        assert again.code == 2, again.said
        assert len(whole(directory)) == len(expected.before) + there
    else:
        assert not again.code, again.said
        completed(expected, whole(directory))
        assert not writing.signs or signed(directory) == len(rows_in(directory))
    return outcome


@pytest.mark.parametrize("how", FAULTS)
@pytest.mark.parametrize("name", WRITING if SIZE.everything else ["begin"])
def test_a_fault_at_any_call(
    name: str, how: str, faulty: Warm, ledgers: Ledgers, tally: Tally
) -> None:
    ledgers.undisturbed(name)
    ledgers.fresh(WRITING[name])
    quiet = ledgers.do(faulty, name, watch=ledgers.folder).done()
    fired = 0
    for at in calls(quiet.kinds, FAULTS[how]):
        try:
            outcome = disturbed(faulty, ledgers, name, at, how)
        except AssertionError as error:
            tally.case(f"{name} {how} at call {at} ({quiet.kinds[at - 1]})", error)
        else:
            tally.case("")
            fired += bool(outcome.fired)
    tally.note = f"{fired} met"
    assert fired
