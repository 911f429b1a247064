"""Whatever is changed in the file, a cell or a bit: where it then says something else, it is found.

And whatever is changed, `verify` answers.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.log.verify import verify_file
from tests.tamper import edits
from tests.tamper.attacker import File
from tests.tamper.contents import contents
from tests.tamper.sample import Sample
from tests.tamper.sizes import SIZE, dice, shares


@pytest.mark.parametrize(("share", "cases"), shares(SIZE.edits))
def test_no_changed_cell_is_missed(share: int, cases: int, path: Path, owner: Sample) -> None:
    chance, before, missed, seen = dice(f"cells {share}"), contents(path), [], 0
    columns = edits.columns(path)
    for number in range(cases):
        cell = edits.drawn(path, *columns[number % len(columns)], chance)
        if cell.put(File(path)) and contents(path) != before:
            seen += 1
            missed += [] if verify_file(path).findings else [cell]
        path.write_bytes(owner.file)
    assert missed == []
    assert seen > cases // 2, "most of what is drawn is another value"


@pytest.mark.parametrize(("share", "cases"), shares(SIZE.flips))
def test_no_flipped_bit_that_changes_what_the_file_says_is_missed(
    share: int, cases: int, path: Path, owner: Sample
) -> None:
    chance, before, missed, seen = dice(f"bits {share}"), contents(path), [], 0
    for _ in range(cases):
        at, bit = chance.randrange(len(owner.file)), chance.randrange(8)
        flipped = bytearray(owner.file)
        flipped[at] ^= 1 << bit
        path.write_bytes(flipped)
        findings = verify_file(path).findings
        if contents(path) != before:
            seen += 1
            missed += [] if findings else [(at, bit)]
    assert missed == []
    assert seen > cases // 4, "most of the file is what it says"
