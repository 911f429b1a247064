"""The seed articles as a ledger, taken in once and copied for whoever changes it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.config import shipped
from ledger.importers import read_file
from ledger.importers.found import Options, in_order
from tests.readmodel.cached import filled

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def opened(directory: Path) -> Ledger:
    """Return a ledger for which it is always the same noon."""
    return Ledger(directory, lambda: NOON, "test recorder")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed articles as one import, with its cache; to be read, never written to."""
    ledger = opened(tmp_path_factory.mktemp("seed") / "ledger")
    files = sorted((shipped("fixtures") / "articles").glob("*.toml"))
    found = [read_file(file.name, file.read_bytes(), Options()) for file in files]
    rows = in_order([row for one in found for row in one.rows])
    done = ledger.take_in(rows, "seed", kept="archive", skip_bad=False)
    assert [one.refusals for one in found] == [[] for _ in files]
    assert done.refusals == ()
    ledger.ask("from tracking")
    ledger.close()
    return ledger.directory


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with a cache of its own; a module with another has a fixture of this name."""
    return filled(tmp_path / "ledger")


@pytest.fixture
def articles(seeded: Path) -> Ledger:
    """The seed articles, to be asked."""
    return opened(seeded)


@pytest.fixture
def own_articles(seeded: Path, tmp_path: Path) -> Ledger:
    """The seed articles in a ledger of the test's own."""
    shutil.copytree(seeded, tmp_path / "own")
    return opened(tmp_path / "own")
