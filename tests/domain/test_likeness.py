"""Claims that are put like one that is being written are found, and the difference is named."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest

from ledger.domain.likeness import Stated, Statements, numbers, told

COPPER = "Copper trades above $11,000 a tonne on the LME before 1 Oct 2026"
DUE = date(2026, 9, 30)
HELD = Statements(
    [Stated("kkkk", COPPER, DUE), Stated("zzzz", "The Senate passes the bill in May")]
)


@pytest.mark.parametrize(
    ("text", "due", "difference"),
    [
        (COPPER, DUE, "same words"),
        (COPPER, None, "same words"),
        ("copper trades above $11000 a tonne on the L.M.E. before 1 Oct 2026", DUE, "other words"),
        (COPPER.upper().replace("11,000", "11000"), date(2026, 12, 31), "same words, another day"),
        (COPPER.replace("11,000", "12,000"), DUE, "numbers differ"),
        (COPPER.replace("trades", "does not trade"), DUE, "one is negated"),
        (COPPER.replace("trades above $11,000", "never trades above $9"), DUE,
         "numbers differ, one is negated"),
        ("On the LME copper trades above $11,000 a tonne before 1 Oct 2026", DUE, "other words"),
    ],
)  # fmt: skip
def test_a_like_claim_is_named_with_what_tells_it_apart(
    text: str, due: date | None, difference: str
) -> None:
    [found] = HELD.like(text, due)
    assert (found.other.id, found.difference) == ("kkkk", difference)
    assert found.per_cent >= 85
    assert told([found]) == [f"like kkkk: {found.per_cent} %, {difference}: {COPPER}"]


@pytest.mark.parametrize("text", ["Copper", "Tin is worthless by 2030", "", "¿?"])
def test_a_claim_with_a_word_in_common_is_not_like_it(text: str) -> None:
    assert HELD.like(text) == []


def test_numbers_are_the_same_however_their_thousands_are_written() -> None:
    assert numbers("11,000 or 11000, 3.5") == {"11000", "3.5"}


def test_the_likest_come_first_and_no_more_than_were_asked_for() -> None:
    several = Statements(
        [Stated(str(n), f"{COPPER} {'x' * n}") for n in range(1, 9)] + [Stated("same", COPPER)]
    )
    found = several.like(COPPER)
    assert found[0].other.id == "same"
    assert len(found) == 3


def test_among_a_hundred_thousand_nobody_waits() -> None:
    chosen = random.Random(1)  # noqa: S311 the same words each time
    words = [f"w{n}" for n in range(3000)]
    held = [Stated(str(n), " ".join(chosen.choices(words, k=12))) for n in range(100_000)]
    ready = Statements(held)
    start = time.process_time()
    assert ready.like(held[5].text)[0].other.id == "5"
    assert time.process_time() - start < 2
