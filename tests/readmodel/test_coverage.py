"""The funnel on any ledger: what was collected, where each item leaves it, and by which plan.

The oracle reads the log alone and takes each claim through the steps in plain Python.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ledger.app import Ledger
from ledger.domain import plan
from ledger.domain.claim import ClaimRecorded, RecordClaim
from ledger.domain.decide import Command
from ledger.domain.fact import Recorded
from ledger.domain.names import imported_claim_stream
from ledger.domain.plan import CollectItem, ItemCollected, PlanRegistered, RegisterPlan
from ledger.domain.rejection import RejectStatement, StatementRejected
from ledger.domain.step import undone
from ledger.errors import LedgerError
from ledger.readmodel.session import Asked
from tests import oracle
from tests.oracle import Claim
from tests.readmodel.expected import placed
from tests.readmodel.histories import CLAIMS, TODAY, Move, histories, play, tried
from tests.readmodel.model import built, rows, session
from tests.readmodel.standing import Facts, Standing, recorded, standing
from tests.readmodel.test_views import LATER, model_of, posed, said

EARLY_PLAN = RegisterPlan("early", "The Daily", "every forecast")
LATE_PLAN = RegisterPlan("late", "The Weekly", "every forecast")
STREAMS = tuple(imported_claim_stream("", name) for name in CLAIMS)
WISH = RejectStatement("Ben", "a wish of its own", "no claim")
LOSSES = {
    "codable": ("collected", "n_rejected", "n_assertion", "n_unscorable"),
    "n_unscorable": (),
    "n_matured": ("codable", "n_no_deadline", "n_unmatured"),
    "n_resolved": ("n_matured", "n_unanswered"),
    "n_scored": (
        "n_resolved", "n_void", "n_late", "n_untimely", "n_superseded", "n_left_out",
    ),
}  # fmt: skip
asks = st.builds(
    Asked,
    as_of_day=st.just(TODAY),
    include_early=st.booleans(),
    include_untimely=st.booleans(),
    scope=st.sampled_from(("first", "all_rows", "time_averaged")),
)


def ends_as(claim: Claim, stands: Standing, status: str, asked: Asked) -> str:
    """Return the column in which a claim leaves the funnel."""
    about = stands.questions[claim.question]
    outcome = oracle.settled(claim.question, stands.questions).outcome
    ahead = about.closes_on is not None and about.closes_on > TODAY
    counts_early = asked.include_early and outcome is not None
    steps = {
        "n_assertion": claim.kind == "assertion",
        "n_unread": claim.p is None,
        "n_no_deadline": about.deadline == "none",
        "n_unmatured": (ahead and not counts_early)
        or (about.closes_on is None and outcome is None),
        "n_unanswered": outcome is None,
        "n_annulled": outcome == "annulled",
        "n_ambiguous": outcome == "ambiguous",
        "n_condition_unmet": outcome in {"condition_unmet", "condition_void"},
        "n_late": status == "late",
        "n_untimely": status == "untimely",
        "n_superseded": status == "superseded",
        "n_scored": status == "resolved",
        "n_left_out": True,
    }
    return next(name for name, leaves in steps.items() if leaves)


def where_all_end(stands: Standing, facts: Facts, asked: Asked) -> dict[str, str]:
    """Return the column in which each claim, or statement set aside, leaves the funnel."""
    classes = placed(stands, asked, TODAY)
    ends = {
        name: ends_as(claim, stands, classes[name][0], asked)
        for name, claim in stands.claims.items()
        if not claim.simulated
    }
    aside = [name for name in facts.streams if name.startswith("rejection-")]
    robots = {who for who, _, simulated in stands.rejected if simulated}
    return ends | {name: "n_rejected" for name in aside if not _by_a_robot(facts, name, robots)}


def _by_a_robot(facts: Facts, name: str, robots: set[str]) -> bool:
    from tests.readmodel.standing import _who

    held = next(one for one in facts(name) if isinstance(one, StatementRejected))
    return _who(held.commentator, facts) in robots


def plans_of(log: Sequence[Recorded], facts: Facts) -> dict[str, dict[str, int]]:
    """Return by item the plans it stands under, each with when it was registered."""
    gone = undone(one.fact for one in log if one.stream == "steps")
    found: dict[str, dict[str, int]] = {}
    for name in list(facts.streams):
        for item in facts(name)[:1]:
            if isinstance(item, ItemCollected) and plan.standing(facts(item.plan)):
                since = min(
                    one.position
                    for one in log
                    if one.stream == item.plan
                    and isinstance(one.fact, PlanRegistered)
                    and one.batch not in gone
                )
                key = item.plan.removeprefix("plan-")
                found.setdefault(item.claim or item.rejection or "", {})[key] = since
    return found


@tried(6, 60)
@given(
    history=histories(),
    asked=asks,
    early=st.sets(st.sampled_from(STREAMS)),
    late=st.sets(st.sampled_from(STREAMS)),
)
def test_the_funnel_says_what_the_oracle_says(
    history: tuple[Move, ...], asked: Asked, early: set[str], late: set[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        planned = (history[0], (EARLY_PLAN,), *history[1:])
        ledger = play(planned, Path(folder) / "ledger")
        items = [CollectItem("early", claim=name) for name in sorted(early)]
        items += [CollectItem("late", claim=name) for name in sorted(late)]
        _collect(ledger, [LATE_PLAN, WISH, *items, CollectItem("late", rejection=WISH.stream())])
        model = built(ledger.directory, Path(folder) / "model.duckdb")
        log, stands = recorded(ledger.directory), standing(ledger.directory)
        facts = Facts(log)
        ends, under = where_all_end(stands, facts, asked), plans_of(log, facts)
        with session(model, asked) as opened:
            found = opened.rows("from coverage")
            claims = opened.rows("from claims")
    expected: dict[tuple[str, str | None], Counter[str]] = {}
    expected["everything", None] = Counter(ends.values())
    expected["ad hoc", None] = Counter(end for name, end in ends.items() if name not in under)
    for key in ("early", "late"):
        if plan.standing(facts(f"plan-{key}")):
            inside = [end for name, end in ends.items() if key in under.get(name, {})]
            expected["plan", key] = Counter(inside)
    assert {(row["part"], row["plan"]): counted(row) for row in found} == expected
    for row in found:
        adds_up(row)
    begun = {
        one.stream: one.position
        for one in reversed(log)
        if isinstance(one.fact, ClaimRecorded) and one.fact in facts(one.stream)
    }
    for row in claims:
        name = str(row["claim_id"])
        assert (row["collected_by"], row["plan"]) == _told(under.get(name, {}), begun[name])


def _told(plans: Mapping[str, int], begun: int) -> tuple[str, str | None]:
    if not plans:
        return "ad hoc", None
    before = any(position < begun for position in plans.values())
    return "plan" if before else "plan made afterwards", ", ".join(sorted(plans))


def _collect(ledger: Ledger, commands: Sequence[Command]) -> None:
    for one in commands:
        with suppress(LedgerError):
            ledger.execute(one)
    ledger.close()


PARTITION = (
    "n_rejected", "n_assertion", "n_hedge", "n_bound", "n_unread", "n_unscorable_other",
    "n_no_deadline", "n_unmatured", "n_unanswered", "n_annulled", "n_ambiguous",
    "n_condition_unmet", "n_late", "n_untimely", "n_superseded", "n_left_out", "n_scored",
)  # fmt: skip


def counted(row: Mapping[str, object]) -> Counter[str]:
    """Return where the items of a row leave the funnel."""
    return Counter({name: number(row, name) for name in PARTITION if row[name]})


def adds_up(row: Mapping[str, object]) -> None:
    """Hold every stage to what is left of the one before it."""
    assert sum(counted(row).values()) == row["collected"]
    for stage, (whole, *lost) in ((name, parts) for name, parts in LOSSES.items() if parts):
        assert number(row, stage) == number(row, whole) - sum(number(row, one) for one in lost)


def number(row: Mapping[str, object], name: str) -> int:
    return int(str(row[name]))


def unscorable(who: str, why: str) -> RecordClaim:
    return replace(said(who, "plain", f"words: {why}"), unscorable=why)


def test_words_without_a_probability_are_counted_by_the_reason_they_begin_with(
    tmp_path: Path,
) -> None:
    model = model_of(
        tmp_path,
        posed("plain"),
        unscorable("Ana", "a hedge: could happen"),
        unscorable("Ana", "A hedge"),
        unscorable("Ana", "a bound: at least some"),
        unscorable("Ana", "not a hedge"),
        said("Ben", "plain", "it will"),
        said("Robot", "plain", "it will"),
    )
    columns = "collected, n_hedge, n_bound, n_unscorable_other, n_unread, codable"
    query = f"select {columns} from coverage where part = 'everything'"
    [row] = rows(model, query, Asked(as_of_day=TODAY))
    assert tuple(row.values()) == (5, 2, 1, 1, 1, 0)


def test_a_filter_narrows_the_funnel_and_a_rejected_statement_has_no_topic(tmp_path: Path) -> None:
    model = model_of(
        tmp_path,
        posed("plain"),
        said("Ana", "plain", "it will", p=300_000_000),
        said("Ben", "plain", "it will", p=300_000_000),
        RejectStatement("Ana", "I hope", "a hope", "daily"),
    )
    [ana] = rows(model, "select commentator_id from commentators where commentator = 'Ana'")
    query = "select collected, n_rejected from coverage where part = 'everything'"
    told = {
        asked: tuple(rows(model, query, replace(asked, as_of_day=TODAY))[0].values())
        for asked in (
            Asked(),
            Asked(only_commentators=(str(ana["commentator_id"]),)),
            Asked(only_sources=("source-weekly",)),
            Asked(only_topics=("war",)),
        )
    }
    assert list(told.values()) == [(3, 1), (2, 1), (0, 0), (0, 0)]


def test_matured_is_what_has_closed_by_the_day_that_is_asked_for(tmp_path: Path) -> None:
    model = model_of(tmp_path, posed("plain"), said("Ana", "plain", "it will", p=300_000_000))
    query = "select n_unmatured, n_matured from coverage where part = 'everything'"
    days = {
        day: tuple(rows(model, query, Asked(as_of_day=day))[0].values())
        for day in (LATER.replace(day=1), LATER.replace(month=1, day=31))
    }
    assert list(days.values()) == [(0, 1), (1, 0)]
