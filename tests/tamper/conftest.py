"""A ledger that somebody owns, and a file of it for each test to alter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tamper.places import in_memory
from tests.tamper.sample import Sample, sample


@pytest.fixture(scope="module")
def owner() -> Sample:
    return sample()


@pytest.fixture
def path(owner: Sample) -> Iterator[Path]:
    with in_memory() as folder:
        path = folder / "ledger.sqlite"
        path.write_bytes(owner.file)
        yield path
