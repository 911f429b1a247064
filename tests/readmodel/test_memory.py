"""Figures keep to the memory that they may take, and say so where it is too little."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.errors import Failed, Unreadable
from ledger.readmodel.cache import published
from tests.readmodel.cached import filled


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return filled(tmp_path / "ledger")


def test_what_does_not_fit_into_memory_is_said_and_the_cache_is_kept(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = published(ledger.directory).read_bytes()
    monkeypatch.setenv("CLAIMS_MEMORY", "1MB")
    with pytest.raises(Failed, match="do not fit into the 1MB") as failed:
        ledger.table("scoreboard").rows()
    assert "CLAIMS_MEMORY=" in failed.value.remedy
    monkeypatch.setenv("CLAIMS_MEMORY", "1GB")
    assert ledger.table("scoreboard").rows() is not None
    assert published(ledger.directory).read_bytes() == made


@pytest.mark.parametrize("size", ["lots", "0MB", "400", "-1GB", "1e3MB", "400MB; drop table fact"])
def test_a_memory_that_is_no_size_is_refused(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    monkeypatch.setenv("CLAIMS_MEMORY", size)
    with pytest.raises(Unreadable, match="which is no size"):
        ledger.table("scoreboard").rows()
