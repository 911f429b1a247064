"""``claims sensitivity`` on the seed articles: what verdicts survive, the same bytes each time."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ARTICLES, Claims

GOLDEN = Path(__file__).parent / "golden" / "sensitivity"
AMBIGUOUS = {"deescalation": "Victoria Y. Zhuravleva", "military-technical-if": "Vladimir Putin"}


@pytest.fixture
def seed(claims: Claims) -> Claims:
    claims("import", *ARTICLES).done()
    return claims


@pytest.mark.parametrize("width", [80, 120])
def test_the_seed_articles_look_as_they_did(
    width: int, seed: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A golden file is accepted by reading its diff: UPDATE_GOLDEN=1 writes it."""
    monkeypatch.setenv("COLUMNS", str(width))
    said = "\n".join(line.rstrip() for line in seed("sensitivity").done().lines)
    said = re.sub(r"day \d{4}-\d\d-\d\d", "day TODAY", said) + "\n"
    assert max(map(len, said.split("\n"))) <= width
    file = GOLDEN / f"{width}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")


def test_two_runs_are_the_same_bytes(seed: Claims) -> None:
    assert seed("sensitivity", "--json").done().out == seed("sensitivity", "--json").done().out
    assert seed("export", "sensitivity").done().out == seed("export", "sensitivity").done().out


def of(told: list[dict[str, Any]], name: str) -> dict[str, Any]:
    [row] = [row for row in told if row["commentator"] == name]
    return row


def test_it_tells_of_guterres_that_no_lexicon_covers_his_words(seed: Claims) -> None:
    """Coded 0 to 15 % of an invasion that came: .7225 to 1, worse than a coin whatever he meant."""
    row = of(seed("sensitivity", "--json").done().json["commentators"], "António Guterres")
    assert [word["phrase"] for word in row["not_covered"]] == ["convinced"]
    assert (row["n"], row["verdict"], row["lexicon_coverage"]) == (1, "worse than a coin", 0)
    assert (row["brier_lexicon_lo"], row["brier_lexicon_hi"]) == (0.7225, 1.0)
    assert row["fails"] == ["hindsight: out"]
    assert row["robust"] is False
    assert {"readings: low", "readings: high", "deadlines: -30 days"} <= set(row["survives"])
    assert "no lexicon covers “convinced”" in seed("sensitivity").done().out


def test_both_answers_to_the_ambiguous_questions_are_in_it(seed: Claims) -> None:
    told = seed("sensitivity", "--json").done().json
    for key, who in AMBIGUOUS.items():
        [row] = [row for row in told["answers"] if row["question_key"] == key]
        assert (row["commentator"], row["brier_if_yes"], row["brier_if_no"]) == (
            who,
            0.0009,
            0.9409,
        )
        assert row["outcome"] == "ambiguous"
    rows = {
        row["variant"]: row["verdict"]
        for row in seed("sensitivity", "--kind", "all", "--json").done().json["variants"]
        if row["commentator"] == AMBIGUOUS["deescalation"]
    }
    assert rows["default"] is None
    assert rows["voids: yes"] == "better than a coin"
    assert rows["voids: no"] == "worse than a coin"


def test_the_export_has_a_row_for_each_variant_and_the_scoreboard_the_range(seed: Claims) -> None:
    rows = seed("export", "sensitivity", "by:Guterres", "--format", "json").done().json
    told = seed("sensitivity", "by:Guterres", "--json").done().json["variants"]
    assert [row["variant"] for row in rows] == [row["variant"] for row in told]
    assert [row["brier"] for row in rows] == [row["brier"] for row in told]
    [board] = seed("export", "scoreboard", "by:Guterres", "--format", "json").done().json
    assert (board["lexicon_coverage"], board["n_coders"], board["brier_coder_lo"]) == (0, 1, None)
    assert (board["brier_lexicon_lo"], board["brier_lexicon_hi"]) == (0.7225, 1.0)


def test_what_it_does_not_take_is_refused(seed: Claims) -> None:
    said = seed("export", "sensitivity", "--by", "topic")
    assert (said.code, "only scoreboard and calibration take --by" in said.err) == (2, True)
