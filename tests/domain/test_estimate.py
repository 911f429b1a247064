"""Estimates: one reading in force per claim and coder, from low over best to high."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ledger.domain.estimate import (
    EstimateContent,
    EstimateRecorded,
    EstimateRevised,
    EstimateWithdrawn,
    RecordEstimate,
    WithdrawEstimate,
    fold,
    stream_of,
)
from ledger.errors import Conflict
from tests.domain.sample import ALL, READING, SAID
from tests.given_when_then import Given, given

OTHERWISE = replace(READING, best=750_000_000)
REVISED = replace(OTHERWISE, revise=True, reason="read again")
WITHDRAW = WithdrawEstimate(SAID.stream(), "coder", "not mine")


def held(world: Given) -> EstimateContent | None:
    return fold(world(stream_of(SAID.stream(), "coder")))


def test_a_reading_is_recorded_once() -> None:
    now = given(*ALL).when(READING).then_named("estimate.recorded")
    now.when(READING).then_nothing()
    assert isinstance(held(now), EstimateRecorded)


def test_another_reading_by_the_same_coder_needs_to_be_called_a_revision() -> None:
    given(*ALL, READING).when(OTHERWISE).then_refused("has read this claim otherwise", Conflict)
    now = given(*ALL, READING).when(REVISED).then_named("estimate.revised")
    now.when(REVISED).then_nothing()
    assert isinstance(held(now), EstimateRevised)


def test_what_was_first_imported_comes_again_without_a_word_after_a_revision() -> None:
    now = given(*ALL, READING, REVISED).when(READING).then_nothing()
    reading = held(now)
    assert reading is not None
    assert reading.best == REVISED.best


def test_two_coders_never_stand_in_each_others_way() -> None:
    other = replace(OTHERWISE, coder="somebody else")
    given(*ALL, READING).when(other).then_named("estimate.recorded")


def test_a_coders_name_is_the_same_in_any_case() -> None:
    louder = replace(OTHERWISE, coder="CODER")
    given(*ALL, READING).when(louder).then_refused("otherwise", Conflict)


@pytest.mark.parametrize(
    ("low", "best", "high"),
    [
        (700_000_000, 600_000_000, 800_000_000),
        (100_000_000, 600_000_000, 500_000_000),
        (900_000_000, 900_000_000, 800_000_000),
    ],
)
def test_a_reading_runs_from_low_over_best_to_high(low: int, best: int, high: int) -> None:
    given(*ALL).when(replace(READING, low=low, best=best, high=high)).then_refused("from low")


@pytest.mark.parametrize(
    "changes",
    [{"low": -1}, {"high": 1_000_000_001}, {"method": "guess"}, {"coder": ""}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_field_that_cannot_be_is_refused_by_its_name(changes: dict[str, Any]) -> None:
    wrong: RecordEstimate = replace(READING, **changes)
    given(*ALL).when(wrong).then_refused(f"{next(iter(changes))} cannot be")


def test_what_the_coder_could_see_is_said_or_said_to_be_unknown() -> None:
    now = given(*ALL).when(replace(READING, saw_outcome=None)).now()
    reading = held(now)
    assert reading is not None
    assert (reading.saw_speaker, reading.saw_outcome) == (True, None)


def test_only_a_claim_on_record_is_read() -> None:
    given().when(READING).then_refused("there is no such claim")


def test_a_reading_is_withdrawn_once_and_may_come_again() -> None:
    now = given(*ALL, READING).when(WITHDRAW).then(EstimateWithdrawn(reason="not mine"))
    assert held(now) is None
    now.when(WITHDRAW).then_nothing()
    now.when(READING).then_named("estimate.recorded")
    given(*ALL).when(WITHDRAW).then_nothing()
