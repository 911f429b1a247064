"""Killed at a random moment, without a chance to tidy up: what was acknowledged is there, once."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from ledger.readmodel.cache import published
from tests.faults.commands import WRITING
from tests.faults.conftest import Ledgers, Tally
from tests.faults.invariants import claims_in, completed, held, whole
from tests.faults.running import KILLED, Warm
from tests.faults.sizes import SIZE, dice

ALWAYS = ("begin", "begin by import", "resolve", "redact", "seal")
"""The commands that every size of the tests kills; the larger sizes kill all."""
ON_ONE_LEDGER = 20
"""How many kills one ledger has to stand before another is begun."""
_PATIENCE = 1.15
"""A kill comes at any moment of the time that the command took undisturbed, or a little after."""


def test_appending_by_two_writers(warm: Warm, tally: Tally, tmp_path: Path) -> None:
    chance, acknowledged = dice("append"), set[str]()
    for kill in range(2 * SIZE.kills):
        directory = tmp_path / f"ledger {kill // ON_ONE_LEDGER}"
        if kill % ON_ONE_LEDGER == 0:
            acknowledged = set()
        after = chance.uniform(0.0, 0.25)
        work = ["@append", directory, "1000000", f"{kill}-"]
        outcome = warm.run(work, workers=2, kill_after=after)
        acknowledged |= {line.split()[2] for line in outcome.acknowledged}
        try:
            assert outcome.codes == [KILLED, KILLED], outcome.err
            times = claims_in(whole(directory))
            assert not acknowledged - set(times), "acknowledged, and not there"
            assert not [name for name, often in times.items() if often > 1], "there twice"
            assert len(times) <= len(acknowledged) + 2 * (kill % ON_ONE_LEDGER + 1)
        except AssertionError as error:
            tally.case(f"kill {kill} after {after:.3f} s", error)
        else:
            tally.case("")
    tally.note = f"{len(acknowledged)} acknowledged on the last ledger"


@pytest.mark.parametrize("name", WRITING if SIZE.everything else ALWAYS)
def test_a_command(name: str, warm: Warm, ledgers: Ledgers, tally: Tally) -> None:
    chance, expected, writing = dice(name), ledgers.undisturbed(name), WRITING[name]
    directory, began = ledgers.fresh(writing), time.monotonic()
    ledgers.do(warm, name).done()
    longest, left = (time.monotonic() - began) * _PATIENCE, []
    for _ in range(SIZE.kills):
        ledgers.fresh(writing)
        after = chance.uniform(0.0, longest)
        outcome = ledgers.do(warm, name, kill_after=after)
        try:
            there = held(outcome, expected, whole(directory))
            left.append(there)
            if not (writing.only_once and there):
                ledgers.do(warm, name).done()
                completed(expected, whole(directory))
        except AssertionError as error:
            tally.case(f"{name} after {after:.3f} s", error)
        else:
            tally.case("")
    tally.note = f"left {sorted(set(left))} of {len(expected.added)} facts"


def test_a_key_being_changed(warm: Warm, seeded: Path, tally: Tally, tmp_path: Path) -> None:
    chance, directory = dice("rotate"), tmp_path / "ledger"
    shutil.copytree(seeded, directory)
    warm.run(["seal", "--ledger", directory]).done()
    rotate, keys = ["key", "--rotate", "--json", "--ledger", directory], 1
    for _ in range(SIZE.kills):
        after = chance.uniform(0.0, 0.15)
        outcome = warm.run(rotate, kill_after=after)
        try:
            adopted = [row for row in whole(directory) if row.name == "key.adopted"]
            assert keys + (outcome.code != KILLED) <= len(adopted) <= keys + 1
            keys = len(adopted) + 1
            assert len(json.loads("".join(warm.run(rotate).done().out))) == keys
        except AssertionError as error:
            tally.case(f"after {after:.3f} s", error)
        else:
            tally.case("")
    tally.note = f"{keys} keys"


def test_an_import_killed_until_it_is_done(warm: Warm, ledgers: Ledgers, tally: Tally) -> None:
    name, chance = "import", dice("import until done")
    expected, killed = ledgers.undisturbed(name), 0
    directory = ledgers.fresh(WRITING[name])
    while tally.cases < SIZE.kills:
        outcome = ledgers.do(warm, name, kill_after=chance.uniform(0.0, 0.12))
        killed += outcome.code == KILLED
        try:
            there = held(outcome, expected, whole(directory))
        except AssertionError as error:
            tally.case(f"after {killed} kills", error)
            directory = ledgers.fresh(WRITING[name])
            continue
        tally.case("")
        if there == len(expected.added):
            directory = ledgers.fresh(WRITING[name])
    ledgers.do(warm, name).done()
    completed(expected, whole(directory))
    tally.note = f"{killed} killed"


def test_a_cache_being_built(warm: Warm, seeded: Path, tally: Tally, tmp_path: Path) -> None:
    chance, directory = dice("rebuild"), tmp_path / "ledger"
    shutil.copytree(seeded, directory)
    before, asked = whole(directory), ["list", "--json", "--ledger", directory]
    right = warm.run(asked).done().out
    for _ in range(SIZE.kills):
        published(directory).unlink(missing_ok=True)
        after = chance.uniform(0.0, 0.6)
        warm.run(asked, kill_after=after)
        try:
            assert warm.run(asked).done().out == right
            assert whole(directory) == before
        except AssertionError as error:
            tally.case(f"after {after:.3f} s", error)
        else:
            tally.case("")
