"""Questions of which, how much and when, from the command line: asked, answered, shown, mended."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.running import Claims

SAID = ("--by", "Ann Bell", "--said", "2026-03-14", "--source", "none")
ADDED: dict[str, tuple[tuple[str, ...], str, str]] = {
    "choice": (
        ("--choice", "Reds=60%", "--choice", "Blues=0.3", "--choice", "Draw, late=10%"),
        "Reds: 0.6; Blues: 0.3; Draw, late: 0.1",
        "blues",
    ),
    "number": (
        ("--unit", "cases", "--interval", "10:20@80%", "--quantile", "0.5=14", "--scale", "4"),
        "0.1: 10; 0.5: 14; 0.9: 20",
        "17.50",
    ),
    "date": (
        ("--interval", "2026-03-20:2026-04-02@80%", "--quantile", "50%=2026-03-28"),
        "0.1: 2026-03-20; 0.5: 2026-03-28; 0.9: 2026-04-02",
        "not-by-horizon",
    ),
}
KEPT = {"choice": "Blues", "number": "17.5", "date": "not_by_horizon"}
over_kinds = pytest.mark.parametrize("kind", ADDED)


def add(claims: Claims, kind: str, *more: str) -> str:
    """Log a claim on a new question of a kind; return the claim's id."""
    asked = ("add", f"A {kind}", *SAID, "--due", "2026-03-31")
    return claims(*asked, *ADDED[kind][0], *more).done().lines[0]


def row_of(claims: Claims, called: str) -> dict[str, Any]:
    [row] = claims("list", f"id:{called}", "--json").json
    found: dict[str, Any] = row
    return found


def question_of(claims: Claims, called: str) -> dict[str, Any]:
    found: dict[str, Any] = claims("show", called, "--json").json["question"]
    return found


@pytest.mark.usefixtures("begun")
@over_kinds
def test_the_kind_follows_from_the_forecast(kind: str, claims: Claims) -> None:
    row = row_of(claims, add(claims, kind))
    assert (row["question_kind"], row["forecast"]) == (kind, ADDED[kind][1])
    assert (row["p"], row["prob_source"], row["method"]) == (None, "numeric", "stated")


@pytest.mark.usefixtures("begun")
def test_a_question_is_asked_in_its_own_terms(claims: Claims) -> None:
    choice = question_of(claims, add(claims, "choice", "--ordered"))
    assert choice["options"] == ["Reds", "Blues", "Draw, late"]
    assert choice["ordered"]
    number = question_of(claims, add(claims, "number"))
    assert (number["unit"], number["scale"]) == ("cases", 4.0)
    listed = ("--option", "Draw, late", "--option", "Blues", "--option", "Reds")
    other = ("add", "Another choice", *SAID, "--due", "none", *ADDED["choice"][0])
    called = claims(*other, *listed).done().lines[0]
    assert question_of(claims, called)["options"] == ["Draw, late", "Blues", "Reds"]
    assert row_of(claims, called)["forecast"] == "Draw, late: 0.1; Blues: 0.3; Reds: 0.6"


@pytest.mark.usefixtures("begun")
@over_kinds
def test_a_second_claim_bears_on_the_same_question(kind: str, claims: Claims) -> None:
    key = row_of(claims, add(claims, kind))["question_key"]
    asked = ("add", "--question", key, "--by", "Bob Stone", *SAID[2:])
    forecast = (
        ADDED[kind][0][:6] if kind == "choice" else ("--point", {"number": "12"}.get(kind, ""))
    )
    forecast = ("--point", "2026-03-30") if kind == "date" else forecast
    called = claims(*asked, *forecast).done().lines[0]
    assert row_of(claims, called)["question_key"] == key


