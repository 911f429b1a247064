"""Answers to several questions, from a file, and what is said of an answer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger import Ledger
from ledger.cli import resolving
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion
from ledger.errors import Refused
from tests.cli.running import Claims

TODAY = datetime.now(UTC).date()
SAID = TODAY - timedelta(days=90)
MADE = datetime.now(UTC) - timedelta(days=90)
PAST, AHEAD = TODAY - timedelta(days=3), TODAY + timedelta(days=40)
File = Callable[[str], str]


@pytest.fixture(scope="module")
def _asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four questions on copper, put down when claims were made; two of them have closed since."""
    own = tmp_path_factory.mktemp("asked") / "ledger"
    ledger = Ledger(own, lambda: MADE)
    closing = {"first": PAST, "second": PAST, "third": AHEAD, "snow": AHEAD}
    ledger.execute([
        RegisterCommentator("Ann Bell"),
        RegisterCommentator("Bo Cole"),
        *(
            PoseQuestion(key, f"Will {key}?", closes_on=day, topics=("copper",))
            for key, day in closing.items()
        ),
        *(
            RecordClaim(by=by, question=key, said_on=SAID, quote=f"{by} {key}", probability=ppb)
            for by, key, ppb in (
                ("Ann Bell", "first", 800_000_000),
                ("Ann Bell", "second", 700_000_000),
                ("Bo Cole", "second", 100_000_000),
                ("Ann Bell", "third", 900_000_000),
            )
        ),
    ])  # fmt: skip
    ledger.ask("select 1")
    ledger.close()
    return own


@pytest.fixture
def asked(_asked: Path, own: Path) -> Ledger:
    """The same, in the ledger of this test."""
    shutil.copytree(_asked, own)
    return Ledger.open(own)


@pytest.fixture
def file(tmp_path: Path) -> File:
    def write(text: str) -> str:
        path = tmp_path / "answers.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def answers(ledger: Ledger) -> dict[str, object]:
    return {str(row["question_key"]): row["answer"] for row in ledger.table("questions").rows()}


def test_an_answer_says_what_it_was_whether_it_has_evidence_and_how_often_they_were_right(
    asked: Ledger, claims: Claims
) -> None:
    said = claims("resolve", "first", "no").done().err.splitlines()
    assert (
        f"first answered no on {PAST:%d %b %Y} (was open; no evidence).  undo: claims undo" in said
    )
    assert said[-1] == "Ann Bell on copper: the likelier side came true in 0 of 1."
    said = claims("resolve", "second", "yes", "--on", PAST.isoformat()).done().err.splitlines()
    assert not [line for line in said if "likelier" in line]
    more = ("--evidence", "a gazette", "--note", "p. 3")
    claims("resolve", "first", "no", "--correct", *more).done()
    told = claims("resolve", "first", "no", "--correct", "--evidence", "radio").done().err
    assert "(was no)." in told
    [row] = [row for row in asked.table("questions").rows() if row["question_key"] == "first"]
    assert (row["evidence"], row["answer_note"]) == (["a gazette", "radio"], "p. 3")
    assert row["happened_on"] == PAST


def test_show_says_that_there_is_no_evidence(asked: Ledger, claims: Claims) -> None:
    def bare(shown: str) -> bool:
        return re.search(r"evidence +none given", claims("show", shown).done().out) is not None

    assert not bare("first")
    claims("resolve", "first", "no").done()
    assert bare("first")
    assert bare(claims("list", "by:Bell", "--json").json[0]["id"])
    claims("resolve", "first", "no", "--correct", "--evidence", "radio").done()
    assert not bare("first")
    asked.close()


def test_several_questions_are_answered_alike_in_one_step(asked: Ledger, claims: Claims) -> None:
    on_second = [row["id"] for row in claims("list", "by:Cole", "--json").json]
    said = claims("resolve", "first", *on_second, "second", "no", "--json").done()
    assert "concerns 3 claims: Ann Bell (2), Bo Cole" in said.err
    assert "2 questions answered no (first, second; no evidence)." in said.err
    assert said.json["facts"] == ["question.resolved"] * 2
    assert answers(asked)["second"] == "no"
    assert "undid: answered first, second no → open again." in claims("undo").done().err
    assert set(answers(asked).values()) == {None}
    claims("redo").done()
    again = claims("resolve", "first", "second", "no").done().err
    assert "first, second were answered no already; nothing changed" in again


def test_where_one_of_several_is_refused_none_is_answered(asked: Ledger, claims: Claims) -> None:
    claims("resolve", "first", "yes", "--on", PAST.isoformat()).done()
    assert claims("resolve", "second", "first", "no").code == 2
    assert answers(asked)["second"] is None


