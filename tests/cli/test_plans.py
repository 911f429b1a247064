"""What came of a plan and what did not, from the first word about a plan to the exported funnel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ARTICLES, Claims

PLAN = ("plan", "add", "daily", "--corpus", "The Daily", "--rule", "every forecast")
COPPER = ("add", "Copper up", "--by", "Ann Bell", "--said", "2026-03-14", "--due", "2027-12-31")


@pytest.fixture
def planned(claims: Claims, own: Path) -> Path:
    """A ledger that begins with a plan, kept as an archive."""
    claims(*PLAN, "--kept", "archive").done()
    return own


@pytest.mark.usefixtures("planned")
def test_every_claim_and_rejected_statement_of_an_import_goes_under_the_plan(
    claims: Claims,
) -> None:
    claims("import", *ARTICLES, "--plan", "daily").done()
    rows = claims("list", "--json").json
    assert {(row["collected_by"], row["plan"]) for row in rows} == {("plan", "daily")}
    shown = claims("plan", "daily", "--json").done().json
    assert shown["coverage"]["collected"] == len(rows) + shown["coverage"]["n_rejected"]
    assert sum(one["n"] for one in shown["rejected"]) == shown["coverage"]["n_rejected"] == 4
    [listed] = claims("plan", "list", "--json").json
    assert (listed["plan"], listed["n_items"]) == ("daily", shown["coverage"]["collected"])
    claims("import", *ARTICLES, "--plan", "daily").done()
    assert claims("plan", "daily", "--json").json["coverage"] == shown["coverage"]
    claims("undo").done()
    assert claims("plan", "daily", "--json").json["coverage"]["collected"] == 0


@pytest.mark.usefixtures("planned")
def test_a_claim_or_a_statement_set_aside_goes_under_the_plan_it_is_logged_with(
    claims: Claims,
) -> None:
    copper = claims(*COPPER, "--source", "none", "-p", "70%", "--plan", "daily").done().out.strip()
    claims(*COPPER, "--source", "none", "-p", "70%", "--said", "2026-03-15").done()
    hope = ("reject", "I hope so", "--by", "Ann Bell", "--reason", "a hope")
    claims(*hope, "--plan", "daily").done()
    assert [row["collected_by"] for row in claims("list", "--json").json] == ["plan", "ad hoc"]
    assert stages(claims, "daily") == (2, 1)
    claims("reject", copper, "--reason", "an opinion").done()
    assert stages(claims, "daily") == (2, 2), "a claim found to be none stays under its plan"


@pytest.mark.usefixtures("seeded")
def test_a_plan_made_once_claims_are_there_is_told_apart(claims: Claims) -> None:
    claims(*PLAN).done()
    claims("import", *ARTICLES, "--plan", "daily").done()
    rows = claims("list", "--json").json
    assert {row["collected_by"] for row in rows} == {"plan made afterwards"}
    claims("plan", "withdraw", "daily", "--reason", "made up").done()
    assert {row["collected_by"] for row in claims("list", "--json").json} == {"ad hoc"}
    assert "given up already" not in claims(*PLAN).done().err
    assert "another content" in claims(*PLAN, "--note", "other").err


@pytest.mark.usefixtures("seeded")
def test_the_funnel_of_the_seed_articles_adds_up_on_every_way_out(claims: Claims) -> None:
    [plain, everything] = claims("coverage", "--json").done().json["coverage"]
    assert plain | {"part": "everything"} == everything
    assert everything["collected"] == 36
    assert everything["n_scored"] == scored(claims, "forecast") + scored(claims, "intent")
    assert claims("export", "coverage", "--json").done().json == [plain, everything]
    assert claims("dashboard", "--json").json["coverage"] == everything
    screen = claims("coverage").done()
    assert screen.lines[-1].split("\t")[:3] == ["everything", "", "36"]
    narrowed = claims("coverage", "by:Guterres", "--json").done().json["coverage"]
    assert [row["collected"] for row in narrowed] == [1, 1]


def stages(claims: Claims, plan: str) -> tuple[int, int]:
    row = claims("plan", plan, "--json").done().json["coverage"]
    return row["collected"], row["n_rejected"]


def scored(claims: Claims, kind: str) -> int:
    figures = claims("score", "show", "--by", "everybody", "--pooled", "--kind", kind, "--json")
    return sum(row["n_resolved"] for row in figures.done().json)
