"""One reading of a claim that several have read: agreed, the median, the only one, or settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from ledger.app import Ledger
from ledger.coding.codebook import shipped
from ledger.domain.adjudication import AdjudicateText
from ledger.domain.claim import RecordClaim
from ledger.domain.coding import CodeText
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion, ResolveQuestion
from tests.readmodel.conftest import opened

CLOSES = date(2025, 12, 31)
WORDS = {
    "term": "It will likely come",
    "hedge": "It may come",
    "bound": "It is not inevitable",
}


def said(key: str) -> RecordClaim:
    return RecordClaim("Ana", key, date(2025, 3, 1), quote=WORDS[key])


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    held = opened(tmp_path / "ledger")
    asked = [PoseQuestion(key, f"Will {key} come?", closes_on=CLOSES) for key in WORDS]
    answers = [ResolveQuestion(key, "yes", CLOSES, CLOSES) for key in WORDS]
    held.execute(
        [RegisterCommentator("Ana"), *asked, *map(said, WORDS), *answers, shipped().adoption()],
        "archive",
    )
    yield held
    held.close()


def code(coder: str, low: int, best: int, high: int, key: str = "term", **more: Any) -> CodeText:  # noqa: ANN401 any field
    """Return a coding with a reading in per cent."""
    fields = {"certainty": "judgment", "claim_kind": "forecast", "polarity": "asserts", **more}
    million = 10_000_000
    return CodeText(
        said(key).stream(), coder, "claims 1",
        low=low * million, best=best * million, high=high * million, **fields,
    )  # fmt: skip


def term(coder: str, lexicon: str = "IPCC", **more: Any) -> CodeText:  # noqa: ANN401 any field
    return code(coder, 66, 83, 100, certainty="term", term="likely", lexicon=lexicon, **more)


def row_of(ledger: Ledger, key: str = "term") -> dict[str, Any]:
    [row] = ledger.ask("from claims where question_key = ?", [key])
    return row


def read(ledger: Ledger, key: str = "term") -> tuple[Any, ...]:
    row = row_of(ledger, key)
    return row["p_low"], row["p"], row["p_high"], row["aggregation"], row["n_coders"]


def test_one_coder_is_one_reading(ledger: Ledger) -> None:
    ledger.execute(code("lena", 60, 70, 80))
    assert read(ledger) == (0.6, 0.7, 0.8, "one reading", 1)


def test_the_same_term_of_the_same_lexicon_is_agreed(ledger: Ledger) -> None:
    ledger.execute([term("lena"), term("tom"), term("ida")])
    assert read(ledger) == (0.66, 0.83, 1.0, "agreed term", 3)


@pytest.mark.parametrize(
    "other",
    [
        term("tom", "another"),
        replace(term("tom"), term="very likely"),
        code("tom", 66, 83, 100),
        replace(term("tom"), best=840_000_000),
    ],
)
def test_anything_otherwise_is_a_median(other: CodeText, ledger: Ledger) -> None:
    ledger.execute([term("lena"), other])
    assert read(ledger)[3:] == ("median", 2)


@pytest.mark.parametrize("bests", [(30, 80), (30, 80, 40), (10, 20, 90, 100), (50, 50, 50)])
def test_the_median_lies_within_the_widest_of_the_ranges(
    bests: tuple[int, ...], ledger: Ledger
) -> None:
    for n, best in enumerate(bests):
        ledger.execute(code(f"coder {n}", max(0, best - n), best, min(100, best + n)))
    low = min(max(0, best - n) for n, best in enumerate(bests)) / 100
    high = max(min(100, best + n) for n, best in enumerate(bests)) / 100
    expected = (low, median(bests) / 100, high, "median", len(bests))
    assert read(ledger) == pytest.approx(expected)


def test_what_was_adjudicated_is_in_force_and_counts_the_coders(ledger: Ledger) -> None:
    ledger.execute([code("lena", 20, 30, 40), code("tom", 70, 80, 90)])
    umpire = code("umpire", 55, 60, 65)
    ledger.execute(AdjudicateText(umpire, ("lena", "tom"), "the next sentence"))
    assert read(ledger) == (0.55, 0.6, 0.65, "adjudicated", 2)
    ledger.execute(AdjudicateText(replace(umpire, best=640_000_000), ("lena", "tom"), "a letter"))
    assert read(ledger)[1] == 0.64
    row = row_of(ledger)
    assert (row["status"], row["brier"]) == ("resolved", pytest.approx(0.36**2))


def test_a_later_coding_does_not_move_what_was_adjudicated(ledger: Ledger) -> None:
    ledger.execute(code("lena", 20, 30, 40))
    ledger.execute(AdjudicateText(code("umpire", 55, 60, 65), ("lena",), "why"))
    ledger.execute(code("tom", 90, 90, 90))
    assert read(ledger) == (0.55, 0.6, 0.65, "adjudicated", 2)


def test_an_adjudicated_hedge_leaves_the_claim_unscorable(ledger: Ledger) -> None:
    ledger.execute([code("lena", 20, 30, 40), code("tom", 70, 80, 90)])
    hedge = CodeText(said("term").stream(), "umpire", "claims 1", certainty="hedge")
    ledger.execute(AdjudicateText(hedge, ("lena", "tom"), "may, not will"))
    row = row_of(ledger)
    assert (row["p"], row["brier"], row["status"]) == (None, None, "unscorable")
    assert row["aggregation"] == "adjudicated"
    [person] = ledger.table("scoreboard").rows()
    assert (person["n_resolved"], person["n_unscorable"]) == (0, 3)


def test_undoing_an_adjudication_brings_the_coders_back(ledger: Ledger) -> None:
    ledger.execute([code("lena", 20, 30, 40), code("tom", 70, 80, 90)])
    step = ledger.execute(AdjudicateText(code("umpire", 55, 60, 65), ("lena", "tom"), "why"))
    ledger.undo(step.step)
    assert read(ledger) == (0.2, 0.55, 0.9, "median", 2)


@pytest.mark.parametrize("key", ["hedge", "bound"])
@pytest.mark.parametrize("certainty", ["judgment", "hedge"])
def test_a_hedge_is_unscorable_whatever_coders_say(
    key: str, certainty: str, ledger: Ledger
) -> None:
    ledger.execute([code(who, 60, 70, 80, key, certainty=certainty) for who in ("lena", "tom")])
    row = row_of(ledger, key)
    assert (row["brier"], row["status"]) == (None, "unscorable")
    [person] = ledger.table("scoreboard").rows()
    assert person["n_resolved"] == 0


def test_numbers_of_a_hedge_are_in_the_coding_only(ledger: Ledger) -> None:
    ledger.execute(code("lena", 60, 70, 80, "hedge", certainty="hedge"))
    [coding] = ledger.table("codings").rows()
    assert (coding["certainty"], coding["low"], coding["best"], coding["high"]) == (
        "hedge", 0.6, 0.7, 0.8
    )  # fmt: skip
    assert ledger.table("estimates").rows() == []
    assert read(ledger, "hedge")[:3] == (None, None, None)


def test_an_adjudicated_no_claim_is_set_aside_and_an_adjudicated_kind_mends_it(
    ledger: Ledger,
) -> None:
    ledger.execute([code("lena", 20, 30, 40), code("lena", 20, 30, 40, "hedge")])
    umpire = code("umpire", 20, 30, 40, claim_kind="intent", polarity="denies")
    ledger.execute(AdjudicateText(umpire, ("lena",), "he speaks for himself"))
    assert (row_of(ledger)["kind"], row_of(ledger)["polarity"]) == ("intent", "denies")
    hope = CodeText(said("hedge").stream(), "umpire", "claims 1", is_claim=False, no_claim="a hope")
    ledger.execute(AdjudicateText(hope, ("lena",), "a wish"))
    assert ledger.ask("from claims where question_key = 'hedge'") == []
    [rejected] = ledger.ask("from rejected")
    assert rejected["reason"] == "a hope"


def test_what_was_seen_is_told_of_the_reading(ledger: Ledger) -> None:
    ledger.execute([
        code("lena", 20, 30, 40, recognised_speaker=False, knew_outcome=False),
        code("tom", 20, 30, 40, shown=("speaker",), knew_outcome=True),
    ])  # fmt: skip
    rows = {row["coder"]: row for row in ledger.table("estimates").rows()}
    assert [rows[who]["saw_speaker"] for who in ("lena", "tom")] == [False, True]
    assert [rows[who]["saw_outcome"] for who in ("lena", "tom")] == [False, True]
