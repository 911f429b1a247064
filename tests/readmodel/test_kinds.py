"""What questions of other kinds have in common with yes and no, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.readmodel.session import Asked
from tests.readmodel.kinds import (
    CLASSES,
    CLOSES,
    RANK,
    SAID,
    WINNER,
    begun,
    days,
    end,
    quantiles,
    rows,
    say,
    shares,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with begun(tmp_path) as held:
        yield held


def test_they_fall_in_the_classes_that_every_claim_falls_in(ledger: Ledger) -> None:
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    say(ledger, "cases", point="5")
    say(ledger, "euros", point="5")
    say(ledger, "landing", **days(-40, -20, 0, 20, 60))
    ledger.execute(RecordClaim("Ana", "plain", SAID, quote="a great many"))
    end(ledger, "cases", "annulled")
    end(ledger, "euros", "5", known=SAID - timedelta(1))
    end(ledger, "landing", "not_by_horizon")
    found = {row["question_key"]: row["status"] for row in rows(ledger, "claims")}
    assert found == {
        "winner": "open",
        "cases": "void",
        "euros": "late",
        "landing": "resolved",
        "plain": "unscorable",
    }


def test_the_classes_add_up_in_every_table(ledger: Ledger) -> None:
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    say(ledger, "rank", **shares(RANK, "0.1", "0.2", "0.3", "0.4"))
    say(ledger, "cases", point="5")
    say(ledger, "euros", point="5")
    ledger.execute(RecordClaim("Ana", "plain", SAID, quote="a great many"))
    say(ledger, "landing", **days(-40, -20, 0, 20, 60))
    for key, outcome in (("rank", "top"), ("cases", "annulled"), ("euros", "7")):
        end(ledger, key, outcome)
    for kind, n_claims in (("choice", 2), ("number", 3), ("date", 1)):
        row = rows(ledger, f"scoreboard_{kind}")[-1]
        counted = sum(row[f"n_{one}"] for one in CLASSES)
        assert row["n_claims"] == counted == n_claims
    found = rows(ledger, "scoreboard_number")[-1]
    assert (found["n_void"], found["n_unscorable"], found["n_resolved"]) == (1, 1, 1)


def test_the_figures_of_yes_and_no_know_nothing_of_them(ledger: Ledger) -> None:
    ledger.execute(PoseQuestion("rain", "Rain?", closes_on=CLOSES))
    said = RecordClaim("Ana", "rain", SAID, probability=700_000_000, external_id="rain")
    ledger.execute([said, ResolveQuestion("rain", "yes", known_on=CLOSES)])
    before = {name: rows(ledger, name) for name in ("scoreboard", "calibration", "scores")}
    pooled = Asked(grouping=(), pooled=True)
    together = ledger.ask("from scoreboard_by", asked=pooled)
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    say(ledger, "cases", "Ben", **quantiles(2, 5, 9, 12, 20))
    say(ledger, "landing", **days(-40, -20, 0, 20, 60))
    for key, outcome in (("winner", "B"), ("cases", "7"), ("landing", "not_by_horizon")):
        end(ledger, key, outcome)
    assert {name: rows(ledger, name) for name in before} == before
    assert ledger.ask("from scoreboard_by", asked=pooled) == together
    assert [row["brier"] for row in rows(ledger, "claims")].count(None) == 3


def test_a_condition_may_be_an_option(ledger: Ledger) -> None:
    ledger.execute(PoseQuestion("cheer", "Cheers?", closes_on=CLOSES, condition=("winner", "B")))
    said = RecordClaim("Ana", "cheer", SAID, probability=700_000_000, external_id="cheer")
    ledger.execute([said, ResolveQuestion("cheer", "yes", known_on=CLOSES)])
    for outcome, came in (("B", "yes"), ("A", "condition_unmet"), ("annulled", "condition_void")):
        end(ledger, "winner", outcome)
        [row] = ledger.ask("from claims")
        assert row["outcome"] == came


def test_a_revised_forecast_is_on_record_since_it_was_revised(ledger: Ledger) -> None:
    from ledger.domain.claim import CorrectClaim

    stream = say(ledger, "cases", point="5")
    changes: dict[str, object] = {"point": "6"}
    ledger.execute(CorrectClaim(stream, changes))
    ledger.execute(CorrectClaim(stream, {"note": "fine"}))
    [row] = ledger.ask("select position, said.point as point from content_said order by 1 limit 1")
    assert row["point"] == "5"
    [since] = ledger.ask("from content_since")
    [second] = ledger.ask("select min(position) as position from claim_corrected")
    assert since["position"] == second["position"]
    assert not since["coded"]


def test_every_share_and_quantile_can_be_had_by_itself(ledger: Ledger) -> None:
    say(ledger, "winner", **shares(WINNER, "0.6", "0.3", "0.1"))
    say(ledger, "cases", point="5")
    say(ledger, "euros", quantiles=(("0.5", "5.25"),))
    end(ledger, "winner", "B")
    parts = rows(ledger, "claim_shares")
    assert [(one["option"], one["p"], one["happened"]) for one in parts] == [
        ("A", 0.6, False),
        ("B", 0.3, True),
        ("C", 0.1, False),
    ]
    values = [(one["level"], one["value"]) for one in rows(ledger, "claim_quantiles")]
    assert values == [(None, "5"), (0.5, "5.25")]
