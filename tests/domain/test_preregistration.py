"""Preregistration: what is said beforehand stays, and what is said later amends it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.domain.preregistration import (
    STREAM,
    AnalysisPreregistered,
    PreregisterAnalysis,
    in_force,
)
from tests.domain.sample import WEATHER
from tests.given_when_then import given

FIRST = PreregisterAnalysis(
    "brier", stories=("weather",), exclusions=("officials",), lexicon="capphrase"
)


def test_what_is_said_is_on_record_once() -> None:
    said = AnalysisPreregistered(
        primary_score="brier",
        scope="first",
        kind="forecast",
        stories=("weather",),
        exclusions=("officials",),
        lexicon="capphrase",
        hypotheses=None,
        note=None,
    )
    given(WEATHER).when(FIRST).then(said).when(FIRST).then_nothing()


def test_the_last_of_several_is_in_force_and_none_is_lost() -> None:
    other = replace(FIRST, primary_score="log_score", scope="at_horizon:30")
    now = given(WEATHER, FIRST).when(other).now()
    held = in_force(now(STREAM))
    assert held is not None
    assert held.primary_score == "log_score"
    assert len(now(STREAM)) == 2
    now.when(FIRST).then_named("analysis.preregistered")


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (replace(FIRST, stories=("nowhere",)), "there is no story “nowhere”"),
        (replace(FIRST, scope="at_horizon"), "scope cannot be"),
        (replace(FIRST, exclusions=("",)), "exclusions.0 cannot be"),
    ],
)
def test_stories_are_on_record_and_a_scope_is_one_that_there_is(
    wrong: PreregisterAnalysis, problem: str
) -> None:
    given(WEATHER).when(wrong).then_refused(problem)
