"""Claims: recorded once, in the words they were made in; corrected and withdrawn by facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ledger.domain.claim import (
    Claim,
    ClaimRestored,
    ClaimWithdrawn,
    CorrectClaim,
    OccurrenceRecorded,
    RecordClaim,
    RecordOccurrence,
    WithdrawClaim,
    fold,
)
from ledger.domain.commentator import AliasCommentator, MergeCommentator
from ledger.domain.names import commentator_stream, short_id
from ledger.domain.question import WithdrawQuestion
from ledger.errors import Conflict
from tests.domain.sample import ALL, ANA, BEN, DAILY, FLOOD, RAIN, ROW, SAID, WEEKLY
from tests.given_when_then import Given, given

BEFORE = (ANA, DAILY, RAIN)
WITHDRAW = WithdrawClaim(SAID.stream(), "misread")
ELSEWHERE = RecordOccurrence(SAID.stream(), "weekly", words="Rain is coming")


def held(world: Given, stream: str = SAID.stream()) -> Claim:
    claim = fold(world(stream))
    assert claim is not None
    return claim


def test_a_claim_is_recorded_with_the_id_people_call_it_by() -> None:
    news = given(*BEFORE).when(SAID).news
    assert [new.stream for new in news] == [SAID.stream()]
    content = dict(news[0].fact)
    assert content["short_id"] == short_id(SAID.stream())
    assert content["quote"] == "It will rain"
    assert content["commentator"] == commentator_stream("Ana")


def test_the_same_claim_again_adds_nothing() -> None:
    given(*BEFORE, SAID).when(SAID).then_nothing()
    given(*BEFORE, ROW).when(ROW).then_nothing()


def test_the_same_words_are_the_same_claim_however_they_are_punctuated() -> None:
    louder = replace(SAID, quote="“It WILL rain!”")
    assert louder.stream() == SAID.stream()
    given(*BEFORE, SAID).when(louder).then_refused("with another quote", Conflict)


@pytest.mark.parametrize(
    "changes",
    [
        {"said_on": date(2022, 1, 22)},
        {"source": "weekly"},
        {"question": "flood"},
        {"by": "Ben"},
        {"quote": "It will pour"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_another_day_source_question_speaker_or_wording_is_another_claim(
    changes: dict[str, Any],
) -> None:
    other: RecordClaim = replace(SAID, **changes)
    assert other.stream() != SAID.stream()
    given(*ALL, FLOOD).when(other).then_named("claim.recorded")


def test_a_paraphrase_tells_claims_apart_as_a_quotation_does() -> None:
    one = replace(SAID, quote=None, reported="expects rain")
    other = replace(SAID, quote=None, reported="expects snow")
    assert one.stream() != other.stream()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "intent"},
        {"of": "The Met Office"},
        {"polarity": "denies"},
        {"words": "will"},
        {"note": "on air"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_other_content_under_the_same_id_is_a_conflict_and_adds_nothing(
    changes: dict[str, Any],
) -> None:
    given(*BEFORE, SAID).when(replace(SAID, **changes)).then_refused("is already here", Conflict)


def test_an_external_id_is_one_claim_whatever_it_says() -> None:
    for other in (
        replace(ROW, probability=800_000_000, probability_text="0.8"),
        replace(ROW, said_on=date(2022, 1, 22)),
        replace(ROW, by="Ben"),
        replace(ROW, said_at=datetime(2022, 1, 21, 9, tzinfo=UTC)),
    ):
        given(*BEFORE, BEN, ROW).when(other).then_refused("“row-1” is already here", Conflict)


def test_an_external_id_is_unique_within_its_namespace_only() -> None:
    elsewhere = replace(ROW, namespace="other", probability=800_000_000, probability_text="0.8")
    given(*BEFORE, ROW).when(elsewhere).then_named("claim.recorded")


@pytest.mark.parametrize(
    ("before", "missing"),
    [
        ((DAILY, RAIN), "commentator is not on record"),
        ((ANA, DAILY), "there is no question “rain”"),
        ((ANA, RAIN), "there is no source “daily”"),
        ((ANA, DAILY, RAIN, WithdrawQuestion("rain")), "there is no question “rain”"),
    ],
)
def test_a_claim_stands_on_its_speaker_its_question_and_its_source(
    before: tuple[Any, ...], missing: str
) -> None:
    given(*before).when(SAID).then_refused(missing)


def test_a_source_may_be_named_by_its_address() -> None:
    by_address = replace(ROW, source=DAILY.url)
    now = given(*BEFORE).when(by_address).now()
    assert held(now, ROW.stream()).content.source == "source-daily"
    now.when(by_address).then_nothing()
    now.when(replace(ROW, source="daily")).then_nothing()


def test_a_claim_keeps_the_name_it_was_made_under() -> None:
    under_alias = replace(SAID, by="A. K.")
    alias = AliasCommentator("Ana", "A. K.")
    now = given(*BEFORE, alias).when(under_alias).now()
    stream = under_alias.stream()
    assert held(now, stream).content.commentator == commentator_stream("A. K.")
    merged = given(*BEFORE, BEN, SAID, MergeCommentator("Ana", "Ben"))
    assert held(merged).content.commentator == commentator_stream("Ana")
    merged.when(SAID).then_nothing()


def test_a_claim_with_a_probability_is_not_unscorable() -> None:
    given(*BEFORE).when(replace(ROW, unscorable="vague")).then_refused("not unscorable")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "hunch"},
        {"voice": "song"},
        {"role": "friend"},
        {"polarity": "maybe"},
        {"probability": -1},
        {"probability": 1_000_000_001},
        {"quote": "a\0b"},
        {"quote": "a\udcff"},
        {"quote": "a" * 20_001},
        {"said_at": datetime(2022, 1, 21, 9)},  # noqa: DTZ001 a moment without a zone is the point
    ],
    ids=lambda changes: next(f"{name}-{str(value)[:9]!a}" for name, value in changes.items()),
)
def test_a_field_that_cannot_be_is_refused_by_its_name(changes: dict[str, Any]) -> None:
    field = {"role": "speaker_role"}.get(next(iter(changes)), next(iter(changes)))
    given(*BEFORE).when(replace(ROW, **changes)).then_refused(f"{field} cannot be")


# withdrawing and restoring


def test_withdrawing_twice_adds_nothing() -> None:
    now = given(*BEFORE, SAID).when(WITHDRAW).then(ClaimWithdrawn(reason="misread"))
    assert held(now).withdrawn
    now.when(WITHDRAW).then_nothing()


def test_a_withdrawn_claim_added_again_is_restored() -> None:
    now = given(*BEFORE, SAID, WITHDRAW).when(SAID).then(ClaimRestored())
    assert not held(now).withdrawn
    now.when(SAID).then_nothing()
    now.when(WITHDRAW).then_named("claim.withdrawn")


def test_other_content_does_not_restore_a_withdrawn_claim() -> None:
    other = replace(SAID, words="will")
    given(*BEFORE, SAID, WITHDRAW).when(other).then_refused("is already here", Conflict)


def test_only_a_claim_on_record_is_withdrawn_corrected_or_found_elsewhere() -> None:
    for command in (WITHDRAW, CorrectClaim(SAID.stream(), {}), ELSEWHERE):
        given(*BEFORE).when(command).then_refused("there is no such claim")


# corrections


def test_a_correction_writes_down_the_whole_content_as_it_is_now() -> None:
    change = CorrectClaim(SAID.stream(), {"affiliation": "The Met Office"}, "was missing")
    now = given(*BEFORE, SAID).when(change).then_named("claim.corrected")
    assert held(now).content.affiliation == "The Met Office"
    assert held(now).content.quote == "It will rain"
    assert held(now).first.affiliation is None


def test_a_correction_can_itself_be_corrected() -> None:
    first = CorrectClaim(SAID.stream(), {"note": "on air"})
    second = CorrectClaim(SAID.stream(), {"words": "will"})
    now = given(*BEFORE, SAID, first).when(second).now()
    assert (held(now).content.note, held(now).content.words) == ("on air", "will")


def test_a_correction_that_changes_nothing_adds_nothing() -> None:
    given(*BEFORE, SAID).when(CorrectClaim(SAID.stream(), {"words": None})).then_nothing()
    change = CorrectClaim(SAID.stream(), {"words": "will"})
    given(*BEFORE, SAID, change).when(change).then_nothing()


def test_a_claim_added_again_is_compared_with_what_came_first_and_with_what_it_is_now() -> None:
    corrected = CorrectClaim(ROW.stream(), {"probability": 800_000_000, "probability_text": "0.8"})
    world = given(*BEFORE, ROW, corrected)
    world.when(ROW).then_nothing()
    world.when(replace(ROW, probability=800_000_000, probability_text="0.8")).then_nothing()
    world.when(replace(ROW, probability=900_000_000, probability_text="0.9")).then_refused(
        "another probability, probability_text", Conflict
    )


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"colour": "red"}, "colour"),
        ({"kind": "hunch"}, "kind cannot be 'hunch'"),
        ({"said_on": "2022-01-21"}, "said_on cannot be"),
        ({"question": "question-nowhere"}, "there is no question “nowhere”"),
        ({"source": "source-nowhere"}, "there is no source “nowhere”"),
        ({"commentator": "commentator-nobody"}, "commentator is not on record"),
        ({"unscorable": "vague"}, "not unscorable"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_a_correction_is_held_to_the_rules_of_a_new_claim(
    changes: dict[str, object], problem: str
) -> None:
    given(*BEFORE, ROW).when(CorrectClaim(ROW.stream(), changes)).then_refused(problem)


# occurrences


def test_another_source_of_the_same_words_is_noted_once() -> None:
    world = given(*ALL)
    now = world.when(ELSEWHERE).then(
        OccurrenceRecorded(
            claim=SAID.stream(),
            source="source-weekly",
            words="Rain is coming",
            attribution=None,
            locator=None,
        )
    )
    now.when(ELSEWHERE).then_nothing()


def test_a_claims_own_source_is_no_other() -> None:
    given(*ALL).when(RecordOccurrence(SAID.stream(), "daily")).then_nothing()


def test_an_occurrence_needs_a_source_on_record() -> None:
    given(*BEFORE, SAID).when(ELSEWHERE).then_refused("there is no source “weekly”")
    assert WEEKLY in ALL
