"""Ledgers to try commands on, and golden files of what is said when something is wrong.

A golden file is accepted by reading its diff: `UPDATE_GOLDEN=1 pytest tests/cli` writes what the
program says now.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.running import ARTICLES, Claims, Said, in_process

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def claims() -> Claims:
    """Run a command line, piped, in this process: ``claims("list", "by:Guterres")``."""

    def run(*arguments: str) -> Said:
        return in_process(arguments)

    return run


@pytest.fixture(scope="session")
def _articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed articles, imported once, with their cache; to be copied."""
    directory = tmp_path_factory.mktemp("articles") / "ledger"
    assert in_process(["import", *ARTICLES, "--ledger", str(directory)]).code == 0
    assert in_process(["list", "--ledger", str(directory)]).code == 0
    return directory


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the ledger of this test is, or will be, and the folder to stand in."""
    return tmp_path / "ledger"


@pytest.fixture
def seeded(_articles: Path, own: Path) -> Path:
    """The seed articles in the ledger of this test."""
    shutil.copytree(_articles, own)
    return own


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that has begun, with its cache; to be copied."""
    directory = tmp_path_factory.mktemp("empty") / "ledger"
    assert in_process(["source", "add", "empty", "--ledger", str(directory)]).code == 0
    assert in_process(["list", "--ledger", str(directory)]).code == 0
    return directory


@pytest.fixture
def begun(_empty: Path, own: Path) -> Path:
    """A ledger of this test that has begun, without a claim: quicker than to begin it."""
    shutil.copytree(_empty, own)
    return own


@pytest.fixture
def today() -> str:
    """The day on which this test runs."""
    return datetime.now(UTC).date().isoformat()


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name, or write it when asked to."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / f"{name}.txt"
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{file.name} is missing: UPDATE_GOLDEN=1 writes it"
        assert text == file.read_text(encoding="utf-8")

    return compare
