"""The shelf of question kinds: how a question of each is put, forecast and ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from ledger.domain.claim import ClaimRecorded, CorrectClaim, RecordClaim
from ledger.domain.estimate import RecordEstimate
from ledger.domain.fact import New
from ledger.domain.forecast import Quantile, Stated, read_interval
from ledger.domain.kinds import KINDS, VOID_OUTCOMES, KindName, kind_called, read_outcome
from ledger.domain.probability import WHOLE
from ledger.domain.question import (
    AnswerContent,
    CorrectQuestion,
    PoseQuestion,
    QuestionContent,
    QuestionPosed,
    ResolveQuestion,
)
from ledger.errors import LedgerError, Refused, Unreadable
from tests.domain.sample import ANA, CLOSES, DAY
from tests.given_when_then import Given, given

WINNER = PoseQuestion(
    "winner", "Who wins?", kind="choice", options=("Ann", "Bea", "Another"), closes_on=CLOSES
)
CASES = PoseQuestion(
    "cases", "How many cases?", kind="number", unit="cases", scale="50", closes_on=CLOSES
)
LANDING = PoseQuestion("landing", "When does it land?", kind="date", closes_on=CLOSES)
BINARY = PoseQuestion("rain", "Will it rain?", closes_on=CLOSES)
PUT = {"binary": BINARY, "choice": WINNER, "number": CASES, "date": LANDING}
TENTHS = (("0.1", "5"), ("0.5", "9"), ("0.9", "20"))


def say(question: str, **stated: Any) -> RecordClaim:  # noqa: ANN401 parts of a forecast
    return RecordClaim("Ana", question, DAY, forecast=Stated(**stated), external_id="row")


def world(*more: Any) -> Given:  # noqa: ANN401 commands
    return given(ANA, *PUT.values(), *more)


def kept(news: list[New]) -> ClaimRecorded:
    (fact,) = [new.fact for new in news]
    assert isinstance(fact, ClaimRecorded)
    return fact


# the shelf


def test_every_kind_on_the_shelf_has_its_line_in_the_union() -> None:
    assert set(KINDS) == set(get_args(KindName)) == set(PUT)
    assert all(kind.name == name for name, kind in KINDS.items())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_may_be_void(kind: str) -> None:
    for outcome in VOID_OUTCOMES:
        assert read_outcome(kind, PUT[kind], outcome.upper()) == outcome


@pytest.mark.parametrize("kind", KINDS)
def test_another_outcome_is_refused_with_what_there_is(kind: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_outcome(kind, PUT[kind], "perhaps")
    assert refused.value.remedy


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_without_words_is_refused_by_every_kind(kind: str) -> None:
    given().when(replace(PUT[kind], text="  ")).then_refused("needs words")


def test_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="tarot"):
        kind_called("tarot")


# how they are put


def test_questions_of_every_kind_are_posed_once() -> None:
    world().when(WINNER).then_nothing()
    fact = given().when(CASES).news[0].fact
    assert isinstance(fact, QuestionPosed)
    assert (fact.unit, fact.scale, fact.options) == ("cases", "50", ())


BADLY_PUT = {
    "no options": (replace(WINNER, options=()), "from 2 to 100 options, and there are 0"),
    "one option": (replace(WINNER, options=("Ann",)), "there are 1"),
    "twice": (replace(WINNER, options=("Ann", "ANN")), "stands twice"),
    "void": (replace(WINNER, options=("Ann", "Void")), "cannot be called “Void”"),
    "blank": (replace(WINNER, options=("Ann", " ")), "cannot be an option"),
    "long": (replace(WINNER, options=("Ann", "a" * 201)), "cannot be an option"),
    "choice with a unit": (replace(WINNER, unit="votes"), "a choice question has no unit"),
    "no unit": (replace(CASES, unit=None), "needs a unit"),
    "number with options": (replace(CASES, options=("a", "b")), "has no options"),
    "scale of nothing": (replace(CASES, scale="0"), "scale cannot be 0"),
    "scale below nothing": (replace(CASES, scale="-1"), "scale cannot be -1"),
    "scale in words": (replace(CASES, scale="wide"), "is not a number"),
    "date with a unit": (replace(LANDING, unit="days"), "a date question has no unit"),
    "binary with options": (replace(BINARY, options=("a", "b")), "has no options"),
    "binary in an order": (replace(BINARY, ordered=True), "has no order"),
    "binary with a scale": (replace(BINARY, scale="2"), "has no scale"),
}


@pytest.mark.parametrize("fault", BADLY_PUT)
def test_what_cannot_be_put_this_way_is_refused(fault: str) -> None:
    command, told = BADLY_PUT[fault]
    answer = given().when(command)
    kind = Unreadable if "not a number" in told else Refused
    answer.then_refused(told, kind)


def test_one_scale_is_kept_in_one_way() -> None:
    given(CASES).when(replace(CASES, scale="50.00")).then_nothing()


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("winner", {"options": ("Ann", "Bea")}),
        ("winner", {"ordered": True}),
        ("cases", {"unit": "deaths"}),
        ("cases", {"scale": "60"}),
        ("landing", {"kind": "binary"}),
    ],
    ids=str,
)
def test_the_terms_of_a_forecast_stay(key: str, changes: dict[str, object]) -> None:
    correction = CorrectQuestion(key, changes)
    world().when(correction).then_refused("claims are forecasts in these terms")
    world().when(CorrectQuestion(key, {"note": "fine"})).then_named("question.corrected")


def test_a_condition_names_an_option_and_never_a_number_or_a_day() -> None:
    hanging = replace(BINARY, key="cheer", condition=("winner", "Ann"))
    world().when(hanging).then_named("question.posed")
    world().when(replace(hanging, condition=("winner", "Zoe"))).then_refused("cannot end in “Zoe”")
    refused = world().when(replace(hanging, condition=("cases", "5"))).then_refused("cannot end")
    assert "is no condition" in refused.remedy


# how they are forecast


def test_a_choice_is_forecast_with_a_probability_for_every_option_in_any_order() -> None:
    said = say("winner", choices=(("another", "10%"), ("Ann", "0.6"), ("Bea", ".3")))
    assert kept(world().when(said).news).shares == (600_000_000, 300_000_000, 100_000_000)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ((("Ann", "0.6"), ("Bea", "0.4")), "“Another” has no probability"),
        ((("Ann", "0.6"),), "“Bea”, “Another” has no probability"),
        ((("Ann", "0.6"), ("Bea", "0.3"), ("Another", "0.2")), "add up to 1.1"),
        ((("Ann", "0.3"), ("Bea", "0.3"), ("Another", "0.3")), "add up to 0.9"),
        ((("Ann", "0.333333333333"),) * 3, "“Ann” has two"),
        ((("Ann", "0.6"), ("Bea", "0.3"), ("Zoe", "0.1")), "“Zoe” is none of the options"),
        (
            (("Ann", "0.5"), ("Bea", "0.5"), ("Another", "1e-40")),
            "add up to almost 1",
        ),
    ],
)
def test_a_choice_that_is_not_whole_is_refused(
    choices: tuple[tuple[str, str], ...], told: str
) -> None:
    world().when(say("winner", choices=choices)).then_refused(told)


@pytest.mark.parametrize("thirds", ["0.3333333333", "0.333333333333333333"])
def test_billionths_add_up_where_the_decimals_do(thirds: str) -> None:
    rest = thirds[:-1] + "4"
    said = say("winner", choices=(("Ann", thirds), ("Bea", thirds), ("Another", rest)))
    shares = kept(world().when(said).news).shares
    assert shares == (333_333_333, 333_333_333, 333_333_334)
    assert sum(shares) == WHOLE


def test_a_number_is_forecast_with_quantiles_or_a_point() -> None:
    quantiles = kept(world().when(say("cases", quantiles=TENTHS[::-1])).news).quantiles
    assert quantiles == (
        Quantile(level=100_000_000, value="5"),
        Quantile(level=500_000_000, value="9"),
        Quantile(level=900_000_000, value="20"),
    )
    assert kept(world().when(say("cases", point="12.50")).news).point == "12.5"


def test_a_date_is_forecast_with_days() -> None:
    said = say("landing", quantiles=(("25%", "2022-03-01"), ("0.75", "2022-05-01")))
    quantiles = kept(world().when(said).news).quantiles
    assert quantiles is not None
    assert [one.value for one in quantiles] == ["2022-03-01", "2022-05-01"]
    assert kept(world().when(say("landing", point="2023-01-01")).news).point == "2023-01-01"


def test_an_interval_is_two_quantiles_with_as_much_on_either_side() -> None:
    assert read_interval("10:20@80%") == (("0.1", "10"), ("0.9", "20"))
    assert read_interval("2022-03-01:2022-05-01@0.5") == (
        ("0.25", "2022-03-01"),
        ("0.75", "2022-05-01"),
    )
    for wrong in ("10:20", "10@80%", ":20@80%", "10:20@", "10:20@0", "10:20@100%", "10:20@soon"):
        with pytest.raises(LedgerError):
            read_interval(wrong)


BADLY_SAID = {
    "crossing": (say("cases", quantiles=(("0.1", "5"), ("0.5", "4"))), "the quantiles cross"),
    "crossing days": (
        say("landing", quantiles=(("0.1", "2022-05-01"), ("0.5", "2022-04-01"))),
        "the quantiles cross",
    ),
    "a level twice": (say("cases", quantiles=(("0.1", "5"), ("10%", "5"))), "stands twice"),
    "a certain level": (say("cases", quantiles=(("1", "5"),)), "says nothing"),
    "a level of nothing": (say("cases", quantiles=(("0", "5"),)), "says nothing"),
    "a point and quantiles": (say("cases", quantiles=TENTHS, point="5"), "two forecasts"),
    "a number with options": (say("cases", choices=(("Ann", "1"),)), "ends in a number"),
    "a day with options": (say("landing", choices=(("Ann", "1"),)), "ends in a date"),
    "options with a point": (say("winner", point="5"), "ends in one of its options"),
    "yes or no with a point": (say("rain", point="5"), "ends in yes or no"),
    "an option with a probability": (
        RecordClaim("Ana", "winner", DAY, probability=5),
        "cannot be forecast with a probability",
    ),
    "a number with a probability": (
        RecordClaim("Ana", "cases", DAY, probability=5),
        "cannot be forecast with a probability",
    ),
    "both": (replace(say("cases", point="5"), probability=5), "two forecasts"),
    "unscorable": (replace(say("cases", point="5"), unscorable="vague"), "not unscorable"),
    "denied": (replace(say("cases", point="5"), polarity="denies"), "cannot be denied"),
}


@pytest.mark.parametrize("fault", BADLY_SAID)
def test_a_forecast_of_another_kind_or_against_itself_is_refused(fault: str) -> None:
    command, told = BADLY_SAID[fault]
    world().when(command).then_refused(told)


@pytest.mark.parametrize(
    "point", ["nan", "inf", "1,5", "", "1e20", "0.0000000000001", "٣", "1_000", "9" * 100]
)
def test_what_is_no_number_is_refused(point: str) -> None:
    world().when(say("cases", point=point)).then_refused("“", Unreadable)


@pytest.mark.parametrize("point", ["soon", "today", "2022-02-30", "12", ""])
def test_what_is_no_day_is_refused(point: str) -> None:
    world().when(say("landing", point=point)).then_refused("“", Unreadable)


def test_a_level_is_kept_to_the_billionth_or_refused() -> None:
    fine = say("cases", quantiles=(("0.123456789", "5"),))
    assert kept(world().when(fine).news).quantiles == (Quantile(level=123_456_789, value="5"),)
    finer = say("cases", quantiles=(("0.1234567891", "5"),))
    world().when(finer).then_refused("more decimals than are kept", Unreadable)


def test_a_claim_on_words_alone_is_recorded_and_waits() -> None:
    world().when(replace(say("cases"), quote="a great many")).then_named("claim.recorded")


def test_a_corrected_claim_still_fits_its_question() -> None:
    said = say("cases", point="5")
    wrong: dict[str, object] = {"question": "question-winner"}
    world(said).when(CorrectClaim(said.stream(), wrong)).then_refused(
        "cannot be forecast with a bare value"
    )
    shares: dict[str, object] = {"shares": (WHOLE,), "point": None}
    world(said).when(CorrectClaim(said.stream(), wrong | shares)).then_refused(
        "not of the 3 options"
    )
    right: dict[str, object] = {"point": "6"}
    world(said).when(CorrectClaim(said.stream(), right)).then_named("claim.corrected")


def test_a_reading_is_of_yes_and_of_nothing_else() -> None:
    said = replace(say("cases"), quote="a great many")
    reading = RecordEstimate(said.stream(), "coder", 1, 2, 3)
    world(said).when(reading).then_refused("does not end in yes or no")


# how they end


@pytest.mark.parametrize(
    ("key", "given_as", "outcome"),
    [
        ("winner", "bea", "Bea"),
        ("winner", " Another ", "Another"),
        ("cases", "42.50", "42.5"),
        ("cases", "-3", "-3"),
        ("cases", "1e3", "1000"),
        ("landing", "2022-03-01", "2022-03-01"),
        ("landing", "not-by-horizon", "not_by_horizon"),
        ("landing", "Not by horizon", "not_by_horizon"),
        ("rain", "YES", "yes"),
        ("winner", "annulled", "annulled"),
        ("landing", "ambiguous", "ambiguous"),
    ],
)
def test_an_outcome_is_kept_in_one_way(key: str, given_as: str, outcome: str) -> None:
    resolved = ResolveQuestion(key, given_as, known_on=DAY)
    (new,) = world().when(resolved).news
    assert isinstance(new.fact, AnswerContent)
    assert new.fact.outcome == outcome
    world(resolved).when(replace(resolved, outcome=outcome)).then_nothing()


def test_a_question_without_a_horizon_cannot_outlast_it() -> None:
    open_ended = replace(LANDING, closes_on=None, deadline="none")
    given(open_ended).when(ResolveQuestion("landing", "not-by-horizon")).then_refused("no horizon")


def test_another_option_needs_to_be_called_a_correction() -> None:
    answered = world(ResolveQuestion("winner", "Ann", known_on=DAY))
    refused = answered.when(ResolveQuestion("winner", "Bea", known_on=DAY)).then_refused("already")
    assert refused.remedy == "claims resolve winner Bea --correct"


# what version 1 was


def test_facts_of_the_first_version_are_of_yes_and_no() -> None:
    fields = QuestionContent.upcasts[1]({"key": "rain"})
    assert fields == {
        "key": "rain",
        "options": (),
        "ordered": False,
        "unit": None,
        "scale": None,
    }
    claim = ClaimRecorded.upcasts[1]({"probability": 5})
    assert claim == {"probability": 5, "shares": None, "quantiles": None, "point": None}
    assert AnswerContent.upcasts[1]({"outcome": "yes"}) == {"outcome": "yes"}