def test_a_no_before_the_closing_day_is_noted_off_a_terminal(asked: Ledger, claims: Claims) -> None:
    said = claims("resolve", "third", "no").done().err
    assert "note: it closes in 40 days, and may still happen until then" in said
    assert "may still happen" not in claims("resolve", "first", "no").done().err
    assert "may still happen" not in claims("resolve", "third", "yes", "--correct").done().err
    asked.close()


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("mabye", "not known yet? leave it open"),
        ("pending", "not known yet? leave it open"),
        ("ye", "did you mean yes?"),
        ("TRUE", "did you mean yes?"),
        ("void", "did you mean annulled?"),
        ("anulled", "did you mean annulled?"),
        ("copper", "use one of: yes, no, annulled, ambiguous"),
    ],
)
def test_what_is_no_outcome_is_told_with_what_may_be_meant(typed: str, hint: str) -> None:
    put = PoseQuestion("copper", "Will copper rise?", deadline="unknown")
    with pytest.raises(Refused, match="is not an outcome") as caught:
        resolving.outcome(put, typed)
    assert hint in caught.value.remedy


def test_an_option_is_told_from_one_that_is_like_it() -> None:
    put = PoseQuestion("cup", "Who wins?", "choice", options=("Reds", "Blues"), deadline="unknown")
    assert resolving.outcome(put, "reds") == "Reds"
    with pytest.raises(Refused) as caught:
        resolving.outcome(put, "Redds")
    assert "did you mean Reds?" in caught.value.remedy


# from a file


def test_a_file_answers_in_one_step(asked: Ledger, claims: Claims, file: File) -> None:
    claim = claims("list", "by:Cole", "--json").json[0]["id"]
    name = file(
        "id,outcome,on,known,evidence,note\n"
        f"first,YES,{SAID},,https://a.example/?a=1;b; gazette,a note\n"
        f"{claim},no,,yesterday,,\n"
    )
    tried = claims("resolve", "--from", name, "--dry-run").done()
    assert "would save 2 answers (--dry-run: nothing was saved)" in tried.err
    assert set(answers(asked).values()) == {None}
    said = claims("resolve", "--from", name).done().err
    assert "concerns 3 claims: Ann Bell (2), Bo Cole" in said
    assert "note: 1 of them has no evidence" in said
    assert "saved 2 answers.  undo: claims undo" in said
    rows = {row["question_key"]: row for row in asked.table("questions").rows()}
    first, second = rows["first"], rows["second"]
    assert (first["answer"], first["happened_on"], first["answer_note"]) == ("yes", SAID, "a note")
    assert first["evidence"] == ["https://a.example/?a=1;b", "gazette"]
    assert (second["happened_on"], second["known_on"]) == (PAST, TODAY - timedelta(days=1))
    bare = file("question,outcome\nfirst,yes\nsecond,no\n")
    assert "nothing new; 2 rows already here" in claims("resolve", "--from", bare).done().err
    claims("undo").done()
    assert set(answers(asked).values()) == {None}


BAD = """question,outcome,on,colour
first,mabye,,red
,no,,
second,,,
nobody,no,,
third,no,2199-01-01,
snow,no,2021-02-30,
second,no
second,no,,
second,yes,,
"""


def test_rows_that_are_refused_are_written_with_why(
    asked: Ledger, claims: Claims, file: File, tmp_path: Path
) -> None:
    name = file(BAD)
    refused = claims("resolve", "--from", name, "--json")
    assert (refused.code, refused.json["saved"]) == (2, False)
    assert "columns that are not read: colour" in refused.err
    assert {(one["line"], one["field"]) for one in refused.json["refusals"]} == {
        (2, "outcome"), (3, "question"), (4, "outcome"), (5, "question"), (6, "on"), (7, "on"),
        (8, ""), (10, ""),
    }  # fmt: skip
    assert set(answers(asked).values()) == {None}
    written = (tmp_path / "answers.csv.refused.csv").read_text(encoding="utf-8").splitlines()
    assert written[0].startswith("question,outcome,on,colour,refused_line,refused_field")
    assert written[1].startswith("first,mabye,,red,2,outcome,bad,“mabye” is not an outcome,")
    saved = claims("resolve", "--from", name, "--skip-bad").done()
    assert "saved 1 answer" in saved.err
    assert answers(asked) == {"first": None, "second": "no", "snow": None, "third": None}


def test_an_answer_is_corrected_by_a_file_only_when_it_is_said_so(
    asked: Ledger, claims: Claims, file: File
) -> None:
    claims("resolve", "first", "no").done()
    name = file(f"question,outcome,on,reason\nfirst,yes,{SAID},a slip\n")
    assert "is already answered no" in claims("resolve", "--from", name).err
    claims("resolve", "--from", name, "--correct").done()
    assert answers(asked)["first"] == "yes"
    assert "corrected first to yes" in claims("undo").done().err
