"""Figures that were kept are the figures that would be measured, and only of the same claims."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.measuring import bins, figures
from ledger.measuring.groups import Block
from ledger.readmodel.session import Rows
from tests.measuring.test_figures import solid

LATER = date(2022, 3, 1)


class Counted:
    """A function of a block that counts of how many groups it is called."""

    def __init__(self, function: Any) -> None:  # noqa: ANN401 whatever it is
        self.function, self.n = function, 0

    def __call__(self, block: Block, *given: object, **named: object) -> object:
        self.n += len(block.names)
        return self.function(block, *given, **named)


@pytest.fixture
def measuring(monkeypatch: pytest.MonkeyPatch) -> tuple[Counted, Counted]:
    """Count how often the figures, and the bins, of a group are measured."""
    by_itself, of_bins = Counted(figures._by_themselves), Counted(bins._bins)
    monkeypatch.setattr(figures, "_by_themselves", by_itself)
    monkeypatch.setattr(bins, "_bins", of_bins)
    return by_itself, of_bins


def tables(folder: Path) -> tuple[Rows, Rows]:
    """Return the scoreboard and the calibration, by a ledger that has measured nothing yet."""
    ledger = Ledger(folder)
    found = ledger.table("scoreboard").rows(), ledger.table("calibration").rows()
    ledger.close()
    return found


def test_kept_figures_are_those_that_are_measured(
    tmp_path: Path, measuring: tuple[Counted, Counted]
) -> None:
    solid(tmp_path / "ledger").close()
    first = tables(tmp_path / "ledger")
    assert [one.n for one in measuring] == [2, 2]
    assert tables(tmp_path / "ledger") == first
    assert [one.n for one in measuring] == [2, 2]
    (tmp_path / "ledger" / "cache" / "figures.sqlite").unlink()
    assert tables(tmp_path / "ledger") == first
    assert [one.n for one in measuring] == [4, 4]


def test_only_whose_claims_changed_is_measured_again(
    tmp_path: Path, measuring: tuple[Counted, Counted]
) -> None:
    ledger = solid(tmp_path / "ledger")
    tables(tmp_path / "ledger")
    ledger.execute(
        [
            PoseQuestion("alone", "alone?", closes_on=LATER),
            RecordClaim("Ana", "alone", LATER, probability=3 * 10**8),
            ResolveQuestion("alone", "no", LATER, LATER),
        ]
    )
    changed = tables(tmp_path / "ledger")
    assert [one.n for one in measuring] == [3, 3]
    (tmp_path / "ledger" / "cache" / "figures.sqlite").unlink()
    assert tables(tmp_path / "ledger") == changed
    ledger.close()


def test_what_does_not_count_measures_nothing_again(
    tmp_path: Path, measuring: tuple[Counted, Counted]
) -> None:
    ledger = solid(tmp_path / "ledger")
    tables(tmp_path / "ledger")
    ledger.execute(
        [
            PoseQuestion("open", "open?", closes_on=date(2100, 1, 1)),
            RecordClaim("Ana", "open", LATER, probability=3 * 10**8),
        ]
    )
    tables(tmp_path / "ledger")
    assert [one.n for one in measuring] == [2, 2]
    ledger.close()
