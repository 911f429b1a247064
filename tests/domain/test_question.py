"""Questions and their answers: one definition per key, corrected by further facts, never edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ledger.domain.fact import New
from ledger.domain.names import short_id
from ledger.domain.question import (
    CorrectQuestion,
    DisputeResolution,
    PoseQuestion,
    Question,
    QuestionRestored,
    QuestionWithdrawn,
    ReopenQuestion,
    ResolutionDisputed,
    ResolutionWithdrawn,
    ResolveQuestion,
    WithdrawQuestion,
    fold,
)
from ledger.errors import Conflict
from tests.domain.sample import CLOSES, DAY, FLOOD, RAIN, WEATHER
from tests.given_when_then import Given, given

YES = ResolveQuestion("rain", "yes", happened_on=DAY, known_on=DAY, evidence=("It rained.",))
NO = replace(YES, outcome="no")
WITHDRAW = WithdrawQuestion("rain", "twice")
MOMENT = datetime(2022, 1, 21, 14, 5, tzinfo=UTC)


def held(world: Given, key: str = "rain") -> Question:
    question = fold(world(f"question-{key}"))
    assert question is not None
    return question


# how a question is put


def test_a_question_is_posed_with_the_id_people_call_it_by() -> None:
    news = given().when(RAIN).news
    assert [new.stream for new in news] == ["question-rain"]
    assert dict(news[0].fact)["short_id"] == short_id("question-rain")


def test_an_identical_definition_is_harmless() -> None:
    given(RAIN).when(RAIN).then_nothing()


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Will it pour?"},
        {"closes_on": date(2023, 1, 1)},
        {"topics": ("weather",)},
        {"criteria": "A millimetre."},
        {"contested": True},
        {"deadline": "coded"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_another_definition_under_the_same_key_is_a_conflict_that_names_the_field(
    changes: dict[str, Any],
) -> None:
    field = next(iter(changes))
    given(RAIN).when(replace(RAIN, **changes)).then_refused(f"with another {field}", Conflict)


def test_a_definition_is_compared_with_the_first_and_with_the_corrected_one() -> None:
    world = given(RAIN, CorrectQuestion("rain", {"text": "Will it pour?"}))
    world.when(RAIN).then_nothing()
    world.when(replace(RAIN, text="Will it pour?")).then_nothing()
    world.when(replace(RAIN, text="Will it hail?")).then_refused("another text", Conflict)


def test_the_same_topic_twice_is_one_topic() -> None:
    given(replace(RAIN, topics=("a", "b", "a"))).when(
        replace(RAIN, topics=("a", "b"))
    ).then_nothing()


@pytest.mark.parametrize("key", ["", "Rain", "rain today", "rain--today", "x" * 101])
def test_a_question_needs_a_key_that_is_a_key(key: str) -> None:
    given().when(replace(RAIN, key=key)).then_refused("key")


def test_a_question_needs_words() -> None:
    given().when(replace(RAIN, text="")).then_refused("text cannot be ''")
    given().when(replace(RAIN, text="   ")).then_refused("needs words")


@pytest.mark.parametrize("deadline", ["stated", "coded"])
def test_a_deadline_has_a_date(deadline: Any) -> None:  # noqa: ANN401 one of the words
    without = replace(RAIN, closes_on=None, deadline=deadline)
    given().when(without).then_refused("has a deadline but no date")


@pytest.mark.parametrize("deadline", ["none", "unknown"])
def test_what_has_no_deadline_has_no_closing_date(deadline: Any) -> None:  # noqa: ANN401 as above
    given().when(replace(RAIN, deadline=deadline)).then_refused("has a date but no deadline")
    given().when(replace(RAIN, closes_on=None, deadline=deadline)).then_named("question.posed")


def test_a_kind_that_is_not_on_the_shelf_is_refused_with_those_that_are() -> None:
    refused = given().when(replace(RAIN, kind="tarot")).then_refused("not a kind of question")
    assert "binary" in refused.remedy


def test_a_story_is_opened_before_a_question_stands_in_it() -> None:
    in_story = replace(RAIN, story="weather")
    given().when(in_story).then_refused("there is no story “weather”")
    given(WEATHER).when(in_story).then_named("question.posed")


# conditions


def test_a_condition_is_another_question_that_can_end_that_way() -> None:
    now = given(RAIN).when(FLOOD).then_named("question.posed")
    assert held(now, "flood").content.condition_question == "question-rain"
    given().when(FLOOD).then_refused("there is no question “rain”")
    maybe = replace(FLOOD, condition=("rain", "maybe"))
    given(RAIN).when(maybe).then_refused("cannot end in “maybe”")
    void = replace(FLOOD, condition=("rain", "annulled"))
    given(RAIN).when(void).then_refused("cannot end in “annulled”")


def test_a_withdrawn_question_is_nobodys_condition() -> None:
    given(RAIN, WITHDRAW).when(FLOOD).then_refused("there is no question “rain”")


def test_a_conditional_shares_the_story_of_its_condition() -> None:
    rain = replace(RAIN, story="weather")
    given(WEATHER, rain).when(FLOOD).then_refused("stands in another story")
    given(WEATHER, rain).when(replace(FLOOD, story="weather")).then_named("question.posed")


def test_no_question_hangs_on_itself() -> None:
    given().when(replace(RAIN, condition=("rain", "yes"))).then_refused("no question “rain”")
    mud = PoseQuestion("mud", "Will it be muddy?", closes_on=CLOSES, condition=("flood", "yes"))
    for key in ("rain", "flood", "mud"):
        circle: dict[str, object] = {
            "condition_question": f"question-{key}",
            "condition_outcome": "yes",
        }
        given(RAIN, FLOOD, mud).when(CorrectQuestion("rain", circle)).then_refused("hang on itself")


def test_a_circle_made_by_taking_a_step_again_is_never_followed_for_ever() -> None:
    hangs: dict[str, object] = {"condition_question": "question-flood", "condition_outcome": "yes"}
    corrected = given(RAIN, replace(FLOOD, condition=None)).when(CorrectQuestion("rain", hangs))
    circle = given(RAIN, FLOOD, *corrected.news, PoseQuestion("mud", "Mud?", closes_on=CLOSES))
    circle.when(CorrectQuestion("mud", hangs)).then_refused("hang on itself")


# corrections


def test_a_correction_keeps_every_other_field_and_can_itself_be_corrected() -> None:
    first = CorrectQuestion("rain", {"text": "Will it pour?"}, "clearer")
    now = given(RAIN, first).when(CorrectQuestion("rain", {"topics": ("weather",)})).now()
    content = held(now).content
    assert (content.text, content.topics, content.closes_on) == (
        "Will it pour?",
        ("weather",),
        CLOSES,
    )
    assert held(now).posed.text == RAIN.text


def test_a_correction_that_changes_nothing_adds_nothing() -> None:
    given(RAIN).when(CorrectQuestion("rain", {"text": RAIN.text})).then_nothing()
    change = CorrectQuestion("rain", {"text": "Will it pour?"})
    given(RAIN, change).when(change).then_nothing()


def test_a_correction_is_held_to_the_rules_of_a_new_question() -> None:
    for changes, problem in (
        ({"closes_on": None}, "has a deadline but no date"),
        ({"story": "story-nowhere"}, "there is no story"),
        ({"text": ""}, "text cannot be ''"),
        ({"kind": "tarot"}, "kind cannot be 'tarot'"),
        ({"colour": "red"}, "colour"),
        ({"key": "other"}, "stays for ever"),
    ):
        change: dict[str, object] = dict(changes)
        given(RAIN).when(CorrectQuestion("rain", change)).then_refused(problem)


def test_only_a_question_that_stands_is_corrected_answered_or_withdrawn() -> None:
    for world in (given(), given(RAIN, WITHDRAW)):
        for command in (
            CorrectQuestion("rain", {"text": "Will it pour?"}),
            YES,
            ReopenQuestion("rain"),
            DisputeResolution("rain", "no"),
        ):
            world.when(command).then_refused("there is no question “rain”")
    given().when(WITHDRAW).then_refused("there is no question “rain”")


# withdrawing


def test_withdrawing_twice_adds_nothing() -> None:
    now = given(RAIN).when(WITHDRAW).then(QuestionWithdrawn(reason="twice"))
    now.when(WITHDRAW).then_nothing()


def test_a_withdrawn_question_posed_again_is_restored() -> None:
    restored = given(RAIN, WITHDRAW).when(RAIN).then(QuestionRestored())
    restored.when(RAIN).then_nothing()
    restored.when(WITHDRAW).then_named("question.withdrawn")


def test_a_restored_question_keeps_its_answer() -> None:
    now = given(RAIN, YES, WITHDRAW, RAIN)
    assert held(now).answer is not None
    now.when(YES).then_nothing()


# answers


def test_a_question_is_answered_once() -> None:
    now = given(RAIN).when(YES).then_named("question.resolved")
    now.when(YES).then_nothing()


@pytest.mark.parametrize("outcome", ["yes", "no", "annulled", "ambiguous"])
def test_a_binary_question_ends_in_yes_or_no_or_is_void(outcome: str) -> None:
    given(RAIN).when(ResolveQuestion("rain", outcome)).then_named("question.resolved")


@pytest.mark.parametrize("outcome", ["maybe", "", "YESS", "condition_unmet"])
def test_no_other_outcome_is_ever_typed_in(outcome: str) -> None:
    refused = given(RAIN).when(ResolveQuestion("rain", outcome)).then_refused("not an outcome")
    assert "yes, no" in refused.remedy


@pytest.mark.parametrize(
    "other", [NO, replace(YES, known_on=date(2022, 1, 22)), replace(YES, note="wet")]
)
def test_another_answer_needs_to_be_called_a_correction(other: ResolveQuestion) -> None:
    refused = given(RAIN, YES).when(other).then_refused("is already answered yes")
    assert "--correct" in refused.remedy
    correct = replace(other, correct=True)
    now = given(RAIN, YES).when(correct).then_named("resolution.corrected")
    now.when(correct).then_nothing()


def test_correcting_an_open_question_simply_answers_it() -> None:
    given(RAIN).when(replace(YES, correct=True)).then_named("question.resolved")


def test_an_answer_taken_back_leaves_the_question_open() -> None:
    disputed = given(RAIN, YES, DisputeResolution("rain", "it was dew"))
    now = disputed.when(ReopenQuestion("rain", "too soon"))
    after = now.then(ResolutionWithdrawn(reason="too soon"))
    assert (held(after).answer, held(after).disputes) == (None, ())
    after.when(ReopenQuestion("rain")).then_nothing()
    after.when(NO).then_named("question.resolved")


def test_a_dispute_is_marked_once_per_reason_and_the_answer_still_counts() -> None:
    dispute = DisputeResolution("rain", "it was dew")
    now = given(RAIN, YES).when(dispute).then(ResolutionDisputed(reason="it was dew"))
    assert held(now).disputes == ("it was dew",)
    assert held(now).answer is not None
    now.when(dispute).then_nothing()
    now.when(DisputeResolution("rain", "it was fog")).then_named("resolution.disputed")


def test_a_corrected_answer_is_no_longer_disputed() -> None:
    dispute = DisputeResolution("rain", "it was dew")
    now = given(RAIN, YES, dispute).when(replace(NO, correct=True)).now()
    assert held(now).disputes == ()


def test_an_open_question_has_no_answer_to_dispute() -> None:
    given(RAIN).when(DisputeResolution("rain", "hm")).then_refused("has no answer to dispute")
    given(RAIN, YES).when(DisputeResolution("rain", "")).then_refused("reason cannot be ''")


# answers from files

FILE_YES = replace(YES, imported=True)
FILE_NO = replace(NO, imported=True)


def test_the_same_answer_imported_again_adds_nothing() -> None:
    given(RAIN, FILE_YES).when(FILE_YES).then_nothing()
    given(RAIN, YES).when(FILE_YES).then_nothing()


@pytest.mark.parametrize(
    "changed",
    [FILE_NO, replace(FILE_YES, known_on=date(2022, 1, 22)), replace(FILE_YES, known_at=MOMENT)],
)
def test_another_answer_in_a_file_is_a_conflict(changed: ResolveQuestion) -> None:
    given(RAIN, FILE_YES).when(changed).then_refused("was answered", Conflict)
    given(RAIN, YES).when(changed).then_refused("was answered", Conflict)


def test_a_file_is_compared_with_what_was_first_imported_not_with_corrections() -> None:
    world = given(RAIN, FILE_YES, replace(NO, correct=True))
    world.when(FILE_YES).then_nothing()
    world.when(FILE_NO).then_refused("the file says no", Conflict)


def test_an_answer_that_was_taken_back_comes_again_with_its_file_but_not_with_another() -> None:
    world = given(RAIN, FILE_YES, ReopenQuestion("rain"))
    world.when(FILE_NO).then_refused("the file says no", Conflict)
    now = world.when(FILE_YES).then_named("question.resolved")
    now.when(FILE_YES).then_nothing()


def test_facts_of_a_question_that_was_never_posed_mean_nothing() -> None:
    assert fold([QuestionWithdrawn(reason=""), QuestionRestored()]) is None
    assert given(New("question-rain", QuestionRestored())).when(RAIN).news
