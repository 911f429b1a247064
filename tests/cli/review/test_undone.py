"""A coding is taken back after a sitting as any other step is."""

from __future__ import annotations

from pathlib import Path

from tests.cli.review.sat import Sit, codings
from tests.cli.running import Claims


def test_undo_after_a_sitting_takes_the_last_coding_back(
    sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "lena")
    sat.press("y", "y", "y")
    sat.end()
    sat = sit("--coder", "tom")
    sat.press("y", "q")
    sat.end()
    for left in (3, 2, 1, 0):
        claims("undo").done()
        assert len(codings(claims)) == left
    sat = sit("--coder", "lena")
    assert "1/3" in sat.press("q")
    sat.end()
    del three


def test_undo_of_a_sealed_coding_lets_it_be_coded_again(
    sit: Sit, claims: Claims, three: Path
) -> None:
    for _ in range(2):
        sat = sit("--coder", "lena", "--commit")
        sat.press("y", "q")
        assert "sealed: claims coder open" in sat.end()
        claims("undo").done()
    sat = sit("--coder", "lena", "--commit")
    sat.press("y", "q")
    sat.end()
    assert codings(claims) == {}
    assert "opened 1 of lena" in claims("coder", "open", "--coder", "lena").done().err
    assert len(codings(claims)) == 1
    del three
