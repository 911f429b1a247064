"""What the screens may say about people, and what they must not."""

from __future__ import annotations

import pytest
from rich.console import RenderableType

from ledger.screens import calibration, dashboard, forest, person, scoreboard, words
from ledger.screens.look import Look
from ledger.screens.rows import ScoreRow
from tests.screens import sample
from tests.screens.pictures import EARLY, EMPTY, LATE
from tests.screens.showing import shown

WIDE = Look(120)


@pytest.mark.parametrize(
    ("said", "n", "k", "word"),
    [
        (0.95, 60, 40, "too sure"),
        (0.05, 60, 20, "too sure"),
        (0.85, 60, 60, "too unsure"),
        (0.15, 60, 0, "too unsure"),
        (0.20, 60, 58, "too sure"),
        (0.50, 60, 58, "too unsure"),
        (0.75, 60, 45, ""),
        (0.95, 9, 0, ""),
        (0.95, 0, 0, ""),
    ],
)
def test_a_verdict_needs_ten_claims_and_an_interval_that_excludes_what_was_said(
    said: float, n: int, k: int, word: str
) -> None:
    assert calibration.verdict(sample.band(5, n, k, said)) == word


def test_every_band_is_shown_with_its_n_and_nothing_is_folded() -> None:
    lines = board_lines(calibration.bands(sample.BANDS, WIDE))
    assert len(lines) == 1 + 10 + 1  # titles, bands, end of text
    assert all(str(row["n"]) in line for row, line in zip(sample.BANDS, lines[1:], strict=False))


def test_bands_and_verdicts_wait_for_thirty_questions_in_ten_stories() -> None:
    thin = [sample.score("Ana", 29, 0.2)]
    text = shown(calibration.render(calibration.Calibration(sample.BANDS, scores=thin), WIDE), WIDE)
    assert "Bands need 30 questions in 10 stories; so far 27 questions in 27 stories" in text
    assert "too sure" not in text


def test_what_words_were_taken_for_gets_no_verdict() -> None:
    numbers = [row for row in sample.BANDS if calibration.verdict(row)]
    assert numbers
    for source in ("verbal", "pooled"):
        assert not any(calibration.verdict({**row, "prob_source": source}) for row in numbers)


def test_a_band_of_fewer_than_ten_is_faint() -> None:
    drawn = forest.bar(forest.Marks(0.5, 0.2, 0.8, faint=True), forest.SHARES, WIDE)(40)
    assert {str(span.style) for span in drawn.spans if str(span.style)} == {"dim"}


def test_nobody_below_ten_stands_in_order_of_score() -> None:
    text = "\n".join(board_lines(board(sample.FEW + sample.RANKED)))
    assert "(4 others)" in text
    assert "n<10 each" in text
    assert "Zoe Ames" not in text


def test_people_stand_in_order_of_score() -> None:
    assert order(sample.RANKED[::-1], "Ada", "Magnus", "Rosa", "Jane", "Paul")


def test_where_nobody_has_ten_they_stand_in_order_of_name_with_n_and_score() -> None:
    text = "\n".join(board_lines(board(sample.FEW)))
    assert order(sample.FEW, "Åsa Dahl", "Wim Baart", "Zoe Ames")
    assert "0.041" in text
    assert "nobody has 10 yet" in text
    assert "━" not in text


def test_an_anonymous_group_is_listed_apart_and_never_ranked() -> None:
    assert order([sample.ANONYMOUS, *sample.RANKED], "Ada", "Paul", "anonymous", "US officials")
    line = next(line for line in board_lines(board([sample.ANONYMOUS])) if "US officials" in line)
    assert "●" not in line


def test_an_anonymous_group_alone_gets_no_interval_on_its_own_screen() -> None:
    text = shown(person.render(person.Person("US officials", [sample.ANONYMOUS]), WIDE), WIDE)
    assert "never ranked" in text
    assert "━" not in text


