"""A dashboard is kept while nothing changes, and worked out anew as soon as anything does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ledger import Ledger
from tests.cli.running import Claims

WAYS = (
    ("dashboard",),
    ("dashboard", "--json"),
    ("dashboard", "--plain"),
    ("dashboard", "--explain"),
)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count how often the views are asked."""
    asked: list[str] = []
    look = Ledger.look

    def counted(self: Ledger, *given: Any, **named: Any) -> Any:  # noqa: ANN401 as it takes
        asked.append("look")
        return look(self, *given, **named)

    monkeypatch.setattr(Ledger, "look", counted)
    return asked


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_what_is_kept_is_what_was_worked_out(
    way: tuple[str, ...], claims: Claims, looks: list[str]
) -> None:
    first = claims(*way).done()
    assert looks
    looks.clear()
    assert claims(*way).done() == first
    assert not looks


@pytest.mark.usefixtures("seeded")
def test_a_fact_or_a_day_more_is_another_dashboard(
    claims: Claims, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = claims("dashboard", "--json").done().json
    claims("resolve", "invasion", "no", "--correct").done()
    changed = claims("dashboard", "--json").done().json
    assert changed["everybody"]["brier"] != first["everybody"]["brier"]
    claims("undo").done()
    again = claims("dashboard", "--json").done().json
    assert again["everybody"] == first["everybody"]
    later = datetime(2100, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(Ledger, "today", property(lambda _: later.date()))
    looks.clear()
    assert claims("dashboard", "--json").done().json["due"] != again["due"]
    assert looks


def test_what_was_kept_may_be_lost_or_damaged(
    seeded: Path, claims: Claims, looks: list[str]
) -> None:
    first = claims("dashboard").done()
    (seeded / "cache" / "figures.sqlite").write_bytes(b"damaged")
    looks.clear()
    assert claims("dashboard").done() == first
    assert looks
