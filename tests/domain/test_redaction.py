from __future__ import annotations

import pytest

from ledger.domain.facts import FACTS
from ledger.domain.redaction import CONTENT, FactRedacted, RedactFact, still_counts, stream_of
from tests.given_when_then import given

GONE = RedactFact(3, "claim.recorded", "one", 1, "a hash", counts=False, reason="a private name")


def test_a_redaction_is_announced_once_with_what_its_leaf_needs() -> None:
    answer = given().when(GONE)
    assert [(new.stream, new.fact) for new in answer.news] == [
        (
            stream_of(3),
            FactRedacted(
                redacted_position=3,
                redacted_batch="one",
                redacted_version=1,
                content_hash="a hash",
                reason="a private name",
            ),
        )
    ]
    given(GONE).when(GONE).then_nothing()


def test_what_still_counts_is_kept() -> None:
    counts = RedactFact(3, "claim.recorded", "one", 1, "a hash", counts=True, reason="why")
    given().when(counts).then_refused("would change the record")


@pytest.mark.parametrize("name", sorted(set(FACTS) - set(CONTENT)))
def test_what_the_ledger_rests_on_is_kept(name: str) -> None:
    command = RedactFact(3, name, "one", 1, "a hash", counts=False, reason="why")
    given().when(command).then_refused("rests on it")


def test_what_can_be_redacted_are_facts_there_are() -> None:
    assert set(CONTENT) | {later for ends in CONTENT.values() for later in ends} <= set(FACTS)


@pytest.mark.parametrize(
    ("later", "counts"),
    [
        ((), True),
        (("claim.corrected",), False),
        (("claim.withdrawn",), False),
        (("claim.withdrawn", "claim.restored"), True),
        (("claim.corrected", "claim.withdrawn", "claim.restored"), False),
        (("claim.withdrawn", "claim.restored", "claim.withdrawn"), False),
        (("estimate.revised",), True),
    ],
)
def test_content_counts_until_it_is_superseded_or_withdrawn(
    later: tuple[str, ...], counts: bool
) -> None:
    assert still_counts("claim.recorded", later) is counts
