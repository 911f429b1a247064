"""What a report may be asked for: which kind, which day, whose, pooled, grouped by what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.estimate import RecordEstimate
from ledger.domain.names import commentator_stream
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.rejection import RejectStatement
from ledger.domain.source import RegisterSource
from ledger.domain.story import OpenStory
from ledger.readmodel.session import Asked, Narrowing, Rows
from tests.readmodel.model import built, rows, session

TODAY = date(2022, 7, 1)
SAID, KNOWN, AHEAD = date(2022, 1, 1), date(2022, 2, 1), date(2022, 12, 31)
ANA, ROBOT = commentator_stream("Ana"), commentator_stream("Robot")

GROUND: list[Command] = [
    RegisterCommentator("Ana"),
    RegisterCommentator("Robot", simulated=True),
    OpenStory("north", "The north"),
    RegisterSource("daily", publication="The Daily"),
    PoseQuestion("past", "Past?", closes_on=KNOWN, topics=("war", "trade"), story="north"),
    PoseQuestion("early", "Early?", closes_on=AHEAD, topics=("war",)),
    PoseQuestion("undated", "Undated?", deadline="unknown"),
    *(ResolveQuestion(key, "yes", KNOWN, KNOWN) for key in ("past", "early", "undated")),
]
VERBAL = RecordClaim("Ana", "past", SAID, quote="it will", source="daily")
CLAIMS: list[Command] = [
    RecordClaim("Ana", "past", SAID, probability=800_000_000, external_id="forecast"),
    RecordClaim("Ana", "past", SAID, probability=500_000_000, kind="intent", external_id="intent"),
    RecordClaim("Ana", "past", AHEAD, probability=0, kind="assertion", external_id="assertion"),
    RecordClaim("Ana", "early", SAID, probability=900_000_000, external_id="early"),
    RecordClaim("Ana", "undated", SAID, probability=700_000_000, external_id="undated"),
    RecordClaim("Robot", "past", SAID, probability=10**9, external_id="robot"),
    VERBAL,
    RecordEstimate(VERBAL.stream(), "a coder", 8 * 10**8, 97 * 10**7, 10**9),
    RejectStatement("Ana", "let us hope", "a hope", source="daily"),
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("variables")
    ledger = Ledger(folder / "ledger", lambda: datetime(2022, 7, 1, tzinfo=UTC), "test recorder")
    ledger.execute(GROUND + CLAIMS, kept="archive")
    ledger.close()
    return built(ledger.directory, folder / "model.duckdb")


def asked(**other: object) -> Asked:
    return Asked(**{"as_of_day": TODAY, **other})  # type: ignore[arg-type]  # any of its fields


ALL = asked(scope="all_rows")


def board(model: Path, about: Asked) -> dict[tuple[object, object], tuple[object, ...]]:
    """The counts named below, by group and prob_source."""
    counts = ("n_claims", "n_resolved", "n_early", "n_unmatured", "n_rejected_kind", "n_rejected")
    found = rows(model, "from scoreboard_by", about)
    return {
        (", ".join(map(str, cast("list[str]", row["group_names"]))), row["prob_source"]): tuple(
            row[name] for name in counts
        )
        for row in found
    }


ROBOT_ROW = {("Robot", "numeric"): (1, 1, 0, 0, 0, 0)}
ROBOT_POOLED = {("Robot", "pooled"): (1, 1, 0, 0, 0, 0)}
WORDS = {("Ana", "verbal"): (1, 1, 0, 0, 0, 1)}
NO_WORDS = {("Ana", "verbal"): (0, 0, 0, 0, 0, 1)}


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({}, {("Ana", "numeric"): (3, 2, 1, 0, 0, 0), **WORDS, **ROBOT_ROW}),
        ({"claim_kind": "intent"}, {("Ana", "numeric"): (1, 1, 0, 0, 0, 0), **NO_WORDS}),
        ({"claim_kind": "assertion"}, {("Ana", "numeric"): (1, 1, 0, 0, 0, 0), **NO_WORDS}),
        ({"claim_kind": "all"}, {("Ana", "numeric"): (5, 2, 1, 0, 1, 0), **WORDS, **ROBOT_ROW}),
        ({"pooled": True}, {("Ana", "pooled"): (4, 2, 1, 0, 0, 1), **ROBOT_POOLED}),
        ({"matured_only": True}, {("Ana", "numeric"): (3, 1, 1, 1, 0, 0), **WORDS, **ROBOT_ROW}),
        ({"include_early": True}, {("Ana", "numeric"): (3, 3, 0, 0, 0, 0), **WORDS, **ROBOT_ROW}),
        ({"as_of_day": AHEAD}, {("Ana", "numeric"): (3, 3, 0, 0, 0, 0), **WORDS, **ROBOT_ROW}),
    ],
    ids=str,
)  # fmt: skip
def test_which_claims_count(
    model: Path, about: dict[str, object], expected: dict[tuple[str, str], tuple[int, ...]]
) -> None:
    assert board(model, asked(**about)) == expected


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        ((), {("", "numeric"): (3, 2), ("", "verbal"): (1, 1)}),
        (
            ("topic",),
            {
                ("war", "numeric"): (2, 1),
                ("trade", "numeric"): (1, 1),
                ("war", "verbal"): (1, 1),
                ("trade", "verbal"): (1, 1),
                ("(no topic)", "numeric"): (1, 1),
            },
        ),
        (
            ("story",),
            {
                ("The north", "numeric"): (1, 1),
                ("The north", "verbal"): (1, 1),
                ("(no story)", "numeric"): (2, 1),
            },
        ),
        (
            ("source",),
            {("(no source)", "numeric"): (3, 2), ("The Daily (daily)", "verbal"): (1, 1)},
        ),
    ],
)
def test_other_groupings_leave_the_simulated_out(
    model: Path, grouping: tuple[str, ...], expected: dict[tuple[str, str], tuple[int, int]]
) -> None:
    found = board(model, asked(grouping=grouping))
    assert {key: counts[:2] for key, counts in found.items()} == expected
    bins = rows(model, "from calibration_by", asked(grouping=grouping))
    assert {
        (", ".join(map(str, cast("list[str]", row["group_names"]))), row["prob_source"])
        for row in bins
    } == set(expected)


@pytest.mark.parametrize(
    ("only", "numeric", "rejected"),
    [
        ({"only_commentators": (ANA,)}, 3, 1),
        ({"only_commentators": (ROBOT,)}, 0, 0),
        ({"only_commentators": ()}, 0, 0),
        ({"only_topics": ("trade",)}, 1, None),
        ({"only_topics": ("trade", "war")}, 2, None),
        ({"only_topics": ("nothing",)}, 0, 0),
        ({"only_stories": ("story-north",)}, 1, None),
        ({"only_sources": ("source-daily",)}, 0, 1),
        ({"only_sources": ("source-weekly",)}, 0, 0),
        ({"only_stories": ("story-north",), "only_topics": ("war",)}, 1, None),
    ],
    ids=str,
)
def test_only_what_was_asked_for(
    model: Path, only: dict[str, object], numeric: int, rejected: int | None
) -> None:
    found = board(model, asked(**only))
    assert found.get(("Ana", "numeric"), (0,))[0] == numeric
    assert found.get(("Ana", "verbal"), (0,) * 6)[5] == rejected


FIGURES = (
    "scoreboard_by", "calibration_by", "coverage", "pairs", "claim_among", "claim_other",
    "scoreboard_choice", "scoreboard_number", "scoreboard_date", "missing_bounds", "timing_gap",
)  # fmt: skip


@pytest.mark.parametrize(
    ("only", "condition"),
    [
        ({"only_topics": ("trade",)}, "list_has_any(?, claims.topics)"),
        ({"only_stories": ("story-north",)}, "list_contains(?, claims.story_id)"),
    ],
    ids=str,
)
def test_a_condition_picks_for_figures_what_a_variable_does(
    model: Path, only: dict[str, tuple[str, ...]], condition: str
) -> None:
    [wanted] = only.values()
    about = asked(claim_kind="all", narrowed=Narrowing("told", condition, (wanted,)))
    for view in FIGURES:
        there = rows(model, f"from {view} order by all", asked(claim_kind="all", **only))
        assert rows(model, f"from {view} order by all", about) == there, view
    everything = rows(model, "from claim_among", asked())
    assert 0 < len(rows(model, "from claim_among", about)) < len(everything)


def test_a_condition_is_judged_by_what_was_asked(model: Path) -> None:
    early = Narrowing("is:early", "claims.status = ?", ("early",))
    assert len(rows(model, "from claim_among", asked(narrowed=early))) == 1
    assert rows(model, "from claim_among", asked(narrowed=early, include_early=True)) == []
    assert board(model, asked(narrowed=early))["Ana", "numeric"][5] is None


def test_a_filter_moves_no_claim_to_another_class(model: Path) -> None:
    """The list of claims is the same whatever the scoreboard is asked for."""
    everything = statuses(rows(model, "from claims", asked()))
    for about in (asked(only_topics=("trade",)), asked(grouping=()), asked(bin_scheme="corp")):
        assert statuses(rows(model, "from claims", about)) == everything


def test_pooling_adds_up(model: Path) -> None:
    apart = [row for row in rows(model, "from scoreboard", ALL) if row["commentator"] == "Ana"]
    [pooled] = [
        row
        for row in rows(model, "from scoreboard", replace(ALL, pooled=True))
        if row["commentator"] == "Ana"
    ]
    for name in ("n_claims", "n_rejected", "n_resolved", "n_early"):
        assert pooled[name] == sum(int(str(row[name])) for row in apart)
    weighted = sum(float(str(row["brier"])) * int(str(row["n_resolved"])) for row in apart)
    assert pooled["brier"] == pytest.approx(weighted / int(str(pooled["n_resolved"])), abs=1e-12)


def test_questions_are_counted_once(model: Path) -> None:
    """Two claims on one question, one stated and one read, are one question when pooled."""
    [row] = rows(model, "from scoreboard_by", replace(ALL, grouping=(), pooled=True))
    assert (row["n_resolved"], row["n_questions"], row["n_stories"]) == (3, 2, 2)


def test_what_is_asked_is_all_that_is_set(model: Path) -> None:
    with session(model, asked(pooled=True)) as opened:
        found = opened.rows("select name from duckdb_variables()")
    known = {one.name for one in fields(Asked)} | {"undone_steps", "only_picked"}
    assert {str(row["name"]) for row in found} <= known


def statuses(found: Rows) -> Sequence[tuple[object, object]]:
    return sorted((str(row["claim_id"]), str(row["status"])) for row in found)
