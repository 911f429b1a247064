"""How figures came about is told in sentences, beside every export, and held to what was said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Claims

pytestmark = pytest.mark.usefixtures("seeded")


def beside(claims: Claims, folder: Path, *words: str) -> Any:  # noqa: ANN401 whatever was written
    file = folder / "table.csv"
    claims("export", *words, "-o", str(file)).done()
    return json.loads((folder / "table.csv.meta.json").read_text(encoding="utf-8"))


def test_the_sentences_have_the_numbers_and_stand_beside_every_export(
    claims: Claims, tmp_path: Path
) -> None:
    found = claims("methods", "--json").done().json
    text = " ".join(found["text"])
    assert 10 <= len(claims("methods").done().lines) <= 60
    assert (
        "of 13 claims, 0 came of a plan registered before, 0 of one made afterwards, 13 ad" in text
    )
    assert "11 readings of the words of 11 by 1 coder" in text
    assert "of 11, 11 (100 %) made seeing who spoke" in text
    assert "36 collected, 25 codable, 21 matured, 21 resolved, 18 scored" in text
    assert "the mean Brier of 6 scored claims is 0.255; were 7 more" in text
    assert "from 0.118 to 0.633" in text
    assert "tree head" in text
    for table in ("scoreboard", "claims", "coverage", "replies"):
        assert beside(claims, tmp_path, table)["methods"] == found["text"]
    assert sum(one["n_scored"] for one in found["missing_by_commentator"]) == 6
    assert "methods" not in json.loads(claims("export", "scoreboard").err)


def test_a_filter_narrows_what_the_methods_are_of(claims: Claims) -> None:
    found = claims("methods", "by:Guterres", "--json").done().json
    assert (found["n_claims"], found["missing"]["n_scored"]) == (1, 1)
    assert found["missing"]["mean"] == found["missing"]["lowest"] == 0.9409


def test_an_export_says_whether_it_is_as_was_preregistered(claims: Claims, tmp_path: Path) -> None:
    assert beside(claims, tmp_path, "scoreboard")["preregistration"] is None
    said = claims("preregister", "--score", "brier", "--exclude", "hedges").done()
    assert "there are answers on record" in said.err
    assert "said already" in claims("preregister", "--score", "brier", "--exclude", "hedges").err
    head = beside(claims, tmp_path, "scoreboard")["preregistration"]
    assert head["in_force"]["exclusions"] == ["hedges"]
    assert head["in_force"]["n_claims_before"] == 32
    assert set(head["matches"].values()) == {True}
    cases: dict[str, tuple[str, ...]] = {
        "scope": ("scoreboard", "--scope", "all_rows"),
        "kind": ("scoreboard", "--kind", "intent"),
        "score": ("questions",),
        "selection": ("scoreboard", "by:Guterres"),
    }
    for apart, words in cases.items():
        matches = beside(claims, tmp_path, *words)["preregistration"]["matches"]
        assert [name for name, same in matches.items() if not same] == [apart]


def test_a_further_preregistration_amends_and_both_are_listed(
    claims: Claims, tmp_path: Path
) -> None:
    claims("preregister", "--score", "brier").done()
    claims("preregister", "--score", "log_score", "--story", "ukraine-2022").done()
    rows = claims("preregister", "--json").done().json
    assert [row["primary_score"] for row in rows] == ["brier", "log_score"]
    assert [row["in_force"] for row in rows] == [False, True]
    head = beside(claims, tmp_path, "scoreboard", "story:ukraine-2022")["preregistration"]
    assert [row["primary_score"] for row in head["amends"]] == ["brier"]
    assert set(head["matches"].values()) == {True}
    told = claims("methods", "story:ukraine-2022").done().out
    assert "This report has the scope, kind and selection of the last of them." in told
    assert claims("methods", "--as-of", "2", "--json").json["preregistrations"] == []
