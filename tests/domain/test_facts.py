"""Every fact there is: a name of its own, a shape that SQL can take, and a ground it stands on."""

from __future__ import annotations

import re

import pytest

from ledger.domain.fact import Fact
from ledger.domain.facts import FACTS, streams_named
from tests.domain.any_command import TOUR
from tests.given_when_then import Given, given

STREAM = re.compile(r"(claim|commentator|question|source|story|plan|rejection)-.+")
EVERYTHING = given(*TOUR)


def all_facts(cls: type[Fact]) -> list[type[Fact]]:
    return [cls, *(deeper for one in cls.__subclasses__() for deeper in all_facts(one))]


def test_every_fact_that_has_a_stored_name_is_listed() -> None:
    named = [
        cls
        for cls in all_facts(Fact)
        if "stored_name" in vars(cls) and cls.__module__.startswith("ledger.")
    ]
    assert set(FACTS.values()) == set(named)
    assert len(FACTS) == len(named)


@pytest.mark.parametrize("name", FACTS)
def test_a_stored_name_is_an_entity_and_what_happened_to_it(name: str) -> None:
    assert re.fullmatch(r"[a-z]+\.([a-z]+ed|withdrawn|undone|redone)", name)


@pytest.mark.parametrize("cls", FACTS.values(), ids=list(FACTS))
def test_every_field_is_always_written(cls: type[Fact]) -> None:
    assert all(field.is_required() for field in cls.model_fields.values())


@pytest.mark.parametrize("cls", FACTS.values(), ids=list(FACTS))
def test_there_is_a_way_up_from_every_version(cls: type[Fact]) -> None:
    assert set(cls.upcasts) == set(range(1, cls.class_version))


def test_a_fact_names_every_stream_it_stands_on() -> None:
    for _, fact in EVERYTHING.all():
        values = {
            part
            for name, value in fact
            if name != "short_id"
            for part in (value if isinstance(value, tuple) else (value,))
        }
        mentioned = {value for value in values if isinstance(value, str) and STREAM.match(value)}
        assert streams_named(fact) == mentioned


def test_what_a_fact_stands_on_was_there_before_it() -> None:
    seen: set[str] = set()
    world = Given()
    for command in TOUR:
        answer = world.when(command)
        for new in answer.news:
            assert streams_named(new.fact) <= seen | {new.stream}
            seen.add(new.stream)
        world = answer.now()
