"""What need not be typed: it is as with the claim before, or the article tells it."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.added import row_of
from tests.cli.running import Claims
from tests.importers.test_page import FULL

COPPER = ("add", "Copper at 12,000", "--by", "Jane Whitcombe", "--said", "2026-03-14")
MORE = ("--due", "2026-09-30", "-p", "80%")
ARTICLE = "https://example.org/2026/copper"


@pytest.mark.usefixtures("begun")
def test_article_person_day_and_story_are_those_of_the_last_claim(claims: Claims) -> None:
    nobody = claims("add", "Tin at 40,000", *MORE, "--again")
    assert (nobody.code, "has logged no claim in this ledger yet" in nobody.err) == (3, True)
    claims("add", "x 1", "--by", "Bo Ek", "--said", "2026-01-01", "--source", "none", *MORE).done()
    claims(*COPPER, *MORE, "--source", ARTICLE, "--story", "metals").done()
    row = row_of(claims, claims("add", "Tin at 40,000", *MORE, "--again"))
    assert (row["commentator"], row["said_on"]) == ("Jane Whitcombe", "2026-03-14")
    assert (row["url"], row["story"]) == (ARTICLE, "metals")
    row = row_of(claims, claims("add", "Zinc at 4,000", *MORE, "--again", "--by", "Bo Ek"))
    assert (row["commentator"], row["url"]) == ("Bo Ek", ARTICLE)


@pytest.mark.usefixtures("begun")
def test_a_claim_that_was_taken_back_or_is_anothers_is_not_the_last(
    claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims(*COPPER, *MORE, "--source", "none").done()
    tin = ("add", "Tin at 40,000", "--by", "Bo Ek", "--said", "2026-01-01", "--source", "none")
    claims(*tin, *MORE).done()
    claims("undo").done()
    monkeypatch.setenv("CLAIMS_RECORDER", "somebody else")
    claims(*tin, *MORE).done()
    monkeypatch.setenv("CLAIMS_RECORDER", "test recorder")
    row = row_of(claims, claims("add", "Zinc at 4,000", *MORE, "--again"))
    assert (row["commentator"], row["source"]) == ("Jane Whitcombe", None)


@pytest.mark.usefixtures("begun")
def test_a_claim_whose_content_is_gone_is_not_the_last(claims: Claims) -> None:
    claims(*COPPER, *MORE, "--source", ARTICLE).done()
    gone = claims("add", "Tin at 40,000", "--by", "Bo Ek", "--again", *MORE).done().lines[0]
    query = "select position from claim_recorded join claims on stream = claim_id "
    query += f"where id like '{gone}%'"
    [at] = claims("sql", query, "--json").json
    claims("withdraw", gone).done()
    claims("redact", str(at["position"]), "--reason", "asked for").done()
    row = row_of(claims, claims("add", "Zinc at 4,000", *MORE, "--again"))
    assert row["commentator"] == "Jane Whitcombe"


@pytest.mark.usefixtures("begun")
def test_an_article_tells_its_address_day_title_and_authors(claims: Claims, tmp_path: Path) -> None:
    page = tmp_path / "article.html"
    page.write_text(FULL, encoding="utf-8")
    added = claims("add", "Copper at 12,000", "--by", "Jane", *MORE, "--from", str(page))
    row = row_of(claims, added)
    assert (row["url"], row["said_on"]) == (ARTICLE, "2026-03-14")
    [source] = [one for one in claims("export", "sources", "--json").json if one["url"] == ARTICLE]
    assert (source["title"], source["publication"]) == ("Copper clears a record", "The Daily Metal")
    assert (source["authors"], source["language"]) == (["Priya Raman", "Tom Ek"], "en-GB")
    assert source["published_on"] == "2026-03-14"


def test_all_that_is_missing_is_named_with_a_command_line_that_keeps_what_was_given(
    claims: Claims, own: Path
) -> None:
    given = ("it's up", "--source", "none", "-p", "80%", "--topic", "a b", "--denies")
    short = claims("add", *given, "--ledger", str(own))
    assert (short.code, short.out) == (2, "")
    wrong, hint = short.err.splitlines()
    assert wrong == "error: 3 things are missing: --by, --said, --due"
    ready = hint.removeprefix("hint:  claims ")
    assert shlex.split(ready) == [
        "add", "it's up", "--by", "NAME", "--said", "2026-03-14", "--due", "end of Q3",
        "--source", "none", "-p", "80%", "--topic", "a b", "--denies", "--ledger", str(own),
    ]  # fmt: skip
    claims(*shlex.split(ready)).done()


@pytest.mark.usefixtures("begun")
def test_once_saved_what_to_do_next_is_said(claims: Claims) -> None:
    added = claims(*COPPER, *MORE, "--source", ARTICLE).done()
    assert f"already past. Answer it now?  claims resolve {added.lines[0]}\n" in added.err
    assert "same article again: claims add --again · wrong? claims undo\n" in added.err
    ahead = claims(*COPPER, "-p", "80%", "--source", "none", "--due", "2199-12-31").done()
    assert "already past" not in ahead.err
    assert "same person again: claims add --again" in ahead.err
