"""Undo takes back a step, undo of undo brings it back, and what others rest on is not undone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledger import Ledger
from ledger.domain.commentator import RegisterCommentator
from ledger.screens.words import called
from tests.cli.running import Claims

pytestmark = pytest.mark.usefixtures("seeded")
BELL = ("--by", "Ann Bell", "--said", "2026-03-14", "--source", "none", "-p", "80%")


def everything(claims: Claims) -> str:
    """Return what a step can change, in one look."""
    told = [
        f"select '{table}' as what, to_json(one)::varchar as row from {table} as one"
        for table in ("claims", "commentators", "sources", "rejected", "questions")
    ]
    return claims("sql", " union all ".join(told) + " order by all").done().out


def last_step(claims: Claims) -> str:
    return str(claims("log", "--limit", "1", "--json").json[0]["step"])


@pytest.mark.parametrize(
    "change",
    [
        ("add", "Copper up", *BELL, "--due", "2026-12-31"),
        ("edit", "fnghdcbb", "--set", "venue=Geneva", "-p", "10%"),
        ("person", "merge", "Biden", "Guterres"),
    ],
    ids=lambda change: " ".join(change[:2]),
)
def test_undo_takes_back_and_undo_of_undo_brings_back(
    change: tuple[str, ...], claims: Claims
) -> None:
    before = everything(claims)
    claims(*change).done()
    after = everything(claims)
    assert after != before
    undone = claims("undo", "--json").done()
    assert everything(claims) == before
    assert "claims redo brings it back" in undone.err
    claims("redo").done()
    assert everything(claims) == after
    claims("undo").done()
    claims("undo", last_step(claims)).done()
    assert everything(claims) == after


def test_undo_names_what_it_took_back(claims: Claims) -> None:
    claims("add", "Copper up", *BELL, "--due", "2026-12-31").done()
    step = last_step(claims)
    said = claims("undo", "--reason", "a slip").done().err
    assert re.search(
        r"^undid: logged \w{8} by Ann Bell, “Copper up”\.  claims redo brings it", said
    )
    assert "was undone already" in claims("undo", step).done().err
    assert "redid: logged" in claims("redo").done().err
    assert "stands; nothing changed" in claims("redo", step).done().err


def test_undo_and_redo_say_what_became_of_an_answer(claims: Claims) -> None:
    claims("resolve", "tomahawk-supply", "no").done()
    claims("resolve", "tomahawk-supply", "yes", "--on", "2025-12-01", "--correct").done()
    corrected = "undid: corrected tomahawk-supply to yes → no again."
    assert corrected in claims("undo").done().err
    assert "undid: answered tomahawk-supply no → open again." in claims("undo").done().err
    assert "redid: answered tomahawk-supply no.  claims undo" in claims("redo").done().err
    assert "redid: corrected tomahawk-supply to yes." in claims("redo").done().err
    gone = claims("redo")
    assert (gone.code, gone.err.splitlines()[0]) == (3, "error: there is nothing to redo")


def test_once_something_new_was_done_only_a_named_step_is_redone(claims: Claims) -> None:
    claims("resolve", "tomahawk-supply", "no").done()
    step = last_step(claims)
    claims("undo").done()
    claims("reopen", "invasion").done()
    assert claims("redo").code == 3
    assert "redid: answered tomahawk-supply no" in claims("redo", step[:8]).done().err
    assert "undid: answered tomahawk-supply no" in claims("undo").done().err


def test_redo_is_refused_where_its_ground_is_gone_or_something_else_was_done(
    claims: Claims,
) -> None:
    claims("add", "Copper up", *BELL, "--due", "2026-12-31").done()
    ground = last_step(claims)
    key = claims("list", "by:Bell", "--json").json[0]["question_key"]
    claims("resolve", key, "yes", "--on", "2026-04-01").done()
    answer = last_step(claims)
    claims("undo").done()
    claims("undo").done()
    refused = claims("redo", answer)
    assert refused.code == 2
    assert f"{answer} (answered {called(key)} yes) rests on another step that is" in refused.err
    assert f" undone: {ground} (logged " in refused.err
    assert refused.err.endswith(f"hint:  claims redo {ground}\n")
    claims("redo").done()
    claims("resolve", key, "no", "--on", "2026-04-02").done()
    other = last_step(claims)
    refused = claims("redo", answer)
    assert (refused.code, f": {other} (answered {called(key)} no)" in refused.err) == (2, True)


def test_undo_goes_back_step_by_step_and_stops_at_the_beginning(claims: Claims) -> None:
    claims("reopen", "invasion").done()
    claims("undo").done()
    claims("undo").done()
    assert claims("list").done().lines == []
    end = claims("undo")
    assert end.code == 3
    assert "nothing to undo" in end.err


def test_a_step_is_named_by_its_beginning(claims: Claims) -> None:
    claims("reopen", "invasion").done()
    step = last_step(claims)
    claims("undo", step[:6]).done()
    assert claims("show", "invasion", "--json").json["question"]["outcome"] == "yes"


def test_what_another_step_rests_on_is_refused_until_that_is_undone(claims: Claims) -> None:
    claims("add", "Copper up", *BELL, "--due", "2026-12-31").done()
    ground = last_step(claims)
    key = claims("list", "by:Bell", "--json").json[0]["question_key"]
    claims("resolve", key, "yes", "--on", "2026-04-01").done()
    resting = last_step(claims)
    refused = claims("undo", ground)
    assert (refused.code, refused.out) == (2, "")
    assert f"claims undo {resting}" in refused.err
    assert f"another step rests on {ground} (logged " in refused.err
    assert f": {resting} (answered {called(key)} yes)\n" in refused.err
    claims("undo", resting).done()
    claims("undo", ground).done()
    assert claims("list", "by:Guterres").done().lines
    assert claims("list", "by:Bell").code == 3


def test_the_opening_of_a_ledger_cannot_be_taken_back(claims: Claims) -> None:
    opening = claims("log", "--json").json[-1]["step"]
    refused = claims("undo", opening)
    assert refused.code == 2
    assert "cannot be taken back" in refused.err


def test_an_ambiguous_beginning_of_a_step_is_no_step(claims: Claims, seeded: Path) -> None:
    ledger = Ledger.open(seeded)
    names = [f"Number {number}" for number in range(20)]  # one more than there are letters
    steps = [ledger.execute(RegisterCommentator(name)).step for name in names]
    ledger.close()
    firsts = [step[0] for step in steps]
    twice = next(letter for letter in firsts if firsts.count(letter) > 1)
    refused = claims("undo", twice)
    assert refused.code == 3
    assert "steps" in refused.err
