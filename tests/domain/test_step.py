"""Steps taken back and taken again: nothing is removed, and what rests on a step keeps it."""

from __future__ import annotations

from hypothesis import given as tried
from hypothesis import strategies as st

from ledger.domain.fact import Fact
from ledger.domain.step import (
    InTheWay,
    RedoStep,
    StepRedone,
    StepUndone,
    UndoStep,
    steps_resting_on,
    undone,
)
from tests.given_when_then import given

STEPS = st.sampled_from(["a", "b", "c"])
SAID = st.builds(lambda step: StepUndone(step=step, reason=""), STEPS) | st.builds(
    lambda step: StepRedone(step=step), STEPS
)


def test_a_step_is_undone_by_a_fact() -> None:
    given().when(UndoStep("a", "a slip")).then(StepUndone(step="a", reason="a slip"))


def test_undoing_twice_adds_nothing() -> None:
    given(UndoStep("a")).when(UndoStep("a", "again")).then_nothing()


def test_an_undone_step_is_redone_by_a_fact() -> None:
    given(UndoStep("a")).when(RedoStep("a")).then(StepRedone(step="a"))


def test_redoing_what_stands_adds_nothing() -> None:
    given().when(RedoStep("a")).then_nothing()
    given(UndoStep("a"), RedoStep("a")).when(RedoStep("a")).then_nothing()


def test_a_redone_step_can_be_undone_again() -> None:
    given(UndoStep("a"), RedoStep("a")).when(UndoStep("a")).then_named("step.undone")


def test_a_step_that_another_rests_on_is_not_undone_and_the_last_of_them_is_named() -> None:
    refused = (
        given().when(UndoStep("a", rests_on_it=("b", "c"))).then_refused("rests on a", InTheWay)
    )
    assert refused.remedy == "claims undo c"


def test_a_step_is_not_redone_before_its_ground_nor_after_steps_that_did_without_it() -> None:
    undone_step = given(UndoStep("a"))
    missing = undone_step.when(RedoStep("a", rests_on=("b", "c"))).then_refused(
        "rests on", InTheWay
    )
    assert missing.remedy == "claims redo b"
    since = undone_step.when(RedoStep("a", since=("d", "e"))).then_refused("since a", InTheWay)
    assert since.remedy == "claims undo e"


@tried(st.lists(SAID))
def test_the_last_word_on_a_step_decides_whether_it_is_undone(said: list[Fact]) -> None:
    last = {fact.step: fact for fact in said if isinstance(fact, StepUndone | StepRedone)}
    gone = {step for step, fact in last.items() if isinstance(fact, StepUndone)}
    assert undone(said) == gone


def test_a_later_step_rests_on_one_whose_streams_it_touches_or_mentions() -> None:
    nothing: frozenset[str] = frozenset()
    later = [
        ("touches", "question-rain", nothing),
        ("elsewhere", "question-snow", nothing),
        ("mentions", "claim-1", frozenset({"question-rain"})),
        ("touches", "claim-2", nothing),
    ]
    assert steps_resting_on(frozenset({"question-rain"}), later) == ("touches", "mentions")
    assert steps_resting_on(nothing, later) == ()
