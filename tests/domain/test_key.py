from __future__ import annotations

from ledger.domain.key import STREAM, AdoptKey, KeyAdopted
from tests.given_when_then import given

FIRST, SECOND = AdoptKey("main+1+x"), AdoptKey("main+2+y", "signed")


def test_the_first_key_is_adopted_as_it_is() -> None:
    answer = given().when(AdoptKey("main+1+x", "signed"))
    assert [(new.stream, new.fact) for new in answer.news] == [
        (STREAM, KeyAdopted(key="main+1+x", previous=None, signature=None))
    ]


def test_a_later_key_needs_the_hand_of_the_one_before() -> None:
    given(FIRST).when(AdoptKey("main+2+y")).then_refused("has not signed")
    answer = given(FIRST).when(SECOND)
    assert answer.news[0].fact == KeyAdopted(
        key="main+2+y", previous="main+1+x", signature="signed"
    )


def test_the_key_in_use_is_not_adopted_again_and_an_old_one_never() -> None:
    given(FIRST, SECOND).when(SECOND).then_nothing()
    given(FIRST, SECOND).when(AdoptKey("main+1+x", "signed")).then_refused("in use before")
