"""Who is on record under which names, and which documents there are."""

from __future__ import annotations

import pytest

from tests.cli.running import Claims

pytestmark = pytest.mark.usefixtures("seeded")


def names(claims: Claims) -> list[str]:
    return [str(row["commentator"]) for row in claims("person", "list", "--json").json]


def test_a_merge_counts_the_claims_of_one_as_the_others(claims: Claims) -> None:
    before = len(claims("list", "by:Biden").lines), len(claims("list", "by:Blinken").lines)
    claims("person", "merge", "Biden", "Blinken", "--reason", "one voice").done()
    assert "they are one already" in claims("person", "merge", "Biden", "Blinken").done().err
    assert len(claims("list", "by:Blinken").lines) == sum(before)
    assert claims("list", "by:Biden").out == claims("list", "by:Blinken").out
    assert "Joe Biden" not in names(claims)
    claims("undo").done()
    assert len(claims("list", "by:Biden").lines) == before[0]


def test_an_alias_leads_to_whom_it_was_given(claims: Claims) -> None:
    claims("person", "alias", "Guterres", "the secretary-general").done()
    assert claims("list", "by:secretary-general").done().out == claims("list", "by:Guterres").out
    assert "it does already" in claims("person", "alias", "Guterres", "the secretary-general").err
    by = ("--by", "The Secretary-General", "--said", "2022-01-30", "--source", "none", "-p", "5%")
    claims("add", "--question", "invasion", *by).done()
    assert len(claims("list", "by:Guterres").lines) == 2


def test_after_a_rename_the_new_name_is_shown_and_the_old_one_still_leads_there(
    claims: Claims,
) -> None:
    claims("person", "rename", "António Guterres", "A. de Oliveira").done()
    assert "A. de Oliveira" in names(claims)
    assert "António Guterres" not in names(claims)
    row = claims("list", "by:Guterres", "--json").done().json[0]
    assert row["commentator"] == "A. de Oliveira"
    assert claims("list", "by:Oliveira").out == claims("list", "by:António").out


def test_a_person_is_shown_with_scores_and_claims(claims: Claims) -> None:
    record = claims("person", "Guterres", "--json").done().json
    assert record["name"] == "António Guterres"
    assert [row["brier"] for row in record["scoreboard"]] == [0.9409]
    assert [row["id"] for row in record["claims"]] == ["fnghdcbb"]
    screen = claims("person", "Guterres").done().out
    assert "António Guterres" in screen
    assert "0.941" in screen
    assert claims("person", "show", "Guterres").done().out == screen


def test_a_persons_promises_stand_apart(claims: Claims) -> None:
    intent = claims("person", "Biden", "--kind", "intent", "--json").done().json["scoreboard"]
    forecasts = claims("person", "Biden", "--json").done().json["scoreboard"]
    assert [row["n_resolved"] for row in intent] == [2]
    assert [row["n_resolved"] for row in forecasts] in ([], [0])


def test_a_source_is_added_once(claims: Claims) -> None:
    add = (
        "source", "add", "https://example.org/copper?utm_source=x", "--key", "copper-2026",
        "--publication", "The Daily Metal", "--title", "Copper", "--author", "A B", "--author",
        "C D", "--published", "2026-03-14", "--archive", "https://archive.example/1",
    )  # fmt: skip
    assert "copper-2026 is here" in claims(*add).done().err
    assert "it was here already" in claims(*add).done().err
    found = claims("source", "https://example.org/copper", "--json").done().json["source"]
    assert (found["source_key"], found["authors"]) == ("copper-2026", ["A B", "C D"])
    assert found["published_on"] == "2026-03-14"


def test_a_source_is_linked_to_its_original_once(claims: Claims) -> None:
    claims("source", "add", "reprint").done()
    link = ("source", "link", "reprint", "nyt-2022-01-21")
    claims(*link).done()
    assert "it was linked already" in claims(*link).done().err
    row = claims("source", "reprint", "--json").json["source"]
    assert str(row["edition_of"]).removeprefix("source-") == "nyt-2022-01-21"
    circle = claims("source", "link", "nyt-2022-01-21", "reprint")
    assert circle.code == 2


def test_a_retraction_is_shown_with_the_document_and_its_claims_stay(claims: Claims) -> None:
    before = claims("list", "source:nyt-2022-01-21").lines
    claims("source", "retract", "nyt-2022-01-21", "--reason", "by the editors").done()
    assert "by the editors" in claims("source", "nyt-2022-01-21").done().out
    assert claims("list", "source:nyt-2022-01-21").lines == before


def test_a_document_shows_the_claims_it_carries_reprints_too(claims: Claims) -> None:
    reprint = claims("source", "bloomberg-2021-12-08", "--json").done().json
    own = claims("list", "source:bloomberg-2021-12-08", "--json").json
    assert len(reprint["claims"]) > len(own)
