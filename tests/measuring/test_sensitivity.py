"""What verdicts survive: every variant against the oracle, and laws that hold whatever was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ledger.measuring.sensitivity import Report, sensitivity
from ledger.readmodel.session import Asked
from tests.measuring.trials import TODAY, Books, Found, History, history, varied, verdicts
from tests.scoped import Scope

SEEDS = range(3)
NOTHING = Found(0, None, None)
Telling = Callable[[int], Report]


def number(value: object) -> float:
    return float(str(value))


def told(made: History, folder: Path, scope: str = "first") -> Report:
    asked = Asked(as_of_day=TODAY, scope=scope)
    with made.ledger(folder).session(asked) as session:
        return sensitivity(session, asked, Books())


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Telling:
    """Tell of a history once."""
    folder = tmp_path_factory.mktemp("told")
    return cache(lambda seed: told(history(seed), folder / str(seed)))


@pytest.mark.parametrize(
    ("seed", "scope"),
    [*((seed, "first") for seed in SEEDS), (3, "all_rows"), (4, "question_weighted")],
)
def test_every_variant_is_what_the_oracle_makes_of_it(
    seed: int, scope: str, telling: Telling, tmp_path: Path
) -> None:
    made = history(seed)
    report = telling(seed) if scope == "first" else told(made, tmp_path / "ledger", scope)
    names = dict.fromkeys(str(row["variant"]) for row in report.variants)
    assert {name.split(":")[0] for name in names} >= {"default", "lexicon", "readings"}
    wanted = {name: verdicts(varied(name, made), Scope(scope)) for name in names}
    for row in report.variants:
        key = str(row["commentator"]), str(row["prob_source"])
        found = wanted[str(row["variant"])].get(key, NOTHING)
        assert (row["n"], row["verdict"]) == (found.n, found.verdict), row
        assert row["brier"] == (None if found.brier is None else pytest.approx(float(found.brier)))
        counted = wanted["default"].get(key, NOTHING)
        if row["survives"] is not None:
            assert row["survives"] == (found.verdict == counted.verdict), row


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_not_told_of_a_variant_is_not_changed_by_it(seed: int, telling: Telling) -> None:
    made = history(seed)
    report = telling(seed)
    said = {(row["commentator"], row["prob_source"], row["variant"]) for row in report.variants}
    counted = verdicts(made, Scope())
    for name in dict.fromkeys(str(row["variant"]) for row in report.variants):
        found = verdicts(varied(name, made), Scope())
        for key in {*found, *counted}:
            if (*key, name) not in said:
                assert found.get(key) == counted.get(key), (key, name)


@pytest.mark.parametrize("seed", SEEDS)
def test_kindest_and_harshest_bound_every_reading(seed: int, telling: Telling) -> None:
    """And so do the ends of the range that the summary tells."""
    report = telling(seed)
    by_person: dict[object, dict[object, float]] = defaultdict(dict)
    for row in report.variants:
        if row["brier"] is not None:
            by_person[row["commentator_id"], row["prob_source"]][row["variant"]] = number(
                row["brier"]
            )
    for briers in by_person.values():
        if "readings: kindest" in briers:
            for name in ("default", "readings: low", "readings: high"):
                assert briers["readings: kindest"] <= briers[name] <= briers["readings: harshest"]
    for row in report.commentators:
        if row["brier_lexicon_lo"] is not None:
            lo, hi = number(row["brier_lexicon_lo"]), number(row["brier_lexicon_hi"])
            assert lo <= number(row["brier"]) <= hi
            own = by_person[row["commentator_id"], row["prob_source"]]
            ends = [own["readings: low"], own["readings: high"]]
            assert lo <= min(ends) <= max(ends) <= hi


@pytest.mark.parametrize("seed", SEEDS)
def test_robust_is_said_of_covered_words_alone(seed: int, telling: Telling) -> None:
    report = telling(seed)
    for row in report.commentators:
        if row["robust"]:
            assert not row["fails"]
            assert row["n_covered"] == row["n_verbal"] != 0
        if row["prob_source"] == "numeric":
            assert row["robust"] is None
            assert row["lexicon_coverage"] is None


def test_the_session_is_left_as_it_was_and_tells_the_same_again(tmp_path: Path) -> None:
    ledger = history(0).ledger(tmp_path / "ledger")
    asked = Asked(as_of_day=TODAY)
    query = "from claims order by claim_id"
    with ledger.session(asked) as session:
        before = session.rows(query)
        first = sensitivity(session, asked, Books())
        assert session.rows(query) == before
        assert sensitivity(session, asked, Books()) == first


@pytest.mark.parametrize("seed", SEEDS)
def test_both_answers_to_the_void_let_the_same_claims_count(seed: int, telling: Telling) -> None:
    """Unless a claim came too late, and that goes by the day and not by the answer."""
    by: dict[object, dict[object, object]] = defaultdict(dict)
    for row in telling(seed).variants:
        by[row["commentator"], row["prob_source"]][row["variant"]] = row
    for rows in by.values():
        assert ("voids: yes" in rows) == ("voids: no" in rows)
