"""One key an item, each saved at once."""

from __future__ import annotations

from pathlib import Path

from tests.cli.review.sat import Sit, codings, plain
from tests.cli.running import Claims


def test_one_key_codes_an_item_and_the_next_call_goes_on(
    sit: Sit, claims: Claims, three: Path
) -> None:
    first = sit("--coder", "lena")
    drawn = first.press("y", "q")
    assert "1/3 · text pass · coder lena · codebook claims 1" in drawn
    assert "“Event 0 will likely come”" in drawn
    assert "1 coded, 2 left" in first.end()
    again = sit("--coder", "lena")
    assert "2/3 · text pass" in again.press("\r")
    again.press("y")
    assert "2 coded, 0 left" in again.end()
    rows = codings(claims)
    assert len(rows) == 3
    assert {row["term"] for row in rows.values()} == {"likely"}
    assert "nothing to code; 3 coded already" in claims("review", "--coder", "lena").done().err
    del three


def test_keys_make_the_coding_that_stands_on_the_screen(
    sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "lena")
    drawn = sat.press("7", "k", "p", "f", "o", "w")
    assert "70 % that the answer is yes" in drawn
    sat.line("Note", "turned twice")
    sat.press("c")
    sat.line("How sure", "60-80%")
    sat.press("t")
    sat.line("By when", "2026-06-30 because the mandate ends")
    assert "the mandate ends" in " ".join(sat.press("y").split())
    assert "no claim:  (1) a hope" in plain(sat.press("n") + sat.until("nothing to resolve"))
    sat.child.send("2")
    sat.press("h", "y")
    sat.end()
    rows = codings(claims)
    first, second, third = (rows["lena", f"Will event {n} come?"] for n in range(3))
    assert (first["low"], first["best"], first["high"]) == (0.6, 0.7, 0.8)
    assert (first["kind"], first["polarity"], first["question_fits"]) == ("intent", "denies", False)
    assert (first["note"], first["knew_outcome"]) == ("turned twice", True)
    assert (first["deadline"], first["closes_on"]) == ("coded", "2026-06-30")
    assert (second["is_claim"], second["no_claim"]) == (False, "an opinion")
    assert (third["certainty"], third["best"]) == ("hedge", None)
    del three


def test_what_was_put_off_stays_and_what_is_taken_back_is_shown_again(
    sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "lena")
    sat.press("y", "s")
    assert "Event 2" in sat.press("u")
    assert "Event 0" in sat.press("3")
    sat.press("y")
    assert "Event 1" in sat.press("u")
    assert "Event 0" in sat.press("u")
    assert "nothing of this sitting is left to take back" in sat.press("q")
    assert "0 coded, 3 left" in sat.end()
    assert codings(claims) == {}
    del three


def test_wrong_lines_are_told_and_nothing_is_lost(sit: Sit, three: Path) -> None:
    sat = sit("--coder", "lena")
    sat.press("c")
    sat.line("How sure", "gibberish")
    sat.press("t")
    sat.line("By when", "soon")
    drawn = sat.press("?", "z", "q")
    assert "error: " in drawn
    assert "hint:  " in drawn
    assert "0 coded, 3 left" in sat.end()
    del three
