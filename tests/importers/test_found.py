"""Commands from many files in an order in which everything stands on what came before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.decide import Command, decide
from ledger.domain.question import PoseQuestion
from ledger.domain.source import RegisterSource
from ledger.errors import Refused
from ledger.importers.found import in_order
from ledger.steps import Located
from tests.given_when_then import Given
from tests.importers.importing import read_all, rows, specimen

DAY = date(2022, 1, 31)
ROWS = read_all(
    {
        "tidy.toml": specimen("tidy.toml"),
        "herald.toml": specimen("herald.toml"),
        "a.csv": rows(
            "1,Ben,rain,0.7,2022-01-02,,,",
            "2,Ana Augur,flood,0.3,2022-01-02,,,",
            "3,Cleo,Will it hail?,0.3,2022-01-02,1,2022-01-31,",
        ),
    }
).rows


def decided(several: Sequence[Located]) -> list[tuple[str, str]]:
    world = Given()
    for row in several:
        for command in row.commands:
            world.add(decide(command, world))
    return sorted((stream, repr(fact)) for stream, fact in world.all())


def located(*commands: Command) -> list[Located]:
    return [Located((command,), "a", line) for line, command in enumerate(commands, start=1)]


@given(st.permutations(ROWS))
def test_in_whatever_order_files_and_entries_come_the_same_facts_follow(
    shuffled: list[Located],
) -> None:
    assert decided(in_order(shuffled)) == decided(in_order(ROWS))


def test_without_being_put_in_order_they_would_be_refused() -> None:
    with pytest.raises(Refused):
        decided(list(reversed(ROWS)))


@given(st.permutations(ROWS))
def test_nothing_is_lost_or_doubled_by_ordering(shuffled: list[Located]) -> None:
    assert sorted(map(repr, in_order(shuffled))) == sorted(map(repr, ROWS))


@given(st.permutations(range(6)))
def test_a_long_line_of_conditions_and_of_editions_is_put_in_order(order: list[int]) -> None:
    posed = [
        PoseQuestion(
            f"q{n}", "Will it?", closes_on=DAY, condition=(f"q{n - 1}", "yes") if n else None
        )
        for n in range(6)
    ]
    editions = [RegisterSource(f"s{n}", edition_of=f"s{n - 1}" if n else None) for n in range(6)]
    shuffled = located(*[posed[n] for n in order], *[editions[n] for n in order])
    assert len(decided(in_order(shuffled))) == 12


def test_a_circle_is_left_for_the_ledger_to_refuse() -> None:
    one = PoseQuestion("a", "Will it?", closes_on=DAY, condition=("b", "yes"))
    other = PoseQuestion("b", "Will it?", closes_on=DAY, condition=("a", "yes"))
    assert len(in_order(located(one, other))) == 2


def test_rows_that_need_nothing_of_each_other_keep_their_order() -> None:
    lines = [f"{n},Ana,Will it rain?,0.7,2022-01-02,,," for n in range(50)]
    found = read_all({"a.csv": rows(*lines)}).rows
    assert in_order(found) == found