@pytest.mark.usefixtures("begun")
@over_kinds
def test_it_is_answered_shown_and_scored(kind: str, claims: Claims) -> None:
    called = add(claims, kind)
    done = claims("resolve", called, ADDED[kind][2], "--on", "2026-04-01").done()
    assert "answered" in done.err
    assert row_of(claims, called)["outcome"] == KEPT[kind]
    again = claims("resolve", called, KEPT[kind]).done()
    assert "already" in again.err
    shown = claims("show", called).done().out
    assert ADDED[kind][1].split("; ")[0] in shown
    assert "asserts" not in shown
    claim = claims("show", called, "--json").json
    assert claim["scores"] is None  # it was not recorded in time, and the ledger is kept so
    table = f"scoreboard_{kind}"
    told = claims("export", "scoreboard", "--question-kind", kind, "--include-untimely", "--json")
    assert told.json[0]["n_resolved"] == 1
    assert told.json == claims("export", table, "--include-untimely", "--json", "by:Bell").json
    assert claims("export", "scoreboard", "--include-untimely", "--json").json == []


@pytest.mark.usefixtures("begun")
def test_a_day_is_its_own_day_unless_another_is_given(claims: Claims) -> None:
    called = add(claims, "date")
    said = claims("resolve", called, "2026-03-25").done()
    assert "the day it is answered with" in said.err
    row = row_of(claims, called)
    assert (row["happened_on"], row["known_on"]) == ("2026-03-25", "2026-03-25")


@pytest.mark.usefixtures("begun")
def test_what_had_not_come_by_the_horizon_was_known_on_its_day(claims: Claims) -> None:
    called = add(claims, "date")
    claims("resolve", called, "not-by-horizon").done()
    assert row_of(claims, called)["known_on"] == "2026-03-31"


@pytest.mark.usefixtures("begun")
def test_a_number_below_zero_stands_after_two_dashes(claims: Claims) -> None:
    called = add(claims, "number")
    claims("resolve", called, "--on", "2026-04-01", "--", "-3.20").done()
    assert row_of(claims, called)["outcome"] == "-3.2"


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(
    ("kind", "setting", "forecast"),
    [
        ("choice", "shares=50%; 0.25; 25%", "Reds: 0.5; Blues: 0.25; Draw, late: 0.25"),
        ("number", "quantiles=0.9: 25; 0.1: 11", "0.1: 11; 0.9: 25"),
        ("date", "quantiles=50%: 2026-03-29", "0.5: 2026-03-29"),
    ],
)
def test_a_forecast_is_mended(kind: str, setting: str, forecast: str, claims: Claims) -> None:
    called = add(claims, kind)
    claims("edit", called, "--set", setting, "--reason", "misread").done()
    row = row_of(claims, called)
    assert (row["forecast"], row["probability_text"]) == (forecast, None)
    assert "misread" in claims("show", called).done().out


@pytest.mark.usefixtures("begun")
def test_a_bare_value_takes_the_place_of_a_distribution(claims: Claims) -> None:
    called = add(claims, "number")
    claims("edit", called, "--set", "quantiles=", "--set", "point=12.0").done()
    assert row_of(claims, called)["forecast"] == "12"


@pytest.mark.usefixtures("begun")
def test_every_table_can_be_narrowed_to_a_speaker(claims: Claims) -> None:
    for kind in ADDED:
        add(claims, kind)
    parts = {"claim_shares": 3, "claim_quantiles": 6, "choice_scores": 0, "quantile_scores": 0}
    for table, count in parts.items():
        assert len(claims("export", table, "by:Bell", "--json").done().json) == count
    kinds = [row["kind"] for row in claims("export", "questions", "--json").json]
    assert sorted(kinds) == sorted(ADDED)


@pytest.mark.usefixtures("begun")
def test_undo_takes_the_claim_and_its_question(claims: Claims) -> None:
    add(claims, "choice")
    claims("undo").done()
    assert claims("list", "--json").json == []
    assert claims("export", "questions", "--json").json == []


@pytest.mark.usefixtures("begun")
def test_the_header_of_a_table_counts_the_claims_of_its_kind(claims: Claims) -> None:
    for kind in ADDED:
        add(claims, kind)
    claims("add", "Rain", *SAID, "--due", "2026-03-31", "-p", "70%").done()
    for table, kind in (("scoreboard_date", "date"), ("scoreboard", "binary")):
        head = json.loads(claims("export", table).done().err)
        assert (head["question_kind"], head["claims_by_class"]) == (kind, {"open": 1})
