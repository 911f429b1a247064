"""On any ledger the views say what the oracle says, class by class and figure by figure."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.readmodel.session import Asked, Rows
from tests import oracle
from tests.readmodel.expected import Figure, Group, gap_row, groups, placed
from tests.readmodel.histories import PEOPLE, TODAY, TOPICS, Move, histories, play, tried
from tests.readmodel.model import built, session
from tests.readmodel.standing import Standing, standing

TOLERANCE = 1e-9
DOUBLE = 1e-14
"""Of itself: a skill against a crowd that was all but right is a huge number."""
GROUPINGS: tuple[tuple[str, ...], ...] = (
    ("commentator",), (), ("topic",), ("story",), ("source",), ("kind", "year"),
    ("commentator", "topic"), ("source", "commentator", "story"),
)  # fmt: skip
SCOPES = ("first", "first", "all_rows", "at_horizon", "question_weighted", "time_averaged")

asks = st.builds(
    Asked,
    as_of_day=st.just(TODAY),
    claim_kind=st.sampled_from(("forecast", "intent", "assertion", "all")),
    pooled=st.booleans(),
    matured_only=st.booleans(),
    include_early=st.booleans(),
    include_untimely=st.booleans(),
    scope=st.sampled_from(SCOPES),
    horizon_days=st.sampled_from((0, 7, 30)),
    grouping=st.sampled_from(GROUPINGS),
    only_topics=st.sampled_from((None, None, None, ("war",), TOPICS[:2])),
)


@tried(16, 120)
@given(history=histories(), asked=asks)
def test_views_say_what_the_oracle_says(history: tuple[Move, ...], asked: Asked) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = play(history, Path(folder) / "ledger")
        model = built(ledger.directory, Path(folder) / "model.duckdb")
        stands = standing(ledger.directory)
        with session(model, asked) as opened:
            same_classes(opened.rows("from claims"), stands, asked)
            same_scores(opened.rows("from scoreboard_by"), stands, asked)
            same_bins(opened.rows("from calibration_by order by bin"), stands, asked)
            [gap] = opened.rows("from timing_gap")
            same_figures(gap, gap_row(stands, asked, TODAY))


def same_classes(rows: Rows, stands: Standing, asked: Asked) -> None:
    """Every claim that stands is there once, in the oracle's class, with the oracle's outcome."""
    classes = placed(stands, asked, TODAY)
    said = {
        name: (
            classes[name][0],
            oracle.settled(claim.question, stands.questions).outcome,
            oracle.settled(claim.question, stands.questions).known_on,
            claim.who,
        )
        for name, claim in stands.claims.items()
    }
    found = {
        row["claim_id"]: (row["status"], row["outcome"], row["known_on"], row["commentator_id"])
        for row in rows
    }
    assert found == said
    assert len(rows) == len(found)


def same_scores(rows: Rows, stands: Standing, asked: Asked) -> None:
    """A row per group and prob_source; its counts add up and its figures are the oracle's."""
    expected = groups(stands, asked, TODAY)
    assert {(row["group_id"], row["prob_source"]) for row in rows} == set(expected)
    assert len(rows) == len(expected)
    for row in rows:
        same_figures(row, _told(expected[str(row["group_id"]), str(row["prob_source"])], row))
        assert row["n_claims"] == sum(count(row, f"n_{name}") for name in oracle.CLASSES)
        assert row["n_resolved"] == sum(count(row, f"n_{name}") for name in oracle.TIMINGS)


def _told(group: Group, row: Mapping[str, object]) -> dict[str, Figure]:
    """Return the oracle's row; of words z is told as given the lexicon."""
    figures = group.row()
    if row["prob_source"] != "numeric":
        figures["spiegelhalter_z_given_lexicon"] = figures.pop("spiegelhalter_z")
    return figures


def same_bins(rows: Rows, stands: Standing, asked: Asked) -> None:
    """Ten rows for each group that has claims."""
    expected = groups(stands, asked, TODAY)
    filled = {key: group for key, group in expected.items() if sum(group.classes.values())}
    assert len(rows) == 10 * len(filled)
    for row in rows:
        group = filled[str(row["group_id"]), str(row["prob_source"])]
        same_figures(row, group.bins()[count(row, "bin")])


def same_figures(row: Mapping[str, object], expected: Mapping[str, Figure]) -> None:
    """Counts to the unit, nulls as nulls, scores to a billionth, or to what a double holds."""
    got = {name: row[name] for name in expected}
    assert got == {
        name: pytest.approx(figure, abs=TOLERANCE, rel=DOUBLE)
        if isinstance(figure, float)
        else figure
        for name, figure in expected.items()
    }


def count(row: Mapping[str, object], name: str) -> int:
    found = row[name]
    assert isinstance(found, int)
    return found


@tried(6, 60)
@given(history=histories(), asked=asks, who=st.sampled_from(PEOPLE))
def test_only_filters_leave_out_what_was_not_asked_for(
    history: tuple[Move, ...], asked: Asked, who: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = play(history, Path(folder) / "ledger")
        model = built(ledger.directory, Path(folder) / "model.duckdb")
        stands = standing(ledger.directory)
        chosen = next((c.who for c in stands.claims.values() if who.lower() in c.who), "nobody")
        about = replace(
            asked, only_commentators=(chosen,), only_stories=("story-north", "story-south")
        )
        with session(model, about) as opened:
            same_scores(opened.rows("from scoreboard_by"), stands, about)
        about = replace(asked, only_sources=("source-daily",))
        with session(model, about) as opened:
            same_scores(opened.rows("from scoreboard_by"), stands, about)
