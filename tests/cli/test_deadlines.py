"""Deadlines in words at the command line: counted from the day it was said, echoed, kept."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ledger.cli.topics.asking import DEADLINES, SHOWN_ON
from ledger.domain.deadlines import read_deadline
from ledger.errors import Unreadable
from tests.cli.added import question_of, row_of
from tests.cli.running import Claims

COPPER = ("add", "Copper up", "--by", "Ann Bell", "--said", "2026-03-14", "--source", "none")
SURE = ("-p", "80%")


@pytest.mark.usefixtures("begun")
def test_a_phrase_counts_from_the_day_it_was_said_and_is_kept(claims: Claims) -> None:
    added = claims(*COPPER, *SURE, "--due", "end of Q3")
    row = row_of(claims, added)
    assert (row["closes_on"], row["deadline_words"], row["deadline"]) == (
        "2026-09-30", "end of Q3", "stated",
    )  # fmt: skip
    assert "due Wed 30 Sep 2026 (last day), " in added.err
    assert "counted from 14 Mar 2026, the day it was said" in added.err
    shown = claims("show", str(row["id"])).done().out
    assert "30 Sep 2026 (“end of Q3”)" in shown


@pytest.mark.usefixtures("begun")
def test_words_that_were_given_stand_and_a_day_in_figures_is_no_words(claims: Claims) -> None:
    own = claims(*COPPER, *SURE, "--due", "eom", "--deadline-words", "by April")
    assert row_of(claims, own)["deadline_words"] == "by April"
    figures = claims(*COPPER, *SURE, "--due", "2026-12-31")
    assert row_of(claims, figures)["deadline_words"] is None
    coded = claims(*COPPER, *SURE, "--due", "in 6m", "--coded-deadline", "he named no day")
    assert row_of(claims, coded)["deadline_words"] is None
    assert "m is months · coded by you: he named no day" in coded.err


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(
    "phrase", ["soon", "next June", "mid-2027", "03/04/2027", "this decade", "by winter", "2201"]
)
def test_what_is_refused_exits_with_two_and_offers_two_days(claims: Claims, phrase: str) -> None:
    refused = claims(*COPPER, *SURE, "--due", phrase)
    assert refused.code == 2
    [(one, other)] = re.findall(r"(\d{4}-\d\d-\d\d) or (\S+)", refused.err)
    assert one != other
    claims(*COPPER, *SURE, "--due", one).done()
    assert claims("list", "--json").json[0]["question"] == "Copper up"


@pytest.mark.usefixtures("begun")
def test_a_coded_deadline_says_by_whom_and_why(
    claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "autumn begins"
    added = claims(*COPPER, *SURE, "--due", "2026-09-22", "--coded-deadline", why)
    asked = question_of(claims, added)
    assert (asked["deadline_coder"], asked["deadline_reason"]) == ("test recorder", why)
    key, called = str(asked["question_key"]), added.lines[0]
    for name in (key, called):
        assert f"coded by test recorder: {why}" in claims("show", name).done().out
    monkeypatch.setenv("CLAIMS_RECORDER", "somebody else")
    claims("edit", key, "--set", "criteria=LME cash").done()
    assert question_of(claims, added)["deadline_coder"] == "test recorder"
    claims("edit", key, "--set", "deadline_reason=read again").done()
    assert question_of(claims, added)["deadline_coder"] == "somebody else"
    claims("undo").done()
    assert question_of(claims, added)["deadline_coder"] == "test recorder"
    claims("edit", key, "--set", "deadline=stated", "--set", "deadline_reason=").done()
    assert question_of(claims, added)["deadline_coder"] is None


@pytest.mark.usefixtures("begun")
def test_a_closing_day_is_mended_in_words_where_it_is_known_when_they_were_said(
    claims: Claims,
) -> None:
    added = claims(*COPPER, *SURE, "--due", "2026-12-31")
    key = str(question_of(claims, added)["question_key"])
    edited = claims("edit", key, "--set", "closes_on=in two years").done()
    assert "closes Tue 14 Mar 2028 (last day), " in edited.err
    assert "counted from 14 Mar 2026" in edited.err
    assert question_of(claims, added)["closes_on"] == "2028-03-14"
    other = ("add", "--question", key, "--by", "Bo Ek", "--said", "2026-04-01", "--source", "none")
    claims(*other, *SURE).done()
    refused = claims("edit", key, "--set", "closes_on=in two years")
    assert refused.code == 2
    assert "said on 2 days" in refused.err
    assert f"claims edit {key} --set closes_on=2028-03-14" in refused.err
    claims("edit", key, "--set", "closes_on=end of next year").done()
    assert question_of(claims, added)["closes_on"] == "2027-12-31"
    for called in claims("list", "--json").json:
        claims("withdraw", called["id"], "--reason", "a test").done()
    assert "there is no claim on" in claims("edit", key, "--set", "closes_on=in 2 years").err
    claims("edit", key, "--set", "closes_on=June 2030").done()
    [asked] = claims("export", "questions", "--json").json
    assert asked["closes_on"] == "2030-06-30"


def test_an_article_whose_words_lead_to_another_day_is_imported_with_a_remark(
    claims: Claims, own: Path, tmp_path: Path
) -> None:
    del own
    file = tmp_path / "article.toml"
    file.write_text(
        """
        [source]
        key = "gazette"
        [[question]]
        key = "rain"
        text = "Will it rain?"
        closes_on = 2022-01-31
        deadline = "stated"
        [[claim]]
        by = "Ana Augur"
        question = "rain"
        said_on = 2022-01-21
        deadline_words = "next week"
        quote = "it will rain next week"
        [[claim]]
        by = "Bo Ek"
        question = "rain"
        said_on = 2022-01-21
        deadline_words = "this month"
        quote = "it will rain"
        """,
        encoding="utf-8",
    )
    said = claims("import", str(file)).done().err
    remark = "“next week”, said on 2022-01-21, reads as 2022-01-30, but rain closes on 2022-01-31"
    assert remark in said
    assert "this month" not in said


def test_the_help_reads_its_examples_as_the_program_does(claims: Claims) -> None:
    shown = claims("help", "dates").done().out
    for phrase in DEADLINES:
        [line] = re.findall(rf"^  {re.escape(phrase)}  +(.+)$", shown, re.MULTILINE)
        try:
            read = read_deadline(phrase, SHOWN_ON)
        except Unreadable:
            assert line.startswith("refused: write ")
        else:
            assert date.fromisoformat(line.split()[1]) == read.day
            assert line.split()[0] == read.day.strftime("%a")
