"""How recording stands to the answers: what the views say is what one finds fact by fact."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ledger.readmodel.session import Asked
from tests.readmodel.histories import TODAY, Move, histories, mended_histories, play, tried
from tests.readmodel.model import built, session
from tests.readmodel.standing import standing

NAMES = (
    "timing",
    "recorded_at",
    "attested_at",
    "time_unproven",
    "timing_changed",
    "documented_at",
)

shares = st.lists(st.integers(1, 99), max_size=2)
carried = st.sampled_from((0, 0, 12, 30))


@tried(30, 1_000)
@given(history=mended_histories(), shares=shares, carried=carried)
def test_what_is_mended_is_timed_as_one_would_by_hand(
    history: tuple[Move, ...], shares: list[int], carried: int
) -> None:
    same_times(history, shares, carried)


@tried(4, 200)
@given(history=histories(), shares=shares, carried=carried)
def test_the_views_time_every_claim_as_one_would_by_hand(
    history: tuple[Move, ...], shares: list[int], carried: int
) -> None:
    same_times(history, shares, carried)


def same_times(history: tuple[Move, ...], shares: list[int], carried: int) -> None:
    """At the end of a history, and as of some shares of it."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = play(history, Path(folder) / "ledger")
        end = ledger.position()
        model = built(ledger.directory, Path(folder) / "model.duckdb", carried=carried)
        for at in (None, *(max(1, end * share // 100) for share in shares)):
            stands = standing(ledger.directory, at, carried)
            with session(model, Asked(as_of_position=at, as_of_day=TODAY)) as opened:
                rows = opened.rows("from claims")
            found = {row["claim_id"]: {name: row[name] for name in NAMES} for row in rows}
            assert found == {name: naive(vars(timed)) for name, timed in stands.times.items()}


def naive(told: Mapping[str, object]) -> dict[str, object]:
    """Moments as the views have them: UTC, without saying so."""
    return {
        name: value.replace(tzinfo=None) if isinstance(value, datetime) else value
        for name, value in told.items()
    }
