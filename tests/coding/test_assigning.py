"""A deal is a partition: some items to all, each other to one, evenly, and the same anywhere."""

from __future__ import annotations

import math
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.coding.assigning import Deal, deal
from ledger.domain.assignment import TEXT
from ledger.errors import Refused

HOW = Deal(("lena", "tom", "ida"), TEXT, "claims 1", 0.15, 7)
ITEMS = [f"claim-{n}" for n in range(100)]
_ITEMS = st.lists(st.text(max_size=6), unique=True, max_size=30)
_CODERS = st.lists(st.sampled_from("abcdef"), unique=True, min_size=1, max_size=5).map(tuple)


@given(_ITEMS, _CODERS, st.floats(0, 1), st.integers(), st.booleans())
def test_every_item_is_dealt_to_all_or_to_one_and_nobody_twice(
    items: list[str], coders: tuple[str, ...], overlap: float, seed: int, commits: bool
) -> None:
    commits = commits and len(coders) > 1
    given_ = deal(items, Deal(coders, TEXT, "claims 1", overlap, seed, commits=commits))
    who: dict[str, list[str]] = {item: [] for item in items}
    for one in given_:
        who[one.item].append(one.coder)
        assert {*one.together, one.coder} in ({one.coder}, set(coders))
        assert one.committed == (commits and bool(one.together))
    shared = math.ceil(len(items) * overlap)
    assert all(sorted(held) == sorted(coders) or len(held) == 1 for held in who.values())
    assert all(held for held in who.values())
    if len(coders) > 1:
        assert sum(len(held) > 1 for held in who.values()) == shared
    alone = Counter(held[0] for held in who.values() if len(held) == 1)
    if len(coders) > 1:
        counts = [alone[coder] for coder in coders]
        assert max(counts) - min(counts) <= 1
    assert len({one.round for one in given_}) <= 1


@given(st.permutations(ITEMS[:20]))
def test_the_order_in_which_items_come_makes_no_difference(items: list[str]) -> None:
    assert deal(items, HOW) == deal(ITEMS[:20], HOW)


def test_the_seed_draws_the_items_that_all_are_given() -> None:
    def shared(seed: int) -> set[str]:
        return {one.item for one in deal(ITEMS, replace(HOW, seed=seed)) if one.together}

    assert len(shared(7)) == 15
    assert shared(7) == shared(7)
    assert len({frozenset(shared(seed)) for seed in range(10)}) == 10


def test_who_is_to_be_kept_apart_from_an_item_is_not_given_it() -> None:
    apart = frozenset({("lena", ITEMS[0]), ("tom", ITEMS[0]), ("ida", ITEMS[0]), ("tom", ITEMS[1])})
    for overlap in (0.0, 1.0):
        dealt = deal(ITEMS, replace(HOW, overlap=overlap, apart=apart))
        assert not {(one.coder, one.item) for one in dealt} & apart
        assert {one.item for one in dealt} == set(ITEMS[1:])


def test_another_process_deals_the_same() -> None:
    code = (
        "from tests.coding.test_assigning import *\n"
        "print([(one.item, one.coder, one.round) for one in deal(ITEMS, HOW)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = [(one.item, one.coder, one.round) for one in deal(ITEMS, HOW)]
    assert done.stdout.strip() == str(ours)


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        (replace(HOW, coders=("lena", "lena")), "named once"),
        (replace(HOW, coders=("lena", "Léna")), "named once"),
        (replace(HOW, coders=()), "named once"),
        (replace(HOW, coders=("lena",), commits=True), "two coders or more"),
    ],
)
def test_who_codes_must_be_clear(how: Deal, problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        deal(ITEMS, how)
