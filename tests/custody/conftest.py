"""A ledger with a few claims on record, its key, and a clock that tests can turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger.app import Ledger
from tests.domain.sample import ALL, READING

START = datetime(2026, 11, 25, 12, tzinfo=UTC)


@dataclass
class Clock:
    """What the time is, until somebody says otherwise."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Tell the time; a second passes each time it is asked."""
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    """A ledger with one claim, read once."""
    made = Ledger(tmp_path / "ledger", clock=clock, recorder="tester")
    with closing(made):
        made.execute([*ALL, READING], kept="archive")
        yield made