def test_simulated_forecasters_come_after_everybody_real_and_are_marked() -> None:
    assert order([*sample.SIMULATED, *sample.RANKED], "Ada", "Paul", "simulated", "sim. Always")


def test_whoever_speaks_in_words_and_in_numbers_has_a_row_for_each() -> None:
    rows = [sample.score("Ada", 20, 0.1, prob_source=source) for source in ("numeric", "verbal")]
    text = "\n".join(board_lines(board(rows)))
    assert "Ada (numbers)" in text
    assert "Ada (words)" in text


def test_a_score_beyond_the_axis_is_shown_as_beyond() -> None:
    drawn = forest.bar(forest.Marks(0.9, 0.8, 1.0), forest.BRIER, WIDE)(20).plain
    assert drawn.endswith("▸")
    assert "●" not in drawn


def test_the_dot_is_never_hidden_by_what_was_said() -> None:
    drawn = forest.bar(forest.Marks(0.5, 0.4, 0.6, said=0.5), forest.SHARES, WIDE)(21).plain
    assert drawn[10] == "●"


def test_below_ten_the_headline_has_no_interval() -> None:
    assert "too few yet" in shown(dashboard.render(EARLY, WIDE), WIDE)
    assert "±0.015" in shown(dashboard.render(LATE, WIDE), WIDE)


def test_answered_claims_are_told_one_by_one_only_while_nobody_has_ten() -> None:
    assert "Answered claims" in shown(dashboard.render(EARLY, WIDE), WIDE)
    assert "Answered claims" not in shown(dashboard.render(LATE, WIDE), WIDE)


def test_the_footer_counts_what_is_left_out_and_says_why() -> None:
    text = " ".join(shown(dashboard.render(LATE, WIDE), WIDE).split())
    assert "81 of 412 claims not scored: 38 still open, 18 without a deadline" in text
    assert "scope all_rows, kind forecast" in text


def test_intent_stands_beside_forecasts_and_not_among_them() -> None:
    text = shown(dashboard.render(LATE, WIDE), WIDE)
    assert "promises and threats: 61 claims" in text
    assert "412" in text


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_to_show_is_a_sentence_with_a_next_step(name: str) -> None:
    text = shown(EMPTY[name](WIDE), WIDE)
    assert "." in text
    assert "`claims" in text or name == "table"


@pytest.mark.parametrize(
    ("status", "outcome", "told"),
    [
        ("resolved", "yes", "yes"),
        ("void", "annulled", "annulled"),
        ("void", None, "void"),
        ("late", "no", "no, late"),
        ("open", None, "open"),
        ("no_deadline", None, "no deadline"),
        ("unscorable", "condition_unmet", "condition unmet"),
        ("unscorable", None, "unscorable"),
        ("rejected_kind", "yes", "not scored"),
        ("superseded", "yes", "yes, superseded"),
    ],
)
def test_what_became_of_a_claim_is_told_in_the_same_words_everywhere(
    status: str, outcome: str | None, told: str
) -> None:
    assert words.standing(sample.claim(status=status, outcome=outcome)) == told


def board(rows: list[ScoreRow]) -> RenderableType:
    return scoreboard.render(scoreboard.Scoreboard(rows), WIDE)


def board_lines(renderable: RenderableType) -> list[str]:
    return shown(renderable, WIDE).split("\n")


def order(rows: list[ScoreRow], *names: str) -> bool:
    text = "\n".join(board_lines(board(rows)))
    places = [text.find(name) for name in names]
    return -1 not in places and places == sorted(places)


def test_claims_on_other_kinds_of_question_are_counted_and_never_called_none() -> None:
    alone = shown(dashboard.render(dashboard.Dashboard(["x"], n_other_kinds=3), WIDE), WIDE)
    assert "No claims on questions of yes or no" in alone
    assert "No claims yet" not in alone
    beside = dashboard.Dashboard(["x"], everybody=sample.EVERYBODY, n_other_kinds=3)
    assert "3 more claims on options, numbers and days" in shown(
        dashboard.render(beside, WIDE), WIDE
    )
