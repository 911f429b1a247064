"""Nothing is shown that may sway, on a screen or in a list."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.review.sat import SPEAKERS, Sit
from tests.cli.running import Claims


def test_the_outcome_is_not_in_the_text_pass_nor_a_hidden_speaker(sit: Sit, three: Path) -> None:
    sat = sit("--coder", "lena", "--hide", "speaker,others,proposal")
    drawn = sat.press("s", "s", "q")
    assert "speaker hidden" in drawn
    assert "Recognised the speaker?" in drawn
    assert not [word for word in (*SPEAKERS, "13 Jul", "2025-07") if word in drawn]
    del three


def test_as_json_the_queue_is_listed_and_an_empty_one_is_an_empty_list(
    claims: Claims, begun: Path
) -> None:
    del begun
    for coding_pass in ("text", "outcome"):
        said = claims("review", "--pass", coding_pass, "--json").done()
        assert (said.json, said.err) == ([], "")
    rows = claims("coder", "agree", "--json").done().json
    assert {row["alpha"] for row in rows} == {None}
    assert claims("coder", "list", "--json").done().json == []
    assert claims("coder", "adjudicate", "--json").done().json == []


def test_what_is_hidden_is_in_no_json(claims: Claims, three: Path) -> None:
    rows = claims("review", "--json", "--hide", "speaker", "--coder", "lena").done().out
    assert not [name for name in SPEAKERS if name in rows]
    assert len(json.loads(rows)) == 3
    del three
