"""Forecasts from a CSV: a row becomes its commands, whole, with its line; nothing is dropped."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.names import question_key
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.source import RegisterSource
from ledger.importers.forecasts import KNOWN, REQUIRED, read
from ledger.importers.found import Options
from ledger.steps import Located
from tests.importers.importing import COLUMNS, rows, specimen

RAIN = "Will it rain in January?"
RAIN_KEY = question_key(RAIN)
POSED = PoseQuestion(key=RAIN_KEY, text=RAIN, deadline="unknown", topics=("weather",))
CLOSED = date(2022, 1, 31)
ANSWER = ResolveQuestion(RAIN_KEY, "yes", CLOSED, CLOSED, imported=True)


def read_rows(*lines: str, namespace: str = "") -> list[tuple[Command, ...]]:
    found = read("a.csv", rows(*lines), Options(namespace))
    assert found.refusals == []
    return [row.commands for row in found.rows]


def read_columns(header: str, line: str) -> tuple[Command, ...]:
    found = read("a.csv", f"{header}\n{line}\n".encode(), Options())
    assert found.refusals == []
    return found.rows[0].commands


def claim_of(commands: tuple[Command, ...]) -> RecordClaim:
    (claim,) = [one for one in commands if isinstance(one, RecordClaim)]
    return claim


def test_a_row_is_a_speaker_a_question_a_claim_and_perhaps_an_answer() -> None:
    first = read("tidy.csv", specimen("tidy.csv"), Options("panel")).rows[0]
    claim = RecordClaim(
        by="Ana Augur",
        question=RAIN_KEY,
        said_on=date(2022, 1, 2),
        probability=700_000_000,
        probability_text="0.7",
        namespace="panel",
        external_id="row-1",
    )
    several = (RegisterCommentator("Ana Augur"), POSED, claim, ANSWER)
    assert first == Located(several, "tidy.csv", 2, "external_id")


def test_every_row_is_taken_with_the_line_it_begins_on() -> None:
    found = read("tidy.csv", specimen("tidy.csv"), Options())
    claims = [claim_of(row.commands) for row in found.rows]
    assert [
        (row.line, claim.external_id) for row, claim in zip(found.rows, claims, strict=True)
    ] == [
        (2, "row-1"),
        (3, "row-2"),
        (4, "row-3"),
        (6, "row-4"),
        (8, "row-5"),
    ]
    assert [claim.by for claim in claims][3] == "Bode, Cleo"
    assert [claim.probability for claim in claims] == [
        700_000_000,
        250_000_000,
        0,
        1_000_000_000,
        333_333_333,
    ]
    assert claims[4].probability_text == "0.333333333333333"


def test_a_moment_is_kept_in_utc() -> None:
    claim = claim_of(read_rows("1,Ana,Will it rain?,0.7,2022-01-03T00:30:00+02:00,,,")[0])
    assert claim.said_on == date(2022, 1, 2)
    assert claim.said_at == datetime(2022, 1, 2, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "outcome"), [("1", "yes"), ("0", "no"), ("void", "annulled"), ("VOID", "annulled")]
)
def test_an_outcome_answers_the_question_as_of_resolved_at(given: str, outcome: str) -> None:
    commands = read_rows(f"1,Ana,Will it rain?,0.7,2022-01-02,{given},2022-01-31T09:00:00Z,")[0]
    answer = commands[-1]
    assert isinstance(answer, ResolveQuestion)
    assert (answer.outcome, answer.imported) == (outcome, True)
    assert answer.happened_on == answer.known_on == CLOSED
    assert answer.known_at == datetime(2022, 1, 31, 9, tzinfo=UTC)


def test_an_outcome_without_a_date_is_an_answer_without_a_date() -> None:
    answer = read_rows("1,Ana,Will it rain?,0.7,2022-01-02,1,,")[0][-1]
    assert isinstance(answer, ResolveQuestion)
    assert (answer.happened_on, answer.known_on, answer.known_at) == (None, None, None)


def test_a_row_without_an_outcome_leaves_its_question_open() -> None:
    assert not isinstance(
        read_rows("1,Ana,Will it rain?,0.7,2022-01-02,,,")[0][-1], ResolveQuestion
    )


def test_a_row_without_a_closing_date_is_of_unknown_maturity() -> None:
    commands = read_rows("1,Ana,Will it rain?,0.7,2022-01-02,,,")[0]
    posed = next(one for one in commands if isinstance(one, PoseQuestion))
    assert (posed.deadline, posed.closes_on) == ("unknown", None)
    header = ",".join([*REQUIRED, "closes_on", "criteria", "story"])
    commands = read_columns(header, "1,Ana,Will it rain?,0.7,2022-01-02,2022-01-31,A drop.,weather")
    posed = next(one for one in commands if isinstance(one, PoseQuestion))
    assert (posed.deadline, posed.closes_on) == ("stated", CLOSED)
    assert (posed.criteria, posed.story) == ("A drop.", "weather")


def test_a_question_that_is_a_key_is_one_that_stands_elsewhere() -> None:
    commands = read_rows("1,Ana,invasion,0.7,2022-01-02,,,")[0]
    assert not any(isinstance(one, PoseQuestion) for one in commands)
    assert claim_of(commands).question == "invasion"


def test_columns_may_stand_in_any_order_and_further_ones_are_read() -> None:
    found = read("tidy-with-more.csv", specimen("tidy-with-more.csv"), Options())
    claim = claim_of(found.rows[0].commands)
    assert (claim.of, claim.quote, claim.reported) == (
        "The Met Office",
        "It will rain",
        "says it will rain",
    )
    assert (claim.words, claim.deadline_words, claim.venue) == ("will", "soon", "a briefing")
    assert (claim.kind, claim.voice, claim.role, claim.polarity) == (
        "forecast",
        "direct",
        "self",
        "asserts",
    )
    assert (claim.locator, claim.note) == ("minute 3", "on air")
    assert found.remarks == ["columns that are not read: colour"]


def test_a_source_is_a_key_or_an_address() -> None:
    header = ",".join([*REQUIRED, "source"])
    by_key = read_columns(header, "1,Ana,Will it rain?,0.7,2022-01-02,the-daily")
    assert not any(isinstance(one, RegisterSource) for one in by_key)
    assert claim_of(by_key).source == "the-daily"
    by_address = read_columns(header, "1,Ana,Will it rain?,0.7,2022-01-02,https://daily.example/a")
    assert RegisterSource(url="https://daily.example/a") in by_address


def test_blanks_around_a_value_are_no_part_of_it() -> None:
    (commands,) = read_rows(" 1 , Ana , Will it rain? , 0.7 , 2022-01-02 , 1 , 2022-01-31 , a ")
    (plain,) = read_rows("1,Ana,Will it rain?,0.7,2022-01-02,1,2022-01-31,a")
    assert commands == plain


def test_a_header_alone_is_a_file_without_rows() -> None:
    found = read("a.csv", rows(), Options())
    assert (found.rows, found.refusals, found.remarks) == ([], [], [])


@pytest.mark.parametrize("missing", REQUIRED)
def test_each_required_column_is_missed_by_name(missing: str) -> None:
    header = ",".join(name for name in KNOWN if name != missing)
    (refusal,) = read("a.csv", f"{header}\n".encode(), Options()).refusals
    assert refusal.problem == f"columns are missing: {missing}"
    assert COLUMNS in refusal.remedy


def test_good_rows_beside_bad_ones_are_still_found() -> None:
    found = read("wrong-field-count.csv", specimen("wrong-field-count.csv"), Options())
    assert [claim_of(row.commands).external_id for row in found.rows] == ["row-3"]
    found = read("unclosed-quote.csv", specimen("unclosed-quote.csv"), Options())
    assert [claim_of(row.commands).external_id for row in found.rows] == ["row-1"]


def test_a_field_longer_than_any_claim_is_refused_with_its_line() -> None:
    endless = f'row-1,Ana,"{"x" * 300_000}",0.7,2022-01-02,,,'
    (refusal,) = read(
        "a.csv", rows("row-0,Ana,Will it rain?,0.7,2022-01-02,,,", endless), Options()
    ).refusals
    assert refusal.line == 3
    assert "field larger" in refusal.problem


@pytest.mark.parametrize("digits", ["1" * 60_000 + "x", "." * 60_000, "1-" * 30_000])
@pytest.mark.parametrize("column", ["probability", "made_at", "resolved_at"])
def test_a_number_or_a_date_without_end_is_refused_at_once(column: str, digits: str) -> None:
    fields = {"external_id": "1", "commentator": "Ana", "question": RAIN, "probability": "0.5",
              "made_at": "2022-01-02", "outcome": "1", "resolved_at": "2022-01-31"}  # fmt: skip
    fields[column] = digits
    content = f"{','.join(fields)}\n{','.join(fields.values())}\n".encode()
    begun = time.process_time()
    [refusal] = read("a.csv", content, Options()).refusals
    assert time.process_time() - begun < 1
    assert (refusal.line, refusal.field) == (2, column)
    assert len(refusal.problem) < 100
