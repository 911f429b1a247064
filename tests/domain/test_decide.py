"""The laws of every decision: it answers or refuses, adds nothing twice, and can be read back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from ledger.domain.claim import RecordClaim
from ledger.domain.decide import Command, concerns, decide
from ledger.domain.fact import New
from ledger.domain.facts import FACTS
from ledger.errors import LedgerError
from ledger.log.mapper import Envelope, head, to_recorded, to_stored
from tests.domain.any_command import (
    ANY_COMMAND,
    BY_TYPE,
    OFTEN_FRUITFUL,
    SEEN_CLAIMS,
    TOUR,
    WORLD,
)
from tests.domain.sample import ALL, ANA, RAIN, READING, ROW, SAID
from tests.given_when_then import Given, given

SHARED = head(Envelope(datetime(2022, 3, 1, 12, tzinfo=UTC), "test recorder", "step"))


COMMANDS = st.lists(OFTEN_FRUITFUL, max_size=40)
BEFORE = st.integers(len(WORLD), len(TOUR)).map(lambda length: TOUR[:length])


def decided(world: Given, command: Command) -> None:
    """Add what a command leads to; a refusal leads to nothing. Nothing else may be raised."""
    with suppress(LedgerError):
        world.add(decide(command, world))


NOT_YET_ASKED_FOR = {"occurrence.withdrawn", "rejection.withdrawn"}
"""Facts that can be stored and read, and that no command leads to so far."""


def test_every_command_is_tried() -> None:
    assert set(BY_TYPE) == set(get_args(Command))


def test_every_fact_follows_from_some_command_and_is_never_added_twice() -> None:
    world = Given()
    for command in TOUR:
        world = world.when(command).now()
        world.when(command).then_nothing()
    found = {fact.stored_name for _, fact in world.all()}
    assert found == set(FACTS) - NOT_YET_ASKED_FOR


@tried(BEFORE, COMMANDS)
def test_deciding_the_same_command_twice_adds_nothing_the_second_time(
    before: Sequence[Command], commands: list[Command]
) -> None:
    world = given(*before)
    for command in commands:
        try:
            news = decide(command, world)
        except LedgerError:
            continue
        world.add(news)
        assert decide(command, world) == []


@pytest.mark.parametrize("command_type", BY_TYPE, ids=lambda kind: kind.__name__)
@tried(data=st.data())
def test_no_example_of_any_command_adds_anything_the_second_time(
    command_type: type, data: st.DataObject
) -> None:
    world = given(*WORLD)
    command = data.draw(BY_TYPE[command_type])
    decided(world, command)
    before = world.all()
    decided(world, command)
    assert world.all() == before


@tried(BEFORE, COMMANDS)
def test_every_fact_decided_is_stored_and_reads_back_equal(
    before: Sequence[Command], commands: list[Command]
) -> None:
    world = given(*before)
    for command in commands:
        decided(world, command)
    for stream, fact in world.all():
        stored = to_stored(New(stream, fact), 1, SHARED)
        recorded = to_recorded(1, stored)
        assert (recorded.stream, recorded.fact) == (stream, fact)
        assert to_stored(New(stream, recorded.fact), 1, SHARED) == stored
        assert FACTS[fact.stored_name] is type(fact)
        stream.encode()


@tried(BEFORE, COMMANDS)
def test_a_decision_leaves_what_it_stands_on_as_it_was(
    before: Sequence[Command], commands: list[Command]
) -> None:
    world = given(*before)
    was = world.all()
    for command in commands:
        world.when(command)
    assert world.all() == was


@tried(ANY_COMMAND)
def test_what_a_command_concerns_can_be_asked_of_any_command(command: Command) -> None:
    assert all(isinstance(stream, str) for stream in concerns(command))


@pytest.mark.parametrize(
    ("before", "command"),
    [((), ANA), ((), RAIN), (ALL[:-1], SAID), (ALL, ROW), (ALL, READING)],
    ids=["person", "question", "claim", "row", "reading"],
)
def test_the_streams_most_often_written_to_are_loaded_ahead(
    before: tuple[Command, ...], command: Command
) -> None:
    news = given(*before).when(command).news
    assert {new.stream for new in news} <= set(concerns(command))


def test_a_refused_value_is_named_with_its_field_and_shown_in_short() -> None:
    long = given(*WORLD).when(RecordClaim("Ana", "a", SEEN_CLAIMS[0].said_on, quote="x" * 30_000))
    refused = long.then_refused("quote cannot be 'xxx")
    assert len(refused.sentence) < 200
