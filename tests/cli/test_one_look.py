"""A command looks at one state of the ledger, and works out once what came since the read model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ledger.app import Ledger
from ledger.readmodel import cache
from ledger.readmodel.session import Asked
from tests.cli.running import Claims

if TYPE_CHECKING:
    import duckdb


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every read model that is opened, in order."""
    opened: list[Path] = []

    def fresh(
        directory: Path, tail: cache.Tail, lagging: Callable[[Path], None]
    ) -> duckdb.DuckDBPyConnection:
        opened.append(directory)
        return real(directory, tail, lagging)

    real = cache.fresh
    monkeypatch.setattr(cache, "fresh", fresh)
    return opened


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    "command",
    [
        ("list", "by:Guterres"),
        ("show", "fnghdcbb"),
        ("show", "tomahawk-supply"),
        ("source", "show", "analysis-2025-10-17"),
        ("coverage",),
        ("score", "explain", "fnghdcbb"),
    ],
    ids=" ".join,
)
def test_what_one_command_reads_comes_of_one_look(
    command: tuple[str, ...], claims: Claims, looks: list[Path]
) -> None:
    claims(*command).done()
    assert len(looks) == 1


def test_a_look_within_a_look_ends_before_it(seeded: Path, looks: list[Path]) -> None:
    held = Ledger(seeded)
    with held.steady(Asked()):
        with held.steady(Asked()):
            held.ask("from stories")
        held.ask("from sources")
    assert len(looks) == 1
    held.ask("from sources")
    assert len(looks) == 2
    held.close()
