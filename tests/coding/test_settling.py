"""What an adjudicator says becomes one coder's codes, or mended ones; the codings stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ledger.app import Ledger
from ledger.coding.agreement import disagreements
from ledger.coding.settling import Verdict, settle
from ledger.domain.adjudication import AdjudicateOutcome, AdjudicateText
from ledger.domain.assignment import OUTCOME, TEXT
from ledger.errors import LedgerError, NotFound, Unreadable
from tests.coding.conftest import came, items, questions, read_as

LENAS = Verdict("lena", None, None, None, "the next sentence", "umpire")
NO_CLAIM: dict[str, Any] = {
    "is_claim": False, "no_claim": "a hope", "claim_kind": None, "polarity": None,
    "certainty": None, "low": None, "best": None, "high": None,
}  # fmt: skip


@pytest.fixture
def claim(ledger: Ledger) -> str:
    """Return the id of a claim that lena and tom coded otherwise."""
    [first, *_] = items(ledger)
    ledger.execute([read_as(first, "lena", 3), read_as(first, "tom", 8, claim_kind="intent")])
    [row] = ledger.ask("select id from claims where claim_id = ?", [first])
    return str(row["id"])


def text(ledger: Ledger, claim: str, verdict: Verdict) -> AdjudicateText:
    command = settle(ledger, claim, verdict)
    assert isinstance(command, AdjudicateText)
    assert command.codes.coder == "umpire"
    assert command.settles == ("lena", "tom")
    return command


def test_one_coders_codes_are_taken_over(ledger: Ledger, claim: str) -> None:
    codes = text(ledger, claim, LENAS).codes
    assert (codes.best, codes.claim_kind) == (300_000_000, "forecast")
    codes = text(ledger, claim[:4].upper(), replace(LENAS, take="TOM")).codes
    assert (codes.best, codes.claim_kind) == (800_000_000, "intent")


def test_with_another_reading_or_none(ledger: Ledger, claim: str) -> None:
    codes = text(ledger, claim, replace(LENAS, reading="50-60%")).codes
    assert (codes.low, codes.high, codes.certainty) == (500_000_000, 600_000_000, "judgment")
    codes = text(ledger, claim, replace(LENAS, certainty="hedge")).codes
    assert (codes.best, codes.certainty) == (None, "hedge")
    codes = text(ledger, claim, replace(LENAS, take=None, no_claim="a hope")).codes
    assert (codes.is_claim, codes.no_claim, codes.claim_kind) == (False, "a hope", None)


@pytest.mark.parametrize("how", [{"reading": "60%"}, {"certainty": "bound"}])
@pytest.mark.parametrize("take", ["ed", None])
def test_a_reading_overrules_who_found_no_claim(
    how: dict[str, str], take: str | None, ledger: Ledger
) -> None:
    [_, second, *_] = items(ledger)
    ledger.execute([read_as(second, "ed", **NO_CLAIM), read_as(second, "ida", 4)])
    [row] = ledger.ask("select id from claims where claim_id = ?", [second])
    verdict = replace(LENAS, take=take, **how)
    command = settle(ledger, str(row["id"]), verdict)
    assert isinstance(command, AdjudicateText)
    assert (command.codes.is_claim, command.codes.no_claim) == (True, None)
    ledger.execute(command)
    assert ledger.ask("select count(*) as n from claims where claim_id = ?", [second]) == [{"n": 1}]


def test_what_is_settled_is_no_longer_listed_and_both_codings_stay(
    ledger: Ledger, claim: str
) -> None:
    [open_] = disagreements(ledger, TEXT)
    assert open_["differs"] == ["kind", "reading"]
    before = ledger.table("codings").rows()
    assert ledger.execute(settle(ledger, claim, LENAS))
    assert disagreements(ledger, TEXT) == []
    assert ledger.table("codings").rows() == before
    [row] = ledger.table("adjudications").rows()
    assert (row["adjudicator"], row["settles"], row["reason"]) == (
        "umpire", ["lena", "tom"], "the next sentence"
    )  # fmt: skip
    assert not ledger.execute(settle(ledger, claim, LENAS))


def test_an_outcome_is_taken_over_and_answers_the_question(ledger: Ledger) -> None:
    [first, *_] = questions(ledger)
    ledger.execute([came(first, "lena"), came(first, "tom", "no")])
    assert len(disagreements(ledger, OUTCOME)) == 1
    command = settle(ledger, "event-0", replace(LENAS, take="tom"))
    assert isinstance(command, AdjudicateOutcome)
    ledger.execute(command)
    assert disagreements(ledger, OUTCOME) == []
    [row] = ledger.ask("select outcome from questions where question_key = 'event-0'")
    assert row["outcome"] == "no"


@pytest.mark.parametrize(
    ("item", "verdict", "kind", "problem"),
    [
        ("zzzzzzzz", LENAS, NotFound, "nobody has coded “zzzzzzzz”"),
        ("", LENAS, NotFound, "nobody has coded"),
        ("%", LENAS, NotFound, "nobody has coded"),
        ("own", replace(LENAS, take="ed"), NotFound, "ed has not coded this"),
        ("own", replace(LENAS, take=None), Unreadable, "what holds?"),
        (
            "own",
            replace(LENAS, reading="60%", no_claim="a hope"),
            Unreadable,
            "what is no claim has no reading",
        ),
        ("own", replace(LENAS, reading="gibberish"), LedgerError, "gibberish"),
        ("event-0", replace(LENAS, take=None), Unreadable, "whose outcome holds?"),
    ],
)
def test_what_cannot_be_settled_is_said(
    item: str, verdict: Verdict, kind: type[LedgerError], problem: str, ledger: Ledger, claim: str
) -> None:
    ledger.execute(came(questions(ledger)[0], "lena"))
    with pytest.raises(kind, match=problem.replace("?", r"\?")) as raised:
        settle(ledger, claim if item == "own" else item, verdict)
    assert raised.value.remedy
