"""What is replied to a claim, or said against an answer, stands wherever the claim is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledger.cli import output
from tests.cli.parsing import every_verb
from tests.cli.running import Claims

ROOT = Path(__file__).parents[2]
CLAIM = "fnghdcbb"
REPLY = ("reply", CLAIM, "I spoke of that week alone", "--by", "his spokesman")
WORDS = ("--category", "wrong on timing", "--source", "nyt-2022-01-21", "--said", "2022-03-01")


@pytest.mark.usefixtures("seeded")
def test_a_reply_is_shown_whole_beside_the_claim_and_changes_no_figure(claims: Claims) -> None:
    before = claims("score", "show", "--json").json
    assert "stands beside" in claims(*REPLY, *WORDS).done().err
    assert "on record already" in claims(*REPLY, *WORDS).done().err
    shown = claims("show", CLAIM, "--json").done().json
    [reply] = shown["replies"]
    assert reply["replied_by"] == "his spokesman"
    assert (reply["category"], reply["text"]) == ("wrong on timing", "I spoke of that week alone")
    assert (reply["source_key"], reply["said_on"]) == ("nyt-2022-01-21", "2022-03-01")
    assert [row["name"] for row in shown["facts"]].count("reply.recorded") == 1
    screen = claims("show", CLAIM).done().out
    for told in ("his spokesman", "wrong on timing", "“I spoke of that week alone”"):
        assert told in screen
    assert claims("score", "show", "--json").json == before
    assert claims("export", "replies", "--json").json[0]["claim_id"] == shown["claim"]["claim_id"]
    assert claims("export", "replies", "by:Biden", "--json").json == []


@pytest.mark.usefixtures("seeded")
def test_lists_mark_a_claim_with_a_reply_and_one_whose_answer_is_disputed(
    claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims(*REPLY).done()
    claims("dispute", CLAIM, "--reason", "it was no invasion").done()
    [row] = claims("list", "by:Guterres", "--json").json
    assert (row["n_replies"], row["disputed"]) == (1, True)
    assert claims("list", "by:Guterres").lines[0].split("\t")[-2:] == ["1", "yes"]
    disputed = {one["claim_id"] for one in claims("export", "scores", "--json").json
                if one["disputed"]}  # fmt: skip
    assert row["claim_id"] in disputed
    monkeypatch.setattr(output, "piped", lambda: False)
    monkeypatch.setenv("COLUMNS", "120")
    for way in (("list", "by:Guterres"), ("person", "Guterres"), ("show", "invasion"),
                ("source", "nyt-2022-01-21"), ("dashboard", "by:Guterres")):  # fmt: skip
        screen = " ".join(claims(*way).done().out.split())
        assert "1 reply" in screen, way
        assert "disputed" in screen, way
    assert "it was no invasion" in claims("show", CLAIM).done().out


@pytest.mark.usefixtures("seeded")
def test_a_reply_that_is_taken_back_is_shown_no_more(claims: Claims) -> None:
    claims(*REPLY).done()
    claims(*REPLY, "--withdraw", "he spoke of another claim").done()
    assert claims("show", CLAIM, "--json").json["replies"] == []
    claims("undo").done()
    assert len(claims("show", CLAIM, "--json").json["replies"]) == 1


def test_nobody_is_called_a_liar_anywhere(claims: Claims) -> None:
    said = [claims(*verb, "--help").done().out for verb in every_verb()]
    said += [claims("help", topic).done().out for topic in claims("help", "--json").json]
    shown = [path.read_text(encoding="utf-8") for path in (ROOT / "tests/screens/golden").iterdir()]
    source = [path.read_text(encoding="utf-8") for path in (ROOT / "ledger/screens").glob("*.py")]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    accusing = re.compile(
        r"\b(lied|liars?|dishonest\w*|fraud\w*|incompetent|charlatan\w*|and wrong|"
        r"wrong (?:person|man|woman|people))\b",
        re.IGNORECASE,
    )
    found = [hit[0] for text in (*said, *shown, *source, readme) for hit in accusing.finditer(text)]
    assert found == []
