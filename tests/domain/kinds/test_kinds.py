"""The shelf of question kinds: each says how it ends, and every kind may turn out void."""

from __future__ import annotations

from typing import get_args

import pytest

from ledger.domain.kinds import KINDS, VOID_OUTCOMES, KindName, check_outcome, kind_called
from ledger.errors import Refused


def test_every_kind_on_the_shelf_has_its_line_in_the_union() -> None:
    assert set(KINDS) == set(get_args(KindName))
    assert all(kind.name == name for name, kind in KINDS.items())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_ends_in_its_own_ways_or_is_void(kind: str) -> None:
    own = KINDS[kind].outcomes
    assert len(own) > 1
    assert not set(own) & set(VOID_OUTCOMES)
    for outcome in (*own, *VOID_OUTCOMES):
        check_outcome(kind, outcome)


@pytest.mark.parametrize("kind", KINDS)
def test_another_outcome_is_refused_with_those_there_are(kind: str) -> None:
    with pytest.raises(Refused) as refused:
        check_outcome(kind, "perhaps")
    assert all(outcome in refused.value.remedy for outcome in KINDS[kind].outcomes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_without_words_is_refused_by_every_kind(kind: str) -> None:
    with pytest.raises(Refused):
        KINDS[kind].check("  ")


def test_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="tarot"):
        kind_called("tarot")
