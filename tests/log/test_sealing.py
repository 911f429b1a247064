"""Rows are sealed as the leaf record says, and the tree grows by them as if by one at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.log.sealing import Unsealed, seal
from ledger.seal.leaf import SALT_BYTES, content_hash, sealed
from ledger.seal.tree import Frontier

MOMENT = "2026-11-25T06:37:31.419107Z"
names = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\n"), min_size=1)
facts = st.lists(st.builds(Unsealed, names, st.integers(1, 9), names, st.binary(max_size=40)))


@given(facts, facts)
def test_what_is_sealed_is_the_leaf_record_of_the_stored_bytes(
    before: list[Unsealed], news: list[Unsealed]
) -> None:
    frontier, expected = Frontier(), Frontier()
    rows = seal(frontier, before, MOMENT) + seal(frontier, news, MOMENT)
    for at, (row, fact) in enumerate(zip(rows, before + news, strict=True), 1):
        position, *held, recorded_at, salt, leaf = row
        assert (position, tuple(held), recorded_at) == (at, fact, MOMENT)
        assert salt is not None
        assert len(salt) == SALT_BYTES
        content = content_hash(salt, fact.state)
        assert leaf == sealed(at, fact.stream, fact.version, MOMENT, fact.name, content)
        expected.append(leaf)
    assert (frontier.size, frontier.packed()) == (expected.size, expected.packed())


def test_no_two_facts_have_one_salt() -> None:
    rows = seal(Frontier(), [Unsealed("a", 1, "n", b"{}")] * 1_000, MOMENT)
    assert len({row[6] for row in rows}) == 1_000


@pytest.mark.parametrize("fact", [("a\nb", 1, "n", b"{}"), ("a", 1, "n\n", b"{}")])
def test_no_field_holds_a_line_break(fact: tuple[str, int, str, bytes]) -> None:
    with pytest.raises(ValueError, match="line break"):
        seal(Frontier(), [fact], MOMENT)
