"""Rows that are one claim together: in a ledger they are forecasts of every kind, once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.forecast import Stated
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.importers import read_file
from ledger.importers.found import Options
from ledger.importers.refused import refusal_file
from tests.importers.importing import import_cleanly, import_files, specimen

KINDS = ("tidy-choice.csv", "tidy-quantiles.csv")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger")) as held:
        yield held


def test_rows_of_one_external_id_are_one_claim_wherever_they_stand() -> None:
    first, second, third = read_file("tidy-choice.csv", specimen("tidy-choice.csv"), Options()).rows
    assert (first.line, second.line, third.line) == (2, 4, 8)
    _, posed, said, answer = first.commands
    assert isinstance(posed, PoseQuestion)
    assert (posed.kind, posed.options, posed.ordered) == (
        "choice",
        ("Reds", "Blues", "Another"),
        False,
    )
    assert isinstance(said, RecordClaim)
    assert said.forecast == Stated((("Reds", "0.5"), ("Blues", "0.3"), ("Another", "0.2")))
    assert isinstance(answer, ResolveQuestion)
    assert answer.outcome == "Blues"
    _, ordered, *_ = third.commands
    assert isinstance(ordered, PoseQuestion)
    assert (ordered.options, ordered.ordered) == (("mild", "hot", "record"), True)


def test_forecasts_of_every_kind_are_taken_in_once(ledger: Ledger) -> None:
    files = {name: specimen(name) for name in KINDS}
    import_cleanly(ledger, files)
    claims = {row["external_id"]: row for row in ledger.table("claims").rows()}
    assert {name: (row["question_kind"], row["forecast"]) for name, row in claims.items()} == {
        "c-1": ("choice", "Reds: 0.5; Blues: 0.3; Another: 0.2"),
        "c-2": ("choice", "Reds: 0.1; Blues: 0.9; Another: 0"),
        "c-3": ("choice", "mild: 1; hot: 0; record: 0"),
        "q-1": ("number", "0.25: 1200; 0.5: 1500; 0.75: 1900"),
        "q-2": ("number", "1600"),
        "q-3": ("date", "0.5: 2022-03-01; 0.9: 2022-08-01"),
        "q-4": ("binary", None),
    }
    assert claims["q-1"]["probability_text"] == "0.25: 1200.0; 0.5: 1500.0; 0.75: 1900.0"
    assert claims["c-3"]["status"] == "void"
    position = ledger.position()
    again = import_files(ledger, {name: content + b"\n" for name, content in files.items()})
    assert (again.refusals, ledger.position()) == ((), position)


def test_probabilities_may_be_one_object(ledger: Ledger) -> None:
    name = "tidy-probabilities.csv"
    import_cleanly(ledger, {name: specimen(name)})
    found = {row["external_id"]: row["forecast"] for row in ledger.table("claims").rows()}
    assert found["j-1"] == "Reds: 0.5; Blues: 0.3; Another: 0.2"
    assert found["j-2"] == "Reds: 0.6; Blues: 0.4; Another: 0"


def test_another_answer_in_a_later_file_is_a_conflict(ledger: Ledger) -> None:
    content = specimen("tidy-choice.csv")
    import_cleanly(ledger, {"a.csv": content})
    later = import_files(
        ledger, {"a.csv": content.replace(b"Blues,2022-06-29", b"Reds,2022-06-29")}
    )
    assert {(one.kind, one.line) for one in later.refusals} == {("conflict", 2), ("conflict", 4)}
    assert "answered Blues, the file says Reds" in later.refusals[0].problem


def test_a_question_on_record_is_forecast_by_its_key(ledger: Ledger) -> None:
    ledger.execute(
        PoseQuestion("cup", "Who?", kind="choice", options=("Reds", "Blues"), deadline="none")
    )
    header = "external_id,commentator,question,option,probability,made_at,outcome,resolved_at"
    row = "1,Ana,cup,{},{},2022-01-02,{},2022-06-29"
    good = [header, row.format("Blues", "0.4", "blues"), row.format("reds", "0.6", "blues"), ""]
    import_cleanly(ledger, {"a.csv": "\n".join(good).encode()})
    [claim] = ledger.table("claims").rows()
    assert (claim["forecast"], claim["outcome"]) == ("Reds: 0.6; Blues: 0.4", "Blues")
    bad = "\n".join([header, row.format("Greens", "1", "").replace("1,Ana", "2,Ana"), ""])
    refused = import_files(ledger, {"b.csv": bad.encode()})
    assert "“Greens” is none of the options" in refused.refusals[0].problem


def test_the_refusal_file_has_every_row_of_a_refused_claim_and_can_be_mended() -> None:
    content = specimen("bad-choices.csv")
    refusals = read_file("bad-choices.csv", content, Options()).refusals
    first, second, *_ = csv.DictReader(
        io.StringIO(refusal_file("bad-choices.csv", content, refusals).decode())
    )
    assert (first["refused_line"], second["refused_line"]) == ("2", "3")
    assert (first["option"], second["option"]) == ("Reds", "Blues")
    assert second["refused_problem"] == "it is one claim with line 2, which is refused"


def test_what_the_ledger_refuses_is_refused_with_all_its_rows(ledger: Ledger) -> None:
    content = specimen("tidy-choice.csv")
    import_cleanly(ledger, {"a.csv": content})
    later = import_files(ledger, {"a.csv": content.replace(b"Reds,0.5", b"Reds,0.6")})
    assert "add up to 1.1" in later.refusals[0].problem
    other = content.replace(b"Reds,0.5", b"Reds,0.4").replace(b"Another,0.2", b"Another,0.3")
    [refusal] = import_files(ledger, {"a.csv": other}).refusals
    assert (refusal.kind, refusal.line, refusal.also) == ("conflict", 2, (3, 5))
    assert "already here with another" in refusal.problem


@pytest.mark.parametrize(
    "broken",
    [
        b"q,Ana,How many?,number,0.9,20,2022-01-02,2022-06-30,cases,one too many",
        b"q,Ana,How many?,tarot,0.9,20,2022-01-02,2022-06-30,cases",
        b"q,,How many?,number,0.9,20,2022-01-02,2022-06-30,cases",
    ],
)
def test_a_claim_is_taken_with_all_its_rows_or_not_at_all(broken: bytes) -> None:
    header = b"external_id,commentator,question,question_kind,level,value,made_at,closes_on,unit"
    whole = b"q,Ana,How many?,number,0.5,9,2022-01-02,2022-06-30,cases"
    found = read_file("a.csv", b"\n".join([header, whole, broken, b""]), Options())
    assert found.rows == []
    first, second = found.refusals
    assert (first.line, second.line) == (2, 3)
    assert first.problem == "it is one claim with line 3, which is refused"


def test_an_article_may_ask_which_how_much_and_when(ledger: Ledger) -> None:
    import_cleanly(ledger, {"kinds.toml": specimen("kinds.toml")})
    claims = ledger.table("claims").rows()
    assert {(row["question_key"], row["forecast"], row["outcome"]) for row in claims} == {
        ("cases", "0.1: 10500.5; 0.5: 14000.25; 0.9: 20000", "18500"),
        ("cup", "Reds: 0.6; Blues: 0.3; Another: 0.1", "Blues"),
        ("cases", "12000", "18500"),
        ("landing", "2022-03-15", "not_by_horizon"),
    }
    questions = {row["question_key"]: row for row in ledger.table("questions").rows()}
    assert (questions["cases"]["unit"], questions["cases"]["scale"]) == ("cases", 500.0)
    assert questions["heat"]["ordered"]
    position = ledger.position()
    import_cleanly(ledger, {"again.toml": specimen("kinds.toml") + b"\n"})
    assert ledger.position() == position
